/* Structural merge: both tries are walked in lockstep, from wide blocks of slots to narrow
 * ones, and a subtree is taken over whole wherever the other side has nothing to say. */
#include "merge_trie.h"

/* ---- Blocks ---- */

/* Merges a's child ka with b's child kb, each of which covers the whole block (and, if it is
 * a leaf, perhaps more), into slot[first..first+len). */
/*@ requires heap: inv && failed_ == 0;
    requires a: (ka == \null || live(ka)) && covers(ka, used, first, len);
    requires b: (kb == \null || live(kb)) && covers(kb, used, first, len);
    requires shared: ka == kb ==> inside(ka, used, first, first + len);
    requires count: share(ka, used, first, first + len) +
      share(kb, used, first, first + len) <= PM_COUNT_MAX;
    requires slot: slots_room(slot, used, first, len);
    terminates \true;
    decreases 200 * (32 - used) + 8;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, first + len);
    ensures done: \result ==>
      pair_done(slot, used, first, first + len,
                ka, share(ka, used, first, first + len),
                kb, share(kb, used, first, first + len)); */
static bool merge_pair(struct pm_host *host, struct pm_node *ka, struct pm_node *kb,
                       uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot) {
  if (ka == kb) {
    /*@ ghost lemma_share_if(ka, used); */
    pm_block_fill(host, ka, first, len, slot) /*@ ghost (used) */;
    /*@ assert merged: slots_merged(slot, used, first, first + len, ka, kb); */
    return true;
  }
  /* WP sees no recursion across files, nor what leads to it. */
  /*@ assert less: 0 <= 200 * (32 - used) + 7 < 200 * (32 - used) + 8; */
  return pm_pair_merge(host, ka, kb, used, first, len, slot);
}

/* A block that is one child, or none, of either node. */
/*@ requires heap: inv && failed_ == 0;
    requires ready: walk_ready(ka, kb, slot, a, b, used);
    requires block: block_at(used, first, len) && end == first + len;
    requires top: topmost(a, b, used, first, len);
    requires even: under_even(a, used, first, end) &&
      under_even(b, used, first, end);
    requires count: walk_few(a, b, used, first, end);
    terminates \true;
    decreases 200 * (32 - used) + 9;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, end);
    ensures done: \result ==> walk_done(slot, used, first, end, a, b); */
static inline bool merge_even(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                              uint32_t used, uint32_t first, uint32_t len,
                              struct pm_node **slot)
/*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end) */ {
  /*@ ghost uint32_t full = 32 - used < 5 ? 32 - used : 5; */
  /*@ ghost struct pm_node *x = ka[first], *y = kb[first]; */
  /*@ assert at: x == under(a, used, first) && y == under(b, used, first); */
  /*@ ghost lemma_under(a, x, used, first, len, end); */
  /*@ ghost lemma_under(b, y, used, first, len, end); */
  /*@ ghost if (x == y) lemma_shared(a, b, x, used, first, len); */
  /*@ ghost lemma_under_live(a, used, full, first); */
  /*@ ghost lemma_under_live(b, used, full, first); */
  /*@ assert less: 0 <= 200 * (32 - used) + 8 < 200 * (32 - used) + 9; */
  bool done = merge_pair(host, ka[first], kb[first], used, first, len, slot);
  /*@ assert pair: done ==> pair_done(slot, used, first, end,
        x, share(x, used, first, end), y, share(y, used, first, end)); */
  /*@ ghost lemma_under_done(slot, a, b, x, y, used, first, end); */
  return done;
}

/* Merges the blocks of two slot arrays into slot[first..first+len), each run of which then
 * owns one reference. The arrays are the slots of nodes a and b. */
/*@ requires heap: inv && failed_ == 0;
    requires ready: walk_ready(ka, kb, slot, a, b, used);
    requires block: block_at(used, first, len) && end == first + len;
    requires top: topmost(a, b, used, first, len);
    requires count: walk_few(a, b, used, first, end);
    terminates \true;
    decreases 200 * (32 - used) + 4 * len + 8;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, end);
    ensures done: \result ==> walk_done(slot, used, first, end, a, b); */
static bool merge_block(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                        uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot)
    /*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end) */;

