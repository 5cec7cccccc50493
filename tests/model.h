/* A world to test in: a universe of keys, some values, and versions of a map over them, each
 * beside its dumb model (two arrays indexed by key). world_check compares them all. */
#ifndef TEST_MODEL_H
#define TEST_MODEL_H

#include "host.h"
#include "test.h"

/* How the universe's keys hash. */
enum pattern {
  HASH_SPREAD,     /* all bits random */
  HASH_SEQUENTIAL, /* 0, 1, 2, ...: all top bits equal, deep */
  HASH_TOP,        /* i in the top bits, zeros below */
  HASH_PAIRS,      /* random, two keys each */
  HASH_FEW,        /* random, one of eight values */
  HASH_EQUAL,      /* one and the same */
  HASH_TOP_5,      /* the top 5, 10, ... 30 bits equal, the rest random */
  HASH_TOP_10,
  HASH_TOP_15,
  HASH_TOP_20,
  HASH_TOP_25,
  HASH_TOP_30,
  HASH_PATTERNS
};
const char *pattern_name(enum pattern pattern);
uint32_t pattern_hash(enum pattern pattern, uint32_t i);
/* Whether the failure sweeps, which take long, use it, too: one of each sort. */
bool pattern_swept(enum pattern pattern);

#define VALUES 6u
#define VERSIONS_MAX 64u

/* One version and its model: key[i] is the key object held for the i-th key of the universe,
 * value[i] its value; both NULL if it is absent. */
struct version {
  struct pm_map *map;
  uint32_t count;
  pm_object **key, **value;
};

struct world {
  struct pm_host host;
  uint32_t n;
  pm_object **key, **twin; /* of each: two objects, equal */
  pm_object *value[VALUES], *value_twin[VALUES];
  struct version *version[VERSIONS_MAX]; /* alive */
  uint32_t versions;
  bool sweep;     /* run every operation with every possible failure first */
  bool reentered; /* hooks change what is alive, so that calls cannot be balanced */
};

void world_start(struct world *world, uint32_t n, enum pattern pattern);
/* Drops everything and counts to zero. */
void world_end(struct world *world);

/* pm_check, the seals, and every key of the universe, in every version alive. */
void world_check(struct world *world);
void version_check(struct world *world, struct version *version);
void version_drop(struct world *world, struct version *version);

/* Versions as the model has them, without a map yet; version_keep files it. */
struct version *version_new(struct world *world, const struct version *model);
struct version *version_keep(struct world *world, struct version *version, struct pm_map *map);

/* Aborts the test unless both tries have the very same shape and content. */
void check_same_shape(struct pm_map *a, struct pm_map *b);
/* Unless the version's trie has the one shape that its hashes call for. (Both in shapes.c.) */
void check_canonical(struct world *world, struct version *version);

/* ---- Operations: each runs core and model and checks the outcome (calls.c) ---- */

struct pick {
  pm_object *key, *value;
};

/* The version after it; `from` itself when nothing changed. */
struct version *world_with(struct world *world, struct version *from, pm_object *key,
                           pm_object *value);
struct version *world_without(struct world *world, struct version *from, pm_object *key);
struct version *world_merge(struct world *world, struct version *a, struct version *b);
struct version *world_build(struct world *world, const struct pick *picks, uint32_t n,
                            enum pm_form form);
/* Of the first n keys, in order, all with value[0]. */
struct version *world_build_first(struct world *world, uint32_t n, enum pm_form form);
void world_find(struct world *world, struct version *version, pm_object *key);
void world_equal(struct world *world, struct version *a, struct version *b);
void world_diff(struct world *world, struct version *a, struct version *b);

#endif
