/* The kernels on bodies, against the plainest statement of each, and leaf nodes. */
#include <string.h>

#include "items.h"
#include "leaf.h"
#include "model.h"

#define N 20u /* more than a shipped leaf: collision buckets use the same kernels */

/* A body over the first n keys of a world. */
struct body {
  uint32_t hash[N + 1];
  struct pm_entry entry[N + 1];
};

static void body_of(struct world *world, struct body *body, uint32_t n) {
  memset(body, 0, sizeof *body);
  for (uint32_t i = 0; i < n; i++) {
    body->hash[i] = world->key[i]->hash;
    body->entry[i] = (struct pm_entry){world->key[i], world->value[i % VALUES]};
  }
}

static void check_entry(struct body *body, uint32_t at, uint32_t hash, pm_object *key,
                        pm_object *value) {
  CHECK_SAME(body->hash[at], hash);
  CHECK(body->entry[at].key == key);
  CHECK(body->entry[at].value == value);
}

static void check_prefix(struct body *got, struct body *wanted, uint32_t from, uint32_t to) {
  for (uint32_t i = from; i < to; i++)
    check_entry(got, i, wanted->hash[i], wanted->entry[i].key, wanted->entry[i].value);
}

static void with_every_body(void (*run)(struct world *, struct body *, uint32_t)) {
  static const enum pattern patterns[] = {HASH_SPREAD, HASH_PAIRS, HASH_FEW, HASH_EQUAL};
  for (int p = 0; p < 4; p++) {
    struct world world;
    struct body body;
    world_start(&world, N + 1, patterns[p]);
    for (uint32_t n = 0; n <= N; n++) {
      test_note("n = %u, %s", n, pattern_name(patterns[p]));
      body_of(&world, &body, n);
      run(&world, &body, n);
    }
    world_end(&world);
  }
}

static void run_find(struct world *world, struct body *body, uint32_t n) {
  for (uint32_t i = 0; i <= N; i++) {
    uint32_t index = 77;
    enum pm_found found = pm_body_find(&world->host, body->hash, body->entry, n,
                                       world->twin[i]->hash, world->twin[i], &index);
    CHECK_SAME(found, i < n ? PM_FOUND : PM_ABSENT);
    CHECK_SAME(index, i < n ? i : 77);
    for (uint32_t near = 0; near < n; near++) {
      index = 77;
      found = pm_body_find_near(&world->host, body->hash, body->entry, n, near,
                                world->twin[i]->hash, world->twin[i], &index);
      CHECK_SAME(found, i < n ? PM_FOUND : PM_ABSENT);
      CHECK_SAME(index, i < n ? i : 77);
    }
  }
}
static void test_find(void) {
  with_every_body(run_find);
}

/* Every comparison that find makes fails once. */
static void run_find_fails(struct world *world, struct body *body, uint32_t n) {
  struct pm_host *host = &world->host;
  for (uint32_t i = 0; i <= N; i++) {
    for (unsigned long k = 1;; k++) {
      uint32_t index = 77;
      host->blown = false;
      host->fail_eq_at = k;
      enum pm_found found = pm_body_find(host, body->hash, body->entry, n, world->twin[i]->hash,
                                         world->twin[i], &index);
      host->fail_eq_at = 0;
      if (!host->blown) break;
      CHECK_SAME(found, PM_FIND_FAILED);
      CHECK_SAME(index, 77);
    }
  }
}
static void test_find_fails(void) {
  with_every_body(run_find_fails);
}

static void run_copy(struct world *world, struct body *body, uint32_t n) {
  struct body copy = {.hash = {0}}, was = *body;
  (void)world;
  pm_body_copy(copy.hash, copy.entry, body->hash, body->entry, n);
  check_prefix(&copy, body, 0, n);
  check_entry(&copy, n, 0, NULL, NULL); /* nothing behind */
  CHECK(memcmp(&was, body, sizeof was) == 0);
}
static void test_copy(void) {
  with_every_body(run_copy);
}

static void run_append(struct world *world, struct body *body, uint32_t n) {
  struct body copy = {.hash = {0}};
  pm_object *key = world->key[n], *value = world->value[3];
  long before = world->host.object_refs;
  pm_body_append(&world->host, copy.hash, copy.entry, body->hash, body->entry, n, key->hash,
                 key, value);
  check_prefix(&copy, body, 0, n);
  check_entry(&copy, n, key->hash, key, value);
  CHECK_SAME(world->host.object_refs, before + 2 * (n + 1));
  pm_body_release(&world->host, copy.entry, n + 1);
  CHECK_SAME(world->host.object_refs, before);
}
static void test_append(void) {
  with_every_body(run_append);
}

