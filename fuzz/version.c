/* Versions: maps beside their models. */
#include "run.h"

#include <stdlib.h>

/* Keys looked up in a full check: all of them in turn, over a few checks. */
#define PROBES 24

static uint64_t content_digest(struct pm_map *map) {
  struct pm_cursor cursor;
  struct pm_entry *entry;
  uint64_t sum = map->count;
  pm_cursor_start(&cursor, map);
  while ((entry = pm_cursor_next(&cursor)))
    sum += ((uintptr_t)entry->key * 31 + (uintptr_t)entry->value) * 0x9E3779B97F4A7C15u;
  return sum;
}

struct version *version_new(struct run *run, struct pm_map *map, const struct model *model) {
  struct version *version = malloc(sizeof *version);
  CHECK(version != NULL);
  version->refs = 1;
  version->map = map;
  version->model = *model;
  version->digest = content_digest(map);
  version->prev = NULL;
  version->next = run->versions;
  if (version->next) version->next->prev = version;
  run->versions = version;
  return version;
}

struct version *version_hold(struct version *version) {
  version->refs++;
  return version;
}

void version_drop(struct run *run, struct version *version) {
  if (--version->refs > 0) return;
  struct pm_map *map = version->map;
  if (version->prev)
    version->prev->next = version->next;
  else
    run->versions = version->next;
  if (version->next) version->next->prev = version->prev;
  free(version);
  host_map_release(&run->host, map);
}

void slot_set(struct run *run, uint32_t slot, struct version *version) {
  struct version *old = run->slot[slot];
  run->slot[slot] = version;
  if (old) version_drop(run, old);
}

/* ---- Checking ---- */

static void check_entries(struct version *version) {
  const struct model *model = &version->model;
  struct pm_cursor cursor;
  struct pm_entry *entry;
  uint32_t n = 0, last = 0;
  pm_cursor_start(&cursor, version->map);
  while ((entry = pm_cursor_next(&cursor))) {
    const struct pair *pair = &model->at[entry->key->id];
    CHECK(pair->key == entry->key && pair->value == entry->value);
    if (n > 0 && model->form == PM_SMALL && model->ordered) CHECK(pair->when > last);
    last = pair->when;
    n++;
  }
  CHECK(n == model->count);
  CHECK(pm_cursor_next(&cursor) == NULL);
}

void version_probe(struct run *run, struct version *version, uint32_t id) {
  const struct pair *pair = &version->model.at[id];
  struct toy probe = {.refs = 1, .is_key = true, .id = id, .hash = key_hash(run, id)};
  pm_object *value = &probe;
  run->host.quiet++;
  enum pm_found found = pm_find(&run->host, version->map, probe.hash, &probe, &value);
  run->host.quiet--;
  CHECK(found == (pair->key ? PM_FOUND : PM_ABSENT));
  CHECK(value == (pair->key ? pair->value : &probe));
}

void version_same(struct version *version) {
  CHECK(version->map->count == version->model.count);
  CHECK(version->digest == content_digest(version->map));
}

void version_check(struct run *run, struct version *version) {
  struct pm_map *map = version->map;
  run->host.quiet++;
  version_same(version);
  CHECK(map->form == version->model.form);
  const char *broken = pm_check(&run->host, map);
  if (broken) fuzz_broken(__FILE__, __LINE__, broken);
  check_entries(version);
  for (uint32_t i = 0; i < PROBES; i++)
    version_probe(run, version, run->probe++ * 7 % FUZZ_KEYS);
  struct pm_measure counted = audit_measure(&run->host, map, NULL);
  struct pm_measure told = pm_map_measure(map);
  CHECK(measure_same(told, counted));
  run->host.quiet--;
}
