/* A walk over the slots of two nodes starts, and ends. */
#ifndef PM_MERGE_TOP_H
#define PM_MERGE_TOP_H

/*@ // c has the slots of n
    predicate shows{L}(struct pm_node **c, struct pm_node *n, integer used) =
      \forall integer s; 0 <= s < all_slots(used) ==>
        \at(c[s], L) == under(n, used, s);
    predicate all_shown{L}(struct pm_node **c, struct pm_node *n,
                           integer used) =
      shows{L}(c, n, used) && slots_there{L}(c, all_slots(used)) &&
      off_scratch(\base_addr(c));
    // both nodes' slots, and an array for the merged ones
    predicate walk_ready{L}(struct pm_node **ka, struct pm_node **kb,
                            struct pm_node **c, struct pm_node *a,
                            struct pm_node *b, integer used) =
      live{L}(a) && live{L}(b) && walkable(a, used) && walkable(b, used) &&
      all_shown{L}(ka, a, used) && all_shown{L}(kb, b, used) &&
      slots_there{L}(c, all_slots(used)) && off_scratch(\base_addr(c)) &&
      \base_addr(c) != \base_addr(ka) && \base_addr(c) != \base_addr(kb);
    predicate walk_counted{L}(struct pm_node **c, integer used, integer from,
                              integer to, struct pm_node *a,
                              struct pm_node *b) =
      between(weight{L}(c, used, from, to), weigh(a, used, from, to),
              weigh(b, used, from, to));
    predicate walk_done{L}(struct pm_node **c, integer used, integer from,
                           integer to, struct pm_node *a,
                           struct pm_node *b) =
      slots_wf{L}(c, used, from, to) &&
      walk_counted{L}(c, used, from, to, a, b) &&
      walk_merged{L}(c, used, from, to, a, b);
    predicate walk_few(struct pm_node *a, struct pm_node *b, integer used,
                       integer from, integer to) =
      weigh(a, used, from, to) + weigh(b, used, from, to) <= PM_COUNT_MAX;
*/
/*@ ghost
  /@ requires shows(c, n, used) && first < end && end <= all_slots(used);
     terminates \true; assigns \nothing;
     ensures uniform(c, first, end, c[first]) <==>
       under_even(n, used, first, end); @/
  void lemma_even_shown(struct pm_node *n, struct pm_node **c, uint32_t used,
                        uint32_t first, uint32_t end) {
    /@ assert at: \forall integer s; first <= s < end ==>
         c[s] == under(n, used, s); @/
  }
*/
/*@ ghost
  /@ requires weigh(a, used, from, to) == share(x, used, from, to) &&
       weigh(b, used, from, to) == share(y, used, from, to);
     requires a: \forall pm_object *k, *v; from <= place(k, used) < to ==>
       (holds(a, used, k, v) <==> holds(x, used + full_width(used), k, v));
     requires b: \forall pm_object *k, *v; from <= place(k, used) < to ==>
       (holds(b, used, k, v) <==> holds(y, used + full_width(used), k, v));
     terminates \true; assigns \nothing;
     ensures pair_done(c, used, from, to, x, share(x, used, from, to), y,
       share(y, used, from, to)) ==> walk_done(c, used, from, to, a, b); @/
  void lemma_under_done(struct pm_node **c, struct pm_node *a,
                        struct pm_node *b, struct pm_node *x,
                        struct pm_node *y, uint32_t used, uint32_t from,
                        uint32_t to) {
    /@ assert lacks: \forall pm_object *k; from <= place(k, used) < to ==>
         (lacks(b, used, k) <==> lacks(y, used + full_width(used), k)); @/
  }
*/
/* What belongs to the halves of a block is not more. */
/*@ ghost
  /@ requires walkable(a, used) && walkable(b, used) && used < 32;
     requires from <= mid <= to && to <= all_slots(used);
     requires walk_few(a, b, used, from, to);
     terminates \true; assigns \nothing;
     ensures low: walk_few(a, b, used, from, mid);
     ensures high: walk_few(a, b, used, mid, to); @/
  void lemma_few_halves(struct pm_node *a, struct pm_node *b, uint32_t used,
                        uint32_t from, uint32_t mid, uint32_t to) {
    lemma_weigh_sum(a, used, from, mid, to);
    lemma_weigh_sum(b, used, from, mid, to);
    lemma_weigh_nat(a, used, from, mid);
    lemma_weigh_nat(a, used, mid, to);
    lemma_weigh_nat(b, used, from, mid);
    lemma_weigh_nat(b, used, mid, to);
  }
*/
/*@ ghost
  /@ requires walkable(a, used) && walkable(b, used);
     requires block_at(used, first, 2 * half) && power(half);
     requires mid == first + half && to == mid + half;
     requires many: !(under_even(a, used, first, to) &&
       under_even(b, used, first, to));
     requires low: slots_wf(c, used, first, mid);
     requires count: between(weight(c, used, first, mid),
       weigh(a, used, first, mid), weigh(b, used, first, mid));
     requires merged: walk_merged(c, used, first, mid, a, b);
     requires high: walk_done(c, used, mid, to, a, b);
     requires \valid_read(c + (first .. to - 1));
     terminates \true; assigns \nothing;
     ensures done: walk_done(c, used, first, to, a, b);
     ensures runs: \forall struct pm_node *q; runs(c, first, first, to, q) ==
       runs(c, first, first, mid, q) + runs(c, mid, mid, to, q); @/
  void lemma_halves_done(struct pm_node **c, struct pm_node *a,
                         struct pm_node *b, uint32_t used, uint32_t first,
                         uint32_t half, uint32_t mid, uint32_t to) {
    lemma_merged_halves(c, a, b, used, first, half);
  }
*/
/*@ // heavy_at of one block
    predicate heavy_block(struct pm_node *n, integer used, integer l,
                          integer f) =
      f % l == 0 ==> f + l <= all_slots(used) ==>
      !under_even(n, used, f, f + l) ==>
      weigh(n, used, f, f + l) > PM_LEAF_MAX;
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run) && power(l);
     requires under_wf(n, used) && under_routed(n, used) &&
       under_sole(n, used) && under_whole(n, used) && under_holds(n, used);
     requires shows(c, n, used);
     requires \valid_read(c + (0 .. all_slots(used) - 1));
     terminates \true; assigns \nothing;
     ensures heavy_at(n, used, l); @/
  void lemma_heavy_level(struct pm_node *n, struct pm_node **c, uint32_t used,
                         uint32_t full, uint32_t width, uint32_t run,
                         uint32_t l) {
    uint32_t f = 0, all = lemma_power(full);
    /@ assert all: all == all_slots(used); @/
    /@ loop invariant 0 <= f <= all;
       loop invariant \forall integer x; 0 <= x < f ==>
         heavy_block(n, used, l, x);
       loop assigns f;
       loop variant all - f; @/
    while (f < all) {
      if (f % l == 0 && f + l <= all)
        lemma_heavy_block(n, c, used, full, width, run, f, l);
      /@ assert here: heavy_block(n, used, l, f); @/
      f++;
    }
    /@ assert all: \forall integer x; 0 <= x ==>
         (x + l <= all_slots(used) ==> heavy_block(n, used, l, x)) &&
         (x % l == 0 ==> x + l <= all_slots(used) ==>
         !under_even(n, used, x, x + l) ==>
         weigh(n, used, x, x + l) > PM_LEAF_MAX); @/
  }
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run) && shows(c, n, used);
     requires \valid_read(c + (0 .. all_slots(used) - 1));
     terminates \true; assigns \nothing;
     ensures walkable(n, used); @/
  void lemma_walk_branch(struct pm_node *n, struct pm_node **c, uint32_t used,
                         uint32_t full, uint32_t width, uint32_t run) {
    lemma_under_map(n, used, full, width, run);
    lemma_under_whole(n, used, full, width, run);
    lemma_heavy_level(n, c, used, full, width, run, 1);
    lemma_heavy_level(n, c, used, full, width, run, 2);
    lemma_heavy_level(n, c, used, full, width, run, 4);
    lemma_heavy_level(n, c, used, full, width, run, 8);
    lemma_heavy_level(n, c, used, full, width, run, 16);
    lemma_heavy_level(n, c, used, full, width, run, 32);
    /@ assert heavy: under_heavy(n, used); @/
  }
*/
/*@ ghost
  /@ requires is_leaf(n) && wf(n, used) && used < 32;
     terminates \true; assigns \nothing;
     ensures walkable(n, used);
     ensures weigh(n, used, 0, all_slots(used)) == ncount(n); @/
  void lemma_walk_leaf(struct pm_node *n, uint32_t used) {
    uint32_t full = 32 - used < 5 ? 32 - used : 5, all = lemma_power(full);
    /@ assert full: full == full_width(used) && all == all_slots(used) &&
         power(all); @/
    /@ assert same: \forall integer s; under(n, used, s) == n; @/
    /@ assert wf: under_wf(n, used); @/
    /@ assert few: ncount(n) <= PM_LEAF_MAX; @/
    /@ assert sole: under_sole(n, used); @/
    /@ assert zero: \forall integer t; 0 <= t < 32 ==> t / 32 == 0; @/
    /@ assert block: \forall integer s; 0 <= s < all_slots(used) ==>
         under_block(n, used, 32, s); @/
    /@ assert whole: under_whole(n, used); @/
    /@ assert heavy: under_heavy(n, used); @/
    /@ assert holds: under_holds(n, used); @/
    /@ assert routed: under_routed(n, used); @/
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    /@ assert inside: inside(n, used, 0, all_slots(used)); @/
    lemma_share_if(n, used);
    lemma_under(n, n, used, 0, all, all);
  }
*/
/* The array is as well-formed as the node. */
/*@ ghost
  /@ requires walkable(n, used) && used < 32 && shows(c, n, used);
     requires total == all_slots(used) && is_branch(n);
     terminates \true; assigns \nothing;
     ensures wf: \forall integer s; 0 <= s < total ==>
       wf(c[s], used + full_width(used));
     ensures routed: \forall integer s; 0 <= s < total ==>
       slot_routed(c, used, 0, total, s);
     ensures whole: \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s);
     ensures single: \forall integer s; 0 <= s < total ==>
       slot_single(c, 0, total, s); @/
  void lemma_walk_slots(struct pm_node *n, struct pm_node **c, uint32_t used,
                        uint32_t total) {
    /@ assert power: power(total) && total <= 32; @/
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) < total; @/
    /@ assert zero: \forall integer l, t; power(l) ==> 0 <= t < l ==>
         t / l == 0; @/
    /@ assert low: \forall integer l, s; power(l) ==> l <= total ==>
         0 <= s < total ==> under_block(n, used, l, s) ==>
         slot_block(c, 0, total, l, s); @/
    /@ assert high: \forall integer l, s; power(l) ==> l > total ==>
         0 <= s < total ==> under_block(n, used, l, s) ==>
         slot_block(c, 0, total, total, s); @/
    /@ assert all: \forall integer s; slot_block(c, 0, total, total, s) ==>
         slot_whole(c, 0, total, s); @/
    /@ assert b1: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 1, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert b2: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 2, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert b4: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 4, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert b8: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 8, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert b16: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 16, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert b32: \forall integer s; 0 <= s < total ==>
         under_block(n, used, 32, s) ==> slot_whole(c, 0, total, s); @/
  }
*/
/*@ ghost
  /@ requires used < 32 && shows(c, n, used) && total == all_slots(used);
     terminates \true; assigns \nothing;
     ensures weight(c, used, 0, total) == weigh(n, used, 0, total); @/
  void lemma_weigh_weight(struct pm_node *n, struct pm_node **c,
                          uint32_t used, uint32_t total) {
    uint32_t i = total;
    /@ loop invariant 0 <= i <= total;
       loop invariant weight(c, used, i, total) == weigh(n, used, i, total);
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/*@ ghost
  /@ requires n != \null && wf(n, used) && used < 32 && shows(c, n, used);
     requires full == full_width(used) && total == all_slots(used);
     requires width == nwidth(n) && (is_branch(n) ==> width <= full);
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures walk: walkable(n, used);
     ensures count: weigh(n, used, 0, total) == ncount(n); @/
  void lemma_walk(struct pm_node *n, struct pm_node **c, uint32_t used,
                  uint32_t full, uint32_t width, uint32_t total) {
    if (width == 0) {
      lemma_walk_leaf(n, used);
      return;
    }
    uint32_t run = full == width ? 1 : lemma_power(full - width);
    /@ assert run: run == pow2(full - width); @/
    lemma_under_kid(n, used, full, width, run);
    lemma_walk_branch(n, c, used, full, width, run);
    lemma_walk_slots(n, c, used, total);
    lemma_weigh_weight(n, c, used, total);
    lemma_weight_below_of(c, used, 0, total);
    /@ assert taken: taken(c, n, full, run); @/
    lemma_taken_count(c, n, full, width, run);
  }
*/
/* What is below something live is live. */
/*@ ghost
  /@ requires inv && live(n) && walkable(n, used) && s < all_slots(used);
     requires used < 32 && full == full_width(used);
     terminates \true; assigns \nothing;
     ensures under(n, used, s) == \null || live(under(n, used, s)); @/
  void lemma_under_live(struct pm_node *n, uint32_t used, uint32_t full,
                        uint32_t s) {
    uint32_t width = n->width;
    /@ assert width: width == nwidth(n); @/
    if (width > 0) {
      uint32_t run = full == width ? 1 : lemma_power(full - width);
      /@ assert run: run == pow2(full - width); @/
      lemma_shape(full, width, run);
      /@ assert kid: under(n, used, s) == kid(n, s / run) &&
           0 <= s / run < pow2(width); @/
    }
  }
*/
/* The walk has come to what one of the nodes was. */
/*@ ghost
  /@ requires walkable(n, used) && used < 32 && total == all_slots(used);
     requires same: shows(c, n, used);
     requires count: weigh(n, used, 0, total) == ncount(n);
     terminates \true; assigns \nothing;
     ensures count: weight(c, used, 0, total) == ncount(n);
     ensures hold: \forall pm_object *k, *v;
       slots_hold(c, used, k, v) <==> holds(n, used, k, v);
     ensures range: \forall pm_object *k; 0 <= place(k, used) < total; @/
  void lemma_walk_same(struct pm_node *n, struct pm_node **c, uint32_t used,
                       uint32_t total) {
    lemma_weigh_weight(n, c, used, total);
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) < total; @/
    /@ assert at: \forall pm_object *k;
         c[place(k, used)] == under(n, used, place(k, used)); @/
  }
*/
/* What the merged slots are worth. */
/*@ ghost
  /@ requires walkable(a, used) && walkable(b, used) && used < 32;
     requires total == all_slots(used);
     requires count_a: weigh(a, used, 0, total) == ncount(a);
     requires count_b: weigh(b, used, 0, total) == ncount(b);
     requires done: walk_done(c, used, 0, total, a, b);
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures wf: slots_wf(c, used, 0, total);
     ensures count: between(slots_below(c, 0, 0, total), ncount(a),
       ncount(b));
     ensures hold: \forall pm_object *k, *v; slots_hold(c, used, k, v) <==>
       (holds(b, used, k, v) || (holds(a, used, k, v) && lacks(b, used, k)));
         @/
  void lemma_walk_worth(struct pm_node **c, struct pm_node *a,
                        struct pm_node *b, uint32_t used, uint32_t total) {
    /@ assert wf: slots_wf(c, used, 0, total); @/
    lemma_weight_below(c, used, 0, total);
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) < total; @/
  }
*/
/* The slots are those of one of the two. */
/*@ ghost
  /@ requires walkable(n, used) && used < 32 && total == all_slots(used);
     requires shows(c, n, used) && weigh(n, used, 0, total) == ncount(n);
     requires count: between(slots_below(c, 0, 0, total), na, nb);
     requires wf: slots_wf(c, used, 0, total);
     requires hold: \forall pm_object *k, *v; slots_hold(c, used, k, v) <==>
       (holds(b, used, k, v) || (holds(a, used, k, v) && lacks(b, used, k)));
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures count: between(ncount(n), na, nb);
     ensures merged: merged(a, b, n, used); @/
  void lemma_walk_one(struct pm_node **c, struct pm_node *n,
                      struct pm_node *a, struct pm_node *b, uint32_t used,
                      uint32_t total, uint32_t na, uint32_t nb) {
    lemma_walk_same(n, c, used, total);
    lemma_weight_below(c, used, 0, total);
  }
*/
#endif
