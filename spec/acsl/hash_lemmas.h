/* The digits of a hash, and the buddies of slots: what the arithmetic comes to. */
#ifndef PM_HASH_LEMMAS_H
#define PM_HASH_LEMMAS_H

/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *k, integer used, w; 0 <= used ==>
       1 <= w <= 5 ==> used + w <= 32 ==>
       0 <= slot(key_hash(k), used, w) < pow2(w); @/
  void lemma_slot_range(void) {
    lemma_shift_order();
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && s < pow2(nwidth(n)) && whole(n, s);
     terminates \true; assigns \nothing;
     ensures paired(n, s); @/
  void lemma_paired(struct pm_node *n, uint32_t s) {
    /@ assert range: 0 <= buddy(s) < pow2(nwidth(n)); @/
    /@ assert near: buddy(s) / 2 == s / 2 && buddy(s) / 4 == s / 4 &&
         buddy(s) / 8 == s / 8 && buddy(s) / 16 == s / 16 &&
         buddy(s) / 32 == s / 32; @/
    /@ assert more: \forall integer l;
         l == 2 || l == 4 || l == 8 || l == 16 || l == 32 ==>
         block_of(n, l, s) ==> kid(n, buddy(s)) == kid(n, s); @/
    /@ assert one: block_of(n, 1, s) ==> \forall integer t;
         0 <= t < pow2(nwidth(n)) ==> kid(n, t) == kid(n, s) ==> t == s; @/
  }
*/

/*@ ghost
  /@ requires s < 32;
     terminates \true; assigns \nothing;
     ensures buddy(s) / 2 == s / 2 && buddy(s) / 4 == s / 4 &&
       buddy(s) / 8 == s / 8 && buddy(s) / 16 == s / 16; @/
  void lemma_near(uint32_t s) {
    /@ assert two: buddy(s) / 2 == s / 2; @/
    /@ assert four: buddy(s) / 4 == s / 4; @/
    /@ assert eight: buddy(s) / 8 == s / 8; @/
    /@ assert sixteen: buddy(s) / 16 == s / 16; @/
  }
*/
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5;
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
       0 <= buddy(t) < pow2(nwidth(n)); @/
  void lemma_buddy_range(struct pm_node *n) {
  }
*/

/* The digits of a narrow branch are those of a full one, cut. */
/*@ ghost
  /@ requires 1 <= w <= full <= 5 && used + full <= 32;
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k; slot(key_hash(k), used, w) ==
       slot(key_hash(k), used, full) / pow2(full - w); @/
  void lemma_digit_cut(uint32_t full, uint32_t w, uint32_t used) {
    uint32_t rest = 32 - used - full, less = full - w;
    lemma_shift();
    lemma_shift_order();
    lemma_shift_sum();
    /@ assert sum: \forall pm_object *k; shift(key_hash(k), rest + less) ==
         shift(shift(key_hash(k), rest), less); @/
    /@ assert cut: \forall pm_object *k;
         shift(key_hash(k), 32 - used - w) ==
         shift(key_hash(k), rest) / pow2(full - w); @/
    /@ assert cut21: \forall integer x; 0 <= x ==>
         x % 4 / 2 == x / 2 % 2; @/
    /@ assert cut31: \forall integer x; 0 <= x ==>
         x % 8 / 4 == x / 4 % 2; @/
    /@ assert cut32: \forall integer x; 0 <= x ==>
         x % 8 / 2 == x / 2 % 4; @/
    /@ assert cut41: \forall integer x; 0 <= x ==>
         x % 16 / 8 == x / 8 % 2; @/
    /@ assert cut42: \forall integer x; 0 <= x ==>
         x % 16 / 4 == x / 4 % 4; @/
    /@ assert cut43: \forall integer x; 0 <= x ==>
         x % 16 / 2 == x / 2 % 8; @/
    /@ assert cut51: \forall integer x; 0 <= x ==>
         x % 32 / 16 == x / 16 % 2; @/
    /@ assert sum52: \forall integer x; 0 <= x ==>
         x / 8 == x / 32 * 4 + x % 32 / 8 && 0 <= x % 32 / 8 < 4; @/
    /@ assert cut52: \forall integer x; 0 <= x ==>
         x % 32 / 8 == x / 8 % 4; @/
    /@ assert cut53: \forall integer x; 0 <= x ==>
         x % 32 / 4 == x / 4 % 8; @/
    /@ assert cut54: \forall integer x; 0 <= x ==>
         x % 32 / 2 == x / 2 % 16; @/
    /@ assert mod: \forall integer x; 0 <= x ==>
         x % pow2(full) / pow2(full - w) ==
         x / pow2(full - w) % pow2(w); @/
  }
*/
#endif
