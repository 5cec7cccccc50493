/* What map.c's constructors say about places in small maps, said about keys:
 * ghost lemmas. */
#ifndef PM_MAP_LEMMAS_H
#define PM_MAP_LEMMAS_H

/*@ logic integer small_hash(struct pm_map *m, integer i) =
      hash_at(small_hashes(m), i);
    logic pm_object *small_key(struct pm_map *m, integer i) =
      key_at(small_entries(m, mcount(m)), i);
    logic pm_object *small_value(struct pm_map *m, integer i) =
      value_at(small_entries(m, mcount(m)), i);
*/

/*@ ghost
  /@ requires small_of(m, n) && small_of(r, n) && small_ok(m);
     requires i < n && KeyEq(key_at(small_entries(m, n), i), k);
     requires body_set(small_hashes(m), small_entries(m, n), small_hashes(r),
                       small_entries(r, n), n, i, v);
     terminates \true; assigns \nothing;
     ensures ok: map_ok(r);
     ensures updated: map_updated(m, r, k, v); @/
  void lemma_small_set(struct pm_map *m, struct pm_map *r, uint32_t n,
                       uint32_t i, pm_object *k, pm_object *v) {
    /@ assert keys: \forall integer j; 0 <= j < n ==>
         small_key(r, j) == small_key(m, j); @/
    /@ assert hashes: \forall integer j; 0 <= j < n ==>
         small_hash(r, j) == small_hash(m, j); @/
    /@ assert values: \forall integer j; 0 <= j < n ==> j != i ==>
         small_value(r, j) == small_value(m, j); @/
    /@ assert sole: \forall integer j; 0 <= j < n ==> j != i ==>
         !KeyEq(small_key(m, j), k); @/
    /@ assert here: entry_has(small_entries(r, n), i, k, v); @/
    /@ assert there: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         (small_has(r, k2, v2) <==> v2 == v); @/
    /@ assert else1: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         small_has(r, k2, v2) ==> small_has(m, k2, v2); @/
    /@ assert else2: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         small_has(m, k2, v2) ==> small_has(r, k2, v2); @/
  }
*/
/*@ ghost
  /@ requires small_of(m, n) && small_of(r, n + 1) && small_ok(m);
     requires n < PM_LEAF_MAX && absent(small_entries(m, n), n, k);
     requires same_body(small_hashes(m), small_entries(m, n), small_hashes(r),
                       small_entries(r, n + 1), n);
     requires body_last(small_hashes(r), small_entries(r, n + 1), n,
                        key_hash(k), k, v);
     terminates \true; assigns \nothing;
     ensures ok: map_ok(r);
     ensures updated: map_updated(m, r, k, v); @/
  void lemma_small_append(struct pm_map *m, struct pm_map *r, uint32_t n,
                          pm_object *k, pm_object *v) {
    /@ assert keys: \forall integer j; 0 <= j < n ==>
         small_key(r, j) == small_key(m, j); @/
    /@ assert hashes: \forall integer j; 0 <= j < n ==>
         small_hash(r, j) == small_hash(m, j); @/
    /@ assert values: \forall integer j; 0 <= j < n ==>
         small_value(r, j) == small_value(m, j); @/
    /@ assert sole: \forall integer j; 0 <= j < n ==>
         !KeyEq(small_key(r, j), k); @/
    /@ assert here: entry_has(small_entries(r, n + 1), n, k, v); @/
    /@ assert hashed: hashed(small_hashes(r), small_entries(r, n + 1),
                             n + 1); @/
    /@ assert distinct: distinct(small_entries(r, n + 1), n + 1); @/
    /@ assert there: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         (small_has(r, k2, v2) <==> v2 == v); @/
    /@ assert else1: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         small_has(r, k2, v2) ==> small_has(m, k2, v2); @/
    /@ assert else2: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         small_has(m, k2, v2) ==> small_has(r, k2, v2); @/
  }
*/
/*@ ghost
  /@ requires small_of(m, n) && small_of(r, n - 1) && small_ok(m);
     requires i < n && KeyEq(key_at(small_entries(m, n), i), k);
     requires body_cut(small_hashes(m), small_entries(m, n), small_hashes(r),
                       small_entries(r, n - 1), n, i);
     terminates \true; assigns \nothing;
     ensures ok: map_ok(r);
     ensures removed: map_removed(m, r, k); @/
  void lemma_small_cut(struct pm_map *m, struct pm_map *r, uint32_t n,
                       uint32_t i, pm_object *k) {
    /@ assert same: \forall integer j; 0 <= j < n - 1 ==> j != i ==>
         same_at(small_hashes(m), small_entries(m, n), j,
                 small_hashes(r), small_entries(r, n - 1), j); @/
    /@ assert moved: i < n - 1 ==>
         same_at(small_hashes(m), small_entries(m, n), n - 1,
                 small_hashes(r), small_entries(r, n - 1), i); @/
    /@ assert sole: \forall integer j; 0 <= j < n ==> j != i ==>
         !KeyEq(small_key(m, j), k); @/
    /@ assert hashed: hashed(small_hashes(r), small_entries(r, n - 1),
                             n - 1); @/
    /@ assert distinct: distinct(small_entries(r, n - 1), n - 1); @/
    /@ assert gone: absent(small_entries(r, n - 1), n - 1, k); @/
    /@ assert from: \forall pm_object *k2, *v2;
         small_has(r, k2, v2) ==> small_has(m, k2, v2); @/
    /@ assert kept: \forall pm_object *k2, *v2, integer j;
         0 <= j < n ==> j != i ==>
         entry_has(small_entries(m, n), j, k2, v2) ==> small_has(r, k2, v2); @/
    /@ assert lacks: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         !small_has(r, k2, v2); @/
  }
*/
/* A leaf with a small map's body. */
/*@ ghost
  /@ requires small_of(m, n) && small_ok(m) && n >= 1 && leaf_of(r, n);
     requires same_body(small_hashes(m), small_entries(m, n), hashes(r),
                        entries(r, n), n);
     terminates \true; assigns \nothing;
     ensures ok: wf(r, 0);
     ensures same: \forall pm_object *k, *v;
       holds(r, 0, k, v) <==> map_has(m, k, v); @/
  void lemma_small_leaf(struct pm_map *m, struct pm_node *r, uint32_t n) {
    /@ assert keys: \forall integer j; 0 <= j < n ==>
         key_at(entries(r, n), j) == small_key(m, j); @/
    /@ assert hashes: \forall integer j; 0 <= j < n ==>
         hash_at(hashes(r), j) == small_hash(m, j); @/
    /@ assert values: \forall integer j; 0 <= j < n ==>
         value_at(entries(r, n), j) == small_value(m, j); @/
    /@ assert ok: leaf_ok(r, 0); @/
    /@ assert there: \forall pm_object *k, *v;
         leaf_has(r, k, v) ==> small_has(m, k, v); @/
    /@ assert back: \forall pm_object *k, *v;
         small_has(m, k, v) ==> leaf_has(r, k, v); @/
  }
*/
#endif
