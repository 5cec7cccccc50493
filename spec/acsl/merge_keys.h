/* No well-formed node is without a key; who has another's keys has no fewer. */
#ifndef PM_MERGE_KEYS_H
#define PM_MERGE_KEYS_H

/*@ predicate some_key(struct pm_node *n, integer used) =
      \exists pm_object *k, *v; holds(n, used, k, v);
    predicate key_up(struct pm_node *n, struct pm_node *x, integer used,
                     integer next) =
      \forall pm_object *k, *v; holds(x, next, k, v) ==> holds(n, used, k, v);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_node *n, integer s, to; 0 <= s <= to <= 32 ==>
       kids_null(n, s, to) ==> below(n, s, to) == 0; @/
  void lemma_kids_null(void) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= 32;
       loop invariant \forall struct pm_node *n, integer s, to;
         0 <= s <= to <= 32 ==> to - s <= i ==> kids_null(n, s, to) ==>
         below(n, s, to) == 0;
       loop assigns i;
       loop variant 32 - i; @/
    while (i < 32) {
      /@ assert rest: \forall struct pm_node *n, integer s, to;
           0 <= s < to ==> kids_null(n, s, to) ==>
           kids_null(n, s + 1, to) && kid(n, s) == \null; @/
      i++;
    }
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_node *n, *x, integer next;
       key_up(n, x, used, next) ==> some_key(x, next) ==>
       some_key(n, used); @/
  void lemma_key_up(uint32_t used) {
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_node *n, integer u; 0 <= u <= 32 ==>
       n != \null ==> wf(n, u) ==> some_key(n, u); @/
  void lemma_some_key(void) {
    uint32_t u = 33;
    lemma_kids_null();
    /@ loop invariant 0 <= u <= 33;
       loop invariant \forall struct pm_node *n, integer v; u <= v <= 32 ==>
         n != \null ==> wf(n, v) ==> some_key(n, v);
       loop assigns u;
       loop variant u; @/
    while (u > 0) {
      u--;
      /@ assert entry: \forall struct pm_node *n; is_leaf(n) ==> wf(n, u) ==>
           entry_has(entries(n, ncount(n)), 0,
                     key_at(entries(n, ncount(n)), 0),
                     value_at(entries(n, ncount(n)), 0)); @/
      /@ assert has: \forall struct pm_node *n; is_leaf(n) ==> wf(n, u) ==>
           leaf_has(n, key_at(entries(n, ncount(n)), 0),
                    value_at(entries(n, ncount(n)), 0)); @/
      /@ assert at: \forall struct pm_node *n; is_leaf(n) ==> wf(n, u) ==>
           holds(n, u, key_at(entries(n, ncount(n)), 0),
                 value_at(entries(n, ncount(n)), 0)); @/
      /@ assert leaf: \forall struct pm_node *n; is_leaf(n) ==> wf(n, u) ==>
           some_key(n, u); @/
      /@ assert range: \forall struct pm_node *n; is_branch(n) ==>
           wf(n, u) ==> 0 < pow2(nwidth(n)) <= 32; @/
      /@ assert kid: \forall struct pm_node *n; is_branch(n) ==>
           wf(n, u) ==> !kids_null(n, 0, pow2(nwidth(n))); @/
      /@ assert down: \forall struct pm_node *n, integer s; is_branch(n) ==>
           wf(n, u) ==> 0 <= s < pow2(nwidth(n)) ==> kid(n, s) != \null ==>
           some_key(kid(n, s), u + nwidth(n)); @/
      /@ assert route: \forall struct pm_node *n, integer s; is_branch(n) ==>
           wf(n, u) ==> 0 <= s < pow2(nwidth(n)) ==>
           routed(n, u, nwidth(n), u + nwidth(n), s); @/
      lemma_key_up(u);
      /@ assert up: \forall struct pm_node *n, integer s, next;
           next == u + nwidth(n) ==> is_branch(n) ==> wf(n, u) ==>
           0 <= s < pow2(nwidth(n)) ==> key_up(n, kid(n, s), u, next); @/
      /@ assert some: \forall struct pm_node *n, integer s, next;
           next == u + nwidth(n) ==> is_branch(n) ==> wf(n, u) ==>
           0 <= s < pow2(nwidth(n)) ==> some_key(kid(n, s), next) ==>
           some_key(n, u); @/
      /@ assert branch: \forall struct pm_node *n; is_branch(n) ==>
           wf(n, u) ==> some_key(n, u); @/
    }
  }
*/
/* So no node stands in two blocks. */
/*@ ghost
  /@ requires slot_routed(c, used, from, to, s) && from <= s < to;
     terminates \true; assigns \nothing;
     ensures inside(c[s], used, from, to); @/
  void lemma_routed_in(struct pm_node **c, uint32_t used, uint32_t from,
                       uint32_t to, uint32_t s) {
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_node *x; inside(x, used, first, mid) ==>
       inside(x, used, mid, to) ==>
       !some_key(x, used + full_width(used)); @/
  void lemma_nowhere(uint32_t used, uint32_t first, uint32_t mid,
                     uint32_t to) {
  }
*/
/*@ ghost
  /@ requires first < mid < to && to <= 32 && used < 32;
     requires low: slots_wf(c, used, first, mid);
     requires high: slots_wf(c, used, mid, to);
     terminates \true; assigns \nothing;
     ensures slots_apart(c, first, mid, to); @/
  void lemma_apart(struct pm_node **c, uint32_t used, uint32_t first,
                   uint32_t mid, uint32_t to) {
    lemma_some_key();
    uint32_t s = first;
    /@ loop invariant first <= s <= mid;
       loop invariant \forall integer t; first <= t < s ==>
         inside(c[t], used, first, mid);
       loop assigns s;
       loop variant mid - s; @/
    while (s < mid) {
      lemma_routed_in(c, used, first, mid, s);
      s++;
    }
    /@ loop invariant mid <= s <= to;
       loop invariant \forall integer t; mid <= t < s ==>
         inside(c[t], used, mid, to);
       loop assigns s;
       loop variant to - s; @/
    while (s < to) {
      lemma_routed_in(c, used, mid, to, s);
      s++;
    }
    lemma_nowhere(used, first, mid, to);
    /@ assert next: 0 <= used + full_width(used) <= 32; @/
    /@ assert wf: \forall integer t; first <= t < mid ==>
         wf(c[t], used + full_width(used)); @/
    /@ assert some: \forall integer t; first <= t < mid ==>
         c[t] != \null ==> some_key(c[t], used + full_width(used)); @/
  }
*/
/* ---- As many items as keys ---- */

