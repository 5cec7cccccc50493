/* Slot arrays: two well-formed halves of a block make a well-formed whole. */
#ifndef PM_BUILD_JOIN_H
#define PM_BUILD_JOIN_H

/*@ // the halves [first, mid) and [mid, to) have no node in common
    predicate slots_apart{L}(struct pm_node **c, integer first, integer mid,
                             integer to) =
      \forall integer s, t; first <= s < mid ==> mid <= t < to ==>
        \at(c[s], L) == \at(c[t], L) ==> \at(c[s], L) == \null;
    predicate halves(integer first, integer half) =
      0 <= first && power(half) && first % (2 * half) == 0 &&
      first + 2 * half <= 32;
    // said so that provers need not look into it
    predicate spans(integer first, integer len, integer end) =
      0 <= first && power(len) && first % len == 0 && end == first + len;
    predicate halved(integer first, integer half, integer mid,
                     integer end) =
      halves(first, half) && mid == first + half && end == mid + half;
    // how often a block can be halved
    logic integer rank(integer len) =
      len <= 1 ? 0 : len <= 2 ? 1 : len <= 4 ? 2 : len <= 8 ? 3 :
      len <= 16 ? 4 : 5;
*/
/* ---- Arithmetic ---- */

/*@ ghost
  /@ requires halves(first, half) && power(l) && l <= half;
     terminates \true; assigns \nothing;
     ensures \forall integer s, t; first <= s < first + half ==>
       first + half <= t < first + 2 * half ==> s / l != t / l; @/
  void lemma_halves_part(uint32_t first, uint32_t half, uint32_t l) {
    uint32_t mid = first + half;
    /@ assert mid: mid == first + half; @/
    /@ assert h1: half == 1 ==> mid % l == 0; @/
    /@ assert h2: half == 2 ==> mid % 2 == 0; @/
    /@ assert h4: half == 4 ==> mid % 4 == 0 && mid % 2 == 0; @/
    /@ assert h8: half == 8 ==> mid % 8 == 0 && mid % 4 == 0 &&
         mid % 2 == 0; @/
    /@ assert h16: half == 16 ==> mid % 16 == 0 && mid % 8 == 0 &&
         mid % 4 == 0 && mid % 2 == 0; @/
    /@ assert h32: half != 32; @/
    /@ assert l1: l == 1 ==> \forall integer s, t; s < mid ==> mid <= t ==>
         s / 1 != t / 1; @/
    /@ assert l2: l == 2 ==> \forall integer s, t; 0 <= s < mid ==>
         mid <= t ==> s / 2 < mid / 2 && mid / 2 <= t / 2; @/
    /@ assert l4: l == 4 ==> \forall integer s, t; 0 <= s < mid ==>
         mid <= t ==> s / 4 < mid / 4 && mid / 4 <= t / 4; @/
    /@ assert l8: l == 8 ==> \forall integer s, t; 0 <= s < mid ==>
         mid <= t ==> s / 8 < mid / 8 && mid / 8 <= t / 8; @/
    /@ assert l16: l == 16 ==> \forall integer s, t; 0 <= s < mid ==>
         mid <= t ==> s / 16 < mid / 16 && mid / 16 <= t / 16; @/
  }
*/
/*@ ghost
  /@ requires power(len) && first % len == 0 && first + len <= 32;
     requires power(m) && len <= m;
     terminates \true; assigns \nothing;
     ensures \forall integer s, t; first <= s < first + len ==>
       first <= t < first + len ==> s / m == t / m; @/
  void lemma_within(uint32_t first, uint32_t len, uint32_t m) {
    uint32_t low = first % m;
    /@ assert l1: len == 1 ==> \forall integer s; first <= s < first + 1 ==>
         s == first; @/
    /@ assert l2: len == 2 && m == 2 ==> \forall integer s;
         first <= s < first + 2 ==> s / 2 == first / 2; @/
    /@ assert l2m4: len == 2 && m == 4 ==> \forall integer s;
         first <= s < first + 2 ==> s / 4 == first / 4; @/
    /@ assert l2m8: len == 2 && m == 8 ==> \forall integer s;
         first <= s < first + 2 ==> s / 8 == first / 8; @/
    /@ assert l2m16: len == 2 && m == 16 ==> \forall integer s;
         first <= s < first + 2 ==> s / 16 == first / 16; @/
    /@ assert l4m4: len == 4 && m == 4 ==> \forall integer s;
         first <= s < first + 4 ==> s / 4 == first / 4; @/
    /@ assert l4m8: len == 4 && m == 8 ==> \forall integer s;
         first <= s < first + 4 ==> s / 8 == first / 8; @/
    /@ assert l4m16: len == 4 && m == 16 ==> \forall integer s;
         first <= s < first + 4 ==> s / 16 == first / 16; @/
    /@ assert l8m8: len == 8 && m == 8 ==> \forall integer s;
         first <= s < first + 8 ==> s / 8 == first / 8; @/
    /@ assert l8m16: len == 8 && m == 16 ==> \forall integer s;
         first <= s < first + 8 ==> s / 16 == first / 16; @/
    /@ assert l16m16: len == 16 && m == 16 ==> \forall integer s;
         first <= s < first + 16 ==> s / 16 == first / 16; @/
    /@ assert m32: m == 32 ==> \forall integer s; 0 <= s < 32 ==>
         s / 32 == 0; @/
    /@ assert one: \forall integer s; first <= s < first + len ==>
         s / m == first / m; @/
  }
*/
/*@ ghost
  /@ requires power(len) && len > 1 && first % len == 0 && first + len <= 32;
     terminates \true; assigns \nothing;
     ensures half: halves(first, len / 2) && len / 2 * 2 == len;
     ensures low: first % (len / 2) == 0;
     ensures high: (first + len / 2) % (len / 2) == 0; @/
  void lemma_half(uint32_t first, uint32_t len) {
    /@ assert l2: len == 2 ==> first % 1 == 0 && (first + 1) % 1 == 0; @/
    /@ assert l4: len == 4 ==> first % 2 == 0 && (first + 2) % 2 == 0; @/
    /@ assert l8: len == 8 ==> first % 4 == 0 && (first + 4) % 4 == 0; @/
    /@ assert l16: len == 16 ==> first % 8 == 0 && (first + 8) % 8 == 0; @/
    /@ assert l32: len == 32 ==> first % 16 == 0 && (first + 16) % 16 == 0; @/
  }
*/
/*@ ghost
  /@ requires spans(first, len, end) && len > 1 && end <= 32;
     requires half == len / 2 && mid == first + half;
     terminates \true; assigns \nothing;
     ensures halved: halved(first, half, mid, end);
     ensures low: spans(first, half, mid);
     ensures high: spans(mid, half, end);
     ensures order: first < mid < end && 1 <= half;
     ensures rank: rank(len) == rank(half) + 1; @/
  void lemma_spans_half(uint32_t first, uint32_t len, uint32_t half,
                        uint32_t mid, uint32_t end) {
    lemma_half(first, len);
    /@ assert end: end == first + len && len == 2 * half; @/
    /@ assert power: power(half); @/
  }
*/

