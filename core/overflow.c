#include "items.h"
#include "trie.h"

/* items[0..n] = the leaf's n entries and item, each with a reference. */
/*@ requires heap: inv && live(leaf) && is_leaf(leaf);
    requires leaf: leaf_ok(leaf, PM_HASH_BITS) &&
      ncount(leaf) == PM_LEAF_MAX;
    requires item: item_ok(item);
    requires items: items_there(items, PM_LEAF_MAX + 1) &&
      \separated(item, items + (0 .. PM_LEAF_MAX));
    terminates \true;
    assigns object_refs_, items[0 .. PM_LEAF_MAX];
    ensures heap: inv;
    ensures old: items_are(items, hashes(leaf), entries(leaf, PM_LEAF_MAX),
                           PM_LEAF_MAX);
    ensures new: items[PM_LEAF_MAX].hash == item->hash &&
      items[PM_LEAF_MAX].key == item->key &&
      items[PM_LEAF_MAX].value == item->value;
    ensures own: \forall pm_object *o; oown(o) == oown{Pre}(o) +
      item_refs(items, 0, PM_LEAF_MAX + 1, o); */
static void overflow_items(struct pm_host *host, struct pm_node *leaf, struct pm_item *item,
                           struct pm_item *items) {
  uint32_t n = leaf->count;
  /*@ assert body: leaf_body(leaf, hashes(leaf), entries(leaf, n), n); */
  pm_items_copy(items, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), n, leaf->flags);
  pm_item_put(&items[n], item);
  pm_items_retain(host, items, n + 1);
}

struct pm_node *pm_leaf_overflow(struct pm_host *host, struct pm_node *leaf, uint32_t used,
                                 struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *node = NULL;
  overflow_items(host, leaf, item, items);
  /*@ ghost lemma_one_more(leaf, item, items, used); */
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  /*@ ghost lemma_items_nat(items, PM_LEAF_MAX + 1); */
  if (pm_trie_build(host, items, scratch, PM_LEAF_MAX + 1, used, &node) < 0) return NULL;
  /*@ assert updated: updated(leaf, node, used, key, value); */
  return node;
}

/* slot[first..first+len) = the leaf's entries and item. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS && live(leaf);
    requires leaf: overflowing(leaf, used, first, first + len, item->key);
    requires item: item_ok(item);
    requires block: a_block(pow2(full_width(used)), first, len);
    requires slots: slots_there(slot, pow2(full_width(used)));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, first + len);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures live: \result == PM_BUILT ==>
      slots_live(slot, first, first + len);
    ensures fresh: \result == PM_BUILT ==> \forall integer s;
      first <= s < first + len ==> !live{Pre}(slot[s]);
    ensures ok: \result == PM_BUILT ==>
      slots_wf(slot, used, first, first + len) &&
      slots_below(slot, first, first, first + len) == PM_LEAF_MAX + 1;
    ensures holds: \result == PM_BUILT ==> slots_updated(slot, used, first,
      first + len, leaf, \old(item->key), \old(item->value)); */
static inline enum pm_built leaf_rebuild(struct pm_host *host, struct pm_node *leaf,
                                         struct pm_item *item, uint32_t used, uint32_t first,
                                         uint32_t len, struct pm_node **slot) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  overflow_items(host, leaf, item, &items[0]);
  /*@ ghost uint32_t next = used + (32 - used < 5 ? 32 - used : 5); */
  /*@ ghost uint32_t last = first + len; */
  /*@ ghost lemma_one_more(leaf, item, &items[0], next); */
  /*@ ghost lemma_items_in(leaf, item, &items[0], used, first, last); */
  /*@ ghost lemma_items_nat(&items[0], PM_LEAF_MAX + 1); */
  return pm_slots_build(host, items, scratch, PM_LEAF_MAX + 1, used, first, len, slot);
}

