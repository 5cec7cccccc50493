/* A branch one of whose blocks of slots gets another child: its shape. */
#ifndef PM_SHRINK_SHAPE_H
#define PM_SHRINK_SHAPE_H

/*@ // c has n's children, but x in the block of z slots around `at`
    predicate cut_in{L}(struct pm_node **c, struct pm_node *n, integer total,
                        integer z, integer at, struct pm_node *x) =
      \forall integer s; 0 <= s < total ==>
        \at(c[s], L) == (s / z == at / z ? x : kid(n, s));
    // what is in that block is nowhere else
    predicate closed(struct pm_node *n, integer total, integer z,
                     integer at) =
      \forall integer s, t; 0 <= s < total ==> 0 <= t < total ==>
        s / z == at / z ==> t / z != at / z ==> kid(n, s) != \null ==>
        kid(n, t) != kid(n, s);
    predicate slots_closed{L}(struct pm_node **c, integer total, integer z,
                              integer at) =
      \forall integer s, t; 0 <= s < total ==> 0 <= t < total ==>
        s / z == at / z ==> t / z != at / z ==> \at(c[s], L) != \null ==>
        \at(c[t], L) != \at(c[s], L);
    predicate none_beside(struct pm_node *n, integer total, integer z,
                          integer at, struct pm_node *x) =
      x != \null ==> \forall integer t; 0 <= t < total ==>
        t / z != at / z ==> kid(n, t) != x;
    // the block beside, of as many slots, cannot be joined with x
    predicate kept_apart{L}(struct pm_node **c, integer total, integer z,
                            integer at, struct pm_node *x) =
      \forall integer t; 0 <= t < total ==> t / (2 * z) == at / (2 * z) ==>
        t / z != at / z ==> slots_even{L}(c, 0, total, z, t) ==>
        \at(c[t], L) != x && heavy(x, \at(c[t], L));
*/

