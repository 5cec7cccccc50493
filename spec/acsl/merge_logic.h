/* A map updated with another: b's entries win. */
#ifndef PM_MERGE_LOGIC_H
#define PM_MERGE_LOGIC_H

/*@ // one of the items is k, with v
    predicate items_have{L}(struct pm_item *t, integer n, pm_object *k,
                            pm_object *v) =
      \exists integer i; 0 <= i < n && KeyEq(\at(t[i].key, L), k) &&
        \at(t[i].value, L) == v;
    predicate later_have{L}(struct pm_item *t, integer i, integer n,
                            pm_object *k, pm_object *v) =
      \exists integer j; i <= j < n && KeyEq(\at(t[j].key, L), k) &&
        \at(t[j].value, L) == v;
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
    predicate map_merged(struct pm_map *a, struct pm_map *b,
                         struct pm_map *r) =
      \forall pm_object *k, *v; map_has(r, k, v) <==>
        (map_has(b, k, v) || (map_has(a, k, v) && map_lacks(b, k)));
    // r is the map below root n, updated with b; r is n itself
    predicate root_merged(struct pm_node *n, struct pm_map *b,
                          struct pm_map *r) =
      \forall pm_object *k, *v; map_has(r, k, v) <==>
        (map_has(b, k, v) || (holds(n, 0, k, v) && map_lacks(b, k)));
    predicate root_same(struct pm_node *n, struct pm_map *b) =
      \forall pm_object *k, *v; holds(n, 0, k, v) <==>
        (map_has(b, k, v) || (holds(n, 0, k, v) && map_lacks(b, k)));
    predicate smalls_merged{L}(struct pm_item *t, integer n,
                               struct pm_map *a, struct pm_map *b) =
      items_merged{L}(t, n, small_entries(a, mcount(a)), mcount(a),
                      small_entries(b, mcount(b)), mcount(b));
    predicate leaves_merged{L}(struct pm_item *t, integer n,
                               struct pm_node *a, struct pm_node *b) =
      items_merged{L}(t, n, entries(a, ncount(a)), ncount(a),
                      entries(b, ncount(b)), ncount(b));
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
    /@ assert right_at: \forall pm_object *k, integer i, j;
         (0 <= i < n ==> 0 <= j < bn ==> KeyEq(t[i].key, k) ==>
         KeyEq(key_at(b, j), k) ==> entry_has(b, j, k, t[i].value)) &&
         (0 <= i < n ==> 0 <= j < bn ==> KeyEq(t[i].key, k) ==>
         KeyEq(key_at(b, j), k) ==> body_has(b, bn, k, t[i].value)); @/
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
/*@ ghost
  /@ requires leaves_merged(t, n, a, b) && is_leaf(a) && is_leaf(b);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v; items_have(t, n, k, v) <==>
       (holds(b, used, k, v) ||
        (holds(a, used, k, v) && lacks(b, used, k))); @/
  void lemma_pair(struct pm_item *t, uint32_t n, struct pm_node *a,
                  struct pm_node *b, uint32_t used) {
    /@ assert in_a: \forall pm_object *k, *v; holds(a, used, k, v) <==>
         body_has(entries(a, ncount(a)), ncount(a), k, v); @/
    /@ assert in_b: \forall pm_object *k, *v; holds(b, used, k, v) <==>
         body_has(entries(b, ncount(b)), ncount(b), k, v); @/
    /@ assert some: \forall pm_object *k, integer i; 0 <= i < ncount(b) ==>
         KeyEq(key_at(entries(b, ncount(b)), i), k) ==>
         entry_has(entries(b, ncount(b)), i, k,
                   value_at(entries(b, ncount(b)), i)) &&
         holds(b, used, k, value_at(entries(b, ncount(b)), i)); @/
    /@ assert lacks: \forall pm_object *k; lacks(b, used, k) ==>
         absent(entries(b, ncount(b)), ncount(b), k); @/
    /@ assert none: \forall pm_object *k;
         absent(entries(b, ncount(b)), ncount(b), k) ==> lacks(b, used, k); @/
  }
*/
/*@ ghost
  /@ requires leaves_merged(t, ncount(a), a, b) && is_leaf(a) && is_leaf(b);
     requires merged_keys(t, entries(a, ncount(a)), ncount(a)) &&
       values_are(t, entries(a, ncount(a)), ncount(a));
     terminates \true; assigns \nothing;
     ensures merged(a, b, a, used); @/
  void lemma_pair_same(struct pm_item *t, struct pm_node *a,
                       struct pm_node *b, uint32_t used) {
    /@ assert at: \forall pm_object *k, integer i; 0 <= i < ncount(a) ==>
         KeyEq(t[i].key, k) ==>
         entry_has(entries(a, ncount(a)), i, k, t[i].value); @/
    /@ assert has: \forall pm_object *k, integer i; 0 <= i < ncount(a) ==>
         KeyEq(t[i].key, k) ==> leaf_has(a, k, t[i].value); @/
    /@ assert in: \forall pm_object *k, *v;
         items_have(t, ncount(a), k, v) ==> holds(a, used, k, v); @/
    /@ assert out: \forall pm_object *k, *v;
         holds(a, used, k, v) ==> items_have(t, ncount(a), k, v); @/
    /@ assert in_b: \forall pm_object *k, *v; holds(b, used, k, v) <==>
         body_has(entries(b, ncount(b)), ncount(b), k, v); @/
    /@ assert none: \forall pm_object *k;
         absent(entries(b, ncount(b)), ncount(b), k) ==> lacks(b, used, k); @/
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures self: merged(n, n, n, used);
     ensures empty: merged(\null, n, n, used) && merged(n, \null, n, used); @/
  void lemma_merged_self(struct pm_node *n, uint32_t used) {
  }
*/
/* The same for small maps. */
/*@ ghost
  /@ requires smalls_merged(t, n, a, b);
     requires mform(a) == PM_SMALL && mform(b) == PM_SMALL;
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v; items_have(t, n, k, v) <==>
       (map_has(b, k, v) || (map_has(a, k, v) && map_lacks(b, k))); @/
  void lemma_small_pair(struct pm_item *t, uint32_t n, struct pm_map *a,
                        struct pm_map *b) {
    /@ assert in_a: \forall pm_object *k, *v; map_has(a, k, v) <==>
         body_has(small_entries(a, mcount(a)), mcount(a), k, v); @/
    /@ assert in_b: \forall pm_object *k, *v; map_has(b, k, v) <==>
         body_has(small_entries(b, mcount(b)), mcount(b), k, v); @/
    /@ assert some: \forall pm_object *k, integer i; 0 <= i < mcount(b) ==>
         KeyEq(key_at(small_entries(b, mcount(b)), i), k) ==>
         entry_has(small_entries(b, mcount(b)), i, k,
                   value_at(small_entries(b, mcount(b)), i)) &&
         map_has(b, k, value_at(small_entries(b, mcount(b)), i)); @/
    /@ assert lacks: \forall pm_object *k; map_lacks(b, k) ==>
         absent(small_entries(b, mcount(b)), mcount(b), k); @/
    /@ assert none: \forall pm_object *k;
         absent(small_entries(b, mcount(b)), mcount(b), k) ==>
         map_lacks(b, k); @/
  }
*/
/*@ ghost
  /@ requires small_of(r, n) && items_hashed(t, n) && items_distinct(t, n);
     requires body_is(small_hashes(r), small_entries(r, n), t, n);
     terminates \true; assigns \nothing;
     ensures ok: body_ok(small_hashes(r), small_entries(r, n), n);
     ensures has: \forall pm_object *k, *v;
       map_has(r, k, v) <==> items_have(t, n, k, v); @/
  void lemma_small_items(struct pm_item *t, uint32_t n, struct pm_map *r) {
    /@ assert at: \forall pm_object *k, integer i; 0 <= i < n ==>
         KeyEq(t[i].key, k) ==>
         entry_has(small_entries(r, n), i, k, t[i].value); @/
    /@ assert has: \forall pm_object *k, integer i; 0 <= i < n ==>
         KeyEq(t[i].key, k) ==> small_has(r, k, t[i].value); @/
    /@ assert in: \forall pm_object *k, *v; items_have(t, n, k, v) ==>
         small_has(r, k, v); @/
    /@ assert out: \forall pm_object *k, *v; small_has(r, k, v) ==>
         items_have(t, n, k, v); @/
  }
*/
/*@ ghost
  /@ requires smalls_merged(t, mcount(a), a, b);
     requires mform(a) == PM_SMALL && mform(b) == PM_SMALL;
     requires merged_keys(t, small_entries(a, mcount(a)), mcount(a)) &&
       values_are(t, small_entries(a, mcount(a)), mcount(a));
     terminates \true; assigns \nothing;
     ensures map_merged(a, b, a); @/
  void lemma_small_same(struct pm_item *t, uint32_t n, struct pm_map *a,
                        struct pm_map *b) {
    /@ assert at: \forall pm_object *k, integer i; 0 <= i < mcount(a) ==>
         KeyEq(t[i].key, k) ==>
         entry_has(small_entries(a, mcount(a)), i, k, t[i].value); @/
    /@ assert has: \forall pm_object *k, integer i; 0 <= i < mcount(a) ==>
         KeyEq(t[i].key, k) ==> small_has(a, k, t[i].value); @/
    /@ assert in: \forall pm_object *k, *v;
         items_have(t, mcount(a), k, v) ==> small_has(a, k, v); @/
    /@ assert out: \forall pm_object *k, *v; small_has(a, k, v) ==>
         items_have(t, mcount(a), k, v); @/
    /@ assert none: \forall pm_object *k;
         absent(small_entries(b, mcount(b)), mcount(b), k) ==>
         map_lacks(b, k); @/
    /@ assert in_b: \forall pm_object *k, *v; map_has(b, k, v) <==>
         body_has(small_entries(b, mcount(b)), mcount(b), k, v); @/
  }
*/
/* When no two keys are equal, no item overrides another. */
/*@ ghost
  /@ requires items_distinct(t, n);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v;
       items_give(t, 0, n, k, v) <==> items_have(t, n, k, v); @/
  void lemma_items_have(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    lemma_items_absent(t, n);
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *k, *v;
         items_give(t, i, n, k, v) <==> later_have(t, i, n, k, v);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert sole: \forall pm_object *k; KeyEq(t[i].key, k) ==>
           items_absent(t, i + 1, n, k); @/
      /@ assert give: \forall pm_object *k, *v;
           (items_give(t, i, n, k, v) <==> items_give(t, i + 1, n, k, v) ||
            (KeyEq(t[i].key, k) && t[i].value == v)); @/
      /@ assert have: \forall pm_object *k, *v;
           (later_have(t, i, n, k, v) <==> later_have(t, i + 1, n, k, v) ||
            (KeyEq(t[i].key, k) && t[i].value == v)); @/
    }
    /@ assert all: \forall pm_object *k, *v;
         later_have(t, 0, n, k, v) <==> items_have(t, n, k, v); @/
  }
*/
#endif
