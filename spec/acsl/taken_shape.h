/* The shape of a branch made of an array of slots: each child has one block. */
#ifndef PM_TAKEN_SHAPE_H
#define PM_TAKEN_SHAPE_H

/* Blocks of a narrow branch are wider in the array. */
/*@ ghost
  /@ requires power(run) && power(l);
     terminates \true; assigns \nothing;
     ensures up: \forall integer u; 0 <= u < 32 ==>
       u * run / (l * run) == u / l;
     ensures down: \forall integer x; 0 <= x < 32 ==>
       x / run / l == x / (l * run); @/
  void lemma_scaled(uint32_t run, uint32_t l) {
    /@ assert u1: run == 1 ==> \forall integer u; 0 <= u < 32 ==>
         u * 1 / (l * 1) == u / l && u / 1 / l == u / (l * 1); @/
    /@ assert u2: run == 2 ==> \forall integer u; 0 <= u < 32 ==>
         u * 2 / 2 == u / 1 && u * 2 / 4 == u / 2 && u * 2 / 8 == u / 4 &&
         u * 2 / 16 == u / 8 && u * 2 / 32 == u / 16 && u * 2 / 64 == u / 32; @/
    /@ assert u4: run == 4 ==> \forall integer u; 0 <= u < 32 ==>
         u * 4 / 4 == u / 1 && u * 4 / 8 == u / 2 && u * 4 / 16 == u / 4 &&
         u * 4 / 32 == u / 8 && u * 4 / 64 == u / 16 &&
         u * 4 / 128 == u / 32; @/
    /@ assert u8: run == 8 ==> \forall integer u; 0 <= u < 32 ==>
         u * 8 / 8 == u / 1 && u * 8 / 16 == u / 2 && u * 8 / 32 == u / 4 &&
         u * 8 / 64 == u / 8 && u * 8 / 128 == u / 16 &&
         u * 8 / 256 == u / 32; @/
    /@ assert u16: run == 16 ==> \forall integer u; 0 <= u < 32 ==>
         u * 16 / 16 == u / 1 && u * 16 / 32 == u / 2 &&
         u * 16 / 64 == u / 4 && u * 16 / 128 == u / 8 &&
         u * 16 / 256 == u / 16 && u * 16 / 512 == u / 32; @/
    /@ assert u32: run == 32 ==> \forall integer u; 0 <= u < 32 ==>
         u * 32 / 32 == u / 1 && u * 32 / 64 == u / 2 &&
         u * 32 / 128 == u / 4 && u * 32 / 256 == u / 8 &&
         u * 32 / 512 == u / 16 && u * 32 / 1024 == u / 32; @/
    /@ assert x2: run == 2 ==> \forall integer u; 0 <= u < 32 ==>
         u / 2 / 1 == u / 2 && u / 2 / 2 == u / 4 && u / 2 / 4 == u / 8 &&
         u / 2 / 8 == u / 16 && u / 2 / 16 == u / 32 && u / 2 / 32 == u / 64; @/
    /@ assert x4: run == 4 ==> \forall integer u; 0 <= u < 32 ==>
         u / 4 / 1 == u / 4 && u / 4 / 2 == u / 8 && u / 4 / 4 == u / 16 &&
         u / 4 / 8 == u / 32 && u / 4 / 16 == u / 64 &&
         u / 4 / 32 == u / 128; @/
    /@ assert x8: run == 8 ==> \forall integer u; 0 <= u < 32 ==>
         u / 8 / 1 == u / 8 && u / 8 / 2 == u / 16 && u / 8 / 4 == u / 32 &&
         u / 8 / 8 == u / 64 && u / 8 / 16 == u / 128 &&
         u / 8 / 32 == u / 256; @/
    /@ assert x16: run == 16 ==> \forall integer u; 0 <= u < 32 ==>
         u / 16 / 1 == u / 16 && u / 16 / 2 == u / 32 &&
         u / 16 / 4 == u / 64 && u / 16 / 8 == u / 128 &&
         u / 16 / 16 == u / 256 && u / 16 / 32 == u / 512; @/
    /@ assert x32: run == 32 ==> \forall integer u; 0 <= u < 32 ==>
         u / 32 / 1 == u / 32 && u / 32 / 2 == u / 64 &&
         u / 32 / 4 == u / 128 && u / 32 / 8 == u / 256 &&
         u / 32 / 16 == u / 512 && u / 32 / 32 == u / 1024; @/
    /@ assert all2: run == 2 ==> \forall integer u; 0 <= u < 32 ==>
         u * run / (l * run) == u / l && u / run / l == u / (l * run); @/
    /@ assert all4: run == 4 ==> \forall integer u; 0 <= u < 32 ==>
         u * run / (l * run) == u / l && u / run / l == u / (l * run); @/
    /@ assert all8: run == 8 ==> \forall integer u; 0 <= u < 32 ==>
         u * run / (l * run) == u / l && u / run / l == u / (l * run); @/
    /@ assert all16: run == 16 ==> \forall integer u; 0 <= u < 32 ==>
         u * run / (l * run) == u / l && u / run / l == u / (l * run); @/
    /@ assert all32: run == 32 ==> \forall integer u; 0 <= u < 32 ==>
         u * run / (l * run) == u / l && u / run / l == u / (l * run); @/
  }
*/
/* A product, as the machine has it. */
/*@ ghost
  /@ requires a <= 64 && power(b);
     terminates \true; assigns \nothing;
     ensures \result == a * b && \result <= 2048; @/
  uint32_t lemma_times(uint32_t a, uint32_t b) {
    return b == 1 ? a : b == 2 ? 2 * a : b == 4 ? 4 * a : b == 8 ? 8 * a
      : b == 16 ? 16 * a : 32 * a;
  }
*/
/* Where the slots of child s begin in the array. */
/*@ ghost
  /@ requires 1 <= width <= full <= 5 && run == pow2(full - width);
     requires s < pow2(width);
     terminates \true; assigns \nothing;
     ensures at: \result == s * run && \result + run <= pow2(full);
     ensures first: \result == 0 <==> s == 0;
     ensures prior: s > 0 ==> (\result - 1) / run == s - 1 &&
       \result == (s - 1) * run + run;
     ensures in: \forall integer t; \result <= t < \result + run ==>
       t / run == s;
     ensures run: \result / run == s; @/
  uint32_t lemma_slots_at(uint32_t full, uint32_t width, uint32_t run,
                          uint32_t s) {
    uint32_t low = lemma_times(s, run);
    lemma_shape(full, width, run);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert at1: run == 1 ==> low + 1 <= pow2(full) &&
         \forall integer t; low <= t < low + 1 ==> t / 1 == s; @/
    /@ assert at2: run == 2 ==> low + 2 <= pow2(full) && low == 2 * s &&
         (s > 0 ==> (low - 1) / 2 == s - 1) &&
         \forall integer t; low <= t < low + 2 ==> t / 2 == s; @/
    /@ assert at4: run == 4 ==> low + 4 <= pow2(full) && low == 4 * s &&
         (s > 0 ==> (low - 1) / 4 == s - 1) &&
         \forall integer t; low <= t < low + 4 ==> t / 4 == s; @/
    /@ assert at8: run == 8 ==> low + 8 <= pow2(full) && low == 8 * s &&
         (s > 0 ==> (low - 1) / 8 == s - 1) &&
         \forall integer t; low <= t < low + 8 ==> t / 8 == s; @/
    /@ assert at16: run == 16 ==> low + 16 <= pow2(full) && low == 16 * s &&
         (s > 0 ==> (low - 1) / 16 == s - 1) &&
         \forall integer t; low <= t < low + 16 ==> t / 16 == s; @/
    return low;
  }
*/
/* A child's block of m = l * run slots. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(l) && m == l * run && m <= 32 && t < pow2(width);
     terminates \true; assigns \nothing;
     ensures slot_block(c, 0, pow2(full), m, t * run) ==>
       block_of(r, l, t); @/
  void lemma_taken_block(struct pm_node **c, struct pm_node *r,
                         uint32_t full, uint32_t width, uint32_t run,
                         uint32_t l, uint32_t m, uint32_t t) {
    uint32_t u = 0, all = lemma_power(width);
    uint32_t at = lemma_slots_at(full, width, run, t);
    lemma_scaled(run, l);
    /@ assert at: at / m == t / l; @/
    /@ loop invariant 0 <= u <= all;
       loop invariant slot_block(c, 0, pow2(full), m, at) ==>
         \forall integer v; 0 <= v < u ==>
         (kid(r, v) == kid(r, t) <==> v / l == t / l);
       loop assigns u;
       loop variant all - u; @/
    while (u < all) {
      uint32_t s = lemma_slots_at(full, width, run, u);
      /@ assert s: s / m == u / l; @/
      /@ assert in: 0 <= s < pow2(full) && c[s] == kid(r, u) &&
           c[at] == kid(r, t); @/
      /@ assert one: slot_block(c, 0, pow2(full), m, at) ==>
           (c[s] == c[at] <==> s / m == at / m); @/
      u++;
    }
  }
*/
/* ... is not smaller than run. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(m) && m < run && t < pow2(width);
     terminates \true; assigns \nothing;
     ensures !slot_block(c, 0, pow2(full), m, t * run); @/
  void lemma_taken_wide(struct pm_node **c, struct pm_node *r,
                        uint32_t full, uint32_t width, uint32_t run,
                        uint32_t m, uint32_t t) {
    uint32_t at = t * run, s = at + m;
    lemma_shape(full, width, run);
    /@ assert in: at == t * run && 0 <= at && s == at + m &&
         t * run + run <= pow2(full); @/
    /@ assert run: s / run == t && at / run == t; @/
    /@ assert same: c[s] == c[at]; @/
    /@ assert m == 1 ==> s / 1 != at / 1; @/
    /@ assert m == 2 ==> s / 2 != at / 2; @/
    /@ assert m == 4 ==> s / 4 != at / 4; @/
    /@ assert m == 8 ==> s / 8 != at / 8; @/
    /@ assert other: s / m != at / m; @/
  }
*/
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(m) && t < pow2(width);
     terminates \true; assigns \nothing;
     ensures slot_block(c, 0, pow2(full), m, t * run) ==> whole(r, t); @/
  void lemma_taken_one(struct pm_node **c, struct pm_node *r,
                       uint32_t full, uint32_t width, uint32_t run,
                       uint32_t m, uint32_t t) {
    uint32_t l = m / run;
    lemma_shape(full, width, run);
    if (m < run) lemma_taken_wide(c, r, full, width, run, m, t);
    else {
      /@ assert l1: run == 1 ==> l == m; @/
      /@ assert l2: run == 2 ==> m == 2 * l && power(l); @/
      /@ assert l4: run == 4 ==> m == 4 * l && power(l); @/
      /@ assert l8: run == 8 ==> m == 8 * l && power(l); @/
      /@ assert l16: run == 16 ==> m == 16 * l && power(l); @/
      /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
           run == 16; @/
      /@ assert power: power(l); @/
      /@ assert l: m == l * run; @/
      lemma_taken_block(c, r, full, width, run, l, m, t);
    }
  }
