/* The hooks of the fuzzing host: see hooks/pm_hooks.h and host.h. */
#include "host.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

_Noreturn void fuzz_broken(const char *file, int line, const char *what) {
  fprintf(stderr, "BROKEN %s:%d: %s\n", file, line, what);
  fflush(stderr);
  abort();
}

/* Memory that says when it is read before it is written: garbage under ASan; left alone
 * for valgrind and MSan, which see the read itself. */
static void *dirty_alloc(size_t bytes) {
  void *memory = malloc(bytes);
  CHECK(memory != NULL);
#ifndef FUZZ_SEES_UNINITIALISED
  memset(memory, 0xA5, bytes);
#endif
  return memory;
}

#define LIST_ADD(head, item)                                                                   \
  do {                                                                                         \
    (item)->prev = NULL;                                                                       \
    (item)->next = (head);                                                                     \
    if (head) (head)->prev = (item);                                                           \
    (head) = (item);                                                                           \
  } while (0)

#define LIST_REMOVE(head, item)                                                                \
  do {                                                                                         \
    if ((item)->prev)                                                                          \
      (item)->prev->next = (item)->next;                                                       \
    else                                                                                       \
      (head) = (item)->next;                                                                   \
    if ((item)->next) (item)->next->prev = (item)->prev;                                       \
  } while (0)

/* ---- Fuses ---- */

static bool fuse_burns(struct pm_host *host, struct fuse *fuse, uint32_t where) {
  if (host->quiet || !(fuse->where & where) || fuse->in == 0 || --fuse->in > 0) return false;
  fuse->in = fuse->every;
  return true;
}

static bool fails(struct pm_host *host, uint32_t where) {
  if (!fuse_burns(host, &host->fail, where)) return false;
  host->failures++;
  return true;
}

static void may_run_any_code(struct pm_host *host, uint32_t where) {
  if (fuse_burns(host, &host->enter, where)) host->reenter(host);
}

/* ---- Objects ---- */

static pm_object *toy_new(struct pm_host *host, struct toy like) {
  struct toy *toy = dirty_alloc(sizeof *toy);
  *toy = like;
  toy->refs = 1;
  LIST_ADD(host->objects, toy);
  return toy;
}

pm_object *toy_key(struct pm_host *host, uint32_t id, uint32_t hash, uint32_t flags) {
  return toy_new(host, (struct toy){.is_key = true, .id = id, .hash = hash, .flags = flags});
}

pm_object *toy_value(struct pm_host *host, uint32_t payload, uint32_t flags) {
  return toy_new(host, (struct toy){.id = payload, .flags = flags});
}

void pm_object_retain(struct pm_host *host, pm_object *object) {
  (void)host;
  CHECK(object->refs > 0);
  object->refs++;
}

void pm_object_release(struct pm_host *host, pm_object *object) {
  CHECK(object->refs > 0);
  if (--object->refs == 0) {
    LIST_REMOVE(host->objects, object);
    free(object);
  }
  may_run_any_code(host, ENTER_RELEASE);
}

uint32_t pm_object_flags(struct pm_host *host, pm_object *object) {
  (void)host;
  CHECK(object->refs > 0);
  return object->flags;
}

/* While any code runs, whoever asked must hold what it asked about: the caller its map, the
 * map its objects. So the answer is computed afterwards. */
int pm_key_eq(struct pm_host *host, pm_object *stored, pm_object *given) {
  CHECK(stored->is_key && given->is_key);
  CHECK(stored->hash == given->hash);
  may_run_any_code(host, ENTER_EQ);
  CHECK(stored->refs > 0 && given->refs > 0);
  if (fails(host, FAIL_KEY_EQ)) return -1;
  return stored->id == given->id;
}

int pm_value_eq(struct pm_host *host, pm_object *a, pm_object *b) {
  CHECK(!a->is_key && !b->is_key);
  may_run_any_code(host, ENTER_EQ);
  CHECK(a->refs > 0 && b->refs > 0);
  if (fails(host, FAIL_VALUE_EQ)) return -1;
  return a->id == b->id;
}

/* ---- Nodes ---- */

struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  CHECK(bytes >= sizeof(struct pm_node) && flags <= UINT8_MAX);
  may_run_any_code(host, ENTER_ALLOC);
  if (fails(host, FAIL_NODE)) return NULL;
  struct pm_node *node = dirty_alloc(bytes);
  node->refs = 1;
  node->stage = STAGE_BUILDING;
  node->bytes = bytes;
  node->alloc_flags = flags;
  LIST_ADD(host->nodes, node);
  return node;
}

