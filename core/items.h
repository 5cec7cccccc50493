/* Items: associations on their way into a map, in a scratch array. */
#ifndef PM_ITEMS_H
#define PM_ITEMS_H

#include "pm.h"

/* The OR of the items' flags. */
/*@ requires \valid_read(items + (0 .. n - 1));
    terminates \true;
    assigns \nothing; */
uint32_t pm_items_flags(struct pm_item *items, uint32_t n);

/* Releases the keys and values of n items. */
/*@ requires heap: inv && outside(\base_addr(items));
    requires \valid_read(items + (0 .. n - 1)) && items_owned(items, n);
    terminates \true;
    assigns PM_WORLD, object_refs_;
    ensures heap: inv;
    ensures items_minus{Pre,Post}(items, n); */
void pm_items_release(struct pm_host *host, struct pm_item *items, uint32_t n);

/* Releases items[0..kept) and items[i..n). */
/*@ requires heap: inv && items_there(items, n) && kept <= i <= n;
    requires owned: \forall pm_object *o; oown(o) >=
      item_refs(items, 0, kept, o) + item_refs(items, i, n, o);
    terminates \true;
    assigns PM_WORLD, object_refs_;
    ensures heap: inv;
    ensures \forall pm_object *o; oown(o) == oown{Pre}(o) -
      item_refs{Pre}(items, 0, kept, o) - item_refs{Pre}(items, i, n, o); */
void pm_items_abandon(struct pm_host *host, struct pm_item *items, uint32_t kept, uint32_t i,
                      uint32_t n);

/* items[0..n) = the entries of a body, borrowed; every item gets the body's flags. */
/*@ requires heap: inv && held_body(hash, entry, n);
    requires items_there(items, n);
    terminates \true;
    assigns items[0 .. n - 1];
    ensures heap: inv;
    ensures copied: items_are(items, hash, entry, n); */
void pm_items_copy(struct pm_item *items, uint32_t *hash, struct pm_entry *entry, uint32_t n,
                   uint32_t flags);
/* One more reference to every key and value. */
/*@ requires \valid_read(items + (0 .. n - 1));
    terminates \true;
    assigns object_refs_;
    ensures items_plus{Pre,Post}(items, n); */
void pm_items_retain(struct pm_host *host, struct pm_item *items, uint32_t n);

/* Sorts few items by hash, stably, in place. O(n * n). */
/*@ requires items_there(items, n) && items_hashed(items, n);
    terminates \true;
    assigns items[0 .. n - 1];
    ensures sorted: items_sorted(items, n);
    ensures hashed: items_hashed(items, n);
    ensures top: \forall integer u, x; all_top{Pre}(items, 0, n, u, x) ==>
      all_top(items, 0, n, u, x);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
void pm_items_insertion_sort(struct pm_item *items, uint32_t n);

/* Sorts by hash, stably. Every hash must agree in its top `used` bits. scratch has room for
 * n items when n > PM_SORT_SMALL. O(n). */
#define PM_SORT_SMALL 32u
/*@ requires items_there(items, n) && items_hashed(items, n);
    requires n > PM_SORT_SMALL ==> sort_room(items, scratch, n);
    requires used <= PM_HASH_BITS && one_top(items, 0, n, used);
    terminates \true;
    decreases 8 * (32 - used) + 7;
    assigns items[0 .. n - 1], scratch[0 .. n - 1];
    ensures sorted: items_sorted(items, n);
    ensures hashed: items_hashed(items, n);
    ensures refs: \forall pm_object *o; item_refs(items, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, items, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, items, 0, n); */
void pm_items_sort(struct pm_item *items, struct pm_item *scratch, uint32_t n, uint32_t used);

/* Whether the hashes of sorted items all differ, and so the keys. */
/*@ requires \valid_read(items + (0 .. n - 1)) && items_sorted(items, n);
    requires items_hashed(items, n);
    terminates \true; assigns \nothing;
    ensures \result ==> items_distinct(items, n); */
bool pm_items_differ(struct pm_item *items, uint32_t n);

/* The only write to a caller's number; inline. */
/*@ requires heap: inv && \valid(index) && outside(\base_addr(index));
    terminates \true;
    assigns *index;
    ensures heap: inv;
    ensures put: *index == i; */
