/* ops: whatever the sequence of operations, every version is its model and every count is
 * exact. Shipped constants, any shape of hashes, no hook misbehaves. */
#include "run.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH);
  run_steps(run);
  run_end(run);
  return 0;
}
