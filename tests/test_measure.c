/* Measuring: what it says of nodes and bytes is what the host has handed out. */
#include "branch.h"
#include "model.h"

#define KEYS 70u

static void drop_all_but(struct world *world, struct version *a, struct version *b) {
  for (uint32_t v = world->versions; v-- > 0;)
    if (world->version[v] != a && world->version[v] != b)
      version_drop(world, world->version[v]);
}

static size_t count_flagged(struct pm_node *node) {
  size_t flagged = node->flags != 0;
  struct pm_node *last = NULL;
  for (uint32_t s = 0; node->width && s < pm_slots(node->width); s++) {
    struct pm_node *kid = pm_kid(node, s);
    if (kid && kid != last) flagged += count_flagged(kid);
    last = kid;
  }
  return flagged;
}

/* The only map alive. */
static void check_alone(struct world *world, struct version *version) {
  struct pm_measure measure = pm_map_measure(version->map);
  struct pm_node *root =
      version->map->form == PM_TRIE ? pm_child_node(*pm_map_root(version->map)) : NULL;
  CHECK_SAME(world->versions, 1);
  CHECK_SAME(measure.nodes, world->host.nodes);
  CHECK_SAME(measure.bytes, (size_t)world->host.node_bytes + version->map->bytes);
  CHECK_SAME(measure.flagged, root ? count_flagged(root) : 0);
}

static void test_alone(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    for (uint32_t n = 0; n <= KEYS; n++)
      for (int form = PM_SMALL; form <= PM_TRIE; form++) {
        struct version *version = world_build_first(&world, n, (enum pm_form)form);
        check_alone(&world, version);
        version_drop(&world, version);
      }
    world_end(&world);
  }
}

/* Two maps alive and no other: one, and the other beside it, are all there is. */
static void check_beside(struct world *world, struct version *a, struct version *b) {
  struct pm_measure alone = pm_map_measure(a->map);
  struct pm_measure beside = pm_map_measure_beside(b->map, a->map);
  drop_all_but(world, a, b);
  CHECK_SAME(alone.nodes + beside.nodes, world->host.nodes);
  if (a == b)
    CHECK_SAME(beside.bytes, 0);
  else
    CHECK_SAME(alone.bytes + beside.bytes,
               (size_t)world->host.node_bytes + a->map->bytes + b->map->bytes);
}

/* b comes from a by a few random changes and merges. */
static void related(struct world *world, struct dice *dice) {
  uint32_t n = dice_below(dice, KEYS);
  struct version *a = world_build_first(world, n, dice_below(dice, 4) ? PM_TRIE : PM_SMALL);
  struct version *b = a;
  for (uint32_t steps = dice_below(dice, 30); steps > 0; steps--) {
    pm_object *key = world->key[dice_below(dice, KEYS)];
    if (dice_below(dice, 12) == 0)
      b = world_merge(world, b, a);
    else if (dice_below(dice, 2))
      b = world_with(world, b, key, world->value[1]);
    else
      b = world_without(world, b, key);
    drop_all_but(world, a, b);
  }
  check_beside(world, a, b);
  check_beside(world, b, a);
  if (a != b) version_drop(world, a);
  check_alone(world, b);
  version_drop(world, b);
}

static void test_beside(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct dice dice = {pattern};
    world_start(&world, KEYS, pattern);
    for (int round = 0; round < 150; round++) {
      test_note("round %d of %s", round, pattern_name(pattern));
      related(&world, &dice);
    }
    world_end(&world);
  }
}

/* The cost of asking is that of the differences. */
static void test_visits_the_path_only(void) {
  struct world world;
  world_start(&world, KEYS, HASH_SPREAD);
  struct version *a = world_build_first(&world, KEYS, PM_TRIE);
  struct version *b = world_with(&world, a, world.key[3], world.value[1]);
  host_walk_begin();
  struct pm_measure beside = pm_map_measure_beside(b->map, a->map);
  CHECK(host_walk_visits() <= 2 * beside.nodes + PM_FANOUT);
  CHECK_SAME(pm_map_measure_beside(a->map, a->map).nodes, 0);
  world_end(&world);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_alone),
      TEST(test_beside),
      TEST(test_visits_the_path_only),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
