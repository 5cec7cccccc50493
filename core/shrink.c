#include "items.h"
#include "join.h"
#include "trie.h"

/* slot[0..total), the children of branch: changed instead of kid. */
/*@ requires heap: inv && total <= 32 && slots_there(slot, total);
    requires show: \forall integer s; 0 <= s < total ==>
      slot[s] == kid(branch, s);
    terminates \true;
    assigns slot[0 .. total - 1];
    ensures heap: inv;
    ensures put: replaced_in(slot, branch, total, old, changed); */
static inline void slots_replace(struct pm_node **slot, uint32_t total, struct pm_node *old,
                                 struct pm_node *changed)
/*@ ghost (struct pm_node *branch) */ {
  /*@ loop invariant 0 <= s <= total;
      loop invariant heap: inv;
      loop invariant put: replaced_in(slot, branch, s, old, changed);
      loop invariant rest: \forall integer t; s <= t < total ==>
        slot[t] == kid(branch, t);
      loop assigns s, slot[0 .. total - 1];
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    if (slot[s] == old) slot[s] = changed;
    /*@ assert keys: all_keys; */
    /*@ assert values: all_values; */
    /*@ assert kids: all_kids; */
  }
}

/* The block of slots around `at` that the changed child can take. */
/*@ requires heap: inv && (changed == \null || live(changed));
    requires live: live(branch) && slots_there(slot, total);
    requires branch: shrinking(branch, used, next, total, at, old, changed, h);
    requires slots: replaced_in(slot, branch, total, old, changed);
    requires out: \valid(first) && outside(\base_addr(first)) &&
      \valid(len) && outside(\base_addr(len)) && \separated(first, len);
    terminates \true;
    assigns *first, *len;
    ensures heap: inv && slots_live(slot, 0, total);
    ensures found: found(branch, total, *len, at, *first, *first + *len, old);
    ensures closed: slots_closed(slot, total, *len, at);
    ensures leaves: all_leafy(slot, *first, *first + *len) &&
      leaves_ok(slot, 0, total);
    ensures below: slots_below(slot, *first, *first, *first + *len) ==
      below(branch, *first, *first + *len) - 1;
    ensures full: beside_full(branch, total, *len, at,
      slots_below(slot, *first, *first, *first + *len));
    ensures own: !\result ==> *len < total && block_of(branch, *len, at) &&
      cut_in(slot, branch, total, *len, at, changed);
    ensures joined: \result ==>
      slots_below(slot, *first, *first, *first + *len) <= PM_LEAF_MAX &&
      !uniform(slot, *first, *first + *len, \null);
    ensures runs: runs_whole(slot, 0, total);
    ensures routed:
      slots_routed(slot, total, used, nwidth(branch), next); */
static inline bool block_found(struct pm_node **slot, uint32_t total, uint32_t at,
                               uint32_t *first, uint32_t *len)
/*@ ghost (struct pm_node *branch, uint32_t used, uint32_t next,
      struct pm_node *old, struct pm_node *changed, uint32_t h) */ {
  /*@ ghost lemma_shrink_start(branch, slot, used, next, total, at, old,
        changed, h); */
  /*@ assert live: slots_live(slot, 0, total); */
  pm_slots_block(slot, total, at, first, len);
  uint32_t own = *len;
  /*@ ghost lemma_block(at, own, *first); */
  /*@ ghost lemma_fits(at, own, *first, total); */
  /*@ assert even: slots_even(slot, 0, total, own, at); */
  /*@ assert own: own_block(slot, total, at, own); */
  /*@ ghost lemma_own(branch, slot, total, old, changed, at, own); */
  pm_slots_joinable(slot, total, at, first, len);
  /*@ ghost uint32_t size = *len, low = *first, end = low + size; */
  /*@ ghost lemma_fits(at, size, low, total); */
  /*@ ghost lemma_block(at, size, low); */
  /*@ assert end: end == low + size && end <= total; */
  /*@ assert in: \forall integer s; 0 <= s < total ==>
        (s / size == at / size <==> low <= s < end); */
  /*@ ghost lemma_closed(branch, slot, total, old, changed, at, own, size); */
  /*@ ghost lemma_closed_ends(branch, total, at, size, low, end); */
  /*@ assert closed: \forall integer s, t; 0 <= t < total ==>
        t < low || t >= end ==> low <= s < end ==>
        kid(branch, s) != \null ==> kid(branch, t) != kid(branch, s); */
  /*@ ghost lemma_below_replaced(branch, slot, low, end, total, old, changed,
        at); */
  /*@ ghost lemma_some_nat(slot, low, end); */
  /*@ assert below: slots_below(slot, low, low, end) ==
        below(branch, low, end) - 1; */
  return *len != own;
}

