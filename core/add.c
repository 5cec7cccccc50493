/* Adding an item to items with distinct keys. */
#include "items.h"

/* The first of items[from..to) with item's key. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, to) && from <= to && items_hashed(items, to);
    requires \valid_read(item) && outside(\base_addr(item));
    requires item->hash == key_hash(item->key);
    requires \valid(index) && outside(\base_addr(index));
    requires \separated(index, items + (0 .. to - 1)) &&
      \separated(index, item);
    terminates \true;
    assigns PM_WORLD, failed_, *index;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> from <= *index < to &&
      KeyEq(items[*index].key, item->key);
    ensures absent: \result == PM_ABSENT ==>
      items_absent(items, from, to, item->key);
    ensures refs: item_refs_same{Pre,Post}(items, to);
    ensures give: same_give{Pre,Post}(items, 0, to, items, 0, to); */
static enum pm_found item_find(struct pm_host *host, struct pm_item *items, uint32_t from,
                               uint32_t to, struct pm_item *item, uint32_t *index) {
  enum pm_found found = PM_ABSENT;
  /*@ loop invariant from <= i <= to;
      loop invariant heap: inv && failed_ == 0;
      loop invariant keys_kept{Pre,Here}(items, 0, to);
      loop invariant values_kept{Pre,Here}(items, 0, to);
      loop invariant none: items_absent(items, from, i, item->key);
      loop invariant hashes: hashes_kept{Pre,Here}(items, 0, to);
      loop invariant found == PM_ABSENT && item->key == \at(item->key, Pre) &&
        item->hash == \at(item->hash, Pre);
      loop assigns i, found, PM_WORLD, failed_, *index;
      loop variant to - i; */
  for (uint32_t i = from; i < to; i++) {
    if (items[i].hash != item->hash) {
      /*@ assert differs: !KeyEq(items[i].key, item->key); */
      continue;
    }
    int equal = pm_key_eq(host, items[i].key, item->key);
    /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, to); */
    /*@ assert keys: keys_kept{Pre,Here}(items, 0, to); */
    /*@ assert values: values_kept{Pre,Here}(items, 0, to); */
    if (equal == 0) {
      /*@ assert differs: !KeyEq(items[i].key, item->key); */
      continue;
    }
    pm_index_put(index, i);
    found = equal < 0 ? PM_FIND_FAILED : PM_FOUND;
    break;
  }
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, to); */
  /*@ assert values: values_kept{Pre,Here}(items, 0, to); */
  /*@ ghost KEEP_ITEMS(items, to) */
  /*@ ghost KEEP_CONTENT(items, to) */
  return found;
}

/* Moves the duplicate's value into items[index]; the duplicate's key and the old value go. */
/*@ requires heap: inv && items_there(items, index + 1);
    requires \valid_read(duplicate) && outside(\base_addr(duplicate));
    requires \separated(duplicate, items + index);
    requires owned: \forall pm_object *o; oown(o) >=
      (items[index].value == o ? 1 : 0) + (duplicate->key == o ? 1 : 0);
    terminates \true;
    assigns PM_WORLD, object_refs_, items[index].value, items[index].flags;
    ensures heap: inv;
    ensures put: items[index].value == \old(duplicate->value);
    ensures own: \forall pm_object *o; oown(o) == oown{Pre}(o) -
      (\old(items[index].value) == o ? 1 : 0) -
      (\old(duplicate->key) == o ? 1 : 0);
    ensures refs: \forall pm_object *o, integer n; index < n <= 4294967295 ==>
      item_refs(items, 0, n, o) == item_refs{Pre}(items, 0, n, o) -
      (\old(items[index].value) == o ? 1 : 0) +
      (\old(duplicate->value) == o ? 1 : 0); */
