/* What the fuzzing host offers the harness: objects, fuses, the audit. */
#ifndef FUZZ_HOST_H
#define FUZZ_HOST_H

#include "pm.h"

/* Says what broke and aborts: a finding. Never compiled out. */
_Noreturn void fuzz_broken(const char *file, int line, const char *what);
#define CHECK(cond) ((cond) ? (void)0 : fuzz_broken(__FILE__, __LINE__, #cond))

/* A key or a value. Keys are equal when their ids are, values when their payloads are:
 * identity is never asked, so that every equality goes through the counted hook. */
struct toy {
  uint32_t refs, held;
  bool is_key;
  uint32_t id; /* of a key: which key; of a value: its payload */
  uint32_t hash;
  uint32_t flags;
  struct toy *prev, *next;
};

enum { FAIL_NODE = 1, FAIL_MAP = 2, FAIL_ITEMS = 4, FAIL_KEY_EQ = 8, FAIL_VALUE_EQ = 16 };
enum { ENTER_ALLOC = 1, ENTER_EQ = 2, ENTER_RELEASE = 4 };

/* Burns at the in-th counted call, then every every-th; 0: never. */
struct fuse {
  uint32_t in, every;
  uint32_t where; /* which hooks count */
};

struct pm_host {
  struct toy *objects;
  struct pm_node *nodes;
  struct pm_map *maps;
  uint32_t items;    /* scratch arrays outstanding */
  uint32_t quiet;    /* > 0: no fuse counts (the harness itself is asking) */
  uint32_t failures; /* hooks that failed inside the current call */
  struct fuse fail, enter;
  void (*reenter)(struct pm_host *host);
};

/* A new object with one reference; never fails. */
pm_object *toy_key(struct pm_host *host, uint32_t id, uint32_t hash, uint32_t flags);
pm_object *toy_value(struct pm_host *host, uint32_t payload, uint32_t flags);

void host_map_retain(struct pm_map *map);
void host_map_release(struct pm_host *host, struct pm_map *map);

/* ---- audit.c ---- */

/* The digest of what core wrote into a node or map. */
uint64_t node_digest(struct pm_node *node);
uint64_t map_digest(struct pm_map *map);

/* What any collector may rely on at any moment: every published node and map is complete
 * and unchanged, and no object has fewer references than published ones hold. Leaves the
 * references seen in each object's held. */
void audit_collect(struct pm_host *host);
/* To be called after audit_collect and after adding the outside references to held:
 * between two calls every count is exact and nothing is half built. */
void audit_exact(struct pm_host *host);
/* Nothing is alive. */
void audit_empty(struct pm_host *host);

/* What pm_map_measure should say of the part of map that other (or NULL) does not hold, by
 * marking. */
struct pm_measure audit_measure(struct pm_host *host, struct pm_map *map, struct pm_map *other);

bool measure_same(struct pm_measure a, struct pm_measure b);

#endif
