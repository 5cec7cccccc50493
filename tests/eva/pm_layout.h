/* The tests' layout for Eva, which follows an address exactly through + but not through | and &:
 * a child word is the node's address *plus* its width. Nodes are 8-aligned, so it is the same
 * word; taking it apart asks Eva for the offset within the allocation. All else is as shipped. */
#ifndef EVA_LAYOUT_H
#define EVA_LAYOUT_H

#define pm_child_of tagged_child_of
#define pm_child_node tagged_child_node
#define pm_child_width tagged_child_width
#include "../hooks/pm_layout.h"
#undef pm_child_of
#undef pm_child_node
#undef pm_child_width

/* Built into Eva: the bytes between the start of the allocation and the address. */
int Frama_C_offset(const void *address);

static inline pm_child pm_child_of(struct pm_node *node) {
  return node ? (uintptr_t)node + node->width : 0;
}
static inline struct pm_node *pm_child_node(pm_child word) {
  return (struct pm_node *)(void *)((char *)word - Frama_C_offset((void *)word));
}
static inline uint32_t pm_child_width(pm_child word) {
  return (uint32_t)Frama_C_offset((void *)word);
}

#endif
