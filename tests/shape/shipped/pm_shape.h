/* The shape the extension ships with. */
#define PM_CHUNK_BITS 5
#define PM_LEAF_MAX 16
