/* pm_check finds what it is for: each invariant is broken on purpose, once, and must be
 * reported by its name. Bodies are damaged in place and repaired; wrong shapes are built by
 * hand from branches and leaves that are right in themselves. */
#include <string.h>

#include "branch.h"
#include "items.h"
#include "leaf.h"
#include "map.h"
#include "model.h"

#define FULL ((uint32_t)PM_CHUNK_BITS)
#define KEYS 90u

static void expect(struct world *world, struct pm_map *map, const char *name) {
  const char *broken = pm_check(&world->host, map);
  test_note("pm_check says \"%s\" where \"%s\" is broken", broken ? broken : "fine", name);
  CHECK(broken && strcmp(broken, name) == 0);
}

static void expect_fine(struct world *world, struct pm_map *map) {
  const char *broken = pm_check(&world->host, map);
  test_note("pm_check says %s", broken ? broken : "fine");
  CHECK(!broken);
}

/* ---- Damage to bodies and heads ---- */

static struct pm_node *root_of(struct pm_map *map) {
  return pm_child_node(*pm_map_root(map));
}

/* The leaf that a hash leads to. */
static struct pm_node *leaf_of(struct pm_map *map, uint32_t hash) {
  struct pm_node *node = root_of(map);
  for (uint32_t used = 0; node->width != 0;) {
    uint32_t slot = pm_slot(hash, used, node->width);
    used += node->width;
    node = pm_kid(node, slot);
  }
  return node;
}

/* Runs with a trie of deep branches whose leaves hold two entries or more. */
static void with_trie(void (*run)(struct world *, struct pm_map *)) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  struct version *version = world_build_first(&world, KEYS, PM_TRIE);
  expect_fine(&world, version->map);
  run(&world, version->map);
  expect_fine(&world, version->map);
  world_end(&world);
}

static void run_leaf(struct world *world, struct pm_map *map) {
  struct pm_node *leaf = leaf_of(map, world->key[0]->hash);
  pm_leaf_hashes(leaf)[1] ^= 1u << 31;
  expect(world, map, "hash off its path");
  pm_leaf_hashes(leaf)[1] ^= 1u << 31;
  pm_leaf_hashes(leaf)[1]++;
  expect(world, map, "hash off its path");
  pm_leaf_hashes(leaf)[1]--;

  struct pm_entry was = pm_leaf_entries(leaf)[1];
  pm_leaf_entries(leaf)[1] = pm_leaf_entries(leaf)[0];
  expect(world, map, "key twice");
  pm_leaf_entries(leaf)[1] = was;

  uint8_t flags = leaf->flags;
  CHECK(flags);
  leaf->flags = 0;
  expect(world, map, "flags of an entry not covered");
  leaf->flags = flags | 128; /* more is allowed: sticky; but those above must have it, too */
  expect(world, map, "flags of a child not covered");
  leaf->flags = flags;

  uint32_t count = leaf->count;
  leaf->count = 0;
  expect(world, map, "empty leaf");
  leaf->count = count;
}
static void test_leaf(void) {
  with_trie(run_leaf);
}

static void run_branch(struct world *world, struct pm_map *map) {
  struct pm_node *root = root_of(map), *below = root;
  root->count++;
  expect(world, map, "map count wrong");
  map->count++;
  expect(world, map, "count wrong");
  map->count--;
  root->count--;
  for (uint32_t s = 0; below == root; s++)
    if (pm_is_branch(pm_kid(root, s))) below = pm_kid(root, s);
  below->count++;
  expect(world, map, "count wrong");
  below->count--;

  pm_child *child = pm_branch_children(root), *word = child;
  while (pm_child_width(*word) == 0) word++;
  *word ^= 7 ^ pm_child_width(*word) ^ (pm_child_width(*word) == 7);
  expect(world, map, "child word with a wrong width");
  *word = pm_child_of(below);
}
static void test_branch(void) {
  with_trie(run_branch);
}

static void run_map(struct world *world, struct pm_map *map) {
  map->count++;
  expect(world, map, "map count wrong");
  map->count--;
  uint8_t flags = map->flags;
  map->flags = 0;
  expect(world, map, "flags of the root not covered");
  map->flags = flags;
  *pm_map_root(map) &= ~(pm_child)7;
  expect(world, map, "root word with a wrong width");
  *pm_map_root(map) = pm_child_of(root_of(map));
}
static void test_map(void) {
  with_trie(run_map);
}

