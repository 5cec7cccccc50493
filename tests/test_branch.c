/* Slot arithmetic, slot arrays and branch nodes, against the plainest statement of each. */
#include "branch.h"
#include "leaf.h"
#include "model.h"

#define FULL ((uint32_t)PM_CHUNK_BITS)
#define TOTAL PM_FANOUT

/* ---- Slots ---- */

static void test_slot(void) {
  struct dice dice = {1};
  for (int round = 0; round < 2000; round++) {
    uint32_t h = (uint32_t)dice_roll(&dice);
    for (uint32_t width = 1; width <= 8; width++)
      for (uint32_t used = 0; used + width <= 32; used++) {
        uint32_t wanted = 0;
        for (uint32_t bit = 0; bit < width; bit++)
          wanted = wanted * 2 + (h >> (31 - used - bit) & 1);
        CHECK_SAME(pm_slot(h, used, width), wanted);
      }
  }
}

/* The widths down a path add up to all hash bits, in PM_LEVELS branches. */
static void test_full_width(void) {
  uint32_t used = 0, levels = 0;
  while (used < PM_HASH_BITS) {
    CHECK(pm_full_width(used) >= 1 && pm_full_width(used) <= PM_CHUNK_BITS);
    used += pm_full_width(used);
    levels++;
  }
  CHECK_SAME(used, PM_HASH_BITS);
  CHECK_SAME(levels, PM_LEVELS);
}

/* ---- Slot arrays made of aligned blocks, as a branch has them ---- */

/* One leaf a key; slot arrays borrow them. */
struct forest {
  struct world world;
  struct pm_node *leaf[TOTAL];
};

static void forest_start(struct forest *forest) {
  world_start(&forest->world, TOTAL, HASH_SPREAD);
  for (uint32_t i = 0; i < TOTAL; i++) {
    pm_object *key = forest->world.key[i];
    forest->leaf[i] =
        pm_leaf_one(&forest->world.host, key->hash, key, forest->world.value[i % VALUES]);
  }
}

static void forest_end(struct forest *forest) {
  for (uint32_t i = 0; i < TOTAL; i++) pm_node_release(&forest->world.host, forest->leaf[i]);
  world_end(&forest->world);
}

/* Cuts [first, first + len) into blocks at random, each a leaf of its own or empty. */
static void grow(struct forest *forest, struct dice *dice, struct pm_node **slot,
                 uint32_t first, uint32_t len) {
  if (len > 1 && dice_below(dice, 3) > 0) {
    grow(forest, dice, slot, first, len / 2);
    grow(forest, dice, slot, first + len / 2, len / 2);
    return;
  }
  struct pm_node *leaf = dice_below(dice, 4) ? forest->leaf[first] : NULL;
  for (uint32_t s = first; s < first + len; s++) slot[s] = leaf;
}

static bool all_same(struct pm_node **slot, uint32_t first, uint32_t len) {
  for (uint32_t s = first; s < first + len; s++)
    if (slot[s] != slot[first]) return false;
  return true;
}

static void with_random_slots(void (*run)(struct forest *, struct pm_node **)) {
  struct forest forest;
  struct dice dice = {7};
  forest_start(&forest);
  for (int round = 0; round < 400; round++) {
    struct pm_node *slot[TOTAL];
    test_note("round %d", round);
    grow(&forest, &dice, slot, 0, TOTAL);
    run(&forest, slot);
  }
  forest_end(&forest);
}

static void run_blocks(struct forest *forest, struct pm_node **slot) {
  (void)forest;
  for (uint32_t at = 0; at < TOTAL; at++) {
    uint32_t first, len, wanted = 1;
    while (wanted < TOTAL && all_same(slot, at - at % (2 * wanted), 2 * wanted)) wanted *= 2;
    pm_slots_block(slot, TOTAL, at, &first, &len);
    CHECK_SAME(len, wanted);
    CHECK_SAME(first, at - at % wanted);
  }
}
static void test_blocks(void) {
  with_random_slots(run_blocks);
}

