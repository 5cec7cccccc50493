/* What the contracts of leaf.h say about places, said about keys. */
#ifndef PM_LEAF_LEMMAS_H
#define PM_LEAF_LEMMAS_H

/*@ ghost
  /@ requires n != \null && nwidth(n) == 0 && ncount(n) == c && i < c;
     requires leaf_of(r, c);
     requires body_ok(hashes(n), entries(n, c), c);
     requires body_set(hashes(n), entries(n, c), hashes(r), entries(r, c),
                       c, i, v);
     requires KeyEq(key_at(entries(n, c), i), k);
     terminates \true; assigns \nothing;
     ensures ok: body_ok(hashes(r), entries(r, c), c);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_leaf_set(struct pm_node *n, struct pm_node *r, uint32_t c,
                      uint32_t i, pm_object *k, pm_object *v,
                      uint32_t used) {
    /@ assert keys: \forall integer j; 0 <= j < c ==>
         key_at(entries(r, c), j) == key_at(entries(n, c), j); @/
    /@ assert hashes: \forall integer j; 0 <= j < c ==>
         hash_at(hashes(r), j) == hash_at(hashes(n), j); @/
    /@ assert values: \forall integer j; 0 <= j < c ==> j != i ==>
         value_at(entries(r, c), j) == value_at(entries(n, c), j); @/
    /@ assert sole: \forall integer j; 0 <= j < c ==> j != i ==>
         !KeyEq(key_at(entries(n, c), j), k); @/
    /@ assert here: leaf_has(r, k, v); @/
    /@ assert there: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         (leaf_has(r, k2, v2) <==> v2 == v); @/
    /@ assert else1: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         leaf_has(r, k2, v2) ==> leaf_has(n, k2, v2); @/
    /@ assert else2: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         leaf_has(n, k2, v2) ==> leaf_has(r, k2, v2); @/
  }
*/
/*@ ghost
  /@ requires n != \null && nwidth(n) == 0 && ncount(n) == c;
     requires c < PM_COUNT_MAX && leaf_of(r, c + 1);
     requires body_ok(hashes(n), entries(n, c), c);
     requires same_body(hashes(n), entries(n, c), hashes(r),
                        entries(r, c + 1), c);
     requires body_last(hashes(r), entries(r, c + 1), c, key_hash(k), k, v);
     requires absent(entries(n, c), c, k);
     terminates \true; assigns \nothing;
     ensures ok: body_ok(hashes(r), entries(r, c + 1), c + 1);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_leaf_append(struct pm_node *n, struct pm_node *r, uint32_t c,
                         pm_object *k, pm_object *v, uint32_t used) {
    /@ assert keys: \forall integer j; 0 <= j < c ==>
         key_at(entries(r, c + 1), j) == key_at(entries(n, c), j); @/
    /@ assert hashes: \forall integer j; 0 <= j < c ==>
         hash_at(hashes(r), j) == hash_at(hashes(n), j); @/
    /@ assert values: \forall integer j; 0 <= j < c ==>
         value_at(entries(r, c + 1), j) == value_at(entries(n, c), j); @/
    /@ assert sole: \forall integer j; 0 <= j < c ==>
         !KeyEq(key_at(entries(r, c + 1), j), k); @/
    /@ assert last: entry_has(entries(r, c + 1), c, k, v); @/
    /@ assert here: leaf_has(r, k, v); @/
    /@ assert there: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         (leaf_has(r, k2, v2) <==> v2 == v); @/
    /@ assert else1: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         leaf_has(r, k2, v2) ==> leaf_has(n, k2, v2); @/
    /@ assert else2: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         leaf_has(n, k2, v2) ==> leaf_has(r, k2, v2); @/
  }
*/
/*@ ghost
  /@ requires n != \null && nwidth(n) == 0 && ncount(n) == c && i < c;
     requires c >= 2 && leaf_of(r, c - 1);
     requires body_ok(hashes(n), entries(n, c), c);
     requires body_cut(hashes(n), entries(n, c), hashes(r),
                       entries(r, c - 1), c, i);
     requires KeyEq(key_at(entries(n, c), i), k);
     terminates \true; assigns \nothing;
     ensures ok: body_ok(hashes(r), entries(r, c - 1), c - 1);
     ensures removed: removed(n, r, used, k); @/
  void lemma_leaf_cut(struct pm_node *n, struct pm_node *r, uint32_t c,
                      uint32_t i, pm_object *k, uint32_t used) {
    /@ assert sole: \forall integer j; 0 <= j < c ==> j != i ==>
         !KeyEq(key_at(entries(n, c), j), k); @/
    /@ assert stay: \forall integer j; 0 <= j < c - 1 ==> j != i ==>
         same_at(hashes(n), entries(n, c), j,
                 hashes(r), entries(r, c - 1), j); @/
    /@ assert moved: i < c - 1 ==>
         same_at(hashes(n), entries(n, c), c - 1,
                 hashes(r), entries(r, c - 1), i); @/
    /@ assert hashed: hashed(hashes(r), entries(r, c - 1), c - 1); @/
    /@ assert distinct: distinct(entries(r, c - 1), c - 1); @/
    /@ assert gone: \forall integer j; 0 <= j < c - 1 ==>
         !KeyEq(key_at(entries(r, c - 1), j), k); @/
    /@ assert gone2: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         !leaf_has(r, k2, v2); @/
    /@ assert has: \forall integer j; 0 <= j < c ==> j != i ==>
         leaf_has(r, key_at(entries(n, c), j), value_at(entries(n, c), j)); @/
    /@ assert back: \forall integer j; 0 <= j < c - 1 ==>
         leaf_has(n, key_at(entries(r, c - 1), j),
                  value_at(entries(r, c - 1), j)); @/
    /@ assert else1: \forall pm_object *k2, *v2;
         leaf_has(r, k2, v2) ==> leaf_has(n, k2, v2); @/
    /@ assert else2: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         leaf_has(n, k2, v2) ==> leaf_has(r, k2, v2); @/
  }
*/
/* A leaf holds the same at every position. */
/*@ ghost
  /@ requires is_leaf(n);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v;
       holds(n, u, k, v) <==> holds(n, used, k, v); @/
  void lemma_leaf_at(struct pm_node *n, uint32_t u, uint32_t used) {
    /@ assert here: \forall pm_object *k, *v;
         holds(n, u, k, v) <==> leaf_has(n, k, v); @/
    /@ assert there: \forall pm_object *k, *v;
         holds(n, used, k, v) <==> leaf_has(n, k, v); @/
  }
*/
/*@ ghost
  /@ requires is_leaf(n) && ncount(n) == 1;
     requires KeyEq(key_at(entries(n, 1), 0), k);
     terminates \true; assigns \nothing;
     ensures removed: removed(n, \null, used, k); @/
  void lemma_leaf_last(struct pm_node *n, pm_object *k, uint32_t used) {
    /@ assert sole: \forall pm_object *k2, *v2; leaf_has(n, k2, v2) ==>
         KeyEq(k, k2); @/
  }
*/
/*@ ghost
  /@ requires leaf_of(r, 1);
     requires body_last(hashes(r), entries(r, 1), 0, key_hash(k), k, v);
     terminates \true; assigns \nothing;
     ensures ok: body_ok(hashes(r), entries(r, 1), 1);
     ensures updated: updated(\null, r, used, k, v); @/
  void lemma_leaf_one(struct pm_node *r, pm_object *k, pm_object *v,
                      uint32_t used) {
    /@ assert last: entry_has(entries(r, 1), 0, k, v); @/
    /@ assert here: leaf_has(r, k, v); @/
    /@ assert there: \forall pm_object *k2, *v2; leaf_has(r, k2, v2) <==>
         KeyEq(k, k2) && v2 == v; @/
  }
*/
#endif
