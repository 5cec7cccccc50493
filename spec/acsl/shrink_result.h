/* The results of a shrinking branch. */
#ifndef PM_SHRINK_RESULT_H
#define PM_SHRINK_RESULT_H

/*@ ghost
  /@ requires w <= 5;
     terminates \true; assigns \nothing;
     ensures \result == pow2(w); @/
  uint32_t lemma_run_size(uint32_t w) {
    return w == 0 ? 1 : w == 1 ? 2 : w == 2 ? 4 : w == 3 ? 8 : w == 4 ? 16
      : 32;
  }
*/
/* A child of several slots has few entries. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires at < total && kid(n, at) == a && power(z) && z <= total;
     requires block: block_of(n, z, at);
     requires capped: capped(n, at) && single(n, used, at);
     requires less: a != \null && total(b) == ncount(a) - 1;
     terminates \true; assigns \nothing;
     ensures z >= 2 ==> total(b) <= PM_LEAF_MAX; @/
  void lemma_own_cap(struct pm_node *n, uint32_t total, uint32_t used,
                     uint32_t at, uint32_t z, struct pm_node *a,
                     struct pm_node *b) {
    lemma_buddy_range(n);
    lemma_near(at);
    /@ assert wide: at / 32 == buddy(at) / 32; @/
    /@ assert beside: z >= 2 ==> buddy(at) / z == at / z; @/
    /@ assert same: z >= 2 ==> kid(n, buddy(at)) == a; @/
  }
*/
/*@ ghost
  /@ requires is_branch(r) && nwidth(r) == full && 1 <= full <= 5;
     requires total == pow2(full) && stretched(c, r, total, 1);
     requires tight: !fits(c, full, full - 1);
     terminates \true; assigns \nothing;
     ensures narrowed(c, r, full, total, total, 1); @/
  void lemma_narrowed_one(struct pm_node *r, struct pm_node **c,
                          uint32_t full, uint32_t total) {
    /@ assert run: pow2(full - nwidth(r)) == 1; @/
  }
*/
/* Nothing to join: b instead of a. */
/*@ ghost
  /@ requires shrinking(n, used, next, total, at, a, b, h);
     requires found: found(n, total, z, at, first, last, a);
     requires own: z < total && block_of(n, z, at);
     requires cut: cut_in(c, n, total, z, at, b);
     requires full: beside_full(n, total, z, at, total(b));
     requires one: total(b) == below(n, first, last) - 1;
     requires r: is_branch(r) && nwidth(r) == full && full == nwidth(n) &&
       ncount(r) == ncount(n) - 1;
     requires kids: \forall integer s; 0 <= s < total ==>
       kid(r, s) == (kid(n, s) == a ? b : kid(n, s));
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures removed: \forall pm_object *k; key_hash(k) == h ==>
       removed(a, b, next, k) ==> removed(n, r, used, k); @/
  void lemma_replaced_wf(struct pm_node *n, struct pm_node *r,
                         struct pm_node **c, uint32_t full, uint32_t total,
                         uint32_t used, uint32_t next, uint32_t z,
                         uint32_t at, uint32_t first, uint32_t last,
                         struct pm_node *a, struct pm_node *b, uint32_t h) {
    /@ assert n: 1 <= nwidth(n) <= 5 && shape_ok(n, used); @/
    /@ assert none: none_beside(n, total, z, at, b); @/
    lemma_own_cap(n, total, used, at, z, a, b);
    lemma_cut_ready(n, c, total, z, at, b);
    lemma_own_tight(n, c, full, total, z, at, b);
    lemma_gathered_own(n, a, b, used, next, z, at);
    /@ assert show: \forall integer s; 0 <= s < total ==>
         c[s] == kid(r, s); @/
    /@ assert stretched: stretched(c, r, total, 1); @/
    /@ assert tight: !fits(c, full, full - 1); @/
    lemma_narrowed_one(r, c, full, total);
    lemma_cut_wf(n, r, c, full, total, total, 1, full, used, next, z, at,
                 first, last, a, b, b, h);
  }
*/
/* All joined. */
/*@ ghost
  /@ requires shrinking(n, used, next, total, at, a, b, h);
     requires all: z == total;
     requires x: is_leaf(x) && gathered(n, a, b, x, used, next, z, at);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k; key_hash(k) == h ==>
       removed(a, b, next, k) ==> removed(n, x, used, k); @/
  void lemma_all_joined(struct pm_node *n, uint32_t used, uint32_t next,
                        uint32_t total, uint32_t z, uint32_t at,
                        struct pm_node *a, struct pm_node *b,
                        struct pm_node *x, uint32_t h) {
    lemma_slot_range();
    /@ assert n: 1 <= nwidth(n) <= 5 && next <= 32; @/
    /@ assert range: \forall pm_object *k;
         0 <= slot(key_hash(k), used, nwidth(n)) < total; @/
    /@ assert zero: \forall integer s; 0 <= s < total ==> s / total == 0; @/
    /@ assert in: \forall pm_object *k;
         slot(key_hash(k), used, nwidth(n)) / z == at / z; @/
    /@ assert leaf: \forall pm_object *k, *v;
         holds(x, used, k, v) <==> holds(x, next, k, v); @/
    /@ assert new: \forall pm_object *k, *v; holds(x, used, k, v) <==>
         holds(kid(n, slot(key_hash(k), used, nwidth(n))) == a ? b
                 : kid(n, slot(key_hash(k), used, nwidth(n))), next, k, v); @/
    /@ assert key: \forall pm_object *k, *k2; key_hash(k) == h ==>
         KeyEq(k, k2) ==> slot(key_hash(k2), used, nwidth(n)) == at; @/
    /@ assert old: \forall pm_object *k, *v; holds(n, used, k, v) <==>
         holds(kid(n, slot(key_hash(k), used, nwidth(n))), next, k, v); @/
    /@ assert at_a: \forall pm_object *k, *k2, *v2; key_hash(k) == h ==>
         removed(a, b, next, k) ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) == a ==>
         (holds(x, used, k2, v2) <==>
          !KeyEq(k, k2) && holds(n, used, k2, v2)); @/
    /@ assert not_a: \forall pm_object *k, *k2, *v2; key_hash(k) == h ==>
         kid(n, slot(key_hash(k2), used, nwidth(n))) != a ==>
         (holds(x, used, k2, v2) <==>
          !KeyEq(k, k2) && holds(n, used, k2, v2)); @/
  }
*/
/* A block joined: x in its place. */
/*@ ghost
  /@ requires shrinking(n, used, next, total, at, a, b, h);
     requires found: found(n, total, z, at, first, last, a) && z < total;
     requires cut: cut_in(c, n, total, z, at, x);
     requires none: none_beside(n, total, z, at, x);
     terminates \true; assigns \nothing;
     ensures in: uniform(c, first, last, x);
     ensures out: \forall integer t; 0 <= t < total ==>
       t < first || t >= last ==> c[t] == kid(n, t) &&
       (x != \null ==> c[t] != x);
     ensures total <= 32 && first < last;
     ensures below: total(x) == below(n, first, last) - 1 ==>
       slots_below(c, 0, 0, total) == ncount(n) - 1;
     ensures differ: x != \null ==> !uniform(c, 0, total, c[0]); @/
  void lemma_joined_slots(struct pm_node *n, struct pm_node **c,
                          uint32_t total, uint32_t used, uint32_t next,
                          uint32_t z, uint32_t at, uint32_t first,
                          uint32_t last, struct pm_node *a,
                          struct pm_node *b, struct pm_node *x,
                          uint32_t h) {
    uint32_t beside = lemma_beside(z, at);
    /@ assert n: 1 <= nwidth(n) <= 5 && counted(n); @/
    /@ assert beside: beside < total; @/
    lemma_block(at, z, first);
    /@ assert block: \forall integer s; 0 <= s < total ==>
         (s / z == at / z <==> first <= s < last); @/
    /@ assert out: \forall integer t; 0 <= t < total ==>
         t < first || t >= last ==> c[t] == kid(n, t) &&
         (x != \null ==> kid(n, t) != x); @/
    /@ assert closed: \forall integer s, t; 0 <= t < total ==>
         t < first || t >= last ==> first <= s < last ==>
         kid(n, s) != \null ==> kid(n, t) != kid(n, s); @/
    lemma_below_cut(n, c, first, last, total, x);
    /@ assert differ: x != \null ==> c[at] == x && c[beside] != x; @/
  }
*/
/*@ ghost
  /@ requires shrinking(n, used, next, total, at, a, b, h);
     requires found: found(n, total, z, at, first, last, a) && z < total;
     requires cut: cut_in(c, n, total, z, at, x);
     requires none: none_beside(n, total, z, at, x);
     requires full: beside_full(n, total, z, at, total(x));
     requires one: total(x) == below(n, first, last) - 1;
     requires x: is_leaf(x) && ncount(x) <= PM_LEAF_MAX && wf(x, next);
     requires gathered: gathered(n, a, b, x, used, next, z, at);
     requires r: narrowed(c, r, full, slots, total, run) &&
       full == nwidth(n) && width == nwidth(r) &&
       ncount(r) == ncount(n) - 1;
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures removed: \forall pm_object *k; key_hash(k) == h ==>
       removed(a, b, next, k) ==> removed(n, r, used, k); @/
  void lemma_joined_wf(struct pm_node *n, struct pm_node *r,
                       struct pm_node **c, uint32_t full, uint32_t slots,
                       uint32_t total, uint32_t run, uint32_t width,
                       uint32_t used, uint32_t next, uint32_t z,
                       uint32_t at, uint32_t first, uint32_t last,
                       struct pm_node *a, struct pm_node *b,
                       struct pm_node *x, uint32_t h) {
    /@ assert n: 1 <= nwidth(n) <= 5; @/
    lemma_cut_ready(n, c, total, z, at, x);
    lemma_cut_wf(n, r, c, full, slots, total, run, width, used, next, z, at,
                 first, last, a, b, x, h);
  }
*/
/*@ ghost
  /@ requires found: found(n, total, z, at, first, first + z, a);
     requires 0 <= at < total <= 32;
     requires cut: cut_in(c, n, total, z, at, b);
     terminates \true; assigns \nothing;
     ensures slots_below(c, first, first, first + z) == total(b); @/
  void lemma_own_below(struct pm_node *n, struct pm_node **c,
                       uint32_t total, uint32_t z, uint32_t at,
                       uint32_t first, struct pm_node *a,
                       struct pm_node *b) {
    lemma_block(at, z, first);
    /@ assert in: uniform(c, first, first + z, b); @/
    lemma_even_count(c, first, z, b);
  }
*/
#endif
