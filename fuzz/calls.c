/* One call of the library each: the outcome is the model's, a failure changes nothing. */
#include "run.h"

#include <stdlib.h>

/* ---- Around every call ---- */

/* A call fails if and only if a hook failed inside it (not inside a nested call). */
struct watch {
  uint32_t failures;
};

static struct watch watch_begin(struct run *run) {
  struct watch watch = {run->host.failures};
  run->host.failures = 0;
  return watch;
}

static void watch_end(struct run *run, struct watch watch, bool failed) {
  CHECK(failed == (run->host.failures > 0));
  run->host.failures = watch.failures;
}

/* What an output holds before a call that must not write it. */
#define UNWRITTEN ((struct pm_map *)(void *)&unwritten)
static char unwritten;

/* ---- Looking up ---- */

bool call_find(struct run *run, struct call *call) {
  const struct pair *pair = &call->a->model.at[call->key->id];
  pm_object *value = call->key;
  struct watch watch = watch_begin(run);
  enum pm_found found = pm_find(&run->host, call->a->map, call->key->hash, call->key, &value);
  watch_end(run, watch, found < 0);
  if (found < 0)
    CHECK(found == PM_FIND_FAILED);
  else
    CHECK(found == (pair->key ? PM_FOUND : PM_ABSENT));
  CHECK(value == (found == PM_FOUND ? pair->value : call->key));
  return found >= 0;
}

/* ---- One change ---- */

bool call_with(struct run *run, struct call *call) {
  const struct pair *pair = &call->a->model.at[call->key->id];
  struct pm_map *map = UNWRITTEN;
  struct watch watch = watch_begin(run);
  enum pm_with outcome =
      pm_with(&run->host, call->a->map, call->key->hash, call->key, call->value, &map);
  watch_end(run, watch, outcome < 0);
  if (outcome <= PM_SAME) CHECK(map == UNWRITTEN);
  if (outcome < 0) return false;
  if (pair->key && pair->value == call->value)
    CHECK(outcome == PM_SAME);
  else
    CHECK(outcome == (pair->key ? PM_REPLACED : PM_ADDED));
  if (outcome == PM_SAME) {
    call->out = version_hold(call->a);
    return true;
  }
  call->out = version_new(run, map, &call->a->model);
  model_put(&call->out->model, call->key, call->value);
  return true;
}

bool call_without(struct run *run, struct call *call) {
  bool present = call->a->model.at[call->key->id].key;
  struct pm_map *map = UNWRITTEN;
  struct watch watch = watch_begin(run);
  enum pm_without outcome =
      pm_without(&run->host, call->a->map, call->key->hash, call->key, &map);
  watch_end(run, watch, outcome < 0);
  if (outcome <= PM_MISSING) CHECK(map == UNWRITTEN);
  if (outcome < 0) return false;
  CHECK(outcome == (present ? PM_REMOVED : PM_MISSING));
  if (outcome == PM_MISSING) {
    call->out = version_hold(call->a);
    return true;
  }
  call->out = version_new(run, map, &call->a->model);
  model_remove(&call->out->model, call->key->id);
  return true;
}

/* ---- Many changes ---- */

bool call_build(struct run *run, struct call *call) {
  struct pm_item *items = malloc((2 * call->n + 1) * sizeof *items);
  struct model model;
  struct pm_map *map = UNWRITTEN;
  CHECK(items != NULL);
  model_empty(&model, call->form);
  for (uint32_t i = 0; i < call->n; i++) {
    const struct seed *seed = &call->seeds[i];
    items[i] = (struct pm_item){seed->key, seed->value, seed->key->hash,
                                seed->key->flags | seed->value->flags};
    pm_object_retain(&run->host, seed->key);
    pm_object_retain(&run->host, seed->value);
    model_put(&model, seed->key, seed->value);
  }
  if (call->n > PM_LEAF_MAX) model.ordered = false;
  struct watch watch = watch_begin(run);
  bool distinct =
      model.count == call->n && call->n % 2; /* the other half take the general way */
  enum pm_built built = distinct
                            ? pm_build_distinct(&run->host, items, call->n, call->form, &map)
                            : pm_build(&run->host, items, call->n, call->form, &map);
  watch_end(run, watch, built < 0);
  free(items);
  if (built < 0)
    CHECK(map == UNWRITTEN);
  else
    call->out = version_new(run, map, &model);
  return built >= 0;
}

