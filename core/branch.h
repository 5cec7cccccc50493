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
static inline uint32_t pm_slots(uint32_t width) { return (uint32_t)1 << width; }

/* The slot of hash h in a branch of that width (>= 1) with used bits above it;
 * used + width <= PM_HASH_BITS. */
static inline uint32_t pm_slot(uint32_t h, uint32_t used, uint32_t width) {
  return (h >> (PM_HASH_BITS - used - width)) % pm_slots(width);
}

/* The width of a full branch with used < PM_HASH_BITS bits above it. */
static inline uint32_t pm_full_width(uint32_t used) {
  uint32_t left = PM_HASH_BITS - used;
  return left < PM_CHUNK_BITS ? left : PM_CHUNK_BITS;
}

/* The child under a slot of a branch. */
static inline struct pm_node *pm_kid(struct pm_node *branch, uint32_t slot) {
  return pm_child_node(pm_branch_children(branch)[slot]);
}

static inline bool pm_is_branch(struct pm_node *node) { return node && node->width != 0; }

/* ---- Slot arrays: the children of a branch of full width, outside any node ---- */

/* slot[0..2^full) = the children of node, spread to full width (borrowed). A leaf or the
 * empty subtree (NULL) fills all slots. */
void pm_slots_spread(struct pm_node *node, uint32_t full, struct pm_node **slot);

/* The largest aligned block of slots around `at` that all name slot[at]: *first, *len.
 * total is a power of two. */
void pm_slots_block(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                    uint32_t *len);

/* Whether slot[first..first+len) all name node. */
bool pm_slots_uniform(struct pm_node **slot, uint32_t first, uint32_t len,
                      struct pm_node *node);

void pm_slots_fill(struct pm_node **slot, uint32_t first, uint32_t len, struct pm_node *node);

/* One more, one fewer reference to each node in slot[first..first+len), once a run. */
void pm_slots_retain(struct pm_host *host, struct pm_node **slot, uint32_t first,
                     uint32_t len);
void pm_slots_release(struct pm_host *host, struct pm_node **slot, uint32_t first,
                      uint32_t len);

/* ---- Branch nodes: each returns a new, published, owned node, or NULL when failed ---- */

/* Of the least width that tells the slots apart. Takes the slots' references (one a run,
 * also on failure). The slots must not all be equal. */
struct pm_node *pm_branch_take(struct pm_host *host, struct pm_node **slot, uint32_t full);

/* A copy of branch in which every slot that names old_kid (not NULL) names new_kid instead.
 * new_kid is borrowed; count is the new subtree count. */
struct pm_node *pm_branch_replace(struct pm_host *host, struct pm_node *branch,
                                  struct pm_node *old_kid, struct pm_node *new_kid,
                                  uint32_t count);

/* A copy of branch whose empty block around slot names new_kid (borrowed). */
struct pm_node *pm_branch_insert(struct pm_host *host, struct pm_node *branch, uint32_t slot,
                                 struct pm_node *new_kid);

#endif
