/* tiny: the same as ops at a tiny fan-out (shape/tiny), so that a few keys make deep tries
 * with every join, split and collision; hooks may fail and re-enter as well. */
#include "run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH | PLAN_FAIL | PLAN_ENTER);
  run_steps(run);
  run_end(run);
  return 0;
}
