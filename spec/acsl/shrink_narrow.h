/* A branch of the least width that tells an array of slots apart. */
#ifndef PM_SHRINK_NARROW_H
#define PM_SHRINK_NARROW_H

/* Pairs of blocks. */
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires power(l) && power(l2) && l2 == 2 * l;
     requires power(wide) && power(wide2) && wide2 == 2 * wide &&
       wide == spot(run, l);
     requires stretched(c, r, total, run);
     requires parted: slots_parted(c, 0, total, wide, wide2);
     terminates \true; assigns \nothing;
     ensures parted(r, l, l2); @/
  void lemma_narrow_level(struct pm_node *r, struct pm_node **c,
                         uint32_t slots, uint32_t total, uint32_t run,
                         uint32_t l, uint32_t l2, uint32_t wide,
                         uint32_t wide2) {
    lemma_scaled_by(run, l, wide);
    lemma_scaled_by(run, l2, wide2);
    lemma_spot(run);
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         0 <= spot(run, s) < total && spot(run, s) / run == s &&
         c[spot(run, s)] == kid(r, s); @/
    /@ assert up: \forall integer s; 0 <= s < slots ==>
         spot(run, s) / wide == s / l; @/
    /@ assert up2: \forall integer s; 0 <= s < slots ==>
         spot(run, s) / wide2 == s / l2; @/
    /@ assert in: \forall integer t; 0 <= t < total ==>
         0 <= t / run < slots; @/
    /@ assert even: \forall integer s; 0 <= s < slots ==>
         even(r, l, s) ==> slots_even(c, 0, total, wide, spot(run, s)); @/
    /@ assert parted: parted(r, l, l2); @/
  }
*/
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires l == 1 || l == 2 || l == 4 || l == 8 || l == 16;
     requires stretched(c, r, total, run);
     requires joined: slots_joined(c, 0, total);
     terminates \true; assigns \nothing;
     ensures parted(r, l, 2 * l); @/
  void lemma_narrow_parted(struct pm_node *r, struct pm_node **c,
                          uint32_t slots, uint32_t total, uint32_t run,
                          uint32_t l) {
    uint32_t wide = l * run, l2 = 2 * l, wide2 = 2 * wide;
    /@ assert wide: wide == spot(run, l); @/
    if (wide <= 16) {
      /@ assert sizes: (wide == 1 && wide2 == 2) ||
           (wide == 2 && wide2 == 4) || (wide == 4 && wide2 == 8) ||
           (wide == 8 && wide2 == 16) || (wide == 16 && wide2 == 32); @/
      /@ assert parted: slots_parted(c, 0, total, wide, wide2); @/
      lemma_narrow_level(r, c, slots, total, run, l, l2, wide, wide2);
    } else {
      /@ assert few: slots <= l; @/
      /@ assert one: \forall integer s; 0 <= s < slots ==> s / l == 0; @/
      /@ assert all: parted(r, l, 2 * l); @/
    }
  }
*/
/* No wider than needed. */
/*@ ghost
  /@ requires 1 <= nwidth(r) <= full <= 5 && slots == pow2(nwidth(r));
     requires total == pow2(full) && run == pow2(full - nwidth(r));
     requires stretch(run) && total == spot(run, slots);
     requires stretched(c, r, total, run);
     requires tight: !fits(c, full, nwidth(r) - 1);
     terminates \true; assigns \nothing;
     ensures least(r); @/
  void lemma_narrow_least(struct pm_node *r, struct pm_node **c,
                         uint32_t full, uint32_t slots, uint32_t total,
                         uint32_t run) {
    lemma_start(run);
    /@ assert twice: pow2(full - (nwidth(r) - 1)) == 2 * run; @/
    /@ assert in: \forall integer t; 0 <= t < total ==>
         0 <= t / run < slots; @/
    /@ assert same: (\forall integer s; 0 <= s < slots ==>
         kid(r, buddy(s)) == kid(r, s)) ==>
         \forall integer t; 0 <= t < total ==>
           c[t] == c[start(t, 2 * run)]; @/
    /@ assert fits: (\forall integer s; 0 <= s < slots ==>
         kid(r, buddy(s)) == kid(r, s)) ==>
         fits(c, full, nwidth(r) - 1); @/
  }
*/
/* The blocks of each child. */
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires power(part) && power(l) && l == spot(run, part);
     requires stretched(c, r, total, run);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < slots ==> kid(r, s) != \null ==>
       slot_block(c, 0, total, l, spot(run, s)) ==> whole(r, s); @/
  void lemma_narrow_wide(struct pm_node *r, struct pm_node **c,
                        uint32_t slots, uint32_t total, uint32_t run,
                        uint32_t part, uint32_t l) {
    lemma_spot(run);
    lemma_scaled_by(run, part, l);
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         0 <= spot(run, s) < total && spot(run, s) / run == s &&
         c[spot(run, s)] == kid(r, s); @/
    /@ assert up: \forall integer s; 0 <= s < slots ==>
         spot(run, s) / l == s / part; @/
    /@ assert block: \forall integer s; 0 <= s < slots ==>
         slot_block(c, 0, total, l, spot(run, s)) ==>
         block_of(r, part, s); @/
    /@ assert whole: \forall integer s; 0 <= s < slots ==>
         block_of(r, part, s) ==> whole(r, s); @/
  }
