/* Two bodies into one sequence of items. */
#ifndef PM_COMBINE_H
#define PM_COMBINE_H

#include "map.h"

/* items = a's entries updated with b's (borrowed); items has room for a.n + b.n.
 * *n: how many; *changed: whether they differ from a's. False: a comparison failed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: held_body(a.hash, a.entry, a.n) &&
      body_ok(a.hash, a.entry, a.n) && a.n + b.n <= PM_COUNT_MAX;
    requires b: held_body(b.hash, b.entry, b.n) &&
      body_ok(b.hash, b.entry, b.n);
    requires items: items_there(items, a.n + b.n);
    requires out: \valid(n) && outside(\base_addr(n)) && \valid(changed) &&
      outside(\base_addr(changed)) && \separated(n, changed) &&
      \separated(n, items + (0 .. a.n + b.n - 1)) &&
      \separated(changed, items + (0 .. a.n + b.n - 1));
    terminates \true;
    assigns PM_WORLD, failed_, items[0 .. a.n + b.n - 1], *n, *changed;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures count: \result ==> a.n <= *n <= a.n + b.n;
    ensures hashed: \result ==> items_hashed(items, *n);
    ensures distinct: \result ==> items_distinct(items, *n);
    ensures merged: \result ==>
      items_merged(items, *n, a.entry, a.n, b.entry, b.n);
    ensures same: \result ==> !*changed ==> *n == a.n &&
      merged_keys(items, a.entry, a.n) && values_are(items, a.entry, a.n); */
bool pm_body_combine(struct pm_host *host, struct pm_body a, uint32_t a_flags, struct pm_body b,
                     uint32_t b_flags, struct pm_item *items, uint32_t *n, bool *changed);

#endif