static void item_replace(struct pm_host *host, struct pm_item *items, uint32_t index,
                         struct pm_item *duplicate) {
  pm_object *old_value = items[index].value;
  items[index].value = duplicate->value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, 4294967295); */
  /*@ assert before: values_kept{Pre,Here}(items, 0, index); */
  /*@ assert after: values_kept{Pre,Here}(items, index + 1, 4294967295); */
  items[index].flags |= duplicate->flags;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  pm_object_release(host, old_value);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, 4294967295); */
  /*@ assert before: values_kept{Pre,Here}(items, 0, index); */
  /*@ assert after: values_kept{Pre,Here}(items, index + 1, 4294967295); */
  pm_object_release(host, duplicate->key);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, 4294967295); */
  /*@ assert before: values_kept{Pre,Here}(items, 0, index); */
  /*@ assert after: values_kept{Pre,Here}(items, index + 1, 4294967295); */
  /*@ ghost
    uint32_t left = 4294967295;
    /@ loop invariant 0 <= left <= 4294967295;
       loop invariant above: \forall pm_object *o, integer a, n;
         left <= a <= n <= 4294967295 && index < a ==>
         item_refs(items, a, n, o) == item_refs{Pre}(items, a, n, o);
       loop invariant below: \forall pm_object *o, integer a, n;
         left <= a <= index < n <= 4294967295 ==>
         item_refs(items, a, n, o) == item_refs{Pre}(items, a, n, o) -
         (\at(items[index].value, Pre) == o ? 1 : 0) +
         (\at(duplicate->value, Pre) == o ? 1 : 0);
       loop assigns left;
       loop variant left; @/
    while (left > 0) {
      left--;
      /@ assert now: \forall pm_object *o, integer n; left < n ==>
           item_refs(items, left, n, o) ==
           (items[left].key == o ? 1 : 0) + (items[left].value == o ? 1 : 0) +
           item_refs(items, left + 1, n, o); @/
      /@ assert then: \forall pm_object *o, integer n; left < n ==>
           item_refs{Pre}(items, left, n, o) ==
           (\at(items[\at(left, Here)].key, Pre) == o ? 1 : 0) +
           (\at(items[\at(left, Here)].value, Pre) == o ? 1 : 0) +
           item_refs{Pre}(items, left + 1, n, o); @/
      /@ assert here: left == index ==> items[left].value ==
           \at(duplicate->value, Pre); @/
    }
  */
}

/* items[kept] = item. */
/*@ requires items_there(items, kept + 1) && kept < PM_COUNT_MAX;
    requires heap: inv;
    requires \valid_read(item);
    requires \separated(item, items + (0 .. kept));
    terminates \true;
    assigns items[kept];
    ensures heap: inv;
    ensures put: items[kept].key == item->key &&
      items[kept].value == item->value && items[kept].hash == item->hash;
    ensures refs: \forall pm_object *o; item_refs(items, 0, kept + 1, o) ==
      item_refs{Pre}(items, 0, kept, o) + (item->key == o ? 1 : 0) +
      (item->value == o ? 1 : 0);
    ensures give: items_over{Pre,Post}(items, kept, kept + 1, item->key,
      item->value); */
static void item_keep(struct pm_item *items, uint32_t kept, struct pm_item *item) {
  items[kept] = *item;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  /*@ ghost
    /@ assert before: keys_kept{Pre,Here}(items, 0, kept) &&
         values_kept{Pre,Here}(items, 0, kept); @/
    uint32_t left = kept;
    /@ assert empty: \forall pm_object *o;
         item_refs(items, kept + 1, kept + 1, o) == 0; @/
    /@ loop invariant 0 <= left <= kept;
       loop invariant \forall pm_object *o;
         item_refs(items, left, kept + 1, o) ==
         item_refs{Pre}(items, left, kept, o) + (item->key == o ? 1 : 0) +
         (item->value == o ? 1 : 0);
       loop assigns left;
       loop variant left; @/
    while (left > 0) left--;
  */
  /*@ ghost KEEP_CONTENT(items, kept) */
  /*@ ghost lemma_items_next(items, kept + 1); */
  /*@ assert give: items_over{Here,Here}(items, kept, kept + 1, item->key,
        item->value); */
}

