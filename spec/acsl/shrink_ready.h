/* From the slots to the branch: what lemma_cut_wf asks for. */
#ifndef PM_SHRINK_READY_H
#define PM_SHRINK_READY_H

/*@ // child a of branch n, at slot `at` for hash h, has become b
    predicate shrinking(struct pm_node *n, integer used, integer next,
                        integer total, integer at, struct pm_node *a,
                        struct pm_node *b, integer h) =
      is_branch(n) && wf(n, used) && next == used + nwidth(n) &&
      total == pow2(nwidth(n)) && 0 <= at < total &&
      at == slot(h, used, nwidth(n)) && kid(n, at) == a &&
      lessened(a, b, next) && (b != \null ==> no_kid(n, b));
    // r is n shrunk: without a key, if b is a without it
    predicate shrunk(struct pm_node *n, struct pm_node *r,
                     struct pm_node *a, struct pm_node *b, integer used,
                     integer next, integer h) =
      \forall pm_object *k; key_hash(k) == h ==> removed(a, b, next, k) ==>
        removed(n, r, used, k);
    predicate shrunk_ok(struct pm_node *n, struct pm_node *r,
                        integer used) =
      wf(r, used) && ncount(r) == ncount(n) - 1;
    predicate found(struct pm_node *n, integer total, integer z, integer at,
                    integer first, integer last, struct pm_node *a) =
      power(z) && z <= total && first == at / z * z && last == first + z &&
      last <= total && closed(n, total, z, at) &&
      (\forall integer s; 0 <= s < total ==> kid(n, s) == a ==>
         s / z == at / z);
*/

/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires power(z) && z < total && at < total;
     requires cut: cut_in(c, n, total, z, at, x) && closed(n, total, z, at);
     requires none: none_beside(n, total, z, at, x);
     requires full: beside_full(n, total, z, at, total(x));
     requires x: leafy(x) && (z >= 2 ==> total(x) <= PM_LEAF_MAX);
     terminates \true; assigns \nothing;
     ensures cut_whole(c, n, total, z, at, x); @/
  void lemma_cut_ready(struct pm_node *n, struct pm_node **c,
                       uint32_t total, uint32_t z, uint32_t at,
                       struct pm_node *x) {
    /@ assert out: \forall integer t; 0 <= t < total ==> t / z != at / z ==>
         slots_even(c, 0, total, z, t) ==> even(n, z, t) &&
         c[t] == kid(n, t); @/
    /@ assert apart: kept_apart(c, total, z, at, x); @/
  }
