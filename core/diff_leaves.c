/* The two leaves of a pair, or one and nothing: first what became of the old one's entries,
 * then those of the new one whose keys the old one lacks. Entries outside the pair's range of
 * hashes face other leaves, and are passed over. */
#include "diff_walk.h"
#include "items.h"
#include "leaf.h"

/*@ requires \valid_read(diff);
    terminates \true;
    assigns \nothing;
    ensures \result <==> diff->low <= h <= diff->high; */
static bool in_range(struct pm_diff *diff, uint32_t h) {
  return diff->low <= h && h <= diff->high;
}

/*@ requires heap: inv && failed_ == 0 && (leaf == \null || live(leaf));
    requires leaf: leafy(leaf) && wf(leaf, 32) && h == key_hash(key);
    requires out: \valid(index) && outside(\base_addr(index));
    terminates \true;
    assigns PM_WORLD, failed_, *index;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> is_leaf(leaf) &&
      *index < ncount(leaf) &&
      KeyEq(key_at(entries(leaf, ncount(leaf)), *index), key);
    ensures absent: \result == PM_ABSENT ==> lacks(leaf, 32, key); */
static enum pm_found leaf_find(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                               pm_object *key, uint32_t *index) {
  if (!leaf) return PM_ABSENT;
  /*@ assert body: leaf_body(leaf, hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  /*@ assert held: held_body(hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  return pm_body_find(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), leaf->count, h, key,
                      index);
}

/*@ requires heap: inv && live(leaf) && is_leaf(leaf) && wf(leaf, 32);
    requires i: i < ncount(leaf);
    terminates \true;
    assigns \nothing;
    ensures item: \result.hash == key_hash(\result.key) &&
      \result.key == key_at(entries(leaf, ncount(leaf)), i);
    ensures holds: \forall pm_object *k, *v; KeyEq(\result.key, k) ==>
      (holds(leaf, 32, k, v) <==> v == \result.value); */
static inline struct pm_item leaf_item(struct pm_node *leaf, uint32_t i) {
  struct pm_entry *entry = pm_leaf_entries(leaf);
  uint32_t *hash = pm_leaf_hashes(leaf);
  /*@ assert ok: leaf_ok(leaf, 32); */
  /*@ ghost lemma_entry(leaf, i); */
  /*@ assert body: leaf_body(leaf, hash, entry, ncount(leaf)); */
  /*@ assert shows: body_shows(hash, entry, ncount(leaf)); */
  struct pm_item item = {entry[i].key, entry[i].value, hash[i], 0};
  /*@ assert key: item.key == key_at(entry, i); */
  /*@ assert value: item.value == value_at(entry, i); */
  return item;
}

/* Entry i of the old leaf: PM_DIFF_END here means "no change". */
/*@ requires heap: inv && failed_ == 0 && \valid_read(diff) &&
      outside(\base_addr(diff));
    requires ok: pair_lies(diff) && diff->a != \null && i < ncount(diff->a);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after);
    ensures key: \result == PM_DIFF_CHANGE ==> in_pair(diff, change->key) &&
      change->key == key_at(entries(diff->a, ncount(diff->a)), i);
    ensures none: \result == PM_DIFF_END ==> \forall pm_object *k, *v, *w;
      KeyEq(key_at(entries(diff->a, ncount(diff->a)), i), k) ==>
      in_pair(diff, k) ==> !differs(diff, k, v, w); */
static enum pm_diff_step old_entry(struct pm_host *host, struct pm_diff *diff, uint32_t i,
                                   struct pm_change *change) {
  /*@ ghost struct pm_node *a = diff->a, *b = diff->b,
        *old_root = diff->old_root, *new_root = diff->new_root; */
  struct pm_item item = leaf_item(diff->a, i);
  uint32_t j = 0;
  if (!in_range(diff, item.hash)) return PM_DIFF_END;
  /*@ assert in: \forall pm_object *k; KeyEq(item.key, k) ==>
        in_pair(diff, k); */
  /*@ assert old: \forall pm_object *k, *v; KeyEq(item.key, k) ==>
        (holds(old_root, 0, k, v) <==> v == item.value); */
  enum pm_found found = leaf_find(host, diff->b, item.hash, item.key, &j);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  pm_object *after = NULL;
  /*@ ghost KEEP_PAIR(diff) */
  if (found == PM_FOUND) {
    /*@ assert same: diff->b == b && is_leaf(b) && live(b) && wf(b, 32); */
    struct pm_item other = leaf_item(diff->b, j);
    /*@ assert equal: \forall pm_object *k; KeyEq(item.key, k) ==>
          KeyEq(other.key, k); */
    /*@ assert new: \forall pm_object *k, *w; KeyEq(item.key, k) ==>
          (holds(new_root, 0, k, w) <==> w == other.value); */
    after = other.value;
    int equal = pm_value_eq(host, item.value, after);
    if (equal < 0) return PM_DIFF_FAILED;
    if (equal) {
      /*@ ghost lemma_unchanged(old_root, new_root, item.key, item.value,
                                after); */
      /*@ ghost KEEP_PAIR(diff) */
      return PM_DIFF_END;
    }
    /*@ assert change: changes(old_root, new_root, item.key, item.value,
          after); */
  }
  /*@ assert change: changes(old_root, new_root, item.key, item.value,
        after); */
  /*@ ghost KEEP_PAIR(diff) */
  pm_diff_report(change, item.key, item.value, after);
  /*@ ghost KEEP_PAIR(diff) */
  return PM_DIFF_CHANGE;
}

/* Entry j of the new leaf, likewise; changed values were reported with the old leaf. */
/*@ requires heap: inv && failed_ == 0 && \valid_read(diff) &&
      outside(\base_addr(diff));
    requires ok: pair_lies(diff) && diff->b != \null && j < ncount(diff->b);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after);
    ensures key: \result == PM_DIFF_CHANGE ==> in_pair(diff, change->key) &&
      change->key == key_at(entries(diff->b, ncount(diff->b)), j) &&
      lacks(diff->a, 32, change->key);
    ensures none: \result == PM_DIFF_END ==> \forall pm_object *k;
      KeyEq(key_at(entries(diff->b, ncount(diff->b)), j), k) ==>
      in_pair(diff, k) ==> !lacks(diff->a, 32, k); */
static enum pm_diff_step new_entry(struct pm_host *host, struct pm_diff *diff, uint32_t j,
                                   struct pm_change *change) {
  /*@ ghost struct pm_node *a = diff->a, *old_root = diff->old_root,
        *new_root = diff->new_root; */
  struct pm_item item = leaf_item(diff->b, j);
  uint32_t i = 0;
  if (!in_range(diff, item.hash)) return PM_DIFF_END;
  /*@ assert in: in_pair(diff, item.key); */
  /*@ assert new: holds(new_root, 0, item.key, item.value); */
  enum pm_found found = leaf_find(host, diff->a, item.hash, item.key, &i);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  if (found == PM_FOUND) {
    /*@ assert same: diff->a == a && is_leaf(a); */
    /*@ ghost lemma_all_ahead(a); */
    /*@ assert there: \forall pm_object *k; KeyEq(item.key, k) ==>
          KeyEq(key_at(entries(a, ncount(a)), i), k); */
    /*@ assert ahead: \forall pm_object *k; KeyEq(item.key, k) ==>
          old_ahead(a, 0, k); */
    return PM_DIFF_END;
  }
  /*@ assert lacks: lacks(a, 32, item.key); */
  /*@ assert change: changes(old_root, new_root, item.key, \null,
        item.value); */
  /*@ ghost KEEP_PAIR(diff) */
  pm_diff_report(change, item.key, NULL, item.value);
  /*@ ghost KEEP_PAIR(diff) */
  return PM_DIFF_CHANGE;
}

/* One entry further in the old leaf. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff);
    requires more: diff->a != \null && diff->i < ncount(diff->a);
    terminates \true;
    assigns diff->i;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures i: diff->i == \old(diff->i) + 1;
    ensures left: \forall pm_object *k, *v, *w; diff_left(diff, k, v, w) <==>
      (diff_left{Pre}(diff, k, v, w) && !(in_pair(diff, k) &&
        KeyEq(key_at(entries(diff->a, ncount(diff->a)), \old(diff->i)), k))); */
static inline void old_step(struct pm_diff *diff) {
  /*@ ghost struct pm_node *a = diff->a, *b = diff->b;
      uint32_t i = diff->i, j = diff->j;
      lemma_old_next(a, b, i, j); */
  pm_index_put(&diff->i, diff->i + 1);
  /*@ ghost KEEP_LEVELS(diff) */
  /*@ assert left: \forall pm_object *k; pair_left(diff, k) <==>
        (pair_left{Pre}(diff, k) &&
         !KeyEq(key_at(entries(a, ncount(a)), i), k)); */
  /*@ assert apart: \forall pm_object *k; in_pair(diff, k) ==>
        key_hash(k) < front(diff, diff->depth); */
}

/* ... in the new leaf, when the old one is done. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff);
    requires more: diff->b != \null && diff->j < ncount(diff->b);
    requires old: diff->a == \null || diff->i >= ncount(diff->a);
    terminates \true;
    assigns diff->j;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures j: diff->j == \old(diff->j) + 1;
    ensures left: \forall pm_object *k, *v, *w; diff_left(diff, k, v, w) <==>
      (diff_left{Pre}(diff, k, v, w) && !(in_pair(diff, k) &&
        KeyEq(key_at(entries(diff->b, ncount(diff->b)), \old(diff->j)), k))); */
static inline void new_step(struct pm_diff *diff) {
  /*@ ghost struct pm_node *a = diff->a, *b = diff->b;
      uint32_t j = diff->j;
      lemma_new_next(a, b, j); */
  pm_index_put(&diff->j, diff->j + 1);
  /*@ ghost KEEP_LEVELS(diff) */
  /*@ assert left: \forall pm_object *k; pair_left(diff, k) <==>
        (pair_left{Pre}(diff, k) &&
         !KeyEq(key_at(entries(b, ncount(b)), j), k)); */
  /*@ assert apart: \forall pm_object *k; in_pair(diff, k) ==>
        key_hash(k) < front(diff, diff->depth); */
}

/* The next entry of the old leaf. PM_DIFF_END: it is no change. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires more: diff->a != \null && diff->i < ncount(diff->a);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->i;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures i: diff->i ==
      \old(diff->i) + (\result == PM_DIFF_FAILED ? 0 : 1);
    ensures change: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures same: \result != PM_DIFF_CHANGE ==> left_same{Pre,Post}(diff); */
static enum pm_diff_step old_one(struct pm_host *host, struct pm_diff *diff,
                                 struct pm_change *change) {
  enum pm_diff_step step = old_entry(host, diff, diff->i, change);
  /*@ ghost KEEP_DIFF(diff) */
  /*@ assert ahead: step == PM_DIFF_CHANGE ==>
        old_ahead(diff->a, diff->i, change->key); */
  /*@ assert mine: step == PM_DIFF_CHANGE ==>
        diff_left(diff, change->key, change->before, change->after); */
  /*@ assert change: step == PM_DIFF_CHANGE ==>
        diff_left{Pre}(diff, change->key, change->before, change->after); */
  if (step != PM_DIFF_FAILED) old_step(diff);
  return step;
}

/* ... of the new leaf, when the old one is done. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires more: diff->b != \null && diff->j < ncount(diff->b);
    requires old: diff->a == \null || diff->i >= ncount(diff->a);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->j;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures j: diff->j ==
      \old(diff->j) + (\result == PM_DIFF_FAILED ? 0 : 1);
    ensures change: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures same: \result != PM_DIFF_CHANGE ==> left_same{Pre,Post}(diff); */
static enum pm_diff_step new_one(struct pm_host *host, struct pm_diff *diff,
                                 struct pm_change *change) {
  enum pm_diff_step step = new_entry(host, diff, diff->j, change);
  /*@ ghost KEEP_DIFF(diff) */
  /*@ assert ahead: step == PM_DIFF_CHANGE ==>
        new_ahead(diff->a, diff->b, diff->j, change->key); */
  /*@ assert mine: step == PM_DIFF_CHANGE ==>
        diff_left(diff, change->key, change->before, change->after); */
  /*@ assert change: step == PM_DIFF_CHANGE ==>
        diff_left{Pre}(diff, change->key, change->before, change->after); */
  if (step != PM_DIFF_FAILED) new_step(diff);
  return step;
}

/* The entries of the old leaf that are left, up to the next change. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires n: n == (diff->a == \null ? 0 : ncount(diff->a));
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->i;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures same: \result != PM_DIFF_CHANGE ==> left_same{Pre,Post}(diff);
    ensures end: \result == PM_DIFF_END ==> diff->i >= n; */
static enum pm_diff_step old_next(struct pm_host *host, struct pm_diff *diff, uint32_t n,
                                  struct pm_change *change) {
  /*@ loop invariant heap: inv && failed_ == 0;
      loop invariant ok: diff_ok(diff);
      loop invariant a: diff->a == \at(diff->a, Pre);
      loop invariant b: diff->b == \at(diff->b, Pre);
      loop invariant left: left_same{Pre,Here}(diff);
      loop assigns PM_WORLD, failed_, *change, diff->i;
      loop variant n - diff->i; */
  while (diff->i < n) {
    enum pm_diff_step step = old_one(host, diff, change);
    if (step != PM_DIFF_END) return step;
  }
  return PM_DIFF_END;
}

/* ... of the new leaf, when the old one is done. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires m: m == (diff->b == \null ? 0 : ncount(diff->b));
    requires old: diff->a == \null || diff->i >= ncount(diff->a);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->j;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures same: \result != PM_DIFF_CHANGE ==> left_same{Pre,Post}(diff);
    ensures end: \result == PM_DIFF_END ==> diff->j >= m; */
static enum pm_diff_step new_next(struct pm_host *host, struct pm_diff *diff, uint32_t m,
                                  struct pm_change *change) {
  /*@ loop invariant heap: inv && failed_ == 0;
      loop invariant ok: diff_ok(diff);
      loop invariant a: diff->a == \at(diff->a, Pre);
      loop invariant b: diff->b == \at(diff->b, Pre);
      loop invariant i: diff->i == \at(diff->i, Pre);
      loop invariant left: left_same{Pre,Here}(diff);
      loop assigns PM_WORLD, failed_, *change, diff->j;
      loop variant m - diff->j; */
  while (diff->j < m) {
    enum pm_diff_step step = new_one(host, diff, change);
    if (step != PM_DIFF_END) return step;
  }
  return PM_DIFF_END;
}

enum pm_diff_step pm_diff_leaves(struct pm_host *host, struct pm_diff *diff,
                                 struct pm_change *change) {
  uint32_t n = diff->a ? diff->a->count : 0, m = diff->b ? diff->b->count : 0;
  enum pm_diff_step step = old_next(host, diff, n, change);
  /*@ ghost KEEP_PAIR(diff)
      KEEP_LEVELS(diff) */
  /*@ assert rest: \forall integer d; 0 <= d < PM_LEVELS ==>
        rest(diff, d) == rest{Pre}(diff, d); */
  if (step != PM_DIFF_END) return step;
  /*@ ghost Between: ; */
  step = new_next(host, diff, m, change);
  /*@ assert used: \forall integer f; 0 <= f < PM_LEVELS ==>
        diff->frame[f].used == \at(diff->frame[f].used, Between); */
  /*@ assert base: \forall integer f; 0 <= f < PM_LEVELS ==>
        diff->frame[f].base == \at(diff->frame[f].base, Between); */
  /*@ assert slot: \forall integer f; 0 <= f < PM_LEVELS ==>
        diff->frame[f].slot == \at(diff->frame[f].slot, Between); */
  /*@ ghost KEEP_PAIR(diff)
      KEEP_LEVELS(diff) */
  /*@ assert rest: \forall integer d; 0 <= d < PM_LEVELS ==>
        rest(diff, d) == rest{Pre}(diff, d); */
  /*@ assert old: \forall pm_object *k; diff->i >= n ==>
        !old_ahead(diff->a, diff->i, k); */
  /*@ assert new: \forall pm_object *k; diff->j >= m ==>
        !new_ahead(diff->a, diff->b, diff->j, k); */
  return step;
}
