/* The claims about cost, counted at a million entries: each node of a build allocated once, a
 * change costs a path, an update never copies a path for each of its keys, equal versions are told apart by
 * looking at 64 nodes at most. (The twins, whose tries are many times deeper, take fewer.) */
#include <stdlib.h>

#include "model.h"

#define SHIPPED (PM_CHUNK_BITS == 5)
#define N (SHIPPED ? 1000000u : 20000u)

/* n keys in one block of memory: never freed singly, so each holds a reference of its own. */
struct crowd {
  struct pm_host host;
  pm_object *key, value, other;
};

static uint32_t mixed(uint32_t i) {
  struct dice dice = {i};
  return (uint32_t)dice_roll(&dice);
}

static void crowd_start(struct crowd *crowd, uint32_t n) {
  *crowd = (struct crowd){.key = calloc(n, sizeof *crowd->key)};
  CHECK(crowd->key);
  for (uint32_t i = 0; i < n; i++)
    crowd->key[i] =
        (pm_object){.refs = 1, .id = i + 1, .hash = mixed(i), .magic = OBJECT_MAGIC};
  crowd->value = (pm_object){.refs = 1, .id = 1, .magic = OBJECT_MAGIC};
  crowd->other = (pm_object){.refs = 1, .id = 2, .magic = OBJECT_MAGIC};
}

/* Nothing may hold a key any more. */
static void crowd_end(struct crowd *crowd, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) CHECK_SAME(crowd->key[i].refs, 1);
  CHECK_SAME(crowd->value.refs, 1);
  CHECK_SAME(crowd->other.refs, 1);
  free(crowd->key);
  host_expect_empty(&crowd->host);
}

/* Keys from, from + step, ...: n of them. */
static struct pm_map *build(struct crowd *crowd, uint32_t from, uint32_t step, uint32_t n,
                            pm_object *value) {
  struct pm_item *items = malloc(2 * n * sizeof *items);
  struct pm_map *map = NULL;
  for (uint32_t i = 0; i < n; i++) {
    pm_object *key = &crowd->key[from + i * step];
    pm_object_retain(&crowd->host, key);
    pm_object_retain(&crowd->host, value);
    items[i] = (struct pm_item){key, value, key->hash, 0};
  }
  CHECK_SAME(pm_build(&crowd->host, items, n, PM_SMALL, &map), PM_BUILT);
  free(items);
  return map;
}

static struct pm_map *with(struct crowd *crowd, struct pm_map *map, uint32_t i,
                           pm_object *value) {
  struct pm_map *out = NULL;
  CHECK(pm_with(&crowd->host, map, crowd->key[i].hash, &crowd->key[i], value, &out) > 0);
  return out;
}

static void test_build_allocates_each_node_once(void) {
  struct crowd crowd;
  crowd_start(&crowd, N);
  struct pm_map *map = build(&crowd, 0, 1, N, &crowd.value);
  size_t nodes = pm_map_measure(map).nodes;
  CHECK_SAME(crowd.host.node_allocs, nodes);
  CHECK_SAME(crowd.host.nodes, nodes);
  CHECK(crowd.host.items_allocs == 0);
  CHECK(!pm_check(&crowd.host, map));
  if (SHIPPED) CHECK(pm_map_measure(map).bytes < 30.0 * N + nodes * sizeof(struct pm_node));
  for (uint32_t i = 0; i < N; i++) {
    pm_object *value = NULL;
    CHECK_SAME(pm_find(&crowd.host, map, crowd.key[i].hash, &crowd.key[i], &value), PM_FOUND);
  }
  host_map_release(&crowd.host, map);
  crowd_end(&crowd, N);
}

/* A change makes one node a level; the two versions are compared by looking at no more. */
static void test_one_change_apart(void) {
  struct crowd crowd;
  crowd_start(&crowd, N);
  struct pm_map *map = build(&crowd, 0, 1, N, &crowd.value);
  for (uint32_t i = 0; i < N; i += N / 50) {
    unsigned long allocs = crowd.host.node_allocs;
    struct pm_map *changed = with(&crowd, map, i, &crowd.other);
    CHECK(crowd.host.node_allocs - allocs <= PM_LEVELS + 1);
    host_walk_begin();
    CHECK_SAME(pm_equal(&crowd.host, map, changed), PM_DIFFERENT);
    CHECK(host_walk_visits() <= 64);
    struct pm_map *back = with(&crowd, changed, i, &crowd.value);
    host_walk_begin();
    CHECK_SAME(pm_equal(&crowd.host, map, back), PM_EQUAL);
    CHECK(host_walk_visits() <= 64);
    host_map_release(&crowd.host, changed);
    host_map_release(&crowd.host, back);
  }
  host_map_release(&crowd.host, map);
  crowd_end(&crowd, N);
}

