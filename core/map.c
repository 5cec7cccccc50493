#include "items.h"
#include "map.h"
#include "trie.h"

/* Fills in the head of a map that is not yet published. */
/*@ requires heap: inv && fresh_map(map) && PM_SMALL <= form <= PM_TRIE;
    terminates \true;
    assigns map->count, map->form, map->flags;
    ensures heap: inv;
    ensures put: map->count == count && map->form == form &&
      map->flags == (uint8_t)flags; */
static inline void head_put(struct pm_map *map, uint32_t count, enum pm_form form,
                            uint32_t flags) {
  map->count = count;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  map->form = form;
  /*@ assert heads: all_heads; */
  map->flags = (uint8_t)flags;
  /*@ assert heads: all_heads; */
}

/* ---- Small maps ---- */

struct pm_map *pm_small_alloc(struct pm_host *host, uint32_t n, uint32_t flags) {
  struct pm_map *map = pm_map_alloc(host, pm_small_bytes(n), flags);
  if (!map) return NULL;
  head_put(map, n, PM_SMALL, flags);
  return map;
}

void pm_small_publish(struct pm_host *host, struct pm_map *map) {
  pm_body_retain(host, pm_small_entries(map), map->count);
  pm_map_publish(host, map);
}

struct pm_map *pm_small_take(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_map *map = pm_small_alloc(host, n, pm_items_flags(items, n));
  /*@ ghost KEEP_ITEMS(items, n) */
  if (!map) {
    pm_items_release(host, items, n);
    return NULL;
  }
  struct pm_entry *entry = pm_small_entries(map);
  pm_body_fill(pm_small_hashes(map), entry, items, n);
  /*@ ghost KEEP_ITEMS(items, n) */
  /*@ ghost lemma_items_refs(entry, items, n); */
  pm_map_publish(host, map);
  /*@ assert count: small_of(map, n); */
  /*@ assert body: body_is(small_hashes(map), small_entries(map, n), items,
        n); */
  return map;
}

/* ---- Tries ---- */

/*@ requires heap: inv && fresh_map(map) && fresh_child(root_word(map));
    requires root == \null || live(root);
    terminates \true;
    assigns *root_word(map);
    ensures heap: inv;
    ensures put: *root_word(map) == root; */
