#include "map.h"
#include "items.h"
#include "trie.h"

/* ---- Map objects ---- */

static struct pm_map *small_alloc(struct pm_host *host, uint32_t n, uint32_t flags) {
  struct pm_map *map = pm_map_alloc(host, pm_small_bytes(n), flags);
  if (!map) return NULL;
  map->count = n;
  map->form = PM_SMALL;
  map->flags = (uint8_t)flags;
  return map;
}

static struct pm_map *small_publish(struct pm_host *host, struct pm_map *map) {
  pm_body_retain(host, pm_small_entries(map), map->count);
  pm_map_publish(host, map);
  return map;
}

struct pm_map *pm_small_take(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_map *map = small_alloc(host, n, pm_items_flags(items, n));
  if (!map) {
    pm_items_release(host, items, n);
    return NULL;
  }
  pm_body_fill(pm_small_hashes(map), pm_small_entries(map), items, n);
  pm_map_publish(host, map);
  return map;
}

struct pm_map *pm_map_take(struct pm_host *host, struct pm_node *root) {
  uint32_t flags = root ? root->flags : 0;
  struct pm_map *map = pm_map_alloc(host, pm_trie_bytes(), flags);
  if (!map) {
    if (root) pm_node_release(host, root);
    return NULL;
  }
  map->count = root ? root->count : 0;
  map->form = PM_TRIE;
  map->flags = (uint8_t)flags;
  *pm_map_root(map) = pm_child_of(root);
  pm_map_publish(host, map);
  return map;
}

static struct pm_node *root_node(struct pm_map *map) {
  return pm_child_node(*pm_map_root(map));
}

bool pm_map_as_node(struct pm_host *host, struct pm_map *map, struct pm_node **out) {
  struct pm_node *node = NULL;
  if (map->form == PM_TRIE) {
    node = root_node(map);
    if (node) pm_node_retain(host, node);
  } else if (map->count > 0) {
    node = pm_leaf_copy(host, pm_small_hashes(map), pm_small_entries(map), map->count,
                        map->flags);
    if (!node) return false;
  }
  *out = node;
  return true;
}

bool pm_map_body(struct pm_map *map, struct pm_body *body) {
  struct pm_node *root;
  body->n = map->count;
  if (map->form == PM_SMALL) {
    body->hash = pm_small_hashes(map);
    body->entry = pm_small_entries(map);
    return true;
  }
  root = root_node(map);
  if (root && root->width != 0) return false;
  body->hash = root ? pm_leaf_hashes(root) : NULL;
  body->entry = root ? pm_leaf_entries(root) : NULL;
  return true;
}

void pm_map_clear(struct pm_host *host, struct pm_map *map) {
  if (map->form == PM_SMALL) {
    pm_body_release(host, pm_small_entries(map), map->count);
  } else {
    struct pm_node *root = root_node(map);
    if (root) pm_node_release(host, root);
  }
}

void pm_node_clear(struct pm_host *host, struct pm_node *node) {
  if (node->width == 0) {
    pm_body_release(host, pm_leaf_entries(node), node->count);
    return;
  }
  struct pm_node *last = NULL;
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    struct pm_node *kid = pm_kid(node, s);
    if (kid && kid != last) pm_node_release(host, kid);
    last = kid;
  }
}

/* ---- Find ---- */

enum pm_found pm_find(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                      pm_object **value) {
  if (map->form != PM_SMALL) return pm_trie_find(host, *pm_map_root(map), h, key, value);
  struct pm_entry *entry = pm_small_entries(map);
  uint32_t i = 0;
  enum pm_found found =
      pm_body_find(host, pm_small_hashes(map), entry, map->count, h, key, &i);
  if (found == PM_FOUND) *value = entry[i].value;
  return found;
}

/* ---- With ---- */