bool call_merge(struct run *run, struct call *call) {
  struct pm_map *map = UNWRITTEN;
  struct watch watch = watch_begin(run);
  enum pm_merged outcome = pm_merge(&run->host, call->a->map, call->b->map, &map);
  watch_end(run, watch, outcome < 0);
  if (outcome <= PM_MERGE_SAME) CHECK(map == UNWRITTEN);
  if (outcome < 0) return false;
  struct model model = call->a->model;
  model_update(&model, &call->b->model);
  CHECK(outcome == (model_same(&model, &call->a->model) ? PM_MERGE_SAME : PM_MERGED));
  if (outcome == PM_MERGE_SAME) {
    call->out = version_hold(call->a);
    return true;
  }
  if (call->b->model.form == PM_TRIE) model.form = PM_TRIE;
  call->out = version_new(run, map, &model);
  return true;
}

/* ---- Two versions ---- */

bool call_equal(struct run *run, struct call *call) {
  struct watch watch = watch_begin(run);
  enum pm_equal equal = pm_equal(&run->host, call->a->map, call->b->map);
  watch_end(run, watch, equal < 0);
  if (equal < 0) return false;
  CHECK(equal == (model_equal(&call->a->model, &call->b->model) ? PM_EQUAL : PM_DIFFERENT));
  return true;
}

bool call_diff_start(struct run *run, struct call *call) {
  struct watch watch = watch_begin(run);
  bool started = pm_diff_start(&run->host, &call->differ->diff, call->a->map, call->b->map);
  watch_end(run, watch, !started);
  return started;
}

/* The change is one that the models know, and new. */
static void check_change(struct differ *differ, const struct pm_change *change) {
  uint32_t id = change->key->id;
  const struct pair *before = &differ->before.at[id], *after = &differ->after.at[id];
  CHECK(!differ->seen[id]);
  CHECK(change->key == before->key || change->key == after->key);
  CHECK(change->before == before->value && change->after == after->value);
  CHECK(!before->key || !after->key || before->value->id != after->value->id);
  differ->seen[id] = true;
}

static void check_end(struct differ *differ) {
  for (uint32_t id = 0; id < FUZZ_KEYS; id++) {
    const struct pair *before = &differ->before.at[id], *after = &differ->after.at[id];
    bool differs =
        !before->key != !after->key || (before->key && before->value->id != after->value->id);
    CHECK(differ->seen[id] == differs);
  }
}

bool call_diff_next(struct run *run, struct call *call) {
  struct pm_change *change = &call->differ->change;
  struct watch watch = watch_begin(run);
  enum pm_diff_step step = pm_diff_next(&run->host, &call->differ->diff, change);
  watch_end(run, watch, step < 0);
  if (step == PM_DIFF_CHANGE) check_change(call->differ, change);
  if (step == PM_DIFF_END) check_end(call->differ);
  call->n = step == PM_DIFF_CHANGE;
  return step >= 0;
}

/* ---- Failing, and trying again ---- */

/* The first thirty hooks one by one, then ever wider steps: a large build calls thousands. */
static uint32_t next_victim(uint32_t k) {
  return k < 30 ? k + 1 : k + 1 + k / 3;
}

static bool attempt(struct run *run, struct call *call) {
  call->out = NULL;
  bool done = call->make(run, call);
  if (call->out) version_check(run, call->out);
  if (call->out && call->key) version_probe(run, call->out, call->key->id);
  if (!done && run->depth == 0) audit_collect(&run->host);
  return done;
}

void perform(struct run *run, struct call *call) {
  struct fuse *fail = &run->host.fail;
  for (uint32_t k = 1; run->plan.sweep; k = next_victim(k)) {
    *fail = (struct fuse){.in = k, .where = run->plan.sweep};
    bool done = attempt(run, call), reached = fail->in == 0;
    fail->in = 0;
    if (done && !reached) return; /* fewer than k hooks: all have had their turn */
    if (done && call->out) version_drop(run, call->out); /* it burned in a nested call */
    if (done && call->make == call_diff_start) pm_diff_end(&run->host, &call->differ->diff);
    if (done && call->make == call_diff_next) return; /* it has moved on */
  }
  if (attempt(run, call)) return;
  uint32_t where = fail->where;
  fail->where = 0;
  CHECK(attempt(run, call));
  fail->where = where;
}
