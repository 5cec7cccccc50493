/* Sorting, counting and deduplicating items on their way into a map. */
#include <stdlib.h>
#include <string.h>

#include "branch.h"
#include "items.h"
#include "model.h"

/* ---- Sorting ---- */

/* flags carry the place an item came from, so that stability shows. */
static void check_sort(const uint32_t *hash, uint32_t n, uint32_t used) {
  struct pm_item *items = calloc(n + 1, sizeof *items);
  struct pm_item *scratch = n > PM_SORT_SMALL ? calloc(n, sizeof *items) : NULL;
  uint64_t sum = 0;
  for (uint32_t i = 0; i < n; i++) {
    items[i] = (struct pm_item){.hash = hash[i], .flags = i};
    sum += (uint64_t)hash[i] * 3 + i;
  }
  pm_items_sort(items, scratch, n, used);
  for (uint32_t i = 0; i < n; i++) {
    CHECK_SAME(items[i].hash, hash[items[i].flags]);
    sum -= (uint64_t)items[i].hash * 3 + items[i].flags;
    if (i == 0) continue;
    CHECK(items[i - 1].hash <= items[i].hash);
    if (items[i - 1].hash == items[i].hash) CHECK(items[i - 1].flags < items[i].flags);
  }
  CHECK(sum == 0);
  free(items);
  free(scratch);
}

static void test_sort(void) {
  static const uint32_t sizes[] = {0, 1, 2, 31, 32, 33, 34, 100, 2047, 2048, 2049, 5000};
  uint32_t hash[5000];
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    for (uint32_t s = 0; s < sizeof sizes / sizeof *sizes; s++) {
      test_note("%u of %s", sizes[s], pattern_name(pattern));
      for (uint32_t i = 0; i < sizes[s]; i++) hash[i] = pattern_hash(pattern, sizes[s] - i);
      check_sort(hash, sizes[s], 0);
    }
}

/* Where the top bits agree they need not be looked at. */
static void test_sort_below(void) {
  uint32_t hash[300];
  for (uint32_t used = 0; used <= PM_HASH_BITS; used++) {
    uint32_t low = used == 0 ? UINT32_MAX : used == 32 ? 0 : UINT32_MAX >> used;
    for (uint32_t i = 0; i < 300; i++)
      hash[i] = (0xdeadbeef & ~low) | (pattern_hash(HASH_PAIRS, i) & low);
    check_sort(hash, 300, used);
    check_sort(hash, 20, used);
  }
}

/* ---- By slot ---- */

static void check_spread(struct pm_item *items, uint32_t n, uint32_t used) {
  struct pm_item out[64];
  uint32_t start[PM_FANOUT + 1], full = pm_full_width(used), at = 0;
  memset(start, 0xff, sizeof start);
  pm_items_spread(items, n, used, full, out, start);
  for (uint32_t s = 0; s < pm_slots(full); s++) {
    CHECK_SAME(start[s], at);
    for (uint32_t i = 0; i < n; i++) /* in their old order, told apart by their flags */
      if (pm_slot(items[i].hash, used, full) == s) CHECK_SAME(out[at++].flags, i);
  }
  CHECK_SAME(start[pm_slots(full)], n);
  CHECK_SAME(at, n);
}

static void test_spread(void) {
  struct pm_item items[64] = {{0}};
  struct dice dice = {3};
  for (int round = 0; round < 2000; round++) {
    uint32_t n = dice_below(&dice, 65), used = dice_below(&dice, 32);
    uint32_t low = used == 0 ? UINT32_MAX : UINT32_MAX >> used;
    for (uint32_t i = 0; i < n; i++) {
      items[i].hash = (uint32_t)dice_roll(&dice) & low;
      items[i].flags = i;
    }
    check_spread(items, n, used);
  }
}

static void test_flags(void) {
  struct pm_item items[3] = {{.flags = 1}, {.flags = 6}, {.flags = 8}};
  CHECK_SAME(pm_items_flags(items, 0), 0);
  CHECK_SAME(pm_items_flags(items, 1), 1);
  CHECK_SAME(pm_items_flags(items, 3), 15);
}

/* ---- Duplicates ---- */

/* n picks of the first `distinct` keys, retained. */
static void any_items(struct world *world, struct dice *dice, struct pm_item *items, uint32_t n,
                      uint32_t distinct) {
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = dice_below(dice, distinct);
    pm_object *key = dice_below(dice, 2) ? world->key[k] : world->twin[k];
    pm_object *value = world->value[dice_below(dice, VALUES)];
    items[i] = (struct pm_item){key, value, key->hash, key->flags | value->flags};
  }
  pm_items_retain(&world->host, items, n);
}

/* The first key object and the last value of each, in order of appearance. */
static void check_deduped(struct pm_item *was, uint32_t n, struct pm_item *is, uint32_t left) {
  uint32_t next = 0;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t last = i, flags = was[i].flags;
    bool first = true;
    for (uint32_t j = 0; j < i; j++) first = first && was[j].key->id != was[i].key->id;
    if (!first) continue;
    for (uint32_t j = i + 1; j < n; j++)
      if (was[j].key->id == was[i].key->id) {
        last = j;
        flags |= was[j].flags;
      }
    CHECK(next < left);
    CHECK(is[next].key == was[i].key);
    CHECK(is[next].value == was[last].value);
    CHECK_SAME(is[next].hash, was[i].hash);
    CHECK((is[next].flags & flags) == (was[i].flags | was[last].flags | is[next].flags));
    next++;
  }
  CHECK_SAME(next, left);
}

static void dedupe(struct world *world, struct dice *dice, bool sorted) {
  struct pm_host *host = &world->host;
  struct pm_item items[32], was[32], scratch[32];
  uint32_t n = dice_below(dice, 33), left = 777;
  long before = host->object_refs;
  any_items(world, dice, items, n, 1 + dice_below(dice, 20));
  if (sorted) pm_items_sort(items, scratch, n, 0);
  memcpy(was, items, sizeof was);
  for (unsigned long k = 1;; k++) { /* each comparison fails once */
    long held = host->object_refs;
    host->blown = false;
    host->fail_eq_at = k;
    CHECK_SAME(pm_items_dedupe(host, items, n, sorted, &left), !host->blown);
    host->fail_eq_at = 0;
    if (!host->blown) break;
    CHECK_SAME(left, 777);
    CHECK_SAME(host->object_refs, held - 2 * n);
    memcpy(items, was, sizeof items);
    pm_items_retain(host, items, n);
  }
  check_deduped(was, n, items, left);
  CHECK_SAME(host->object_refs, before + 2 * left);
  pm_items_release(host, items, left);
}

static void test_dedupe(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct dice dice = {pattern};
    world_start(&world, 20, pattern);
    for (int round = 0; round < 60; round++) dedupe(&world, &dice, round % 2);
    world_end(&world);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_sort),  TEST(test_sort_below), TEST(test_spread),
      TEST(test_flags), TEST(test_dedupe),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
