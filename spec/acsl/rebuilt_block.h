/* A branch spread to full width, a block of whose slots is rebuilt: the block
 * of a child, and what stands in it and beside it. */
#ifndef PM_REBUILT_BLOCK_H
#define PM_REBUILT_BLOCK_H

/*@ // c has the children of n, but in [first, to)
    predicate spread_but{L}(struct pm_node **c, struct pm_node *n,
                            integer full, integer run, integer first,
                            integer to) =
      is_branch(n) && 1 <= nwidth(n) <= full && full <= 5 &&
      run == pow2(full - nwidth(n)) &&
      \forall integer t; 0 <= t < pow2(full) ==> t < first || t >= to ==>
        \at(c[t], L) == kid(n, t / run);
    // x has the slots [first, to), and no other
    predicate stands_in(struct pm_node *n, integer total, integer run,
                        integer first, integer to, struct pm_node *x) =
      \forall integer t; 0 <= t < total ==>
        (kid(n, t / run) == x <==> first <= t < to);
    // [first, first + len) is a block, but not all
    predicate a_block(integer total, integer first, integer len) =
      power(len) && len < total && first == first / len * len &&
      0 <= first && first + len <= total;
    // what stands there is not one of n's children
    predicate block_new{L}(struct pm_node **c, struct pm_node *n,
                           integer first, integer to) =
      \forall integer s; first <= s < to ==> \at(c[s], L) != \null ==>
        no_kid(n, \at(c[s], L));
    // the largest block around `at` that is x's
    predicate a_run{L}(struct pm_node **c, integer total, integer at,
                       integer first, integer len, struct pm_node *x) =
      power(len) && len <= total && first == at / len * len &&
      uniform{L}(c, first, first + len, x) &&
      (len < total ==> !(\forall integer s; 0 <= s < total ==>
         s / (2 * len) == at / (2 * len) ==> \at(c[s], L) == x));
*/

