/* The slots of a branch with b instead of child a, which lost an entry. */
#ifndef PM_SHRINK_START_H
#define PM_SHRINK_START_H

/*@ // b, a leaf or nothing, is a less an entry
    predicate lessened(struct pm_node *a, struct pm_node *b, integer next) =
      a != \null && leafy(b) && total(b) == ncount(a) - 1 && wf(b, next) &&
      \forall pm_object *k, *v; holds(b, next, k, v) ==>
        holds(a, next, k, v);
    // the largest block of children that are the one at `at`
    predicate own_block{L}(struct pm_node **c, integer total, integer at,
                           integer z) =
      power(z) && z <= total && slots_even{L}(c, 0, total, z, at) &&
      (z < total ==> !slots_even{L}(c, 0, total, 2 * z, at));
    predicate few_pairs{L}(struct pm_node **c, integer total) =
      (\forall integer s; 0 <= s < total ==>
         0 <= total(\at(c[s], L)) <= PM_COUNT_MAX) &&
      (\forall integer s, t; 0 <= s < total ==> 0 <= t < total ==>
         \at(c[s], L) != \at(c[t], L) ==>
         total(\at(c[s], L)) + total(\at(c[t], L)) <= PM_COUNT_MAX);
    // the block beside cannot be joined with `count` entries
    predicate beside_full(struct pm_node *n, integer total, integer z,
                          integer at, integer count) =
      z < total ==> \forall integer t; 0 <= t < total ==>
        t / (2 * z) == at / (2 * z) ==> t / z != at / z ==>
        even(n, z, t) ==> is_branch(kid(n, t)) ||
          count + total(kid(n, t)) > PM_LEAF_MAX;
*/

