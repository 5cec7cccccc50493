#include "slots.h"

void pm_slots_spread(struct pm_node *node, uint32_t full, struct pm_node **slot) {
  uint32_t total = pm_slots(full);
  if (!node || node->width == 0) {
    pm_slots_fill(slot, 0, total, node);
    return;
  }
  uint32_t run = pm_slots(full - node->width);
  /*@ loop invariant 0 <= s <= total;
      loop invariant heap: inv;
      loop invariant \forall integer t; 0 <= t < s ==>
        slot[t] == spread(node, full, t);
      loop assigns s, slot[0 .. pow2(full) - 1];
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ assert in: s / run < pow2(nwidth(node)); */
    slot[s] = pm_kid(node, s / run);
    /*@ assert keys: all_keys; */
    /*@ assert values: all_values; */
    /*@ assert kids: all_kids; */
  }
}

bool pm_slots_uniform(struct pm_node **slot, uint32_t first, uint32_t len,
                      struct pm_node *node) {
  /*@ loop invariant first <= s <= first + len;
      loop invariant uniform(slot, first, s, node);
      loop assigns s;
      loop variant first + len - s; */
  for (uint32_t s = first; s < first + len; s++)
    if (slot[s] != node) return false;
  return true;
}

void pm_slots_block(struct pm_node **slot, uint32_t total, uint32_t at, uint32_t *first,
                    uint32_t *len) {
  uint32_t low = at, size = 1;
  /*@ loop invariant power(size) && size <= total && low == at / size * size;
      loop invariant uniform(slot, low, low + size, slot[at]);
      loop assigns low, size;
      loop variant total - size; */
  while (size < total) {
    uint32_t wide = low - low % (2 * size); /* the block twice as wide */
    uint32_t buddy = low == wide ? low + size : wide;
    /*@ assert size == 1 ==> wide == at / 2 * 2; */
    /*@ assert size == 2 ==> wide == at / 4 * 4; */
    /*@ assert size == 4 ==> wide == at / 8 * 8; */
    /*@ assert size == 8 ==> wide == at / 16 * 16; */
    /*@ assert size == 16 ==> wide == at / 32 * 32; */
    /*@ assert wide: wide == at / (2 * size) * (2 * size); */
    /*@ assert beside: low == wide || low == wide + size; */
    /*@ assert buddy: buddy + size <= total; */
    if (!pm_slots_uniform(slot, buddy, size, slot[at])) break;
    low = wide;
    size *= 2;
  }
  /*@ assert largest: size < total ==>
        !(\forall integer s; 0 <= s < total && s / (2 * size) == at / (2 * size)
            ==> slot[s] == slot[at]); */
  *first = low;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  *len = size;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

void pm_slots_fill(struct pm_node **slot, uint32_t first, uint32_t len, struct pm_node *node) {
  /*@ loop invariant first <= s <= first + len;
      loop invariant heap: inv;
      loop invariant uniform(slot, first, s, node);
      loop assigns s, slot[first .. first + len - 1];
      loop variant first + len - s; */
  for (uint32_t s = first; s < first + len; s++) {
    slot[s] = node;
    /*@ assert keys: all_keys; */
    /*@ assert values: all_values; */
    /*@ assert kids: all_kids; */
  }
}

void pm_slots_retain(struct pm_host *host, struct pm_node **slot, uint32_t first,
                     uint32_t len) {
  struct pm_node *last = NULL;
  /*@ loop invariant first <= s <= first + len;
      loop invariant heap: inv && slots_live(slot, first, first + len);
      loop invariant last: s == first ? last == \null : last == slot[s - 1];
      loop invariant own: \forall struct pm_node *q;
        own(q) + runs(slot, first, s, first + len, q) ==
        own{Pre}(q) + runs(slot, first, first, first + len, q);
      loop invariant same: \forall struct pm_node *p;
        live(p) <==> live{Pre}(p);
      loop assigns s, last, node_refs_;
      loop variant first + len - s; */
  for (uint32_t s = first; s < first + len; s++) {
    /*@ assert unfold: \forall struct pm_node *q;
          runs(slot, first, s, first + len, q) ==
          (q != \null && slot[s] == q && (s == first || slot[s - 1] != q)
             ? 1 : 0) + runs(slot, first, s + 1, first + len, q); */
    if (slot[s] && slot[s] != last) pm_node_retain(host, slot[s]);
    /*@ assert one: \forall struct pm_node *q; own(q) == own{LoopCurrent}(q) +
          (q != \null && slot[s] == q && (s == first || slot[s - 1] != q)
             ? 1 : 0); */
    last = slot[s];
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
}

void pm_slots_release(struct pm_host *host, struct pm_node **slot, uint32_t first,
                      uint32_t len) {
  struct pm_node *last = NULL;
  /*@ assert end: (uint32_t)(first + len) == first + len; */
  /*@ ghost lemma_runs_nat(slot, first, first + len); */
  /*@ assert nat: \forall struct pm_node *q, integer j;
        first <= j <= first + len ==>
        runs{Pre}(slot, first, j, first + len, q) >= 0; */
  /*@ loop invariant first <= s <= first + len;
      loop invariant heap: inv;
      loop invariant kept: slots_same{Pre,Here}(slot, first, first + len);
      loop invariant last: s == first ? last == \null : last == slot[s - 1];
      loop invariant own: \forall struct pm_node *q;
        own(q) + runs{Pre}(slot, first, first, first + len, q) ==
        own{Pre}(q) + runs{Pre}(slot, first, s, first + len, q);
      loop assigns s, last, PM_WORLD, node_refs_;
      loop variant first + len - s; */
  for (uint32_t s = first; s < first + len; s++) {
    /*@ assert unfold: \forall struct pm_node *q;
          runs{Pre}(slot, first, s, first + len, q) ==
          (q != \null && slot[s] == q && (s == first || slot[s - 1] != q)
             ? 1 : 0) + runs{Pre}(slot, first, s + 1, first + len, q); */
    /*@ assert rest: runs{Pre}(slot, first, s + 1, first + len,
          slot[s]) >= 0; */
    /*@ assert held: own(slot[s]) >=
          runs{Pre}(slot, first, s, first + len, slot[s]); */
    if (slot[s] && slot[s] != last) pm_node_release(host, slot[s]);
    /*@ assert kept: slots_same{Pre,Here}(slot, first, first + len); */
    /*@ assert one: \forall struct pm_node *q; own(q) == own{LoopCurrent}(q) -
          (q != \null && slot[s] == q && (s == first || slot[s - 1] != q)
             ? 1 : 0); */
    last = slot[s];
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
}
