/* What the contracts of leaf.h say about places, said about keys. */
#ifndef PM_LEAF_LEMMAS_H
#define PM_LEAF_LEMMAS_H

/*@ // the second body is the first one with k bound to v; without k
    predicate body_updated(struct pm_entry *e, integer n,
                           struct pm_entry *e2, integer n2, pm_object *k,
                           pm_object *v) =
      \forall pm_object *k2, *v2; body_has(e2, n2, k2, v2) <==>
        (KeyEq(k, k2) ? v2 == v : body_has(e, n, k2, v2));
    predicate body_removed(struct pm_entry *e, integer n,
                           struct pm_entry *e2, integer n2, pm_object *k) =
      \forall pm_object *k2, *v2; body_has(e2, n2, k2, v2) <==>
        (!KeyEq(k, k2) && body_has(e, n, k2, v2));
*/
/*@ ghost
  /@ requires i < c;
     terminates \true; assigns \nothing;
     ensures \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
       body_ok(h, e, c) ==> body_set(h, e, h2, e2, c, i, v) ==>
       KeyEq(key_at(e, i), k) ==>
       body_ok(h2, e2, c) && body_updated(e, c, e2, c, k, v); @/
  void lemma_body_set(uint32_t c, uint32_t i, pm_object *k, pm_object *v) {
    /@ assert same: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j; (body_set(h, e, h2, e2, c, i, v) ==> 0 <= j < c ==>
         j == i || same_at(h, e, j, h2, e2, j)) &&
         (body_set(h, e, h2, e2, c, i, v) ==> 0 <= j < c ==>
         hash_at(h2, j) == hash_at(h, j) && key_at(e2, j) == key_at(e, j)); @/
    /@ assert ok: \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
         body_set(h, e, h2, e2, c, i, v) ==> body_ok(h, e, c) ==>
         body_ok(h2, e2, c); @/
    /@ assert has: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j, pm_object *k2, *v2;
         (body_set(h, e, h2, e2, c, i, v) ==> 0 <= j < c ==> j != i ==>
         same_at(h, e, j, h2, e2, j)) &&
         (body_set(h, e, h2, e2, c, i, v) ==> 0 <= j < c ==> j != i ==>
         entry_has(e2, j, k2, v2) ==>
         entry_has(e, j, k2, v2) && body_has(e, c, k2, v2)) &&
         (body_set(h, e, h2, e2, c, i, v) ==> 0 <= j < c ==> j != i ==>
         entry_has(e, j, k2, v2) ==>
         entry_has(e2, j, k2, v2) && body_has(e2, c, k2, v2)); @/
    /@ assert here: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         pm_object *k2, *v2; body_set(h, e, h2, e2, c, i, v) ==>
         KeyEq(key_at(e, i), k) ==> KeyEq(k, k2) ==>
         entry_has(e2, i, k2, v); @/
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
       body_ok(h, e, c) ==> same_body(h, e, h2, e2, c) ==>
       body_last(h2, e2, c, key_hash(k), k, v) ==> absent(e, c, k) ==>
       body_ok(h2, e2, c + 1) && body_updated(e, c, e2, c + 1, k, v); @/
  void lemma_body_append(uint32_t c, pm_object *k, pm_object *v) {
    /@ assert same: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j; (same_body(h, e, h2, e2, c) ==> 0 <= j < c ==>
         same_at(h, e, j, h2, e2, j)) &&
         (same_body(h, e, h2, e2, c) ==> 0 <= j < c ==>
         hash_at(h2, j) == hash_at(h, j) && key_at(e2, j) == key_at(e, j)); @/
    /@ assert ok: \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
         same_body(h, e, h2, e2, c) ==> body_ok(h, e, c) ==>
         body_last(h2, e2, c, key_hash(k), k, v) ==> absent(e, c, k) ==>
         body_ok(h2, e2, c + 1); @/
    /@ assert has: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j, pm_object *k2, *v2;
         (same_body(h, e, h2, e2, c) ==> 0 <= j < c ==>
         same_at(h, e, j, h2, e2, j)) &&
         (same_body(h, e, h2, e2, c) ==> 0 <= j < c ==>
         entry_has(e2, j, k2, v2) ==> body_has(e, c, k2, v2)) &&
         (same_body(h, e, h2, e2, c) ==> 0 <= j < c ==>
         entry_has(e, j, k2, v2) ==>
         entry_has(e2, j, k2, v2) && body_has(e2, c + 1, k2, v2)); @/
    /@ assert here: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         pm_object *k2, *v2;
         body_last(h2, e2, c, key_hash(k), k, v) ==> KeyEq(k, k2) ==>
         entry_has(e2, c, k2, v); @/
  }
*/
/*@ ghost
  /@ requires i < c;
     terminates \true; assigns \nothing;
     ensures \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
       body_ok(h, e, c) ==> body_cut(h, e, h2, e2, c, i) ==>
       KeyEq(key_at(e, i), k) ==>
       body_ok(h2, e2, c - 1) && body_removed(e, c, e2, c - 1, k); @/
  void lemma_body_cut(uint32_t c, uint32_t i, pm_object *k) {
    /@ assert same: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j; (body_cut(h, e, h2, e2, c, i) ==> 0 <= j < c - 1 ==>
         same_at(h, e, j == i ? c - 1 : j, h2, e2, j)) &&
         (body_cut(h, e, h2, e2, c, i) ==> 0 <= j < c - 1 ==>
         hash_at(h2, j) == hash_at(h, j == i ? c - 1 : j) &&
         key_at(e2, j) == key_at(e, j == i ? c - 1 : j)); @/
    /@ assert ok: \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
         body_cut(h, e, h2, e2, c, i) ==> body_ok(h, e, c) ==>
         body_ok(h2, e2, c - 1); @/
    /@ assert gone: \forall uint32_t *h, *h2, struct pm_entry *e, *e2;
         body_cut(h, e, h2, e2, c, i) ==> body_ok(h, e, c) ==>
         KeyEq(key_at(e, i), k) ==> absent(e2, c - 1, k); @/
    /@ assert has: \forall uint32_t *h, *h2, struct pm_entry *e, *e2,
         integer j, pm_object *k2, *v2;
         (body_cut(h, e, h2, e2, c, i) ==> 0 <= j < c - 1 ==>
         same_at(h, e, j == i ? c - 1 : j, h2, e2, j)) &&
         (body_cut(h, e, h2, e2, c, i) ==> 0 <= j < c - 1 ==>
         entry_has(e2, j, k2, v2) ==>
         entry_has(e, j == i ? c - 1 : j, k2, v2) &&
         body_has(e, c, k2, v2)) &&
         (body_cut(h, e, h2, e2, c, i) ==> 0 <= j < c ==> j != i ==>
         entry_has(e, j, k2, v2) ==>
         entry_has(e2, j == c - 1 ? i : j, k2, v2) &&
         body_has(e2, c - 1, k2, v2)); @/
  }
*/
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
    lemma_body_set(c, i, k, v);
    /@ assert body: body_updated(entries(n, c), c, entries(r, c), c, k, v); @/
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
    lemma_body_append(c, k, v);
    /@ assert body: body_updated(entries(n, c), c, entries(r, c + 1), c + 1,
                                 k, v); @/
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
    lemma_body_cut(c, i, k);
    /@ assert body: body_removed(entries(n, c), c, entries(r, c - 1), c - 1,
                                 k); @/
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
    /@ assert last: \forall pm_object *k2, *v2;
         entry_has(entries(r, 1), 0, k2, v2) <==> KeyEq(k, k2) && v2 == v; @/
    /@ assert there: \forall pm_object *k2, *v2; leaf_has(r, k2, v2) <==>
         entry_has(entries(r, 1), 0, k2, v2); @/
  }
*/
#endif
