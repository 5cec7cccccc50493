/* One change at a time: find, with, without, on small maps and tries, over the boundaries. */
#include "model.h"

/* Boundary of the small form and of a leaf, of a full root of leaves, and beyond. */
static const uint32_t sizes[] = {0, 1, 2, 3, 4, 5, 7, 8, 9, 15, 16, 17, 18, 31, 32, 33, 100};
#define SIZES (sizeof sizes / sizeof *sizes)

static void drop_all_but(struct world *world, struct version *kept) {
  for (uint32_t v = world->versions; v-- > 0;)
    if (world->version[v] != kept) version_drop(world, world->version[v]);
}

/* Grows a map a key at a time and shrinks it again, keeping a few old versions. */
static void grow_and_shrink(enum pattern pattern, uint32_t n, enum pm_form form) {
  struct world world;
  struct dice dice = {n};
  world_start(&world, n, pattern);
  struct version *at = world_build_first(&world, 0, form);
  for (uint32_t i = 0; i < n; i++) {
    test_note("adding key %u of %u, %s", i, n, pattern_name(pattern));
    at = world_with(&world, at, world.key[i], world.value[i % VALUES]);
    CHECK(world_with(&world, at, world.twin[i], world.value[i % VALUES]) == at);
    world_check(&world);
    if (world.versions > 5) version_drop(&world, world.version[dice_below(&dice, 4)]);
    if (at->count > n / 2 && i % 4 == 0) drop_all_but(&world, at);
  }
  for (uint32_t left = n; left > 0; left--) {
    uint32_t i = dice_below(&dice, n);
    while (!at->value[i]) i = (i + 1) % n;
    test_note("removing key %u, %u left, %s", i, left, pattern_name(pattern));
    at = world_without(&world, at, world.twin[i]);
    CHECK(world_without(&world, at, world.key[i]) == at);
    world_check(&world);
    if (world.versions > 5) drop_all_but(&world, at);
  }
  CHECK_SAME(at->map->count, 0);
  CHECK_SAME(at->map->form, n > PM_LEAF_MAX ? PM_TRIE : form);
  world_end(&world);
}

static void test_grow_and_shrink_small(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    grow_and_shrink(pattern, 60, PM_SMALL);
}

static void test_grow_and_shrink_trie(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    grow_and_shrink(pattern, 60, PM_TRIE);
}

static void test_every_size_both_forms(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, 100, pattern);
    for (uint32_t s = 0; s < SIZES; s++) {
      test_note("size %u of %s", sizes[s], pattern_name(pattern));
      struct version *small = world_build_first(&world, sizes[s], PM_SMALL);
      struct version *trie = world_build_first(&world, sizes[s], PM_TRIE);
      world_check(&world);
      world_equal(&world, small, trie);
      world_diff(&world, small, trie);
      CHECK(world_merge(&world, small, trie) == small);
      CHECK(world_merge(&world, trie, small) == trie);
      version_drop(&world, small);
      version_drop(&world, trie);
    }
    world_end(&world);
  }
}

/* 16 * 32 entries and their neighbours: where a root of full leaves must split. */
static void test_full_root(void) {
  struct world world;
  world_start(&world, 16 * 32 + 2, HASH_TOP);
  struct version *at = world_build_first(&world, 16 * 32 - 2, PM_SMALL);
  for (uint32_t i = 16 * 32 - 2; i < 16 * 32 + 2; i++) {
    at = world_with(&world, at, world.key[i], world.value[1]);
    world_check(&world);
  }
  for (uint32_t i = 0; i < 5; i++) {
    at = world_without(&world, at, world.key[i * 97]);
    world_check(&world);
  }
  world_end(&world);
}

/* A small map that only grew yields its keys in the order they came; so does one built. */
static void test_small_order(void) {
  struct world world;
  world_start(&world, PM_LEAF_MAX, HASH_SPREAD);
  struct version *grown = world_build_first(&world, 0, PM_SMALL);
  for (uint32_t i = 0; i < PM_LEAF_MAX; i++)
    grown = world_with(&world, grown, world.key[i], world.value[0]);
  grown = world_with(&world, grown, world.key[0], world.value[1]);
  struct version *built = world_build_first(&world, PM_LEAF_MAX, PM_SMALL);
  struct version *both[2] = {grown, built};
  for (int v = 0; v < 2; v++) {
    struct pm_cursor cursor;
    pm_cursor_start(&cursor, both[v]->map);
    for (uint32_t i = 0; i < PM_LEAF_MAX; i++)
      CHECK(pm_cursor_next(&cursor)->key == world.key[i]);
  }
  world_end(&world);
}

