/* A branch made of an array of slots: blocks that fit together are joined, and
 * it is no wider than needed. */
#ifndef PM_TAKEN_JOINED_H
#define PM_TAKEN_JOINED_H

/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(l) && t < pow2(width);
     terminates \true; assigns \nothing;
     ensures even(r, l, t) ==>
       slots_even(c, 0, pow2(full), l * run, t * run); @/
  void lemma_taken_even(struct pm_node **c, struct pm_node *r,
                        uint32_t full, uint32_t width, uint32_t run,
                        uint32_t l, uint32_t t) {
    uint32_t s = 0, all = lemma_power(full), at = t * run, m = l * run;
    lemma_shape(full, width, run);
    lemma_scaled(run, l);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert m: m == l * run; @/
    /@ assert at: at == t * run && at / run == t; @/
    /@ assert block: at / m == t / l; @/
    /@ assert in: at < pow2(full); @/
    /@ loop invariant 0 <= s <= all;
       loop invariant even(r, l, t) ==> \forall integer x; 0 <= x < s ==>
         x / m == at / m ==> c[x] == c[at];
       loop assigns s;
       loop variant all - s; @/
    while (s < all) {
      uint32_t u = s / run;
      /@ assert u: 0 <= u < pow2(width) && u / l == s / m; @/
      /@ assert kids: c[s] == kid(r, u) && c[at] == kid(r, t); @/
      /@ assert one: even(r, l, t) ==> u / l == t / l ==>
           kid(r, u) == kid(r, t); @/
      s++;
    }
  }
*/
/*@ // the condition of parted, for two slots
    predicate pair_parted(struct pm_node *n, integer l, integer m,
                          integer s, integer t) =
      s / m == t / m ==> even(n, l, s) ==> even(n, l, t) ==>
      kid(n, s) != kid(n, t) ==> heavy(kid(n, s), kid(n, t));
    predicate slot_pair_parted{L}(struct pm_node **c, integer from, integer to,
                                  integer l, integer m, integer s,
                                  integer t) =
      s / m == t / m ==> slots_even{L}(c, from, to, l, s) ==>
      slots_even{L}(c, from, to, l, t) ==> \at(c[s], L) != \at(c[t], L) ==>
      heavy(\at(c[s], L), \at(c[t], L));
*/
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(l) && l < 32 && s < pow2(width) && t < pow2(width);
     requires joined: l * run < 32 ==>
       slots_parted(c, 0, pow2(full), l * run, 2 * (l * run));
     terminates \true; assigns \nothing;
     ensures pair_parted(r, l, 2 * l, s, t); @/
  void lemma_taken_pair(struct pm_node **c, struct pm_node *r,
                        uint32_t full, uint32_t width, uint32_t run,
                        uint32_t l, uint32_t s, uint32_t t) {
    lemma_shape(full, width, run);
    uint32_t x = lemma_slots_at(full, width, run, s),
             y = lemma_slots_at(full, width, run, t),
             a = lemma_times(l, run), two = 2 * l;
    /@ assert l: power(two); @/
    lemma_scaled(run, two);
    lemma_taken_even(c, r, full, width, run, l, s);
    lemma_taken_even(c, r, full, width, run, l, t);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert a: a == l * run; @/
    /@ assert x: x == s * run && x / run == s && 0 <= x < pow2(full); @/
    /@ assert y: y == t * run && y / run == t && 0 <= y < pow2(full); @/
    /@ assert kids: c[x] == kid(r, s) && c[y] == kid(r, t); @/
    /@ assert two: two == 2 * l; @/
    /@ assert twice1: l == 1 ==> a == run && two * run == 2 * run; @/
    /@ assert twice2: l == 2 ==> a == 2 * run && two * run == 4 * run; @/
    /@ assert twice4: l == 4 ==> a == 4 * run && two * run == 8 * run; @/
    /@ assert twice8: l == 8 ==> a == 8 * run && two * run == 16 * run; @/
    /@ assert twice16: l == 16 ==> a == 16 * run && two * run == 32 * run; @/
    /@ assert l: l == 1 || l == 2 || l == 4 || l == 8 || l == 16; @/
    /@ assert twice: two * run == 2 * a; @/
    /@ assert block_x: s * run / (two * run) == s / two; @/
    /@ assert block_y: t * run / (two * run) == t / two; @/
    /@ assert block: x / (2 * a) == s / (2 * l) &&
         y / (2 * a) == t / (2 * l); @/
    /@ assert low: a < 32 ==> slot_pair_parted(c, 0, pow2(full), a, 2 * a,
         x, y); @/
    /@ assert wide: a >= 32 ==> s / l == 0 && t / l == 0; @/
    /@ assert high: a >= 32 ==> even(r, l, s) ==> kid(r, t) == kid(r, s); @/
  }
