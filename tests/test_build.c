/* Bulk build: duplicates, both forms, one allocation a node, and that every way to the same
 * content leads to the same trie. */
#include "model.h"

#define KEYS 120u

static const uint32_t sizes[] = {0,  1,  2,  3,  4,  5,  14, 15,  16,
                                 17, 18, 31, 32, 33, 34, 66, KEYS};
#define SIZES (sizeof sizes / sizeof *sizes)

static void drop_all(struct world *world) {
  while (world->versions > 0) version_drop(world, world->version[0]);
}

/* ---- Any order, any way, one shape ---- */

static void shuffled(struct dice *dice, uint32_t *order, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t j = dice_below(dice, i + 1);
    order[i] = order[j];
    order[j] = i;
  }
}

static struct version *drop_old(struct world *world, struct version *old, struct version *new) {
  if (new != old) version_drop(world, old);
  return new;
}

static struct version *grown(struct world *world, const uint32_t *order, uint32_t n) {
  struct version *at = world_build_first(world, 0, PM_TRIE);
  for (uint32_t i = 0; i < n; i++)
    at = drop_old(world, at, world_with(world, at, world->key[order[i]], world->value[0]));
  return at;
}

/* All keys, and then those from n on removed again. */
static struct version *shrunk(struct world *world, const uint32_t *order, uint32_t n) {
  struct version *at = world_build_first(world, world->n, PM_TRIE);
  for (uint32_t i = 0; i < world->n; i++)
    if (order[i] >= n) at = drop_old(world, at, world_without(world, at, world->key[order[i]]));
  return at;
}

static struct version *merged(struct world *world, const uint32_t *order, uint32_t n) {
  struct pick half[2][KEYS];
  uint32_t used[2] = {0, 0};
  for (uint32_t i = 0; i < n; i++) {
    uint32_t side = i % 3 == 0;
    half[side][used[side]++] = (struct pick){world->key[order[i]], world->value[0]};
  }
  struct version *a = world_build(world, half[0], used[0], PM_TRIE);
  struct version *b = world_build(world, half[1], used[1], PM_TRIE);
  return world_merge(world, a, b);
}

static void one_shape(struct world *world, struct dice *dice, uint32_t n) {
  uint32_t small_order[KEYS], big_order[KEYS];
  shuffled(dice, small_order, n);
  shuffled(dice, big_order, KEYS);
  struct version *built = world_build_first(world, n, PM_TRIE);
  check_canonical(world, built);
  check_same_shape(built->map, grown(world, small_order, n)->map);
  check_same_shape(built->map, shrunk(world, big_order, n)->map);
  check_same_shape(built->map, merged(world, small_order, n)->map);
  world_check(world);
  drop_all(world);
}

static void test_every_way_one_shape(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct dice dice = {pattern};
    world_start(&world, KEYS, pattern);
    for (uint32_t s = 0; s < SIZES; s++) {
      test_note("%u keys of %s", sizes[s], pattern_name(pattern));
      one_shape(&world, &dice, sizes[s]);
    }
    world_end(&world);
  }
}

/* 16 * 32 full leaves below one root, and a few more or less. */
static void test_full_root(void) {
  struct world world;
  world_start(&world, 16 * 32 + 2, HASH_TOP);
  for (uint32_t n = 16 * 32 - 2; n <= 16 * 32 + 2; n++) {
    struct version *built = world_build_first(&world, n, PM_SMALL);
    check_canonical(&world, built);
    version_check(&world, built);
    if (n == 16 * 32 && PM_LEAF_MAX == 16 && PM_CHUNK_BITS == 5)
      CHECK_SAME(pm_map_measure(built->map).nodes, 33);
    drop_all(&world);
  }
  world_end(&world);
}

/* ---- Duplicates ---- */

/* Later values win, first key objects stay, whichever form comes of it. */
static void test_duplicates(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct dice dice = {100 + pattern};
    world_start(&world, 50, pattern);
    for (int round = 0; round < 40; round++) {
      struct pick picks[100];
      uint32_t n = dice_below(&dice, 101), distinct = 1 + dice_below(&dice, 50);
      for (uint32_t i = 0; i < n; i++) {
        uint32_t k = dice_below(&dice, distinct);
        picks[i].key = dice_below(&dice, 2) ? world.key[k] : world.twin[k];
        picks[i].value = world.value[dice_below(&dice, VALUES)];
      }
      world_build(&world, picks, n, PM_SMALL);
      check_canonical(&world, world_build(&world, picks, n, PM_TRIE));
      world_check(&world);
      drop_all(&world);
    }
    world_end(&world);
  }
}

/* ---- Costs ---- */

/* Each node is allocated once, the map once, and scratch at most once. */
static void test_allocations(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    for (uint32_t s = 0; s < SIZES; s++) {
      struct pm_host was = world.host;
      struct version *built = world_build_first(&world, sizes[s], PM_TRIE);
      size_t nodes = pm_map_measure(built->map).nodes;
      CHECK_SAME(world.host.node_allocs - was.node_allocs, nodes);
      CHECK_SAME(world.host.nodes - was.nodes, nodes);
      CHECK_SAME(world.host.map_allocs - was.map_allocs, 1);
      CHECK(world.host.items_allocs == was.items_allocs);
      CHECK_SAME(world.host.retains - was.retains, 2 * sizes[s]); /* ours */
      CHECK_SAME(world.host.releases, was.releases);
      drop_all(&world);
    }
    world_end(&world);
  }
}

/* A map's flags are those of what it holds, no more: none if it is empty. */
static void test_flags(void) {
  struct world world;
  world_start(&world, KEYS, HASH_SPREAD);
  for (uint32_t s = 0; s < SIZES; s++)
    for (int form = PM_SMALL; form <= PM_TRIE; form++) {
      uint32_t flags = 0;
      for (uint32_t i = 0; i < sizes[s]; i++) flags |= world.key[i]->flags;
      CHECK_SAME(world_build_first(&world, sizes[s], (enum pm_form)form)->map->flags, flags);
      drop_all(&world);
    }
  world_end(&world);
}

/* ---- Failures ---- */

static void test_every_failure(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    if (!pattern_swept(pattern)) continue;
    world_start(&world, KEYS, pattern);
    world.sweep = true;
    for (uint32_t s = 0; s < SIZES; s++) {
      struct pick picks[KEYS];
      test_note("%u keys of %s", sizes[s], pattern_name(pattern));
      for (uint32_t i = 0; i < sizes[s]; i++) /* every fifth a second time */
        picks[i] = (struct pick){i % 5 == 4 ? world.twin[i / 2] : world.key[i],
                                 world.value[i % VALUES]};
      world_build(&world, picks, sizes[s], PM_SMALL);
      world_build(&world, picks, sizes[s], PM_TRIE);
      drop_all(&world);
    }
    world_end(&world);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_every_way_one_shape), TEST(test_full_root), TEST(test_duplicates),
      TEST(test_allocations),         TEST(test_flags),     TEST(test_every_failure),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
