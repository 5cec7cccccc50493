/* What map.c's constructors say about places in small maps, said about keys:
 * ghost lemmas. */
#ifndef PM_MAP_LEMMAS_H
#define PM_MAP_LEMMAS_H

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
    lemma_body_set(n, i, k, v);
    /@ assert body: body_updated(small_entries(m, n), n, small_entries(r, n),
                                 n, k, v); @/
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
    lemma_body_append(n, k, v);
    /@ assert at: small_entries(r, n + 1) == small_entries(r, mcount(r)); @/
    /@ assert body: body_updated(small_entries(m, n), n,
         small_entries(r, mcount(r)), mcount(r), k, v); @/
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
    lemma_body_cut(n, i, k);
    /@ assert at: small_entries(r, n - 1) == small_entries(r, mcount(r)); @/
    /@ assert body: body_removed(small_entries(m, n), n,
         small_entries(r, mcount(r)), mcount(r), k); @/
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
    /@ assert ok: \forall integer j; 0 <= j < n ==>
         same_at(small_hashes(m), small_entries(m, n), j, hashes(r),
                 entries(r, n), j) &&
         hash_at(hashes(r), j) == hash_at(small_hashes(m), j) &&
         key_at(entries(r, n), j) == key_at(small_entries(m, n), j); @/
    /@ assert body: body_ok(hashes(r), entries(r, n), n); @/
    /@ assert has: \forall pm_object *k, *v, integer j; 0 <= j < n ==>
         same_at(small_hashes(m), small_entries(m, n), j, hashes(r),
                 entries(r, n), j) &&
         (entry_has(small_entries(m, n), j, k, v) ==>
          entry_has(entries(r, n), j, k, v) && leaf_has(r, k, v)) &&
         (entry_has(entries(r, n), j, k, v) ==>
          entry_has(small_entries(m, n), j, k, v) && small_has(m, k, v)); @/
  }
*/
#endif
