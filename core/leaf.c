#include "leaf.h"
#include "items.h"
#include "pm_scan.h"

/* ---- Kernels ---- */

enum pm_found pm_body_find(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                           uint32_t n, uint32_t h, pm_object *key, uint32_t *index) {
  uint32_t i = pm_hash_scan(hash, 0, n, h);
  while (i < n) {
    int equal = pm_key_eq(host, entry[i].key, key);
    if (equal < 0) return PM_FIND_FAILED;
    if (equal) {
      *index = i;
      return PM_FOUND;
    }
    i = pm_hash_scan(hash, i + 1, n, h);
  }
  return PM_ABSENT;
}

void pm_body_copy(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                  uint32_t n) {
  for (uint32_t i = 0; i < n; i++) dh[i] = sh[i];
  for (uint32_t i = 0; i < n; i++) {
    de[i].key = se[i].key;
    de[i].value = se[i].value;
  }
}

void pm_body_append(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t h, pm_object *key, pm_object *value) {
  pm_body_copy(dh, de, sh, se, n);
  dh[n] = h;
  de[n].key = key;
  de[n].value = value;
}

void pm_body_replace(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                     uint32_t n, uint32_t i, pm_object *value) {
  pm_body_copy(dh, de, sh, se, n);
  de[i].value = value;
}

void pm_body_remove(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t i) {
  uint32_t last = n - 1;
  pm_body_copy(dh, de, sh, se, last);
  if (i < last) {
    dh[i] = sh[last];
    de[i].key = se[last].key;
    de[i].value = se[last].value;
  }
}

void pm_body_fill(uint32_t *dh, struct pm_entry *de, struct pm_item *items, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    dh[i] = items[i].hash;
    de[i].key = items[i].key;
    de[i].value = items[i].value;
  }
}

void pm_body_retain(struct pm_host *host, struct pm_entry *entry, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    pm_object_retain(host, entry[i].key);
    pm_object_retain(host, entry[i].value);
  }
}

void pm_body_release(struct pm_host *host, struct pm_entry *entry, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    pm_object_release(host, entry[i].key);
    pm_object_release(host, entry[i].value);
  }
}

/* Keys are distinct on both sides and the counts agree, so a in b is enough. */
enum pm_equal pm_body_equal(struct pm_host *host, uint32_t *ah, struct pm_entry *ae,
                            uint32_t *bh, struct pm_entry *be, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t j = 0;
    enum pm_found found = pm_body_find(host, bh, be, n, ah[i], ae[i].key, &j);
    if (found == PM_FIND_FAILED) return PM_EQUAL_FAILED;
    if (found == PM_ABSENT) return PM_DIFFERENT;
    int equal = pm_value_eq(host, ae[i].value, be[j].value);
    if (equal < 0) return PM_EQUAL_FAILED;
    if (!equal) return PM_DIFFERENT;
  }
  return PM_EQUAL;
}

/* ---- Leaf nodes ---- */

static struct pm_node *leaf_alloc(struct pm_host *host, uint32_t n, uint32_t flags) {
  struct pm_node *leaf = pm_node_alloc(host, pm_leaf_bytes(n), flags);
  if (!leaf) return NULL;
  leaf->count = n;
  leaf->width = 0;
  leaf->flags = (uint8_t)flags;
  return leaf;
}

/* The body is written; from here on it never changes. */
static struct pm_node *leaf_publish(struct pm_host *host, struct pm_node *leaf) {
  pm_body_retain(host, pm_leaf_entries(leaf), leaf->count);
  pm_node_publish(host, leaf);
  return leaf;
}

struct pm_node *pm_leaf_copy(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                             uint32_t n, uint32_t flags) {
  struct pm_node *leaf = leaf_alloc(host, n, flags);
  if (!leaf) return NULL;
  pm_body_copy(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n);
  return leaf_publish(host, leaf);
}

struct pm_node *pm_leaf_append(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t h, pm_object *key,
                               pm_object *value) {
  flags |= pm_object_flags(host, key) | pm_object_flags(host, value);
  struct pm_node *leaf = leaf_alloc(host, n + 1, flags);
  if (!leaf) return NULL;
  pm_body_append(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, h, key, value);
  return leaf_publish(host, leaf);
}

struct pm_node *pm_leaf_replace(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                                uint32_t n, uint32_t flags, uint32_t i, pm_object *value) {
  flags |= pm_object_flags(host, value);
  struct pm_node *leaf = leaf_alloc(host, n, flags);
  if (!leaf) return NULL;
  pm_body_replace(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, i, value);
  return leaf_publish(host, leaf);
}

struct pm_node *pm_leaf_remove(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t i) {
  struct pm_node *leaf = leaf_alloc(host, n - 1, flags);
  if (!leaf) return NULL;
  pm_body_remove(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, i);
  return leaf_publish(host, leaf);
}

struct pm_node *pm_leaf_one(struct pm_host *host, uint32_t h, pm_object *key,
                            pm_object *value) {
  return pm_leaf_append(host, NULL, NULL, 0, 0, h, key, value);
}

struct pm_node *pm_leaf_take(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_node *leaf = leaf_alloc(host, n, pm_items_flags(items, n));
  if (!leaf) {
    pm_items_release(host, items, n);
    return NULL;
  }
  pm_body_fill(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), items, n);
  pm_node_publish(host, leaf);
  return leaf;
}
