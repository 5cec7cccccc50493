/* Bulk build: parts of the items on their way into blocks of slots. */
#ifndef PM_DEAL_H
#define PM_DEAL_H

#include "items.h"
#include "trie.h"

/* The items of a branch in the order of its slots, and room for as many. */
struct spread_items {
  struct pm_item *items, *scratch;
  uint32_t start[PM_FANOUT + 1]; /* where each slot's items begin; then their number */
};

/* A block that is one leaf, or one slot. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires used < PM_HASH_BITS && items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: sort_room(items, scratch, n) &&
      outside(\base_addr(scratch));
    requires block: spans(first, len, end) && first < end <= 32 &&
      end <= pow2(full_width(used));
    requires few: len == 1 || n <= PM_LEAF_MAX;
    requires slots: slots_there(slot, end) &&
      slots_off(slot, end, items, scratch, 0, n);
    requires in: part_in(items, 0, n, used, first, end);
    terminates \true;
    decreases 40 * (33 - used);
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[0 .. n - 1], scratch[0 .. n - 1], slot[first .. end - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, end);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures kept: slots_same{Pre,Post}(slot, 0, first);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, end);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, first, end);
    ensures ok: \result == PM_BUILT ==>
      block_ok(slot, used, first, end, 0, n);
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, first, end, items, 0, n); */
static inline enum pm_built block_fill(struct pm_host *host, struct pm_item *items,
                                       struct pm_item *scratch, uint32_t n, uint32_t used,
                                       uint32_t first, uint32_t len, struct pm_node **slot)
    /*@ ghost (uint32_t end) */ {
  struct pm_node *node = NULL;
  /*@ assert end: end == first + len; */
  /*@ assert outside: outside(\base_addr(slot)); */
  /*@ assert off: \forall integer s; 0 <= s < first ==>
        \separated(slot + s, items + (0 .. n - 1)) &&
        \separated(slot + s, scratch + (0 .. n - 1)); */
  /*@ ghost lemma_part_place(items, n, used, first, end); */
  /* WP sees no recursion across files, nor what leads to it. */
  /*@ assert less: 0 <= 40 * (33 - (used + full_width(used))) + 39 <
        40 * (33 - used); */
  enum pm_built built =
      pm_trie_build(host, items, scratch, n, used + pm_full_width(used), &node);
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, first); */
  if (built < 0) return PM_BUILD_FAILED;
  /*@ assert gives: \forall pm_object *k, *v;
        holds(node, used + full_width(used), k, v) <==>
        items_give{Pre}(items, 0, n, k, v); */
  /*@ assert live: node != \null ==> own(node) >= 1; */
  /*@ assert few: len > 1 ==> !is_branch(node) && total(node) <= PM_LEAF_MAX; */
  pm_slots_fill(slot, first, len, node);
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, first); */
  /*@ assert here: slot[first] == node; */
  /*@ ghost lemma_slots_one(slot, used, first, len); */
  /*@ assert same: uniform(slot, first, end, slot[first]); */
  /*@ ghost lemma_uniform_one(slot, first, end); */
  /*@ assert runs: \forall struct pm_node *q; runs(slot, first, first, end, q)
        == (q != \null && node == q ? 1 : 0); */
  /*@ assert below: slots_below(slot, first, first, end) == total(node); */
  /*@ assert holds: \forall pm_object *k, *v; first <= place(k, used) < end
        ==> (slots_hold(slot, used, k, v) <==>
             holds(node, used + full_width(used), k, v)); */
  return PM_BUILT;
}

/* A part that is one leaf, or one slot. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires of: \valid_read(of) && outside(\base_addr(of)) &&
      points(&of->items, items) && points(&of->scratch, scratch);
    requires block: used < PM_HASH_BITS && spans(first, len, end) &&
      first < end <= 32 && end <= pow2(full_width(used));
    requires part: from <= to <= PM_COUNT_MAX;
    requires few: len == 1 || to - from <= PM_LEAF_MAX;
    requires in: part_in(items, from, to, used, first, end);
    requires room: dealing(slot, end, items, scratch, from, to,
                           \base_addr(of));
    requires owned: part_owned(items, from, to);
    requires hashed: part_hashed(items, from, to);
    requires distinct: part_distinct(items, from, to);
    terminates \true;
    decreases 40 * (33 - used) + 1;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[from .. to - 1], scratch[from .. to - 1], slot[first .. end - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: part_minus{Pre,Post}(items, from, to);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, end);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures kept: slots_same{Pre,Post}(slot, 0, first);
    ensures start: \result == PM_BUILT ==>
      starts_kept{Pre,Post}(&of->start[0]);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, end);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, first, end);
    ensures ok: \result == PM_BUILT ==>
      block_ok(slot, used, first, end, from, to);
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, first, end, items, from, to); */
static inline enum pm_built part_fill(struct pm_host *host, struct spread_items *of,
                                      uint32_t used, uint32_t first, uint32_t len,
                                      uint32_t from, uint32_t to, struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch,
               uint32_t end) */ {
  uint32_t n = to - from;
  /*@ assert n: from + n == to; */
  /*@ assert key: key(0); */
  /*@ assert of: of->items == items && of->scratch == scratch; */
  /*@ ghost lemma_part_alone(items, from, to, used, first, end); */
  /*@ assert off: \forall integer c; 0 <= c <= 32 ==>
        \separated(&of->start[c], items + (from .. from + n - 1)) &&
        \separated(&of->start[c], scratch + (from .. from + n - 1)); */
  /*@ assert off_heap: \forall integer c; 0 <= c <= 32 ==>
        \separated(&of->start[c], heap_hash + (0 .. PM_HEAP_SIZE - 1)) &&
        \separated(&of->start[c], heap_node + (0 .. PM_HEAP_SIZE - 1)) &&
        \separated(&of->start[c], heap_map + (0 .. PM_HEAP_SIZE - 1)); */
  /*@ assert less: 0 <= 40 * (33 - used) < 40 * (33 - used) + 1; */
  enum pm_built built = block_fill(host, of->items + from, of->scratch + from, n, used, first,
                                   len, slot) /*@ ghost (end) */;
  /*@ assert start: \forall integer c; 0 <= c <= 32 ==>
        of->start[c] == \at(of->start[c], Pre); */
  /*@ assert starts: starts_kept{Pre,Here}(&of->start[0]); */
  return built;
}

