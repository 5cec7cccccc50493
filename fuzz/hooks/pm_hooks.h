/* The fuzzing host: every object, node and map is on a list, counted and checked.
 *
 * Nodes and maps are digested when they are published, so that a later write is seen;
 * fuses taken from the fuzz input make the k-th fallible hook fail and the k-th hook that
 * may run any code call back into the library (host.h). The shape comes from the include
 * path: fuzz/shape/<target>/pm_shape.h, or fuzz/shape/shipped/.
 */
#ifndef PM_HOOKS_H
#define PM_HOOKS_H

#include "pm_shape.h"

struct toy;
typedef struct toy pm_object;

/* The life of a node or map. A dying one is off the list and being cleared. */
enum stage { STAGE_BUILDING = 1, STAGE_PUBLISHED, STAGE_DYING };

/* held is the audit's own count of the references it can see. */
#define PM_TRACKED(type)                                                                       \
  uint32_t refs;                                                                               \
  uint32_t held;                                                                               \
  uint32_t stage;                                                                              \
  uint32_t alloc_flags;                                                                        \
  size_t bytes;                                                                                \
  uint64_t digest;                                                                             \
  struct type *prev, *next;

#define PM_NODE_HEAD PM_TRACKED(pm_node)
#define PM_MAP_HEAD PM_TRACKED(pm_map)

void pm_object_retain(struct pm_host *host, pm_object *object);
void pm_object_release(struct pm_host *host, pm_object *object);
uint32_t pm_object_flags(struct pm_host *host, pm_object *object);
int pm_key_eq(struct pm_host *host, pm_object *stored, pm_object *given);
int pm_value_eq(struct pm_host *host, pm_object *a, pm_object *b);

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags);
void pm_node_publish(struct pm_host *host, struct pm_node *node);
void pm_node_retain(struct pm_host *host, struct pm_node *node);
void pm_node_release(struct pm_host *host, struct pm_node *node);

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags);
void pm_map_publish(struct pm_host *host, struct pm_map *map);

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n);
void pm_items_free(struct pm_host *host, struct pm_item *items);

#endif
