/* The unit tests' host: counted toy objects, nodes that know their state, and fuses that
 * blow at the k-th allocation or equality. host.h has what a test sets and reads. */
#ifndef PM_HOOKS_H
#define PM_HOOKS_H

#include "pm_shape.h"

/* A key or a value. Two objects are equal when they are one, or carry the same id (unless
 * that is ID_NAN). Core must never compare keys whose hashes differ. */
struct pm_object {
  long refs;
  uint32_t id;
  uint32_t hash;
  uint32_t flags;
  uint32_t magic; /* OBJECT_MAGIC while alive */
};
typedef struct pm_object pm_object;

#define OBJECT_MAGIC 0x0b7ec7edu
#define ID_NAN UINT32_MAX

/* Where an allocation is in its life; the hooks check every step. */
enum life { LIFE_ALLOCATED = 0xa110c, LIFE_PUBLISHED = 0x9ab11c, LIFE_DEAD = 0xdead };

/* seal: checksum of everything core wrote, taken on publication, compared before the end.
 * seen: the walk (see pm_walk_begin) that last looked into the node. */
#define PM_NODE_HEAD                                                                           \
  long refs;                                                                                   \
  size_t bytes;                                                                                \
  uint64_t seal;                                                                               \
  uint32_t life;                                                                               \
  uint32_t seen;                                                                               \
  uint32_t wanted_flags;
#define PM_MAP_HEAD                                                                            \
  long refs;                                                                                   \
  size_t bytes;                                                                                \
  uint64_t seal;                                                                               \
  uint32_t life;                                                                               \
  uint32_t wanted_flags;

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
