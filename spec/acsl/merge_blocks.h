/* Blocks of slots that are filled. */
#ifndef PM_MERGE_BLOCKS_H
#define PM_MERGE_BLOCKS_H

/*@ // x can stand in a block of len slots, all of its own
    predicate fits_block(struct pm_node *x, integer used, integer first,
                         integer len) =
      wf(x, used + full_width(used)) &&
      (len > 1 ==> !is_branch(x) && total(x) <= PM_LEAF_MAX) &&
      inside(x, used, first, first + len);
    // x stands in all slots of the block, and perhaps in others
    predicate covers(struct pm_node *x, integer used, integer first,
                     integer len) =
      wf(x, used + full_width(used)) &&
      (is_branch(x) ==> len == 1 && inside(x, used, first, first + len)) &&
      (is_leaf(x) ==> ncount(x) > PM_LEAF_MAX ==>
         len == 1 && inside(x, used, first, first + len));
    // part has what x brings into the block
    predicate cut_of(struct pm_node *x, struct pm_node *part, integer used,
                     integer first, integer end) =
      \forall pm_object *k, *v; holds(part, used + full_width(used), k, v) <==>
        (holds(x, used + full_width(used), k, v) &&
         first <= place(k, used) < end);
    // what slots say of the keys that belong to them: b wins
    predicate slots_merged{L}(struct pm_node **c, integer used, integer from,
                              integer to, struct pm_node *a,
                              struct pm_node *b) =
      \forall pm_object *k, *v; from <= place(k, used) < to ==>
        (slots_hold{L}(c, used, k, v) <==>
         (holds(b, used + full_width(used), k, v) ||
          (holds(a, used + full_width(used), k, v) &&
           lacks(b, used + full_width(used), k))));
    // not more entries than both have, not fewer than either
    predicate between(integer n, integer a, integer b) =
      a <= n && b <= n && n <= a + b;
    // an aligned block of slots to fill
    predicate slots_room{L}(struct pm_node **c, integer used, integer first,
                            integer len) =
      0 <= used < 32 && power(len) && 0 <= first && first % len == 0 &&
      first + len <= pow2(full_width(used)) &&
      slots_there{L}(c, first + len) && off_scratch(\base_addr(c));
    // each run owns one reference more, and so does what is ours
    predicate runs_part{L1,L2}(struct pm_node **c, integer from, integer to,
                               struct pm_node *part) =
      \forall struct pm_node *q; own{L2}(q) == own{L1}(q) +
        (q == part && part != \null ? 1 : 0) +
        runs{L2}(c, from, from, to, q);
    // slots are filled with a, of which an entries belong there, and b
    predicate pair_done{L}(struct pm_node **c, integer used, integer from,
                           integer to, struct pm_node *a, integer an,
                           struct pm_node *b, integer bn) =
      slots_wf{L}(c, used, from, to) &&
      between(weight{L}(c, used, from, to), an, bn) &&
      slots_merged{L}(c, used, from, to, a, b);
*/
/* A block that is one child, or none. */
/*@ ghost
  /@ requires power(len) && first % len == 0 && used < 32;
     requires first + len <= pow2(full_width(used));
     requires uniform(c, first, first + len, x);
     requires fits: fits_block(x, used, first, len);
     terminates \true; assigns \nothing;
     ensures slots_wf(c, used, first, first + len); @/
  void lemma_filled_wf(struct pm_node **c, struct pm_node *x, uint32_t used,
                       uint32_t first, uint32_t len) {
    uint32_t to = first + len;
    /@ assert to: to == first + len && to <= 32; @/
    /@ assert f1: len == 1 ==> first == first / 1 * 1; @/
    /@ assert f2: len == 2 ==> first == first / 2 * 2; @/
    /@ assert f4: len == 4 ==> first == first / 4 * 4; @/
    /@ assert f8: len == 8 ==> first == first / 8 * 8; @/
    /@ assert f16: len == 16 ==> first == first / 16 * 16; @/
    /@ assert f32: len == 32 ==> first == first / 32 * 32; @/
    /@ assert first: first == first / len * len; @/
    lemma_block(first, len, first);
    /@ assert same: \forall integer s; first <= s < to ==> c[s] == x; @/
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
/*@ ghost
  /@ requires power(len) && first % len == 0 && used < 32;
     requires first + len <= pow2(full_width(used));
     requires uniform(c, first, first + len, x);
     requires \valid_read(c + (first .. first + len - 1));
     requires fits: fits_block(x, used, first, len);
     terminates \true; assigns \nothing;
     ensures wf: slots_wf(c, used, first, first + len);
     ensures weight: weight(c, used, first, first + len) == total(x);
     ensures runs: \forall struct pm_node *q;
       runs(c, first, first, first + len, q) ==
       (q == x && q != \null ? 1 : 0);
     ensures hold: \forall pm_object *k, *v;
       first <= place(k, used) < first + len ==>
       (slots_hold(c, used, k, v) <==>
        holds(x, used + full_width(used), k, v)); @/
  void lemma_filled(struct pm_node **c, struct pm_node *x, uint32_t used,
                    uint32_t first, uint32_t len) {
    uint32_t to = first + len;
    /@ assert to: to == first + len && to <= 32 && len >= 1; @/
    /@ assert at: c[first] == x; @/
    lemma_filled_wf(c, x, used, first, len);
    lemma_uniform_one(c, first, to);
    lemma_share_if(x, used);
    lemma_weight_uniform(c, x, used, first, to);
  }
*/
/* Ghost code: slot[from..to) is as it was at the start of the function. */
#define KEEP_WEIGHT(slot, used, from, to)                                      \
  {                                                                            \
    uint32_t left_ = to;                                                       \
    /@ assert same: \forall integer j; from <= j < to ==>                      \
      slot[j] == \at(slot[j], Pre); @/                                         \
    /@ loop invariant from <= left_ <= to;                                     \
       loop invariant weight(slot, used, left_, to) ==                         \
         weight{Pre}(slot, used, left_, to);                                   \
       loop assigns left_;                                                     \
       loop variant left_; @/                                                  \
    while (left_ > from) left_--;                                              \
    /@ assert end: left_ == from; @/                                           \
    /@ assert weight: weight(slot, used, from, to) ==                          \
      weight{Pre}(slot, used, from, to); @/                                    \
  }
