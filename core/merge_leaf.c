/* Two leaves into one subtree, or into a block of slots. */
#include "merge_trie.h"

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
    ensures right: \result ==> ncount(b) <= pair->n;
    ensures hashed: \result ==> items_hashed(pair->items, pair->n);
    ensures distinct: \result ==> items_distinct(pair->items, pair->n);
    ensures merged: \result ==> leaves_merged(pair->items, pair->n, a, b);
    ensures same: \result ==> !pair->changed ==> oown_same{Pre,Post} &&
      pair->n == ncount(a) && merged(a, b, a, used);
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
  struct pm_body of_a = pm_leaf_body(a), of_b = pm_leaf_body(b);
  /*@ assert of_a: leaf_body(a, of_a.hash, of_a.entry, of_a.n); */
  /*@ assert of_b: leaf_body(b, of_b.hash, of_b.entry, of_b.n); */
  if (!pm_body_combine(host, of_a, a->flags, of_b, b->flags, items, &pair->n,
                       &pair->changed)) {
    pair_end(host, items, few);
    return false;
  }
  /*@ assert entry: \forall integer i; 0 <= i < of_b.n ==>
        entry_has(of_b.entry, i, key_at(of_b.entry, i),
                  value_at(of_b.entry, i)); */
  /*@ assert has: \forall integer i; 0 <= i < of_b.n ==>
        body_has(of_b.entry, of_b.n, key_at(of_b.entry, i),
                 value_at(of_b.entry, i)); */
  /*@ assert there: merged_there(items, pair->n, of_b.entry, of_b.n); */
  /*@ ghost lemma_not_fewer(items, pair->n, of_b.entry, of_b.n); */
  /*@ ghost if (!pair->changed) lemma_pair_same(items, a, b, used); */
  if (pair->changed) pm_items_retain(host, items, pair->n);
  return true;
}

/* ---- What it comes to ---- */

bool pm_leaves_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                         uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  if (!a || !b) {
    struct pm_node *only = a ? a : b;
    pm_block_fill(host, only, first, len, slot) /*@ ghost (used) */;
    /*@ assert total: total(only) == total(a) + total(b); */
    /*@ assert merged: slots_merged(slot, used, first, first + len, a, b); */
    return true;
  }
  struct pm_item few[PAIR_FEW];
  struct pair pair;
  /*@ ghost uint32_t next = used + (32 - used < 5 ? 32 - used : 5); */
  /*@ assert next: next == used + full_width(used); */
  if (!pair_start(host, &pair, few, a, b) /*@ ghost (next) */) return false;
  struct pm_item *items = pair.items;
  bool done = true;
  if (pair.changed) {
    /*@ ghost uint32_t end = first + len; */
    /*@ ghost lemma_pair(items, pair.n, a, b, next); */
    /*@ ghost lemma_pair_inside(items, pair.n, a, b, used, first, end); */
    /*@ ghost lemma_items_nat(items, pair.n); */
    /*@ ghost lemma_items_have(items, pair.n); */
    /*@ ghost uint32_t n = pair.n; */
    /*@ assert bounds: between(n, total(a), total(b)); */
    /*@ assert says: \forall pm_object *k, *v;
          items_give(items, 0, pair.n, k, v) <==> (holds(b, next, k, v) ||
            (holds(a, next, k, v) && lacks(b, next, k))); */
    done = pm_slots_build(host, items, pair.scratch, pair.n, used, first, len, slot) >= 0;
    /*@ assert below: done ==>
          slots_below(slot, first, first, first + len) == n; */
    /*@ ghost if (done) lemma_weight_below(slot, used, first, end); */
    /*@ assert weight: done ==>
          weight(slot, used, first, first + len) == n; */
    /*@ assert merged: done ==>
          slots_merged(slot, used, first, first + len, a, b); */
    /*@ assert count: done ==> between(
          weight(slot, used, first, first + len), total(a), total(b)); */
  } else {
    pm_block_fill(host, a, first, len, slot) /*@ ghost (used) */;
    /*@ assert same: merged(a, b, a, next); */
    /*@ assert merged: slots_merged(slot, used, first, first + len, a, b); */
    /*@ assert count: between(
          weight(slot, used, first, first + len), total(a), total(b)); */
  }
  pair_end(host, items, few);
  return done;
}

struct pm_node *pm_leaf_merge(struct pm_host *host, struct pm_node *a,
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
    /*@ assert objects: oown_same{Pre,Here}; */
    /*@ assert own: own_plus{Pre,Here}(node); */
  }
  /*@ assert own: own_plus{Pre,Here}(node) && oown_same{Pre,Here}; */
  pair_end(host, items, few);
  return node;
}
