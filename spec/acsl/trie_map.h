/* Tries as mathematical maps. A subtree at a position (`used` hash bits above
 * it) stands for the associations that a look-up finds there. All predicates
 * are over the pure content of nodes: no memory, no label. NULL is the empty
 * subtree. */
#ifndef PM_TRIE_MAP_H
#define PM_TRIE_MAP_H

/* ---- Slots ---- */

/*@ logic integer buddy(integer s) = s % 2 == 0 ? s + 1 : s - 1;
*/

/* ---- What a subtree holds ---- */

/*@ predicate leaf_has(struct pm_node *n, pm_object *k, pm_object *v) =
      body_has(entries(n, ncount(n)), ncount(n), k, v);
    // a look-up of k at this position finds v
    predicate holds(struct pm_node *n, integer used, pm_object *k,
                    pm_object *v) =
      n != \null &&
      (nwidth(n) == 0 ==> leaf_has(n, k, v)) &&
      (nwidth(n) != 0 ==> 0 <= used && used + nwidth(n) <= 32 &&
         holds(kid(n, slot(key_hash(k), used, nwidth(n))),
               used + nwidth(n), k, v));
    predicate lacks(struct pm_node *n, integer used, pm_object *k) =
      \forall pm_object *v; !holds(n, used, k, v);
    // r is n with k bound to v; without k
    predicate updated(struct pm_node *n, struct pm_node *r, integer used,
                      pm_object *k, pm_object *v) =
      \forall pm_object *k2, *v2; holds(r, used, k2, v2) <==>
        (KeyEq(k, k2) ? v2 == v : holds(n, used, k2, v2));
    // the same but for k
    predicate others_same(struct pm_node *n, struct pm_node *r,
                          integer used, pm_object *k) =
      \forall pm_object *k2, *v2; !KeyEq(k, k2) ==>
        (holds(r, used, k2, v2) <==> holds(n, used, k2, v2));
    predicate removed(struct pm_node *n, struct pm_node *r, integer used,
                      pm_object *k) =
      \forall pm_object *k2, *v2; holds(r, used, k2, v2) <==>
        (!KeyEq(k, k2) && holds(n, used, k2, v2));
*/

/* ---- Well-formed ---- */

