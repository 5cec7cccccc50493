/* Allocation, equality and release run arbitrary code: here, code that works on the very maps
 * in use and drops every version that the call in progress does not hold. */
#include "model.h"

#define KEYS 40u
#define ALIVE 8u

struct visitor {
  struct world world;
  struct dice dice;
  struct version *busy[2]; /* in use by the call that was interrupted */
  unsigned long visits;
};

static bool is_busy(struct visitor *visitor, struct version *version) {
  return version == visitor->busy[0] || version == visitor->busy[1];
}

static struct version *any_version(struct visitor *visitor) {
  return visitor->world.version[dice_below(&visitor->dice, visitor->world.versions)];
}

static void drop_one(struct visitor *visitor) {
  struct version *version = any_version(visitor);
  if (!is_busy(visitor, version)) version_drop(&visitor->world, version);
}

static pm_object *any_key(struct visitor *visitor) {
  uint32_t i = dice_below(&visitor->dice, KEYS);
  return dice_below(&visitor->dice, 2) ? visitor->world.key[i] : visitor->world.twin[i];
}

static void any_call(struct visitor *visitor, struct version *a, struct version *b) {
  struct world *world = &visitor->world;
  switch (dice_below(&visitor->dice, 8)) {
  case 0: world_merge(world, a, b); break;
  case 1: world_equal(world, a, b); break;
  case 2: world_diff(world, a, b); break;
  case 3: world_find(world, a, any_key(visitor)); break;
  case 4: world_without(world, a, any_key(visitor)); break;
  case 5:
    world_build_first(world, dice_below(&visitor->dice, KEYS),
                      dice_below(&visitor->dice, 2) ? PM_TRIE : PM_SMALL);
    break;
  default:
    world_with(world, a, any_key(visitor), world->value[dice_below(&visitor->dice, VALUES)]);
  }
}

/* Some of the time: often enough to meet every place, seldom enough to end. */
static void visit(struct pm_host *host, void *context) {
  struct visitor *visitor = context;
  (void)host;
  if (dice_below(&visitor->dice, 4)) return;
  visitor->visits++;
  any_call(visitor, any_version(visitor), any_version(visitor));
  while (visitor->world.versions > ALIVE / 2 && dice_below(&visitor->dice, 3))
    drop_one(visitor);
  if (dice_below(&visitor->dice, 8) == 0)
    version_check(&visitor->world, visitor->world.version[0]);
}

static void run(enum pattern pattern, uint32_t steps, bool alloc, bool eq, bool release) {
  struct visitor visitor = {.dice = {pattern}};
  struct pm_host *host = &visitor.world.host;
  world_start(&visitor.world, KEYS, pattern);
  visitor.world.reentered = true;
  world_build_first(&visitor.world, 30, PM_TRIE);
  world_build_first(&visitor.world, 3, PM_SMALL);
  host->on_alloc = alloc ? visit : NULL;
  host->on_eq = eq ? visit : NULL;
  host->on_release = release ? visit : NULL;
  host->context = &visitor;
  for (uint32_t step = 0; step < steps; step++) {
    test_note("step %u of %s", step, pattern_name(pattern));
    visitor.busy[0] = any_version(&visitor);
    visitor.busy[1] = any_version(&visitor);
    any_call(&visitor, visitor.busy[0], visitor.busy[1]);
    world_check(&visitor.world);
    while (visitor.world.versions > ALIVE) {
      visitor.busy[0] = visitor.busy[1] = any_version(&visitor);
      drop_one(&visitor);
    }
  }
  CHECK(visitor.visits > 0);
  world_end(&visitor.world);
}

static void run_all(bool alloc, bool eq, bool release) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    if (pattern_swept(pattern)) run(pattern, 300, alloc, eq, release);
}

static void test_in_alloc(void) {
  run_all(true, false, false);
}
static void test_in_eq(void) {
  run_all(false, true, false);
}
static void test_in_release(void) {
  run_all(false, false, true);
}
static void test_in_all(void) {
  run_all(true, true, true);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_in_alloc),
      TEST(test_in_eq),
      TEST(test_in_release),
      TEST(test_in_all),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
