/* Items dealt out to the slots of a branch: parts of an array of items. */
#ifndef PM_BUILD_PARTS_H
#define PM_BUILD_PARTS_H

/*@ // elsewhere than the items
    predicate items_off(char *base, struct pm_item *t, struct pm_item *s) =
      base != \base_addr(t) && base != \base_addr(s);
    predicate slots_off(struct pm_node **c, integer end, struct pm_item *t,
                        struct pm_item *s, integer from, integer to) =
      \separated(c + (0 .. end - 1), t + (from .. to - 1)) &&
      \separated(c + (0 .. end - 1), s + (from .. to - 1));
    // what a parameter stands for, said so that it keeps its own name
    predicate points{L}(struct pm_item **p, struct pm_item *t) =
      \at(*p, L) == t;
    predicate begin_at{L}(uint32_t *start, integer lo) = \at(*start, L) == lo;
    predicate part_there{L}(struct pm_item *t, integer from, integer to) =
      \valid{L}(t + (from .. to - 1)) && outside(\base_addr(t));
    predicate part_room{L}(struct pm_item *t, struct pm_item *s,
                           integer from, integer to) =
      part_there{L}(t, from, to) && part_there{L}(s, from, to) &&
      \separated(t + (from .. to - 1), s + (from .. to - 1));
    // where all lies, under lock: `key(0)` opens it. Provers that need not
    // know leave it alone
    predicate key(integer z) = z == 0;
    predicate dealing{L}(struct pm_node **c, integer end, struct pm_item *t,
                         struct pm_item *s, integer from, integer to,
                         char *base) =
      \forall integer z; key(z) ==>
        slots_there{L}(c, end + z) && part_room{L}(t, s, from, to + z) &&
        slots_off(c, end, t, s, from, to + z) &&
        base != \base_addr(c + z) && items_off(base, t + z, s + z);
    // a block that has been built
    predicate slots_new{L1,L2}(struct pm_node **c, integer from,
                               integer to) =
      \forall integer s; from <= s < to ==> !live{L1}(\at(c[s], L2));
    predicate block_ok{L}(struct pm_node **c, integer used, integer from,
                          integer to, integer low, integer high) =
      slots_wf{L}(c, used, from, to) &&
      slots_below{L}(c, from, from, to) == high - low;
    predicate block_holds{L1,L2}(struct pm_node **c, integer used,
                                 integer first, integer end,
                                 struct pm_item *t, integer from,
                                 integer to) =
      \forall pm_object *k, *v; first <= place(k, used) < end ==>
        (slots_hold{L2}(c, used, k, v) <==>
         items_give{L1}(t, from, to, k, v));
    predicate starts_kept{L1,L2}(uint32_t *start) =
      \forall integer c; 0 <= c <= 32 ==>
        \at(start[c], L2) == \at(start[c], L1);
    predicate part_owned{L}(struct pm_item *t, integer from, integer to) =
      \forall pm_object *o; oown{L}(o) >= item_refs{L}(t, from, to, o);
    predicate part_minus{L1,L2}(struct pm_item *t, integer from,
                                integer to) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) - item_refs{L1}(t, from, to, o);
    predicate part_hashed{L}(struct pm_item *t, integer from, integer to) =
      \forall integer j; from <= j < to ==>
        \at(t[j].hash, L) == key_hash(\at(t[j].key, L));
    predicate part_distinct{L}(struct pm_item *t, integer from,
                               integer to) =
      \forall integer i, j; from <= i < j < to ==>
        !KeyEq(\at(t[i].key, L), \at(t[j].key, L));
    // all have slots in [first, end)
    predicate part_in{L}(struct pm_item *t, integer from, integer to,
                         integer used, integer first, integer end) =
      \forall integer j; from <= j < to ==> first <=
        slot(\at(t[j].hash, L), used, full_width(used)) < end;
    // where the items of each slot of [first, to) begin
    predicate starts{L}(struct pm_item *t, uint32_t *start, integer first,
                        integer to, integer used) =
      (\forall integer c, d; first <= c <= d <= to ==>
         \at(start[c], L) <= \at(start[d], L)) &&
      (\forall integer c, d; first <= c <= d <= to ==>
         part_in{L}(t, \at(start[c], L), \at(start[d], L), used, c, d));
    // what dealing out n items says of their starts, one for each slot
    predicate dealt_order{L}(uint32_t *start, integer n, integer used) =
      \forall integer c, d; 0 <= c <= d <= pow2(full_width(used)) ==>
        \at(start[c], L) <= \at(start[d], L) <= n;
    predicate dealt_low{L}(struct pm_item *t, uint32_t *start,
                           integer used) =
      \forall integer d, p; 0 <= d <= pow2(full_width(used)) ==>
        0 <= p < \at(start[d], L) ==>
        slot(\at(t[p].hash, L), used, full_width(used)) < d;
    predicate dealt_high{L}(struct pm_item *t, uint32_t *start, integer n,
                            integer used) =
      \forall integer d, p; 0 <= d <= pow2(full_width(used)) ==>
        \at(start[d], L) <= p < n ==>
        slot(\at(t[p].hash, L), used, full_width(used)) >= d;
*/
/* What the items of a block of slots say of keys, they say of its keys only. */
/*@ ghost
  /@ requires part_hashed(t, 0, n) && part_in(t, 0, n, used, first, end);
     terminates \true; assigns \nothing;
     ensures has: \forall pm_object *k; items_has(t, 0, n, k) ==>
       first <= place(k, used) < end;
     ensures give: \forall pm_object *k, *v; items_give(t, 0, n, k, v) ==>
       first <= place(k, used) < end; @/
  void lemma_part_place(struct pm_item *t, uint32_t n, uint32_t used,
                        uint32_t first, uint32_t end) {
    lemma_items_absent(t, n);
    /@ assert key: \forall pm_object *k, integer j; 0 <= j < n ==>
         KeyEq(t[j].key, k) ==> t[j].hash == key_hash(k); @/
    /@ assert at: \forall pm_object *k, integer j; 0 <= j < n ==>
         KeyEq(t[j].key, k) ==> first <= place(k, used) < end; @/
    /@ assert none: \forall pm_object *k;
         !(first <= place(k, used) < end) ==> items_absent(t, 0, n, k); @/
  }
*/
/* Two parts: the one of a key's slot says what both say of it. */
/*@ ghost
  /@ requires from <= middle <= to && part_hashed(t, from, to);
     requires low: part_in(t, from, middle, used, first, mid);
     requires high: part_in(t, middle, to, used, mid, end);
     terminates \true; assigns \nothing;
     ensures low: \forall pm_object *k, *v; place(k, used) < mid ==>
       (items_give(t, from, to, k, v) <==> items_give(t, from, middle, k, v));
     ensures high: \forall pm_object *k, *v; mid <= place(k, used) ==>
       (items_give(t, from, to, k, v) <==> items_give(t, middle, to, k, v));
     ensures refs: \forall pm_object *o; item_refs(t, from, to, o) ==
       item_refs(t, from, middle, o) + item_refs(t, middle, to, o);
     ensures nat: \forall pm_object *o; item_refs(t, from, middle, o) >= 0 &&
       item_refs(t, middle, to, o) >= 0; @/
  void lemma_parts(struct pm_item *t, uint32_t from, uint32_t middle,
                   uint32_t to, uint32_t used, uint32_t first, uint32_t mid,
                   uint32_t end) {
    lemma_items_absent(t, to);
    lemma_items_join(t, to);
    lemma_items_split(t, to);
    lemma_items_nat(t, middle);
    lemma_items_nat(t, to);
    /@ assert key: \forall pm_object *k, integer j; from <= j < to ==>
         KeyEq(t[j].key, k) ==> t[j].hash == key_hash(k); @/
    /@ assert at_low: \forall pm_object *k, integer j; from <= j < middle ==>
         KeyEq(t[j].key, k) ==> place(k, used) < mid; @/
    /@ assert at_high: \forall pm_object *k, integer j; middle <= j < to ==>
         KeyEq(t[j].key, k) ==> mid <= place(k, used); @/
    /@ assert none_low: \forall pm_object *k; mid <= place(k, used) ==>
         items_absent(t, from, middle, k); @/
    /@ assert none_high: \forall pm_object *k; place(k, used) < mid ==>
         items_absent(t, middle, to, k); @/
    /@ assert has_low: \forall pm_object *k; mid <= place(k, used) ==>
         !items_has(t, from, middle, k); @/
    /@ assert has_high: \forall pm_object *k; place(k, used) < mid ==>
         !items_has(t, middle, to, k); @/
    /@ assert no_low: \forall pm_object *k, *v; mid <= place(k, used) ==>
         !items_give(t, from, middle, k, v); @/
    /@ assert no_high: \forall pm_object *k, *v; place(k, used) < mid ==>
         !items_give(t, middle, to, k, v); @/
    /@ assert join: \forall pm_object *k, *v;
         (items_give(t, from, to, k, v) <==> items_give(t, middle, to, k, v) ||
          (!items_has(t, middle, to, k) &&
           items_give(t, from, middle, k, v))); @/
  }
*/
/* p is the part t[from..to), as an array of its own. */
/*@ ghost
  /@ requires from <= to && part_hashed(t, from, to) &&
       part_distinct(t, from, to) && part_in(t, from, to, used, first, end);
     requires hash: \forall integer j; 0 <= j < to - from ==>
       p[j].hash == t[from + j].hash;
     requires key: \forall integer j; 0 <= j < to - from ==>
       p[j].key == t[from + j].key;
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(p, to - from);
     ensures distinct: items_distinct(p, to - from);
     ensures in: part_in(p, 0, to - from, used, first, end); @/
  void lemma_part_copy(struct pm_item *t, struct pm_item *p, uint32_t from,
                       uint32_t to, uint32_t used, uint32_t first,
                       uint32_t end) {
  }
*/
/*@ ghost
  /@ requires from <= to && part_hashed(t, from, to) &&
       part_distinct(t, from, to) && part_in(t, from, to, used, first, end);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(t + from, to - from);
     ensures distinct: items_distinct(t + from, to - from);
     ensures in: part_in(t + from, 0, to - from, used, first, end);
     ensures refs: \forall pm_object *o;
       item_refs(t + from, 0, to - from, o) == item_refs(t, from, to, o);
     ensures give: \forall pm_object *k, *v;
       items_give(t + from, 0, to - from, k, v) <==>
       items_give(t, from, to, k, v); @/
  void lemma_part_alone(struct pm_item *t, uint32_t from, uint32_t to,
                        uint32_t used, uint32_t first, uint32_t end) {
    lemma_items_shift(t, from, to);
    lemma_items_part(t, from, to);
    lemma_part_copy(t, t + from, from, to, used, first, end);
  }
*/
/* Each item has its own key. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer j; 0 <= j < n ==>
       items_has(t, 0, n, t[j].key); @/
  void lemma_has_own(struct pm_item *t, uint32_t n) {
    lemma_items_absent(t, n);
    /@ assert self: \forall integer j; 0 <= j < n ==>
         !items_absent(t, 0, n, t[j].key); @/
  }
*/
/* Dealt out items have the slots that they had, and each slot's part starts where it should. */
/*@ ghost
  /@ requires power(len) && first + len <= pow2(full_width(used));
     requires used < 32 && part_hashed(s, 0, n);
     requires in: \forall pm_object *k; items_has(s, 0, n, k) ==>
       first <= place(k, used) < first + len;
     requires ends: start[0] == 0 && start[pow2(full_width(used))] == n;
     requires order: dealt_order(start, n, used);
     requires low: dealt_low(s, start, used);
     requires high: dealt_high(s, start, n, used);
     terminates \true; assigns \nothing;
     ensures first: start[first] == 0 && start[first + len] == n;
     ensures starts: starts(s, start, first, first + len, used); @/
  void lemma_dealt_starts(struct pm_item *s, uint32_t *start, uint32_t n,
                          uint32_t used, uint32_t first, uint32_t len) {
    uint32_t end = first + len;
    lemma_has_own(s, n);
    /@ assert end: end == first + len; @/
    /@ assert in: \forall integer j; 0 <= j < n ==>
         first <= place(s[j].key, used) < end; @/
    /@ assert slots: \forall integer j; 0 <= j < n ==>
         first <= slot(s[j].hash, used, full_width(used)) < end; @/
    /@ assert none: start[first] > 0 ==>
         slot(s[0].hash, used, full_width(used)) < first; @/
    /@ assert last: start[end] < n ==>
         slot(s[n - 1].hash, used, full_width(used)) >= end; @/
    /@ assert order: \forall integer c, d; first <= c <= d <= end ==>
         start[c] <= start[d] <= n; @/
    /@ assert low: \forall integer d, p; first <= d <= end ==>
         0 <= p < start[d] ==>
         slot(s[p].hash, used, full_width(used)) < d; @/
    /@ assert high: \forall integer d, p; first <= d <= end ==>
         start[d] <= p < n ==>
         slot(s[p].hash, used, full_width(used)) >= d; @/
    /@ assert part: \forall integer c, d, p; first <= c <= d <= end ==>
         start[c] <= p < start[d] ==>
         c <= slot(s[p].hash, used, full_width(used)) < d; @/
    /@ assert parts: \forall integer c, d; first <= c <= d <= end ==>
         part_in(s, start[c], start[d], used, c, d); @/
  }
*/
/* The items of a block are those of its halves. */
/*@ ghost
  /@ requires starts(t, start, first, end, used) && first < mid < end <= 32;
     requires begin_at(start + first, from) && begin_at(start + mid, middle) &&
       begin_at(start + end, to);
     terminates \true; assigns \nothing;
     ensures order: from <= middle <= to;
     ensures all: part_in(t, from, to, used, first, end);
     ensures low: part_in(t, from, middle, used, first, mid);
     ensures high: part_in(t, middle, to, used, mid, end);
     ensures low_starts: starts(t, start, first, mid, used);
     ensures high_starts: starts(t, start, mid, end, used);
     ensures high_order: \forall integer c, d; mid <= c <= d <= end ==>
       middle <= start[c] <= start[d] <= to; @/
  void lemma_parts_in(struct pm_item *t, uint32_t *start, uint32_t first,
                      uint32_t mid, uint32_t end, uint32_t used,
                      uint32_t from, uint32_t middle, uint32_t to) {
    /@ assert at: start[first] == from && start[mid] == middle &&
         start[end] == to; @/
  }
*/
/* The first part of items that we hold. */
/*@ ghost
  /@ requires from <= middle <= to && part_owned(t, from, to) &&
       part_hashed(t, from, to) && part_distinct(t, from, to);
     terminates \true; assigns \nothing;
     ensures owned: part_owned(t, from, middle);
     ensures hashed: part_hashed(t, from, middle);
     ensures distinct: part_distinct(t, from, middle); @/
  void lemma_part_first(struct pm_item *t, uint32_t from, uint32_t middle,
                        uint32_t to) {
    lemma_items_split(t, to);
    lemma_items_nat(t, to);
    /@ assert split: \forall pm_object *o; item_refs(t, from, to, o) ==
         item_refs(t, from, middle, o) + item_refs(t, middle, to, o); @/
  }
*/
/* Building the first part leaves the items of the second alone. */
/*@ ghost
  /@ requires dealing(c, end, t, s, from, to, \base_addr(start));
     requires first < mid < end && from <= middle <= to;
     terminates \true; assigns \nothing;
     ensures room:
       dealing(c, mid, t, s, from, middle, \base_addr(start));
     ensures base: items_off(\base_addr(start), t, s) &&
       \base_addr(start) != \base_addr(c) && outside(\base_addr(t));
     ensures keys: \forall integer j; middle <= j < to ==>
       \separated(&t[j].key, t + (from .. middle - 1)) &&
       \separated(&t[j].key, s + (from .. middle - 1)) &&
       \separated(&t[j].key, c + (first .. mid - 1)) &&
       \separated(&t[j].key, heap_child + (0 .. PM_HEAP_SIZE - 1)) &&
       \separated(&t[j].key, heap_entry + (0 .. PM_HEAP_SIZE - 1));
     ensures values: \forall integer j; middle <= j < to ==>
       \separated(&t[j].value, t + (from .. middle - 1)) &&
       \separated(&t[j].value, s + (from .. middle - 1)) &&
       \separated(&t[j].value, c + (first .. mid - 1)) &&
       \separated(&t[j].value, heap_child + (0 .. PM_HEAP_SIZE - 1)) &&
       \separated(&t[j].value, heap_entry + (0 .. PM_HEAP_SIZE - 1));
     ensures hashes: \forall integer j; middle <= j < to ==>
       \separated(&t[j].hash, t + (from .. middle - 1)) &&
       \separated(&t[j].hash, s + (from .. middle - 1)) &&
       \separated(&t[j].hash, heap_node + (0 .. PM_HEAP_SIZE - 1)) &&
       \separated(&t[j].hash, heap_map + (0 .. PM_HEAP_SIZE - 1)) &&
       \separated(&t[j].hash, heap_hash + (0 .. PM_HEAP_SIZE - 1)); @/
  void lemma_part_off(struct pm_node **c, struct pm_item *t,
                      struct pm_item *s, uint32_t *start, uint32_t first,
                      uint32_t mid, uint32_t end, uint32_t from,
                      uint32_t middle, uint32_t to) {
    /@ assert key: key(0); @/
  }
*/
/* Ghost code: the items of the slots of [mid, end), t[middle..to), begin where they did at the
 * start of the function. */
