/* Thread stress of core/: a dozen kinds of work on maps that all threads share.
 *
 *   stress SECONDS [THREADS]
 *
 * Rounds until the time is up. In each, the main thread builds a few maps, gives every
 * thread a reference to each, drops its own, and starts the threads; they read, iterate,
 * compare, diff, merge, derive and drop versions, and leave them for each other in slots. Who drops
 * the last reference of what is left to chance. Some allocations and comparisons fail.
 * At the end of a round nothing may be left. Run under ThreadSanitizer (ci/tsan.sh). */
#define _POSIX_C_SOURCE 200809L /* pthread barriers */
#include "host.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { KEYS = 700, BASES = 4, OWN = 6, SLOTS = 8, STEPS = 1500, MAX_THREADS = 64 };

static const uint32_t base_size[BASES] = {9, 40, 220, 600};

static pm_object *keys[KEYS];
static map_slot slots[SLOTS];
static pthread_barrier_t start_line;

struct worker {
  struct pm_host host;
  struct pm_map *base[BASES]; /* owned, the same maps as every other thread's */
  struct pm_map *own[OWN];    /* owned, never NULL while the thread runs */
  uint64_t done[16];          /* steps of each kind */
};

static void check(bool ok, const char *what) {
  if (!ok) stress_fail(what);
}

/* Every 16th key collides with the others of its kind in all bits, every 5th in the top
 * bits; the rest are spread. */
static uint32_t hash_of(uint32_t number) {
  uint32_t spread = number * 2654435769u;
  if (number % 16 == 0) return 0x12345678u;
  if (number % 5 == 0) return spread & 0x3fffffu;
  return spread;
}

static pm_object *some_key(struct worker *w) {
  return keys[host_random(&w->host, KEYS)];
}

static struct pm_map *some_map(struct worker *w) {
  uint32_t i = host_random(&w->host, BASES + OWN);
  return i < BASES ? w->base[i] : w->own[i - BASES];
}

/* Takes map; the map it replaces is dropped, here or by the thread that finds it. */
static void keep(struct worker *w, struct pm_map *map) {
  uint32_t i = host_random(&w->host, OWN);
  map_release(&w->host, w->own[i]);
  w->own[i] = map;
}

static struct pm_map *build(struct pm_host *host, uint32_t n) {
  struct pm_item *items = malloc(2 * n * sizeof *items);
  if (!items) stress_fail("out of memory");
  uint32_t first = host_random(host, KEYS);
  for (uint32_t i = 0; i < n; i++) {
    pm_object *key = keys[(first + i) % KEYS];
    pm_object_retain(host, key);
    items[i] = (struct pm_item){
        .key = key,
        .value = object_new(host, key->number, 0, host_random(host, 3)),
        .hash = key->hash,
        .flags = pm_object_flags(host, key),
    };
  }
  struct pm_map *map = NULL;
  enum pm_built built = pm_build(host, items, n, PM_SMALL, &map);
  free(items);
  return built == PM_BUILT ? map : NULL;
}

/* ---- The kinds of work ---- */

static void find(struct worker *w) {
  struct pm_map *map = some_map(w);
  for (int i = 0; i < 8; i++) {
    pm_object *key = some_key(w), *value = NULL;
    if (pm_find(&w->host, map, key->hash, key, &value) != PM_FOUND) continue;
    pm_object_retain(&w->host, value); /* as a reader that outlives the map would */
    check(value->number == key->number, "find: another key's value");
    pm_object_release(&w->host, value);
  }
}

static void iterate(struct worker *w) {
  struct pm_map *map = some_map(w);
  struct pm_cursor cursor;
  uint32_t n = 0;
  pm_cursor_start(&cursor, map);
  for (struct pm_entry *entry; (entry = pm_cursor_next(&cursor)); n++)
    check(entry->key->number == entry->value->number, "iterate: another key's value");
  check(n == map->count, "iterate: wrong number of entries");
}

static void compare(struct worker *w) {
  struct pm_map *a = some_map(w), *b = some_map(w);
  enum pm_equal ab = pm_equal(&w->host, a, b), ba = pm_equal(&w->host, b, a);
  if (ab == PM_EQUAL_FAILED || ba == PM_EQUAL_FAILED) return;
  check(ab == ba, "compare: not symmetric");
  check(a != b || ab == PM_EQUAL, "compare: a map differs from itself");
}

