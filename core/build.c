/* Bulk build: the items are dealt out to the slots of a branch (deal.c), those of a slot to the
 * slots of the branch below, until they fit into a leaf. Every node is made once, bottom up. */
#include "items.h"
#include "map.h"
#include "trie.h"

/* A leaf of n >= 1 different keys, for any position where they fit. */
/*@ requires heap: inv && outside(\base_addr(items)) && failed_ == 0;
    requires 1 <= n <= PM_COUNT_MAX && \valid_read(items + (0 .. n - 1));
    requires items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && items_minus{Pre,Post}(items, n);
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==> \forall integer used;
      0 <= used <= PM_HASH_BITS ==>
      (used < PM_HASH_BITS ==> n <= PM_LEAF_MAX) ==> wf(\result, used);
    ensures count: \result != \null ==> total(\result) == n;
    ensures holds: \result != \null ==>
      \forall pm_object *k, *v, integer used;
      holds(\result, used, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
static struct pm_node *leaf_build(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_node *leaf = pm_leaf_take(host, items, n);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert body: leaf != \null ==> body_is{Here}(hashes(leaf),
        entries(leaf, n), items, n); */
  /*@ ghost KEEP_CONTENT(items, n) */
  /*@ ghost if (leaf) lemma_leaf_built(leaf, items, n); */
  return leaf;
}

/* A branch of more different keys than fit into a leaf. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && PM_LEAF_MAX < n <= PM_COUNT_MAX;
    requires used < PM_HASH_BITS && items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: sort_room(items, scratch, n) &&
      outside(\base_addr(scratch));
    terminates \true;
    decreases 40 * (33 - used) + 38;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[0 .. n - 1], scratch[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && items_minus{Pre,Post}(items, n);
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==>
      wf(\result, used) && total(\result) == n;
    ensures holds: \result != \null ==> \forall pm_object *k, *v;
      holds(\result, used, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
static inline struct pm_node *branch_build(struct pm_host *host, struct pm_item *items,
                                           struct pm_item *scratch, uint32_t n,
                                           uint32_t used) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used);
  /*@ ghost lemma_slots(used, full); */
  /*@ assert in: \forall integer j; 0 <= j < n ==>
        0 <= slot(items[j].hash, used, full) < pow2(full); */
  /* WP sees no recursion across files, nor what leads to it. */
  /*@ assert less: 0 <= 40 * (33 - used) + 37 < 40 * (33 - used) + 38; */
  if (pm_slots_build(host, items, scratch, n, used, 0, pm_slots(full), slot) < 0) return NULL;
  /*@ ghost uint32_t slots = lemma_power(full); */
  /*@ ghost lemma_runs_nat(slot, 0, slots); */
  /*@ assert grows: own_grows{Pre,Here}; */
  struct pm_node *branch = pm_slots_take(host, slot, full) /*@ ghost (used) */;
  return branch;
}

enum pm_built pm_trie_build(struct pm_host *host, struct pm_item *items,
                            struct pm_item *scratch, uint32_t n, uint32_t used,
                            struct pm_node **out) {
  struct pm_node *node = NULL;
  if (n > PM_LEAF_MAX && used < PM_HASH_BITS) {
    /*@ assert less: 0 <= 40 * (33 - used) + 38 < 40 * (33 - used) + 39; */
    node = branch_build(host, items, scratch, n, used);
    if (!node) return PM_BUILD_FAILED;
  } else if (n > 0) {
    node = leaf_build(host, items, n);
    if (!node) return PM_BUILD_FAILED;
  }
  pm_node_out(out, node);
  return PM_BUILT;
}

/* The small map of n <= PM_LEAF_MAX different keys. */
/*@ requires heap: inv && outside(\base_addr(items)) && failed_ == 0;
    requires n <= PM_LEAF_MAX && \valid_read(items + (0 .. n - 1));
    requires items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      items_minus{Pre,Post}(items, n);
    ensures fresh: !mlive{Pre}(\result);
    ensures ok: \result != \null ==> small_of(\result, n) && map_ok(\result);
    ensures has: \result != \null ==> \forall pm_object *k, *v;
      map_has(\result, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
static struct pm_map *small_build(struct pm_host *host, struct pm_item *items, uint32_t n) {
  struct pm_map *map = pm_small_take(host, items, n);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert body: map != \null ==> body_is{Here}(small_hashes(map),
        small_entries(map, n), items, n); */
  /*@ ghost KEEP_CONTENT(items, n) */
  /*@ ghost if (map) lemma_small_built(map, items, n); */
  return map;
}