/* Where all beside it has gone a leaf moves up as it is: nothing but the map is made. */
static void test_last_leaf_moves_up(void) {
  struct world world;
  world_start(&world, PM_LEAF_MAX + 1, HASH_EQUAL);
  for (uint32_t i = 0; i < world.n; i++)
    world.key[i]->hash = world.twin[i]->hash = i < PM_LEAF_MAX ? 0 : UINT32_MAX;
  struct version *both = world_build_first(&world, world.n, PM_TRIE);
  unsigned long node_allocs = world.host.node_allocs;
  struct version *one = world_without(&world, both, world.key[PM_LEAF_MAX]);
  CHECK_SAME(world.host.node_allocs, node_allocs);
  CHECK(pm_child_node(*pm_map_root(one->map)) ==
        pm_child_node(pm_branch_children(pm_child_node(*pm_map_root(both->map)))[0]));
  world_check(&world);
  world_end(&world);
}

/* An object that equals nothing, not even itself, is still found by identity. */
static void test_unequal_to_itself(void) {
  struct world world;
  world_start(&world, 3, HASH_EQUAL);
  struct pm_host *host = &world.host;
  struct version *at = world_build_first(&world, 3, PM_SMALL);
  pm_object *nan = host_object(host, ID_NAN, world.key[0]->hash), *found = NULL;
  struct pm_map *with = NULL, *twice = NULL, *without = NULL;
  pm_object *other = host_object(host, ID_NAN, world.key[0]->hash);
  CHECK_SAME(pm_with(host, at->map, nan->hash, nan, nan, &with), PM_ADDED);
  CHECK_SAME(pm_find(host, with, nan->hash, nan, &found), PM_FOUND);
  CHECK(found == nan);
  CHECK_SAME(pm_find(host, with, other->hash, other, &found), PM_ABSENT);
  CHECK_SAME(pm_with(host, with, other->hash, other, other, &twice), PM_ADDED);
  CHECK_SAME(twice->count, 5);
  CHECK_SAME(pm_equal(host, twice, twice), PM_EQUAL);
  CHECK_SAME(pm_without(host, twice, nan->hash, nan, &without), PM_REMOVED);
  CHECK_SAME(pm_equal(host, with, without), PM_DIFFERENT);
  host_map_release(host, with);
  host_map_release(host, twice);
  host_map_release(host, without);
  pm_object_release(host, nan);
  pm_object_release(host, other);
  world_end(&world);
}

static void test_every_failure(void) {
  static const uint32_t counts[] = {0, 1, 2, 3, 15, 16, 17, 18, 40};
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    if (!pattern_swept(pattern)) continue;
    world_start(&world, 42, pattern);
    world.sweep = true;
    for (uint32_t s = 0; s < 2 * sizeof counts / sizeof *counts; s++) {
      uint32_t n = counts[s / 2];
      test_note("%u keys of %s", n, pattern_name(pattern));
      struct version *at = world_build_first(&world, n, s % 2 ? PM_TRIE : PM_SMALL);
      world_find(&world, at, world.twin[n / 2]);
      world_find(&world, at, world.twin[41]);
      world_with(&world, at, world.twin[n / 2], world.value[1]);
      world_with(&world, at, world.twin[41], world.value[1]);
      world_without(&world, at, world.twin[n / 2]);
      world_without(&world, at, world.twin[0]);
      world_without(&world, at, world.twin[41]);
      while (world.versions > 0) version_drop(&world, world.version[0]);
    }
    world_end(&world);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_grow_and_shrink_small), TEST(test_grow_and_shrink_trie),
      TEST(test_every_size_both_forms), TEST(test_full_root),
      TEST(test_small_order),           TEST(test_last_leaf_moves_up),
      TEST(test_unequal_to_itself),     TEST(test_every_failure),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
