/* How many entries of leaves belong to a block of slots. */
#ifndef PM_MERGE_PARTS_H
#define PM_MERGE_PARTS_H

/*@ // the slot of entry i of leaf x
    logic integer leaf_spot(struct pm_node *x, integer i, integer used) =
      slot(hash_at(hashes(x), i), used, full_width(used));
    // how many of its first n entries have their slots in [from, to)
    logic integer part(struct pm_node *x, integer n, integer used,
                       integer from, integer to) =
      n <= 0 ? 0 : part(x, n - 1, used, from, to) +
        (from <= leaf_spot(x, n - 1, used) &&
         leaf_spot(x, n - 1, used) < to ? 1 : 0);
    // what a child brings into these slots; a branch has one
    logic integer share(struct pm_node *x, integer used, integer from,
                        integer to) =
      x == \null ? 0 : nwidth(x) != 0 ? ncount(x) :
      part(x, ncount(x), used, from, to);
    // all that x holds belongs there
    predicate inside(struct pm_node *x, integer used, integer from,
                     integer to) =
      \forall pm_object *k, *v; holds(x, used + full_width(used), k, v) ==>
        from <= place(k, used) < to;
    // nothing does
    predicate outside_of(struct pm_node *x, integer used, integer from,
                     integer to) =
      \forall pm_object *k, *v; holds(x, used + full_width(used), k, v) ==>
        !(from <= place(k, used) < to);
    // the entries that a look-up can find in slots [s, to)
    logic integer weight{L}(struct pm_node **c, integer used, integer s,
                            integer to) =
      s >= to ? 0 : weight{L}(c, used, s + 1, to) +
        share(\at(c[s], L), used, s, s + 1);
*/

/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures range: \forall struct pm_node *x, integer n, f, t;
       0 <= n <= PM_COUNT_MAX ==> 0 <= part(x, n, used, f, t) <= n;
     ensures sum: \forall struct pm_node *x, integer n, f, m, t;
       0 <= n <= PM_COUNT_MAX ==> f <= m <= t ==>
       part(x, n, used, f, t) ==
       part(x, n, used, f, m) + part(x, n, used, m, t);
     ensures all: \forall struct pm_node *x, integer n, f, t;
       0 <= n <= PM_COUNT_MAX ==> (part(x, n, used, f, t) == n <==>
         \forall integer i; 0 <= i < n ==> f <= leaf_spot(x, i, used) < t);
     ensures none: \forall struct pm_node *x, integer n, f, t;
       0 <= n <= PM_COUNT_MAX ==> (part(x, n, used, f, t) == 0 <==>
       \forall integer i; 0 <= i < n ==> !(f <= leaf_spot(x, i, used) < t)); @/
  void lemma_leaf_parts(uint32_t used) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= PM_COUNT_MAX;
       loop invariant range: \forall struct pm_node *x, integer n, f, t;
         0 <= n <= i ==> 0 <= part(x, n, used, f, t) <= n;
       loop invariant sum: \forall struct pm_node *x, integer n, f, m, t;
         0 <= n <= i ==> f <= m <= t ==>
         part(x, n, used, f, t) ==
         part(x, n, used, f, m) + part(x, n, used, m, t);
       loop invariant all: \forall struct pm_node *x, integer n, f, t;
         0 <= n <= i ==> (part(x, n, used, f, t) == n <==>
           \forall integer j; 0 <= j < n ==> f <= leaf_spot(x, j, used) < t);
       loop invariant none: \forall struct pm_node *x, integer n, f, t;
         0 <= n <= i ==> (part(x, n, used, f, t) == 0 <==>
         \forall integer j; 0 <= j < n ==> !(f <= leaf_spot(x, j, used) < t));
       loop assigns i;
       loop variant PM_COUNT_MAX - i; @/
    while (i < PM_COUNT_MAX) {
      /@ assert step: \forall struct pm_node *x, integer f, t;
           part(x, i + 1, used, f, t) == part(x, i, used, f, t) +
           (f <= leaf_spot(x, i, used) && leaf_spot(x, i, used) < t ? 1 : 0); @/
      i++;
    }
  }
