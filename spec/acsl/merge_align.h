/* Aligned blocks of slots within one another: arithmetic, one size at a time. */
#ifndef PM_MERGE_ALIGN_H
#define PM_MERGE_ALIGN_H

/*@ ghost
  /@ requires power(len) && first % len == 0 && first + len <= 32;
     requires power(l) && l <= len;
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < 32 ==> t / l == first / l ==>
       first <= t < first + len; @/
  void lemma_small_block(uint32_t first, uint32_t len, uint32_t l) {
    /@ assert b1_1: len == 1 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 1; @/
    /@ assert b2_1: len == 2 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 2; @/
    /@ assert b2_2: len == 2 ==> l == 2 ==> \forall integer t;
         0 <= t < 32 ==> t / 2 == first / 2 ==> first <= t < first + 2; @/
    /@ assert b4_1: len == 4 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 4; @/
    /@ assert b4_2: len == 4 ==> l == 2 ==> \forall integer t;
         0 <= t < 32 ==> t / 2 == first / 2 ==> first <= t < first + 4; @/
    /@ assert b4_4: len == 4 ==> l == 4 ==> \forall integer t;
         0 <= t < 32 ==> t / 4 == first / 4 ==> first <= t < first + 4; @/
    /@ assert b8_1: len == 8 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 8; @/
    /@ assert b8_2: len == 8 ==> l == 2 ==> \forall integer t;
         0 <= t < 32 ==> t / 2 == first / 2 ==> first <= t < first + 8; @/
    /@ assert b8_4: len == 8 ==> l == 4 ==> \forall integer t;
         0 <= t < 32 ==> t / 4 == first / 4 ==> first <= t < first + 8; @/
    /@ assert b8_8: len == 8 ==> l == 8 ==> \forall integer t;
         0 <= t < 32 ==> t / 8 == first / 8 ==> first <= t < first + 8; @/
    /@ assert b16_1: len == 16 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 16; @/
    /@ assert b16_2: len == 16 ==> l == 2 ==> \forall integer t;
         0 <= t < 32 ==> t / 2 == first / 2 ==> first <= t < first + 16; @/
    /@ assert b16_4: len == 16 ==> l == 4 ==> \forall integer t;
         0 <= t < 32 ==> t / 4 == first / 4 ==> first <= t < first + 16; @/
    /@ assert b16_8: len == 16 ==> l == 8 ==> \forall integer t;
         0 <= t < 32 ==> t / 8 == first / 8 ==> first <= t < first + 16; @/
    /@ assert b16_16: len == 16 ==> l == 16 ==> \forall integer t;
         0 <= t < 32 ==> t / 16 == first / 16 ==> first <= t < first + 16; @/
    /@ assert b32_1: len == 32 ==> l == 1 ==> \forall integer t;
         0 <= t < 32 ==> t / 1 == first / 1 ==> first <= t < first + 32; @/
    /@ assert b32_2: len == 32 ==> l == 2 ==> \forall integer t;
         0 <= t < 32 ==> t / 2 == first / 2 ==> first <= t < first + 32; @/
    /@ assert b32_4: len == 32 ==> l == 4 ==> \forall integer t;
         0 <= t < 32 ==> t / 4 == first / 4 ==> first <= t < first + 32; @/
    /@ assert b32_8: len == 32 ==> l == 8 ==> \forall integer t;
         0 <= t < 32 ==> t / 8 == first / 8 ==> first <= t < first + 32; @/
    /@ assert b32_16: len == 32 ==> l == 16 ==> \forall integer t;
         0 <= t < 32 ==> t / 16 == first / 16 ==> first <= t < first + 32; @/
    /@ assert b32_32: len == 32 ==> l == 32 ==> \forall integer t;
         0 <= t < 32 ==> t / 32 == first / 32 ==> first <= t < first + 32; @/
  }
*/
/*@ ghost
  /@ requires power(len) && first % len == 0 && first + len <= 32;
     requires power(l) && len < l;
     terminates \true; assigns \nothing;
     ensures \forall integer t; start(first, 2 * len) <= t <
       start(first, 2 * len) + 2 * len ==> t / l == first / l;
     ensures end: \forall integer n; power(n) ==> len < n ==>
       first < n ==> 0 <= start(first, 2 * len) &&
       start(first, 2 * len) + 2 * len <= n; @/
  void lemma_wide_block(uint32_t first, uint32_t len, uint32_t l) {
    /@ assert w1_2: len == 1 ==> l == 2 ==> \forall integer t;
         first / 2 * 2 <= t < first / 2 * 2 + 2 ==>
         t / 2 == first / 2; @/
    /@ assert w1_4: len == 1 ==> l == 4 ==> \forall integer t;
         first / 2 * 2 <= t < first / 2 * 2 + 2 ==>
         t / 4 == first / 4; @/
    /@ assert w1_8: len == 1 ==> l == 8 ==> \forall integer t;
         first / 2 * 2 <= t < first / 2 * 2 + 2 ==>
         t / 8 == first / 8; @/
    /@ assert w1_16: len == 1 ==> l == 16 ==> \forall integer t;
         first / 2 * 2 <= t < first / 2 * 2 + 2 ==>
         t / 16 == first / 16; @/
    /@ assert w1_32: len == 1 ==> l == 32 ==> \forall integer t;
         first / 2 * 2 <= t < first / 2 * 2 + 2 ==>
         t / 32 == first / 32; @/
    /@ assert e1: len == 1 ==> \forall integer n; power(n) ==> 1 < n ==>
         first < n ==> 0 <= first / 2 * 2 && first / 2 * 2 + 2 <= n; @/
    /@ assert w2_4: len == 2 ==> l == 4 ==> \forall integer t;
         first / 4 * 4 <= t < first / 4 * 4 + 4 ==>
         t / 4 == first / 4; @/
    /@ assert w2_8: len == 2 ==> l == 8 ==> \forall integer t;
         first / 4 * 4 <= t < first / 4 * 4 + 4 ==>
         t / 8 == first / 8; @/
    /@ assert w2_16: len == 2 ==> l == 16 ==> \forall integer t;
         first / 4 * 4 <= t < first / 4 * 4 + 4 ==>
         t / 16 == first / 16; @/
    /@ assert w2_32: len == 2 ==> l == 32 ==> \forall integer t;
         first / 4 * 4 <= t < first / 4 * 4 + 4 ==>
         t / 32 == first / 32; @/
    /@ assert e2: len == 2 ==> \forall integer n; power(n) ==> 2 < n ==>
         first < n ==> 0 <= first / 4 * 4 && first / 4 * 4 + 4 <= n; @/
    /@ assert w4_8: len == 4 ==> l == 8 ==> \forall integer t;
         first / 8 * 8 <= t < first / 8 * 8 + 8 ==>
         t / 8 == first / 8; @/
    /@ assert w4_16: len == 4 ==> l == 16 ==> \forall integer t;
         first / 8 * 8 <= t < first / 8 * 8 + 8 ==>
         t / 16 == first / 16; @/
    /@ assert w4_32: len == 4 ==> l == 32 ==> \forall integer t;
         first / 8 * 8 <= t < first / 8 * 8 + 8 ==>
         t / 32 == first / 32; @/
    /@ assert e4: len == 4 ==> \forall integer n; power(n) ==> 4 < n ==>
         first < n ==> 0 <= first / 8 * 8 && first / 8 * 8 + 8 <= n; @/
    /@ assert w8_16: len == 8 ==> l == 16 ==> \forall integer t;
         first / 16 * 16 <= t < first / 16 * 16 + 16 ==>
         t / 16 == first / 16; @/
    /@ assert w8_32: len == 8 ==> l == 32 ==> \forall integer t;
         first / 16 * 16 <= t < first / 16 * 16 + 16 ==>
         t / 32 == first / 32; @/
    /@ assert e8: len == 8 ==> \forall integer n; power(n) ==> 8 < n ==>
         first < n ==> 0 <= first / 16 * 16 && first / 16 * 16 + 16 <= n; @/
    /@ assert w16_32: len == 16 ==> l == 32 ==> \forall integer t;
         first / 32 * 32 <= t < first / 32 * 32 + 32 ==>
         t / 32 == first / 32; @/
    /@ assert e16: len == 16 ==> \forall integer n; power(n) ==> 16 < n ==>
         first < n ==> 0 <= first / 32 * 32 && first / 32 * 32 + 32 <= n; @/
  }
*/
/*@ ghost
  /@ requires power(run) && power(m) && run <= m <= 16;
     terminates \true; assigns \nothing;
     ensures \result * run == m && power(\result) && \result <= 16;
     ensures \result == m / run && power(2 * \result); @/
  uint32_t lemma_quotient(uint32_t run, uint32_t m) {
    /@ assert r2: run == 2 ==> m == 2 || m == 4 || m == 8 || m == 16; @/
    /@ assert r4: run == 4 ==> m == 4 || m == 8 || m == 16; @/
    /@ assert r8: run == 8 ==> m == 8 || m == 16; @/
    return run == 1 ? m : run == 2 ? m / 2 : run == 4 ? m / 4
      : run == 8 ? m / 8 : m / 16;
  }
*/
/*@ ghost
  /@ requires power(run) && run <= m <= 16 && power(m) && power(l);
     requires l * run == m && f % (2 * m) == 0 && f < 32 && g == f + m;
     terminates \true; assigns \nothing;
     ensures f / run / (2 * l) == g / run / (2 * l); @/
  void lemma_one_pair(uint32_t run, uint32_t l, uint32_t f, uint32_t m,
                      uint32_t g) {
    /@ assert r1_1: run == 1 ==> m == 1 ==> l == 1 &&
         f / 1 / 2 == (f + 1) / 1 / 2; @/
    /@ assert r1_2: run == 1 ==> m == 2 ==> l == 2 &&
         f / 1 / 4 == (f + 2) / 1 / 4; @/
    /@ assert r1_4: run == 1 ==> m == 4 ==> l == 4 &&
         f / 1 / 8 == (f + 4) / 1 / 8; @/
    /@ assert r1_8: run == 1 ==> m == 8 ==> l == 8 &&
         f / 1 / 16 == (f + 8) / 1 / 16; @/
    /@ assert r1_16: run == 1 ==> m == 16 ==> l == 16 &&
         f / 1 / 32 == (f + 16) / 1 / 32; @/
    /@ assert r2_2: run == 2 ==> m == 2 ==> l == 1 &&
         f / 2 / 2 == (f + 2) / 2 / 2; @/
    /@ assert r2_4: run == 2 ==> m == 4 ==> l == 2 &&
         f / 2 / 4 == (f + 4) / 2 / 4; @/
    /@ assert r2_8: run == 2 ==> m == 8 ==> l == 4 &&
         f / 2 / 8 == (f + 8) / 2 / 8; @/
    /@ assert r2_16: run == 2 ==> m == 16 ==> l == 8 &&
         f / 2 / 16 == (f + 16) / 2 / 16; @/
    /@ assert r4_4: run == 4 ==> m == 4 ==> l == 1 &&
         f / 4 / 2 == (f + 4) / 4 / 2; @/
    /@ assert r4_8: run == 4 ==> m == 8 ==> l == 2 &&
         f / 4 / 4 == (f + 8) / 4 / 4; @/
    /@ assert r4_16: run == 4 ==> m == 16 ==> l == 4 &&
         f / 4 / 8 == (f + 16) / 4 / 8; @/
    /@ assert r8_8: run == 8 ==> m == 8 ==> l == 1 &&
         f / 8 / 2 == (f + 8) / 8 / 2; @/
    /@ assert r8_16: run == 8 ==> m == 16 ==> l == 2 &&
         f / 8 / 4 == (f + 16) / 8 / 4; @/
    /@ assert r16_16: run == 16 ==> m == 16 ==> l == 1 &&
         f / 16 / 2 == (f + 16) / 16 / 2; @/
  }
*/
#endif
