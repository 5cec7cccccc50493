/* The shipped layout, with a counter: every look into a node is noted, so that a test can say
 * how many nodes an operation visited. Core sees nodes through these accessors only. */
#ifndef TEST_LAYOUT_H
#define TEST_LAYOUT_H

#define pm_leaf_hashes real_leaf_hashes
#define pm_leaf_entries real_leaf_entries
#define pm_branch_children real_branch_children
#include "../../core/layout/pm_layout.h"
#undef pm_leaf_hashes
#undef pm_leaf_entries
#undef pm_branch_children

/* Notes the visit; aborts if the node is dead. In host.c. */
void host_visit(struct pm_node *node);

static inline uint32_t *pm_leaf_hashes(struct pm_node *leaf) {
  host_visit(leaf);
  return real_leaf_hashes(leaf);
}
static inline struct pm_entry *pm_leaf_entries(struct pm_node *leaf) {
  host_visit(leaf);
  return real_leaf_entries(leaf);
}
static inline pm_child *pm_branch_children(struct pm_node *branch) {
  host_visit(branch);
  return real_branch_children(branch);
}

#endif
