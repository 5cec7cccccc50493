/* One fuzz input at work: a plan, then steps over eight versions that live side by side. */
#ifndef FUZZ_RUN_H
#define FUZZ_RUN_H

#include "model.h"

/* ---- Input: read from the front; past the end everything is 0 ---- */

struct reader {
  const uint8_t *at, *end;
};

uint32_t read_byte(struct reader *in);
uint32_t read_below(struct reader *in, uint32_t n); /* n <= 65536 */

/* ---- Versions: a map and the model of it, counted ---- */

struct version {
  uint32_t refs;
  struct pm_map *map;
  uint64_t digest; /* of the content, as the cursor yields it */
  struct version *prev, *next;
  struct model model;
};

/* ---- The plan ---- */

/* What a target lets the plan decide. */
enum { PLAN_HASH = 1, PLAN_FAIL = 2, PLAN_ENTER = 4, PLAN_CLASH = 8 };

struct plan {
  uint32_t kind, mask, shift; /* key_hash in plan.c */
  uint32_t sweep;             /* hooks to fail one after another in every call; 0: none */
};

/* ---- The state of a run ---- */

#define SLOTS 8
#define WALKS 2

struct walk {         /* an iteration under way */
  struct version *of; /* NULL: none */
  struct pm_cursor cursor;
  uint32_t yielded;
  bool seen[FUZZ_KEYS];
};

struct differ { /* a diff under way; the versions may be gone already */
  bool live, busy;
  struct pm_diff diff;
  struct pm_change change; /* the last one, borrowed from the diff */
  struct model before, after;
  bool seen[FUZZ_KEYS];
};

struct run {
  struct pm_host host; /* first: the hooks find the run */
  struct reader in;
  struct plan plan;
  uint32_t depth; /* of re-entry */
  uint32_t steps, probe;
  struct version *versions;
  struct version *slot[SLOTS];
  struct walk walk[WALKS];
  struct differ differ[WALKS];
};

/* ---- plan.c ---- */

void plan_read(struct run *run, uint32_t what);
uint32_t key_hash(struct run *run, uint32_t id);
pm_object *new_key(struct run *run, uint32_t id);
pm_object *new_value(struct run *run, uint32_t payload);

/* ---- version.c ---- */

/* A version of map (taken), described by model (copied), with one reference; checked. */
struct version *version_new(struct run *run, struct pm_map *map, const struct model *model);
struct version *version_hold(struct version *version);
void version_drop(struct run *run, struct version *version);
/* Puts version (taken) into a slot. */
void slot_set(struct run *run, uint32_t slot, struct version *version);

/* The content is what it was: cheap, for every version after every step. */
void version_same(struct version *version);
/* In full: the map is the model, every invariant holds, keys are found or missed. */
void version_check(struct run *run, struct version *version);
void version_probe(struct run *run, struct version *version, uint32_t id);

/* ---- calls.c: one call of the library each, its outcome against the model ---- */

struct call {
  bool (*make)(struct run *run, struct call *call); /* false: failed, nothing changed */
  struct version *a, *b;
  pm_object *key, *value;
  struct differ *differ;
  const struct seed *seeds; /* of build */
  uint32_t n;
  enum pm_form form;
  struct version *out; /* owned by the caller; NULL after a failure */
};

/* One association on its way into pm_build: objects borrowed from whoever made it. */
struct seed {
  pm_object *key, *value;
};

bool call_find(struct run *run, struct call *call);
bool call_with(struct run *run, struct call *call);
bool call_without(struct run *run, struct call *call);
bool call_build(struct run *run, struct call *call);
bool call_merge(struct run *run, struct call *call);
bool call_equal(struct run *run, struct call *call);
bool call_diff_start(struct run *run, struct call *call);
bool call_diff_next(struct run *run, struct call *call);

/* Makes the call until it succeeds: under the plan's sweep with the first, second, ...
 * fallible hook failing, at last with none. */
void perform(struct run *run, struct call *call);

/* ---- walks.c: iterations and diffs that stay open while versions come and go ---- */

void walk_start(struct run *run, struct walk *walk, struct version *of);
void walk_step(struct run *run, struct walk *walk);
void walk_end(struct run *run, struct walk *walk);
void differ_start(struct run *run, struct differ *differ, struct version *a, struct version *b);
/* False at the end. */
bool differ_step(struct run *run, struct differ *differ);
void differ_end(struct run *run, struct differ *differ);

/* ---- moves.c ---- */

/* No map that is `of` with one key moved is equal to it: keys of `of` from id `from` on, moved
 * to absent ids from `to` on, as many as time allows. */
void check_moves(struct run *run, struct version *of, uint32_t from, uint32_t to);

/* ---- steps.c, run.c ---- */

/* Reads one step and takes it. */
void step(struct run *run);

/* Not inside a hook: every version is what it was (and one of them, in turn, is checked in
 * full), every node's and map's digest holds, every count is exact, nothing is half built. */
void run_settle(struct run *run);

/* ready: an empty map in every slot. */
struct run *run_begin(const uint8_t *data, size_t size, uint32_t plan);
/* Takes steps while there is input. */
void run_steps(struct run *run);
/* Drops everything: nothing may be left. */
void run_end(struct run *run);

/* A target is one file that defines this. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#endif
