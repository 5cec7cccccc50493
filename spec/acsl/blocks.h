/* Slots: which child of a branch a hash selects, and arrays of children. */
#ifndef PM_BLOCKS_H
#define PM_BLOCKS_H

/*@ logic integer full_width(integer used) =
      32 - used < PM_CHUNK_BITS ? 32 - used : PM_CHUNK_BITS;
    // what stands under slot s of n, seen as a branch of full width
    logic struct pm_node *spread(struct pm_node *n, integer full,
                                 integer s) =
      n == \null || nwidth(n) == 0 ? n : kid(n, s / pow2(full - nwidth(n)));
    predicate leafy(struct pm_node *n) = n == \null || nwidth(n) == 0;
*/

/* ---- Arrays ---- */

/*@ predicate slots_there{L}(struct pm_node **c, integer total) =
      \valid{L}(c + (0 .. total - 1)) && outside(\base_addr(c));
    // an array of all slots shows node
    predicate slots_show{L}(struct pm_node **c, struct pm_node *node,
                            integer full) =
      \forall integer s; 0 <= s < pow2(full) ==>
        \at(c[s], L) == spread(node, full, s);
    predicate uniform{L}(struct pm_node **c, integer first, integer end,
                         struct pm_node *x) =
      \forall integer s; first <= s < end ==> \at(c[s], L) == x;
    predicate slots_same{L1,L2}(struct pm_node **c, integer first,
                                integer end) =
      \forall integer s; first <= s < end ==> \at(c[s], L2) == \at(c[s], L1);
    // where the aligned block of r slots around t starts
    logic integer start(integer t, integer r) = t / r * r;
    // a branch of that width has a slot for each of them
    predicate fits{L}(struct pm_node **slot, integer full, integer width) =
      \forall integer s; 0 <= s < pow2(full) ==>
        \at(slot[s], L) == \at(slot[start(s, pow2(full - width))], L);
    predicate power(integer l) =
      l == 1 || l == 2 || l == 4 || l == 8 || l == 16 || l == 32;
    // r is n with the empty block of l slots around slot `at` filled with x
    predicate filled_block(struct pm_node *r, struct pm_node *n, integer l,
                           integer at, struct pm_node *x) =
      \forall integer s; 0 <= s < pow2(nwidth(n)) ==>
        (s / l == at / l ==> kid(n, s) == \null) &&
        kid(r, s) == (s / l == at / l ? x : kid(n, s));
    // that is the largest empty block
    predicate widest(struct pm_node *n, integer l, integer at) =
      l < pow2(nwidth(n)) ==>
        !(\forall integer s; 0 <= s < pow2(nwidth(n)) ==>
            s / (2 * l) == at / (2 * l) ==> kid(n, s) == \null);
    predicate filled_whole(struct pm_node *r, struct pm_node *n, integer l,
                           integer at, struct pm_node *x) =
      filled_block(r, n, l, at, x) && widest(n, l, at);
    predicate filled(struct pm_node *r, struct pm_node *n, integer at,
                     struct pm_node *x) =
      filled_whole(r, n, 1, at, x) || filled_whole(r, n, 2, at, x) ||
      filled_whole(r, n, 4, at, x) || filled_whole(r, n, 8, at, x) ||
      filled_whole(r, n, 16, at, x) || filled_whole(r, n, 32, at, x);
*/
/* Arithmetic of aligned blocks, one block size at a time. */
/*@ ghost
  /@ requires power(r) && first == at / r * r;
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < 32 ==>
       (s / r == at / r <==> first <= s < first + r); @/
  void lemma_block(uint32_t at, uint32_t r, uint32_t first) {
    /@ assert r == 1 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 1 == at / 1 <==> at / 1 * 1 <= s < at / 1 * 1 + 1); @/
    /@ assert r == 2 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 2 == at / 2 <==> at / 2 * 2 <= s < at / 2 * 2 + 2); @/
    /@ assert r == 4 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 4 == at / 4 <==> at / 4 * 4 <= s < at / 4 * 4 + 4); @/
    /@ assert r == 8 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 8 == at / 8 <==> at / 8 * 8 <= s < at / 8 * 8 + 8); @/
    /@ assert r == 16 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 16 == at / 16 <==> at / 16 * 16 <= s < at / 16 * 16 + 16); @/
    /@ assert r == 32 ==> \forall integer s; 0 <= s < 32 ==>
         (s / 32 == at / 32 <==> at / 32 * 32 <= s < at / 32 * 32 + 32); @/
  }
*/
/*@ ghost
  /@ requires power(r) && r <= 16;
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < 32 ==> 0 <= start(t, r) <= t;
     ensures \forall integer t; 0 <= t < 32 ==>
       start(start(t, r), 2 * r) == start(t, 2 * r); @/
  void lemma_halve(uint32_t r) {
    /@ assert r == 1 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 1 * 1 <= t &&
         t / 1 * 1 / 2 * 2 == t / 2 * 2; @/
    /@ assert r == 2 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 2 * 2 <= t &&
         t / 2 * 2 / 4 * 4 == t / 4 * 4; @/
    /@ assert r == 4 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 4 * 4 <= t &&
         t / 4 * 4 / 8 * 8 == t / 8 * 8; @/
    /@ assert r == 8 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 8 * 8 <= t &&
         t / 8 * 8 / 16 * 16 == t / 16 * 16; @/
    /@ assert r == 16 ==> \forall integer t; 0 <= t < 32 ==>
         0 <= t / 16 * 16 <= t &&
         t / 16 * 16 / 32 * 32 == t / 32 * 32; @/
  }
*/
/*@ ghost
  /@ requires power(r) && 1 <= s < 32;
     terminates \true; assigns \nothing;
     ensures s % r != 0 ==> start(s - 1, r) == start(s, r);
     ensures s % r == 0 ==> start(s, r) == s; @/
  void lemma_next(uint32_t s, uint32_t r) {
    /@ assert r == 1 ==> (s % 1 != 0 ==> (s - 1) / 1 == s / 1) &&
         (s % 1 == 0 ==> s / 1 * 1 == s); @/
    /@ assert r == 2 ==> (s % 2 != 0 ==> (s - 1) / 2 == s / 2) &&
         (s % 2 == 0 ==> s / 2 * 2 == s); @/
    /@ assert r == 4 ==> (s % 4 != 0 ==> (s - 1) / 4 == s / 4) &&
         (s % 4 == 0 ==> s / 4 * 4 == s); @/
    /@ assert r == 8 ==> (s % 8 != 0 ==> (s - 1) / 8 == s / 8) &&
         (s % 8 == 0 ==> s / 8 * 8 == s); @/
    /@ assert r == 16 ==> (s % 16 != 0 ==> (s - 1) / 16 == s / 16) &&
         (s % 16 == 0 ==> s / 16 * 16 == s); @/
    /@ assert r == 32 ==> (s % 32 != 0 ==> (s - 1) / 32 == s / 32) &&
         (s % 32 == 0 ==> s / 32 * 32 == s); @/
  }
*/
/*@ ghost
  /@ requires power(r);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < r ==> start(t, r) == 0; @/
  void lemma_whole(uint32_t r) {
    /@ assert r == 1 ==> \forall integer t; 0 <= t < 1 ==> t / 1 * 1 == 0; @/
    /@ assert r == 2 ==> \forall integer t; 0 <= t < 2 ==> t / 2 * 2 == 0; @/
    /@ assert r == 4 ==> \forall integer t; 0 <= t < 4 ==> t / 4 * 4 == 0; @/
    /@ assert r == 8 ==> \forall integer t; 0 <= t < 8 ==> t / 8 * 8 == 0; @/
    /@ assert r == 16 ==> \forall integer t; 0 <= t < 16 ==>
         t / 16 * 16 == 0; @/
    /@ assert r == 32 ==> \forall integer t; 0 <= t < 32 ==>
         t / 32 * 32 == 0; @/
  }
*/
/* A branch of that width spread to full width: each child stands in run slots. */
/*@ ghost
  /@ requires 1 <= width <= full <= 5 && run == pow2(full - width);
     terminates \true; assigns \nothing;
     ensures power(run) && pow2(width) * run == pow2(full);
     ensures \forall integer s; 0 <= s < pow2(width) ==>
       0 <= s * run && s * run + run <= pow2(full);
     ensures \forall integer t; 0 <= t < pow2(full) ==>
       0 <= t / run < pow2(width) && t / run * run <= t < t / run * run + run;
     ensures \forall integer s, t; 0 <= s < pow2(width) ==>
       s * run <= t < s * run + run ==> t / run == s; @/
  void lemma_shape(uint32_t full, uint32_t width, uint32_t run) {
    /@ assert full == 1 ==> width == 1 ==> run == 1 &&
         pow2(width) == 2 && pow2(full) == 2 &&
         (\forall integer s; 0 <= s < 2 ==> 0 <= s * 1 && s * 1 + 1 <= 2) &&
         (\forall integer t; 0 <= t < 2 ==> 0 <= t / 1 < 2 &&
            t / 1 * 1 <= t < t / 1 * 1 + 1) &&
         (\forall integer s, t; 0 <= s < 2 ==> s * 1 <= t < s * 1 + 1 ==>
            t / 1 == s); @/
    /@ assert full == 2 ==> width == 1 ==> run == 2 &&
         pow2(width) == 2 && pow2(full) == 4 &&
         (\forall integer s; 0 <= s < 2 ==> 0 <= s * 2 && s * 2 + 2 <= 4) &&
         (\forall integer t; 0 <= t < 4 ==> 0 <= t / 2 < 2 &&
            t / 2 * 2 <= t < t / 2 * 2 + 2) &&
         (\forall integer s, t; 0 <= s < 2 ==> s * 2 <= t < s * 2 + 2 ==>
            t / 2 == s); @/
    /@ assert full == 2 ==> width == 2 ==> run == 1 &&
         pow2(width) == 4 && pow2(full) == 4 &&
         (\forall integer s; 0 <= s < 4 ==> 0 <= s * 1 && s * 1 + 1 <= 4) &&
         (\forall integer t; 0 <= t < 4 ==> 0 <= t / 1 < 4 &&
            t / 1 * 1 <= t < t / 1 * 1 + 1) &&
         (\forall integer s, t; 0 <= s < 4 ==> s * 1 <= t < s * 1 + 1 ==>
            t / 1 == s); @/
    /@ assert full == 3 ==> width == 1 ==> run == 4 &&
         pow2(width) == 2 && pow2(full) == 8 &&
         (\forall integer s; 0 <= s < 2 ==> 0 <= s * 4 && s * 4 + 4 <= 8) &&
         (\forall integer t; 0 <= t < 8 ==> 0 <= t / 4 < 2 &&
            t / 4 * 4 <= t < t / 4 * 4 + 4) &&
         (\forall integer s, t; 0 <= s < 2 ==> s * 4 <= t < s * 4 + 4 ==>
            t / 4 == s); @/
    /@ assert full == 3 ==> width == 2 ==> run == 2 &&
         pow2(width) == 4 && pow2(full) == 8 &&
         (\forall integer s; 0 <= s < 4 ==> 0 <= s * 2 && s * 2 + 2 <= 8) &&
         (\forall integer t; 0 <= t < 8 ==> 0 <= t / 2 < 4 &&
            t / 2 * 2 <= t < t / 2 * 2 + 2) &&
         (\forall integer s, t; 0 <= s < 4 ==> s * 2 <= t < s * 2 + 2 ==>
            t / 2 == s); @/
    /@ assert full == 3 ==> width == 3 ==> run == 1 &&
         pow2(width) == 8 && pow2(full) == 8 &&
         (\forall integer s; 0 <= s < 8 ==> 0 <= s * 1 && s * 1 + 1 <= 8) &&
         (\forall integer t; 0 <= t < 8 ==> 0 <= t / 1 < 8 &&
            t / 1 * 1 <= t < t / 1 * 1 + 1) &&
         (\forall integer s, t; 0 <= s < 8 ==> s * 1 <= t < s * 1 + 1 ==>
            t / 1 == s); @/
    /@ assert full == 4 ==> width == 1 ==> run == 8 &&
         pow2(width) == 2 && pow2(full) == 16 &&
         (\forall integer s; 0 <= s < 2 ==> 0 <= s * 8 && s * 8 + 8 <= 16) &&
         (\forall integer t; 0 <= t < 16 ==> 0 <= t / 8 < 2 &&
            t / 8 * 8 <= t < t / 8 * 8 + 8) &&
         (\forall integer s, t; 0 <= s < 2 ==> s * 8 <= t < s * 8 + 8 ==>
            t / 8 == s); @/
    /@ assert full == 4 ==> width == 2 ==> run == 4 &&
         pow2(width) == 4 && pow2(full) == 16 &&
         (\forall integer s; 0 <= s < 4 ==> 0 <= s * 4 && s * 4 + 4 <= 16) &&
         (\forall integer t; 0 <= t < 16 ==> 0 <= t / 4 < 4 &&
            t / 4 * 4 <= t < t / 4 * 4 + 4) &&
         (\forall integer s, t; 0 <= s < 4 ==> s * 4 <= t < s * 4 + 4 ==>
            t / 4 == s); @/
    /@ assert full == 4 ==> width == 3 ==> run == 2 &&
         pow2(width) == 8 && pow2(full) == 16 &&
         (\forall integer s; 0 <= s < 8 ==> 0 <= s * 2 && s * 2 + 2 <= 16) &&
         (\forall integer t; 0 <= t < 16 ==> 0 <= t / 2 < 8 &&
            t / 2 * 2 <= t < t / 2 * 2 + 2) &&
         (\forall integer s, t; 0 <= s < 8 ==> s * 2 <= t < s * 2 + 2 ==>
            t / 2 == s); @/
    /@ assert full == 4 ==> width == 4 ==> run == 1 &&
         pow2(width) == 16 && pow2(full) == 16 &&
         (\forall integer s; 0 <= s < 16 ==> 0 <= s * 1 && s * 1 + 1 <= 16) &&
         (\forall integer t; 0 <= t < 16 ==> 0 <= t / 1 < 16 &&
            t / 1 * 1 <= t < t / 1 * 1 + 1) &&
         (\forall integer s, t; 0 <= s < 16 ==> s * 1 <= t < s * 1 + 1 ==>
            t / 1 == s); @/
    /@ assert full == 5 ==> width == 1 ==> run == 16 &&
         pow2(width) == 2 && pow2(full) == 32 &&
         (\forall integer s; 0 <= s < 2 ==> 0 <= s * 16 && s * 16 + 16 <= 32) &&
         (\forall integer t; 0 <= t < 32 ==> 0 <= t / 16 < 2 &&
            t / 16 * 16 <= t < t / 16 * 16 + 16) &&
         (\forall integer s, t; 0 <= s < 2 ==> s * 16 <= t < s * 16 + 16 ==>
            t / 16 == s); @/
    /@ assert full == 5 ==> width == 2 ==> run == 8 &&
         pow2(width) == 4 && pow2(full) == 32 &&
         (\forall integer s; 0 <= s < 4 ==> 0 <= s * 8 && s * 8 + 8 <= 32) &&
         (\forall integer t; 0 <= t < 32 ==> 0 <= t / 8 < 4 &&
            t / 8 * 8 <= t < t / 8 * 8 + 8) &&
         (\forall integer s, t; 0 <= s < 4 ==> s * 8 <= t < s * 8 + 8 ==>
            t / 8 == s); @/
    /@ assert full == 5 ==> width == 3 ==> run == 4 &&
         pow2(width) == 8 && pow2(full) == 32 &&
         (\forall integer s; 0 <= s < 8 ==> 0 <= s * 4 && s * 4 + 4 <= 32) &&
         (\forall integer t; 0 <= t < 32 ==> 0 <= t / 4 < 8 &&
            t / 4 * 4 <= t < t / 4 * 4 + 4) &&
         (\forall integer s, t; 0 <= s < 8 ==> s * 4 <= t < s * 4 + 4 ==>
            t / 4 == s); @/
    /@ assert full == 5 ==> width == 4 ==> run == 2 &&
         pow2(width) == 16 && pow2(full) == 32 &&
         (\forall integer s; 0 <= s < 16 ==> 0 <= s * 2 && s * 2 + 2 <= 32) &&
         (\forall integer t; 0 <= t < 32 ==> 0 <= t / 2 < 16 &&
            t / 2 * 2 <= t < t / 2 * 2 + 2) &&
         (\forall integer s, t; 0 <= s < 16 ==> s * 2 <= t < s * 2 + 2 ==>
            t / 2 == s); @/
    /@ assert full == 5 ==> width == 5 ==> run == 1 &&
         pow2(width) == 32 && pow2(full) == 32 &&
         (\forall integer s; 0 <= s < 32 ==> 0 <= s * 1 && s * 1 + 1 <= 32) &&
         (\forall integer t; 0 <= t < 32 ==> 0 <= t / 1 < 32 &&
            t / 1 * 1 <= t < t / 1 * 1 + 1) &&
         (\forall integer s, t; 0 <= s < 32 ==> s * 1 <= t < s * 1 + 1 ==>
            t / 1 == s); @/
  }
*/
/* So it holds the same references: only the first slot of each begins a run. */
/*@ ghost
  /@ requires low < high <= to <= 32;
     requires same: uniform(slot, low, high, x);
     terminates \true; assigns \nothing;
     ensures \forall struct pm_node *q; runs(slot, 0, low, to, q) ==
       (q != \null && x == q && (low == 0 || slot[low - 1] != q) ? 1 : 0) +
       runs(slot, 0, high, to, q); @/
  void lemma_run(struct pm_node **slot, uint32_t low, uint32_t high,
                 uint32_t to, struct pm_node *x) {
    uint32_t t = high;
    /@ loop invariant low < t <= high;
       loop invariant \forall struct pm_node *q;
         runs(slot, 0, t, to, q) == runs(slot, 0, high, to, q);
       loop assigns t;
       loop variant t; @/
    while (t > low + 1) {
      t--;
      /@ assert no: slot[t] == slot[t - 1]; @/
      /@ assert unfold: \forall struct pm_node *q; runs(slot, 0, t, to, q) ==
           (q != \null && slot[t] == q && (t == 0 || slot[t - 1] != q)
              ? 1 : 0) + runs(slot, 0, t + 1, to, q); @/
    }
    /@ assert unfold: \forall struct pm_node *q; runs(slot, 0, low, to, q) ==
         (q != \null && slot[low] == q && (low == 0 || slot[low - 1] != q)
            ? 1 : 0) + runs(slot, 0, low + 1, to, q); @/
  }
*/
/*@ ghost
  /@ requires 1 <= width <= full <= 5 && run == pow2(full - width);
     requires slots == pow2(width) && \valid_read(child + (0 .. slots - 1));
     requires \forall integer t; 0 <= t < pow2(full) ==>
       slot[t] == child[t / run];
     terminates \true; assigns \nothing;
     ensures \forall struct pm_node *q;
       runs(child, 0, 0, pow2(width), q) ==
       runs(slot, 0, 0, pow2(full), q); @/
  void lemma_runs_spread(struct pm_node **child, struct pm_node **slot,
                         uint32_t full, uint32_t width, uint32_t run,
                         uint32_t slots) {
    uint32_t s = slots, low = slots * run, to = low;
    lemma_shape(full, width, run);
    /@ assert to: to == pow2(full); @/
    /@ loop invariant 0 <= s <= slots && low == s * run;
       loop invariant \forall struct pm_node *q;
         runs(child, 0, s, slots, q) == runs(slot, 0, low, to, q);
       loop assigns s, low;
       loop variant s; @/
    while (s > 0) {
      /@ assert step: (s - 1) * run == low - run; @/
      s--;
      low -= run;
      /@ assert low: low == s * run && low + run <= to; @/
      /@ assert last: s + 1 == \at(s, LoopCurrent); @/
      /@ assert end: low + run == \at(low, LoopCurrent); @/
      /@ assert before: s > 0 ==> (low - 1) / run == s - 1; @/
      /@ assert in: \forall integer t; low <= t < low + run ==>
           t / run == s; @/
      /@ assert same: uniform(slot, low, low + run, child[s]); @/
      /@ assert old: \forall struct pm_node *q;
           runs(child, 0, s + 1, slots, q) ==
           runs(slot, 0, low + run, to, q); @/
      /@ assert up: (uint32_t)(low + run) == low + run; @/
      lemma_run(slot, low, low + run, to, child[s]);
      /@ assert left: low == 0 <==> s == 0; @/
      /@ assert prior: s > 0 ==> slot[low - 1] == child[s - 1]; @/
      /@ assert unfold: \forall struct pm_node *q;
           runs(child, 0, s, slots, q) ==
           (q != \null && child[s] == q && (s == 0 || child[s - 1] != q)
              ? 1 : 0) + runs(child, 0, s + 1, slots, q); @/
    }
  }
*/
#endif
