/* The extreme: one hash bit a level (32 levels), one entry a leaf. */
#define PM_CHUNK_BITS 1
#define PM_LEAF_MAX 1
