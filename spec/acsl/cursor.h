/* What a cursor has still to yield: a set of associations, those of the map
 * whose hash comes after the cursor's place. */
#ifndef PM_CURSOR_H
#define PM_CURSOR_H

/*@ // hash bits above frame d: only a full branch has branches below it
    logic integer bits(integer d) =
      d <= 0 ? 0 : d == 1 ? 5 : d == 2 ? 10 : d == 3 ? 15 : d == 4 ? 20 :
      d == 5 ? 25 : d == 6 ? 30 : 35;
    // s is where a run of slots begins
    predicate run_start(struct pm_node *n, integer s) =
      s == 0 || s == pow2(nwidth(n)) || kid(n, s - 1) != kid(n, s) ||
      kid(n, s) == \null;
    predicate kids_null(struct pm_node *n, integer from, integer to) =
      \forall integer t; from <= t < to ==> kid(n, t) == \null;
    predicate kids_are(struct pm_node *n, integer from, integer to,
                       struct pm_node *c) =
      \forall integer t; from <= t < to ==> kid(n, t) == c;
    // c, and only c, stands in slots [from, to), and nowhere else
    predicate only_kid(struct pm_node *n, integer from, integer to,
                       struct pm_node *c) =
      (\forall integer t; from <= t < to ==>
         kid(n, t) == \null || kid(n, t) == c) &&
      (\forall integer t; 0 <= t < pow2(nwidth(n)) ==> kid(n, t) == c ==>
         from <= t < to) &&
      (\exists integer t; from <= t < to && kid(n, t) == c);
    // a look-up in n, which has `used` bits above it, finds v below slot s or
    // a later one
    predicate ahead(struct pm_node *n, integer used, integer s, pm_object *k,
                    pm_object *v) =
      holds(n, used, k, v) && slot(key_hash(k), used, nwidth(n)) >= s;
    predicate body_ahead(struct pm_entry *e, integer i, integer n,
                         pm_object *k, pm_object *v) =
      \exists integer j; i <= j < n && entry_has(e, j, k, v);
    // what n holds comes before slot s of the branch b above it
    predicate behind(struct pm_node *n, integer below, struct pm_node *b,
                     integer used, integer s) =
      \forall pm_object *k, *v; holds(n, below, k, v) ==>
        slot(key_hash(k), used, nwidth(b)) < s;
*/

