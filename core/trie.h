/* Tries: the operations on a subtree. A position is the number `used` of hash bits above
 * it. NULL is the empty subtree. The canonical rule: a position holds a leaf if and only if
 * at most PM_LEAF_MAX entries lie below it, or no bits are left. */
#ifndef PM_TRIE_H
#define PM_TRIE_H

#include "branch.h"
#include "leaf.h"

/* As pm_find, below a child word at the root position. */
/*@ requires heap: inv && (root == \null || live(root)) && failed_ == 0;
    requires wf(root, 0) && h == key_hash(key);
    requires out: \valid(value) && outside(\base_addr(value));
    terminates \true;
    assigns PM_WORLD, failed_, *value;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> holds(root, 0, key, *value);
    ensures sole: \result == PM_FOUND ==>
      \forall pm_object *v; holds(root, 0, key, v) ==> v == *value;
    ensures absent: \result == PM_ABSENT ==> lacks(root, 0, key);
    ensures kept: \result != PM_FOUND ==> *value == \old(*value); */
enum pm_found pm_trie_find(struct pm_host *host, pm_child root, uint32_t h, pm_object *key,
                           pm_object **value);

/* As pm_with and pm_without; *out is owned, for pm_trie_without possibly NULL (empty). */
/*@ requires heap: inv && failed_ == 0 && (node == \null || live(node));
    requires node: wf(node, used) && on_path(node, used, item->hash) &&
      total(node) < PM_COUNT_MAX;
    requires item: item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, item);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: \result > PM_SAME ==> own_plus{Pre,Post}(*out);
    ensures none: \result <= PM_SAME ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result <= PM_SAME ==> *out == \old(*out);
    ensures same: \result == PM_SAME ==>
      holds(node, used, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==>
      ncount(*out) == total(node) &&
      !lacks(node, used, \old(item->key));
    ensures added: \result == PM_ADDED ==>
      ncount(*out) == total(node) + 1 &&
      lacks(node, used, \old(item->key));
    ensures ok: \result > PM_SAME ==> *out != \null && wf(*out, used);
    ensures updated: \result > PM_SAME ==>
      updated(node, *out, used, \old(item->key), \old(item->value)); */
enum pm_with pm_trie_with(struct pm_host *host, struct pm_node *node, uint32_t used,
                          struct pm_item *item, struct pm_node **out);
/*@ requires heap: inv && failed_ == 0 && (node == \null || live(node));
    requires node: wf(node, used) &&
      (is_branch(node) ==> on_path(node, used, h));
    requires key: h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    decreases 65 - 2 * used;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITHOUT_FAILED;
    ensures result: PM_WITHOUT_FAILED <= \result <= PM_REMOVED;
    ensures own: \result == PM_REMOVED ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_REMOVED ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_REMOVED ==> *out == \old(*out);
    ensures missing: \result == PM_MISSING ==> lacks(node, used, key);
    ensures hit: \result == PM_REMOVED ==> node != \null &&
      !lacks(node, used, key) && total(*out) == ncount(node) - 1;
    ensures fresh: \result == PM_REMOVED ==> is_branch(*out) ==>
      is_branch(node) && !live{Pre}(*out);
    ensures ok: \result == PM_REMOVED ==> wf(*out, used);
    ensures removed: \result == PM_REMOVED ==>
      removed(node, *out, used, key); */
enum pm_without pm_trie_without(struct pm_host *host, struct pm_node *node, uint32_t used,
                                uint32_t h, pm_object *key, struct pm_node **out);

/* ---- Parts of with.c and without.c ---- */

