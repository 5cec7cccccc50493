/* Arrays of slots: their weight, and blocks made of two halves. */
#ifndef PM_MERGE_SLOTS_H
#define PM_MERGE_SLOTS_H

/*@ predicate slot_tied{L}(struct pm_node **c, integer from,
                           struct pm_node *x, integer u) =
      \forall integer s, t; from <= s < t < u ==> \at(c[s], L) == x ==>
        \at(c[t], L) == x;
    predicate slots_tied{L}(struct pm_node **c, integer from, integer to,
                            struct pm_node *x) =
      \forall integer s, t, u; from <= s < t < u < to ==>
        \at(c[s], L) == x ==> \at(c[u], L) == x ==> \at(c[t], L) == x;
*/
/* The slots of a child stand together. */
/*@ ghost
  /@ requires to <= 32 && x != \null;
     requires whole: \forall integer s; from <= s < to ==>
       slot_whole(c, from, to, s);
     terminates \true; assigns \nothing;
     ensures slots_tied(c, from, to, x); @/
  void lemma_tied(struct pm_node **c, uint32_t from, uint32_t to,
                  struct pm_node *x) {
    /@ assert div: \forall integer s, t, u; 0 <= s < t < u < 32 ==>
         s / 1 != u / 1 && (s / 2 == u / 2 ==> t / 2 == u / 2) &&
         (s / 4 == u / 4 ==> t / 4 == u / 4) &&
         (s / 8 == u / 8 ==> t / 8 == u / 8) &&
         (s / 16 == u / 16 ==> t / 16 == u / 16) &&
         (s / 32 == u / 32 ==> t / 32 == u / 32); @/
    /@ assert one: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 1, u) || slot_block(c, from, to, 2, u) ||
         slot_block(c, from, to, 4, u) || slot_block(c, from, to, 8, u) ||
         slot_block(c, from, to, 16, u) || slot_block(c, from, to, 32, u); @/
    /@ assert b1: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 1, u) ==> slot_tied(c, from, x, u); @/
    /@ assert b2: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 2, u) ==> slot_tied(c, from, x, u); @/
    /@ assert b4: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 4, u) ==> slot_tied(c, from, x, u); @/
    /@ assert b8: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 8, u) ==> slot_tied(c, from, x, u); @/
    /@ assert b16: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 16, u) ==> slot_tied(c, from, x, u); @/
    /@ assert b32: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_block(c, from, to, 32, u) ==> slot_tied(c, from, x, u); @/
    /@ assert all: \forall integer u; from <= u < to ==> c[u] == x ==>
         slot_tied(c, from, x, u); @/
  }
*/
/* A child whose last slot, or first slot, is at u - 1, or u. */
/*@ ghost
  /@ requires from <= u <= to && to <= 32 && used < 32;
     requires tied: slots_tied(c, from, to, x);
     requires wf: wf(x, used + full_width(used));
     requires routed: \forall pm_object *k, *v;
       holds(x, used + full_width(used), k, v) ==>
       from <= place(k, used) < to && c[place(k, used)] == x;
     terminates \true; assigns \nothing;
     ensures last: is_leaf(x) ==> from < u < to ==> c[u - 1] == x ==>
       c[u] != x ==>
       share(x, used, u, to) == 0;
     ensures end: is_leaf(x) ==> u == to ==> share(x, used, u, to) == 0;
     ensures first: is_leaf(x) ==> u < to ==> c[u] == x ==>
       (u == from || c[u - 1] != x) ==>
       share(x, used, u, to) == ncount(x); @/
  void lemma_share_ends(struct pm_node **c, struct pm_node *x, uint32_t used,
                        uint32_t from, uint32_t u, uint32_t to) {
    lemma_share_if(x, used);
    /@ assert after: from < u < to ==> c[u - 1] == x ==> c[u] != x ==>
         \forall integer t; u <= t < to ==> c[t] != x; @/
    /@ assert beside: from < u < to ==> c[u - 1] == x ==> c[u] != x ==>
         outside_of(x, used, u, to); @/
    /@ assert none: outside_of(x, used, to, to); @/
    /@ assert before: u < to ==> c[u] == x ==> from < u ==> c[u - 1] != x ==>
         \forall integer t; from <= t < u ==> c[t] != x; @/
    /@ assert inside: u < to ==> c[u] == x ==> (u == from || c[u - 1] != x) ==>
         inside(x, used, u, to); @/
  }
*/
/*@ ghost
  /@ requires from <= u < to && to <= 32 && used < 32 && s == u + 1;
     requires tied: slots_tied(c, from, to, x);
     requires wf: wf(x, used + full_width(used)) && c[u] == x;
     requires routed: \forall pm_object *k, *v;
       holds(x, used + full_width(used), k, v) ==>
       from <= place(k, used) < to && c[place(k, used)] == x;
     terminates \true; assigns \nothing;
     ensures last: is_leaf(x) ==> s == to || c[s] != x ==>
       share(x, used, s, to) == 0;
     ensures first: is_leaf(x) ==> (u == from || c[u - 1] != x) ==>
       share(x, used, u, to) == ncount(x);
     ensures sum: is_leaf(x) ==> share(x, used, u, to) ==
       share(x, used, u, s) + share(x, used, s, to); @/
  void lemma_ends_of(struct pm_node **c, struct pm_node *x, uint32_t used,
                     uint32_t from, uint32_t u, uint32_t s, uint32_t to) {
    /@ assert uint: (uint32_t)(u + 1) == u + 1; @/
    lemma_share_if(x, used);
    lemma_share_ends(c, x, used, from, u, to);
    lemma_share_ends(c, x, used, from, s, to);
  }
*/
/*@ ghost
  /@ requires from < to <= 32 && used < 32;
     requires wf: \forall integer t; from <= t < to ==>
       wf(c[t], used + full_width(used));
     requires routed: \forall integer t; from <= t < to ==>
       slot_routed(c, used, from, to, t);
     requires whole: \forall integer t; from <= t < to ==>
       slot_whole(c, from, to, t);
     requires single: \forall integer t; from <= t < to ==>
       slot_single(c, from, to, t);
     requires \valid_read(c + (from .. to - 1));
     terminates \true; assigns \nothing;
     ensures slots_below(c, from, from, to) == weight(c, used, from, to); @/
  void lemma_weight_below_of(struct pm_node **c, uint32_t used,
                             uint32_t from, uint32_t to) {
    uint32_t s = to;
    /@ loop invariant from <= s <= to;
       loop invariant in: from < s < to ==> c[s - 1] == c[s] ==>
         is_leaf(c[s]) ==> weight(c, used, s, to) ==
         slots_below(c, from, s, to) + share(c[s], used, s, to);
       loop invariant at: s == from || s == to || c[s - 1] != c[s] ||
         !is_leaf(c[s]) ==>
         weight(c, used, s, to) == slots_below(c, from, s, to);
       loop assigns s;
       loop variant s; @/
    while (s > from) {
      uint32_t u = s - 1;
      struct pm_node *x = c[u];
      /@ assert next: u + 1 == s; @/
      /@ assert w: weight(c, used, u, to) == weight(c, used, s, to) +
           share(x, used, u, s); @/
      /@ assert new: x != \null && (u == from || c[u - 1] != x) ==>
           slots_below(c, from, u, to) ==
           slots_below(c, from, s, to) + ncount(x); @/
      /@ assert old: x == \null || (u > from && c[u - 1] == x) ==>
           slots_below(c, from, u, to) == slots_below(c, from, s, to); @/
      if (x) {
        lemma_tied(c, from, to, x);
        /@ assert route: slot_routed(c, used, from, to, u); @/
        /@ assert single: slot_single(c, from, to, u); @/
        /@ assert branch: is_branch(x) ==> (u == from || c[u - 1] != x) &&
             (s == to || c[s] != x); @/
        /@ assert one: is_branch(x) ==>
             weight(c, used, u, to) == slots_below(c, from, u, to); @/
        /@ assert leaf: is_leaf(x) || is_branch(x); @/
        lemma_ends_of(c, x, used, from, u, s, to);
        /@ assert rest: is_leaf(x) ==> weight(c, used, s, to) ==
             slots_below(c, from, s, to) + share(x, used, s, to); @/
        /@ assert mine: is_leaf(x) ==> weight(c, used, u, to) ==
             slots_below(c, from, s, to) + share(x, used, u, to); @/
      }
      s = u;
    }
  }
*/
/*@ ghost
  /@ requires from < to <= 32 && used < 32;
     requires slots_wf(c, used, from, to);
     requires \valid_read(c + (from .. to - 1));
     terminates \true; assigns \nothing;
     ensures slots_below(c, from, from, to) == weight(c, used, from, to); @/
  void lemma_weight_below(struct pm_node **c, uint32_t used, uint32_t from,
                          uint32_t to) {
    lemma_weight_below_of(c, used, from, to);
  }
*/
#endif
