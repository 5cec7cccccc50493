/* What a diff knows at each moment: where its pairs of nodes lie in the two
 * tries. A change it reports is one of the look-ups. */
#ifndef PM_DIFF_H
#define PM_DIFF_H

/*@ // how many hashes lie below a position with used bits above it
    logic integer span(integer used) =
      used <= 0 ? 4294967296 : used == 5 ? 134217728 :
      used == 10 ? 4194304 : used == 15 ? 131072 : used == 20 ? 4096 :
      used == 25 ? 128 : used == 30 ? 4 : 1;
    // a look-up from root, of a hash in [low, high], leads to n
    predicate leads(struct pm_node *root, struct pm_node *n, integer used,
                    integer low, integer high) =
      \forall pm_object *k, *v; low <= key_hash(k) <= high ==>
        (holds(root, 0, k, v) <==> holds(n, used, k, v));
    predicate lies{L}(struct pm_node *root, struct pm_node *n, integer used,
                      integer low, integer high) =
      (n == \null || live{L}(n)) && wf(n, used) &&
      leads(root, n, used, low, high);
    // a change of k from one trie to another
    predicate changes(struct pm_node *old_root, struct pm_node *new_root,
                      pm_object *k, pm_object *before, pm_object *after) =
      (holds(old_root, 0, k, before) && lacks(new_root, 0, k) &&
         after == \null) ||
      (lacks(old_root, 0, k) && holds(new_root, 0, k, after) &&
         before == \null) ||
      (holds(old_root, 0, k, before) && holds(new_root, 0, k, after) &&
         !same_value(before, after));
*/

/*@ // a pair at a position of both tries, and how far its slots are looked at
    predicate position(struct pm_node *old_root, struct pm_node *new_root,
                       struct pm_node *a, struct pm_node *b, integer used,
                       integer base, integer slot, integer level) =
      used == bits(level) && base % span(used) == 0 &&
      base + span(used) <= 4294967296 && slot <= pow2(full_width(used)) &&
      (is_branch(a) || is_branch(b)) && wf(a, used) && wf(b, used) &&
      leads(old_root, a, used, base, base + span(used) - 1) &&
      leads(new_root, b, used, base, base + span(used) - 1);
    predicate frame_lies{L}(struct pm_diff *c, integer d) =
      position(\at(c->old_root, L), \at(c->new_root, L),
               \at(c->frame[d].a, L), \at(c->frame[d].b, L),
               \at(c->frame[d].used, L), \at(c->frame[d].base, L),
               \at(c->frame[d].slot, L), d) &&
      (\at(c->frame[d].a, L) == \null || live{L}(\at(c->frame[d].a, L))) &&
      (\at(c->frame[d].b, L) == \null || live{L}(\at(c->frame[d].b, L)));
    predicate frames_lie{L}(struct pm_diff *c, integer depth) =
      \forall integer d; 0 <= d < depth ==> frame_lies{L}(c, d);
    // the pair of leaves, if there is one
    predicate no_pair{L}(struct pm_diff *c) =
      \at(c->a, L) == \null && \at(c->b, L) == \null;
    predicate pair_lies{L}(struct pm_diff *c) =
      no_pair{L}(c) ||
      (leafy(\at(c->a, L)) && leafy(\at(c->b, L)) &&
       lies{L}(\at(c->old_root, L), \at(c->a, L), 32, \at(c->low, L),
               \at(c->high, L)) &&
       lies{L}(\at(c->new_root, L), \at(c->b, L), 32, \at(c->low, L),
               \at(c->high, L)));
    predicate diff_there{L}(struct pm_diff *c) =
      \valid{L}(c) && outside(\base_addr(c));
    // where the slot of a frame begins that has used bits and its own above
    logic integer place(integer base, integer slot, integer used) =
      base + slot * span(used);
    logic integer begins{L}(struct pm_diff *c, integer d) =
      place(\at(c->frame[d].base, L), \at(c->frame[d].slot, L), bits(d + 1));
    // the first hash that the first depth frames have still to come to, all
    // above it too: a frame ends where the slot of the one above it is
    logic integer front{L}(struct pm_diff *c, integer depth) =
      depth <= 0 ? 4294967296 : begins{L}(c, depth - 1);
    predicate frame_joins{L}(struct pm_diff *c, integer d) =
      \at(c->frame[d].base, L) + span(bits(d)) == front{L}(c, d);
    predicate frames_join{L}(struct pm_diff *c, integer depth) =
      \forall integer d; 0 <= d < depth ==> frame_joins{L}(c, d);
    predicate pair_behind{L}(struct pm_diff *c) =
      no_pair{L}(c) || \at(c->high, L) < front{L}(c, \at(c->depth, L));
    predicate diff_ok{L}(struct pm_diff *c) =
      \at(c->depth, L) <= PM_LEVELS && frames_lie{L}(c, \at(c->depth, L)) &&
      frames_join{L}(c, \at(c->depth, L)) && pair_lies{L}(c) &&
      pair_behind{L}(c);
    predicate roots_same{L1,L2}(struct pm_diff *c) =
      \at(c->old_root, L2) == \at(c->old_root, L1) &&
      \at(c->new_root, L2) == \at(c->new_root, L1);
    predicate levels_same{L1,L2}(struct pm_diff *c, integer d) =
      \forall integer f; 0 <= f < d ==>
        \at(c->frame[f].a, L2) == \at(c->frame[f].a, L1) &&
        \at(c->frame[f].b, L2) == \at(c->frame[f].b, L1) &&
        \at(c->frame[f].used, L2) == \at(c->frame[f].used, L1) &&
        \at(c->frame[f].base, L2) == \at(c->frame[f].base, L1) &&
        \at(c->frame[f].slot, L2) == \at(c->frame[f].slot, L1);
    predicate roots_held{L}(struct pm_node *a, struct pm_node *b) =
      (a != \null ==> own{L}(a) >= (a == b ? 2 : 1)) &&
      (b != \null ==> own{L}(b) >= (a == b ? 2 : 1));
    // what start hands out, and end takes
    predicate roots_owned{L1,L2}(struct pm_node *a, struct pm_node *b) =
      \forall struct pm_node *q; own{L2}(q) == own{L1}(q) +
        (q == a && q != \null ? 1 : 0) + (q == b && q != \null ? 1 : 0);
*/