*/
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires power(l) && l < run;
     requires stretched(c, r, total, run);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < slots ==>
       !slot_block(c, 0, total, l, spot(run, s)); @/
  void lemma_narrow_none(struct pm_node *r, struct pm_node **c,
                          uint32_t slots, uint32_t total, uint32_t run,
                          uint32_t l) {
    lemma_spot(run);
    lemma_spot_off(run, l);
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         0 <= spot(run, s) < total && spot(run, s) / run == s &&
         c[spot(run, s)] == kid(r, s); @/
    /@ assert next: \forall integer s; 0 <= s < slots ==>
         0 <= spot(run, s) + l < total &&
         c[spot(run, s) + l] == kid(r, s); @/
    /@ assert if: \forall integer s; 0 <= s < slots ==>
         slot_block(c, 0, total, l, spot(run, s)) ==>
         (c[spot(run, s) + l] == c[spot(run, s)] <==>
          (spot(run, s) + l) / l == spot(run, s) / l); @/
  }
*/
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires power(l);
     requires stretched(c, r, total, run);
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s < slots ==> kid(r, s) != \null ==>
       slot_block(c, 0, total, l, spot(run, s)) ==> whole(r, s); @/
  void lemma_narrow_block(struct pm_node *r, struct pm_node **c,
                         uint32_t slots, uint32_t total, uint32_t run,
                         uint32_t l) {
    if (l >= run) {
      uint32_t part = l / run;
      /@ assert by1: run == 1 ==> (l == 1 && part == 1) ||
           (l == 2 && part == 2) ||
           (l == 4 && part == 4) ||
           (l == 8 && part == 8) ||
           (l == 16 && part == 16) ||
           (l == 32 && part == 32); @/
      /@ assert by2: run == 2 ==> (l == 2 && part == 1) ||
           (l == 4 && part == 2) ||
           (l == 8 && part == 4) ||
           (l == 16 && part == 8) ||
           (l == 32 && part == 16); @/
      /@ assert by4: run == 4 ==> (l == 4 && part == 1) ||
           (l == 8 && part == 2) ||
           (l == 16 && part == 4) ||
           (l == 32 && part == 8); @/
      /@ assert by8: run == 8 ==> (l == 8 && part == 1) ||
           (l == 16 && part == 2) ||
           (l == 32 && part == 4); @/
      /@ assert by16: run == 16 ==> (l == 16 && part == 1) ||
           (l == 32 && part == 2); @/
      /@ assert part: power(part); @/
      /@ assert l: l == spot(run, part); @/
      lemma_narrow_wide(r, c, slots, total, run, part, l);
    } else {
      lemma_narrow_none(r, c, slots, total, run, l);
    }
  }
*/
/*@ ghost
  /@ requires nwidth(r) >= 1 && slots == pow2(nwidth(r)) && slots <= 32;
     requires stretch(run) && total == spot(run, slots) && total <= 32;
     requires stretched(c, r, total, run);
     requires capped: \forall integer s; 0 <= s < total ==>
       slot_capped(c, 0, total, s);
     requires whole: \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s);
     requires single: \forall integer s; 0 <= s < total ==>
       slot_single(c, 0, total, s) &&
       (is_branch(c[s]) ==> width == full_width(used));
     requires width: run == 1 ==> nwidth(r) == width;
     terminates \true; assigns \nothing;
     ensures capped: \forall integer s; 0 <= s < slots ==> capped(r, s);
     ensures whole: \forall integer s; 0 <= s < slots ==> whole(r, s);
     ensures single: \forall integer s; 0 <= s < slots ==>
       single(r, used, s);
     ensures small: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
       !is_branch(kid(r, s)) && total(kid(r, s)) <= PM_LEAF_MAX; @/
  void lemma_narrow_blocks(struct pm_node *r, struct pm_node **c,
                          uint32_t slots, uint32_t total, uint32_t run,
                          uint32_t width, uint32_t used) {
    lemma_spot(run);
    /@ assert at: \forall integer s; 0 <= s < slots ==>
         0 <= spot(run, s) < total && c[spot(run, s)] == kid(r, s); @/
    /@ assert next: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         spot(run, s) + 1 < total && c[spot(run, s) + 1] == kid(r, s); @/
    /@ assert cap: \forall integer s; 0 <= s < slots ==>
         slot_capped(c, 0, total, spot(run, s)); @/
    /@ assert pair: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         0 <= buddy(spot(run, s)) < total &&
         c[buddy(spot(run, s))] == c[spot(run, s)]; @/
    /@ assert small: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         is_leaf(kid(r, s)) ==> ncount(kid(r, s)) <= PM_LEAF_MAX; @/
    /@ assert leaves: run >= 2 ==> \forall integer s; 0 <= s < slots ==>
         !is_branch(kid(r, s)); @/
    /@ assert equal: run == 1 ==> slots == total &&
         \forall integer s; 0 <= s < slots ==> c[s] == kid(r, s); @/
    /@ assert capped1: run == 1 ==> \forall integer s; 0 <= s < slots ==>
         capped(r, s); @/
    /@ assert capped: \forall integer s; 0 <= s < slots ==> capped(r, s); @/
    /@ assert single1: run == 1 ==> \forall integer s; 0 <= s < slots ==>
         single(r, used, s); @/
    lemma_narrow_block(r, c, slots, total, run, 1);
    lemma_narrow_block(r, c, slots, total, run, 2);
    lemma_narrow_block(r, c, slots, total, run, 4);
    lemma_narrow_block(r, c, slots, total, run, 8);
    lemma_narrow_block(r, c, slots, total, run, 16);
    lemma_narrow_block(r, c, slots, total, run, 32);
    /@ assert whole: \forall integer s; 0 <= s < slots ==>
         slot_whole(c, 0, total, spot(run, s)) ==> whole(r, s); @/
  }
*/
#endif