/* The same behind slots that are filled already: what is known of those stays. */
/*@ requires heap: inv && failed_ == 0;
    requires ready: walk_ready(ka, kb, slot, a, b, used);
    requires block: block_at(used, first, len) && end == first + len;
    requires top: topmost(a, b, used, first, len);
    requires count: walk_few(a, b, used, first, end);
    requires before: from <= first;
    terminates \true;
    decreases 200 * (32 - used) + 4 * len + 9;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, end);
    ensures done: \result ==> walk_done(slot, used, first, end, a, b);
    ensures kept: slots_same{Pre,Post}(slot, from, first);
    ensures runs: \forall struct pm_node *q; runs(slot, from, from, first, q)
      == runs{Pre}(slot, from, from, first, q);
    ensures weight: weight(slot, used, from, first) ==
      weight{Pre}(slot, used, from, first); */
static inline bool merge_next(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                              uint32_t used, uint32_t first, uint32_t len,
                              struct pm_node **slot)
/*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end,
      uint32_t from) */ {
  /*@ assert off: outside(\base_addr(slot)) && \forall integer s;
        from <= s < first ==>
        \separated(slot + s, slot + (first .. first + len - 1)); */
  bool done = merge_block(host, ka, kb, used, first, len, slot)
      /*@ ghost (a, b, end) */;
  /*@ assert kept: slots_same{Pre,Here}(slot, from, first); */
  /*@ ghost KEEP_WEIGHT(slot, used, from, first) */
  /*@ ghost KEEP_RUNS(slot, from, first) */
  return done;
}

/* The second half of a block, behind the first; gives up that if it fails. */
/*@ requires heap: inv && failed_ == 0;
    requires ready: walk_ready(ka, kb, slot, a, b, used);
    requires block: block_at(used, first, 2 * half) && power(half) &&
      mid == first + half && end == mid + half;
    requires many: !(under_even(a, used, first, end) &&
      under_even(b, used, first, end));
    requires count: walk_few(a, b, used, mid, end);
    requires owned: runs_owned(slot, first, mid);
    requires wf: slots_wf(slot, used, first, mid);
    requires low: between(weight(slot, used, first, mid),
      weigh(a, used, first, mid), weigh(b, used, first, mid));
    requires merged: walk_merged(slot, used, first, mid, a, b);
    terminates \true;
    decreases 200 * (32 - used) + 4 * half + 10;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[mid .. mid + half - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> runs_minus{Pre,Post}(slot, first, mid);
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> \forall struct pm_node *q;
      own(q) + runs{Pre}(slot, first, first, mid, q) ==
      own{Pre}(q) + runs(slot, first, first, end, q);
    ensures done: \result ==> walk_done(slot, used, first, end, a, b); */
static inline bool merge_half(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                              uint32_t used, uint32_t first, uint32_t mid,
                              uint32_t half, struct pm_node **slot)
/*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end) */ {
  /*@ ghost lemma_halved(used, first, half); */
  if (!merge_next(host, ka, kb, used, mid, half, slot)
      /*@ ghost (a, b, end, first) */) {
    /*@ assert none: \forall struct pm_node *q; own(q) == own{Pre}(q); */
    /*@ assert was: \forall struct pm_node *q;
          own{Pre}(q) >= runs{Pre}(slot, first, first, mid, q); */
    /*@ assert owned: runs_owned(slot, first, mid); */
    pm_slots_release(host, slot, first, half);
    /*@ assert heap: inv; */
    return false;
  }
  /*@ assert heap: inv; */
  /*@ ghost KEEP_FORM(slot, used, first, mid) */
  /*@ assert at: \forall pm_object *k; first <= place(k, used) < mid ==>
        slot[place(k, used)] == \at(slot[place(k, used)], Pre); */
  /*@ assert merged: walk_merged(slot, used, first, mid, a, b); */
  /*@ assert count: between(weight(slot, used, first, mid),
        weigh(a, used, first, mid), weigh(b, used, first, mid)); */
  /*@ assert gain: \forall struct pm_node *q;
        own(q) == own{Pre}(q) + runs(slot, mid, mid, end, q); */
  /*@ ghost lemma_halves_done(slot, a, b, used, first, half, mid, end); */
  /*@ assert own: \forall struct pm_node *q;
        own(q) + runs{Pre}(slot, first, first, mid, q) ==
        own{Pre}(q) + runs(slot, first, first, end, q); */
  return true;
}

