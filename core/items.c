#include "items.h"
#include "slots.h"

uint32_t pm_items_flags(struct pm_item *items, uint32_t n) {
  uint32_t flags = 0;
  /*@ loop invariant 0 <= i <= n;
      loop assigns i, flags;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) flags |= items[i].flags;
  return flags;
}

void pm_items_release(struct pm_host *host, struct pm_item *items, uint32_t n) {
  /*@ ghost lemma_items_nat(items, n); */
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant keys_kept{Pre,Here}(items, 0, n);
      loop invariant values_kept{Pre,Here}(items, 0, n);
      loop invariant count: \forall pm_object *o;
        oown(o) + item_refs{Pre}(items, 0, n, o) ==
        oown{Pre}(o) + item_refs{Pre}(items, i, n, o);
      loop assigns i, PM_WORLD, object_refs_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert unfold: \forall pm_object *o; item_refs{Pre}(items, i, n, o) ==
          (items[i].key == o ? 1 : 0) + (items[i].value == o ? 1 : 0) +
          item_refs{Pre}(items, i + 1, n, o); */
    pm_object_release(host, items[i].key);
    /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
    /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
    pm_object_release(host, items[i].value);
    /*@ assert next: \forall pm_object *o;
          oown(o) + item_refs{Pre}(items, 0, n, o) ==
          oown{Pre}(o) + item_refs{Pre}(items, i + 1, n, o); */
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
  }
}

/* Inline. */
/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: cell->key == key && cell->value == value &&
      cell->hash == hash; */
static inline void item_write(struct pm_item *cell, pm_object *key, pm_object *value,
                              uint32_t hash, uint32_t flags) {
  cell->key = key;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->value = value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  cell->hash = hash;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  cell->flags = flags;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

void pm_items_copy(struct pm_item *items, uint32_t *hash, struct pm_entry *entry, uint32_t n,
                   uint32_t flags) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant copied: items_are(items, hash, entry, i);
      loop assigns i, items[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert source: body_shows(hash, entry, n); */
    item_write(&items[i], entry[i].key, entry[i].value, hash[i], flags);
  }
}

void pm_items_retain(struct pm_host *host, struct pm_item *items, uint32_t n) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant \forall pm_object *o;
        oown(o) + item_refs(items, i, n, o) ==
        oown{Pre}(o) + item_refs(items, 0, n, o);
      loop assigns i, object_refs_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    pm_object_retain(host, items[i].key);
    pm_object_retain(host, items[i].value);
  }
}

void pm_items_abandon(struct pm_host *host, struct pm_item *items, uint32_t kept, uint32_t i,
                      uint32_t n) {
  /*@ ghost lemma_items_nat(items, n); */
  pm_items_release(host, items, kept);
  /*@ ghost KEEP_ITEMS(items, n) */
  /*@ ghost lemma_items_shift(items, i, n); */
  /*@ assert count: (uint32_t)(n - i) == n - i; */
  /*@ assert rest: \forall pm_object *o; item_refs(items + i, 0, n - i, o) ==
        item_refs{Pre}(items, i, n, o); */
  /*@ assert own: \forall pm_object *o; oown(o) == oown{Pre}(o) -
        item_refs{Pre}(items, 0, kept, o); */
  /*@ assert left: \forall pm_object *o; oown(o) >=
        item_refs(items + i, 0, n - i, o); */
  /*@ assert owned: items_owned(items + i, (uint32_t)(n - i)); */
  pm_items_release(host, items + i, n - i);
}

bool pm_items_differ(struct pm_item *items, uint32_t n) {
  /*@ loop invariant 1 <= i <= n || n == 0;
      loop invariant \forall integer j, k; 0 <= j < k < i && k < n ==>
        items[j].hash < items[k].hash;
      loop assigns i;
      loop variant n - i; */
  for (uint32_t i = 1; i < n; i++) {
    if (items[i].hash == items[i - 1].hash) return false;
    /*@ assert above: \forall integer j; 0 <= j < i ==>
          items[j].hash <= items[i - 1].hash; */
  }
  return true;
}
