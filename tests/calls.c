/* Operations on versions: core and model side by side. With world.sweep each call is first
 * run once for every allocation and every equality it makes, and that one fails. */
#include <stdlib.h>
#include <string.h>

#include "model.h"

enum verb { VERB_FIND, VERB_WITH, VERB_WITHOUT, VERB_BUILD, VERB_MERGE, VERB_EQUAL, VERB_DIFF };

struct call {
  enum verb verb;
  struct pm_map *a, *b;
  pm_object *key, *value;
  const struct pick *picks;
  uint32_t n;
  enum pm_form form;
  /* results */
  struct pm_map *map;
  pm_object *found;
  struct pm_change *changes;
  uint32_t changes_n, changes_room;
};

/* ---- One call ---- */

static bool all_different(const struct call *call) {
  for (uint32_t i = 0; i < call->n; i++)
    for (uint32_t j = 0; j < i; j++)
      if (call->picks[i].key->id == call->picks[j].key->id) return false;
  return true;
}

/* Every other call with different keys says so to core, which then compares none. */
static int build_once(struct pm_host *host, struct call *call) {
  struct pm_item *items = malloc(2 * call->n * sizeof *items + 1);
  CHECK(items);
  for (uint32_t i = 0; i < call->n; i++) {
    pm_object *key = call->picks[i].key, *value = call->picks[i].value;
    pm_object_retain(host, key);
    pm_object_retain(host, value);
    items[i] = (struct pm_item){key, value, key->hash, key->flags | value->flags};
  }
  unsigned long compared = host->key_eqs;
  bool distinct = call->n % 2 && all_different(call);
  int outcome = distinct ? pm_build_distinct(host, items, call->n, call->form, &call->map)
                         : pm_build(host, items, call->n, call->form, &call->map);
  if (distinct && !host->on_alloc) CHECK_SAME(host->key_eqs, compared); /* no one else does */
  free(items);
  return outcome;
}

static int diff_once(struct pm_host *host, struct call *call) {
  struct pm_diff diff;
  int step;
  call->changes_n = 0;
  if (!pm_diff_start(host, &diff, call->a, call->b)) return -1;
  for (;;) {
    struct pm_change change = {(void *)call, (void *)call, (void *)call};
    step = pm_diff_next(host, &diff, &change);
    if (step != PM_DIFF_CHANGE) {
      CHECK(change.key == (void *)call && change.before == (void *)call);
      break;
    }
    CHECK(call->changes_n < call->changes_room);
    call->changes[call->changes_n++] = change;
  }
  pm_diff_end(host, &diff);
  return step;
}

static int call_once(struct pm_host *host, struct call *call) {
  switch (call->verb) {
  case VERB_FIND: return pm_find(host, call->a, call->key->hash, call->key, &call->found);
  case VERB_WITH:
    return pm_with(host, call->a, call->key->hash, call->key, call->value, &call->map);
  case VERB_WITHOUT: return pm_without(host, call->a, call->key->hash, call->key, &call->map);
  case VERB_BUILD: return build_once(host, call);
  case VERB_MERGE: return pm_merge(host, call->a, call->b, &call->map);
  case VERB_EQUAL: return pm_equal(host, call->a, call->b);
  case VERB_DIFF: return diff_once(host, call);
  }
  return -1;
}

/* ---- Sweeps ---- */

struct balance {
  long objects, nodes, maps, scratch, node_bytes, object_refs, node_refs;
};

static struct balance balance_of(struct pm_host *host) {
  return (struct balance){host->objects,    host->nodes,       host->maps,     host->scratch,
                          host->node_bytes, host->object_refs, host->node_refs};
}

static void check_balance(struct balance was, struct pm_host *host) {
  struct balance is = balance_of(host);
  CHECK_SAME(is.scratch, was.scratch);
  CHECK_SAME(is.maps, was.maps);
  CHECK_SAME(is.nodes, was.nodes);
  CHECK_SAME(is.node_bytes, was.node_bytes);
  CHECK_SAME(is.node_refs, was.node_refs);
  CHECK_SAME(is.objects, was.objects);
  CHECK_SAME(is.object_refs, was.object_refs);
}

/* Runs the call with one fuse set ever later, until it does not blow. */
static void sweep(struct world *world, struct call *call, unsigned long *fuse) {
  struct pm_host *host = &world->host;
  struct pm_map *no_map = (void *)call;
  pm_object *no_object = (void *)world;
  for (unsigned long k = 1;; k++) {
    struct balance was = balance_of(host);
    call->map = no_map;
    call->found = no_object;
    host->blown = false;
    *fuse = k;
    int outcome = call_once(host, call);
    *fuse = 0;
    if (!host->blown) {
      CHECK(outcome >= 0);
      if (call->map != no_map) host_map_release(host, call->map);
      check_balance(was, host);
      return;
    }
    CHECK(outcome < 0);
    CHECK(call->map == no_map);
    CHECK(call->found == no_object);
    check_balance(was, host);
    if (call->a) host_expect_sealed(call->a);
    if (call->b) host_expect_sealed(call->b);
  }
}

static int world_call(struct world *world, struct call *call) {
  if (world->sweep) {
    sweep(world, call, &world->host.fail_alloc_at);
    sweep(world, call, &world->host.fail_eq_at);
    world_check(world);
  }
  struct balance was = balance_of(&world->host);
  call->map = NULL;
  call->found = (void *)world;
  int outcome = call_once(&world->host, call);
  CHECK(outcome >= 0);
  if (!call->map && !world->reentered) check_balance(was, &world->host);
  return outcome;
}

/* ---- The operations ---- */

