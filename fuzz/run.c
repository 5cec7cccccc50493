/* A run from the plan to the empty heap. */
#include "run.h"

#include <stdlib.h>

/* The k-th hook calls back: the next step of the input happens inside it. A hook may not
 * need the library at all, but look at everything that is alive, as a collector does. */
static void reenter(struct pm_host *host) {
  struct run *run = (struct run *)(void *)host;
  if (run->depth >= 3) return;
  run->depth++;
  audit_collect(host);
  if (run->in.at < run->in.end) step(run);
  audit_collect(host);
  run->depth--;
}

struct run *run_begin(const uint8_t *data, size_t size, uint32_t plan) {
  struct run *run = calloc(1, sizeof *run);
  CHECK(run != NULL);
  run->in = (struct reader){data, data + size};
  run->host.reenter = reenter;
  run->host.quiet++;
  for (uint32_t slot = 0; slot < SLOTS; slot++) {
    struct call call = {.make = call_build, .form = slot % 2 ? PM_TRIE : PM_SMALL};
    perform(run, &call);
    slot_set(run, slot, call.out);
  }
  run->host.quiet--;
  plan_read(run, plan);
  return run;
}

static void hold(struct pm_node *node) {
  if (node) node->held++;
}

void run_settle(struct run *run) {
  audit_collect(&run->host);
  for (struct version *v = run->versions; v; v = v->next) v->map->held++;
  for (uint32_t i = 0; i < WALKS; i++) {
    if (!run->differ[i].live) continue;
    hold(run->differ[i].diff.old_root);
    hold(run->differ[i].diff.new_root);
  }
  audit_exact(&run->host);
  uint32_t i = 0;
  for (struct version *v = run->versions; v; v = v->next) {
    version_same(v);
    if (i++ % SLOTS == run->steps % SLOTS) version_check(run, v);
  }
  run->steps++;
}

void run_steps(struct run *run) {
  while (run->in.at < run->in.end) {
    step(run);
    run_settle(run);
  }
}

void run_end(struct run *run) {
  for (struct version *v = run->versions; v; v = v->next) version_check(run, v);
  for (uint32_t i = 0; i < WALKS; i++) {
    walk_end(run, &run->walk[i]);
    differ_end(run, &run->differ[i]);
  }
  for (uint32_t slot = 0; slot < SLOTS; slot++) version_drop(run, run->slot[slot]);
  CHECK(run->versions == NULL);
  audit_empty(&run->host);
  free(run);
}
