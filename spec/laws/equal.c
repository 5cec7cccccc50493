/* The laws of equality, from the contracts of core alone. */
#include "../../core/map.h" /* not acsl/map.h */
#include "shape.h"

/*@ predicate maps_ready{L}(struct pm_map *a, struct pm_map *b) =
      inv{L} && failed_ == 0 && mlive{L}(a) && mlive{L}(b) && map_ok(a) &&
      map_ok(b);
*/

/* A map is equal to itself. */
/*@ requires maps_ready(map, map);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures law: \result == PM_EQUAL; */
enum pm_equal law_equal_to_itself(struct pm_host *host, struct pm_map *map) {
  return pm_equal(host, map, map);
}

/* Equal maps give values for the same key that the host calls equal. */
/*@ requires maps_ready(a, b) && h == key_hash(key);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures \result == 0 ==> failed_ != 0; */
int law_equal_maps_agree(struct pm_host *host, struct pm_map *a, struct pm_map *b, uint32_t h,
                         pm_object *key) {
  pm_object *in_a = NULL, *in_b = NULL;
  enum pm_equal equal = pm_equal(host, a, b);
  if (equal == PM_EQUAL_FAILED) return 0;
  enum pm_found first = pm_find(host, a, h, key, &in_a);
  if (first == PM_FIND_FAILED) return 0;
  enum pm_found second = pm_find(host, b, h, key, &in_b);
  if (second == PM_FIND_FAILED) return 0;
  /*@ assert law: equal == PM_EQUAL ==> first == PM_FOUND ==>
        second == PM_FOUND && same_value(in_a, in_b); */
  return 1;
}

/* Equal in one direction: not different in the other, and each within the other, when the
 * host's equality of values is symmetric. */
/*@ requires maps_ready(a, b) && values_symmetric;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures \result == 0 ==> failed_ != 0; */
int law_equal_is_symmetric(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  enum pm_equal first = pm_equal(host, a, b);
  if (first == PM_EQUAL_FAILED) return 0;
  if (first != PM_EQUAL) return 1;
  /*@ ghost lemma_maps_back(a, b); */
  /*@ assert law: map_within(a, b) && map_within(b, a); */
  enum pm_equal second = pm_equal(host, b, a);
  if (second == PM_EQUAL_FAILED) return 0;
  /*@ assert law: second == PM_EQUAL; */
  return 1;
}

/* Maps of equal contents are equal, not only those of one shape: so "different" means that the
 * contents differ. */
/*@ requires maps_ready(a, b);
    requires same: map_equal(a, b);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures law: !\result ==> failed_ != 0; */
bool law_equal_contents(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  if (a->form == PM_TRIE && b->form == PM_TRIE) law_one_shape(pm_root(a), pm_root(b), 0);
  /*@ assert matches: map_matches(a, b); */
  return pm_equal(host, a, b) == PM_EQUAL;
}

/* Equal to an equal map: equal, when the host's equality of values is transitive. */
/*@ requires maps_ready(a, b) && mlive(c) && map_ok(c) && values_transitive;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures \result == 0 ==> failed_ != 0; */
int law_equal_is_transitive(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                            struct pm_map *c) {
  enum pm_equal first = pm_equal(host, a, b);
  if (first == PM_EQUAL_FAILED) return 0;
  enum pm_equal second = pm_equal(host, b, c);
  if (second == PM_EQUAL_FAILED) return 0;
  if (first != PM_EQUAL || second != PM_EQUAL) return 1;
  /*@ ghost lemma_maps_on(a, b, c); */
  enum pm_equal third = pm_equal(host, a, c);
  if (third == PM_EQUAL_FAILED) return 0;
  /*@ assert law: third == PM_EQUAL; */
  return 1;
}
