/* The invariants of core/README.md, executable. Each is named by the string it returns. */
#include "leaf.h"
#include "branch.h"

/* Where a node lies: every hash below it is in [low, high], and `used` bits are decided. */
struct place {
  uint32_t used, low, high;
};

static const char *check_node(struct pm_host *host, struct pm_node *node, struct place place);

/* Entries of a body: hashes in range, flags covered, no key twice. */
static const char *check_body(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                              uint32_t n, uint32_t flags, struct place place) {
  for (uint32_t i = 0; i < n; i++) {
    if (hash[i] < place.low || hash[i] > place.high) return "hash off its path";
    if ((pm_object_flags(host, entry[i].key) | pm_object_flags(host, entry[i].value)) & ~flags)
      return "flags of an entry not covered";
    for (uint32_t j = 0; j < i; j++)
      if (hash[j] == hash[i] && pm_key_eq(host, entry[j].key, entry[i].key) == 1)
        return "key twice";
  }
  return NULL;
}

static const char *check_leaf(struct pm_host *host, struct pm_node *leaf, struct place place) {
  if (leaf->count == 0) return "empty leaf";
  if (leaf->count > PM_LEAF_MAX && place.used < PM_HASH_BITS) return "leaf too large";
  return check_body(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), leaf->count,
                    leaf->flags, place);
}

/* The aligned block slot[first..first+len) of a branch spread to full width, which lies at
 * place. *count = the entries below it. */
static const char *check_block(struct pm_host *host, struct pm_node **slot, uint32_t first,
                               uint32_t len, struct place place, uint32_t *count) {
  struct pm_node *kid = slot[first];
  if (pm_slots_uniform(slot, first, len, kid)) {
    *count = kid ? kid->count : 0;
    if (pm_is_branch(kid) && len > 1) return "sub-branch in more than one slot";
    return kid ? check_node(host, kid, place) : NULL;
  }
  uint32_t half = len / 2, left = 0, right = 0;
  uint32_t middle = place.low + (place.high - place.low) / 2;
  struct place low = {place.used + 1, place.low, middle};
  struct place high = {place.used + 1, middle + 1, place.high};
  if (slot[first + half] && slot[first + half] == slot[first + half - 1])
    return "leaf block not aligned";
  const char *broken = check_block(host, slot, first, half, low, &left);
  if (!broken) broken = check_block(host, slot, first + half, half, high, &right);
  *count = left + right;
  if (!broken && *count <= PM_LEAF_MAX) return "blocks not joined";
  return broken;
}

/* A branch's width is the least that tells its slots apart. */
static bool width_is_least(struct pm_node *branch) {
  for (uint32_t s = 0; s + 1 < pm_slots(branch->width); s += 2)
    if (pm_kid(branch, s) != pm_kid(branch, s + 1)) return true;
  return false;
}

static const char *check_branch(struct pm_host *host, struct pm_node *branch,
                                struct place place) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t count = 0;
  if (place.used >= PM_HASH_BITS) return "branch below the last level";
  uint32_t full = pm_full_width(place.used);
  if (branch->width > full) return "branch too wide";
  if (!width_is_least(branch)) return "branch wider than needed";
  pm_slots_spread(branch, full, slot);
  const char *broken = check_block(host, slot, 0, pm_slots(full), place, &count);
  if (broken) return broken;
  if (count != branch->count) return "count wrong";
  for (uint32_t s = 0; s < pm_slots(full); s++)
    if (slot[s] && slot[s]->flags & ~branch->flags) return "flags of a child not covered";
  return NULL;
}

static const char *check_node(struct pm_host *host, struct pm_node *node, struct place place) {
  return node->width == 0 ? check_leaf(host, node, place) : check_branch(host, node, place);
}

/* Child words carry their node's width. */
static const char *check_words(struct pm_node *node, uint32_t used) {
  if (!pm_is_branch(node)) return NULL;
  if (used >= PM_HASH_BITS) return "branch below the last level";
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    pm_child word = pm_branch_children(node)[s];
    if (word != pm_child_of(pm_child_node(word))) return "child word with a wrong width";
    const char *broken = check_words(pm_child_node(word), used + node->width);
    if (broken) return broken;
  }
  return NULL;
}

const char *pm_check(struct pm_host *host, struct pm_map *map) {
  struct place everywhere = {0, 0, UINT32_MAX};
  if (map->form == PM_SMALL) {
    if (map->count > PM_LEAF_MAX) return "small map too large";
    return check_body(host, pm_small_hashes(map), pm_small_entries(map), map->count,
                      map->flags, everywhere);
  }
  struct pm_node *root = pm_child_node(*pm_map_root(map));
  if (*pm_map_root(map) != pm_child_of(root)) return "root word with a wrong width";
  if (map->count != (root ? root->count : 0)) return "map count wrong";
  if (!root) return NULL;
  if (root->flags & ~map->flags) return "flags of the root not covered";
  const char *broken = check_words(root, 0);
  return broken ? broken : check_node(host, root, everywhere);
}
