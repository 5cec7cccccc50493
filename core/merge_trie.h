/* Parts of the merge of two tries. */
#ifndef PM_MERGE_TRIE_H
#define PM_MERGE_TRIE_H

#include "combine.h"
#include "items.h"
#include "trie.h"

/*@ requires heap: inv && live(leaf) && nwidth(leaf) == 0;
    terminates \true; assigns \nothing;
    ensures hash: \result.hash == hashes(leaf);
    ensures entry: \result.entry == entries(leaf, ncount(leaf));
    ensures n: \result.n == ncount(leaf); */
static inline struct pm_body pm_leaf_body(struct pm_node *leaf) {
  struct pm_body body;
  body.hash = pm_leaf_hashes(leaf);
  body.entry = pm_leaf_entries(leaf);
  body.n = leaf->count;
  return body;
}

/* ---- merge_cut.c ---- */

/* The part of a leaf (or NULL) that belongs to a block of slots: the leaf itself if that is
 * all of it, else a new leaf, or NULL if there is nothing; owned. False: failed. */
/*@ requires heap: inv && failed_ == 0 && used < PM_HASH_BITS;
    requires leaf: leaf == \null || (live(leaf) && is_leaf(leaf));
    requires ok: wf(leaf, used + full_width(used));
    requires block: first + len <= pow2(full_width(used));
    requires large: is_leaf(leaf) ==> ncount(leaf) > PM_LEAF_MAX ==>
      inside(leaf, used, first, first + len);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> !\result;
    ensures own: \result ==> own_plus{Pre,Post}(*out);
    ensures none: !\result ==> own_same{Pre,Post} && *out == \old(*out);
    ensures objects: oown_same{Pre,Post};
    ensures ok: \result ==> leafy(*out) &&
      wf(*out, used + full_width(used));
    ensures count: \result ==>
      total(*out) == share(leaf, used, first, first + len);
    ensures less: \result ==> total(*out) <= total(leaf);
    ensures holds: \result ==> \forall pm_object *k, *v;
      holds(*out, used + full_width(used), k, v) <==>
      (holds(leaf, used + full_width(used), k, v) &&
       first <= place(k, used) < first + len); */
bool pm_leaf_cut(struct pm_host *host, struct pm_node *leaf, uint32_t used, uint32_t first,
                uint32_t len, struct pm_node **out);

#endif