/*@ // at least `least` items of t[i..n) have keys of b's first j
    predicate hits{L}(struct pm_item *t, integer i, integer n,
                      struct pm_entry *b, integer j, integer least) =
      least <= 0 || (i < n && (hits{L}(t, i + 1, n, b, j, least) ||
        (!absent(b, j, \at(t[i].key, L)) &&
         hits{L}(t, i + 1, n, b, j, least - 1))));
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer m; hits(t, 0, n, b, j, m) ==> m <= n; @/
  void lemma_hits_bound(struct pm_item *t, uint32_t n, struct pm_entry *b,
                        uint32_t j) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall integer m; hits(t, i, n, b, j, m) ==>
         m <= n - i;
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert step: \forall integer m; hits(t, i, n, b, j, m) ==>
           m <= 0 || hits(t, i + 1, n, b, j, m) ||
           hits(t, i + 1, n, b, j, m - 1); @/
    }
  }
*/
/*@ ghost
  /@ requires distinct(b, j + 1);
     terminates \true; assigns \nothing;
     ensures \forall integer p, m; 0 <= p < n ==>
       KeyEq(t[p].key, key_at(b, j)) ==> hits(t, 0, n, b, j, m) ==>
       hits(t, 0, n, b, j + 1, m + 1); @/
  void lemma_hits_more(struct pm_item *t, uint32_t n, struct pm_entry *b,
                       uint32_t j) {
    uint32_t i = n;
    /@ assert other: \forall integer p; 0 <= p < n ==>
         KeyEq(t[p].key, key_at(b, j)) ==> absent(b, j, t[p].key) &&
         !absent(b, j + 1, t[p].key); @/
    /@ assert still: \forall integer p; 0 <= p < n ==>
         !absent(b, j, t[p].key) ==> !absent(b, j + 1, t[p].key); @/
    /@ loop invariant 0 <= i <= n;
       loop invariant same: \forall integer m; hits(t, i, n, b, j, m) ==>
         hits(t, i, n, b, j + 1, m);
       loop invariant more: \forall integer p, m; i <= p < n ==>
         KeyEq(t[p].key, key_at(b, j)) ==> hits(t, i, n, b, j, m) ==>
         hits(t, i, n, b, j + 1, m + 1);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert old: \forall integer m; hits(t, i, n, b, j, m) <==>
           (m <= 0 || hits(t, i + 1, n, b, j, m) ||
            (!absent(b, j, t[i].key) && hits(t, i + 1, n, b, j, m - 1))); @/
      /@ assert new: \forall integer m; hits(t, i, n, b, j + 1, m) <==>
           (m <= 0 || hits(t, i + 1, n, b, j + 1, m) ||
            (!absent(b, j + 1, t[i].key) &&
             hits(t, i + 1, n, b, j + 1, m - 1))); @/
      /@ assert low: \forall integer k, m; k == i + 1 ==> m <= 0 ==>
           hits(t, k, n, b, j, m) && hits(t, k, n, b, j + 1, m); @/
      /@ assert here: KeyEq(t[i].key, key_at(b, j)) ==>
           \forall integer m; hits(t, i, n, b, j, m) ==>
           hits(t, i, n, b, j + 1, m + 1); @/
    }
  }
*/
/*@ ghost
  /@ requires distinct(b, bn) && merged_there(t, n, b, bn);
     terminates \true; assigns \nothing;
     ensures bn <= n; @/
  void lemma_not_fewer(struct pm_item *t, uint32_t n, struct pm_entry *b,
                       uint32_t bn) {
    uint32_t j = 0;
    /@ loop invariant 0 <= j <= bn;
       loop invariant hits(t, 0, n, b, j, j);
       loop assigns j;
       loop variant bn - j; @/
    while (j < bn) {
      lemma_hits_more(t, n, b, j);
      /@ assert have: items_have(t, n, key_at(b, j), value_at(b, j)); @/
      /@ assert hit: \exists integer p; 0 <= p < n &&
           KeyEq(t[p].key, key_at(b, j)); @/
      /@ assert more: hits(t, 0, n, b, j + 1, j + 1); @/
      j++;
    }
    lemma_hits_bound(t, n, b, bn);
  }
*/
#endif
