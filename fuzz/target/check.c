/* check: pm_check names any one damage to a map by its name, and finds none without damage.
 * The oracle of all other targets is thus itself on trial. */
#include "branch.h"
#include "leaf.h"
#include "map.h"
#include "run.h"

#include <stdlib.h>
#include <string.h>

/* ---- A place to damage ---- */

struct place {
  struct pm_node *node, *parent; /* parent NULL: the root */
  uint32_t used, slot;           /* hash bits above; the node's first slot in its parent */
};

/* Goes down from the root by the input's choices, to a leaf or as far as it says. */
static struct place find_place(struct run *run, struct pm_map *map) {
  struct place place = {.node = pm_child_node(*pm_map_root(map))};
  uint32_t depth = read_below(&run->in, PM_LEVELS + 1);
  while (depth-- > 0 && place.node && place.node->width) {
    struct pm_node *branch = place.node;
    uint32_t slots = 1u << branch->width, slot = read_byte(&run->in) % slots;
    while (!pm_child_node(pm_branch_children(branch)[slot])) slot = (slot + 1) % slots;
    place.used += branch->width;
    place.parent = branch;
    place.slot = slot;
    place.node = pm_child_node(pm_branch_children(branch)[slot]);
  }
  return place;
}

static void expect(struct run *run, struct pm_map *map, const char *name) {
  const char *broken = pm_check(&run->host, map);
  CHECK(broken != NULL);
  if (strcmp(broken, name) != 0) fuzz_broken(broken, 0, name);
}

static void expect_any(struct run *run, struct pm_map *map) {
  CHECK(pm_check(&run->host, map) != NULL);
}

/* Damages one field for the length of a check. */
#define WITH_DAMAGE(field, value, check)                                                       \
  do {                                                                                         \
    __typeof__(field) *at_ = &(field), was_ = *at_;                                            \
    *at_ = (__typeof__(field))(value);                                                         \
    check;                                                                                     \
    *at_ = was_;                                                                               \
  } while (0)

/* ---- Damages ---- */

static void damage_leaf(struct run *run, struct pm_map *map, struct place place) {
  struct pm_node *leaf = place.node;
  uint32_t i = read_below(&run->in, 256) % leaf->count;
  uint32_t *hash = pm_leaf_hashes(leaf);
  struct pm_entry *entry = pm_leaf_entries(leaf);
  switch (read_below(&run->in, 7)) {
  case 0: /* no leaf below a branch covers both halves of it */
    if (place.parent) WITH_DAMAGE(hash[i], ~hash[i], expect(run, map, "hash off its path"));
    break;
  case 1:
    WITH_DAMAGE(entry[i].key->flags, 128, expect(run, map, "flags of an entry not covered"));
    break;
  case 2:
    WITH_DAMAGE(entry[i].value->flags, 64, expect(run, map, "flags of an entry not covered"));
    break;
  case 3:
    if (place.parent) WITH_DAMAGE(leaf->count, 0, expect(run, map, "empty leaf"));
    break;
  case 4:
    if (place.parent && place.used < PM_HASH_BITS)
      WITH_DAMAGE(leaf->count, PM_LEAF_MAX + 1, expect(run, map, "leaf too large"));
    break;
  case 5: /* only a branch takes more bits, and none are left */
    if (place.used == PM_HASH_BITS)
      WITH_DAMAGE(pm_branch_children(place.parent)[place.slot], pm_child_of(leaf) | 1,
                  WITH_DAMAGE(leaf->width, 1, expect_any(run, map)));
    break;
  default:
    for (uint32_t j = 0; j < leaf->count; j++) {
      if (j == i || hash[j] != hash[i]) continue;
      WITH_DAMAGE(entry[j].key->id, entry[i].key->id, expect(run, map, "key twice"));
      break;
    }
  }
}

/* The same branch with every slot twice: wider than needed, or too wide. */
static void damage_width(struct run *run, struct pm_map *map, struct place place) {
  struct pm_node *branch = place.node;
  uint32_t width = branch->width + 1u;
  pm_child *from =
      place.parent ? &pm_branch_children(place.parent)[place.slot] : pm_map_root(map);
  struct pm_node *wide = malloc(pm_branch_bytes(width));
  CHECK(wide != NULL);
  *wide = *branch;
  wide->width = (uint8_t)width;
  for (uint32_t i = 0; i < 1u << width; i++)
    pm_branch_children(wide)[i] = pm_branch_children(branch)[i / 2];
  bool fits = width <= pm_full_width(place.used);
  WITH_DAMAGE(*from, pm_child_of(wide),
              expect(run, map, fits ? "branch wider than needed" : "branch too wide"));
  free(wide);
}

