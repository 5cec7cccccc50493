/* The entries of a block of leaves. */
#ifndef PM_SHRINK_JOIN_H
#define PM_SHRINK_JOIN_H

/*@ // what the leaves at slots [from, to) have
    predicate some_leaf_has{L}(struct pm_node **c, integer from, integer to,
                               pm_object *k, pm_object *v) =
      \exists integer s; from <= s < to && \at(c[s], L) != \null &&
        leaf_has(\at(c[s], L), k, v);
    // no key is in two of them
    predicate own_keys{L}(struct pm_node **c, integer from, integer to) =
      \forall integer s, t; from <= s < to ==> from <= t < to ==>
        \at(c[s], L) != \null ==> \at(c[t], L) != \null ==>
        \at(c[s], L) != \at(c[t], L) ==> \forall pm_object *k, *v, *v2;
        leaf_has(\at(c[s], L), k, v) ==> !leaf_has(\at(c[t], L), k, v2);
    predicate leaves_ok{L}(struct pm_node **c, integer from, integer to) =
      \forall integer s; from <= s < to ==> is_leaf(\at(c[s], L)) ==>
        leaf_ok(\at(c[s], L), 32);
*/

/* With the next leaf's entries behind them, the items have its keys too. */
/*@ ghost
  /@ requires is_leaf(leaf) && leaf_ok(leaf, 32) && m == n + ncount(leaf);
     requires items_hashed(t, n) && items_distinct(t, n);
     requires new: \forall integer i; n <= i < m ==>
       t[i].hash == hash_at(hashes(leaf), i - n) &&
       t[i].key == key_at(entries(leaf, ncount(leaf)), i - n) &&
       t[i].value == value_at(entries(leaf, ncount(leaf)), i - n);
     requires other: \forall integer i; 0 <= i < n ==> \forall pm_object *v;
       !leaf_has(leaf, t[i].key, v);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(t, m);
     ensures distinct: items_distinct(t, m);
     ensures has: \forall pm_object *k, *v; items_have(t, m, k, v) <==>
       items_have(t, n, k, v) || leaf_has(leaf, k, v); @/
  void lemma_more_items(struct pm_item *t, uint32_t n, uint32_t m,
                        struct pm_node *leaf) {
    /@ assert old: \forall pm_object *k, *v; items_have(t, n, k, v) ==>
         items_have(t, m, k, v); @/
    /@ assert at: \forall integer i; n <= i < m ==> 0 <= i - n < ncount(leaf);
     @/
    /@ assert in: \forall integer i, pm_object *k; n <= i < m ==>
         KeyEq(t[i].key, k) ==> leaf_has(leaf, k, t[i].value) &&
         entry_has(entries(leaf, ncount(leaf)), i - n, k, t[i].value); @/
    /@ assert self: \forall integer i; n <= i < m ==>
         leaf_has(leaf, t[i].key, t[i].value); @/
    /@ assert back: \forall integer j; 0 <= j < ncount(leaf) ==>
         t[n + j].key == key_at(entries(leaf, ncount(leaf)), j) &&
         t[n + j].value == value_at(entries(leaf, ncount(leaf)), j); @/
    /@ assert has: \forall integer j, pm_object *k, *v;
         0 <= j < ncount(leaf) ==>
         entry_has(entries(leaf, ncount(leaf)), j, k, v) ==>
         items_have(t, m, k, v); @/
    /@ assert new: \forall pm_object *k, *v; leaf_has(leaf, k, v) ==>
         items_have(t, m, k, v); @/
    /@ assert cross: \forall integer i, j; 0 <= i < n ==> n <= j < m ==>
         !KeyEq(t[j].key, t[i].key); @/
    /@ assert inner: \forall integer i, j; n <= i < j < m ==>
         !KeyEq(t[i].key, t[j].key); @/
  }
*/
/*@ ghost
  /@ requires from <= to <= 32 && leaves_ok(c, from, to) &&
       all_leafy(c, from, to);
     terminates \true; assigns \nothing;
     ensures nat: \forall integer s; from <= s <= to ==>
       slots_below(c, from, s, to) >= 0;
     ensures unfold: \forall integer s; from <= s < to ==>
       slots_below(c, from, s, to) == slots_below(c, from, s + 1, to) +
       (c[s] != \null && (s == from || c[s - 1] != c[s])
          ? ncount(c[s]) : 0);
     ensures more: \forall integer s; from <= s < to ==>
       \forall pm_object *k, *v; (some_leaf_has(c, from, s + 1, k, v) <==>
         some_leaf_has(c, from, s, k, v) ||
         (c[s] != \null && leaf_has(c[s], k, v))); @/
  void lemma_some_nat(struct pm_node **c, uint32_t from, uint32_t to) {
    uint32_t i = to;
    /@ loop invariant from <= i <= to;
       loop invariant \forall integer s; i <= s <= to ==>
         slots_below(c, from, s, to) >= 0;
       loop assigns i;
       loop variant i; @/
    while (i > from) i--;
  }
*/
#endif
