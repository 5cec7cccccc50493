/* Where the hashes below a position go: by arithmetic, and down the trie. */
#ifndef PM_DIFF_LEMMAS_H
#define PM_DIFF_LEMMAS_H

/* What a node shows under slots [from, to) of a full branch. */
/*@ ghost
  /@ requires n == \null || nwidth(n) == 0;
     requires 0 <= used <= next <= 32 && wf(n, used);
     terminates \true; assigns \nothing;
     ensures ok: wf(n, next);
     ensures same: \forall pm_object *k, *v;
       holds(n, used, k, v) <==> holds(n, next, k, v); @/
  void lemma_leaf_sinks(struct pm_node *n, uint32_t used, uint32_t next) {
    /@ assert leaf: is_leaf(n) ==> leaf_ok(n, used); @/
    /@ assert low: is_leaf(n) ==> leaf_ok(n, next); @/
  }
*/
/*@ ghost
  /@ requires 0 <= used && full == full_width(used) && next == used + full;
     requires 1 <= full <= 5 && next <= 32 && wf(n, used);
     requires from < to <= pow2(full);
     requires width: n != \null ==> w == nwidth(n);
     requires shows: \forall integer t; from <= t < to ==>
       spread(n, full, t) == c;
     terminates \true; assigns \nothing;
     ensures ok: wf(c, next);
     ensures sole: is_branch(c) ==> to == from + 1;
     ensures holds: \forall pm_object *k, *v;
       from <= slot(key_hash(k), used, full) < to ==>
       (holds(n, used, k, v) <==> holds(c, next, k, v)); @/
  void lemma_side(struct pm_node *n, struct pm_node *c, uint32_t used,
                  uint32_t full, uint32_t next, uint32_t from,
                  uint32_t to, uint32_t w) {
    /@ assert first: spread(n, full, from) == c; @/
    if (!n) return;
    /@ assert leaf: nwidth(n) == 0 ==> c == n; @/
    if (w == 0) {
      lemma_leaf_sinks(n, used, next);
      return;
    }
    /@ assert width: w == nwidth(n) && 1 <= w <= full; @/
    uint32_t run = 1;
    if (w < full) run = lemma_power(full - w);
    /@ assert run: run == pow2(full - w); @/
    lemma_shape(full, w, run);
    lemma_digit_cut(full, w, used);
    uint32_t at = from / run;
    /@ assert kid: at < pow2(w) && kid(n, at) == c; @/
    /@ assert spread: \forall integer t;
         spread(n, full, t) == kid(n, t / run); @/
    /@ assert shown: \forall integer t; from <= t < to ==>
         kid(n, t / run) == c; @/
    /@ assert ok: wf(c, used + nwidth(n)); @/
    /@ assert single: single(n, used, at); @/
    /@ assert digit: \forall pm_object *k;
         from <= slot(key_hash(k), used, full) < to ==>
         kid(n, slot(key_hash(k), used, w)) == c; @/
    /@ assert down: \forall pm_object *k, *v;
         from <= slot(key_hash(k), used, full) < to ==>
         (holds(n, used, k, v) <==> holds(c, used + nwidth(n), k, v)); @/
    if (w < full) {
      /@ assert leaf: !is_branch(c); @/
      lemma_leaf_sinks(c, used + w, next);
    } else {
      /@ assert one: run == 1; @/
      /@ assert slots: \forall integer t; from <= t < to ==>
           kid(n, t) == c; @/
      /@ assert next: from + 1 < to ==> kid(n, from + 1) == c; @/
    }
  }
*/
/* Five bits more. */
/*@ ghost
  /@ requires n <= 27 && m == n + 5;
     terminates \true; assigns \nothing;
     ensures \forall integer h; 0 <= h ==>
       shift(h, m) == shift(h, n) / 32; @/
  void lemma_shift_five(uint32_t n, uint32_t m) {
    lemma_shift();
    lemma_shift_order();
    lemma_shift_sum();
    /@ assert sum: \forall integer h; 0 <= h ==>
         shift(h, m) == shift(shift(h, n), 5); @/
  }
*/
/* The slots of level d, as arithmetic. */
/*@ predicate level(integer d) =
      \forall pm_object *k;
        slot(key_hash(k), bits(d), full_width(bits(d))) ==
        key_hash(k) / span(bits(d) + full_width(bits(d))) %
          pow2(full_width(bits(d)));
*/
/*@ ghost
  /@ requires d < PM_LEVELS;
     terminates \true; assigns \nothing;
     ensures level(d); @/
  void lemma_level(uint32_t d) {
    lemma_shift();
    lemma_shift_five(2, 7);
    lemma_shift_five(7, 12);
    lemma_shift_five(12, 17);
    lemma_shift_five(17, 22);
    lemma_shift_five(22, 27);
    /@ assert s7: \forall pm_object *k; shift(key_hash(k), 7) ==
         key_hash(k) / 128; @/
    /@ assert s12: \forall pm_object *k; shift(key_hash(k), 12) ==
         key_hash(k) / 4096; @/
    /@ assert s17: \forall pm_object *k; shift(key_hash(k), 17) ==
         key_hash(k) / 131072; @/
    /@ assert s22: \forall pm_object *k; shift(key_hash(k), 22) ==
         key_hash(k) / 4194304; @/
    /@ assert s27: \forall pm_object *k; shift(key_hash(k), 27) ==
         key_hash(k) / 134217728; @/
    /@ assert l0: level(0); @/
    /@ assert l1: level(1); @/
    /@ assert l2: level(2); @/
    /@ assert l3: level(3); @/
    /@ assert l4: level(4); @/
    /@ assert l5: level(5); @/
    /@ assert l6: level(6); @/
  }
*/
/* Slots [from, to) of level d hold the hashes from one number to another. */
/*@ ghost
  /@ requires d < PM_LEVELS && base % span(bits(d)) == 0;
     requires unit == span(bits(d) + full_width(bits(d)));
     requires base + span(bits(d)) <= 4294967296;
     requires from < to <= pow2(full_width(bits(d)));
     terminates \true; assigns \nothing;
     ensures slots: \forall pm_object *k;
       base + from * unit <= key_hash(k) <= base + to * unit - 1 ==>
       from <= slot(key_hash(k), bits(d), full_width(bits(d))) < to;
     ensures in: 0 <= from * unit && base + to * unit <= base + span(bits(d));
     ensures size: from * unit + unit <= to * unit && unit >= 1;
     ensures last: (to - from - 1) * unit == to * unit - from * unit - unit;
     ensures aligned: (base + from * unit) % unit == 0; @/
  void lemma_region(uint32_t d, uint32_t base, uint32_t unit, uint32_t from,
                    uint32_t to) {
    lemma_level(d);
    /@ assert d0: d == 0 ==> base == 0; @/
    /@ assert d1: d == 1 ==> base == base / 134217728 * 134217728; @/
    /@ assert d2: d == 2 ==> base == base / 4194304 * 4194304; @/
    /@ assert d3: d == 3 ==> base == base / 131072 * 131072; @/
    /@ assert d4: d == 4 ==> base == base / 4096 * 4096; @/
    /@ assert d5: d == 5 ==> base == base / 128 * 128; @/
    /@ assert d6: d == 6 ==> base == base / 4 * 4; @/
    /@ assert k0: d == 0 ==> \forall integer h; base + from * 134217728 <= h
         <= base + to * 134217728 - 1 ==> from <= h / 134217728 % 32 < to; @/
    /@ assert k1: d == 1 ==> \forall integer h; base + from * 4194304 <= h
         <= base + to * 4194304 - 1 ==> from <= h / 4194304 % 32 < to; @/
    /@ assert k2: d == 2 ==> \forall integer h; base + from * 131072 <= h
         <= base + to * 131072 - 1 ==> from <= h / 131072 % 32 < to; @/
    /@ assert k3: d == 3 ==> \forall integer h; base + from * 4096 <= h
         <= base + to * 4096 - 1 ==> from <= h / 4096 % 32 < to; @/
    /@ assert k4: d == 4 ==> \forall integer h; base + from * 128 <= h
         <= base + to * 128 - 1 ==> from <= h / 128 % 32 < to; @/
    /@ assert k5: d == 5 ==> \forall integer h; base + from * 4 <= h
         <= base + to * 4 - 1 ==> from <= h / 4 % 32 < to; @/
    /@ assert k6: d == 6 ==> \forall integer h; base + from <= h
         <= base + to - 1 ==> from <= h % 4 < to; @/
    /@ assert a0: d == 0 ==> (base + from * 134217728) % 134217728 == 0; @/
    /@ assert a1: d == 1 ==> (base + from * 4194304) % 4194304 == 0; @/
    /@ assert a2: d == 2 ==> (base + from * 131072) % 131072 == 0; @/
    /@ assert a3: d == 3 ==> (base + from * 4096) % 4096 == 0; @/
    /@ assert a4: d == 4 ==> (base + from * 128) % 128 == 0; @/
    /@ assert a5: d == 5 ==> (base + from * 4) % 4 == 0; @/
    /@ assert u0: d == 0 ==> unit == 134217728 &&
         from * unit == from * 134217728 && to * unit == to * 134217728; @/
    /@ assert u1: d == 1 ==> unit == 4194304 &&
         from * unit == from * 4194304 && to * unit == to * 4194304; @/
    /@ assert u2: d == 2 ==> unit == 131072 &&
         from * unit == from * 131072 && to * unit == to * 131072; @/
    /@ assert u3: d == 3 ==> unit == 4096 &&
         from * unit == from * 4096 && to * unit == to * 4096; @/
    /@ assert u4: d == 4 ==> unit == 128 &&
         from * unit == from * 128 && to * unit == to * 128; @/
    /@ assert u5: d == 5 ==> unit == 4 &&
         from * unit == from * 4 && to * unit == to * 4; @/
    /@ assert u6: d == 6 ==> unit == 1 &&
         from * unit == from * 1 && to * unit == to * 1; @/
    /@ assert which: d == 0 || d == 1 || d == 2 || d == 3 || d == 4 ||
         d == 5 || d == 6; @/
  }
*/
#endif
