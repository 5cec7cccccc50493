/* The hooks. Each checks that core keeps its side of the contract, at run time. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"

#define DEMAND(condition, why) ((condition) ? (void)0 : broken(__func__, why))

static void broken(const char *hook, const char *why) {
  fprintf(stderr, "contract of %s broken: %s\n", hook, why);
  fflush(NULL);
  abort();
}

/* ---- Fuses and re-entry ---- */

static bool fuse(struct pm_host *host, unsigned long *left) {
  if (host->inside || *left == 0 || --*left > 0) return false;
  host->blown = true;
  return true;
}

static void reenter(struct pm_host *host, host_callback *callback) {
  if (!callback || host->inside) return;
  host->inside = true;
  callback(host, host->context);
  host->inside = false;
}

/* ---- Objects ---- */

pm_object *host_object(struct pm_host *host, uint32_t id, uint32_t hash) {
  pm_object *object = malloc(sizeof *object);
  DEMAND(object, "out of memory");
  *object = (pm_object){.refs = 1, .id = id, .hash = hash, .magic = OBJECT_MAGIC};
  host->objects++;
  host->object_refs++;
  return object;
}

static void expect_object(pm_object *object) {
  DEMAND(object && object->magic == OBJECT_MAGIC, "not a live object");
  DEMAND(object->refs > 0, "an object without references");
}

void pm_object_retain(struct pm_host *host, pm_object *object) {
  expect_object(object);
  object->refs++;
  host->object_refs++;
  host->retains++;
}

void pm_object_release(struct pm_host *host, pm_object *object) {
  expect_object(object);
  host->object_refs--;
  host->releases++;
  if (--object->refs == 0) {
    object->magic = 0;
    free(object);
    host->objects--;
  }
  reenter(host, host->on_release);
}

uint32_t pm_object_flags(struct pm_host *host, pm_object *object) {
  (void)host;
  expect_object(object);
  return object->flags;
}

static int equal(struct pm_host *host, pm_object *a, pm_object *b, unsigned long *calls) {
  expect_object(a);
  expect_object(b);
  if (a == b) return 1;
  ++*calls;
  /* The comparison may drop every reference but the ones core (or its caller) holds. */
  reenter(host, host->on_eq);
  expect_object(a);
  expect_object(b);
  if (fuse(host, &host->fail_eq_at)) return -1;
  return a->id == b->id && a->id != ID_NAN;
}

int pm_key_eq(struct pm_host *host, pm_object *stored, pm_object *given) {
  DEMAND(stored->hash == given->hash, "keys compared although their hashes differ");
  return equal(host, stored, given, &host->key_eqs);
}

int pm_value_eq(struct pm_host *host, pm_object *a, pm_object *b) {
  return equal(host, a, b, &host->value_eqs);
}

/* ---- Memory ---- */

/* Memory full of a pattern no field may have by luck. */
static void *allocate(struct pm_host *host, size_t bytes) {
  reenter(host, host->on_alloc);
  if (fuse(host, &host->fail_alloc_at)) return NULL;
  void *memory = malloc(bytes ? bytes : 1);
  DEMAND(memory, "out of memory");
  memset(memory, 0xa5, bytes);
  return memory;
}

static uint64_t checksum(const void *from, size_t bytes) {
  const unsigned char *at = from;
  uint64_t sum = 0xcbf29ce484222325u;
  for (; bytes >= 8; bytes -= 8, at += 8) {
    uint64_t word;
    memcpy(&word, at, 8);
    sum = (sum ^ word) * 0x100000001b3u;
    sum ^= sum >> 29;
  }
  for (; bytes > 0; bytes--) sum = (sum ^ *at++) * 0x100000001b3u;
  return sum;
}

/* ---- Nodes ---- */

static uint64_t node_seal(struct pm_node *node) {
  size_t head = offsetof(struct pm_node, count);
  return checksum((char *)node + head, node->bytes - head);
}

static void expect_node(struct pm_node *node) {
  DEMAND(node && node->life == LIFE_PUBLISHED, "not a published node");
  DEMAND(node->refs > 0, "a node without references");
}

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  DEMAND(bytes > sizeof(struct pm_node), "a node without a body");
  DEMAND(flags <= 255, "flags beyond a byte");
  host->node_allocs++;
  struct pm_node *node = allocate(host, bytes);
  if (!node) return NULL;
  node->refs = 1;
  node->bytes = bytes;
  node->life = LIFE_ALLOCATED;
  node->seen = 0;
  node->wanted_flags = flags;
  host->nodes++;
  host->node_refs++;
  host->node_bytes += (long)bytes;
  return node;
}

