/* The steps an input is made of. A step holds what it works on: hooks may change any slot. */
#include "run.h"

#include <stdlib.h>

static struct version *read_version(struct run *run) {
  return version_hold(run->slot[read_below(&run->in, SLOTS)]);
}

static uint32_t read_id(struct run *run) {
  return read_below(&run->in, FUZZ_KEYS);
}

/* Puts the result of a call, if any, where the input says. */
static void finish(struct run *run, struct call *call, uint32_t slot) {
  if (call->out) slot_set(run, slot, call->out);
  if (call->a) version_drop(run, call->a);
  if (call->b) version_drop(run, call->b);
  if (call->key) pm_object_release(&run->host, call->key);
  if (call->value) pm_object_release(&run->host, call->value);
}

/* ---- One key ---- */

/* A new value, or the very one that some version holds for the key. */
static pm_object *read_value(struct run *run, uint32_t id) {
  uint32_t from = read_byte(&run->in);
  if (from & 4) return new_value(run, from);
  const struct pair *pair = &run->slot[from / 8 % SLOTS]->model.at[id];
  if (!pair->key) return new_value(run, from);
  pm_object_retain(&run->host, pair->value);
  return pair->value;
}

/* A new key object, or the very one that some version holds. */
static pm_object *read_key(struct run *run) {
  uint32_t id = read_id(run), from = read_byte(&run->in);
  const struct pair *pair = &run->slot[from % SLOTS]->model.at[id];
  if (from >= 64 || !pair->key) return new_key(run, id);
  pm_object_retain(&run->host, pair->key);
  return pair->key;
}

static void step_with(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS);
  struct call call = {.make = call_with, .a = read_version(run), .key = read_key(run)};
  call.value = read_value(run, call.key->id);
  perform(run, &call);
  finish(run, &call, slot);
}

static void step_without(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS);
  struct call call = {.make = call_without, .a = read_version(run), .key = read_key(run)};
  perform(run, &call);
  finish(run, &call, slot);
}

static void step_find(struct run *run) {
  struct call call = {.make = call_find, .a = read_version(run), .key = read_key(run)};
  perform(run, &call);
  finish(run, &call, 0);
}

/* ---- Runs of keys, so that short inputs make large maps ---- */

struct range {
  uint32_t id, stride, n;
};

static struct range read_range(struct run *run) {
  struct range range = {.id = read_id(run), .n = read_below(&run->in, 80)};
  range.stride = 1 + read_below(&run->in, 16);
  return range;
}

static uint32_t range_next(struct range *range) {
  uint32_t id = range->id;
  range->id = (id + range->stride) % FUZZ_KEYS;
  return id;
}

static void step_range(struct run *run, bool (*make)(struct run *, struct call *)) {
  uint32_t slot = read_below(&run->in, SLOTS), payload = read_byte(&run->in);
  struct version *of = read_version(run);
  struct range range = read_range(run);
  for (uint32_t i = 0; i < range.n; i++) {
    struct call call = {.make = make, .a = of, .key = new_key(run, range_next(&range))};
    call.value = make == call_with ? new_value(run, payload + i) : NULL;
    perform(run, &call);
    of = call.out;
    call.out = NULL;
    finish(run, &call, slot);
  }
  slot_set(run, slot, of);
}

/* ---- Many keys ---- */

static void build(struct run *run, uint32_t slot, struct seed *seeds, uint32_t n,
                  enum pm_form form) {
  struct call call = {.make = call_build, .seeds = seeds, .n = n, .form = form};
  perform(run, &call);
  slot_set(run, slot, call.out);
}

static void seeds_drop(struct run *run, struct seed *seeds, uint32_t n) {
  for (uint32_t i = 0; i < n; i++) {
    pm_object_release(&run->host, seeds[i].key);
    pm_object_release(&run->host, seeds[i].value);
  }
  free(seeds);
}

/* From keys in the input, repeated ones among them. */
static void step_build(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS);
  enum pm_form form = read_byte(&run->in) % 2 ? PM_TRIE : PM_SMALL;
  struct range range = read_range(run);
  uint32_t repeat = 1 + read_below(&run->in, 80), n = 2 * range.n;
  struct seed *seeds = malloc((n ? n : 1) * sizeof *seeds);
  CHECK(seeds != NULL);
  struct range again = range;
  for (uint32_t i = 0; i < n; i++) {
    if (i % repeat == repeat - 1) again = range;
    seeds[i].key = new_key(run, range_next(i % 2 ? &again : &range));
    seeds[i].value = new_value(run, i / 2);
  }
  build(run, slot, seeds, n, form);
  seeds_drop(run, seeds, n);
}

/* From all a version holds: the result must be equal, and of the same shape if both are
 * tries. */
static void step_rebuild(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS), n = 0;
  enum pm_form form = read_byte(&run->in) % 2 ? PM_TRIE : PM_SMALL;
  uint32_t rotate = read_below(&run->in, FUZZ_KEYS);
  struct version *of = read_version(run);
  struct seed *seeds = malloc(FUZZ_KEYS * sizeof *seeds);
  CHECK(seeds != NULL);
  for (uint32_t i = 0; i < FUZZ_KEYS; i++) {
    const struct pair *pair = &of->model.at[(i + rotate) % FUZZ_KEYS];
    if (!pair->key) continue;
    pm_object_retain(&run->host, pair->key);
    pm_object_retain(&run->host, pair->value);
    seeds[n++] = (struct seed){pair->key, pair->value};
  }
  struct call call = {.make = call_build, .seeds = seeds, .n = n, .form = form};
  perform(run, &call);
  CHECK(model_same(&call.out->model, &of->model));
  if (call.out->model.form == PM_TRIE && of->model.form == PM_TRIE) {
    struct pm_measure a = pm_map_measure(of->map), b = pm_map_measure(call.out->map);
    CHECK(a.nodes == b.nodes && a.bytes == b.bytes); /* flags are sticky */
  }
  struct call equal = {.make = call_equal, .a = of, .b = version_hold(call.out)};
  perform(run, &equal);
  slot_set(run, slot, call.out);
  finish(run, &equal, slot);
  seeds_drop(run, seeds, n);
}