/*@ predicate is_leaf(struct pm_node *n) = n != \null && nwidth(n) == 0;
    predicate is_branch(struct pm_node *n) = n != \null && nwidth(n) != 0;
    predicate leaf_ok(struct pm_node *n, integer used) =
      1 <= ncount(n) <= PM_COUNT_MAX &&
      body_ok(hashes(n), entries(n, ncount(n)), ncount(n)) &&
      (used < 32 ==> ncount(n) <= PM_LEAF_MAX);
    // what is found below slot s is below the slot its own hash selects
    // (neighbours may name one leaf); next is used + w
    predicate routed(struct pm_node *n, integer used, integer w,
                     integer next, integer s) =
      \forall pm_object *k, *v; holds(kid(n, s), next, k, v) ==>
        kid(n, slot(key_hash(k), used, w)) == kid(n, s);
    // a leaf that covers two slots leaves a hash bit undecided
    predicate capped(struct pm_node *n, integer s) =
      is_leaf(kid(n, s)) ==> kid(n, buddy(s)) == kid(n, s) ==>
      ncount(kid(n, s)) <= PM_LEAF_MAX;
    // a child has an aligned block of l slots, and no other slot
    predicate block_of(struct pm_node *n, integer l, integer s) =
      \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
        (kid(n, t) == kid(n, s) <==> t / l == s / l);
    predicate whole(struct pm_node *n, integer s) =
      kid(n, s) == \null || block_of(n, 1, s) || block_of(n, 2, s) ||
      block_of(n, 4, s) || block_of(n, 8, s) || block_of(n, 16, s) ||
      block_of(n, 32, s);
    predicate paired(struct pm_node *n, integer s) =
      kid(n, s) != \null ==> \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
        t != s ==> kid(n, t) == kid(n, s) ==> kid(n, buddy(s)) == kid(n, s);
    // a sub-branch has one slot, of a branch of full width
    predicate single(struct pm_node *n, integer used, integer s) =
      is_branch(kid(n, s)) ==> nwidth(n) == full_width(used) &&
      \forall integer t; 0 <= t < pow2(nwidth(n)) ==>
        kid(n, t) == kid(n, s) ==> t == s;
    // s is the first slot of its child
    predicate first_slot(struct pm_node *n, integer s) =
      kid(n, s) != \null && (s == 0 || kid(n, s - 1) != kid(n, s));
    // the entries below the children whose first slot is in [s, to)
    logic integer below(struct pm_node *n, integer s, integer to) =
      s >= to ? 0 : below(n, s + 1, to) +
        (kid(n, s) != \null && (s == 0 || kid(n, s - 1) != kid(n, s))
           ? ncount(kid(n, s)) : 0);
    predicate counted(struct pm_node *n) =
      ncount(n) == below(n, 0, pow2(nwidth(n)));
    logic integer total(struct pm_node *n) = n == \null ? 0 : ncount(n);
    // too much for one leaf
    predicate heavy(struct pm_node *a, struct pm_node *b) =
      is_branch(a) || is_branch(b) || total(a) + total(b) > PM_LEAF_MAX;
    // the aligned block of l slots around s has one child, or none
    predicate even(struct pm_node *n, integer l, integer s) =
      \forall integer t; 0 <= t < pow2(nwidth(n)) ==> t / l == s / l ==>
        kid(n, t) == kid(n, s);
    // two halves (of l slots) of a block of m slots that fit into one leaf
    // are one leaf
    predicate parted(struct pm_node *n, integer l, integer m) =
      \forall integer s, t; 0 <= s < pow2(nwidth(n)) ==>
        0 <= t < pow2(nwidth(n)) ==> s / m == t / m ==>
        even(n, l, s) ==> even(n, l, t) ==> kid(n, s) != kid(n, t) ==>
        heavy(kid(n, s), kid(n, t));
    predicate least(struct pm_node *n) =
      !(\forall integer s; 0 <= s < pow2(nwidth(n)) ==>
          kid(n, buddy(s)) == kid(n, s));
    // blocks joined, and no wider than needed: one shape for one content
    predicate canonical(struct pm_node *n) =
      parted(n, 1, 2) && parted(n, 2, 4) && parted(n, 4, 8) &&
      parted(n, 8, 16) && parted(n, 16, 32) && least(n);
    predicate shape_ok(struct pm_node *n, integer used) =
      canonical(n) &&
      (\forall integer s; 0 <= s < pow2(nwidth(n)) ==> capped(n, s)) &&
      (\forall integer s; 0 <= s < pow2(nwidth(n)) ==> whole(n, s)) &&
      (\forall integer s; 0 <= s < pow2(nwidth(n)) ==> single(n, used, s));
    predicate wf(struct pm_node *n, integer used) =
      0 <= used <= 32 &&
      (is_leaf(n) ==> leaf_ok(n, used)) &&
      (is_branch(n) ==>
         1 <= nwidth(n) <= PM_CHUNK_BITS && used + nwidth(n) <= 32 &&
         PM_LEAF_MAX < ncount(n) <= PM_COUNT_MAX && counted(n) &&
         (\forall integer s; 0 <= s < pow2(nwidth(n)) ==>
            wf(kid(n, s), used + nwidth(n))) &&
         (\forall integer s; 0 <= s < pow2(nwidth(n)) ==>
            routed(n, used, nwidth(n), used + nwidth(n), s)) &&
         shape_ok(n, used));
    // all that is below agrees with h in the bits above this position
    predicate on_path(struct pm_node *n, integer used, integer h) =
      used == 0 || \forall pm_object *k, *v; holds(n, used, k, v) ==>
        prefix(key_hash(k), used) == prefix(h, used);
*/

/* ---- Nodes made from nodes ---- */

/*@ // r is n with new_kid wherever n has old_kid
    predicate kids_replaced(struct pm_node *n, struct pm_node *r,
                            struct pm_node *old_kid,
                            struct pm_node *new_kid) =
      r != \null && nwidth(r) == nwidth(n) &&
      \forall integer s; 0 <= s < pow2(nwidth(n)) ==>
        kid(r, s) == (kid(n, s) == old_kid ? new_kid : kid(n, s));
    predicate no_kid(struct pm_node *n, struct pm_node *c) =
      \forall integer s; 0 <= s < pow2(nwidth(n)) ==> kid(n, s) != c;
    predicate item_ok{L}(struct pm_item *item) =
      \valid_read{L}(item) && outside(\base_addr(item)) &&
      \at(item->hash, L) == key_hash(\at(item->key, L));
*/
#endif
