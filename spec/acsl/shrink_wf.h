/* A branch with another child in a block of slots: it is well-formed. */
#ifndef PM_SHRINK_WF_H
#define PM_SHRINK_WF_H

/*@ // r is the least branch of the slots c, total of them
    predicate narrowed{L}(struct pm_node **c, struct pm_node *r,
                          integer full, integer slots, integer total,
                          integer run) =
      is_branch(r) && 1 <= nwidth(r) <= full <= 5 &&
      slots == pow2(nwidth(r)) && total == pow2(full) &&
      run == pow2(full - nwidth(r)) && stretched{L}(c, r, total, run) &&
      !fits{L}(c, full, nwidth(r) - 1);
    // n, but x in a block
    predicate cut_whole{L}(struct pm_node **c, struct pm_node *n,
                           integer total, integer z, integer at,
                           struct pm_node *x) =
      power(z) && z < total && 0 <= at < total &&
      cut_in{L}(c, n, total, z, at, x) && closed(n, total, z, at) &&
      none_beside(n, total, z, at, x) &&
      kept_apart{L}(c, total, z, at, x) && leafy(x) &&
      (z >= 2 ==> total(x) <= PM_LEAF_MAX);
*/

/*@ ghost
  /@ requires 1 <= nwidth(r) <= full <= 5 && slots == pow2(nwidth(r));
     requires total == pow2(full) && run == pow2(full - nwidth(r));
     terminates \true; assigns \nothing;
     ensures stretch(run) && total == spot(run, slots) && 2 <= slots;
     ensures slots <= 32 && total <= 32;
     ensures run == 1 ==> nwidth(r) == full; @/
  void lemma_narrow_sizes(struct pm_node *r, uint32_t full, uint32_t slots,
                          uint32_t total, uint32_t run) {
  }
*/
/*@ ghost
  /@ requires is_branch(n) && 1 <= nwidth(n) <= 5 && full == nwidth(n);
     requires shape: shape_ok(n, used);
     requires r: narrowed(c, r, full, slots, total, run);
     requires cut: cut_whole(c, n, total, z, at, x);
     terminates \true; assigns \nothing;
     ensures shape: shape_ok(r, used);
     ensures leaves: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
       !is_branch(kid(r, s)) && total(kid(r, s)) <= PM_LEAF_MAX; @/
  void lemma_cut_shape(struct pm_node *n, struct pm_node *r,
                       struct pm_node **c, uint32_t full, uint32_t slots,
                       uint32_t total, uint32_t run, uint32_t used,
                       uint32_t z, uint32_t at, struct pm_node *x) {
    lemma_narrow_sizes(r, full, slots, total, run);
    lemma_joined_cut(n, c, total, z, at, x);
    lemma_narrow_parted(r, c, slots, total, run, 1);
    lemma_narrow_parted(r, c, slots, total, run, 2);
    lemma_narrow_parted(r, c, slots, total, run, 4);
    lemma_narrow_parted(r, c, slots, total, run, 8);
    lemma_narrow_parted(r, c, slots, total, run, 16);
    lemma_narrow_least(r, c, full, slots, total, run);
    /@ assert canonical: canonical(r); @/
    /@ assert capped: \forall integer s; 0 <= s < total ==> capped(n, s); @/
    /@ assert whole: \forall integer s; 0 <= s < total ==> whole(n, s); @/
    /@ assert single: \forall integer s; 0 <= s < total ==>
         single(n, used, s); @/
    lemma_blocks_cut(n, c, total, used, z, at, x);
    lemma_narrow_blocks(r, c, slots, total, run, full, used);
  }
*/
/* As many entries as n, but one. */
/*@ ghost
  /@ requires is_branch(n) && 1 <= nwidth(n) <= 5 && full == nwidth(n);
     requires counted: counted(n);
     requires r: narrowed(c, r, full, slots, total, run);
     requires cut: cut_whole(c, n, total, z, at, x);
     requires block: first == at / z * z && last == first + z;
     requires one: total(x) == below(n, first, last) - 1;
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures below(r, 0, slots) == ncount(n) - 1; @/
  void lemma_cut_count(struct pm_node *n, struct pm_node *r,
                       struct pm_node **c, uint32_t full, uint32_t slots,
                       uint32_t total, uint32_t run, uint32_t z,
                       uint32_t at, uint32_t first, uint32_t last,
                       struct pm_node *x) {
    lemma_narrow_sizes(r, full, slots, total, run);
    lemma_block(at, z, first);
    /@ assert z == 1 ==> at / 1 * 1 + 1 <= total; @/
    /@ assert z == 2 ==> at / 2 * 2 + 2 <= total; @/
    /@ assert z == 4 ==> at / 4 * 4 + 4 <= total; @/
    /@ assert z == 8 ==> at / 8 * 8 + 8 <= total; @/
    /@ assert z == 16 ==> at / 16 * 16 + 16 <= total; @/
    /@ assert last: last <= total; @/
    /@ assert block: \forall integer s; 0 <= s < total ==>
         (s / z == at / z <==> first <= s < last); @/
    /@ assert in: uniform(c, first, last, x); @/
    /@ assert closed: \forall integer s, t; 0 <= t < total ==>
         t < first || t >= last ==> first <= s < last ==>
         kid(n, s) != \null ==> kid(n, t) != kid(n, s); @/
    lemma_below_cut(n, c, first, last, total, x);
    lemma_below_stretched(r, c, slots, total, run);
  }
*/
/*@ ghost
  /@ requires is_branch(n) && 1 <= nwidth(n) <= 5 && full == nwidth(n);
     requires next == used + full && next <= 32;
     requires kids: \forall integer s; 0 <= s < total ==>
       wf(kid(n, s), next);
     requires r: narrowed(c, r, full, slots, total, run);
     requires cut: cut_in(c, n, total, z, at, x) && wf(x, next);
     requires leaves: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
       !is_branch(kid(r, s)) && total(kid(r, s)) <= PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < slots ==>
       wf(kid(r, s), used + nwidth(r)); @/
  void lemma_cut_kids(struct pm_node *n, struct pm_node *r,
                      struct pm_node **c, uint32_t full, uint32_t slots,
                      uint32_t total, uint32_t run, uint32_t used,
                      uint32_t next, uint32_t z, uint32_t at,
                      struct pm_node *x) {
    lemma_narrow_sizes(r, full, slots, total, run);
    lemma_spot(run);
    /@ assert all: \forall integer t; 0 <= t < total ==> wf(c[t], next); @/
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         c[spot(run, s)] == kid(r, s) && 0 <= spot(run, s) < total; @/
    /@ assert kids: \forall integer s; 0 <= s < slots ==>
         wf(kid(r, s), next); @/
    /@ assert leaf: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         is_leaf(kid(r, s)) ==> leaf_ok(kid(r, s), used + nwidth(r)); @/
    /@ assert none: \forall integer u; 0 <= u <= 32 ==> wf(\null, u); @/
    /@ assert one: run == 1 ==> used + nwidth(r) == next; @/
    /@ assert range: 0 <= used + nwidth(r) <= 32; @/
    /@ assert two: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         is_leaf(kid(r, s)) ==> wf(kid(r, s), used + nwidth(r)); @/
    /@ assert zero: \forall integer s; 0 <= s < slots ==>
         kid(r, s) == \null ==> wf(kid(r, s), used + nwidth(r)); @/
    /@ assert either: run == 1 || run >= 2; @/
    /@ assert wide: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         wf(kid(r, s), used + nwidth(r)); @/
    /@ assert full: run == 1 ==> \forall integer s; 0 <= s < slots ==>
         wf(kid(r, s), used + nwidth(r)); @/
  }
*/
/* All of it. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, used) && full == nwidth(n);
     requires next == used + full && width == nwidth(r);
     requires r: narrowed(c, r, full, slots, total, run) &&
       ncount(r) == ncount(n) - 1;
     requires cut: cut_whole(c, n, total, z, at, x) && wf(x, next);
     requires gathered: gathered(n, a, b, x, used, next, z, at);
     requires block: first == at / z * z && last == first + z;
     requires one: total(x) == below(n, first, last) - 1;
     requires at: at == slot(h, used, nwidth(n)) && kid(n, at) == a;
     requires only: \forall integer s; 0 <= s < total ==> kid(n, s) == a ==>
       s / z == at / z;
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures ok: wf(r, used);
     ensures removed: \forall pm_object *k; key_hash(k) == h ==>
       removed(a, b, next, k) ==> removed(n, r, used, k); @/
  void lemma_cut_wf(struct pm_node *n, struct pm_node *r,
                    struct pm_node **c, uint32_t full, uint32_t slots,
                    uint32_t total, uint32_t run, uint32_t width,
                    uint32_t used, uint32_t next, uint32_t z, uint32_t at,
                    uint32_t first, uint32_t last, struct pm_node *a,
                    struct pm_node *b, struct pm_node *x, uint32_t h) {
    lemma_narrow_sizes(r, full, slots, total, run);
    lemma_spot(run);
    /@ assert n: 1 <= nwidth(n) <= 5 && next <= 32 && counted(n) &&
         shape_ok(n, used); @/
    /@ assert kids_n: \forall integer s; 0 <= s < total ==>
         wf(kid(n, s), next); @/
    /@ assert routed_n: \forall integer s; 0 <= s < total ==>
         routed(n, used, nwidth(n), next, s); @/
    lemma_cut_shape(n, r, c, full, slots, total, run, used, z, at, x);
    lemma_cut_count(n, r, c, full, slots, total, run, z, at, first, last, x);
    lemma_cut_kids(n, r, c, full, slots, total, run, used, next, z, at, x);
    /@ assert counted: counted(r); @/
    /@ assert nat: \forall integer s; 0 <= s < slots ==>
         kid(r, s) != \null ==> ncount(kid(r, s)) >= 0 &&
         (is_branch(kid(r, s)) ==> ncount(kid(r, s)) > PM_LEAF_MAX); @/
    lemma_branch_more(r, slots);
    /@ assert more: PM_LEAF_MAX < ncount(r) <= PM_COUNT_MAX; @/
    lemma_routed_cut(n, c, total, used, next, z, at, a, b, x);
    lemma_narrow_routes(r, c, full, slots, total, run, width, used, next);
    lemma_cut_removed(n, r, c, total, used, next, z, at, a, b, x, h);
    /@ assert ok: wf(r, used); @/
  }
*/
#endif