static void run_uniform(struct forest *forest, struct pm_node **slot) {
  (void)forest;
  for (uint32_t first = 0; first < TOTAL; first++)
    for (uint32_t len = 1; first + len <= TOTAL; len++) {
      bool same = all_same(slot, first, len);
      CHECK_SAME(pm_slots_uniform(slot, first, len, slot[first]), same);
      CHECK(!pm_slots_uniform(slot, first, len, (void *)slot));
    }
}
static void test_uniform(void) {
  with_random_slots(run_uniform);
}

static void test_fill(void) {
  struct forest forest;
  forest_start(&forest);
  for (uint32_t first = 0; first < TOTAL; first++)
    for (uint32_t len = 0; first + len <= TOTAL; len++) {
      struct pm_node *slot[TOTAL] = {0};
      pm_slots_fill(slot, first, len, forest.leaf[0]);
      for (uint32_t s = 0; s < TOTAL; s++)
        CHECK(slot[s] == (s - first < len ? forest.leaf[0] : NULL));
    }
  forest_end(&forest);
}

/* One reference a run, of exactly the nodes named. */
static void run_retain(struct forest *forest, struct pm_node **slot) {
  struct pm_host *host = &forest->world.host;
  uint32_t runs = 0;
  long before = host->node_refs;
  for (uint32_t s = 0; s < TOTAL; s++) runs += slot[s] && (s == 0 || slot[s] != slot[s - 1]);
  pm_slots_retain(host, slot, 0, TOTAL);
  CHECK_SAME(host->node_refs, before + runs);
  for (uint32_t s = 0; s < TOTAL; s++) CHECK(!slot[s] || slot[s]->refs == 2);
  pm_slots_release(host, slot, 0, TOTAL);
  CHECK_SAME(host->node_refs, before);
}
static void test_retain_release(void) {
  with_random_slots(run_retain);
}

/* ---- Branch nodes ---- */

/* A branch of the least width, that shows the slots again when spread. */
static void check_branch(struct pm_node *branch, struct pm_node **slot, uint32_t count) {
  struct pm_node *again[TOTAL];
  uint32_t run = TOTAL, flags = 0;
  while (run > 1) { /* the widest run of which all slots are made */
    uint32_t s = 0;
    while (s < TOTAL && all_same(slot, s, run)) s += run;
    if (s == TOTAL) break;
    run /= 2;
  }
  for (uint32_t s = 0; s < TOTAL; s++) flags |= slot[s] ? slot[s]->flags : 0;
  CHECK(branch);
  CHECK_SAME(TOTAL >> branch->width, run);
  CHECK_SAME(branch->count, count);
  CHECK_SAME(branch->flags, flags);
  pm_slots_spread(branch, FULL, again);
  for (uint32_t s = 0; s < TOTAL; s++) CHECK(again[s] == slot[s]);
}

static uint32_t count_below(struct pm_node **slot) {
  uint32_t count = 0;
  for (uint32_t s = 0; s < TOTAL; s++)
    if (slot[s] && (s == 0 || slot[s] != slot[s - 1])) count += slot[s]->count;
  return count;
}

static struct pm_node *take(struct forest *forest, struct pm_node **slot) {
  pm_slots_retain(&forest->world.host, slot, 0, TOTAL);
  return pm_branch_take(&forest->world.host, slot, FULL);
}

static void run_take(struct forest *forest, struct pm_node **slot) {
  struct pm_host *host = &forest->world.host;
  long before = host->node_refs;
  if (all_same(slot, 0, TOTAL)) return;
  host->fail_alloc_at = 1;
  CHECK(!take(forest, slot));
  CHECK_SAME(host->node_refs, before);
  struct pm_node *branch = take(forest, slot);
  check_branch(branch, slot, count_below(slot));
  pm_node_release(host, branch);
  CHECK_SAME(host->node_refs, before);
}
static void test_take(void) {
  with_random_slots(run_take);
}

