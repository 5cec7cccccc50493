/* Branches: directories of 2^width child words, indexed by the next width bits of the hash.
 *
 * Neighbouring slots may name the same leaf: a leaf covers an aligned power-of-two block of
 * slots. A sub-branch covers exactly one slot of a full-width branch. Operations that change
 * the shape spread a branch to an array of full width, work on that and make a branch of the
 * least width that can tell the blocks apart. */
#ifndef PM_BRANCH_H
#define PM_BRANCH_H

#include "pm.h"

/* ---- Slots ---- */

/* 2^width; width <= 8. */
/*@ requires width <= 8;
    terminates \true; assigns \nothing;
    ensures \result == pow2(width); */
static inline uint32_t pm_slots(uint32_t width) {
  /*@ assert width == 0 ==> (uint32_t)1 << width == 1; */
  /*@ assert width == 1 ==> (uint32_t)1 << width == 2; */
  /*@ assert width == 2 ==> (uint32_t)1 << width == 4; */
  /*@ assert width == 3 ==> (uint32_t)1 << width == 8; */
  /*@ assert width == 4 ==> (uint32_t)1 << width == 16; */
  /*@ assert width == 5 ==> (uint32_t)1 << width == 32; */
  /*@ assert width == 6 ==> (uint32_t)1 << width == 64; */
  /*@ assert width == 7 ==> (uint32_t)1 << width == 128; */
  /*@ assert width == 8 ==> (uint32_t)1 << width == 256; */
  return (uint32_t)1 << width;
}

/* The slot of hash h in a branch of that width (>= 1) with used bits above it;
 * used + width <= PM_HASH_BITS. */
/*@ requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    terminates \true; assigns \nothing;
    ensures value: \result == slot(h, used, width);
    ensures range: 0 <= \result < pow2(width); */
static inline uint32_t pm_slot(uint32_t h, uint32_t used, uint32_t width) {
  uint32_t top = h >> (PM_HASH_BITS - used - width);
  /*@ assert top: top == h >> (32 - used - width); */
  /*@ assert power: pow2(width) > 0; */
  return top % pm_slots(width);
}

/* The width of a full branch with used < PM_HASH_BITS bits above it. */
/*@ requires used < PM_HASH_BITS;
    terminates \true; assigns \nothing;
    ensures \result == full_width(used);
    ensures 1 <= \result <= 5 && used + \result <= PM_HASH_BITS; */
static inline uint32_t pm_full_width(uint32_t used) {
  uint32_t left = PM_HASH_BITS - used;
  return left < PM_CHUNK_BITS ? left : PM_CHUNK_BITS;
}

/* The child under a slot of a branch. */
/*@ requires fresh_node(branch) || live(branch);
    requires \valid_read(children(branch) + slot);
    terminates \true; assigns \nothing;
    ensures \result == children(branch)[slot]; */
static inline struct pm_node *pm_kid(struct pm_node *branch, uint32_t slot) {
  return pm_child_node(pm_branch_children(branch)[slot]);
}

/*@ requires node == \null || \valid_read(node);
    terminates \true; assigns \nothing;
    ensures \result <==> node != \null && node->width != 0; */
static inline bool pm_is_branch(struct pm_node *node) { return node && node->width != 0; }

/* ---- Slot arrays: the children of a branch of full width, outside any node ---- */

/* slot[0..2^full) = the children of node, spread to full width (borrowed). A leaf or the
 * empty subtree (NULL) fills all slots. */
/*@ requires heap: inv && (node == \null || live(node));
    requires 1 <= full <= 5 && (!leafy(node) ==> nwidth(node) <= full);
    requires slots_there(slot, pow2(full));
    terminates \true;
    assigns slot[0 .. pow2(full) - 1];
    ensures heap: inv;
    ensures show: slots_show(slot, node, full); */
void pm_slots_spread(struct pm_node *node, uint32_t full, struct pm_node **slot);

/* The largest aligned block of slots around `at` that all name slot[at]: *first, *len.
 * total is a power of two. */
/*@ requires power(total) && at < total && slots_there(slot, total);
    requires heap: inv && outside(\base_addr(first)) && outside(\base_addr(len));
    requires \valid(first) && \valid(len) && \separated(first, len);
    terminates \true;
    assigns *first, *len;
    ensures heap: inv;
    ensures block: power(*len) && *len <= total && *first == at / *len * *len;
    ensures uniform: uniform(slot, *first, *first + *len, slot[at]);
    ensures largest: *len < total ==>
      !(\forall integer s; 0 <= s < total && s / (2 * *len) == at / (2 * *len)
          ==> slot[s] == slot[at]); */
