/* How many entries lie below a branch when its children change. */
#ifndef PM_COUNT_LEMMAS_H
#define PM_COUNT_LEMMAS_H

/*@ ghost
  /@ requires 1 <= w <= 5;
     terminates \true; assigns \nothing;
     ensures \result == pow2(w); @/
  uint32_t lemma_power(uint32_t w) {
    return w == 1 ? 2 : w == 2 ? 4 : w == 3 ? 8 : w == 4 ? 16 : 32;
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires s < total;
     requires nat: \forall integer t; 0 <= t < total ==>
       kid(n, t) != \null ==> ncount(kid(n, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures first: kid(n, s) != \null ==> \exists integer t;
       0 <= t < total && first_slot(n, t) && kid(n, t) == kid(n, s);
     ensures part: kid(n, s) != \null ==>
       below(n, 0, total) >= ncount(kid(n, s)); @/
  void lemma_part(struct pm_node *n, uint32_t s, uint32_t total) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= total;
       loop invariant kid(n, s) == \null ||
         (\forall integer t; 0 <= t < i ==> kid(n, t) != kid(n, s)) ||
         (\exists integer t; 0 <= t < i && first_slot(n, t) &&
            kid(n, t) == kid(n, s));
       loop assigns i;
       loop variant total - i; @/
    while (i < total) i++;
    /@ loop invariant 0 <= i <= total;
       loop invariant below(n, i, total) >= 0;
       loop invariant (\exists integer t; i <= t < total &&
         first_slot(n, t) && kid(n, t) == kid(n, s)) ==>
         below(n, i, total) >= ncount(kid(n, s));
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert unfold: (first_slot(n, i) ==> below(n, i, total) ==
           below(n, i + 1, total) + ncount(kid(n, i))) &&
         (!first_slot(n, i) ==>
            below(n, i, total) == below(n, i + 1, total)); @/
    }
  }
*/
/*@ ghost
  /@ requires total <= 32 && u < total && total == pow2(nwidth(n));
     requires x != \null && (kid(n, u) == x ==> whole(n, u));
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < u ==> kid(n, u) == x ==>
       kid(n, t) == x ==> kid(n, u - 1) == x; @/
  void lemma_run_joined(struct pm_node *n, struct pm_node *x, uint32_t u,
                        uint32_t total) {
    /@ assert l1: block_of(n, 1, u) ==> \forall integer t; 0 <= t < u ==>
         kid(n, t) == kid(n, u) ==> t / 1 == u / 1; @/
    /@ assert div: \forall integer t; 0 <= t < u ==>
         (t / 1 != u / 1) &&
         (t / 2 == u / 2 ==> (u - 1) / 2 == u / 2) &&
         (t / 4 == u / 4 ==> (u - 1) / 4 == u / 4) &&
         (t / 8 == u / 8 ==> (u - 1) / 8 == u / 8) &&
         (t / 16 == u / 16 ==> (u - 1) / 16 == u / 16) &&
         (t / 32 == u / 32 ==> (u - 1) / 32 == u / 32); @/
    /@ assert more: \forall integer l, t; 0 <= t < u ==>
         l == 2 || l == 4 || l == 8 || l == 16 || l == 32 ==>
         block_of(n, l, u) ==> kid(n, t) == kid(n, u) ==>
         kid(n, u - 1) == kid(n, u); @/
  }
*/
/*@ ghost
  /@ requires total == pow2(nwidth(n)) && total <= 32;
     requires whole: \forall integer t; 0 <= t < total ==>
       kid(n, t) == x ==> whole(n, t);
     requires x != \null;
     terminates \true; assigns \nothing;
     ensures \forall integer t, u; 0 <= t < u < total ==>
       first_slot(n, t) ==> first_slot(n, u) ==> kid(n, t) == x ==>
       kid(n, u) != x; @/
  void lemma_run_unique(struct pm_node *n, struct pm_node *x,
                        uint32_t total) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= total;
       loop invariant \forall integer t, u; 0 <= t < u < i ==>
         first_slot(n, u) ==> kid(n, t) == x ==> kid(n, u) != x;
       loop assigns i;
       loop variant total - i; @/
    while (i < total) {
      lemma_run_joined(n, x, i, total);
      i++;
    }
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && slots == pow2(nwidth(n));
     requires kids_replaced(n, r, a, b) && a != \null;
     requires b == \null || no_kid(n, b);
     requires s < slots && kid(n, s) == a;
     requires whole: \forall integer t; 0 <= t < slots ==> whole(n, t);
     requires nat: \forall integer t; 0 <= t < slots ==>
       kid(n, t) != \null ==> ncount(kid(n, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures below(r, 0, slots) ==
       below(n, 0, slots) + total(b) - ncount(a); @/
  void lemma_count_replaced(struct pm_node *n, struct pm_node *r,
                            struct pm_node *a, struct pm_node *b,
                            uint32_t s, uint32_t slots) {
    uint32_t i = slots;
    lemma_part(n, s, slots);
    /@ assert others: \forall integer t; 0 <= t < slots ==>
         kid(n, t) != a ==> kid(r, t) == kid(n, t) &&
         (first_slot(r, t) <==> first_slot(n, t)); @/
    /@ assert firsts: b != \null ==> \forall integer t; 0 <= t < slots ==>
         kid(n, t) == a ==> (first_slot(r, t) <==> first_slot(n, t)); @/
    /@ assert gone: b == \null ==> \forall integer t; 0 <= t < slots ==>
         kid(n, t) == a ==> !first_slot(r, t); @/
    lemma_run_unique(n, a, slots);
    /@ loop invariant 0 <= i <= slots;
       loop invariant none: (\forall integer t; i <= t < slots ==>
         first_slot(n, t) ==> kid(n, t) != a) ==>
         below(r, i, slots) == below(n, i, slots);
       loop invariant one: (\exists integer t; i <= t < slots &&
         first_slot(n, t) && kid(n, t) == a) ==>
         below(r, i, slots) == below(n, i, slots) + total(b) - ncount(a);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert unfold: (first_slot(n, i) ==> below(n, i, slots) ==
           below(n, i + 1, slots) + ncount(kid(n, i))) &&
         (!first_slot(n, i) ==>
            below(n, i, slots) == below(n, i + 1, slots)); @/
      /@ assert unfold_r: (first_slot(r, i) ==> below(r, i, slots) ==
           below(r, i + 1, slots) + ncount(kid(r, i))) &&
         (!first_slot(r, i) ==>
            below(r, i, slots) == below(r, i + 1, slots)); @/
    }
  }
*/
/* Two children together have no more entries than all. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && slots == pow2(nwidth(n));
     requires s < slots && u < slots;
     requires nat: \forall integer t; 0 <= t < slots ==>
       kid(n, t) != \null ==> ncount(kid(n, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures kid(n, u) != kid(n, s) ==>
       below(n, 0, slots) >= total(kid(n, s)) + total(kid(n, u));
     ensures below(n, 0, slots) >= total(kid(n, s)); @/
  void lemma_two_kids(struct pm_node *n, uint32_t s, uint32_t u,
                      uint32_t slots) {
    uint32_t i = slots;
    lemma_part(n, s, slots);
    lemma_part(n, u, slots);
    /@ loop invariant 0 <= i <= slots;
       loop invariant below(n, i, slots) >= 0;
       loop invariant has_s: (\exists integer t; i <= t < slots &&
         first_slot(n, t) && kid(n, t) == kid(n, s)) ==>
         below(n, i, slots) >= ncount(kid(n, s));
       loop invariant has_u: (\exists integer t; i <= t < slots &&
         first_slot(n, t) && kid(n, t) == kid(n, u)) ==>
         below(n, i, slots) >= ncount(kid(n, u));
       loop invariant both: kid(n, u) != kid(n, s) ==>
         (\exists integer t; i <= t < slots &&
         first_slot(n, t) && kid(n, t) == kid(n, s)) ==>
         (\exists integer t; i <= t < slots &&
         first_slot(n, t) && kid(n, t) == kid(n, u)) ==>
         below(n, i, slots) >= ncount(kid(n, s)) + ncount(kid(n, u));
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert unfold: (first_slot(n, i) ==> below(n, i, slots) ==
           below(n, i + 1, slots) + ncount(kid(n, i))) &&
         (!first_slot(n, i) ==>
            below(n, i, slots) == below(n, i + 1, slots)); @/
    }
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires nwidth(r) == nwidth(n) && b != \null && no_kid(n, b);
     requires s < total && kid(r, s) == b;
     requires whole: \forall integer t; 0 <= t < total ==>
       kid(r, t) == b ==> whole(r, t);
     requires either: \forall integer t; 0 <= t < total ==>
       kid(r, t) == kid(n, t) || (kid(n, t) == \null && kid(r, t) == b);
     requires nat: \forall integer t; 0 <= t < total ==>
       kid(r, t) != \null ==> ncount(kid(r, t)) >= 0;
     terminates \true; assigns \nothing;
     ensures below(r, 0, total) == below(n, 0, total) + ncount(b); @/
  void lemma_count_inserted(struct pm_node *n, struct pm_node *r,
                            struct pm_node *b, uint32_t s, uint32_t total) {
    uint32_t i = total;
    lemma_part(r, s, total);
    /@ assert old: \forall integer t; 0 <= t < total ==> kid(r, t) != b ==>
         kid(r, t) == kid(n, t); @/
    /@ assert firsts: \forall integer t; 0 <= t < total ==>
         kid(r, t) != b ==> (first_slot(r, t) <==> first_slot(n, t)); @/
    /@ assert no: \forall integer t; 0 <= t < total ==> kid(r, t) == b ==>
         !first_slot(n, t); @/
    lemma_run_unique(r, b, total);
    /@ loop invariant 0 <= i <= total;
       loop invariant none: (\forall integer t; i <= t < total ==>
         first_slot(r, t) ==> kid(r, t) != b) ==>
         below(r, i, total) == below(n, i, total);
       loop invariant one: (\exists integer t; i <= t < total &&
         first_slot(r, t) && kid(r, t) == b) ==>
         below(r, i, total) == below(n, i, total) + ncount(b);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert unfold: (first_slot(n, i) ==> below(n, i, total) ==
           below(n, i + 1, total) + ncount(kid(n, i))) &&
         (!first_slot(n, i) ==>
            below(n, i, total) == below(n, i + 1, total)); @/
      /@ assert unfold_r: (first_slot(r, i) ==> below(r, i, total) ==
           below(r, i + 1, total) + ncount(kid(r, i))) &&
         (!first_slot(r, i) ==>
            below(r, i, total) == below(r, i + 1, total)); @/
    }
  }
*/
#endif
