/* A trie that has all the keys of another has no fewer entries, whatever the shape of either:
 * slot by slot, from the top. */
#include "shape.h"

/* What stands under one slot of each. */
/*@ requires heap: inv && used < 32 && next == used + full_width(used);
    requires slot: s < all_slots(used);
    requires tries: trie_at(a, next) && trie_at(b, next);
    requires keys: keys_at(a, b, used, s);
    requires alone: is_branch(a) ==> inside(a, used, s, s + 1);
    terminates \true;
    decreases 4 * (32 - used);
    assigns \nothing;
    ensures share(a, used, s, s + 1) <= share(b, used, s, s + 1); */
static void step_share(struct pm_node *a, struct pm_node *b, uint32_t used, uint32_t next,
                       uint32_t s) {
  /*@ ghost lemma_share_if(a, used); */
  /*@ ghost lemma_share_if(b, used); */
  /*@ assert b: 0 <= share(b, used, s, s + 1); */
  if (!a) {
    /*@ assert nothing: share(a, used, s, s + 1) == 0; */
    return;
  }
  if (pm_is_branch(a)) {
    /*@ assert keys: keys_in(a, b, next); */
    law_count(a, b, next);
    /*@ assert many: is_branch(b); */
    /*@ assert all: share(a, used, s, s + 1) == ncount(a) &&
          share(b, used, s, s + 1) == ncount(b); */
    return;
  }
  if (!b) {
    /*@ assert none: outside_of(a, used, s, s + 1); */
    /*@ assert nothing: share(a, used, s, s + 1) == 0; */
    return;
  }
  if (pm_is_branch(b)) {
    /*@ assert few: share(a, used, s, s + 1) <= ncount(a); */
    /*@ assert more: ncount(a) <= ncount(b); */
    /*@ assert all: share(b, used, s, s + 1) == ncount(b); */
    return;
  }
  /*@ ghost lemma_leaf_share(a, a->count, b, b->count, used, s, s + 1); */
}

void step_shares(struct pm_node **kx, struct pm_node **ky, struct pm_node *x, struct pm_node *y,
                 uint32_t used, uint32_t total) {
  uint32_t full = pm_full_width(used), next = used + full;
  /*@ assert next: next == used + full_width(used) && next <= 32; */
  /*@ loop invariant 0 <= s <= total;
      loop invariant shares: \forall integer t; 0 <= t < s ==>
        share_in(x, y, used, t);
      loop assigns s;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ ghost lemma_under_live(x, used, full, s); */
    /*@ ghost lemma_under_live(y, used, full, s); */
    /*@ ghost lemma_slot_keys(x, y, used, s); */
    /*@ assert x: kx[s] == under(x, used, s) && trie_at(kx[s], next); */
    /*@ assert y: ky[s] == under(y, used, s) && trie_at(ky[s], next); */
    step_share(kx[s], ky[s], used, next, s);
    /*@ assert here: share_in(x, y, used, s); */
  }
}

void step_spread(struct pm_node *n, struct pm_node **c, uint32_t used, uint32_t full,
                 uint32_t total) {
  /*@ assert width: nwidth(n) <= full; */
  pm_slots_spread(n, full, c);
  /*@ assert shown: shows(c, n, used); */
  /*@ ghost lemma_walk(n, c, used, full, n->width, total); */
}

/* A branch, and anything but the empty trie. */
/*@ requires heap: inv && used < 32;
    requires x: is_branch(x) && trie_at(x, used);
    requires y: y != \null && trie_at(y, used);
    requires keys: keys_in(x, y, used);
    terminates \true;
    decreases 4 * (32 - used) + 2;
    assigns \nothing;
    ensures ncount(x) <= ncount(y); */
static void step_branch_count(struct pm_node *x, struct pm_node *y, uint32_t used) {
  struct pm_node *kx[PM_FANOUT], *ky[PM_FANOUT];
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  step_spread(x, kx, used, full, total);
  step_spread(y, ky, used, full, total);
  step_shares(kx, ky, x, y, used, total);
  /*@ ghost lemma_weigh_in(x, y, used, total); */
}

void law_count(struct pm_node *x, struct pm_node *y, uint32_t used) {
  if (!x) return;
  /*@ ghost lemma_some_key(); */
  /*@ assert key: some_key(x, used); */
  /*@ assert some: y != \null; */
  if (pm_is_branch(x)) {
    step_branch_count(x, y, used);
    return;
  }
  if (pm_is_branch(y)) return;
  /*@ ghost lemma_leaf_in(x, x->count, y, y->count, used); */
}
