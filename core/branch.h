/* Branches: directories of 2^width child words, indexed by the next width bits of the hash.
 *
 * Neighbouring slots may name the same leaf: a leaf covers an aligned power-of-two block of
 * slots. A sub-branch covers exactly one slot of a full-width branch. Operations that change
 * the shape spread a branch to an array of full width, work on that and make a branch of the
 * least width that can tell the blocks apart. */
#ifndef PM_BRANCH_H
#define PM_BRANCH_H

#include "slots.h"

/* ---- Branch nodes: each returns a new, published, owned node, or NULL when failed ---- */

/* Of the least width that tells the slots apart. Takes the slots' references (one a run,
 * also on failure). The slots must not all be equal. */
/*@ requires heap: inv && failed_ == 0;
    requires 1 <= full <= 5 && slots_there(slot, pow2(full));
    requires runs_owned(slot, 0, pow2(full)) &&
      slots_live(slot, 0, pow2(full));
    requires differ: !uniform(slot, 0, pow2(full), slot[0]);
    requires few: slots_below(slot, 0, 0, pow2(full)) <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      runs{Pre}(slot, 0, 0, pow2(full), q) +
      (q == \result && q != \null ? 1 : 0);
    ensures fresh: !live{Pre}(\result);
    ensures branch: \result != \null ==> 1 <= nwidth(\result) <= full &&
      slots_show{Pre}(slot, \result, full) &&
      ncount(\result) == slots_below{Pre}(slot, 0, 0, pow2(full));
    ensures least: \result != \null ==>
      !fits{Pre}(slot, full, nwidth(\result) - 1); */
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
        (kid(branch, s) == old_kid ? new_kid : kid(branch, s));
    ensures flags: \result != \null ==>
      nflags(\result) == (uint8_t)(nflags(branch) |
        (new_kid == \null ? 0 : nflags(new_kid))); */
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
      nflags(\result) == (uint8_t)(nflags(branch) | nflags(new_kid)) &&
      filled(\result, branch, slot, new_kid); */
struct pm_node *pm_branch_insert(struct pm_host *host, struct pm_node *branch, uint32_t slot,
                                 struct pm_node *new_kid);

#endif