/* The same; beside the block all stays. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS && live(leaf);
    requires leaf: overflowing(leaf, used, first, last, item->key);
    requires item: item_ok(item);
    requires total: total == pow2(full_width(used)) && last == first + len;
    requires block: a_block(total, first, len) && slots_there(slot, total);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, last);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, last);
    ensures fresh: \result == PM_BUILT ==> \forall integer s;
      first <= s < last ==> !live{Pre}(slot[s]);
    ensures ok: \result == PM_BUILT ==>
      slots_wf(slot, used, first, last) &&
      slots_below(slot, first, first, last) == PM_LEAF_MAX + 1;
    ensures holds: \result == PM_BUILT ==> slots_updated(slot, used, first,
      last, leaf, \old(item->key), \old(item->value));
    ensures before: slots_same{Pre,Post}(slot, 0, first);
    ensures behind: slots_same{Pre,Post}(slot, last, total);
    ensures beside: slots_below(slot, 0, 0, first) +
      slots_below(slot, last, last, total) ==
      slots_below{Pre}(slot, 0, 0, first) +
      slots_below{Pre}(slot, last, last, total); */
static inline enum pm_built block_rebuild(struct pm_host *host, struct pm_node *leaf,
                                          struct pm_item *item, uint32_t used, uint32_t first,
                                          uint32_t len, struct pm_node **slot)
/*@ ghost (uint32_t last, uint32_t total) */ {
  enum pm_built built = leaf_rebuild(host, leaf, item, used, first, len, slot);
  /*@ assert sizes: total <= 32 && first <= last <= total; */
  /*@ assert low: \forall integer t; 0 <= t < first ==>
        slot[t] == \at(slot[t], Pre); */
  /*@ assert high: \forall integer t; last <= t < total ==>
        slot[t] == \at(slot[t], Pre); */
  /*@ ghost KEEP_BELOW(slot, 0, first) */
  /*@ ghost KEEP_BELOW(slot, last, total) */
  return built;
}

/* The branch of the slots: those beside the block are the children of another, those in it are
 * owned and taken. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS;
    requires full: full == full_width(used) && slots_there(slot, pow2(full));
    requires live: slots_live(slot, 0, pow2(full));
    requires block: first + len <= pow2(full) &&
      slots_part(slot, 0, first, pow2(full)) &&
      slots_part(slot, 0, first + len, pow2(full));
    requires owned: runs_owned(slot, first, first + len);
    requires ok: slots_wf(slot, used, 0, pow2(full));
    requires many: PM_LEAF_MAX < slots_below(slot, 0, 0, pow2(full)) <=
      PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      runs{Pre}(slot, first, first, first + len, q) +
      (q == \result && q != \null ? 1 : 0);
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==> is_branch(\result) &&
      wf(\result, used) &&
      ncount(\result) == slots_below{Pre}(slot, 0, 0, pow2(full));
    ensures hold: \result != \null ==> \forall pm_object *k, *v;
      holds(\result, used, k, v) <==> slots_hold{Pre}(slot, used, k, v); */
static inline struct pm_node *rebuilt_take(struct pm_host *host, struct pm_node **slot,
                                           uint32_t full, uint32_t first, uint32_t len)
/*@ ghost (uint32_t used) */ {
  uint32_t total = pm_slots(full), last = first + len, rest = total - last;
  /*@ assert sizes: 1 <= full <= 5 && last == first + len && last <= total &&
        last + rest == total && total <= 32; */
  /*@ ghost lemma_three_parts(slot, first, last, total); */
  /*@ ghost lemma_runs_nat(slot, 0, first); */
  /*@ ghost lemma_runs_nat(slot, last, total); */
  pm_slots_retain(host, slot, 0, first);
  /*@ assert held: \forall struct pm_node *q; own(q) == own{Pre}(q) +
        runs(slot, 0, 0, first, q); */
  pm_slots_retain(host, slot, last, rest);
  /*@ assert both: \forall struct pm_node *q; own(q) == own{Pre}(q) +
        runs(slot, 0, 0, first, q) + runs(slot, last, last, total, q); */
  /*@ assert all: \forall struct pm_node *q;
        own(q) + runs(slot, first, first, last, q) ==
        own{Pre}(q) + runs(slot, 0, 0, total, q); */
  /*@ assert owned: runs_owned(slot, 0, total); */
  /*@ assert grows: own_grows{Pre,Here}; */
  return pm_slots_take(host, slot, full) /*@ ghost (used) */;
}

