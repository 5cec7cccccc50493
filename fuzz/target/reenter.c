/* reenter: hooks that use the library, drop every reference but the caller's, or run a
 * collection over all that is published, in the middle of any call. */
#include "run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH | PLAN_ENTER | PLAN_FAIL);
  if (!(run->host.enter.where & 7)) run->host.enter.where = 7;
  run_steps(run);
  run_end(run);
  return 0;
}
