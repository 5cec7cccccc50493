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

struct pm_node *pm_branch_overflow(struct pm_host *host, struct pm_node *branch,
                                   uint32_t used, struct pm_node *leaf,
                                   struct pm_item *item) {
  struct pm_item items[PM_LEAF_MAX + 1], scratch[PM_LEAF_MAX + 1];
  struct pm_node *slot[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full), first, len;
  pm_slots_spread(branch, full, slot);
  pm_slots_block(slot, total, pm_slot(item->hash, used, full), &first, &len);
  overflow_items(host, leaf, item, items);
  if (pm_slots_build(host, items, scratch, PM_LEAF_MAX + 1, used, first, len, slot) < 0)
    return NULL;
  pm_slots_retain(host, slot, 0, first);
  pm_slots_retain(host, slot, first + len, total - first - len);
  return pm_branch_take(host, slot, full);
}
