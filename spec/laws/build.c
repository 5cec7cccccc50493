/* The laws of bulk builds, and of the two forms of a map, from the contracts of core alone. */
#include "pm.h"

/*@ predicate build_ready{L}(struct pm_item *items, integer n) =
      n <= PM_COUNT_MAX && items_there{L}(items, n) &&
      items_owned{L}(items, n) && items_hashed{L}(items, n) &&
      (n > PM_LEAF_MAX ==> items_there{L}(items, 2 * n));
    predicate forms_alike(struct pm_map *a, struct pm_map *b) =
      \forall pm_object *k, *v; map_has(a, k, v) <==> map_has(b, k, v);
*/

/* What was built has the last value of each key, and no other key. */
/*@ requires inv && failed_ == 0 && build_ready(items, n);
    requires PM_SMALL <= form <= PM_TRIE && h == key_hash(key);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_,
      items[0 .. 2 * n - 1];
    ensures \result == 0 ==> failed_ != 0;
    ensures law: \result == 2 <==> failed_ == 0 &&
      \exists pm_object *v; items_give{Pre}(items, 0, n, key, v); */
int law_build_then_get(struct pm_host *host, struct pm_item *items, uint32_t n,
                       enum pm_form form, uint32_t h, pm_object *key) {
  struct pm_map *map = NULL;
  pm_object *got = NULL;
  if (pm_build(host, items, n, form, &map) == PM_BUILD_FAILED) return 0;
  enum pm_found found = pm_find(host, map, h, key, &got);
  if (found == PM_FIND_FAILED) return 0;
  /*@ assert law: found == PM_FOUND ==>
        items_give{Pre}(items, 0, n, key, got); */
  /*@ assert law: found == PM_ABSENT ==> \forall pm_object *v;
        !items_give{Pre}(items, 0, n, key, v); */
  return found == PM_FOUND ? 2 : 1;
}

/* The same sequence built as a small map and as a trie: the same associations. */
/*@ requires inv && failed_ == 0 && n <= PM_LEAF_MAX;
    requires build_ready(items, n) && build_ready(copy, n);
    requires apart: \separated(items + (0 .. 2 * n - 1), copy + (0 .. n - 1));
    requires owned: \forall pm_object *o; oown(o) >=
      item_refs(items, 0, n, o) + item_refs(copy, 0, n, o);
    requires same: same_give{Here,Here}(items, 0, n, copy, 0, n);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_,
      items[0 .. 2 * n - 1], copy[0 .. 2 * n - 1];
    ensures \result == 0 ==> failed_ != 0; */
int law_forms_agree(struct pm_host *host, struct pm_item *items, struct pm_item *copy,
                    uint32_t n) {
  struct pm_map *small = NULL, *trie = NULL;
  if (pm_build(host, items, n, PM_SMALL, &small) == PM_BUILD_FAILED) return 0;
  /*@ assert hash: hashes_kept{Pre,Here}(copy, 0, n); */
  /*@ assert key: keys_kept{Pre,Here}(copy, 0, n); */
  /*@ assert value: values_kept{Pre,Here}(copy, 0, n); */
  /*@ ghost KEEP_ITEMS(copy, n) */
  /*@ ghost KEEP_CONTENT(copy, n) */
  if (pm_build(host, copy, n, PM_TRIE, &trie) == PM_BUILD_FAILED) return 0;
  /*@ assert law: mform(small) == PM_SMALL && mform(trie) != PM_SMALL; */
  /*@ assert law: forms_alike(small, trie); */
  return 1;
}