/* The only write to a caller's variable; inline. */
/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == node; */
static inline void pm_node_out(struct pm_node **out, struct pm_node *node) {
  *out = node;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/*@ requires heap: inv && (leaf == \null || live(leaf));
    terminates \true; assigns \nothing;
    ensures \result == total(leaf); */
static inline uint32_t pm_leaf_count(struct pm_node *leaf) { return leaf ? leaf->count : 0; }

/* overflow.c, shrink.c */

/* The leaf is full and item is new: the position becomes a branch; owned, or NULL: failed. */
/*@ requires heap: inv && failed_ == 0 && live(leaf) && nwidth(leaf) == 0;
    requires leaf: wf(leaf, used) && used < PM_HASH_BITS &&
      ncount(leaf) == PM_LEAF_MAX;
    requires item: item_ok(item) && on_path(leaf, used, item->hash) &&
      lacks(leaf, used, item->key);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures count: \result != \null ==> ncount(\result) == ncount(leaf) + 1;
    ensures ok: \result != \null ==> wf(\result, used);
    ensures updated: \result != \null ==>
      updated(leaf, \result, used, \old(item->key), \old(item->value)); */
struct pm_node *pm_leaf_overflow(struct pm_host *host, struct pm_node *leaf,
                                 uint32_t used, struct pm_item *item);
/* The same for a full leaf that is a child of branch: its block of slots is cut. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && nwidth(branch) != 0;
    requires branch: wf(branch, used) && on_path(branch, used, item->hash) &&
      ncount(branch) < PM_COUNT_MAX;
    requires leaf: is_leaf(leaf) && ncount(leaf) == PM_LEAF_MAX && leaf ==
      kid(branch, slot(item->hash, used, nwidth(branch)));
    requires bits: used + nwidth(branch) < PM_HASH_BITS || kid(branch,
      buddy(slot(item->hash, used, nwidth(branch)))) == leaf;
    requires item: item_ok(item) && lacks(branch, used, item->key);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
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
struct pm_node *pm_branch_overflow(struct pm_host *host, struct pm_node *branch,
                                   uint32_t used, struct pm_node *leaf,
                                   struct pm_item *item);

/* branch with kid replaced by changed (a leaf, or NULL when nothing is left; borrowed), made
 * canonical again: buddies that now fit into one leaf are joined. The result is a branch, or
 * a leaf if the whole branch fits. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires branch: wf(branch, used) && on_path(branch, used, h);
    requires kid: kid != \null && kid == kid(branch,
      slot(h, used, nwidth(branch)));
    requires changed: changed == \null || (live(changed) && is_leaf(changed));
    requires ok: wf(changed, used + nwidth(branch)) &&
      total(changed) == ncount(kid) - 1;
    requires less: \forall pm_object *k, *v;
      holds(changed, used + nwidth(branch), k, v) ==>
      holds(kid, used + nwidth(branch), k, v);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: is_branch(\result) ==> !live{Pre}(\result);
    ensures ok: \result != \null ==> wf(\result, used) &&
      ncount(\result) == ncount(branch) - 1;
    ensures removed: \result != \null ==> \forall pm_object *k;
      key_hash(k) == h ==>
      removed(kid, changed, used + nwidth(branch), k) ==>
      removed(branch, \result, used, k); */
struct pm_node *pm_branch_shrink(struct pm_host *host, struct pm_node *branch,
                                 uint32_t used, uint32_t h, struct pm_node *kid,
                                 struct pm_node *changed);

/* pm_branch_take, of well-formed slots below `used` bits. Inline. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS;
    requires full: full == full_width(used) && slots_there(slot, pow2(full));
    requires runs_owned(slot, 0, pow2(full)) &&
      slots_live(slot, 0, pow2(full));
    requires ok: slots_wf(slot, used, 0, pow2(full));
    requires many: PM_LEAF_MAX < slots_below(slot, 0, 0, pow2(full)) <=
      PM_COUNT_MAX;
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv && oown_same{Pre,Post};
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      runs{Pre}(slot, 0, 0, pow2(full), q) +
      (q == \result && q != \null ? 1 : 0);
    ensures fresh: !live{Pre}(\result);
    ensures ok: \result != \null ==> is_branch(\result) &&
      wf(\result, used) &&
      ncount(\result) == slots_below{Pre}(slot, 0, 0, pow2(full));
    ensures hold: \result != \null ==> \forall pm_object *k, *v;
      holds(\result, used, k, v) <==> slots_hold{Pre}(slot, used, k, v); */
static inline struct pm_node *pm_slots_take(struct pm_host *host, struct pm_node **slot,
                                            uint32_t full)
/*@ ghost (uint32_t used) */ {
  /*@ ghost lemma_not_uniform(slot, used); */
  struct pm_node *branch = pm_branch_take(host, slot, full);
  /*@ ghost
    if (branch) {
      uint32_t width = branch->width, run = 1;
      if (width < full) run = lemma_power(full - width);
      uint32_t total = lemma_power(full);
      /@ assert width: width == nwidth(branch) && 1 <= width <= full; @/
      /@ assert run: run == pow2(full - width); @/
      /@ assert spread: \forall integer s; 0 <= s < pow2(full) ==>
           spread(branch, full, s) == kid(branch, s / run); @/
      /@ assert show: \forall integer s; 0 <= s < pow2(full) ==>
           \at(slot[s], Pre) == kid(branch, s / run); @/
      /@ assert here: taken(slot, branch, full, run); @/
      KEEP_SLOTS(slot, used, 0, total)
      uint32_t wide = lemma_twice(full, width);
      /@ assert apart: fits(slot, full, width - 1) ==>
           fits{Pre}(slot, full, width - 1); @/
      /@ assert least: !fits(slot, full, width - 1); @/
      lemma_taken(slot, branch, used, full, width, run);
      /@ assert hold: \forall pm_object *k, *v;
           slots_hold(slot, used, k, v) <==>
           slots_hold{Pre}(slot, used, k, v); @/
    } */
  return branch;
}

/* ---- build.c, deal.c ---- */

/* *out = the canonical subtree (owned, NULL if n is 0) of n items that agree in their top `used`
 * bits and have distinct keys. Takes the items. If n > PM_LEAF_MAX scratch is room for n more. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires used <= PM_HASH_BITS && items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: n > PM_LEAF_MAX ==> sort_room(items, scratch, n) &&
      outside(\base_addr(scratch)) &&
      \separated(out, scratch + (0 .. n - 1));
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, items + (0 .. n - 1));
    terminates \true;
    decreases 40 * (33 - used) + 39;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out,
      items[0 .. n - 1], scratch[0 .. n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n);
    ensures own: \result == PM_BUILT ==> own_plus{Pre,Post}(*out);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures fresh: \result == PM_BUILT ==> !live{Pre}(*out);
    ensures ok: \result == PM_BUILT ==> wf(*out, used) && total(*out) == n;
    ensures holds: \result == PM_BUILT ==> \forall pm_object *k, *v;
      holds(*out, used, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
enum pm_built pm_trie_build(struct pm_host *host, struct pm_item *items,
                            struct pm_item *scratch, uint32_t n, uint32_t used,
                            struct pm_node **out);

/* The same for a block of slots of a branch of full width below `used`; every item belongs to
 * one of them. scratch is room for n. On success each run of slot[first..first+len) owns one
 * reference. */
/*@ requires heap: inv && failed_ == 0;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires used < PM_HASH_BITS && items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: sort_room(items, scratch, n) &&
      outside(\base_addr(scratch));
    requires block: power(len) && first % len == 0 &&
      first + len <= pow2(full_width(used));
    requires slots: slots_there(slot, first + len) &&
      \separated(slot + (0 .. first + len - 1), items + (0 .. n - 1)) &&
      \separated(slot + (0 .. first + len - 1), scratch + (0 .. n - 1));
    requires in: \forall integer j; 0 <= j < n ==>
      first <= slot(items[j].hash, used, full_width(used)) < first + len;
    terminates \true;
    decreases 40 * (33 - used) + 37;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[0 .. n - 1], scratch[0 .. n - 1], slot[first .. first + len - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, first + len);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures live: \result == PM_BUILT ==>
      slots_live(slot, first, first + len);
    ensures fresh: \result == PM_BUILT ==> \forall integer s;
      first <= s < first + len ==> !live{Pre}(slot[s]);
    ensures ok: \result == PM_BUILT ==>
      slots_wf(slot, used, first, first + len) &&
      slots_below(slot, first, first, first + len) == n;
    ensures holds: \result == PM_BUILT ==> \forall pm_object *k, *v;
      first <= place(k, used) < first + len ==>
      (slots_hold(slot, used, k, v) <==>
       items_give{Pre}(items, 0, n, k, v)); */
enum pm_built pm_slots_build(struct pm_host *host, struct pm_item *items,
                             struct pm_item *scratch, uint32_t n, uint32_t used,
                             uint32_t first, uint32_t len, struct pm_node **slot);

/* ---- merge_trie.c, equal.c ---- */

/* *out = a updated with b (owned); it is a or b itself where nothing else is needed. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && wf(a, used);
    requires b: (b == \null || live(b)) && wf(b, used);
    requires count: total(a) + total(b) <= PM_COUNT_MAX;
    requires out: \valid(out) && outside(\base_addr(out)) &&
      off_scratch(\base_addr(out));
    terminates \true;
    decreases 200 * (32 - used) + 190;
    assigns PM_WORLD, PM_SCRATCH, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: \result == PM_BUILD_FAILED || \result == PM_BUILT;
    ensures own: \result == PM_BUILT ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_BUILT ==> *out == \old(*out);
    ensures some: \result == PM_BUILT ==> b != \null ==> *out != \null;
    ensures ok: \result == PM_BUILT ==> wf(*out, used);
    ensures count: \result == PM_BUILT ==>
      between(total(*out), total(a), total(b));
    ensures merged: \result == PM_BUILT ==> merged(a, b, *out, used); */
enum pm_built pm_trie_merge(struct pm_host *host, struct pm_node *a, struct pm_node *b,
                            uint32_t used, struct pm_node **out);

/* The position is a ghost: core need not know it. */
/*@ requires heap: inv && failed_ == 0;
    requires a: (a == \null || live(a)) && wf(a, used);
    requires b: (b == \null || live(b)) && wf(b, used);
    terminates \true;
    decreases 65 - 2 * used;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_EQUAL_FAILED;
    ensures result: PM_EQUAL_FAILED <= \result <= PM_EQUAL;
    ensures equal: \result == PM_EQUAL ==>
      total(a) == total(b) && node_within(a, b, used);
    ensures matches: \result == PM_EQUAL ==> matches(a, b, used);
    ensures unmatched: \result == PM_DIFFERENT ==> !matches(a, b, used); */
enum pm_equal pm_trie_equal(struct pm_host *host, struct pm_node *a, struct pm_node *b)
    /*@ ghost (uint32_t used) */;

#endif
