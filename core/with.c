#include "trie.h"

/* item into a leaf. PM_ADDED with *out == NULL: the leaf is full. */
/*@ requires heap: inv && failed_ == 0 && live(leaf) && nwidth(leaf) == 0;
    requires leaf: leaf_ok(leaf, used) && ncount(leaf) < PM_COUNT_MAX;
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
    ensures same: \result == PM_SAME ==>
      leaf_has(leaf, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==> *out != \null &&
      ncount(*out) == ncount(leaf) &&
      !lacks(leaf, used, \old(item->key));
    ensures added: \result == PM_ADDED ==>
      lacks(leaf, used, \old(item->key));
    ensures full: \result == PM_ADDED ==> *out == \null ==>
      used < PM_HASH_BITS && ncount(leaf) == PM_LEAF_MAX;
    ensures one_more: \result == PM_ADDED ==> *out != \null ==>
      ncount(*out) == ncount(leaf) + 1;
    ensures fresh: \result > PM_SAME ==> !live{Pre}(*out);
    ensures ok: \result > PM_SAME ==> *out != \null ==>
      is_leaf(*out) && leaf_ok(*out, used);
    ensures updated: \result > PM_SAME ==> *out != \null ==>
      updated(leaf, *out, used, \old(item->key), \old(item->value)); */
static enum pm_with leaf_with(struct pm_host *host, struct pm_node *leaf, uint32_t used,
                              struct pm_item *item, struct pm_node **out) {
  uint32_t n = leaf->count, h = item->hash, i = 0;
  pm_object *key = item->key, *value = item->value;
  uint32_t *hash = pm_leaf_hashes(leaf);
  struct pm_entry *entry = pm_leaf_entries(leaf);
  /*@ assert body: leaf_body(leaf, hash, entry, n); */
  enum pm_found found = pm_body_find(host, hash, entry, n, h, key, &i);
  if (found == PM_FIND_FAILED) return PM_WITH_FAILED;
  struct pm_node *changed = NULL;
  if (found == PM_FOUND) {
    /*@ assert here: entry[i].value == value_at(entry, i); */
    /*@ assert at: entry_has(entries(leaf, ncount(leaf)), i, key,
          value_at(entry, i)); */
    /*@ assert has: holds(leaf, used, key, value_at(entry, i)); */
    /*@ assert present: !lacks(leaf, used, key); */
    if (entry[i].value == value) return PM_SAME;
    changed = pm_leaf_replace(host, hash, entry, n, leaf->flags, i, value);
    if (!changed) return PM_WITH_FAILED;
    /*@ ghost lemma_leaf_set(leaf, changed, n, i, key, value, used); */
    /*@ assert ok: leaf_ok(changed, used); */
    pm_node_out(out, changed);
    return PM_REPLACED;
  }
  /*@ assert absent: \forall pm_object *v; !leaf_has(leaf, key, v); */
  if (n < PM_LEAF_MAX || used >= PM_HASH_BITS) {
    changed = pm_leaf_append(host, hash, entry, n, leaf->flags, h, key, value);
    if (!changed) return PM_WITH_FAILED;
    /*@ ghost lemma_leaf_append(leaf, changed, n, key, value, used); */
    /*@ assert ok: leaf_ok(changed, used); */
  }
  /*@ assert none: lacks(leaf, used, key); */
  pm_node_out(out, changed);
  return PM_ADDED;
}

/* item into the empty block of branch that its hash selects. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && nwidth(branch) != 0;
    requires branch: wf(branch, used) && ncount(branch) < PM_COUNT_MAX;
    requires slot:
      kid(branch, slot(item->hash, used, nwidth(branch))) == \null;
    requires item: item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, item);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: \result == PM_WITH_FAILED || \result == PM_ADDED;
    ensures own: \result == PM_ADDED ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_ADDED ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_ADDED ==> *out == \old(*out);
    ensures count: \result == PM_ADDED ==>
      ncount(*out) == ncount(branch) + 1;
    ensures fresh: \result == PM_ADDED ==> !live{Pre}(*out);
    ensures ok: \result == PM_ADDED ==> is_branch(*out) && wf(*out, used);
    ensures updated: \result == PM_ADDED ==>
      updated(branch, *out, used, \old(item->key), \old(item->value)); */