*/
/* Of a leaf. */
/*@ ghost
  /@ requires is_leaf(x) && 0 <= ncount(x) <= PM_COUNT_MAX && used < 32;
     requires body_ok(hashes(x), entries(x, ncount(x)), ncount(x));
     terminates \true; assigns \nothing;
     ensures range: \forall integer f, t;
       0 <= share(x, used, f, t) <= ncount(x);
     ensures sum: \forall integer f, m, t; f <= m <= t ==>
       share(x, used, f, t) == share(x, used, f, m) + share(x, used, m, t);
     ensures all: \forall integer f, t; inside(x, used, f, t) ==>
       share(x, used, f, t) == ncount(x);
     ensures only: \forall integer f, t;
       share(x, used, f, t) == ncount(x) ==> inside(x, used, f, t);
     ensures none: \forall integer f, t; outside_of(x, used, f, t) ==>
       share(x, used, f, t) == 0;
     ensures no: \forall integer f, t; share(x, used, f, t) == 0 ==>
       outside_of(x, used, f, t); @/
  void lemma_share(struct pm_node *x, uint32_t used) {
    lemma_leaf_parts(used);
    /@ assert entry: \forall integer i; 0 <= i < ncount(x) ==>
         entry_has(entries(x, ncount(x)), i, key_at(entries(x, ncount(x)), i),
                   value_at(entries(x, ncount(x)), i)); @/
    /@ assert has: \forall integer i; 0 <= i < ncount(x) ==>
         holds(x, used + full_width(used), key_at(entries(x, ncount(x)), i),
               value_at(entries(x, ncount(x)), i)); @/
    /@ assert spot: \forall integer i; 0 <= i < ncount(x) ==>
         leaf_spot(x, i, used) ==
         place(key_at(entries(x, ncount(x)), i), used); @/
    /@ assert key: \forall pm_object *k, integer i; 0 <= i < ncount(x) ==>
         KeyEq(key_at(entries(x, ncount(x)), i), k) ==>
         place(k, used) == leaf_spot(x, i, used); @/
    /@ assert in: \forall integer f, t; inside(x, used, f, t) ==>
         \forall integer i; 0 <= i < ncount(x) ==>
         f <= leaf_spot(x, i, used) < t; @/
    /@ assert out: \forall integer f, t; outside_of(x, used, f, t) ==>
         \forall integer i; 0 <= i < ncount(x) ==>
         !(f <= leaf_spot(x, i, used) < t); @/
    /@ assert back: \forall integer f, t;
         (\forall integer i; 0 <= i < ncount(x) ==>
            f <= leaf_spot(x, i, used) < t) ==> inside(x, used, f, t); @/
    /@ assert far: \forall integer f, t;
         (\forall integer i; 0 <= i < ncount(x) ==>
            !(f <= leaf_spot(x, i, used) < t)) ==> outside_of(x, used, f, t); @/
  }
*/
/*@ ghost
  /@ requires used < 32 && wf(x, used + full_width(used));
     terminates \true; assigns \nothing;
     ensures range: is_leaf(x) ==> \forall integer f, t;
       0 <= share(x, used, f, t) <= ncount(x);
     ensures sum: is_leaf(x) ==> \forall integer f, m, t; f <= m <= t ==>
       share(x, used, f, t) == share(x, used, f, m) + share(x, used, m, t);
     ensures all: is_leaf(x) ==> \forall integer f, t; inside(x, used, f, t) ==>
       share(x, used, f, t) == ncount(x);
     ensures only: is_leaf(x) ==> \forall integer f, t;
       share(x, used, f, t) == ncount(x) ==> inside(x, used, f, t);
     ensures none: is_leaf(x) ==> \forall integer f, t;
       outside_of(x, used, f, t) ==>
       share(x, used, f, t) == 0;
     ensures no: is_leaf(x) ==> \forall integer f, t;
       share(x, used, f, t) == 0 ==>
       outside_of(x, used, f, t); @/
  void lemma_share_if(struct pm_node *x, uint32_t used) {
    lemma_leaf_parts(used);
    /@ assert entry: is_leaf(x) ==> \forall integer i; 0 <= i < ncount(x) ==>
         entry_has(entries(x, ncount(x)), i, key_at(entries(x, ncount(x)), i),
                   value_at(entries(x, ncount(x)), i)); @/
    /@ assert has: is_leaf(x) ==> \forall integer i; 0 <= i < ncount(x) ==>
         holds(x, used + full_width(used), key_at(entries(x, ncount(x)), i),
               value_at(entries(x, ncount(x)), i)); @/
    /@ assert spot: is_leaf(x) ==> \forall integer i; 0 <= i < ncount(x) ==>
         leaf_spot(x, i, used) ==
         place(key_at(entries(x, ncount(x)), i), used); @/
    /@ assert key: is_leaf(x) ==> \forall pm_object *k, integer i;
         0 <= i < ncount(x) ==>
         KeyEq(key_at(entries(x, ncount(x)), i), k) ==>
         place(k, used) == leaf_spot(x, i, used); @/
    /@ assert in: is_leaf(x) ==> \forall integer f, t; inside(x, used, f, t) ==>
         \forall integer i; 0 <= i < ncount(x) ==>
         f <= leaf_spot(x, i, used) < t; @/
    /@ assert out: is_leaf(x) ==> \forall integer f, t;
         outside_of(x, used, f, t) ==>
         \forall integer i; 0 <= i < ncount(x) ==>
         !(f <= leaf_spot(x, i, used) < t); @/
    /@ assert back: is_leaf(x) ==> \forall integer f, t;
         (\forall integer i; 0 <= i < ncount(x) ==>
            f <= leaf_spot(x, i, used) < t) ==> inside(x, used, f, t); @/
    /@ assert far: is_leaf(x) ==> \forall integer f, t;
         (\forall integer i; 0 <= i < ncount(x) ==>
            !(f <= leaf_spot(x, i, used) < t)) ==> outside_of(x, used, f, t); @/
  }
*/
/* Of slots. */
/*@ ghost
  /@ requires from <= mid <= to;
     terminates \true; assigns \nothing;
     ensures \forall integer s; from <= s <= mid ==>
       weight(c, used, s, to) ==
       weight(c, used, s, mid) + weight(c, used, mid, to); @/
  void lemma_weight_sum(struct pm_node **c, uint32_t used, uint32_t from,
                        uint32_t mid, uint32_t to) {
    uint32_t i = mid;
    /@ loop invariant from <= i <= mid;
       loop invariant \forall integer s; i <= s <= mid ==>
         weight(c, used, s, to) ==
         weight(c, used, s, mid) + weight(c, used, mid, to);
       loop assigns i;
       loop variant i; @/
    while (i > from) i--;
  }
*/
/*@ ghost
  /@ requires from < to && used < 32 && uniform(c, from, to, x);
     requires leaf: is_leaf(x) ==> 0 <= ncount(x) <= PM_COUNT_MAX &&
       body_ok(hashes(x), entries(x, ncount(x)), ncount(x));
     requires branch: is_branch(x) ==> to == from + 1;
     terminates \true; assigns \nothing;
     ensures weight(c, used, from, to) == share(x, used, from, to); @/
  void lemma_weight_uniform(struct pm_node **c, struct pm_node *x,
                            uint32_t used, uint32_t from, uint32_t to) {
    uint32_t i = to - 1;
    /@ assert end: weight(c, used, to, to) == 0; @/
    /@ assert last: weight(c, used, i, to) == share(x, used, i, i + 1); @/
    /@ assert one: i + 1 == to; @/
    if (!x) {
      /@ loop invariant from <= i < to;
         loop invariant weight(c, used, i, to) == 0;
         loop assigns i;
         loop variant i; @/
      while (i > from) i--;
      return;
    }
    /@ assert alone: is_branch(x) ==> i == from; @/
    if (i == from) return;
    lemma_share(x, used);
    /@ loop invariant from <= i < to;
       loop invariant weight(c, used, i, to) == share(x, used, i, to);
       loop assigns i;
       loop variant i; @/
    while (i > from) i--;
  }
*/
/*@ ghost
  /@ requires n <= PM_COUNT_MAX;
     terminates \true; assigns \nothing;
     ensures \forall integer m; 0 <= m <= n ==>
       part(x, m, used, f, t) <= part(x, n, used, f, t); @/
  void lemma_part_grows(struct pm_node *x, uint32_t n, uint32_t used,
                        uint32_t f, uint32_t t) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall integer m; 0 <= m <= i ==>
         part(x, m, used, f, t) <= part(x, i, used, f, t);
       loop assigns i;
       loop variant n - i; @/
    while (i < n) {
      /@ assert step: part(x, i + 1, used, f, t) == part(x, i, used, f, t) +
           (f <= leaf_spot(x, i, used) && leaf_spot(x, i, used) < t ? 1 : 0); @/
      i++;
    }
  }
*/
/* Items cut from a leaf. */
/*@ // they are entries of x, with their slots in the block
    predicate cut_from{L}(struct pm_item *t, integer n, struct pm_node *x,
                          integer used, integer from, integer to) =
      \forall integer j; 0 <= j < n ==>
        leaf_has(x, \at(t[j].key, L), \at(t[j].value, L)) &&
        from <= place(\at(t[j].key, L), used) < to;
    // all such among the first i are there
    predicate cut_all{L}(struct pm_item *t, integer n, struct pm_node *x,
                         integer i, integer used, integer from,
                         integer to) =
      \forall integer m; 0 <= m < i ==> from <= leaf_spot(x, m, used) < to ==>
        items_have{L}(t, n, key_at(entries(x, ncount(x)), m),
                      value_at(entries(x, ncount(x)), m));
    // those from i on are not
    predicate cut_rest{L}(struct pm_item *t, integer n, struct pm_node *x,
                          integer i) =
      \forall integer j, m; 0 <= j < n ==> i <= m < ncount(x) ==>
        !KeyEq(\at(t[j].key, L), key_at(entries(x, ncount(x)), m));
*/
/*@ ghost
  /@ requires is_leaf(x) && used < 32;
     requires body_ok(hashes(x), entries(x, ncount(x)), ncount(x));
     requires cut_from(t, n, x, used, from, to);
     requires cut_all(t, n, x, ncount(x), used, from, to);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v; items_have(t, n, k, v) <==>
       (leaf_has(x, k, v) && from <= place(k, used) < to); @/
  void lemma_cut(struct pm_item *t, uint32_t n, struct pm_node *x,
                 uint32_t used, uint32_t from, uint32_t to) {
    /@ assert place: \forall pm_object *k, integer j; 0 <= j < n ==>
         KeyEq(t[j].key, k) ==> place(k, used) == place(t[j].key, used); @/
    /@ assert has: \forall pm_object *k, integer j; 0 <= j < n ==>
         KeyEq(t[j].key, k) ==> leaf_has(x, k, t[j].value); @/
    /@ assert spot: \forall pm_object *k, integer i; 0 <= i < ncount(x) ==>
         KeyEq(key_at(entries(x, ncount(x)), i), k) ==>
         place(k, used) == leaf_spot(x, i, used); @/
    /@ assert all: \forall pm_object *k, integer i; 0 <= i < ncount(x) ==>
         KeyEq(key_at(entries(x, ncount(x)), i), k) ==>
         from <= place(k, used) < to ==>
         items_have(t, n, k, value_at(entries(x, ncount(x)), i)); @/
  }
*/
#endif
