/* The part of a leaf that belongs to a block of slots. */
#include "merge_trie.h"

/* Whether a slot belongs to a block. */
/*@ requires slot < 32 && first + len <= 32;
    terminates \true; assigns \nothing;
    ensures \result <==> first <= slot < first + len; */
static inline bool within(uint32_t slot, uint32_t first, uint32_t len) {
  return first <= slot && slot < first + len;
}

/* How many of a leaf's entries belong to a block of slots. */
/*@ requires heap: inv && live(leaf) && nwidth(leaf) == 0;
    requires body: body.hash == hashes(leaf) && body.n == ncount(leaf) &&
      body.n <= PM_COUNT_MAX;
    requires block: used < PM_HASH_BITS &&
      first + len <= pow2(full_width(used));
    terminates \true; assigns \nothing;
    ensures \result == part(leaf, ncount(leaf), used, first, first + len); */
static inline uint32_t part_count(struct pm_body body, uint32_t used, uint32_t first,
                                  uint32_t len)
/*@ ghost (struct pm_node *leaf) */ {
  uint32_t n = 0, full = pm_full_width(used);
  /*@ loop invariant 0 <= i <= body.n && n <= i;
      loop invariant n == part(leaf, i, used, first, first + len);
      loop assigns i, n;
      loop variant body.n - i; */
  for (uint32_t i = 0; i < body.n; i++) {
    /*@ assert hash: body.hash[i] == hash_at(hashes(leaf), i); */
    if (within(pm_slot(body.hash[i], used, full), first, len)) n++;
    /*@ assert step: part(leaf, i + 1, used, first, first + len) ==
          part(leaf, i, used, first, first + len) +
          (first <= leaf_spot(leaf, i, used) &&
           leaf_spot(leaf, i, used) < first + len ? 1 : 0); */
  }
  return n;
}

/* Inline. */
/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: cell->key == key && cell->value == value &&
      cell->hash == hash; */