static void run_replace(struct world *world, struct body *body, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    struct body copy = {.hash = {0}};
    pm_body_replace(copy.hash, copy.entry, body->hash, body->entry, n, i, world->value_twin[2]);
    check_prefix(&copy, body, 0, i);
    check_entry(&copy, i, body->hash[i], body->entry[i].key, world->value_twin[2]);
    check_prefix(&copy, body, i + 1, n);
  }
}
static void test_replace(void) {
  with_every_body(run_replace);
}

static void run_remove(struct world *world, struct body *body, uint32_t n) {
  (void)world;
  for (uint32_t i = 0; i < n; i++) {
    struct body copy = {.hash = {0}};
    pm_body_remove(copy.hash, copy.entry, body->hash, body->entry, n, i);
    check_prefix(&copy, body, 0, i);
    if (i < n - 1) { /* the last entry fills the hole */
      check_entry(&copy, i, body->hash[n - 1], body->entry[n - 1].key,
                  body->entry[n - 1].value);
      check_prefix(&copy, body, i + 1, n - 1);
    }
    check_entry(&copy, n - 1, 0, NULL, NULL);
  }
}
static void test_remove(void) {
  with_every_body(run_remove);
}

static void run_fill(struct world *world, struct body *body, uint32_t n) {
  struct pm_item items[N];
  struct body copy = {.hash = {0}};
  (void)world;
  pm_items_copy(items, body->hash, body->entry, n, 5);
  for (uint32_t i = 0; i < n; i++) CHECK_SAME(items[i].flags, 5);
  pm_body_fill(copy.hash, copy.entry, items, n);
  check_prefix(&copy, body, 0, n);
}
static void test_fill(void) {
  with_every_body(run_fill);
}

static void run_retain(struct world *world, struct body *body, uint32_t n) {
  long before = world->host.object_refs;
  pm_body_retain(&world->host, body->entry, n);
  CHECK_SAME(world->host.object_refs, before + 2 * n);
  for (uint32_t i = 0; i < n; i++) CHECK_SAME(world->key[i]->refs, 2);
  pm_body_release(&world->host, body->entry, n);
  CHECK_SAME(world->host.object_refs, before);
  for (uint32_t i = 0; i < n; i++) CHECK_SAME(world->key[i]->refs, 1);
}
static void test_retain_release(void) {
  with_every_body(run_retain);
}

static enum pm_equal equal(struct world *world, struct body *a, struct body *b, uint32_t n) {
  return pm_body_equal(&world->host, a->hash, a->entry, b->hash, b->entry, n);
}

/* The other body in reverse order with twins; then one key, one value is another. */
static void run_equal(struct world *world, struct body *body, uint32_t n) {
  struct body other;
  body_of(world, &other, 0);
  for (uint32_t i = 0; i < n; i++) {
    other.hash[i] = world->twin[n - 1 - i]->hash;
    other.entry[i] =
        (struct pm_entry){world->twin[n - 1 - i], world->value_twin[(n - 1 - i) % VALUES]};
  }
  CHECK_SAME(equal(world, body, body, n), PM_EQUAL);
  CHECK_SAME(equal(world, body, &other, n), PM_EQUAL);
  for (uint32_t i = 0; i < n; i++) {
    struct body changed = other;
    changed.entry[i].value = world->value[(n + VALUES - i) % VALUES];
    CHECK_SAME(equal(world, body, &changed, n), PM_DIFFERENT);
    changed = other;
    changed.entry[i].key = world->key[N];
    changed.hash[i] = world->key[N]->hash;
    CHECK_SAME(equal(world, body, &changed, n), PM_DIFFERENT);
  }
  for (unsigned long k = 1;; k++) {
    world->host.blown = false;
    world->host.fail_eq_at = k;
    enum pm_equal outcome = equal(world, body, &other, n);
    world->host.fail_eq_at = 0;
    if (!world->host.blown) break;
    CHECK_SAME(outcome, PM_EQUAL_FAILED);
  }
}
static void test_equal(void) {
  with_every_body(run_equal);
}