#define KEEP_STARTS(t, start, used, mid, end, middle, to)                      \
  {                                                                            \
    /@ assert was_order: \forall integer c, d; mid <= c <= d <= end ==>        \
      \at((start)[c], Pre) <= \at((start)[d], Pre); @/                         \
    /@ assert was_bound: \forall integer c; mid <= c <= end ==>                \
      middle <= \at((start)[c], Pre) <= to; @/                                 \
    /@ assert same: \forall integer c; mid <= c <= end ==>                     \
      (start)[c] == \at((start)[c], Pre); @/                                   \
    /@ assert order: \forall integer c, d; mid <= c <= d <= end ==>            \
      (start)[c] <= (start)[d]; @/                                             \
    /@ assert in: \forall integer c, d; mid <= c <= d <= end ==>               \
      part_in{Pre}(t, \at((start)[c], Pre), \at((start)[d], Pre), used,        \
                   c, d) &&                                                    \
      part_in(t, (start)[c], (start)[d], used, c, d); @/                       \
    /@ assert starts: starts(t, start, mid, end, used); @/                     \
  }
/* Ghost code: t[from..to) is as it was at the start of the function, and so is what it says. */
#define KEEP_PART(t, from, to)                                                 \
  {                                                                            \
    /@ assert same: \forall integer j; from <= j < to ==>                     \
      t[j].key == \at(t[j].key, Pre) &&                                       \
      t[j].value == \at(t[j].value, Pre); @/                                  \
    uint32_t at_ = to;                                                         \
    /@ loop invariant at_ <= to;                                               \
       loop invariant \forall pm_object *o, integer j; at_ <= j <= to ==>     \
         item_refs(t, j, to, o) == item_refs{Pre}(t, j, to, o);                \
       loop invariant \forall pm_object *k, integer j; at_ <= j <= to ==>     \
         (items_has(t, j, to, k) <==> items_has{Pre}(t, j, to, k));            \
       loop invariant \forall pm_object *k, *v, integer j;                    \
         at_ <= j <= to ==> (items_give(t, j, to, k, v) <==>                   \
         items_give{Pre}(t, j, to, k, v));                                     \
       loop assigns at_;                                                       \
       loop variant at_; @/                                                    \
    while (at_ > from) at_--;                                                  \
  }
#endif
