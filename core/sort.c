/* Sorting: most significant digit first, so that buckets soon fit the cache. */
#include "items.h"
#include "slots.h"

#define DIGIT_MAX 8u

/* A digit that leaves buckets of about a leaf's size, within the bits that are left. */
/*@ requires used < PM_HASH_BITS;
    terminates \true; assigns \nothing;
    ensures 1 <= \result <= DIGIT_MAX && used + \result <= PM_HASH_BITS; */
static uint32_t digit_width(uint32_t n, uint32_t used) {
  uint32_t width = n >= 256 ? DIGIT_MAX : 5;
  return used + width <= PM_HASH_BITS ? width : PM_HASH_BITS - used;
}

void pm_items_sort(struct pm_item *items, struct pm_item *scratch, uint32_t n, uint32_t used) {
  if (n <= PM_SORT_SMALL) {
    pm_items_insertion_sort(items, n);
    return;
  }
  if (used >= PM_HASH_BITS) return;
  uint32_t start[(1u << DIGIT_MAX) + 1];
  uint32_t width = digit_width(n, used);
  pm_items_spread(items, n, used, width, scratch, start);
  for (uint32_t i = 0; i < n; i++) items[i] = scratch[i];
  for (uint32_t d = 0; d < pm_slots(width); d++) {
    uint32_t from = start[d], to = start[d + 1];
    if (to - from > 1) pm_items_sort(items + from, scratch + from, to - from, used + width);
  }
}
