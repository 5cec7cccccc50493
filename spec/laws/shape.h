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
void step_shares(struct pm_node **kx, struct pm_node **ky, struct pm_node *x,
                 struct pm_node *y, uint32_t used, uint32_t total);

/* What stands under each slot of a node, at full width, written to c. */
/*@ requires heap: inv && used < 32;
    requires node: n != \null && trie_at(n, used);
    requires full: full == full_width(used) && total == all_slots(used);
    requires room: slots_there(c, total);
    terminates \true;
    assigns c[0 .. total - 1];
    ensures heap: inv;
    ensures spread: spread_at(n, c, used);
    ensures count: weigh(n, used, 0, total) == ncount(n); */
void step_spread(struct pm_node *n, struct pm_node **c, uint32_t used,
                 uint32_t full, uint32_t total);

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