/* Of a leaf and of nothing, all slots show it. */
static void test_spread_leaf(void) {
  struct forest forest;
  struct pm_node *slot[TOTAL];
  forest_start(&forest);
  pm_slots_spread(forest.leaf[0], FULL, slot);
  CHECK(slot[0] == forest.leaf[0] && all_same(slot, 0, TOTAL));
  pm_slots_spread(NULL, FULL, slot);
  CHECK(!slot[0] && all_same(slot, 0, TOTAL));
  forest_end(&forest);
}

/* Each child in turn is replaced by another leaf. */
static void run_replace(struct forest *forest, struct pm_node **slot) {
  struct pm_host *host = &forest->world.host;
  if (all_same(slot, 0, TOTAL)) return;
  struct pm_node *branch = take(forest, slot);
  pm_object *key = forest->world.twin[0];
  struct pm_node *other = pm_leaf_one(host, key->hash, key, forest->world.value[1]);
  for (uint32_t at = 0; at < TOTAL; at++) {
    long before = host->node_refs;
    struct pm_node *wanted[TOTAL], *again[TOTAL], *kid = slot[at];
    if (!kid) continue;
    for (uint32_t s = 0; s < TOTAL; s++) wanted[s] = slot[s] == kid ? other : slot[s];
    host->fail_alloc_at = 1;
    CHECK(!pm_branch_replace(host, branch, kid, other, 99));
    CHECK_SAME(host->node_refs, before);
    struct pm_node *copy = pm_branch_replace(host, branch, kid, other, 99);
    CHECK_SAME(copy->count, 99);
    CHECK_SAME(copy->width, branch->width);
    CHECK_SAME(copy->flags, branch->flags | other->flags);
    pm_slots_spread(copy, FULL, again);
    for (uint32_t s = 0; s < TOTAL; s++) CHECK(again[s] == wanted[s]);
    pm_node_release(host, copy);
    CHECK_SAME(host->node_refs, before);
  }
  check_branch(branch, slot, count_below(slot));
  pm_node_release(host, branch);
  pm_node_release(host, other);
}
static void test_replace(void) {
  with_random_slots(run_replace);
}

/* Each empty block in turn is given a leaf. */
static void run_insert(struct forest *forest, struct pm_node **slot) {
  struct pm_host *host = &forest->world.host;
  if (all_same(slot, 0, TOTAL)) return;
  struct pm_node *branch = take(forest, slot);
  uint32_t run = TOTAL >> branch->width;
  for (uint32_t at = 0; at < TOTAL; at++) {
    struct pm_node *again[TOTAL];
    uint32_t first, len;
    long before = host->node_refs;
    if (slot[at]) continue;
    pm_slots_block(slot, TOTAL, at, &first, &len);
    host->fail_alloc_at = 1;
    CHECK(!pm_branch_insert(host, branch, at / run, forest->leaf[at]));
    CHECK_SAME(host->node_refs, before);
    struct pm_node *copy = pm_branch_insert(host, branch, at / run, forest->leaf[at]);
    CHECK_SAME(copy->count, branch->count + 1);
    CHECK_SAME(copy->width, branch->width);
    CHECK_SAME(copy->flags, branch->flags | forest->leaf[at]->flags);
    pm_slots_spread(copy, FULL, again);
    for (uint32_t s = 0; s < TOTAL; s++)
      CHECK(again[s] == (s - first < len ? forest->leaf[at] : slot[s]));
    pm_node_release(host, copy);
    CHECK_SAME(host->node_refs, before);
  }
  pm_node_release(host, branch);
}
static void test_insert(void) {
  with_random_slots(run_insert);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_slot),    TEST(test_full_width),     TEST(test_blocks), TEST(test_uniform),
      TEST(test_fill),    TEST(test_retain_release), TEST(test_take),   TEST(test_spread_leaf),
      TEST(test_replace), TEST(test_insert),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