/* What is left to report: the changes whose hash no frame has come to, and in
 * the pair those of the old leaf's entries from i on, and of the new leaf's
 * from j on whose key the old one lacks. */
/*@ predicate keys_ahead(struct pm_entry *e, integer i, integer n,
                         pm_object *k) =
      \exists integer t; i <= t < n && KeyEq(key_at(e, t), k);
    predicate old_ahead(struct pm_node *a, integer i, pm_object *k) =
      a != \null && keys_ahead(entries(a, ncount(a)), i, ncount(a), k);
    predicate new_ahead(struct pm_node *a, struct pm_node *b, integer j,
                        pm_object *k) =
      b != \null && keys_ahead(entries(b, ncount(b)), j, ncount(b), k) &&
      lacks(a, 32, k);
    predicate in_pair{L}(struct pm_diff *c, pm_object *k) =
      \at(c->low, L) <= key_hash(k) <= \at(c->high, L);
    predicate pair_left{L}(struct pm_diff *c, pm_object *k) =
      in_pair{L}(c, k) &&
      (old_ahead(\at(c->a, L), \at(c->i, L), k) ||
       new_ahead(\at(c->a, L), \at(c->b, L), \at(c->j, L), k));
    predicate pair_done{L}(struct pm_diff *c) =
      \forall pm_object *k; !pair_left{L}(c, k);
    predicate map_changes(struct pm_map *old_map, struct pm_map *new_map,
                          pm_object *k, pm_object *before,
                          pm_object *after) =
      (map_has(old_map, k, before) && map_lacks(new_map, k) &&
         after == \null) ||
      (map_lacks(old_map, k) && map_has(new_map, k, after) &&
         before == \null) ||
      (map_has(old_map, k, before) && map_has(new_map, k, after) &&
         !same_value(before, after));
    predicate differs{L}(struct pm_diff *c, pm_object *k, pm_object *before,
                         pm_object *after) =
      changes(\at(c->old_root, L), \at(c->new_root, L), k, before, after);
    predicate diff_left{L}(struct pm_diff *c, pm_object *k,
                           pm_object *before, pm_object *after) =
      differs{L}(c, k, before, after) &&
      (front{L}(c, \at(c->depth, L)) <= key_hash(k) || pair_left{L}(c, k));
    predicate left_same{L1,L2}(struct pm_diff *c) =
      \forall pm_object *k, *v, *w;
        diff_left{L2}(c, k, v, w) <==> diff_left{L1}(c, k, v, w);
    predicate left_but{L1,L2}(struct pm_diff *c, pm_object *key) =
      \forall pm_object *k, *v, *w; diff_left{L2}(c, k, v, w) <==>
        (diff_left{L1}(c, k, v, w) && !KeyEq(key, k));
*/

/* Ghost code: the trie's roots and the pair are as at the start of the
 * function. */
