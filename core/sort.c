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

/* end[d] = one past the last place of digit d, after sorting. */
static void digit_ends(struct pm_item *items, uint32_t n, uint32_t used, uint32_t width,
                       uint32_t *end) {
  uint32_t digits = pm_slots(width);
  for (uint32_t d = 0; d < digits; d++) end[d] = 0;
  for (uint32_t i = 0; i < n; i++) end[pm_slot(items[i].hash, used, width)]++;
  for (uint32_t d = 1; d < digits; d++) end[d] += end[d - 1];
}

void pm_items_sort(struct pm_item *items, struct pm_item *scratch, uint32_t n, uint32_t used) {
  if (n <= PM_SORT_SMALL) {
    pm_items_insertion_sort(items, n);
    return;
  }
  if (used >= PM_HASH_BITS) return;
  uint32_t end[1u << DIGIT_MAX];
  uint32_t width = digit_width(n, used);
  digit_ends(items, n, used, width, end);
  for (uint32_t i = n; i-- > 0;) scratch[--end[pm_slot(items[i].hash, used, width)]] = items[i];
  for (uint32_t i = 0; i < n; i++) items[i] = scratch[i];
  for (uint32_t d = 0; d < pm_slots(width); d++) { /* end[d] is now digit d's first place */
    uint32_t from = end[d], to = d + 1 < pm_slots(width) ? end[d + 1] : n;
    if (to - from > 1) pm_items_sort(items + from, scratch + from, to - from, used + width);
  }
}

void pm_items_spread(struct pm_item *items, uint32_t n, uint32_t used, struct pm_item *out,
                     uint32_t *start) {
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  for (uint32_t s = 0; s <= total; s++) start[s] = 0;
  for (uint32_t i = 0; i < n; i++) start[pm_slot(items[i].hash, used, full)]++;
  for (uint32_t s = 1; s <= total; s++) start[s] += start[s - 1]; /* the ends, for now */
  for (uint32_t i = n; i-- > 0;) out[--start[pm_slot(items[i].hash, used, full)]] = items[i];
}
