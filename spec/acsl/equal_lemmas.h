/* Equality of maps is an equivalence as far as that of their values is: ghost
 * lemmas for spec/laws/equal.c. */
#ifndef PM_EQUAL_LEMMAS_H
#define PM_EQUAL_LEMMAS_H

/*@ predicate values_symmetric =
      \forall pm_object *u, *v; ValueEq(u, v) ==> ValueEq(v, u);
    predicate values_transitive =
      \forall pm_object *u, *v, *w;
        ValueEq(u, v) ==> ValueEq(v, w) ==> ValueEq(u, w);
*/

/* ---- Pigeonhole ---- */

/* n distinct keys, each equal to one of n other keys: no other one is left. */

/*@ // an entry of b before m, other than j0, has the key of a's entry i
    predicate hit(struct pm_entry *a, struct pm_entry *b, integer j0,
                  integer i, integer m) =
      \exists integer j; 0 <= j < m && j != j0 &&
        KeyEq(key_at(b, j), key_at(a, i));
    // that goes for at most c of a's first i entries
    predicate few(struct pm_entry *a, struct pm_entry *b, integer j0,
                  integer i, integer m, integer c) =
      i <= 0 ? c >= 0 :
        (hit(a, b, j0, i - 1, m) ? few(a, b, j0, i - 1, m, c - 1)
                                 : few(a, b, j0, i - 1, m, c));
    predicate unhit(struct pm_entry *a, struct pm_entry *b, integer i,
                    integer m) =
      \forall integer t; 0 <= t < i ==>
        !KeyEq(key_at(b, m), key_at(a, t));
    // entry m of b hits one of a's first i at most
    predicate one_more(struct pm_entry *a, struct pm_entry *b, integer j0,
                       integer i, integer m) =
      (m == j0 || unhit(a, b, i, m) ==>
        \forall integer c; few(a, b, j0, i, m, c) ==>
        few(a, b, j0, i, m + 1, c)) &&
      (\forall integer c; few(a, b, j0, i, m, c) ==>
        few(a, b, j0, i, m + 1, c + 1));
    predicate all_hit(struct pm_entry *a, struct pm_entry *b, integer j0,
                      integer n) =
      \forall integer i; 0 <= i < n ==> hit(a, b, j0, i, n);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_entry *a, *b, integer j0, n;
       0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==>
       one_more(a, b, j0, n, m); @/
  void lemma_one_hit(uint32_t m) {
    uint32_t i = 0;
    /@ assert last: \forall struct pm_entry *a, *b, integer j0, t;
         hit(a, b, j0, t, m + 1) <==> hit(a, b, j0, t, m) ||
         (m != j0 && KeyEq(key_at(b, m), key_at(a, t))); @/
    /@ loop invariant 0 <= i <= PM_COUNT_MAX;
       loop invariant more: \forall struct pm_entry *a, *b, integer j0, n;
         0 <= n <= i ==> distinct(a, n) ==> one_more(a, b, j0, n, m);
       loop assigns i;
       loop variant PM_COUNT_MAX - i; @/
    while (i < PM_COUNT_MAX) {
      /@ assert sole: \forall struct pm_entry *a, *b; distinct(a, i + 1) ==>
           KeyEq(key_at(b, m), key_at(a, i)) ==> unhit(a, b, i, m); @/
      /@ assert part: \forall struct pm_entry *a; distinct(a, i + 1) ==>
           distinct(a, i); @/
      /@ assert here: \forall struct pm_entry *a, *b, integer j0;
           distinct(a, i + 1) ==> distinct(a, i) && one_more(a, b, j0, i, m) &&
           one_more(a, b, j0, i + 1, m); @/
      i++;
    }
  }
*/
/*@ predicate short_of(struct pm_entry *a, struct pm_entry *b, integer j0,
                       integer n) = few(a, b, j0, n, n, n - 1);
    predicate few_hit(integer m) =
      \forall struct pm_entry *a, *b, integer j0, n; 0 <= j0 ==>
        0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==>
        few(a, b, j0, n, m, m <= j0 ? m : m - 1);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall struct pm_entry *a, *b, integer j0, n;
       0 <= j0 < n <= PM_COUNT_MAX ==> distinct(a, n) ==>
       !all_hit(a, b, j0, n); @/
  void lemma_pigeonhole(void) {
    uint32_t i = 0, m = 0;
    /@ assert none: \forall struct pm_entry *a, *b, integer j0, t;
         !hit(a, b, j0, t, 0); @/
    /@ loop invariant 0 <= i <= PM_COUNT_MAX;
       loop invariant \forall struct pm_entry *a, *b, integer j0, n;
         0 <= n <= i ==> few(a, b, j0, n, 0, 0);
       loop assigns i;
       loop variant PM_COUNT_MAX - i; @/
    while (i < PM_COUNT_MAX) i++;
    /@ loop invariant 0 <= m <= PM_COUNT_MAX;
       loop invariant few: \forall integer t; 0 <= t <= m ==> few_hit(t);
       loop assigns m;
       loop variant PM_COUNT_MAX - m; @/
    while (m < PM_COUNT_MAX) {
      lemma_one_hit(m);
      /@ assert before: \forall struct pm_entry *a, *b, integer j0, n;
           m < j0 ==> 0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==>
           one_more(a, b, j0, n, m) && (few(a, b, j0, n, m, m) ==>
           few(a, b, j0, n, m + 1, m + 1)); @/
      /@ assert at: \forall struct pm_entry *a, *b, integer n;
           0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==>
           one_more(a, b, m, n, m) &&
           (few(a, b, m, n, m, m) ==> few(a, b, m, n, m + 1, m)); @/
      /@ assert after: \forall struct pm_entry *a, *b, integer j0, n;
           0 <= j0 < m ==> 0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==>
           one_more(a, b, j0, n, m) && (few(a, b, j0, n, m, m - 1) ==>
           few(a, b, j0, n, m + 1, m)); @/
      /@ assert here: few_hit(m); @/
      /@ assert next: few_hit(m + 1); @/
      m++;
    }
    i = 0;
    /@ loop invariant 0 <= i <= PM_COUNT_MAX;
       loop invariant full: \forall struct pm_entry *a, *b, integer j0, n, t, c;
         0 <= t <= i ==> t <= n ==> all_hit(a, b, j0, n) ==>
         few(a, b, j0, t, n, c) ==> c >= t;
       loop assigns i;
       loop variant PM_COUNT_MAX - i; @/
    while (i < PM_COUNT_MAX) i++;
    /@ assert over: \forall struct pm_entry *a, *b, integer j0, n;
         0 <= j0 < n <= PM_COUNT_MAX ==> few_hit(n) ==> distinct(a, n) ==>
         short_of(a, b, j0, n); @/
    /@ assert left: \forall struct pm_entry *a, *b, integer j0, n;
         0 <= n <= PM_COUNT_MAX ==> short_of(a, b, j0, n) ==>
         !all_hit(a, b, j0, n); @/
    /@ assert all: \forall integer n; 0 <= n <= PM_COUNT_MAX ==>
         few_hit(n); @/
  }
*/
/* A body within another of as many keys: that one within it too. */
/*@ ghost
  /@ requires values_symmetric;
     terminates \true; assigns \nothing;
     ensures \forall struct pm_entry *a, *b, integer n;
       0 <= n <= PM_COUNT_MAX ==> distinct(a, n) ==> distinct(b, n) ==>
       body_within(a, b, n) ==> body_within(b, a, n); @/
  void lemma_body_back(void) {
    lemma_pigeonhole();
    /@ assert its: \forall struct pm_entry *a, *b, integer i, j, n;
         0 <= i < n ==> body_within(a, b, n) ==> !hit(a, b, j, i, n) ==>
         entry_within(a, i, b, n) && KeyEq(key_at(b, j), key_at(a, i)) &&
         same_value(value_at(a, i), value_at(b, j)); @/
    /@ assert turned: \forall struct pm_entry *a, *b, integer i, j, n;
         0 <= i < n ==> body_within(a, b, n) ==> !hit(a, b, j, i, n) ==>
         entry_within(b, j, a, n); @/
    /@ assert left: \forall struct pm_entry *a, *b, integer j, n;
         body_within(a, b, n) ==> !all_hit(a, b, j, n) ==>
         entry_within(b, j, a, n); @/
    /@ assert each: \forall struct pm_entry *a, *b, integer j, n;
         0 <= j < n <= PM_COUNT_MAX ==> distinct(a, n) ==>
         body_within(a, b, n) ==> entry_within(b, j, a, n); @/
  }
*/