/* branch with changed instead of old, a child with nothing to be joined with. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && live(old) &&
      (changed == \null || live(changed)) && slots_there(slot, total);
    requires branch: shrinking(branch, used, next, total, at, old, changed, h);
    requires found: found(branch, total, len, at, first, first + len, old);
    requires own: len < total && block_of(branch, len, at);
    requires cut: cut_in(slot, branch, total, len, at, changed);
    requires full: beside_full(branch, total, len, at, total(changed));
    requires one: total(changed) == below(branch, first, first + len) - 1;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==> shrunk_ok(branch, \result, used);
    ensures removed: \result != \null ==>
      shrunk(branch, \result, old, changed, used, next, h); */
static inline struct pm_node *alone_replaced(struct pm_host *host, struct pm_node *branch,
                                             struct pm_node *old, struct pm_node *changed)
/*@ ghost (struct pm_node **slot, uint32_t total, uint32_t used,
      uint32_t next, uint32_t at, uint32_t first, uint32_t len, uint32_t h) */ {
  /*@ assert node: branch->width == nwidth(branch) &&
        branch->count == ncount(branch) && 1 <= ncount(branch); */
  /*@ ghost uint32_t full = branch->width, last = first + len; */
  /*@ assert last: last == first + len; */
  struct pm_node *copy = pm_branch_replace(host, branch, old, changed, branch->count - 1);
  /*@ assert cut: cut_in(slot, branch, total, len, at, changed); */
  /*@ ghost if (copy) lemma_replaced_wf(branch, copy, slot, full, total, used,
        next, len, at, first, last, old, changed, h); */
  return copy;
}

/* A branch of the slots: those beside the block are still the children of another. Takes the
 * reference to the one in the block. */
/*@ requires heap: inv && failed_ == 0 && 1 <= width <= 5;
    requires slots: slots_there(slot, pow2(width)) &&
      slots_live(slot, 0, pow2(width));
    requires block: 1 <= len && first + len < pow2(width) + 1;
    requires in: uniform(slot, first, first + len, joined);
    requires own: joined != \null && own(joined) >= 1;
    requires out: \forall integer t; 0 <= t < pow2(width) ==>
      t < first || t >= first + len ==> slot[t] != joined;
    requires few: slots_below(slot, 0, 0, pow2(width)) <= PM_COUNT_MAX;
    requires differ: !uniform(slot, 0, pow2(width), slot[0]);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_move{Pre,Post}(\result, joined);
    ensures fresh: !live{Pre}(\result);
    ensures kept: slots_same{Pre,Post}(slot, 0, pow2(width));
    ensures branch: \result != \null ==>
      narrowed(slot, \result, width, pow2(nwidth(\result)), pow2(width),
               pow2(width - nwidth(\result))) &&
      ncount(\result) == slots_below{Pre}(slot, 0, 0, pow2(width)); */
static inline struct pm_node *slots_take(struct pm_host *host, struct pm_node **slot,
                                         uint32_t width, uint32_t first, uint32_t len)