static struct pm_map *small_replace(struct pm_host *host, struct pm_map *map, uint32_t i,
                                    pm_object *value) {
  uint32_t flags = map->flags | pm_object_flags(host, value);
  struct pm_map *copy = small_alloc(host, map->count, flags);
  if (!copy) return NULL;
  pm_body_replace(pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                  pm_small_entries(map), map->count, i, value);
  return small_publish(host, copy);
}

static struct pm_map *small_append(struct pm_host *host, struct pm_map *map,
                                   struct pm_item *item) {
  struct pm_map *copy = small_alloc(host, map->count + 1, map->flags | item->flags);
  if (!copy) return NULL;
  pm_body_append(pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                 pm_small_entries(map), map->count, item->hash, item->key, item->value);
  return small_publish(host, copy);
}

/* A full small map and one more item become a trie. */
static struct pm_map *small_overflow(struct pm_host *host, struct pm_map *map,
                                     struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *root = NULL;
  uint32_t n = map->count;
  pm_items_copy(items, pm_small_hashes(map), pm_small_entries(map), n, map->flags);
  items[n] = *item;
  pm_items_retain(host, items, n + 1);
  if (pm_trie_build(host, items, scratch, n + 1, 0, &root) < 0) return NULL;
  return pm_map_take(host, root);
}

static enum pm_with small_with(struct pm_host *host, struct pm_map *map, struct pm_item *item,
                               struct pm_map **out) {
  struct pm_entry *entry = pm_small_entries(map);
  struct pm_map *copy;
  uint32_t i = 0, n = map->count;
  enum pm_found found =
      pm_body_find(host, pm_small_hashes(map), entry, n, item->hash, item->key, &i);
  if (found == PM_FIND_FAILED) return PM_WITH_FAILED;
  if (found == PM_FOUND) {
    if (entry[i].value == item->value) return PM_SAME;
    copy = small_replace(host, map, i, item->value);
  } else {
    copy = n < PM_LEAF_MAX ? small_append(host, map, item) : small_overflow(host, map, item);
  }
  if (!copy) return PM_WITH_FAILED;
  *out = copy;
  return found == PM_FOUND ? PM_REPLACED : PM_ADDED;
}

enum pm_with pm_with(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                     pm_object *value, struct pm_map **out) {
  struct pm_item item;
  item.key = key;
  item.value = value;
  item.hash = h;
  item.flags = pm_object_flags(host, key) | pm_object_flags(host, value);
  if (map->form == PM_SMALL) return small_with(host, map, &item, out);
  struct pm_node *root = NULL;
  enum pm_with outcome = pm_trie_with(host, root_node(map), 0, &item, &root);
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  struct pm_map *copy = pm_map_take(host, root);
  if (!copy) return PM_WITH_FAILED;
  *out = copy;
  return outcome;
}

/* ---- Without ---- */

static enum pm_without small_without(struct pm_host *host, struct pm_map *map, uint32_t h,
                                     pm_object *key, struct pm_map **out) {
  uint32_t i = 0, n = map->count;
  enum pm_found found = pm_body_find(host, pm_small_hashes(map), pm_small_entries(map), n, h,
                                     key, &i);
  if (found == PM_FIND_FAILED) return PM_WITHOUT_FAILED;
  if (found == PM_ABSENT) return PM_MISSING;
  struct pm_map *copy = small_alloc(host, n - 1, map->flags);
  if (!copy) return PM_WITHOUT_FAILED;
  pm_body_remove(pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                 pm_small_entries(map), n, i);
  *out = small_publish(host, copy);
  return PM_REMOVED;
}

enum pm_without pm_without(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                           struct pm_map **out) {
  if (map->form == PM_SMALL) return small_without(host, map, h, key, out);
  struct pm_node *root = NULL;
  enum pm_without outcome = pm_trie_without(host, root_node(map), 0, h, key, &root);
  if (outcome != PM_REMOVED) return outcome;
  struct pm_map *copy = pm_map_take(host, root);
  if (!copy) return PM_WITHOUT_FAILED;
  *out = copy;
  return PM_REMOVED;
}
