/* The digits of a hash, and the buddies of slots: what the arithmetic comes to. */
#ifndef PM_HASH_LEMMAS_H
#define PM_HASH_LEMMAS_H

/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *k, integer used, w; 0 <= used ==>
       1 <= w <= 5 ==> used + w <= 32 ==>
       0 <= slot(key_hash(k), used, w) < pow2(w); @/
  void lemma_slot_range(void) {
    /@ assert uint: \forall pm_object *k, integer n; 0 <= n ==>
         (uint32_t)(key_hash(k) >> n) == key_hash(k) >> n; @/
    /@ assert nat: \forall pm_object *k, integer n; 0 <= n ==>
         0 <= key_hash(k) >> n; @/
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

/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer q, v; 0 <= q ==> 0 <= v <= 8 ==>
       q >> v == q / pow2(v); @/
  void lemma_shift(void) {
    uint32_t w = 0;
    /@ loop invariant 0 <= w <= 8;
       loop invariant \forall integer q, v; 0 <= q ==> 0 <= v <= w ==>
         q >> v == q / pow2(v);
       loop assigns w;
       loop variant 8 - w; @/
    while (w < 8) {
      /@ assert step: \forall integer q; 0 <= q ==>
           q >> (w + 1) == (q >> w) >> 1; @/
      /@ assert one: \forall integer q; 0 <= q ==>
           (q >> w) >> 1 == q / pow2(w) / 2; @/
      /@ assert halves2: \forall integer q; 0 <= q ==> q / 2 / 2 == q / 4; @/
      /@ assert halves4: \forall integer q; 0 <= q ==> q / 4 / 2 == q / 8; @/
      /@ assert halves8: \forall integer q; 0 <= q ==> q / 8 / 2 == q / 16; @/
      /@ assert halves16: \forall integer q; 0 <= q ==>
           q / 16 / 2 == q / 32; @/
      /@ assert halves32: \forall integer q; 0 <= q ==>
           q / 32 / 2 == q / 64; @/
      /@ assert halves64: \forall integer q; 0 <= q ==>
           q / 64 / 2 == q / 128; @/
      /@ assert halves128: \forall integer q; 0 <= q ==>
           q / 128 / 2 == q / 256; @/
      /@ assert power: w == 0 || w == 1 || w == 2 || w == 3 || w == 4 ||
           w == 5 || w == 6 || w == 7; @/
      /@ assert half: \forall integer q; 0 <= q ==>
           q / pow2(w) / 2 == q / pow2(w + 1); @/
      /@ assert next: \forall integer q; 0 <= q ==>
           q >> (w + 1) == q / pow2(w + 1); @/
      w++;
    }
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *k; prefix(key_hash(k), 0) == 0; @/
  void lemma_top(void) {
    uint32_t n = 0, top = 4294967295u;
    lemma_shift();
    /@ loop invariant (n == 0 && top == 4294967295) ||
         (n == 8 && top == 16777215) || (n == 16 && top == 65535) ||
         (n == 24 && top == 255) || (n == 32 && top == 0);
       loop invariant \forall pm_object *k; 0 <= key_hash(k) >> n <= top;
       loop assigns n, top;
       loop variant 32 - n; @/
    while (n < 32) {
      /@ assert step: \forall pm_object *k;
           key_hash(k) >> (n + 8) == (key_hash(k) >> n) >> 8; @/
      /@ assert less: \forall pm_object *k;
           (key_hash(k) >> n) >> 8 == (key_hash(k) >> n) / 256; @/
      /@ assert next: \forall pm_object *k;
           0 <= key_hash(k) >> (n + 8) <= top / 256; @/
      n += 8;
      top /= 256;
    }
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *a, *b, integer used, w;
       0 <= used ==> 1 <= w <= 5 ==> used + w <= 32 ==>
       prefix(key_hash(a), used) == prefix(key_hash(b), used) ==>
       slot(key_hash(a), used, w) == slot(key_hash(b), used, w) ==>
       prefix(key_hash(a), used + w) == prefix(key_hash(b), used + w); @/
  void lemma_prefix(void) {
    /@ assert uint: \forall pm_object *k, integer n; 0 <= n ==>
         (uint32_t)(key_hash(k) >> n) == key_hash(k) >> n; @/
    /@ assert nat: \forall pm_object *k, integer n; 0 <= n ==>
         0 <= key_hash(k) >> n; @/
    lemma_shift();
    /@ assert sum: \forall pm_object *k, integer n, w; 0 <= n ==> 0 <= w ==>
         key_hash(k) >> (n + w) == (key_hash(k) >> n) >> w; @/
    /@ assert upper: \forall pm_object *k, integer used, w;
         0 <= used ==> 1 <= w <= 5 ==> used + w <= 32 ==>
         prefix(key_hash(k), used) ==
         prefix(key_hash(k), used + w) / pow2(w); @/
    /@ assert lower: \forall pm_object *k, integer used, w;
         slot(key_hash(k), used, w) ==
         prefix(key_hash(k), used + w) % pow2(w); @/
    /@ assert parts: \forall integer p, w; 0 <= p ==> 1 <= w <= 5 ==>
         p == p / pow2(w) * pow2(w) + p % pow2(w); @/
  }
*/
#endif
