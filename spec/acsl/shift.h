/* Parts of a hash: the bits above a position, and the digit there, which selects a slot. The
 * shift is said as a division: so what is proved about slots need know nothing of bits, which
 * keeps its proof small. */
#ifndef PM_SHIFT_H
#define PM_SHIFT_H

/*@ // h >> n
    logic integer shift(integer h, integer n) =
      n <= 0 ? h : shift(h, n - 1) / 2;
    // the first `used` bits of h, and the digit after them
    logic integer prefix(integer h, integer used) = shift(h, 32 - used);
    logic integer slot(integer h, integer used, integer width) =
      shift(h, 32 - used - width) % pow2(width);
*/
/*@ ghost
  /@ requires n <= 32;
     terminates \true; assigns \nothing;
     ensures shift(h, n) == h >> n; @/
  void lemma_shift_bits(uint32_t h, uint32_t n) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= n;
       loop invariant shift(h, i) == h >> i;
       loop assigns i;
       loop variant n - i; @/
    while (i < n) {
      /@ assert next: h >> (i + 1) == (h >> i) >> 1; @/
      /@ assert half: (h >> i) >> 1 == (h >> i) / 2; @/
      i++;
    }
  }
*/
/* It keeps the order. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures nat: \forall integer h, n; 0 <= h ==> n <= 32 ==>
       shift(h, n) >= 0;
     ensures order: \forall integer g, h, n; 0 <= g <= h ==> n <= 32 ==>
       shift(g, n) <= shift(h, n); @/
  void lemma_shift_order(void) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 32;
       loop invariant nat: \forall integer h, n; 0 <= h ==> n <= i ==>
         shift(h, n) >= 0;
       loop invariant order: \forall integer g, h, n; 0 <= g <= h ==>
         n <= i ==> shift(g, n) <= shift(h, n);
       loop assigns i;
       loop variant 32 - i; @/
    while (i < 32) i++;
  }
*/
/* One shift after another. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures sum: \forall integer h, n, w; 0 <= n ==> 0 <= w <= 32 ==>
       shift(h, n + w) == shift(shift(h, n), w); @/
  void lemma_shift_sum(void) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 32;
       loop invariant \forall integer h, n, w; 0 <= n ==> 0 <= w <= i ==>
         shift(h, n + w) == shift(shift(h, n), w);
       loop assigns i;
       loop variant 32 - i; @/
    while (i < 32) i++;
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer h, w; 0 <= h ==> 0 <= w <= 8 ==>
       shift(h, w) == h / pow2(w); @/
  void lemma_shift(void) {
    /@ assert two: \forall integer h; 0 <= h ==> h / 2 / 2 == h / 4; @/
    /@ assert four: \forall integer h; 0 <= h ==> h / 4 / 2 == h / 8; @/
    /@ assert eight: \forall integer h; 0 <= h ==> h / 8 / 2 == h / 16; @/
    /@ assert of16: \forall integer h; 0 <= h ==> h / 16 / 2 == h / 32; @/
    /@ assert of32: \forall integer h; 0 <= h ==> h / 32 / 2 == h / 64; @/
    /@ assert of64: \forall integer h; 0 <= h ==> h / 64 / 2 == h / 128; @/
    /@ assert of128: \forall integer h; 0 <= h ==> h / 128 / 2 == h / 256; @/
    uint32_t w = 0;
    /@ loop invariant 0 <= w <= 8;
       loop invariant \forall integer h; 0 <= h ==>
         \forall integer v; 0 <= v <= w ==> shift(h, v) == h / pow2(v);
       loop assigns w;
       loop variant 8 - w; @/
    while (w < 8) {
      /@ assert half: \forall integer h; 0 <= h ==>
           h / pow2(w) / 2 == h / pow2(w + 1); @/
      w++;
    }
  }
*/
/* Nothing is left of 32 bits. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer h; 0 <= h <= 4294967295 ==> prefix(h, 0) == 0; @/
  void lemma_prefix_none(void) {
    uint32_t n = 0, most = 4294967295u;
    lemma_shift();
    lemma_shift_order();
    lemma_shift_sum();
    /@ loop invariant (n == 0 && most == 4294967295) ||
         (n == 8 && most == 16777215) || (n == 16 && most == 65535) ||
         (n == 24 && most == 255) || (n == 32 && most == 0);
       loop invariant \forall integer h; 0 <= h <= 4294967295 ==>
         0 <= shift(h, n) <= most;
       loop assigns n, most;
       loop variant 32 - n; @/
    while (n < 32) {
      /@ assert step: \forall integer h; 0 <= h <= 4294967295 ==>
           shift(h, n + 8) == shift(h, n) / 256; @/
      /@ assert next: \forall integer h; 0 <= h <= 4294967295 ==>
           0 <= shift(h, n + 8) <= most / 256; @/
      n += 8;
      most /= 256;
    }
  }
*/
/* The bits above a position and the digit there are the bits above the next. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures upper: \forall integer h, used, w; 0 <= h ==> 0 <= used ==>
       1 <= w <= 8 ==> used + w <= 32 ==>
       prefix(h, used) == prefix(h, used + w) / pow2(w);
     ensures whole: \forall integer h, used, w; 0 <= h ==> 0 <= used ==>
       1 <= w <= 8 ==> used + w <= 32 ==>
       prefix(h, used + w) ==
       prefix(h, used + w) / pow2(w) * pow2(w) + slot(h, used, w);
     ensures both: \forall integer g, h, used, w; 0 <= g ==> 0 <= h ==>
       0 <= used ==> 1 <= w <= 8 ==> used + w <= 32 ==>
       prefix(g, used) == prefix(h, used) ==>
       slot(g, used, w) == slot(h, used, w) ==>
       prefix(g, used + w) == prefix(h, used + w); @/
  void lemma_prefix(void) {
    lemma_shift();
    lemma_shift_order();
    lemma_shift_sum();
    /@ assert lower: \forall integer h, used, w;
         slot(h, used, w) == prefix(h, used + w) % pow2(w); @/
    /@ assert parts: \forall integer p, w; 0 <= p ==> 1 <= w <= 8 ==>
         p == p / pow2(w) * pow2(w) + p % pow2(w); @/
  }
*/
#endif
