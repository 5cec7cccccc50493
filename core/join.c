#include "join.h"

#include "items.h"
#include "trie.h"

void pm_slots_joinable(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                       uint32_t *len) {
  uint32_t count = pm_leaf_count(slot[at]), low = *first, size = *len;
  /*@ ghost lemma_block(at, size, low); */
  /*@ ghost lemma_fits(at, size, low, total); */
  /*@ ghost lemma_even_count(slot, low, size, slot[at]); */
  /*@ loop invariant size: power(size) && \at(*len, Pre) <= size <= total;
      loop invariant low: low == at / size * size && low + size <= total;
      loop invariant closed: slots_closed(slot, total, size, at);
      loop invariant leaves: all_leafy(slot, low, low + size);
      loop invariant count: count == slots_below(slot, low, low, low + size);
      loop invariant own: size == \at(*len, Pre) ==>
        count == total(slot[at]) && uniform(slot, low, low + size, slot[at]);
      loop invariant joined: size > \at(*len, Pre) ==>
        count <= PM_LEAF_MAX && !uniform(slot, low, low + size, \null);
      loop assigns count, low, size;
      loop variant total - size; */
  while (size < total) {
    uint32_t wide = low - low % (2 * size);
    uint32_t buddy = low == wide ? low + size : wide;
    /*@ ghost lemma_widen(size, at, low, wide, buddy); */
    /*@ ghost lemma_full(slot, total, size, at, low, wide, buddy, count); */
    /*@ ghost lemma_fits(at, 2 * size, wide, total); */
    /*@ assert there: buddy + size <= total; */
    if (pm_is_branch(slot[buddy]) || !pm_slots_uniform(slot, buddy, size, slot[buddy])) break;
    /*@ ghost lemma_widen_closed(slot, total, size, at, buddy); */
    /*@ ghost lemma_widen_count(slot, total, size, at, low, wide, buddy); */
    /*@ assert differ: size == \at(*len, Pre) ==> slot[buddy] != slot[at]; */
    /*@ assert sum: 0 <= count + total(slot[buddy]) <= PM_COUNT_MAX + 16; */
    if (count + pm_leaf_count(slot[buddy]) > PM_LEAF_MAX) break;
    /*@ assert some: size == \at(*len, Pre) ==>
          slot[buddy] != \null || slot[low] != \null; */
    count += pm_leaf_count(slot[buddy]);
    low = wide;
    size *= 2;
    /*@ assert twice: size == 2 * \at(size, LoopCurrent); */
    /*@ assert count: count == slots_below(slot, low, low, low + size); */
    /*@ assert in: \forall integer s; low <= s < low + size <==>
          \at(low, LoopCurrent) <= s <
            \at(low, LoopCurrent) + \at(size, LoopCurrent) ||
          buddy <= s < buddy + \at(size, LoopCurrent); */
  }
  /*@ assert full: slots_full(slot, total, size, at, count); */
  pm_index_put(first, low);
  pm_index_put(len, size);
}

/* items[n..] = the leaf's entries, borrowed; how many items that makes. */
/*@ requires heap: inv && live(leaf) && is_leaf(leaf);
    requires leaf: leaf_ok(leaf, PM_HASH_BITS) && n <= PM_LEAF_MAX &&
      n + ncount(leaf) <= PM_LEAF_MAX;
    requires items: items_there(items, PM_LEAF_MAX);
    requires before: items_hashed(items, n) && items_distinct(items, n);
    requires other: \forall integer i; 0 <= i < n ==> \forall pm_object *v;
      !leaf_has(leaf, items[i].key, v);
    terminates \true;
    assigns items[0 .. PM_LEAF_MAX - 1];
    ensures heap: inv && \result == n + ncount(leaf);
    ensures hashed: items_hashed(items, \result);
    ensures distinct: items_distinct(items, \result);
    ensures has: \forall pm_object *k, *v;
      items_have(items, \result, k, v) <==>
      items_have{Pre}(items, n, k, v) || leaf_has(leaf, k, v); */
static inline uint32_t leaf_items(struct pm_item *items, uint32_t n, struct pm_node *leaf) {
  uint32_t count = leaf->count;
  /*@ assert body:
        leaf_body(leaf, hashes(leaf), entries(leaf, count), count); */
  pm_items_copy(items + n, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), count, leaf->flags);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert old: \forall pm_object *k, *v; items_have(items, n, k, v) <==>
        items_have{Pre}(items, n, k, v); */
  /*@ assert new: \forall integer i; n <= i < n + count ==>
        items[i].hash == hash_at(hashes(leaf), i - n) &&
        items[i].key == key_at(entries(leaf, count), i - n) &&
        items[i].value == value_at(entries(leaf, count), i - n); */
  /*@ assert sum: (uint32_t)(n + count) == n + count; */
  /*@ ghost lemma_more_items(items, n, n + count, leaf); */
  return n + count;
}

