/* Leaves: unsorted arrays of up to PM_LEAF_MAX entries (more on the last level).
 *
 * The kernels work on bare arrays, a body: n hashes, n entries. A leaf node and a small
 * map have the same body, so both are served by the same code. Nothing is ever shifted:
 * append puts the new entry last, remove moves the last entry into the hole. */
#ifndef PM_LEAF_H
#define PM_LEAF_H

#include "pm.h"

/* ---- Kernels on bodies: borrow everything, call no hook but pm_key_eq ---- */

/* PM_FOUND: *index is the entry whose key equals key; else *index is not written. */
enum pm_found pm_body_find(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                           uint32_t n, uint32_t h, pm_object *key, uint32_t *index);

/* Destination = source; with (h, key, value) as entry n; with entry i's value replaced;
 * without entry i. Destination and source do not overlap. References are not counted. */
void pm_body_copy(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                  uint32_t n);
void pm_body_append(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t h, pm_object *key, pm_object *value);
void pm_body_replace(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                     uint32_t n, uint32_t i, pm_object *value);
void pm_body_remove(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t i);
/* Destination = n items, in their order. */
void pm_body_fill(uint32_t *dh, struct pm_entry *de, struct pm_item *items, uint32_t n);

/* One more, one fewer reference to every key and value. */
void pm_body_retain(struct pm_host *host, struct pm_entry *entry, uint32_t n);
void pm_body_release(struct pm_host *host, struct pm_entry *entry, uint32_t n);

/* Whether two bodies hold equal entries, in any order. */
enum pm_equal pm_body_equal(struct pm_host *host, uint32_t *ah, struct pm_entry *ae,
                            uint32_t *bh, struct pm_entry *be, uint32_t n);

/* ---- Leaf nodes: each returns a new, published, owned node, or NULL when failed ---- */

/* From a body of n entries (a leaf's or a small map's), which stays as it is; flags are the
 * source's. append needs n < PM_COUNT_MAX; remove needs n >= 2. */
struct pm_node *pm_leaf_copy(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                             uint32_t n, uint32_t flags);
struct pm_node *pm_leaf_append(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t h, pm_object *key,
                               pm_object *value);
struct pm_node *pm_leaf_replace(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                                uint32_t n, uint32_t flags, uint32_t i, pm_object *value);
struct pm_node *pm_leaf_remove(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t i);
/* Of one entry. */
struct pm_node *pm_leaf_one(struct pm_host *host, uint32_t h, pm_object *key,
                            pm_object *value);
/* Of n >= 1 items, whose references are taken (also on failure). */
struct pm_node *pm_leaf_take(struct pm_host *host, struct pm_item *items, uint32_t n);

#endif
