/* How many nodes and bytes a map takes, alone or beside another. */
#include "branch.h"

static void add(struct pm_measure *total, struct pm_node *node, size_t bytes) {
  total->nodes++;
  total->flagged += node->flags != 0;
  total->bytes += bytes;
}

/* The leaf that h leads to below root, or NULL. */
static struct pm_node *leaf_of_hash(struct pm_node *root, uint32_t h) {
  uint32_t used = 0;
  struct pm_node *node = root;
  while (pm_is_branch(node)) {
    uint32_t slot = pm_slot(h, used, node->width);
    used += node->width;
    node = pm_kid(node, slot);
  }
  return node;
}

/* What other shows where a full-width branch shows a sub-branch in slot s: only a branch of
 * full width can show one, too. */
static struct pm_node *kid_beside(struct pm_node *node, struct pm_node *other, uint32_t s) {
  if (!pm_is_branch(other) || other->width != node->width) return NULL;
  return pm_kid(other, s);
}

/* Adds what node does not share with the trie below root. A branch can be shared only with
 * other, the node at its own position; a leaf may lie higher or lower in the other trie (it
 * is kept when all that was beside it has gone), but where its hashes lead. */
static void add_node(struct pm_measure *total, struct pm_node *node, struct pm_node *other,
                     struct pm_node *root) {
  if (!node || node == other) return;
  if (node->width == 0) {
    if (leaf_of_hash(root, pm_leaf_hashes(node)[0]) != node)
      add(total, node, pm_leaf_bytes(node->count));
    return;
  }
  add(total, node, pm_branch_bytes(node->width));
  struct pm_node *last = NULL;
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    struct pm_node *kid = pm_kid(node, s);
    if (kid != last) add_node(total, kid, kid_beside(node, other, s), root);
    last = kid;
  }
}

static struct pm_measure measure(struct pm_map *map, struct pm_node *root) {
  struct pm_measure total = {0, 0, 0};
  if (map->form == PM_SMALL) {
    total.bytes = pm_small_bytes(map->count);
    return total;
  }
  total.bytes = pm_trie_bytes();
  add_node(&total, pm_child_node(*pm_map_root(map)), root, root);
  return total;
}

struct pm_measure pm_map_measure(struct pm_map *map) { return measure(map, NULL); }

struct pm_measure pm_map_measure_beside(struct pm_map *map, struct pm_map *other) {
  struct pm_measure none = {0, 0, 0};
  if (map == other) return none;
  return measure(map, other->form == PM_TRIE ? pm_child_node(*pm_map_root(other)) : NULL);
}