#define KEEP_PAIR(c)                                                           \
  {                                                                            \
    /@ assert old_root: c->old_root == \at(c->old_root, Pre); @/               \
    /@ assert new_root: c->new_root == \at(c->new_root, Pre); @/               \
    /@ assert a: c->a == \at(c->a, Pre); @/                                    \
    /@ assert b: c->b == \at(c->b, Pre); @/                                    \
    /@ assert low: c->low == \at(c->low, Pre); @/                              \
    /@ assert high: c->high == \at(c->high, Pre); @/                           \
    ;                                                                          \
  }
/* Ghost code: what is said of the first n levels, which are as at the start. */
#define KEEP_ABOVE(c, n)                                                       \
  {                                                                            \
    /@ assert lie: \forall integer d; 0 <= d < n ==>                           \
      frame_lies{Pre}(c, d) ==> frame_lies(c, d); @/                           \
    /@ assert begins: \forall integer d; 0 <= d < n ==>                        \
      begins(c, d) == begins{Pre}(c, d); @/                                    \
    /@ assert front: \forall integer d; 0 <= d <= n ==>                        \
      front(c, d) == front{Pre}(c, d); @/                                      \
    /@ assert join: \forall integer d; 0 <= d < n ==>                          \
      frame_joins{Pre}(c, d) ==> frame_joins(c, d); @/                         \
    ;                                                                          \
  }
/* Ghost code: the levels, and what is said of them, are as at the start. */
#define KEEP_LEVELS(c)                                                         \
  {                                                                            \
    /@ assert depth: c->depth == \at(c->depth, Pre); @/                        \
    /@ assert level_a: \forall integer f; 0 <= f < PM_LEVELS ==>               \
      c->frame[f].a == \at(c->frame[f].a, Pre); @/                             \
    /@ assert level_b: \forall integer f; 0 <= f < PM_LEVELS ==>               \
      c->frame[f].b == \at(c->frame[f].b, Pre); @/                             \
    /@ assert used: \forall integer f; 0 <= f < PM_LEVELS ==>                  \
      c->frame[f].used == \at(c->frame[f].used, Pre); @/                       \
    /@ assert base: \forall integer f; 0 <= f < PM_LEVELS ==>                  \
      c->frame[f].base == \at(c->frame[f].base, Pre); @/                       \
    /@ assert slot: \forall integer f; 0 <= f < PM_LEVELS ==>                  \
      c->frame[f].slot == \at(c->frame[f].slot, Pre); @/                       \
    /@ assert same: levels_same{Pre,Here}(c, PM_LEVELS); @/                    \
    ;                                                                          \
  }                                                                            \
  KEEP_ABOVE(c, c->depth)
/* ... and the whole diff. */
#define KEEP_DIFF(c)                                                           \
  KEEP_PAIR(c) KEEP_LEVELS(c) {                                                \
    /@ assert i: c->i == \at(c->i, Pre); @/                                    \
    /@ assert j: c->j == \at(c->j, Pre); @/                                    \
    /@ assert lies: pair_lies{Pre}(c) ==> pair_lies(c); @/                     \
    /@ assert behind: pair_behind{Pre}(c) ==> pair_behind(c); @/               \
    /@ assert all_lie: frames_lie{Pre}(c, c->depth) ==>                        \
      frames_lie(c, c->depth); @/                                              \
    /@ assert all_join: frames_join{Pre}(c, c->depth) ==>                      \
      frames_join(c, c->depth); @/                                             \
    /@ assert kept: diff_ok{Pre}(c) ==> diff_ok(c); @/                         \
    /@ assert pair: \forall pm_object *k;                                      \
      pair_left(c, k) <==> pair_left{Pre}(c, k); @/                            \
    /@ assert left: left_same{Pre,Here}(c); @/                                 \
    ;                                                                          \
  }

/* Slots to visit: a number with a digit for each frame, which every step
 * decreases (see cursor.h). */
/*@ logic integer rest{L}(struct pm_diff *c, integer d) =
      d < \at(c->depth, L) ? 33 - \at(c->frame[d].slot, L) : 0;
    logic integer walk{L}(struct pm_diff *c) =
      rest{L}(c, 0) * 1544804416 + rest{L}(c, 1) * 45435424 +
      rest{L}(c, 2) * 1336336 + rest{L}(c, 3) * 39304 +
      rest{L}(c, 4) * 1156 + rest{L}(c, 5) * 34 + rest{L}(c, 6);
*/

/* The same for a loop variant, see cursor.h. */
#define PM_REST(c, d) (d < c->depth ? 33 - c->frame[d].slot : 0)
#define PM_WALK(c)                                                             \
  PM_REST(c, 0) * 1544804416 + PM_REST(c, 1) * 45435424 +                      \
    PM_REST(c, 2) * 1336336 + PM_REST(c, 3) * 39304 + PM_REST(c, 4) * 1156 +   \
    PM_REST(c, 5) * 34 + PM_REST(c, 6)
#endif
