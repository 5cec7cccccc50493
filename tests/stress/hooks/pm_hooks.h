/* The host of the thread stress: objects, nodes and maps counted by C11 atomics.
 *
 * Every node and map is summed up when it is published and again when its last reference
 * is dropped: a difference means that something wrote to it in between.
 *
 * STRESS_PLANT builds the host wrong on purpose. The job fails unless ThreadSanitizer
 * reports each of these races. */
#ifndef PM_STRESS_HOOKS_H
#define PM_STRESS_HOOKS_H

#include <stdatomic.h>

#ifndef STRESS_PLANT
#define STRESS_PLANT 0
#endif
enum {
  PLANT_PLAIN_COUNT = 1,      /* reference counts without atomics */
  PLANT_RELAXED_RELEASE = 2,  /* the last drop does not wait for the other threads' reads */
  PLANT_RELAXED_HANDOVER = 3, /* a version is handed over without publishing what it holds */
};

typedef struct pm_object {
  _Atomic uint32_t refs;
  uint32_t hash;
  uint32_t number;  /* of a key; of a value: the key it belongs to */
  uint32_t version; /* of a value: what == compares beside the number */
} pm_object;

/* One for each thread. */
struct pm_host {
  uint64_t random;
  uint64_t allocated, freed; /* by this thread: objects, nodes, maps */
  uint32_t fail_one_in;      /* allocations and comparisons; 0: none fails */
};

#define STRESS_HEAD                                                                            \
  _Atomic uint32_t refs;                                                                       \
  uint32_t bytes;                                                                              \
  uint32_t sum;                                                                                \
  uint32_t published;
#define PM_NODE_HEAD STRESS_HEAD
#define PM_MAP_HEAD STRESS_HEAD

/* The shipped numbers; the stress is also built with small ones, for deep trees. */
#ifndef PM_CHUNK_BITS
#define PM_CHUNK_BITS 5
#endif
#ifndef PM_LEAF_MAX
#define PM_LEAF_MAX 16
#endif

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
