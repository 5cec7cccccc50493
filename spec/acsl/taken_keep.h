/* Slot arrays that nobody wrote to are as well-formed as before. */
#ifndef PM_TAKEN_KEEP_H
#define PM_TAKEN_KEEP_H

/* Ghost code: slot[from..to) is as it was at the start of the function. */
#define KEEP_BELOW(slot, from, to)                                             \
  {                                                                            \
    uint32_t left_ = to;                                                       \
    /@ loop invariant from <= left_ <= to;                                     \
       loop invariant \forall integer j; left_ <= j <= to ==>                  \
         slots_below(slot, from, j, to) ==                                     \
         slots_below{Pre}(slot, from, j, to);                                  \
       loop assigns left_;                                                     \
       loop variant left_; @/                                                  \
    while (left_ > from) {                                                     \
      left_--;                                                                 \
      /@ assert here: slots_below(slot, from, left_, to) ==                    \
        slots_below(slot, from, left_ + 1, to) +                               \
        (slot[left_] != \null &&                                               \
         (left_ == from || slot[left_ - 1] != slot[left_])                     \
           ? ncount(slot[left_]) : 0); @/                                      \
      /@ assert was: slots_below{Pre}(slot, from, left_, to) ==                \
        slots_below{Pre}(slot, from, left_ + 1, to) +                          \
        (slot[left_] != \null &&                                               \
         (left_ == from || slot[left_ - 1] != slot[left_])                     \
           ? ncount(slot[left_]) : 0); @/                                      \
    }                                                                          \
  }
#define KEEP_SHAPE(slot, from, to)                                             \
  {                                                                            \
    /@ assert beside: \forall integer s; from <= buddy(s) < to ==>             \
      slot[buddy(s)] == \at(slot[buddy(s)], Pre); @/                           \
    /@ assert capped: \forall integer s; from <= s < to ==>                    \
      slot_capped{Pre}(slot, from, to, s) &&                                   \
      slot_capped(slot, from, to, s); @/                                       \
    /@ assert block: \forall integer l, s; from <= s < to ==>                  \
      slot_block{Pre}(slot, from, to, l, s) ==>                                \
      slot_block(slot, from, to, l, s); @/                                     \
    /@ assert was_whole: \forall integer s; from <= s < to ==>                 \
      slot_whole{Pre}(slot, from, to, s); @/                                   \
    /@ assert whole: \forall integer s; from <= s < to ==>                     \
      slot_whole(slot, from, to, s); @/                                        \
    /@ assert single: \forall integer s; from <= s < to ==>                    \
      slot_single{Pre}(slot, from, to, s) &&                                   \
      slot_single(slot, from, to, s); @/                                       \
    /@ assert even: \forall integer l, s; from <= s < to ==>                   \
      slots_even(slot, from, to, l, s) ==>                                     \
      slots_even{Pre}(slot, from, to, l, s); @/                                \
    /@ assert parted: \forall integer l, m;                                    \
      slots_parted{Pre}(slot, from, to, l, m) ==>                              \
      slots_parted(slot, from, to, l, m); @/                                   \
    /@ assert joined: slots_joined(slot, from, to); @/                         \
  }
#define KEEP_FORM(slot, used, from, to)                                        \
  {                                                                            \
    /@ assert same: \forall integer j; from <= j < to ==>                      \
      slot[j] == \at(slot[j], Pre); @/                                         \
    /@ assert wf: \forall integer s; from <= s < to ==>                        \
      wf(slot[s], used + full_width(used)); @/                                 \
    /@ assert routed: \forall integer s; from <= s < to ==>                    \
      slot_routed{Pre}(slot, used, from, to, s) &&                             \
      slot_routed(slot, used, from, to, s); @/                                 \
    KEEP_SHAPE(slot, from, to)                                                 \
    /@ assert ok: slots_wf(slot, used, from, to); @/                           \
  }
#define KEEP_SLOTS(slot, used, from, to)                                       \
  {                                                                            \
    KEEP_FORM(slot, used, from, to)                                            \
    KEEP_BELOW(slot, from, to)                                                 \
  }

/* All slots name one node, or none: it counts once. */
/*@ ghost
  /@ requires first < to <= 32;
     terminates \true; assigns \nothing;
     ensures runs: uniform(c, first, to, c[first]) ==>
       \forall struct pm_node *q; runs(c, first, first, to, q) ==
       (q != \null && c[first] == q ? 1 : 0);
     ensures below: uniform(c, first, to, c[first]) ==>
       slots_below(c, first, first, to) == total(c[first]); @/
  void lemma_uniform_one(struct pm_node **c, uint32_t first, uint32_t to) {
    uint32_t s = to;
    /@ loop invariant first < s <= to;
       loop invariant runs: uniform(c, first, to, c[first]) ==>
         \forall struct pm_node *q; runs(c, first, s, to, q) == 0;
       loop invariant below: uniform(c, first, to, c[first]) ==>
         slots_below(c, first, s, to) == 0;
       loop assigns s;
       loop variant s; @/
    while (s > first + 1) {
      s--;
      /@ assert same: uniform(c, first, to, c[first]) ==>
           c[s] == c[s - 1]; @/
    }
  }
*/
/* More than a leaf can take does not stand in all slots as one. */
/*@ ghost
  /@ requires used < 32 && slots_wf(c, used, 0, pow2(full_width(used)));
     requires slots_below(c, 0, 0, pow2(full_width(used))) > PM_LEAF_MAX;
     terminates \true; assigns \nothing;
     ensures !uniform(c, 0, pow2(full_width(used)), c[0]); @/
  void lemma_not_uniform(struct pm_node **c, uint32_t used) {
    uint32_t full = 32 - used < 5 ? 32 - used : 5;
    /@ assert full: full == full_width(used) && full >= 1; @/
    uint32_t all = lemma_power(full);
    lemma_uniform_one(c, 0, all);
    /@ assert two: all >= 2 && buddy(0) == 1; @/
    /@ assert capped: slot_capped(c, 0, all, 0); @/
    /@ assert single: slot_single(c, 0, all, 0); @/
    /@ assert other: uniform(c, 0, all, c[0]) ==> c[1] == c[0]; @/
    /@ assert branch: uniform(c, 0, all, c[0]) ==> !is_branch(c[0]); @/
    /@ assert few: uniform(c, 0, all, c[0]) ==> is_leaf(c[0]) ==>
         ncount(c[0]) <= PM_LEAF_MAX; @/
    /@ assert less: uniform(c, 0, all, c[0]) ==>
         total(c[0]) <= PM_LEAF_MAX; @/
  }
*/
#endif