static void test_small(void) {
  struct world world;
  struct pm_item items[PM_LEAF_MAX + 1];
  world_start(&world, PM_LEAF_MAX + 1, HASH_EQUAL);
  for (uint32_t i = 0; i <= PM_LEAF_MAX; i++)
    items[i] = (struct pm_item){world.key[i], world.value[0], world.key[i]->hash, 0};
  items[0].flags = 255;
  pm_items_retain(&world.host, items, PM_LEAF_MAX + 1);
  struct pm_map *map = pm_small_take(&world.host, items, PM_LEAF_MAX + 1);
  expect(&world, map, "small map too large");
  host_map_release(&world.host, map);

  struct version *version = world_build_first(&world, 1, PM_SMALL);
  uint8_t flags = version->map->flags;
  version->map->flags = 0;
  expect(&world, version->map, "flags of an entry not covered");
  version->map->flags = flags;
  if (PM_LEAF_MAX > 1) {
    struct version *two = world_build_first(&world, 2, PM_SMALL);
    struct pm_entry was = pm_small_entries(two->map)[1];
    pm_small_entries(two->map)[1] = pm_small_entries(two->map)[0];
    expect(&world, two->map, "key twice");
    pm_small_entries(two->map)[1] = was;
  }
  world_end(&world);
}

/* ---- Wrong shapes ---- */

/* A world whose keys hash as the shape needs them. */
static void hash_as(struct world *world, uint32_t i, uint32_t hash) {
  world->key[i]->hash = world->twin[i]->hash = hash;
}

/* A leaf of keys [from, to). */
static struct pm_node *leaf(struct world *world, uint32_t from, uint32_t to) {
  struct pm_item items[KEYS];
  for (uint32_t i = from; i < to; i++)
    items[i - from] = (struct pm_item){world->key[i], world->value[0], world->key[i]->hash,
                                       world->key[i]->flags};
  pm_items_retain(&world->host, items, to - from);
  return pm_leaf_take(&world->host, items, to - from);
}

static void expect_root(struct world *world, struct pm_node *root, const char *name) {
  struct pm_map *map = pm_map_take(&world->host, root);
  expect(world, map, name);
  host_map_release(&world->host, map);
}

static void test_leaf_too_large(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  expect_root(&world, leaf(&world, 0, PM_LEAF_MAX + 1), "leaf too large");
  world_end(&world);
}

/* PM_LEAF_MAX entries over two leaves. */
static void test_not_joined(void) {
  struct world world;
  struct pm_node *slot[PM_FANOUT] = {NULL};
  world_start(&world, KEYS, HASH_EQUAL);
  hash_as(&world, 0, 0);
  for (uint32_t i = 1; i < PM_LEAF_MAX; i++) hash_as(&world, i, UINT32_MAX);
  slot[0] = leaf(&world, 0, 1);
  if (PM_LEAF_MAX > 1) slot[PM_FANOUT - 1] = leaf(&world, 1, PM_LEAF_MAX);
  expect_root(&world, pm_branch_take(&world.host, slot, FULL), "blocks not joined");
  world_end(&world);
}

/* Slots 1 and 2 of four name one leaf. */
static void test_not_aligned(void) {
  struct world world;
  struct pm_node *slot[PM_FANOUT];
  if (PM_FANOUT < 4) return;
  world_start(&world, KEYS, HASH_EQUAL);
  for (uint32_t i = 0; i < KEYS; i++) hash_as(&world, i, (PM_FANOUT / 2 - 1u) << (32 - FULL));
  hash_as(&world, 0, 0);
  hash_as(&world, PM_LEAF_MAX + 1, UINT32_MAX);
  struct pm_node *first = leaf(&world, 0, 1), *middle = leaf(&world, 1, PM_LEAF_MAX + 1);
  struct pm_node *last = leaf(&world, PM_LEAF_MAX + 1, PM_LEAF_MAX + 2);
  pm_slots_fill(slot, 0, PM_FANOUT / 2 - 1, first);
  pm_slots_fill(slot, PM_FANOUT / 2 - 1, 2, middle);
  pm_slots_fill(slot, PM_FANOUT / 2 + 1, PM_FANOUT / 2 - 1, last);
  expect_root(&world, pm_branch_take(&world.host, slot, FULL), "leaf block not aligned");
  world_end(&world);
}

/* A branch over two leaves whose keys' hashes differ in their last bit. */
static struct pm_node *two_leaves(struct world *world) {
  struct pm_node *slot[2];
  uint32_t half = PM_LEAF_MAX;
  for (uint32_t i = 0; i < half; i++) hash_as(world, i, 0);
  for (uint32_t i = half; i < 2 * half; i++) hash_as(world, i, 1);
  slot[0] = leaf(world, 0, half);
  slot[1] = leaf(world, half, 2 * half);
  return pm_branch_take(&world->host, slot, 1);
}

/* Above it a branch that shows it in slot 0 (and, asked to, more). */
static struct pm_node *above(struct world *world, struct pm_node *node, uint32_t slots) {
  struct pm_node *slot[PM_FANOUT] = {NULL};
  pm_slots_fill(slot, 0, slots, node);
  return pm_branch_take(&world->host, slot, FULL);
}

static void test_sub_branch_twice(void) {
  struct world world;
  if (PM_FANOUT < 4) return;
  world_start(&world, KEYS, HASH_EQUAL);
  expect_root(&world, above(&world, two_leaves(&world), 2), "sub-branch in more than one slot");
  world_end(&world);
}

static void test_below_the_last_level(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  struct pm_node *node = two_leaves(&world);
  for (uint32_t level = 0; level < PM_LEVELS; level++) node = above(&world, node, 1);
  expect_root(&world, node, "branch below the last level");
  world_end(&world);
}

