/* Bulk build: sort by hash, drop duplicates, then make every node once, bottom up. */
#include "items.h"
#include "map.h"
#include "trie.h"

/* Halves the block until each part is one leaf, or one slot that needs a branch. */
enum pm_built pm_slots_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                             uint32_t used, uint32_t first, uint32_t len,
                             struct pm_node **slot) {
  uint32_t full = pm_full_width(used);
  if (len == 1 || n <= PM_LEAF_MAX) {
    struct pm_node *node = NULL;
    if (pm_trie_build(host, items, n, used + full, &node) < 0) return PM_BUILD_FAILED;
    pm_slots_fill(slot, first, len, node);
    return PM_BUILT;
  }
  uint32_t half = len / 2;
  uint32_t split = pm_items_before(items, n, used, full, first + half);
  if (pm_slots_build(host, items, split, used, first, half, slot) < 0) {
    pm_items_release(host, items + split, n - split);
    return PM_BUILD_FAILED;
  }
  if (pm_slots_build(host, items + split, n - split, used, first + half, half, slot) < 0) {
    pm_slots_release(host, slot, first, half);
    return PM_BUILD_FAILED;
  }
  return PM_BUILT;
}

enum pm_built pm_trie_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                            uint32_t used, struct pm_node **out) {
  struct pm_node *node = NULL;
  if (n > PM_LEAF_MAX && used < PM_HASH_BITS) {
    struct pm_node *slot[PM_FANOUT];
    uint32_t full = pm_full_width(used);
    if (pm_slots_build(host, items, n, used, 0, pm_slots(full), slot) < 0)
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

/* Sorts n items; false: no scratch, items released. */
static bool sort_items(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_item *scratch = NULL;
  if (n > PM_SORT_SMALL) {
    scratch = pm_items_alloc(host, n);
    if (!scratch) {
      pm_items_release(host, items, n);
      return false;
    }
  }
  pm_items_sort(items, scratch, n, 0);
  if (scratch) pm_items_free(host, scratch);
  return true;
}

enum pm_built pm_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                       enum pm_form form, struct pm_map **out) {
  bool sorted = n > PM_LEAF_MAX; /* what fits into one leaf keeps its order */
  if (sorted && !sort_items(host, items, n)) return PM_BUILD_FAILED;
  uint32_t left = 0;
  if (!pm_items_dedupe(host, items, n, sorted, &left)) return PM_BUILD_FAILED;
  struct pm_map *map = NULL;
  if (form == PM_SMALL && left <= PM_LEAF_MAX) {
    map = pm_small_take(host, items, left);
  } else {
    struct pm_node *root = NULL;
    if (pm_trie_build(host, items, left, 0, &root) < 0) return PM_BUILD_FAILED;
    map = pm_map_take(host, root);
  }
  if (!map) return PM_BUILD_FAILED;
  *out = map;
  return PM_BUILT;
}