/* A leaf of the items, which are borrowed. */
/*@ requires heap: inv && failed_ == 0;
    requires items: items_there(items, n) && 1 <= n <= PM_LEAF_MAX;
    requires items_hashed(items, n) && items_distinct(items, n);
    requires slots: slots_there(slot, total);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures kept: slots_same{Pre,Post}(slot, 0, total);
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures leaf: \result != \null ==> leaf_of(\result, n);
    ensures ok: \result != \null ==>
      \forall integer used; 0 <= used <= PM_HASH_BITS ==> wf(\result, used);
    ensures has: \result != \null ==> \forall pm_object *k, *v;
      leaf_has(\result, k, v) <==> items_have{Pre}(items, n, k, v); */
static struct pm_node *items_leaf(struct pm_host *host, struct pm_item *items, uint32_t n)
/*@ ghost (struct pm_node **slot, uint32_t total) */ {
  /*@ ghost lemma_items_have(items, n); */
  /*@ ghost lemma_items_nat(items, n); */
  pm_items_retain(host, items, n);
  struct pm_node *leaf = pm_leaf_take(host, items, n);
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, total); */
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert body: leaf != \null ==> body_is{Here}(hashes(leaf),
        entries(leaf, n), items, n); */
  /*@ ghost KEEP_CONTENT(items, n) */
  /*@ ghost if (leaf) lemma_leaf_built(leaf, items, n); */
  /*@ assert holds: leaf != \null ==> \forall pm_object *k, *v;
        leaf_has(leaf, k, v) <==> holds(leaf, 0, k, v); */
  return leaf;
}

struct pm_node *pm_slots_join(struct pm_host *host, struct pm_node **slot, uint32_t first,
                              uint32_t len)
