/* The data types of the map, and what a host must supply.
 *
 * A host is whatever embeds core/: the Python extension, the unit tests, the
 * fuzzers, the proof. It puts a directory with its own pm_hooks.h on the
 * include path; core/ holds no such file. pm_hooks.h must define
 *
 *   pm_object              the type of a key or a value (core only passes pointers)
 *   struct pm_host         what the host needs at hand; core only passes it on
 *   PM_NODE_HEAD           the host's own fields at the head of every node
 *   PM_MAP_HEAD            the host's own fields at the head of every map
 *   PM_CHUNK_BITS          hash bits a full branch consumes, 1..5 (shipped: 5)
 *   PM_LEAF_MAX            entries a leaf may hold above the last level (shipped: 16)
 *
 * and declare the functions listed in core/README.md ("Hooks"). Hooks that may
 * run arbitrary code (allocation, equality, release) may call back into core:
 * every node is complete before it is published and never changes afterwards.
 */
#ifndef PM_TYPES_H
#define PM_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct pm_node;
struct pm_map;
struct pm_item;
struct pm_host;

#include "pm_hooks.h"

#define PM_HASH_BITS 32u
#define PM_FANOUT (1u << PM_CHUNK_BITS)
/* Branches on the longest path from a root: each consumes PM_CHUNK_BITS, the last what is left. */
#define PM_LEVELS ((PM_HASH_BITS + PM_CHUNK_BITS - 1) / PM_CHUNK_BITS)
/* Entries in one map; hosts refuse an operation whose result could hold more. */
#define PM_COUNT_MAX (UINT32_MAX - 64u)

/* A stored association. Both references belong to the leaf (or small map) it lies in. */
struct pm_entry {
  pm_object *key;
  pm_object *value;
};

/* An association on its way into a map, with its mixed hash and pm_object_flags of both. */
struct pm_item {
  pm_object *key;
  pm_object *value;
  uint32_t hash;
  uint32_t flags;
};

/* One allocation: this header, then (see pm_layout.h)
 *   leaf    width 0: count hashes, then count entries
 *   branch  width w in 1..PM_CHUNK_BITS: 2^w child words; count entries lie below it
 * The empty subtree is NULL: no node holds zero entries. */
struct pm_node {
  PM_NODE_HEAD
  uint32_t count;
  uint8_t width;
  uint8_t flags; /* OR of pm_object_flags of everything ever put below it */
};

enum pm_form {
  PM_SMALL, /* up to PM_LEAF_MAX entries, stored like a leaf inside the map object */
  PM_TRIE   /* a root child word; a map that became a trie stays one */
};

struct pm_map {
  PM_MAP_HEAD
  uint32_t count;
  uint8_t form; /* enum pm_form */
  uint8_t flags;
};

struct pm_cursor_frame {
  struct pm_node *branch;
  uint32_t slot; /* the next one to visit */
};

/* A position in a map. Borrows the map, which must stay alive. */
struct pm_cursor {
  struct pm_entry *entry; /* the current leaf's (or small map's) entries */
  uint32_t i, n;
  uint32_t depth;
  struct pm_cursor_frame frame[PM_LEVELS];
};

/* A change from one map to another: before is NULL for an added key, after for a removed
 * one. All borrowed from the two maps' nodes, which the diff keeps alive. */
struct pm_change {
  pm_object *key;
  pm_object *before;
  pm_object *after;
};

struct pm_diff_frame {
  struct pm_node *a, *b; /* both cover this position; at least one is a branch */
  uint32_t used;         /* hash bits above this position */
  uint32_t base;         /* the hash prefix that leads here, low bits zero */
  uint32_t slot;         /* next slot to visit, of a full-width branch */
};

/* A lazy walk over the changes between two maps; O(depth) memory. */
struct pm_diff {
  struct pm_node *old_root, *new_root; /* owned */
  uint32_t depth;
  struct pm_diff_frame frame[PM_LEVELS];
  struct pm_node *a, *b; /* the current pair of leaves (or NULL) */
  uint32_t low, high;    /* and the hashes it is about */
  uint32_t i, j;         /* next entry of a, of b */
};

struct pm_measure {
  size_t nodes;   /* leaves and branches; a small map has none */
  size_t flagged; /* those among them whose flags are not 0, for what a host adds to such */
  size_t bytes;   /* of the nodes, and of the map object if it was asked about a map */
};

#include "pm_layout.h"

/* Bytes to allocate for the map object of a trie: its header and the root's child word. */
/*@ terminates \true; assigns \nothing; ensures \result == trie_bytes; */
static inline size_t pm_trie_bytes(void) { return sizeof(struct pm_map) + sizeof(pm_child); }

#endif