static inline void root_put(struct pm_map *map, struct pm_node *root) {
  /*@ assert clear: off_entries(\base_addr(root_word(map))); */
  *pm_map_root(map) = pm_child_of(root);
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

struct pm_map *pm_map_take(struct pm_host *host, struct pm_node *root) {
  uint32_t flags = root ? root->flags : 0;
  struct pm_map *map = pm_map_alloc(host, pm_trie_bytes(), flags);
  if (!map) {
    if (root) pm_node_release(host, root);
    return NULL;
  }
  head_put(map, root ? root->count : 0, PM_TRIE, flags);
  /*@ assert fresh: fresh_map(map); */
  /*@ assert word: fresh_child(root_word(map)); */
  /*@ assert heap: inv; */
  root_put(map, root);
  /*@ assert none: \forall struct pm_node *q;
        runs(root_word(map), 0, 1, 1, q) == 0; */
  /*@ assert one: \forall struct pm_node *q;
        runs(root_word(map), 0, 0, 1, q) ==
        (q == root && root != \null ? 1 : 0); */
  pm_map_publish(host, map);
  /*@ assert root: mroot(map) == root; */
  return map;
}

/* ---- Seen as a node, as a body ---- */

bool pm_map_as_node(struct pm_host *host, struct pm_map *map, struct pm_node **out) {
  struct pm_node *node = NULL;
  if (map->form == PM_TRIE) {
    node = pm_root(map);
    if (node) pm_node_retain(host, node);
  } else if (map->count > 0) {
    /*@ assert body: small_body(map, small_hashes(map),
          small_entries(map, mcount(map)), mcount(map)); */
    node = pm_leaf_copy(host, pm_small_hashes(map), pm_small_entries(map), map->count,
                        map->flags);
    if (!node) return false;
    /*@ ghost lemma_small_leaf(map, node, map->count); */
  }
  /*@ assert ok: wf(node, 0) && total(node) == mcount(map); */
  /*@ assert same: \forall pm_object *k, *v;
        holds(node, 0, k, v) <==> map_has(map, k, v); */
  pm_node_out(out, node);
  return true;
}

/*@ requires heap: inv && \valid(body) && outside(\base_addr(body));
    terminates \true;
    assigns *body;
    ensures heap: inv;
    ensures put: body->hash == hash && body->entry == entry && body->n == n; */
static inline void body_put(struct pm_body *body, uint32_t *hash, struct pm_entry *entry,
                            uint32_t n) {
  /*@ assert clear: off_entries(\base_addr(body)); */
  body->hash = hash;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  body->entry = entry;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  body->n = n;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

bool pm_map_body(struct pm_map *map, struct pm_body *body) {
  uint32_t *hash = NULL;
  struct pm_entry *entry = NULL;
  uint32_t n = map->count;
  if (map->form == PM_SMALL) {
    hash = pm_small_hashes(map);
    entry = pm_small_entries(map);
    /*@ assert small: small_body(map, hash, entry, n); */
  } else {
    struct pm_node *root = pm_root(map);
    if (root && root->width != 0) return false;
    hash = root ? pm_leaf_hashes(root) : NULL;
    entry = root ? pm_leaf_entries(root) : NULL;
    /*@ assert leaf: root != \null ==> leaf_body(root, hash, entry, n); */
  }
  /*@ assert held: held_body(hash, entry, n); */
  /*@ assert has: \forall pm_object *k, *v;
        map_has(map, k, v) <==> body_has(entry, n, k, v); */
  body_put(body, hash, entry, n);
  return true;
}

/* ---- Find ---- */

/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == object; */
static inline void object_out(pm_object **out, pm_object *object) {
  /*@ assert clear: off_entries(\base_addr(out)); */
  *out = object;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/*@ requires heap: inv && small_live(map) && failed_ == 0;
    requires small_ok(map) && h == key_hash(key);
    requires out: \valid(value) && outside(\base_addr(value));
    terminates \true;
    assigns PM_WORLD, failed_, *value;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> map_has(map, key, *value);
    ensures sole: \result == PM_FOUND ==>
      \forall pm_object *v; map_has(map, key, v) ==> v == *value;
    ensures absent: \result == PM_ABSENT ==> map_lacks(map, key);
    ensures kept: \result != PM_FOUND ==> *value == \old(*value); */
static enum pm_found small_find(struct pm_host *host, struct pm_map *map, uint32_t h,
                            pm_object *key, pm_object **value) {
  struct pm_entry *entry = pm_small_entries(map);
  uint32_t i = 0, n = map->count;
  /*@ assert body: small_body(map, small_hashes(map), entry, n); */
  /*@ assert held: held_body(small_hashes(map), entry, n); */
  enum pm_found found = pm_body_find(host, pm_small_hashes(map), entry, n, h, key, &i);
  /*@ assert held: small_body(map, small_hashes(map), entry, n); */
  /*@ assert absent: found == PM_ABSENT ==> map_lacks(map, key); */
  if (found == PM_FOUND) {
    /*@ assert at: entry[i].value == value_at(entry, i); */
    /*@ assert here: entry_has(entry, i, key, value_at(entry, i)); */
    /*@ assert has: map_has(map, key, value_at(entry, i)); */
    /*@ assert one: \forall integer j; 0 <= j < n ==>
          KeyEq(key_at(entry, j), key) ==> j == i; */
    /*@ assert sole: \forall pm_object *v;
          map_has(map, key, v) ==> v == value_at(entry, i); */
    object_out(value, entry[i].value);
  }
  return found;
}

enum pm_found pm_find(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                      pm_object **value) {
  if (map->form != PM_SMALL) return pm_trie_find(host, *pm_map_root(map), h, key, value);
  return small_find(host, map, h, key, value);
}

/* ---- The end ---- */

void pm_map_clear(struct pm_host *host, struct pm_map *map) {
  if (map->form == PM_SMALL) {
    /*@ assert body: small_body(map, small_hashes(map),
          small_entries(map, mcount(map)), mcount(map)); */
    /*@ assert held: held_body(small_hashes(map),
          small_entries(map, mcount(map)), mcount(map)); */
    pm_body_release(host, pm_small_entries(map), map->count);
  } else {
    struct pm_node *root = pm_root(map);
    if (root) pm_node_release(host, root);
  }
}

/*@ requires heap: inv && live(branch) && nwidth(branch) != 0;
    requires kids: kids_owned(branch);
    terminates \true;
    assigns PM_WORLD, node_refs_;
    ensures heap: inv;
    ensures own: runs_minus{Pre,Post}(children(branch), 0,
                                      pow2(nwidth(branch))); */
static void branch_clear(struct pm_host *host, struct pm_node *branch) {
  uint32_t total = pm_slots(branch->width);
  pm_child *word = pm_branch_children(branch);
  struct pm_node *last = NULL;
  /*@ ghost lemma_runs_nat(word, 0, total); */
  /*@ loop invariant 0 <= s <= total == pow2(nwidth(branch));
      loop invariant heap: inv;
      loop invariant live: own(branch) >= 1;
      loop invariant first: s == 0 ==> last == \null;
      loop invariant last: s > 0 ==> last == kid(branch, s - 1);
      loop invariant own: \forall struct pm_node *q; own(q) +
        runs{Pre}(children(branch), 0, 0, total, q) == own{Pre}(q) +
        runs{Pre}(children(branch), 0, s, total, q);
      loop assigns s, last, PM_WORLD, node_refs_;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ assert was: \forall integer t; 0 <= t < total ==>
          \at(children(branch)[t], Pre) == kid(branch, t); */
    /*@ assert unfold: \forall struct pm_node *q;
          runs{Pre}(children(branch), 0, s, total, q) ==
          (q != \null && kid(branch, s) == q &&
           (s == 0 || kid(branch, s - 1) != q) ? 1 : 0) +
          runs{Pre}(children(branch), 0, s + 1, total, q); */
    struct pm_node *child = pm_child_node(word[s]);
    /*@ assert child: child == kid(branch, s); */
    /*@ assert rest: runs{Pre}(children(branch), 0, s + 1, total,
          child) >= 0; */
    if (child && child != last) pm_node_release(host, child);
    /*@ assert one: \forall struct pm_node *q; own(q) ==
          own{LoopCurrent}(q) - (q != \null && child == q &&
            (s == 0 || kid(branch, s - 1) != q) ? 1 : 0); */
    last = child;
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
    /*@ assert next: \forall struct pm_node *q; own(q) +
          runs{Pre}(children(branch), 0, 0, total, q) == own{Pre}(q) +
          runs{Pre}(children(branch), 0, s + 1, total, q); */
  }
}

void pm_node_clear(struct pm_host *host, struct pm_node *node) {
  if (node->width != 0) {
    branch_clear(host, node);
    return;
  }
  /*@ assert body: leaf_body(node, hashes(node), entries(node, ncount(node)),
        ncount(node)); */
  /*@ assert held: held_body(hashes(node), entries(node, ncount(node)),
        ncount(node)); */
  pm_body_release(host, pm_leaf_entries(node), node->count);
}