/* branch, whose slots these are, with the leaf's block of them rebuilt. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires branch: wf(branch, used) && ncount(branch) < PM_COUNT_MAX;
    requires full: full == full_width(used) && slots_there(slot, pow2(full));
    requires taken: taken(slot, branch, full, run);
    requires leaf: live(leaf) &&
      overflowing(leaf, used, first, first + len, item->key);
    requires item: item_ok(item);
    requires block: a_block(pow2(full), first, len);
    requires stands: stands_in(branch, pow2(full), run, first, first + len,
                               leaf);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures count: \result != \null ==>
      ncount(\result) == ncount(branch) + 1;
    ensures ok: \result != \null ==>
      is_branch(\result) && wf(\result, used);
    ensures updated: \result != \null ==>
      updated(branch, \result, used, \old(item->key), \old(item->value)); */
static inline struct pm_node *slots_overflow(struct pm_host *host, struct pm_node **slot,
                                             uint32_t used, uint32_t full, uint32_t first,
                                             uint32_t len, struct pm_node *leaf,
                                             struct pm_item *item)
/*@ ghost (struct pm_node *branch, uint32_t run) */ {
  /*@ ghost
    uint32_t width = branch->width, last = first + len;
    pm_object *key = item->key, *value = item->value; */
  /*@ assert width: width == nwidth(branch) && 1 <= width <= full <= 5; */
  /*@ ghost uint32_t total = lemma_power(full); */
  /*@ assert last: last == first + len && last <= total <= 32; */
  /*@ ghost lemma_beside_count(slot, branch, full, total, width, run, first,
        len, last, leaf); */
  enum pm_built built = block_rebuild(host, leaf, item, used, first, len, slot)
      /*@ ghost (last, total) */;
  if (built < 0) return NULL;
  /*@ assert few: slots_below(slot, 0, 0, first) +
        slots_below(slot, last, last, total) ==
        ncount(branch) - PM_LEAF_MAX; */
  /*@ ghost lemma_shape(full, width, run); */
  /*@ assert were: \forall integer u; 0 <= u < pow2(width) ==>
        kid(branch, u) != \null ==> live{Pre}(kid(branch, u)); */
  /*@ assert new: block_new(slot, branch, first, last); */
  /*@ assert rebuilt: rebuilt(slot, branch, full, run, first, len, leaf); */
  /*@ ghost lemma_rebuilt(slot, branch, used, full, width, run, first, len,
        leaf); */
  /*@ ghost lemma_rebuilt_ends(slot, branch, full, total, width, run, first,
        len, last, leaf); */
  /*@ ghost lemma_three_parts(slot, first, last, total); */
  /*@ ghost lemma_rebuilt_updated(slot, branch, used, first, last, leaf, key,
        value); */
  /*@ ghost lemma_runs_nat(slot, first, last); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: slots_live(slot, 0, total); */
  return rebuilt_take(host, slot, full, first, len) /*@ ghost (used) */;
}

struct pm_node *pm_branch_overflow(struct pm_host *host, struct pm_node *branch, uint32_t used,
                                   struct pm_node *leaf, struct pm_item *item) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full), first, len;
  uint32_t at = pm_slot(item->hash, used, full);
  /*@ ghost uint32_t width = branch->width; */
  /*@ assert width: width == nwidth(branch) && 1 <= width <= full; */
  /*@ ghost uint32_t run = lemma_run_size(full - width); */
  pm_slots_spread(branch, full, &slot[0]);
  /*@ assert taken: taken(&slot[0], branch, full, run); */
  pm_slots_block(&slot[0], total, at, &first, &len);
  /*@ ghost lemma_shape(full, width, run); */
  /*@ ghost pm_object *key = item->key; */
  /*@ ghost lemma_digit_cut(full, width, used); */
  /*@ assert at: at == place(key, used); */
  /*@ assert spot: slot(key_hash(key), used, width) == at / run; */
  /*@ assert kid: slot[at] == leaf && live(leaf); */
  /*@ assert run: a_run(&slot[0], total, at, first, len, leaf); */
  /*@ ghost lemma_leaf_found(&slot[0], branch, used, full, total, width, run,
        at, first, len, leaf, key); */
  return slots_overflow(host, &slot[0], used, full, first, len, leaf, item)
      /*@ ghost (branch, run) */;
}
