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
    if (c) lemma_part(n, s, all);
    lemma_slot_range();
    lemma_prefix();
    lemma_prefix_none();
    /@ assert same: \forall pm_object *k2;
         prefix(key_hash(k2), used) == prefix(key_hash(k), used) ==>
         slot(key_hash(k2), used, nwidth(n)) == s ==>
         prefix(key_hash(k2), next) == prefix(key_hash(k), next); @/
    /@ assert routed: routed(n, used, nwidth(n), used + nwidth(n), s); @/
    /@ assert single: single(n, used, s); @/
    /@ assert back: is_branch(c) ==> \forall pm_object *k2, *v2;
         holds(c, next, k2, v2) ==> holds(n, used, k2, v2) &&
         slot(key_hash(k2), used, nwidth(n)) == s; @/
    /@ assert capped: capped(n, s); @/
  }
*/

/* A leaf that holds only what a child does, and is not it, is no other child: of routing. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && next == used + nwidth(n);
     requires s < pow2(nwidth(n)) && kid(n, s) == a && wf(b, next);
     requires \forall pm_object *k, *v; holds(b, next, k, v) ==>
       holds(a, next, k, v);
     requires is_leaf(b) ==> ncount(b) != ncount(a);
     terminates \true; assigns \nothing;
     ensures is_leaf(b) ==> no_kid(n, b); @/
  void lemma_rest_is_new(struct pm_node *n, struct pm_node *a,
                         struct pm_node *b, uint32_t used, uint32_t next,
                         uint32_t s) {
    /@ assert first: is_leaf(b) ==> ncount(b) >= 1 &&
         entry_has(entries(b, ncount(b)), 0,
                   key_at(entries(b, ncount(b)), 0),
                   value_at(entries(b, ncount(b)), 0)); @/
    /@ assert in_b: is_leaf(b) ==>
         holds(b, next, key_at(entries(b, ncount(b)), 0),
               value_at(entries(b, ncount(b)), 0)); @/
    /@ assert in_a: is_leaf(b) ==>
         holds(a, next, key_at(entries(b, ncount(b)), 0),
               value_at(entries(b, ncount(b)), 0)); @/
    /@ assert here: is_leaf(b) ==> routed(n, used, nwidth(n), next, s) &&
         kid(n, slot(key_hash(key_at(entries(b, ncount(b)), 0)), used,
                     nwidth(n))) == a; @/
    /@ assert none: is_leaf(b) ==> \forall integer t;
         0 <= t < pow2(nwidth(n)) ==> routed(n, used, nwidth(n), next, t) &&
         kid(n, t) != b; @/
  }
*/
/* Branches: a new child (or none) instead of an old one. */
/*@ ghost
  /@ requires is_branch(n) && is_branch(r) && 1 <= nwidth(n) <= 5;
     requires next == used + nwidth(n) && next <= 32;
     requires kids_replaced(n, r, a, b) && a != \null;
     requires b == \null || no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       routed(n, used, nwidth(n), next, t);
     requires others: others_same(a, b, next, k);
     terminates \true; assigns \nothing;
     ensures routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       routed(r, used, nwidth(n), next, t);
     ensures others: others_same(n, r, used, k);
     ensures below: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
       (holds(r, used, k2, v2) <==> holds(b, next, k2, v2)) &&
       (holds(n, used, k2, v2) <==> holds(a, next, k2, v2)); @/
  void lemma_routes_replaced(struct pm_node *n, struct pm_node *r,
                             uint32_t used, uint32_t next, struct pm_node *a,
                             struct pm_node *b, uint32_t s, pm_object *k) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k2;
         0 <= slot(key_hash(k2), used, nwidth(n)) < pow2(nwidth(n)); @/
    /@ assert here: routed(n, used, nwidth(n), next, s); @/
    /@ assert key: \forall pm_object *k2; KeyEq(k, k2) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a; @/
    /@ assert in_a: \forall pm_object *k2, *v2; holds(a, next, k2, v2) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a; @/
    /@ assert in_b: \forall pm_object *k2, *v2; holds(b, next, k2, v2) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a; @/
    /@ assert at_b: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) == a ==> routed(r, used, nwidth(n), next, t); @/
    /@ assert not_b: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) != a ==> routed(n, used, nwidth(n), next, t) &&
         routed(r, used, nwidth(n), next, t); @/
    /@ assert at_a: \forall pm_object *k2, *v2;
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a ==>
         (holds(r, used, k2, v2) <==> holds(b, next, k2, v2)) &&
         (holds(n, used, k2, v2) <==> holds(a, next, k2, v2)); @/
    /@ assert not_a: \forall pm_object *k2, *v2;
         kid(n, slot(key_hash(k2), used, nwidth(n))) != a ==>
         (holds(r, used, k2, v2) <==> holds(n, used, k2, v2)); @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5;
     requires kids_replaced(n, r, a, b) && a != \null;
     requires b == \null || no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a;
     requires capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       capped(n, t);
     requires whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       whole(n, t);
     requires single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       single(n, used, t);
     requires kind: is_branch(b) ==> is_branch(a);
     requires cap: kid(n, buddy(s)) == a ==> is_leaf(b) ==>
       ncount(b) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       capped(r, t);
     ensures whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       whole(r, t);
     ensures single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       single(r, used, t); @/
  void lemma_blocks_replaced(struct pm_node *n, struct pm_node *r,
                             uint32_t used, struct pm_node *a,
                             struct pm_node *b, uint32_t s) {
    lemma_paired(n, s);
    lemma_buddy_range(n);
    /@ assert shared: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) == a ==> kid(n, buddy(t)) == a ==>
         kid(n, buddy(s)) == a; @/
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         capped(n, t) && capped(r, t); @/
    /@ assert alike: \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> kid(r, t) != \null ==>
         (kid(r, t) == kid(r, u) <==> kid(n, t) == kid(n, u)); @/
    /@ assert blocks: \forall integer l, t; 0 <= t < pow2(nwidth(n)) ==>
         kid(r, t) != \null ==> block_of(n, l, t) ==> block_of(r, l, t); @/
    /@ assert kept: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(r, t) != \null ==> kid(n, t) != \null; @/
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         whole(r, t); @/
    /@ assert kinds: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         is_branch(kid(r, t)) ==> is_branch(kid(n, t)); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         single(n, used, t) && single(r, used, t); @/
  }
*/
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires kids_replaced(n, r, a, b) &&
       PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX &&
       ncount(r) == ncount(n) + total(b) - ncount(a);
     requires a != \null && (b == \null || no_kid(n, b));
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires others: others_same(a, b, next, k);
     requires shape: canonical(r) && (is_branch(b) ==> is_branch(a));
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
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         whole(n, t); @/
    /@ assert kids_n: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         wf(kid(n, t), next); @/
    /@ assert nat: \forall integer t; 0 <= t < all ==>
         kid(n, t) != \null ==> ncount(kid(n, t)) >= 0; @/
    lemma_count_replaced(n, r, a, b, s, all);
    /@ assert counted: counted(r); @/
    /@ assert width: nwidth(r) == nwidth(n); @/
    /@ assert routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         routed(n, used, nwidth(n), next, t); @/
    lemma_routes_replaced(n, r, used, next, a, b, s, k);
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         capped(n, t); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         single(n, used, t); @/
    lemma_blocks_replaced(n, r, used, a, b, s);
    /@ assert shape: shape_ok(r, used); @/
    /@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), next); @/
    /@ assert next: next == used + nwidth(r); @/
    /@ assert below: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), used + nwidth(r)); @/
    /@ assert paths: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), used + nwidth(r), t); @/
    /@ assert ok: wf(r, used); @/
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
     requires more: ncount(a) <= ncount(b);
     requires kid(n, buddy(s)) == a ==> is_leaf(b) ==>
       ncount(b) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_kid_updated(struct pm_node *n, struct pm_node *r,
                         uint32_t used, uint32_t next, struct pm_node *a,
                         struct pm_node *b, uint32_t s, pm_object *k,
                         pm_object *v) {
    lemma_shape_grown(n, r, a, b);
    lemma_kid_replaced(n, r, used, next, a, b, s, k);
  }
