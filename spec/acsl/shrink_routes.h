/* Look-ups in a branch one of whose blocks of slots got another child. */
#ifndef PM_SHRINK_ROUTES_H
#define PM_SHRINK_ROUTES_H

/*@ // x holds what n (b for a) holds in the block of z slots around `at`
    predicate gathered(struct pm_node *n, struct pm_node *a,
                       struct pm_node *b, struct pm_node *x, integer used,
                       integer next, integer z, integer at) =
      \forall pm_object *k, *v; holds(x, next, k, v) <==>
        slot(key_hash(k), used, nwidth(n)) / z == at / z &&
        holds(kid(n, slot(key_hash(k), used, nwidth(n))) == a ? b
                : kid(n, slot(key_hash(k), used, nwidth(n))), next, k, v);
    // what is found at one slot is found at the slot of its hash
    predicate slots_routed{L}(struct pm_node **c, integer total,
                              integer used, integer width, integer next) =
      \forall integer s; 0 <= s < total ==> \forall pm_object *k, *v;
        holds(\at(c[s], L), next, k, v) ==>
        \at(c[slot(key_hash(k), used, width)], L) == \at(c[s], L);
    // the same of n's children with b instead of a, whatever memory holds
    logic struct pm_node *kid_put(struct pm_node *n, integer s,
                                  struct pm_node *a, struct pm_node *b) =
      kid(n, s) == a ? b : kid(n, s);
    predicate kids_routed(struct pm_node *n, struct pm_node *a,
                          struct pm_node *b, integer total, integer used,
                          integer width, integer next) =
      \forall integer s; 0 <= s < total ==> \forall pm_object *k, *v;
        holds(kid_put(n, s, a, b), next, k, v) ==>
        kid_put(n, slot(key_hash(k), used, width), a, b) ==
        kid_put(n, s, a, b);
*/

/* An array shows it. */
/*@ ghost
  /@ requires 1 <= width <= 5 && used + width <= 32 && total == pow2(width);
     requires replaced_in(c, n, total, a, b);
     terminates \true; assigns \nothing;
     ensures slots_routed(c, total, used, width, next) <==>
       kids_routed(n, a, b, total, used, width, next); @/
  void lemma_kids_routed(struct pm_node **c, struct pm_node *n, uint32_t total,
                         struct pm_node *a, struct pm_node *b, uint32_t used,
                         uint32_t width, uint32_t next) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, width) < total; @/
    /@ assert put: \forall integer s; 0 <= s < total ==>
         c[s] == kid_put(n, s, a, b); @/
    /@ assert there: \forall pm_object *k;
         c[slot(key_hash(k), used, width)] ==
         kid_put(n, slot(key_hash(k), used, width), a, b); @/
  }
*/

/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires next == used + nwidth(n) && next <= 32;
     requires routed: \forall integer s; 0 <= s < total ==>
       routed(n, used, nwidth(n), next, s);
     requires cut: cut_in(c, n, total, z, at, x);
     requires closed: closed(n, total, z, at);
     requires gathered: gathered(n, a, b, x, used, next, z, at);
     terminates \true; assigns \nothing;
     ensures slots_routed(c, total, used, nwidth(n), next); @/
  void lemma_routed_cut(struct pm_node *n, struct pm_node **c,
                        uint32_t total, uint32_t used, uint32_t next,
                        uint32_t z, uint32_t at, struct pm_node *a,
                        struct pm_node *b, struct pm_node *x) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < total; @/
    /@ assert in: \forall integer s; 0 <= s < total ==> s / z == at / z ==>
         \forall pm_object *k, *v; holds(c[s], next, k, v) ==>
         c[slot(key_hash(k), used, nwidth(n))] == c[s]; @/
    /@ assert out: \forall integer s; 0 <= s < total ==> s / z != at / z ==>
         \forall pm_object *k, *v; holds(c[s], next, k, v) ==>
         routed(n, used, nwidth(n), next, s) &&
         kid(n, slot(key_hash(k), used, nwidth(n))) == kid(n, s); @/
    /@ assert off: \forall integer s; 0 <= s < total ==> s / z != at / z ==>
         \forall pm_object *k, *v; holds(c[s], next, k, v) ==>
         slot(key_hash(k), used, nwidth(n)) / z != at / z; @/
  }
