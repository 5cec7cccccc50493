/* equal: a map and any map that is one moved key away from it are different, whatever their
 * shapes; with a tiny fan-out (shape/equal) a few keys drawn at random make all of them. */
#include "run.h"

static uint32_t draw(uint32_t *seed) {
  *seed = *seed * 1664525u + 1013904223u;
  return *seed >> 16;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH);
  while (run->in.at < run->in.end) {
    struct seed seeds[24];
    uint32_t seed = read_below(&run->in, 65536), n = 3 + read_below(&run->in, 22);
    for (uint32_t i = 0; i < n; i++)
      seeds[i] = (struct seed){new_key(run, draw(&seed) % FUZZ_KEYS), new_value(run, i)};
    struct call call = {.make = call_build, .seeds = seeds, .n = n, .form = PM_SMALL};
    perform(run, &call);
    uint32_t from = draw(&seed);
    check_moves(run, call.out, from, draw(&seed));
    for (uint32_t i = 0; i < n; i++) {
      pm_object_release(&run->host, seeds[i].key);
      pm_object_release(&run->host, seeds[i].value);
    }
    version_drop(run, call.out);
    run_settle(run);
  }
  run_end(run);
  return 0;
}