void pm_slots_block(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                    uint32_t *len);

/* Whether slot[first..first+len) all name node. */
/*@ requires first + len <= 32 && slots_there(slot, first + len);
    terminates \true; assigns \nothing;
    ensures \result <==> uniform(slot, first, first + len, node); */
bool pm_slots_uniform(struct pm_node **slot, uint32_t first, uint32_t len,
                      struct pm_node *node);

/*@ requires heap: inv;
    requires first + len <= 32 && slots_there(slot, first + len);
    terminates \true;
    assigns slot[first .. first + len - 1];
    ensures heap: inv;
    ensures fill: uniform(slot, first, first + len, node); */
void pm_slots_fill(struct pm_node **slot, uint32_t first, uint32_t len, struct pm_node *node);

/* One more, one fewer reference to each node in slot[first..first+len), once a run. */
/*@ requires heap: inv;
    requires first + len <= 32 && slots_there(slot, first + len);
    requires slots_live(slot, first, first + len);
    terminates \true;
    assigns node_refs_;
    ensures heap: inv;
    ensures own: runs_plus{Pre,Post}(slot, first, first + len);
    ensures same: \forall struct pm_node *p; live(p) <==> live{Pre}(p); */
void pm_slots_retain(struct pm_host *host, struct pm_node **slot, uint32_t first,
                     uint32_t len);
/*@ requires heap: inv;
    requires first + len <= 32 && slots_there(slot, first + len);
    requires runs_owned(slot, first, first + len);
    terminates \true;
    assigns PM_WORLD, node_refs_;
    ensures heap: inv;
    ensures own: runs_minus{Pre,Post}(slot, first, first + len); */
void pm_slots_release(struct pm_host *host, struct pm_node **slot, uint32_t first,
                      uint32_t len);

/* ---- Branch nodes: each returns a new, published, owned node, or NULL when failed ---- */

/* Of the least width that tells the slots apart. Takes the slots' references (one a run,
 * also on failure). The slots must not all be equal. */
/*@ requires heap: inv && failed_ == 0;
    requires 1 <= full <= 5 && slots_there(slot, pow2(full));
    requires runs_owned(slot, 0, pow2(full)) &&
      slots_live(slot, 0, pow2(full));
    requires differ: !uniform(slot, 0, pow2(full), slot[0]);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      runs{Pre}(slot, 0, 0, pow2(full), q) +
      (q == \result && q != \null ? 1 : 0);
    ensures fresh: !live{Pre}(\result);
    ensures branch: \result != \null ==> 1 <= nwidth(\result) <= full &&
      slots_show{Pre}(slot, \result, full); */
struct pm_node *pm_branch_take(struct pm_host *host, struct pm_node **slot, uint32_t full);

/* A copy of branch in which every slot that names old_kid (not NULL) names new_kid instead.
 * new_kid is borrowed; count is the new subtree count. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && !leafy(branch);
    requires live(old_kid) && (new_kid == \null || live(new_kid));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures branch: \result != \null ==>
      nwidth(\result) == nwidth(branch) && ncount(\result) == count &&
      \forall integer s; 0 <= s < pow2(nwidth(branch)) ==> kid(\result, s) ==
        (kid(branch, s) == old_kid ? new_kid : kid(branch, s)); */
struct pm_node *pm_branch_replace(struct pm_host *host, struct pm_node *branch,
                                  struct pm_node *old_kid, struct pm_node *new_kid,
                                  uint32_t count);

/* A copy of branch whose empty block around slot names new_kid (borrowed). */
/*@ requires heap: inv && failed_ == 0 && live(branch) && !leafy(branch);
    requires slot < pow2(nwidth(branch)) && kid(branch, slot) == \null;
    requires live(new_kid);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures branch: \result != \null ==> nwidth(\result) == nwidth(branch) &&
      ncount(\result) == (uint32_t)(ncount(branch) + ncount(new_kid)) &&
      filled(\result, branch, slot, new_kid); */
struct pm_node *pm_branch_insert(struct pm_host *host, struct pm_node *branch, uint32_t slot,
                                 struct pm_node *new_kid);

#endif
