/* How many nodes and bytes a map takes, alone or beside another. */
#include "branch.h"
#include "map.h"

/*@ requires inv && live(node) && \valid(total) && bytes == worth(2, node);
    terminates \true;
    assigns *total;
    ensures nodes: total->nodes ==
      (size_t)(\old(total->nodes) + worth(0, node));
    ensures flagged: total->flagged ==
      (size_t)(\old(total->flagged) + worth(1, node));
    ensures bytes: total->bytes ==
      (size_t)(\old(total->bytes) + worth(2, node)); */
static void add(struct pm_measure *total, struct pm_node *node, size_t bytes) {
  total->nodes++;
  total->flagged += node->flags != 0;
  total->bytes += bytes;
}

/* The leaf that h leads to below root, or NULL. */
/*@ requires inv && (root == \null || live(root)) && wf(root, 0);
    terminates \true;
    assigns \nothing;
    ensures leaf: \result == leaf_at(root, 0, h); */
static struct pm_node *leaf_of_hash(struct pm_node *root, uint32_t h) {
  uint32_t used = 0;
  struct pm_node *node = root;
  /*@ loop invariant node: (node == \null || live(node)) && wf(node, used);
      loop invariant same: leaf_at(node, used, h) == leaf_at(root, 0, h);
      loop assigns node, used;
      loop variant PM_HASH_BITS - used; */
  while (pm_is_branch(node)) {
    uint32_t slot = pm_slot(h, used, node->width);
    used += node->width;
    /*@ assert next: used == \at(used, LoopCurrent) + nwidth(node); */
    /*@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(node)) ==>
          wf(kid(node, t), used); */
    node = pm_kid(node, slot);
    /*@ assert down: node == kid(\at(node, LoopCurrent), slot); */
    /*@ assert step: leaf_at(\at(node, LoopCurrent),
          \at(used, LoopCurrent), h) == leaf_at(node, used, h); */
  }
  return node;
}

/* Adds leaf unless it lies below root. */
/*@ requires heap: inv && live(leaf) && (root == \null || live(root));
    requires ok: is_leaf(leaf) && 1 <= ncount(leaf) <= PM_COUNT_MAX &&
      wf(root, 0) && \valid(total);
    terminates \true;
    assigns *total;
    ensures nodes: total->nodes ==
      plus_node(0, \old(total->nodes), leaf, root);
    ensures flagged: total->flagged ==
      plus_node(1, \old(total->flagged), leaf, root);
    ensures bytes: total->bytes ==
      plus_node(2, \old(total->bytes), leaf, root); */
static void add_leaf(struct pm_measure *total, struct pm_node *leaf, struct pm_node *root) {
  uint32_t h = pm_leaf_hashes(leaf)[0];
  /*@ assert hash: h == hash_at(hashes(leaf), 0); */
  if (leaf_of_hash(root, h) == leaf) {
    /*@ assert none: \forall integer what, x;
          plus_node(what, x, leaf, root) == x; */
    return;
  }
  /*@ assert plus: \forall integer what, x; plus_node(what, x, leaf, root) ==
        (size_t)(x + worth(what, leaf)); */
  add(total, leaf, pm_leaf_bytes(leaf->count));
}

/* What other shows where a full-width branch shows a sub-branch in slot s: only a branch of
 * full width can show one, too. */
/*@ requires inv && live(node) && (other == \null || live(other));
    requires slot: is_branch(node) && s < pow2(nwidth(node));
    terminates \true;
    assigns \nothing;
    ensures other: \result == opposite(node, other, s); */
static struct pm_node *kid_beside(struct pm_node *node, struct pm_node *other, uint32_t s) {
  if (!pm_is_branch(other) || other->width != node->width) return NULL;
  return pm_kid(other, s);
}

/* Adds what node does not share with the trie below root. A branch can be shared only with
 * other, the node at its own position; a leaf may lie higher or lower in the other trie (it
 * is kept when all that was beside it has gone), but where its hashes lead. */
/*@ requires heap: inv && (node == \null || live(node)) &&
      (other == \null || live(other)) && (root == \null || live(root));
    requires node: wf(node, used) && wf(root, 0) && \valid(total);
    terminates \true;
    decreases 33 - used;
    assigns *total;
    ensures nodes: total->nodes ==
      plus(0, \old(total->nodes), node, other, root, used);
    ensures flagged: total->flagged ==
      plus(1, \old(total->flagged), node, other, root, used);
    ensures bytes: total->bytes ==
      plus(2, \old(total->bytes), node, other, root, used); */
