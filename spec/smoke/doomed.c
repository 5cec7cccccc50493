/* Contradictions that a smoke test must find, one of each kind, and one function without any. If
 * one of these were not found, smoke.py would find nothing of its kind in core either. */
#include "types.h"

/*@ requires inv && failed_ == 0 && live(node) && wf(node, 0);
    requires nwidth(node) == 0; */
void alive(struct pm_node *node) {
  uint32_t n = node->count;
  /*@ loop invariant 0 <= i <= n;
      loop assigns i; */
  for (uint32_t i = 0; i < n; i++) {
    if (pm_leaf_hashes(node)[i] == 0) return;
  }
}

/* Sixteen entries fit into a leaf. */
/*@ requires is_branch(node) && wf(node, 0) && ncount(node) == 16; */
void doomed_requires(struct pm_node *node) {
}

/* Branches are at most 32 slots wide. */
/*@ requires inv && live(node) && wf(node, 0);
    requires nwidth(node) != 0; */
void doomed_loop(struct pm_node *node) {
  /*@ loop invariant pow2(nwidth(node)) > PM_FANOUT;
      loop assigns i; */
  for (uint32_t i = 0; i < node->width; i++) {
  }
}

/* A reference more, and yet nobody holds it. */
/*@ requires inv;
    assigns PM_WORLD, node_refs_;
    ensures inv && own_plus{Pre,Post}(node) && own(node) == 0; */
static void lost(struct pm_node *node);

/*@ requires inv && live(node) && node != \null; */
void doomed_call(struct pm_node *node) {
  lost(node);
  if (node->width == 0) node = NULL;
}

/* The memory of a live node shows what it showed when it was published. */
/*@ requires inv && live(node) && is_branch(node); */
void doomed_code(struct pm_node *node) {
  if (node->width == 0) node = NULL;
}
