/* How many entries lie below slots that are replaced, joined, and stretched. */
#ifndef PM_SHRINK_COUNTS_H
#define PM_SHRINK_COUNTS_H

/*@ // c has n's children, but b instead of a
    predicate replaced_in{L}(struct pm_node **c, struct pm_node *n,
                             integer total, struct pm_node *a,
                             struct pm_node *b) =
      \forall integer s; 0 <= s < total ==>
        \at(c[s], L) == (kid(n, s) == a ? b : kid(n, s));
    // a child begins (or nothing stands) at slot m
    predicate slots_cut{L}(struct pm_node **c, integer m) =
      \at(c[m], L) != \null ==> \at(c[m - 1], L) != \at(c[m], L);
*/

/* Any two children together have no more entries than all. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && slots == pow2(nwidth(n));
     requires nat: \forall integer t; 0 <= t < slots ==>
       kid(n, t) != \null ==> ncount(kid(n, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures one: \forall integer s; 0 <= s < slots ==>
       total(kid(n, s)) <= below(n, 0, slots);
     ensures two: \forall integer s, u; 0 <= s < slots ==>
       0 <= u < slots ==> kid(n, u) != kid(n, s) ==>
       total(kid(n, s)) + total(kid(n, u)) <= below(n, 0, slots); @/
  void lemma_all_kids(struct pm_node *n, uint32_t slots) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= slots;
       loop invariant one: \forall integer s; 0 <= s < i ==>
         total(kid(n, s)) <= below(n, 0, slots);
       loop invariant two: \forall integer s, u; 0 <= s < i ==>
         0 <= u < slots ==> kid(n, u) != kid(n, s) ==>
         total(kid(n, s)) + total(kid(n, u)) <= below(n, 0, slots);
       loop assigns i;
       loop variant slots - i; @/
    while (i < slots) {
      uint32_t j = 0;
      lemma_two_kids(n, i, i, slots);
      /@ loop invariant 0 <= j <= slots;
         loop invariant two: \forall integer u;
           0 <= u < j ==> kid(n, u) != kid(n, i) ==>
           total(kid(n, i)) + total(kid(n, u)) <= below(n, 0, slots);
         loop assigns j;
         loop variant slots - j; @/
      while (j < slots) {
        lemma_two_kids(n, i, j, slots);
        j++;
      }
      i++;
    }
  }
*/
/* A branch of canonical shape has too many entries for a leaf. */
/*@ ghost
  /@ requires 1 <= nwidth(r) <= 5 && slots == pow2(nwidth(r));
     requires canonical(r);
     requires nat: \forall integer t; 0 <= t < slots ==>
       kid(r, t) != \null ==> ncount(kid(r, t)) >= 0 &&
       (is_branch(kid(r, t)) ==> ncount(kid(r, t)) > PM_LEAF_MAX);
     terminates \true; assigns \nothing;
     ensures below(r, 0, slots) > PM_LEAF_MAX; @/
  void lemma_branch_more(struct pm_node *r, uint32_t slots) {
    lemma_all_kids(r, slots);
    lemma_buddy_range(r);
    /@ assert light: below(r, 0, slots) <= PM_LEAF_MAX ==>
         \forall integer s, t; 0 <= s < slots ==> 0 <= t < slots ==>
         kid(r, s) != kid(r, t) ==> !heavy(kid(r, s), kid(r, t)); @/
    /@ assert even1: \forall integer s; 0 <= s < slots ==> even(r, 1, s); @/
    /@ assert even2: below(r, 0, slots) <= PM_LEAF_MAX ==>
         \forall integer s; 0 <= s < slots ==> even(r, 2, s); @/
    /@ assert near: \forall integer s; 0 <= s < slots ==>
         buddy(s) / 2 == s / 2; @/
    /@ assert pairs: below(r, 0, slots) <= PM_LEAF_MAX ==>
         \forall integer s; 0 <= s < slots ==>
         even(r, 2, s) && kid(r, buddy(s)) == kid(r, s); @/
  }
*/
/* A run of equal slots counts once. */
/*@ ghost
  /@ requires from <= low < high <= to <= 32;
     requires same: uniform(c, low, high, x);
     terminates \true; assigns \nothing;
     ensures slots_below(c, from, low, to) ==
       (x != \null && (low == from || c[low - 1] != x) ? ncount(x) : 0) +
       slots_below(c, from, high, to); @/
  void lemma_below_flat(struct pm_node **c, uint32_t from, uint32_t low,
                       uint32_t high, uint32_t to, struct pm_node *x) {
    uint32_t t = high;
    /@ loop invariant low < t <= high;
       loop invariant slots_below(c, from, t, to) ==
         slots_below(c, from, high, to);
       loop assigns t;
       loop variant t; @/
    while (t > low + 1) {
      t--;
      /@ assert no: c[t] == c[t - 1]; @/
    }
    /@ assert first: c[low] == x; @/
  }
*/
/* Two halves. */
/*@ ghost
  /@ requires from < middle < to <= 32 && slots_cut(c, middle);
     terminates \true; assigns \nothing;
     ensures slots_below(c, from, from, to) ==
       slots_below(c, from, from, middle) +
       slots_below(c, middle, middle, to); @/
  void lemma_below_halves(struct pm_node **c, uint32_t from, uint32_t middle,
                          uint32_t to) {
    uint32_t t = to;
    /@ loop invariant middle <= t <= to;
       loop invariant t > middle ==> slots_below(c, from, t, to) ==
         slots_below(c, middle, t, to);
       loop invariant t == middle ==> slots_below(c, from, t, to) ==
         slots_below(c, middle, t, to);
       loop assigns t;
       loop variant t; @/
    while (t > middle) t--;
    /@ loop invariant from <= t <= middle;
       loop invariant slots_below(c, from, t, to) ==
         slots_below(c, from, t, middle) + slots_below(c, middle, middle, to);
       loop assigns t;
       loop variant t; @/
    while (t > from) t--;
  }
*/
/* The branch of the stretched slots. */
/*@ ghost
  /@ requires 1 <= nwidth(r) && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires stretched(c, r, total, run);
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures below(r, 0, slots) == slots_below(c, 0, 0, total); @/
  void lemma_below_stretched(struct pm_node *r, struct pm_node **c,
                             uint32_t slots, uint32_t total, uint32_t run) {
    uint32_t s = slots, low = total;
    lemma_spot(run);
    /@ loop invariant 0 <= s <= slots && low == spot(run, s);
       loop invariant low <= total;
       loop invariant below(r, s, slots) == slots_below(c, 0, low, total);
       loop assigns s, low;
       loop variant s; @/
    while (s > 0) {
      s--;
      low -= run;
      /@ assert low: low == spot(run, s) && low + run <= total; @/
      /@ assert end: low + run == \at(low, LoopCurrent) &&
           s + 1 == \at(s, LoopCurrent); @/
      /@ assert in: \forall integer t; low <= t < low + run ==>
           t / run == s; @/
      /@ assert prev: s > 0 ==> low == spot(run, s - 1) + run; @/
      /@ assert before: s > 0 ==> (low - 1) / run == s - 1; @/
      /@ assert each: \forall integer t; low <= t < low + run ==>
           c[t] == kid(r, t / run); @/
      /@ assert those: \forall integer t; low <= t < low + run ==>
           kid(r, t / run) == kid(r, s); @/
      /@ assert same: uniform(c, low, low + run, kid(r, s)); @/
      /@ assert up: (uint32_t)(low + run) == low + run; @/
      /@ assert kid: c[low] == kid(r, s); @/
      lemma_below_flat(c, 0, low, low + run, total, c[low]);
      /@ assert left: low == 0 <==> s == 0; @/
      /@ assert prior: s > 0 ==> c[low - 1] == kid(r, s - 1); @/
      /@ assert unfold: below(r, s, slots) == below(r, s + 1, slots) +
           (kid(r, s) != \null && (s == 0 || kid(r, s - 1) != kid(r, s))
              ? ncount(kid(r, s)) : 0); @/
    }
  }
*/
/* n, and n with x in the block [first, last). */
/*@ ghost
  /@ requires total == pow2(nwidth(n)) && first < last <= total <= 32;
     requires in: uniform(c, first, last, x);
     requires out: \forall integer t; 0 <= t < total ==>
       t < first || t >= last ==> c[t] == kid(n, t) &&
       (x != \null ==> kid(n, t) != x);
     requires closed: \forall integer s, t; 0 <= t < total ==>
       t < first || t >= last ==> first <= s < last ==>
       kid(n, s) != \null ==> kid(n, t) != kid(n, s);
     terminates \true; assigns \nothing;
     ensures slots_below(c, 0, 0, total) + below(n, first, last) ==
       below(n, 0, total) + total(x); @/
  void lemma_below_cut(struct pm_node *n, struct pm_node **c,
                       uint32_t first, uint32_t last, uint32_t total,
                       struct pm_node *x) {
    uint32_t i = total;
    /@ loop invariant last <= i <= total;
       loop invariant slots_below(c, 0, i, total) == below(n, i, total);
       loop assigns i;
       loop variant i; @/
    while (i > last) {
      i--;
      /@ assert at: c[i] == kid(n, i); @/
      /@ assert before: kid(n, i) != \null ==> (c[i - 1] == c[i] <==>
           kid(n, i - 1) == kid(n, i)); @/
    }
    lemma_below_flat(c, 0, first, last, total, x);
    /@ assert block: slots_below(c, 0, first, total) ==
         total(x) + slots_below(c, 0, last, total); @/
    /@ loop invariant first <= i <= last;
       loop invariant below(n, i, total) ==
         below(n, i, last) + below(n, last, total);
       loop assigns i;
       loop variant i; @/
    while (i > first) i--;
    /@ assert sum: slots_below(c, 0, first, total) + below(n, first, last) ==
         below(n, first, total) + total(x); @/
    /@ loop invariant 0 <= i <= first;
       loop invariant slots_below(c, 0, i, total) + below(n, first, last) ==
         below(n, i, total) + total(x);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert at: c[i] == kid(n, i); @/
      /@ assert before: i > 0 ==> c[i - 1] == kid(n, i - 1); @/
    }
  }
*/
/* The block before it was joined, with b instead of a. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires first < last <= total;
     requires c: replaced_in(c, n, total, a, b) && a != \null;
     requires b: b == \null || no_kid(n, b);
     requires at: first <= at < last && kid(n, at) == a;
     requires closed: \forall integer s, t; 0 <= t < total ==>
       t < first || t >= last ==> first <= s < last ==>
       kid(n, s) != \null ==> kid(n, t) != kid(n, s);
     requires whole: \forall integer t; 0 <= t < total ==> whole(n, t);
     requires nat: \forall integer t; 0 <= t < total ==>
       kid(n, t) != \null ==> ncount(kid(n, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures slots_below(c, first, first, last) ==
       below(n, first, last) + total(b) - ncount(a); @/
  void lemma_below_replaced(struct pm_node *n, struct pm_node **c,
                            uint32_t first, uint32_t last, uint32_t total,
                            struct pm_node *a, struct pm_node *b,
                            uint32_t at) {
    uint32_t i = last;
    lemma_part(n, at, total);
    lemma_run_unique(n, a, total);
    /@ assert some: \exists integer t; first <= t < last &&
         first_slot(n, t) && kid(n, t) == a; @/
    /@ assert start: kid(n, first) != \null ==> first_slot(n, first); @/
    /@ assert others: \forall integer t; first < t < last ==>
         kid(n, t) != a ==> c[t] == kid(n, t) && (kid(n, t) != \null ==>
         (c[t - 1] == c[t] <==> kid(n, t - 1) == kid(n, t))); @/
    /@ assert firsts: b != \null ==> \forall integer t; first < t < last ==>
         kid(n, t) == a ==>
         (c[t - 1] == c[t] <==> kid(n, t - 1) == kid(n, t)); @/
    /@ loop invariant first <= i <= last;
       loop invariant none: (\forall integer t; i <= t < last ==>
         first_slot(n, t) ==> kid(n, t) != a) ==>
         slots_below(c, first, i, last) == below(n, i, last);
       loop invariant one: (\exists integer t; i <= t < last &&
         first_slot(n, t) && kid(n, t) == a) ==>
         slots_below(c, first, i, last) ==
         below(n, i, last) + total(b) - ncount(a);
       loop assigns i;
       loop variant i; @/
    while (i > first) {
      i--;
      /@ assert unfold: (first_slot(n, i) ==> below(n, i, last) ==
           below(n, i + 1, last) + ncount(kid(n, i))) &&
         (!first_slot(n, i) ==>
            below(n, i, last) == below(n, i + 1, last)); @/
      /@ assert unfold_c: slots_below(c, first, i, last) ==
           slots_below(c, first, i + 1, last) +
           (c[i] != \null && (i == first || c[i - 1] != c[i])
              ? ncount(c[i]) : 0); @/
      /@ assert begins: first_slot(n, i) ==> kid(n, i) == a ==>
           slots_below(c, first, i, last) ==
           slots_below(c, first, i + 1, last) + total(b); @/
      /@ assert other: first_slot(n, i) ==> kid(n, i) != a ==>
           slots_below(c, first, i, last) ==
           slots_below(c, first, i + 1, last) + ncount(kid(n, i)); @/
      /@ assert none: !first_slot(n, i) ==>
           slots_below(c, first, i, last) ==
           slots_below(c, first, i + 1, last); @/
      /@ assert later: first_slot(n, i) ==> kid(n, i) == a ==>
           \forall integer t; i + 1 <= t < last ==> first_slot(n, t) ==>
           kid(n, t) != a; @/
      /@ assert one_here: first_slot(n, i) ==> kid(n, i) == a ==>
           slots_below(c, first, i, last) ==
           below(n, i, last) + total(b) - ncount(a); @/
      /@ assert one_later: (\exists integer t; i + 1 <= t < last &&
           first_slot(n, t) && kid(n, t) == a) ==>
           slots_below(c, first, i, last) ==
           below(n, i, last) + total(b) - ncount(a); @/
      /@ assert either: (\exists integer t; i <= t < last &&
           first_slot(n, t) && kid(n, t) == a) ==>
           (first_slot(n, i) && kid(n, i) == a) ||
           (\exists integer t; i + 1 <= t < last &&
              first_slot(n, t) && kid(n, t) == a); @/
    }
  }
*/
#endif
