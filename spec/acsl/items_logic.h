/* Items: associations in a scratch array, on their way into a map. */
#ifndef PM_ITEMS_LOGIC_H
#define PM_ITEMS_LOGIC_H

/*@ predicate items_there{L}(struct pm_item *t, integer n) =
      \valid{L}(t + (0 .. n - 1)) && outside(\base_addr(t));
    // t[from..to) at L2 is what it was at L1 (flags aside)
    predicate hashes_kept{L1,L2}(struct pm_item *t, integer from,
                                 integer to) =
      \forall integer j; from <= j < to ==>
        \at(t[j].hash, L2) == \at(t[j].hash, L1);
    predicate keys_kept{L1,L2}(struct pm_item *t, integer from,
                               integer to) =
      \forall integer j; from <= j < to ==>
        \at(t[j].key, L2) == \at(t[j].key, L1);
    predicate values_kept{L1,L2}(struct pm_item *t, integer from,
                                 integer to) =
      \forall integer j; from <= j < to ==>
        \at(t[j].value, L2) == \at(t[j].value, L1);
    // items that are the entries of a body
    predicate items_are{L}(struct pm_item *t, uint32_t *h,
                           struct pm_entry *e, integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(t[j].hash, L) == hash_at(h, j) &&
        \at(t[j].key, L) == key_at(e, j) &&
        \at(t[j].value, L) == value_at(e, j);
    // blocks of their own: a lemma goes only to goals that speak of its block
    axiomatic Hashed {
      predicate items_hashed{L}(struct pm_item *t, integer n) =
        \forall integer j; 0 <= j < n ==>
          \at(t[j].hash, L) == key_hash(\at(t[j].key, L));
      lemma hashed_kept{L1,L2}: \forall struct pm_item *t, integer n;
        hashes_kept{L1,L2}(t, 0, n) ==> keys_kept{L1,L2}(t, 0, n) ==>
        items_hashed{L1}(t, n) ==> items_hashed{L2}(t, n);
    }
    axiomatic Sorted {
      predicate items_sorted{L}(struct pm_item *t, integer n) =
        \forall integer i, j; 0 <= i <= j < n ==>
          \at(t[i].hash, L) <= \at(t[j].hash, L);
      lemma sorted_kept{L1,L2}: \forall struct pm_item *t, integer n;
        hashes_kept{L1,L2}(t, 0, n) ==> items_sorted{L1}(t, n) ==>
        items_sorted{L2}(t, n);
    }
    // no two of t[0..n) have equal keys
    axiomatic Distinct {
      predicate items_distinct{L}(struct pm_item *t, integer n) =
        \forall integer i, j; 0 <= i < j < n ==>
          !KeyEq(\at(t[i].key, L), \at(t[j].key, L));
      lemma distinct_kept{L1,L2}: \forall struct pm_item *t, integer n;
        keys_kept{L1,L2}(t, 0, n) ==> items_distinct{L1}(t, n) ==>
        items_distinct{L2}(t, n);
    }
    predicate items_absent{L}(struct pm_item *t, integer from, integer to,
                              pm_object *k) =
      \forall integer j; from <= j < to ==> !KeyEq(\at(t[j].key, L), k);
    // t[place..i) has moved one place up, over t[i] (triggers: one way only)
    predicate hashes_sunk{L1,L2}(struct pm_item *t, integer place,
                                integer i) =
      \forall integer j; 0 <= j <= i && j != place ==>
        \at(t[j].hash, L2) == \at(t[j > place ? j - 1 : j].hash, L1);
    predicate keys_sunk{L1,L2}(struct pm_item *t, integer place,
                                integer i) =
      \forall integer j; 0 <= j <= i && j != place ==>
        \at(t[j].key, L2) == \at(t[j > place ? j - 1 : j].key, L1);
    predicate values_sunk{L1,L2}(struct pm_item *t, integer place,
                                integer i) =
      \forall integer j; 0 <= j <= i && j != place ==>
        \at(t[j].value, L2) == \at(t[j > place ? j - 1 : j].value, L1);
    // nothing but t[p] differs
    predicate items_but{L1,L2}(struct pm_item *t, integer p) =
      \forall integer j; j != p ==>
        \at(t[j].hash, L2) == \at(t[j].hash, L1) &&
        \at(t[j].key, L2) == \at(t[j].key, L1) &&
        \at(t[j].value, L2) == \at(t[j].value, L1);
    predicate sort_room{L}(struct pm_item *t, struct pm_item *s, integer n) =
      \valid{L}(t + (0 .. n - 1)) && \valid{L}(s + (0 .. n - 1)) &&
      \separated(t + (0 .. n - 1), s + (0 .. n - 1));
    predicate sorted_part{L}(struct pm_item *t, integer from, integer to) =
      \forall integer i, j; from <= i <= j < to ==>
        \at(t[i].hash, L) <= \at(t[j].hash, L);
    predicate item_refs_same{L1,L2}(struct pm_item *t, integer n) =
      \forall pm_object *o, integer j; 0 <= j <= n ==>
        item_refs{L2}(t, j, n, o) == item_refs{L1}(t, j, n, o);
*/