/* ---- Tries: induction over the bits that are left ---- */

/*@ predicate matches_back(integer used) =
      \forall struct pm_node *a, *b; wf(a, used) ==> wf(b, used) ==>
        matches(a, b, used) ==> matches(b, a, used);
    predicate matches_on(integer used) =
      \forall struct pm_node *a, *b, *c; wf(a, used) ==>
        matches(a, b, used) ==> matches(b, c, used) ==> matches(a, c, used);
    predicate matches_within(integer used) =
      \forall struct pm_node *a, *b; wf(a, used) ==>
        matches(a, b, used) ==> node_within(a, b, used);
*/
/*@ ghost
  /@ requires values_symmetric;
     terminates \true; assigns \nothing;
     ensures \forall integer used; 0 <= used <= 32 ==> matches_back(used); @/
  void lemma_matches_back(void) {
    uint32_t d = 33;
    lemma_body_back();
    /@ assert leaf: \forall struct pm_node *a, *b, integer used;
         is_leaf(a) ==> wf(a, used) ==> wf(b, used) ==>
         matches(a, b, used) ==> leaf_within(b, a, ncount(b)); @/
    /@ loop invariant 0 <= d <= 33;
       loop invariant \forall integer used; d <= used <= 32 ==>
         matches_back(used);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert kid: \forall struct pm_node *a, *b, integer s;
           is_branch(a) ==> wf(a, d) ==> wf(b, d) ==> matches(a, b, d) ==>
           0 <= s < pow2(nwidth(a)) ==> matches_back(d + nwidth(a)) &&
           wf(kid(a, s), d + nwidth(a)) && wf(kid(b, s), d + nwidth(a)) &&
           matches(kid(a, s), kid(b, s), d + nwidth(a)) &&
           matches(kid(b, s), kid(a, s), d + nwidth(a)); @/
      /@ assert here: matches_back(d); @/
    }
  }
*/
/*@ ghost
  /@ requires values_transitive;
     terminates \true; assigns \nothing;
     ensures \forall integer used; 0 <= used <= 32 ==> matches_on(used); @/
  void lemma_matches_on(void) {
    uint32_t d = 33;
    /@ assert value: \forall pm_object *u, *v, *w; same_value(u, v) ==>
         same_value(v, w) ==> same_value(u, w); @/
    /@ assert entry: \forall struct pm_entry *a, *b, *c, integer i, n;
         entry_within(a, i, b, n) ==> body_within(b, c, n) ==>
         entry_within(a, i, c, n); @/
    /@ assert body: \forall struct pm_entry *a, *b, *c, integer n;
         body_within(a, b, n) ==> body_within(b, c, n) ==>
         body_within(a, c, n); @/
    /@ assert leaf: \forall struct pm_node *a, *b, *c, integer n;
         leaf_within(a, b, n) ==> leaf_within(b, c, n) ==>
         leaf_within(a, c, n); @/
    /@ loop invariant 0 <= d <= 33;
       loop invariant \forall integer used; d <= used <= 32 ==>
         matches_on(used);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert kid: \forall struct pm_node *a, *b, *c, integer s;
           is_branch(a) ==> wf(a, d) ==> matches(a, b, d) ==>
           matches(b, c, d) ==> 0 <= s < pow2(nwidth(a)) ==>
           matches(kid(a, s), kid(c, s), d + nwidth(a)); @/
      /@ assert here: matches_on(d); @/
    }
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall integer used; 0 <= used <= 32 ==>
       matches_within(used); @/
  void lemma_matches_within(void) {
    uint32_t d = 33;
    lemma_slot_range();
    lemma_body_within();
    /@ assert leaf: \forall struct pm_node *a, *b, integer used;
         is_leaf(a) ==> matches(a, b, used) ==> node_within(a, b, used); @/
    /@ loop invariant 0 <= d <= 33;
       loop invariant \forall integer used; d <= used <= 32 ==>
         matches_within(used);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert kid: \forall struct pm_node *a, *b, integer s;
           is_branch(a) ==> wf(a, d) ==> matches(a, b, d) ==>
           0 <= s < pow2(nwidth(a)) ==> matches_within(d + nwidth(a)) &&
           wf(kid(a, s), d + nwidth(a)) &&
           matches(kid(a, s), kid(b, s), d + nwidth(a)) &&
           node_within(kid(a, s), kid(b, s), d + nwidth(a)); @/
      /@ assert at: \forall struct pm_node *a, *b, pm_object *k, *v;
           is_branch(a) ==> wf(a, d) ==> matches(a, b, d) ==>
           holds(a, d, k, v) ==> \exists pm_object *w; same_value(v, w) &&
           holds(kid(b, slot(key_hash(k), d, nwidth(b))), d + nwidth(b), k, w);
         @/
      /@ assert here: matches_within(d); @/
    }
  }
*/

