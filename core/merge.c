/* Two maps into one: small maps item by item, all else as tries. */
#include "combine.h"
#include "items.h"
#include "map.h"
#include "trie.h"

/*@ requires heap: inv && mlive(map) && mform(map) == PM_SMALL;
    terminates \true; assigns \nothing;
    ensures hash: \result.hash == small_hashes(map);
    ensures entry: \result.entry == small_entries(map, mcount(map));
    ensures n: \result.n == mcount(map); */
static struct pm_body small_body(struct pm_map *map) {
  struct pm_body body;
  body.hash = pm_small_hashes(map);
  body.entry = pm_small_entries(map);
  body.n = map->count;
  return body;
}

/* The map of n different keys, small if it can be; takes the items. */
/*@ requires heap: inv && failed_ == 0 && n <= 2 * PM_LEAF_MAX;
    requires items: items_there(items, n) && items_hashed(items, n) &&
      items_distinct(items, n) && items_owned(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_,
      items[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: mown_plus{Pre,Post}(\result) && own_same{Pre,Post} &&
      items_minus{Pre,Post}(items, n);
    ensures ok: \result != \null ==> map_ok(\result) && mcount(\result) == n;
    ensures has: \result != \null ==> \forall pm_object *k, *v;
      map_has(\result, k, v) <==> items_have{Pre}(items, n, k, v); */
static struct pm_map *map_of_items(struct pm_host *host, struct pm_item *items, uint32_t n) {
  if (n <= PM_LEAF_MAX) {
    struct pm_map *map = pm_small_take(host, items, n);
    /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
    /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
    /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
    /*@ assert same: \forall pm_object *k, *v;
          items_have(items, n, k, v) <==> items_have{Pre}(items, n, k, v); */
    /*@ ghost if (map) lemma_small_items(items, n, map); */
    return map;
  }
  struct pm_item scratch[2 * PM_LEAF_MAX];
  struct pm_node *root = NULL;
  /*@ ghost lemma_items_have(items, n); */
  if (pm_trie_build(host, items, scratch, n, 0, &root) < 0) return NULL;
  /*@ assert has: \forall pm_object *k, *v;
        holds(root, 0, k, v) <==> items_have{Pre}(items, n, k, v); */
  struct pm_map *map = pm_map_take(host, root);
  /*@ assert trie: map != \null ==> \forall pm_object *k, *v;
        map_has(map, k, v) <==> items_have{Pre}(items, n, k, v); */
  return map;
}

/*@ requires heap: inv && mlive(a) && mlive(b) && failed_ == 0;
    requires small: mform(a) == PM_SMALL && small_ok(a) &&
      mform(b) == PM_SMALL && small_ok(b);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_MERGE_FAILED;
    ensures result: PM_MERGE_FAILED <= \result <= PM_MERGED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MERGE_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MERGE_SAME ==> *out == \old(*out);
    ensures made: \result == PM_MERGED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures count: \result == PM_MERGED ==>
      mcount(a) <= mcount(*out) <= mcount(a) + mcount(b);
    ensures same: \result == PM_MERGE_SAME ==> map_merged(a, b, a);
    ensures merged: \result == PM_MERGED ==> map_merged(a, b, *out); */
static enum pm_merged merge_small(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                                  struct pm_map **out) {
  struct pm_item items[2 * PM_LEAF_MAX];
  uint32_t n = 0;
  bool changed = false;
  /*@ assert a: small_body(a, small_hashes(a), small_entries(a, mcount(a)),
        mcount(a)); */
  /*@ assert b: small_body(b, small_hashes(b), small_entries(b, mcount(b)),
        mcount(b)); */
  if (!pm_body_combine(host, small_body(a), a->flags, small_body(b), b->flags, items, &n,
                       &changed))
    return PM_MERGE_FAILED;
  /*@ assert kept: *out == \at(*out, Pre); */
  /*@ ghost if (!changed) lemma_small_same(items, n, a, b); */
  if (!changed) return PM_MERGE_SAME;
  /*@ ghost lemma_small_pair(items, n, a, b); */
  pm_items_retain(host, items, n);
  /*@ ghost lemma_items_nat(items, n); */
  struct pm_map *map = map_of_items(host, items, n);
  /*@ assert kept: *out == \at(*out, Pre); */
  /*@ assert back: oown_same{Pre,Here}; */
  if (!map) return PM_MERGE_FAILED;
  pm_map_out(out, map);
  return PM_MERGED;
}

