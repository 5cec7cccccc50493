/* The shape that ships. */
#ifndef PM_SHAPE_H
#define PM_SHAPE_H

#define PM_CHUNK_BITS 5
#define PM_LEAF_MAX 16
#define FUZZ_KEYS 320u /* distinct keys of an input: enough for two full levels */

#endif
