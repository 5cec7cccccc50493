/* Which leaves of a block of slots fit into one, and that one. */
#ifndef PM_JOIN_H
#define PM_JOIN_H

#include "pm.h"

/* Widens the block around slot `at`, all of one leaf (or empty), while it can be joined with
 * its buddy: the buddy, too, is one leaf or empty, and together they fit into a leaf. */
/*@ requires heap: inv && power(total) && at < total;
    requires slots: slots_there(slot, total) && slots_live(slot, 0, total);
    requires out: \valid(first) && outside(\base_addr(first)) &&
      \valid(len) && outside(\base_addr(len)) && \separated(first, len);
    requires own: own_block(slot, total, at, *len) &&
      *first == at / *len * *len && leafy(slot[at]);
    requires closed: slots_closed(slot, total, *len, at);
    requires whole: \forall integer s; 0 <= s < total ==>
      slot_whole(slot, 0, total, s);
    requires few: few_pairs(slot, total);
    terminates \true;
    assigns *first, *len;
    ensures heap: inv;
    ensures block: power(*len) && \old(*len) <= *len <= total &&
      *first == at / *len * *len;
    ensures closed: slots_closed(slot, total, *len, at);
    ensures leaves: all_leafy(slot, *first, *first + *len);
    ensures full: slots_full(slot, total, *len, at,
      slots_below(slot, *first, *first, *first + *len));
    ensures joined: *len > \old(*len) ==>
      slots_below(slot, *first, *first, *first + *len) <= PM_LEAF_MAX &&
      !uniform(slot, *first, *first + *len, \null); */
void pm_slots_joinable(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                       uint32_t *len);

/* One leaf of all entries in a block (at least one, at most PM_LEAF_MAX); owned. */
/*@ requires heap: inv && failed_ == 0;
    requires slots: first + len <= 32 && slots_there(slot, first + len) &&
      slots_live(slot, first, first + len);
    requires all: first + len <= total <= 32 && slots_there(slot, total);
    requires leaves: all_leafy(slot, first, first + len) &&
      leaves_ok(slot, first, first + len);
    requires few: slots_below(slot, first, first, first + len) <= PM_LEAF_MAX;
    requires some: !uniform(slot, first, first + len, \null);
    requires runs: runs_whole(slot, first, first + len);
    requires keys: own_keys(slot, first, first + len);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures kept: slots_same{Pre,Post}(slot, 0, total);
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: live{Pre}(\result) ==> \exists integer s;
      first <= s < first + len && slot[s] == \result;
    ensures leaf: \result != \null ==> is_leaf(\result) &&
      ncount(\result) == slots_below{Pre}(slot, first, first, first + len);
    ensures ok: \result != \null ==>
      \forall integer used; 0 <= used <= PM_HASH_BITS ==> wf(\result, used);
    ensures has: \result != \null ==> \forall pm_object *k, *v;
      leaf_has(\result, k, v) <==>
      some_leaf_has{Pre}(slot, first, first + len, k, v); */
struct pm_node *pm_slots_join(struct pm_host *host, struct pm_node **slot, uint32_t first,
                              uint32_t len)
/*@ ghost (uint32_t total) */;

#endif
