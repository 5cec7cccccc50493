/* How many nodes and bytes a map takes, alone or beside another. */
#include "branch.h"

static void add(struct pm_measure *total, size_t bytes) {
  total->nodes++;
  total->bytes += bytes;
}

/* The leaf (or NULL) below node where hash h leads. */
static struct pm_node *leaf_at(struct pm_node *node, uint32_t used, uint32_t h) {
  while (pm_is_branch(node)) {
    uint32_t width = node->width;
    node = pm_kid(node, pm_slot(h, used, width));
    used += width;
  }
  return node;
}

/* What other shows under slot s of a branch of that width at the same position. */
static struct pm_node *kid_beside(struct pm_node *other, uint32_t width, uint32_t s) {
  if (!pm_is_branch(other)) return other;
  if (width >= other->width) return pm_kid(other, s / pm_slots(width - other->width));
  return pm_kid(other, s * pm_slots(other->width - width));
}

/* Adds what node does not share with other, which lies at the same position. A branch is
 * shared only with the one at its own position; a leaf may have come from a wider or
 * narrower block. */
static void add_node(struct pm_measure *total, struct pm_node *node, uint32_t used,
                     struct pm_node *other) {
  if (!node || node == other) return;
  if (node->width == 0) {
    if (leaf_at(other, used, pm_leaf_hashes(node)[0]) != node)
      add(total, pm_leaf_bytes(node->count));
    return;
  }
  add(total, pm_branch_bytes(node->width));
  struct pm_node *last = NULL;
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    struct pm_node *kid = pm_kid(node, s);
    if (kid != last) add_node(total, kid, used + node->width, kid_beside(other, node->width, s));
    last = kid;
  }
}

static struct pm_measure measure(struct pm_map *map, struct pm_node *other) {
  struct pm_measure total = {0, 0};
  if (map->form == PM_SMALL) {
    total.bytes = pm_small_bytes(map->count);
    return total;
  }
  total.bytes = pm_trie_bytes();
  add_node(&total, pm_child_node(*pm_map_root(map)), 0, other);
  return total;
}

struct pm_measure pm_map_measure(struct pm_map *map) { return measure(map, NULL); }

struct pm_measure pm_map_measure_beside(struct pm_map *map, struct pm_map *other) {
  struct pm_measure none = {0, 0};
  if (map == other) return none;
  return measure(map, other->form == PM_TRIE ? pm_child_node(*pm_map_root(other)) : NULL);
}
