/* Keys, and the mathematical map that nodes and maps stand for. */
#ifndef PM_MAP_H_
#define PM_MAP_H_

/*@ axiomatic Keys {
      predicate KeyEq(pm_object *a, pm_object *b);
      predicate ValueEq(pm_object *a, pm_object *b);
      logic integer key_hash(pm_object *k);
      axiom key_equivalence:
        (\forall pm_object *a; KeyEq(a, a)) &&
        (\forall pm_object *a, *b; KeyEq(a, b) ==> KeyEq(b, a)) &&
        (\forall pm_object *a, *b, *c;
          KeyEq(a, b) ==> KeyEq(b, c) ==> KeyEq(a, c));
      axiom key_hash_eq: \forall pm_object *a, *b;
        KeyEq(a, b) ==> key_hash(a) == key_hash(b);
      axiom key_hash_range: \forall pm_object *a;
        0 <= key_hash(a) <= 4294967295;
    } */

/* ---- Bodies: pure, for the bodies of live leaves and small maps ---- */

/*@ predicate hashed(uint32_t *h, struct pm_entry *e, integer n) =
      \forall integer i; 0 <= i < n ==>
        hash_at(h, i) == key_hash(key_at(e, i));
    predicate distinct(struct pm_entry *e, integer n) =
      \forall integer i, j; 0 <= i < n && 0 <= j < n && i != j ==>
        !KeyEq(key_at(e, i), key_at(e, j));
    predicate body_ok(uint32_t *h, struct pm_entry *e, integer n) =
      hashed(h, e, n) && distinct(e, n);
    predicate absent(struct pm_entry *e, integer n, pm_object *k) =
      \forall integer i; 0 <= i < n ==> !KeyEq(key_at(e, i), k);
    predicate entry_has(struct pm_entry *e, integer i, pm_object *k,
                        pm_object *v) =
      KeyEq(key_at(e, i), k) && value_at(e, i) == v;
    predicate body_has(struct pm_entry *e, integer n, pm_object *k,
                       pm_object *v) =
      \exists integer i; 0 <= i < n && entry_has(e, i, k, v);
*/
#endif
