/* Structural merge: both tries are walked in lockstep, from wide blocks of slots to narrow
 * ones, and a subtree is taken over whole wherever the other side has nothing to say. */
#include "merge_trie.h"

/* ---- A pair of leaves ---- */

/* What merging two leaves comes to: the first of them, or a sequence of items. */
struct pair {
  struct pm_item *items, *scratch; /* halves of few, or of an array for collision buckets */
  uint32_t n;
  bool changed;
};
#define PAIR_FEW (4 * PM_LEAF_MAX) /* room for the usual case */

/*@ requires items == few || in_scratch(items, 0);
    terminates \true; assigns \nothing; */
static void pair_end(struct pm_host *host, struct pm_item *items, struct pm_item *few) {
  if (items != few) pm_items_free(host, items);
}

/* Inline. */
/*@ requires heap: inv && \valid(pair) && outside(\base_addr(pair));
    terminates \true;
    assigns pair->items, pair->scratch;
    ensures heap: inv;
    ensures put: pair->items == items && pair->scratch == items + room; */
static inline void pair_put(struct pair *pair, struct pm_item *items, uint32_t room) {
  pair->items = items;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  pair->scratch = items + room;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/* Combines leaves a and b; if they differ, the items own references. The caller owes pair_end on
 * success. */
/*@ requires heap: inv && failed_ == 0;
    requires a: live(a) && nwidth(a) == 0 &&
      body_ok(hashes(a), entries(a, ncount(a)), ncount(a));
    requires b: live(b) && nwidth(b) == 0 &&
      body_ok(hashes(b), entries(b, ncount(b)), ncount(b));
    requires count: 0 <= ncount(a) && 0 <= ncount(b) &&
      ncount(a) + ncount(b) <= PM_COUNT_MAX;
    requires pair: \valid(pair) && outside(\base_addr(pair)) &&
      off_scratch(\base_addr(pair));
    requires few: items_there(few, PAIR_FEW) &&
      off_scratch(\base_addr(few)) &&
      \base_addr(few) != \base_addr(pair);
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, object_refs_, *pair,
      few[0 .. PAIR_FEW - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> oown_same{Pre,Post};
    ensures items: \result ==>
      (pair->items == few || in_scratch(pair->items, 0));
    ensures there: \result ==> items_there(pair->items, pair->n) &&
      items_there(pair->scratch, pair->n) &&
      \separated(pair->items + (0 .. pair->n - 1),
                 pair->scratch + (0 .. pair->n - 1));
    ensures apart: \result ==>
      \base_addr(pair->scratch) == \base_addr(pair->items);
    ensures count: \result ==>
      ncount(a) <= pair->n <= ncount(a) + ncount(b);
    ensures hashed: \result ==> items_hashed(pair->items, pair->n);
    ensures distinct: \result ==> items_distinct(pair->items, pair->n);
    ensures merged: \result ==> leaves_merged(pair->items, pair->n, a, b);
    ensures same: \result ==> !pair->changed ==> oown_same{Pre,Post} &&
      merged(a, b, a, used);
    ensures own: \result ==> pair->changed ==> \forall pm_object *o;
      oown(o) == oown{Pre}(o) + item_refs(pair->items, 0, pair->n, o); */
static bool pair_start(struct pm_host *host, struct pair *pair, struct pm_item *few,
                       struct pm_node *a, struct pm_node *b)
/*@ ghost (uint32_t used) */ {
  uint32_t room = a->count + b->count;
  struct pm_item *items =
      2 * (size_t)room <= PAIR_FEW ? few : pm_items_alloc(host, 2 * (size_t)room);
  if (!items) return false;
  pair_put(pair, items, room);
  /*@ assert items: items_there(items, 2 * room); */
  if (!pm_body_combine(host, pm_leaf_body(a), a->flags, pm_leaf_body(b), b->flags, items,
                       &pair->n, &pair->changed)) {
    pair_end(host, items, few);
    return false;
  }
  /*@ ghost if (!pair->changed) lemma_pair_same(items, a, b, used); */
  if (pair->changed) pm_items_retain(host, items, pair->n);
  return true;
}

/* ---- Blocks ---- */

/* Merges two leaves (or NULLs) that lie in the block into slot[first..first+len). */
static bool merge_leaves(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                         uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  if (!a || !b) {
    struct pm_node *only = a ? a : b;
    if (only) pm_node_retain(host, only);
    pm_slots_fill(slot, first, len, only);
    return true;
  }
  struct pm_item few[PAIR_FEW];
  struct pair pair;
  if (!pair_start(host, &pair, few, a, b) /*@ ghost (used) */) return false;
  struct pm_item *items = pair.items;
  bool done = true;
  if (pair.changed) {
    done = pm_slots_build(host, items, pair.scratch, pair.n, used, first, len, slot) >= 0;
  } else {
    pm_node_retain(host, a);
    pm_slots_fill(slot, first, len, a);
  }
  pair_end(host, items, few);
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
  if (!branch_a && !pm_leaf_cut(host, ka, used, first, len, &a)) return false;
  if (branch_b || pm_leaf_cut(host, kb, used, first, len, &b)) {
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

/* The canonical subtree of two leaves; owned, NULL: failed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: live(a) && is_leaf(a) && wf(a, used);
    requires b: live(b) && is_leaf(b) && wf(b, used);
    requires count: ncount(a) + ncount(b) <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures ok: \result != \null ==> wf(\result, used);
    ensures count: \result != \null ==>
      ncount(a) <= ncount(\result) <= ncount(a) + ncount(b);
    ensures merged: \result != \null ==> merged(a, b, \result, used); */
static struct pm_node *merge_two_leaves(struct pm_host *host, struct pm_node *a,
                                        struct pm_node *b, uint32_t used) {
  struct pm_item few[PAIR_FEW];
  struct pair pair;
  struct pm_node *node = NULL;
  if (!pair_start(host, &pair, few, a, b) /*@ ghost (used) */) return NULL;
  /*@ ghost lemma_pair(pair.items, pair.n, a, b, used); */
  struct pm_item *items = pair.items;
  if (!pair.changed) {
    pm_node_retain(host, a);
    pm_node_out(&node, a);
    /*@ assert own: own_plus{Pre,Here}(node) && oown_same{Pre,Here}; */
  } else {
    /*@ ghost lemma_items_nat(items, pair.n); */
    /*@ ghost lemma_items_have(items, pair.n); */
    if (pm_trie_build(host, items, pair.scratch, pair.n, used, &node) < 0)
      pm_node_out(&node, NULL);
    /*@ assert own: own_plus{Pre,Here}(node) && oown_same{Pre,Here}; */
  }
  /*@ assert own: own_plus{Pre,Here}(node) && oown_same{Pre,Here}; */
  pair_end(host, items, few);
  return node;
}

/*@ requires \valid_read(a + (0 .. total - 1)) && total <= 32;
    requires \valid_read(b + (0 .. total - 1));
    terminates \true; assigns \nothing;
    ensures \result <==> \forall integer s; 0 <= s < total ==> a[s] == b[s]; */
static bool slots_same(struct pm_node **a, struct pm_node **b, uint32_t total) {
  /*@ loop invariant 0 <= s <= total;
      loop invariant \forall integer t; 0 <= t < s ==> a[t] == b[t];
      loop assigns s;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++)
    if (a[s] != b[s]) return false;
  return true;
}

/* At least one of the two is a branch; owned, NULL: failed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: live(a) && wf(a, used);
    requires b: live(b) && wf(b, used);
    requires branch: (nwidth(a) != 0 || nwidth(b) != 0) && a != b;
    requires count: ncount(a) + ncount(b) <= PM_COUNT_MAX;
    terminates \true;
    decreases 100 * (32 - used) + 50;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures ok: \result != \null ==> wf(\result, used);
    ensures count: \result != \null ==>
      ncount(a) <= ncount(\result) <= ncount(a) + ncount(b);
    ensures merged: \result != \null ==> merged(a, b, \result, used); */
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
    /*@ ghost if (b) { lemma_merged_self(b, used); } */
    /*@ assert merged: merged(a, b, node, used); */
  } else {
    if (pm_is_branch(a) || pm_is_branch(b)) {
      node = merge_spread(host, a, b, used);
      /*@ assert kept: *out == \at(*out, Pre); */
    } else {
      node = merge_two_leaves(host, a, b, used);
      /*@ assert kept: *out == \at(*out, Pre); */
    }
    if (!node) return PM_BUILD_FAILED;
  }
  pm_node_out(out, node);
  return PM_BUILT;
}