static enum pm_with branch_with_new(struct pm_host *host, struct pm_node *branch,
                                    uint32_t used, struct pm_item *item,
                                    struct pm_node **out) {
  uint32_t h = item->hash, s = pm_slot(h, used, branch->width);
  pm_object *key = item->key, *value = item->value;
  /*@ ghost uint32_t below = used + branch->width; */
  /*@ assert below: below == used + nwidth(branch); */
  struct pm_node *leaf = pm_leaf_one(host, h, key, value);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!leaf) return PM_WITH_FAILED;
  /*@ ghost lemma_leaf_one(leaf, key, value, below); */
  /*@ assert one: leaf_ok(leaf, below); */
  /*@ assert ok: wf(leaf, below); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: live(branch) && live(leaf); */
  /*@ assert new: no_kid(branch, leaf); */
  struct pm_node *copy = pm_branch_insert(host, branch, s, leaf);
  /*@ assert kept: *out == \at(*out, Pre); */
  /*@ assert fresh: !live{Pre}(copy); */
  pm_node_release(host, leaf);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!copy) return PM_WITH_FAILED;
  /*@ ghost lemma_kid_inserted(branch, copy, used, below, leaf, s, key,
        value); */
  pm_node_out(out, copy);
  return PM_ADDED;
}

/* 1 if the leaf under slot s covers its buddy too, and so leaves a hash bit undecided. */
/*@ requires inv && live(branch) && nwidth(branch) != 0;
    requires 1 <= nwidth(branch) <= 5 && s < pow2(nwidth(branch));
    terminates \true;
    assigns \nothing;
    ensures \result == (kid(branch, buddy(s)) == kid(branch, s) ? 1 : 0); */
static uint32_t shared(struct pm_node *branch, uint32_t s) {
  uint32_t buddy = s % 2 == 0 ? s + 1 : s - 1;
  /*@ assert buddy: buddy == buddy(s) && buddy < pow2(nwidth(branch)); */
  return pm_kid(branch, s) == pm_kid(branch, buddy) ? 1 : 0;
}

/* branch with changed (taken) instead of kid. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires branch: wf(branch, used) && added <= 1 &&
      ncount(branch) + added <= PM_COUNT_MAX;
    requires slot: s == slot(key_hash(key), used, nwidth(branch)) &&
      s < pow2(nwidth(branch));
    requires kid: kid == kid(branch, s) && kid != \null && live(kid);
    requires new: changed != \null && own(changed) >= 1 &&
      no_kid(branch, changed) && ncount(changed) == ncount(kid) + added;
    requires kind: is_branch(kid) <==> is_branch(changed);
    requires cap: kid(branch, buddy(s)) == kid ==> is_leaf(changed) ==>
      ncount(changed) <= PM_LEAF_MAX;
    requires ok: wf(changed, used + nwidth(branch));
    requires updated:
      updated(kid, changed, used + nwidth(branch), key, value);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_move{Pre,Post}(\result, changed);
    ensures objects: oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures count: \result != \null ==>
      ncount(\result) == ncount(branch) + added;
    ensures ok: \result != \null ==>
      is_branch(\result) && wf(\result, used);
    ensures updated: \result != \null ==>
      updated(branch, \result, used, key, value); */
static struct pm_node *kid_updated(struct pm_host *host, struct pm_node *branch,
                                   struct pm_node *kid, struct pm_node *changed, uint32_t added)
/*@ ghost (uint32_t used, uint32_t s, pm_object *key, pm_object *value) */ {
  /*@ assert node: in_nodes(branch) && branch->width == nwidth(branch) &&
        branch->count == ncount(branch); */
  /*@ ghost uint32_t below = used + branch->width; */
  /*@ assert below: below == used + nwidth(branch) && wf(changed, below); */
  struct pm_node *copy =
      pm_branch_replace(host, branch, kid, changed, branch->count + added);
  /*@ assert fresh: !live{Pre}(copy); */
  pm_node_release(host, changed);
  /*@ ghost if (copy) lemma_kid_updated(branch, copy, used, below, kid, changed,
                        s, key, value); */
  return copy;
}

/*@ requires heap: inv && failed_ == 0 && live(branch) && nwidth(branch) != 0;
    requires branch: wf(branch, used) && on_path(branch, used, item->hash) &&
      ncount(branch) < PM_COUNT_MAX;
    requires item: item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, item);
    terminates \true;
    decreases 64 - 2 * used;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: \result > PM_SAME ==> own_plus{Pre,Post}(*out);
    ensures none: \result <= PM_SAME ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result <= PM_SAME ==> *out == \old(*out);
    ensures same: \result == PM_SAME ==>
      holds(branch, used, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==>
      ncount(*out) == ncount(branch) &&
      !lacks(branch, used, \old(item->key));
    ensures added: \result == PM_ADDED ==>
      ncount(*out) == ncount(branch) + 1 &&
      lacks(branch, used, \old(item->key));
    ensures fresh: \result > PM_SAME ==> !live{Pre}(*out);
    ensures ok: \result > PM_SAME ==> is_branch(*out) && wf(*out, used);
    ensures updated: \result > PM_SAME ==>
      updated(branch, *out, used, \old(item->key), \old(item->value)); */