/*@ ghost (uint32_t total) */ {
  struct pm_item items[PM_LEAF_MAX];
  struct pm_node *last = NULL, *only = NULL;
  uint32_t n = 0;
  /*@ assert end: (uint32_t)(first + len) == first + len; */
  /*@ ghost lemma_some_nat(slot, first, first + len); */
  /*@ loop invariant first <= s <= first + len;
      loop invariant heap: inv;
      loop invariant kept: slots_same{Pre,Here}(slot, first, first + len);
      loop invariant all: slots_same{Pre,Here}(slot, 0, total);
      loop invariant last: s == first ? last == \null : last == slot[s - 1];
      loop invariant count: n + slots_below{Pre}(slot, first, s, first + len) ==
        slots_below{Pre}(slot, first, first, first + len);
      loop invariant hashed: items_hashed(&items[0], n);
      loop invariant distinct: items_distinct(&items[0], n);
      loop invariant has: \forall pm_object *k, *v;
        items_have(&items[0], n, k, v) <==>
        some_leaf_has{Pre}(slot, first, s, k, v);
      loop invariant none: n == 0 ==> uniform(slot, first, s, \null);
      loop invariant some: only != \null ==> n == ncount(only) &&
        (\exists integer t; first <= t < s && slot[t] == only);
      loop invariant many: n > 0 ==> !uniform(slot, first, s, \null);
      loop invariant only: only != \null ==> \forall integer t;
        first <= t < s ==> slot[t] == \null || slot[t] == only;
      loop assigns s, last, only, n, items[0 .. PM_LEAF_MAX - 1];
      loop variant first + len - s; */
  for (uint32_t s = first; s < first + len; s++) {
    /*@ assert unfold: slots_below{Pre}(slot, first, s, first + len) ==
          slots_below{Pre}(slot, first, s + 1, first + len) +
          (slot[s] != \null && (s == first || slot[s - 1] != slot[s])
             ? ncount(slot[s]) : 0); */
    /*@ assert rest: slots_below{Pre}(slot, first, s + 1, first + len) >= 0; */
    /*@ assert more: \forall pm_object *k, *v;
          some_leaf_has{Pre}(slot, first, s + 1, k, v) <==>
          some_leaf_has{Pre}(slot, first, s, k, v) ||
          (slot[s] != \null && leaf_has(slot[s], k, v)); */
    /*@ assert again: slot[s] != \null ==> slot[s] == last ==>
          \forall pm_object *k, *v; leaf_has(slot[s], k, v) ==>
          some_leaf_has{Pre}(slot, first, s, k, v); */
    /*@ assert skip: slot[s] == \null || slot[s] == last ==>
          \forall pm_object *k, *v; items_have(&items[0], n, k, v) <==>
          some_leaf_has{Pre}(slot, first, s, k, v) ||
          (slot[s] != \null && leaf_has(slot[s], k, v)); */
    if (slot[s] && slot[s] != last) {
      only = n == 0 ? slot[s] : NULL;
      /*@ assert fresh: \forall integer t; first <= t < s ==>
            slot[t] != slot[s]; */
      /*@ assert fits: n + ncount(slot[s]) <= PM_LEAF_MAX; */
      /*@ assert other: \forall pm_object *k, *v, *v2;
            some_leaf_has{Pre}(slot, first, s, k, v) ==>
            !leaf_has(slot[s], k, v2); */
      /*@ assert own: \forall integer i; 0 <= i < n ==>
            items_have(&items[0], n, items[i].key, items[i].value); */
      /*@ assert from: \forall integer i; 0 <= i < n ==>
            some_leaf_has{Pre}(slot, first, s, items[i].key, items[i].value); */
      /*@ assert prior: only != \null ==> uniform(slot, first, s, \null); */
      n = leaf_items(items, n, slot[s]);
      /*@ assert kept: slots_same{Pre,Here}(slot, first, first + len); */
      /*@ assert all: slots_same{Pre,Here}(slot, 0, total); */
      /*@ assert sole: only != \null ==> \forall integer t; first <= t < s ==>
            slot[t] == \null; */
      /*@ assert new: slot[s] != \null && slot[s] != last; */
      /*@ assert joined: \forall pm_object *k, *v;
            items_have(&items[0], n, k, v) <==>
            some_leaf_has{Pre}(slot, first, s, k, v) ||
            leaf_has(slot[s], k, v); */
    }
    /*@ assert only: only != \null ==> \forall integer t; first <= t < s ==>
          slot[t] == \null || slot[t] == only; */
    /*@ assert null: n == 0 ==> slot[s] == \null; */
    /*@ assert sole: only != \null ==> slot[s] == \null || slot[s] == only; */
    /*@ assert here: slots_below{Pre}(slot, first, s + 1, first + len) + n ==
          slots_below{Pre}(slot, first, first, first + len); */
    /*@ assert one: slot[s] == \null || slot[s] == last ==>
          \forall pm_object *k, *v; items_have(&items[0], n, k, v) <==>
          some_leaf_has{Pre}(slot, first, s, k, v) ||
          (slot[s] != \null && leaf_has(slot[s], k, v)); */
    /*@ assert two: slot[s] != \null && slot[s] != last ==>
          \forall pm_object *k, *v; items_have(&items[0], n, k, v) <==>
          some_leaf_has{Pre}(slot, first, s, k, v) ||
          (slot[s] != \null && leaf_has(slot[s], k, v)); */
    /*@ assert both: \forall pm_object *k, *v;
          items_have(&items[0], n, k, v) <==>
          some_leaf_has{Pre}(slot, first, s, k, v) ||
          (slot[s] != \null && leaf_has(slot[s], k, v)); */
    /*@ assert has: \forall pm_object *k, *v;
          items_have(&items[0], n, k, v) <==>
          some_leaf_has{Pre}(slot, first, s + 1, k, v); */
    last = slot[s];
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
  /*@ assert n: n == slots_below{Pre}(slot, first, first, first + len); */
  if (only) {
    /*@ assert leaf: is_leaf(only) && leaf_ok(only, PM_HASH_BITS); */
    /*@ assert same: \forall pm_object *k, *v; leaf_has(only, k, v) <==>
          some_leaf_has{Pre}(slot, first, first + len, k, v); */
    /*@ assert ok: \forall integer used; 0 <= used <= PM_HASH_BITS ==>
          wf(only, used); */
    pm_node_retain(host, only);
    return only;
  }
  /*@ assert has: \forall pm_object *k, *v;
        items_have(&items[0], n, k, v) <==>
        some_leaf_has{Pre}(slot, first, first + len, k, v); */
  struct pm_node *leaf = items_leaf(host, items, n) /*@ ghost (slot, total) */;
  /*@ assert leaf: leaf != \null ==> \forall pm_object *k, *v;
        leaf_has(leaf, k, v) <==>
        some_leaf_has{Pre}(slot, first, first + len, k, v); */
  return leaf;
}
