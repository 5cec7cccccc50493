/* The lazy diff: against the model, with every failure, resumed after a failure, ended early,
 * outliving the maps, and how little it looks at. */
#include "model.h"

#define KEYS 80u

static const uint32_t sizes[] = {0, 1, 2, 3, 15, 16, 17, 18, 40, KEYS};
#define SIZES (sizeof sizes / sizeof *sizes)

static void drop_all(struct world *world) {
  while (world->versions > 0) version_drop(world, world->version[0]);
}

/* n keys from `from` on, every third of another value. */
static struct version *some(struct world *world, uint32_t from, uint32_t n, enum pm_form form) {
  struct pick picks[KEYS];
  for (uint32_t i = 0; i < n; i++) {
    uint32_t k = (from + i) % KEYS;
    picks[i] = (struct pick){from ? world->twin[k] : world->key[k],
                             i % 3 ? world->value[1] : world->value_twin[from % 2]};
  }
  return world_build(world, picks, n, form);
}

static void diff_all(bool sweep) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    if (sweep && !pattern_swept(pattern)) continue;
    world_start(&world, KEYS, pattern);
    world.sweep = sweep;
    for (uint32_t s = 0; s < SIZES; s++)
      for (uint32_t t = 0; t < SIZES; t++) {
        if (sweep && (s + t) % 3) continue;
        test_note("%u against %u keys of %s", sizes[s], sizes[t], pattern_name(pattern));
        struct version *a = some(&world, 0, sizes[s], s % 2 ? PM_TRIE : PM_SMALL);
        struct version *b = some(&world, 7 * t, sizes[t], t % 2 ? PM_TRIE : PM_SMALL);
        world_diff(&world, a, b);
        world_diff(&world, b, a);
        if (s == t) world_diff(&world, a, a);
        drop_all(&world);
      }
    world_end(&world);
  }
}

static void test_against_model(void) {
  diff_all(false);
}
static void test_every_failure(void) {
  diff_all(true);
}

/* Each comparison fails once, and the call is simply repeated: nothing lost, nothing twice. */
static void resume(struct world *world, struct version *a, struct version *b, uint32_t wanted) {
  struct pm_host *host = &world->host;
  for (unsigned long k = 1;; k++) {
    struct pm_diff diff;
    struct pm_change change;
    bool seen[KEYS] = {false};
    uint32_t changes = 0;
    enum pm_diff_step step;
    CHECK(pm_diff_start(host, &diff, a->map, b->map));
    host->blown = false;
    host->fail_eq_at = k;
    while ((step = pm_diff_next(host, &diff, &change)) != PM_DIFF_END) {
      if (step == PM_DIFF_FAILED) continue;
      CHECK(!seen[change.key->id - 1]);
      seen[change.key->id - 1] = true;
      changes++;
    }
    host->fail_eq_at = 0;
    CHECK_SAME(changes, wanted);
    CHECK_SAME(pm_diff_next(host, &diff, &change), PM_DIFF_END);
    pm_diff_end(host, &diff);
    if (!host->blown) return;
  }
}

static void test_resume_after_failure(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    world_start(&world, KEYS, pattern);
    struct version *a = some(&world, 0, 40, PM_TRIE), *b = some(&world, 19, 40, PM_TRIE);
    uint32_t wanted = 0;
    for (uint32_t i = 0; i < KEYS; i++)
      wanted +=
          !a->value[i] != !b->value[i] || (a->value[i] && a->value[i]->id != b->value[i]->id);
    resume(&world, a, b, wanted);
    world_end(&world);
  }
}

/* The diff holds what it walks: both maps may go, even in the middle. */
static void test_outlives_the_maps(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct pm_diff diff;
    struct pm_change change;
    uint32_t changes = 0;
    world_start(&world, KEYS, pattern);
    struct version *a = world_build_first(&world, 50, PM_TRIE);
    struct version *b = some(&world, 50, 9, PM_SMALL);
    CHECK(pm_diff_start(&world.host, &diff, a->map, b->map));
    CHECK_SAME(pm_diff_next(&world.host, &diff, &change), PM_DIFF_CHANGE);
    drop_all(&world);
    do changes++;
    while (pm_diff_next(&world.host, &diff, &change) == PM_DIFF_CHANGE);
    CHECK_SAME(changes, 59);
    pm_diff_end(&world.host, &diff);
    world_end(&world);
  }
}

/* Ended at every point: nothing leaks (world_end counts). */
static void test_ended_early(void) {
  struct world world;
  world_start(&world, KEYS, HASH_SPREAD);
  struct version *a = some(&world, 0, 40, PM_TRIE), *b = some(&world, 5, 3, PM_SMALL);
  for (uint32_t steps = 0; steps < 42; steps++) {
    struct pm_diff diff;
    struct pm_change change;
    CHECK(pm_diff_start(&world.host, &diff, a->map, b->map));
    for (uint32_t i = 0; i < steps; i++) pm_diff_next(&world.host, &diff, &change);
    pm_diff_end(&world.host, &diff);
    CHECK_SAME(pm_diff_next(&world.host, &diff, &change), PM_DIFF_END);
    pm_diff_end(&world.host, &diff); /* a second end is harmless */
  }
  world_end(&world);
}

/* Only the path to a change is looked at, and the first change before all others. */
static void test_visits_the_path_only(void) {
  for (enum pattern pattern = 0; pattern < HASH_PATTERNS; pattern++) {
    struct world world;
    struct pm_diff diff;
    struct pm_change change;
    world_start(&world, KEYS, pattern);
    struct version *a = world_build_first(&world, KEYS, PM_TRIE);
    struct version *b = world_with(&world, a, world.key[9], world.value[1]);
    size_t path = pm_map_measure_beside(b->map, a->map).nodes;
    host_walk_begin();
    world_diff(&world, a, b);
    CHECK_SAME(host_walk_visits(), 2 * path);
    host_walk_begin();
    world_diff(&world, a, a);
    CHECK_SAME(host_walk_visits(), 0);
    struct version *c = world_build_first(&world, 0, PM_TRIE);
    host_walk_begin();
    CHECK(pm_diff_start(&world.host, &diff, a->map, c->map));
    CHECK_SAME(pm_diff_next(&world.host, &diff, &change), PM_DIFF_CHANGE);
    CHECK(host_walk_visits() <= PM_LEVELS + 1);
    pm_diff_end(&world.host, &diff);
    world_end(&world);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_against_model),     TEST(test_every_failure), TEST(test_resume_after_failure),
      TEST(test_outlives_the_maps), TEST(test_ended_early),   TEST(test_visits_the_path_only),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