static enum pm_with branch_with(struct pm_host *host, struct pm_node *branch, uint32_t used,
                                struct pm_item *item, struct pm_node **out);

/* item into the child that has slot s of branch. PM_ADDED with *out == NULL: a full leaf. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires branch: wf(branch, used) && on_path(branch, used, item->hash) &&
      ncount(branch) < PM_COUNT_MAX;
    requires slot: s == slot(item->hash, used, nwidth(branch)) &&
      s < pow2(nwidth(branch)) && kid(branch, s) != \null;
    requires item: item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, item);
    terminates \true;
    decreases 63 - 2 * used;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: \result > PM_SAME ==> own_plus{Pre,Post}(*out);
    ensures none: \result <= PM_SAME ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures same: \result == PM_SAME ==>
      holds(branch, used, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==> *out != \null &&
      ncount(*out) == ncount(kid(branch, s)) &&
      !lacks(branch, used, \old(item->key));
    ensures added: \result == PM_ADDED ==>
      lacks(branch, used, \old(item->key));
    ensures full: \result == PM_ADDED ==> *out == \null ==>
      is_leaf(kid(branch, s)) && ncount(kid(branch, s)) == PM_LEAF_MAX &&
      (used + nwidth(branch) < PM_HASH_BITS ||
       kid(branch, buddy(s)) == kid(branch, s));
    ensures one_more: \result == PM_ADDED ==> *out != \null ==>
      ncount(*out) == ncount(kid(branch, s)) + 1;
    ensures fresh: \result > PM_SAME ==> !live{Pre}(*out);
    ensures ok: \result > PM_SAME ==> *out != \null ==>
      wf(*out, used + nwidth(branch)) &&
      (is_branch(*out) <==> is_branch(kid(branch, s)));
    ensures cap: \result > PM_SAME ==> is_leaf(*out) ==>
      kid(branch, buddy(s)) == kid(branch, s) ==>
      ncount(*out) <= PM_LEAF_MAX;
    ensures updated: \result > PM_SAME ==> *out != \null ==>
      updated(kid(branch, s), *out, used + nwidth(branch),
              \old(item->key), \old(item->value)); */
static enum pm_with kid_with(struct pm_host *host, struct pm_node *branch, uint32_t used,
                             uint32_t s, struct pm_item *item, struct pm_node **out) {
  uint32_t below = used + branch->width;
  struct pm_node *kid = pm_kid(branch, s);
  /*@ assert kid: kid == kid(branch, s) && live(kid); */
  /*@ ghost lemma_down(branch, kid, used, below, s, item->key); */
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  if (kid->width != 0) {
    enum pm_with outcome = branch_with(host, kid, below, item, out);
    /*@ assert added: outcome == PM_ADDED ==> lacks(branch, used, key); */
    /*@ assert there: outcome == PM_REPLACED ==> !lacks(branch, used, key); */
    return outcome;
  }
  uint32_t bits = below - shared(branch, s);
  enum pm_with outcome = leaf_with(host, kid, bits, item, out);
  /*@ ghost lemma_leaf_at(kid, bits, below); */
  /*@ assert added: outcome == PM_ADDED ==> lacks(branch, used, key); */
  /*@ assert there: outcome == PM_REPLACED ==> !lacks(branch, used, key); */
  /*@ ghost if (outcome > PM_SAME && *out) lemma_leaf_at(*out, bits, below); */
  /*@ assert ok: outcome > PM_SAME ==> *out != \null ==> wf(*out, below); */
  /*@ assert updated: outcome > PM_SAME ==> *out != \null ==>
        updated(kid, *out, below, key, value); */
  return outcome;
}

