/* Sorting few items. */
#include "items.h"

/* items[p] = item; inline. */
/*@ requires \valid(items + p) && \valid_read(item);
    requires \separated(item, items + p);
    terminates \true;
    assigns items[p];
    ensures put: items[p].key == \old(item->key) &&
      items[p].hash == \old(item->hash) && items[p].value == \old(item->value);
    ensures others: items_but{Pre,Post}(items, p); */
static inline void item_put(struct pm_item *items, uint32_t p, struct pm_item *item) {
  items[p] = *item;
}

/* Moves those of items[0..i) that end it with a greater hash one place up; the hole. */
/*@ requires \valid(items + (0 .. i)) && i < 4294967295;
    terminates \true;
    assigns items[0 .. i];
    ensures place: 0 <= \result <= i;
    ensures hash: hashes_sunk{Pre,Post}(items, \result, i);
    ensures key: keys_sunk{Pre,Post}(items, \result, i);
    ensures value: values_sunk{Pre,Post}(items, \result, i);
    ensures below: \result > 0 ==> items[\result - 1].hash <= hash;
    ensures above: \forall integer q; \result < q <= i ==>
      items[q].hash > hash; */
static inline uint32_t items_shift(struct pm_item *items, uint32_t i, uint32_t hash) {
  uint32_t j = i;
  /*@ loop invariant 0 <= j <= i;
      loop invariant hash: hashes_sunk{Pre,Here}(items, j, i);
      loop invariant key: keys_sunk{Pre,Here}(items, j, i);
      loop invariant value: values_sunk{Pre,Here}(items, j, i);
      loop invariant above: \forall integer q; j < q <= i ==>
        items[q].hash > hash;
      loop assigns j, items[0 .. i];
      loop variant j; */
  while (j > 0 && items[j - 1].hash > hash) {
    /*@ assert step: (uint32_t)(j - 1) == j - 1; */
    item_put(items, j, &items[j - 1]);
    /*@ assert moved: items[j].hash == \at(items[\at(j, Here) - 1].hash, Pre) &&
          items[j].key == \at(items[\at(j, Here) - 1].key, Pre) &&
          items[j].value == \at(items[\at(j, Here) - 1].value, Pre); */
    /*@ assert hash: hashes_sunk{Pre,Here}(items, j - 1, i); */
    /*@ assert key: keys_sunk{Pre,Here}(items, j - 1, i); */
    /*@ assert value: values_sunk{Pre,Here}(items, j - 1, i); */
    j--;
  }
  return j;
}

/* Moves items[i] down to its place in the sorted items[0..i). */
/*@ requires \valid(items + (0 .. i)) && items_sorted(items, i);
    requires i < 4294967295 && items_hashed(items, i + 1);
    terminates \true;
    assigns items[0 .. i];
    ensures sorted: items_sorted(items, i + 1);
    ensures hashed: items_hashed(items, i + 1);
    ensures top: \forall integer u, x; all_top{Pre}(items, 0, i + 1, u, x) ==>
      all_top(items, 0, i + 1, u, x);
    ensures refs: \forall pm_object *o; item_refs(items, 0, i + 1, o) ==
      item_refs{Pre}(items, 0, i + 1, o);
    ensures has: same_has{Pre,Post}(items, 0, i + 1, items, 0, i + 1);
    ensures give: same_give{Pre,Post}(items, 0, i + 1, items, 0, i + 1); */
