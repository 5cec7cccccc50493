/* Sorting: most significant digit first, so that buckets soon fit the cache. */
#include "items.h"
#include "slots.h"

#define DIGIT_MAX 8u

/* A digit that leaves buckets of about a leaf's size, within the bits that are left. */
/*@ requires used < PM_HASH_BITS;
    terminates \true; assigns \nothing;
    ensures 1 <= \result <= DIGIT_MAX && used + \result <= PM_HASH_BITS; */
static uint32_t digit_width(uint32_t n, uint32_t used) {
  uint32_t width = n >= 256 ? DIGIT_MAX : 5;
  return used + width <= PM_HASH_BITS ? width : PM_HASH_BITS - used;
}

/* items[p] = *from; inline. */
/*@ requires \valid(items + p) && \valid_read(from);
    requires \separated(from, items + p);
    terminates \true;
    assigns items[p];
    ensures put: items[p].key == \old(from->key) &&
      items[p].hash == \old(from->hash) && items[p].value == \old(from->value);
    ensures others: items_but{Pre,Post}(items, p); */
static inline void item_back(struct pm_item *items, uint32_t p, struct pm_item *from) {
  items[p] = *from;
}

/* items = scratch. */
/*@ requires sort_room(items, scratch, n);
    terminates \true;
    assigns items[0 .. n - 1];
    ensures hash: \forall integer j; 0 <= j < n ==>
      items[j].hash == \old(scratch[j].hash);
    ensures key: \forall integer j; 0 <= j < n ==>
      items[j].key == \old(scratch[j].key);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(scratch, 0, n, o);
    ensures has: same_has{Pre,Post}(scratch, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(scratch, 0, n, items, 0, n); */
static inline void items_back(struct pm_item *items, struct pm_item *scratch, uint32_t n) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant hashes_kept{Pre,Here}(scratch, 0, n);
      loop invariant keys_kept{Pre,Here}(scratch, 0, n);
      loop invariant values_kept{Pre,Here}(scratch, 0, n);
      loop invariant hash: \forall integer j; 0 <= j < i ==>
        items[j].hash == \at(scratch[j].hash, Pre);
      loop invariant key: \forall integer j; 0 <= j < i ==>
        items[j].key == \at(scratch[j].key, Pre);
      loop invariant value: \forall integer j; 0 <= j < i ==>
        items[j].value == \at(scratch[j].value, Pre);
      loop assigns i, items[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert apart: \separated(items + i, scratch + (0 .. n - 1)); */
    /*@ assert was: scratch[i].hash == \at(scratch[\at(i, Here)].hash, Pre) &&
          scratch[i].key == \at(scratch[\at(i, Here)].key, Pre) &&
          scratch[i].value == \at(scratch[\at(i, Here)].value, Pre); */
    item_back(items, i, &scratch[i]);
    /*@ assert hashes: hashes_kept{Pre,Here}(scratch, 0, n); */
    /*@ assert keys: keys_kept{Pre,Here}(scratch, 0, n); */
    /*@ assert values: values_kept{Pre,Here}(scratch, 0, n); */
    /*@ assert hash: items[i].hash == \at(scratch[\at(i, Here)].hash, Pre); */
    /*@ assert key: items[i].key == \at(scratch[\at(i, Here)].key, Pre); */
    /*@ assert value: items[i].value ==
          \at(scratch[\at(i, Here)].value, Pre); */
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
  }
  /*@ ghost
    uint32_t left = n;
    /@ loop invariant 0 <= left <= n;
       loop invariant \forall pm_object *o; item_refs(items, left, n, o) ==
         item_refs{Pre}(scratch, left, n, o);
       loop invariant \forall pm_object *k; items_has(items, left, n, k) <==>
         items_has{Pre}(scratch, left, n, k);
       loop invariant \forall pm_object *k, *v;
         items_give(items, left, n, k, v) <==>
         items_give{Pre}(scratch, left, n, k, v);
       loop assigns left;
       loop variant left; @/
    while (left > 0) left--;
  */
}

/* Sorts items[from..to). */
/*@ requires items_there(items, to) && sort_room(items, scratch, to);
    requires from < to && used <= PM_HASH_BITS;
    requires items_hashed(items, to) && one_top(items, from, to, used);
    terminates \true;
    decreases 8 * (32 - used) + 8;
    assigns items[from .. to - 1], scratch[from .. to - 1];
    ensures sorted: sorted_part(items, from, to);
    ensures hashed: items_hashed(items, to);
    ensures refs: \forall pm_object *o; item_refs(items, from, to, o) ==
      item_refs{Pre}(items, from, to, o);
    ensures has: same_has{Pre,Post}(items, from, to, items, from, to);
    ensures give: same_give{Pre,Post}(items, from, to, items, from, to); */
