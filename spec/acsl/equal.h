/* Maps compared: one lies within the other when each of its keys is there too,
 * with the same value or one that the host calls equal. Two maps of the same
 * number of entries, one within the other, have the same keys. */
#ifndef PM_EQUAL_H
#define PM_EQUAL_H

/*@ predicate same_value(pm_object *v, pm_object *w) =
      v == w || ValueEq(v, w);
    predicate entry_within(struct pm_entry *a, integer i, struct pm_entry *b,
                           integer n) =
      \exists integer j; 0 <= j < n && KeyEq(key_at(b, j), key_at(a, i)) &&
        same_value(value_at(a, i), value_at(b, j));
    predicate body_within(struct pm_entry *a, struct pm_entry *b,
                          integer n) =
      \forall integer i; 0 <= i < n ==> entry_within(a, i, b, n);
    predicate node_within(struct pm_node *a, struct pm_node *b,
                          integer used) =
      \forall pm_object *k, *v; holds(a, used, k, v) ==>
        \exists pm_object *w; holds(b, used, k, w) && same_value(v, w);
    predicate map_within(struct pm_map *a, struct pm_map *b) =
      \forall pm_object *k, *v; map_has(a, k, v) ==>
        \exists pm_object *w; map_has(b, k, w) && same_value(v, w);
    predicate map_equal(struct pm_map *a, struct pm_map *b) =
      mcount(a) == mcount(b) && map_within(a, b);
*/

/* ---- What is compared: place by place ---- */

/*@ predicate leaf_within(struct pm_node *a, struct pm_node *b, integer n) =
      body_within(entries(a, n), entries(b, n), n);
    // one shape, and each leaf within the one at its place: what decides
    // whether two tries are taken as equal
    predicate matches(struct pm_node *a, struct pm_node *b, integer used) =
      (a == \null <==> b == \null) &&
      (a != \null ==> nwidth(a) == nwidth(b) && ncount(a) == ncount(b)) &&
      (is_leaf(a) ==> leaf_within(a, b, ncount(a))) &&
      (is_branch(a) ==> 0 <= used && used + nwidth(a) <= 32 &&
         \forall integer s; 0 <= s < pow2(nwidth(a)) ==>
           matches(kid(a, s), kid(b, s), used + nwidth(a)));
    // where one is small, whatever its place: shape is of tries
    predicate map_matches(struct pm_map *a, struct pm_map *b) =
      mcount(a) == mcount(b) &&
      (mform(a) == PM_SMALL || mform(b) == PM_SMALL ==>
         map_within(a, b)) &&
      (mform(a) != PM_SMALL ==> mform(b) != PM_SMALL ==>
         matches(mroot(a), mroot(b), 0));
*/
/* A trie matches itself: subtrees with one address are not looked into.
 * Induction over the bits that are left. */
/*@ predicate self_matches(integer used) =
      \forall struct pm_node *n; wf(n, used) ==> matches(n, n, used);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer used; 0 <= used <= 32 ==> self_matches(used); @/
  void lemma_matches_self(void) {
    uint32_t d = 33;
    /@ assert entry: \forall struct pm_entry *e, integer i, n;
         0 <= i < n ==> KeyEq(key_at(e, i), key_at(e, i)) ==>
         entry_within(e, i, e, n); @/
    /@ assert leaf: \forall struct pm_node *n; leaf_within(n, n, ncount(n)); @/
    /@ loop invariant 0 <= d <= 33;
       loop invariant \forall integer used; d <= used <= 32 ==>
         self_matches(used);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert kid: \forall struct pm_node *n, integer s; is_branch(n) ==>
           wf(n, d) ==> 0 <= s < pow2(nwidth(n)) ==>
           self_matches(d + nwidth(n)) && wf(kid(n, s), d + nwidth(n)) &&
           matches(kid(n, s), kid(n, s), d + nwidth(n)); @/
      /@ assert here: self_matches(d); @/
    }
  }
*/

