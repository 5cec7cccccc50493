/* The slots of a well-formed node can be walked over. */
#ifndef PM_MERGE_SPREAD_H
#define PM_MERGE_SPREAD_H

/*@ // n is a branch, whose children stand in run slots each
    predicate widened(struct pm_node *n, integer used, integer full,
                      integer width, integer run) =
      is_branch(n) && wf(n, used) && 0 <= used < 32 &&
      full == full_width(used) && width == nwidth(n) &&
      1 <= width <= full && full <= 5 && run == pow2(full - width);
    predicate under_parted(struct pm_node *n, integer used, integer f,
                           integer m) =
      0 <= f ==> f % (2 * m) == 0 ==> f + 2 * m <= all_slots(used) ==>
      under_even(n, used, f, f + m) ==>
      under_even(n, used, f + m, f + 2 * m) ==>
      under(n, used, f) != under(n, used, f + m) ==>
      heavy(under(n, used, f), under(n, used, f + m));
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run);
     terminates \true; assigns \nothing;
     ensures under: \forall integer s; 0 <= s < all_slots(used) ==>
       0 <= s / run < pow2(width) && under(n, used, s) == kid(n, s / run);
     ensures power: power(run) && pow2(width) * run == all_slots(used); @/
  void lemma_under_kid(struct pm_node *n, uint32_t used, uint32_t full,
                       uint32_t width, uint32_t run) {
    lemma_shape(full, width, run);
  }
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run);
     terminates \true; assigns \nothing;
     ensures leaves: width < full ==> \forall integer t;
       0 <= t < pow2(width) ==> kid(n, t) == \null ||
       (is_leaf(kid(n, t)) && ncount(kid(n, t)) <= PM_LEAF_MAX);
     ensures wf: \forall integer t; 0 <= t < pow2(width) ==>
       wf(kid(n, t), used + full);
     ensures sole: width == full ==> \forall integer s, t;
       0 <= s < pow2(width) ==> 0 <= t < pow2(width) ==>
       kid(n, s) != \null ==>
       is_branch(kid(n, s)) || ncount(kid(n, s)) > PM_LEAF_MAX ==>
       kid(n, t) == kid(n, s) ==> t == s; @/
  void lemma_kids_wide(struct pm_node *n, uint32_t used, uint32_t full,
                       uint32_t width, uint32_t run) {
    uint32_t s = 0, all = lemma_power(width);
    /@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         wf(kid(n, t), used + nwidth(n)); @/
    /@ assert single: \forall integer t; 0 <= t < pow2(width) ==>
         single(n, used, t); @/
    /@ assert leaves: width < full ==> \forall integer t;
         0 <= t < pow2(width) ==> single(n, used, t) &&
         !is_branch(kid(n, t)); @/
    /@ assert few: width < full ==> \forall integer t;
         0 <= t < pow2(width) ==> is_leaf(kid(n, t)) ==>
         leaf_ok(kid(n, t), used + width) &&
         ncount(kid(n, t)) <= PM_LEAF_MAX; @/
    /@ loop invariant 0 <= s <= all;
       loop invariant \forall integer x, t; 0 <= x < s ==>
         0 <= t < pow2(width) ==> width == full ==> kid(n, x) != \null ==>
         is_branch(kid(n, x)) || ncount(kid(n, x)) > PM_LEAF_MAX ==>
         kid(n, t) == kid(n, x) ==> t == x;
       loop assigns s;
       loop variant all - s; @/
    while (s < all) {
      /@ assert whole: whole(n, s) && capped(n, s) && single(n, used, s); @/
      lemma_paired(n, s);
      s++;
    }
  }
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run);
     terminates \true; assigns \nothing;
     ensures wf: under_wf(n, used);
     ensures routed: under_routed(n, used);
     ensures sole: under_sole(n, used);
     ensures holds: under_holds(n, used); @/
  void lemma_under_map(struct pm_node *n, uint32_t used, uint32_t full,
                       uint32_t width, uint32_t run) {
    uint32_t next = used + full, low = used + width;
    /@ assert next: next == used + full_width(used) && low == used + width &&
         next <= 32 && low <= 32; @/
    lemma_slot_range();
    /@ assert down: \forall pm_object *k, *v; holds(n, used, k, v) <==>
         holds(kid(n, slot(key_hash(k), used, width)), low, k, v); @/
    /@ assert route: \forall integer t, pm_object *k, *v;
         0 <= t < pow2(width) ==> holds(kid(n, t), low, k, v) ==>
         kid(n, slot(key_hash(k), used, width)) == kid(n, t); @/
    lemma_kids_wide(n, used, full, width, run);
    /@ assert same: \forall integer t, pm_object *k, *v;
         0 <= t < pow2(width) ==>
         (holds(kid(n, t), next, k, v) <==> holds(kid(n, t), low, k, v)); @/
    lemma_under_kid(n, used, full, width, run);
    /@ assert wf: under_wf(n, used); @/
    lemma_digit_cut(full, width, used);
    /@ assert one: width == full ==> run == 1; @/
    /@ assert place: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used) && slot(key_hash(k), used, width) ==
         place(k, used) / run; @/
    /@ assert at: \forall pm_object *k; under(n, used, place(k, used)) ==
         kid(n, slot(key_hash(k), used, width)); @/
    /@ assert routed: under_routed(n, used); @/
    /@ assert full: width == full ==> \forall integer s; s / run == s; @/
    /@ assert small: width < full ==> \forall integer s;
         0 <= s < all_slots(used) ==> under(n, used, s) != \null ==>
         !is_branch(under(n, used, s)) &&
         ncount(under(n, used, s)) <= PM_LEAF_MAX; @/
    /@ assert sole: under_sole(n, used); @/
  }
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run) && power(l);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < all_slots(used) ==>
       block_of(n, l, s / run) ==> under_aligned(n, used, s); @/
  void lemma_under_block(struct pm_node *n, uint32_t used, uint32_t full,
                         uint32_t width, uint32_t run, uint32_t l) {
    lemma_under_kid(n, used, full, width, run);
    lemma_scaled(run, l);
    uint32_t wide = lemma_times(l, run);
    /@ assert r1: run == 1 ==> wide == l; @/
    /@ assert r2: run == 2 ==> wide == 2 * l; @/
    /@ assert r4: run == 4 ==> wide == 4 * l; @/
    /@ assert r8: run == 8 ==> wide == 8 * l; @/
    /@ assert r16: run == 16 ==> wide == 16 * l; @/
    /@ assert power: power(wide) || wide > 32; @/
    /@ assert scaled: \forall integer x; 0 <= x < 32 ==>
         x / run / l == x / wide; @/
    /@ assert all: wide > 32 ==> \forall integer x; 0 <= x < 32 ==>
         x / wide == 0; @/
    /@ assert all32: \forall integer x; 0 <= x < 32 ==> x / 32 == 0; @/
    /@ assert same: \forall integer s, t; 0 <= s < all_slots(used) ==>
         0 <= t < all_slots(used) ==> block_of(n, l, s / run) ==>
         (under(n, used, t) == under(n, used, s) <==>
          t / wide == s / wide); @/
    /@ assert low: power(wide) ==> \forall integer s;
         0 <= s < all_slots(used) ==> block_of(n, l, s / run) ==>
         under_block(n, used, wide, s); @/
    /@ assert high: wide > 32 ==> \forall integer s;
         0 <= s < all_slots(used) ==> block_of(n, l, s / run) ==>
         under_block(n, used, 32, s); @/
  }
*/
/*@ ghost
  /@ requires widened(n, used, full, width, run);
     terminates \true; assigns \nothing;
     ensures under_whole(n, used); @/
  void lemma_under_whole(struct pm_node *n, uint32_t used, uint32_t full,
                         uint32_t width, uint32_t run) {
    lemma_under_kid(n, used, full, width, run);
    lemma_under_block(n, used, full, width, run, 1);
    lemma_under_block(n, used, full, width, run, 2);
    lemma_under_block(n, used, full, width, run, 4);
    lemma_under_block(n, used, full, width, run, 8);
    lemma_under_block(n, used, full, width, run, 16);
    lemma_under_block(n, used, full, width, run, 32);
    /@ assert whole: \forall integer s; 0 <= s < all_slots(used) ==>
         whole(n, s / run); @/
  }
*/
/* A block that is one child is so in n. */
/*@ ghost
  /@ requires widened(n, used, full, width, run) && power(l);
     requires m == l * run && f % m == 0 && f + m <= all_slots(used);
     terminates \true; assigns \nothing;
     ensures under_even(n, used, f, f + m) ==> even(n, l, f / run); @/
  void lemma_even_kids(struct pm_node *n, uint32_t used, uint32_t full,
                       uint32_t width, uint32_t run, uint32_t f, uint32_t l,
                       uint32_t m) {
    uint32_t t = 0, all = lemma_power(width), at = f / run;
    lemma_under_kid(n, used, full, width, run);
    lemma_shape(full, width, run);
    lemma_scaled(run, l);
    /@ assert r1: run == 1 ==> m == l; @/
    /@ assert r2: run == 2 ==> m == 2 * l; @/
    /@ assert r4: run == 4 ==> m == 4 * l; @/
    /@ assert r8: run == 8 ==> m == 8 * l; @/
    /@ assert r16: run == 16 ==> m == 16 * l; @/
    /@ assert small: m <= 32; @/
    /@ assert m: power(m); @/
    /@ assert f: f == f / m * m && at == f / run; @/
    lemma_block(f, m, f);
    /@ loop invariant 0 <= t <= all;
       loop invariant \forall integer u; 0 <= u < t ==> u / l == at / l ==>
         under_even(n, used, f, f + m) ==> kid(n, u) == kid(n, at);
       loop assigns t;
       loop variant all - t; @/
    while (t < all) {
      uint32_t s = lemma_times(t, run);
      /@ assert r1: run == 1 ==> s == t && s / 1 == t; @/
      /@ assert r2: run == 2 ==> s == 2 * t && s / 2 == t; @/
      /@ assert r4: run == 4 ==> s == 4 * t && s / 4 == t; @/
      /@ assert r8: run == 8 ==> s == 8 * t && s / 8 == t; @/
      /@ assert r16: run == 16 ==> s == 16 * t && s / 16 == t; @/
      /@ assert div: s / run == t; @/
      /@ assert range: 0 <= s < all_slots(used); @/
      /@ assert in: t / l == at / l ==> s / m == f / m; @/
      /@ assert here: t / l == at / l ==> f <= s < f + m; @/
      t++;
    }
  }
*/
/* Two halves that are one child each do not fit into one leaf. */
/*@ ghost
  /@ requires widened(n, used, full, width, run) && power(m) && m <= 16;
     requires block_at(used, f, 2 * m);
     terminates \true; assigns \nothing;
     ensures under_parted(n, used, f, m); @/
  void lemma_under_parted(struct pm_node *n, uint32_t used, uint32_t full,
                          uint32_t width, uint32_t run, uint32_t f,
                          uint32_t m) {
    uint32_t g = f + m;
    lemma_under_kid(n, used, full, width, run);
    /@ assert g: g == f + m && g + m <= all_slots(used) <= 32; @/
    lemma_halved(used, f, m);
    if (m < run) {
      lemma_wide_block(f, m, run);
      /@ assert up: start(f, 2 * m) == f; @/
      /@ assert same: f / run == g / run; @/
      /@ assert one: under(n, used, f) == under(n, used, g); @/
      return;
    }
    uint32_t l = lemma_quotient(run, m), s = f / run, t = g / run;
    lemma_scaled(run, l);
    lemma_scaled(run, 2 * l);
    lemma_even_kids(n, used, full, width, run, f, l, m);
    lemma_even_kids(n, used, full, width, run, g, l, m);
    lemma_one_pair(run, l, f, m, g);
    /@ assert pair: s / (2 * l) == t / (2 * l); @/
    /@ assert parted: parted(n, l, 2 * l); @/
    /@ assert low: under_even(n, used, f, f + m) ==> even(n, l, s); @/
    /@ assert high: under_even(n, used, g, g + m) ==> even(n, l, t); @/
    /@ assert at: under(n, used, f) == kid(n, s) &&
         under(n, used, g) == kid(n, t); @/
    /@ assert in: 0 <= s < pow2(width) && 0 <= t < pow2(width); @/
    /@ assert heavy: even(n, l, s) ==> even(n, l, t) ==>
         kid(n, s) != kid(n, t) ==> heavy(kid(n, s), kid(n, t)); @/
    /@ assert end: g == f + m && g + m == f + 2 * m; @/
  }
*/
/* Two children in the halves of a block have no other slots. */
/*@ ghost
  /@ requires under_routed(n, used);
     requires block_at(used, f, 2 * m) && power(m) && power(l);
     requires x == under(n, used, f) && y == under(n, used, f + m);
     requires x != y;
     terminates \true; assigns \nothing;
     ensures low: under_block(n, used, l, f) ==> inside(x, used, f, f + m);
     ensures high: under_block(n, used, l, f + m) ==>
       inside(y, used, f + m, f + 2 * m); @/
  void lemma_half_by(struct pm_node *n, struct pm_node *x, struct pm_node *y,
                     uint32_t used, uint32_t f, uint32_t m, uint32_t l) {
    uint32_t g = f + m;
    /@ assert g: g == f + m && g < all_slots(used) <= 32; @/
    lemma_halved(used, f, m);
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) <
         all_slots(used); @/
    if (l <= m) {
      lemma_small_block(f, m, l);
      lemma_small_block(g, m, l);
      /@ assert to_x: under_block(n, used, l, f) ==> \forall integer t;
           0 <= t < all_slots(used) ==> under(n, used, t) == x ==>
           f <= t < f + m; @/
      /@ assert to_y: under_block(n, used, l, g) ==> \forall integer t;
           0 <= t < all_slots(used) ==> under(n, used, t) == y ==>
           g <= t < g + m; @/
      return;
    }
    lemma_wide_block(f, m, l);
    /@ assert same: f / l == g / l; @/
    /@ assert no_x: !under_block(n, used, l, f); @/
    /@ assert no_y: !under_block(n, used, l, g); @/
  }
*/
/*@ ghost
  /@ requires under_wf(n, used) && under_routed(n, used) &&
       under_sole(n, used) && under_whole(n, used);
     requires block_at(used, f, 2 * m) && power(m);
     requires x == under(n, used, f) && y == under(n, used, f + m);
     terminates \true; assigns \nothing;
     ensures low: x != y ==> inside(x, used, f, f + m);
     ensures high: x != y ==> inside(y, used, f + m, f + 2 * m); @/
  void lemma_half_own(struct pm_node *n, struct pm_node *x, struct pm_node *y,
                      uint32_t used, uint32_t f, uint32_t m) {
    if (x != y) {
      lemma_half_by(n, x, y, used, f, m, 1);
      lemma_half_by(n, x, y, used, f, m, 2);
      lemma_half_by(n, x, y, used, f, m, 4);
      lemma_half_by(n, x, y, used, f, m, 8);
      lemma_half_by(n, x, y, used, f, m, 16);
      lemma_half_by(n, x, y, used, f, m, 32);
    }
  }
*/
/* A block of which the halves are one child each. */
/*@ ghost
  /@ requires under_wf(n, used) && under_routed(n, used) &&
       under_sole(n, used) && under_whole(n, used) && under_holds(n, used);
     requires block_at(used, f, m) && x == under(n, used, f);
     terminates \true; assigns \nothing;
     ensures under_even(n, used, f, f + m) ==>
       weigh(n, used, f, f + m) == share(x, used, f, f + m); @/
  void lemma_weigh_cond(struct pm_node *n, struct pm_node *x, uint32_t used,
                        uint32_t f, uint32_t m) {
    uint32_t to = f + m, i = to - 1;
    /@ assert i: f <= i < to <= 32 && i + 1 == to && to == f + m; @/
    /@ assert same: under_even(n, used, f, f + m) ==> \forall integer s;
         f <= s < to ==>
         under(n, used, s) == x; @/
    /@ assert wf: wf(x, used + full_width(used)); @/
    /@ assert alone: is_branch(x) ==> \forall integer t;
         0 <= t < all_slots(used) ==> under(n, used, t) == x ==> t == f; @/
    /@ assert last: under_even(n, used, f, f + m) ==>
         under(n, used, i) == x; @/
    /@ assert sole: under_even(n, used, f, f + m) ==> is_branch(x) ==>
         i == f; @/
    lemma_share_if(x, used);
    /@ loop invariant f <= i < to;
       loop invariant leaf: under_even(n, used, f, f + m) ==> is_leaf(x) ==>
         weigh(n, used, i, to) == share(x, used, i, to);
       loop invariant none: under_even(n, used, f, f + m) ==> x == \null ==>
         weigh(n, used, i, to) == 0;
       loop invariant branch: under_even(n, used, f, f + m) ==> is_branch(x) ==>
         weigh(n, used, i, to) == ncount(x);
       loop assigns i;
       loop variant i; @/
    while (i > f) i--;
  }
*/
/*@ ghost
  /@ requires under_wf(n, used) && under_routed(n, used) &&
       under_sole(n, used) && under_whole(n, used) && under_holds(n, used);
     requires parted: under_parted(n, used, f, m);
     requires block_at(used, f, 2 * m) && power(m);
     requires x == under(n, used, f) && y == under(n, used, f + m);
     terminates \true; assigns \nothing;
     ensures under_even(n, used, f, f + m) ==>
       under_even(n, used, f + m, f + 2 * m) ==> x != y ==>
       weigh(n, used, f, f + 2 * m) > PM_LEAF_MAX; @/
  void lemma_heavy_pair(struct pm_node *n, struct pm_node *x,
                        struct pm_node *y, uint32_t used, uint32_t f,
                        uint32_t m) {
    uint32_t g = f + m, to = g + m;
    /@ assert g: g == f + m && to == f + 2 * m && to <= 32; @/
    lemma_halved(used, f, m);
    lemma_weigh_sum(n, used, f, g, to);
    lemma_half_own(n, x, y, used, f, m);
    lemma_share_if(x, used);
    lemma_share_if(y, used);
    /@ assert wf_x: wf(x, used + full_width(used)); @/
    /@ assert wf_y: wf(y, used + full_width(used)); @/
    /@ assert x: x != y ==> share(x, used, f, g) == total(x); @/
    /@ assert y: x != y ==> share(y, used, g, to) == total(y); @/
    lemma_weigh_cond(n, x, used, f, m);
    lemma_weigh_cond(n, y, used, g, m);
  }
*/
/* Blocks that are not one child, from narrow ones to wide ones. */
/*@ ghost
  /@ requires widened(n, used, full, width, run);
     requires under_wf(n, used) && under_routed(n, used) &&
       under_sole(n, used) && under_whole(n, used) && under_holds(n, used);
     requires shown: \forall integer s; 0 <= s < all_slots(used) ==>
       c[s] == under(n, used, s);
     requires \valid_read(c + (0 .. all_slots(used) - 1));
     requires block_at(used, f, l);
     terminates \true;
     decreases l;
     assigns \nothing;
     ensures !under_even(n, used, f, f + l) ==>
       weigh(n, used, f, f + l) > PM_LEAF_MAX; @/
  void lemma_heavy_block(struct pm_node *n, struct pm_node **c, uint32_t used,
                         uint32_t full, uint32_t width, uint32_t run,
                         uint32_t f, uint32_t l) {
    if (l > 1) {
      uint32_t m = l / 2, g = f + m, to = g + m;
      /@ assert m: power(m) && l == 2 * m && m <= 16; @/
      /@ assert g: g == f + m && to == f + l && to <= all_slots(used) <= 32; @/
      lemma_halved(used, f, m);
      lemma_heavy_block(n, c, used, full, width, run, f, m);
      lemma_heavy_block(n, c, used, full, width, run, g, m);
      lemma_under_parted(n, used, full, width, run, f, m);
      struct pm_node *x = c[f], *y = c[g];
      lemma_heavy_pair(n, x, y, used, f, m);
      lemma_weigh_sum(n, used, f, g, to);
      lemma_weigh_nat(n, used, f, g);
      lemma_weigh_nat(n, used, g, to);
      /@ assert even: under_even(n, used, f, g) ==>
           under_even(n, used, g, to) ==> x == y ==>
           under_even(n, used, f, to); @/
      /@ assert heavy: !under_even(n, used, f, f + l) ==>
           weigh(n, used, f, f + l) > PM_LEAF_MAX; @/
    } else {
      /@ assert one: under_even(n, used, f, f + l); @/
    }
  }
*/
#endif
