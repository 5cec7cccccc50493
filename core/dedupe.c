/* Dropping duplicates. */
#include "items.h"

/* Most keys differ from all before them already in these bits of their hashes. */
#define SEEN 256u

/* Where to begin looking for item among items[0..kept): none before has its key. from: the
 * first with the last hash, if sorted. */
/*@ requires \valid_read(items + (0 .. kept - 1)) && \valid_read(item);
    requires \valid_read(seen + (0 .. SEEN - 1)) && from <= kept;
    requires items_hashed(items, kept) && item->hash == key_hash(item->key);
    requires seen: \forall integer j; 0 <= j < kept ==>
      seen[items[j].hash % SEEN];
    requires order: sorted ==> \forall integer j; 0 <= j < kept ==>
      items[j].hash <= items[kept - 1].hash <= item->hash;
    requires other: sorted ==> \forall integer j; 0 <= j < from ==>
      items[j].hash < items[kept - 1].hash;
    terminates \true; assigns \nothing;
    ensures range: 0 <= \result <= kept;
    ensures absent: items_absent(items, 0, \result, item->key);
    ensures other: sorted ==> \forall integer j; 0 <= j < \result ==>
      items[j].hash < item->hash;
    ensures last: sorted && \result < kept ==>
      items[kept - 1].hash == item->hash; */
static inline uint32_t fold_from(struct pm_item *items, uint32_t kept, struct pm_item *item,
                                 bool *seen, bool sorted, uint32_t from) {
  if (sorted) return kept > 0 && items[kept - 1].hash == item->hash ? from : kept;
  return seen[item->hash % SEEN] ? 0 : kept;
}

/* Drops duplicates; how many remain, or -1 when a comparison failed. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n) && items_hashed(items, n);
    requires sorted ==> items_sorted(items, n);
    requires \valid(seen + (0 .. SEEN - 1)) && outside(\base_addr(seen));
    requires \separated(seen + (0 .. SEEN - 1), items + (0 .. n - 1));
    terminates \true; assigns PM_WORLD, failed_, object_refs_,
      items[0 .. n - 1], seen[0 .. SEEN - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == -1;
    ensures released: \result == -1 ==> items_minus{Pre,Post}(items, n);
    ensures left: -1 <= \result <= n && (n > 0 ==> \result != 0);
    ensures hashed: items_hashed(items, \result);
    ensures distinct: items_distinct(items, \result);
    ensures order: sorted ==> items_sorted(items, \result);
    ensures give: \result >= 0 ==>
      same_give{Pre,Post}(items, 0, n, items, 0, \result);
    ensures own: \result >= 0 ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, n, o) ==
      oown{Pre}(o) + item_refs(items, 0, \result, o); */
