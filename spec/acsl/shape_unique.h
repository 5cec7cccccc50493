/* Tries of which one has all the keys of the other: it has no fewer entries,
 * slot by slot. For spec/laws/count.c. */
#ifndef PM_SHAPE_UNIQUE_H
#define PM_SHAPE_UNIQUE_H

/*@ // each key of x is in y
    predicate keys_in(struct pm_node *x, struct pm_node *y, integer used) =
      \forall pm_object *k, *v; holds(x, used, k, v) ==>
        \exists pm_object *w; holds(y, used, k, w);
    // no slot of x has more than that of y
    predicate share_in(struct pm_node *x, struct pm_node *y, integer used,
                       integer s) =
      share(under(x, used, s), used, s, s + 1) <=
      share(under(y, used, s), used, s, s + 1);
    predicate shares_in(struct pm_node *x, struct pm_node *y, integer used) =
      \forall integer s; 0 <= s < all_slots(used) ==> share_in(x, y, used, s);
    // nor has any range of slots
    predicate weighs_in(struct pm_node *x, struct pm_node *y, integer used) =
      \forall integer s, t; 0 <= s ==> 0 <= t <= all_slots(used) ==>
        weigh(x, used, s, t) <= weigh(y, used, s, t);
    // a trie that can be looked into
    predicate trie_at{L}(struct pm_node *n, integer used) =
      wf(n, used) && (n == \null || live{L}(n));
    // a node, and its slots in c
    predicate spread_at{L}(struct pm_node *n, struct pm_node **c,
                           integer used) =
      n != \null && live{L}(n) && wf(n, used) && walkable(n, used) &&
      shows{L}(c, n, used) && slots_there{L}(c, all_slots(used));
*/

/* ---- Leaves: a pigeonhole ---- */

/* Each entry of x in a block of slots has its key in y: y has as many there. */