static inline void item_insert(struct pm_item *items, uint32_t i) {
  struct pm_item item = items[i];
  /*@ ghost lemma_items_join(items, i + 1); */
  /*@ ghost lemma_items_absent(items, i + 1); */
  /*@ assert last: \forall pm_object *k; items_has(items, i, i + 1, k) <==>
        KeyEq(item.key, k); */
  /*@ assert last: \forall pm_object *k, *v; items_give(items, i, i + 1, k, v)
        <==>
        KeyEq(item.key, k) && item.value == v; */
  uint32_t place = items_shift(items, i, item.hash);
  /*@ assert next: place > 0 ==>
        \at(items[\at(place, Here) - 1].hash, Pre) <= item.hash; */
  /*@ assert was: sorted_part{Pre}(items, 0, place); */
  /*@ assert last: \forall integer q; 0 <= q < place ==>
        \at(items[q].hash, Pre) <=
        \at(items[\at(place, Here) - 1].hash, Pre); */
  item_put(items, place, &item);
  /*@ assert above: \forall integer q; place < q <= i ==>
        items[q].hash > item.hash; */
  /*@ assert hash: hashes_sunk{Pre,Here}(items, place, i); */
  /*@ assert key: keys_sunk{Pre,Here}(items, place, i); */
  /*@ assert value: values_sunk{Pre,Here}(items, place, i); */
  /*@ assert below: \forall integer q; 0 <= q < place ==>
        items[q].hash <= items[place].hash; */
  /*@ assert low: sorted_part(items, 0, place); */
  /*@ assert up: \forall integer q; place < q <= i ==>
        items[q].hash == \at(items[q - 1].hash, Pre); */
  /*@ assert high: sorted_part(items, place + 1, i + 1); */
  /*@ assert sorted: items_sorted(items, i + 1); */
  /*@ assert hashed: items_hashed(items, i + 1); */
  /*@ assert top: \forall integer u, x; all_top{Pre}(items, 0, i + 1, u, x) ==>
        all_top(items, 0, i + 1, u, x); */
  /*@ ghost
    uint32_t all = i;
    /@ loop invariant 0 <= all <= i;
       loop invariant \forall pm_object *o;
         item_refs{Pre}(items, all, i + 1, o) ==
         item_refs{Pre}(items, all, i, o) + (item.key == o ? 1 : 0) +
         (item.value == o ? 1 : 0);
       loop assigns all;
       loop variant all; @/
    while (all > 0) all--;
    uint32_t left = i;
    /@ assert none: \forall pm_object *o; item_refs(items, i + 1, i + 1, o) ==
         0 &&
         item_refs{Pre}(items, i, i, o) == 0; @/
    /@ loop invariant place <= left <= i;
       loop invariant \forall pm_object *o;
         item_refs(items, left + 1, i + 1, o) == item_refs{Pre}(items, left, i,
             o);
       loop assigns left;
       loop variant left; @/
    while (left > place) {
      uint32_t low = left - 1;
      /@ assert low: low + 1 == left; @/
      /@ assert up: items[left].key == \at(items[\at(low, Here)].key, Pre) &&
           items[left].value == \at(items[\at(low, Here)].value, Pre); @/
      /@ assert now: \forall pm_object *o; item_refs(items, left, i + 1, o) ==
           (items[left].key == o ? 1 : 0) + (items[left].value == o ? 1 : 0) +
           item_refs(items, left + 1, i + 1, o); @/
      /@ assert then: \forall pm_object *o; item_refs{Pre}(items, low, i, o) ==
           (\at(items[\at(low, Here)].key, Pre) == o ? 1 : 0) +
           (\at(items[\at(low, Here)].value, Pre) == o ? 1 : 0) +
           item_refs{Pre}(items, left, i, o); @/
      /@ assert next: \forall pm_object *o; item_refs(items, left, i + 1, o) ==
           item_refs{Pre}(items, low, i, o); @/
      /@ assert same: \forall pm_object *o; item_refs(items, low + 1, i + 1, o)
           ==
           item_refs{Pre}(items, low, i, o); @/
      left = low;
    }
    /@ assert above: \forall pm_object *o;
         item_refs(items, place + 1, i + 1, o) ==
         item_refs{Pre}(items, place, i, o); @/
    /@ assert mine: \forall pm_object *o; item_refs(items, place, i + 1, o) ==
         (item.key == o ? 1 : 0) + (item.value == o ? 1 : 0) +
         item_refs(items, place + 1, i + 1, o); @/
    left = place;
    /@ loop invariant 0 <= left <= place;
       loop invariant \forall pm_object *o; item_refs(items, left, i + 1, o) ==
         item_refs{Pre}(items, left, i, o) + (item.key == o ? 1 : 0) +
         (item.value == o ? 1 : 0);
       loop assigns left;
       loop variant left; @/
    while (left > 0) {
      left--;
      /@ assert same: items[left].key == \at(items[\at(left, Here)].key, Pre) &&
           items[left].value == \at(items[\at(left, Here)].value, Pre); @/
      /@ assert now: \forall pm_object *o; item_refs(items, left, i + 1, o) ==
           (items[left].key == o ? 1 : 0) + (items[left].value == o ? 1 : 0) +
           item_refs(items, left + 1, i + 1, o); @/
      /@ assert then: \forall pm_object *o; item_refs{Pre}(items, left, i, o) ==
           (\at(items[\at(left, Here)].key, Pre) == o ? 1 : 0) +
           (\at(items[\at(left, Here)].value, Pre) == o ? 1 : 0) +
           item_refs{Pre}(items, left + 1, i, o); @/
    }
  */
  /*@ ghost
    uint32_t w = place;
    /@ loop invariant place <= w <= i;
       loop invariant \forall integer q; place <= q < w ==>
         \at(items[q].hash, Pre) > item.hash;
       loop assigns w;
       loop variant i - w; @/
    while (w < i) {
      /@ assert up: items[w + 1].hash == \at(items[\at(w, Here)].hash, Pre); @/
      /@ assert above: items[w + 1].hash > item.hash; @/
      w++;
    }
  */
  /*@ assert greater: \forall integer q; place <= q < i ==>
        \at(items[q].hash, Pre) > item.hash; */
  /*@ assert absent: \forall pm_object *k; KeyEq(item.key, k) ==>
        items_absent{Pre}(items, place, i, k); */
  /*@ assert absent: \forall pm_object *k; KeyEq(item.key, k) ==>
        !items_has{Pre}(items, place, i, k); */
  /*@ ghost
    uint32_t down = i;
    /@ assert none: \forall pm_object *k, *v;
         !items_has(items, i + 1, i + 1, k) &&
             !items_give(items, i + 1, i + 1, k, v) &&
         !items_has{Pre}(items, i, i, k) &&
             !items_give{Pre}(items, i, i, k, v); @/
    /@ loop invariant place <= down <= i;
       loop invariant has: \forall pm_object *k;
         items_has(items, down + 1, i + 1, k) <==>
             items_has{Pre}(items, down, i, k);
       loop invariant give: \forall pm_object *k, *v;
         items_give(items, down + 1, i + 1, k, v) <==>
         items_give{Pre}(items, down, i, k, v);
       loop assigns down;
       loop variant down; @/
    while (down > place) {
      uint32_t low = down - 1;
      /@ assert low: low + 1 == down; @/
      /@ assert up: items[down].key == \at(items[\at(low, Here)].key, Pre) &&
           items[down].value == \at(items[\at(low, Here)].value, Pre); @/
      /@ assert now: \forall pm_object *k; items_has(items, down, i + 1, k) <==>
           KeyEq(items[down].key, k) || items_has(items, down + 1, i + 1, k); @/
      /@ assert then: \forall pm_object *k; items_has{Pre}(items, low, i, k)
           <==>
           KeyEq(items[down].key, k) || items_has{Pre}(items, down, i, k); @/
      /@ assert now: \forall pm_object *k, *v;
           items_give(items, down, i + 1, k, v) <==>
           items_give(items, down + 1, i + 1, k, v) ||
               (KeyEq(items[down].key, k) &&
           items[down].value == v && !items_has(items, down + 1, i + 1, k)); @/
      /@ assert then: \forall pm_object *k, *v;
           items_give{Pre}(items, low, i, k, v) <==>
           items_give{Pre}(items, down, i, k, v) ||
               (KeyEq(items[down].key, k) &&
           items[down].value == v && !items_has{Pre}(items, down, i, k)); @/
      /@ assert has: \forall pm_object *k;
           items_has(items, low + 1, i + 1, k) <==>
               items_has{Pre}(items, low, i, k); @/
      /@ assert give: \forall pm_object *k, *v;
           items_give(items, low + 1, i + 1, k, v) <==>
           items_give{Pre}(items, low, i, k, v); @/
      down = low;
    }
    /@ assert mine: \forall pm_object *k; items_has(items, place, i + 1, k) <==>
         KeyEq(item.key, k) || items_has{Pre}(items, place, i, k); @/
    /@ assert mine: \forall pm_object *k; items_has(items, place, i + 1, k) <==>
         items_has{Pre}(items, place, i + 1, k); @/
    /@ assert mine: \forall pm_object *k, *v; items_give(items, place, i + 1,
         k, v) <==>
         items_give{Pre}(items, place, i, k, v) || (KeyEq(item.key, k) &&
         item.value == v && !items_has{Pre}(items, place, i, k)); @/
    /@ assert mine: \forall pm_object *k, *v; items_give(items, place, i + 1,
         k, v) <==>
         items_give{Pre}(items, place, i + 1, k, v); @/
    down = place;
    /@ loop invariant 0 <= down <= place;
       loop invariant has: \forall pm_object *k;
         items_has(items, down, i + 1, k) <==>
             items_has{Pre}(items, down, i + 1, k);
       loop invariant give: \forall pm_object *k, *v;
         items_give(items, down, i + 1, k, v) <==>
         items_give{Pre}(items, down, i + 1, k, v);
       loop assigns down;
       loop variant down; @/
    while (down > 0) {
      down--;
      /@ assert same: items[down].key == \at(items[\at(down, Here)].key, Pre) &&
           items[down].value == \at(items[\at(down, Here)].value, Pre); @/
    }
  */
}

