/* One step down a trie, and branches with a new child instead of, or beside, the old ones. */
#ifndef PM_TRIE_LEMMAS_H
#define PM_TRIE_LEMMAS_H

/* One step down. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && next == used + nwidth(n);
     requires s == slot(key_hash(k), used, nwidth(n)) &&
       s < pow2(nwidth(n)) && c == kid(n, s);
     terminates \true; assigns \nothing;
     ensures ok: wf(c, next);
     ensures same: \forall pm_object *v;
       holds(n, used, k, v) <==> holds(c, next, k, v);
     ensures part: c != \null ==> 1 <= ncount(c) <= ncount(n);
     ensures path: is_branch(c) ==> on_path(n, used, key_hash(k)) ==>
       on_path(c, next, key_hash(k));
     ensures cap: is_leaf(c) ==> leaf_ok(c, next) &&
       (kid(n, buddy(s)) == c ==> ncount(c) <= PM_LEAF_MAX); @/
  void lemma_down(struct pm_node *n, struct pm_node *c, uint32_t used,
                  uint32_t next, uint32_t s, pm_object *k) {
    /@ assert ok: wf(c, next); @/
    uint32_t all = lemma_power(next - used);
    /@ assert some: \forall integer t; 0 <= t < all ==>
         wf(kid(n, t), used + nwidth(n)); @/
    /@ assert nat: \forall integer t; 0 <= t < all ==>
         kid(n, t) != \null ==> ncount(kid(n, t)) >= 1; @/
    if (c) lemma_part(n, s, all);
    lemma_slot_range();
    lemma_prefix();
    lemma_top();
    /@ assert routed: routed(n, used, nwidth(n), used + nwidth(n), s); @/
    /@ assert single: single(n, used, s); @/
    /@ assert back: is_branch(c) ==> \forall pm_object *k2, *v2;
         holds(c, next, k2, v2) ==> holds(n, used, k2, v2) &&
         slot(key_hash(k2), used, nwidth(n)) == s; @/
    /@ assert capped: capped(n, s); @/
  }
*/

/* Branches: a new kid instead of, or beside, the old ones. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires kids_replaced(n, r, a, b) &&
       PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX &&
       ncount(r) == ncount(n) + ncount(b) - ncount(a);
     requires a != \null && b != \null && no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires others: others_same(a, b, next, k);
     requires is_branch(a) <==> is_branch(b);
     requires kid(n, buddy(s)) == a ==> is_leaf(b) ==>
       ncount(b) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures others: others_same(n, r, used, k);
     ensures below: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
       (holds(r, used, k2, v2) <==> holds(b, next, k2, v2)) &&
       (holds(n, used, k2, v2) <==> holds(a, next, k2, v2)); @/
  void lemma_kid_replaced(struct pm_node *n, struct pm_node *r,
                          uint32_t used, uint32_t next, struct pm_node *a,
                          struct pm_node *b, uint32_t s, pm_object *k) {
    uint32_t all = lemma_power(next - used);
    lemma_part(n, s, all);
    lemma_count_replaced(n, r, a, b, s, all);
    /@ assert counted: counted(r); @/
    /@ assert width: nwidth(r) == nwidth(n); @/
    lemma_slot_range();
    /@ assert range: \forall pm_object *k2;
         0 <= slot(key_hash(k2), used, nwidth(n)) < pow2(nwidth(n)); @/
    /@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), next); @/
    /@ assert in_b: \forall pm_object *k2, *v2; holds(b, next, k2, v2) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a; @/
    /@ assert routed: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), next, t); @/
    lemma_paired(n, s);
    lemma_buddy_range(n);
    /@ assert bits: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         0 <= buddy(t) < pow2(nwidth(r)); @/
    /@ assert shared: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) == a ==> kid(n, buddy(t)) == a ==>
         kid(n, buddy(s)) == a; @/
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         capped(r, t); @/
    /@ assert alike: \forall integer t, u; 0 <= t < pow2(nwidth(r)) ==>
         0 <= u < pow2(nwidth(r)) ==>
         (kid(r, t) == kid(r, u) <==> kid(n, t) == kid(n, u)); @/
    /@ assert blocks: \forall integer l, t; 0 <= t < pow2(nwidth(r)) ==>
         block_of(n, l, t) ==> block_of(r, l, t); @/
    /@ assert whole_n: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         whole(n, t) ==> whole(r, t); @/
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         whole(r, t); @/
    /@ assert single_n: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         single(n, used, t); @/
    /@ assert kinds: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         (is_branch(kid(r, t)) <==> is_branch(kid(n, t))); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         single(r, used, t); @/
    /@ assert shape: shape_ok(r, used); @/
    /@ assert below: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), used + nwidth(r)); @/
    /@ assert paths: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), used + nwidth(r), t); @/
    /@ assert ok: wf(r, used); @/
    /@ assert at_a: \forall pm_object *k2, *v2;
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a ==>
         (holds(r, used, k2, v2) <==> holds(b, next, k2, v2)); @/
    /@ assert not_a: \forall pm_object *k2, *v2;
         kid(n, slot(key_hash(k2), used, nwidth(n))) != a ==>
         (holds(r, used, k2, v2) <==> holds(n, used, k2, v2)); @/
    /@ assert key: \forall pm_object *k2; KeyEq(k, k2) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a; @/
  }
*/
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires kids_replaced(n, r, a, b) &&
       PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX &&
       ncount(r) == ncount(n) + ncount(b) - ncount(a);
     requires a != \null && b != \null && no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires updated(a, b, next, k, v);
     requires is_branch(a) <==> is_branch(b);
     requires kid(n, buddy(s)) == a ==> is_leaf(b) ==>
       ncount(b) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_kid_updated(struct pm_node *n, struct pm_node *r,
                         uint32_t used, uint32_t next, struct pm_node *a,
                         struct pm_node *b, uint32_t s, pm_object *k,
                         pm_object *v) {
    /@ assert others: others_same(a, b, next, k); @/
    lemma_kid_replaced(n, r, used, next, a, b, s, k);
  }