static inline void part_sort(struct pm_item *items, struct pm_item *scratch, uint32_t from,
                             uint32_t to, uint32_t used) {
  uint32_t n = to - from;
  /*@ assert count: n == to - from; */
  /*@ ghost lemma_items_sub(items, items + from, from, n, used); */
  /*@ ghost lemma_items_shift(items, from, to); */
  /*@ ghost lemma_items_part(items, from, to); */
  /*@ assert refs: \forall pm_object *o; item_refs(items + from, 0, n, o) ==
        item_refs(items, from, to, o); */
  /*@ assert has: same_has{Here,Here}(items + from, 0, n, items, from, to); */
  /*@ assert give: same_give{Here,Here}(items + from, 0, n, items, from, to);
  */
  pm_items_sort(items + from, scratch + from, n, used);
  /*@ assert before: hashes_kept{Pre,Here}(items, 0, from) &&
        keys_kept{Pre,Here}(items, 0, from); */
  /*@ ghost lemma_items_super(items, items + from, from, n); */
  /*@ ghost lemma_items_shift(items, from, to); */
  /*@ ghost lemma_items_part(items, from, to); */
  /*@ assert refs: \forall pm_object *o; item_refs(items + from, 0, n, o) ==
        item_refs(items, from, to, o); */
  /*@ assert has: same_has{Here,Here}(items + from, 0, n, items, from, to); */
  /*@ assert give: same_give{Here,Here}(items + from, 0, n, items, from, to);
  */
}

/* The same, seen from all n items. */
/*@ requires items_there(items, n) && sort_room(items, scratch, n);
    requires from < to <= n && used <= PM_HASH_BITS;
    requires items_hashed(items, n) && one_top(items, from, to, used);
    terminates \true;
    decreases 8 * (32 - used) + 9;
    assigns items[from .. to - 1], scratch[from .. to - 1];
    ensures low: hashes_kept{Pre,Post}(items, 0, from);
    ensures high: hashes_kept{Pre,Post}(items, to, n);
    ensures sorted: sorted_part(items, from, to);
    ensures hashed: items_hashed(items, n);
    ensures top: \forall integer u, x; all_top{Pre}(items, from, to, u, x) ==>
      all_top(items, from, to, u, x);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
static inline void bucket_sort(struct pm_item *items, struct pm_item *scratch, uint32_t from,
                               uint32_t to, uint32_t used)
/*@ ghost (uint32_t n) */ {
  /*@ ghost lemma_items_parts(items, from, to, n); */
  /*@ ghost lemma_items_top(items, to); */
  part_sort(items, scratch, from, to, used);
  /*@ assert own: same_has{Pre,Here}(items, from, to, items, from, to); */
  /*@ assert own: same_give{Pre,Here}(items, from, to, items, from, to); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, from) &&
        hashes_kept{Pre,Here}(items, to, n); */
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, from) &&
        keys_kept{Pre,Here}(items, to, n); */
  /*@ assert values: values_kept{Pre,Here}(items, 0, from) &&
        values_kept{Pre,Here}(items, to, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ ghost lemma_items_top(items, to); */
  /*@ ghost
    uint32_t left = n;
    /@ loop invariant 0 <= left <= n;
       loop invariant tail: \forall pm_object *o, integer l; left <= l <= n ==>
         to <= l ==> item_refs(items, l, n, o) ==
         item_refs{Pre}(items, l, n, o);
       loop invariant tail: \forall pm_object *k, integer l; left <= l <= n ==>
         to <= l ==> (items_has(items, l, n, k) <==>
         items_has{Pre}(items, l, n, k));
       loop invariant tail: \forall pm_object *k, *v, integer l;
         left <= l <= n ==> to <= l ==>
         (items_give(items, l, n, k, v) <==>
         items_give{Pre}(items, l, n, k, v));
       loop invariant head: \forall pm_object *o, integer l;
         left <= l <= from ==> item_refs(items, l, from, o) ==
         item_refs{Pre}(items, l, from, o);
       loop invariant head: \forall pm_object *k, integer l;
         left <= l <= from ==> (items_has(items, l, from, k) <==>
         items_has{Pre}(items, l, from, k));
       loop invariant head: \forall pm_object *k, *v, integer l;
         left <= l <= from ==>
         (items_give(items, l, from, k, v) <==>
         items_give{Pre}(items, l, from, k, v));
       loop assigns left;
       loop variant left; @/
    while (left > 0) left--;
    /@ assert tail: \forall pm_object *o; item_refs(items, to, n, o) ==
         item_refs{Pre}(items, to, n, o); @/
    /@ assert tail: same_has{Pre,Here}(items, to, n, items, to, n); @/
    /@ assert tail: same_give{Pre,Here}(items, to, n, items, to, n); @/
    /@ assert head: \forall pm_object *o; item_refs(items, 0, from, o) ==
         item_refs{Pre}(items, 0, from, o); @/
    /@ assert head: same_has{Pre,Here}(items, 0, from, items, 0, from); @/
    /@ assert head: same_give{Pre,Here}(items, 0, from, items, 0, from); @/
  */
  /*@ ghost lemma_items_parts(items, from, to, n); */
}