void pm_items_insertion_sort(struct pm_item *items, uint32_t n) {
  /*@ ghost lemma_items_append(items, n); */
  /*@ ghost lemma_items_join(items, n); */
  /*@ loop invariant 1 <= i <= n || n == 0;
      loop invariant items_sorted(items, i < n ? i : n);
      loop invariant items_hashed(items, n);
      loop invariant top: \forall integer u, x;
        all_top{Pre}(items, 0, n, u, x) ==> all_top(items, 0, n, u, x);
      loop invariant hashes_kept{Pre,Here}(items, i, n);
      loop invariant keys_kept{Pre,Here}(items, i, n);
      loop invariant values_kept{Pre,Here}(items, i, n);
      loop invariant refs: i <= n ==> \forall pm_object *o;
        item_refs(items, 0, i, o) == item_refs{Pre}(items, 0, i, o);
      loop invariant has: i <= n ==> same_has{Pre,Here}(items, 0, i, items, 0,
          i);
      loop invariant give: i <= n ==> same_give{Pre,Here}(items, 0, i, items,
          0, i);
      loop assigns i, items[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 1; i < n; i++) {
    /*@ ghost lemma_items_append(items, n); */
    /*@ assert was: items[i].key == \at(items[\at(i, Here)].key, Pre) &&
          items[i].value == \at(items[\at(i, Here)].value, Pre); */
    /*@ assert now: \forall pm_object *o; item_refs(items, 0, i + 1, o) ==
          item_refs(items, 0, i, o) + (items[i].key == o ? 1 : 0) +
          (items[i].value == o ? 1 : 0); */
    /*@ assert then: \forall pm_object *o;
          item_refs{Pre}(items, 0, i + 1, o) == item_refs{Pre}(items, 0, i, o) +
          (\at(items[\at(i, Here)].key, Pre) == o ? 1 : 0) +
          (\at(items[\at(i, Here)].value, Pre) == o ? 1 : 0); */
    /*@ assert here: \forall pm_object *o; item_refs(items, 0, i + 1, o) ==
          item_refs{Pre}(items, 0, i + 1, o); */
    /*@ assert top: \forall integer u, x; all_top{Pre}(items, 0, n, u, x) ==>
          all_top(items, 0, i + 1, u, x) && all_top(items, i + 1, n, u, x); */
    /*@ ghost lemma_items_join(items, i + 1); */
    /*@ assert one: \forall pm_object *k; items_has(items, i, i + 1, k) <==>
          KeyEq(items[i].key, k); */
    /*@ assert one: \forall pm_object *k; items_has{Pre}(items, i, i + 1, k)
          <==>
          KeyEq(items[i].key, k); */
    /*@ assert one: \forall pm_object *k, *v; items_give(items, i, i + 1, k, v)
          <==>
          KeyEq(items[i].key, k) && items[i].value == v; */
    /*@ assert one: \forall pm_object *k, *v;
          items_give{Pre}(items, i, i + 1, k, v) <==>
          KeyEq(items[i].key, k) && items[i].value == v; */
    /*@ assert has: \forall pm_object *k; items_has(items, 0, i + 1, k) <==>
          items_has(items, 0, i, k) || KeyEq(items[i].key, k); */
    /*@ assert has: \forall pm_object *k; items_has{Pre}(items, 0, i + 1, k)
          <==>
          items_has{Pre}(items, 0, i, k) || KeyEq(items[i].key, k); */
    /*@ assert give: \forall pm_object *k, *v; items_give(items, 0, i + 1, k,
          v) <==>
          (KeyEq(items[i].key, k) ? items[i].value == v :
             items_give(items, 0, i, k, v)); */
    /*@ assert give: \forall pm_object *k, *v;
          items_give{Pre}(items, 0, i + 1, k, v) <==>
          (KeyEq(items[i].key, k) ? items[i].value == v :
             items_give{Pre}(items, 0, i, k, v)); */
    /*@ assert has: same_has{Pre,Here}(items, 0, i + 1, items, 0, i + 1); */
    /*@ assert give: same_give{Pre,Here}(items, 0, i + 1, items, 0, i + 1); */
    item_insert(items, i);
    /*@ assert has: same_has{Pre,Here}(items, 0, i + 1, items, 0, i + 1); */
    /*@ assert give: same_give{Pre,Here}(items, 0, i + 1, items, 0, i + 1); */
    /*@ assert after: \forall pm_object *o; item_refs(items, 0, i + 1, o) ==
          item_refs{Pre}(items, 0, i + 1, o); */
    /*@ assert top: \forall integer u, x; all_top{Pre}(items, 0, n, u, x) ==>
          all_top(items, 0, i + 1, u, x) && all_top(items, i + 1, n, u, x); */
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
  }
}
