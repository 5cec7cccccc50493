/* Structural equality: against the model, with every failure, and how little it looks at. */
#include "model.h"

#define KEYS 70u

static const uint32_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 18, 40, KEYS - 1};
#define SIZES (sizeof sizes / sizeof *sizes)

static void drop_all(struct world *world) {
  while (world->versions > 0) version_drop(world, world->version[0]);
}

static struct version *twins(struct world *world, uint32_t n, enum pm_form form) {
  struct pick picks[KEYS];
  for (uint32_t i = 0; i < n; i++) /* the other way round */
    picks[i] = (struct pick){world->twin[n - 1 - i], world->value_twin[0]};
  return world_build(world, picks, n, form);
}

static void both_ways(struct world *world, struct version *a, struct version *b) {
  world_equal(world, a, b);
  world_equal(world, b, a);
}

/* n keys, independently built of other objects; and with one value, one key changed. */
static void compare(struct world *world, uint32_t n, enum pm_form fa, enum pm_form fb) {
  struct version *a = world_build_first(world, n, fa), *b = twins(world, n, fb);
  both_ways(world, a, b);
  world_equal(world, a, a);
  for (uint32_t i = 0; i < n; i += 1 + i / 4) {
    struct version *changed = world_with(world, b, world->key[i], world->value[1]);
    both_ways(world, a, changed);
    struct version *fewer = world_without(world, b, world->key[i]);
    both_ways(world, a, fewer);
    struct version *other = world_with(world, fewer, world->key[KEYS - 1], world->value[0]);
    both_ways(world, a, other);
    version_drop(world, changed);
    version_drop(world, fewer);
    version_drop(world, other);
  }
  world_check(world);
  drop_all(world);
}

static void compare_all(bool sweep) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    if (sweep && !pattern_swept(pattern)) continue;
    world_start(&world, KEYS, pattern);
    for (uint32_t s = 0; s < SIZES; s++) {
      test_note("%u keys of %s", sizes[s], pattern_name(pattern));
      world.sweep = sweep && sizes[s] < 20;
      compare(&world, sizes[s], PM_SMALL, PM_SMALL);
      compare(&world, sizes[s], PM_TRIE, PM_TRIE);
      compare(&world, sizes[s], PM_SMALL, PM_TRIE);
    }
    world_end(&world);
  }
}

static void test_against_model(void) {
  compare_all(false);
}
static void test_every_failure(void) {
  compare_all(true);
}

/* Of one change only the path to it is looked at, on both sides. */
static void test_visits_the_path_only(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    struct version *a = world_build_first(&world, KEYS, PM_TRIE);
    struct version *b = world_with(&world, a, world.key[9], world.value_twin[0]);
    size_t path = pm_map_measure_beside(b->map, a->map).nodes;
    host_walk_begin();
    world_equal(&world, a, b);
    CHECK(path >= 2);
    CHECK_SAME(host_walk_visits(), 2 * path);
    host_walk_begin();
    world_equal(&world, a, a);
    CHECK_SAME(host_walk_visits(), 0);
    world_end(&world);
  }
}

/* Nothing shared and no two hashes alike: each key and each value is compared just once. */
static void test_compares_once(void) {
  struct world world;
  world_start(&world, KEYS, HASH_SPREAD);
  struct version *a = world_build_first(&world, KEYS, PM_TRIE);
  struct version *b = twins(&world, KEYS, PM_TRIE);
  struct pm_host was = world.host;
  world_equal(&world, a, b);
  CHECK_SAME(world.host.key_eqs - was.key_eqs, KEYS);
  CHECK_SAME(world.host.value_eqs - was.value_eqs, KEYS);
  world_end(&world);
}

/* Counts that differ are enough: nothing is asked. */
static void test_counts_first(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  struct version *a = world_build_first(&world, KEYS, PM_TRIE);
  struct version *b = twins(&world, KEYS - 1, PM_TRIE);
  unsigned long key_eqs = world.host.key_eqs;
  host_walk_begin();
  world_equal(&world, a, b);
  CHECK_SAME(host_walk_visits(), 0);
  CHECK_SAME(world.host.key_eqs, key_eqs);
  world_end(&world);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_against_model), TEST(test_every_failure), TEST(test_visits_the_path_only),
      TEST(test_compares_once), TEST(test_counts_first),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
