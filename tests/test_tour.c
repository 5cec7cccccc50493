/* One of everything on a handful of keys: the whole of core in few steps, for tools that take
 * long over each (ci/eva.sh). The other tests say more. */
#include "model.h"

#define KEYS 7u

/* Every operation once or twice; the versions in use are the last few. */
static void tour(enum pattern pattern, enum pm_form form, bool sweep) {
  struct world world;
  world_start(&world, KEYS, pattern);
  world.sweep = sweep;
  struct version *a = world_build_first(&world, 4, form);
  struct version *b = world_with(&world, a, world.key[4], world.value[1]);
  b = world_with(&world, b, world.twin[1], world.value[2]);
  version_drop(&world, world.version[1]);
  b = world_without(&world, b, world.twin[2]);
  version_drop(&world, world.version[1]);
  struct pick picks[] = {{world.key[5], world.value[1]},
                         {world.twin[0], world.value[3]},
                         {world.twin[5], world.value_twin[2]},
                         {world.key[6], world.value[0]}};
  struct version *c = world_build(&world, picks, 4, form);
  world_find(&world, c, world.twin[6]);
  world_find(&world, c, world.twin[3]);
  world_equal(&world, a, b);
  world_diff(&world, a, b);
  struct version *merged = world_merge(&world, b, c);
  world_merge(&world, merged, c);
  version_check(&world, merged);
  if (merged->map->form == PM_TRIE) check_canonical(&world, merged);
  CHECK(pm_map_measure(merged->map).bytes > 0);
  CHECK(pm_map_measure_beside(merged->map, b->map).bytes > 0);
  while (merged->count > 0) {
    uint32_t i = 0;
    while (!merged->value[i]) i++;
    struct version *less = world_without(&world, merged, world.key[i]);
    version_drop(&world, merged);
    merged = less;
  }
  world_end(&world);
}

static void test_spread(void) {
  tour(HASH_SPREAD, PM_TRIE, false);
}
static void test_deep(void) {
  tour(HASH_SEQUENTIAL, PM_TRIE, false);
}
static void test_bucket(void) {
  tour(HASH_EQUAL, PM_TRIE, false);
}
static void test_small(void) {
  tour(HASH_PAIRS, PM_SMALL, false);
}

/* The same with every allocation and every comparison failing once. */
static void test_failures(void) {
  tour(HASH_SPREAD, PM_TRIE, true);
}
static void test_failures_in_pairs(void) {
  tour(HASH_PAIRS, PM_SMALL, true);
}

/* From nothing to one entry more than fits into a small map or into a leaf. */
static void grow(enum pattern pattern, enum pm_form form) {
  struct world world;
  world_start(&world, PM_LEAF_MAX + 1, pattern);
  struct version *at = world_build_first(&world, 0, form);
  for (uint32_t i = 0; i <= PM_LEAF_MAX; i++) {
    at = world_with(&world, at, world.key[i], world.value[0]);
    version_drop(&world, world.version[0]);
  }
  version_check(&world, at);
  world_equal(&world, at, world_build_first(&world, PM_LEAF_MAX | 1, form));
  world_end(&world);
}

static void test_from_empty(void) {
  grow(HASH_SPREAD, PM_SMALL);
  grow(HASH_SEQUENTIAL, PM_TRIE);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_spread),     TEST(test_deep),     TEST(test_bucket),
      TEST(test_small),      TEST(test_failures), TEST(test_failures_in_pairs),
      TEST(test_from_empty),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
