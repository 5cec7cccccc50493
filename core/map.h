/* Map objects: small (a leaf's body inside the map) or a trie (a root child word). */
#ifndef PM_MAP_INTERNAL_H
#define PM_MAP_INTERNAL_H

#include "pm.h"

/* A small map of n <= PM_LEAF_MAX items with distinct keys, whose references are taken (also
 * on failure); owned, NULL when failed. */
struct pm_map *pm_small_take(struct pm_host *host, struct pm_item *items, uint32_t n);

/* A trie with that root (NULL: empty), whose reference is taken (also on failure). */
struct pm_map *pm_map_take(struct pm_host *host, struct pm_node *root);

/* *out = the root of a trie, or a new leaf with a small map's body (NULL if empty); owned.
 * False: failed. */
bool pm_map_as_node(struct pm_host *host, struct pm_map *map, struct pm_node **out);

/* A map's entries as one body, if it has one: a small map's, or that of a root that is a
 * leaf (or empty: n is 0). */
struct pm_body {
  uint32_t *hash;
  struct pm_entry *entry;
  uint32_t n;
};
bool pm_map_body(struct pm_map *map, struct pm_body *body);

#endif