static int64_t items_fold(struct pm_host *host, struct pm_item *items, uint32_t n, bool sorted,
                          bool *seen) {
  uint32_t kept = 0, from = 0;
  /*@ ghost lemma_items_nat(items, n); */
  /*@ ghost lemma_items_next(items, n); */
  /*@ loop invariant 0 <= from <= kept <= i <= n && (i > 0 ==> kept > 0);
      loop invariant heap: inv && failed_ == 0;
      loop invariant hash: hashes_kept{Pre,Here}(items, i, n);
      loop invariant key: keys_kept{Pre,Here}(items, i, n);
      loop invariant value: values_kept{Pre,Here}(items, i, n);
      loop invariant hashed: items_hashed(items, kept);
      loop invariant distinct: items_distinct(items, kept);
      loop invariant seen: \forall integer j; 0 <= j < kept ==>
        seen[items[j].hash % SEEN];
      loop invariant order: sorted ==> items_sorted(items, kept);
      loop invariant ahead: sorted ==> 0 < kept ==> i < n ==>
        items[kept - 1].hash <= \at(items[\at(i, Here)].hash, Pre);
      loop invariant other: sorted ==> \forall integer j; 0 <= j < from ==>
        items[j].hash < items[kept - 1].hash;
      loop invariant give: same_give{Pre,Here}(items, 0, i, items, 0, kept);
      loop invariant count: \forall pm_object *o;
        oown(o) + item_refs{Pre}(items, 0, n, o) ==
        oown{Pre}(o) + item_refs(items, 0, kept, o) +
        item_refs{Pre}(items, i, n, o);
      loop assigns i, kept, from, PM_WORLD, failed_, object_refs_,
        seen[0 .. SEEN - 1], items[0 .. n - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert same: items[i].hash == \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert same: items[i].key == \at(items[\at(i, Here)].key, Pre); */
    /*@ assert same: items[i].value == \at(items[\at(i, Here)].value, Pre); */
    /*@ assert hashed: items[i].hash == key_hash(items[i].key); */
    /*@ assert unfold: \forall pm_object *o; item_refs{Pre}(items, i, n, o) ==
          (items[i].key == o ? 1 : 0) + (items[i].value == o ? 1 : 0) +
          item_refs{Pre}(items, i + 1, n, o); */
    /*@ assert nat: \forall pm_object *o; item_refs{Pre}(items, i + 1, n, o) >=
          0; */
    /*@ ghost lemma_items_last(items, kept); */
    /*@ assert behind: sorted ==> \forall integer j; 0 <= j < kept ==>
          items[j].hash <= items[kept - 1].hash <= items[i].hash; */
    from = fold_from(items, kept, &items[i], seen, sorted, from);
    /*@ assert last: sorted ==> from < kept ==>
          items[kept - 1].hash == items[i].hash; */
    seen[items[i].hash % SEEN] = true;
    /*@ assert hash: hashes_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert key: keys_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert value: values_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert other: sorted ==> \forall integer j; 0 <= j < from ==>
          items[j].hash < \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert next: \forall pm_object *k, *v;
          items_give{Pre}(items, 0, i + 1, k, v) <==>
          (KeyEq(items[i].key, k) ? v == items[i].value :
             items_give(items, 0, kept, k, v)); */
    enum pm_found found = pm_items_add(host, items, from, kept, i);
    /*@ assert other: sorted ==> \forall integer j; 0 <= j < from ==>
          items[j].hash < \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert last: sorted ==> from < kept ==>
          items[kept - 1].hash == \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert hash: hashes_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert key: keys_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert value: values_kept{Pre,Here}(items, i + 1, n); */
    /*@ assert behind: sorted ==> \forall integer j; 0 <= j < kept ==>
          items[j].hash <= \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert order: sorted ==> items_sorted(items, kept); */
    if (found == PM_FIND_FAILED) {
      /*@ assert here: items[i].key == \at(items[\at(i, Here)].key, Pre) &&
            items[i].value == \at(items[\at(i, Here)].value, Pre); */
      /*@ assert still: keys_kept{Pre,Here}(items, i, n) &&
            values_kept{Pre,Here}(items, i, n); */
      /*@ ghost
        uint32_t rest = n;
        /@ loop invariant i <= rest <= n;
           loop invariant \forall pm_object *o; item_refs(items, rest, n, o) ==
             item_refs{Pre}(items, rest, n, o);
           loop assigns rest;
           loop variant rest; @/
        while (rest > i) rest--;
      */
      pm_items_abandon(host, items, kept, i, n);
      /*@ assert released: items_minus{Pre,Here}(items, n); */
      return -1;
    }
    if (found == PM_ABSENT) {
      /*@ assert more: (uint32_t)(kept + 1) == kept + 1; */
      /*@ assert count: \forall pm_object *o;
            oown(o) + item_refs{Pre}(items, 0, n, o) ==
            oown{Pre}(o) + item_refs(items, 0, kept + 1, o) +
            item_refs{Pre}(items, i + 1, n, o); */
      /*@ assert hashed: items_hashed(items, kept + 1); */
      /*@ assert distinct: items_distinct(items, kept + 1); */
      /*@ assert give: same_give{Pre,Here}(items, 0, i + 1, items, 0,
            kept + 1); */
      kept++;
      /*@ assert order: sorted ==> items_sorted(items, kept); */
    }
    /*@ assert count: \forall pm_object *o;
          oown(o) + item_refs{Pre}(items, 0, n, o) ==
          oown{Pre}(o) + item_refs(items, 0, kept, o) +
          item_refs{Pre}(items, i + 1, n, o); */
    /*@ assert give: same_give{Pre,Here}(items, 0, i + 1, items, 0, kept); */
    /*@ assert some: kept > 0; */
    /*@ assert last: sorted ==>
          items[kept - 1].hash == \at(items[\at(i, Here)].hash, Pre); */
    /*@ assert next: sorted ==> i + 1 < n ==>
          \at(items[\at(i, Here)].hash, Pre) <=
          \at(items[\at(i, Here) + 1].hash, Pre); */
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
  }
  /*@ assert hashed: items_hashed(items, kept); */
  /*@ assert distinct: items_distinct(items, kept); */
  /*@ assert order: sorted ==> items_sorted(items, kept); */
  /*@ assert own: \forall pm_object *o;
        oown(o) + item_refs{Pre}(items, 0, n, o) ==
        oown{Pre}(o) + item_refs(items, 0, kept, o); */
  return kept;
}

/* The same; at once when all hashes differ. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n) && items_hashed(items, n);
    requires sorted ==> items_sorted(items, n);
    terminates \true;
    assigns PM_WORLD, failed_, object_refs_, items[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == -1;
    ensures released: \result == -1 ==> items_minus{Pre,Post}(items, n);
    ensures left: -1 <= \result <= n && (n > 0 ==> \result != 0);
    ensures hashed: items_hashed(items, \result);
    ensures distinct: items_distinct(items, \result);
    ensures order: sorted ==> items_sorted(items, \result);
    ensures give: \result >= 0 ==>
      same_give{Pre,Post}(items, 0, n, items, 0, \result);
    ensures own: \result >= 0 ==> \forall pm_object *o;
      oown(o) + item_refs{Pre}(items, 0, n, o) ==
      oown{Pre}(o) + item_refs(items, 0, \result, o); */
static int64_t items_drop(struct pm_host *host, struct pm_item *items, uint32_t n,
                          bool sorted) {
  if (sorted && pm_items_differ(items, n)) return n;
  bool seen[SEEN] = {false};
  return items_fold(host, items, n, sorted, seen);
}

bool pm_items_dedupe(struct pm_host *host, struct pm_item *items, uint32_t n, bool sorted,
                     uint32_t *left) {
  int64_t kept = items_drop(host, items, n, sorted);
  if (kept < 0) return false;
  /*@ assert give: same_give{Pre,Here}(items, 0, n, items, 0, kept); */
  pm_index_put(left, (uint32_t)kept);
  /*@ assert hashed: items_hashed(items, kept); */
  /*@ assert order: sorted ==> items_sorted(items, kept); */
  return true;
}
