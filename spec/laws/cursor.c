/* The laws of iteration, from the contracts of core alone. */
#include "pm.h"

/* The first entry is one of the map, and looking it up finds it. */
/*@ requires inv && failed_ == 0 && mlive(map) && map_ok(map);
    requires h == key_hash(key);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures \result == 0 ==> failed_ != 0; */
int law_iteration_agrees_with_find(struct pm_host *host, struct pm_map *map, uint32_t h,
                                   pm_object *key) {
  struct pm_cursor cursor;
  pm_object *got = NULL;
  pm_cursor_start(&cursor, map);
  struct pm_entry *entry = pm_cursor_next(&cursor);
  if (!entry) {
    /*@ assert empty: map_lacks(map, key); */
    enum pm_found none = pm_find(host, map, h, key, &got);
    /*@ assert law: none == PM_ABSENT || none == PM_FIND_FAILED; */
    return none == PM_ABSENT;
  }
  pm_object *first = entry->key, *value = entry->value;
  /*@ assert has: map_has(map, first, value); */
  if (first != key) return 1;
  enum pm_found found = pm_find(host, map, h, key, &got);
  if (found == PM_FIND_FAILED) return 0;
  /*@ assert law: found == PM_FOUND && got == value; */
  return 1;
}

/* No key comes twice. */
/*@ requires inv && mlive(map) && map_ok(map);
    terminates \true;
    assigns \nothing;
    ensures heap: inv; */
void law_iteration_yields_once(struct pm_map *map) {
  struct pm_cursor cursor;
  pm_cursor_start(&cursor, map);
  struct pm_entry *entry = pm_cursor_next(&cursor);
  if (!entry) return;
  pm_object *first = entry->key;
  /*@ assert gone: \forall pm_object *k, *v; left(&cursor, k, v) ==>
        !KeyEq(first, k); */
  entry = pm_cursor_next(&cursor);
  if (!entry) return;
  /*@ assert law: !KeyEq(first, entry->key); */
  /*@ assert law: map_has(map, entry->key, entry->value); */
}

/* When nothing comes any more, every key has come: here, after the first. */
/*@ requires inv && mlive(map) && map_ok(map);
    requires map_has(map, key, value);
    terminates \true;
    assigns \nothing;
    ensures heap: inv; */
void law_iteration_yields_all(struct pm_map *map, pm_object *key, pm_object *value) {
  struct pm_cursor cursor;
  pm_cursor_start(&cursor, map);
  struct pm_entry *entry = pm_cursor_next(&cursor);
  /*@ assert some: entry != \null; */
  pm_object *first = entry->key;
  entry = pm_cursor_next(&cursor);
  /*@ assert law: entry == \null ==> KeyEq(first, key); */
}