/*@ logic pm_object *key_of(struct pm_node *x, integer i) =
      key_at(entries(x, ncount(x)), i);
    // entry i of x has its slot in [from, to)
    predicate due(struct pm_node *x, integer i, integer used, integer from,
                  integer to) =
      from <= leaf_spot(x, i, used) && leaf_spot(x, i, used) < to;
    // y has the key of entry i of x
    predicate twin(struct pm_node *x, integer i, struct pm_node *y) =
      \exists integer j; 0 <= j < ncount(y) &&
        KeyEq(key_of(x, i), key_of(y, j));
    predicate twins(struct pm_node *x, struct pm_node *y, integer used,
                    integer from, integer to) =
      \forall integer i; 0 <= i < ncount(x) ==> due(x, i, used, from, to) ==>
        twin(x, i, y);
    // k is the key of one of the first i of x that are due
    predicate met(struct pm_node *x, integer i, integer used, integer from,
                  integer to, pm_object *k) =
      \exists integer t; 0 <= t < i && due(x, t, used, from, to) &&
        KeyEq(key_of(x, t), k);
    // that is so for c of the first m of y, or more
    predicate mets(struct pm_node *x, integer i, struct pm_node *y,
                   integer m, integer used, integer from, integer to,
                   integer c) =
      m <= 0 ? c <= 0 :
        (met(x, i, used, from, to, key_of(y, m - 1))
           ? mets(x, i, y, m - 1, used, from, to, c - 1)
           : mets(x, i, y, m - 1, used, from, to, c));
    predicate leaf_at(struct pm_node *x) =
      is_leaf(x) && 0 <= ncount(x) <= PM_COUNT_MAX &&
      body_ok(hashes(x), entries(x, ncount(x)), ncount(x));
*/
/* Never more than y has in the block. */
/*@ ghost
  /@ requires leaf_at(x) && leaf_at(y) && i <= ncount(x) && ny == ncount(y);
     terminates \true; assigns \nothing;
     ensures few: \forall integer c; mets(x, i, y, ny, used, from, to, c) ==>
       c <= part(y, ny, used, from, to);
     ensures none: mets(x, 0, y, ny, used, from, to, 0); @/
  void lemma_mets_few(struct pm_node *x, uint32_t i, struct pm_node *y,
                      uint32_t ny, uint32_t used, uint32_t from,
                      uint32_t to) {
    uint32_t m = 0;
    /@ assert spot: \forall integer s, t; 0 <= s < ncount(x) ==>
         0 <= t < ncount(y) ==> KeyEq(key_of(x, s), key_of(y, t)) ==>
         leaf_spot(x, s, used) == leaf_spot(y, t, used); @/
    /@ loop invariant 0 <= m <= ny;
       loop invariant few: \forall integer c;
         mets(x, i, y, m, used, from, to, c) ==>
         c <= part(y, m, used, from, to);
       loop invariant none: mets(x, 0, y, m, used, from, to, 0);
       loop assigns m;
       loop variant ny - m; @/
    while (m < ny) {
      /@ assert due: met(x, i, used, from, to, key_of(y, m)) ==>
           due(y, m, used, from, to); @/
      /@ assert no: !met(x, 0, used, from, to, key_of(y, m)); @/
      /@ assert part: part(y, m + 1, used, from, to) ==
           part(y, m, used, from, to) +
           (from <= leaf_spot(y, m, used) &&
            leaf_spot(y, m, used) < to ? 1 : 0); @/
      m++;
    }
  }
*/
/* One more for each entry of x that is due. */
/*@ ghost
  /@ requires leaf_at(x) && i < ncount(x) && ny == ncount(y);
     requires next == i + 1;
     terminates \true; assigns \nothing;
     ensures same: \forall integer c;
       mets(x, i, y, ny, used, from, to, c) ==>
       mets(x, next, y, ny, used, from, to, c);
     ensures more: due(x, i, used, from, to) ==> twin(x, i, y) ==>
       \forall integer c; mets(x, i, y, ny, used, from, to, c) ==>
       mets(x, next, y, ny, used, from, to, c + 1); @/
  void lemma_mets_more(struct pm_node *x, uint32_t i, uint32_t next,
                       struct pm_node *y, uint32_t ny, uint32_t used,
                       uint32_t from, uint32_t to) {
    uint32_t m = 0;
    /@ assert keep: \forall pm_object *k; met(x, i, used, from, to, k) ==>
         met(x, next, used, from, to, k); @/
    /@ assert apart: \forall pm_object *k, integer t; 0 <= t < i ==>
         KeyEq(key_of(x, t), k) ==> KeyEq(key_of(x, i), k) ==> \false; @/
    /@ assert new: \forall pm_object *k; KeyEq(key_of(x, i), k) ==>
         !met(x, i, used, from, to, k); @/
    /@ assert now: \forall pm_object *k; due(x, i, used, from, to) ==>
         KeyEq(key_of(x, i), k) ==> met(x, next, used, from, to, k); @/
    /@ loop invariant 0 <= m <= ny;
       loop invariant less: \forall integer c;
         mets(x, next, y, m, used, from, to, c) ==>
         mets(x, next, y, m, used, from, to, c - 1);
       loop invariant same: \forall integer c;
         mets(x, i, y, m, used, from, to, c) ==>
         mets(x, next, y, m, used, from, to, c);
       loop invariant more: \forall integer j; 0 <= j < m ==>
         due(x, i, used, from, to) ==> KeyEq(key_of(x, i), key_of(y, j)) ==>
         \forall integer c; mets(x, i, y, m, used, from, to, c) ==>
         mets(x, next, y, m, used, from, to, c + 1);
       loop assigns m;
       loop variant ny - m; @/
    while (m < ny) m++;
  }
*/
/*@ ghost
  /@ requires leaf_at(x) && leaf_at(y) && nx == ncount(x) && ny == ncount(y);
     requires twins: twins(x, y, used, from, to);
     terminates \true; assigns \nothing;
     ensures part(x, nx, used, from, to) <= part(y, ny, used, from, to); @/
  void lemma_twins_part(struct pm_node *x, uint32_t nx, struct pm_node *y,
                        uint32_t ny, uint32_t used, uint32_t from,
                        uint32_t to) {
    uint32_t i = 0;
    lemma_mets_few(x, 0, y, ny, used, from, to);
    /@ loop invariant 0 <= i <= nx;
       loop invariant mets(x, i, y, ny, used, from, to,
         part(x, i, used, from, to));
       loop assigns i;
       loop variant nx - i; @/
    while (i < nx) {
      uint32_t next = i + 1;
      /@ assert next: next == i + 1; @/
      lemma_mets_more(x, i, next, y, ny, used, from, to);
      /@ assert part: part(x, next, used, from, to) ==
           part(x, i, used, from, to) +
           (from <= leaf_spot(x, i, used) &&
            leaf_spot(x, i, used) < to ? 1 : 0); @/
      i = next;
    }
    lemma_mets_few(x, nx, y, ny, used, from, to);
  }
*/

/* ---- What stands under one slot of each ---- */

