/* The proof's host: types and the shipped shape. What its hooks promise needs
 * the types of core, so the contracts stand in hook_contracts.h, which
 * spec/layout/pm_layout.h includes. Read by Frama-C only. */
#ifndef PM_HOOKS_H
#define PM_HOOKS_H

typedef struct pm_object pm_object; /* incomplete: core only passes pointers */

#define PM_NODE_HEAD
#define PM_MAP_HEAD
#define PM_CHUNK_BITS 5
#define PM_LEAF_MAX 16

#endif