/* Sorts the items of digit d. */
/*@ requires items_there(items, n) && sort_room(items, scratch, n) && n > 0;
    requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    requires d < pow2(width) && \valid_read(start + (0 .. pow2(width)));
    requires \separated(start + (0 .. pow2(width)), items + (0 .. n - 1));
    requires \separated(start + (0 .. pow2(width)), scratch + (0 .. n - 1));
    requires items_hashed(items, n);
    requires top: all_top(items, 0, n, used, prefix(first, used));
    requires order: digits_order(start, n, width);
    requires low: digits_below(items, start, width, used);
    requires high: digits_above(items, start, n, width, used);
    requires sorted: sorted_part(items, 0, start[d]);
    terminates \true;
    decreases 8 * (32 - used) + 5;
    assigns items[0 .. n - 1], scratch[0 .. n - 1];
    ensures start: starts_kept{Pre,Post}(start, width);
    ensures hashed: items_hashed(items, n);
    ensures top: all_top(items, 0, n, used, prefix(first, used));
    ensures low: digits_below(items, start, width, used);
    ensures high: digits_above(items, start, n, width, used);
    ensures sorted: sorted_part(items, 0, start[d + 1]);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
static inline void digit_sort(struct pm_item *items, struct pm_item *scratch, uint32_t used,
                              uint32_t width, uint32_t *start, uint32_t d)
/*@ ghost (uint32_t n, uint32_t first) */ {
  uint32_t from = start[d], to = start[d + 1];
  /*@ ghost lemma_slots(used, width); */
  /*@ assert part: from <= to <= n; */
  /*@ assert lower: \forall integer c; 0 <= c <= d ==> start[c] <= from; */
  /*@ assert upper: \forall integer c; d < c <= pow2(width) ==>
        to <= start[c]; */
  /*@ assert under: \forall integer i; 0 <= i < from ==>
        slot(items[i].hash, used, width) < d; */
  /*@ assert digit: \forall integer p; from <= p < to ==>
        slot(items[p].hash, used, width) == d; */
  /*@ assert mine: all_top(items, from, to, used, prefix(first, used)); */
  /*@ assert same: one_top(items, from, to, used + width); */
  /*@ ghost uint32_t own = from < to ? items[from].hash : 0; */
  /*@ assert own: all_top(items, from, to, used + width,
        prefix(own, used + width)); */
  /*@ assert of: from < to ==> slot(own, used, width) == d; */
  if (to - from > 1)
    bucket_sort(items, scratch, from, to, used + width) /*@ ghost (n) */;
  /*@ assert start: starts_kept{Pre,Here}(start, width); */
  /*@ assert rest: hashes_kept{Pre,Here}(items, 0, from); */
  /*@ assert rest: hashes_kept{Pre,Here}(items, to, n); */
  /*@ assert part: sorted_part(items, from, to); */
  /*@ assert own: all_top(items, from, to, used + width,
        prefix(own, used + width)); */
  /*@ assert mine: all_top(items, from, to, used, prefix(first, used)); */
  /*@ assert front: all_top(items, 0, from, used, prefix(first, used)); */
  /*@ assert back: all_top(items, to, n, used, prefix(first, used)); */
  /*@ assert digit: \forall integer p; from <= p < to ==>
        slot(items[p].hash, used, width) == d; */
  /*@ ghost lemma_digits_less(items, from, to, used, width); */
  /*@ assert before: sorted_part(items, 0, from); */
  /*@ assert sorted: sorted_part(items, 0, to); */
  /*@ assert low: \forall integer c, p; 0 <= c <= pow2(width) ==>
        0 <= p < start[c] ==> p < from || to <= p ==>
        slot(items[p].hash, used, width) < c; */
  /*@ assert high: \forall integer c, p; 0 <= c <= pow2(width) ==>
        start[c] <= p < n ==> p < from || to <= p ==>
        slot(items[p].hash, used, width) >= c; */
}

