/* A branch made of an array of slots: the entries below it, and all of it. */
#ifndef PM_TAKEN_COUNT_H
#define PM_TAKEN_COUNT_H

/* Only the first slot of equal neighbours counts. */
/*@ ghost
  /@ requires low < high <= to <= 32;
     requires same: uniform(c, low, high, c[low]);
     terminates \true; assigns \nothing;
     ensures slots_below(c, 0, low, to) == slots_below(c, 0, high, to) +
       (c[low] != \null && (low == 0 || c[low - 1] != c[low])
          ? ncount(c[low]) : 0); @/
  void lemma_below_run(struct pm_node **c, uint32_t low, uint32_t high,
                       uint32_t to) {
    uint32_t t = high;
    /@ loop invariant low < t <= high;
       loop invariant slots_below(c, 0, t, to) == slots_below(c, 0, high, to);
       loop assigns t;
       loop variant t; @/
    while (t > low + 1) {
      t--;
      /@ assert no: c[t] == c[t - 1]; @/
      /@ assert unfold: slots_below(c, 0, t, to) ==
           slots_below(c, 0, t + 1, to) +
           (c[t] != \null && (t == 0 || c[t - 1] != c[t])
              ? ncount(c[t]) : 0); @/
    }
    /@ assert unfold: slots_below(c, 0, low, to) ==
         slots_below(c, 0, low + 1, to) +
         (c[low] != \null && (low == 0 || c[low - 1] != c[low])
            ? ncount(c[low]) : 0); @/
  }
*/
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     terminates \true; assigns \nothing;
     ensures slots_below(c, 0, 0, pow2(full)) ==
       below(r, 0, pow2(width)); @/
  void lemma_taken_count(struct pm_node **c, struct pm_node *r,
                         uint32_t full, uint32_t width, uint32_t run) {
    uint32_t s = lemma_power(width), low = lemma_power(full), all = s,
             to = low;
    lemma_shape(full, width, run);
    /@ assert to: to == all * run; @/
    /@ loop invariant 0 <= s <= all;
       loop invariant low == s * run;
       loop invariant slots_below(c, 0, low, to) == below(r, s, all);
       loop assigns s, low;
       loop variant s; @/
    while (s > 0) {
      s--;
      uint32_t end = low;
      low = lemma_slots_at(full, width, run, s);
      /@ assert last: s + 1 == \at(s, LoopCurrent); @/
      /@ assert end: end == (s + 1) * run; @/
      /@ assert size: end == low + run; @/
      /@ assert same: uniform(c, low, end, c[low]); @/
      lemma_below_run(c, low, end, to);
      /@ assert here: c[low] == kid(r, s); @/
      /@ assert prior: s > 0 ==> c[low - 1] == kid(r, s - 1); @/
      /@ assert unfold: below(r, s, all) == below(r, s + 1, all) +
           (kid(r, s) != \null && (s == 0 || kid(r, s - 1) != kid(r, s))
              ? ncount(kid(r, s)) : 0); @/
    }
  }