/*@ ghost (struct pm_node *joined) */ {
  uint32_t total = pm_slots(width), last = first + len;
  /*@ ghost lemma_runs_cut(slot, first, last, total, joined); */
  /*@ ghost lemma_runs_nat(slot, 0, first); */
  /*@ ghost lemma_runs_nat(slot, last, total); */
  pm_slots_retain(host, slot, 0, first);
  /*@ assert held: \forall struct pm_node *q; own(q) == own{Pre}(q) +
        runs(slot, 0, 0, first, q); */
  pm_slots_retain(host, slot, last, total - last);
  /*@ assert all: \forall struct pm_node *q; own(q) + (q == joined ? 1 : 0) ==
        own{Pre}(q) + runs(slot, 0, 0, total, q); */
  /*@ assert owned: runs_owned(slot, 0, total); */
  /*@ assert grows: own_grows{Pre,Here}; */
  struct pm_node *branch = pm_branch_take(host, slot, width);
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, total); */
  /*@ assert show: branch != \null ==> stretched(slot, branch, total,
        pow2(width - nwidth(branch))); */
  return branch;
}

/* branch with one leaf for all in the block. Takes the reference to the leaf. */
/*@ requires heap: inv && failed_ == 0 && is_branch(branch) &&
      width == nwidth(branch);
    requires branch:
      shrinking(branch, used, next, pow2(width), at, old, changed, h);
    requires slots: slots_there(slot, pow2(width)) &&
      slots_live(slot, 0, pow2(width));
    requires found: found(branch, pow2(width), len, at, first, first + len, old)
      && len < pow2(width);
    requires out: \forall integer t; 0 <= t < pow2(width) ==>
      t / len != at / len ==> slot[t] == kid(branch, t);
    requires joined: is_leaf(joined) && ncount(joined) <= PM_LEAF_MAX &&
      wf(joined, next) && own(joined) >= 1;
    requires none: none_beside(branch, pow2(width), len, at, joined);
    requires full: beside_full(branch, pow2(width), len, at, ncount(joined));
    requires one: ncount(joined) == below(branch, first, first + len) - 1;
    requires gathered:
      gathered(branch, old, changed, joined, used, next, len, at);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_move{Pre,Post}(\result, joined);
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==> shrunk_ok(branch, \result, used);
    ensures removed: \result != \null ==>
      shrunk(branch, \result, old, changed, used, next, h); */
static inline struct pm_node *joined_put(struct pm_host *host, struct pm_node **slot,
                                         uint32_t width, uint32_t first, uint32_t len,
                                         struct pm_node *joined)
/*@ ghost (struct pm_node *branch, uint32_t used, uint32_t next, uint32_t at,
      struct pm_node *old, struct pm_node *changed, uint32_t h) */ {
  /*@ ghost uint32_t total = lemma_run_size(width), last = first + len; */
  /*@ assert sizes: 1 <= width <= 5 && last == first + len && last <= total; */
  /*@ ghost lemma_block(at, len, first); */
  /*@ assert live: live(joined); */
  pm_slots_fill(slot, first, len, joined);
  /*@ assert block: \forall integer s; 0 <= s < total ==>
        (s / len == at / len <==> first <= s < last); */
  /*@ assert cut: cut_in(slot, branch, total, len, at, joined); */
  /*@ assert lives: slots_live(slot, 0, total); */
  /*@ ghost lemma_joined_slots(branch, slot, total, used, next, len, at, first,
        last, old, changed, joined, h); */
  /*@ assert few: ncount(branch) <= PM_COUNT_MAX; */
  struct pm_node *node = slots_take(host, slot, width, first, len)
      /*@ ghost (joined) */;
  /*@ assert cut: node != \null ==> narrowed(slot, node, width,
        pow2(nwidth(node)), total, pow2(width - nwidth(node))); */
  /*@ assert still: node != \null ==>
        cut_in(slot, branch, total, len, at, joined); */
  /*@ ghost if (node) {
        /@ assert live: live(node) && in_nodes(node); @/
        uint32_t w = node->width;
        /@ assert w: w == nwidth(node) && 1 <= w <= width; @/
        uint32_t slots = lemma_run_size(w), run = lemma_run_size(width - w);
        lemma_joined_wf(branch, node, slot, width, slots, total, run, w, used,
                        next, len, at, first, last, old, changed, joined, h);
      } */
  return node;
}

