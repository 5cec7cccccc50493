/* What shape a trie must have, worked out from its hashes alone: the plain definition, in
 * quadratic time, sharing no code with core/check.c. */
#include <stdlib.h>

#include "branch.h"
#include "model.h"

/* ---- The canonical rule ---- */

struct hashes {
  uint32_t n;
  uint32_t *hash, *bits; /* bits: how many lead to the leaf that holds it */
};

static bool same_prefix(uint32_t a, uint32_t b, uint32_t bits) {
  return bits == 0 || (a ^ b) >> (PM_HASH_BITS - bits) == 0;
}

static uint32_t with_prefix(struct hashes *all, uint32_t hash, uint32_t bits) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < all->n; i++) count += same_prefix(all->hash[i], hash, bits);
  return count;
}

/* The leaf of a hash decides as few bits as leave at most PM_LEAF_MAX entries in it. */
static void leaf_bits(struct hashes *all) {
  for (uint32_t i = 0; i < all->n; i++) {
    uint32_t bits = 0;
    while (bits < PM_HASH_BITS && with_prefix(all, all->hash[i], bits) > PM_LEAF_MAX) bits++;
    all->bits[i] = bits;
  }
}

/* A branch is as wide as the narrowest block right below it asks for. */
static uint32_t branch_width(struct hashes *all, uint32_t hash, uint32_t used) {
  uint32_t width = 0, full = pm_full_width(used);
  for (uint32_t i = 0; i < all->n; i++) {
    if (!same_prefix(all->hash[i], hash, used)) continue;
    uint32_t below = all->bits[i] - used;
    if (below > width) width = below < full ? below : full;
  }
  return width;
}

/* Walks down to where hash i lies: every branch as wide as it should be, every count right. */
static void check_path(struct hashes *all, struct pm_node *node, uint32_t i) {
  uint32_t used = 0, hash = all->hash[i];
  CHECK(node);
  while (node->width != 0) {
    CHECK_SAME(node->count, with_prefix(all, hash, used));
    CHECK(all->bits[i] > used);
    CHECK_SAME(node->width, branch_width(all, hash, used));
    uint32_t slot = pm_slot(hash, used, node->width);
    used += node->width;
    node = pm_kid(node, slot);
    CHECK(node);
  }
  CHECK(all->bits[i] <= used);
  CHECK_SAME(node->count, with_prefix(all, hash, all->bits[i]));
  uint32_t at = 0;
  while (at < node->count && pm_leaf_hashes(node)[at] != hash) at++;
  CHECK(at < node->count);
}

void check_canonical(struct world *world, struct version *version) {
  struct hashes all = {.hash = calloc(world->n + 1, 4), .bits = calloc(world->n + 1, 4)};
  CHECK(all.hash && all.bits);
  for (uint32_t i = 0; i < world->n; i++)
    if (version->value[i]) all.hash[all.n++] = world->key[i]->hash;
  CHECK_SAME(version->map->form, PM_TRIE);
  struct pm_node *root = pm_child_node(*pm_map_root(version->map));
  leaf_bits(&all);
  if (all.n == 0) CHECK(!root);
  for (uint32_t i = 0; i < all.n; i++) check_path(&all, root, i);
  free(all.hash);
  free(all.bits);
}

/* ---- Two tries alike ---- */

static uint32_t index_of_key(struct pm_node *leaf, struct pm_entry entry) {
  uint32_t i = 0;
  while (i < leaf->count && pm_leaf_entries(leaf)[i].key->id != entry.key->id) i++;
  return i;
}

static void check_same_leaf(struct pm_node *a, struct pm_node *b) {
  for (uint32_t i = 0; i < a->count; i++) {
    uint32_t j = index_of_key(b, pm_leaf_entries(a)[i]);
    CHECK(j < b->count);
    CHECK(pm_leaf_hashes(a)[i] == pm_leaf_hashes(b)[j]);
    CHECK(pm_leaf_entries(a)[i].value->id == pm_leaf_entries(b)[j].value->id);
  }
}

static void check_same_node(struct pm_node *a, struct pm_node *b) {
  CHECK(!a == !b);
  if (a == b) return;
  CHECK_SAME(a->width, b->width);
  CHECK_SAME(a->count, b->count);
  if (a->width == 0) {
    check_same_leaf(a, b);
    return;
  }
  for (uint32_t slot = 0; slot < pm_slots(a->width); slot++) {
    bool same_as_last = slot > 0 && pm_kid(a, slot) == pm_kid(a, slot - 1);
    if (slot > 0) CHECK_SAME(pm_kid(b, slot) == pm_kid(b, slot - 1), same_as_last);
    if (!same_as_last) check_same_node(pm_kid(a, slot), pm_kid(b, slot));
  }
}

void check_same_shape(struct pm_map *a, struct pm_map *b) {
  CHECK_SAME(a->form, PM_TRIE);
  CHECK_SAME(b->form, PM_TRIE);
  CHECK_SAME(a->count, b->count);
  check_same_node(pm_child_node(*pm_map_root(a)), pm_child_node(*pm_map_root(b)));
}
