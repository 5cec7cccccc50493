#include "leaf.h"
#include "items.h"
#include "pm_scan.h"

/* ---- Kernels ---- */

/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == index; */
static inline void index_out(uint32_t *out, uint32_t index) {
  *out = index;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

enum pm_found pm_body_find(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                           uint32_t n, uint32_t h, pm_object *key, uint32_t *index) {
  /*@ assert n > 0 ==> body_shows(hash, entry, n); */
  uint32_t i = pm_hash_scan(hash, 0, n, h);
  /*@ loop invariant heap: inv && failed_ == 0 && 0 <= i <= n;
      loop invariant none: absent(entry, i, key);
      loop invariant n > 0 ==> body_shows(hash, entry, n);
      loop assigns i, PM_WORLD, failed_;
      loop variant n - i; */
  while (i < n) {
    int equal = pm_key_eq(host, entry[i].key, key);
    if (equal < 0) return PM_FIND_FAILED;
    if (equal) {
      index_out(index, i);
      return PM_FOUND;
    }
    i = pm_hash_scan(hash, i + 1, n, h);
  }
  return PM_ABSENT;
}

enum pm_found pm_body_find_near(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                                uint32_t n, uint32_t i, uint32_t h, pm_object *key,
                                uint32_t *index) {
  /*@ assert shows: body_shows(hash, entry, n); */
  if (hash[i] == h) {
    int equal = pm_key_eq(host, entry[i].key, key);
    if (equal < 0) return PM_FIND_FAILED;
    if (equal) {
      index_out(index, i);
      return PM_FOUND;
    }
  }
  return pm_body_find(host, hash, entry, n, h, key, index);
}

/* The only writes to a body; inline. */
/*@ requires heap: inv && fresh_hash(cell);
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: *cell == h; */
static inline void hash_put(uint32_t *cell, uint32_t h) {
  *cell = h;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/*@ requires heap: inv && fresh_entry(cell);
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: cell->key == key && cell->value == value; */
static inline void entry_put(struct pm_entry *cell, pm_object *key, pm_object *value) {
  cell->key = key;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->value = value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/*@ requires heap: inv && held_body(sh, se, n) && fresh_body(dh, de, n);
    terminates \true;
    assigns dh[0 .. n - 1];
    ensures heap: inv;
    ensures hash: hash_from(dh, sh, n); */
static inline void hashes_copy(uint32_t *dh, uint32_t *sh, uint32_t n)
/*@ ghost (struct pm_entry *de, struct pm_entry *se) */ {
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant hash: hash_from(dh, sh, i);
      loop assigns i, dh[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert source: sh[i] == hash_at(sh, i); */
    hash_put(&dh[i], sh[i]);
  }
}

void pm_body_copy(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                  uint32_t n) {
  hashes_copy(dh, sh, n) /*@ ghost (de, se) */;
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant key: key_from(de, se, i);
      loop invariant value: value_from(de, se, i);
      loop assigns i, de[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) entry_put(&de[i], se[i].key, se[i].value);
}

/* entry_put, and one more reference to both. */
/*@ requires heap: inv && fresh_entry(cell);
    terminates \true;
    assigns *cell, object_refs_;
    ensures heap: inv;
    ensures put: cell->key == key && cell->value == value;
    ensures refs: \forall pm_object *o; oown(o) == oown{Pre}(o) +
      (key == o ? 1 : 0) + (value == o ? 1 : 0); */
static inline void entry_share(struct pm_host *host, struct pm_entry *cell, pm_object *key,
                               pm_object *value) {
  entry_put(cell, key, value);
  pm_object_retain(host, key);
  pm_object_retain(host, value);
}

void pm_body_append(struct pm_host *host, uint32_t *dh, struct pm_entry *de, uint32_t *sh,
                    struct pm_entry *se, uint32_t n, uint32_t h, pm_object *key,
                    pm_object *value) {
  hashes_copy(dh, sh, n) /*@ ghost (de, se) */;
  hash_put(&dh[n], h);
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant key: key_from(de, se, i);
      loop invariant value: value_from(de, se, i);
      loop invariant refs: \forall pm_object *o;
        oown(o) + refs{Pre}(se, i, n, o) ==
        oown{Pre}(o) + refs{Pre}(se, 0, n, o);
      loop assigns i, de[0 .. n - 1], object_refs_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert was: \at(se[\at(i, Here)].key, Pre) == key_at(se, i) &&
          \at(se[\at(i, Here)].value, Pre) == value_at(se, i); */
    /*@ assert unfold: \forall pm_object *o; refs{Pre}(se, i, n, o) ==
          (key_at(se, i) == o ? 1 : 0) + (value_at(se, i) == o ? 1 : 0) +
          refs{Pre}(se, i + 1, n, o); */
    /*@ assert source: body_shows(sh, se, n); */
    entry_share(host, &de[i], se[i].key, se[i].value);
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
  }
  entry_share(host, &de[n], key, value);
  /*@ assert keys: \forall integer j; 0 <= j < n ==>
        de[j].key == \at(se[j].key, Pre); */
  /*@ assert values: \forall integer j; 0 <= j < n ==>
        de[j].value == \at(se[j].value, Pre); */
  /*@ ghost uint32_t left = n; */
  /*@ ghost
      /@ loop invariant 0 <= left <= n;
         loop invariant \forall pm_object *o; refs(de, left, n + 1, o) ==
           refs{Pre}(se, left, n, o) +
           (key == o ? 1 : 0) + (value == o ? 1 : 0);
         loop assigns left;
         loop variant left; @/
      while (left > 0) left--; */
}

void pm_body_replace(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                     uint32_t n, uint32_t i, pm_object *value) {
  pm_body_copy(dh, de, sh, se, n);
  entry_put(&de[i], se[i].key, value);
}

void pm_body_remove(uint32_t *dh, struct pm_entry *de, uint32_t *sh, struct pm_entry *se,
                    uint32_t n, uint32_t i) {
  uint32_t last = n - 1;
  pm_body_copy(dh, de, sh, se, last);
  if (i < last) {
    /*@ assert source: body_shows(sh, se, n); */
    hash_put(&dh[i], sh[last]);
    /*@ assert hash: dh[i] == hash_at(sh, n - 1); */
    /*@ assert source: key_shows(se, n) && value_shows(se, n); */
    entry_put(&de[i], se[last].key, se[last].value);
    /*@ assert key: key_but(de, se, n - 1, i); */
    /*@ assert value: value_but(de, se, n - 1, i); */
  }
}

void pm_body_fill(uint32_t *dh, struct pm_entry *de, struct pm_item *items, uint32_t n) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant item_hash_eq{Pre,Here}(items, dh, i);
      loop invariant item_key_eq{Pre,Here}(items, de, i);
      loop invariant item_value_eq{Pre,Here}(items, de, i);
      loop assigns i, dh[0 .. n - 1], de[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    hash_put(&dh[i], items[i].hash);
    entry_put(&de[i], items[i].key, items[i].value);
  }
}

void pm_body_retain(struct pm_host *host, struct pm_entry *entry, uint32_t n) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant \forall pm_object *o; oown(o) + refs(entry, i, n, o) ==
        oown{Pre}(o) + refs(entry, 0, n, o);
      loop assigns i, object_refs_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    pm_object_retain(host, entry[i].key);
    pm_object_retain(host, entry[i].value);
  }
}

