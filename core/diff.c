/* Differences, lazily: both tries are walked in lockstep. A leaf of one side may face a
 * branch, or several leaves, of the other, so every pair carries the range of hashes
 * [low, high] that it is about, and entries outside it are passed over. */
#include "leaf.h"
#include "map.h"
#include "branch.h"

/* What a side shows under a full-width slot: a leaf or NULL shows itself. */
static struct pm_node *side_kid(struct pm_node *node, uint32_t full, uint32_t slot) {
  if (!pm_is_branch(node)) return node;
  return pm_kid(node, slot / pm_slots(full - node->width));
}

/* Makes (a, b) the next pair to look at: a frame if one is a branch, else the leaf pair. */
static void enter(struct pm_diff *diff, struct pm_node *a, struct pm_node *b, uint32_t used,
                  uint32_t low, uint32_t high) {
  if (pm_is_branch(a) || pm_is_branch(b)) {
    struct pm_diff_frame *frame = &diff->frame[diff->depth++];
    frame->a = a;
    frame->b = b;
    frame->used = used;
    frame->base = low;
    frame->slot = 0;
    return;
  }
  diff->a = a;
  diff->b = b;
  diff->low = low;
  diff->high = high;
  diff->i = 0;
  diff->j = 0;
}

bool pm_diff_start(struct pm_host *host, struct pm_diff *diff, struct pm_map *old_map,
                   struct pm_map *new_map) {
  struct pm_node *a = NULL, *b = NULL;
  if (!pm_map_as_node(host, old_map, &a)) return false;
  if (old_map == new_map) {
    b = a;
    if (b) pm_node_retain(host, b);
  } else if (!pm_map_as_node(host, new_map, &b)) {
    if (a) pm_node_release(host, a);
    return false;
  }
  diff->old_root = a;
  diff->new_root = b;
  diff->depth = 0;
  enter(diff, NULL, NULL, 0, 0, UINT32_MAX);
  if (a != b) enter(diff, a, b, 0, 0, UINT32_MAX);
  return true;
}

void pm_diff_end(struct pm_host *host, struct pm_diff *diff) {
  struct pm_node *a = diff->old_root, *b = diff->new_root;
  diff->old_root = NULL;
  diff->new_root = NULL;
  diff->a = NULL;
  diff->b = NULL;
  diff->depth = 0;
  if (a) pm_node_release(host, a);
  if (b) pm_node_release(host, b);
}

/* ---- A pair of leaves ---- */

static bool in_range(struct pm_diff *diff, uint32_t h) {
  return diff->low <= h && h <= diff->high;
}

static enum pm_found leaf_find(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                               pm_object *key, uint32_t *index) {
  if (!leaf) return PM_ABSENT;
  return pm_body_find(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), leaf->count, h, key,
                      index);
}

static enum pm_diff_step report(struct pm_change *change, pm_object *key, pm_object *before,
                                pm_object *after) {
  change->key = key;
  change->before = before;
  change->after = after;
  return PM_DIFF_CHANGE;
}

/* Entry i of the old leaf: PM_DIFF_END here means "no change". */
static enum pm_diff_step old_entry(struct pm_host *host, struct pm_diff *diff, uint32_t i,
                                   struct pm_change *change) {
  struct pm_entry *entry = &pm_leaf_entries(diff->a)[i];
  uint32_t h = pm_leaf_hashes(diff->a)[i], j = 0;
  if (!in_range(diff, h)) return PM_DIFF_END;
  enum pm_found found = leaf_find(host, diff->b, h, entry->key, &j);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  if (found == PM_ABSENT) return report(change, entry->key, entry->value, NULL);
  pm_object *after = pm_leaf_entries(diff->b)[j].value;
  int equal = pm_value_eq(host, entry->value, after);
  if (equal < 0) return PM_DIFF_FAILED;
  return equal ? PM_DIFF_END : report(change, entry->key, entry->value, after);
}

/* Entry j of the new leaf, likewise; changed values were reported with the old leaf. */
static enum pm_diff_step new_entry(struct pm_host *host, struct pm_diff *diff, uint32_t j,
                                   struct pm_change *change) {
  struct pm_entry *entry = &pm_leaf_entries(diff->b)[j];
  uint32_t h = pm_leaf_hashes(diff->b)[j], i = 0;
  if (!in_range(diff, h)) return PM_DIFF_END;
  enum pm_found found = leaf_find(host, diff->a, h, entry->key, &i);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  return found == PM_FOUND ? PM_DIFF_END : report(change, entry->key, NULL, entry->value);
}

static enum pm_diff_step leaves_next(struct pm_host *host, struct pm_diff *diff,
                                     struct pm_change *change) {
  uint32_t n = diff->a ? diff->a->count : 0, m = diff->b ? diff->b->count : 0;
  while (diff->i < n) {
    enum pm_diff_step step = old_entry(host, diff, diff->i, change);
    if (step == PM_DIFF_FAILED) return step;
    diff->i++;
    if (step == PM_DIFF_CHANGE) return step;
  }
  while (diff->j < m) {
    enum pm_diff_step step = new_entry(host, diff, diff->j, change);
    if (step == PM_DIFF_FAILED) return step;
    diff->j++;
    if (step == PM_DIFF_CHANGE) return step;
  }
  return PM_DIFF_END;
}

/* ---- Frames ---- */

/* Steps the top frame over its next run of slots that show the same pair. */
static void frame_next(struct pm_diff *diff) {
  struct pm_diff_frame *frame = &diff->frame[diff->depth - 1];
  uint32_t full = pm_full_width(frame->used), total = pm_slots(full), from = frame->slot;
  uint32_t used = frame->used + full;
  if (from == total) {
    diff->depth--;
    return;
  }
  struct pm_node *a = side_kid(frame->a, full, from), *b = side_kid(frame->b, full, from);
  uint32_t to = from + 1;
  while (to < total && side_kid(frame->a, full, to) == a && side_kid(frame->b, full, to) == b)
    to++;
  frame->slot = to;
  if (a == b) return;
  uint32_t low = frame->base + (from << (PM_HASH_BITS - used));
  enter(diff, a, b, used, low, low + ((to - from - 1) << (PM_HASH_BITS - used)) +
                                   (uint32_t)(((uint64_t)1 << (PM_HASH_BITS - used)) - 1));
}

enum pm_diff_step pm_diff_next(struct pm_host *host, struct pm_diff *diff,
                               struct pm_change *change) {
  for (;;) {
    enum pm_diff_step step = leaves_next(host, diff, change);
    if (step != PM_DIFF_END || diff->depth == 0) return step;
    diff->a = NULL;
    diff->b = NULL;
    frame_next(diff);
  }
}
