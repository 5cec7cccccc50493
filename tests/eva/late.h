
/* Appended to pm_hooks.h for Eva; see stubs.c. */
void release_late(struct pm_host *host, struct pm_node *node);
void bury(struct pm_node *node);