/* Pairs of blocks of l slots. */
/*@ ghost
  /@ requires parted(n, l, m) && total == pow2(nwidth(n)) && total <= 32;
     requires cut: cut_in(c, n, total, z, at, x);
     requires apart: kept_apart(c, total, z, at, x);
     requires at < total && beside < total && beside / z != at / z &&
       beside / (2 * z) == at / (2 * z);
     requires m == 2 * l && z > 0 && l > 0;
     requires high: m <= z ==> \forall integer s, t; 0 <= s < 32 ==>
       0 <= t < 32 ==> s / m == t / m ==> s / z == t / z;
     requires inner: l <= z ==> \forall integer s, t; 0 <= s < 32 ==>
       0 <= t < 32 ==> s / l == t / l ==> s / z == t / z;
     requires outer: l > z ==> \forall integer s; 0 <= s < 32 ==>
       s / (2 * z) == at / (2 * z) ==> s / l == at / l;
     requires near: l > z ==> \forall integer s; 0 <= s < 32 ==>
       s / z == at / z ==> s / l == at / l;
     requires pair: \forall integer s; 0 <= s < 32 ==>
       s / z == at / z || s / z == beside / z ==>
       s / (2 * z) == at / (2 * z);
     requires sizes: m <= z || l == z || l > z;
     terminates \true; assigns \nothing;
     ensures slots_parted(c, 0, total, l, m); @/
  void lemma_part_cut(struct pm_node *n, struct pm_node **c, uint32_t total,
                      uint32_t z, uint32_t at, uint32_t beside,
                      struct pm_node *x, uint32_t l, uint32_t m) {
    /@ assert out: l <= z ==> \forall integer s; 0 <= s < total ==>
         s / z != at / z ==> slots_even(c, 0, total, l, s) ==>
         even(n, l, s); @/
    /@ assert off: l > z ==> \forall integer s; 0 <= s < total ==>
         s / l != at / l ==> s / (2 * z) != at / (2 * z); @/
    /@ assert in: l > z ==> \forall integer s; 0 <= s < total ==>
         s / z == at / z ==> s / l == at / l; @/
    /@ assert beside: l > z ==> beside / l == at / l; @/
    /@ assert filled: l > z ==> \forall integer s; 0 <= s < total ==>
         s / l == at / l ==> slots_even(c, 0, total, l, s) ==>
         c[s] == x && c[beside] == x &&
         slots_even(c, 0, total, z, beside); @/
    /@ assert wide: l > z ==> \forall integer s; 0 <= s < total ==>
         s / l != at / l ==> slots_even(c, 0, total, l, s) ==>
         even(n, l, s); @/
    /@ assert odd: l > z ==> \forall integer s; 0 <= s < total ==>
         s / l == at / l ==> !slots_even(c, 0, total, l, s); @/
    /@ assert small: m <= z ==> slots_parted(c, 0, total, l, m); @/
    /@ assert two: l == z ==> \forall integer s; 0 <= s < total ==>
         (s / m == at / m <==> s / (2 * z) == at / (2 * z)); @/
    /@ assert one_in: l == z ==> \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / m == t / m ==> s / z == at / z ==>
         slots_even(c, 0, total, l, t) ==> c[s] != c[t] ==>
         c[s] == x && heavy(x, c[t]); @/
    /@ assert none_in: l == z ==> \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / m == t / m ==> s / z != at / z ==>
         t / z != at / z ==> slots_even(c, 0, total, l, s) ==>
         slots_even(c, 0, total, l, t) ==> c[s] != c[t] ==>
         heavy(c[s], c[t]); @/
    /@ assert equal: l == z ==> slots_parted(c, 0, total, l, m); @/
    /@ assert large: l > z ==> slots_parted(c, 0, total, l, m); @/
  }
*/
/* Blocks lie in wider blocks. */
/*@ ghost
  /@ requires power(l) && power(z);
     terminates \true; assigns \nothing;
     ensures l <= z ==> \forall integer s, t; 0 <= s < 32 ==>
       0 <= t < 32 ==> s / l == t / l ==> s / z == t / z; @/
  void lemma_nested(uint32_t l, uint32_t z) {
    /@ assert l == 1 ==> z == 2 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 1 == t / 1 ==> s / 2 == t / 2; @/
    /@ assert l == 1 ==> z == 4 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 1 == t / 1 ==> s / 4 == t / 4; @/
    /@ assert l == 1 ==> z == 8 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 1 == t / 1 ==> s / 8 == t / 8; @/
    /@ assert l == 1 ==> z == 16 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 1 == t / 1 ==> s / 16 == t / 16; @/
    /@ assert l == 1 ==> z == 32 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 1 == t / 1 ==> s / 32 == t / 32; @/
    /@ assert l == 2 ==> z == 4 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 2 == t / 2 ==> s / 4 == t / 4; @/
    /@ assert l == 2 ==> z == 8 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 2 == t / 2 ==> s / 8 == t / 8; @/
    /@ assert l == 2 ==> z == 16 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 2 == t / 2 ==> s / 16 == t / 16; @/
    /@ assert l == 2 ==> z == 32 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 2 == t / 2 ==> s / 32 == t / 32; @/
    /@ assert l == 4 ==> z == 8 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 4 == t / 4 ==> s / 8 == t / 8; @/
    /@ assert l == 4 ==> z == 16 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 4 == t / 4 ==> s / 16 == t / 16; @/
    /@ assert l == 4 ==> z == 32 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 4 == t / 4 ==> s / 32 == t / 32; @/
    /@ assert l == 8 ==> z == 16 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 8 == t / 8 ==> s / 16 == t / 16; @/
    /@ assert l == 8 ==> z == 32 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 8 == t / 8 ==> s / 32 == t / 32; @/
    /@ assert l == 16 ==> z == 32 ==> \forall integer s, t; 0 <= s < 32 ==>
         0 <= t < 32 ==> s / 16 == t / 16 ==> s / 32 == t / 32; @/
  }
*/
/*@ ghost
  /@ requires power(z) && z <= 16 && at < 32;
     terminates \true; assigns \nothing;
     ensures in: \forall integer s; 0 <= s < 32 ==>
       s / z == at / z || s / z == \result / z ==>
       s / (2 * z) == at / (2 * z);
     ensures all: \forall integer s; 0 <= s < 32 ==>
       s / (2 * z) == at / (2 * z) ==>
       s / z == at / z || s / z == \result / z;
     ensures \result < 32 && \result / z != at / z &&
       \result / (2 * z) == at / (2 * z);
     ensures total: \forall integer w; z < pow2(w) ==> at < pow2(w) ==>
       \result < pow2(w); @/
  uint32_t lemma_beside(uint32_t z, uint32_t at) {
    uint32_t beside = at % (2 * z) < z ? at + z : at - z;
    /@ assert z == 1 ==> 0 <= beside < 32 && beside / 1 != at / 1 &&
         beside / 2 == at / 2; @/
    /@ assert z == 1 ==> \forall integer s; 0 <= s < 32 ==>
         s / 1 == at / 1 || s / 1 == beside / 1 ==>
         s / 2 == at / 2; @/
    /@ assert z == 1 ==> \forall integer s; 0 <= s < 32 ==>
         s / 2 == at / 2 ==>
         s / 1 == at / 1 || s / 1 == beside / 1; @/
    /@ assert z == 2 ==> 0 <= beside < 32 && beside / 2 != at / 2 &&
         beside / 4 == at / 4; @/
    /@ assert z == 2 ==> \forall integer s; 0 <= s < 32 ==>
         s / 2 == at / 2 || s / 2 == beside / 2 ==>
         s / 4 == at / 4; @/
    /@ assert z == 2 ==> \forall integer s; 0 <= s < 32 ==>
         s / 4 == at / 4 ==>
         s / 2 == at / 2 || s / 2 == beside / 2; @/
    /@ assert z == 4 ==> 0 <= beside < 32 && beside / 4 != at / 4 &&
         beside / 8 == at / 8; @/
    /@ assert z == 4 ==> \forall integer s; 0 <= s < 32 ==>
         s / 4 == at / 4 || s / 4 == beside / 4 ==>
         s / 8 == at / 8; @/
    /@ assert z == 4 ==> \forall integer s; 0 <= s < 32 ==>
         s / 8 == at / 8 ==>
         s / 4 == at / 4 || s / 4 == beside / 4; @/
    /@ assert z == 8 ==> 0 <= beside < 32 && beside / 8 != at / 8 &&
         beside / 16 == at / 16; @/
    /@ assert z == 8 ==> \forall integer s; 0 <= s < 32 ==>
         s / 8 == at / 8 || s / 8 == beside / 8 ==>
         s / 16 == at / 16; @/
    /@ assert z == 8 ==> \forall integer s; 0 <= s < 32 ==>
         s / 16 == at / 16 ==>
         s / 8 == at / 8 || s / 8 == beside / 8; @/
    /@ assert z == 16 ==> 0 <= beside < 32 && beside / 16 != at / 16 &&
         beside / 32 == at / 32; @/
    /@ assert z == 16 ==> \forall integer s; 0 <= s < 32 ==>
         s / 16 == at / 16 || s / 16 == beside / 16 ==>
         s / 32 == at / 32; @/
    /@ assert z == 16 ==> \forall integer s; 0 <= s < 32 ==>
         s / 32 == at / 32 ==>
         s / 16 == at / 16 || s / 16 == beside / 16; @/
    return beside;
  }
*/
/* The whole shape. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires l == 1 || l == 2 || l == 4 || l == 8 || l == 16;
     requires parted(n, l, 2 * l);
     requires power(z) && z < total && at < total;
     requires cut: cut_in(c, n, total, z, at, x);
     requires apart: kept_apart(c, total, z, at, x);
     terminates \true; assigns \nothing;
     ensures slots_parted(c, 0, total, l, 2 * l); @/
  void lemma_level_cut(struct pm_node *n, struct pm_node **c,
                       uint32_t total, uint32_t z, uint32_t at,
                       struct pm_node *x, uint32_t l) {
    uint32_t beside = lemma_beside(z, at);
    /@ assert beside: beside < total; @/
    lemma_nested(2 * l, z);
    lemma_nested(l, z);
    lemma_nested(2 * z, l);
    lemma_nested(z, l);
    /@ assert sizes: 2 * l <= z || l == z || 2 * z <= l; @/
    lemma_part_cut(n, c, total, z, at, beside, x, l, 2 * l);
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires canonical(n);
     requires power(z) && z < total && at < total;
     requires cut: cut_in(c, n, total, z, at, x);
     requires apart: kept_apart(c, total, z, at, x);
     terminates \true; assigns \nothing;
     ensures slots_joined(c, 0, total); @/
  void lemma_joined_cut(struct pm_node *n, struct pm_node **c,
                        uint32_t total, uint32_t z, uint32_t at,
                        struct pm_node *x) {
    lemma_level_cut(n, c, total, z, at, x, 1);
    lemma_level_cut(n, c, total, z, at, x, 2);
    lemma_level_cut(n, c, total, z, at, x, 4);
    lemma_level_cut(n, c, total, z, at, x, 8);
    lemma_level_cut(n, c, total, z, at, x, 16);
  }
*/
/* Children outside keep their blocks. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires alike: \forall integer s, t; 0 <= s < total ==>
       0 <= t < total ==> s / z != at / z ==> kid(n, s) != \null ==>
       (c[t] == c[s] <==> kid(n, t) == kid(n, s));
     requires l == 1 || l == 2 || l == 4 || l == 8 || l == 16 || l == 32;
     requires z > 0 && at < total && at / z == at / z;
     terminates \true; assigns \nothing;
     ensures l <= total ==> \forall integer s; 0 <= s < total ==>
       s / z != at / z ==> kid(n, s) != \null ==> block_of(n, l, s) ==>
       slot_block(c, 0, total, l, s);
     ensures l > total ==> \forall integer s; 0 <= s < total ==>
       s / z != at / z ==> kid(n, s) != \null ==> block_of(n, l, s) ==>
       kid(n, at) == kid(n, s); @/
  void lemma_block_kept(struct pm_node *n, struct pm_node **c,
                        uint32_t total, uint32_t z, uint32_t at,
                        uint32_t l) {
  }
*/
/* The blocks of each child. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires capped: \forall integer s; 0 <= s < total ==> capped(n, s);
     requires whole: \forall integer s; 0 <= s < total ==> whole(n, s);
     requires single: \forall integer s; 0 <= s < total ==>
       single(n, used, s);
     requires power(z) && z < total && at < total;
     requires cut: cut_in(c, n, total, z, at, x);
     requires closed: closed(n, total, z, at);
     requires none: none_beside(n, total, z, at, x);
     requires x: leafy(x) && (z >= 2 ==> total(x) <= PM_LEAF_MAX);
     terminates \true; assigns \nothing;
     ensures capped: \forall integer s; 0 <= s < total ==>
       slot_capped(c, 0, total, s);
     ensures whole: \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s);
     ensures single: \forall integer s; 0 <= s < total ==>
       slot_single(c, 0, total, s) &&
       (is_branch(c[s]) ==> nwidth(n) == full_width(used)); @/
  void lemma_blocks_cut(struct pm_node *n, struct pm_node **c,
                        uint32_t total, uint32_t used, uint32_t z,
                        uint32_t at, struct pm_node *x) {
    /@ assert in: \forall integer s; 0 <= s < total ==> s / z == at / z ==>
         c[s] == x; @/
    /@ assert out: \forall integer s; 0 <= s < total ==> s / z != at / z ==>
         c[s] == kid(n, s); @/
    /@ assert other: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / z == at / z ==> t / z != at / z ==>
         x != \null ==> c[t] != c[s]; @/
    /@ assert one: z == 1 ==> \forall integer s; 0 <= s < total ==>
         s / z == at / z ==> s == at; @/
    /@ assert buddy: \forall integer s; 0 <= s < total ==>
         buddy(s) != s; @/
    /@ assert cap_in: \forall integer s; 0 <= s < total ==>
         s / z == at / z ==> slot_capped(c, 0, total, s); @/
    /@ assert cap_out: \forall integer s; 0 <= s < total ==>
         s / z != at / z ==> slot_capped(c, 0, total, s); @/
    /@ assert block_x: \forall integer s; 0 <= s < total ==>
         s / z == at / z ==> x != \null ==>
         slot_block(c, 0, total, z, s); @/
    /@ assert whole_x: \forall integer s; 0 <= s < total ==>
         s / z == at / z ==> slot_whole(c, 0, total, s); @/
    /@ assert alike: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / z != at / z ==> kid(n, s) != \null ==>
         (c[t] == c[s] <==> kid(n, t) == kid(n, s)); @/
    /@ assert not_all: \forall integer s; 0 <= s < total ==>
         s / z != at / z ==> kid(n, s) != \null ==>
         kid(n, at) != kid(n, s); @/
    lemma_block_kept(n, c, total, z, at, 1);
    lemma_block_kept(n, c, total, z, at, 2);
    lemma_block_kept(n, c, total, z, at, 4);
    lemma_block_kept(n, c, total, z, at, 8);
    lemma_block_kept(n, c, total, z, at, 16);
    lemma_block_kept(n, c, total, z, at, 32);
    /@ assert whole_n: \forall integer s; 0 <= s < total ==>
         s / z != at / z ==> whole(n, s) ==> slot_whole(c, 0, total, s); @/
    /@ assert single: \forall integer s; 0 <= s < total ==>
         is_branch(c[s]) ==> s / z != at / z && single(n, used, s); @/
  }
*/
#endif