/* Where fewer bits are left than a full branch takes. */
static void test_too_wide(void) {
  struct world world;
  if (PM_HASH_BITS % PM_CHUNK_BITS == 0) return;
  world_start(&world, KEYS, HASH_EQUAL);
  for (uint32_t i = 0; i <= PM_LEAF_MAX; i++) hash_as(&world, i, 0);
  struct pm_node *node = above(&world, leaf(&world, 0, PM_LEAF_MAX + 1), 1);
  for (uint32_t level = 0; level < PM_LEVELS - 1; level++) node = above(&world, node, 1);
  expect_root(&world, node, "branch too wide");
  world_end(&world);
}

/* Every two neighbours are one leaf, yet the branch is made to tell them apart. */
static void test_wider_than_needed(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  for (uint32_t i = 0; i < PM_LEAF_MAX; i++) hash_as(&world, i, 0);
  for (uint32_t i = PM_LEAF_MAX; i < 2 * PM_LEAF_MAX; i++) hash_as(&world, i, UINT32_MAX);
  struct pm_node *low = leaf(&world, 0, PM_LEAF_MAX);
  struct pm_node *high = leaf(&world, PM_LEAF_MAX, 2 * PM_LEAF_MAX);
  uint32_t flags = low->flags | high->flags;
  struct pm_node *branch = pm_node_alloc(&world.host, pm_branch_bytes(FULL), flags);
  branch->count = 2 * PM_LEAF_MAX;
  branch->width = (uint8_t)FULL;
  branch->flags = (uint8_t)flags;
  for (uint32_t s = 0; s < PM_FANOUT; s++)
    pm_branch_children(branch)[s] = pm_child_of(s < PM_FANOUT / 2 ? low
                                                : PM_FANOUT > 2   ? high
                                                                  : low);
  if (PM_FANOUT == 2) pm_node_release(&world.host, high);
  pm_node_publish(&world.host, branch);
  expect_root(&world, branch, "branch wider than needed");
  world_end(&world);
}

/* Hashes one beyond the middle, on either side of it. */
static void test_off_by_one(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  for (uint32_t i = 0; i < PM_LEAF_MAX; i++) hash_as(&world, i, UINT32_MAX / 2);
  for (uint32_t i = PM_LEAF_MAX; i < KEYS; i++) hash_as(&world, i, UINT32_MAX / 2 + 1);
  for (int wrong = 0; wrong < 3; wrong++) {
    struct pm_node *slot[PM_FANOUT];
    uint32_t low = wrong == 1 ? PM_LEAF_MAX : 0, high = wrong == 2 ? 0 : PM_LEAF_MAX;
    pm_slots_fill(slot, 0, PM_FANOUT / 2, leaf(&world, low, low + PM_LEAF_MAX));
    pm_slots_fill(slot, PM_FANOUT / 2, PM_FANOUT / 2, leaf(&world, high, high + PM_LEAF_MAX));
    struct pm_map *map = pm_map_take(&world.host, pm_branch_take(&world.host, slot, FULL));
    if (wrong)
      expect(&world, map, "hash off its path");
    else
      expect_fine(&world, map);
    host_map_release(&world.host, map);
  }
  world_end(&world);
}

/* A child's flags, wherever it lies. */
static void test_flags_of_each_child(void) {
  struct world world;
  world_start(&world, KEYS, HASH_TOP);
  for (uint32_t i = 0; i < KEYS; i++) world.key[i]->flags = 0;
  for (uint32_t i = 0; i < KEYS; i++) {
    world.key[i]->flags = 2;
    struct pm_map *map = world_build_first(&world, KEYS, PM_TRIE)->map;
    CHECK_SAME(map->flags, 2);
    root_of(map)->flags = 0;
    expect(&world, map, "flags of a child not covered");
    root_of(map)->flags = 2;
    world.key[i]->flags = 0;
    version_drop(&world, world.version[0]);
  }
  world_end(&world);
}

/* ---- Its own questions ---- */

/* A comparison that fails counts as "not equal", at every k. */
static void test_failing_comparisons(void) {
  struct world world;
  world_start(&world, KEYS, HASH_EQUAL);
  struct version *version = world_build_first(&world, KEYS, PM_TRIE);
  for (unsigned long k = 1; k < 60; k++) {
    world.host.fail_eq_at = k;
    expect_fine(&world, version->map);
    CHECK_SAME(world.host.fail_eq_at, 0);
  }
  world_end(&world);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_leaf),
      TEST(test_branch),
      TEST(test_map),
      TEST(test_small),
      TEST(test_leaf_too_large),
      TEST(test_not_joined),
      TEST(test_not_aligned),
      TEST(test_sub_branch_twice),
      TEST(test_below_the_last_level),
      TEST(test_too_wide),
      TEST(test_wider_than_needed),
      TEST(test_off_by_one),
      TEST(test_flags_of_each_child),
      TEST(test_failing_comparisons),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
