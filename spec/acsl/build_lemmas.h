/* Nodes made of items. */
#ifndef PM_BUILD_LEMMAS_H
#define PM_BUILD_LEMMAS_H

/* A leaf of items with distinct keys holds what they say. */
/*@ ghost
  /@ requires leaf_of(node, n) && 1 <= n <= PM_COUNT_MAX;
     requires body_is{Here}(hashes(node), entries(node, n), t, n);
     requires items_hashed(t, n) && items_distinct(t, n);
     terminates \true; assigns \nothing;
     ensures ok: \forall integer used; 0 <= used <= 32 ==>
       (used < 32 ==> n <= PM_LEAF_MAX) ==> wf(node, used);
     ensures holds: \forall pm_object *k, *v, integer used;
       holds(node, used, k, v) <==> items_give(t, 0, n, k, v); @/
  void lemma_leaf_built(struct pm_node *node, struct pm_item *t,
                        uint32_t n) {
    lemma_items_sole(t, n);
    /@ assert hashed: hashed(hashes(node), entries(node, n), n); @/
    /@ assert distinct: distinct(entries(node, n), n); @/
    /@ assert one: \forall pm_object *k, *v, integer i; 0 <= i < n ==>
         entry_has(entries(node, n), i, k, v) ==>
         items_give(t, 0, n, k, v); @/
    /@ assert same: \forall pm_object *k, *v, integer i; 0 <= i < n ==>
         KeyEq(t[i].key, k) ==> t[i].value == v ==>
         entry_has(entries(node, n), i, k, v); @/
    /@ assert other: \forall pm_object *k, *v; items_give(t, 0, n, k, v) ==>
         body_has(entries(node, n), n, k, v); @/
  }
*/
/*@ ghost
  /@ requires small_of(m, n) && n <= PM_LEAF_MAX;
     requires body_is{Here}(small_hashes(m), small_entries(m, n), t, n);
     requires items_hashed(t, n) && items_distinct(t, n);
     terminates \true; assigns \nothing;
     ensures ok: map_ok(m);
     ensures has: \forall pm_object *k, *v;
       map_has(m, k, v) <==> items_give(t, 0, n, k, v); @/
  void lemma_small_built(struct pm_map *m, struct pm_item *t, uint32_t n) {
    lemma_items_sole(t, n);
    /@ assert hashed: hashed(small_hashes(m), small_entries(m, n), n); @/
    /@ assert distinct: distinct(small_entries(m, n), n); @/
    /@ assert one: \forall pm_object *k, *v, integer i; 0 <= i < n ==>
         entry_has(small_entries(m, n), i, k, v) ==>
         items_give(t, 0, n, k, v); @/
    /@ assert same: \forall pm_object *k, *v, integer i; 0 <= i < n ==>
         KeyEq(t[i].key, k) ==> t[i].value == v ==>
         entry_has(small_entries(m, n), i, k, v); @/
    /@ assert other: \forall pm_object *k, *v; items_give(t, 0, n, k, v) ==>
         body_has(small_entries(m, n), n, k, v); @/
  }
*/
#endif