*/
/* Each child has one aligned block. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires whole: \forall integer s; 0 <= s < pow2(full) ==>
       slot_whole(c, 0, pow2(full), s);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < pow2(width) ==> whole(r, t); @/
  void lemma_taken_whole(struct pm_node **c, struct pm_node *r,
                         uint32_t full, uint32_t width, uint32_t run) {
    uint32_t t = 0, all = lemma_power(width);
    lemma_shape(full, width, run);
    /@ loop invariant 0 <= t <= all;
       loop invariant \forall integer u; 0 <= u < t ==> whole(r, u);
       loop assigns t;
       loop variant all - t; @/
    while (t < all) {
      uint32_t at = lemma_slots_at(full, width, run, t);
      /@ assert here: slot_whole(c, 0, pow2(full), at); @/
      /@ assert null: c[at] == kid(r, t); @/
      lemma_taken_one(c, r, full, width, run, 1, t);
      lemma_taken_one(c, r, full, width, run, 2, t);
      lemma_taken_one(c, r, full, width, run, 4, t);
      lemma_taken_one(c, r, full, width, run, 8, t);
      lemma_taken_one(c, r, full, width, run, 16, t);
      lemma_taken_one(c, r, full, width, run, 32, t);
      t++;
    }
  }
*/
#endif
