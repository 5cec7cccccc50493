/* Tries: the operations on a subtree. A position is the number `used` of hash bits above
 * it. NULL is the empty subtree. The canonical rule: a position holds a leaf if and only if
 * at most PM_LEAF_MAX entries lie below it, or no bits are left. */
#ifndef PM_TRIE_H
#define PM_TRIE_H

#include "branch.h"
#include "leaf.h"

/* As pm_find, below a child word at the root position. */
enum pm_found pm_trie_find(struct pm_host *host, pm_child root, uint32_t h, pm_object *key,
                           pm_object **value);

/* As pm_with and pm_without; *out is owned, for pm_trie_without possibly NULL (empty). */
enum pm_with pm_trie_with(struct pm_host *host, struct pm_node *node, uint32_t used,
                          struct pm_item *item, struct pm_node **out);
enum pm_without pm_trie_without(struct pm_host *host, struct pm_node *node, uint32_t used,
                                uint32_t h, pm_object *key, struct pm_node **out);

/* ---- build.c ---- */

/* *out = the canonical subtree (owned, NULL if n is 0) of n items that agree in their top `used`
 * bits and have distinct keys. Takes the items. If n > PM_LEAF_MAX scratch is room for n more. */
enum pm_built pm_trie_build(struct pm_host *host, struct pm_item *items,
                            struct pm_item *scratch, uint32_t n, uint32_t used,
                            struct pm_node **out);

/* The same for a block of slots of a branch of full width below `used`; every item belongs to
 * one of them. scratch is room for n. On success each run of slot[first..first+len) owns one
 * reference. */
enum pm_built pm_slots_build(struct pm_host *host, struct pm_item *items,
                             struct pm_item *scratch, uint32_t n, uint32_t used,
                             uint32_t first, uint32_t len, struct pm_node **slot);

/* ---- merge.c, equal.c ---- */

/* *out = a updated with b (owned); it is a or b itself where nothing else is needed. */
enum pm_built pm_trie_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                            uint32_t used, struct pm_node **out);

enum pm_equal pm_trie_equal(struct pm_host *host, struct pm_node *a, struct pm_node *b);

#endif