/* If the block of x has l of n's slots, it has z = l * run of all. */
/*@ ghost
  /@ requires taken(c, n, full, run) && total == pow2(full);
     requires width == nwidth(n) && power(l);
     requires at < total && kid(n, at / run) == x && least(n);
     terminates \true; assigns \nothing;
     ensures z: \result == l * run;
     ensures same: block_of(n, l, at / run) ==>
       \forall integer t; 0 <= t < total ==>
       (c[t] == x <==> t / \result == at / \result);
     ensures less: block_of(n, l, at / run) ==>
       \result < total && power(\result); @/
  uint32_t lemma_kid_block(struct pm_node **c, struct pm_node *n,
                           uint32_t full, uint32_t total, uint32_t width,
                           uint32_t run, uint32_t at, struct pm_node *x,
                           uint32_t l) {
    lemma_shape(full, width, run);
    uint32_t z = lemma_times(l, run);
    lemma_scaled(run, l);
    lemma_buddy_range(n);
    lemma_taken_at(c, n, full, width, run);
    /@ assert total: total <= 32; @/
    /@ assert down: \forall integer t; 0 <= t < total ==>
         t / run / l == t / z; @/
    /@ assert same: block_of(n, l, at / run) ==>
         \forall integer t; 0 <= t < total ==>
         (c[t] == x <==> t / z == at / z); @/
    /@ assert zero: z >= total ==> \forall integer t; 0 <= t < total ==>
         t / z == 0; @/
    /@ assert all: block_of(n, l, at / run) ==> z >= total ==>
         \forall integer t; 0 <= t < total ==> c[t] == x; @/
    /@ assert kids: block_of(n, l, at / run) ==> z >= total ==>
         \forall integer u; 0 <= u < pow2(width) ==> kid(n, u) == x; @/
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert z1: run == 1 ==> z == l; @/
    /@ assert z2: run == 2 ==> z == 2 * l; @/
    /@ assert z4: run == 4 ==> z == 4 * l; @/
    /@ assert z8: run == 8 ==> z == 8 * l; @/
    /@ assert z16: run == 16 ==> z == 16 * l; @/
    /@ assert power: z < total ==> power(z); @/
    return z;
  }
*/
/* The run that is found is x's block. */
/*@ ghost
  /@ requires a_run(c, total, at, first, len, x);
     requires at < total <= 32 && power(total) && power(z) && z < total;
     requires same: \forall integer t; 0 <= t < total ==>
       (c[t] == x <==> t / z == at / z);
     terminates \true; assigns \nothing;
     ensures len == z; @/
  void lemma_same_run(struct pm_node **c, uint32_t total, uint32_t at,
                      uint32_t first, uint32_t len, struct pm_node *x,
                      uint32_t z) {
    lemma_block(at, len, first);
    if (len < z) {
      lemma_nested(2 * len, z);
      /@ assert wide: \forall integer s; 0 <= s < total ==>
           s / (2 * len) == at / (2 * len) ==> c[s] == x; @/
    }
    if (len > z) {
      uint32_t beside = lemma_beside(z, at);
      lemma_nested(2 * z, len);
      /@ assert there: beside / len == at / len; @/
      /@ assert in: first <= beside < first + len; @/
    }
  }
*/
/*@ ghost
  /@ requires taken(c, n, full, run) && total == pow2(full);
     requires \valid_read(c + (0 .. total - 1));
     requires width == nwidth(n) && power(l);
     requires at < total && kid(n, at / run) == x && least(n);
     requires run: a_run(c, total, at, first, len, x);
     terminates \true; assigns \nothing;
     ensures block_of(n, l, at / run) ==> len < total &&
       \forall integer t; 0 <= t < total ==>
       (c[t] == x <==> t / len == at / len); @/
  void lemma_run_block(struct pm_node **c, struct pm_node *n, uint32_t full,
                       uint32_t total, uint32_t width, uint32_t run,
                       uint32_t at, uint32_t first, uint32_t len,
                       struct pm_node *x, uint32_t l) {
    uint32_t z = lemma_kid_block(c, n, full, total, width, run, at, x, l);
    uint32_t t = 0, is = z < total && (z == 1 || z == 2 || z == 4 ||
                                       z == 8 || z == 16);
    /@ loop invariant 0 <= t <= total && (is == 0 || is == 1);
       loop invariant is != 0 ==> z < total && power(z) &&
         \forall integer s; 0 <= s < t ==>
         (c[s] == x <==> s / z == at / z);
       loop invariant is == 0 ==> !block_of(n, l, at / run);
       loop assigns t, is;
       loop variant total - t; @/
    while (t < total) {
      if ((c[t] == x) != (t / z == at / z)) is = 0;
      t++;
    }
    if (is) lemma_same_run(c, total, at, first, len, x, z);
  }
*/
/* What pm_slots_block finds around a child's slot is where the child stands. */
/*@ ghost
  /@ requires taken(c, n, full, run) && total == pow2(full);
     requires \valid_read(c + (0 .. total - 1));
     requires width == nwidth(n) && whole(n, at / run) && least(n);
     requires at < total && kid(n, at / run) == x && x != \null;
     requires run: a_run(c, total, at, first, len, x);
     terminates \true; assigns \nothing;
     ensures block: a_block(total, first, len) && first <= at < first + len;
     ensures in: stands_in(n, total, run, first, first + len, x); @/
  void lemma_stands_in(struct pm_node **c, struct pm_node *n, uint32_t full,
                       uint32_t total, uint32_t width, uint32_t run,
                       uint32_t at, uint32_t first, uint32_t len,
                       struct pm_node *x) {
    /@ assert total: total <= 32 && power(total); @/
    lemma_block(at, len, first);
    lemma_fits(at, len, first, total);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 1);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 2);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 4);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 8);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 16);
    lemma_run_block(c, n, full, total, width, run, at, first, len, x, 32);
    /@ assert same: len < total && \forall integer t; 0 <= t < total ==>
         (c[t] == x <==> t / len == at / len); @/
    /@ assert low: first == first / len * len; @/
  }
*/
#endif
