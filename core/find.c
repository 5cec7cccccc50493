#include "trie.h"

/* The only write to a caller's variable; inline. */
/*@ requires heap: inv && \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns *out;
    ensures heap: inv;
    ensures put: *out == value; */
static inline void value_out(pm_object **out, pm_object *value) {
  *out = value;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

enum pm_found pm_trie_find(struct pm_host *host, pm_child root, uint32_t h, pm_object *key,
                           pm_object **value) {
  pm_child word = root;
  uint32_t used = 0, width = pm_child_width(word), index = 0;
  /*@ loop invariant node: (word == \null || live(word)) && wf(word, used);
      loop invariant width: width == (word == \null ? 0 : nwidth(word));
      loop invariant same: \forall pm_object *v;
        holds(root, 0, key, v) <==> holds(word, used, key, v);
      loop assigns word, used, width;
      loop variant PM_HASH_BITS - used; */
  while (width != 0) {
    word = pm_branch_children(pm_child_node(word))[pm_slot(h, used, width)];
    /*@ assert down: word ==
          kid(\at(word, LoopCurrent), slot(key_hash(key), used, width)); */
    /*@ assert step: \forall pm_object *v;
          holds(\at(word, LoopCurrent), used, key, v) <==>
          holds(word, used + width, key, v); */
    used += width;
    /*@ assert next: used == \at(used, LoopCurrent) + width; */
    /*@ assert stepped: \forall pm_object *v;
          holds(root, 0, key, v) <==> holds(word, used, key, v); */
    width = pm_child_width(word);
  }
  struct pm_node *leaf = pm_child_node(word);
  if (!leaf) return PM_ABSENT;
  /*@ assert body: leaf_body(leaf, hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  /*@ assert leaf: \forall pm_object *v;
        holds(root, 0, key, v) <==> leaf_has(leaf, key, v); */
  struct pm_entry *entry = pm_leaf_entries(leaf);
  enum pm_found found =
      pm_body_find(host, pm_leaf_hashes(leaf), entry, leaf->count, h, key, &index);
  /*@ assert held: held_entries(entry, ncount(leaf)); */
  /*@ assert absent: found == PM_ABSENT ==>
        \forall pm_object *v; !leaf_has(leaf, key, v); */
  if (found == PM_FOUND) {
    /*@ assert here: entry[index].value == value_at(entry, index); */
    /*@ assert at: entry_has(entries(leaf, ncount(leaf)), index, key,
          value_at(entry, index)); */
    /*@ assert has: leaf_has(leaf, key, value_at(entry, index)); */
    /*@ assert ok: body_ok(hashes(leaf), entries(leaf, ncount(leaf)),
          ncount(leaf)); */
    /*@ assert only: \forall integer i; 0 <= i < ncount(leaf) ==>
          KeyEq(key_at(entries(leaf, ncount(leaf)), i), key) ==>
          i == index; */
    /*@ assert sole: \forall pm_object *v; leaf_has(leaf, key, v) ==>
          v == value_at(entry, index); */
    /*@ assert cell: \valid_read(entry + index); */
    value_out(value, entry[index].value);
  }
  return found;
}