/* ---- Maps ---- */

/*@ predicate one_body(struct pm_map *m) = mcount(m) <= PM_LEAF_MAX;
    logic struct pm_entry *body_of(struct pm_map *m) =
      mform(m) == PM_SMALL ? small_entries(m, mcount(m))
                           : entries(mroot(m), mcount(m));
    predicate in_body(struct pm_map *m) =
      distinct(body_of(m), mcount(m)) && \forall pm_object *k, *v;
        map_has(m, k, v) <==> body_has(body_of(m), mcount(m), k, v);
    predicate bodies_within(struct pm_map *a, struct pm_map *b) =
      body_within(body_of(a), body_of(b), mcount(a));
*/
/* Where maps have at most PM_LEAF_MAX entries, they are compared as bodies. */
/*@ ghost
  /@ requires map_ok(a) && map_ok(b) && mcount(a) == mcount(b);
     terminates \true; assigns \nothing;
     ensures body: one_body(a) ==> in_body(a) && in_body(b);
     ensures within: one_body(a) ==>
       (map_within(a, b) <==> bodies_within(a, b));
     ensures matches: one_body(a) ==> (map_matches(a, b) <==>
       map_within(a, b));
     ensures tries: !one_body(a) ==>
       mform(a) != PM_SMALL && mform(b) != PM_SMALL; @/
  void lemma_one_body(struct pm_map *a, struct pm_map *b) {
    lemma_body_within();
    /@ assert leaf_a: one_body(a) ==> mform(a) != PM_SMALL ==>
         !is_branch(mroot(a)); @/
    /@ assert leaf_b: one_body(a) ==> mform(b) != PM_SMALL ==>
         !is_branch(mroot(b)); @/
    /@ assert body_a: one_body(a) ==> in_body(a); @/
    /@ assert body_b: one_body(a) ==> in_body(b); @/
    /@ assert keys: one_body(a) ==> (map_within(a, b) <==>
         keys_within(body_of(a), body_of(b), mcount(a))); @/
    /@ assert roots: one_body(a) ==> mform(a) != PM_SMALL ==>
         mform(b) != PM_SMALL ==>
         (matches(mroot(a), mroot(b), 0) <==> bodies_within(a, b)); @/
  }
*/
/* What is equal is so in the other direction. */
/*@ ghost
  /@ requires map_ok(a) && map_ok(b) && map_matches(a, b);
     requires values_symmetric;
     terminates \true; assigns \nothing;
     ensures map_matches(b, a) && map_within(b, a); @/
  void lemma_maps_back(struct pm_map *a, struct pm_map *b) {
    lemma_one_body(a, b);
    lemma_one_body(b, a);
    lemma_body_back();
    lemma_matches_back();
    lemma_matches_within();
    /@ assert bodies: one_body(a) ==> bodies_within(b, a); @/
    /@ assert zero: matches_back(0) && matches_within(0); @/
    /@ assert roots: !one_body(a) ==> matches(mroot(b), mroot(a), 0); @/
    /@ assert tries: !one_body(a) ==> node_within(mroot(b), mroot(a), 0); @/
  }
*/
/*@ ghost
  /@ requires map_ok(a) && map_ok(b) && map_ok(c);
     requires map_matches(a, b) && map_matches(b, c) && values_transitive;
     terminates \true; assigns \nothing;
     ensures map_matches(a, c); @/
  void lemma_maps_on(struct pm_map *a, struct pm_map *b, struct pm_map *c) {
    lemma_one_body(a, b);
    lemma_one_body(b, c);
    lemma_one_body(a, c);
    lemma_matches_on();
    /@ assert value: \forall pm_object *u, *v, *w; same_value(u, v) ==>
         same_value(v, w) ==> same_value(u, w); @/
    /@ assert within: one_body(a) ==> map_within(a, c); @/
    /@ assert zero: matches_on(0); @/
    /@ assert roots: !one_body(a) ==> matches(mroot(a), mroot(c), 0); @/
  }
*/
#endif