/* Of each constructor: contents, flags, one reference each, and what a failure leaves. */
static void check_leaf(struct world *world, struct pm_node *leaf, struct body *wanted,
                       uint32_t n, uint32_t flags) {
  CHECK(leaf);
  CHECK_SAME(leaf->count, n);
  CHECK_SAME(leaf->width, 0);
  CHECK_SAME(leaf->flags, flags);
  for (uint32_t i = 0; i < n; i++) {
    CHECK_SAME(pm_leaf_hashes(leaf)[i], wanted->hash[i]);
    CHECK(pm_leaf_entries(leaf)[i].key == wanted->entry[i].key);
    CHECK(pm_leaf_entries(leaf)[i].value == wanted->entry[i].value);
  }
  long before = world->host.object_refs;
  pm_node_release(&world->host, leaf);
  CHECK_SAME(world->host.object_refs, before - 2 * n);
  CHECK_SAME(world->host.nodes, 0);
}

static void run_nodes(struct world *world, struct body *body, uint32_t n) {
  struct pm_host *host = &world->host;
  struct body wanted;
  pm_object *key = world->key[n], *value = world->value[1]; /* value[1] has flag 128 */
  uint32_t *hash = body->hash;
  struct pm_entry *entry = body->entry;
  if (n > 0) check_leaf(world, pm_leaf_copy(host, hash, entry, n, 3), body, n, 3);
  pm_body_append(host, wanted.hash, wanted.entry, hash, entry, n, key->hash, key, value);
  pm_body_release(host, wanted.entry, n + 1);
  check_leaf(world, pm_leaf_append(host, hash, entry, n, 2, key->hash, key, value), &wanted,
             n + 1, 2 | 128 | key->flags);
  for (uint32_t i = 0; i < n; i++) {
    pm_body_replace(wanted.hash, wanted.entry, hash, entry, n, i, value);
    check_leaf(world, pm_leaf_replace(host, hash, entry, n, 1, i, value), &wanted, n, 1 | 128);
    if (n < 2) continue;
    pm_body_remove(wanted.hash, wanted.entry, hash, entry, n, i);
    check_leaf(world, pm_leaf_remove(host, hash, entry, n, 9, i), &wanted, n - 1, 9);
  }
  wanted.hash[0] = key->hash;
  wanted.entry[0] = (struct pm_entry){key, value};
  check_leaf(world, pm_leaf_one(host, key->hash, key, value), &wanted, 1, 128 | key->flags);
}
static void test_nodes(void) {
  with_every_body(run_nodes);
}

static void run_take(struct world *world, struct body *body, uint32_t n) {
  struct pm_host *host = &world->host;
  struct pm_item items[N];
  if (n == 0) return;
  for (int fails = 0; fails < 2; fails++) {
    long before = host->object_refs;
    pm_items_copy(items, body->hash, body->entry, n, 0);
    items[n - 1].flags = 4;
    pm_items_retain(host, items, n);
    host->fail_alloc_at = (unsigned long)fails;
    struct pm_node *leaf = pm_leaf_take(host, items, n);
    if (fails)
      CHECK(!leaf);
    else
      check_leaf(world, leaf, body, n, 4);
    CHECK_SAME(host->object_refs, before);
  }
}
static void test_take(void) {
  with_every_body(run_take);
}

static void run_nodes_fail(struct world *world, struct body *body, uint32_t n) {
  struct pm_host *host = &world->host;
  long before = host->object_refs;
  pm_object *key = world->key[n], *value = world->value[1];
  uint32_t *hash = body->hash;
  struct pm_entry *entry = body->entry;
  for (int which = 0; which < 5; which++) {
    struct pm_node *leaf = NULL;
    if (n < 2) continue;
    host->fail_alloc_at = 1;
    if (which == 0) leaf = pm_leaf_copy(host, hash, entry, n, 0);
    if (which == 1) leaf = pm_leaf_append(host, hash, entry, n, 0, key->hash, key, value);
    if (which == 2) leaf = pm_leaf_replace(host, hash, entry, n, 0, n / 2, value);
    if (which == 3) leaf = pm_leaf_remove(host, hash, entry, n, 0, n / 2);
    if (which == 4) leaf = pm_leaf_one(host, key->hash, key, value);
    CHECK(!leaf);
    CHECK_SAME(host->fail_alloc_at, 0);
    CHECK_SAME(host->object_refs, before);
  }
}
static void test_nodes_fail(void) {
  with_every_body(run_nodes_fail);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_find),    TEST(test_find_fails), TEST(test_copy), TEST(test_append),
      TEST(test_replace), TEST(test_remove),     TEST(test_fill), TEST(test_retain_release),
      TEST(test_equal),   TEST(test_nodes),      TEST(test_take), TEST(test_nodes_fail),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
