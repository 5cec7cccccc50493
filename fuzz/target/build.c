/* build: a bulk build, a merge and a diff each come to the same as one change after another:
 * the same content and the same shape, and equality says so. */
#include "run.h"

#define MOST 200u
#define TIMES 12u /* 200 * 12 items: enough for the sort's wide digits */

struct sequence {
  struct seed at[MOST * TIMES];
  uint32_t n;
};

/* Keys as they come, or a run of them: large maps from short inputs. */
static void sequence_read(struct run *run, struct sequence *sequence) {
  uint32_t n = read_below(&run->in, MOST + 1), stride = read_below(&run->in, 8);
  uint32_t id = read_below(&run->in, FUZZ_KEYS);
  sequence->n = n;
  for (uint32_t i = 0; i < n; i++) {
    uint32_t payload = i;
    if (stride == 0 || i % 64 == 63) id = read_below(&run->in, FUZZ_KEYS);
    if (stride == 0) payload = read_byte(&run->in);
    sequence->at[i] = (struct seed){new_key(run, id), new_value(run, payload)};
    id = (id + stride) % FUZZ_KEYS;
  }
}

/* The same keys and values again and again: duplicates by the thousand. */
static void sequence_repeat(struct run *run, struct sequence *sequence) {
  uint32_t times = 1 + read_byte(&run->in), n = sequence->n;
  if (times > TIMES) return;
  sequence->n = n * times;
  for (uint32_t i = 0; i < sequence->n; i++) {
    sequence->at[i] = sequence->at[i % n];
    if (i < n) continue;
    pm_object_retain(&run->host, sequence->at[i].key);
    pm_object_retain(&run->host, sequence->at[i].value);
  }
}

static void sequence_drop(struct run *run, struct sequence *sequence) {
  for (uint32_t i = 0; i < sequence->n; i++) {
    pm_object_release(&run->host, sequence->at[i].key);
    pm_object_release(&run->host, sequence->at[i].value);
  }
}

static struct version *in_bulk(struct run *run, struct sequence *sequence, enum pm_form form) {
  struct call call = {
      .make = call_build, .seeds = sequence->at, .n = sequence->n, .form = form};
  perform(run, &call);
  return call.out;
}

/* The version after one change; takes it. */
static struct version *changed(struct run *run, struct version *version, pm_object *key,
                               pm_object *value) {
  struct call call = {
      .make = value ? call_with : call_without, .a = version, .key = key, .value = value};
  perform(run, &call);
  version_drop(run, version);
  return call.out;
}

static struct version *one_by_one(struct run *run, struct version *base,
                                  struct sequence *sequence) {
  struct version *version = version_hold(base);
  uint32_t sweep = run->plan.sweep;
  run->plan.sweep = 0; /* hooks fail in bulk calls; for single changes see faults */
  for (uint32_t i = 0; i < sequence->n; i++)
    version = changed(run, version, sequence->at[i].key, sequence->at[i].value);
  run->plan.sweep = sweep;
  return version;
}

static struct version *merged(struct run *run, struct version *a, struct version *b) {
  struct call call = {.make = call_merge, .a = a, .b = b};
  perform(run, &call);
  return call.out;
}

/* Applies the changes from a to b to a, one by one. */
static struct version *patched(struct run *run, struct version *a, struct version *b) {
  struct differ *differ = &run->differ[0];
  struct version *version = version_hold(a);
  differ_start(run, differ, a, b);
  while (differ_step(run, differ)) {
    pm_object *key = differ->change.key;
    version = changed(run, version, key, differ->change.after);
  }
  differ_end(run, differ);
  return version;
}

/* Takes both. */
static void expect_equal(struct run *run, struct version *a, struct version *b) {
  struct call call = {.make = call_equal, .a = a, .b = b};
  CHECK(model_equal(&a->model, &b->model));
  perform(run, &call);
  if (a->model.form == b->model.form) {
    struct pm_measure ma = pm_map_measure(a->map), mb = pm_map_measure(b->map);
    CHECK(ma.nodes == mb.nodes && ma.bytes == mb.bytes); /* flags are sticky */
  }
  version_drop(run, a);
  version_drop(run, b);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  static const struct sequence nothing;
  struct run *run = run_begin(data, size, PLAN_HASH | PLAN_FAIL);
  enum pm_form form = read_byte(&run->in) % 2 ? PM_TRIE : PM_SMALL;
  struct sequence first, second, none = nothing;
  sequence_read(run, &first);
  sequence_read(run, &second);
  sequence_repeat(run, &first);
  struct version *empty = in_bulk(run, &none, form);
  struct version *a = in_bulk(run, &first, form), *b = in_bulk(run, &second, PM_SMALL);

  expect_equal(run, version_hold(a), one_by_one(run, empty, &first));
  expect_equal(run, merged(run, a, b), one_by_one(run, a, &second));
  expect_equal(run, merged(run, b, a), one_by_one(run, b, &first));
  expect_equal(run, version_hold(b), patched(run, a, b));
  expect_equal(run, version_hold(a), patched(run, b, a));

  version_drop(run, empty);
  version_drop(run, a);
  version_drop(run, b);
  sequence_drop(run, &first);
  sequence_drop(run, &second);
  run_settle(run);
  run_end(run);
  return 0;
}