static inline void part_put(struct pm_item *cell, uint32_t hash, pm_object *key,
                            pm_object *value, uint32_t flags) {
  cell->key = key;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->value = value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->hash = hash;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  cell->flags = flags;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/* Entry i of a leaf behind n items cut from it. */
/*@ requires heap: inv && live(leaf) && is_leaf(leaf) && i < ncount(leaf);
    requires ok: ncount(leaf) <= PM_COUNT_MAX &&
      body_ok(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf));
    requires body: body.hash == hashes(leaf) &&
      body.entry == entries(leaf, ncount(leaf)) && body.n == ncount(leaf);
    requires items: items_there(items, PM_LEAF_MAX) && n < PM_LEAF_MAX;
    requires in: first <= leaf_spot(leaf, i, used) < end;
    requires hashed: items_hashed(items, n);
    requires distinct: items_distinct(items, n);
    requires from: cut_from(items, n, leaf, used, first, end);
    requires all: cut_all(items, n, leaf, i, used, first, end);
    requires rest: cut_rest(items, n, leaf, i);
    terminates \true;
    assigns items[0 .. PM_LEAF_MAX - 1];
    ensures heap: inv;
    ensures hashed: items_hashed(items, n + 1);
    ensures distinct: items_distinct(items, n + 1);
    ensures from: cut_from(items, n + 1, leaf, used, first, end);
    ensures all: cut_all(items, n + 1, leaf, i + 1, used, first, end);
    ensures rest: cut_rest(items, n + 1, leaf, i + 1); */
static inline void part_add(struct pm_item *items, uint32_t n, struct pm_body body,
                            uint32_t i, uint32_t flags)
/*@ ghost (struct pm_node *leaf, uint32_t used, uint32_t first,
      uint32_t end) */ {
  /*@ assert hash: body.hash[i] == hash_at(hashes(leaf), i); */
  /*@ assert entry: body.entry[i].key == key_at(body.entry, i) &&
        body.entry[i].value == value_at(body.entry, i); */
  /*@ ghost pm_object *key = body.entry[i].key, *value = body.entry[i].value; */
  part_put(items + n, body.hash[i], body.entry[i].key, body.entry[i].value, flags);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert put: items[n].key == key && items[n].value == value &&
        items[n].hash == key_hash(key); */
  /*@ assert has: entry_has(entries(leaf, ncount(leaf)), i, key, value); */
  /*@ assert leaf: leaf_has(leaf, key, value); */
  /*@ assert here: items_have(items, n + 1, key, value); */
  /*@ assert old: cut_all(items, n, leaf, i, used, first, end); */
  /*@ assert more: cut_all(items, n + 1, leaf, i, used, first, end); */
}

/* Those entries as items (borrowed); how many. */
/*@ requires heap: inv && live(leaf) && is_leaf(leaf);
    requires ok: ncount(leaf) <= PM_COUNT_MAX &&
      body_ok(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf));
    requires body: body.hash == hashes(leaf) &&
      body.entry == entries(leaf, ncount(leaf)) && body.n == ncount(leaf);
    requires block: used < PM_HASH_BITS &&
      first + len <= pow2(full_width(used));
    requires items: items_there(items, PM_LEAF_MAX) &&
      part(leaf, ncount(leaf), used, first, first + len) <= PM_LEAF_MAX;
    terminates \true;
    assigns items[0 .. PM_LEAF_MAX - 1];
    ensures heap: inv;
    ensures count:
      \result == part(leaf, ncount(leaf), used, first, first + len);
    ensures hashed: items_hashed(items, \result);
    ensures distinct: items_distinct(items, \result);
    ensures from: cut_from(items, \result, leaf, used, first, first + len);
    ensures all: cut_all(items, \result, leaf, ncount(leaf), used, first,
      first + len); */
static inline uint32_t part_copy(struct pm_body body, uint32_t flags, uint32_t used,
                                 uint32_t first, uint32_t len, struct pm_item *items)
/*@ ghost (struct pm_node *leaf) */ {
  uint32_t n = 0, full = pm_full_width(used);
  /*@ ghost uint32_t end = first + len; */
  /*@ ghost lemma_part_grows(leaf, body.n, used, first, end); */
  /*@ loop invariant 0 <= i <= body.n && n <= i && n <= PM_LEAF_MAX;
      loop invariant n == part(leaf, i, used, first, end);
      loop invariant heap: inv;
      loop invariant hashed: items_hashed(items, n);
      loop invariant distinct: items_distinct(items, n);
      loop invariant from: cut_from(items, n, leaf, used, first, end);
      loop invariant all: cut_all(items, n, leaf, i, used, first, end);
      loop invariant rest: cut_rest(items, n, leaf, i);
      loop assigns i, n, items[0 .. PM_LEAF_MAX - 1];
      loop variant body.n - i; */
  for (uint32_t i = 0; i < body.n; i++) {
    /*@ assert hash: body.hash[i] == hash_at(hashes(leaf), i); */
    /*@ assert step: part(leaf, i + 1, used, first, end) ==
          part(leaf, i, used, first, end) +
          (first <= leaf_spot(leaf, i, used) &&
           leaf_spot(leaf, i, used) < end ? 1 : 0); */
    /*@ assert room: part(leaf, i + 1, used, first, end) <= PM_LEAF_MAX; */
    if (within(pm_slot(body.hash[i], used, full), first, len)) {
      /*@ assert in: first <= leaf_spot(leaf, i, used) < end; */
      part_add(items, n, body, i, flags) /*@ ghost (leaf, used, first, end) */;
      n++;
    }
  }
  return n;
}

/* A leaf of n >= 1 items cut from another; takes them. */
/*@ requires heap: inv && failed_ == 0 && 1 <= n <= PM_LEAF_MAX;
    requires items: items_there(items, n) && items_owned(items, n);
    requires hashed: items_hashed(items, n);
    requires distinct: items_distinct(items, n);
    requires leaf: is_leaf(leaf) && used < PM_HASH_BITS &&
      body_ok(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf));
    requires from: cut_from(items, n, leaf, used, first, end);
    requires all: cut_all(items, n, leaf, ncount(leaf), used, first, end);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && items_minus{Pre,Post}(items, n);
    ensures ok: \result != \null ==> is_leaf(\result) &&
      ncount(\result) == n && wf(\result, used + full_width(used));
    ensures holds: \result != \null ==> \forall pm_object *k, *v;
      holds(\result, used + full_width(used), k, v) <==>
      (leaf_has(leaf, k, v) && first <= place(k, used) < end); */
static inline struct pm_node *part_leaf(struct pm_host *host, struct pm_item *items,
                                        uint32_t n)
/*@ ghost (struct pm_node *leaf, uint32_t used, uint32_t first,
      uint32_t end) */ {
  /*@ ghost lemma_cut(items, n, leaf, used, first, end); */
  /*@ assert have: \forall pm_object *k, *v; items_have(items, n, k, v) <==>
        (leaf_has(leaf, k, v) && first <= place(k, used) < end); */
  struct pm_node *part = pm_leaf_take(host, items, n);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert body: part != \null ==> body_is{Here}(hashes(part),
        entries(part, n), items, n); */
  /*@ assert have: \forall pm_object *k, *v; items_have(items, n, k, v) <==>
        items_have{Pre}(items, n, k, v); */
  /*@ ghost lemma_items_have(items, n); */
  /*@ ghost if (part) lemma_leaf_built(part, items, n); */
  return part;
}

/* The n entries of a leaf that belong to a block, as a leaf; owned, NULL: failed. */
/*@ requires heap: inv && failed_ == 0 && live(leaf) && is_leaf(leaf);
    requires ok: ncount(leaf) <= PM_COUNT_MAX &&
      body_ok(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf));
    requires block: used < PM_HASH_BITS &&
      first + len <= pow2(full_width(used));
    requires count: 1 <=
      part(leaf, ncount(leaf), used, first, first + len) <= PM_LEAF_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures ok: \result != \null ==> is_leaf(\result) &&
      wf(\result, used + full_width(used));
    ensures count: \result != \null ==> ncount(\result) ==
      part(leaf, ncount(leaf), used, first, first + len);
    ensures holds: \result != \null ==> \forall pm_object *k, *v;
      holds(\result, used + full_width(used), k, v) <==>
      (leaf_has(leaf, k, v) && first <= place(k, used) < first + len); */
static struct pm_node *part_take(struct pm_host *host, struct pm_node *leaf, uint32_t used,
                                 uint32_t first, uint32_t len) {
  struct pm_item items[PM_LEAF_MAX];
  uint32_t n = part_copy(pm_leaf_body(leaf), leaf->flags, used, first, len, items)
      /*@ ghost (leaf) */;
  pm_items_retain(host, items, n);
  /*@ ghost lemma_items_nat(items, n); */
  /*@ assert owned: items_owned(&items[0], n); */
  /*@ ghost uint32_t end = first + len; */
  struct pm_node *part = part_leaf(host, items, n)
      /*@ ghost (leaf, used, first, end) */;
  /*@ assert back: oown_same{Pre,Here}; */
  return part;
}

bool pm_leaf_cut(struct pm_host *host, struct pm_node *leaf, uint32_t used, uint32_t first,
                uint32_t len, struct pm_node **out) {
  struct pm_node *part = leaf;
  /*@ ghost if (leaf) lemma_share(leaf, used); */
  /*@ assert large: is_leaf(leaf) ==> ncount(leaf) > PM_LEAF_MAX ==>
        part(leaf, ncount(leaf), used, first, first + len) == ncount(leaf); */
  if (leaf) {
    struct pm_body body = pm_leaf_body(leaf);
    uint32_t n = part_count(body, used, first, len) /*@ ghost (leaf) */;
    if (n == body.n) {
      pm_node_retain(host, leaf);
      /*@ assert inside: inside(leaf, used, first, first + len); */
    } else {
      part = NULL;
      /*@ assert empty: n == 0 ==>
            share(leaf, used, first, first + len) == 0; */
      /*@ assert beside: n == 0 ==>
            outside_of(leaf, used, first, first + len); */
      /*@ assert has: \forall pm_object *k, *v;
            holds(leaf, used + full_width(used), k, v) <==>
            leaf_has(leaf, k, v); */
      /*@ assert none: n == 0 ==> \forall pm_object *k, *v;
            leaf_has(leaf, k, v) ==>
            !(first <= place(k, used) < first + len); */
      if (n > 0 && !(part = part_take(host, leaf, used, first, len))) return false;
      /*@ assert kept: *out == \at(*out, Pre); */
    }
  }
  pm_node_out(out, part);
  return true;
}