static void add_node(struct pm_measure *total, struct pm_node *node, struct pm_node *other,
                     struct pm_node *root) /*@ ghost (uint32_t used) */ {
  if (!node || node == other) return;
  if (node->width == 0) {
    add_leaf(total, node, root);
    /*@ assert leaf: \forall integer what, x;
          plus(what, x, node, other, root, used) ==
          plus_node(what, x, node, root); */
    /*@ assert nodes: total->nodes == plus(0, \at(total->nodes, Pre), node,
          other, root, used); */
    /*@ assert flagged: total->flagged == plus(1, \at(total->flagged, Pre),
          node, other, root, used); */
    /*@ assert bytes: total->bytes == plus(2, \at(total->bytes, Pre), node,
          other, root, used); */
    return;
  }
  add(total, node, pm_branch_bytes(node->width));
  /*@ assert plus: \forall integer what, x; plus_node(what, x, node, root) ==
        (size_t)(x + worth(what, node)); */
  struct pm_node *last = NULL;
  /*@ ghost uint32_t next = used + node->width;
      size_t at_nodes = total->nodes, at_flagged = total->flagged,
        at_bytes = total->bytes; */
  /*@ assert next: next == used + nwidth(node); */
  /*@ assert kids: \forall integer t; 0 <= t < pow2(nwidth(node)) ==>
        wf(kid(node, t), next); */
  /*@ loop invariant 0 <= s <= pow2(nwidth(node));
      loop invariant first: s == 0 ==> last == \null;
      loop invariant last: s > 0 ==> last == kid(node, s - 1);
      loop invariant nodes: total->nodes ==
        plus_kids(0, at_nodes, node, other, root, used, s);
      loop invariant flagged: total->flagged ==
        plus_kids(1, at_flagged, node, other, root, used, s);
      loop invariant bytes: total->bytes ==
        plus_kids(2, at_bytes, node, other, root, used, s);
      loop assigns s, last, *total;
      loop variant pow2(nwidth(node)) - s; */
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    struct pm_node *kid = pm_kid(node, s);
    /*@ assert kid: kid == kid(node, s); */
    /*@ assert unfold: \forall integer what, x;
          plus_kids(what, x, node, other, root, used, s + 1) ==
          (kid == last ? plus_kids(what, x, node, other, root, used, s) :
             plus(what, plus_kids(what, x, node, other, root, used, s), kid,
                  opposite(node, other, s), root, next)); */
    if (kid != last)
      add_node(total, kid, kid_beside(node, other, s), root)
          /*@ ghost (next) */;
    last = kid;
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
  /*@ assert all: \forall integer what, x;
        plus(what, x, node, other, root, used) ==
        plus_kids(what, plus_node(what, x, node, root), node, other, root, used,
                  pow2(nwidth(node))); */
  /*@ assert nodes: at_nodes ==
        plus_node(0, \at(total->nodes, Pre), node, root); */
  /*@ assert flagged: at_flagged ==
        plus_node(1, \at(total->flagged, Pre), node, root); */
  /*@ assert bytes: at_bytes ==
        plus_node(2, \at(total->bytes, Pre), node, root); */
  /*@ assert nodes: total->nodes == plus(0, \at(total->nodes, Pre), node,
        other, root, used); */
  /*@ assert flagged: total->flagged == plus(1, \at(total->flagged, Pre),
        node, other, root, used); */
  /*@ assert bytes: total->bytes == plus(2, \at(total->bytes, Pre), node,
        other, root, used); */
}

/*@ requires heap: inv && mlive(map) && (root == \null || live(root));
    requires ok: map_ok(map) && wf(root, 0);
    terminates \true;
    assigns \nothing;
    ensures nodes: \result.nodes == map_sum(0, map, root);
    ensures flagged: \result.flagged == map_sum(1, map, root);
    ensures bytes: \result.bytes == map_sum(2, map, root); */
static struct pm_measure measure(struct pm_map *map, struct pm_node *root) {
  struct pm_measure total = {0, 0, 0};
  if (map->form == PM_SMALL) {
    total.bytes = pm_small_bytes(map->count);
    return total;
  }
  total.bytes = pm_trie_bytes();
  add_node(&total, pm_child_node(*pm_map_root(map)), root, root)
      /*@ ghost (0) */;
  return total;
}

struct pm_measure pm_map_measure(struct pm_map *map) { return measure(map, NULL); }

struct pm_measure pm_map_measure_beside(struct pm_map *map, struct pm_map *other) {
  struct pm_measure none = {0, 0, 0};
  if (map == other) return none;
  return measure(map, other->form == PM_TRIE ? pm_child_node(*pm_map_root(other)) : NULL);
}