static uint32_t entries_flags(struct pm_entry *entry, uint32_t n) {
  uint32_t flags = 0;
  for (uint32_t i = 0; i < n; i++) flags |= entry[i].key->flags | entry[i].value->flags;
  return flags;
}

static uint32_t children_flags(struct pm_node *branch) {
  uint32_t flags = 0;
  for (uint32_t i = 0; i < 1u << branch->width; i++) {
    struct pm_node *child = pm_child_node(pm_branch_children(branch)[i]);
    if (child) flags |= child->flags;
  }
  return flags;
}

void pm_node_publish(struct pm_host *host, struct pm_node *node) {
  (void)host;
  CHECK(node->stage == STAGE_BUILDING && node->refs > 0);
  CHECK(node->count > 0 && node->width <= PM_CHUNK_BITS);
  CHECK(node->bytes ==
        (node->width ? pm_branch_bytes(node->width) : pm_leaf_bytes(node->count)));
  CHECK(node->flags == node->alloc_flags);
  uint32_t below =
      node->width ? children_flags(node) : entries_flags(pm_leaf_entries(node), node->count);
  CHECK((below & ~(uint32_t)node->flags) == 0);
  node->stage = STAGE_PUBLISHED;
  node->digest = node_digest(node);
}

void pm_node_retain(struct pm_host *host, struct pm_node *node) {
  (void)host;
  CHECK(node->refs > 0);
  node->refs++;
}

void pm_node_release(struct pm_host *host, struct pm_node *node) {
  CHECK(node->refs > 0);
  if (--node->refs > 0) return;
  if (node->stage == STAGE_PUBLISHED) CHECK(node->digest == node_digest(node));
  LIST_REMOVE(host->nodes, node);
  node->stage = STAGE_DYING;
  pm_node_clear(host, node);
  free(node);
}

/* ---- Maps ---- */

struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes, uint32_t flags) {
  CHECK(bytes >= sizeof(struct pm_map) && flags <= UINT8_MAX);
  may_run_any_code(host, ENTER_ALLOC);
  if (fails(host, FAIL_MAP)) return NULL;
  struct pm_map *map = dirty_alloc(bytes);
  map->refs = 1;
  map->stage = STAGE_BUILDING;
  map->bytes = bytes;
  map->alloc_flags = flags;
  LIST_ADD(host->maps, map);
  return map;
}

void pm_map_publish(struct pm_host *host, struct pm_map *map) {
  (void)host;
  CHECK(map->stage == STAGE_BUILDING && map->refs == 1);
  CHECK(map->form == PM_SMALL || map->form == PM_TRIE);
  CHECK(map->bytes == (map->form == PM_SMALL ? pm_small_bytes(map->count) : pm_trie_bytes()));
  CHECK(map->flags == map->alloc_flags);
  uint32_t below = 0;
  if (map->form == PM_SMALL) {
    below = entries_flags(pm_small_entries(map), map->count);
  } else if (pm_child_node(*pm_map_root(map))) {
    below = pm_child_node(*pm_map_root(map))->flags;
  }
  CHECK((below & ~(uint32_t)map->flags) == 0);
  map->stage = STAGE_PUBLISHED;
  map->digest = map_digest(map);
}

void host_map_retain(struct pm_map *map) {
  CHECK(map->refs > 0);
  map->refs++;
}

void host_map_release(struct pm_host *host, struct pm_map *map) {
  CHECK(map->refs > 0);
  if (--map->refs > 0) return;
  CHECK(map->stage == STAGE_PUBLISHED && map->digest == map_digest(map));
  LIST_REMOVE(host->maps, map);
  map->stage = STAGE_DYING;
  pm_map_clear(host, map);
  free(map);
}

/* ---- Scratch ---- */

struct pm_item *pm_items_alloc(struct pm_host *host, size_t n) {
  CHECK(n > 0);
  if (fails(host, FAIL_ITEMS)) return NULL;
  host->items++;
  return dirty_alloc(n * sizeof(struct pm_item));
}

void pm_items_free(struct pm_host *host, struct pm_item *items) {
  if (!items) return;
  CHECK(host->items > 0);
  host->items--;
  free(items);
}