/*@ predicate frame_ok{L}(struct pm_cursor *c, integer d) =
      live{L}(\at(c->frame[d].branch, L)) &&
      nwidth(\at(c->frame[d].branch, L)) != 0 &&
      wf(\at(c->frame[d].branch, L), bits(d)) &&
      \at(c->frame[d].slot, L) <= pow2(nwidth(\at(c->frame[d].branch, L))) &&
      run_start(\at(c->frame[d].branch, L), \at(c->frame[d].slot, L));
    // what n holds is behind frame f
    predicate passed{L}(struct pm_cursor *c, integer f, struct pm_node *n,
                        integer below) =
      behind(n, below, \at(c->frame[f].branch, L), bits(f),
             \at(c->frame[f].slot, L));
    predicate entry_passed{L}(struct pm_cursor *c, integer f,
                              struct pm_entry *e, integer j) =
      slot(key_hash(key_at(e, j)), bits(f),
           nwidth(\at(c->frame[f].branch, L))) < \at(c->frame[f].slot, L);
    predicate nested{L}(struct pm_cursor *c, integer f, integer d) =
      passed{L}(c, f, \at(c->frame[d].branch, L), bits(d));
    predicate frames_ok{L}(struct pm_cursor *c, integer depth) =
      (\forall integer d; 0 <= d < depth ==> frame_ok{L}(c, d)) &&
      (\forall integer f, d; 0 <= f < d < depth ==> nested{L}(c, f, d));
    predicate current_ok{L}(struct pm_cursor *c) =
      \at(c->i, L) <= \at(c->n, L) &&
      held_entries{L}(\at(c->entry, L), \at(c->n, L)) &&
      distinct(\at(c->entry, L), \at(c->n, L)) &&
      (\forall integer f, j; 0 <= f < \at(c->depth, L) ==>
         \at(c->i, L) <= j < \at(c->n, L) ==>
         entry_passed{L}(c, f, \at(c->entry, L), j));
    predicate cursor_there{L}(struct pm_cursor *c) =
      \valid{L}(c) && outside(\base_addr(c));
    predicate cursor_ok{L}(struct pm_cursor *c) =
      \at(c->depth, L) <= PM_LEVELS && frames_ok{L}(c, \at(c->depth, L)) &&
      current_ok{L}(c);
    // what is left: in the current body, in frame d, in all
    predicate left_here{L}(struct pm_cursor *c, pm_object *k, pm_object *v) =
      body_ahead(\at(c->entry, L), \at(c->i, L), \at(c->n, L), k, v);
    predicate left_in{L}(struct pm_cursor *c, integer d, pm_object *k,
                         pm_object *v) =
      ahead(\at(c->frame[d].branch, L), bits(d), \at(c->frame[d].slot, L), k,
            v);
    predicate left_above{L}(struct pm_cursor *c, integer depth, pm_object *k,
                            pm_object *v) =
      \exists integer d; 0 <= d < depth && left_in{L}(c, d, k, v);
    predicate left{L}(struct pm_cursor *c, pm_object *k, pm_object *v) =
      left_here{L}(c, k, v) || left_above{L}(c, \at(c->depth, L), k, v);
    // the first d frames are as they were
    predicate frames_same{L1,L2}(struct pm_cursor *c, integer d) =
      \forall integer f; 0 <= f < d ==>
        \at(c->frame[f].branch, L2) == \at(c->frame[f].branch, L1) &&
        \at(c->frame[f].slot, L2) == \at(c->frame[f].slot, L1);
    // ... and so what is said about them
    predicate frames_fine{L1,L2}(struct pm_cursor *c, integer d) =
      \forall integer f; 0 <= f < d ==> frame_ok{L1}(c, f) ==>
        frame_ok{L2}(c, f);
    predicate frames_nested{L1,L2}(struct pm_cursor *c, integer d) =
      \forall integer f, g; 0 <= f < g < d ==> nested{L1}(c, f, g) ==>
        nested{L2}(c, f, g);
    predicate frames_left{L1,L2}(struct pm_cursor *c, integer d) =
      \forall integer f; \forall pm_object *k, *v; 0 <= f < d ==>
        (left_in{L1}(c, f, k, v) <==> left_in{L2}(c, f, k, v));
    // node n can be entered at depth d
    predicate enterable{L}(struct pm_cursor *c, struct pm_node *n,
                           integer d) =
      live{L}(n) &&
      (nwidth(n) == 0 ==> distinct(entries(n, ncount(n)), ncount(n))) &&
      (nwidth(n) != 0 ==> d < PM_LEVELS && wf(n, bits(d))) &&
      (\forall integer f; 0 <= f < d ==> passed{L}(c, f, n, bits(d)));
*/

/* Ghost code: the first d frames are as at the start of the function, and so
 * is what is said about them. */
#define KEEP_FRAMES(c, d)                                                      \
  {                                                                            \
    /@ assert fine: frames_fine{Pre,Here}(c, d); @/                            \
    /@ assert nested: frames_nested{Pre,Here}(c, d); @/                        \
    /@ assert each: frames_left{Pre,Here}(c, d); @/                            \
    /@ assert forth: \forall pm_object *k, *v;                                 \
      left_above{Pre}(c, d, k, v) ==> left_above(c, d, k, v); @/               \
    /@ assert back: \forall pm_object *k, *v;                                  \
      left_above(c, d, k, v) ==> left_above{Pre}(c, d, k, v); @/               \
    ;                                                                          \
  }