/* Both halves of a block, one after the other. */
/*@ requires heap: inv && failed_ == 0;
    requires ready: walk_ready(ka, kb, slot, a, b, used);
    requires block: block_at(used, first, len) && len > 1 &&
      end == first + len;
    requires many: !(under_even(a, used, first, end) &&
      under_even(b, used, first, end));
    requires count: walk_few(a, b, used, first, end);
    terminates \true;
    decreases 200 * (32 - used) + 4 * len + 7;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==> runs_gained{Pre,Post}(slot, first, end);
    ensures done: \result ==> walk_done(slot, used, first, end, a, b); */
static inline bool merge_halves(struct pm_host *host, struct pm_node **ka,
                                struct pm_node **kb, uint32_t used, uint32_t first,
                                uint32_t len, struct pm_node **slot)
/*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end) */ {
  uint32_t half = len / 2, mid = first + half;
  /*@ assert half: power(half) && len == 2 * half; */
  /*@ ghost lemma_halved(used, first, half); */
  /*@ assert mid: mid == first + half && end == mid + half; */
  /*@ ghost lemma_few_halves(a, b, used, first, mid, end); */
  /*@ assert off: outside(\base_addr(ka)) && outside(\base_addr(kb)) &&
        \forall integer s; 0 <= s < all_slots(used) ==>
        \separated(ka + s, slot + (first .. first + half - 1)) &&
        \separated(kb + s, slot + (first .. first + half - 1)); */
  if (!merge_block(host, ka, kb, used, first, half, slot)
      /*@ ghost (a, b, mid) */)
    return false;
  /*@ ghost lemma_runs_nat(slot, first, mid); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert ka: \forall integer s; 0 <= s < all_slots(used) ==>
        ka[s] == \at(ka[s], Pre); */
  /*@ assert kb: \forall integer s; 0 <= s < all_slots(used) ==>
        kb[s] == \at(kb[s], Pre); */
  /*@ assert ready: walk_ready(ka, kb, slot, a, b, used); */
  /*@ assert count: walk_counted(slot, used, first, mid, a, b); */
  return merge_half(host, ka, kb, used, first, mid, half, slot)
      /*@ ghost (a, b, end) */;
}

static bool merge_block(struct pm_host *host, struct pm_node **ka, struct pm_node **kb,
                        uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot)
/*@ ghost (struct pm_node *a, struct pm_node *b, uint32_t end) */ {
  /*@ ghost lemma_even_shown(a, ka, used, first, end); */
  /*@ ghost lemma_even_shown(b, kb, used, first, end); */
  bool done;
  if (pm_slots_uniform(ka, first, len, ka[first]) &&
      pm_slots_uniform(kb, first, len, kb[first])) {
    /*@ assert less: 0 <= 200 * (32 - used) + 9 <
          200 * (32 - used) + 4 * len + 8; */
    done = merge_even(host, ka, kb, used, first, len, slot)
        /*@ ghost (a, b, end) */;
    /*@ assert own: done ==> runs_gained{Pre,Here}(slot, first, end); */
    /*@ assert done: done ==> walk_done(slot, used, first, end, a, b); */
  } else {
    done = merge_halves(host, ka, kb, used, first, len, slot)
        /*@ ghost (a, b, end) */;
    /*@ assert own: done ==> runs_gained{Pre,Here}(slot, first, end); */
    /*@ assert done: done ==> walk_done(slot, used, first, end, a, b); */
  }
  /*@ assert own: done ==> runs_gained{Pre,Here}(slot, first, end); */
  /*@ assert done: done ==> walk_done(slot, used, first, end, a, b); */
  return done;
}

/* ---- Nodes ---- */

/* What the merged slots come to: a or b, or a new branch; takes their references. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS;
    requires full: full == full_width(used) && total == all_slots(used);
    requires live: live(a) && live(b);
    requires walk: walkable(a, used) && walkable(b, used);
    requires slots: slots_there(slot, total) &&
      \valid_read(ka + (0 .. total - 1)) &&
      \valid_read(kb + (0 .. total - 1));
    requires shown_a: \forall integer s; 0 <= s < total ==>
      ka[s] == under(a, used, s);
    requires shown_b: \forall integer s; 0 <= s < total ==>
      kb[s] == under(b, used, s);
    requires done: walk_done(slot, used, 0, total, a, b);
    requires owned: runs_owned(slot, 0, total);
    requires count_a: weigh(a, used, 0, total) == ncount(a);
    requires count_b: weigh(b, used, 0, total) == ncount(b);
    requires many: ncount(a) > PM_LEAF_MAX || ncount(b) > PM_LEAF_MAX;
    requires count: ncount(a) + ncount(b) <= PM_COUNT_MAX;
    requires wf: wf(a, used) && wf(b, used);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      runs{Pre}(slot, 0, 0, total, q) +
      (q == \result && q != \null ? 1 : 0);
    ensures ok: \result != \null ==> wf(\result, used) &&
      between(ncount(\result), ncount(a), ncount(b)) &&
      merged(a, b, \result, used); */