/*@ // the keys of a in slot s are in b
    predicate keys_at(struct pm_node *a, struct pm_node *b, integer used,
                      integer s) =
      \forall pm_object *k, *v; holds(a, used + full_width(used), k, v) ==>
        place(k, used) == s ==>
        \exists pm_object *w; holds(b, used + full_width(used), k, w);
    // of a leaf: entry by entry
    predicate leaf_keys_at(struct pm_node *a, struct pm_node *b, integer used,
                           integer from, integer to) =
      \forall pm_object *k, *v; leaf_has(a, k, v) ==>
        from <= place(k, used) < to ==> \exists pm_object *w; leaf_has(b, k, w);
*/
/*@ ghost
  /@ requires leaf_at(x) && leaf_at(y) && used < 32;
     requires nx == ncount(x) && ny == ncount(y);
     requires leaf_keys_at(x, y, used, from, to);
     terminates \true; assigns \nothing;
     ensures part(x, nx, used, from, to) <= part(y, ny, used, from, to); @/
  void lemma_leaf_keys(struct pm_node *x, uint32_t nx, struct pm_node *y,
                       uint32_t ny, uint32_t used, uint32_t from,
                       uint32_t to) {
    /@ assert has: \forall integer i; 0 <= i < nx ==>
         entry_has(entries(x, nx), i, key_of(x, i),
                   value_at(entries(x, nx), i)); @/
    /@ assert mine: \forall integer i; 0 <= i < nx ==>
         leaf_has(x, key_of(x, i), value_at(entries(x, nx), i)); @/
    /@ assert place: \forall integer i; 0 <= i < nx ==>
         place(key_of(x, i), used) == leaf_spot(x, i, used); @/
    /@ assert there: \forall pm_object *k, *w; leaf_has(y, k, w) ==>
         \exists integer j; 0 <= j < ny && KeyEq(k, key_of(y, j)); @/
    /@ assert twins: twins(x, y, used, from, to); @/
    lemma_twins_part(x, nx, y, ny, used, from, to);
  }
*/
/* Two leaves under one slot. */
/*@ ghost
  /@ requires leaf_at(a) && leaf_at(b) && used < 32 && to == s + 1;
     requires na == ncount(a) && nb == ncount(b) && keys_at(a, b, used, s);
     terminates \true; assigns \nothing;
     ensures share(a, used, s, to) <= share(b, used, s, to); @/
  void lemma_leaf_share(struct pm_node *a, uint32_t na, struct pm_node *b,
                        uint32_t nb, uint32_t used, uint32_t s,
                        uint32_t to) {
    /@ assert mine: \forall pm_object *k, *v; leaf_has(a, k, v) ==>
         holds(a, used + full_width(used), k, v); @/
    /@ assert there: \forall pm_object *k, *w;
         holds(b, used + full_width(used), k, w) ==> leaf_has(b, k, w); @/
    /@ assert keys: leaf_keys_at(a, b, used, s, to); @/
    lemma_leaf_keys(a, na, b, nb, used, s, to);
  }
*/
/* Whole leaves. */
/*@ ghost
  /@ requires leaf_at(x) && leaf_at(y) && used <= 32;
     requires nx == ncount(x) && ny == ncount(y) && keys_in(x, y, used);
     terminates \true; assigns \nothing;
     ensures nx <= ny; @/
  void lemma_leaf_in(struct pm_node *x, uint32_t nx, struct pm_node *y,
                     uint32_t ny, uint32_t used) {
    lemma_slot_range();
    /@ assert mine: \forall pm_object *k, *v; leaf_has(x, k, v) ==>
         holds(x, used, k, v); @/
    /@ assert there: \forall pm_object *k, *w; holds(y, used, k, w) ==>
         leaf_has(y, k, w); @/
    /@ assert keys: leaf_keys_at(x, y, 0, 0, 32); @/
    lemma_leaf_keys(x, nx, y, ny, 0, 0, 32);
    lemma_leaf_parts(0);
    /@ assert range: \forall pm_object *k; 0 <= place(k, 0) < 32; @/
    /@ assert spot: \forall integer i; 0 <= i < nx ==>
         leaf_spot(x, i, 0) == place(key_of(x, i), 0); @/
    /@ assert all: part(x, nx, 0, 0, 32) == nx; @/
  }
*/
/* The keys of x in a slot are below that slot of y. */
/*@ ghost
  /@ requires walkable(x, used) && walkable(y, used) && used < 32;
     requires s < all_slots(used) && keys_in(x, y, used);
     terminates \true; assigns \nothing;
     ensures keys_at(under(x, used, s), under(y, used, s), used, s);
     ensures is_branch(under(x, used, s)) ==>
       inside(under(x, used, s), used, s, s + 1); @/
  void lemma_slot_keys(struct pm_node *x, struct pm_node *y, uint32_t used,
                       uint32_t s) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    /@ assert up: \forall pm_object *k, *v; place(k, used) == s ==>
         holds(under(x, used, s), used + full_width(used), k, v) ==>
         holds(x, used, k, v); @/
    /@ assert down: \forall pm_object *k, *w; place(k, used) == s ==>
         holds(y, used, k, w) ==>
         holds(under(y, used, s), used + full_width(used), k, w); @/
  }
*/
/* What each slot has adds up. */
/*@ ghost
  /@ requires shares_in(x, y, used) && total == all_slots(used);
     terminates \true; assigns \nothing;
     ensures weighs_in(x, y, used); @/
  void lemma_weigh_in(struct pm_node *x, struct pm_node *y, uint32_t used,
                      uint32_t total) {
    uint32_t i = total;
    /@ loop invariant 0 <= i <= total;
       loop invariant \forall integer s, t; i <= s ==> 0 <= t <= total ==>
         weigh(x, used, s, t) <= weigh(y, used, s, t);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert here: share_in(x, y, used, i); @/
    }
  }
*/
#endif
