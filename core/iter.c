#include "branch.h"

static void enter_leaf(struct pm_cursor *cursor, struct pm_node *leaf) {
  cursor->entry = pm_leaf_entries(leaf);
  cursor->n = leaf->count;
  cursor->i = 0;
}

static void enter(struct pm_cursor *cursor, struct pm_node *node) {
  if (node->width == 0) {
    enter_leaf(cursor, node);
    return;
  }
  cursor->frame[cursor->depth].branch = node;
  cursor->frame[cursor->depth].slot = 0;
  cursor->depth++;
}

void pm_cursor_start(struct pm_cursor *cursor, struct pm_map *map) {
  cursor->entry = NULL;
  cursor->i = 0;
  cursor->n = 0;
  cursor->depth = 0;
  if (map->form == PM_SMALL) {
    cursor->entry = pm_small_entries(map);
    cursor->n = map->count;
  } else {
    struct pm_node *root = pm_child_node(*pm_map_root(map));
    if (root) enter(cursor, root);
  }
}

/* The child of the frame's next run of slots, which is stepped over; NULL at the end. */
static struct pm_node *next_kid(struct pm_cursor_frame *frame) {
  uint32_t total = pm_slots(frame->branch->width), s = frame->slot;
  struct pm_node *kid = NULL;
  while (s < total && !kid) kid = pm_kid(frame->branch, s++);
  while (s < total && pm_kid(frame->branch, s) == kid) s++;
  frame->slot = s;
  return kid;
}

struct pm_entry *pm_cursor_next(struct pm_cursor *cursor) {
  while (cursor->i == cursor->n) {
    if (cursor->depth == 0) return NULL;
    struct pm_node *kid = next_kid(&cursor->frame[cursor->depth - 1]);
    if (kid) enter(cursor, kid);
    else cursor->depth--;
  }
  return &cursor->entry[cursor->i++];
}
