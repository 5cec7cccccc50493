/* clash: keys that share hashes, or all but the last bits of them: collision buckets, the
 * 15..18 boundary, branches on every level. */
#include "run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH | PLAN_CLASH | PLAN_FAIL);
  run_steps(run);
  run_end(run);
  return 0;
}
