/* Slots: digits of a hash, the children of a branch, and slot arrays, which are the children of
 * a branch of full width outside any node. */
#ifndef PM_SLOTS_H
#define PM_SLOTS_H

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
  /*@ ghost lemma_shift_bits(h, 32 - used - width); */
  /*@ assert top: top == shift(h, 32 - used - width); */
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

/* ---- Slot arrays ---- */

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
    requires heap: inv && outside(\base_addr(first)) &&
      outside(\base_addr(len));
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

#endif