/* Two leaves merged into items. */
/*@ ghost
  /@ requires leaves_merged(t, n, a, b) && is_leaf(a) && is_leaf(b);
     requires used < 32 && items_hashed(t, n);
     requires a: inside(a, used, from, to);
     requires b: inside(b, used, from, to);
     terminates \true; assigns \nothing;
     ensures \forall integer j; 0 <= j < n ==>
       from <= slot(t[j].hash, used, full_width(used)) < to; @/
  void lemma_pair_inside(struct pm_item *t, uint32_t n, struct pm_node *a,
                         struct pm_node *b, uint32_t used, uint32_t from,
                         uint32_t to) {
    /@ assert have: \forall integer j; 0 <= j < n ==>
         items_have(t, n, t[j].key, t[j].value); @/
    /@ assert has: \forall integer j; 0 <= j < n ==>
         leaf_has(b, t[j].key, t[j].value) ||
         leaf_has(a, t[j].key, t[j].value); @/
    /@ assert hold: \forall integer j; 0 <= j < n ==>
         holds(b, used + full_width(used), t[j].key, t[j].value) ||
         holds(a, used + full_width(used), t[j].key, t[j].value); @/
    /@ assert place: \forall integer j; 0 <= j < n ==>
         from <= place(t[j].key, used) < to; @/
  }
*/
/*@ ghost
  /@ requires covers(x, used, first, len) && end == first + len && used < 32;
     requires branch: is_branch(x) ==> part == x;
     requires leaf: !is_branch(x) ==> leafy(part) &&
       wf(part, used + full_width(used)) && total(part) <= total(x) &&
       total(part) == share(x, used, first, end) &&
       cut_of(x, part, used, first, end);
     terminates \true; assigns \nothing;
     ensures fits: fits_block(part, used, first, len);
     ensures count: total(part) == share(x, used, first, end);
     ensures same: cut_of(x, part, used, first, end); @/
  void lemma_cut_fits(struct pm_node *x, struct pm_node *part, uint32_t used,
                      uint32_t first, uint32_t len, uint32_t end) {
    /@ assert inside: inside(part, used, first, end); @/
  }
*/
/*@ ghost
  /@ requires merged: merged(a, b, r, used + full_width(used));
     requires hold: \forall pm_object *k, *v; from <= place(k, used) < to ==>
       (slots_hold(c, used, k, v) <==>
        holds(r, used + full_width(used), k, v));
     terminates \true; assigns \nothing;
     ensures slots_merged(c, used, from, to, a, b); @/
  void lemma_merged_slots(struct pm_node **c, struct pm_node *r,
                          struct pm_node *a, struct pm_node *b,
                          uint32_t used, uint32_t from, uint32_t to) {
  }
*/
/*@ ghost
  /@ requires merged(a, b, r, next) && next == used + full_width(used);
     requires inside(a, used, from, to) && inside(b, used, from, to);
     terminates \true; assigns \nothing;
     ensures inside(r, used, from, to); @/
  void lemma_merged_inside(struct pm_node *a, struct pm_node *b,
                           struct pm_node *r, uint32_t used, uint32_t next,
                           uint32_t from, uint32_t to) {
    /@ assert one: \forall pm_object *k, *v; holds(r, next, k, v) ==>
         holds(b, next, k, v) || holds(a, next, k, v); @/
    /@ assert b: \forall pm_object *k, *v; holds(b, next, k, v) ==>
         from <= place(k, used) < to; @/
    /@ assert a: \forall pm_object *k, *v; holds(a, next, k, v) ==>
         from <= place(k, used) < to; @/
  }
*/
/*@ ghost
  /@ requires merged(a, b, r, next) && next == used + full_width(used);
     requires fits_block(a, used, first, len) &&
       fits_block(b, used, first, len);
     requires len == 1 && end == first + len && wf(r, next);
     terminates \true; assigns \nothing;
     ensures fits_block(r, used, first, len); @/
  void lemma_merged_fits(struct pm_node *a, struct pm_node *b,
                         struct pm_node *r, uint32_t used, uint32_t next,
                         uint32_t first, uint32_t len, uint32_t end) {
    lemma_merged_inside(a, b, r, used, next, first, end);
  }
*/
/* What counts of a child is its part in the block. */
/*@ ghost
  /@ requires cut_of(x, part, used, from, to);
     requires slots_merged(c, used, from, to, part, b);
     terminates \true; assigns \nothing;
     ensures slots_merged(c, used, from, to, x, b); @/
  void lemma_cut_left(struct pm_node **c, struct pm_node *x,
                      struct pm_node *part, struct pm_node *b, uint32_t used,
                      uint32_t from, uint32_t to) {
  }
*/
/*@ ghost
  /@ requires cut_of(x, part, used, from, to);
     requires slots_merged(c, used, from, to, a, part);
     terminates \true; assigns \nothing;
     ensures slots_merged(c, used, from, to, a, x); @/
  void lemma_cut_right(struct pm_node **c, struct pm_node *x,
                       struct pm_node *a, struct pm_node *part,
                       uint32_t used, uint32_t from, uint32_t to) {
    /@ assert same: \forall pm_object *k, *v; from <= place(k, used) < to ==>
         (holds(part, used + full_width(used), k, v) <==>
          holds(x, used + full_width(used), k, v)); @/
    /@ assert lacks: \forall pm_object *k; from <= place(k, used) < to ==>
         (lacks(part, used + full_width(used), k) <==>
          lacks(x, used + full_width(used), k)); @/
  }
*/
/* A child that stands in slots is owned. */
/*@ ghost
  /@ requires first < to && to <= 32;
     requires \valid_read(c + (first .. to - 1));
     terminates \true; assigns \nothing;
     ensures \forall integer s; first <= s < to ==> c[s] != \null ==>
       runs(c, first, first, to, c[s]) >= 1; @/
  void lemma_runs_some(struct pm_node **c, uint32_t first, uint32_t to) {
    uint32_t u = to;
    lemma_runs_nat(c, first, to);
    /@ loop invariant first <= u <= to;
       loop invariant \forall struct pm_node *q, integer s; q != \null ==>
         u <= s < to ==> c[s] == q ==> runs(c, first, u, to, q) >= 1 ||
         (first < u && c[u] == q && c[u - 1] == q);
       loop assigns u;
       loop variant u; @/
    while (u > first) {
      u--;
      /@ assert unfold: \forall struct pm_node *q;
           runs(c, first, u, to, q) ==
           (q != \null && c[u] == q && (u == first || c[u - 1] != q)
              ? 1 : 0) + runs(c, first, u + 1, to, q); @/
      /@ assert nat: \forall struct pm_node *q;
           runs(c, first, u + 1, to, q) >= 0; @/
    }
  }
*/
/*@ ghost
  /@ requires first < to && to <= 32 && runs_owned(c, first, to);
     requires \valid_read(c + (first .. to - 1));
     terminates \true; assigns \nothing;
     ensures slots_live(c, first, to); @/
  void lemma_owned_live(struct pm_node **c, uint32_t first, uint32_t to) {
    lemma_runs_some(c, first, to);
    /@ assert own: \forall integer s; first <= s < to ==> c[s] != \null ==>
         own(c[s]) >= 1; @/
  }
*/
#endif
