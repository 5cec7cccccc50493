/* What the stress needs of its host beyond the hooks. */
#ifndef PM_STRESS_HOST_H
#define PM_STRESS_HOST_H

#include "pm.h"

/* Ends the program with exit status 1. */
_Noreturn void stress_fail(const char *what);

uint32_t host_random(struct pm_host *host, uint32_t below);

/* New, owned; never NULL. */
pm_object *object_new(struct pm_host *host, uint32_t number, uint32_t hash, uint32_t version);

void map_retain(struct pm_map *map);
void map_release(struct pm_host *host, struct pm_map *map); /* NULL: does nothing */

/* A place where threads leave versions for each other. Ownership moves with the pointer. */
typedef _Atomic(struct pm_map *) map_slot;
/* What lay there (owned) or NULL; the slot then holds map (taken) or nothing. */
struct pm_map *slot_exchange(map_slot *slot, struct pm_map *map);

#endif
