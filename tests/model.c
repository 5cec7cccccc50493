#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- Hashes ---- */

const char *pattern_name(enum pattern pattern) {
  static const char *const name[HASH_PATTERNS] = {"spread", "sequential", "top",    "pairs",
                                                  "few",    "equal",      "top 5",  "top 10",
                                                  "top 15", "top 20",     "top 25", "top 30"};
  return name[pattern];
}

static uint32_t random_hash(uint32_t i) {
  struct dice dice = {i};
  return (uint32_t)(dice_roll(&dice) >> 32);
}

static uint32_t reversed(uint32_t i) {
  uint32_t r = 0;
  for (int bit = 0; bit < 32; bit++) r |= (i >> bit & 1) << (31 - bit);
  return r;
}

uint32_t pattern_hash(enum pattern pattern, uint32_t i) {
  switch (pattern) {
  case HASH_SPREAD: return random_hash(i);
  case HASH_SEQUENTIAL: return i;
  case HASH_TOP: return reversed(i);
  case HASH_PAIRS: return random_hash(i / 2);
  case HASH_FEW: return random_hash(i % 8);
  case HASH_EQUAL: return 0xfeedf00d;
  default: break;
  }
  uint32_t equal_bits = 5 * (1 + (uint32_t)(pattern - HASH_TOP_5));
  return (0xb5ad4ecd & ~(UINT32_MAX >> equal_bits)) | random_hash(i) >> equal_bits;
}

bool pattern_swept(enum pattern pattern) {
  return pattern == HASH_SPREAD || pattern == HASH_SEQUENTIAL || pattern == HASH_FEW ||
         pattern == HASH_EQUAL || pattern == HASH_TOP_30;
}

/* ---- The world ---- */

static void *allocate(size_t n, size_t size) {
  void *memory = calloc(n ? n : 1, size);
  CHECK(memory);
  return memory;
}

void world_start(struct world *world, uint32_t n, enum pattern pattern) {
  memset(world, 0, sizeof *world);
  world->n = n;
  world->key = allocate(n, sizeof *world->key);
  world->twin = allocate(n, sizeof *world->twin);
  for (uint32_t i = 0; i < n; i++) {
    uint32_t hash = pattern_hash(pattern, i);
    world->key[i] = host_object(&world->host, i + 1, hash);
    world->twin[i] = host_object(&world->host, i + 1, hash);
    world->key[i]->flags = i % 3 == 0 ? 1u << i % 7 : 0;
  }
  for (uint32_t i = 0; i < VALUES; i++) {
    world->value[i] = host_object(&world->host, i + 1, 0);
    world->value_twin[i] = host_object(&world->host, i + 1, 0);
  }
  world->value[1]->flags = 128;
}

void world_end(struct world *world) {
  world->host.inside = true;
  while (world->versions > 0) version_drop(world, world->version[0]);
  for (uint32_t i = 0; i < world->n; i++) {
    pm_object_release(&world->host, world->key[i]);
    pm_object_release(&world->host, world->twin[i]);
  }
  for (uint32_t i = 0; i < VALUES; i++) {
    pm_object_release(&world->host, world->value[i]);
    pm_object_release(&world->host, world->value_twin[i]);
  }
  free(world->key);
  free(world->twin);
  host_expect_empty(&world->host);
}

/* ---- Versions ---- */

struct version *version_new(struct world *world, const struct version *model) {
  struct version *version = allocate(1, sizeof *version);
  version->key = allocate(world->n, sizeof *version->key);
  version->value = allocate(world->n, sizeof *version->value);
  if (model) {
    version->count = model->count;
    memcpy(version->key, model->key, world->n * sizeof *version->key);
    memcpy(version->value, model->value, world->n * sizeof *version->value);
  }
  return version;
}

struct version *version_keep(struct world *world, struct version *version, struct pm_map *map) {
  CHECK(world->versions < VERSIONS_MAX);
  version->map = map;
  world->version[world->versions++] = version;
  return version;
}

void version_drop(struct world *world, struct version *version) {
  uint32_t at = 0;
  while (world->version[at] != version) at++;
  world->version[at] = world->version[--world->versions];
  host_map_release(&world->host, version->map);
  free(version->key);
  free(version->value);
  free(version);
}

static void check_lookup(struct world *world, struct version *version, uint32_t i) {
  pm_object *value = NULL, *asked = (i + version->count) % 2 ? world->key[i] : world->twin[i];
  enum pm_found found = pm_find(&world->host, version->map, asked->hash, asked, &value);
  CHECK_SAME(found, version->value[i] ? PM_FOUND : PM_ABSENT);
  CHECK(value == version->value[i]);
}

static void check_iteration(struct world *world, struct version *version) {
  bool *seen = allocate(world->n, sizeof *seen);
  struct pm_cursor cursor;
  struct pm_entry *entry;
  uint32_t count = 0;
  pm_cursor_start(&cursor, version->map);
  while ((entry = pm_cursor_next(&cursor))) {
    uint32_t i = entry->key->id - 1;
    CHECK(!seen[i]);
    seen[i] = true;
    CHECK(entry->key == version->key[i]);
    CHECK(entry->value == version->value[i]);
    CHECK((version->map->flags & entry->key->flags) == entry->key->flags);
    CHECK((version->map->flags & entry->value->flags) == entry->value->flags);
    count++;
  }
  CHECK_SAME(count, version->count);
  CHECK(!pm_cursor_next(&cursor));
  free(seen);
}

void version_check(struct world *world, struct version *version) {
  bool inside = world->host.inside;
  world->host.inside = true; /* no fuse, no re-entry meanwhile */
  host_expect_sealed(version->map);
  const char *broken = pm_check(&world->host, version->map);
  if (broken) fprintf(stderr, "pm_check says: %s\n", broken);
  CHECK(!broken);
  CHECK_SAME(version->map->count, version->count);
  for (uint32_t i = 0; i < world->n; i++) check_lookup(world, version, i);
  check_iteration(world, version);
  world->host.inside = inside;
}

void world_check(struct world *world) {
  for (uint32_t v = 0; v < world->versions; v++) version_check(world, world->version[v]);
}
