#include "items.h"
#include "trie.h"

/* Widens the block around slot `at`, all of one leaf (or empty), while it can be joined with
 * its buddy: the buddy, too, is one leaf or empty, and together they fit into a leaf. */
static void joinable_block(struct pm_node **slot, uint32_t total, uint32_t at,
                           uint32_t *first, uint32_t *len) {
  uint32_t count = pm_leaf_count(slot[at]), buddy_first, buddy_len;
  pm_slots_block(slot, total, at, first, len);
  while (*len < total) {
    uint32_t wide = *first - *first % (2 * *len);
    uint32_t buddy = *first == wide ? *first + *len : wide;
    if (pm_is_branch(slot[buddy])) return;
    pm_slots_block(slot, total, buddy, &buddy_first, &buddy_len);
    if (buddy_len < *len || count + pm_leaf_count(slot[buddy]) > PM_LEAF_MAX) return;
    count += pm_leaf_count(slot[buddy]);
    *first = wide;
    *len *= 2;
  }
}

/* One leaf of all entries in a block (at least one, at most PM_LEAF_MAX); owned. */
static struct pm_node *join(struct pm_host *host, struct pm_node **slot, uint32_t first,
                            uint32_t len) {
  struct pm_item items[PM_LEAF_MAX];
  struct pm_node *last = NULL, *only = NULL;
  uint32_t n = 0;
  for (uint32_t s = first; s < first + len; s++) {
    if (slot[s] && slot[s] != last) {
      only = n == 0 ? slot[s] : NULL;
      pm_items_copy(items + n, pm_leaf_hashes(slot[s]), pm_leaf_entries(slot[s]),
                    slot[s]->count, slot[s]->flags);
      n += slot[s]->count;
    }
    last = slot[s];
  }
  if (only) {
    pm_node_retain(host, only);
    return only;
  }
  pm_items_retain(host, items, n);
  return pm_leaf_take(host, items, n);
}

struct pm_node *pm_branch_shrink(struct pm_host *host, struct pm_node *branch,
                                 uint32_t used, uint32_t h, struct pm_node *kid,
                                 struct pm_node *changed) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t width = branch->width, total = pm_slots(width), at = pm_slot(h, used, width);
  uint32_t first, len, own_first, own_len;
  pm_slots_spread(branch, width, slot);
  for (uint32_t s = 0; s < total; s++)
    if (slot[s] == kid) slot[s] = changed;
  pm_slots_block(slot, total, at, &own_first, &own_len);
  joinable_block(slot, total, at, &first, &len);
  if (len == own_len) return pm_branch_replace(host, branch, kid, changed, branch->count - 1);
  struct pm_node *joined = join(host, slot, first, len);
  if (!joined || len == total) return joined;
  pm_slots_fill(slot, first, len, joined);
  pm_slots_retain(host, slot, 0, first);
  pm_slots_retain(host, slot, first + len, total - first - len);
  return pm_branch_take(host, slot, width);
}
