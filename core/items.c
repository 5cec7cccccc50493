#include "items.h"
#include "branch.h"

uint32_t pm_items_flags(struct pm_item *items, uint32_t n) {
  uint32_t flags = 0;
  for (uint32_t i = 0; i < n; i++) flags |= items[i].flags;
  return flags;
}

void pm_items_release(struct pm_host *host, struct pm_item *items, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    pm_object_release(host, items[i].key);
    pm_object_release(host, items[i].value);
  }
}

void pm_items_copy(struct pm_item *items, uint32_t *hash, struct pm_entry *entry, uint32_t n,
                   uint32_t flags) {
  for (uint32_t i = 0; i < n; i++) {
    items[i].key = entry[i].key;
    items[i].value = entry[i].value;
    items[i].hash = hash[i];
    items[i].flags = flags;
  }
}

void pm_items_retain(struct pm_host *host, struct pm_item *items, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    pm_object_retain(host, items[i].key);
    pm_object_retain(host, items[i].value);
  }
}

/* ---- Sorting: most significant digit first, so that buckets soon fit the cache ---- */

#define DIGIT_MAX 8u

static void insertion_sort(struct pm_item *items, uint32_t n) {
  for (uint32_t i = 1; i < n; i++) {
    struct pm_item item = items[i];
    uint32_t j = i;
    while (j > 0 && items[j - 1].hash > item.hash) {
      items[j] = items[j - 1];
      j--;
    }
    items[j] = item;
  }
}

/* A digit that leaves buckets of about a leaf's size, within the bits that are left. */
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
    insertion_sort(items, n);
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

/* ---- Duplicates ---- */

/* The first of items[from..to) with item's key. */
static enum pm_found item_find(struct pm_host *host, struct pm_item *items, uint32_t from,
                               uint32_t to, struct pm_item *item, uint32_t *index) {
  for (uint32_t i = from; i < to; i++) {
    if (items[i].hash != item->hash) continue;
    int equal = pm_key_eq(host, items[i].key, item->key);
    if (equal < 0) return PM_FIND_FAILED;
    if (equal) {
      *index = i;
      return PM_FOUND;
    }
  }
  return PM_ABSENT;
}

/* Moves the duplicate's value into kept; the duplicate's key and kept's old value go. */
static void item_replace(struct pm_host *host, struct pm_item *kept,
                         struct pm_item *duplicate) {
  pm_object *old_value = kept->value;
  kept->value = duplicate->value;
  kept->flags |= duplicate->flags;
  pm_object_release(host, old_value);
  pm_object_release(host, duplicate->key);
}

static bool hashes_differ(struct pm_item *items, uint32_t n) {
  for (uint32_t i = 1; i < n; i++)
    if (items[i].hash == items[i - 1].hash) return false;
  return true;
}

/* Most keys differ from all before them already in these bits of their hashes. */
#define SEEN 256u

bool pm_items_dedupe(struct pm_host *host, struct pm_item *items, uint32_t n, bool sorted,
                     uint32_t *left) {
  if (sorted && hashes_differ(items, n)) {
    *left = n;
    return true;
  }
  bool seen[SEEN] = {false};
  uint32_t kept = 0, from = 0;
  for (uint32_t i = 0; i < n; i++) {
    struct pm_item item = items[i];
    uint32_t index = 0;
    if (sorted && kept > 0 && items[kept - 1].hash != item.hash) from = kept;
    enum pm_found found = PM_ABSENT;
    if (sorted || seen[item.hash % SEEN])
      found = item_find(host, items, from, kept, &item, &index);
    seen[item.hash % SEEN] = true;
    if (found == PM_FIND_FAILED) {
      pm_items_release(host, items, kept);
      pm_items_release(host, items + i, n - i);
      return false;
    }
    if (found == PM_FOUND) item_replace(host, &items[index], &item);
    else items[kept++] = item;
  }
  *left = kept;
  return true;
}

/* ---- Slots ---- */

void pm_items_spread(struct pm_item *items, uint32_t n, uint32_t used, struct pm_item *out,
                     uint32_t *start) {
  uint32_t full = pm_full_width(used), total = pm_slots(full);
  for (uint32_t s = 0; s <= total; s++) start[s] = 0;
  for (uint32_t i = 0; i < n; i++) start[pm_slot(items[i].hash, used, full)]++;
  for (uint32_t s = 1; s <= total; s++) start[s] += start[s - 1]; /* the ends, for now */
  for (uint32_t i = n; i-- > 0;) out[--start[pm_slot(items[i].hash, used, full)]] = items[i];
}