*/
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires full == full_width(used) && used + full <= 32;
     requires ok: slots_wf(c, used, 0, pow2(full));
     terminates \true; assigns \nothing;
     ensures capped: \forall integer t; 0 <= t < pow2(width) ==> capped(r, t);
     ensures single: \forall integer t; 0 <= t < pow2(width) ==>
       single(r, used, t);
     ensures below: \forall integer t; 0 <= t < pow2(width) ==>
       wf(kid(r, t), used + width);
     ensures kinds: width == full || \forall integer t;
       0 <= t < pow2(width) ==> kid(r, t) == \null || is_leaf(kid(r, t)); @/
  void lemma_taken_kids(struct pm_node **c, struct pm_node *r,
                        uint32_t used, uint32_t full, uint32_t width,
                        uint32_t run) {
    lemma_shape(full, width, run);
    lemma_buddy_range(r);
    if (width < full) {
      lemma_taken_leaves(c, r, used, full, width, run);
      /@ assert few: \forall integer t; 0 <= t < pow2(width) ==>
           is_leaf(kid(r, t)) ==> ncount(kid(r, t)) <= PM_LEAF_MAX; @/
      /@ assert capped: \forall integer t; 0 <= t < pow2(width) ==>
           capped(r, t); @/
      /@ assert empty: wf(\null, used + width); @/
      /@ assert below: \forall integer t; 0 <= t < pow2(width) ==>
           wf(kid(r, t), used + width); @/
    } else {
      /@ assert one: run == 1; @/
      /@ assert at: \forall integer t; 0 <= t < pow2(width) ==>
           c[t] == kid(r, t / 1); @/
      /@ assert kids: \forall integer t; 0 <= t < pow2(width) ==>
           c[t] == kid(r, t); @/
      /@ assert ok: \forall integer t; 0 <= t < pow2(width) ==>
           wf(c[t], used + full); @/
      /@ assert below: \forall integer t; 0 <= t < pow2(width) ==>
           wf(c[t], used + full) && wf(kid(r, t), used + width); @/
      /@ assert alike: \forall integer t, u; 0 <= t < pow2(width) ==>
           0 <= u < pow2(width) ==>
           (kid(r, u) == kid(r, t) <==> c[u] == c[t]); @/
      /@ assert cap: \forall integer t; 0 <= t < pow2(width) ==>
           slot_capped(c, 0, pow2(full), t); @/
      /@ assert capped: \forall integer t; 0 <= t < pow2(width) ==>
           slot_capped(c, 0, pow2(full), t) && capped(r, t); @/
      uint32_t i = 0, all = lemma_power(width);
      /@ loop invariant 0 <= i <= all;
         loop invariant \forall integer t; 0 <= t < i ==> single(r, used, t);
         loop assigns i;
         loop variant all - i; @/
      while (i < all) {
        /@ assert sole: slot_single(c, 0, pow2(full), i); @/
        /@ assert here: c[i] == kid(r, i); @/
        /@ assert other: is_branch(c[i]) ==> \forall integer u;
             0 <= u < pow2(full) ==> c[u] == c[i] ==> u == i; @/
        /@ assert kids: is_branch(kid(r, i)) ==> \forall integer u;
             0 <= u < pow2(full) ==> kid(r, u) == kid(r, i) ==> u == i; @/
        i++;
      }
    }
  }
*/
/* The branch that pm_branch_take makes of well-formed slots. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires full == full_width(used) && used + full <= 32;
     requires ok: slots_wf(c, used, 0, pow2(full));
     requires count: ncount(r) == slots_below(c, 0, 0, pow2(full)) &&
       PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX;
     requires !fits(c, full, width - 1);
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures hold: \forall pm_object *k, *v;
       slots_hold(c, used, k, v) <==> holds(r, used, k, v); @/
  void lemma_taken(struct pm_node **c, struct pm_node *r, uint32_t used,
                   uint32_t full, uint32_t width, uint32_t run) {
    lemma_taken_kids(c, r, used, full, width, run);
    lemma_taken_routes(c, r, used, full, width, run);
    lemma_taken_whole(c, r, full, width, run);
    lemma_taken_joined(c, r, full, width, run);
    lemma_taken_least(c, r, full, width, run);
    lemma_taken_count(c, r, full, width, run);
    /@ assert counted: counted(r); @/
    /@ assert canonical: canonical(r); @/
    /@ assert shape: shape_ok(r, used); @/
    /@ assert below: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         wf(kid(r, t), used + nwidth(r)); @/
    /@ assert paths: \forall integer t; 0 <= t < pow2(nwidth(r)) ==>
         routed(r, used, nwidth(r), used + nwidth(r), t); @/
    /@ assert ok: wf(r, used); @/
  }
*/
#endif
