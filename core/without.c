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
      removed(leaf, *out, PM_HASH_BITS, key); */
static enum pm_without leaf_without(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                                    pm_object *key, struct pm_node **out) {
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
    /*@ ghost lemma_leaf_cut(leaf, rest, n, i, key, PM_HASH_BITS); */
    /*@ assert ok: leaf_ok(rest, PM_HASH_BITS); */
  } else {
    /*@ ghost lemma_leaf_last(leaf, key, PM_HASH_BITS); */
  }
  pm_node_out(out, rest);
  return PM_REMOVED;
}

/* Whether changed, instead of the child under slot s, can surely not be joined with its buddy:
 * then nothing but that child changes. The usual case, decided without spreading the slots. */
static bool stays_apart(struct pm_node *branch, uint32_t s, struct pm_node *changed) {
  struct pm_node *buddy = pm_kid(branch, s % 2 == 0 ? s + 1 : s - 1);
  if (pm_is_branch(changed)) return true;
  if (!buddy || buddy == pm_kid(branch, s)) return false;
  return buddy->width != 0 || pm_leaf_count(changed) + buddy->count > PM_LEAF_MAX;
}

static enum pm_without branch_without(struct pm_host *host, struct pm_node *branch,
                                      uint32_t used, uint32_t h, pm_object *key,
                                      struct pm_node **out) {
  uint32_t s = pm_slot(h, used, branch->width);
  struct pm_node *kid = pm_kid(branch, s), *changed = NULL;
  enum pm_without outcome =
      pm_trie_without(host, kid, used + branch->width, h, key, &changed);
  if (outcome != PM_REMOVED) return outcome;
  struct pm_node *copy =
      stays_apart(branch, s, changed)
          ? pm_branch_replace(host, branch, kid, changed, branch->count - 1)
          : pm_branch_shrink(host, branch, used, h, kid, changed);
  if (changed) pm_node_release(host, changed);
  if (!copy) return PM_WITHOUT_FAILED;
  *out = copy;
  return PM_REMOVED;
}

enum pm_without pm_trie_without(struct pm_host *host, struct pm_node *node, uint32_t used,
                                uint32_t h, pm_object *key, struct pm_node **out) {
  if (!node) return PM_MISSING;
  if (node->width == 0) return leaf_without(host, node, h, key, out);
  return branch_without(host, node, used, h, key, out);
}
