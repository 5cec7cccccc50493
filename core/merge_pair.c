/* Two children of two branches into a block of slots that belongs to them. */
#include "merge_trie.h"

/* Merges a and b, of which one at least is a branch, into their slot. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && fits_block(a, used, first, len);
    requires b: (b == \null || live(b)) && fits_block(b, used, first, len);
    requires count: total(a) + total(b) <= PM_COUNT_MAX;
    requires slot: slots_room(slot, used, first, len) && len == 1;
    terminates \true;
    decreases 200 * (32 - used) + 4;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, first + len);
    ensures done: \result ==>
      pair_done(slot, used, first, first + len, a, total(a), b, total(b)); */
static inline bool merge_below(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                               uint32_t used, uint32_t first, uint32_t len,
                               struct pm_node **slot) {
  struct pm_node *made = NULL;
  uint32_t next = used + pm_full_width(used);
  /* WP sees no recursion across files, nor what leads to it. */
  /*@ assert less: 0 <= 200 * (32 - next) + 190 < 200 * (32 - used) + 4; */
  if (pm_trie_merge(host, a, b, next, &made) < 0) return false;
  struct pm_node *node = made;
  /*@ assert next: next == used + full_width(used); */
  /*@ assert merged: merged(a, b, node, used + full_width(used)); */
  /*@ ghost uint32_t end = first + len; */
  /*@ assert end: end == first + len; */
  /*@ assert ok: wf(node, used + full_width(used)); */
  /*@ ghost lemma_merged_fits(a, b, node, used, next, first, len, end); */
  /*@ assert count: between(total(node), total(a), total(b)); */
  pm_slots_fill(slot, first, len, node);
  /*@ assert whole: first % len == 0; */
  /*@ ghost lemma_filled(slot, node, used, first, len); */
  /*@ ghost lemma_merged_slots(slot, node, a, b, used, first, end); */
  return true;
}

/* Merges a and b, which belong to the block as a whole, into it. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && fits_block(a, used, first, len);
    requires b: (b == \null || live(b)) && fits_block(b, used, first, len);
    requires branch: branch <==> is_branch(a) || is_branch(b);
    requires count: total(a) + total(b) <= PM_COUNT_MAX;
    requires slot: slots_room(slot, used, first, len);
    terminates \true;
    decreases 200 * (32 - used) + 5;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, first + len);
    ensures done: \result ==>
      pair_done(slot, used, first, first + len, a, total(a), b, total(b)); */
static inline bool merge_whole(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                               bool branch, uint32_t used, uint32_t first, uint32_t len,
                               struct pm_node **slot) {
  /*@ assert less: 0 <= 200 * (32 - used) + 4 < 200 * (32 - used) + 5; */
  if (branch) return merge_below(host, a, b, used, first, len, slot);
  return pm_leaves_merge(host, a, b, used, first, len, slot);
}

/* The same for a, which is all of its side, and what of kb belongs to the block. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && fits_block(a, used, first, len) &&
      (branch_a <==> is_branch(a));
    requires b: (kb == \null || live(kb)) && covers(kb, used, first, len);
    requires count: total(a) + share(kb, used, first, first + len) <=
      PM_COUNT_MAX;
    requires slot: slots_room(slot, used, first, len);
    terminates \true;
    decreases 200 * (32 - used) + 6;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, first + len);
    ensures done: \result ==>
      pair_done(slot, used, first, first + len, a, total(a), kb,
                share(kb, used, first, first + len)); */
static inline bool merge_right(struct pm_host *host, struct pm_node *a, bool branch_a,
                               struct pm_node *kb, uint32_t used, uint32_t first,
                               uint32_t len, struct pm_node **slot) {
  struct pm_node *cut = NULL;
  bool branch_b = pm_is_branch(kb);
  if (!branch_b && !pm_leaf_cut(host, kb, used, first, len, &cut)) return false;
  struct pm_node *part = cut, *b = branch_b ? kb : part;
  /*@ ghost uint32_t end = first + len; */
  /*@ assert end: end == first + len; */
  /*@ assert cut: own_plus{Pre,Here}(part); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: (a == \null || live(a)) && (b == \null || live(b)); */
  /*@ ghost lemma_cut_fits(kb, b, used, first, len, end); */
  /*@ assert less: 0 <= 200 * (32 - used) + 5 < 200 * (32 - used) + 6; */
  bool done = merge_whole(host, a, b, branch_a || branch_b, used, first, len, slot);
  /*@ assert got: done ==> runs_part{Pre,Here}(slot, first, end, part); */
  /*@ assert lost: !done ==> own_plus{Pre,Here}(part); */
  /*@ ghost lemma_runs_nat(slot, first, end); */
  /*@ assert nat: runs(slot, first, first, end, part) >= 0; */
  /*@ assert held: part == \null || own(part) >= 1; */
  /*@ ghost if (done) lemma_cut_right(slot, kb, a, b, used, first, end); */
  pm_part_end(host, part) /*@ ghost (slot, used, first, end, done) */;
  return done;
}

bool pm_pair_merge(struct pm_host *host, struct pm_node *ka, struct pm_node *kb,
                   uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  struct pm_node *cut = NULL;
  bool branch_a = pm_is_branch(ka);
  if (!branch_a && !pm_leaf_cut(host, ka, used, first, len, &cut)) return false;
  struct pm_node *part = cut, *a = branch_a ? ka : part;
  /*@ ghost uint32_t end = first + len; */
  /*@ assert end: end == first + len; */
  /*@ assert cut: own_plus{Pre,Here}(part); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: (a == \null || live(a)) && (kb == \null || live(kb)); */
  /*@ ghost lemma_cut_fits(ka, a, used, first, len, end); */
  /*@ assert less: 0 <= 200 * (32 - used) + 6 < 200 * (32 - used) + 7; */
  bool done = merge_right(host, a, branch_a, kb, used, first, len, slot);
  /*@ assert got: done ==> runs_part{Pre,Here}(slot, first, end, part); */
  /*@ assert lost: !done ==> own_plus{Pre,Here}(part); */
  /*@ ghost lemma_runs_nat(slot, first, end); */
  /*@ ghost if (done) lemma_cut_left(slot, ka, a, kb, used, first, end); */
  pm_part_end(host, part) /*@ ghost (slot, used, first, end, done) */;
  return done;
}
