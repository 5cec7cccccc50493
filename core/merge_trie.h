/* Parts of the merge of two tries. */
#ifndef PM_MERGE_TRIE_H
#define PM_MERGE_TRIE_H

#include "combine.h"
#include "items.h"
#include "trie.h"

/*@ requires heap: inv && live(leaf) && nwidth(leaf) == 0;
    terminates \true; assigns \nothing;
    ensures hash: \result.hash == hashes(leaf);
    ensures entry: \result.entry == entries(leaf, ncount(leaf));
    ensures n: \result.n == ncount(leaf); */
static inline struct pm_body pm_leaf_body(struct pm_node *leaf) {
  struct pm_body body;
  body.hash = pm_leaf_hashes(leaf);
  body.entry = pm_leaf_entries(leaf);
  body.n = leaf->count;
  return body;
}

/* ---- merge_cut.c ---- */

/* The part of a leaf (or NULL) that belongs to a block of slots: the leaf itself if that is
 * all of it, else a new leaf, or NULL if there is nothing; owned. False: failed. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS;
    requires leaf: leaf == \null || (live(leaf) && is_leaf(leaf));
    requires ok: wf(leaf, used + full_width(used));
    requires block: first + len <= pow2(full_width(used));
    requires large: is_leaf(leaf) ==> ncount(leaf) > PM_LEAF_MAX ==>
      inside(leaf, used, first, first + len);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures own: \result ==> own_plus{Pre,Post}(*out);
    ensures none: !\result ==> own_same{Pre,Post} && *out == \old(*out);
    ensures objects: oown_same{Pre,Post};
    ensures ok: \result ==> leafy(*out) &&
      wf(*out, used + full_width(used));
    ensures count: \result ==>
      total(*out) == share(leaf, used, first, first + len);
    ensures less: \result ==> total(*out) <= total(leaf);
    ensures holds: \result ==> \forall pm_object *k, *v;
      holds(*out, used + full_width(used), k, v) <==>
      (holds(leaf, used + full_width(used), k, v) &&
       first <= place(k, used) < first + len); */
bool pm_leaf_cut(struct pm_host *host, struct pm_node *leaf, uint32_t used, uint32_t first,
                uint32_t len, struct pm_node **out);

/* ---- merge_leaf.c ---- */

/* Merges two leaves (or NULLs) that lie in the block into slot[first..first+len). */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || (live(a) && is_leaf(a))) &&
      fits_block(a, used, first, len);
    requires b: (b == \null || (live(b) && is_leaf(b))) &&
      fits_block(b, used, first, len);
    requires count: total(a) + total(b) <= PM_COUNT_MAX;
    requires block: used < PM_HASH_BITS && power(len) && first % len == 0 &&
      first + len <= pow2(full_width(used));
    requires slot: slots_there(slot, first + len) &&
      off_scratch(\base_addr(slot));
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures own: \result ==>
      runs_gained{Pre,Post}(slot, first, first + len);
    ensures ok: \result ==> slots_wf(slot, used, first, first + len);
    ensures count: \result ==> between(
      weight(slot, used, first, first + len), total(a), total(b));
    ensures merged: \result ==>
      slots_merged(slot, used, first, first + len, a, b); */
bool pm_leaves_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                         uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot);

/* The canonical subtree of two leaves; owned, NULL: failed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: live(a) && is_leaf(a) && wf(a, used);
    requires b: live(b) && is_leaf(b) && wf(b, used);
    requires count: ncount(a) + ncount(b) <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures ok: \result != \null ==> wf(\result, used);
    ensures count: \result != \null ==>
      between(ncount(\result), ncount(a), ncount(b));
    ensures merged: \result != \null ==> merged(a, b, \result, used); */
struct pm_node *pm_leaf_merge(struct pm_host *host, struct pm_node *a,
                                        struct pm_node *b, uint32_t used);

/* ---- merge_pair.c ---- */