/* Slots to visit: a number with a digit for each frame, which every step
 * decreases. */
/*@ logic integer digit{L}(struct pm_cursor *c, integer d) =
      d < \at(c->depth, L) ? 33 - \at(c->frame[d].slot, L) : 0;
    logic integer steps{L}(struct pm_cursor *c) =
      digit{L}(c, 0) * 1544804416 + digit{L}(c, 1) * 45435424 +
      digit{L}(c, 2) * 1336336 + digit{L}(c, 3) * 39304 +
      digit{L}(c, 4) * 1156 + digit{L}(c, 5) * 34 + digit{L}(c, 6);
*/
/* The same for a loop variant: WP takes steps(c) to be the same before and
 * after the loop's body. */
#define PM_DIGIT(c, d) (d < c->depth ? 33 - c->frame[d].slot : 0)
#define PM_STEPS(c)                                                            \
  PM_DIGIT(c, 0) * 1544804416 + PM_DIGIT(c, 1) * 45435424 +                    \
    PM_DIGIT(c, 2) * 1336336 + PM_DIGIT(c, 3) * 39304 +                        \
    PM_DIGIT(c, 4) * 1156 + PM_DIGIT(c, 5) * 34 + PM_DIGIT(c, 6)

/* The body of a leaf, of a small map. */
/*@ ghost
  /@ requires live(n) && is_leaf(n);
     terminates \true; assigns \nothing;
     ensures held: held_entries(entries(n, ncount(n)), ncount(n));
     ensures has: \forall integer used; \forall pm_object *k, *v;
       holds(n, used, k, v) <==>
       body_ahead(entries(n, ncount(n)), 0, ncount(n), k, v);
     ensures entry: \forall integer used, j; 0 <= j < ncount(n) ==>
       holds(n, used, key_at(entries(n, ncount(n)), j),
             value_at(entries(n, ncount(n)), j)); @/
  void lemma_leaf_ahead(struct pm_node *n) {
    /@ assert leaf_body(n, hashes(n), entries(n, ncount(n)), ncount(n)); @/
    /@ assert held: held_body(hashes(n), entries(n, ncount(n)), ncount(n)); @/
    /@ assert self: \forall integer j; 0 <= j < ncount(n) ==>
         entry_has(entries(n, ncount(n)), j,
                   key_at(entries(n, ncount(n)), j),
                   value_at(entries(n, ncount(n)), j)); @/
    /@ assert has: \forall pm_object *k, *v; leaf_has(n, k, v) <==>
         body_ahead(entries(n, ncount(n)), 0, ncount(n), k, v); @/
  }
*/
/*@ ghost
  /@ requires small_live(m);
     terminates \true; assigns \nothing;
     ensures held: held_entries(small_entries(m, mcount(m)), mcount(m));
     ensures has: \forall pm_object *k, *v; map_has(m, k, v) <==>
       body_ahead(small_entries(m, mcount(m)), 0, mcount(m), k, v); @/
  void lemma_small_ahead(struct pm_map *m) {
    /@ assert small_body(m, small_hashes(m), small_entries(m, mcount(m)),
                         mcount(m)); @/
    /@ assert held: held_body(small_hashes(m), small_entries(m, mcount(m)),
                              mcount(m)); @/
  }
*/
/* A child has one run of slots. */
/*@ ghost
  /@ requires 1 <= nwidth(n) <= 5 && total == pow2(nwidth(n));
     requires from <= at < to <= total && run_start(n, from);
     requires whole: \forall integer t; 0 <= t < total ==> whole(n, t);
     requires none: kids_null(n, from, at);
     requires some: c != \null && kids_are(n, at, to, c);
     requires end: to == total || kid(n, to) != c;
     terminates \true; assigns \nothing;
     ensures only_kid(n, from, to, c); @/
  void lemma_only_kid(struct pm_node *n, uint32_t from, uint32_t at,
                      uint32_t to, uint32_t total, struct pm_node *c) {
    lemma_run_joined(n, c, at, total);
    /@ assert first: at == 0 || kid(n, at - 1) != c; @/
    /@ assert before: \forall integer t; 0 <= t < at ==> kid(n, t) != c; @/
    uint32_t u = to;
    /@ loop invariant to <= u <= total;
       loop invariant \forall integer t; to <= t < u ==> kid(n, t) != c;
       loop assigns u;
       loop variant total - u; @/
    while (u < total) {
      lemma_run_joined(n, c, u, total);
      /@ assert at: kid(n, at) == c; @/
      /@ assert not: kid(n, u) != c; @/
      u++;
    }
    /@ assert here: kid(n, at) == c; @/
  }
*/
/* One step down: what lies in slots [from, to), which all name c or nothing. */
/*@ ghost
  /@ requires is_branch(n) && wf(n, bits(top)) && top < PM_LEVELS;
     requires from <= to <= pow2(nwidth(n));
     requires c != \null ==> only_kid(n, from, to, c);
     requires c == \null ==> kids_null(n, from, to);
     terminates \true; assigns \nothing;
     ensures left: \forall pm_object *k, *v;
       ahead(n, bits(top), from, k, v) <==> (ahead(n, bits(top), to, k, v) ||
         (c != \null && holds(c, bits(top + 1), k, v)));
     ensures in: c != \null ==> \forall pm_object *k, *v;
       holds(c, bits(top + 1), k, v) ==> holds(n, bits(top), k, v) &&
       slot(key_hash(k), bits(top), nwidth(n)) < to;
     ensures end: c == \null ==> to == pow2(nwidth(n)) ==>
       \forall pm_object *k, *v; !ahead(n, bits(top), to, k, v);
     ensures leaf: is_leaf(c) ==>
       distinct(entries(c, ncount(c)), ncount(c));
     ensures branch: is_branch(c) ==>
       top + 1 < PM_LEVELS && wf(c, bits(top + 1)); @/
  void lemma_child(struct pm_node *n, struct pm_node *c, uint32_t top,
                   uint32_t from, uint32_t to) {
    lemma_slot_range();
    uint32_t used = 5 * top;
    /@ assert levels: top == 0 || top == 1 || top == 2 || top == 3 ||
         top == 4 || top == 5 || top == 6; @/
    /@ assert used: used == bits(top) && used + 5 == bits(top + 1); @/
    /@ assert there: c != \null ==> \exists integer t;
         0 <= t < pow2(nwidth(n)) && kid(n, t) == c; @/
    /@ assert well: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         wf(kid(n, t), used + nwidth(n)); @/
    /@ assert ok: c != \null ==> wf(c, used + nwidth(n)); @/
    /@ assert leaf: is_leaf(c) ==> leaf_ok(c, used + nwidth(n)); @/
    /@ assert full: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         kid(n, t) == c ==> is_branch(c) ==>
         single(n, used, t) && nwidth(n) == full_width(used); @/
    /@ assert five: is_branch(c) ==> nwidth(n) == 5; @/
    /@ assert same: c != \null ==> \forall pm_object *k, *v;
         holds(c, bits(top + 1), k, v) <==> holds(c, used + nwidth(n), k, v); @/
    /@ assert routed: \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
         routed(n, used, nwidth(n), used + nwidth(n), t); @/
    /@ assert to_c: c != \null ==> \forall pm_object *k, *v;
         holds(c, used + nwidth(n), k, v) ==>
         kid(n, slot(key_hash(k), used, nwidth(n))) == c; @/
    /@ assert here: \forall pm_object *k, *v; holds(n, used, k, v) ==>
         from <= slot(key_hash(k), used, nwidth(n)) < to ==>
         c != \null && holds(c, used + nwidth(n), k, v); @/
  }
*/
#endif