*/
/* Nothing joined. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && next == used + nwidth(n);
     requires block: block_of(n, z, at) && at < pow2(nwidth(n));
     requires at: kid(n, at) == a && lessened(a, b, next);
     terminates \true; assigns \nothing;
     ensures gathered(n, a, b, b, used, next, z, at); @/
  void lemma_gathered_own(struct pm_node *n, struct pm_node *a,
                          struct pm_node *b, uint32_t used, uint32_t next,
                          uint32_t z, uint32_t at) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < pow2(nwidth(n)); @/
    /@ assert routed: routed(n, used, nwidth(n), next, at); @/
    /@ assert in: \forall pm_object *k, *v; holds(b, next, k, v) ==>
         kid(n, slot(key_hash(k), used, nwidth(n))) == a; @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires least(n) && full == nwidth(n);
     requires cut: cut_whole(c, n, total, z, at, b);
     requires block: block_of(n, z, at);
     terminates \true; assigns \nothing;
     ensures !fits(c, full, nwidth(n) - 1); @/
  void lemma_own_tight(struct pm_node *n, struct pm_node **c,
                       uint32_t full, uint32_t total, uint32_t z,
                       uint32_t at, struct pm_node *b) {
    lemma_buddy_range(n);
    /@ assert start: \forall integer s; 0 <= s < total ==>
         start(buddy(s), 2) == start(s, 2); @/
    /@ assert two: pow2(full - (nwidth(n) - 1)) == 2; @/
    /@ assert pairs: fits(c, full, nwidth(n) - 1) ==>
         \forall integer s; 0 <= s < total ==> c[buddy(s)] == c[s]; @/
    /@ assert one: z == 1 ==> slots_even(c, 0, total, z, buddy(at)) &&
         c[at] == b && c[buddy(at)] != b; @/
    lemma_near(at);
    /@ assert z == 2 ==> \forall integer s; 0 <= s < 32 ==>
         buddy(s) / 2 == s / 2; @/
    /@ assert z == 4 ==> \forall integer s; 0 <= s < 32 ==>
         buddy(s) / 4 == s / 4; @/
    /@ assert z == 8 ==> \forall integer s; 0 <= s < 32 ==>
         buddy(s) / 8 == s / 8; @/
    /@ assert z == 16 ==> \forall integer s; 0 <= s < 32 ==>
         buddy(s) / 16 == s / 16; @/
    /@ assert beside: z >= 2 ==> \forall integer s; 0 <= s < total ==>
         buddy(s) / z == s / z; @/
    /@ assert near: z >= 2 ==> \forall integer s; 0 <= s < total ==>
         (s / z == at / z <==> buddy(s) / z == at / z); @/
    /@ assert same: z >= 2 ==> fits(c, full, nwidth(n) - 1) ==>
         \forall integer s; 0 <= s < total ==>
         kid(n, buddy(s)) == kid(n, s); @/
  }
*/
/* All joined: from the leaves of the block. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires next == used + nwidth(n) && next <= 32;
     requires c: replaced_in(c, n, total, a, b);
     requires routed: slots_routed(c, total, used, nwidth(n), next);
     requires closed: slots_closed(c, total, z, at);
     requires block: \forall integer s; 0 <= s < total ==>
       (s / z == at / z <==> first <= s < last);
     requires leaves: last <= total && all_leafy(c, first, last);
     requires x: is_leaf(x);
     requires has: \forall pm_object *k, *v; leaf_has(x, k, v) <==>
       some_leaf_has(c, first, last, k, v);
     terminates \true; assigns \nothing;
     ensures gathered(n, a, b, x, used, next, z, at); @/
  void lemma_gathered(struct pm_node *n, struct pm_node **c,
                      uint32_t total, uint32_t used, uint32_t next,
                      struct pm_node *a, struct pm_node *b, uint32_t z,
                      uint32_t at, uint32_t first, uint32_t last,
                      struct pm_node *x) {
    lemma_slot_range();
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < total; @/
    /@ assert leaf: \forall pm_object *k, *v;
         holds(x, next, k, v) <==> leaf_has(x, k, v); @/
    /@ assert kids: \forall integer s; first <= s < last ==>
         c[s] != \null ==> \forall pm_object *k, *v;
         (holds(c[s], next, k, v) <==> leaf_has(c[s], k, v)); @/
    /@ assert there: \forall integer s; first <= s < last ==>
         c[s] != \null ==> \forall pm_object *k, *v;
         leaf_has(c[s], k, v) ==>
         c[slot(key_hash(k), used, nwidth(n))] == c[s] &&
         slot(key_hash(k), used, nwidth(n)) / z == at / z; @/
    /@ assert to: \forall pm_object *k, *v; leaf_has(x, k, v) ==>
         slot(key_hash(k), used, nwidth(n)) / z == at / z &&
         holds(c[slot(key_hash(k), used, nwidth(n))], next, k, v); @/
    /@ assert from: \forall pm_object *k, *v;
         slot(key_hash(k), used, nwidth(n)) / z == at / z ==>
         holds(c[slot(key_hash(k), used, nwidth(n))], next, k, v) ==>
         leaf_has(x, k, v); @/
  }
*/
/* Keys find their leaf, so no two leaves have the same. */
/*@ ghost
  /@ requires 1 <= width <= 5 && used + width <= 32 && total == pow2(width);
     requires routed: slots_routed(c, total, used, width, used + width);
     requires leaves: last <= total && all_leafy(c, first, last);
     terminates \true; assigns \nothing;
     ensures own_keys(c, first, last); @/
  void lemma_own_keys(struct pm_node **c, uint32_t total, uint32_t used,
                      uint32_t width, uint32_t first, uint32_t last) {
    /@ assert kids: \forall integer s; first <= s < last ==>
         c[s] != \null ==> \forall pm_object *k, *v;
         leaf_has(c[s], k, v) ==> holds(c[s], used + width, k, v); @/
    /@ assert there: \forall integer s; first <= s < last ==>
         c[s] != \null ==> \forall pm_object *k, *v;
         leaf_has(c[s], k, v) ==>
         c[slot(key_hash(k), used, width)] == c[s]; @/
  }
*/
/* The references: those before the block, x, those behind it. */
/*@ ghost
  /@ requires first < last <= total <= 32 && x != \null;
     requires in: uniform(c, first, last, x);
     requires out: \forall integer t; 0 <= t < total ==>
       t < first || t >= last ==> c[t] != x;
     terminates \true; assigns \nothing;
     ensures \forall struct pm_node *q; runs(c, 0, 0, total, q) ==
       runs(c, 0, 0, first, q) + (q == x ? 1 : 0) +
       runs(c, last, last, total, q); @/
  void lemma_runs_cut(struct pm_node **c, uint32_t first, uint32_t last,
                      uint32_t total, struct pm_node *x) {
    uint32_t i = total;
    /@ loop invariant last <= i <= total;
       loop invariant \forall struct pm_node *q;
         runs(c, 0, i, total, q) == runs(c, last, i, total, q);
       loop assigns i;
       loop variant i; @/
    while (i > last) i--;
    lemma_run(c, first, last, total, x);
    i = first;
    /@ loop invariant 0 <= i <= first;
       loop invariant \forall struct pm_node *q;
         runs(c, 0, i, total, q) == runs(c, 0, i, first, q) +
         (q == x ? 1 : 0) + runs(c, last, last, total, q);
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/* All that is needed to look for the block. */
/*@ ghost
  /@ requires shrinking(n, used, next, total, at, a, b, h);
     requires c: replaced_in(c, n, total, a, b);
     terminates \true; assigns \nothing;
     ensures whole: \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s);
     ensures few: few_pairs(c, total);
     ensures routed: slots_routed(c, total, used, nwidth(n), next);
     ensures runs: runs_whole(c, 0, total);
     ensures leaves: leaves_ok(c, 0, total);
     ensures light: b == \null ==> !heavy(a, \null);
     ensures kids: \forall integer s; 0 <= s < total ==>
       kid(n, s) != \null ==> ncount(kid(n, s)) >= 1;
     ensures whole_n: \forall integer s; 0 <= s < total ==> whole(n, s);
     ensures canonical(n) && 1 <= nwidth(n) <= 5; @/
  void lemma_shrink_start(struct pm_node *n, struct pm_node **c, uint32_t used,
                   uint32_t next, uint32_t total, uint32_t at,
                   struct pm_node *a, struct pm_node *b, uint32_t h) {
    /@ assert width: 1 <= nwidth(n) <= 5 && next <= 32 && counted(n) &&
         ncount(n) <= PM_COUNT_MAX && shape_ok(n, used); @/
    /@ assert kids: \forall integer s; 0 <= s < total ==>
         wf(kid(n, s), used + nwidth(n)); @/
    /@ assert next: \forall integer s; 0 <= s < total ==>
         wf(kid(n, s), next); @/
    /@ assert some: \forall integer s; 0 <= s < total ==>
         kid(n, s) != \null ==> ncount(kid(n, s)) >= 1; @/
    /@ assert whole: \forall integer s; 0 <= s < total ==> whole(n, s); @/
    /@ assert routed: \forall integer s; 0 <= s < total ==>
         routed(n, used, nwidth(n), next, s); @/
    lemma_start_whole(n, c, total, a, b);
    lemma_start_pairs(n, c, total, a, b);
    lemma_start_routed(n, c, total, used, next, a, b);
    lemma_whole_runs(c, total);
    /@ assert ok: \forall integer s; 0 <= s < total ==> wf(c[s], next); @/
    /@ assert light: b == \null ==> ncount(a) == 1 && wf(a, next); @/
  }
*/
#endif