/* Sorts every digit's items. */
/*@ requires items_there(items, n) && sort_room(items, scratch, n) && n > 0;
    requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    requires \valid_read(start + (0 .. pow2(width)));
    requires \separated(start + (0 .. pow2(width)), items + (0 .. n - 1));
    requires \separated(start + (0 .. pow2(width)), scratch + (0 .. n - 1));
    requires items_hashed(items, n);
    requires top: all_top(items, 0, n, used, prefix(first, used));
    requires ends: start[0] == 0 && start[pow2(width)] == n;
    requires order: digits_order(start, n, width);
    requires low: digits_below(items, start, width, used);
    requires high: digits_above(items, start, n, width, used);
    terminates \true;
    decreases 8 * (32 - used) + 6;
    assigns items[0 .. n - 1], scratch[0 .. n - 1];
    ensures sorted: items_sorted(items, n);
    ensures hashed: items_hashed(items, n);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
static inline void digits_sort(struct pm_item *items, struct pm_item *scratch, uint32_t used,
                               uint32_t width, uint32_t *start)
/*@ ghost (uint32_t n, uint32_t first) */ {
  /*@ loop invariant 0 <= d <= pow2(width);
      loop invariant start: starts_kept{Pre,Here}(start, width);
      loop invariant hashed: items_hashed(items, n);
      loop invariant same: all_top(items, 0, n, used, prefix(first, used));
      loop invariant low: digits_below(items, start, width, used);
      loop invariant high: digits_above(items, start, n, width, used);
      loop invariant sorted: sorted_part(items, 0, start[d]);
      loop invariant refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
        item_refs{Pre}(items, 0, n, o);
      loop invariant has: same_has{Pre,Here}(items, 0, n, items, 0, n);
      loop invariant give: same_give{Pre,Here}(items, 0, n, items, 0, n);
      loop assigns d, items[0 .. n - 1], scratch[0 .. n - 1];
      loop variant pow2(width) - d; */
  for (uint32_t d = 0; d < pm_slots(width); d++) {
    /*@ assert order: digits_order(start, n, width); */
    digit_sort(items, scratch, used, width, start, d) /*@ ghost (n, first) */;
    /*@ assert start: starts_kept{Pre,Here}(start, width); */
    /*@ assert step: (uint32_t)(d + 1) == d + 1; */
  }
}

void pm_items_sort(struct pm_item *items, struct pm_item *scratch, uint32_t n, uint32_t used) {
  if (n <= PM_SORT_SMALL) {
    pm_items_insertion_sort(items, n);
    return;
  }
  if (used >= PM_HASH_BITS) {
    /*@ assert all: \forall integer j; 0 <= j < n ==>
          prefix(items[j].hash, used) == items[j].hash; */
    return;
  }
  uint32_t start[(1u << DIGIT_MAX) + 1];
  uint32_t width = digit_width(n, used);
  /*@ ghost lemma_items_top(items, n); */
  /*@ ghost uint32_t first = items[0].hash; */
  /*@ assert top: all_top(items, 0, n, used, prefix(first, used)); */
  pm_items_spread(items, n, used, width, scratch, start);
  /*@ ghost lemma_items_top(scratch, n); */
  /*@ assert keys: keys_top(scratch, 0, n, used, prefix(first, used)); */
  /*@ assert top: all_top(scratch, 0, n, used, prefix(first, used)); */
  /*@ assert low: digits_below(scratch, &start[0], width, used); */
  /*@ assert high: digits_above(scratch, &start[0], n, width, used); */
  items_back(items, scratch, n);
  /*@ assert top: all_top(items, 0, n, used, prefix(first, used)); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert low: digits_below(items, &start[0], width, used); */
  /*@ assert high: digits_above(items, &start[0], n, width, used); */
  /*@ assert has: same_has{Pre,Here}(items, 0, n, items, 0, n); */
  /*@ assert give: same_give{Pre,Here}(items, 0, n, items, 0, n); */
  digits_sort(items, scratch, used, width, start) /*@ ghost (n, first) */;
}
