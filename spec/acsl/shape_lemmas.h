/* The canonical shape of a branch, when one of its children changes. */
#ifndef PM_SHAPE_LEMMAS_H
#define PM_SHAPE_LEMMAS_H

/*@ // b, beside the buddy of slot s, is too much for one leaf
    predicate apart(struct pm_node *n, integer s, struct pm_node *b) =
      kid(n, buddy(s)) != kid(n, s) && kid(n, buddy(s)) != b &&
      heavy(b, kid(n, buddy(s)));
*/

/* The child grows, or stays a branch. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && canonical(n);
     requires kids_replaced(n, r, a, b) && a != \null && b != \null &&
       no_kid(n, b);
     requires is_branch(a) <==> is_branch(b);
     requires is_branch(a) || ncount(b) >= ncount(a);
     terminates \true; assigns \nothing;
     ensures canonical(r); @/
  void lemma_shape_grown(struct pm_node *n, struct pm_node *r,
                         struct pm_node *a, struct pm_node *b) {
    /@ assert alike: \forall integer t, u; 0 <= t < pow2(nwidth(r)) ==>
         0 <= u < pow2(nwidth(r)) ==>
         (kid(r, t) == kid(r, u) <==> kid(n, t) == kid(n, u)); @/
    /@ assert even: \forall integer l, t; 0 <= t < pow2(nwidth(r)) ==>
         even(r, l, t) ==> even(n, l, t); @/
    /@ assert heavy: \forall integer t, u; 0 <= t < pow2(nwidth(r)) ==>
         0 <= u < pow2(nwidth(r)) ==> kid(n, t) != kid(n, u) ==>
         heavy(kid(n, t), kid(n, u)) ==> heavy(kid(r, t), kid(r, u)); @/
    /@ assert parts: \forall integer l, m; parted(n, l, m) ==>
         parted(r, l, m); @/
    lemma_buddy_range(n);
    /@ assert least: least(r); @/
  }
*/
/* The child may shrink, but its buddy keeps it from being joined. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && canonical(n);
     requires kids_replaced(n, r, a, b) && a != \null;
     requires b == \null || no_kid(n, b);
     requires s < pow2(nwidth(n)) && kid(n, s) == a && whole(n, s);
     requires apart(n, s, b);
     terminates \true; assigns \nothing;
     ensures canonical(r); @/
  void lemma_shape_apart(struct pm_node *n, struct pm_node *r,
                         struct pm_node *a, struct pm_node *b, uint32_t s) {
    lemma_paired(n, s);
    lemma_buddy_range(n);
    /@ assert sole: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) == a ==> t == s; @/
    /@ assert at: kid(r, s) == b && kid(r, buddy(s)) == kid(n, buddy(s)) &&
         kid(r, buddy(s)) != b; @/
    lemma_near(s);
    /@ assert same: \forall integer t; 0 <= t < pow2(nwidth(n)) ==> t != s ==>
         kid(r, t) == kid(n, t); @/
    /@ assert rest: \forall integer l, t; 0 <= t < pow2(nwidth(n)) ==>
         t / l != s / l ==> even(r, l, t) ==> even(n, l, t); @/
    /@ assert odd: !even(r, 2, s) && !even(r, 4, s) && !even(r, 8, s) &&
         !even(r, 16, s); @/
    /@ assert odd2: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         t / 2 == s / 2 ==> !even(r, 2, t); @/
    /@ assert odd4: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         t / 4 == s / 4 ==> !even(r, 4, t); @/
    /@ assert odd8: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         t / 8 == s / 8 ==> !even(r, 8, t); @/
    /@ assert odd16: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         t / 16 == s / 16 ==> !even(r, 16, t); @/
    /@ assert part2: parted(r, 2, 4); @/
    /@ assert part4: parted(r, 4, 8); @/
    /@ assert part8: parted(r, 8, 16); @/
    /@ assert part16: parted(r, 16, 32); @/
    /@ assert two: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         t / 2 == s / 2 ==> t == s || t == buddy(s); @/
    /@ assert part1: parted(r, 1, 2); @/
    /@ assert least: least(r); @/
  }
*/
/* Aligned blocks lie in larger ones: the block of z slots around `at`. */
/*@ ghost
  /@ requires power(z) && at < 32;
     terminates \true; assigns \nothing;
     ensures up1: z <= 1 ==> \forall integer w; 0 <= w < 32 ==>
       w / (2 * z) == at / (2 * z) ==> w / 2 == at / 2;
     ensures low1: z <= 1 ==> \forall integer w; 0 <= w < 32 ==>
       w / z == at / z ==> w / 2 == at / 2;
     ensures high1: z >= 2 ==> \forall integer t, u; 0 <= t < 32 ==>
       0 <= u < 32 ==> t / 2 == u / 2 ==> t / z == u / z;
     ensures up2: z <= 2 ==> \forall integer w; 0 <= w < 32 ==>
       w / (2 * z) == at / (2 * z) ==> w / 4 == at / 4;
     ensures low2: z <= 2 ==> \forall integer w; 0 <= w < 32 ==>
       w / z == at / z ==> w / 4 == at / 4;
     ensures high2: z >= 4 ==> \forall integer t, u; 0 <= t < 32 ==>
       0 <= u < 32 ==> t / 4 == u / 4 ==> t / z == u / z;
     ensures up4: z <= 4 ==> \forall integer w; 0 <= w < 32 ==>
       w / (2 * z) == at / (2 * z) ==> w / 8 == at / 8;
     ensures low4: z <= 4 ==> \forall integer w; 0 <= w < 32 ==>
       w / z == at / z ==> w / 8 == at / 8;
     ensures high4: z >= 8 ==> \forall integer t, u; 0 <= t < 32 ==>
       0 <= u < 32 ==> t / 8 == u / 8 ==> t / z == u / z;
     ensures up8: z <= 8 ==> \forall integer w; 0 <= w < 32 ==>
       w / (2 * z) == at / (2 * z) ==> w / 16 == at / 16;
     ensures low8: z <= 8 ==> \forall integer w; 0 <= w < 32 ==>
       w / z == at / z ==> w / 16 == at / 16;
     ensures high8: z >= 16 ==> \forall integer t, u; 0 <= t < 32 ==>
       0 <= u < 32 ==> t / 16 == u / 16 ==> t / z == u / z;
     ensures up16: z <= 16 ==> \forall integer w; 0 <= w < 32 ==>
       w / (2 * z) == at / (2 * z) ==> w / 32 == at / 32;
     ensures low16: z <= 16 ==> \forall integer w; 0 <= w < 32 ==>
       w / z == at / z ==> w / 32 == at / 32;
     ensures high16: z >= 32 ==> \forall integer t, u; 0 <= t < 32 ==>
       0 <= u < 32 ==> t / 32 == u / 32 ==> t / z == u / z; @/
  void lemma_wider(uint32_t z, uint32_t at) {
    /@ assert up2_1: z == 1 ==> \forall integer w; 0 <= w < 32 ==>
         w / 2 == at / 2 ==> w / 4 == at / 4; @/
    /@ assert up4_1: z == 1 ==> \forall integer w; 0 <= w < 32 ==>
         w / 2 == at / 2 ==> w / 8 == at / 8; @/
    /@ assert up4_2: z == 2 ==> \forall integer w; 0 <= w < 32 ==>
         w / 4 == at / 4 ==> w / 8 == at / 8; @/
    /@ assert up8_1: z == 1 ==> \forall integer w; 0 <= w < 32 ==>
         w / 2 == at / 2 ==> w / 16 == at / 16; @/
    /@ assert up8_2: z == 2 ==> \forall integer w; 0 <= w < 32 ==>
         w / 4 == at / 4 ==> w / 16 == at / 16; @/
    /@ assert up8_4: z == 4 ==> \forall integer w; 0 <= w < 32 ==>
         w / 8 == at / 8 ==> w / 16 == at / 16; @/
    /@ assert up16_1: z == 1 ==> \forall integer w; 0 <= w < 32 ==>
         w / 2 == at / 2 ==> w / 32 == at / 32; @/
    /@ assert up16_2: z == 2 ==> \forall integer w; 0 <= w < 32 ==>
         w / 4 == at / 4 ==> w / 32 == at / 32; @/
    /@ assert up16_4: z == 4 ==> \forall integer w; 0 <= w < 32 ==>
         w / 8 == at / 8 ==> w / 32 == at / 32; @/
    /@ assert up16_8: z == 8 ==> \forall integer w; 0 <= w < 32 ==>
         w / 16 == at / 16 ==> w / 32 == at / 32; @/
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer t, u, w; 0 <= t < 32 ==> 0 <= u < 32 ==>
       0 <= w < 32 ==> t / 2 == u / 2 ==> w / 2 == t / 2 ==>
       t / 1 == u / 1 || w / 1 == t / 1 || w / 1 == u / 1;
     ensures \forall integer t, u, w; 0 <= t < 32 ==> 0 <= u < 32 ==>
       0 <= w < 32 ==> t / 4 == u / 4 ==> w / 4 == t / 4 ==>
       t / 2 == u / 2 || w / 2 == t / 2 || w / 2 == u / 2;
     ensures \forall integer t, u, w; 0 <= t < 32 ==> 0 <= u < 32 ==>
       0 <= w < 32 ==> t / 8 == u / 8 ==> w / 8 == t / 8 ==>
       t / 4 == u / 4 || w / 4 == t / 4 || w / 4 == u / 4;
     ensures \forall integer t, u, w; 0 <= t < 32 ==> 0 <= u < 32 ==>
       0 <= w < 32 ==> t / 16 == u / 16 ==> w / 16 == t / 16 ==>
       t / 8 == u / 8 || w / 8 == t / 8 || w / 8 == u / 8;
     ensures \forall integer t, u, w; 0 <= t < 32 ==> 0 <= u < 32 ==>
       0 <= w < 32 ==> t / 32 == u / 32 ==> w / 32 == t / 32 ==>
       t / 16 == u / 16 || w / 16 == t / 16 || w / 16 == u / 16; @/
  void lemma_two_halves(void) {
  }
*/
/* A leaf into the largest empty block. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && canonical(n) && nwidth(r) == nwidth(n);
     requires power(z) && at < pow2(nwidth(n));
     requires is_leaf(b) && ncount(b) >= 1 && no_kid(n, b);
     terminates \true; assigns \nothing;
     ensures filled_whole(r, n, z, at, b) ==> canonical(r); @/
  void lemma_shape_filled(struct pm_node *n, struct pm_node *r, uint32_t z,
                          uint32_t at, struct pm_node *b) {
    lemma_wider(z, at);
    lemma_two_halves();
    /@ assert even: filled_whole(r, n, z, at, b) ==>
         \forall integer l, t; 0 <= t < pow2(nwidth(n)) ==>
         even(r, l, t) ==> even(n, l, t); @/
    /@ assert was: filled_whole(r, n, z, at, b) ==>
         \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         (kid(r, t) == b ==> kid(n, t) == \null) &&
         (kid(r, t) != b ==> kid(r, t) == kid(n, t)); @/
    /@ assert in: filled_whole(r, n, z, at, b) ==>
         \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         (kid(r, t) == b <==> t / z == at / z); @/
    /@ assert empty1: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 2 == u / 2 ==>
         even(r, 1, t) ==> even(r, 1, u) ==> kid(r, t) == b ==>
         kid(r, u) == \null ==> \forall integer w;
         0 <= w < pow2(nwidth(n)) ==> w / 2 == t / 2 ==>
         kid(n, w) == \null; @/
    /@ assert room1: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 2 == u / 2 ==>
         even(r, 1, t) ==> even(r, 1, u) ==> kid(r, t) == b ==>
         kid(r, u) != \null; @/
    /@ assert empty2: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 4 == u / 4 ==>
         even(r, 2, t) ==> even(r, 2, u) ==> kid(r, t) == b ==>
         kid(r, u) == \null ==> \forall integer w;
         0 <= w < pow2(nwidth(n)) ==> w / 4 == t / 4 ==>
         kid(n, w) == \null; @/
    /@ assert room2: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 4 == u / 4 ==>
         even(r, 2, t) ==> even(r, 2, u) ==> kid(r, t) == b ==>
         kid(r, u) != \null; @/
    /@ assert empty4: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 8 == u / 8 ==>
         even(r, 4, t) ==> even(r, 4, u) ==> kid(r, t) == b ==>
         kid(r, u) == \null ==> \forall integer w;
         0 <= w < pow2(nwidth(n)) ==> w / 8 == t / 8 ==>
         kid(n, w) == \null; @/
    /@ assert room4: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 8 == u / 8 ==>
         even(r, 4, t) ==> even(r, 4, u) ==> kid(r, t) == b ==>
         kid(r, u) != \null; @/
    /@ assert empty8: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 16 == u / 16 ==>
         even(r, 8, t) ==> even(r, 8, u) ==> kid(r, t) == b ==>
         kid(r, u) == \null ==> \forall integer w;
         0 <= w < pow2(nwidth(n)) ==> w / 16 == t / 16 ==>
         kid(n, w) == \null; @/
    /@ assert room8: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 16 == u / 16 ==>
         even(r, 8, t) ==> even(r, 8, u) ==> kid(r, t) == b ==>
         kid(r, u) != \null; @/
    /@ assert empty16: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 32 == u / 32 ==>
         even(r, 16, t) ==> even(r, 16, u) ==> kid(r, t) == b ==>
         kid(r, u) == \null ==> \forall integer w;
         0 <= w < pow2(nwidth(n)) ==> w / 32 == t / 32 ==>
         kid(n, w) == \null; @/
    /@ assert room16: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> t / 32 == u / 32 ==>
         even(r, 16, t) ==> even(r, 16, u) ==> kid(r, t) == b ==>
         kid(r, u) != \null; @/
    /@ assert beside: filled_whole(r, n, z, at, b) ==>
         \forall integer t, u; 0 <= t < pow2(nwidth(n)) ==>
         0 <= u < pow2(nwidth(n)) ==> kid(r, t) == b ==> kid(r, u) != b ==>
         kid(r, u) != \null ==> heavy(kid(n, t), kid(n, u)) ==>
         heavy(kid(r, t), kid(r, u)) && heavy(kid(r, u), kid(r, t)); @/
    /@ assert part1: filled_whole(r, n, z, at, b) ==>
         parted(r, 1, 2); @/
    /@ assert part2: filled_whole(r, n, z, at, b) ==>
         parted(r, 2, 4); @/
    /@ assert part4: filled_whole(r, n, z, at, b) ==>
         parted(r, 4, 8); @/
    /@ assert part8: filled_whole(r, n, z, at, b) ==>
         parted(r, 8, 16); @/
    /@ assert part16: filled_whole(r, n, z, at, b) ==>
         parted(r, 16, 32); @/
    lemma_buddy_range(n);
    /@ assert least: filled_whole(r, n, z, at, b) ==> least(r); @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && canonical(n) && nwidth(r) == nwidth(n);
     requires at < pow2(nwidth(n)) && filled(r, n, at, b);
     requires is_leaf(b) && ncount(b) >= 1 && no_kid(n, b);
     terminates \true; assigns \nothing;
     ensures canonical(r); @/
  void lemma_shape_inserted(struct pm_node *n, struct pm_node *r, uint32_t at,
                            struct pm_node *b) {
    lemma_shape_filled(n, r, 1, at, b);
    lemma_shape_filled(n, r, 2, at, b);
    lemma_shape_filled(n, r, 4, at, b);
    lemma_shape_filled(n, r, 8, at, b);
    lemma_shape_filled(n, r, 16, at, b);
    lemma_shape_filled(n, r, 32, at, b);
  }
*/
#endif
