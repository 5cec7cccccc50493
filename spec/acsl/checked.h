/* What pm_check sees of a map, and what it does not. */
#ifndef PM_CHECKED_H
#define PM_CHECKED_H

/*@ predicate hashes_within(uint32_t *h, integer n, integer low,
                            integer high) =
      \forall integer i; 0 <= i < n ==> low <= hash_at(h, i) <= high;
    // a look-up below n that finds something has such a hash
    predicate within(struct pm_node *n, integer used, integer low,
                     integer high) =
      \forall pm_object *k, *v; holds(n, used, k, v) ==>
        low <= key_hash(k) <= high;
    // pm_check asks for no hash: that those stored are those of their keys;
    // nor does it look whether a count has wrapped around
    predicate plain(struct pm_node *n, integer used) =
      (is_leaf(n) ==> ncount(n) <= PM_COUNT_MAX &&
         hashed(hashes(n), entries(n, ncount(n)), ncount(n))) &&
      (is_branch(n) ==> 1 <= nwidth(n) <= 5 ==> used + nwidth(n) <= 32 ==>
         below(n, 0, pow2(nwidth(n))) <= PM_COUNT_MAX &&
         (\forall integer s; 0 <= s < pow2(nwidth(n)) ==>
            plain(kid(n, s), used + nwidth(n))));
*/
/* A branch whose width is the least shows different children. */
/*@ ghost
  /@ requires is_branch(n) && width == nwidth(n);
     requires 1 <= width <= full <= 5 && run == pow2(full - width);
     requires slots_show(c, n, full) && least(n);
     terminates \true; assigns \nothing;
     ensures !uniform(c, 0, pow2(full), c[0]);
     ensures \forall integer s; 0 <= s < pow2(full) ==>
       0 <= s / run < pow2(width) && c[s] == kid(n, s / run); @/
  void lemma_slots_differ(struct pm_node **c, struct pm_node *n,
                          uint32_t full, uint32_t width, uint32_t run) {
    lemma_shape(full, width, run);
    lemma_buddy_range(n);
    /@ assert low: \forall integer t; 0 <= t < pow2(width) ==>
         0 <= t * run < pow2(full); @/
    /@ assert spot: \forall integer t; 0 <= t < pow2(width) ==>
         t * run / run == t; @/
    /@ assert at: \forall integer t; 0 <= t < pow2(width) ==>
         c[t * run] == kid(n, t); @/
    uint32_t t = 0, all = lemma_power(width);
    /@ loop invariant 0 <= t <= all;
       loop invariant uniform(c, 0, pow2(full), c[0]) ==>
         \forall integer u; 0 <= u < t ==> kid(n, u) == c[0];
       loop assigns t;
       loop variant all - t; @/
    while (t < all) {
      uint32_t at = t * run;
      /@ assert at: 0 <= at < pow2(full) && c[at] == kid(n, t); @/
      /@ assert same: uniform(c, 0, pow2(full), c[0]) ==> c[at] == c[0]; @/
      t++;
    }
  }
*/
#endif