static void damage_branch(struct run *run, struct pm_map *map, struct place place) {
  struct pm_node *branch = place.node;
  pm_child *child = pm_branch_children(branch);
  uint32_t slots = 1u << branch->width, i = read_byte(&run->in) % slots;
  switch (read_below(&run->in, 6)) {
  case 0: /* an ancestor, or the map itself, may be the first to notice */
    WITH_DAMAGE(branch->count, branch->count + 1, expect_any(run, map));
    break;
  case 1: WITH_DAMAGE(child[i], child[i] ^ 1, expect_any(run, map)); break;
  case 2: /* a child gone: too few, joined by rights, or a wrong count */
    if (child[i]) WITH_DAMAGE(child[i], 0, expect_any(run, map));
    break;
  case 3: /* a child that is its own neighbour */
    if (child[i] != child[i ^ 1]) WITH_DAMAGE(child[i], child[i ^ 1], expect_any(run, map));
    break;
  case 4: damage_width(run, map, place); break;
  default: {
    struct pm_node *kid = pm_child_node(child[i]);
    if (kid)
      WITH_DAMAGE(kid->flags, branch->flags | 128,
                  expect(run, map, "flags of a child not covered"));
  }
  }
}

static void damage_map(struct run *run, struct pm_map *map) {
  struct pm_node *root = pm_child_node(*pm_map_root(map));
  switch (read_below(&run->in, 3)) {
  case 0: WITH_DAMAGE(map->count, map->count + 1, expect(run, map, "map count wrong")); break;
  case 1:
    WITH_DAMAGE(*pm_map_root(map), *pm_map_root(map) ^ 1,
                expect(run, map, "root word with a wrong width"));
    break;
  default:
    if (root)
      WITH_DAMAGE(root->flags, map->flags | 128,
                  expect(run, map, "flags of the root not covered"));
  }
}

static void damage(struct run *run, struct pm_map *map) {
  if (map->form == PM_SMALL) {
    WITH_DAMAGE(map->count, PM_LEAF_MAX + 1, expect(run, map, "small map too large"));
    return;
  }
  struct place place = find_place(run, map);
  if (read_byte(&run->in) % 8 == 0 || !place.node)
    damage_map(run, map);
  else if (place.node->width == 0)
    damage_leaf(run, map, place);
  else
    damage_branch(run, map, place);
}

/* ---- Maps that no operation would make ---- */

static struct pm_node *some_leaf(struct run *run, uint32_t id, uint32_t hash) {
  pm_object *key = toy_key(&run->host, id, hash, 0), *value = new_value(run, id);
  struct pm_node *leaf = pm_leaf_one(&run->host, hash, key, value);
  pm_object_release(&run->host, key);
  pm_object_release(&run->host, value);
  return leaf;
}

/* Leaf `low` in the slots before `cut`, leaf `high` in the others. */
static struct pm_node *two_leaves(struct run *run, uint32_t cut) {
  struct pm_node *slot[PM_FANOUT];
  struct pm_node *low = some_leaf(run, 0, 0), *high = some_leaf(run, 1, UINT32_MAX);
  for (uint32_t i = 0; i < PM_FANOUT; i++) slot[i] = i < cut ? low : high;
  return pm_branch_take(&run->host, slot, PM_CHUNK_BITS);
}

static void fabricate(struct run *run, const char *name, struct pm_node *root) {
  struct pm_map *map = pm_map_take(&run->host, root);
  expect(run, map, name);
  host_map_release(&run->host, map);
}

static void fabricate_all(struct run *run) {
  fabricate(run, "blocks not joined", two_leaves(run, PM_FANOUT / 2));
  fabricate(run, "leaf block not aligned", two_leaves(run, PM_FANOUT - 1));
  struct pm_node *slot[PM_FANOUT] = {NULL}; /* the sub-branch takes two slots */
  slot[0] = slot[1] = two_leaves(run, PM_FANOUT / 2);
  fabricate(run, "sub-branch in more than one slot",
            pm_branch_take(&run->host, slot, PM_CHUNK_BITS));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  struct run *run = run_begin(data, size, PLAN_HASH);
  struct seed seeds[160];
  uint32_t n = read_below(&run->in, 161), stride = 1 + read_below(&run->in, 4);
  enum pm_form form = n > PM_LEAF_MAX || read_byte(&run->in) % 2 ? PM_TRIE : PM_SMALL;
  for (uint32_t i = 0; i < n; i++)
    seeds[i] = (struct seed){new_key(run, i * stride % FUZZ_KEYS), new_value(run, i)};
  struct call call = {.make = call_build, .seeds = seeds, .n = n, .form = form};
  perform(run, &call);
  run->host.quiet++;
  fabricate_all(run);
  for (uint32_t i = 0; i < 40 && run->in.at < run->in.end; i++) damage(run, call.out->map);
  run->host.quiet--;
  for (uint32_t i = 0; i < n; i++) {
    pm_object_release(&run->host, seeds[i].key);
    pm_object_release(&run->host, seeds[i].value);
  }
  run_settle(run);
  version_drop(run, call.out);
  run_end(run);
  return 0;
}