static inline struct pm_node *merge_pick(struct pm_host *host, struct pm_node *a,
                                         struct pm_node *b, struct pm_node **ka,
                                         struct pm_node **kb, struct pm_node **slot,
                                         uint32_t full, uint32_t total)
/*@ ghost (uint32_t used) */ {
  struct pm_node *same = NULL;
  /*@ ghost lemma_walk_worth(slot, a, b, used, total); */
  if (pm_slots_same(slot, ka, total)) same = a;
  else if (pm_slots_same(slot, kb, total)) same = b;
  if (!same) {
    /*@ ghost lemma_owned_live(slot, 0, total); */
    return pm_slots_take(host, slot, full) /*@ ghost (used) */;
  }
  /*@ assert shown: shows(slot, same, used); */
  /*@ ghost
    lemma_walk_one(slot, same, a, b, used, total, a->count, b->count); */
  pm_node_retain(host, same);
  pm_slots_release(host, slot, 0, total);
  return same;
}

/* At least one of the two is a branch; owned, NULL: failed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: live(a) && wf(a, used);
    requires b: live(b) && wf(b, used);
    requires branch: (nwidth(a) != 0 || nwidth(b) != 0) && a != b;
    requires count: ncount(a) + ncount(b) <= PM_COUNT_MAX;
    terminates \true;
    decreases 200 * (32 - used) + 180;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures ok: \result != \null ==> wf(\result, used);
    ensures count: \result != \null ==>
      between(ncount(\result), ncount(a), ncount(b));
    ensures merged: \result != \null ==> merged(a, b, \result, used); */
static struct pm_node *merge_spread(struct pm_host *host, struct pm_node *a,
                                    struct pm_node *b, uint32_t used) {
  struct pm_node *ka[PM_FANOUT], *kb[PM_FANOUT], *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  /*@ assert widths: nwidth(a) <= full && nwidth(b) <= full; */
  pm_slots_spread(a, full, ka);
  pm_slots_spread(b, full, kb);
  /*@ assert shown_a: shows(&ka[0], a, used); */
  /*@ assert shown_b: shows(&kb[0], b, used); */
  /*@ ghost lemma_walk(a, ka, used, full, a->width, total); */
  /*@ ghost lemma_walk(b, kb, used, full, b->width, total); */
  /*@ assert raw_a: \forall integer s; 0 <= s < total ==>
        ka[s] == under(a, used, s); */
  /*@ assert raw_b: \forall integer s; 0 <= s < total ==>
        kb[s] == under(b, used, s); */
  /*@ assert less: 0 <= 200 * (32 - used) + 4 * total + 8 <
        200 * (32 - used) + 180; */
  if (!merge_block(host, ka, kb, used, 0, total, slot)
      /*@ ghost (a, b, total) */)
    return NULL;
  /*@ ghost lemma_runs_nat(slot, 0, total); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: live(a) && live(b); */
  return merge_pick(host, a, b, ka, kb, slot, full, total) /*@ ghost (used) */;
}

enum pm_built pm_trie_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                            uint32_t used, struct pm_node **out) {
  struct pm_node *node = NULL;
  if (!b || a == b || !a) {
    node = b ? b : a;
    if (node) pm_node_retain(host, node);
    /*@ ghost if (b) { lemma_merged_self(b, used); } */
    /*@ assert merged: merged(a, b, node, used); */
  } else {
    if (pm_is_branch(a) || pm_is_branch(b)) {
      /*@ assert less: 0 <= 200 * (32 - used) + 180 <
            200 * (32 - used) + 190; */
      node = merge_spread(host, a, b, used);
      /*@ assert kept: *out == \at(*out, Pre); */
    } else {
      node = pm_leaf_merge(host, a, b, used);
      /*@ assert kept: *out == \at(*out, Pre); */
    }
    if (!node) return PM_BUILD_FAILED;
  }
  pm_node_out(out, node);
  return PM_BUILT;
}
