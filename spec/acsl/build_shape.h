/* Slot arrays: a block of one child, and the shape of a block made of two halves. */
#ifndef PM_BUILD_SHAPE_H
#define PM_BUILD_SHAPE_H

/* ---- A block that is one child, or none ---- */

/*@ ghost
  /@ requires power(len) && first % len == 0;
     requires first + len <= pow2(full_width(used)) && used < 32;
     requires uniform(c, first, first + len, c[first]);
     requires ok: wf(c[first], used + full_width(used));
     requires few: len > 1 ==> !is_branch(c[first]) &&
       total(c[first]) <= PM_LEAF_MAX;
     requires paths: \forall pm_object *k, *v;
       holds(c[first], used + full_width(used), k, v) ==>
       first <= place(k, used) < first + len;
     terminates \true; assigns \nothing;
     ensures slots_wf(c, used, first, first + len); @/
  void lemma_slots_one(struct pm_node **c, uint32_t used, uint32_t first,
                       uint32_t len) {
    uint32_t to = first + len;
    /@ assert to: to == first + len && to <= 32; @/
    lemma_within(first, len, len);
    /@ assert same: \forall integer s; first <= s < to ==>
         c[s] == c[first]; @/
    /@ assert routed: \forall integer s; first <= s < to ==>
         slot_routed(c, used, first, to, s); @/
    /@ assert sole: len == 1 ==> \forall integer s; first <= s < to ==>
         s == first && buddy(s) != first; @/
    /@ assert capped: \forall integer s; first <= s < to ==>
         slot_capped(c, first, to, s); @/
    /@ assert block: \forall integer s; first <= s < to ==>
         slot_block(c, first, to, len, s); @/
    /@ assert whole: \forall integer s; first <= s < to ==>
         slot_whole(c, first, to, s); @/
    /@ assert single: \forall integer s; first <= s < to ==>
         slot_single(c, first, to, s); @/
    /@ assert joined: slots_joined(c, first, to); @/
  }
*/

/* ---- Two halves ---- */

