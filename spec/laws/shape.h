/* Two tries of which one has all the keys of the other, see count.c. */
#ifndef PM_SHAPE_H
#define PM_SHAPE_H

#include "slots.h"
#include "shape_unique.h"
#include "shape_same.h"

/* It has no fewer entries. */
/*@ requires heap: inv && used <= 32;
    requires tries: trie_at(x, used) && trie_at(y, used);
    requires keys: keys_in(x, y, used);
    terminates \true;
    decreases 4 * (32 - used) + 3;
    assigns \nothing;
    ensures total(x) <= total(y); */
void law_count(struct pm_node *x, struct pm_node *y, uint32_t used);

/* Nor has any slot of it. */
/*@ requires heap: inv && used < 32;
    requires total: total == all_slots(used);
    requires slots: spread_at(x, kx, used) && spread_at(y, ky, used);
    requires keys: keys_in(x, y, used);
    terminates \true;
    decreases 4 * (32 - used) + 1;
    assigns \nothing;
    ensures shares: shares_in(x, y, used); */
void law_shares(struct pm_node **kx, struct pm_node **ky, struct pm_node *x,
                struct pm_node *y, uint32_t used, uint32_t total);

/* Two of as many entries, one within the other, match, see shape.c. */
/*@ requires heap: inv && used <= 32;
    requires tries: trie_at(x, used) && trie_at(y, used);
    requires within: node_within(x, y, used) && total(x) == total(y);
    terminates \true;
    decreases 3 * (32 - used) + 2;
    assigns \nothing;
    ensures matches: matches(x, y, used); */
void law_one_shape(struct pm_node *x, struct pm_node *y, uint32_t used);

#endif