/* Merges ka and kb, different children that cover the whole block (and, if they are leaves,
 * perhaps more), into slot[first..first+len), each run of which then owns one reference. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (ka == \null || live(ka)) && covers(ka, used, first, len);
    requires b: (kb == \null || live(kb)) && covers(kb, used, first, len);
    requires count: share(ka, used, first, first + len) +
      share(kb, used, first, first + len) <= PM_COUNT_MAX;
    requires slot: slots_room(slot, used, first, len);
    terminates \true;
    decreases 200 * (32 - used) + 7;
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
bool pm_pair_merge(struct pm_host *host, struct pm_node *ka, struct pm_node *kb,
                   uint32_t used, uint32_t first, uint32_t len, struct pm_node **slot);

/* ---- Slots ---- */

/* Whether two arrays name the same nodes. */
/*@ requires \valid_read(a + (0 .. total - 1)) && total <= 32;
    requires \valid_read(b + (0 .. total - 1));
    terminates \true; assigns \nothing;
    ensures \result <==> \forall integer s; 0 <= s < total ==> a[s] == b[s]; */
static inline bool pm_slots_same(struct pm_node **a, struct pm_node **b, uint32_t total) {
  /*@ loop invariant 0 <= s <= total;
      loop invariant \forall integer t; 0 <= t < s ==> a[t] == b[t];
      loop assigns s;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++)
    if (a[s] != b[s]) return false;
  return true;
}

/* node, which has the whole block to itself, into slot[first..first+len). */
/*@ requires heap: inv && (node == \null || live(node));
    requires fits: fits_block(node, used, first, len);
    requires block: used < PM_HASH_BITS && power(len) && first % len == 0 &&
      first + len <= pow2(full_width(used));
    requires slot: slots_there(slot, first + len);
    terminates \true;
    assigns node_refs_, slot[first .. first + len - 1];
    ensures heap: inv;
    ensures own: runs_gained{Pre,Post}(slot, first, first + len);
    ensures ok: slots_wf(slot, used, first, first + len);
    ensures count: weight(slot, used, first, first + len) == total(node);
    ensures hold: \forall pm_object *k, *v;
      first <= place(k, used) < first + len ==>
      (slots_hold(slot, used, k, v) <==>
       holds(node, used + full_width(used), k, v)); */
static inline void pm_block_fill(struct pm_host *host, struct pm_node *node, uint32_t first,
                              uint32_t len, struct pm_node **slot)
/*@ ghost (uint32_t used) */ {
  if (node) pm_node_retain(host, node);
  pm_slots_fill(slot, first, len, node);
  /*@ ghost lemma_filled(slot, node, used, first, len); */
}

/* Gives up a part of a child; the slots stay as they are. */
/*@ requires heap: inv && (node == \null || own(node) >= 1);
    requires slot: slots_there(slot, end) && first < end && end <= 32;
    requires ok: done ==> slots_wf(slot, used, first, end);
    terminates \true;
    assigns PM_WORLD, node_refs_;
    ensures heap: inv;
    ensures own: own_move{Pre,Post}(\null, node);
    ensures same: slots_same{Pre,Post}(slot, first, end);
    ensures runs: \forall struct pm_node *q; runs(slot, first, first, end, q)
      == runs{Pre}(slot, first, first, end, q);
    ensures weight: weight(slot, used, first, end) ==
      weight{Pre}(slot, used, first, end);
    ensures ok: done ==> slots_wf(slot, used, first, end);
    ensures hold: \forall pm_object *k, *v; first <= place(k, used) < end ==>
      (slots_hold(slot, used, k, v) <==> slots_hold{Pre}(slot, used, k, v));
  */
static inline void pm_part_end(struct pm_host *host, struct pm_node *node)
/*@ ghost (struct pm_node **slot, uint32_t used, uint32_t first,
      uint32_t end, bool done) */ {
  if (node) pm_node_release(host, node);
  /*@ assert same: slots_same{Pre,Here}(slot, first, end); */
  /*@ ghost
    if (done) {
      /@ assert was: slots_wf{Pre}(slot, used, first, end); @/
      KEEP_FORM(slot, used, first, end)
    } */
  /*@ ghost KEEP_RUNS(slot, first, end) */
  /*@ ghost KEEP_WEIGHT(slot, used, first, end) */
  /*@ assert at: \forall pm_object *k; first <= place(k, used) < end ==>
        slot[place(k, used)] == \at(slot[place(k, used)], Pre); */
}

#endif