/* ---- Two versions ---- */

static void step_merge(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS);
  struct call call = {.make = call_merge, .a = read_version(run), .b = read_version(run)};
  perform(run, &call);
  finish(run, &call, slot);
}

static void step_equal(struct run *run) {
  struct call call = {.make = call_equal, .a = read_version(run), .b = read_version(run)};
  perform(run, &call);
  finish(run, &call, 0);
}

static void measure_beside(struct run *run, struct version *a, struct version *b) {
  struct pm_measure told = pm_map_measure_beside(a->map, b->map);
  struct pm_measure counted = audit_measure(&run->host, a->map, b->map);
  CHECK(measure_same(told, counted));
}

static void step_measure(struct run *run) {
  struct version *a = read_version(run), *b = read_version(run);
  measure_beside(run, a, b);
  version_drop(run, a);
  version_drop(run, b);
}

/* What two versions one step apart must show, both ways round. */
static void compare(struct run *run, struct version *a, struct version *b) {
  struct call equal = {.make = call_equal, .a = a, .b = b};
  struct call merge = {.make = call_merge, .a = a, .b = b};
  perform(run, &equal);
  perform(run, &merge);
  version_drop(run, merge.out);
  differ_start(run, &run->differ[0], a, b);
  while (differ_step(run, &run->differ[0])) continue;
  measure_beside(run, a, b);
}

/* A near relative: one key replaced by another, or given another value. */
static void step_near(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS), how = read_byte(&run->in);
  struct version *a = read_version(run), *b = version_hold(a);
  if (how & 1) {
    struct call call = {.make = call_without, .a = b, .key = read_key(run)};
    perform(run, &call);
    b = call.out;
    call.out = NULL;
    finish(run, &call, slot);
  }
  if (how & 2) {
    struct call call = {.make = call_with, .a = b, .key = read_key(run)};
    call.value = read_value(run, call.key->id);
    perform(run, &call);
    b = call.out;
    call.out = NULL;
    finish(run, &call, slot);
  }
  compare(run, a, b);
  compare(run, b, a);
  version_drop(run, a);
  slot_set(run, slot, b);
}

static void step_moves(struct run *run) {
  struct version *of = read_version(run);
  uint32_t from = read_id(run);
  check_moves(run, of, from, read_id(run));
  version_drop(run, of);
}

/* ---- Iterating, dropping ---- */

static void step_walk(struct run *run) {
  struct walk *walk = &run->walk[read_below(&run->in, WALKS)];
  uint32_t steps = read_byte(&run->in);
  if (steps % 4 == 0) {
    struct version *of = read_version(run);
    walk_start(run, walk, of);
    version_drop(run, of);
  }
  for (uint32_t i = 0; i < steps / 4 && walk->of; i++) walk_step(run, walk);
}

static void step_diff(struct run *run) {
  struct differ *differ = &run->differ[read_below(&run->in, WALKS)];
  uint32_t steps = read_byte(&run->in);
  if (steps % 4 == 0) {
    struct version *a = read_version(run), *b = read_version(run);
    differ_start(run, differ, a, b);
    version_drop(run, a);
    version_drop(run, b);
  }
  if (steps % 4 == 1) differ_end(run, differ);
  for (uint32_t i = 0; i < steps / 4; i++)
    if (!differ_step(run, differ)) break;
}

/* A slot is emptied: another takes an empty map's place, or shares one. */
static void step_drop(struct run *run) {
  uint32_t slot = read_below(&run->in, SLOTS), how = read_byte(&run->in);
  if (how < 128)
    slot_set(run, slot, version_hold(run->slot[how % SLOTS]));
  else
    build(run, slot, NULL, 0, how % 2 ? PM_TRIE : PM_SMALL);
}

static void step_drop_all(struct run *run) {
  for (uint32_t slot = 0; slot < SLOTS; slot++) build(run, slot, NULL, 0, PM_SMALL);
}

/* ---- The next step ---- */

void step(struct run *run) {
  switch (read_below(&run->in, 24)) {
  case 0:
  case 1:
  case 2: step_with(run); break;
  case 3:
  case 4:
  case 5: step_without(run); break;
  case 6: step_find(run); break;
  case 7:
  case 8: step_range(run, call_with); break;
  case 9: step_range(run, call_without); break;
  case 10: step_build(run); break;
  case 11: step_rebuild(run); break;
  case 12:
  case 13: step_merge(run); break;
  case 14: step_equal(run); break;
  case 15: step_measure(run); break;
  case 16: step_walk(run); break;
  case 17: step_diff(run); break;
  case 18: step_drop(run); break;
  case 19:
  case 20:
  case 21: step_near(run); break;
  case 22: step_moves(run); break;
  default: step_drop_all(run); break;
  }
}
