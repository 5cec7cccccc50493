/* Equality skips subtrees and runs of slots, and one pair of versions seldom tells whether it
 * skips too much. So: all pairs that are one moved key apart. */
#include "run.h"

#define MOVES 400u
#define ABSENT 40u /* keys to move one key to */

/* map without one key and with another: as many entries, never equal. */
static void move_key(struct run *run, struct pm_map *map, pm_object *old_key,
                     pm_object *new_key, pm_object *value) {
  struct pm_host *host = &run->host;
  struct pm_map *less = NULL, *moved = NULL;
  CHECK(pm_without(host, map, old_key->hash, old_key, &less) == PM_REMOVED);
  CHECK(pm_with(host, less, new_key->hash, new_key, value, &moved) == PM_ADDED);
  CHECK(pm_equal(host, map, moved) == PM_DIFFERENT);
  CHECK(pm_equal(host, moved, map) == PM_DIFFERENT);
  host_map_release(host, less);
  host_map_release(host, moved);
}

void check_moves(struct run *run, struct version *of, uint32_t from, uint32_t to) {
  uint32_t moves = 0;
  pm_object *value = new_value(run, 0);
  run->host.quiet++;
  for (uint32_t i = 0; i < FUZZ_KEYS && moves < MOVES; i++) {
    pm_object *old_key = of->model.at[(from + i) % FUZZ_KEYS].key;
    for (uint32_t j = 0; old_key && j < ABSENT; j++) {
      uint32_t id = (to + j) % FUZZ_KEYS;
      if (of->model.at[id].key) continue;
      pm_object *key = new_key(run, id);
      move_key(run, of->map, old_key, key, value);
      pm_object_release(&run->host, key);
      moves++;
    }
  }
  run->host.quiet--;
  pm_object_release(&run->host, value);
}
