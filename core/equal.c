/* Equality: equal maps have equal shapes, so both are walked slot by slot; pointer-equal
 * subtrees are skipped. */
#include "map.h"
#include "trie.h"

static enum pm_equal branch_equal(struct pm_host *host, struct pm_node *a,
                                  struct pm_node *b) {
  struct pm_node *last_a = NULL, *last_b = NULL;
  for (uint32_t s = 0; s < pm_slots(a->width); s++) {
    struct pm_node *ka = pm_kid(a, s), *kb = pm_kid(b, s);
    if (ka == last_a && kb == last_b) continue;
    enum pm_equal outcome = pm_trie_equal(host, ka, kb);
    if (outcome != PM_EQUAL) return outcome;
    last_a = ka;
    last_b = kb;
  }
  return PM_EQUAL;
}

enum pm_equal pm_trie_equal(struct pm_host *host, struct pm_node *a, struct pm_node *b) {
  if (a == b) return PM_EQUAL;
  if (!a || !b || a->width != b->width || a->count != b->count) return PM_DIFFERENT;
  if (a->width != 0) return branch_equal(host, a, b);
  return pm_body_equal(host, pm_leaf_hashes(a), pm_leaf_entries(a), pm_leaf_hashes(b),
                       pm_leaf_entries(b), a->count);
}

enum pm_equal pm_equal(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  struct pm_body ba, bb;
  if (a == b) return PM_EQUAL;
  if (a->count != b->count) return PM_DIFFERENT;
  if (a->form == PM_TRIE && b->form == PM_TRIE)
    return pm_trie_equal(host, pm_child_node(*pm_map_root(a)),
                         pm_child_node(*pm_map_root(b)));
  /* One is small, so both have at most PM_LEAF_MAX entries, in one body. */
  if (!pm_map_body(a, &ba) || !pm_map_body(b, &bb)) return PM_DIFFERENT;
  return pm_body_equal(host, ba.hash, ba.entry, bb.hash, bb.entry, ba.n);
}