*/
/* ... that lost an entry, and cannot be joined with its buddy. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && is_branch(r);
     requires kids_replaced(n, r, a, b) && ncount(r) == ncount(n) - 1;
     requires a != \null && (b == \null || no_kid(n, b));
     requires total(b) == ncount(a) - 1;
     requires s < pow2(nwidth(n)) && kid(n, s) == a &&
       s == slot(key_hash(k), used, nwidth(n));
     requires next == used + nwidth(n) && wf(b, next);
     requires removed(a, b, next, k);
     requires shape: apart(n, s, b) && (is_branch(b) ==> is_branch(a));
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures removed: removed(n, r, used, k); @/
  void lemma_kid_removed(struct pm_node *n, struct pm_node *r,
                         uint32_t used, uint32_t next, struct pm_node *a,
                         struct pm_node *b, uint32_t s, pm_object *k) {
    uint32_t all = lemma_power(next - used);
    uint32_t beside = s % 2 == 0 ? s + 1 : s - 1;
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         whole(n, t); @/
    lemma_buddy_range(n);
    /@ assert kids: \forall integer t; 0 <= t < all ==>
         wf(kid(n, t), next) && wf(kid(r, t), next); @/
    /@ assert nat: \forall integer t; 0 <= t < all ==>
         kid(n, t) != \null ==> ncount(kid(n, t)) >= 1; @/
    /@ assert nat_r: \forall integer t; 0 <= t < all ==>
         kid(r, t) != \null ==> ncount(kid(r, t)) >= 1; @/
    lemma_count_replaced(n, r, a, b, s, all);
    /@ assert count: ncount(r) == below(r, 0, all); @/
    /@ assert beside: beside == buddy(s) && beside < all; @/
    lemma_part(r, s, all);
    lemma_part(r, beside, all);
    lemma_two_kids(r, s, beside, all);
    /@ assert more: ncount(r) > PM_LEAF_MAX; @/
    lemma_shape_apart(n, r, a, b, s);
    lemma_kid_replaced(n, r, used, next, a, b, s, k);
  }
*/
/* Branches: a leaf of one entry in an empty block. */
/*@ ghost
  /@ requires is_branch(n) && is_branch(r) && 1 <= nwidth(n) <= 5;
     requires next == used + nwidth(n) && next <= 32;
     requires nwidth(r) == nwidth(n) && is_leaf(b) && no_kid(n, b);
     requires either: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       kid(r, t) == kid(n, t) || (kid(n, t) == \null && kid(r, t) == b);
     requires s < pow2(nwidth(n)) && kid(r, s) == b &&
       s == slot(key_hash(k), used, nwidth(n));
     requires routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       routed(n, used, nwidth(n), next, t);
     requires updated(\null, b, next, k, v);
     terminates \true; assigns \nothing;
     ensures routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       routed(r, used, nwidth(n), next, t);
     ensures updated: updated(n, r, used, k, v); @/
  void lemma_routes_inserted(struct pm_node *n, struct pm_node *r,
                             uint32_t used, uint32_t next, struct pm_node *b,
                             uint32_t s, pm_object *k, pm_object *v) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k2;
         0 <= slot(key_hash(k2), used, nwidth(n)) < pow2(nwidth(n)); @/
    /@ assert in_b: \forall pm_object *k2, *v2; holds(b, next, k2, v2) <==>
         KeyEq(k, k2) && v2 == v; @/
    /@ assert at_b: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(r, t) == b ==> routed(r, used, nwidth(n), next, t); @/
    /@ assert filled: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) != \null ==> kid(r, t) == kid(n, t); @/
    /@ assert not_b: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(r, t) != b ==> routed(n, used, nwidth(n), next, t) &&
         routed(r, used, nwidth(n), next, t); @/
    /@ assert yes: \forall pm_object *k2, *v2; KeyEq(k, k2) ==>
         kid(r, slot(key_hash(k2), used, nwidth(n))) == b &&
         (holds(r, used, k2, v2) <==> holds(b, next, k2, v2)); @/
    /@ assert no: \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
         (holds(r, used, k2, v2) <==> holds(n, used, k2, v2)); @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && nwidth(r) == nwidth(n);
     requires filled(r, n, s, b) && s < pow2(nwidth(n));
     requires is_leaf(b) && ncount(b) == 1 && no_kid(n, b);
     requires capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       capped(n, t);
     requires whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       whole(n, t);
     requires single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       single(n, used, t);
     terminates \true; assigns \nothing;
     ensures capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       capped(r, t);
     ensures whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       whole(r, t);
     ensures single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       single(r, used, t);
     ensures at: kid(r, s) == b && kid(n, s) == \null;
     ensures either: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       kid(r, t) == kid(n, t) || (kid(n, t) == \null && kid(r, t) == b); @/
  void lemma_blocks_inserted(struct pm_node *n, struct pm_node *r,
                             uint32_t used, struct pm_node *b, uint32_t s) {
    /@ assert at_s: kid(r, s) == b && kid(n, s) == \null; @/
    /@ assert either: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         kid(r, t) == kid(n, t) ||
         (kid(n, t) == \null && kid(r, t) == b); @/
    lemma_buddy_range(n);
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         capped(r, t); @/
    /@ assert whole_b: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         kid(r, t) == b ==> whole(r, t); @/
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
         single(n, used, t) && single(r, used, t); @/
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
    uint32_t all = lemma_power(next - used);
    /@ assert capped: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         capped(n, t); @/
    /@ assert whole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         whole(n, t); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         single(n, used, t); @/
    lemma_blocks_inserted(n, r, used, b, s);
    /@ assert routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         routed(n, used, nwidth(n), next, t); @/
    lemma_routes_inserted(n, r, used, next, b, s, k, v);
    lemma_shape_inserted(n, r, s, b);
    /@ assert kids_n: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         wf(kid(n, t), next); @/
    /@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), next); @/
    lemma_count_inserted(n, r, b, s, all);
    /@ assert counted: counted(r); @/
    /@ assert shape: shape_ok(r, used); @/
    /@ assert next: next == used + nwidth(r); @/
    /@ assert below: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), used + nwidth(r)); @/
    /@ assert paths: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), used + nwidth(r), t); @/
    /@ assert ok: wf(r, used); @/
  }
*/
#endif