void pm_body_release(struct pm_host *host, struct pm_entry *entry, uint32_t n) {
  /*@ ghost lemma_refs_nat(entry, n); */
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant count: \forall pm_object *o;
        oown(o) + refs{Pre}(entry, 0, n, o) ==
        oown{Pre}(o) + refs{Pre}(entry, i, n, o);
      loop assigns i, PM_WORLD, object_refs_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert was: \at(entry[\at(i, Here)].key, Pre) == key_at(entry, i) &&
          \at(entry[\at(i, Here)].value, Pre) == value_at(entry, i); */
    /*@ assert unfold: \forall pm_object *o; refs{Pre}(entry, i, n, o) ==
          (key_at(entry, i) == o ? 1 : 0) +
          (value_at(entry, i) == o ? 1 : 0) +
          refs{Pre}(entry, i + 1, n, o); */
    /*@ assert shown: in_entries(entry, n) && key_shows(entry, n); */
    pm_object_release(host, entry[i].key);
    /*@ assert shown: in_entries(entry, n) && value_shows(entry, n); */
    pm_object_release(host, entry[i].value);
    /*@ assert spent: \forall pm_object *o; oown(o) +
          (key_at(entry, i) == o ? 1 : 0) +
          (value_at(entry, i) == o ? 1 : 0) == oown{LoopCurrent}(o); */
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
    /*@ assert next: \forall pm_object *o;
          oown(o) + refs{Pre}(entry, 0, n, o) ==
          oown{Pre}(o) + refs{Pre}(entry, i + 1, n, o); */
  }
}

/* ---- Leaf nodes ---- */

/*@ requires heap: inv && 1 <= n <= PM_COUNT_MAX && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures fresh: \result != \null ==> fresh_node(\result) &&
      fresh_body(hashes(\result), entries(\result, n), n);
    ensures head: \result != \null ==> \result->count == n &&
      \result->width == 0 && \result->flags == (uint8_t)flags; */
static struct pm_node *leaf_alloc(struct pm_host *host, uint32_t n, uint32_t flags) {
  struct pm_node *leaf = pm_node_alloc(host, pm_leaf_bytes(n), flags);
  if (!leaf) return NULL;
  leaf->count = n;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  leaf->width = 0;
  /*@ assert heads: all_heads; */
  leaf->flags = (uint8_t)flags;
  /*@ assert heads: all_heads; */
  return leaf;
}