/* Bodies: by place, by key. */
/*@ predicate keys_within(struct pm_entry *a, struct pm_entry *b, integer n) =
      \forall pm_object *k, *v; body_has(a, n, k, v) ==>
        \exists pm_object *w; body_has(b, n, k, w) && same_value(v, w);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_entry *a, *b, integer n;
       body_within(a, b, n) <==> keys_within(a, b, n); @/
  void lemma_body_within(void) {
    /@ assert has: \forall struct pm_entry *e, pm_object *k, integer j, n;
         0 <= j < n ==> KeyEq(key_at(e, j), k) ==>
         entry_has(e, j, k, value_at(e, j)) &&
         body_has(e, n, k, value_at(e, j)); @/
    /@ assert entry: \forall struct pm_entry *a, *b, pm_object *k,
         integer i, n; KeyEq(key_at(a, i), k) ==> entry_within(a, i, b, n) ==>
         \exists pm_object *w; body_has(b, n, k, w) &&
         same_value(value_at(a, i), w); @/
    /@ assert found: \forall struct pm_entry *a, *b, pm_object *k, *v,
         integer i, n; body_within(a, b, n) ==> 0 <= i < n ==>
         entry_has(a, i, k, v) ==> entry_within(a, i, b, n) &&
         \exists pm_object *w; body_has(b, n, k, w) && same_value(v, w); @/
    /@ assert there: \forall struct pm_entry *a, *b, integer n;
         body_within(a, b, n) ==> keys_within(a, b, n); @/
    /@ assert mine: \forall struct pm_entry *a, integer i, n; 0 <= i < n ==>
         KeyEq(key_at(a, i), key_at(a, i)) ==>
         body_has(a, n, key_at(a, i), value_at(a, i)); @/
    /@ assert self: \forall struct pm_entry *a, integer i, n; 0 <= i < n ==>
         body_has(a, n, key_at(a, i), value_at(a, i)); @/
    /@ assert part: \forall struct pm_entry *a, *b, integer i, n;
         \forall pm_object *w; body_has(b, n, key_at(a, i), w) ==>
         same_value(value_at(a, i), w) ==> entry_within(a, i, b, n); @/
    /@ assert step: \forall struct pm_entry *a, *b, integer i, n;
         keys_within(a, b, n) ==> 0 <= i < n ==>
         body_has(a, n, key_at(a, i), value_at(a, i)) ==>
         entry_within(a, i, b, n); @/
    /@ assert back: \forall struct pm_entry *a, *b, integer n;
         keys_within(a, b, n) ==> body_within(a, b, n); @/
  }
*/
/*@ ghost
  /@ requires \forall pm_object *k, *v;
       map_has(a, k, v) <==> body_has(ea, n, k, v);
     requires \forall pm_object *k, *v;
       map_has(b, k, v) <==> body_has(eb, n, k, v);
     terminates \true; assigns \nothing;
     ensures map_within(a, b) <==> body_within(ea, eb, n); @/
  void lemma_map_within(struct pm_map *a, struct pm_map *b,
                        struct pm_entry *ea, struct pm_entry *eb,
                        uint32_t n) {
    lemma_body_within();
    /@ assert keys: map_within(a, b) <==> keys_within(ea, eb, n); @/
  }
*/
/* Branches of one width, slot by slot. */
/*@ ghost
  /@ requires is_branch(a) && is_branch(b) && nwidth(a) == nwidth(b);
     requires 0 <= used && 1 <= nwidth(a) <= 5 && used + nwidth(a) <= 32;
     requires next == used + nwidth(a);
     requires \forall integer t; 0 <= t < pow2(nwidth(a)) ==>
       node_within(kid(a, t), kid(b, t), next);
     terminates \true; assigns \nothing;
     ensures node_within(a, b, used); @/
  void lemma_branch_within(struct pm_node *a, struct pm_node *b,
                           uint32_t used, uint32_t next) {
    lemma_slot_range();
    /@ assert down: \forall pm_object *k, *v; holds(a, used, k, v) ==>
         holds(kid(a, slot(key_hash(k), used, nwidth(a))), next, k, v); @/
    /@ assert up: \forall pm_object *k, *v;
         holds(kid(b, slot(key_hash(k), used, nwidth(b))), next, k, v) ==>
         holds(b, used, k, v); @/
    /@ assert there: \forall pm_object *k, *v; holds(a, used, k, v) ==>
         \exists pm_object *w;
         holds(kid(b, slot(key_hash(k), used, nwidth(b))), next, k, w) &&
         same_value(v, w); @/
  }
*/
#endif
