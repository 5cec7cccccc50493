/* The laws of merge, from the contracts of core alone. */
#include "pm.h"

/*@ predicate two_ready{L}(struct pm_map *a, struct pm_map *b) =
      inv{L} && failed_ == 0 && mlive{L}(a) && mlive{L}(b) && map_ok(a) &&
      map_ok(b);
    predicate two_fit(struct pm_map *a, struct pm_map *b) =
      mcount(a) + mcount(b) <= PM_COUNT_MAX;
    // the same associations
    predicate map_alike(struct pm_map *a, struct pm_map *b) =
      \forall pm_object *k, *v; map_has(a, k, v) <==> map_has(b, k, v);
    predicate map_empty(struct pm_map *m) =
      \forall pm_object *k, *v; !map_has(m, k, v);
*/

/* Merged with itself: the same associations. */
/*@ requires two_ready(map, map) && two_fit(map, map);
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_;
    ensures \result == \null ==> failed_ != 0;
    ensures law: \result != \null ==> map_alike(\result, map);
    ensures own: \result != \null ==> mown(\result) > 0; */
struct pm_map *law_merge_with_itself(struct pm_host *host, struct pm_map *map) {
  struct pm_map *out = map;
  enum pm_merged done = pm_merge(host, map, map, &out);
  if (done == PM_MERGE_FAILED) return NULL;
  return out;
}

/* Merged with an empty map, on either side: the associations of the other. */
/*@ requires two_ready(map, none) && two_fit(map, none) && map_empty(none);
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_merge_with_empty(struct pm_host *host, struct pm_map *map, struct pm_map *none) {
  struct pm_map *right = map, *left = none;
  if (pm_merge(host, map, none, &right) == PM_MERGE_FAILED) return 0;
  /*@ assert law: map_alike(right, map); */
  if (pm_merge(host, none, map, &left) == PM_MERGE_FAILED) return 0;
  /*@ assert lacks: \forall pm_object *k; map_lacks(none, k); */
  /*@ assert law: map_alike(left, map); */
  return 1;
}

/* A key of both has the right map's value; a key of the left one alone keeps its own. */
/*@ requires two_ready(a, b) && two_fit(a, b) && h == key_hash(key);
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_merge_right_wins(struct pm_host *host, struct pm_map *a, struct pm_map *b, uint32_t h,
                         pm_object *key) {
  struct pm_map *out = a;
  pm_object *in_a = NULL, *in_b = NULL, *got = NULL;
  enum pm_found right = pm_find(host, b, h, key, &in_b);
  if (right == PM_FIND_FAILED) return 0;
  enum pm_found left = pm_find(host, a, h, key, &in_a);
  if (left == PM_FIND_FAILED) return 0;
  if (pm_merge(host, a, b, &out) == PM_MERGE_FAILED) return 0;
  /*@ assert merged: map_merged(a, b, out); */
  enum pm_found found = pm_find(host, out, h, key, &got);
  if (found == PM_FIND_FAILED) return 0;
  /*@ assert has_b: right == PM_FOUND ==> map_has(out, key, in_b); */
  /*@ assert has_a: right == PM_ABSENT ==> left == PM_FOUND ==>
        map_has(out, key, in_a); */
  /*@ assert law: right == PM_FOUND ==> found == PM_FOUND && got == in_b; */
  /*@ assert law: right == PM_ABSENT ==> left == PM_FOUND ==>
        found == PM_FOUND && got == in_a; */
  /*@ assert law: right == PM_ABSENT ==> left == PM_ABSENT ==>
        found == PM_ABSENT; */
  return 1;
}