/* Roots a and b; b is not empty. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && wf(a, 0);
    requires b: live(b) && wf(b, 0);
    requires count: total(a) + total(b) <= PM_COUNT_MAX;
    requires out: \valid(out) && outside(\base_addr(out)) &&
      off_scratch(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_MERGE_FAILED;
    ensures result: PM_MERGE_FAILED <= \result <= PM_MERGED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MERGE_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MERGE_SAME ==> *out == \old(*out);
    ensures made: \result == PM_MERGED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures count: \result == PM_MERGED ==>
      total(a) <= mcount(*out) <= total(a) + total(b);
    ensures same: \result == PM_MERGE_SAME ==> merged(a, b, a, 0);
    ensures merged: \result == PM_MERGED ==> mform(*out) == PM_TRIE &&
      merged(a, b, mroot(*out), 0); */
static enum pm_merged merge_roots(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                                  struct pm_map **out) {
  struct pm_node *root = NULL;
  enum pm_built built = pm_trie_merge(host, a, b, 0, &root);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (built < 0) return PM_MERGE_FAILED;
  if (root == a) {
    pm_node_release(host, root); /* not NULL: b has entries */
    /*@ assert kept: *out == \at(*out, Pre); */
    return PM_MERGE_SAME;
  }
  struct pm_map *map = pm_map_take(host, root);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!map) return PM_MERGE_FAILED;
  pm_map_out(out, map);
  return PM_MERGED;
}

/* The same for a map b that is not empty. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && wf(a, 0);
    requires b: mlive(b) && map_ok(b) && mcount(b) > 0;
    requires count: total(a) + mcount(b) <= PM_COUNT_MAX;
    requires out: \valid(out) && outside(\base_addr(out)) &&
      off_scratch(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_MERGE_FAILED;
    ensures result: PM_MERGE_FAILED <= \result <= PM_MERGED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MERGE_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MERGE_SAME ==> *out == \old(*out);
    ensures made: \result == PM_MERGED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures count: \result == PM_MERGED ==>
      total(a) <= mcount(*out) <= total(a) + mcount(b);
    ensures same: \result == PM_MERGE_SAME ==> root_same(a, b);
    ensures merged: \result == PM_MERGED ==> root_merged(a, b, *out); */
static enum pm_merged merge_root(struct pm_host *host, struct pm_node *a, struct pm_map *b,
                                 struct pm_map **out) {
  struct pm_node *root = NULL;
  if (!pm_map_as_node(host, b, &root)) return PM_MERGE_FAILED;
  /*@ assert kept: *out == \at(*out, Pre); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert root: root != \null && live(root); */
  struct pm_node *held = root;
  enum pm_merged outcome = merge_roots(host, a, held, out);
  /*@ assert own: own_plus{Pre,Here}(held) && oown_same{Pre,Here}; */
  /*@ ghost struct pm_map *made = *out; */
  pm_node_release(host, held);
  /*@ assert made: *out == made; */
  return outcome;
}

/* At least one of the maps is a trie. */
/*@ requires heap: inv && failed_ == 0;
    requires maps: mlive(a) && map_ok(a) && mlive(b) && map_ok(b);
    requires count: mcount(b) > 0 && mcount(a) + mcount(b) <= PM_COUNT_MAX;
    requires out: \valid(out) && outside(\base_addr(out)) &&
      off_scratch(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_MERGE_FAILED;
    ensures result: PM_MERGE_FAILED <= \result <= PM_MERGED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MERGE_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MERGE_SAME ==> *out == \old(*out);
    ensures made: \result == PM_MERGED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures count: \result == PM_MERGED ==>
      mcount(a) <= mcount(*out) <= mcount(a) + mcount(b);
    ensures same: \result == PM_MERGE_SAME ==> map_merged(a, b, a);
    ensures merged: \result == PM_MERGED ==> map_merged(a, b, *out); */
static enum pm_merged merge_tries(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                                  struct pm_map **out) {
  struct pm_node *root = NULL;
  if (!pm_map_as_node(host, a, &root)) return PM_MERGE_FAILED;
  /*@ assert kept: *out == \at(*out, Pre); */
  /*@ assert grows: own_grows{Pre,Here}; */
  struct pm_node *held = root;
  /*@ assert live: held == \null || live(held); */
  enum pm_merged outcome = merge_root(host, held, b, out);
  /*@ assert own: own_plus{Pre,Here}(held) && oown_same{Pre,Here}; */
  /*@ ghost struct pm_map *made = *out; */
  if (held) pm_node_release(host, held);
  /*@ assert made: *out == made; */
  return outcome;
}

enum pm_merged pm_merge(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                        struct pm_map **out) {
  /*@ assert empty: b->count == 0 ==> \forall pm_object *k, *v;
        !map_has(b, k, v); */
  if (a == b || b->count == 0) return PM_MERGE_SAME;
  if (a->form == PM_SMALL && b->form == PM_SMALL) return merge_small(host, a, b, out);
  return merge_tries(host, a, b, out);
}
