/* Iterations and diffs that stay open while versions change and go. */
#include "run.h"

#include <string.h>

/* ---- Iterating ---- */

void walk_start(struct run *run, struct walk *walk, struct version *of) {
  walk_end(run, walk);
  if (walk->of) return; /* started by a hook of the end */
  memset(walk, 0, sizeof *walk);
  walk->of = version_hold(of);
  pm_cursor_start(&walk->cursor, of->map);
}

void walk_step(struct run *run, struct walk *walk) {
  if (!walk->of) return;
  const struct model *model = &walk->of->model;
  struct pm_entry *entry = pm_cursor_next(&walk->cursor);
  if (!entry) {
    CHECK(walk->yielded == model->count);
    walk_end(run, walk);
    return;
  }
  const struct pair *pair = &model->at[entry->key->id];
  CHECK(entry->key == pair->key && entry->value == pair->value);
  CHECK(!walk->seen[entry->key->id]);
  walk->seen[entry->key->id] = true;
  walk->yielded++;
}

void walk_end(struct run *run, struct walk *walk) {
  struct version *of = walk->of;
  walk->of = NULL;
  if (of) version_drop(run, of);
}

/* ---- Diffs: their own hooks may open and close others, not themselves ---- */

void differ_start(struct run *run, struct differ *differ, struct version *a,
                  struct version *b) {
  if (differ->busy) return;
  differ_end(run, differ);
  if (differ->busy || differ->live) return; /* by a hook of the end */
  struct call call = {.make = call_diff_start, .a = a, .b = b, .differ = differ};
  memset(differ, 0, sizeof *differ);
  differ->before = a->model;
  differ->after = b->model;
  differ->busy = true;
  perform(run, &call);
  differ->busy = false;
  differ->live = true;
}

bool differ_step(struct run *run, struct differ *differ) {
  if (!differ->live || differ->busy) return false;
  struct call call = {.make = call_diff_next, .differ = differ};
  differ->busy = true;
  perform(run, &call);
  differ->busy = false;
  return call.n;
}

void differ_end(struct run *run, struct differ *differ) {
  if (!differ->live || differ->busy) return;
  differ->live = false;
  differ->busy = true;
  pm_diff_end(&run->host, &differ->diff);
  differ->busy = false;
}
