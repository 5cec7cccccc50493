/* A branch spread to full width with a block of slots rebuilt: blocks that fit
 * into one leaf are joined. What is in the rebuilt block does not. */
#ifndef PM_REBUILT_JOINED_H
#define PM_REBUILT_JOINED_H

/*@ // the block of m slots around s is beside [first, first + len)
    predicate far_from(integer total, integer first, integer len, integer m,
                       integer s) =
      \forall integer t; 0 <= t < total ==> t / m == s / m ==>
        t / len != first / len;
*/

/* Beside the block: from k to l = k * run slots. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(k) && power(l) && l == k * run;
     requires s < pow2(full) && far_from(pow2(full), first, len, l, s);
     terminates \true; assigns \nothing;
     ensures slots_even(c, 0, pow2(full), l, s) ==> even(n, k, s / run); @/
  void lemma_far_even(struct pm_node **c, struct pm_node *n, uint32_t full,
                      uint32_t width, uint32_t run, uint32_t first,
                      uint32_t len, struct pm_node *x, uint32_t k,
                      uint32_t l, uint32_t s) {
    uint32_t y = 0, all = lemma_power(width), u = s / run;
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_scaled(run, k);
    /@ assert u: 0 <= u < all && u / k == s / l; @/
    /@ assert self: c[s] == kid(n, u); @/
    /@ loop invariant 0 <= y <= all;
       loop invariant slots_even(c, 0, pow2(full), l, s) ==>
         \forall integer v; 0 <= v < y ==> v / k == u / k ==>
         kid(n, v) == kid(n, u);
       loop assigns y;
       loop variant all - y; @/
    while (y < all) {
      uint32_t t = lemma_slots_at(full, width, run, y);
      /@ assert t: t == y * run && t < pow2(full) && t / run == y; @/
      /@ assert block: t / l == y / k; @/
      /@ assert there: y / k == u / k ==> t / len != first / len; @/
      /@ assert kid: y / k == u / k ==> c[t] == kid(n, y); @/
      y++;
    }
  }
*/
/* Two blocks of l slots beside it. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(l) && l <= 16;
     requires s < pow2(full) && t < pow2(full);
     requires far_from(pow2(full), first, len, l, s) &&
       far_from(pow2(full), first, len, l, t);
     requires canonical: canonical(n);
     terminates \true; assigns \nothing;
     ensures slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, t); @/
  void lemma_far_pair(struct pm_node **c, struct pm_node *n, uint32_t full,
                      uint32_t width, uint32_t run, uint32_t first,
                      uint32_t len, struct pm_node *x, uint32_t l,
                      uint32_t s, uint32_t t) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    /@ assert run: run == 1 || run == 2 || run == 4 || run == 8 ||
         run == 16; @/
    /@ assert kids: c[s] == kid(n, s / run) && c[t] == kid(n, t / run); @/
    if (l < run) {
      lemma_nested(2 * l, run);
      /@ assert same: s / (2 * l) == t / (2 * l) ==> c[s] == c[t]; @/
      /@ assert done: slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, t); @/
    } else {
      uint32_t k = l / run, u = s / run, v = t / run, two = 2 * k;
      /@ assert l1: run == 1 ==> k == l; @/
      /@ assert l2: run == 2 ==> l == 2 * k && power(k); @/
      /@ assert l4: run == 4 ==> l == 4 * k && power(k); @/
      /@ assert l8: run == 8 ==> l == 8 * k && power(k); @/
      /@ assert l16: run == 16 ==> l == 16 * k && power(k); @/
      /@ assert l: l == k * run && power(k) && k <= 16; @/
      lemma_far_even(c, n, full, width, run, first, len, x, k, l, s);
      lemma_far_even(c, n, full, width, run, first, len, x, k, l, t);
      /@ assert power: power(two); @/
      lemma_scaled(run, two);
      uint32_t wide = lemma_times(two, run);
      /@ assert wide1: run == 1 ==> wide == two; @/
      /@ assert wide2: run == 2 ==> wide == 2 * two; @/
      /@ assert wide4: run == 4 ==> wide == 4 * two; @/
      /@ assert wide8: run == 8 ==> wide == 8 * two; @/
      /@ assert wide16: run == 16 ==> wide == 16 * two; @/
      /@ assert wide: wide == 2 * l; @/
      /@ assert up: u / two == s / (2 * l) && v / two == t / (2 * l); @/
      /@ assert parted: parted(n, k, two); @/
      /@ assert pair: pair_parted(n, k, two, u, v); @/
      /@ assert done: slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, t); @/
    }
  }
*/
/* Any two. */
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(l) && l <= 16;
     requires s < pow2(full) && t < pow2(full);
     requires canonical: canonical(n);
     requires block: slots_parted(c, first, first + len, l, 2 * l);
     requires heavy: uniform(c, first, first + len, c[first]) ==>
       total(c[first]) > PM_LEAF_MAX;
     requires nat: \forall integer y; 0 <= y < pow2(full) ==>
       total(c[y]) >= 0;
     terminates \true; assigns \nothing;
     ensures slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, t); @/
  void lemma_rebuilt_pair(struct pm_node **c, struct pm_node *n,
                          uint32_t full, uint32_t width, uint32_t run,
                          uint32_t first, uint32_t len, struct pm_node *x,
                          uint32_t l, uint32_t s, uint32_t t) {
    lemma_beside_block(c, n, full, width, run, first, len, x);
    lemma_nested(len, l);
    lemma_nested(l, len);
    lemma_nested(2 * l, len);
    if (l >= len) {
      /@ assert up: \forall integer y; 0 <= y < 32 ==>
           y / len == first / len ==> y / l == first / l; @/
      /@ assert all: \forall integer y; 0 <= y < pow2(full) ==>
           y / l == first / l ==> slots_even(c, 0, pow2(full), l, y) ==>
           uniform(c, first, first + len, c[first]) && c[first] == c[y]; @/
      if (s / l != first / l && t / l != first / l)
        lemma_far_pair(c, n, full, width, run, first, len, x, l, s, t);
    } else {
      /@ assert both: s / (2 * l) == t / (2 * l) ==> s / len == t / len; @/
      if (s / len == first / len && t / len == first / len) {
        /@ assert in: slots_even(c, 0, pow2(full), l, s) ==>
             slots_even(c, first, first + len, l, s); @/
        /@ assert in: slots_even(c, 0, pow2(full), l, t) ==>
             slots_even(c, first, first + len, l, t); @/
        /@ assert pair: slot_pair_parted(c, first, first + len, l, 2 * l,
             s, t); @/
      }
      if (s / len != first / len && t / len != first / len)
        lemma_far_pair(c, n, full, width, run, first, len, x, l, s, t);
    }
  }
