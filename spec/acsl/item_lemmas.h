/* The entries of a leaf and one item more, as items. */
#ifndef PM_ITEM_LEMMAS_H
#define PM_ITEM_LEMMAS_H

/*@ ghost
  /@ requires is_leaf(leaf) && leaf_ok(leaf, 32) &&
       ncount(leaf) == PM_LEAF_MAX;
     requires \valid_read(item) && item->hash == key_hash(item->key);
     requires \valid_read(items + (0 .. PM_LEAF_MAX));
     requires old: items_are(items, hashes(leaf), entries(leaf, PM_LEAF_MAX),
                             PM_LEAF_MAX);
     requires new: items[PM_LEAF_MAX].hash == item->hash &&
       items[PM_LEAF_MAX].key == item->key &&
       items[PM_LEAF_MAX].value == item->value;
     requires lacks: lacks(leaf, used, item->key);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(items, PM_LEAF_MAX + 1);
     ensures distinct: items_distinct(items, PM_LEAF_MAX + 1);
     ensures hold: \forall pm_object *k, *v;
       items_give(items, 0, PM_LEAF_MAX + 1, k, v) <==>
       (KeyEq(item->key, k) ? v == item->value : holds(leaf, used, k, v)); @/
  void lemma_one_more(struct pm_node *leaf, struct pm_item *item,
                      struct pm_item *items, uint32_t used) {
    /@ assert has: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         entry_has(entries(leaf, PM_LEAF_MAX), j, items[j].key,
                   items[j].value); @/
    /@ assert in: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         leaf_has(leaf, items[j].key, items[j].value); @/
    /@ assert holds: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         holds(leaf, used, items[j].key, items[j].value); @/
    /@ assert eq: \forall integer j, pm_object *k; 0 <= j < PM_LEAF_MAX ==>
         KeyEq(items[j].key, k) ==>
         entry_has(entries(leaf, PM_LEAF_MAX), j, k, items[j].value); @/
    /@ assert eq_has: \forall integer j, pm_object *k;
         0 <= j < PM_LEAF_MAX ==> KeyEq(items[j].key, k) ==>
         leaf_has(leaf, k, items[j].value); @/
    /@ assert none: \forall pm_object *v; !leaf_has(leaf, item->key, v); @/
    /@ assert other: \forall integer j; 0 <= j < PM_LEAF_MAX ==>
         !KeyEq(items[j].key, item->key); @/
    /@ assert distinct: items_distinct(items, PM_LEAF_MAX + 1); @/
    lemma_items_sole(items, PM_LEAF_MAX + 1);
    /@ assert last: \forall pm_object *k; KeyEq(item->key, k) ==>
         items_give(items, 0, PM_LEAF_MAX + 1, k, item->value); @/
    /@ assert first: \forall pm_object *k, *v; leaf_has(leaf, k, v) ==>
         items_give(items, 0, PM_LEAF_MAX + 1, k, v); @/
    /@ assert absent: \forall pm_object *k, *v; KeyEq(item->key, k) ==>
         !leaf_has(leaf, k, v); @/
    /@ assert cases: \forall pm_object *k, integer j;
         0 <= j < PM_LEAF_MAX + 1 ==> KeyEq(items[j].key, k) ==>
         leaf_has(leaf, k, items[j].value) ||
         (KeyEq(item->key, k) && items[j].value == item->value); @/
    /@ assert only: \forall pm_object *k, *v;
         items_give(items, 0, PM_LEAF_MAX + 1, k, v) ==>
         leaf_has(leaf, k, v) || (KeyEq(item->key, k) && v == item->value); @/
  }
*/
#endif