static void diff(struct worker *w) {
  uint32_t i = host_random(&w->host, OWN);
  struct pm_map *new_map = some_map(w);
  struct pm_diff walk;
  struct pm_change change;
  if (!pm_diff_start(&w->host, &walk, w->own[i], new_map)) return;
  /* The walk must keep alive what it needs. */
  map_retain(w->base[0]);
  map_release(&w->host, w->own[i]);
  w->own[i] = w->base[0];
  enum pm_diff_step step = PM_DIFF_CHANGE;
  for (uint32_t left = host_random(&w->host, 2 * KEYS); left && step != PM_DIFF_END; left--) {
    step = pm_diff_next(&w->host, &walk, &change);
    if (step != PM_DIFF_CHANGE) continue;
    check(change.before || change.after, "diff: a change of nothing");
    check(!change.before || change.before->number == change.key->number, "diff: before");
    check(!change.after || change.after->number == change.key->number, "diff: after");
  }
  pm_diff_end(&w->host, &walk);
}

static void derive(struct worker *w) {
  struct pm_host *host = &w->host;
  struct pm_map *map = some_map(w), *out = NULL;
  pm_object *key = some_key(w), *found = NULL;
  pm_object *value = object_new(host, key->number, 0, host_random(host, 3));
  enum pm_with outcome = pm_with(host, map, key->hash, key, value, &out);
  if (outcome == PM_REPLACED || outcome == PM_ADDED) {
    check(out->count == map->count + (outcome == PM_ADDED), "derive: count");
    enum pm_found again = pm_find(host, out, key->hash, key, &found);
    check(again == PM_FIND_FAILED || (again == PM_FOUND && found == value), "derive: lost");
    keep(w, out);
  }
  pm_object_release(host, value);
}

static void derive_without(struct worker *w) {
  struct pm_host *host = &w->host;
  struct pm_map *map = some_map(w), *out = NULL;
  pm_object *key = some_key(w), *found = NULL;
  if (pm_without(host, map, key->hash, key, &out) != PM_REMOVED) return;
  check(out->count == map->count - 1, "without: count");
  check(pm_find(host, out, key->hash, key, &found) != PM_FOUND, "without: still there");
  keep(w, out);
}

static void merge(struct worker *w) {
  struct pm_host *host = &w->host;
  struct pm_map *a = some_map(w), *b = some_map(w), *out = NULL;
  if (pm_merge(host, a, b, &out) != PM_MERGED) return;
  pm_object *key = some_key(w), *in_b = NULL, *in_out = NULL;
  if (pm_find(host, b, key->hash, key, &in_b) == PM_FOUND &&
      pm_find(host, out, key->hash, key, &in_out) == PM_FOUND)
    check(in_b->version == in_out->version, "merge: the right side should win");
  keep(w, out);
}

static void build_own(struct worker *w) {
  struct pm_map *map = build(&w->host, 1 + host_random(&w->host, 60));
  if (map) keep(w, map);
}

/* Leaves a version in a slot and takes what lay there. */
static void exchange(struct worker *w) {
  uint32_t i = host_random(&w->host, OWN);
  struct pm_map *found = slot_exchange(&slots[host_random(&w->host, SLOTS)], w->own[i]);
  w->own[i] = found;
  if (found) return;
  map_retain(w->base[1]);
  w->own[i] = w->base[1];
}

/* Takes a version from a slot, keeps a reference and puts it back: from now on two threads
 * share it. */
static void share(struct worker *w) {
  map_slot *slot = &slots[host_random(&w->host, SLOTS)];
  struct pm_map *found = slot_exchange(slot, NULL);
  if (!found) return;
  map_retain(found);
  map_release(&w->host, slot_exchange(slot, found));
  keep(w, found);
}

static void examine(struct worker *w) {
  struct pm_map *map = some_map(w), *other = some_map(w);
  uint32_t fuse = w->host.fail_one_in;
  w->host.fail_one_in = 0; /* to pm_check a failed comparison is a broken invariant */
  const char *broken = pm_check(&w->host, map);
  w->host.fail_one_in = fuse;
  check(!broken, broken);
  struct pm_measure all = pm_map_measure(map), beside = pm_map_measure_beside(map, other);
  check(beside.nodes <= all.nodes, "measure: more beside another map than alone");
}