/*@ // they were not to be joined
    predicate halves_heavy{L}(struct pm_node **c, integer first, integer mid,
                              integer to) =
      uniform{L}(c, first, mid, \at(c[first], L)) ==>
      uniform{L}(c, mid, to, \at(c[mid], L)) ==>
      \at(c[first], L) != \at(c[mid], L) ==>
      heavy(\at(c[first], L), \at(c[mid], L));
*/
/* s is a slot of the first half. */
/*@ ghost
  /@ requires halves(first, half) && slots_apart(c, first, first + half,
       first + 2 * half);
     requires first <= s < first + half && power(l);
     terminates \true; assigns \nothing;
     ensures c[s] != \null ==> slot_block(c, first, first + half, l, s) ==>
       slot_block(c, first, first + 2 * half, l, s); @/
  void lemma_block_low(struct pm_node **c, uint32_t first, uint32_t half,
                       uint32_t l, uint32_t s) {
    uint32_t mid = first + half;
    /@ assert mid: mid == first + half; @/
    if (l <= half) lemma_halves_part(first, half, l);
    /@ assert other: c[s] != \null ==> \forall integer t;
         mid <= t < mid + half ==> c[t] != c[s]; @/
  }
*/
/*@ ghost
  /@ requires halves(first, half) && slots_apart(c, first, first + half,
       first + 2 * half);
     requires first + half <= s < first + 2 * half && power(l);
     terminates \true; assigns \nothing;
     ensures c[s] != \null ==>
       slot_block(c, first + half, first + 2 * half, l, s) ==>
       slot_block(c, first, first + 2 * half, l, s); @/
  void lemma_block_high(struct pm_node **c, uint32_t first, uint32_t half,
                        uint32_t l, uint32_t s) {
    uint32_t mid = first + half;
    /@ assert mid: mid == first + half; @/
    if (l <= half) lemma_halves_part(first, half, l);
    /@ assert other: c[s] != \null ==> \forall integer t;
         first <= t < mid ==> c[t] != c[s]; @/
  }
*/
/*@ ghost
  /@ requires halves(first, half) && slots_apart(c, first, first + half,
       first + 2 * half);
     requires low: \forall integer s; first <= s < first + half ==>
       slot_whole(c, first, first + half, s);
     requires high: \forall integer s;
       first + half <= s < first + 2 * half ==>
       slot_whole(c, first + half, first + 2 * half, s);
     terminates \true; assigns \nothing;
     ensures \forall integer s; first <= s < first + 2 * half ==>
       slot_whole(c, first, first + 2 * half, s); @/
  void lemma_halves_whole(struct pm_node **c, uint32_t first,
                          uint32_t half) {
    uint32_t s = first, mid = first + half, to = mid + half;
    /@ assert mid: mid == first + half && to == first + 2 * half; @/
    /@ loop invariant first <= s <= to;
       loop invariant \forall integer t; first <= t < s ==>
         slot_whole(c, first, to, t);
       loop assigns s;
       loop variant to - s; @/
    while (s < to) {
      if (s < mid) {
        /@ assert low: slot_whole(c, first, mid, s); @/
        lemma_block_low(c, first, half, 1, s);
        lemma_block_low(c, first, half, 2, s);
        lemma_block_low(c, first, half, 4, s);
        lemma_block_low(c, first, half, 8, s);
        lemma_block_low(c, first, half, 16, s);
        lemma_block_low(c, first, half, 32, s);
        /@ assert low_s: slot_whole(c, first, to, s); @/
      } else {
        /@ assert high: slot_whole(c, mid, to, s); @/
        lemma_block_high(c, first, half, 1, s);
        lemma_block_high(c, first, half, 2, s);
        lemma_block_high(c, first, half, 4, s);
        lemma_block_high(c, first, half, 8, s);
        lemma_block_high(c, first, half, 16, s);
        lemma_block_high(c, first, half, 32, s);
        /@ assert high_s: slot_whole(c, first, to, s); @/
      }
      /@ assert here: slot_whole(c, first, to, s); @/
      s++;
    }
  }
*/
/*@ ghost
  /@ requires halves(first, half) && power(l) && l < half;
     requires low: slots_parted(c, first, first + half, l, 2 * l);
     requires high: slots_parted(c, first + half, first + 2 * half, l, 2 * l);
     terminates \true; assigns \nothing;
     ensures slots_parted(c, first, first + 2 * half, l, 2 * l); @/
  void lemma_halves_narrow(struct pm_node **c, uint32_t first, uint32_t half,
                           uint32_t l) {
    uint32_t mid = first + half, to = mid + half, two = 2 * l;
    /@ assert mid: mid == first + half && to == first + 2 * half; @/
    /@ assert two: power(two) && two <= half && two == 2 * l; @/
    lemma_halves_part(first, half, two);
    /@ assert even_low: \forall integer s; first <= s < mid ==>
         slots_even(c, first, to, l, s) ==> slots_even(c, first, mid, l, s); @/
    /@ assert even_high: \forall integer s; mid <= s < to ==>
         slots_even(c, first, to, l, s) ==> slots_even(c, mid, to, l, s); @/
    /@ assert low: \forall integer s, t; first <= s < mid ==>
         first <= t < mid ==>
         slot_pair_parted(c, first, to, l, two, s, t); @/
    /@ assert high: \forall integer s, t; mid <= s < to ==>
         mid <= t < to ==>
         slot_pair_parted(c, first, to, l, two, s, t); @/
    /@ assert cross: \forall integer s, t; first <= s < mid ==>
         mid <= t < to ==> s / two != t / two; @/
  }
*/
/*@ ghost
  /@ requires halves(first, half) && half < 32;
     requires heavy: halves_heavy(c, first, first + half, first + 2 * half);
     terminates \true; assigns \nothing;
     ensures slots_parted(c, first, first + 2 * half, half, 2 * half); @/
  void lemma_halves_level(struct pm_node **c, uint32_t first,
                          uint32_t half) {
    uint32_t mid = first + half, to = mid + half;
    /@ assert mid: mid == first + half && to == first + 2 * half; @/
    lemma_within(first, half, half);
    /@ assert mid_half: mid % half == 0; @/
    lemma_within(mid, half, half);
    /@ assert low: \forall integer s; first <= s < mid ==>
         slots_even(c, first, to, half, s) ==>
         uniform(c, first, mid, c[first]) && c[s] == c[first]; @/
    /@ assert high: \forall integer s; mid <= s < to ==>
         slots_even(c, first, to, half, s) ==>
         uniform(c, mid, to, c[mid]) && c[s] == c[mid]; @/
    /@ assert either: \forall integer s, t; first <= s < to ==>
         first <= t < to ==> slots_even(c, first, to, half, s) ==>
         slots_even(c, first, to, half, t) ==> c[s] != c[t] ==>
         heavy(c[s], c[t]); @/
  }
*/
/*@ ghost
  /@ requires halves(first, half) && power(l) && l < 32;
     requires low: l < half ==>
       slots_parted(c, first, first + half, l, 2 * l);
     requires high: l < half ==>
       slots_parted(c, first + half, first + 2 * half, l, 2 * l);
     requires heavy: halves_heavy(c, first, first + half, first + 2 * half);
     terminates \true; assigns \nothing;
     ensures slots_parted(c, first, first + 2 * half, l, 2 * l); @/
  void lemma_halves_parted(struct pm_node **c, uint32_t first, uint32_t half,
                           uint32_t l) {
    uint32_t s = first, mid = first + half, to = mid + half;
    /@ assert to: to == first + 2 * half; @/
    if (l < half) lemma_halves_narrow(c, first, half, l);
    else if (l == half) lemma_halves_level(c, first, half);
    else {
      /@ assert all: 2 * half <= l; @/
      lemma_within(first, 2 * half, l);
      /@ assert same: \forall integer x, y; first <= x < to ==>
           first <= y < to ==> slots_even(c, first, to, l, x) ==>
           c[y] == c[x]; @/
    }
  }
*/
/*@ ghost
  /@ requires halves(first, half);
     requires low: slots_joined(c, first, first + half);
     requires high: slots_joined(c, first + half, first + 2 * half);
     requires heavy: halves_heavy(c, first, first + half, first + 2 * half);
     terminates \true; assigns \nothing;
     ensures slots_joined(c, first, first + 2 * half); @/
  void lemma_halves_joined(struct pm_node **c, uint32_t first,
                           uint32_t half) {
    lemma_halves_parted(c, first, half, 1);
    lemma_halves_parted(c, first, half, 2);
    lemma_halves_parted(c, first, half, 4);
    lemma_halves_parted(c, first, half, 8);
    lemma_halves_parted(c, first, half, 16);
  }
*/
/*@ ghost
  /@ requires halves(first, half) && slots_apart(c, first, first + half,
       first + 2 * half);
     requires low: \forall integer s; first <= s < first + half ==>
       slot_single(c, first, first + half, s);
     requires high: \forall integer s;
       first + half <= s < first + 2 * half ==>
       slot_single(c, first + half, first + 2 * half, s);
     terminates \true; assigns \nothing;
     ensures \forall integer s; first <= s < first + 2 * half ==>
       slot_single(c, first, first + 2 * half, s); @/
  void lemma_halves_single(struct pm_node **c, uint32_t first,
                           uint32_t half) {
    uint32_t s = first, mid = first + half, to = mid + half;
    /@ assert mid: mid == first + half && to == first + 2 * half; @/
    /@ loop invariant first <= s <= to;
       loop invariant \forall integer t; first <= t < s ==>
         slot_single(c, first, to, t);
       loop assigns s;
       loop variant to - s; @/
    while (s < to) {
      if (s < mid) {
        /@ assert low: slot_single(c, first, mid, s); @/
        /@ assert other: is_branch(c[s]) ==> \forall integer t;
             mid <= t < to ==> c[t] != c[s]; @/
      } else {
        /@ assert high: slot_single(c, mid, to, s); @/
        /@ assert other: is_branch(c[s]) ==> \forall integer t;
             first <= t < mid ==> c[t] != c[s]; @/
      }
      /@ assert here: slot_single(c, first, to, s); @/
      /@ assert step: (uint32_t)(s + 1) == s + 1; @/
      s++;
    }
  }
*/
/* Too many entries for one leaf, and so the halves are not to be joined. */
/*@ ghost
  /@ requires first < mid < to <= 32;
     requires slots_below(c, first, first, mid) +
       slots_below(c, mid, mid, to) > PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures halves_heavy(c, first, mid, to); @/
  void lemma_halves_heavy(struct pm_node **c, uint32_t first, uint32_t mid,
                          uint32_t to) {
    lemma_uniform_one(c, first, mid);
    lemma_uniform_one(c, mid, to);
  }
*/
/*@ ghost
  /@ requires halves(first, half) && first + 2 * half <=
       pow2(full_width(used));
     requires apart: slots_apart(c, first, first + half, first + 2 * half);
     requires low: slots_wf(c, used, first, first + half);
     requires high: slots_wf(c, used, first + half, first + 2 * half);
     requires many: slots_below(c, first, first, first + half) +
       slots_below(c, first + half, first + half, first + 2 * half) >
       PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures slots_wf(c, used, first, first + 2 * half); @/
  void lemma_halves_wf(struct pm_node **c, uint32_t used, uint32_t first,
                       uint32_t half) {
    uint32_t mid = first + half, to = mid + half;
    /@ assert mid: mid == first + half && to == first + 2 * half; @/
    lemma_halves_whole(c, first, half);
    lemma_halves_heavy(c, first, mid, to);
    lemma_halves_joined(c, first, half);
    /@ assert routed: \forall integer s; first <= s < to ==>
         (s < mid ? slot_routed(c, used, first, first + half, s)
                  : slot_routed(c, used, first + half, first + 2 * half, s)) &&
         slot_routed(c, used, first, to, s); @/
    /@ assert capped_low: \forall integer s; first <= s < mid ==>
         slot_capped(c, first, first + half, s) &&
         slot_capped(c, first, to, s); @/
    /@ assert capped_high: \forall integer s; mid <= s < to ==>
         slot_capped(c, first + half, first + 2 * half, s) &&
         slot_capped(c, first, to, s); @/
    lemma_halves_single(c, first, half);
  }
*/
/* The same, of all that is asked of a block. */
/*@ ghost
  /@ requires halved(first, half, mid, end) && first < mid < end <= 32;
     requires width: end <= pow2(full_width(used));
     requires apart: slots_apart(c, first, mid, end);
     requires low: slots_wf(c, used, first, mid);
     requires high: slots_wf(c, used, mid, end);
     requires many: slots_below(c, first, first, mid) +
       slots_below(c, mid, mid, end) > PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures wf: slots_wf(c, used, first, end);
     ensures below: slots_below(c, first, first, end) ==
       slots_below(c, first, first, mid) + slots_below(c, mid, mid, end);
     ensures runs: \forall struct pm_node *q; runs(c, first, first, end, q) ==
       runs(c, first, first, mid, q) + runs(c, mid, mid, end, q); @/
  void lemma_halves_made(struct pm_node **c, uint32_t used, uint32_t first,
                         uint32_t half, uint32_t mid, uint32_t end) {
    /@ assert mid: mid == first + half && end == first + 2 * half; @/
    lemma_halves_wf(c, used, first, half);
    lemma_join_runs(c, first, mid, end);
    lemma_join_below(c, first, mid, end);
  }
*/
#endif