/* The trie of n different keys; scratch as for pm_trie_build. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: n > PM_LEAF_MAX ==> sort_room(items, scratch, n) &&
      outside(\base_addr(scratch));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_,
      items[0 .. n - 1], scratch[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      items_minus{Pre,Post}(items, n);
    ensures fresh: !mlive{Pre}(\result);
    ensures ok: \result != \null ==> mform(\result) == PM_TRIE &&
      mcount(\result) == n && map_ok(\result);
    ensures has: \result != \null ==> \forall pm_object *k, *v;
      map_has(\result, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
static struct pm_map *root_build(struct pm_host *host, struct pm_item *items,
                                 struct pm_item *scratch, uint32_t n) {
  struct pm_node *root = NULL;
  if (pm_trie_build(host, items, scratch, n, 0, &root) < 0) return NULL;
  return pm_map_take(host, root);
}

/* The map of n different keys; scratch as for pm_trie_build. */
/*@ requires heap: inv && failed_ == 0 && PM_SMALL <= form <= PM_TRIE;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: n > PM_LEAF_MAX ==> sort_room(items, scratch, n) &&
      outside(\base_addr(scratch));
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out,
      items[0 .. n - 1], scratch[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n) && own_same{Pre,Post};
    ensures own: \result == PM_BUILT ==> *out != \null &&
      mown_plus{Pre,Post}(*out);
    ensures same: \result != PM_BUILT ==> mown_same{Pre,Post};
    ensures ok: \result == PM_BUILT ==> map_ok(*out) && mcount(*out) == n;
    ensures form: \result == PM_BUILT ==> (mform(*out) == PM_SMALL <==>
      form == PM_SMALL && n <= PM_LEAF_MAX);
    ensures has: \result == PM_BUILT ==> \forall pm_object *k, *v;
      map_has(*out, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
static enum pm_built build_map(struct pm_host *host, struct pm_item *items,
                               struct pm_item *scratch, uint32_t n, enum pm_form form,
                               struct pm_map **out) {
  struct pm_map *map = form == PM_SMALL && n <= PM_LEAF_MAX
                           ? small_build(host, items, n)
                           : root_build(host, items, scratch, n);
  if (!map) return PM_BUILD_FAILED;
  pm_map_out(out, map);
  return PM_BUILT;
}

enum pm_built pm_build_distinct(struct pm_host *host, struct pm_item *items, uint32_t n,
                                enum pm_form form, struct pm_map **out) {
  struct pm_item *scratch = n > PM_LEAF_MAX ? items + n : NULL;
  return build_map(host, items, scratch, n, form, out);
}

/* Sorts the whole sequence. */
/*@ requires heap: inv && items_there(items, n) && items_hashed(items, n);
    requires room: sort_room(items, scratch, n) && outside(\base_addr(scratch));
    terminates \true;
    assigns items[0 .. n - 1], scratch[0 .. n - 1];
    ensures heap: inv;
    ensures sorted: items_sorted(items, n);
    ensures hashed: items_hashed(items, n);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
static inline void items_order(struct pm_item *items, struct pm_item *scratch, uint32_t n) {
  /*@ ghost lemma_prefix_none(); */
  /*@ assert zero: \forall integer j; 0 <= j < n ==>
        prefix(items[j].hash, 0) == 0; */
  /*@ assert there: all_there; */
  pm_items_sort(items, scratch, n, 0);
  /*@ assert there: all_there; */
  /*@ assert off: \forall uint32_t *c;
        \base_addr(c) == \base_addr(&heap_hash[0]) ==>
        *c == \at(*c, Pre); */
  /*@ assert off: \forall struct pm_entry *e;
        \base_addr(e) == \base_addr(&heap_entry[0]) ==>
        e->key == \at(e->key, Pre) && e->value == \at(e->value, Pre); */
  /*@ assert off: \forall pm_child *c;
        \base_addr(c) == \base_addr(&heap_child[0]) ==>
        *c == \at(*c, Pre); */
  /*@ assert off: \forall struct pm_node *p;
        \base_addr(p) == \base_addr(&heap_node[0]) ==>
        p->count == \at(p->count, Pre); */
  /*@ assert off: \forall struct pm_map *m;
        \base_addr(m) == \base_addr(&heap_map[0]) ==>
        m->count == \at(m->count, Pre); */
  /*@ assert node: \forall struct pm_node *p; live(p) ==>
        p->count == ncount(p); */
  /*@ assert map: \forall struct pm_map *m; mlive(m) ==>
        m->count == mcount(m); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        hash_shows(hashes(p), ncount(p)); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        key_shows(entries(p, ncount(p)), ncount(p)); */
  /*@ assert leaf: \forall struct pm_node *p; live(p) ==> nwidth(p) == 0 ==>
        value_shows(entries(p, ncount(p)), ncount(p)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==> hash_shows(small_hashes(m), mcount(m)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==>
        key_shows(small_entries(m, mcount(m)), mcount(m)); */
  /*@ assert small: \forall struct pm_map *m; mlive(m) ==>
        mform(m) == PM_SMALL ==>
        value_shows(small_entries(m, mcount(m)), mcount(m)); */
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

enum pm_built pm_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                       enum pm_form form, struct pm_map **out) {
  struct pm_item *scratch = n > PM_LEAF_MAX ? items + n : NULL;
  uint32_t left = 0;
  if (scratch) { /* one leaf keeps the order of the sequence */
    items_order(items, scratch, n);
    /*@ assert owned: items_owned(items, n); */
    /*@ assert give: same_give{Pre,Here}(items, 0, n, items, 0, n); */
  }
  /*@ assert heap: inv && failed_ == 0; */
  /*@ assert refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
        item_refs{Pre}(items, 0, n, o); */
  /*@ assert give: same_give{Pre,Here}(items, 0, n, items, 0, n); */
  /*@ assert order: scratch != \null ==> items_sorted(items, n); */
  if (!pm_items_dedupe(host, items, n, scratch != NULL, &left)) return PM_BUILD_FAILED;
  /*@ assert owned: items_owned(items, left); */
  /*@ assert give: same_give{Pre,Here}(items, 0, n, items, 0, left); */
  return build_map(host, items, scratch, left, form, out);
}