static enum pm_with branch_with(struct pm_host *host, struct pm_node *branch, uint32_t used,
                                struct pm_item *item, struct pm_node **out) {
  uint32_t s = pm_slot(item->hash, used, branch->width);
  struct pm_node *kid = pm_kid(branch, s), *changed = NULL, *copy = NULL;
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  if (!kid) return branch_with_new(host, branch, used, item, out);
  /*@ assert kid: kid == kid(branch, s); */
  /*@ assert live: live(kid); */
  enum pm_with outcome = kid_with(host, branch, used, s, item, &changed);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  /*@ assert item: item_ok(item) && item->key == key && item->value == value; */
  /*@ assert taken: own_plus{Pre,Here}(changed); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: live(branch) && live(kid); */
  if (changed) {
    /*@ assert new: own(changed) >= 1 && no_kid(branch, changed); */
    copy = kid_updated(host, branch, kid, changed, outcome == PM_ADDED ? 1 : 0)
        /*@ ghost (used, s, key, value) */;
    /*@ assert kept: *out == \at(*out, Pre); */
    /*@ assert fresh: !live{Pre}(copy); */
    /*@ assert copied: own_plus{Pre,Here}(copy); */
    /*@ assert updated: copy != \null ==>
          updated(branch, copy, used, key, value); */
  } else {
    copy = pm_branch_overflow(host, branch, used, kid, item);
    /*@ assert kept: *out == \at(*out, Pre); */
    /*@ assert fresh: !live{Pre}(copy); */
    /*@ assert copied: own_plus{Pre,Here}(copy); */
    /*@ assert updated: copy != \null ==>
          updated(branch, copy, used, key, value); */
  }
  if (!copy) return PM_WITH_FAILED;
  pm_node_out(out, copy);
  return outcome;
}

/* item into the empty subtree. */
/*@ requires heap: inv && failed_ == 0 && used <= PM_HASH_BITS;
    requires item: item_ok(item);
    requires out: \valid(out) && outside(\base_addr(out)) &&
      \separated(out, item);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: \result == PM_WITH_FAILED || \result == PM_ADDED;
    ensures own: \result == PM_ADDED ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_ADDED ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_ADDED ==> *out == \old(*out);
    ensures ok: \result == PM_ADDED ==> is_leaf(*out) && wf(*out, used) &&
      ncount(*out) == 1;
    ensures updated: \result == PM_ADDED ==>
      updated(\null, *out, used, \old(item->key), \old(item->value)); */
static enum pm_with empty_with(struct pm_host *host, struct pm_item *item, struct pm_node **out)
/*@ ghost (uint32_t used) */ {
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  struct pm_node *leaf = pm_leaf_one(host, item->hash, item->key, item->value);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!leaf) return PM_WITH_FAILED;
  /*@ ghost lemma_leaf_one(leaf, key, value, used); */
  /*@ assert ok: leaf_ok(leaf, used); */
  pm_node_out(out, leaf);
  return PM_ADDED;
}

/* item into a subtree that is a leaf, and becomes a branch if the leaf is full. */
/*@ requires heap: inv && failed_ == 0 && live(leaf) && is_leaf(leaf);
    requires leaf: wf(leaf, used) && on_path(leaf, used, item->hash) &&
      ncount(leaf) < PM_COUNT_MAX;
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
      holds(leaf, used, \old(item->key), \old(item->value));
    ensures replaced: \result == PM_REPLACED ==>
      ncount(*out) == ncount(leaf) &&
      !lacks(leaf, used, \old(item->key));
    ensures added: \result == PM_ADDED ==>
      ncount(*out) == ncount(leaf) + 1 &&
      lacks(leaf, used, \old(item->key));
    ensures ok: \result > PM_SAME ==> *out != \null && wf(*out, used);
    ensures updated: \result > PM_SAME ==>
      updated(leaf, *out, used, \old(item->key), \old(item->value)); */
static enum pm_with full_leaf_with(struct pm_host *host, struct pm_node *leaf, uint32_t used,
                                   struct pm_item *item, struct pm_node **out) {
  struct pm_node *changed = NULL;
  /*@ ghost pm_object *key = item->key, *value = item->value; */
  enum pm_with outcome = leaf_with(host, leaf, used, item, &changed);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (outcome == PM_WITH_FAILED || outcome == PM_SAME) return outcome;
  /*@ assert item: item_ok(item) && item->key == key && item->value == value; */
  /*@ assert path: on_path(leaf, used, item->hash); */
  if (changed) {
    pm_node_out(out, changed);
    return outcome;
  }
  /*@ assert none: own_same{Pre,Here}; */
  /*@ assert live: own_grows{Pre,Here} && live(leaf); */
  struct pm_node *branch = pm_leaf_overflow(host, leaf, used, item);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!branch) return PM_WITH_FAILED;
  /*@ assert taken: own_plus{Pre,Here}(branch); */
  pm_node_out(out, branch);
  return outcome;
}

enum pm_with pm_trie_with(struct pm_host *host, struct pm_node *node, uint32_t used,
                          struct pm_item *item, struct pm_node **out) {
  if (!node) {
    enum pm_with added = empty_with(host, item, out) /*@ ghost (used) */;
    return added;
  }
  if (node->width != 0) return branch_with(host, node, used, item, out);
  return full_leaf_with(host, node, used, item, out);
}
