/* A branch made of an array of slots: what holds of the one holds of the other,
 * at whatever width the branch has. */
#ifndef PM_TAKEN_MAP_H
#define PM_TAKEN_MAP_H

/*@ // r is made of the slots of c
    predicate taken{L}(struct pm_node **c, struct pm_node *r, integer full,
                       integer run) =
      is_branch(r) && 1 <= nwidth(r) <= full && full <= 5 &&
      run == pow2(full - nwidth(r)) &&
      \forall integer s; 0 <= s < pow2(full) ==>
        \at(c[s], L) == kid(r, s / run);
*/
/* Where a child of a narrow branch stands in the array. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < pow2(width) ==>
       0 <= t * run < pow2(full) && t * run / run == t &&
       c[t * run] == kid(r, t);
     ensures \forall integer s; 0 <= s < pow2(full) ==>
       0 <= s / run < pow2(width); @/
  void lemma_taken_at(struct pm_node **c, struct pm_node *r, uint32_t full,
                      uint32_t width, uint32_t run) {
    lemma_shape(full, width, run);
    /@ assert in: \forall integer t; 0 <= t < pow2(width) ==>
         0 <= t * run < pow2(full); @/
    /@ assert at: \forall integer t; 0 <= t < pow2(width) ==>
         t * run / run == t; @/
  }
*/
/* Only leaves that cover two slots and more stand in a narrow branch. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires width < full && used + full <= 32;
     requires wf: \forall integer s; 0 <= s < pow2(full) ==>
       wf(c[s], used + full);
     requires capped: \forall integer s; 0 <= s < pow2(full) ==>
       slot_capped(c, 0, pow2(full), s);
     requires single: \forall integer s; 0 <= s < pow2(full) ==>
       slot_single(c, 0, pow2(full), s);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < pow2(width) ==>
       kid(r, t) == \null ||
       (is_leaf(kid(r, t)) && ncount(kid(r, t)) <= PM_LEAF_MAX &&
        wf(kid(r, t), used + width)); @/
  void lemma_taken_leaves(struct pm_node **c, struct pm_node *r,
                          uint32_t used, uint32_t full, uint32_t width,
                          uint32_t run) {
    lemma_taken_at(c, r, full, width, run);
    /@ assert even: run == 2 || run == 4 || run == 8 || run == 16; @/
    /@ assert pair: \forall integer s; 0 <= s < 32 ==>
         buddy(s) / 2 == s / 2 && buddy(s) / 4 == s / 4 &&
         buddy(s) / 8 == s / 8 && buddy(s) / 16 == s / 16; @/
    /@ assert range: \forall integer s; 0 <= s < pow2(full) ==>
         0 <= buddy(s) < pow2(full); @/
    /@ assert same: \forall integer s; 0 <= s < pow2(full) ==>
         buddy(s) / run == s / run; @/
    /@ assert twice: \forall integer s; 0 <= s < pow2(full) ==>
         c[buddy(s)] == c[s] && buddy(s) != s; @/
    /@ assert alone: \forall integer s; 0 <= s < pow2(full) ==>
         slot_single(c, 0, pow2(full), s) ==> is_branch(c[s]) ==>
         buddy(s) == s; @/
    /@ assert leaf: \forall integer s; 0 <= s < pow2(full) ==>
         !is_branch(c[s]); @/
    /@ assert cap: \forall integer s; 0 <= s < pow2(full) ==>
         slot_capped(c, 0, pow2(full), s) ==> is_leaf(c[s]) ==>
         ncount(c[s]) <= PM_LEAF_MAX; @/
    /@ assert fine: \forall integer s; 0 <= s < pow2(full) ==>
         is_leaf(c[s]) ==> leaf_ok(c[s], used + full); @/
    /@ assert few: \forall integer s; 0 <= s < pow2(full) ==>
         is_leaf(c[s]) ==> ncount(c[s]) <= PM_LEAF_MAX &&
         leaf_ok(c[s], used + full); @/
    /@ assert few_t: \forall integer t; 0 <= t < pow2(width) ==>
         is_leaf(kid(r, t)) ==> ncount(kid(r, t)) <= PM_LEAF_MAX &&
         leaf_ok(kid(r, t), used + full); @/
    /@ assert leaf_t: \forall integer t; 0 <= t < pow2(width) ==>
         !is_branch(kid(r, t)); @/
    /@ assert ok: \forall integer t; 0 <= t < pow2(width) ==>
         is_leaf(kid(r, t)) ==> leaf_ok(kid(r, t), used + width); @/
  }
*/
/* What it holds. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires full == full_width(used) && used + full <= 32;
     requires kinds: width == full || \forall integer t;
       0 <= t < pow2(width) ==> kid(r, t) == \null || is_leaf(kid(r, t));
     requires routed: \forall integer s; 0 <= s < pow2(full) ==>
       slot_routed(c, used, 0, pow2(full), s);
     terminates \true; assigns \nothing;
     ensures routed: \forall integer t; 0 <= t < pow2(width) ==>
       routed(r, used, width, used + width, t);
     ensures hold: \forall pm_object *k, *v;
       slots_hold(c, used, k, v) <==> holds(r, used, k, v); @/
  void lemma_taken_routes(struct pm_node **c, struct pm_node *r,
                          uint32_t used, uint32_t full, uint32_t width,
                          uint32_t run) {
    lemma_taken_at(c, r, full, width, run);
    lemma_digit_cut(full, width, used);
    lemma_slot_range();
    /@ assert range: \forall pm_object *k; 0 <= place(k, used) < pow2(full) &&
         0 <= slot(key_hash(k), used, width) < pow2(width); @/
    /@ assert at: \forall pm_object *k; c[place(k, used)] ==
         kid(r, slot(key_hash(k), used, width)); @/
    /@ assert level: \forall integer t, pm_object *k, *v;
         0 <= t < pow2(width) ==>
         (holds(kid(r, t), used + width, k, v) <==>
          holds(kid(r, t), used + full, k, v)); @/
    /@ assert path_s: \forall integer s, pm_object *k, *v;
         0 <= s < pow2(full) ==> holds(c[s], used + full, k, v) ==>
         slot_routed(c, used, 0, pow2(full), s) &&
         c[place(k, used)] == c[s]; @/
    /@ assert routed_at: \forall integer t; 0 <= t < pow2(width) ==>
         slot_routed(c, used, 0, pow2(full), t * run); @/
    /@ assert path_c: \forall integer t, pm_object *k, *v;
         0 <= t < pow2(width) ==> holds(c[t * run], used + full, k, v) ==>
         c[place(k, used)] == c[t * run]; @/
    /@ assert path: \forall integer t, pm_object *k, *v;
         0 <= t < pow2(width) ==> holds(kid(r, t), used + full, k, v) ==>
         c[place(k, used)] == c[t * run]; @/
  }
*/
#endif