*/
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires kids_replaced(n, r, a, b) &&
       PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX &&
       ncount(r) == ncount(n) + ncount(b) - ncount(a);
     requires a != \null && b != \null && no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires removed(a, b, next, k);
     requires is_branch(a) <==> is_branch(b);
     requires kid(n, buddy(s)) == a ==> is_leaf(b) ==>
       ncount(b) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures removed: removed(n, r, used, k); @/
  void lemma_kid_removed(struct pm_node *n, struct pm_node *r,
                         uint32_t used, uint32_t next, struct pm_node *a,
                         struct pm_node *b, uint32_t s, pm_object *k) {
    /@ assert others: others_same(a, b, next, k); @/
    lemma_kid_replaced(n, r, used, next, a, b, s, k);
  }
*/
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires nwidth(r) == nwidth(n) && filled(r, n, s, b);
     requires ncount(r) == ncount(n) + 1 && ncount(r) <= PM_COUNT_MAX;
     requires is_leaf(b) && ncount(b) == 1 && no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == \null &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires updated(\null, b, next, k, v);
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_kid_inserted(struct pm_node *n, struct pm_node *r,
                          uint32_t used, uint32_t next, struct pm_node *b,
                          uint32_t s, pm_object *k, pm_object *v) {
    /@ assert width: nwidth(r) == nwidth(n); @/
    lemma_slot_range();
    /@ assert range: \forall pm_object *k2;
         0 <= slot(key_hash(k2), used, nwidth(n)) < pow2(nwidth(n)); @/
    /@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), next); @/
    /@ assert at_s: kid(r, s) == b; @/
    /@ assert either: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         kid(r, t) == kid(n, t) ||
         (kid(n, t) == \null && kid(r, t) == b); @/
    /@ assert in_b: \forall pm_object *k2, *v2; holds(b, next, k2, v2) <==>
         KeyEq(k, k2) && v2 == v; @/
    /@ assert routed: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), next, t); @/
    lemma_buddy_range(n);
    /@ assert bits: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         0 <= buddy(t) < pow2(nwidth(r)); @/
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         capped(r, t); @/
    /@ assert whole_b: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         kid(r, t) == b ==> whole(r, t); @/
    uint32_t all = lemma_power(next - used);
    lemma_count_inserted(n, r, b, s, all);
    /@ assert counted: counted(r); @/
    /@ assert alike: \forall integer t, u; 0 <= t < pow2(nwidth(r)) ==>
         0 <= u < pow2(nwidth(r)) ==> kid(n, t) != \null ==>
         (kid(r, u) == kid(r, t) <==> kid(n, u) == kid(n, t)); @/
    /@ assert blocks: \forall integer l, t; 0 <= t < pow2(nwidth(r)) ==>
         kid(n, t) != \null ==> block_of(n, l, t) ==> block_of(r, l, t); @/
    /@ assert whole_n: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         kid(n, t) != \null ==> whole(n, t) ==> whole(r, t); @/
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         whole(r, t); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         single(r, used, t); @/
    /@ assert shape: shape_ok(r, used); @/
    /@ assert below: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), used + nwidth(r)); @/
    /@ assert paths: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), used + nwidth(r), t); @/
    /@ assert ok: wf(r, used); @/
    /@ assert at_b: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         (holds(r, used, k2, v2) <==> v2 == v); @/
    /@ assert not_b: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         (holds(r, used, k2, v2) <==> holds(n, used, k2, v2)); @/
  }
*/
#endif
