/* Map objects: small (a leaf's body inside the map) or a trie (a root child word). */
#ifndef PM_MAP_INTERNAL_H
#define PM_MAP_INTERNAL_H

#include "pm.h"

/* A small map of n <= PM_LEAF_MAX items with distinct keys, whose references are taken (also
 * on failure); owned, NULL when failed. */
/*@ requires heap: inv && outside(\base_addr(items)) && failed_ == 0;
    requires n <= PM_COUNT_MAX;
    requires \valid_read(items + (0 .. n - 1)) && items_owned(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      items_minus{Pre,Post}(items, n);
    ensures fresh: !mlive{Pre}(\result);
    ensures small: \result != \null ==> small_of(\result, n) &&
      body_is{Pre}(small_hashes(\result), small_entries(\result, n), items,
                   n); */
struct pm_map *pm_small_take(struct pm_host *host, struct pm_item *items, uint32_t n);

/* A small map whose body is to be written; its count is n. */
/*@ requires heap: inv && n <= PM_COUNT_MAX && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures fresh: \result != \null ==> fresh_map(\result) &&
      fresh_body(small_hashes(\result), small_entries(\result, n), n);
    ensures head: \result != \null ==>
      \result->count == n && \result->form == PM_SMALL; */
struct pm_map *pm_small_alloc(struct pm_host *host, uint32_t n, uint32_t flags);
/* The body is written; from here on it never changes. The references are taken. */
/*@ requires heap: inv && fresh_map(map);
    requires small: map->form == PM_SMALL && map->count <= PM_COUNT_MAX &&
      fresh_body(small_hashes(map), small_entries(map, map->count),
                 map->count);
    terminates \true;
    assigns map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures own: mown_plus{Pre,Post}(map) && own_same{Pre,Post} &&
      oown_same{Pre,Post};
    ensures small: map_shows(map); */
void pm_small_publish(struct pm_host *host, struct pm_map *map);

/* The only write to a caller's map variable. */
/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == map; */
static inline void pm_map_out(struct pm_map **out, struct pm_map *map) {
  /*@ assert clear: off_entries(\base_addr(out)); */
  *out = map;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/* A trie with that root (NULL: empty), whose reference is taken (also on failure). */
/*@ requires heap: inv && (root == \null || own(root) >= 1) && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && oown_same{Pre,Post} &&
      own_move{Pre,Post}(\null, root);
    ensures fresh: !mlive{Pre}(\result);
    ensures trie: \result != \null ==> mform(\result) == PM_TRIE &&
      mroot(\result) == root && mcount(\result) == total(root); */
struct pm_map *pm_map_take(struct pm_host *host, struct pm_node *root);

/* The root of a trie (or NULL), borrowed. */
/*@ requires inv && mlive(map) && mform(map) == PM_TRIE;
    terminates \true;
    assigns \nothing;
    ensures \result == mroot(map); */
static inline struct pm_node *pm_root(struct pm_map *map) {
  return pm_child_node(*pm_map_root(map));
}

/* *out = the root of a trie, or a new leaf with a small map's body (NULL if empty); owned.
 * False: failed. */
/*@ requires heap: inv && mlive(map) && map_ok(map) && failed_ == 0;
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == false;
    ensures kept: !\result ==> own_same{Pre,Post} && *out == \old(*out);
    ensures own: oown_same{Pre,Post} &&
      (\result ==> own_plus{Pre,Post}(*out));
    ensures ok: \result ==> wf(*out, 0) && total(*out) == mcount(map);
    ensures same: \result ==> \forall pm_object *k, *v;
      holds(*out, 0, k, v) <==> map_has(map, k, v); */
bool pm_map_as_node(struct pm_host *host, struct pm_map *map, struct pm_node **out);

/* A map's entries as one body, if it has one: a small map's, or that of a root that is a
 * leaf (or empty: n is 0). */
struct pm_body {
  uint32_t *hash;
  struct pm_entry *entry;
  uint32_t n;
};
/*@ requires heap: inv && mlive(map) && map_ok(map);
    requires out: \valid(body) && outside(\base_addr(body));
    terminates \true;
    assigns *body;
    ensures heap: inv;
    ensures result: \result <==>
      mform(map) == PM_SMALL || !is_branch(mroot(map));
    ensures body: \result ==> body->n == mcount(map) &&
      held_body(body->hash, body->entry, body->n) &&
      body_ok(body->hash, body->entry, body->n);
    ensures has: \result ==> \forall pm_object *k, *v;
      map_has(map, k, v) <==> body_has(body->entry, body->n, k, v); */
bool pm_map_body(struct pm_map *map, struct pm_body *body);

#endif
