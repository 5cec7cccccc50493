/* The hooks of the thread stress (see hooks/pm_hooks.h). */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void stress_fail(const char *what) {
  fprintf(stderr, "stress: FAILED: %s\n", what);
  exit(1);
}

uint32_t host_random(struct pm_host *host, uint32_t below) {
  host->random ^= host->random << 13;
  host->random ^= host->random >> 7;
  host->random ^= host->random << 17;
  return (uint32_t)(host->random >> 33) % below;
}

static bool fuse(struct pm_host *host) {
  return host->fail_one_in && host_random(host, host->fail_one_in) == 0;
}

/* ---- Counts ---- */

static void count_up(_Atomic uint32_t *refs) {
  if (STRESS_PLANT == PLANT_PLAIN_COUNT) {
    ++*(uint32_t *)(void *)refs;
    return;
  }
  if (atomic_fetch_add_explicit(refs, 1, memory_order_relaxed) == 0)
    stress_fail("something was retained after its last reference was dropped");
}

/* True: that was the last reference. Release: our reads happen before the drop; acquire: every
 * other thread's reads happen before we free. */
static bool count_down(_Atomic uint32_t *refs) {
  if (STRESS_PLANT == PLANT_PLAIN_COUNT) return --*(uint32_t *)(void *)refs == 0;
  memory_order order =
      STRESS_PLANT == PLANT_RELAXED_RELEASE ? memory_order_relaxed : memory_order_acq_rel;
  uint32_t before = atomic_fetch_sub_explicit(refs, 1, order);
  if (before == 0) stress_fail("a reference was dropped twice");
  return before == 1;
}

static void *allocate(struct pm_host *host, size_t bytes) {
  void *memory = malloc(bytes);
  if (!memory) stress_fail("out of memory");
  memset(memory, 0xA5, bytes); /* what a reader of a half-built node would see */
  host->allocated++;
  return memory;
}

static void deallocate(struct pm_host *host, void *memory) {
  free(memory);
  host->freed++;
}

/* ---- Objects ---- */

pm_object *object_new(struct pm_host *host, uint32_t number, uint32_t hash, uint32_t version) {
  pm_object *object = allocate(host, sizeof *object);
  atomic_init(&object->refs, 1);
  object->hash = hash;
  object->number = number;
  object->version = version;
  return object;
}

void pm_object_retain(struct pm_host *host, pm_object *object) {
  (void)host;
  count_up(&object->refs);
}

void pm_object_release(struct pm_host *host, pm_object *object) {
  if (count_down(&object->refs)) deallocate(host, object);
}

uint32_t pm_object_flags(struct pm_host *host, pm_object *object) {
  (void)host;
  return object->number & 1;
}

int pm_key_eq(struct pm_host *host, pm_object *stored, pm_object *given) {
  if (fuse(host)) return -1;
  return stored->number == given->number;
}

int pm_value_eq(struct pm_host *host, pm_object *a, pm_object *b) {
  if (fuse(host)) return -1;
  return a->number == b->number && a->version == b->version;
}

/* ---- Nodes and maps ---- */

static uint32_t sum_bytes(uint32_t sum, const void *start, size_t n) {
  const unsigned char *at = start;
  for (size_t i = 0; i < n; i++) sum = (sum ^ at[i]) * 16777619u;
  return sum;
}

static uint32_t node_sum(struct pm_node *node) {
  uint32_t sum = (node->count * 31u + node->width) * 31u + node->flags;
  return sum_bytes(sum, node + 1, node->bytes - sizeof *node);
}

static uint32_t map_sum(struct pm_map *map) {
  uint32_t sum = (map->count * 31u + map->form) * 31u + map->flags;
  return sum_bytes(sum, map + 1, map->bytes - sizeof *map);
}

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  (void)flags;
  if (fuse(host)) return NULL;
  struct pm_node *node = allocate(host, bytes);
  atomic_init(&node->refs, 1);
  node->bytes = (uint32_t)bytes;
  node->published = 0;
  return node;
}

void pm_node_publish(struct pm_host *host, struct pm_node *node) {
  (void)host;
  if (node->published) stress_fail("a node was published twice");
  node->published = 1;
  node->sum = node_sum(node);
}

void pm_node_retain(struct pm_host *host, struct pm_node *node) {
  (void)host;
  count_up(&node->refs);
  if (!node->published) stress_fail("a node was shared before it was published");
}

void pm_node_release(struct pm_host *host, struct pm_node *node) {
  if (!count_down(&node->refs)) return;
  if (!node->published) stress_fail("a node was released before it was published");
  if (node->sum != node_sum(node)) stress_fail("a published node has changed");
  pm_node_clear(host, node);
  deallocate(host, node);
}

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  (void)flags;
  if (fuse(host)) return NULL;
  struct pm_map *map = allocate(host, bytes);
  atomic_init(&map->refs, 1);
  map->bytes = (uint32_t)bytes;
  map->published = 0;
  return map;
}

void pm_map_publish(struct pm_host *host, struct pm_map *map) {
  (void)host;
  if (map->published) stress_fail("a map was published twice");
  map->published = 1;
  map->sum = map_sum(map);
}

void map_retain(struct pm_map *map) {
  count_up(&map->refs);
}

void map_release(struct pm_host *host, struct pm_map *map) {
  if (!map || !count_down(&map->refs)) return;
  if (!map->published) stress_fail("a map was released before it was published");
  if (map->sum != map_sum(map)) stress_fail("a published map has changed");
  pm_map_clear(host, map);
  deallocate(host, map);
}

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n) {
  if (fuse(host)) return NULL;
  struct pm_item *items = malloc((n + 1) * sizeof *items);
  if (!items) stress_fail("out of memory");
  host->allocated++;
  return items;
}

void pm_items_free(struct pm_host *host, struct pm_item *items) {
  free(items);
  host->freed++;
}

struct pm_map *slot_exchange(map_slot *slot, struct pm_map *map) {
  memory_order order =
      STRESS_PLANT == PLANT_RELAXED_HANDOVER ? memory_order_relaxed : memory_order_acq_rel;
  return atomic_exchange_explicit(slot, map, order);
}
