/* A branch spread to full width with a block of slots rebuilt: its children
 * are well-formed, and each has one aligned block. */
#ifndef PM_REBUILT_SHAPE_H
#define PM_REBUILT_SHAPE_H

/*@ // the children of n, and the slots of a block that was x's and is new
    predicate rebuilt{L}(struct pm_node **c, struct pm_node *n, integer full,
                         integer run, integer first, integer len,
                         struct pm_node *x) =
      spread_but{L}(c, n, full, run, first, first + len) &&
      a_block(pow2(full), first, len) &&
      stands_in(n, pow2(full), run, first, first + len, x) &&
      block_new{L}(c, n, first, first + len);
*/

/* Beside the block are n's children, in the block are none. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n);
     terminates \true; assigns \nothing;
     ensures sizes: 1 <= width <= full <= 5 && power(len) && power(run) &&
       run <= 16 && pow2(full) <= 32 && first + len <= pow2(full) &&
       run == pow2(full - width);
     ensures in: \forall integer t; 0 <= t < 32 ==>
       (t / len == first / len <==> first <= t < first + len);
     ensures range: \forall integer t; 0 <= t < pow2(full) ==>
       0 <= t / run < pow2(width);
     ensures out: \forall integer t; 0 <= t < pow2(full) ==>
       t / len != first / len ==> c[t] == kid(n, t / run) && c[t] != x;
     ensures old: \forall integer t; 0 <= t < pow2(full) ==>
       t / len == first / len ==> kid(n, t / run) == x;
     ensures new: \forall integer s, t; 0 <= s < pow2(full) ==>
       0 <= t < pow2(full) ==> s / len == first / len ==>
       t / len != first / len ==> c[s] != \null ==> c[t] != c[s]; @/
  void lemma_beside_block(struct pm_node **c, struct pm_node *n,
                          uint32_t full, uint32_t width, uint32_t run,
                          uint32_t first, uint32_t len, struct pm_node *x) {
    lemma_shape(full, width, run);
    lemma_block(first, len, first);
    /@ assert small: run <= 16; @/
    /@ assert new: \forall integer s, u; 0 <= u < pow2(width) ==>
         first <= s < first + len ==> c[s] != \null ==>
         kid(n, u) != c[s]; @/
  }
*/
/* The children. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && used + full <= 32;
     requires full == full_width(used);
     requires kids: \forall integer u; 0 <= u < pow2(width) ==>
       wf(kid(n, u), used + width);
     requires single: \forall integer u; 0 <= u < pow2(width) ==>
       single(n, used, u);
     terminates \true; assigns \nothing;
     ensures leaves: width < full ==> \forall integer u;
       0 <= u < pow2(width) ==> !is_branch(kid(n, u)) &&
       (is_leaf(kid(n, u)) ==> ncount(kid(n, u)) <= PM_LEAF_MAX);
     ensures kids: \forall integer u; 0 <= u < pow2(width) ==>
       wf(kid(n, u), used + full);
     ensures level: \forall integer u, pm_object *k, *v;
       0 <= u < pow2(width) ==>
       (holds(kid(n, u), used + width, k, v) <==>
        holds(kid(n, u), used + full, k, v)); @/
  void lemma_kids_spread(struct pm_node **c, struct pm_node *n,
                         uint32_t used, uint32_t full, uint32_t width,
                         uint32_t run, uint32_t first, uint32_t len,
                         struct pm_node *x) {
    /@ assert branch: width < full ==> \forall integer u;
         0 <= u < pow2(width) ==> single(n, used, u) &&
         !is_branch(kid(n, u)); @/
    /@ assert ok: \forall integer u; 0 <= u < pow2(width) ==>
         is_leaf(kid(n, u)) ==> leaf_ok(kid(n, u), used + width); @/
    /@ assert few: width < full ==> \forall integer u;
         0 <= u < pow2(width) ==> is_leaf(kid(n, u)) ==>
         ncount(kid(n, u)) <= PM_LEAF_MAX; @/
    /@ assert leaf: width < full ==> \forall integer u;
         0 <= u < pow2(width) ==> is_leaf(kid(n, u)) ==>
         leaf_ok(kid(n, u), used + full); @/
    /@ assert wf: width < full ==> \forall integer u;
         0 <= u < pow2(width) ==> wf(kid(n, u), used + full); @/
    /@ assert held: width < full ==> \forall integer u, pm_object *k, *v;
         0 <= u < pow2(width) ==>
         (holds(kid(n, u), used + width, k, v) <==>
          holds(kid(n, u), used + full, k, v)); @/
  }
*/
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && used + full <= 32;
     requires full == full_width(used);
     requires kids: \forall integer u; 0 <= u < pow2(width) ==>
       wf(kid(n, u), used + width);
     requires capped: \forall integer u; 0 <= u < pow2(width) ==>
       capped(n, u);
     requires single: \forall integer u; 0 <= u < pow2(width) ==>
       single(n, used, u);
     requires block: slots_wf(c, used, first, first + len);
     terminates \true; assigns \nothing;
     ensures kids: \forall integer s; 0 <= s < pow2(full) ==>
       wf(c[s], used + full);
     ensures capped: \forall integer s; 0 <= s < pow2(full) ==>
       slot_capped(c, 0, pow2(full), s);
     ensures single: \forall integer s; 0 <= s < pow2(full) ==>
       slot_single(c, 0, pow2(full), s); @/
  void lemma_rebuilt_kids(struct pm_node **c, struct pm_node *n,
                          uint32_t used, uint32_t full, uint32_t width,
                          uint32_t run, uint32_t first, uint32_t len,
                          struct pm_node *x) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_kids_spread(c, n, used, full, width, run, first, len, x);
    /@ assert in: \forall integer s; first <= s < first + len ==>
         slot_capped(c, first, first + len, s); @/
    /@ assert one: \forall integer s; first <= s < first + len ==>
         slot_single(c, first, first + len, s); @/
    /@ assert near: \forall integer s, t; first <= s < first + len ==>
         c[s] != \null ==> 0 <= t < pow2(full) ==> c[t] == c[s] ==>
         first <= t < first + len; @/
    /@ assert pair: \forall integer s; first <= s < first + len ==>
         is_leaf(c[s]) ==> 0 <= buddy(s) < pow2(full) ==>
         c[buddy(s)] == c[s] ==> first <= buddy(s) < first + len; @/
    /@ assert inner: \forall integer s; first <= s < first + len ==>
         slot_capped(c, first, first + len, s) &&
         slot_capped(c, 0, pow2(full), s); @/
    /@ assert open: \forall integer s, t; first <= t < first + len ==>
         slot_single(c, first, first + len, s) ==> is_branch(c[s]) ==>
         c[t] == c[s] ==> t == s; @/
    /@ assert same: \forall integer s, t; first <= s < first + len ==>
         first <= t < first + len ==> is_branch(c[s]) ==> c[t] == c[s] ==>
         t == s; @/
    /@ assert inner_one: \forall integer s; first <= s < first + len ==>
         slot_single(c, 0, pow2(full), s); @/
    /@ assert full: width == full ==> run == 1; @/
    /@ assert at: width == full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / run == s; @/
    /@ assert out: \forall integer s; 0 <= s < pow2(full) ==>
         s / len != first / len ==> is_leaf(c[s]) ==>
         0 <= buddy(s) < pow2(full) ==> c[buddy(s)] == c[s] ==>
         buddy(s) / len != first / len; @/
    /@ assert wide: width < full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / len != first / len ==>
         slot_capped(c, 0, pow2(full), s) &&
         slot_single(c, 0, pow2(full), s); @/
    /@ assert cap: width == full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / len != first / len ==> capped(n, s); @/
    /@ assert outer: width == full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / len != first / len ==>
         slot_capped(c, 0, pow2(full), s); @/
    /@ assert sole: width == full ==> \forall integer s, t;
         0 <= s < pow2(full) ==> 0 <= t < pow2(full) ==>
         s / len != first / len ==> is_branch(c[s]) ==> c[t] == c[s] ==>
         t / len != first / len && kid(n, t) == kid(n, s); @/
    /@ assert alone: width == full ==> \forall integer s, t;
         0 <= s < pow2(full) ==> 0 <= t < pow2(full) ==>
         is_branch(kid(n, s)) ==> kid(n, t) == kid(n, s) ==> t == s; @/
    /@ assert kid: width == full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / len != first / len ==>
         c[s] == kid(n, s); @/
    /@ assert outer_one: width == full ==> \forall integer s;
         0 <= s < pow2(full) ==> s / len != first / len ==>
         slot_single(c, 0, pow2(full), s); @/
  }
