#include "combine.h"
#include "items.h"
#include "leaf.h"

/* Inline. */
/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: cell->key == key && cell->value == value &&
      cell->hash == hash; */
static inline void item_put(struct pm_item *cell, uint32_t hash, pm_object *key,
                            pm_object *value, uint32_t flags) {
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

/* Entry j of b into items[0..n), which are a's entries updated with those before it: into
 * items[i], which has its key. */
/*@ requires heap: inv && items_there(items, n) && i < an <= n;
    requires before: merged_so_far(items, n, a, an, b, j);
    requires entry: value == value_at(b, j) && distinct(b, j + 1);
    requires match: KeyEq(key_at(a, i), key_at(b, j));
    terminates \true;
    assigns items[0 .. n - 1];
    ensures heap: inv;
    ensures after: merged_so_far(items, n, a, an, b, j + 1);
    ensures same: \old(items[i].value) == value ==>
      values_kept{Pre,Post}(items, 0, n); */
static inline void entry_over(struct pm_item *items, uint32_t i, pm_object *value,
                              uint32_t flags)
/*@ ghost (uint32_t n, struct pm_entry *a, uint32_t an, struct pm_entry *b,
      uint32_t j) */ {
  struct pm_item *cell = items + i;
  /*@ assert key: cell->key == key_at(a, i); */
  /*@ assert hash: cell->hash == key_hash(cell->key); */
  item_put(cell, cell->hash, cell->key, value, cell->flags | flags);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert others: \forall integer m; 0 <= m < j ==>
        !KeyEq(key_at(b, m), key_at(b, j)); */
  /*@ assert apart: \forall integer m, p; 0 <= m < j ==> 0 <= p < n ==>
        KeyEq(items[p].key, key_at(b, m)) ==> p != i; */
  /*@ assert rest: \forall integer p; 0 <= p < n ==> p != i ==>
        items[p].value == \at(items[p].value, Pre); */
  /*@ assert there: merged_there(items, n, b, j); */
  /*@ assert here: items_have(items, n, key_at(b, j), value); */
  /*@ assert more: merged_there(items, n, b, j + 1); */
  /*@ assert hit: \forall integer p; 0 <= p < an ==>
        absent(b, j + 1, key_at(a, p)) ==>
        absent(b, j, key_at(a, p)) && p != i; */
  /*@ assert left: merged_left(items, a, an, b, j + 1); */
  /*@ assert older: \forall integer p; an <= p < n ==>
        !absent(b, j, items[p].key); */
  /*@ assert new: merged_new(items, an, n, b, j + 1); */
}

/* The same for a key that a does not have. */
/*@ requires heap: inv && items_there(items, n + 1) && n < PM_COUNT_MAX;
    requires before: merged_so_far(items, n, a, an, b, j);
    requires entry: value == value_at(b, j) && key == key_at(b, j) &&
      hash == key_hash(key) && distinct(b, j + 1) && absent(a, an, key);
    terminates \true;
    assigns items[0 .. n];
    ensures heap: inv;
    ensures after: merged_so_far(items, n + 1, a, an, b, j + 1); */
static inline void entry_after(struct pm_item *items, uint32_t n, uint32_t hash,
                               pm_object *key, pm_object *value, uint32_t flags)
/*@ ghost (struct pm_entry *a, uint32_t an, struct pm_entry *b, uint32_t j) */ {
  /*@ assert in_a: items_absent(items, 0, an, key); */
  /*@ assert older: \forall integer m; an <= m < n ==>
        !absent(b, j, items[m].key); */
  /*@ assert in_b: items_absent(items, an, n, key); */
  item_put(items + n, hash, key, value, flags);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashed: items_hashed(items, n + 1); */
  /*@ assert sole: items_absent(items, 0, n, key); */
  /*@ assert distinct: items_distinct(items, n + 1); */
  /*@ assert there: merged_there(items, n, b, j); */
  /*@ assert there_more: merged_there(items, n + 1, b, j); */
  /*@ assert last: items_have(items, n + 1, key, value); */
  /*@ assert more: merged_there(items, n + 1, b, j + 1); */
  /*@ assert left: merged_left(items, a, an, b, j + 1); */
  /*@ assert still: \forall integer m; an <= m < n ==>
        !absent(b, j, items[m].key); */
  /*@ assert new: merged_new(items, an, n + 1, b, j + 1); */
}

/* Entry j of b into items, wherever. */
/*@ requires heap: inv && failed_ == 0 && items_there(items, n + 1);
    requires a: held_body(a.hash, a.entry, a.n) &&
      body_ok(a.hash, a.entry, a.n) && n < PM_COUNT_MAX;
    requires b: held_body(b.hash, b.entry, b.n) &&
      body_ok(b.hash, b.entry, b.n) && j < b.n;
    requires before: merged_so_far(items, n, a.entry, a.n, b.entry, j);
    terminates \true;
    assigns PM_WORLD, failed_, items[0 .. n];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures added: \result == PM_ADDED ==>
      merged_so_far(items, n + 1, a.entry, a.n, b.entry, j + 1);
    ensures found: \result == PM_SAME || \result == PM_REPLACED ==>
      merged_so_far(items, n, a.entry, a.n, b.entry, j + 1);
    ensures same: \result == PM_SAME ==> values_kept{Pre,Post}(items, 0, n); */
static enum pm_with entry_into(struct pm_host *host, struct pm_body a, struct pm_body b,
                               uint32_t j, uint32_t flags, struct pm_item *items, uint32_t n) {
  uint32_t i = 0;
  enum pm_found found =
      pm_body_find(host, a.hash, a.entry, a.n, b.hash[j], b.entry[j].key, &i);
  if (found == PM_FIND_FAILED) return PM_WITH_FAILED;
  /*@ assert in: in_entries(b.entry, b.n); */
  pm_object *key = b.entry[j].key, *value = b.entry[j].value;
  /*@ assert at: key == key_at(b.entry, j) && b.hash[j] ==
        hash_at(b.hash, j) && value == value_at(b.entry, j); */
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
  /*@ assert there: merged_there(items, n, b.entry, j); */
  /*@ assert hashed: items_hashed(items, n); */
  /*@ assert distinct: items_distinct(items, n); */
  /*@ assert own: merged_keys(items, a.entry, a.n); */
  /*@ assert left: merged_left(items, a.entry, a.n, b.entry, j); */
  /*@ assert new: merged_new(items, a.n, n, b.entry, j); */
  /*@ assert before: merged_so_far(items, n, a.entry, a.n, b.entry, j); */
  if (found == PM_FOUND) {
    enum pm_with outcome = items[i].value == value ? PM_SAME : PM_REPLACED;
    entry_over(items, i, value, flags) /*@ ghost (n, a.entry, a.n, b.entry,
      j) */;
    return outcome;
  }
  entry_after(items, n, b.hash[j], key, value, flags)
      /*@ ghost (a.entry, a.n, b.entry, j) */;
  return PM_ADDED;
}

/* Inline. */
/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == n; */
static inline void count_out(uint32_t *out, uint32_t n) {
  *out = n;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

bool pm_body_combine(struct pm_host *host, struct pm_body a, uint32_t a_flags, struct pm_body b,
                     uint32_t b_flags, struct pm_item *items, uint32_t *n, bool *changed) {
  uint32_t count = a.n;
  bool differs = false;
  pm_items_copy(items, a.hash, a.entry, a.n, a_flags);
  /*@ assert hashed: items_hashed(items, a.n); */
  /*@ assert distinct: items_distinct(items, a.n); */
  /*@ assert keys: merged_keys(items, a.entry, a.n); */
  /*@ assert left: merged_left(items, a.entry, a.n, b.entry, 0); */
  /*@ loop invariant 0 <= j <= b.n && count <= a.n + j;
      loop invariant heap: inv;
      loop invariant failed_ == 0;
      loop invariant merged:
        merged_so_far(items, count, a.entry, a.n, b.entry, j);
      loop invariant same: !differs ==> count == a.n &&
        values_are(items, a.entry, a.n);
      loop assigns j, count, differs, PM_WORLD, failed_,
        items[0 .. a.n + b.n - 1];
      loop variant b.n - j; */
  for (uint32_t j = 0; j < b.n; j++) {
    enum pm_with outcome = entry_into(host, a, b, j, b_flags, items, count);
    if (outcome == PM_WITH_FAILED) return false;
    if (outcome == PM_ADDED) count++;
    differs = differs || outcome != PM_SAME;
    /*@ assert step: (uint32_t)(j + 1) == j + 1; */
  }
  /*@ assert keys: merged_keys(items, a.entry, a.n); */
  /*@ ghost lemma_merged(items, count, a.entry, a.n, b.entry, b.n); */
  count_out(n, count);
  *changed = differs;
  return true;
}
