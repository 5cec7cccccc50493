/* Structural merge: every overlap of every size, what is shared, what is not allocated. */
#include "model.h"

#define KEYS 90u

static void drop_all(struct world *world) {
  while (world->versions > 0) version_drop(world, world->version[0]);
}

/* Keys [from, to) with one value; from twin objects on request. */
static struct version *range(struct world *world, uint32_t from, uint32_t to, bool twins,
                             pm_object *value, enum pm_form form) {
  struct pick picks[KEYS];
  for (uint32_t i = from; i < to; i++)
    picks[i - from] = (struct pick){twins ? world->twin[i] : world->key[i], value};
  return world_build(world, picks, to - from, form);
}

static void check_merge(struct world *world, struct version *a, struct version *b) {
  struct version *merged = world_merge(world, a, b);
  if (merged->map->form == PM_TRIE) check_canonical(world, merged);
  version_check(world, merged);
}

/* [0, n) with [n - overlap, n - overlap + m), in every combination of forms. */
static void overlap(struct world *world, uint32_t n, uint32_t m, uint32_t common) {
  for (int forms = 0; forms < 4; forms++) {
    enum pm_form fa = forms & 1 ? PM_TRIE : PM_SMALL, fb = forms & 2 ? PM_TRIE : PM_SMALL;
    uint32_t from = n - common;
    if (from + m > KEYS) return;
    if (world->sweep && forms == 1) continue; /* as 2, but for the sides */
    test_note("merging %u with %u, %u in common", n, m, common);
    struct version *a = range(world, 0, n, false, world->value[0], fa);
    check_merge(world, a, range(world, from, from + m, true, world->value[0], fb));
    check_merge(world, a, range(world, from, from + m, true, world->value[1], fb));
    world_check(world);
    drop_all(world);
  }
}

static void every_overlap(const uint32_t *sizes, uint32_t count, bool sweep) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    if (sweep && !pattern_swept(pattern)) continue;
    world_start(&world, KEYS, pattern);
    world.sweep = sweep;
    for (uint32_t i = 0; i < count; i++)
      for (uint32_t j = 0; j < count; j++) {
        uint32_t n = sizes[i], m = sizes[j], most = n < m ? n : m;
        if (!sweep || n == m) overlap(&world, n, m, 0);
        if (most > 0 && !sweep) overlap(&world, n, m, most);
        if (most > 1) overlap(&world, n, m, most / 2);
      }
    world_end(&world);
  }
}

static void test_overlaps(void) {
  static const uint32_t sizes[] = {0,
                                   1,
                                   2,
                                   PM_LEAF_MAX - 1,
                                   PM_LEAF_MAX,
                                   PM_LEAF_MAX + 1,
                                   PM_LEAF_MAX + 2,
                                   2 * PM_LEAF_MAX + 8};
  every_overlap(sizes, sizeof sizes / sizeof *sizes, false);
}

static void test_every_failure(void) {
  static const uint32_t sizes[] = {0, 2, 5, PM_LEAF_MAX + 1, PM_LEAF_MAX + 4};
  every_overlap(sizes, sizeof sizes / sizeof *sizes, true);
}

/* ---- Sharing ---- */

static void test_same_allocates_nothing(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    struct version *a = world_build_first(&world, KEYS - 1, PM_TRIE);
    struct version *more = world_with(&world, a, world.key[KEYS - 1], world.value[2]);
    struct pm_host was = world.host;
    host_walk_begin();
    CHECK(world_merge(&world, a, a) == a);
    CHECK_SAME(host_walk_visits(), 0);
    CHECK_SAME(world.host.node_allocs, was.node_allocs);
    CHECK_SAME(world.host.map_allocs, was.map_allocs);
    CHECK_SAME(world.host.key_eqs, was.key_eqs);
    CHECK(world_merge(&world, more, a) == more); /* nothing new in a */
    CHECK_SAME(world.host.map_allocs, was.map_allocs);
    world_end(&world);
  }
}

/* Scratch is for collision buckets only: no two ordinary leaves need it. */
static void test_scratch(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    if (pattern != HASH_SPREAD && pattern != HASH_SEQUENTIAL && pattern != HASH_EQUAL) continue;
    struct world world;
    world_start(&world, KEYS, pattern);
    struct version *a = range(&world, 0, 60, false, world.value[0], PM_TRIE);
    struct version *b = range(&world, 30, KEYS, true, world.value[1], PM_TRIE);
    unsigned long before = world.host.items_allocs;
    check_merge(&world, a, b);
    CHECK_SAME(world.host.items_allocs - before, pattern == HASH_EQUAL);
    world_end(&world);
  }
}

/* What only one side has is taken over whole: a in the lower half of all hashes, b in the
 * upper, so that a new root (and the map) is all that is made. */
static void test_disjoint_shares_both(void) {
  struct world world;
  struct pick low[KEYS], high[KEYS];
  uint32_t n = 0, m = 0;
  world_start(&world, KEYS, HASH_SPREAD);
  for (uint32_t i = 0; i < KEYS; i++) {
    struct pick pick = {world.key[i], world.value[0]};
    if (pick.key->hash >> 31)
      high[m++] = pick;
    else
      low[n++] = pick;
  }
  struct version *a = world_build(&world, low, n, PM_TRIE);
  struct version *b = world_build(&world, high, m, PM_TRIE);
  struct pm_host was = world.host;
  check_merge(&world, a, b);
  CHECK_SAME(world.host.node_allocs - was.node_allocs, 1);
  CHECK_SAME(world.host.retains - was.retains, 0); /* no entry was copied */
  check_merge(&world, b, a);
  world_end(&world);
}

/* Two versions of one map: only the paths that differ are looked at and made again. */
static void test_versions_share(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    struct version *a = world_build_first(&world, KEYS - 3, PM_TRIE);
    struct version *b = world_with(&world, a, world.twin[5], world.value[1]);
    b = world_with(&world, b, world.key[KEYS - 1], world.value[1]);
    size_t beside = pm_map_measure_beside(b->map, a->map).nodes;
    struct pm_host was = world.host;
    host_walk_begin();
    struct version *c = world_merge(&world, a, b);
    CHECK(host_walk_visits() <= 4 * beside + 2);
    /* Leaves of different reach are cut to the narrower one's: a few extra. */
    CHECK(world.host.node_allocs - was.node_allocs <= 2 * beside);
    CHECK(pm_map_measure_beside(c->map, a->map).nodes <= beside);
    world_check(&world);
    world_end(&world);
  }
}

/* An empty side: the other one's nodes as they are. */
static void test_empty_side(void) {
  struct world world;
  world_start(&world, KEYS, HASH_SPREAD);
  for (int form = PM_SMALL; form <= PM_TRIE; form++) {
    struct version *none = world_build_first(&world, 0, (enum pm_form)form);
    struct version *all = world_build_first(&world, KEYS, PM_TRIE);
    struct pm_host was = world.host;
    CHECK(world_merge(&world, all, none) == all);
    struct version *merged = world_merge(&world, none, all);
    CHECK_SAME(world.host.node_allocs, was.node_allocs);
    CHECK(*pm_map_root(merged->map) == *pm_map_root(all->map));
    CHECK(world_merge(&world, none, none) == none);
    world_check(&world);
    drop_all(&world);
  }
  world_end(&world);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_overlaps),   TEST(test_every_failure),        TEST(test_same_allocates_nothing),
      TEST(test_scratch),    TEST(test_disjoint_shares_both), TEST(test_versions_share),
      TEST(test_empty_side),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
