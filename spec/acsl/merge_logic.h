/* A map updated with another: b's entries win. */
#ifndef PM_MERGE_LOGIC_H
#define PM_MERGE_LOGIC_H

/*@ // the items as associations
    predicate items_have{L}(struct pm_item *t, integer n, pm_object *k,
                            pm_object *v) =
      \exists integer i; 0 <= i < n && KeyEq(\at(t[i].key, L), k) &&
        \at(t[i].value, L) == v;
    // the items are body a updated with body b
    predicate items_merged{L}(struct pm_item *t, integer n,
                              struct pm_entry *a, integer an,
                              struct pm_entry *b, integer bn) =
      \forall pm_object *k, *v; items_have{L}(t, n, k, v) <==>
        (body_has(b, bn, k, v) ||
         (body_has(a, an, k, v) && absent(b, bn, k)));
    // r is a updated with b
    predicate merged(struct pm_node *a, struct pm_node *b,
                     struct pm_node *r, integer used) =
      \forall pm_object *k, *v; holds(r, used, k, v) <==>
        (holds(b, used, k, v) ||
         (holds(a, used, k, v) && lacks(b, used, k)));
    // what is known of the items while b's first j entries have been merged
    predicate merged_keys{L}(struct pm_item *t, struct pm_entry *a,
                             integer an) =
      \forall integer i; 0 <= i < an ==> \at(t[i].key, L) == key_at(a, i);
    predicate merged_there{L}(struct pm_item *t, integer n,
                              struct pm_entry *b, integer j) =
      \forall integer i; 0 <= i < j ==>
        items_have{L}(t, n, key_at(b, i), value_at(b, i));
    predicate merged_left{L}(struct pm_item *t, struct pm_entry *a,
                             integer an, struct pm_entry *b, integer j) =
      \forall integer i; 0 <= i < an ==> absent(b, j, key_at(a, i)) ==>
        \at(t[i].value, L) == value_at(a, i);
    predicate merged_new{L}(struct pm_item *t, integer an, integer n,
                            struct pm_entry *b, integer j) =
      \forall integer i; an <= i < n ==> !absent(b, j, \at(t[i].key, L));
    predicate merged_so_far{L}(struct pm_item *t, integer n,
                               struct pm_entry *a, integer an,
                               struct pm_entry *b, integer j) =
      an <= n && items_hashed{L}(t, n) && items_distinct{L}(t, n) &&
      merged_keys{L}(t, a, an) && merged_there{L}(t, n, b, j) &&
      merged_left{L}(t, a, an, b, j) && merged_new{L}(t, an, n, b, j);
    predicate values_are{L}(struct pm_item *t, struct pm_entry *a,
                            integer an) =
      \forall integer i; 0 <= i < an ==>
        \at(t[i].value, L) == value_at(a, i);
*/
/*@ ghost
  /@ requires merged_so_far(t, n, a, an, b, bn) && distinct(b, bn);
     terminates \true; assigns \nothing;
     ensures items_merged(t, n, a, an, b, bn); @/
  void lemma_merged(struct pm_item *t, uint32_t n, struct pm_entry *a,
                    uint32_t an, struct pm_entry *b, uint32_t bn) {
    /@ assert new: \forall integer i, j; 0 <= i < n ==> 0 <= j < bn ==>
         KeyEq(t[i].key, key_at(b, j)) ==> t[i].value == value_at(b, j); @/
    /@ assert some: \forall pm_object *k, integer i; absent(b, bn, k) ==>
         0 <= i < n ==> KeyEq(t[i].key, k) ==>
         i < an && absent(b, bn, t[i].key); @/
    /@ assert left_at: \forall pm_object *k, integer i; absent(b, bn, k) ==>
         0 <= i < n ==> KeyEq(t[i].key, k) ==>
         i < an && entry_has(a, i, k, t[i].value); @/
    /@ assert left: \forall pm_object *k, *v; absent(b, bn, k) ==>
         items_have(t, n, k, v) ==> body_has(a, an, k, v); @/
    /@ assert right_at: \forall pm_object *k, integer i, j; 0 <= i < n ==>
         0 <= j < bn ==> KeyEq(t[i].key, k) ==> KeyEq(key_at(b, j), k) ==>
         entry_has(b, j, k, t[i].value); @/
    /@ assert right_has: \forall pm_object *k, integer i, j; 0 <= i < n ==>
         0 <= j < bn ==> KeyEq(t[i].key, k) ==> KeyEq(key_at(b, j), k) ==>
         body_has(b, bn, k, t[i].value); @/
    /@ assert right: \forall pm_object *k, *v, integer j; 0 <= j < bn ==>
         KeyEq(key_at(b, j), k) ==> items_have(t, n, k, v) ==>
         body_has(b, bn, k, v); @/
    /@ assert either: \forall pm_object *k, *v; !absent(b, bn, k) ==>
         items_have(t, n, k, v) ==> body_has(b, bn, k, v); @/
    /@ assert from_b: \forall pm_object *k, *v; body_has(b, bn, k, v) ==>
         items_have(t, n, k, v); @/
    /@ assert none: \forall pm_object *k; absent(b, bn, k) ==>
         \forall integer i; 0 <= i < an ==> KeyEq(key_at(a, i), k) ==>
         absent(b, bn, key_at(a, i)); @/
    /@ assert from_a: \forall pm_object *k, *v; absent(b, bn, k) ==>
         body_has(a, an, k, v) ==> items_have(t, n, k, v); @/
  }
*/
#endif