/* The first half, after the second failed. Inline. */
/*@ requires heap: inv && spans(first, half, mid) && first < mid <= 32;
    requires slots_there(slot, mid) && runs_owned(slot, first, mid);
    terminates \true;
    assigns PM_WORLD, node_refs_;
    ensures heap: inv;
    ensures kept: slots_same{Pre,Post}(slot, 0, mid);
    ensures own: runs_minus{Pre,Post}(slot, first, mid); */
static inline void half_release(struct pm_host *host, struct pm_node **slot, uint32_t first,
                                uint32_t half) /*@ ghost (uint32_t mid) */ {
  /*@ assert mid: mid == first + half; */
  /*@ assert outside: outside(\base_addr(slot)); */
  pm_slots_release(host, slot, first, half);
}

/* The items of the second half, after the first failed. Inline. */
/*@ requires heap: inv && \valid_read(of) && points(&of->items, items);
    requires part: part_there(items, from, from + n) &&
      part_owned(items, from, from + n) && from + n <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, object_refs_;
    ensures heap: inv;
    ensures taken: part_minus{Pre,Post}(items, from, from + n); */
static inline void part_release(struct pm_host *host, struct spread_items *of, uint32_t from,
                                uint32_t n)
    /*@ ghost (struct pm_item *items) */ {
  /*@ assert of: of->items == items; */
  /*@ ghost uint32_t to = from + n; */
  /*@ assert to: to == from + n; */
  /*@ ghost lemma_items_shift(items, from, to); */
  pm_items_release(host, of->items + from, n);
}

/* The only write to the two pointers; inline. */
/*@ requires heap: inv && \valid(of) && outside(\base_addr(of));
    terminates \true;
    assigns of->items, of->scratch;
    ensures heap: inv;
    ensures put: points(&of->items, items) && points(&of->scratch, scratch); */
static inline void spread_put(struct spread_items *of, struct pm_item *items,
                              struct pm_item *scratch) {
  of->items = items;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  of->scratch = scratch;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/* Deals out the items to the slots of a branch of full width. Inline. */
/*@ requires heap: inv && used < PM_HASH_BITS;
    requires items: sort_room(items, out, n) && items_hashed(items, n) &&
      items_distinct(items, n) && outside(\base_addr(out));
    requires start: \valid(start + (0 .. 32)) && outside(\base_addr(start)) &&
      \base_addr(start) != \base_addr(items) &&
      \base_addr(start) != \base_addr(out);
    terminates \true;
    assigns out[0 .. n - 1], start[0 .. 32];
    ensures heap: inv;
    ensures ends: start[0] == 0 && start[pow2(full_width(used))] == n;
    ensures order: dealt_order(start, n, used);
    ensures low: dealt_low(out, start, used);
    ensures high: dealt_high(out, start, n, used);
    ensures hashed: items_hashed(out, n);
    ensures distinct: items_distinct(out, n);
    ensures refs: \forall pm_object *o; item_refs(out, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, out, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, out, 0, n); */
static inline void starts_deal(struct pm_item *items, uint32_t n, uint32_t used,
                               struct pm_item *out, uint32_t *start) {
  /*@ assert there: all_there; */
  /*@ assert slots: pow2(full_width(used)) <= 32; */
  pm_items_spread(items, n, used, pm_full_width(used), out, start);
  /*@ assert low: dealt_low(out, start, used); */
  /*@ assert high: dealt_high(out, start, n, used); */
  /*@ assert there: all_there; */
  /*@ assert off: \forall uint32_t *c;
        \base_addr(c) == \base_addr(&heap_hash[0]) ==>
        *c == \at(*c, Pre); */
  /*@ assert off: \forall struct pm_entry *e;
        \base_addr(e) == \base_addr(&heap_entry[0]) ==>
        e->key == \at(e->key, Pre) && e->value == \at(e->value, Pre); */
  /*@ assert off: \forall pm_child *c;
        \base_addr(c) == \base_addr(&heap_child[0]) ==>
        *c == \at(*c, Pre); */
  /*@ assert off: \forall struct pm_node *p;
        \base_addr(p) == \base_addr(&heap_node[0]) ==>
        p->count == \at(p->count, Pre); */
  /*@ assert off: \forall struct pm_map *m;
        \base_addr(m) == \base_addr(&heap_map[0]) ==>
        m->count == \at(m->count, Pre); */
  /*@ assert node: \forall struct pm_node *p; live(p) ==>
        p->count == ncount(p); */
  /*@ assert map: \forall struct pm_map *m; mlive(m) ==>
        m->count == mcount(m); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        hash_shows(hashes(p), ncount(p)); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        key_shows(entries(p, ncount(p)), ncount(p)); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        value_shows(entries(p, ncount(p)), ncount(p)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==> hash_shows(small_hashes(m), mcount(m)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==>
        key_shows(small_entries(m, mcount(m)), mcount(m)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==>
        value_shows(small_entries(m, mcount(m)), mcount(m)); */
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

#endif
