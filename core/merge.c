/* Structural merge: both tries are walked in lockstep, from wide blocks of slots to narrow
 * ones, and a subtree is taken over whole wherever the other side has nothing to say. */
#include "combine.h"
#include "items.h"
#include "map.h"
#include "trie.h"

/* ---- Two bodies ---- */

static struct pm_body leaf_body(struct pm_node *leaf) {
  struct pm_body body;
  body.hash = pm_leaf_hashes(leaf);
  body.entry = pm_leaf_entries(leaf);
  body.n = leaf->count;
  return body;
}

/* ---- A pair of leaves ---- */

/* What merging two leaves comes to: the first of them, or a sequence of items. */
struct pair {
  struct pm_item few[4 * PM_LEAF_MAX]; /* room for the usual case */
  struct pm_item *items, *scratch;     /* halves of few, or of an array for collision buckets */
  uint32_t n;
  bool changed;
};

static void pair_end(struct pm_host *host, struct pair *pair) {
  if (pair->items != pair->few) pm_items_free(host, pair->items);
}

/* Combines leaves a and b; if they differ, the items own references. The caller owes pair_end on
 * success. */
static bool pair_start(struct pm_host *host, struct pair *pair, struct pm_node *a,
                       struct pm_node *b) {
  uint32_t room = a->count + b->count;
  pair->items = room <= 2 * PM_LEAF_MAX ? pair->few : pm_items_alloc(host, 2 * (size_t)room);
  if (!pair->items) return false;
  pair->scratch = pair->items + room;
  if (!pm_body_combine(host, leaf_body(a), a->flags, leaf_body(b), b->flags, pair->items,
                       &pair->n, &pair->changed)) {
    pair_end(host, pair);
    return false;
  }
  if (pair->changed) pm_items_retain(host, pair->items, pair->n);
  return true;
}

/* ---- Blocks ---- */

/* The part of a leaf (or NULL) that belongs to a block of slots: the leaf itself if that is
 * all of it, else a new leaf, or NULL if there is nothing; owned. False: failed. */
static bool cut(struct pm_host *host, struct pm_node *leaf, uint32_t used, uint32_t first,
                uint32_t len, struct pm_node **out) {
  struct pm_item items[PM_LEAF_MAX];
  uint32_t n = 0, full = pm_full_width(used);
  struct pm_node *part = leaf;
  if (leaf) {
    struct pm_body body = leaf_body(leaf);
    for (uint32_t i = 0; i < body.n; i++)
      if (pm_slot(body.hash[i], used, full) - first < len) n++;
    if (n == body.n) {
      pm_node_retain(host, leaf);
    } else {
      n = 0;
      for (uint32_t i = 0; i < body.n; i++)
        if (pm_slot(body.hash[i], used, full) - first < len)
          pm_items_copy(items + n++, body.hash + i, body.entry + i, 1, leaf->flags);
      pm_items_retain(host, items, n);
      part = NULL;
      if (n > 0 && !(part = pm_leaf_take(host, items, n))) return false;
    }
  }
  *out = part;
  return true;
}

/* Merges two leaves (or NULLs) that lie in the block into slot[first..first+len). */
static bool merge_leaves(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                         uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  if (!a || !b) {
    struct pm_node *only = a ? a : b;
    if (only) pm_node_retain(host, only);
    pm_slots_fill(slot, first, len, only);
    return true;
  }
  struct pair pair;
  if (!pair_start(host, &pair, a, b)) return false;
  bool done = true;
  if (pair.changed) {
    done = pm_slots_build(host, pair.items, pair.scratch, pair.n, used, first, len, slot) >= 0;
  } else {
    pm_node_retain(host, a);
    pm_slots_fill(slot, first, len, a);
  }
  pair_end(host, &pair);
  return done;
}

/* Merges a's child ka with b's child kb, each of which covers the whole block (and, if it is
 * a leaf, perhaps more), into slot[first..first+len). */
static bool merge_pair(struct pm_host *host, struct pm_node *ka, struct pm_node *kb,
                       uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  struct pm_node *a = NULL, *b = NULL;
  bool branch_a = pm_is_branch(ka), branch_b = pm_is_branch(kb), done = false;
  if (ka == kb) {
    if (ka) pm_node_retain(host, ka);
    pm_slots_fill(slot, first, len, ka);
    return true;
  }
  if (!branch_a && !cut(host, ka, used, first, len, &a)) return false;
  if (branch_b || cut(host, kb, used, first, len, &b)) {
    if (!branch_a && !branch_b) {
      done = merge_leaves(host, a, b, used, first, len, slot);
    } else {
      struct pm_node *node = NULL;
      done = pm_trie_merge(host, branch_a ? ka : a, branch_b ? kb : b,
                           used + pm_full_width(used), &node) >= 0;
      if (done) pm_slots_fill(slot, first, len, node);
    }
    if (b) pm_node_release(host, b);
  }
  if (a) pm_node_release(host, a);
  return done;
}

