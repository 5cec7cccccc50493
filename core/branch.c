#include "branch.h"

/* ---- Slot arrays ---- */

void pm_slots_spread(struct pm_node *node, uint32_t full, struct pm_node **slot) {
  uint32_t total = pm_slots(full);
  if (!node || node->width == 0) {
    pm_slots_fill(slot, 0, total, node);
    return;
  }
  uint32_t run = pm_slots(full - node->width);
  for (uint32_t s = 0; s < total; s++) slot[s] = pm_kid(node, s / run);
}

bool pm_slots_uniform(struct pm_node **slot, uint32_t first, uint32_t len,
                      struct pm_node *node) {
  for (uint32_t s = first; s < first + len; s++)
    if (slot[s] != node) return false;
  return true;
}

void pm_slots_block(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                    uint32_t *len) {
  uint32_t low = at, size = 1;
  while (size < total) {
    uint32_t wide = low - low % (2 * size); /* the block twice as wide */
    uint32_t buddy = low == wide ? low + size : wide;
    if (!pm_slots_uniform(slot, buddy, size, slot[at])) break;
    low = wide;
    size *= 2;
  }
  *first = low;
  *len = size;
}

void pm_slots_fill(struct pm_node **slot, uint32_t first, uint32_t len, struct pm_node *node) {
  for (uint32_t s = first; s < first + len; s++) slot[s] = node;
}

void pm_slots_retain(struct pm_host *host, struct pm_node **slot, uint32_t first,
                     uint32_t len) {
  struct pm_node *last = NULL;
  for (uint32_t s = first; s < first + len; s++) {
    if (slot[s] && slot[s] != last) pm_node_retain(host, slot[s]);
    last = slot[s];
  }
}

void pm_slots_release(struct pm_host *host, struct pm_node **slot, uint32_t first,
                      uint32_t len) {
  struct pm_node *last = NULL;
  for (uint32_t s = first; s < first + len; s++) {
    if (slot[s] && slot[s] != last) pm_node_release(host, slot[s]);
    last = slot[s];
  }
}

/* ---- Branch nodes ---- */

static struct pm_node *branch_alloc(struct pm_host *host, uint32_t width, uint32_t count,
                                    uint32_t flags) {
  struct pm_node *branch = pm_node_alloc(host, pm_branch_bytes(width), flags);
  if (!branch) return NULL;
  branch->count = count;
  branch->width = (uint8_t)width;
  branch->flags = (uint8_t)flags;
  return branch;
}

/* The least width at which equal neighbours need not be told apart. */
static uint32_t slots_width(struct pm_node **slot, uint32_t full) {
  uint32_t run = pm_slots(full); /* neighbours differ at multiples of run only */
  uint32_t width = 0;
  for (uint32_t s = 1; s < pm_slots(full); s++) {
    while (slot[s] != slot[s - 1] && s % run != 0) {
      run /= 2;
      width++;
    }
  }
  return width;
}

/* The entries below, and the flags of, all children. */
static uint32_t slots_count(struct pm_node **slot, uint32_t total, uint32_t *flags) {
  uint32_t count = 0;
  struct pm_node *last = NULL;
  for (uint32_t s = 0; s < total; s++) {
    if (slot[s] && slot[s] != last) {
      count += slot[s]->count;
      *flags |= slot[s]->flags;
    }
    last = slot[s];
  }
  return count;
}

struct pm_node *pm_branch_take(struct pm_host *host, struct pm_node **slot, uint32_t full) {
  uint32_t flags = 0, total = pm_slots(full);
  uint32_t width = slots_width(slot, full);
  uint32_t count = slots_count(slot, total, &flags);
  struct pm_node *branch = branch_alloc(host, width, count, flags);
  if (!branch) {
    pm_slots_release(host, slot, 0, total);
    return NULL;
  }
  pm_child *child = pm_branch_children(branch);
  uint32_t run = pm_slots(full - width);
  for (uint32_t s = 0; s < pm_slots(width); s++) child[s] = pm_child_of(slot[s * run]);
  pm_node_publish(host, branch);
  return branch;
}

/* The children are written: the branch takes its references to them. */
static struct pm_node *branch_publish(struct pm_host *host, struct pm_node *branch) {
  struct pm_node *last = NULL;
  for (uint32_t s = 0; s < pm_slots(branch->width); s++) {
    struct pm_node *kid = pm_kid(branch, s);
    if (kid && kid != last) pm_node_retain(host, kid);
    last = kid;
  }
  pm_node_publish(host, branch);
  return branch;
}

struct pm_node *pm_branch_replace(struct pm_host *host, struct pm_node *branch,
                                  struct pm_node *old_kid, struct pm_node *new_kid,
                                  uint32_t count) {
  uint32_t flags = branch->flags | (new_kid ? new_kid->flags : 0u);
  struct pm_node *copy = branch_alloc(host, branch->width, count, flags);
  if (!copy) return NULL;
  pm_child *from = pm_branch_children(branch), *to = pm_branch_children(copy);
  pm_child old_word = pm_child_of(old_kid), new_word = pm_child_of(new_kid);
  for (uint32_t s = 0; s < pm_slots(branch->width); s++)
    to[s] = from[s] == old_word ? new_word : from[s];
  return branch_publish(host, copy);
}

struct pm_node *pm_branch_insert(struct pm_host *host, struct pm_node *branch, uint32_t slot,
                                 struct pm_node *new_kid) {
  struct pm_node *kid[PM_FANOUT];
  uint32_t first, len;
  pm_slots_spread(branch, branch->width, kid);
  pm_slots_block(kid, pm_slots(branch->width), slot, &first, &len);
  struct pm_node *copy = branch_alloc(host, branch->width, branch->count + new_kid->count,
                                      branch->flags | new_kid->flags);
  if (!copy) return NULL;
  pm_child *from = pm_branch_children(branch), *to = pm_branch_children(copy);
  pm_child new_word = pm_child_of(new_kid);
  for (uint32_t s = 0; s < pm_slots(branch->width); s++)
    to[s] = s - first < len ? new_word : from[s];
  return branch_publish(host, copy);
}
