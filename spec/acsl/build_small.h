/* The entries of a full small map and one item more, as items. */
#ifndef PM_BUILD_SMALL_H
#define PM_BUILD_SMALL_H

/*@ ghost
  /@ requires small_of(map, PM_LEAF_MAX) && small_ok(map);
     requires \valid_read(item) && item->hash == key_hash(item->key);
     requires \valid_read(items + (0 .. PM_LEAF_MAX));
     requires old: items_are(items, small_hashes(map),
                             small_entries(map, PM_LEAF_MAX),
                             PM_LEAF_MAX);
     requires new: items[PM_LEAF_MAX].hash == item->hash &&
       items[PM_LEAF_MAX].key == item->key &&
       items[PM_LEAF_MAX].value == item->value;
     requires lacks: map_lacks(map, item->key);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(items, PM_LEAF_MAX + 1);
     ensures distinct: items_distinct(items, PM_LEAF_MAX + 1);
     ensures hold: \forall pm_object *k, *v;
       items_give(items, 0, PM_LEAF_MAX + 1, k, v) <==>
       (KeyEq(item->key, k) ? v == item->value : map_has(map, k, v)); @/
  void lemma_small_more(struct pm_map *map, struct pm_item *item,
                      struct pm_item *items) {
    /@ assert has: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         entry_has(small_entries(map, PM_LEAF_MAX), j, items[j].key,
                   items[j].value); @/
    /@ assert in: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         small_has(map, items[j].key, items[j].value); @/
    /@ assert holds: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         map_has(map, items[j].key, items[j].value); @/
    /@ assert eq: \forall integer j, pm_object *k; 0 <= j < PM_LEAF_MAX ==>
         KeyEq(items[j].key, k) ==>
         entry_has(small_entries(map, PM_LEAF_MAX), j, k, items[j].value); @/
    /@ assert eq_has: \forall integer j, pm_object *k;
         0 <= j < PM_LEAF_MAX ==> KeyEq(items[j].key, k) ==>
         small_has(map, k, items[j].value); @/
    /@ assert none: \forall pm_object *v; !small_has(map, item->key, v); @/
    /@ assert other: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         !KeyEq(items[j].key, item->key); @/
    /@ assert distinct: items_distinct(items, PM_LEAF_MAX + 1); @/
    lemma_items_sole(items, PM_LEAF_MAX + 1);
    /@ assert last: \forall pm_object *k; KeyEq(item->key, k) ==>
         items_give(items, 0, PM_LEAF_MAX + 1, k, item->value); @/
    /@ assert first: \forall pm_object *k, *v; small_has(map, k, v) ==>
         items_give(items, 0, PM_LEAF_MAX + 1, k, v); @/
    /@ assert absent: \forall pm_object *k, *v; KeyEq(item->key, k) ==>
         !small_has(map, k, v); @/
    /@ assert cases: \forall pm_object *k, integer j;
         0 <= j < PM_LEAF_MAX + 1 ==> KeyEq(items[j].key, k) ==>
         small_has(map, k, items[j].value) ||
         (KeyEq(item->key, k) && items[j].value == item->value); @/
    /@ assert only: \forall pm_object *k, *v;
         items_give(items, 0, PM_LEAF_MAX + 1, k, v) ==>
         small_has(map, k, v) || (KeyEq(item->key, k) && v == item->value); @/
  }
*/
#endif
