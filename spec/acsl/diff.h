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

/*@ predicate frame_lies{L}(struct pm_diff *c, integer d) =
      \at(c->frame[d].used, L) == bits(d) &&
      \at(c->frame[d].base, L) % span(bits(d)) == 0 &&
      \at(c->frame[d].base, L) + span(bits(d)) <= 4294967296 &&
      \at(c->frame[d].slot, L) <= pow2(full_width(bits(d))) &&
      (is_branch(\at(c->frame[d].a, L)) ||
       is_branch(\at(c->frame[d].b, L))) &&
      lies{L}(\at(c->old_root, L), \at(c->frame[d].a, L), bits(d),
              \at(c->frame[d].base, L),
              \at(c->frame[d].base, L) + span(bits(d)) - 1) &&
      lies{L}(\at(c->new_root, L), \at(c->frame[d].b, L), bits(d),
              \at(c->frame[d].base, L),
              \at(c->frame[d].base, L) + span(bits(d)) - 1);
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
    predicate diff_ok{L}(struct pm_diff *c) =
      \at(c->depth, L) <= PM_LEVELS && frames_lie{L}(c, \at(c->depth, L)) &&
      pair_lies{L}(c);
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
