/* Widening a block of slots by the one beside it. */
#ifndef PM_SHRINK_WIDEN_H
#define PM_SHRINK_WIDEN_H

/*@ predicate all_leafy{L}(struct pm_node **c, integer from, integer to) =
      \forall integer s; from <= s < to ==> leafy(\at(c[s], L));
    // nothing stands in two runs
    predicate runs_whole{L}(struct pm_node **c, integer from, integer to) =
      \forall integer s, t; from <= s < t < to ==> \at(c[t], L) != \null ==>
        \at(c[s], L) == \at(c[t], L) ==>
        \at(c[t - 1], L) == \at(c[t], L);
    // the block beside cannot be joined with `count` entries
    predicate slots_full{L}(struct pm_node **c, integer total, integer z,
                            integer at, integer count) =
      z < total ==> \forall integer t; 0 <= t < total ==>
        t / (2 * z) == at / (2 * z) ==> t / z != at / z ==>
        slots_even{L}(c, 0, total, z, t) ==> is_branch(\at(c[t], L)) ||
          count + total(\at(c[t], L)) > PM_LEAF_MAX;
*/

/* The block beside, and both. */
/*@ ghost
  /@ requires power(z) && z <= 16 && at < 32 && low == at / z * z;
     requires wide == low - low % (2 * z);
     requires buddy == (low == wide ? low + z : wide);
     terminates \true; assigns \nothing;
     ensures both: wide == at / (2 * z) * (2 * z) && wide + 2 * z <= 32;
     ensures in: \forall integer s; 0 <= s < 32 ==>
       (s / (2 * z) == at / (2 * z) <==> wide <= s < wide + 2 * z);
     ensures at: \forall integer s; 0 <= s < 32 ==>
       (s / z == at / z <==> low <= s < low + z);
     ensures beside: \forall integer s; 0 <= s < 32 ==>
       (s / z == buddy / z <==> buddy <= s < buddy + z);
     ensures apart: buddy / z != at / z && buddy / (2 * z) == at / (2 * z);
     ensures all: \forall integer s; wide <= s < wide + 2 * z <==>
       low <= s < low + z || buddy <= s < buddy + z;
     ensures either: \forall integer s; 0 <= s < 32 ==>
       s / (2 * z) == at / (2 * z) ==> s / z == at / z || s / z == buddy / z;
     ensures order: (low == wide && buddy == low + z) ||
       (buddy == wide && low == wide + z);
     ensures room: \forall integer l; 0 <= l < z ==>
       (buddy + l) / z == buddy / z; @/
  void lemma_widen(uint32_t z, uint32_t at, uint32_t low, uint32_t wide,
                   uint32_t buddy) {
    /@ assert wide1: z == 1 ==> wide == at / 2 * 2 &&
         wide + 2 <= 32 &&
         (low == wide || low == wide + 1) && buddy / 1 * 1 == buddy; @/
    /@ assert two1: z == 1 ==> buddy / 1 != at / 1 &&
         buddy / 2 == at / 2; @/
    /@ assert wide2: z == 2 ==> wide == at / 4 * 4 &&
         wide + 4 <= 32 &&
         (low == wide || low == wide + 2) && buddy / 2 * 2 == buddy; @/
    /@ assert two2: z == 2 ==> buddy / 2 != at / 2 &&
         buddy / 4 == at / 4; @/
    /@ assert wide4: z == 4 ==> wide == at / 8 * 8 &&
         wide + 8 <= 32 &&
         (low == wide || low == wide + 4) && buddy / 4 * 4 == buddy; @/
    /@ assert two4: z == 4 ==> buddy / 4 != at / 4 &&
         buddy / 8 == at / 8; @/
    /@ assert wide8: z == 8 ==> wide == at / 16 * 16 &&
         wide + 16 <= 32 &&
         (low == wide || low == wide + 8) && buddy / 8 * 8 == buddy; @/
    /@ assert two8: z == 8 ==> buddy / 8 != at / 8 &&
         buddy / 16 == at / 16; @/
    /@ assert wide16: z == 16 ==> wide == at / 32 * 32 &&
         wide + 32 <= 32 &&
         (low == wide || low == wide + 16) && buddy / 16 * 16 == buddy; @/
    /@ assert two16: z == 16 ==> buddy / 16 != at / 16 &&
         buddy / 32 == at / 32; @/
    lemma_block(at, z, low);
    lemma_block(buddy, z, buddy);
    lemma_block(at, 2 * z, wide);
  }
*/
/*@ ghost
  /@ requires power(l) && power(z) && z < total <= 32;
     requires at < total && buddy < total && buddy / z != at / z &&
       buddy / (2 * z) == at / (2 * z);
     requires room: l < z ==> buddy + l < total &&
       (buddy + l) / z == buddy / z;
     requires closed: slots_closed(c, total, z, at);
     requires even: slots_even(c, 0, total, z, buddy);
     terminates \true; assigns \nothing;
     ensures c[buddy] != \null ==> slot_block(c, 0, total, l, buddy) ==>
       \forall integer t; 0 <= t < total ==>
         t / (2 * z) != at / (2 * z) ==> c[t] != c[buddy]; @/
  void lemma_widen_block(struct pm_node **c, uint32_t total, uint32_t z,
                         uint32_t at, uint32_t buddy, uint32_t l) {
    uint32_t z2 = 2 * z;
    lemma_nested(z, z2);
    if (l < z) {
      /@ assert same: c[buddy + l] == c[buddy]; @/
      /@ assert off: (buddy + l) / l != buddy / l; @/
      /@ assert no: !slot_block(c, 0, total, l, buddy); @/
    } else if (l == z) {
      /@ assert out: \forall integer t; 0 <= t < total ==>
           t / z2 != at / z2 ==> t / z != buddy / z; @/
    } else {
      lemma_nested(z2, l);
      /@ assert in: at / l == buddy / l; @/
      /@ assert no: c[buddy] != \null ==>
           !slot_block(c, 0, total, l, buddy); @/
    }
  }
*/
/*@ ghost
  /@ requires power(z) && z < total <= 32;
     requires at < total && buddy < total && buddy / z != at / z &&
       buddy / (2 * z) == at / (2 * z);
     requires room: \forall integer l; 0 < l < z ==> buddy + l < total &&
       (buddy + l) / z == buddy / z;
     requires closed: slots_closed(c, total, z, at);
     requires even: slots_even(c, 0, total, z, buddy);
     requires either: \forall integer s; 0 <= s < total ==>
       s / (2 * z) == at / (2 * z) ==> s / z == at / z || s / z == buddy / z;
     requires whole: slot_whole(c, 0, total, buddy);
     terminates \true; assigns \nothing;
     ensures slots_closed(c, total, 2 * z, at); @/
  void lemma_widen_closed(struct pm_node **c, uint32_t total, uint32_t z,
                          uint32_t at, uint32_t buddy) {
    uint32_t z2 = 2 * z;
    lemma_nested(z, z2);
    /@ assert room2: 2 < z ==> buddy + 2 < total &&
         (buddy + 2) / z == buddy / z; @/
    lemma_widen_block(c, total, z, at, buddy, 1);
    lemma_widen_block(c, total, z, at, buddy, 2);
    lemma_widen_block(c, total, z, at, buddy, 4);
    lemma_widen_block(c, total, z, at, buddy, 8);
    lemma_widen_block(c, total, z, at, buddy, 16);
    lemma_widen_block(c, total, z, at, buddy, 32);
    /@ assert beside: c[buddy] != \null ==>
       \forall integer t; 0 <= t < total ==> t / z2 != at / z2 ==>
         c[t] != c[buddy]; @/
    /@ assert out: \forall integer t; 0 <= t < total ==>
         t / z2 != at / z2 ==> t / z != at / z; @/
    /@ assert in_at: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / z == at / z ==> t / z2 != at / z2 ==>
         c[s] != \null ==> c[t] != c[s]; @/
    /@ assert in_beside: \forall integer s, t; 0 <= s < total ==>
         0 <= t < total ==> s / z == buddy / z ==> t / z2 != at / z2 ==>
         c[s] != \null ==> c[t] != c[s]; @/
    /@ assert either: \forall integer s; 0 <= s < total ==>
         s / z2 == at / z2 ==> s / z == at / z || s / z == buddy / z; @/
    /@ assert closed: slots_closed(c, total, z2, at); @/
  }
*/
/* Each child has one run. */
/*@ ghost
  /@ requires total <= 32 && u < total && slot_whole(c, 0, total, u);
     terminates \true; assigns \nothing;
     ensures \forall integer t; 0 <= t < u ==> c[u] != \null ==>
       c[t] == c[u] ==> c[u - 1] == c[u]; @/
  void lemma_whole_run(struct pm_node **c, uint32_t total, uint32_t u) {
    /@ assert div: \forall integer t; 0 <= t < u ==>
         (t / 1 != u / 1) &&
         (t / 2 == u / 2 ==> (u - 1) / 2 == u / 2) &&
         (t / 4 == u / 4 ==> (u - 1) / 4 == u / 4) &&
         (t / 8 == u / 8 ==> (u - 1) / 8 == u / 8) &&
         (t / 16 == u / 16 ==> (u - 1) / 16 == u / 16) &&
         (t / 32 == u / 32 ==> (u - 1) / 32 == u / 32); @/
    /@ assert one: slot_block(c, 0, total, 1, u) ==> \forall integer t;
         0 <= t < u ==> c[t] == c[u] ==> t / 1 == u / 1; @/
    /@ assert more: \forall integer l, t; 0 <= t < u ==>
         l == 2 || l == 4 || l == 8 || l == 16 || l == 32 ==>
         slot_block(c, 0, total, l, u) ==> c[t] == c[u] ==>
         c[u - 1] == c[u]; @/
  }
*/
/*@ ghost
  /@ requires total <= 32;
     requires whole: \forall integer s; 0 <= s < total ==>
       slot_whole(c, 0, total, s);
     terminates \true; assigns \nothing;
     ensures runs_whole(c, 0, total); @/
  void lemma_whole_runs(struct pm_node **c, uint32_t total) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= total;
       loop invariant runs_whole(c, 0, i);
       loop assigns i;
       loop variant total - i; @/
    while (i < total) {
      lemma_whole_run(c, total, i);
      i++;
    }
  }
*/
/*@ ghost
  /@ requires power(z) && power(total) && z <= total && at < total;
     requires first == at / z * z;
     terminates \true; assigns \nothing;
     ensures first + z <= total && first <= at < first + z; @/
  void lemma_fits(uint32_t at, uint32_t z, uint32_t first, uint32_t total) {
    /@ assert z == 1 ==> at / 1 * 1 + 1 <= total; @/
    /@ assert z == 1 ==> at / 1 * 1 <= at < at / 1 * 1 + 1; @/
    /@ assert z == 2 ==> at / 2 * 2 + 2 <= total; @/
    /@ assert z == 2 ==> at / 2 * 2 <= at < at / 2 * 2 + 2; @/
    /@ assert z == 4 ==> at / 4 * 4 + 4 <= total; @/
    /@ assert z == 4 ==> at / 4 * 4 <= at < at / 4 * 4 + 4; @/
    /@ assert z == 8 ==> at / 8 * 8 + 8 <= total; @/
    /@ assert z == 8 ==> at / 8 * 8 <= at < at / 8 * 8 + 8; @/
    /@ assert z == 16 ==> at / 16 * 16 + 16 <= total; @/
    /@ assert z == 16 ==> at / 16 * 16 <= at < at / 16 * 16 + 16; @/
    /@ assert z == 32 ==> at / 32 * 32 + 32 <= total; @/
    /@ assert z == 32 ==> at / 32 * 32 <= at < at / 32 * 32 + 32; @/
  }
*/
/*@ ghost
  /@ requires z > 0 && low + z <= 32 && uniform(c, low, low + z, x);
     terminates \true; assigns \nothing;
     ensures slots_below(c, low, low, low + z) == total(x); @/
  void lemma_even_count(struct pm_node **c, uint32_t low, uint32_t z,
                        struct pm_node *x) {
    uint32_t end = low + z;
    lemma_below_flat(c, low, low, end, end, x);
    /@ assert none: slots_below(c, low, end, end) == 0; @/
  }
*/
/* Why the block cannot be widened. */
/*@ ghost
  /@ requires power(z) && power(total) && z < total && at < total;
     requires low == at / z * z && wide == low - low % (2 * z);
     requires buddy == (low == wide ? low + z : wide);
     terminates \true; assigns \nothing;
     ensures branch: is_branch(c[buddy]) ==>
       slots_full(c, total, z, at, count);
     ensures uneven: !uniform(c, buddy, buddy + z, c[buddy]) ==>
       slots_full(c, total, z, at, count);
     ensures many: count + total(c[buddy]) > PM_LEAF_MAX ==>
       slots_full(c, total, z, at, count);
     ensures same: uniform(c, buddy, buddy + z, c[buddy]) ==>
       slots_even(c, 0, total, z, buddy);
     ensures own: uniform(c, buddy, buddy + z, c[buddy]) ==>
       own_block(c, total, at, z) ==> c[buddy] != c[at]; @/
  void lemma_full(struct pm_node **c, uint32_t total, uint32_t z,
                  uint32_t at, uint32_t low, uint32_t wide, uint32_t buddy,
                  uint32_t count) {
    lemma_widen(z, at, low, wide, buddy);
    lemma_fits(at, 2 * z, wide, total);
    /@ assert beside: \forall integer t; 0 <= t < total ==>
         t / (2 * z) == at / (2 * z) ==> t / z != at / z ==>
         buddy <= t < buddy + z && t / z == buddy / z; @/
    /@ assert at: \forall integer t; 0 <= t < total ==>
         (t / z == at / z <==> low <= t < low + z); @/
    /@ assert even: \forall integer t; 0 <= t < total ==>
         t / z == buddy / z ==> slots_even(c, 0, total, z, t) ==>
         c[t] == c[buddy] && uniform(c, buddy, buddy + z, c[buddy]); @/
  }
*/
/* The entries of both blocks. */
/*@ ghost
  /@ requires power(z) && z < total <= 32 && at < total;
     requires low == at / z * z && wide + 2 * z <= total;
     requires (low == wide && buddy == low + z) ||
       (buddy == wide && low == wide + z);
     requires block: \forall integer s; 0 <= s < 32 ==>
       (s / z == at / z <==> low <= s < low + z);
     requires closed: slots_closed(c, total, z, at);
     requires even: uniform(c, buddy, buddy + z, c[buddy]);
     requires \valid_read(c + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures slots_below(c, wide, wide, wide + 2 * z) ==
       slots_below(c, low, low, low + z) + total(c[buddy]); @/
  void lemma_widen_count(struct pm_node **c, uint32_t total, uint32_t z,
                         uint32_t at, uint32_t low, uint32_t wide,
                         uint32_t buddy) {
    uint32_t middle = wide + z, end = wide + 2 * z;
    lemma_even_count(c, buddy, z, c[buddy]);
    /@ assert sums: middle == wide + z && end == middle + z; @/
    /@ assert at_low: low == wide ==> (middle - 1) / z == at / z &&
         middle / z != at / z; @/
    /@ assert at_high: buddy == wide ==> middle / z == at / z &&
         (middle - 1) / z != at / z; @/
    /@ assert left: low == wide ==> c[middle] != \null ==>
         c[middle - 1] != c[middle]; @/
    /@ assert right: buddy == wide ==> c[middle] != \null ==>
         c[middle - 1] != c[middle]; @/
    lemma_below_halves(c, wide, middle, end);
    /@ assert low_first: low == wide ==> slots_below(c, wide, wide, end) ==
         slots_below(c, low, low, low + z) + total(c[buddy]); @/
    /@ assert high_first: buddy == wide ==> slots_below(c, wide, wide, end) ==
         slots_below(c, low, low, low + z) + total(c[buddy]); @/
  }
*/
#endif