/* branch with the leaves of a block joined into one, which is all that is left if the block is
 * all. */
/*@ requires heap: inv && failed_ == 0 && live(branch) &&
      width == nwidth(branch) && 1 <= width <= 5;
    requires branch:
      shrinking(branch, used, next, pow2(width), at, old, changed, h);
    requires slots: slots_there(slot, pow2(width)) &&
      slots_live(slot, 0, pow2(width)) &&
      replaced_in(slot, branch, pow2(width), old, changed);
    requires found: found(branch, pow2(width), len, at, first, first + len,
                          old);
    requires closed: slots_closed(slot, pow2(width), len, at);
    requires leaves: all_leafy(slot, first, first + len) &&
      leaves_ok(slot, 0, pow2(width));
    requires below: slots_below(slot, first, first, first + len) ==
      below(branch, first, first + len) - 1;
    requires full: beside_full(branch, pow2(width), len, at,
      slots_below(slot, first, first, first + len));
    requires joined: !uniform(slot, first, first + len, \null) &&
      slots_below(slot, first, first, first + len) <= PM_LEAF_MAX;
    requires runs: runs_whole(slot, 0, pow2(width));
    requires routed: slots_routed(slot, pow2(width), used, width, next);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: is_branch(\result) ==> !live{Pre}(\result);
    ensures ok: \result != \null ==> shrunk_ok(branch, \result, used);
    ensures removed: \result != \null ==>
      shrunk(branch, \result, old, changed, used, next, h); */
static inline struct pm_node *leaves_joined(struct pm_host *host, struct pm_node **slot,
                                            uint32_t width, uint32_t first, uint32_t len)
/*@ ghost (struct pm_node *branch, uint32_t used, uint32_t next, uint32_t at,
      struct pm_node *old, struct pm_node *changed, uint32_t h) */ {
  uint32_t total = pm_slots(width);
  /*@ ghost uint32_t last = first + len; */
  /*@ assert last: last == first + len && last <= total && next <= 32; */
  /*@ ghost lemma_block(at, len, first); */
  /*@ ghost lemma_own_keys(slot, total, used, width, first, last); */
  /*@ ghost lemma_kids_routed(slot, branch, total, old, changed, used, width,
        next); */
  /*@ assert routed: kids_routed(branch, old, changed, total, used, width,
        next); */
  struct pm_node *joined = pm_slots_join(host, slot, first, len)
      /*@ ghost (total) */;
  if (!joined) return NULL;
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, total); */
  /*@ assert slots: replaced_in(slot, branch, total, old, changed); */
  /*@ ghost lemma_kids_routed(slot, branch, total, old, changed, used, width,
        next); */
  /*@ assert routed: slots_routed(slot, total, used, width, next); */
  /*@ assert closed: slots_closed(slot, total, len, at); */
  /*@ assert leaves: all_leafy(slot, first, last); */
  /*@ assert has: \forall pm_object *k, *v; leaf_has(joined, k, v) <==>
        some_leaf_has(slot, first, last, k, v); */
  /*@ assert block: \forall integer s; 0 <= s < total ==>
        (s / len == at / len <==> first <= s < last); */
  /*@ ghost lemma_gathered(branch, slot, total, used, next, old, changed, len,
        at, first, last, joined); */
  /*@ assert out: \forall integer t; 0 <= t < total ==> t / len != at / len ==>
        slot[t] == kid(branch, t); */
  /*@ assert kids: \forall integer t; 0 <= t < total ==>
        kid(branch, t) != \null ==> live{Pre}(kid(branch, t)); */
  /*@ assert none: none_beside(branch, total, len, at, joined); */
  /*@ assert grows: own_grows{Pre,Here}; */
  struct pm_node *node = joined;
  if (len < total) {
    /*@ assert live: slots_live(slot, 0, total); */
    node = joined_put(host, slot, width, first, len, joined)
        /*@ ghost (branch, used, next, at, old, changed, h) */;
    /*@ assert removed: node != \null ==>
          shrunk(branch, node, old, changed, used, next, h); */
  }
  /*@ ghost else {
        /@ assert zero: first == 0 && last == total; @/
        /@ assert count: ncount(joined) == ncount(branch) - 1; @/
        lemma_all_joined(branch, used, next, total, len, at, old, changed,
          joined, h);
        /@ assert range: 0 <= used <= 32; @/
        /@ assert ok: shrunk_ok(branch, joined, used); @/
        /@ assert removed:
             shrunk(branch, joined, old, changed, used, next, h); @/
      } */
  /*@ assert removed: node != \null ==>
        shrunk(branch, node, old, changed, used, next, h); */
  return node;
}

