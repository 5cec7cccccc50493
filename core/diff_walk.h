/* The two halves of a diff: walking both tries in lockstep, down to pairs of leaves, and
 * comparing such a pair. */
#ifndef PM_DIFF_WALK_H
#define PM_DIFF_WALK_H

#include "pm.h"

/* ---- Pairs of nodes ---- */

/* Puts a diff before the first change. */
/*@ requires heap: inv && diff_there(diff);
    requires a: (a == \null || live(a)) && wf(a, 0);
    requires b: (b == \null || live(b)) && wf(b, 0);
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: diff->old_root == a && diff->new_root == b;
    ensures left: \forall pm_object *k, *v, *w;
      diff_left(diff, k, v, w) <==> changes(a, b, k, v, w); */
void pm_diff_begin(struct pm_diff *diff, struct pm_node *a, struct pm_node *b);

/* To the next pair of leaves that are not one, or to the end. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0;
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures left: left_same{Pre,Post}(diff);
    ensures less: 0 <= walk(diff) < walk{Pre}(diff); */
void pm_diff_walk(struct pm_diff *diff);

/* ---- A pair of leaves ---- */

/* The next change of the pair of leaves. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->i, diff->j;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures same: \result != PM_DIFF_CHANGE ==> left_same{Pre,Post}(diff);
    ensures end: \result == PM_DIFF_END ==> pair_done(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures walk: walk(diff) == walk{Pre}(diff); */
enum pm_diff_step pm_diff_leaves(struct pm_host *host, struct pm_diff *diff,
                                 struct pm_change *change);

/* ---- Writing a change ---- */

/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: *cell == object; */
static inline void pm_object_put(pm_object **cell, pm_object *object) {
  /*@ assert clear: off_entries(\base_addr(cell)); */
  *cell = object;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/*@ requires heap: inv && \valid(change) && outside(\base_addr(change));
    terminates \true;
    assigns *change;
    ensures heap: inv;
    ensures put: change->key == key && change->before == before &&
      change->after == after; */
static inline void pm_diff_report(struct pm_change *change, pm_object *key, pm_object *before,
                                  pm_object *after) {
  pm_object_put(&change->key, key);
  pm_object_put(&change->before, before);
  pm_object_put(&change->after, after);
}

#endif