/* Merges the blocks of two slot arrays into slot[first..first+len), each run of which then
 * owns one reference. */
static bool merge_block(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                        uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  if (pm_slots_uniform(ka, first, len, ka[first]) &&
      pm_slots_uniform(kb, first, len, kb[first]))
    return merge_pair(host, ka[first], kb[first], used, first, len, slot);
  uint32_t half = len / 2;
  if (!merge_block(host, ka, kb, used, first, half, slot)) return false;
  if (!merge_block(host, ka, kb, used, first + half, half, slot)) {
    pm_slots_release(host, slot, first, half);
    return false;
  }
  return true;
}

/* ---- Nodes ---- */

static struct pm_node *merge_two_leaves(struct pm_host *host, struct pm_node *a,
                                        struct pm_node *b, uint32_t used) {
  struct pair pair;
  struct pm_node *node = NULL;
  if (!pair_start(host, &pair, a, b)) return NULL;
  if (!pair.changed) {
    pm_node_retain(host, a);
    node = a;
  } else if (pm_trie_build(host, pair.items, pair.scratch, pair.n, used, &node) < 0) {
    node = NULL;
  }
  pair_end(host, &pair);
  return node;
}

static bool slots_same(struct pm_node **a, struct pm_node **b, uint32_t total) {
  for (uint32_t s = 0; s < total; s++)
    if (a[s] != b[s]) return false;
  return true;
}

/* At least one of the two is a branch. */
static struct pm_node *merge_spread(struct pm_host *host, struct pm_node *a,
                                    struct pm_node *b, uint32_t used) {
  struct pm_node *ka[PM_FANOUT], *kb[PM_FANOUT], *slot[PM_FANOUT], *same = NULL;
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  pm_slots_spread(a, full, ka);
  pm_slots_spread(b, full, kb);
  if (!merge_block(host, ka, kb, used, 0, total, slot)) return NULL;
  if (slots_same(slot, ka, total)) same = a;
  else if (slots_same(slot, kb, total)) same = b;
  if (!same) return pm_branch_take(host, slot, full);
  pm_slots_release(host, slot, 0, total);
  pm_node_retain(host, same);
  return same;
}

enum pm_built pm_trie_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                            uint32_t used, struct pm_node **out) {
  struct pm_node *node = NULL;
  if (!b || a == b || !a) {
    node = b ? b : a;
    if (node) pm_node_retain(host, node);
  } else {
    node = pm_is_branch(a) || pm_is_branch(b) ? merge_spread(host, a, b, used)
                                        : merge_two_leaves(host, a, b, used);
    if (!node) return PM_BUILD_FAILED;
  }
  *out = node;
  return PM_BUILT;
}

/* ---- Maps ---- */

static struct pm_body small_body(struct pm_map *map) {
  struct pm_body body;
  body.hash = pm_small_hashes(map);
  body.entry = pm_small_entries(map);
  body.n = map->count;
  return body;
}

static enum pm_merged merge_small(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                                  struct pm_map **out) {
  struct pm_item items[2 * PM_LEAF_MAX], scratch[2 * PM_LEAF_MAX];
  struct pm_map *map;
  uint32_t n = 0;
  bool changed = false;
  if (!pm_body_combine(host, small_body(a), a->flags, small_body(b), b->flags, items, &n,
                       &changed))
    return PM_MERGE_FAILED;
  if (!changed) return PM_MERGE_SAME;
  pm_items_retain(host, items, n);
  if (n <= PM_LEAF_MAX) {
    map = pm_small_take(host, items, n);
  } else {
    struct pm_node *root = NULL;
    if (pm_trie_build(host, items, scratch, n, 0, &root) < 0) return PM_MERGE_FAILED;
    map = pm_map_take(host, root);
  }
  if (!map) return PM_MERGE_FAILED;
  *out = map;
  return PM_MERGED;
}

enum pm_merged pm_merge(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                        struct pm_map **out) {
  struct pm_node *na = NULL, *nb = NULL, *root = NULL;
  enum pm_merged outcome = PM_MERGE_FAILED;
  if (a == b || b->count == 0) return PM_MERGE_SAME;
  if (a->form == PM_SMALL && b->form == PM_SMALL) return merge_small(host, a, b, out);
  if (!pm_map_as_node(host, a, &na)) return PM_MERGE_FAILED;
  if (pm_map_as_node(host, b, &nb)) {
    if (pm_trie_merge(host, na, nb, 0, &root) >= 0) {
      if (root == na) {
        outcome = PM_MERGE_SAME;
        pm_node_release(host, root); /* not NULL: b has entries */
      } else {
        struct pm_map *map = pm_map_take(host, root);
        if (map) {
          *out = map;
          outcome = PM_MERGED;
        }
      }
    }
    if (nb) pm_node_release(host, nb);
  }
  if (na) pm_node_release(host, na);
  return outcome;
}