/* One more item, one more item's references. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer m; 0 <= m < n ==>
       item_refs(t, 0, m + 1, o) == item_refs(t, 0, m, o) +
         (t[m].key == o ? 1 : 0) + (t[m].value == o ? 1 : 0); @/
  void lemma_items_append(struct pm_item *t, uint32_t n) {
    uint32_t j = n;
    /@ loop invariant 0 <= j <= n;
       loop invariant \forall pm_object *o, integer k, m; j <= k <= m < n ==>
         item_refs(t, k, m + 1, o) == item_refs(t, k, m, o) +
           (t[m].key == o ? 1 : 0) + (t[m].value == o ? 1 : 0);
       loop assigns j;
       loop variant j; @/
    while (j > 0) {
      j--;
      /@ assert first: \forall pm_object *o, integer m; j < m ==>
           item_refs(t, j, m, o) == (t[j].key == o ? 1 : 0) +
             (t[j].value == o ? 1 : 0) + item_refs(t, j + 1, m, o); @/
      /@ assert one: \forall pm_object *o; item_refs(t, j, j + 1, o) ==
           (t[j].key == o ? 1 : 0) + (t[j].value == o ? 1 : 0); @/
    }
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer a, b, c; 0 <= a <= b <= c <= n ==>
       item_refs(t, a, c, o) == item_refs(t, a, b, o) + item_refs(t, b, c, o);
           @/
  void lemma_items_split(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *o, integer a, b, c;
         i <= a <= b <= c <= n ==> item_refs(t, a, c, o) ==
         item_refs(t, a, b, o) + item_refs(t, b, c, o);
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/* An item's references are among those of all. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer m; 0 <= m < n ==>
       item_refs(t, 0, n, o) >= (t[m].key == o ? 1 : 0) +
         (t[m].value == o ? 1 : 0); @/
  void lemma_items_value(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *o; item_refs(t, i, n, o) >= 0;
       loop invariant \forall pm_object *o, integer m; i <= m < n ==>
         item_refs(t, i, n, o) >= (t[m].key == o ? 1 : 0) +
           (t[m].value == o ? 1 : 0);
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/* The last of sorted items has the greatest hash. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures items_sorted(t, n) ==> \forall integer j; 0 <= j < n ==>
       t[j].hash <= t[n - 1].hash; @/
  void lemma_items_last(struct pm_item *t, uint32_t n) {}
*/

/* Items from i on are an array of their own. */
/*@ ghost
  /@ requires i <= n;
     terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer j; 0 <= j <= n - i ==>
       item_refs(t + i, j, n - i, o) == item_refs(t, i + j, n, o);
     ensures \forall pm_object *o;
       item_refs(t + i, 0, n - i, o) == item_refs(t, i, n, o); @/
  void lemma_items_shift(struct pm_item *t, uint32_t i, uint32_t n) {
    uint32_t j = n - i;
    /@ loop invariant 0 <= j <= n - i;
       loop invariant \forall pm_object *o, integer k; j <= k <= n - i ==>
         item_refs(t + i, k, n - i, o) == item_refs(t, i + k, n, o);
       loop assigns j;
       loop variant j; @/
    while (j > 0) {
      j--;
      /@ assert at: t + i + j == t + (i + j); @/
    }
  }
*/
#endif
