/* One change: with, without. */
#include "items.h"
#include "map.h"
#include "trie.h"

/* ---- With ---- */

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires i < mcount(map) <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures fresh: !mlive{Pre}(\result);
    ensures small: \result != \null ==> small_of(\result, mcount(map)) &&
      body_set(small_hashes(map), small_entries(map, mcount(map)),
               small_hashes(\result), small_entries(\result, mcount(map)),
               mcount(map), i, value); */
static struct pm_map *small_replace(struct pm_host *host, struct pm_map *map, uint32_t i,
                                    pm_object *value) {
  uint32_t flags = map->flags | pm_object_flags(host, value);
  struct pm_map *copy = pm_small_alloc(host, map->count, flags);
  if (!copy) return NULL;
  uint32_t n = map->count;
  /*@ assert body: small_body(map, small_hashes(map),
        small_entries(map, mcount(map)), n); */
  pm_body_replace(pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                  pm_small_entries(map), n, i, value);
  pm_small_publish(host, copy);
  /*@ assert count: small_of(copy, n); */
  /*@ assert hash: hash_from(small_hashes(copy), small_hashes(map), n); */
  /*@ assert key: key_from(small_entries(copy, n), small_entries(map, n), n); */
  /*@ assert value: value_but(small_entries(copy, n), small_entries(map, n), n,
        i); */
  return copy;
}

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires item: mcount(map) < PM_COUNT_MAX && \valid_read(item) &&
      outside(\base_addr(item));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures fresh: !mlive{Pre}(\result);
    ensures small: \result != \null ==> small_of(\result, mcount(map) + 1) &&
      same_body(small_hashes(map), small_entries(map, mcount(map)),
               small_hashes(\result), small_entries(\result, mcount(map) + 1),
               mcount(map)) &&
      body_last(small_hashes(\result), small_entries(\result, mcount(map) + 1),
                mcount(map), \old(item->hash), \old(item->key),
                \old(item->value)); */
static struct pm_map *small_append(struct pm_host *host, struct pm_map *map,
                                   struct pm_item *item) {
  uint32_t n = map->count;
  /*@ assert count: (uint32_t)(n + 1) == n + 1; */
  struct pm_map *copy = pm_small_alloc(host, n + 1, map->flags | item->flags);
  if (!copy) return NULL;
  /*@ assert item: item->hash == \at(item->hash, Pre) &&
        item->key == \at(item->key, Pre) &&
        item->value == \at(item->value, Pre); */
  /*@ assert body: small_body(map, small_hashes(map),
        small_entries(map, mcount(map)), n); */
  /*@ assert fresh: fresh_body(small_hashes(copy), small_entries(copy, n + 1),
        n + 1); */
  /*@ assert size: copy->count == n + 1; */
  pm_body_append(host, pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                 pm_small_entries(map), n, item->hash, item->key, item->value);
  /*@ assert refs: refs_put{Pre,Here}(small_entries(copy, n + 1), n + 1); */
  pm_map_publish(host, copy);
  /*@ assert objects: oown_same{Pre,Here}; */
  /*@ assert count: small_of(copy, n + 1); */
  /*@ assert same_item: item->hash == \at(item->hash, Pre) &&
        item->key == \at(item->key, Pre) &&
        item->value == \at(item->value, Pre); */
  /*@ assert hash: hash_from(small_hashes(copy), small_hashes(map), n); */
  /*@ assert key: key_from(small_entries(copy, n + 1), small_entries(map, n),
        n); */
  /*@ assert value: value_from(small_entries(copy, n + 1),
        small_entries(map, n), n); */
  /*@ assert same: same_body(small_hashes(map), small_entries(map, n),
        small_hashes(copy), small_entries(copy, n + 1), n); */
  /*@ assert last: body_last(small_hashes(copy), small_entries(copy, n + 1), n,
        item->hash, item->key, item->value); */
  return copy;
}