/* What an update of k keys allocates: the k built, and at most what the result has new. */
static void update(struct crowd *crowd, struct pm_map *map, uint32_t k) {
  struct pm_host *host = &crowd->host;
  struct pm_map *out = NULL;
  unsigned long before = host->node_allocs;
  struct pm_map *patch = build(crowd, 0, N / k, k, &crowd->other);
  unsigned long built = host->node_allocs - before;
  CHECK_SAME(built, pm_map_measure(patch).nodes);
  before = host->node_allocs;
  CHECK_SAME(pm_merge(host, map, patch, &out), PM_MERGED);
  unsigned long made = host->node_allocs - before;
  size_t fresh = pm_map_measure_beside(out, map).nodes;
  test_note("update of %u: %lu nodes made, %zu new in the result", k, made, fresh);
  /* Besides the result's nodes: a wide leaf of the patch is cut up to face the map's. */
  CHECK(made <= 2 * fresh);
  if (SHIPPED && k > 1000) CHECK(made < 2 * (unsigned long)k); /* k paths: 4 or 5 k */
  CHECK(!pm_check(host, out));
  CHECK_SAME(out->count, N);
  for (uint32_t i = 0; i < k; i++) {
    pm_object *key = &crowd->key[i * (N / k)], *value = NULL;
    CHECK_SAME(pm_find(host, out, key->hash, key, &value), PM_FOUND);
    CHECK(value == &crowd->other);
  }
  host_map_release(host, patch);
  host_map_release(host, out);
}

static void test_update_of_k(void) {
  struct crowd crowd;
  crowd_start(&crowd, N);
  struct pm_map *map = build(&crowd, 0, 1, N, &crowd.value);
  update(&crowd, map, 1);
  update(&crowd, map, 100);
  update(&crowd, map, N / 10);
  host_map_release(&crowd.host, map);
  crowd_end(&crowd, N);
}

/* Two halves that overlap by half: nothing is lost, and the other way round it is the same. */
static void test_merge_loses_nothing(void) {
  struct crowd crowd;
  uint32_t half = N / 2, quarter = N / 4;
  crowd_start(&crowd, N);
  struct pm_map *a = build(&crowd, 0, 1, half, &crowd.value), *ab = NULL, *ba = NULL;
  struct pm_map *b = build(&crowd, quarter, 1, half, &crowd.value);
  struct pm_map *all = build(&crowd, 0, 1, half + quarter, &crowd.value);
  CHECK_SAME(pm_merge(&crowd.host, a, b, &ab), PM_MERGED);
  CHECK_SAME(pm_merge(&crowd.host, b, a, &ba), PM_MERGED);
  CHECK(!pm_check(&crowd.host, ab));
  CHECK_SAME(ab->count, half + quarter);
  CHECK_SAME(pm_equal(&crowd.host, ab, ba), PM_EQUAL);
  CHECK_SAME(pm_equal(&crowd.host, ab, all), PM_EQUAL);
  check_same_shape(ab, all);
  struct pm_map *maps[] = {a, b, ab, ba, all};
  for (int i = 0; i < 5; i++) host_map_release(&crowd.host, maps[i]);
  crowd_end(&crowd, N);
}

/* Every key replaced and removed, one after the other, in one chain of versions. */
static void test_every_key_removed(void) {
  struct crowd crowd;
  uint32_t n = N / 10;
  crowd_start(&crowd, n);
  struct pm_map *first = build(&crowd, 0, 1, n, &crowd.value), *at = first, *out = NULL;
  host_map_retain(first);
  for (uint32_t i = 0; i < n; i++) {
    pm_object *key = &crowd.key[i];
    struct pm_map *replaced = with(&crowd, at, i, &crowd.other);
    host_map_release(&crowd.host, at);
    at = replaced;
    if (i % 3 == 0) continue;
    CHECK_SAME(pm_without(&crowd.host, at, key->hash, key, &out), PM_REMOVED);
    host_map_release(&crowd.host, at);
    at = out;
  }
  CHECK_SAME(at->count, (n + 2) / 3);
  CHECK(!pm_check(&crowd.host, at));
  host_expect_sealed(first);
  CHECK_SAME(first->count, n);
  CHECK(!pm_check(&crowd.host, first));
  host_map_release(&crowd.host, at);
  host_map_release(&crowd.host, first);
  crowd_end(&crowd, n);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_build_allocates_each_node_once),
      TEST(test_one_change_apart),
      TEST(test_update_of_k),
      TEST(test_merge_loses_nothing),
      TEST(test_every_key_removed),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
