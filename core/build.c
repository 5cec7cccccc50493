/* Bulk build: the items are dealt out to the slots of a branch, those of a slot to the slots of
 * the branch below, until they fit into a leaf. Every node is made once, bottom up. */
#include "items.h"
#include "map.h"
#include "trie.h"

/* The items of a branch in the order of its slots, and room for as many. */
struct spread_items {
  struct pm_item *items, *scratch;
  uint32_t start[PM_FANOUT + 1]; /* where each slot's items begin; then their number */
};

/* Halves the block until each part is one leaf, or one slot that needs a branch. */
static enum pm_built block_build(struct pm_host *host, struct spread_items *of, uint32_t used,
                                 uint32_t first, uint32_t len, struct pm_node **slot) {
  uint32_t from = of->start[first], middle, to = of->start[first + len], half = len / 2;
  if (len == 1 || to - from <= PM_LEAF_MAX) {
    struct pm_node *node = NULL;
    if (pm_trie_build(host, of->items + from, of->scratch + from, to - from,
                      used + pm_full_width(used), &node) < 0)
      return PM_BUILD_FAILED;
    pm_slots_fill(slot, first, len, node);
    return PM_BUILT;
  }
  middle = of->start[first + half];
  if (block_build(host, of, used, first, half, slot) < 0) {
    pm_items_release(host, of->items + middle, to - middle);
    return PM_BUILD_FAILED;
  }
  if (block_build(host, of, used, first + half, half, slot) < 0) {
    pm_slots_release(host, slot, first, half);
    return PM_BUILD_FAILED;
  }
  return PM_BUILT;
}

enum pm_built pm_slots_build(struct pm_host *host, struct pm_item *items,
                             struct pm_item *scratch, uint32_t n, uint32_t used,
                             uint32_t first, uint32_t len, struct pm_node **slot) {
  struct spread_items of;
  pm_items_spread(items, n, used, pm_full_width(used), scratch, of.start);
  of.items = scratch;
  of.scratch = items;
  return block_build(host, &of, used, first, len, slot);
}

enum pm_built pm_trie_build(struct pm_host *host, struct pm_item *items,
                            struct pm_item *scratch, uint32_t n, uint32_t used,
                            struct pm_node **out) {
  struct pm_node *node = NULL;
  if (n > PM_LEAF_MAX && used < PM_HASH_BITS) {
    struct pm_node *slot[PM_FANOUT];
    uint32_t full = pm_full_width(used);
    if (pm_slots_build(host, items, scratch, n, used, 0, pm_slots(full), slot) < 0)
      return PM_BUILD_FAILED;
    node = pm_branch_take(host, slot, full);
    if (!node) return PM_BUILD_FAILED;
  } else if (n > 0) {
    node = pm_leaf_take(host, items, n);
    if (!node) return PM_BUILD_FAILED;
  }
  *out = node;
  return PM_BUILT;
}

/* The map of n different keys; scratch as for pm_trie_build. */
static enum pm_built build_map(struct pm_host *host, struct pm_item *items,
                               struct pm_item *scratch, uint32_t n, enum pm_form form,
                               struct pm_map **out) {
  struct pm_map *map = NULL;
  if (form == PM_SMALL && n <= PM_LEAF_MAX) {
    map = pm_small_take(host, items, n);
  } else {
    struct pm_node *root = NULL;
    if (pm_trie_build(host, items, scratch, n, 0, &root) < 0) return PM_BUILD_FAILED;
    map = pm_map_take(host, root);
  }
  if (!map) return PM_BUILD_FAILED;
  *out = map;
  return PM_BUILT;
}

enum pm_built pm_build_distinct(struct pm_host *host, struct pm_item *items, uint32_t n,
                                enum pm_form form, struct pm_map **out) {
  struct pm_item *scratch = n > PM_LEAF_MAX ? items + n : NULL;
  return build_map(host, items, scratch, n, form, out);
}

enum pm_built pm_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                       enum pm_form form, struct pm_map **out) {
  struct pm_item *scratch = n > PM_LEAF_MAX ? items + n : NULL;
  uint32_t left = 0;
  if (scratch) pm_items_sort(items, scratch, n, 0); /* one leaf keeps the order of the sequence */
  if (!pm_items_dedupe(host, items, n, scratch != NULL, &left)) return PM_BUILD_FAILED;
  return build_map(host, items, scratch, left, form, out);
}