/* The same, among items with distinct keys: the new value and no other. */
/*@ requires heap: inv && items_there(items, kept) && index < kept;
    requires \valid_read(item) && outside(\base_addr(item));
    requires \separated(item, items + (0 .. kept - 1));
    requires distinct: items_distinct(items, kept);
    requires same: KeyEq(items[index].key, item->key);
    requires owned: \forall pm_object *o; oown(o) >=
      (items[index].value == o ? 1 : 0) + (item->key == o ? 1 : 0);
    terminates \true;
    assigns PM_WORLD, object_refs_, items[index].value, items[index].flags;
    ensures heap: inv;
    ensures hash: hashes_kept{Pre,Post}(items, 0, kept);
    ensures key: keys_kept{Pre,Post}(items, 0, kept);
    ensures own: \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, kept, o) +
      (\old(item->key) == o ? 1 : 0) + (\old(item->value) == o ? 1 : 0) ==
      oown{Pre}(o) + item_refs(items, 0, kept, o);
    ensures give: items_over{Pre,Post}(items, kept, kept, \old(item->key),
      \old(item->value)); */
static inline void item_set(struct pm_host *host, struct pm_item *items, uint32_t index,
                            struct pm_item *item) /*@ ghost (uint32_t kept) */ {
  /*@ ghost lemma_items_sole(items, kept); */
  item_replace(host, items, index, item);
  /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
  /*@ assert distinct: items_distinct(items, kept); */
  /*@ assert before: values_kept{Pre,Here}(items, 0, index); */
  /*@ assert after: values_kept{Pre,Here}(items, index + 1, kept); */
  /*@ ghost lemma_items_sole(items, kept); */
  /*@ assert here: \forall pm_object *k, *v; KeyEq(\at(item->key, Pre), k)
        ==> (items_give(items, 0, kept, k, v) <==>
             v == \at(item->value, Pre)); */
  /*@ assert other: \forall pm_object *k, integer j; 0 <= j < kept ==>
        !KeyEq(\at(item->key, Pre), k) ==> KeyEq(items[j].key, k) ==>
        items[j].value == \at(items[j].value, Pre); */
  /*@ assert there: \forall pm_object *k, *v;
        !KeyEq(\at(item->key, Pre), k) ==> items_give(items, 0, kept, k, v)
        ==> items_give{Pre}(items, 0, kept, k, v); */
  /*@ assert back: \forall pm_object *k, *v;
        !KeyEq(\at(item->key, Pre), k) ==>
        items_give{Pre}(items, 0, kept, k, v) ==>
        items_give(items, 0, kept, k, v); */
}

/* Adds item behind items[0..kept), or to the one of items[from..kept) with the same key. */
/*@ requires heap: inv && failed_ == 0 && from <= kept < PM_COUNT_MAX;
    requires items_there(items, kept + 1) && items_hashed(items, kept);
    requires \valid_read(item) && outside(\base_addr(item));
    requires \separated(item, items + (0 .. kept));
    requires item->hash == key_hash(item->key);
    requires owned: \forall pm_object *o; oown(o) >=
      item_refs(items, 0, kept, o) + (item->key == o ? 1 : 0) +
      (item->value == o ? 1 : 0);
    requires distinct: items_distinct(items, kept);
    requires other: items_absent(items, 0, from, item->key);
    terminates \true;
    assigns PM_WORLD, failed_, object_refs_, items[0 .. kept];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures hash: hashes_kept{Pre,Post}(items, 0, kept);
    ensures key: keys_kept{Pre,Post}(items, 0, kept);
    ensures same: \result == PM_FIND_FAILED ==> \forall pm_object *o;
      oown(o) == oown{Pre}(o) &&
      item_refs(items, 0, kept, o) == item_refs{Pre}(items, 0, kept, o);
    ensures last: \result == PM_FIND_FAILED ==>
      items[kept].key == \old(items[kept].key) &&
      items[kept].value == \old(items[kept].value);
    ensures found: \result == PM_FOUND ==> \exists integer j;
      from <= j < kept && KeyEq(items[j].key, \old(item->key));
    ensures added: \result == PM_ABSENT ==>
      items[kept].hash == \old(item->hash) &&
        items[kept].key == \old(item->key) &&
      items_absent(items, 0, kept, items[kept].key);
    ensures give: \result == PM_FOUND ==>
      items_over{Pre,Post}(items, kept, kept, \old(item->key),
        \old(item->value));
    ensures more_give: \result == PM_ABSENT ==>
      items_over{Pre,Post}(items, kept, kept + 1, \old(item->key),
        \old(item->value));
    ensures own: \result == PM_FOUND ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, kept, o) +
      (\old(item->key) == o ? 1 : 0) + (\old(item->value) == o ? 1 : 0) ==
      oown{Pre}(o) + item_refs(items, 0, kept, o);
    ensures more: \result == PM_ABSENT ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, kept, o) +
      (\old(item->key) == o ? 1 : 0) + (\old(item->value) == o ? 1 : 0) ==
      oown{Pre}(o) + item_refs(items, 0, kept + 1, o); */