*/
/* In the branch of those slots. */
/*@ ghost
  /@ requires 1 <= nwidth(r) <= full <= 5 && slots == pow2(nwidth(r));
     requires total == pow2(full) && run == pow2(full - nwidth(r));
     requires next == used + full && next <= 32 && width == nwidth(r);
     requires stretched(c, r, total, run) && r != \null;
     requires routed: slots_routed(c, total, used, full, next);
     requires leaves: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
       !is_branch(kid(r, s));
     requires spots: \forall integer s; 0 <= s < slots ==>
       0 <= spot(run, s) < total && spot(run, s) / run == s;
     terminates \true; assigns \nothing;
     ensures routed: \forall integer s; 0 <= s < slots ==>
       routed(r, used, nwidth(r), used + nwidth(r), s);
     ensures holds: \forall pm_object *k, *v; holds(r, used, k, v) <==>
       holds(c[slot(key_hash(k), used, full)], next, k, v); @/
  void lemma_narrow_routes(struct pm_node *r, struct pm_node **c,
                           uint32_t full, uint32_t slots, uint32_t total,
                           uint32_t run, uint32_t width, uint32_t used,
                           uint32_t next) {
    lemma_slot_range();
    lemma_digit_cut(full, width, used);
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, full) < total; @/
    /@ assert range_r: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(r)) < slots; @/
    /@ assert there: \forall pm_object *k;
         c[slot(key_hash(k), used, full)] ==
         kid(r, slot(key_hash(k), used, nwidth(r))); @/
    /@ assert same: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         \forall pm_object *k, *v; holds(kid(r, s), used + nwidth(r), k, v)
         <==> holds(kid(r, s), next, k, v); @/
    /@ assert one: run == 1 ==> used + nwidth(r) == next; @/
    /@ assert alike: \forall integer s; 0 <= s < slots ==>
         \forall pm_object *k, *v; holds(kid(r, s), used + nwidth(r), k, v)
         <==> holds(kid(r, s), next, k, v); @/
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         c[spot(run, s)] == kid(r, s); @/
    /@ assert routed: \forall integer s; 0 <= s < slots ==>
         \forall pm_object *k, *v; holds(kid(r, s), next, k, v) ==>
         kid(r, slot(key_hash(k), used, nwidth(r))) == kid(r, s); @/
  }
*/
/* It is n without a key, when b is a without it. */
/*@ ghost
  /@ requires is_branch(n) && 1 <= nwidth(n) <= 5 &&
       total == pow2(nwidth(n));
     requires next == used + nwidth(n) && next <= 32;
     requires at: at == slot(h, used, nwidth(n)) && kid(n, at) == a;
     requires cut: cut_in(c, n, total, z, at, x);
     requires gathered: gathered(n, a, b, x, used, next, z, at);
     requires only: \forall integer s; 0 <= s < total ==> kid(n, s) == a ==>
       s / z == at / z;
     requires holds: \forall pm_object *k, *v; holds(r, used, k, v) <==>
       holds(c[slot(key_hash(k), used, nwidth(n))], next, k, v);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k; key_hash(k) == h ==>
       removed(a, b, next, k) ==> removed(n, r, used, k); @/
  void lemma_cut_removed(struct pm_node *n, struct pm_node *r,
                         struct pm_node **c, uint32_t total, uint32_t used,
                         uint32_t next, uint32_t z, uint32_t at,
                         struct pm_node *a, struct pm_node *b,
                         struct pm_node *x, uint32_t h) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < total; @/
    /@ assert key: \forall pm_object *k, *k2; key_hash(k) == h ==>
         KeyEq(k, k2) ==> slot(key_hash(k2), used, nwidth(n)) == at; @/
    /@ assert old: \forall pm_object *k, *v; holds(n, used, k, v) <==>
         holds(kid(n, slot(key_hash(k), used, nwidth(n))), next, k, v); @/
    /@ assert new: \forall pm_object *k, *v; holds(r, used, k, v) <==>
         holds(kid(n, slot(key_hash(k), used, nwidth(n))) == a ? b
                 : kid(n, slot(key_hash(k), used, nwidth(n))), next, k, v); @/
    /@ assert at_a: \forall pm_object *k, *k2, *v2; key_hash(k) == h ==>
         removed(a, b, next, k) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a ==>
         (holds(r, used, k2, v2) <==>
          !KeyEq(k, k2) && holds(n, used, k2, v2)); @/
    /@ assert not_a: \forall pm_object *k, *k2, *v2; key_hash(k) == h ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) != a ==>
         (holds(r, used, k2, v2) <==>
          !KeyEq(k, k2) && holds(n, used, k2, v2)); @/
  }
*/
#endif
