/* A tiny fan-out, so that a handful of keys makes a trie of all levels. */
#ifndef PM_SHAPE_H
#define PM_SHAPE_H

#define PM_CHUNK_BITS 2
#define PM_LEAF_MAX 2
#define FUZZ_KEYS 64u

#endif
