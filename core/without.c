#include "trie.h"

/*@ requires heap: inv && failed_ == 0 && live(leaf) && is_leaf(leaf);
    requires leaf: leaf_ok(leaf, PM_HASH_BITS);
    requires key: h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITHOUT_FAILED;
    ensures result: PM_WITHOUT_FAILED <= \result <= PM_REMOVED;
    ensures own: \result == PM_REMOVED ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_REMOVED ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_REMOVED ==> *out == \old(*out);
    ensures missing: \result == PM_MISSING ==>
      \forall pm_object *v; !leaf_has(leaf, key, v);
    ensures hit: \result == PM_REMOVED ==>
      !(\forall pm_object *v; !leaf_has(leaf, key, v)) &&
      total(*out) == ncount(leaf) - 1;
    ensures ok: \result == PM_REMOVED ==> *out != \null ==>
      is_leaf(*out) && leaf_ok(*out, PM_HASH_BITS);
    ensures removed: \result == PM_REMOVED ==>
      removed(leaf, *out, used, key); */
static enum pm_without leaf_without(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                                    pm_object *key, struct pm_node **out)
/*@ ghost (uint32_t used) */ {
  uint32_t n = leaf->count, i = 0;
  uint32_t *hash = pm_leaf_hashes(leaf);
  struct pm_entry *entry = pm_leaf_entries(leaf);
  /*@ assert body: leaf_body(leaf, hash, entry, n); */
  enum pm_found found = pm_body_find(host, hash, entry, n, h, key, &i);
  if (found == PM_FIND_FAILED) return PM_WITHOUT_FAILED;
  if (found == PM_ABSENT) return PM_MISSING;
  struct pm_node *rest = NULL;
  /*@ assert at: entry_has(entries(leaf, ncount(leaf)), i, key,
        value_at(entry, i)); */
  /*@ assert has: leaf_has(leaf, key, value_at(entry, i)); */
  if (n > 1) {
    rest = pm_leaf_remove(host, hash, entry, n, leaf->flags, i);
    if (!rest) return PM_WITHOUT_FAILED;
    /*@ ghost lemma_leaf_cut(leaf, rest, n, i, key, used); */
    /*@ assert ok: leaf_ok(rest, PM_HASH_BITS); */
  } else {
    /*@ ghost lemma_leaf_last(leaf, key, used); */
  }
  pm_node_out(out, rest);
  return PM_REMOVED;
}

/* Whether changed, instead of the child under slot s, can surely not be joined with its buddy:
 * then nothing but that child changes. The usual case, decided without spreading the slots. */
/*@ requires inv && live(branch) && is_branch(branch);
    requires 1 <= nwidth(branch) <= 5 && s < pow2(nwidth(branch));
    requires changed == \null || live(changed);
    terminates \true; assigns \nothing;
    ensures is_branch(changed) ==> \result;
    ensures \result ==> is_branch(changed) ||
      (kid(branch, buddy(s)) != \null &&
       kid(branch, buddy(s)) != kid(branch, s) &&
       heavy(changed, kid(branch, buddy(s)))); */
static bool stays_apart(struct pm_node *branch, uint32_t s, struct pm_node *changed) {
  uint32_t beside = s % 2 == 0 ? s + 1 : s - 1;
  /*@ assert beside: beside == buddy(s) && beside < pow2(nwidth(branch)); */
  struct pm_node *buddy = pm_kid(branch, beside);
  if (pm_is_branch(changed)) return true;
  if (!buddy || buddy == pm_kid(branch, s)) return false;
  return buddy->width != 0 || pm_leaf_count(changed) + buddy->count > PM_LEAF_MAX;
}

/* branch with changed (or nothing) instead of kid, which lost an entry. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires branch: wf(branch, used);
    requires slot: s == slot(key_hash(key), used, nwidth(branch)) &&
      s < pow2(nwidth(branch));
    requires kid: kid == kid(branch, s) && kid != \null && live(kid);
    requires new: changed == \null ||
      (live(changed) && no_kid(branch, changed));
    requires less: total(changed) == ncount(kid) - 1 &&
      ncount(kid) <= ncount(branch);
    requires shape: apart(branch, s, changed) &&
      (is_branch(changed) ==> is_branch(kid));
    requires ok: wf(changed, used + nwidth(branch));
    requires removed: removed(kid, changed, used + nwidth(branch), key);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures count: \result != \null ==>
      ncount(\result) == ncount(branch) - 1;
    ensures ok: \result != \null ==>
      is_branch(\result) && wf(\result, used);
    ensures removed: \result != \null ==>
      removed(branch, \result, used, key); */
static struct pm_node *kid_removed(struct pm_host *host, struct pm_node *branch,
                                   struct pm_node *kid, struct pm_node *changed)