struct pm_node *pm_branch_shrink(struct pm_host *host, struct pm_node *branch,
                                 uint32_t used, uint32_t h, struct pm_node *kid,
                                 struct pm_node *changed) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t width = branch->width, total = pm_slots(width), at = pm_slot(h, used, width);
  uint32_t first, len;
  /*@ assert width: width == nwidth(branch) && 1 <= width <= 5; */
  /*@ ghost uint32_t next = used + width; */
  /*@ assert next: next == used + nwidth(branch); */
  /*@ assert less: wf(changed, next) && \forall pm_object *k, *v;
        holds(changed, next, k, v) ==> holds(kid, next, k, v); */
  /*@ assert lessened: lessened(kid, changed, next); */
  /*@ ghost lemma_less_new(branch, kid, changed, used, next, at); */
  /*@ assert shrinking: shrinking(branch, used, next, total, at, kid, changed,
        h); */
  pm_slots_spread(branch, width, &slot[0]);
  /*@ assert one: pow2(width - nwidth(branch)) == 1; */
  /*@ assert spread: \forall integer s; 0 <= s < total ==>
        slot[s] == spread(branch, width, s); */
  /*@ assert same: \forall integer s; 0 <= s < total ==>
        spread(branch, width, s) == kid(branch, s / 1); */
  /*@ assert show: \forall integer s; 0 <= s < total ==>
        slot[s] == kid(branch, s); */
  slots_replace(&slot[0], total, kid, changed) /*@ ghost (branch) */;
  bool more = block_found(&slot[0], total, at, &first, &len)
      /*@ ghost (branch, used, next, kid, changed, h) */;
  /*@ assert slots: replaced_in(&slot[0], branch, total, kid, changed); */
  struct pm_node *node;
  if (!more) {
    /*@ ghost lemma_own_below(branch, &slot[0], total, len, at, first, kid,
          changed); */
    node = alone_replaced(host, branch, kid, changed)
        /*@ ghost (&slot[0], total, used, next, at, first, len, h) */;
    /*@ assert shrunk: node != \null ==>
          shrunk(branch, node, kid, changed, used, next, h); */
  } else {
    node = leaves_joined(host, &slot[0], width, first, len)
        /*@ ghost (branch, used, next, at, kid, changed, h) */;
    /*@ assert shrunk: node != \null ==>
          shrunk(branch, node, kid, changed, used, next, h); */
  }
  /*@ assert shrunk: node != \null ==>
        shrunk(branch, node, kid, changed, used, next, h); */
  /*@ assert removed: node != \null ==> \forall pm_object *k;
        key_hash(k) == h ==> removed(kid, changed, next, k) ==>
        removed(branch, node, used, k); */
  return node;
}
