/* faults: when the k-th allocation or comparison fails, for every k, the call fails, nothing
 * has changed, nothing leaks, and the same call then succeeds. */
#include "run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH | PLAN_FAIL);
  if (!run->host.fail.where) run->plan.sweep = run->host.fail.where = 0xFF;
  run_steps(run);
  run_end(run);
  return 0;
}
