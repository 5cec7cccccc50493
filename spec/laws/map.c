/* The laws of a map, from the contracts of core alone: the bodies of the functions called here
 * are not seen. */
#include "pm.h"

/*@ predicate ready{L}(struct pm_map *m, integer h, pm_object *k) =
      inv{L} && failed_ == 0 && mlive{L}(m) && map_ok(m) &&
      h == key_hash(k);
*/

/* What is said of a key goes for every equal one: induction over the bits that are left. */
/*@ predicate alike(integer used) =
      \forall struct pm_node *n, pm_object *a, *b, *v; wf(n, used) ==>
        KeyEq(a, b) ==> holds(n, used, a, v) ==> holds(n, used, b, v);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer used; 0 <= used <= 32 ==> alike(used); @/
  void law_equal_keys(void) {
    uint32_t d = 33;
    lemma_slot_range();
    /@ loop invariant 0 <= d <= 33;
       loop invariant \forall integer used; d <= used <= 32 ==> alike(used);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert leaf: \forall struct pm_node *n, pm_object *a, *b, *v,
           integer i; KeyEq(a, b) ==>
           entry_has(entries(n, ncount(n)), i, a, v) ==>
           entry_has(entries(n, ncount(n)), i, b, v); @/
      /@ assert leaves: \forall struct pm_node *n, pm_object *a, *b, *v;
           KeyEq(a, b) ==> leaf_has(n, a, v) ==> leaf_has(n, b, v); @/
      /@ assert kid: \forall struct pm_node *n, pm_object *a, *b;
           is_branch(n) ==> wf(n, d) ==> KeyEq(a, b) ==>
           slot(key_hash(b), d, nwidth(n)) == slot(key_hash(a), d, nwidth(n))
           && wf(kid(n, slot(key_hash(a), d, nwidth(n))), d + nwidth(n)) &&
           d < d + nwidth(n) <= 32 && alike(d + nwidth(n)); @/
      /@ assert down: \forall struct pm_node *n, pm_object *a, *b, *v;
           is_branch(n) ==> wf(n, d) ==> KeyEq(a, b) ==>
           holds(kid(n, slot(key_hash(a), d, nwidth(n))), d + nwidth(n), a, v)
           ==>
           holds(kid(n, slot(key_hash(b), d, nwidth(n))), d + nwidth(n), b, v);
         @/
      /@ assert here: alike(d); @/
    }
  }
*/

/* A key is found after it was put in, with its value. */
/*@ requires ready(map, h, key) && mcount(map) < PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_get_after_with(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                       pm_object *value) {
  struct pm_map *out = map;
  pm_object *got = NULL;
  enum pm_with done = pm_with(host, map, h, key, value, &out);
  if (done == PM_WITH_FAILED) return 0;
  /*@ assert has: map_has(out, key, value); */
  enum pm_found found = pm_find(host, out, h, key, &got);
  if (found == PM_FIND_FAILED) return 0;
  /*@ assert law: found == PM_FOUND && got == value; */
  return 1;
}

/* Every other key is found as before, or not as before. */
/*@ requires ready(map, h, key) && mcount(map) < PM_COUNT_MAX;
    requires other: !KeyEq(key, key2) && h2 == key_hash(key2);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_other_keys_after_with(struct pm_host *host, struct pm_map *map, uint32_t h,
                              pm_object *key, pm_object *value, uint32_t h2,
                              pm_object *key2) {
  struct pm_map *out = map;
  pm_object *before = NULL, *after = NULL;
  enum pm_found first = pm_find(host, map, h2, key2, &before);
  if (first == PM_FIND_FAILED) return 0;
  enum pm_with done = pm_with(host, map, h, key, value, &out);
  if (done == PM_WITH_FAILED) return 0;
  enum pm_found second = pm_find(host, out, h2, key2, &after);
  if (second == PM_FIND_FAILED) return 0;
  /*@ assert same: \forall pm_object *v;
        map_has(out, key2, v) <==> map_has(map, key2, v); */
  /*@ assert law: first == second && before == after; */
  return 1;
}

