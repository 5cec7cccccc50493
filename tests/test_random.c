/* Random differential tests: several versions alive at once, every operation on every pattern
 * of hashes, all versions compared with their models after every step. Fixed seeds. */
#include <stdio.h>

#include "model.h"

#define ALIVE 7u

static pm_object *any_key(struct world *world, struct dice *dice) {
  uint32_t i = dice_below(dice, world->n);
  return dice_below(dice, 4) == 0 ? world->twin[i] : world->key[i];
}

static pm_object *any_value(struct world *world, struct dice *dice) {
  uint32_t i = dice_below(dice, VALUES);
  return dice_below(dice, 4) == 0 ? world->value_twin[i] : world->value[i];
}

static struct version *any_version(struct world *world, struct dice *dice) {
  return world->version[dice_below(dice, world->versions)];
}

static void any_build(struct world *world, struct dice *dice) {
  struct pick picks[200];
  uint32_t n = dice_below(dice, dice_below(dice, 2) ? 200 : PM_LEAF_MAX + 3);
  for (uint32_t i = 0; i < n; i++)
    picks[i] = (struct pick){any_key(world, dice), any_value(world, dice)};
  world_build(world, picks, n, dice_below(dice, 2) ? PM_TRIE : PM_SMALL);
}

static void one_step(struct world *world, struct dice *dice) {
  struct version *a = any_version(world, dice), *b = any_version(world, dice);
  switch (dice_below(dice, 16)) {
  case 0: any_build(world, dice); break;
  case 1:
  case 2: world_merge(world, a, b); break;
  case 3: world_equal(world, a, b); break;
  case 4: world_diff(world, a, b); break;
  case 5: world_find(world, a, any_key(world, dice)); break;
  case 6:
  case 7:
  case 8:
  case 9:
  case 10: world_without(world, a, any_key(world, dice)); break;
  default: world_with(world, a, any_key(world, dice), any_value(world, dice));
  }
  struct version *last = world->version[world->versions - 1];
  if (last->map->form == PM_TRIE) check_canonical(world, last);
  while (world->versions > ALIVE) version_drop(world, any_version(world, dice));
}

static void run(enum pattern pattern, uint32_t keys, uint32_t steps, bool sweep,
                unsigned long long seed) {
  struct world world;
  struct dice dice = {seed};
  world_start(&world, keys, pattern);
  world.sweep = sweep;
  world_build_first(&world, 0, PM_SMALL);
  world_build_first(&world, 0, PM_TRIE);
  for (uint32_t step = 0; step < steps; step++) {
    test_note("step %u of %s, %u keys, seed %llu", step, pattern_name(pattern), keys, seed);
    one_step(&world, &dice);
    world_check(&world);
  }
  world_end(&world);
}

static void test_few_keys(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    for (uint32_t seed = 0; seed < 3; seed++) run(pattern, 12, 250, false, seed);
}

static void test_some_keys(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    for (uint32_t seed = 10; seed < 12; seed++) run(pattern, 44, 350, false, seed);
}

static void test_many_keys(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    run(pattern, 200, 150, false, 20);
}

static void test_few_keys_every_failure(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    run(pattern, 10, 60, true, 30);
}

static void test_some_keys_every_failure(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++)
    run(pattern, 40, 40, true, 40);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_few_keys),
      TEST(test_some_keys),
      TEST(test_many_keys),
      TEST(test_few_keys_every_failure),
      TEST(test_some_keys_every_failure),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