void pm_node_publish(struct pm_host *host, struct pm_node *node) {
  (void)host;
  DEMAND(node->life == LIFE_ALLOCATED, "published twice, or never allocated");
  DEMAND(node->width <= PM_CHUNK_BITS, "width beyond PM_CHUNK_BITS");
  DEMAND(node->count > 0, "an empty node");
  DEMAND(node->flags == node->wanted_flags, "other flags than it was allocated with");
  DEMAND(node->bytes ==
             (node->width ? pm_branch_bytes(node->width) : pm_leaf_bytes(node->count)),
         "not the size it was allocated with");
  node->life = LIFE_PUBLISHED;
  node->seal = node_seal(node);
}

void pm_node_retain(struct pm_host *host, struct pm_node *node) {
  expect_node(node);
  node->refs++;
  host->node_refs++;
}

void pm_node_release(struct pm_host *host, struct pm_node *node) {
  expect_node(node);
  host->node_refs--;
  if (--node->refs > 0) return;
  DEMAND(node->seal == node_seal(node), "the node changed after publication");
  long bytes = (long)node->bytes;
  pm_node_clear(host, node);
  node->life = LIFE_DEAD;
  free(node);
  host->nodes--;
  host->node_bytes -= bytes;
}

/* ---- Maps ---- */

static uint64_t map_seal(struct pm_map *map) {
  size_t head = offsetof(struct pm_map, count);
  return checksum((char *)map + head, map->bytes - head);
}

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  DEMAND(bytes >= sizeof(struct pm_map), "less than a map");
  DEMAND(flags <= 255, "flags beyond a byte");
  host->map_allocs++;
  struct pm_map *map = allocate(host, bytes);
  if (!map) return NULL;
  map->refs = 1;
  map->bytes = bytes;
  map->life = LIFE_ALLOCATED;
  map->wanted_flags = flags;
  host->maps++;
  return map;
}

void pm_map_publish(struct pm_host *host, struct pm_map *map) {
  (void)host;
  DEMAND(map->life == LIFE_ALLOCATED, "published twice, or never allocated");
  DEMAND(map->form == PM_SMALL || map->form == PM_TRIE, "no such form");
  DEMAND(map->flags == map->wanted_flags, "other flags than it was allocated with");
  DEMAND(map->bytes == (map->form == PM_SMALL ? pm_small_bytes(map->count) : pm_trie_bytes()),
         "not the size it was allocated with");
  map->life = LIFE_PUBLISHED;
  map->seal = map_seal(map);
}

void host_map_retain(struct pm_map *map) {
  DEMAND(map->life == LIFE_PUBLISHED && map->refs > 0, "not a live map");
  map->refs++;
}

void host_map_release(struct pm_host *host, struct pm_map *map) {
  DEMAND(map->life == LIFE_PUBLISHED && map->refs > 0, "not a live map");
  if (--map->refs > 0) return;
  DEMAND(map->seal == map_seal(map), "the map changed after publication");
  pm_map_clear(host, map);
  map->life = LIFE_DEAD;
  free(map);
  host->maps--;
}

/* ---- Scratch ---- */

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n) {
  host->items_allocs++;
  struct pm_item *items = allocate(host, n * sizeof *items);
  if (items) host->scratch++;
  return items;
}

void pm_items_free(struct pm_host *host, struct pm_item *items) {
  DEMAND(items, "no scratch");
  free(items);
  host->scratch--;
}

/* ---- Looking at it ---- */

static uint32_t walk;
static unsigned long visits;

void host_walk_begin(void) {
  walk++;
  visits = 0;
}

unsigned long host_walk_visits(void) {
  return visits;
}

void host_visit(struct pm_node *node) {
  DEMAND(node->life == LIFE_PUBLISHED || node->life == LIFE_ALLOCATED, "a dead node");
  if (node->seen == walk) return;
  node->seen = walk;
  visits++;
}

void host_expect_empty(struct pm_host *host) {
  if (!host->objects && !host->nodes && !host->maps && !host->scratch && !host->object_refs &&
      !host->node_refs && !host->node_bytes)
    return;
  fprintf(stderr,
          "still alive: %ld objects (%ld references), %ld nodes (%ld), %ld maps, "
          "%ld scratch\n",
          host->objects, host->object_refs, host->nodes, host->node_refs, host->maps,
          host->scratch);
  broken(__func__, "a leak");
}

static void expect_node_sealed(struct pm_node *node) {
  expect_node(node);
  DEMAND(node->seal == node_seal(node), "the node changed after publication");
  if (!node->width) return;
  struct pm_node *last = NULL;
  for (uint32_t slot = 0; slot < 1u << node->width; slot++) {
    struct pm_node *child = pm_child_node(real_branch_children(node)[slot]);
    if (child && child != last) expect_node_sealed(child);
    last = child;
  }
}

void host_expect_sealed(struct pm_map *map) {
  DEMAND(map->life == LIFE_PUBLISHED && map->refs > 0, "not a live map");
  DEMAND(map->seal == map_seal(map), "the map changed after publication");
  if (map->form == PM_TRIE && *pm_map_root(map))
    expect_node_sealed(pm_child_node(*pm_map_root(map)));
}
