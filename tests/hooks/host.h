/* What a test sets and reads of its host, and the host's own verbs. */
#ifndef TEST_HOST_H
#define TEST_HOST_H

#include "pm.h"

typedef void host_callback(struct pm_host *host, void *context);

/* All zero is a good start: no fuse, no re-entry, nothing alive. */
struct pm_host {
  /* Alive now. */
  long objects, nodes, maps, scratch;
  long node_bytes;
  long object_refs; /* references to objects, of everyone */
  long node_refs;

  /* Calls so far. */
  unsigned long node_allocs, map_allocs, items_allocs;
  unsigned long key_eqs, value_eqs; /* of two distinct objects */
  unsigned long retains, releases;  /* of objects */

  /* The k-th from now fails, of allocations (nodes, maps, scratch alike) or equalities of
   * two distinct objects; 0 never. blown: it happened. */
  unsigned long fail_alloc_at, fail_eq_at;
  bool blown;

  /* Arbitrary code that core has to survive. Not called again from within itself. */
  host_callback *on_alloc, *on_eq, *on_release;
  void *context;
  bool inside;
};

/* A new object with one reference, the caller's. */
pm_object *host_object(struct pm_host *host, uint32_t id, uint32_t hash);
/* A reference fewer; at zero the map is cleared and freed. */
void host_map_release(struct pm_host *host, struct pm_map *map);
void host_map_retain(struct pm_map *map);

/* The nodes looked into since the last host_walk_begin, each counted once. */
void host_walk_begin(void);
unsigned long host_walk_visits(void);

/* Aborts, naming what is still there, unless nothing is alive. */
void host_expect_empty(struct pm_host *host);

/* Aborts unless the map and every node below it are as they were when published. */
void host_expect_sealed(struct pm_map *map);

#endif