static inline void pm_index_put(uint32_t *index, uint32_t i) {
  *index = i;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/* The only write to an item; inline. */
/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    requires item: \valid_read(item) && \separated(item, cell);
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: cell->hash == item->hash && cell->key == item->key &&
      cell->value == item->value; */
static inline void pm_item_put(struct pm_item *cell, struct pm_item *item) {
  cell->key = item->key;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->value = item->value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->hash = item->hash;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  cell->flags = item->flags;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/* Adds items[i] behind items[0..kept), or its value to the one of items[from..kept) with the
 * same key. */
/*@ requires heap: inv && failed_ == 0 && from <= kept <= i < PM_COUNT_MAX;
    requires items_there(items, i + 1) && items_hashed(items, kept);
    requires items[i].hash == key_hash(items[i].key);
    requires owned: \forall pm_object *o; oown(o) >=
      item_refs(items, 0, kept, o) + (items[i].key == o ? 1 : 0) +
      (items[i].value == o ? 1 : 0);
    requires distinct: items_distinct(items, kept);
    requires other: items_absent(items, 0, from, items[i].key);
    terminates \true;
    assigns PM_WORLD, failed_, object_refs_, items[0 .. kept];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures hash: hashes_kept{Pre,Post}(items, 0, kept);
    ensures key: keys_kept{Pre,Post}(items, 0, kept);
    ensures rest_hash: \forall integer j; kept < j ==>
      items[j].hash == \old(items[j].hash);
    ensures rest_key: \forall integer j; kept < j ==>
      items[j].key == \old(items[j].key);
    ensures rest_value: \forall integer j; kept < j ==>
      items[j].value == \old(items[j].value);
    ensures hashed: items_hashed(items, kept);
    ensures distinct: items_distinct(items, kept);
    ensures order: items_sorted{Pre}(items, kept) ==>
      items_sorted(items, kept);
    ensures more_hashed: \result == PM_ABSENT ==>
      items_hashed(items, kept + 1);
    ensures more_distinct: \result == PM_ABSENT ==>
      items_distinct(items, kept + 1);
    ensures same: \result == PM_FIND_FAILED ==> \forall pm_object *o;
      oown(o) == oown{Pre}(o) &&
      item_refs(items, 0, kept, o) == item_refs{Pre}(items, 0, kept, o);
    ensures last: \result == PM_FIND_FAILED ==>
      items[kept].key == \old(items[kept].key) &&
      items[kept].value == \old(items[kept].value);
    ensures found: \result == PM_FOUND ==> from < kept;
    ensures added: \result == PM_ABSENT ==>
      items[kept].hash == \old(items[i].hash) &&
      items[kept].key == \old(items[i].key) &&
      items_absent(items, 0, kept, items[kept].key);
    ensures give: \result == PM_FOUND ==>
      items_over{Pre,Post}(items, kept, kept, \old(items[i].key),
        \old(items[i].value));
    ensures more_give: \result == PM_ABSENT ==>
      items_over{Pre,Post}(items, kept, kept + 1, \old(items[i].key),
        \old(items[i].value));
    ensures own: \result == PM_FOUND ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, kept, o) +
      (\old(items[i].key) == o ? 1 : 0) + (\old(items[i].value) == o ? 1 : 0)
      == oown{Pre}(o) + item_refs(items, 0, kept, o);
    ensures more: \result == PM_ABSENT ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, kept, o) +
      (\old(items[i].key) == o ? 1 : 0) + (\old(items[i].value) == o ? 1 : 0)
      == oown{Pre}(o) + item_refs(items, 0, kept + 1, o); */
enum pm_found pm_items_add(struct pm_host *host, struct pm_item *items, uint32_t from,
                           uint32_t kept, uint32_t i);

/* Drops later items whose key equals an earlier one's; that one gets the last value. sorted:
 * equal hashes stand together, else n should be small. *left = how many remain, in front.
 * False: a comparison failed, and all n items have been released. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires \valid(left) && outside(\base_addr(left));
    requires \separated(left, items + (0 .. n - 1));
    requires items_owned(items, n) && items_hashed(items, n);
    requires sorted ==> items_sorted(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, object_refs_, items[0 .. n - 1], *left;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures released: !\result ==> items_minus{Pre,Post}(items, n);
    ensures left: \result ==> *left <= n && (n > 0 ==> *left > 0);
    ensures hashed: \result ==> items_hashed(items, *left);
    ensures distinct: \result ==> items_distinct(items, *left);
    ensures order: \result ==> sorted ==> items_sorted(items, *left);
    ensures give: \result ==>
      same_give{Pre,Post}(items, 0, n, items, 0, *left);
    ensures own: \result ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, n, o) ==
      oown{Pre}(o) + item_refs(items, 0, *left, o); */
bool pm_items_dedupe(struct pm_host *host, struct pm_item *items, uint32_t n, bool sorted,
                     uint32_t *left);

/* out[0..n) = the items in the order of their slots in a branch `width` bits wide with `used`
 * bits above it, within a slot in their old order; start[s] = where slot s begins; start[number
 * of slots] = n. O(n) and O(number of slots). */
/*@ requires sort_room(items, out, n) && items_hashed(items, n);
    requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    requires \valid(start + (0 .. pow2(width)));
    requires \separated(start + (0 .. pow2(width)), items + (0 .. n - 1));
    requires \separated(start + (0 .. pow2(width)), out + (0 .. n - 1));
    terminates \true;
    assigns out[0 .. n - 1], start[0 .. pow2(width)];
    ensures ends: start[0] == 0 && start[pow2(width)] == n;
    ensures order: \forall integer c, d; 0 <= c <= d <= pow2(width) ==>
      start[c] <= start[d] <= n;
    ensures low: \forall integer d, p; 0 <= d <= pow2(width) ==>
      0 <= p < start[d] ==> slot(out[p].hash, used, width) < d;
    ensures high: \forall integer d, p; 0 <= d <= pow2(width) ==>
      start[d] <= p < n ==> slot(out[p].hash, used, width) >= d;
    ensures hashed: items_hashed(out, n);
    ensures distinct: items_distinct{Pre}(items, n) ==> items_distinct(out, n);
    ensures refs: \forall pm_object *o; item_refs(out, 0, n, o) ==
      item_refs{Pre}(items, 0, n, o);
    ensures has: same_has{Pre,Post}(items, 0, n, out, 0, n);
    ensures give: same_give{Pre,Post}(items, 0, n, out, 0, n); */
void pm_items_spread(struct pm_item *items, uint32_t n, uint32_t used, uint32_t width,
                     struct pm_item *out, uint32_t *start);

#endif