static void model_put(struct version *model, pm_object *key, pm_object *value) {
  uint32_t i = key->id - 1;
  if (!model->value[i]) {
    model->key[i] = key;
    model->count++;
  }
  model->value[i] = value;
}

void world_find(struct world *world, struct version *version, pm_object *key) {
  struct call call = {.verb = VERB_FIND, .a = version->map, .key = key};
  pm_object *value = version->value[key->id - 1];
  CHECK_SAME(world_call(world, &call), value ? PM_FOUND : PM_ABSENT);
  CHECK(call.found == (value ? value : (void *)world)); /* absent: not written */
}

struct version *world_with(struct world *world, struct version *from, pm_object *key,
                           pm_object *value) {
  struct call call = {.verb = VERB_WITH, .a = from->map, .key = key, .value = value};
  pm_object *was = from->value[key->id - 1];
  enum pm_with wanted = !was ? PM_ADDED : was == value ? PM_SAME : PM_REPLACED;
  CHECK_SAME(world_call(world, &call), wanted);
  CHECK_SAME(call.map != NULL, wanted != PM_SAME);
  if (wanted == PM_SAME) return from;
  struct version *model = version_new(world, from);
  model_put(model, key, value);
  bool small = from->map->form == PM_SMALL && model->count <= PM_LEAF_MAX;
  CHECK_SAME(call.map->form, small ? PM_SMALL : PM_TRIE);
  return version_keep(world, model, call.map);
}

struct version *world_without(struct world *world, struct version *from, pm_object *key) {
  struct call call = {.verb = VERB_WITHOUT, .a = from->map, .key = key};
  uint32_t i = key->id - 1;
  CHECK_SAME(world_call(world, &call), from->value[i] ? PM_REMOVED : PM_MISSING);
  CHECK_SAME(call.map != NULL, from->value[i] != NULL);
  if (!from->value[i]) return from;
  CHECK_SAME(call.map->form, from->map->form);
  struct version *model = version_new(world, from);
  model->key[i] = model->value[i] = NULL;
  model->count--;
  return version_keep(world, model, call.map);
}

struct version *world_build(struct world *world, const struct pick *picks, uint32_t n,
                            enum pm_form form) {
  struct call call = {.verb = VERB_BUILD, .picks = picks, .n = n, .form = form};
  CHECK_SAME(world_call(world, &call), PM_BUILT);
  struct version *model = version_new(world, NULL);
  for (uint32_t i = 0; i < n; i++) model_put(model, picks[i].key, picks[i].value);
  bool small = form == PM_SMALL && model->count <= PM_LEAF_MAX;
  CHECK_SAME(call.map->form, small ? PM_SMALL : PM_TRIE);
  return version_keep(world, model, call.map);
}

struct version *world_build_first(struct world *world, uint32_t n, enum pm_form form) {
  struct pick *picks = malloc(n * sizeof *picks + 1);
  CHECK(picks);
  for (uint32_t i = 0; i < n; i++) picks[i] = (struct pick){world->key[i], world->value[0]};
  struct version *version = world_build(world, picks, n, form);
  free(picks);
  return version;
}

struct version *world_merge(struct world *world, struct version *a, struct version *b) {
  struct call call = {.verb = VERB_MERGE, .a = a->map, .b = b->map};
  struct version *model = version_new(world, a);
  bool same = true;
  for (uint32_t i = 0; i < world->n; i++) {
    if (!b->value[i]) continue;
    if (b->value[i] != a->value[i]) same = false;
    model_put(model, b->key[i], b->value[i]);
  }
  CHECK_SAME(world_call(world, &call), same ? PM_MERGE_SAME : PM_MERGED);
  CHECK_SAME(call.map != NULL, !same);
  if (!same) {
    bool small = a->map->form == PM_SMALL && b->map->form == PM_SMALL;
    CHECK_SAME(call.map->form, small && model->count <= PM_LEAF_MAX ? PM_SMALL : PM_TRIE);
    return version_keep(world, model, call.map);
  }
  free(model->key);
  free(model->value);
  free(model);
  return a;
}

static bool equal_values(pm_object *a, pm_object *b) {
  return a == b || (a && b && a->id == b->id);
}

void world_equal(struct world *world, struct version *a, struct version *b) {
  struct call call = {.verb = VERB_EQUAL, .a = a->map, .b = b->map};
  bool equal = true;
  for (uint32_t i = 0; i < world->n; i++)
    equal = equal && equal_values(a->value[i], b->value[i]);
  CHECK_SAME(world_call(world, &call), equal ? PM_EQUAL : PM_DIFFERENT);
}

void world_diff(struct world *world, struct version *a, struct version *b) {
  struct call call = {.verb = VERB_DIFF, .a = a->map, .b = b->map, .changes_room = world->n};
  call.changes = malloc(world->n * sizeof *call.changes + 1);
  CHECK(call.changes);
  CHECK_SAME(world_call(world, &call), PM_DIFF_END);
  bool *seen = calloc(world->n + 1, sizeof *seen);
  CHECK(seen);
  for (uint32_t c = 0; c < call.changes_n; c++) {
    struct pm_change change = call.changes[c];
    uint32_t i = change.key->id - 1;
    CHECK(!seen[i]);
    seen[i] = true;
    CHECK(change.key == a->key[i] || change.key == b->key[i]);
    CHECK(change.before == a->value[i]);
    CHECK(change.after == b->value[i]);
  }
  for (uint32_t i = 0; i < world->n; i++)
    CHECK_SAME(seen[i], !equal_values(a->value[i], b->value[i]));
  free(seen);
  free(call.changes);
}