/* ---- Counts ---- */

/*@ ghost
  /@ requires first < mid <= to <= 32 && slots_apart(c, first, mid, to);
     terminates \true; assigns \nothing;
     ensures \forall struct pm_node *q; runs(c, first, first, to, q) ==
       runs(c, first, first, mid, q) + runs(c, mid, mid, to, q); @/
  void lemma_join_runs(struct pm_node **c, uint32_t first, uint32_t mid,
                       uint32_t to) {
    uint32_t s = to;
    /@ assert low: first <= mid - 1 < mid; @/
    /@ loop invariant mid <= s <= to;
       loop invariant \forall struct pm_node *q;
         runs(c, first, s, to, q) == runs(c, mid, s, to, q);
       loop assigns s;
       loop variant s; @/
    while (s > mid) {
      s--;
      /@ assert low: \forall struct pm_node *q; runs(c, first, s, to, q) ==
           (q != \null && c[s] == q && (s == first || c[s - 1] != q)
              ? 1 : 0) + runs(c, first, s + 1, to, q); @/
      /@ assert high: \forall struct pm_node *q; runs(c, mid, s, to, q) ==
           (q != \null && c[s] == q && (s == mid || c[s - 1] != q)
              ? 1 : 0) + runs(c, mid, s + 1, to, q); @/
      /@ assert edge: s == mid ==> c[s] == c[s - 1] ==> c[s] == \null; @/
    }
    /@ loop invariant first <= s <= mid;
       loop invariant \forall struct pm_node *q;
         runs(c, first, s, to, q) ==
         runs(c, first, s, mid, q) + runs(c, mid, mid, to, q);
       loop assigns s;
       loop variant s; @/
    while (s > first) {
      s--;
      /@ assert all: \forall struct pm_node *q; runs(c, first, s, to, q) ==
           (q != \null && c[s] == q && (s == first || c[s - 1] != q)
              ? 1 : 0) + runs(c, first, s + 1, to, q); @/
      /@ assert part: \forall struct pm_node *q; runs(c, first, s, mid, q) ==
           (q != \null && c[s] == q && (s == first || c[s - 1] != q)
              ? 1 : 0) + runs(c, first, s + 1, mid, q); @/
    }
  }
*/
/*@ ghost
  /@ requires first < to <= 32;
     terminates \true; assigns \nothing;
     ensures \forall integer s; first <= s < to ==>
       slots_below(c, first, s, to) == slots_below(c, first, s + 1, to) +
       (c[s] != \null && (s == first || c[s - 1] != c[s])
          ? ncount(c[s]) : 0); @/
  void lemma_below_unfold(struct pm_node **c, uint32_t first, uint32_t to) {
  }
*/
/*@ ghost
  /@ requires first < mid <= to <= 32 && slots_apart(c, first, mid, to);
     terminates \true; assigns \nothing;
     ensures slots_below(c, first, first, to) ==
       slots_below(c, first, first, mid) + slots_below(c, mid, mid, to); @/
  void lemma_join_below(struct pm_node **c, uint32_t first, uint32_t mid,
                        uint32_t to) {
    uint32_t s = to;
    /@ assert low: first <= mid - 1 < mid; @/
    /@ loop invariant mid <= s <= to;
       loop invariant slots_below(c, first, s, to) ==
         slots_below(c, mid, s, to);
       loop assigns s;
       loop variant s; @/
    while (s > mid) {
      s--;
      /@ assert low: slots_below(c, first, s, to) ==
           slots_below(c, first, s + 1, to) +
           (c[s] != \null && (s == first || c[s - 1] != c[s])
              ? ncount(c[s]) : 0); @/
      /@ assert high: slots_below(c, mid, s, to) ==
           slots_below(c, mid, s + 1, to) +
           (c[s] != \null && (s == mid || c[s - 1] != c[s])
              ? ncount(c[s]) : 0); @/
      /@ assert edge: s == mid ==> c[s] == c[s - 1] ==> c[s] == \null; @/
    }
    /@ loop invariant first <= s <= mid;
       loop invariant slots_below(c, first, s, to) ==
         slots_below(c, first, s, mid) + slots_below(c, mid, mid, to);
       loop assigns s;
       loop variant s; @/
    while (s > first) {
      s--;
      /@ assert all: slots_below(c, first, s, to) ==
           slots_below(c, first, s + 1, to) +
           (c[s] != \null && (s == first || c[s - 1] != c[s])
              ? ncount(c[s]) : 0); @/
      /@ assert part: slots_below(c, first, s, mid) ==
           slots_below(c, first, s + 1, mid) +
           (c[s] != \null && (s == first || c[s - 1] != c[s])
              ? ncount(c[s]) : 0); @/
    }
  }
*/
#endif