/*@ ghost (uint32_t used, uint32_t s, pm_object *key) */ {
  /*@ assert node: in_nodes(branch) && branch->width == nwidth(branch) &&
        branch->count == ncount(branch); */
  /*@ ghost uint32_t below = used + branch->width; */
  /*@ assert below: below == used + nwidth(branch) && wf(changed, below); */
  struct pm_node *copy = pm_branch_replace(host, branch, kid, changed, branch->count - 1);
  /*@ ghost if (copy) lemma_kid_removed(branch, copy, used, below, kid, changed,
                        s, key); */
  return copy;
}

/*@ requires heap: inv && failed_ == 0 && live(branch) && is_branch(branch);
    requires node: wf(branch, used) && on_path(branch, used, h);
    requires key: h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    decreases 64 - 2 * used;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITHOUT_FAILED;
    ensures result: PM_WITHOUT_FAILED <= \result <= PM_REMOVED;
    ensures own: \result == PM_REMOVED ==> own_plus{Pre,Post}(*out);
    ensures none: \result != PM_REMOVED ==> own_same{Pre,Post};
    ensures objects: oown_same{Pre,Post};
    ensures kept: \result != PM_REMOVED ==> *out == \old(*out);
    ensures missing: \result == PM_MISSING ==> lacks(branch, used, key);
    ensures hit: \result == PM_REMOVED ==> branch != \null &&
      !lacks(branch, used, key) && total(*out) == ncount(branch) - 1;
    ensures fresh: \result == PM_REMOVED ==> is_branch(*out) ==>
      is_branch(branch) && !live{Pre}(*out);
    ensures ok: \result == PM_REMOVED ==> wf(*out, used);
    ensures removed: \result == PM_REMOVED ==>
      removed(branch, *out, used, key); */
static enum pm_without branch_without(struct pm_host *host, struct pm_node *branch,
                                      uint32_t used, uint32_t h, pm_object *key,
                                      struct pm_node **out) {
  uint32_t s = pm_slot(h, used, branch->width), below = used + branch->width;
  struct pm_node *kid = pm_kid(branch, s), *changed = NULL, *copy = NULL;
  /*@ ghost lemma_down(branch, kid, used, below, s, key); */
  enum pm_without outcome = pm_trie_without(host, kid, below, h, key, &changed);
  /*@ assert kept: *out == \at(*out, Pre); */
  if (outcome != PM_REMOVED) return outcome;
  struct pm_node *rest = changed;
  /*@ assert taken: own_plus{Pre,Here}(rest); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: live(branch) && live(kid); */
  /*@ assert present: !lacks(branch, used, key); */
  /*@ ghost lemma_rest_is_new(branch, kid, rest, used, below, s); */
  /*@ assert new: rest == \null || (live(rest) && no_kid(branch, rest)); */
  /*@ assert single: single(branch, used, s); */
  if (stays_apart(branch, s, rest)) {
    /*@ assert apart: apart(branch, s, rest); */
    copy = kid_removed(host, branch, kid, rest) /*@ ghost (used, s, key) */;
    /*@ assert removed: copy != \null ==> removed(branch, copy, used, key); */
    /*@ assert kept: *out == \at(*out, Pre); */
    /*@ assert both: \forall struct pm_node *q; own(q) == own{Pre}(q) +
          (q == rest && q != \null ? 1 : 0) +
          (q == copy && q != \null ? 1 : 0); */
  } else {
    copy = pm_branch_shrink(host, branch, used, h, kid, rest);
    /*@ assert removed: copy != \null ==> removed(branch, copy, used, key); */
    /*@ assert kept: *out == \at(*out, Pre); */
    /*@ assert both: \forall struct pm_node *q; own(q) == own{Pre}(q) +
          (q == rest && q != \null ? 1 : 0) +
          (q == copy && q != \null ? 1 : 0); */
  }
  if (rest) pm_node_release(host, rest);
  /*@ assert own: own_plus{Pre,Here}(copy); */
  /*@ assert kept: *out == \at(*out, Pre); */
  if (!copy) return PM_WITHOUT_FAILED;
  pm_node_out(out, copy);
  return PM_REMOVED;
}

enum pm_without pm_trie_without(struct pm_host *host, struct pm_node *node, uint32_t used,
                                uint32_t h, pm_object *key, struct pm_node **out) {
  if (!node) return PM_MISSING;
  if (node->width == 0) {
    enum pm_without outcome = leaf_without(host, node, h, key, out)
        /*@ ghost (used) */;
    /*@ assert same: \forall pm_object *v;
          leaf_has(node, key, v) <==> holds(node, used, key, v); */
    /*@ assert hit: outcome == PM_REMOVED ==> !lacks(node, used, key); */
    return outcome;
  }
  return branch_without(host, node, used, h, key, out);
}