/* The old map is as it was, whatever key is asked for. */
/*@ requires ready(map, h, key) && mcount(map) < PM_COUNT_MAX;
    requires any: h2 == key_hash(key2);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_old_map_after_with(struct pm_host *host, struct pm_map *map, uint32_t h,
                           pm_object *key, pm_object *value, uint32_t h2, pm_object *key2) {
  struct pm_map *out = map;
  pm_object *before = NULL, *after = NULL;
  enum pm_found first = pm_find(host, map, h2, key2, &before);
  if (first == PM_FIND_FAILED) return 0;
  if (pm_with(host, map, h, key, value, &out) == PM_WITH_FAILED) return 0;
  enum pm_found second = pm_find(host, map, h2, key2, &after);
  if (second == PM_FIND_FAILED) return 0;
  /*@ assert law: first == second && before == after; */
  return 1;
}

/* A key is not found after it was taken out; every other is as before. */
/*@ requires ready(map, h, key);
    requires other: !KeyEq(key, key2) && h2 == key_hash(key2);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures \result == 0 ==> failed_ != 0; */
int law_keys_after_without(struct pm_host *host, struct pm_map *map, uint32_t h,
                           pm_object *key, uint32_t h2, pm_object *key2) {
  struct pm_map *out = map;
  pm_object *gone = NULL, *before = NULL, *after = NULL;
  enum pm_found first = pm_find(host, map, h2, key2, &before);
  if (first == PM_FIND_FAILED) return 0;
  if (pm_without(host, map, h, key, &out) == PM_WITHOUT_FAILED) return 0;
  /*@ assert lacks: map_lacks(out, key); */
  enum pm_found found = pm_find(host, out, h, key, &gone);
  if (found == PM_FIND_FAILED) return 0;
  enum pm_found second = pm_find(host, out, h2, key2, &after);
  if (second == PM_FIND_FAILED) return 0;
  /*@ assert same: \forall pm_object *v;
        map_has(out, key2, v) <==> map_has(map, key2, v); */
  /*@ assert law: found == PM_ABSENT; */
  /*@ assert law: first == second && before == after; */
  return 1;
}

/* A new key put in and taken out again: the same associations, the same number. */
/*@ requires ready(map, h, key) && mcount(map) < PM_COUNT_MAX;
    requires new: map_lacks(map, key);
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures \result == \null ==> failed_ != 0;
    ensures law: \result != \null ==> mcount(\result) == mcount(map) &&
      \forall pm_object *k, *v; map_has(\result, k, v) <==> map_has(map, k, v);
    ensures own: \result != \null ==> mown(\result) > 0; */
struct pm_map *law_with_then_without(struct pm_host *host, struct pm_map *map, uint32_t h,
                                     pm_object *key, pm_object *value) {
  struct pm_map *with = NULL, *without = NULL;
  enum pm_with added = pm_with(host, map, h, key, value, &with);
  if (added == PM_WITH_FAILED) return NULL;
  /*@ assert added: added == PM_ADDED; */
  enum pm_without removed = pm_without(host, with, h, key, &without);
  if (removed == PM_WITHOUT_FAILED) return NULL;
  /*@ assert has: map_has(with, key, value); */
  /*@ assert removed: removed == PM_REMOVED; */
  /*@ ghost law_equal_keys(); */
  /*@ assert back: \forall pm_object *k; KeyEq(key, k) ==> KeyEq(k, key); */
  /*@ assert zero: alike(0) && map_ok(map); */
  /*@ assert trie: mform(map) != PM_SMALL ==>
        \forall pm_object *k, *v; KeyEq(k, key) ==>
        holds(mroot(map), 0, k, v) ==> holds(mroot(map), 0, key, v); */
  /*@ assert small: \forall pm_object *k, *v, integer i; KeyEq(k, key) ==>
        0 <= i < mcount(map) ==>
        entry_has(small_entries(map, mcount(map)), i, k, v) ==>
        entry_has(small_entries(map, mcount(map)), i, key, v) &&
        small_has(map, key, v); */
  /*@ assert sym: \forall pm_object *k, *v; KeyEq(key, k) ==>
        map_has(map, k, v) ==> map_has(map, key, v); */
  /*@ assert lacks: \forall pm_object *k, *v; KeyEq(key, k) ==>
        !map_has(map, k, v); */
  return without;
}

/* A failed operation changes no account and no map. */
/*@ requires ready(map, h, key) && mcount(map) < PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_;
    ensures law: failed_ != 0 ==> inv && mlive(map) && own_same{Pre,Post} &&
      mown_same{Pre,Post} && oown_same{Pre,Post}; */
void law_failure_changes_nothing(struct pm_host *host, struct pm_map *map, uint32_t h,
                                 pm_object *key, pm_object *value) {
  struct pm_map *out = NULL;
  pm_with(host, map, h, key, value, &out);
}