*/
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && power(l) && l <= 16;
     requires canonical: canonical(n);
     requires block: slots_parted(c, first, first + len, l, 2 * l);
     requires heavy: uniform(c, first, first + len, c[first]) ==>
       total(c[first]) > PM_LEAF_MAX;
     requires nat: \forall integer y; 0 <= y < pow2(full) ==>
       total(c[y]) >= 0;
     terminates \true; assigns \nothing;
     ensures slots_parted(c, 0, pow2(full), l, 2 * l); @/
  void lemma_rebuilt_parted(struct pm_node **c, struct pm_node *n,
                            uint32_t full, uint32_t width, uint32_t run,
                            uint32_t first, uint32_t len, struct pm_node *x,
                            uint32_t l) {
    uint32_t s = 0, t, all = lemma_power(full);
    /@ loop invariant 0 <= s <= all;
       loop invariant \forall integer a, b; 0 <= a < s ==> 0 <= b < all ==>
         slot_pair_parted(c, 0, pow2(full), l, 2 * l, a, b);
       loop assigns s, t;
       loop variant all - s; @/
    while (s < all) {
      t = 0;
      /@ loop invariant 0 <= t <= all;
         loop invariant \forall integer b; 0 <= b < t ==>
           slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, b);
         loop assigns t;
         loop variant all - t; @/
      while (t < all) {
        lemma_rebuilt_pair(c, n, full, width, run, first, len, x, l, s, t);
        t++;
      }
      /@ assert row: \forall integer b; 0 <= b < all ==>
           slot_pair_parted(c, 0, pow2(full), l, 2 * l, s, b); @/
      /@ assert rows: \forall integer a, b; 0 <= a < s + 1 ==>
           0 <= b < all ==>
           slot_pair_parted(c, 0, pow2(full), l, 2 * l, a, b); @/
      s++;
    }
    /@ assert all: \forall integer a, b; 0 <= a < pow2(full) ==>
         0 <= b < pow2(full) ==>
         slot_pair_parted(c, 0, pow2(full), l, 2 * l, a, b); @/
    /@ assert open: \forall integer a, b;
         slot_pair_parted(c, 0, pow2(full), l, 2 * l, a, b) ==>
         a / (2 * l) == b / (2 * l) ==>
         slots_even(c, 0, pow2(full), l, a) ==>
         slots_even(c, 0, pow2(full), l, b) ==> c[a] != c[b] ==>
         heavy(c[a], c[b]); @/
  }
*/
/*@ ghost
  /@ requires rebuilt(c, n, full, run, first, len, x);
     requires width == nwidth(n) && canonical(n);
     requires block: slots_joined(c, first, first + len);
     requires heavy: uniform(c, first, first + len, c[first]) ==>
       total(c[first]) > PM_LEAF_MAX;
     requires nat: \forall integer y; 0 <= y < pow2(full) ==>
       total(c[y]) >= 0;
     terminates \true; assigns \nothing;
     ensures slots_joined(c, 0, pow2(full)); @/
  void lemma_rebuilt_joined(struct pm_node **c, struct pm_node *n,
                            uint32_t full, uint32_t width, uint32_t run,
                            uint32_t first, uint32_t len,
                            struct pm_node *x) {
    lemma_rebuilt_parted(c, n, full, width, run, first, len, x, 1);
    lemma_rebuilt_parted(c, n, full, width, run, first, len, x, 2);
    lemma_rebuilt_parted(c, n, full, width, run, first, len, x, 4);
    lemma_rebuilt_parted(c, n, full, width, run, first, len, x, 8);
    lemma_rebuilt_parted(c, n, full, width, run, first, len, x, 16);
  }
*/
#endif