*/
/* A child's block of l of n's slots, and of z = l * run of all. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(l);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < pow2(full) ==>
       s / len != first / len ==> c[s] != \null ==>
       block_of(n, l, s / run) ==> slot_whole(c, 0, pow2(full), s); @/
  void lemma_rebuilt_outer(struct pm_node **c, struct pm_node *n,
                           uint32_t full, uint32_t width, uint32_t run,
                           uint32_t first, uint32_t len, struct pm_node *x,
                           uint32_t l) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    uint32_t z = lemma_times(l, run), total = lemma_power(full);
    lemma_scaled(run, l);
    /@ assert down: \forall integer t; 0 <= t < total ==>
         t / run / l == t / z; @/
    /@ assert zero: z >= total ==> \forall integer t; 0 <= t < total ==>
         t / z == 0; @/
    /@ assert here: first / len == first / len && 0 <= first < total; @/
    /@ assert other: \forall integer s; 0 <= s < total ==>
         s / len != first / len ==> block_of(n, l, s / run) ==>
         first / z != s / z; @/
    /@ assert less: z >= total ==> \forall integer s; 0 <= s < total ==>
         s / len != first / len ==> !block_of(n, l, s / run); @/
    /@ assert alike: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / len != first / len ==> c[s] != \null ==>
         (c[t] == c[s] <==> kid(n, t / run) == kid(n, s / run)); @/
    /@ assert block: z < total ==> \forall integer s; 0 <= s < total ==>
         s / len != first / len ==> c[s] != \null ==>
         block_of(n, l, s / run) ==> slot_block(c, 0, total, z, s); @/
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert z1: run == 1 ==> z == l; @/
    /@ assert z2: run == 2 ==> z == 2 * l; @/
    /@ assert z4: run == 4 ==> z == 4 * l; @/
    /@ assert z8: run == 8 ==> z == 8 * l; @/
    /@ assert z16: run == 16 ==> z == 16 * l; @/
    /@ assert power: z < total ==> power(z); @/
  }
*/
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(l);
     terminates \true; assigns \nothing;
     ensures \forall integer s; first <= s < first + len ==> c[s] != \null ==>
       slot_block(c, first, first + len, l, s) ==>
       slot_block(c, 0, pow2(full), l, s); @/
  void lemma_rebuilt_inner(struct pm_node **c, struct pm_node *n,
                           uint32_t full, uint32_t width, uint32_t run,
                           uint32_t first, uint32_t len, struct pm_node *x,
                           uint32_t l) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_nested(l, len);
    /@ assert in: l <= len ==> \forall integer s, t; 0 <= t < pow2(full) ==>
         first <= s < first + len ==> t / l == s / l ==>
         first <= t < first + len; @/
  }
*/
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n);
     requires whole: \forall integer u; 0 <= u < pow2(width) ==> whole(n, u);
     requires block: \forall integer s; first <= s < first + len ==>
       slot_whole(c, first, first + len, s);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < pow2(full) ==>
       slot_whole(c, 0, pow2(full), s); @/
  void lemma_rebuilt_whole(struct pm_node **c, struct pm_node *n,
                           uint32_t full, uint32_t width, uint32_t run,
                           uint32_t first, uint32_t len, struct pm_node *x) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 1);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 2);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 4);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 8);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 16);
    lemma_rebuilt_outer(c, n, full, width, run, first, len, x, 32);
    /@ assert kids: \forall integer s; 0 <= s < pow2(full) ==>
         whole(n, s / run); @/
    /@ assert out: \forall integer s; 0 <= s < pow2(full) ==>
         s / len != first / len ==> slot_whole(c, 0, pow2(full), s); @/
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 1);
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 2);
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 4);
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 8);
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 16);
    lemma_rebuilt_inner(c, n, full, width, run, first, len, x, 32);
    /@ assert in: \forall integer s; first <= s < first + len ==>
         slot_whole(c, 0, pow2(full), s); @/
  }
*/
#endif
