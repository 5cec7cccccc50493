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

/* Bodies: by place, by key. */
/*@ predicate keys_within(struct pm_entry *a, struct pm_entry *b, integer n) =
      \forall pm_object *k, *v; body_has(a, n, k, v) ==>
        \exists pm_object *w; body_has(b, n, k, w) && same_value(v, w);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures body_within(a, b, n) <==> keys_within(a, b, n); @/
  void lemma_body_within(struct pm_entry *a, struct pm_entry *b, uint32_t n) {
    /@ assert each: \forall pm_object *k, *v, integer i, j;
         0 <= i < n ==> 0 <= j < n ==> entry_has(a, i, k, v) ==>
         KeyEq(key_at(b, j), key_at(a, i)) ==>
         entry_has(b, j, k, value_at(b, j)); @/
    /@ assert has: \forall pm_object *k, *v, integer j; 0 <= j < n ==>
         entry_has(b, j, k, v) ==> body_has(b, n, k, v); @/
    /@ assert there: body_within(a, b, n) ==> keys_within(a, b, n); @/
    /@ assert self: \forall integer i;
         entry_has(a, i, key_at(a, i), value_at(a, i)); @/
    /@ assert mine: \forall integer i; 0 <= i < n ==>
         body_has(a, n, key_at(a, i), value_at(a, i)); @/
    /@ assert part: \forall integer i; \forall pm_object *w; 0 <= i < n ==>
         body_has(b, n, key_at(a, i), w) ==> same_value(value_at(a, i), w)
         ==> entry_within(a, i, b, n); @/
    /@ assert step: keys_within(a, b, n) ==> \forall integer i;
         0 <= i < n ==> body_has(a, n, key_at(a, i), value_at(a, i)) ==>
         entry_within(a, i, b, n); @/
    /@ assert back: keys_within(a, b, n) ==> body_within(a, b, n); @/
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
