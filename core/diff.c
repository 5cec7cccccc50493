/* Differences, lazily: the walk of diff_walk.c, from pair of leaves to pair of leaves. */
#include "diff_walk.h"
#include "items.h"
#include "map.h"
#include "trie.h"

/* The roots of two tries, or leaves with small maps' bodies: owned. */
/*@ requires heap: inv && failed_ == 0 && mlive(old_map) && mlive(new_map);
    requires maps: map_ok(old_map) && map_ok(new_map);
    requires a: \valid(a) && outside(\base_addr(a));
    requires b: \valid(b) && outside(\base_addr(b)) && \separated(a, b);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *a, *b;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == false;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures own: oown_same{Pre,Post} &&
      (\result ==> roots_owned{Pre,Post}(*a, *b));
    ensures ok: \result ==> wf(*a, 0) && wf(*b, 0);
    ensures old: \result ==> \forall pm_object *k, *v;
      holds(*a, 0, k, v) <==> map_has(old_map, k, v);
    ensures new: \result ==> \forall pm_object *k, *v;
      holds(*b, 0, k, v) <==> map_has(new_map, k, v); */
static bool roots_take(struct pm_host *host, struct pm_map *old_map, struct pm_map *new_map,
                       struct pm_node **a, struct pm_node **b) {
  if (!pm_map_as_node(host, old_map, a)) return false;
  struct pm_node *root = *a;
  /*@ assert held: root != \null ==> own(root) >= 1; */
  /*@ assert live: root != \null ==> live(root); */
  /*@ assert shown: \forall pm_object *k, *v;
        holds(root, 0, k, v) <==> map_has(old_map, k, v); */
  /*@ assert ok: wf(root, 0); */
  if (old_map == new_map) {
    pm_node_out(b, root);
    if (root) pm_node_retain(host, root);
    /*@ assert a: *a == root; */
    /*@ assert b: *b == root; */
    /*@ assert own: roots_owned{Pre,Here}(root, root); */
    return true;
  }
  bool done = pm_map_as_node(host, new_map, b);
  /*@ assert a: *a == root; */
  /*@ assert mine: root != \null ==> own(root) >= 1; */
  /*@ ghost struct pm_node *other = *b; */
  /*@ assert own: done ==> roots_owned{Pre,Here}(root, other); */
  if (!done && root) pm_node_release(host, root);
  return done;
}

bool pm_diff_start(struct pm_host *host, struct pm_diff *diff, struct pm_map *old_map,
                   struct pm_map *new_map) {
  struct pm_node *a = NULL, *b = NULL;
  if (!roots_take(host, old_map, new_map, &a, &b)) return false;
  /*@ ghost struct pm_node *x = a, *y = b;
      lemma_map_changes(x, y, old_map, new_map); */
  /*@ assert a: x != \null ==> own(x) >= 1; */
  /*@ assert b: y != \null ==> own(y) >= 1; */
  pm_diff_begin(diff, a, b);
  /*@ assert old_root: diff->old_root == x; */
  /*@ assert new_root: diff->new_root == y; */
  return true;
}

void pm_diff_end(struct pm_host *host, struct pm_diff *diff) {
  struct pm_node *a = diff->old_root, *b = diff->new_root;
  pm_node_out(&diff->old_root, NULL);
  pm_node_out(&diff->new_root, NULL);
  pm_node_out(&diff->a, NULL);
  pm_node_out(&diff->b, NULL);
  pm_index_put(&diff->depth, 0);
  /*@ assert held: roots_held(a, b); */
  if (a) pm_node_release(host, a);
  /*@ assert left: b != \null ==> own(b) >= 1; */
  if (b) pm_node_release(host, b);
}

/* Forgets the pair of leaves, all of which is reported. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff);
    requires done: pair_done(diff);
    terminates \true;
    assigns diff->a, diff->b;
    ensures heap: inv;
    ensures ok: diff_ok(diff) && no_pair(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures depth: diff->depth == \old(diff->depth);
    ensures walk: walk(diff) == walk{Pre}(diff);
    ensures left: left_same{Pre,Post}(diff); */
static inline void pair_drop(struct pm_diff *diff) {
  pm_node_out(&diff->a, NULL);
  pm_node_out(&diff->b, NULL);
  /*@ ghost KEEP_LEVELS(diff) */
  /*@ assert lie: frames_lie(diff, diff->depth); */
  /*@ assert join: frames_join(diff, diff->depth); */
  /*@ assert none: \forall pm_object *k; !pair_left(diff, k); */
  /*@ assert rest: \forall integer d; 0 <= d < PM_LEVELS ==>
        rest(diff, d) == rest{Pre}(diff, d); */
}

enum pm_diff_step pm_diff_next(struct pm_host *host, struct pm_diff *diff,
                               struct pm_change *change) {
  /*@ loop invariant heap: inv && failed_ == 0;
      loop invariant ok: diff_ok(diff);
      loop invariant roots: roots_same{Pre,Here}(diff);
      loop invariant left: left_same{Pre,Here}(diff);
      loop assigns PM_WORLD, failed_, *diff, *change;
      loop variant PM_WALK(diff); */
  for (;;) {
    /*@ assert start: walk(diff) == PM_WALK(diff); */
    enum pm_diff_step step = pm_diff_leaves(host, diff, change);
    if (step != PM_DIFF_END || diff->depth == 0) return step;
    pair_drop(diff);
    pm_diff_walk(diff);
    /*@ assert less: 0 <= walk(diff) < \at(walk(diff), LoopCurrent); */
    /*@ assert end: walk(diff) == PM_WALK(diff); */
  }
}