/* b is new. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && next == used + nwidth(n);
     requires at < pow2(nwidth(n)) && kid(n, at) == a;
     requires lessened(a, b, next);
     terminates \true; assigns \nothing;
     ensures b != \null ==> no_kid(n, b); @/
  void lemma_less_new(struct pm_node *n, struct pm_node *a,
                      struct pm_node *b, uint32_t used, uint32_t next,
                      uint32_t at) {
    lemma_rest_is_new(n, a, b, used, next, at);
  }
*/
/* What is known of the slots. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires whole: \forall integer s; 0 <= s < total ==> whole(n, s);
     requires least: least(n);
     requires c: replaced_in(c, n, total, a, b);
     requires b: b != \null ==> no_kid(n, b);
     requires power(l);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < total ==> c[s] != \null ==>
       block_of(n, l, s) ==> slot_block(c, 0, total, l, s); @/
  void lemma_start_block(struct pm_node *n, struct pm_node **c,
                         uint32_t total, struct pm_node *a,
                         struct pm_node *b, uint32_t l) {
    /@ assert alike: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> c[s] != \null ==>
         (c[t] == c[s] <==> kid(n, t) == kid(n, s)); @/
    lemma_buddy_range(n);
    /@ assert all: l > total ==> \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> block_of(n, l, s) ==> kid(n, t) == kid(n, s); @/
    /@ assert small: l > total ==> \forall integer s; 0 <= s < total ==>
         !block_of(n, l, s); @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires whole: \forall integer s; 0 <= s < total ==> whole(n, s);
     requires least: least(n);
     requires c: replaced_in(c, n, total, a, b) && a != \null;
     requires b: b != \null ==> no_kid(n, b);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s); @/
  void lemma_start_whole(struct pm_node *n, struct pm_node **c,
                         uint32_t total, struct pm_node *a,
                         struct pm_node *b) {
    lemma_start_block(n, c, total, a, b, 1);
    lemma_start_block(n, c, total, a, b, 2);
    lemma_start_block(n, c, total, a, b, 4);
    lemma_start_block(n, c, total, a, b, 8);
    lemma_start_block(n, c, total, a, b, 16);
    lemma_start_block(n, c, total, a, b, 32);
    /@ assert kept: \forall integer s; 0 <= s < total ==>
         c[s] != \null ==> kid(n, s) != \null; @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires counted: counted(n) && ncount(n) <= PM_COUNT_MAX;
     requires kids: \forall integer s; 0 <= s < total ==>
       kid(n, s) != \null ==> ncount(kid(n, s)) >= 1;
     requires c: replaced_in(c, n, total, a, b);
     requires less: a != \null && total(b) == ncount(a) - 1;
     terminates \true; assigns \nothing;
     ensures few_pairs(c, total); @/
  void lemma_start_pairs(struct pm_node *n, struct pm_node **c,
                         uint32_t total, struct pm_node *a,
                         struct pm_node *b) {
    lemma_all_kids(n, total);
    /@ assert less: \forall integer s; 0 <= s < total ==>
         0 <= total(c[s]) <= total(kid(n, s)); @/
    /@ assert differ: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> c[s] != c[t] ==> kid(n, s) != kid(n, t); @/
    /@ assert sums: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> c[s] != c[t] ==>
         total(kid(n, s)) + total(kid(n, t)) <= ncount(n); @/
    /@ assert two: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> c[s] != c[t] ==>
         total(c[s]) + total(c[t]) <= PM_COUNT_MAX; @/
    /@ assert one: \forall integer s; 0 <= s < total ==>
         total(c[s]) <= PM_COUNT_MAX; @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires next == used + nwidth(n) && next <= 32;
     requires routed: \forall integer s; 0 <= s < total ==>
       routed(n, used, nwidth(n), next, s);
     requires c: replaced_in(c, n, total, a, b);
     requires less: \forall pm_object *k, *v; holds(b, next, k, v) ==>
       holds(a, next, k, v);
     terminates \true; assigns \nothing;
     ensures slots_routed(c, total, used, nwidth(n), next); @/
  void lemma_start_routed(struct pm_node *n, struct pm_node **c,
                          uint32_t total, uint32_t used, uint32_t next,
                          struct pm_node *a, struct pm_node *b) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < total; @/
    /@ assert old: \forall integer s; 0 <= s < total ==>
         \forall pm_object *k, *v; holds(c[s], next, k, v) ==>
         routed(n, used, nwidth(n), next, s) &&
         kid(n, slot(key_hash(k), used, nwidth(n))) == kid(n, s); @/
  }
*/
/* Its largest block is that of a in n: with nothing instead of a, its buddies
 * would be joined. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires c: replaced_in(c, n, total, a, b);
     requires b: b != \null ==> no_kid(n, b);
     requires at: at < total && kid(n, at) == a && a != \null;
     requires own: own_block(c, total, at, z);
     requires l: l == 1 || l == 2 || l == 4 || l == 8 || l == 16;
     requires l < total && parted(n, l, 2 * l);
     requires light: b == \null ==> !heavy(a, \null);
     terminates \true; assigns \nothing;
     ensures block_of(n, l, at) ==> z == l; @/
  void lemma_own_size(struct pm_node *n, struct pm_node **c,
                      uint32_t total, struct pm_node *a, struct pm_node *b,
                      uint32_t at, uint32_t z, uint32_t l) {
    uint32_t beside = lemma_beside(l, at), l2 = 2 * l, z2 = 2 * z;
    /@ assert beside: beside < total; @/
    if (z < l) {
      lemma_nested(z2, l);
      /@ assert wider: block_of(n, l, at) ==>
           slots_even(c, 0, total, z2, at); @/
    }
    if (z > l) {
      lemma_nested(l2, z);
      /@ assert in: \forall integer t; 0 <= t < total ==>
           t / l == at / l || t / l == beside / l ==> c[t] == c[at]; @/
      /@ assert null: block_of(n, l, at) ==> b == \null ==>
           \forall integer t; 0 <= t < total ==>
           t / l == beside / l ==> kid(n, t) == \null; @/
      /@ assert even: block_of(n, l, at) ==> b == \null ==> even(n, l, at) &&
           even(n, l, beside); @/
      /@ assert no: block_of(n, l, at) ==> b == \null ==> heavy(a, \null); @/
      /@ assert leaf: b != \null ==> kid(n, beside) == a; @/
    }
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires canonical(n) && whole(n, at);
     requires c: replaced_in(c, n, total, a, b);
     requires b: b != \null ==> no_kid(n, b);
     requires at: at < total && kid(n, at) == a && a != \null;
     requires own: own_block(c, total, at, z);
     requires light: b == \null ==> !heavy(a, \null);
     terminates \true; assigns \nothing;
     ensures z < total && block_of(n, z, at);
     ensures cut: cut_in(c, n, total, z, at, b);
     ensures closed: slots_closed(c, total, z, at); @/
  void lemma_own(struct pm_node *n, struct pm_node **c, uint32_t total,
                 struct pm_node *a, struct pm_node *b, uint32_t at,
                 uint32_t z) {
    lemma_buddy_range(n);
    /@ assert all: \forall integer l; l == 2 || l == 4 || l == 8 ||
         l == 16 || l == 32 ==> l >= total ==> block_of(n, l, at) ==>
         \forall integer t; 0 <= t < total ==> kid(n, t) == a; @/
    /@ assert not_all: \forall integer l; l == 2 || l == 4 || l == 8 ||
         l == 16 || l == 32 ==> l >= total ==> !block_of(n, l, at); @/
    lemma_own_size(n, c, total, a, b, at, z, 1);
    if (2 < total) lemma_own_size(n, c, total, a, b, at, z, 2);
    if (4 < total) lemma_own_size(n, c, total, a, b, at, z, 4);
    if (8 < total) lemma_own_size(n, c, total, a, b, at, z, 8);
    if (16 < total) lemma_own_size(n, c, total, a, b, at, z, 16);
    /@ assert block: z < total && block_of(n, z, at); @/
  }
*/
/* Once the block has been widened. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires c: replaced_in(c, n, total, a, b);
     requires own: block_of(n, own, at) && power(own) && own <= z;
     requires at: at < total && kid(n, at) == a && a != \null;
     requires power(z) && z <= total && slots_closed(c, total, z, at);
     terminates \true; assigns \nothing;
     ensures only: \forall integer s; 0 <= s < total ==> kid(n, s) == a ==>
       s / z == at / z;
     ensures closed: closed(n, total, z, at); @/
  void lemma_closed(struct pm_node *n, struct pm_node **c, uint32_t total,
                    struct pm_node *a, struct pm_node *b, uint32_t at,
                    uint32_t own, uint32_t z) {
    lemma_nested(own, z);
  }
*/
/* The same by the block's ends. */
/*@ ghost
  /@ requires closed(n, total, z, at) && end <= total;
     requires in: \forall integer s; 0 <= s < total ==>
       (s / z == at / z <==> low <= s < end);
     terminates \true; assigns \nothing;
     ensures \forall integer s, t; 0 <= t < total ==>
       t < low || t >= end ==> low <= s < end ==>
       kid(n, s) != \null ==> kid(n, t) != kid(n, s); @/
  void lemma_closed_ends(struct pm_node *n, uint32_t total, uint32_t at,
                         uint32_t z, uint32_t low, uint32_t end) {
    /@ assert t: \forall integer t; 0 <= t < total ==>
         t < low || t >= end ==> t / z != at / z; @/
    /@ assert s: \forall integer s; low <= s < end ==>
         0 <= s < total && s / z == at / z; @/
  }
*/
#endif