static enum pm_found item_fold(struct pm_host *host, struct pm_item *items, uint32_t from,
                               uint32_t kept, struct pm_item *item) {
  uint32_t index = 0;
  /*@ ghost lemma_items_value(items, kept); */
  enum pm_found found = item_find(host, items, from, kept, item, &index);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, kept); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
  /*@ assert item: item->key == \at(item->key, Pre) &&
        item->value == \at(item->value, Pre) &&
        item->hash == \at(item->hash, Pre); */
  /*@ ghost lemma_items_value(items, kept); */
  if (found == PM_FOUND) {
    item_set(host, items, index, item) /*@ ghost (kept) */;
    /*@ assert hash: hashes_kept{Pre,Here}(items, 0, kept); */
    /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
    /*@ assert own: \forall pm_object *o;
          oown(o) + item_refs{Pre}(items, 0, kept, o) +
          (\at(item->key, Pre) == o ? 1 : 0) +
          (\at(item->value, Pre) == o ? 1 : 0) ==
          oown{Pre}(o) + item_refs(items, 0, kept, o); */
  } else if (found == PM_ABSENT) {
    item_keep(items, kept, item);
    /*@ assert hash: hashes_kept{Pre,Here}(items, 0, kept); */
    /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
    /*@ assert own: \forall pm_object *o;
          oown(o) + item_refs{Pre}(items, 0, kept, o) +
          (\at(item->key, Pre) == o ? 1 : 0) +
          (\at(item->value, Pre) == o ? 1 : 0) ==
          oown{Pre}(o) + item_refs(items, 0, kept + 1, o); */
  }
  return found;
}

/* Inline. */
/*@ requires heap: inv && \valid(item) && \valid_read(from);
    requires \separated(item, from) && outside(\base_addr(item));
    requires \separated(item, items + (0 .. kept - 1));
    terminates \true;
    assigns *item;
    ensures heap: inv;
    ensures key: item->key == \old(from->key);
    ensures value: item->value == \old(from->value);
    ensures hash: item->hash == \old(from->hash);
    ensures refs: item_refs_same{Pre,Post}(items, kept);
    ensures give: same_give{Pre,Post}(items, 0, kept, items, 0, kept); */
static inline void item_take(struct pm_item *item, struct pm_item *from)
/*@ ghost (struct pm_item *items, uint32_t kept) */ {
  *item = *from;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  /*@ ghost KEEP_ITEMS(items, kept) */
  /*@ ghost KEEP_CONTENT(items, kept) */
}

enum pm_found pm_items_add(struct pm_host *host, struct pm_item *items, uint32_t from,
                           uint32_t kept, uint32_t i) {
  struct pm_item item;
  item_take(&item, &items[i]) /*@ ghost (items, kept) */;
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, kept); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
  /*@ assert rest: \forall integer j; kept < j ==>
        items[j].key == \at(items[j].key, Pre); */
  /*@ assert far: \forall integer j; kept < j ==>
        \separated(&items[j].key, items + (0 .. kept)) &&
        \separated(&items[j].value, items + (0 .. kept)) &&
        \separated(&items[j].hash, items + (0 .. kept)); */
  enum pm_found found = item_fold(host, items, from, kept, &item);
  /*@ assert hash: hashes_kept{Pre,Here}(items, 0, kept); */
  /*@ assert key: keys_kept{Pre,Here}(items, 0, kept); */
  /*@ assert rest: \forall integer j; kept < j ==>
        items[j].key == \at(items[j].key, Pre); */
  return found;
}
