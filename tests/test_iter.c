/* The cursor: every entry once, leaf by leaf, no hook, a stack that is deep enough. */
#include <string.h>

#include "model.h"

#define KEYS 100u

static const uint32_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 18, 33, KEYS};
#define SIZES (sizeof sizes / sizeof *sizes)

/* Yields each key once (version_check), and runs no hook whatever. */
static void test_every_entry_once(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    for (int form = PM_SMALL; form <= PM_TRIE; form++) {
      struct world world;
      world_start(&world, KEYS, pattern);
      for (uint32_t s = 0; s < SIZES; s++) {
        struct pm_cursor cursor;
        uint32_t n = 0;
        struct version *version = world_build_first(&world, sizes[s], (enum pm_form)form);
        version_check(&world, version);
        struct pm_host was = world.host;
        pm_cursor_start(&cursor, version->map);
        while (pm_cursor_next(&cursor)) n++;
        CHECK_SAME(n, sizes[s]);
        for (int again = 0; again < 3; again++) CHECK(!pm_cursor_next(&cursor));
        CHECK(memcmp(&was, &world.host, sizeof was) == 0);
      }
      world_end(&world);
    }
}

/* The deepest trie there is: two buckets whose hashes differ in the last bit only. */
static void test_deepest(void) {
  struct world world;
  struct pm_cursor cursor;
  uint32_t deepest = 0, n = 0;
  world_start(&world, 4 * PM_LEAF_MAX + 4, HASH_EQUAL);
  for (uint32_t i = 0; i < world.n; i += 2) world.key[i]->hash ^= 1, world.twin[i]->hash ^= 1;
  struct version *version = world_build_first(&world, world.n, PM_TRIE);
  check_canonical(&world, version);
  version_check(&world, version);
  pm_cursor_start(&cursor, version->map);
  for (; pm_cursor_next(&cursor); n++)
    if (cursor.depth > deepest) deepest = cursor.depth;
  CHECK_SAME(n, world.n);
  CHECK_SAME(deepest, PM_LEVELS);
  world_end(&world);
}

/* Two cursors on one map, and one on each of two versions, do not disturb each other. */
static void test_interleaved(void) {
  struct world world;
  struct pm_cursor a, b, c;
  uint32_t steps[3] = {0, 0, 0};
  world_start(&world, KEYS, HASH_SPREAD);
  struct version *first = world_build_first(&world, KEYS / 2, PM_TRIE);
  struct version *second = world_with(&world, first, world.key[KEYS - 1], world.value[0]);
  pm_cursor_start(&a, first->map);
  pm_cursor_start(&b, first->map);
  pm_cursor_start(&c, second->map);
  for (uint32_t i = 0; i < 2 * KEYS; i++) {
    if (pm_cursor_next(&a)) steps[0]++;
    if (i % 2 && pm_cursor_next(&b)) steps[1]++;
    if (i % 3 && pm_cursor_next(&c)) steps[2]++;
  }
  CHECK_SAME(steps[0], KEYS / 2);
  CHECK_SAME(steps[1], KEYS / 2);
  CHECK_SAME(steps[2], KEYS / 2 + 1);
  world_end(&world);
}

/* The same order every time, and each node looked into once. */
static void test_order_and_visits(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct pm_cursor a, b;
    struct pm_entry *entry;
    world_start(&world, KEYS, pattern);
    struct version *version = world_build_first(&world, KEYS, PM_TRIE);
    host_walk_begin();
    pm_cursor_start(&a, version->map);
    pm_cursor_start(&b, version->map);
    do {
      entry = pm_cursor_next(&a);
      CHECK(pm_cursor_next(&b) == entry);
    } while (entry);
    CHECK_SAME(host_walk_visits(), pm_map_measure(version->map).nodes);
    world_end(&world);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_every_entry_once),
      TEST(test_deepest),
      TEST(test_interleaved),
      TEST(test_order_and_visits),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
