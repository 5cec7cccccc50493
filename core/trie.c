#include "trie.h"
#include "items.h"

/* ---- Find ---- */

enum pm_found pm_trie_find(struct pm_host *host, pm_child root, uint32_t h, pm_object *key,
                           pm_object **value) {
  pm_child word = root;
  uint32_t used = 0, width = pm_child_width(word), index = 0;
  while (width != 0) {
    word = pm_branch_children(pm_child_node(word))[pm_slot(h, used, width)];
    used += width;
    width = pm_child_width(word);
  }
  struct pm_node *leaf = pm_child_node(word);
  if (!leaf) return PM_ABSENT;
  struct pm_entry *entry = pm_leaf_entries(leaf);
  enum pm_found found =
      pm_body_find(host, pm_leaf_hashes(leaf), entry, leaf->count, h, key, &index);
  if (found == PM_FOUND) *value = entry[index].value;
  return found;
}

/* ---- With ---- */

/* items[0..n] = the leaf's n entries and item, each with a reference. */
static void overflow_items(struct pm_host *host, struct pm_node *leaf, struct pm_item *item,
                           struct pm_item *items) {
  uint32_t n = leaf->count;
  pm_items_copy(items, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), n, leaf->flags);
  items[n] = *item;
  pm_items_retain(host, items, n + 1);
}

/* The leaf is full and item is new: the position becomes a branch. */
static struct pm_node *leaf_overflow(struct pm_host *host, struct pm_node *leaf,
                                     uint32_t used, struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *node = NULL;
  overflow_items(host, leaf, item, items);
  if (pm_trie_build(host, items, scratch, PM_LEAF_MAX + 1, used, &node) < 0) return NULL;
  return node;
}

/* The same for a full leaf that is a child of branch: its block of slots is cut. */
static struct pm_node *branch_overflow(struct pm_host *host, struct pm_node *branch,
                                       uint32_t used, struct pm_node *leaf,
                                       struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full), first, len;
  pm_slots_spread(branch, full, slot);
  pm_slots_block(slot, total, pm_slot(item->hash, used, full), &first, &len);
  overflow_items(host, leaf, item, items);
  if (pm_slots_build(host, items, scratch, PM_LEAF_MAX + 1, used, first, len, slot) < 0)
    return NULL;
  pm_slots_retain(host, slot, 0, first);
  pm_slots_retain(host, slot, first + len, total - first - len);
  return pm_branch_take(host, slot, full);
}

/* item into a leaf. PM_ADDED with *out == NULL: the leaf is full. */
static enum pm_with leaf_with(struct pm_host *host, struct pm_node *leaf, uint32_t used,
                              struct pm_item *item, struct pm_node **out) {
  uint32_t n = leaf->count, i = 0;
  uint32_t *hash = pm_leaf_hashes(leaf);
  struct pm_entry *entry = pm_leaf_entries(leaf);
  enum pm_found found = pm_body_find(host, hash, entry, n, item->hash, item->key, &i);
  if (found == PM_FIND_FAILED) return PM_WITH_FAILED;
  if (found == PM_FOUND) {
    if (entry[i].value == item->value) return PM_SAME;
    *out = pm_leaf_replace(host, hash, entry, n, leaf->flags, i, item->value);
    return *out ? PM_REPLACED : PM_WITH_FAILED;
  }
  *out = NULL;
  if (n >= PM_LEAF_MAX && used < PM_HASH_BITS) return PM_ADDED;
  *out = pm_leaf_append(host, hash, entry, n, leaf->flags, item->hash, item->key, item->value);
  return *out ? PM_ADDED : PM_WITH_FAILED;
}

/* item into the empty block around slot s of branch. */
static enum pm_with branch_with_new(struct pm_host *host, struct pm_node *branch, uint32_t s,
                                    struct pm_item *item, struct pm_node **out) {
  struct pm_node *leaf = pm_leaf_one(host, item->hash, item->key, item->value);
  if (!leaf) return PM_WITH_FAILED;
  struct pm_node *copy = pm_branch_insert(host, branch, s, leaf);
  pm_node_release(host, leaf);
  if (!copy) return PM_WITH_FAILED;
  *out = copy;
  return PM_ADDED;
}

/* 1 if the leaf under slot s covers its buddy too, and so leaves a hash bit undecided. */
static uint32_t shared(struct pm_node *branch, uint32_t s) {
  return pm_kid(branch, s) == pm_kid(branch, s ^ 1) ? 1 : 0;
}

static enum pm_with branch_with(struct pm_host *host, struct pm_node *branch, uint32_t used,
                                struct pm_item *item, struct pm_node **out) {
  uint32_t s = pm_slot(item->hash, used, branch->width);
  struct pm_node *kid = pm_kid(branch, s), *changed = NULL, *copy = NULL;
  if (!kid) return branch_with_new(host, branch, s, item, out);
  uint32_t below = used + branch->width;
  enum pm_with outcome = kid->width != 0
                             ? branch_with(host, kid, below, item, &changed)
                             : leaf_with(host, kid, below - shared(branch, s), item, &changed);
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  if (!changed) {
    copy = branch_overflow(host, branch, used, kid, item);
  } else {
    uint32_t count = branch->count + (outcome == PM_ADDED ? 1 : 0);
    copy = pm_branch_replace(host, branch, kid, changed, count);
    pm_node_release(host, changed);
  }
  if (!copy) return PM_WITH_FAILED;
  *out = copy;
  return outcome;
}

