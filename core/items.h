/* Items: associations on their way into a map, in a scratch array. */
#ifndef PM_ITEMS_H
#define PM_ITEMS_H

#include "pm.h"

/* The OR of the items' flags. */
/*@ requires \valid_read(items + (0 .. n - 1));
    terminates \true;
    assigns \nothing; */
uint32_t pm_items_flags(struct pm_item *items, uint32_t n);

/* Releases the keys and values of n items. */
/*@ requires heap: inv && outside(\base_addr(items));
    requires \valid_read(items + (0 .. n - 1)) && items_owned(items, n);
    terminates \true;
    assigns PM_WORLD, object_refs_;
    ensures heap: inv;
    ensures items_minus{Pre,Post}(items, n); */
void pm_items_release(struct pm_host *host, struct pm_item *items, uint32_t n);

/* items[0..n) = the entries of a body, borrowed; every item gets the body's flags. */
void pm_items_copy(struct pm_item *items, uint32_t *hash, struct pm_entry *entry, uint32_t n,
                   uint32_t flags);
/* One more reference to every key and value. */
void pm_items_retain(struct pm_host *host, struct pm_item *items, uint32_t n);

/* Sorts by hash, stably. Every hash must agree in its top `used` bits. scratch has room for
 * n items when n > PM_SORT_SMALL. O(n). */
#define PM_SORT_SMALL 32u
void pm_items_sort(struct pm_item *items, struct pm_item *scratch, uint32_t n, uint32_t used);

/* Drops later items whose key equals an earlier one's; that one gets the last value. sorted:
 * equal hashes stand together, else n should be small. *left = how many remain, in front.
 * False: a comparison failed, and all n items have been released. */
bool pm_items_dedupe(struct pm_host *host, struct pm_item *items, uint32_t n, bool sorted,
                     uint32_t *left);

/* out[0..n) = the items in the order of their slots in a full branch with `used` bits above it,
 * within a slot in their old order; start[s] = where slot s begins; start[number of slots] = n.
 * O(n) and O(number of slots). */
void pm_items_spread(struct pm_item *items, uint32_t n, uint32_t used, struct pm_item *out,
                     uint32_t *start);

#endif