/* items[0..n] = the full map's n entries and item, each with a reference. */
/*@ requires heap: inv && small_live(map) && small_ok(map);
    requires full: mcount(map) == PM_LEAF_MAX && item_ok(item);
    requires items: items_there(items, PM_LEAF_MAX + 1) &&
      \separated(item, items + (0 .. PM_LEAF_MAX));
    terminates \true;
    assigns object_refs_, items[0 .. PM_LEAF_MAX];
    ensures heap: inv;
    ensures old: items_are(items, small_hashes(map),
                           small_entries(map, PM_LEAF_MAX), PM_LEAF_MAX);
    ensures new: items[PM_LEAF_MAX].hash == item->hash &&
      items[PM_LEAF_MAX].key == item->key &&
      items[PM_LEAF_MAX].value == item->value;
    ensures own: \forall pm_object *o; oown(o) == oown{Pre}(o) +
      item_refs(items, 0, PM_LEAF_MAX + 1, o); */
static void small_items(struct pm_host *host, struct pm_map *map, struct pm_item *item,
                        struct pm_item *items) {
  uint32_t n = map->count;
  /*@ assert body: small_body(map, small_hashes(map), small_entries(map, n),
        n); */
  pm_items_copy(items, pm_small_hashes(map), pm_small_entries(map), n, map->flags);
  pm_item_put(&items[n], item);
  pm_items_retain(host, items, n + 1);
}

/* A full small map and one more item become a trie. */
/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires small_ok(map) && mcount(map) == PM_LEAF_MAX && item_ok(item);
    requires absent: map_lacks(map, item->key);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures trie: \result != \null ==> map_ok(\result) &&
      mcount(\result) == mcount(map) + 1 &&
      map_updated(map, \result, \old(item->key), \old(item->value)); */
static struct pm_map *small_overflow(struct pm_host *host, struct pm_map *map,
                                     struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *root = NULL;
  small_items(host, map, item, items);
  /*@ ghost lemma_small_more(map, item, items); */
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  /*@ ghost lemma_items_nat(items, PM_LEAF_MAX + 1); */
  if (pm_trie_build(host, items, scratch, PM_LEAF_MAX + 1, 0, &root) < 0) return NULL;
  /*@ assert has: \forall pm_object *k, *v; holds(root, 0, k, v) <==>
        (KeyEq(key, k) ? v == value : map_has(map, k, v)); */
  struct pm_map *copy = pm_map_take(host, root);
  /*@ assert updated: copy != \null ==> map_updated(map, copy, key, value); */
  return copy;
}

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires small_ok(map) && item_ok(item);
    requires absent: absent(small_entries(map, mcount(map)), mcount(map),
                            item->key);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures ok: \result != \null ==> map_ok(\result) &&
      mcount(\result) == mcount(map) + 1;
    ensures updated: \result != \null ==>
      map_updated(map, \result, \old(item->key), \old(item->value)); */