*/
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires power(l) && l < 32;
     requires joined: l * run < 32 ==>
       slots_parted(c, 0, pow2(full), l * run, 2 * (l * run));
     terminates \true; assigns \nothing;
     ensures parted(r, l, 2 * l); @/
  void lemma_taken_parted(struct pm_node **c, struct pm_node *r,
                          uint32_t full, uint32_t width, uint32_t run,
                          uint32_t l) {
    uint32_t s = 0, t, all = lemma_power(width);
    /@ loop invariant 0 <= s <= all;
       loop invariant \forall integer x, y; 0 <= x < s ==> 0 <= y < all ==>
         pair_parted(r, l, 2 * l, x, y);
       loop assigns s, t;
       loop variant all - s; @/
    while (s < all) {
      t = 0;
      /@ loop invariant 0 <= t <= all;
         loop invariant \forall integer y; 0 <= y < t ==>
           pair_parted(r, l, 2 * l, s, y);
         loop assigns t;
         loop variant all - t; @/
      while (t < all) {
        lemma_taken_pair(c, r, full, width, run, l, s, t);
        t++;
      }
      s++;
    }
  }
*/
/* Blocks that fit together are joined. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires joined: slots_joined(c, 0, pow2(full));
     terminates \true; assigns \nothing;
     ensures parted(r, 1, 2) && parted(r, 2, 4) && parted(r, 4, 8) &&
       parted(r, 8, 16) && parted(r, 16, 32); @/
  void lemma_taken_joined(struct pm_node **c, struct pm_node *r,
                          uint32_t full, uint32_t width, uint32_t run) {
    lemma_shape(full, width, run);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert j1_1: run == 1 ==>
         slots_parted(c, 0, pow2(full), run, 2 * run); @/
    /@ assert j1_2: run == 2 ==>
         slots_parted(c, 0, pow2(full), run, 2 * run); @/
    /@ assert j1_4: run == 4 ==>
         slots_parted(c, 0, pow2(full), run, 2 * run); @/
    /@ assert j1_8: run == 8 ==>
         slots_parted(c, 0, pow2(full), run, 2 * run); @/
    /@ assert j1_16: run == 16 ==>
         slots_parted(c, 0, pow2(full), run, 2 * run); @/
    /@ assert j2_2: run == 2 ==>
         slots_parted(c, 0, pow2(full), 2 * run, 2 * (2 * run)); @/
    /@ assert j2_4: run == 4 ==>
         slots_parted(c, 0, pow2(full), 2 * run, 2 * (2 * run)); @/
    /@ assert j2_8: run == 8 ==>
         slots_parted(c, 0, pow2(full), 2 * run, 2 * (2 * run)); @/
    /@ assert j4_2: run == 2 ==>
         slots_parted(c, 0, pow2(full), 4 * run, 2 * (4 * run)); @/
    /@ assert j4_4: run == 4 ==>
         slots_parted(c, 0, pow2(full), 4 * run, 2 * (4 * run)); @/
    /@ assert j8_2: run == 2 ==>
         slots_parted(c, 0, pow2(full), 8 * run, 2 * (8 * run)); @/
    lemma_taken_parted(c, r, full, width, run, 1);
    lemma_taken_parted(c, r, full, width, run, 2);
    lemma_taken_parted(c, r, full, width, run, 4);
    lemma_taken_parted(c, r, full, width, run, 8);
    lemma_taken_parted(c, r, full, width, run, 16);
  }
*/
/*@ ghost
  /@ requires 1 <= width <= full <= 5;
     terminates \true; assigns \nothing;
     ensures \result == pow2(full - (width - 1)) && power(\result);
     ensures \forall integer s; 0 <= s < pow2(full) ==>
       0 <= start(s, \result) < pow2(full); @/
  uint32_t lemma_twice(uint32_t full, uint32_t width) {
    uint32_t two = lemma_power(full - width + 1);
    if (two <= 16) lemma_halve(two);
    else lemma_whole(two);
    return two;
  }
*/
/* Not all buddies are equal, or half the width would do. */
/*@ ghost
  /@ requires taken(c, r, full, run) && width == nwidth(r);
     requires !fits(c, full, width - 1);
     terminates \true; assigns \nothing;
     ensures least(r); @/
  void lemma_taken_least(struct pm_node **c, struct pm_node *r,
                         uint32_t full, uint32_t width, uint32_t run) {
    uint32_t s = 0, all = lemma_power(full), two = 2 * run;
    lemma_shape(full, width, run);
    lemma_scaled(run, 2);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert two: two == pow2(full - (width - 1)); @/
    /@ loop invariant 0 <= s <= all;
       loop invariant least(r) || \forall integer x; 0 <= x < s ==>
         c[x] == c[start(x, two)];
       loop assigns s;
       loop variant all - s; @/
    while (s < all) {
      uint32_t u = s / run, v = u / 2, even = 2 * v;
      /@ assert u: 0 <= u < pow2(width) && v == s / two; @/
      /@ assert even: 0 <= even <= u; @/
      uint32_t x = lemma_slots_at(full, width, run, even);
      /@ assert x1: run == 1 ==> x == s / 2 * 2; @/
      /@ assert x2: run == 2 ==> x == s / 4 * 4; @/
      /@ assert x4: run == 4 ==> x == s / 8 * 8; @/
      /@ assert x8: run == 8 ==> x == s / 16 * 16; @/
      /@ assert x16: run == 16 ==> x == s / 32 * 32; @/
      /@ assert x: x == start(s, two) && x <= s; @/
      /@ assert in: 0 <= x < pow2(full); @/

      /@ assert kids: c[s] == kid(r, u) && c[x] == kid(r, even); @/
      /@ assert near: even == u || even == buddy(u); @/
      /@ assert same: least(r) || kid(r, even) == kid(r, u); @/
      s++;
    }
  }
*/
#endif