/* The body is written; from here on it never changes. The references are taken. */
/*@ requires heap: inv && fresh_node(leaf);
    requires leaf: leaf->width == 0 && 1 <= leaf->count <= PM_COUNT_MAX &&
      fresh_body(hashes(leaf), entries(leaf, leaf->count), leaf->count);
    terminates \true;
    assigns node_refs_, object_refs_;
    ensures heap: inv;
    ensures own: own_plus{Pre,Post}(leaf) && oown_same{Pre,Post};
    ensures leaf: node_shows(leaf); */
static void leaf_publish(struct pm_host *host, struct pm_node *leaf) {
  pm_body_retain(host, pm_leaf_entries(leaf), leaf->count);
  pm_node_publish(host, leaf);
}

struct pm_node *pm_leaf_copy(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                             uint32_t n, uint32_t flags) {
  struct pm_node *leaf = leaf_alloc(host, n, flags);
  if (!leaf) return NULL;
  pm_body_copy(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n);
  leaf_publish(host, leaf);
  /*@ assert count: leaf_of(leaf, n); */
  /*@ assert hash: hash_from(hashes(leaf), sh, n); */
  /*@ assert key: key_from(entries(leaf, n), se, n); */
  /*@ assert value: value_from(entries(leaf, n), se, n); */
  return leaf;
}

struct pm_node *pm_leaf_append(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t h, pm_object *key,
                               pm_object *value) {
  flags |= pm_object_flags(host, key) | pm_object_flags(host, value);
  /*@ assert count: (uint32_t)(n + 1) == n + 1; */
  struct pm_node *leaf = leaf_alloc(host, n + 1, flags);
  if (!leaf) return NULL;
  pm_body_append(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, h, key, value);
  /*@ assert refs: refs_put{Pre,Here}(entries(leaf, n + 1), n + 1); */
  pm_node_publish(host, leaf);
  /*@ assert objects: oown_same{Pre,Here}; */
  /*@ assert count: leaf_of(leaf, n + 1); */
  /*@ assert hash: hash_from(hashes(leaf), sh, n); */
  /*@ assert key: key_from(entries(leaf, n + 1), se, n); */
  /*@ assert value: value_from(entries(leaf, n + 1), se, n); */
  /*@ assert same: same_body(sh, se, hashes(leaf), entries(leaf, n + 1), n); */
  /*@ assert last: body_last(hashes(leaf), entries(leaf, n + 1), n, h, key,
        value); */
  return leaf;
}

struct pm_node *pm_leaf_replace(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                                uint32_t n, uint32_t flags, uint32_t i, pm_object *value) {
  flags |= pm_object_flags(host, value);
  struct pm_node *leaf = leaf_alloc(host, n, flags);
  if (!leaf) return NULL;
  pm_body_replace(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, i, value);
  leaf_publish(host, leaf);
  /*@ assert count: leaf_of(leaf, n); */
  /*@ assert hash: hash_from(hashes(leaf), sh, n); */
  /*@ assert key: key_from(entries(leaf, n), se, n); */
  /*@ assert value: value_but(entries(leaf, n), se, n, i); */
  return leaf;
}

struct pm_node *pm_leaf_remove(struct pm_host *host, uint32_t *sh, struct pm_entry *se,
                               uint32_t n, uint32_t flags, uint32_t i) {
  /*@ assert count: (uint32_t)(n - 1) == n - 1; */
  struct pm_node *leaf = leaf_alloc(host, n - 1, flags);
  if (!leaf) return NULL;
  pm_body_remove(pm_leaf_hashes(leaf), pm_leaf_entries(leaf), sh, se, n, i);
  leaf_publish(host, leaf);
  /*@ assert count: leaf_of(leaf, n - 1); */
  /*@ assert hash: hash_but(hashes(leaf), sh, n - 1, i); */
  /*@ assert key: key_but(entries(leaf, n - 1), se, n - 1, i); */
  /*@ assert value: value_but(entries(leaf, n - 1), se, n - 1, i); */
  /*@ assert cut: body_cut(sh, se, hashes(leaf), entries(leaf, n - 1), n, i); */
  return leaf;
}

struct pm_node *pm_leaf_one(struct pm_host *host, uint32_t h, pm_object *key,
                            pm_object *value) {
  return pm_leaf_append(host, NULL, NULL, 0, 0, h, key, value);
}

struct pm_node *pm_leaf_take(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_node *leaf = leaf_alloc(host, n, pm_items_flags(items, n));
  /*@ ghost KEEP_ITEMS(items, n) */
  if (!leaf) {
    pm_items_release(host, items, n);
    return NULL;
  }
  struct pm_entry *entry = pm_leaf_entries(leaf);
  pm_body_fill(pm_leaf_hashes(leaf), entry, items, n);
  /*@ ghost KEEP_ITEMS(items, n) */
  /*@ ghost lemma_items_refs(entry, items, n); */
  pm_node_publish(host, leaf);
  /*@ assert count: leaf_of(leaf, n); */
  /*@ assert body: body_is(hashes(leaf), entries(leaf, n), items, n); */
  return leaf;
}
