/* What a walk over the slots of a node rests on, without arrays. */
#ifndef PM_MERGE_WALK_H
#define PM_MERGE_WALK_H

/*@ // what stands under slot s of n, seen as a branch of full width
    logic struct pm_node *under(struct pm_node *n, integer used, integer s) =
      spread(n, full_width(used), s);
    logic integer all_slots(integer used) = pow2(full_width(used));
    logic integer weigh(struct pm_node *n, integer used, integer s,
                        integer to) =
      s >= to ? 0 : weigh(n, used, s + 1, to) +
        share(under(n, used, s), used, s, s + 1);
    predicate under_even(struct pm_node *n, integer used, integer from,
                         integer to) =
      \forall integer s; from <= s < to ==>
        under(n, used, s) == under(n, used, from);
    predicate under_wf(struct pm_node *n, integer used) =
      \forall integer s; 0 <= s < all_slots(used) ==>
        wf(under(n, used, s), used + full_width(used));
    predicate under_routed(struct pm_node *n, integer used) =
      \forall integer s, pm_object *k, *v; 0 <= s < all_slots(used) ==>
        holds(under(n, used, s), used + full_width(used), k, v) ==>
        under(n, used, place(k, used)) == under(n, used, s);
    // neither a branch nor a large leaf has two slots
    predicate under_sole(struct pm_node *n, integer used) =
      \forall integer s, t; 0 <= s < all_slots(used) ==>
        0 <= t < all_slots(used) ==> under(n, used, s) != \null ==>
        (is_branch(under(n, used, s)) ||
         ncount(under(n, used, s)) > PM_LEAF_MAX) ==>
        under(n, used, t) == under(n, used, s) ==> t == s;
    predicate under_block(struct pm_node *n, integer used, integer l,
                          integer s) =
      \forall integer t; 0 <= t < all_slots(used) ==>
        (under(n, used, t) == under(n, used, s) <==> t / l == s / l);
    predicate under_aligned(struct pm_node *n, integer used, integer s) =
      under_block(n, used, 1, s) || under_block(n, used, 2, s) ||
      under_block(n, used, 4, s) || under_block(n, used, 8, s) ||
      under_block(n, used, 16, s) || under_block(n, used, 32, s);
    predicate under_whole(struct pm_node *n, integer used) =
      \forall integer s; 0 <= s < all_slots(used) ==>
        under(n, used, s) == \null || under_aligned(n, used, s);
    // blocks of l slots that are not one child have too much for a leaf
    predicate heavy_at(struct pm_node *n, integer used, integer l) =
      \forall integer f; 0 <= f ==> f % l == 0 ==>
        f + l <= all_slots(used) ==> !under_even(n, used, f, f + l) ==>
        weigh(n, used, f, f + l) > PM_LEAF_MAX;
    predicate under_heavy(struct pm_node *n, integer used) =
      heavy_at(n, used, 1) && heavy_at(n, used, 2) && heavy_at(n, used, 4) &&
      heavy_at(n, used, 8) && heavy_at(n, used, 16) && heavy_at(n, used, 32);
    predicate under_holds(struct pm_node *n, integer used) =
      \forall pm_object *k, *v; holds(n, used, k, v) <==>
        holds(under(n, used, place(k, used)), used + full_width(used), k, v);
    predicate walkable(struct pm_node *n, integer used) =
      0 <= nwidth(n) <= full_width(used) &&
      under_wf(n, used) && under_routed(n, used) && under_sole(n, used) &&
      under_whole(n, used) && under_heavy(n, used) && under_holds(n, used);
    // the block is all, or the one twice as wide is not one pair
    predicate topmost(struct pm_node *a, struct pm_node *b, integer used,
                      integer first, integer len) =
      len == all_slots(used) ||
      !(under_even(a, used, start(first, 2 * len),
                   start(first, 2 * len) + 2 * len) &&
        under_even(b, used, start(first, 2 * len),
                   start(first, 2 * len) + 2 * len));
    predicate walk_merged{L}(struct pm_node **c, integer used, integer from,
                             integer to, struct pm_node *a,
                             struct pm_node *b) =
      \forall pm_object *k, *v; from <= place(k, used) < to ==>
        (slots_hold{L}(c, used, k, v) <==> (holds(b, used, k, v) ||
         (holds(a, used, k, v) && lacks(b, used, k))));
    predicate block_at(integer used, integer first, integer len) =
      0 <= used < 32 && power(len) && 0 <= first && first % len == 0 &&
      first + len <= all_slots(used);
*/
/*@ ghost
  /@ requires from <= mid <= to;
     terminates \true; assigns \nothing;
     ensures weigh(n, used, from, to) ==
       weigh(n, used, from, mid) + weigh(n, used, mid, to); @/
  void lemma_weigh_sum(struct pm_node *n, uint32_t used, uint32_t from,
                       uint32_t mid, uint32_t to) {
    uint32_t i = mid;
    /@ loop invariant from <= i <= mid;
       loop invariant weigh(n, used, i, to) ==
         weigh(n, used, i, mid) + weigh(n, used, mid, to);
       loop assigns i;
       loop variant i; @/
    while (i > from) i--;
  }
*/
/* A child that has all slots of a block brings what is its share. */
/*@ ghost
  /@ requires walkable(n, used) && block_at(used, first, len);
     requires to == first + len && x == under(n, used, first);
     requires under_even(n, used, first, to);
     terminates \true; assigns \nothing;
     ensures covers: covers(x, used, first, len);
     ensures weigh: weigh(n, used, first, to) == share(x, used, first, to);
     ensures holds: \forall pm_object *k, *v; first <= place(k, used) < to ==>
       (holds(n, used, k, v) <==> holds(x, used + full_width(used), k, v));
         @/
  void lemma_under(struct pm_node *n, struct pm_node *x, uint32_t used,
                   uint32_t first, uint32_t len, uint32_t to) {
    uint32_t i = to - 1;
    /@ assert i: first <= i < to <= 32 && i + 1 == to; @/
    /@ assert same: \forall integer s; first <= s < to ==>
         under(n, used, s) == x; @/
    /@ assert wf: wf(x, used + full_width(used)); @/
    /@ assert sole: x != \null ==> (is_branch(x) || ncount(x) > PM_LEAF_MAX)
         ==> i == first; @/
    /@ assert alone: x != \null ==> (is_branch(x) || ncount(x) > PM_LEAF_MAX)
         ==> \forall integer t; 0 <= t < all_slots(used) ==>
         under(n, used, t) == x ==> t == first; @/
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    /@ assert in: x != \null ==> (is_branch(x) || ncount(x) > PM_LEAF_MAX) ==>
         inside(x, used, first, to); @/
    lemma_share_if(x, used);
    /@ loop invariant first <= i < to;
       loop invariant leaf: is_leaf(x) ==>
         weigh(n, used, i, to) == share(x, used, i, to);
       loop invariant none: x == \null ==> weigh(n, used, i, to) == 0;
       loop invariant branch: is_branch(x) ==>
         weigh(n, used, i, to) == ncount(x);
       loop assigns i;
       loop variant i; @/
    while (i > first) i--;
  }
*/
/*@ ghost
  /@ requires walkable(n, used) && block_at(used, first, len) && power(l);
     requires x == under(n, used, first) && x != \null;
     terminates \true; assigns \nothing;
     ensures under_block(n, used, l, first) ==>
       inside(x, used, first, first + len) ||
       (len < all_slots(used) && under_even(n, used, start(first, 2 * len),
          start(first, 2 * len) + 2 * len)); @/
  void lemma_reach_by(struct pm_node *n, struct pm_node *x, uint32_t used,
                      uint32_t first, uint32_t len, uint32_t l) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    /@ assert back: \forall pm_object *k, *v;
         holds(x, used + full_width(used), k, v) ==>
         under(n, used, place(k, used)) == x; @/
    if (l <= len) {
      lemma_small_block(first, len, l);
      /@ assert in: under_block(n, used, l, first) ==>
           inside(x, used, first, first + len); @/
      return;
    }
    lemma_wide_block(first, len, l);
    /@ assert all: under_block(n, used, l, first) ==> \forall integer s;
         0 <= s < all_slots(used) ==> s / l == first / l ==>
         under(n, used, s) == x; @/
    /@ assert whole: len == all_slots(used) ==>
         inside(x, used, first, first + len); @/
    /@ assert power: power(all_slots(used)) && first < all_slots(used); @/
    /@ assert room: len < all_slots(used) ==> 0 <= start(first, 2 * len) &&
         start(first, 2 * len) + 2 * len <= all_slots(used); @/
    /@ assert even: len < all_slots(used) ==> under_block(n, used, l, first)
         ==> \forall integer s;
         start(first, 2 * len) <= s < start(first, 2 * len) + 2 * len ==>
         under(n, used, s) == x; @/
  }
*/
/* A child has no more than the block, or all of the block twice as wide. */
/*@ ghost
  /@ requires walkable(n, used) && block_at(used, first, len);
     requires x == under(n, used, first) && x != \null;
     terminates \true; assigns \nothing;
     ensures inside(x, used, first, first + len) ||
       (len < all_slots(used) && under_even(n, used, start(first, 2 * len),
          start(first, 2 * len) + 2 * len)); @/
  void lemma_reach(struct pm_node *n, struct pm_node *x, uint32_t used,
                   uint32_t first, uint32_t len) {
    lemma_reach_by(n, x, used, first, len, 1);
    lemma_reach_by(n, x, used, first, len, 2);
    lemma_reach_by(n, x, used, first, len, 4);
    lemma_reach_by(n, x, used, first, len, 8);
    lemma_reach_by(n, x, used, first, len, 16);
    lemma_reach_by(n, x, used, first, len, 32);
  }
*/
/* A child of both has the block to itself. */
/*@ ghost
  /@ requires walkable(a, used) && walkable(b, used);
     requires block_at(used, first, len);
     requires x == under(a, used, first) && x == under(b, used, first);
     requires topmost(a, b, used, first, len);
     terminates \true; assigns \nothing;
     ensures inside(x, used, first, first + len); @/
  void lemma_shared(struct pm_node *a, struct pm_node *b, struct pm_node *x,
                    uint32_t used, uint32_t first, uint32_t len) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    if (x) {
      lemma_reach(a, x, used, first, len);
      lemma_reach(b, x, used, first, len);
    }
  }
*/
/*@ ghost
  /@ requires from <= to && under_wf(n, used) && used < 32;
     requires to <= all_slots(used);
     terminates \true; assigns \nothing;
     ensures weigh(n, used, from, to) >= 0; @/
  void lemma_weigh_nat(struct pm_node *n, uint32_t used, uint32_t from,
                       uint32_t to) {
    uint32_t i = to;
    lemma_leaf_parts(used);
    /@ loop invariant from <= i <= to;
       loop invariant weigh(n, used, i, to) >= 0;
       loop assigns i;
       loop variant i; @/
    while (i > from) {
      i--;
      /@ assert wf: wf(under(n, used, i), used + full_width(used)); @/
      /@ assert nat: share(under(n, used, i), used, i, i + 1) >= 0; @/
    }
  }
*/
/*@ ghost
  /@ requires under_heavy(n, used) && block_at(used, f, l) && to == f + l;
     terminates \true; assigns \nothing;
     ensures !under_even(n, used, f, to) ==>
       weigh(n, used, f, to) > PM_LEAF_MAX; @/
  void lemma_heavy_of(struct pm_node *n, uint32_t used, uint32_t f,
                      uint32_t l, uint32_t to) {
    /@ assert at: heavy_at(n, used, l); @/
  }
*/
/* The halves of a block that is not one pair. */
/*@ ghost
  /@ requires block_at(used, first, 2 * half) && power(half);
     terminates \true; assigns \nothing;
     ensures low: block_at(used, first, half);
     ensures high: block_at(used, first + half, half);
     ensures up: start(first, 2 * half) == first &&
       start(first + half, 2 * half) == first;
     ensures halves: halves(first, half); @/
  void lemma_halved(uint32_t used, uint32_t first, uint32_t half) {
    /@ assert all: all_slots(used) <= 32; @/
    /@ assert h1: half == 1 ==> first / 2 * 2 == first &&
         (first + 1) / 2 * 2 == first && first % 1 == 0 &&
         (first + 1) % 1 == 0; @/
    /@ assert h2: half == 2 ==> first / 4 * 4 == first &&
         (first + 2) / 4 * 4 == first && first % 2 == 0 &&
         (first + 2) % 2 == 0; @/
    /@ assert h4: half == 4 ==> first / 8 * 8 == first &&
         (first + 4) / 8 * 8 == first && first % 4 == 0 &&
         (first + 4) % 4 == 0; @/
    /@ assert h8: half == 8 ==> first / 16 * 16 == first &&
         (first + 8) / 16 * 16 == first && first % 8 == 0 &&
         (first + 8) % 8 == 0; @/
    /@ assert h16: half == 16 ==> first / 32 * 32 == first &&
         (first + 16) / 32 * 32 == first && first % 16 == 0 &&
         (first + 16) % 16 == 0; @/
  }
*/
/*@ ghost
  /@ requires walkable(a, used) && walkable(b, used);
     requires block_at(used, first, 2 * half) && power(half);
     requires many: !(under_even(a, used, first, first + 2 * half) &&
       under_even(b, used, first, first + 2 * half));
     requires low: slots_wf(c, used, first, first + half);
     requires high: slots_wf(c, used, first + half, first + 2 * half);
     requires count: between(weight(c, used, first, first + half),
       weigh(a, used, first, first + half),
       weigh(b, used, first, first + half));
     requires count: between(weight(c, used, first + half, first + 2 * half),
       weigh(a, used, first + half, first + 2 * half),
       weigh(b, used, first + half, first + 2 * half));
     requires merged: walk_merged(c, used, first, first + half, a, b);
     requires merged: walk_merged(c, used, first + half, first + 2 * half, a,
       b);
     requires \valid_read(c + (first .. first + 2 * half - 1));
     terminates \true; assigns \nothing;
     ensures ok: slots_wf(c, used, first, first + 2 * half);
     ensures count: between(weight(c, used, first, first + 2 * half),
       weigh(a, used, first, first + 2 * half),
       weigh(b, used, first, first + 2 * half));
     ensures runs: \forall struct pm_node *q;
       runs(c, first, first, first + 2 * half, q) ==
       runs(c, first, first, first + half, q) +
       runs(c, first + half, first + half, first + 2 * half, q);
     ensures merged: walk_merged(c, used, first, first + 2 * half, a, b); @/
  void lemma_merged_halves(struct pm_node **c, struct pm_node *a,
                           struct pm_node *b, uint32_t used, uint32_t first,
                           uint32_t half) {
    uint32_t mid = first + half, to = mid + half;
    /@ assert mid: mid == first + half && to == first + 2 * half &&
         to <= 32; @/
    lemma_halved(used, first, half);
    lemma_apart(c, used, first, mid, to);
    lemma_join_runs(c, first, mid, to);
    lemma_weight_sum(c, used, first, mid, to);
    lemma_weigh_sum(a, used, first, mid, to);
    lemma_weigh_sum(b, used, first, mid, to);
    lemma_weight_below(c, used, first, mid);
    lemma_weight_below(c, used, mid, to);
    lemma_heavy_of(a, used, first, 2 * half, to);
    lemma_heavy_of(b, used, first, 2 * half, to);
    /@ assert some: !under_even(a, used, first, to) ||
         !under_even(b, used, first, to); @/
    /@ assert heavy: weigh(a, used, first, to) > PM_LEAF_MAX ||
         weigh(b, used, first, to) > PM_LEAF_MAX; @/
    /@ assert many: weight(c, used, first, mid) + weight(c, used, mid, to) >
         PM_LEAF_MAX; @/
    lemma_halves_wf(c, used, first, half);
  }
*/
#endif