enum pm_with pm_trie_with(struct pm_host *host, struct pm_node *node, uint32_t used,
                          struct pm_item *item, struct pm_node **out) {
  struct pm_node *changed = NULL;
  enum pm_with outcome = PM_ADDED;
  if (!node) changed = pm_leaf_one(host, item->hash, item->key, item->value);
  else if (node->width != 0) outcome = branch_with(host, node, used, item, &changed);
  else outcome = leaf_with(host, node, used, item, &changed);
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  if (!changed && node) changed = leaf_overflow(host, node, used, item);
  if (!changed) return PM_WITH_FAILED;
  *out = changed;
  return outcome;
}

/* ---- Without ---- */

static uint32_t leaf_count(struct pm_node *leaf) { return leaf ? leaf->count : 0; }

/* Widens the block around slot `at`, all of one leaf (or empty), while it can be joined with
 * its buddy: the buddy, too, is one leaf or empty, and together they fit into a leaf. */
static void joinable_block(struct pm_node **slot, uint32_t total, uint32_t at,
                           uint32_t *first, uint32_t *len) {
  uint32_t count = leaf_count(slot[at]), buddy_first, buddy_len;
  pm_slots_block(slot, total, at, first, len);
  while (*len < total) {
    uint32_t wide = *first - *first % (2 * *len);
    uint32_t buddy = *first == wide ? *first + *len : wide;
    if (pm_is_branch(slot[buddy])) return;
    pm_slots_block(slot, total, buddy, &buddy_first, &buddy_len);
    if (buddy_len < *len || count + leaf_count(slot[buddy]) > PM_LEAF_MAX) return;
    count += leaf_count(slot[buddy]);
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

/* branch with kid replaced by changed (a leaf, or NULL when nothing is left; borrowed), made
 * canonical again: buddies that now fit into one leaf are joined. The result is a branch, or
 * a leaf if the whole branch fits. */
static struct pm_node *branch_shrink(struct pm_host *host, struct pm_node *branch,
                                     uint32_t used, uint32_t h, struct pm_node *kid,
                                     struct pm_node *changed) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full), at = pm_slot(h, used, full);
  uint32_t first, len, own_first, own_len;
  pm_slots_spread(branch, full, slot);
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
  return pm_branch_take(host, slot, full);
}

static enum pm_without leaf_without(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                                    pm_object *key, struct pm_node **out) {
  uint32_t n = leaf->count, i = 0;
  uint32_t *hash = pm_leaf_hashes(leaf);
  struct pm_entry *entry = pm_leaf_entries(leaf);
  enum pm_found found = pm_body_find(host, hash, entry, n, h, key, &i);
  if (found == PM_FIND_FAILED) return PM_WITHOUT_FAILED;
  if (found == PM_ABSENT) return PM_MISSING;
  struct pm_node *rest = NULL;
  if (n > 1) {
    rest = pm_leaf_remove(host, hash, entry, n, leaf->flags, i);
    if (!rest) return PM_WITHOUT_FAILED;
  }
  *out = rest;
  return PM_REMOVED;
}

/* Whether changed, instead of the child under slot s, can surely not be joined with its buddy:
 * then nothing but that child changes. The usual case, decided without spreading the slots. */
static bool stays_apart(struct pm_node *branch, uint32_t s, struct pm_node *changed) {
  struct pm_node *buddy = pm_kid(branch, s % 2 == 0 ? s + 1 : s - 1);
  if (pm_is_branch(changed)) return true;
  if (!buddy || buddy == pm_kid(branch, s)) return false;
  return buddy->width != 0 || leaf_count(changed) + buddy->count > PM_LEAF_MAX;
}

static enum pm_without branch_without(struct pm_host *host, struct pm_node *branch,
                                      uint32_t used, uint32_t h, pm_object *key,
                                      struct pm_node **out) {
  uint32_t s = pm_slot(h, used, branch->width);
  struct pm_node *kid = pm_kid(branch, s), *changed = NULL;
  enum pm_without outcome =
      pm_trie_without(host, kid, used + branch->width, h, key, &changed);
  if (outcome != PM_REMOVED) return outcome;
  struct pm_node *copy =
      stays_apart(branch, s, changed)
          ? pm_branch_replace(host, branch, kid, changed, branch->count - 1)
          : branch_shrink(host, branch, used, h, kid, changed);
  if (changed) pm_node_release(host, changed);
  if (!copy) return PM_WITHOUT_FAILED;
  *out = copy;
  return PM_REMOVED;
}

enum pm_without pm_trie_without(struct pm_host *host, struct pm_node *node, uint32_t used,
                                uint32_t h, pm_object *key, struct pm_node **out) {
  if (!node) return PM_MISSING;
  if (node->width == 0) return leaf_without(host, node, h, key, out);
  return branch_without(host, node, used, h, key, out);
}
