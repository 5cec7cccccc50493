/* Slot arrays as maps. c is an array of the slots of a branch of full width
 * with `used` hash bits above it; [from, to) is all of it, or an aligned block
 * of a power of two of slots. The same predicates as for branches, see
 * trie_map.h. */
#ifndef PM_SLOTS_MAP_H
#define PM_SLOTS_MAP_H

/*@ // the slot of k
    logic integer place(pm_object *k, integer used) =
      slot(key_hash(k), used, full_width(used));
    // a look-up of k finds v
    predicate slots_hold{L}(struct pm_node **c, integer used, pm_object *k,
                            pm_object *v) =
      holds(\at(c[place(k, used)], L), used + full_width(used), k, v);
    predicate slot_routed{L}(struct pm_node **c, integer used, integer from,
                             integer to, integer s) =
      \forall pm_object *k, *v;
        holds(\at(c[s], L), used + full_width(used), k, v) ==>
        from <= place(k, used) < to &&
        \at(c[place(k, used)], L) == \at(c[s], L);
    predicate slot_capped{L}(struct pm_node **c, integer from, integer to,
                             integer s) =
      is_leaf(\at(c[s], L)) ==> from <= buddy(s) < to ==>
      \at(c[buddy(s)], L) == \at(c[s], L) ==>
      ncount(\at(c[s], L)) <= PM_LEAF_MAX;
    // a child has an aligned block of l slots, and no other slot
    predicate slot_block{L}(struct pm_node **c, integer from, integer to,
                            integer l, integer s) =
      l <= to - from && \forall integer t; from <= t < to ==>
        (\at(c[t], L) == \at(c[s], L) <==> t / l == s / l);
    predicate slot_whole{L}(struct pm_node **c, integer from, integer to,
                            integer s) =
      \at(c[s], L) == \null ||
      slot_block{L}(c, from, to, 1, s) || slot_block{L}(c, from, to, 2, s) ||
      slot_block{L}(c, from, to, 4, s) || slot_block{L}(c, from, to, 8, s) ||
      slot_block{L}(c, from, to, 16, s) || slot_block{L}(c, from, to, 32, s);
    predicate slot_single{L}(struct pm_node **c, integer from, integer to,
                             integer s) =
      is_branch(\at(c[s], L)) ==> \forall integer t; from <= t < to ==>
        \at(c[t], L) == \at(c[s], L) ==> t == s;
    predicate slots_even{L}(struct pm_node **c, integer from, integer to,
                            integer l, integer s) =
      \forall integer t; from <= t < to ==> t / l == s / l ==>
        \at(c[t], L) == \at(c[s], L);
    predicate slots_parted{L}(struct pm_node **c, integer from, integer to,
                              integer l, integer m) =
      \forall integer s, t; from <= s < to ==> from <= t < to ==>
        s / m == t / m ==> slots_even{L}(c, from, to, l, s) ==>
        slots_even{L}(c, from, to, l, t) ==>
        \at(c[s], L) != \at(c[t], L) ==>
        heavy(\at(c[s], L), \at(c[t], L));
    predicate slots_joined{L}(struct pm_node **c, integer from, integer to) =
      slots_parted{L}(c, from, to, 1, 2) &&
      slots_parted{L}(c, from, to, 2, 4) &&
      slots_parted{L}(c, from, to, 4, 8) &&
      slots_parted{L}(c, from, to, 8, 16) &&
      slots_parted{L}(c, from, to, 16, 32);
    predicate slots_wf{L}(struct pm_node **c, integer used, integer from,
                          integer to) =
      (\forall integer s; from <= s < to ==>
         wf(\at(c[s], L), used + full_width(used))) &&
      (\forall integer s; from <= s < to ==>
         slot_routed{L}(c, used, from, to, s)) &&
      (\forall integer s; from <= s < to ==>
         slot_capped{L}(c, from, to, s)) &&
      (\forall integer s; from <= s < to ==>
         slot_whole{L}(c, from, to, s)) &&
      (\forall integer s; from <= s < to ==>
         slot_single{L}(c, from, to, s)) &&
      slots_joined{L}(c, from, to);
    // the entries below the children whose first slot in [from, to) is >= s
    logic integer slots_below{L}(struct pm_node **c, integer from, integer s,
                                 integer to) =
      s >= to ? 0 : slots_below{L}(c, from, s + 1, to) +
        (\at(c[s], L) != \null &&
         (s == from || \at(c[s - 1], L) != \at(c[s], L))
           ? ncount(\at(c[s], L)) : 0);
*/

/* Counts are not negative. */
/*@ ghost
  /@ requires nat: \forall integer t; 0 <= t < total ==>
       c[t] != \null ==> ncount(c[t]) >= 0;
     terminates \true; assigns \nothing;
     ensures \forall integer s; 0 <= s <= total ==>
       slots_below(c, 0, s, total) >= 0; @/
  void lemma_slots_nat(struct pm_node **c, uint32_t total) {
    uint32_t i = total;
    /@ loop invariant 0 <= i <= total;
       loop invariant \forall integer s; i <= s <= total ==>
         slots_below(c, 0, s, total) >= 0;
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
#endif
