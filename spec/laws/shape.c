/* Equal contents have one shape: two tries of as many entries, one within the other, match.
 *
 * Seen at full width, no slot of one branch can have more than that of the other (count.c), so
 * each has as much. Hence the same blocks of slots have few entries, and those are the blocks
 * with one child: that gives the width, and which children to compare. */
#include "shape.h"

/* What two such branches have under a slot: tries of as many entries, one within the other. */
/*@ requires heap: inv && total == all_slots(used) && s < total;
    requires alike: alike(x, y, used) && node_within(x, y, used);
    requires a: shows(a, x, used) && slots_there(a, total);
    requires b: shows(b, y, used) && slots_there(b, total);
    terminates \true; assigns \nothing;
    ensures within: node_within(a[s], b[s], used + full_width(used));
    ensures count: total(a[s]) == total(b[s]); */
static void step_slot_within(struct pm_node *x, struct pm_node *y, struct pm_node **a,
                             struct pm_node **b, uint32_t used, uint32_t total, uint32_t s) {
  uint32_t first, len;
  pm_slots_block(a, total, s, &first, &len);
  /*@ ghost lemma_widest_shown(x, a, used, total, s, first, len); */
  /*@ ghost lemma_widest_in(x, y, a, b, used, total, first, len); */
  /*@ assert b: under(y, used, first) == b[s]; */
  /*@ ghost lemma_pair_within(x, y, a[s], b[s], used, first, len); */
}

/* All that is under their slots matches. */
/*@ requires heap: inv && used < 32;
    requires total: total == all_slots(used) && full == full_width(used);
    requires a: spread_at(x, a, used) && weigh(x, used, 0, total) == ncount(x);
    requires b: spread_at(y, b, used) && weigh(y, used, 0, total) == ncount(y);
    requires within: node_within(x, y, used) && ncount(x) == ncount(y);
    terminates \true;
    decreases 3 * (32 - used);
    assigns \nothing;
    ensures alike: alike(x, y, used);
    ensures matches: \forall integer s; 0 <= s < total ==>
      matches(under(x, used, s), under(y, used, s), used + full); */
static void step_slots_match(struct pm_node *x, struct pm_node *y, struct pm_node **a,
                             struct pm_node **b, uint32_t used, uint32_t full, uint32_t total) {
  uint32_t next = used + full;
  /*@ assert next: next == used + full_width(used) && next <= 32; */
  /*@ assert keys: keys_in(x, y, used); */
  step_shares(a, b, x, y, used, total);
  /*@ ghost lemma_weigh_in(x, y, used, total); */
  /*@ ghost lemma_shares_back(x, y, used, total); */
  /*@ ghost lemma_weigh_in(y, x, used, total); */
  /*@ loop invariant 0 <= s <= total;
      loop invariant \forall integer t; 0 <= t < s ==>
        matches(under(x, used, t), under(y, used, t), next);
      loop assigns s;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ ghost lemma_under_live(x, used, full, s); */
    /*@ ghost lemma_under_live(y, used, full, s); */
    step_slot_within(x, y, a, b, used, total, s);
    /*@ assert a: trie_at(a[s], next); */
    /*@ assert b: trie_at(b[s], next); */
    law_one_shape(a[s], b[s], next);
    /*@ assert here: matches(under(x, used, s), under(y, used, s), next); */
  }
}

/*@ requires heap: inv && used < 32;
    requires x: is_branch(x) && trie_at(x, used);
    requires y: is_branch(y) && trie_at(y, used);
    requires within: node_within(x, y, used) && ncount(x) == ncount(y);
    terminates \true;
    decreases 3 * (32 - used) + 1;
    assigns \nothing;
    ensures matches(x, y, used); */
static void step_branches_match(struct pm_node *x, struct pm_node *y, uint32_t used) {
  struct pm_node *a[PM_FANOUT], *b[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  uint32_t wx = x->width, wy = y->width;
  step_spread(x, a, used, full, total);
  step_spread(y, b, used, full, total);
  step_slots_match(x, y, a, b, used, full, total);
  /*@ ghost uint32_t p = full == wx ? 1 : lemma_power(full - wx); */
  /*@ ghost uint32_t q = full == wy ? 1 : lemma_power(full - wy); */
  /*@ assert x: widened(x, used, full, wx, p); */
  /*@ assert y: widened(y, used, full, wy, q); */
  /*@ ghost lemma_width_in(x, y, b, used, full, wx, p, wy, q); */
  /*@ ghost lemma_width_in(y, x, a, used, full, wy, q, wx, p); */
  /*@ ghost lemma_slots_match(x, y, used, full, wx, p); */
}

void law_one_shape(struct pm_node *x, struct pm_node *y, uint32_t used) {
  if (!x || !y) return;
  if (x->width != 0 && y->width != 0) {
    step_branches_match(x, y, used);
    return;
  }
  /*@ assert leaves: is_leaf(x) && is_leaf(y); */
  /*@ assert count: ncount(x) == ncount(y); */
  /*@ ghost lemma_body_within(); */
  /*@ assert x: \forall pm_object *k, *v; holds(x, used, k, v) <==>
        body_has(entries(x, ncount(x)), ncount(x), k, v); */
  /*@ assert y: \forall pm_object *k, *v; holds(y, used, k, v) <==>
        body_has(entries(y, ncount(x)), ncount(x), k, v); */
  /*@ assert keys: keys_within(entries(x, ncount(x)), entries(y, ncount(x)),
        ncount(x)); */
}