struct work {
  const char *name;
  void (*run)(struct worker *);
  uint32_t weight;
};

static const struct work works[] = {
    {"find", find, 24},  {"iterate", iterate, 6}, {"compare", compare, 10},
    {"diff", diff, 6},   {"with", derive, 24},    {"without", derive_without, 12},
    {"merge", merge, 4}, {"build", build_own, 2}, {"exchange", exchange, 6},
    {"share", share, 6}, {"examine", examine, 1},
};
enum { WORKS = sizeof works / sizeof *works };

static void *run_worker(void *argument) {
  struct worker *w = argument;
  pthread_barrier_wait(&start_line);
  for (int step = 0; step < STEPS; step++) {
    uint32_t at = host_random(&w->host, 101), kind = 0;
    while (at >= works[kind].weight) at -= works[kind++].weight;
    works[kind].run(w);
    w->done[kind]++;
  }
  for (int i = 0; i < OWN; i++) map_release(&w->host, w->own[i]);
  for (int i = 0; i < BASES; i++) map_release(&w->host, w->base[i]);
  return NULL;
}

/* ---- Rounds ---- */

static void start_worker(struct worker *w, struct pm_map **base, uint64_t seed) {
  *w = (struct worker){.host = {.random = seed * 0x9E3779B97F4A7C15u + 1, .fail_one_in = 300}};
  for (int i = 0; i < BASES; i++) {
    map_retain(base[i]);
    w->base[i] = base[i];
  }
  for (int i = 0; i < OWN; i++) {
    map_retain(base[i % BASES]);
    w->own[i] = base[i % BASES];
  }
}

/* Runs one round and checks that it leaves nothing behind. */
static void run_round(struct pm_host *host, int threads, uint64_t *done) {
  static struct worker workers[MAX_THREADS];
  pthread_t thread[MAX_THREADS];
  struct pm_map *base[BASES];
  uint64_t allocated = host->allocated, freed = host->freed;
  for (int i = 0; i < BASES; i++) base[i] = build(host, base_size[i]);
  for (int t = 0; t < threads; t++) start_worker(&workers[t], base, ++host->random);
  for (int t = 0; t < threads; t++)
    if (pthread_create(&thread[t], NULL, run_worker, &workers[t])) stress_fail("no thread");
  for (int i = 0; i < BASES; i++) map_release(host, base[i]);
  for (int t = 0; t < threads; t++) pthread_join(thread[t], NULL);
  for (int i = 0; i < SLOTS; i++) map_release(host, slot_exchange(&slots[i], NULL));
  allocated = host->allocated - allocated;
  freed = host->freed - freed;
  for (int t = 0; t < threads; t++) {
    allocated += workers[t].host.allocated;
    freed += workers[t].host.freed;
    for (int i = 0; i < WORKS; i++) done[i] += workers[t].done[i];
  }
  check(allocated == freed, "a round left something behind");
  for (int i = 0; i < KEYS; i++) check(keys[i]->refs == 1, "a key's count is wrong");
}

int main(int argc, char **argv) {
  double seconds = argc > 1 ? atof(argv[1]) : 60;
  int threads = argc > 2 ? atoi(argv[2]) : 8, rounds = 0;
  if (seconds <= 0 || threads < 2 || threads > MAX_THREADS) stress_fail("bad arguments");
  struct pm_host host = {.random = 88172645463325252u};
  uint64_t done[WORKS] = {0};
  for (uint32_t i = 0; i < KEYS; i++) keys[i] = object_new(&host, i, hash_of(i), 0);
  pthread_barrier_init(&start_line, NULL, (unsigned)threads);
  for (time_t start = time(NULL); difftime(time(NULL), start) < seconds; rounds++)
    run_round(&host, threads, done);
  printf("stress: %d rounds of %d threads, fanout 2^%d, leaf %d:", rounds, threads,
         PM_CHUNK_BITS, PM_LEAF_MAX);
  for (int i = 0; i < WORKS; i++)
    printf(" %s %llu", works[i].name, (unsigned long long)done[i]);
  printf("\n");
  for (int i = 0; i < KEYS; i++) pm_object_release(&host, keys[i]);
  return 0;
}
