/* The tiny twin: a few keys make a deep trie, and every branch on the way is reached. */
#define PM_CHUNK_BITS 2
#define PM_LEAF_MAX 2