static struct pm_map *small_add(struct pm_host *host, struct pm_map *map,
                                struct pm_item *item) {
  uint32_t n = map->count;
  /*@ assert lacks: map_lacks(map, item->key); */
  if (n >= PM_LEAF_MAX) return small_overflow(host, map, item);
  struct pm_map *copy = small_append(host, map, item);
  if (!copy) return NULL;
  /*@ assert last: body_last(small_hashes(copy), small_entries(copy, n + 1), n,
        key_hash(item->key), item->key, item->value); */
  /*@ ghost lemma_small_append(map, copy, n, item->key, item->value); */
  return copy;
}

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires small_ok(map) && mcount(map) < PM_COUNT_MAX;
    requires item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_SAME ==> *out == \old(*out);
    ensures made: \result > PM_SAME ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures same: \result == PM_SAME ==>
      map_has(map, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==>
      !map_lacks(map, \old(item->key)) && mcount(*out) == mcount(map);
    ensures added: \result == PM_ADDED ==>
      map_lacks(map, \old(item->key)) && mcount(*out) == mcount(map) + 1;
    ensures updated: \result > PM_SAME ==>
      map_updated(map, *out, \old(item->key), \old(item->value)); */
static enum pm_with small_with(struct pm_host *host, struct pm_map *map, struct pm_item *item,
                           struct pm_map **out) {
  struct pm_entry *entry = pm_small_entries(map);
  struct pm_map *copy;
  uint32_t i = 0, n = map->count;
  /*@ assert body: small_body(map, small_hashes(map), entry, n); */
  /*@ assert held: held_body(small_hashes(map), entry, n); */
  enum pm_found found =
      pm_body_find(host, pm_small_hashes(map), entry, n, item->hash, item->key, &i);
  /*@ assert out: *out == \at(*out, Pre); */
  if (found == PM_FIND_FAILED) return PM_WITH_FAILED;
  /*@ assert item: item->hash == \at(item->hash, Pre) &&
        item->key == \at(item->key, Pre) &&
        item->value == \at(item->value, Pre); */
  if (found == PM_FOUND) {
    /*@ assert entries: held_entries(entry, n); */
    /*@ assert at: \valid_read(entry + i) &&
          entry[i].value == value_at(entry, i); */
    /*@ assert here: entry_has(entry, i, item->key, value_at(entry, i)); */
    /*@ assert has: map_has(map, item->key, value_at(entry, i)); */
    if (entry[i].value == item->value) return PM_SAME;
    copy = small_replace(host, map, i, item->value);
    /*@ assert key: KeyEq(key_at(entry, i), \at(item->key, Pre)); */
    /*@ ghost
      if (copy) lemma_small_set(map, copy, n, i, item->key, item->value); */
    /*@ assert out: *out == \at(*out, Pre); */
  } else {
    copy = small_add(host, map, item);
    /*@ assert out: *out == \at(*out, Pre); */
  }
  /*@ assert out: *out == \at(*out, Pre); */
  if (!copy) return PM_WITH_FAILED;
  pm_map_out(out, copy);
  return found == PM_FOUND ? PM_REPLACED : PM_ADDED;
}

/*@ requires heap: inv && mlive(map) && mform(map) == PM_TRIE && failed_ == 0;
    requires map_ok(map) && mcount(map) < PM_COUNT_MAX;
    requires item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_SAME ==> *out == \old(*out);
    ensures made: \result > PM_SAME ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures same: \result == PM_SAME ==>
      map_has(map, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==>
      !map_lacks(map, \old(item->key)) && mcount(*out) == mcount(map);
    ensures added: \result == PM_ADDED ==>
      map_lacks(map, \old(item->key)) && mcount(*out) == mcount(map) + 1;
    ensures updated: \result > PM_SAME ==>
      map_updated(map, *out, \old(item->key), \old(item->value)); */
static enum pm_with root_with(struct pm_host *host, struct pm_map *map, struct pm_item *item,
                              struct pm_map **out) {
  struct pm_node *root = NULL;
  enum pm_with outcome = pm_trie_with(host, pm_root(map), 0, item, &root);
  /*@ assert out: *out == \at(*out, Pre); */
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  struct pm_map *copy = pm_map_take(host, root);
  /*@ assert out: *out == \at(*out, Pre); */
  if (!copy) return PM_WITH_FAILED;
  pm_map_out(out, copy);
  return outcome;
}

/*@ requires heap: inv && \valid(item) && outside(\base_addr(item));
    terminates \true;
    assigns *item;
    ensures heap: inv;
    ensures put: item->key == key && item->value == value &&
      item->hash == h && item->flags == flags; */
static inline void item_of(struct pm_item *item, pm_object *key, pm_object *value, uint32_t h,
                            uint32_t flags) {
  /*@ assert clear: off_entries(\base_addr(item)); */
  item->key = key;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  item->value = value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  item->hash = h;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  item->flags = flags;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

enum pm_with pm_with(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                     pm_object *value, struct pm_map **out) {
  struct pm_item item;
  item_of(&item, key, value, h, pm_object_flags(host, key) | pm_object_flags(host, value));
  if (map->form == PM_SMALL) return small_with(host, map, &item, out);
  return root_with(host, map, &item, out);
}

/* ---- Without ---- */

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires i < mcount(map) <= PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures fresh: !mlive{Pre}(\result);
    ensures small: \result != \null ==> small_of(\result, mcount(map) - 1) &&
      body_cut(small_hashes(map), small_entries(map, mcount(map)),
               small_hashes(\result), small_entries(\result, mcount(map) - 1),
               mcount(map), i); */
static struct pm_map *small_remove(struct pm_host *host, struct pm_map *map, uint32_t i) {
  uint32_t n = map->count;
  /*@ assert count: (uint32_t)(n - 1) == n - 1; */
  struct pm_map *copy = pm_small_alloc(host, n - 1, map->flags);
  if (!copy) return NULL;
  /*@ assert body: small_body(map, small_hashes(map),
        small_entries(map, mcount(map)), n); */
  pm_body_remove(pm_small_hashes(copy), pm_small_entries(copy), pm_small_hashes(map),
                 pm_small_entries(map), n, i);
  pm_small_publish(host, copy);
  /*@ assert count: small_of(copy, n - 1); */
  /*@ assert hash: hash_but(small_hashes(copy), small_hashes(map), n - 1, i); */
  /*@ assert key: key_but(small_entries(copy, n - 1), small_entries(map, n),
        n - 1, i); */
  /*@ assert value: value_but(small_entries(copy, n - 1),
        small_entries(map, n), n - 1, i); */
  /*@ assert cut: body_cut(small_hashes(map), small_entries(map, n),
        small_hashes(copy), small_entries(copy, n - 1), n, i); */
  return copy;
}

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires small_ok(map) && h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITHOUT_FAILED;
    ensures result: PM_WITHOUT_FAILED <= \result <= PM_REMOVED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MISSING ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MISSING ==> *out == \old(*out);
    ensures made: \result == PM_REMOVED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures missing: \result == PM_MISSING ==> map_lacks(map, key);
    ensures present: \result == PM_REMOVED ==>
      !map_lacks(map, key) && mcount(*out) == mcount(map) - 1;
    ensures removed: \result == PM_REMOVED ==>
      map_removed(map, *out, key); */
static enum pm_without small_without(struct pm_host *host, struct pm_map *map, uint32_t h,
                                 pm_object *key, struct pm_map **out) {
  struct pm_entry *entry = pm_small_entries(map);
  uint32_t i = 0, n = map->count;
  /*@ assert body: small_body(map, small_hashes(map), entry, n); */
  /*@ assert held: held_body(small_hashes(map), entry, n); */
  enum pm_found found = pm_body_find(host, pm_small_hashes(map), entry, n, h, key, &i);
  if (found == PM_FIND_FAILED) return PM_WITHOUT_FAILED;
  if (found == PM_ABSENT) return PM_MISSING;
  /*@ assert here: entry_has(entry, i, key, value_at(entry, i)); */
  /*@ assert has: map_has(map, key, value_at(entry, i)); */
  struct pm_map *copy = small_remove(host, map, i);
  if (!copy) return PM_WITHOUT_FAILED;
  /*@ ghost lemma_small_cut(map, copy, n, i, key); */
  pm_map_out(out, copy);
  return PM_REMOVED;
}

enum pm_without pm_without(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                           struct pm_map **out) {
  if (map->form == PM_SMALL) return small_without(host, map, h, key, out);
  struct pm_node *root = NULL;
  enum pm_without outcome = pm_trie_without(host, pm_root(map), 0, h, key, &root);
  if (outcome != PM_REMOVED) return outcome;
  struct pm_map *copy = pm_map_take(host, root);
  if (!copy) return PM_WITHOUT_FAILED;
  pm_map_out(out, copy);
  return PM_REMOVED;
}
