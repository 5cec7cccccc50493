/* What is left of a diff, step by step: by entry, by pair of leaves. */
#ifndef PM_DIFF_LEFT_H
#define PM_DIFF_LEFT_H

/* A key has one value. By induction, from the last level up. */
/*@ predicate sole_value(struct pm_node *n, integer used) =
      \forall pm_object *k, *v, *w; holds(n, used, k, v) ==>
        holds(n, used, k, w) ==> v == w;
    predicate all_sole(integer used) =
      \forall struct pm_node *n; wf(n, used) ==> sole_value(n, used);
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures leaf_ok(n, used) ==> is_leaf(n) ==> sole_value(n, used); @/
  void lemma_leaf_sole(struct pm_node *n, uint32_t used) {
    /@ assert same: leaf_ok(n, used) ==> \forall pm_object *k, integer i, j;
         0 <= i < ncount(n) ==> 0 <= j < ncount(n) ==>
         KeyEq(key_at(entries(n, ncount(n)), i), k) ==>
         KeyEq(key_at(entries(n, ncount(n)), j), k) ==> i == j; @/
  }
*/
/*@ ghost
  /@ requires wf(n, used);
     terminates \true; assigns \nothing;
     ensures sole_value(n, used); @/
  void lemma_sole(struct pm_node *n, uint32_t used) {
    uint32_t u = 33;
    lemma_slot_range();
    /@ assert same: \forall struct pm_node *m, integer p, i, j,
         pm_object *k, *v, *w; leaf_ok(m, p) ==> 0 <= i < ncount(m) ==>
         0 <= j < ncount(m) ==> entry_has(entries(m, ncount(m)), i, k, v) ==>
         entry_has(entries(m, ncount(m)), j, k, w) ==> v == w; @/
    /@ assert leaf: \forall struct pm_node *m, integer p; is_leaf(m) ==>
         leaf_ok(m, p) ==> sole_value(m, p); @/
    /@ loop invariant 0 <= u <= 33;
       loop invariant below: \forall integer p; u <= p <= 32 ==> all_sole(p);
       loop assigns u;
       loop variant u; @/
    while (u > 0) {
      u--;
      /@ assert branch: \forall struct pm_node *m, integer s; is_branch(m) ==>
           wf(m, u) ==> 0 <= s < pow2(nwidth(m)) ==>
           all_sole(u + nwidth(m)) && wf(kid(m, s), u + nwidth(m)) &&
           sole_value(kid(m, s), u + nwidth(m)); @/
      /@ assert here: \forall struct pm_node *m; is_branch(m) ==>
           wf(m, u) ==> sole_value(m, u); @/
      /@ assert all: all_sole(u); @/
    }
    /@ assert at: all_sole(used); @/
  }
*/
/* An entry of a leaf is what the leaf holds of its key. */
/*@ ghost
  /@ requires is_leaf(n) && leaf_ok(n, 32) && i < ncount(n);
     terminates \true; assigns \nothing;
     ensures entry: \forall pm_object *k, *v;
       KeyEq(key_at(entries(n, ncount(n)), i), k) ==>
       (holds(n, 32, k, v) <==> v == value_at(entries(n, ncount(n)), i));
     ensures next: \forall pm_object *k;
       KeyEq(key_at(entries(n, ncount(n)), i), k) ==>
       !keys_ahead(entries(n, ncount(n)), i + 1, ncount(n), k); @/
  void lemma_entry(struct pm_node *n, uint32_t i) {
    lemma_leaf_sole(n, 32);
    /@ assert has: \forall pm_object *k, struct pm_entry *e;
         KeyEq(key_at(e, i), k) ==> entry_has(e, i, k, value_at(e, i)); @/
    /@ assert holds: \forall pm_object *k;
         KeyEq(key_at(entries(n, ncount(n)), i), k) ==>
         holds(n, 32, k, value_at(entries(n, ncount(n)), i)); @/
  }
*/
/* A key with the same value on both sides is no change. */
/*@ ghost
  /@ requires same_value(before, after);
     requires old: \forall pm_object *k, *v; KeyEq(key, k) ==>
       (holds(a, 0, k, v) <==> v == before);
     requires new: \forall pm_object *k, *v; KeyEq(key, k) ==>
       (holds(b, 0, k, v) <==> v == after);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, *w; KeyEq(key, k) ==>
       !changes(a, b, k, v, w); @/
  void lemma_unchanged(struct pm_node *a, struct pm_node *b, pm_object *key,
                       pm_object *before, pm_object *after) {
    /@ assert old: \forall pm_object *k; KeyEq(key, k) ==>
         holds(a, 0, k, before); @/
    /@ assert new: \forall pm_object *k; KeyEq(key, k) ==>
         holds(b, 0, k, after); @/
  }
*/
/* One entry further in the old leaf, in the new one. */
/*@ ghost
  /@ requires is_leaf(a) && leaf_ok(a, 32) && i < ncount(a);
     terminates \true; assigns \nothing;
     ensures old: \forall pm_object *k; old_ahead(a, i + 1, k) <==>
       (old_ahead(a, i, k) && !KeyEq(key_at(entries(a, ncount(a)), i), k));
     ensures new: \forall pm_object *k; new_ahead(a, b, j, k) ==>
       !KeyEq(key_at(entries(a, ncount(a)), i), k); @/
  void lemma_old_next(struct pm_node *a, struct pm_node *b, uint32_t i,
                      uint32_t j) {
    lemma_entry(a, i);
    /@ assert step: \forall pm_object *k, struct pm_entry *e;
         keys_ahead(e, i, ncount(a), k) ==> !KeyEq(key_at(e, i), k) ==>
         keys_ahead(e, i + 1, ncount(a), k); @/
    /@ assert has: \forall pm_object *k;
         KeyEq(key_at(entries(a, ncount(a)), i), k) ==>
         holds(a, 32, k, value_at(entries(a, ncount(a)), i)); @/
  }
*/
/*@ ghost
  /@ requires is_leaf(b) && leaf_ok(b, 32) && j < ncount(b);
     terminates \true; assigns \nothing;
     ensures new: \forall pm_object *k; new_ahead(a, b, j + 1, k) <==>
       (new_ahead(a, b, j, k) &&
        !KeyEq(key_at(entries(b, ncount(b)), j), k)); @/
  void lemma_new_next(struct pm_node *a, struct pm_node *b, uint32_t j) {
    lemma_entry(b, j);
    /@ assert step: \forall pm_object *k, struct pm_entry *e;
         keys_ahead(e, j, ncount(b), k) ==> !KeyEq(key_at(e, j), k) ==>
         keys_ahead(e, j + 1, ncount(b), k); @/
  }
*/
/* The keys of a leaf are all ahead at its start. */
/*@ ghost
  /@ requires n == \null || is_leaf(n);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k; old_ahead(n, 0, k) <==> !lacks(n, 32, k); @/
  void lemma_all_ahead(struct pm_node *n) {
    /@ assert has: n != \null ==> \forall pm_object *k, integer t;
         KeyEq(key_at(entries(n, ncount(n)), t), k) ==>
         entry_has(entries(n, ncount(n)), t, k,
                   value_at(entries(n, ncount(n)), t)); @/
    /@ assert there: n != \null ==> \forall pm_object *k, integer t;
         0 <= t < ncount(n) ==>
         KeyEq(key_at(entries(n, ncount(n)), t), k) ==>
         holds(n, 32, k, value_at(entries(n, ncount(n)), t)); @/
  }
*/
/* A pair of leaves: a change below it is one of their entries. */
/*@ ghost
  /@ requires leafy(a) && leafy(b);
     requires old: leads(old_root, a, 32, low, high);
     requires new: leads(new_root, b, 32, low, high);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, *w; low <= key_hash(k) <= high ==>
       changes(old_root, new_root, k, v, w) ==>
       old_ahead(a, 0, k) || new_ahead(a, b, 0, k); @/
  void lemma_pair_all(struct pm_node *old_root, struct pm_node *new_root,
                      struct pm_node *a, struct pm_node *b, uint32_t low,
                      uint32_t high) {
    lemma_all_ahead(a);
    lemma_all_ahead(b);
    /@ assert some: \forall pm_object *k, *v, *w;
         changes(old_root, new_root, k, v, w) ==>
         !lacks(old_root, 0, k) || !lacks(new_root, 0, k); @/
    /@ assert one: \forall pm_object *k; low <= key_hash(k) <= high ==>
         !lacks(old_root, 0, k) ==> !lacks(a, 32, k); @/
    /@ assert other: \forall pm_object *k; low <= key_hash(k) <= high ==>
         !lacks(new_root, 0, k) ==> !lacks(b, 32, k); @/
    /@ assert ahead: \forall pm_object *k; lacks(a, 32, k) ==>
         old_ahead(b, 0, k) ==> new_ahead(a, b, 0, k); @/
  }
*/
/* Where both tries lead to one node nothing differs. */
/*@ ghost
  /@ requires wf(n, used);
     requires old: leads(old_root, n, used, low, high);
     requires new: leads(new_root, n, used, low, high);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, *w; low <= key_hash(k) <= high ==>
       !changes(old_root, new_root, k, v, w); @/
  void lemma_one_node(struct pm_node *old_root, struct pm_node *new_root,
                    struct pm_node *n, uint32_t used, uint32_t low,
                    uint32_t high) {
    lemma_sole(n, used);
    /@ assert same: \forall pm_object *k, *v; low <= key_hash(k) <= high ==>
         (holds(old_root, 0, k, v) <==> holds(new_root, 0, k, v)); @/
    /@ assert one: \forall pm_object *k, *v, *w;
         low <= key_hash(k) <= high ==> holds(old_root, 0, k, v) ==>
         holds(new_root, 0, k, w) ==> v == w; @/
  }
*/
/* Maps differ as the roots do that show them. */
/*@ ghost
  /@ requires old: \forall pm_object *k, *v;
       holds(a, 0, k, v) <==> map_has(m, k, v);
     requires new: \forall pm_object *k, *v;
       holds(b, 0, k, v) <==> map_has(n, k, v);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, *w;
       changes(a, b, k, v, w) <==> map_changes(m, n, k, v, w); @/
  void lemma_map_changes(struct pm_node *a, struct pm_node *b,
                         struct pm_map *m, struct pm_map *n) {
    /@ assert old: \forall pm_object *k; lacks(a, 0, k) <==> map_lacks(m, k); @/
    /@ assert new: \forall pm_object *k; lacks(b, 0, k) <==> map_lacks(n, k); @/
  }
*/
/* A frame's first slot begins where it does, and the one after its last where
 * it ends. */
/*@ ghost
  /@ requires d < PM_LEVELS;
     terminates \true; assigns \nothing;
     ensures first: \forall integer base; place(base, 0, bits(d + 1)) == base;
     ensures last: \forall integer base;
       place(base, pow2(full_width(bits(d))), bits(d + 1)) ==
       base + span(bits(d));
     ensures unit: span(bits(d + 1)) == span(bits(d) + full_width(bits(d)));
     ensures shift: 0 <= 32 - bits(d) - full_width(bits(d)) <= 27; @/
  void lemma_place(uint32_t d) {
    /@ assert which: d == 0 || d == 1 || d == 2 || d == 3 || d == 4 ||
         d == 5 || d == 6; @/
  }
*/
/*@ ghost
  /@ requires level: d < PM_LEVELS &&
       shift == 32 - bits(d) - full_width(bits(d));
     requires unit == (uint32_t)1 << shift;
     terminates \true; assigns \nothing;
     ensures unit == span(bits(d) + full_width(bits(d))); @/
  void lemma_unit(uint32_t d, uint32_t shift, uint32_t unit) {
    /@ assert s0: d == 0 ==> shift == 27; @/
    /@ assert l0: shift == 27 ==> unit == 134217728; @/
    /@ assert s1: d == 1 ==> shift == 22; @/
    /@ assert l1: shift == 22 ==> unit == 4194304; @/
    /@ assert s2: d == 2 ==> shift == 17; @/
    /@ assert l2: shift == 17 ==> unit == 131072; @/
    /@ assert s3: d == 3 ==> shift == 12; @/
    /@ assert l3: shift == 12 ==> unit == 4096; @/
    /@ assert s4: d == 4 ==> shift == 7; @/
    /@ assert l4: shift == 7 ==> unit == 128; @/
    /@ assert s5: d == 5 ==> shift == 2; @/
    /@ assert l5: shift == 2 ==> unit == 4; @/
    /@ assert s6: d == 6 ==> shift == 0; @/
    /@ assert l6: shift == 0 ==> unit == 1; @/
    /@ assert which: d == 0 || d == 1 || d == 2 || d == 3 || d == 4 ||
         d == 5 || d == 6; @/
  }
*/
/* The same below slots [from, to) of level d. */
/*@ ghost
  /@ requires wf(n, next);
     requires old: leads(old_root, n, next, place(base, from, bits(d + 1)),
                         place(base, to, bits(d + 1)) - 1);
     requires new: leads(new_root, n, next, place(base, from, bits(d + 1)),
                         place(base, to, bits(d + 1)) - 1);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, *w;
       place(base, from, bits(d + 1)) <= key_hash(k) <
         place(base, to, bits(d + 1)) ==>
       !changes(old_root, new_root, k, v, w); @/
  void lemma_shared_slots(struct pm_node *old_root, struct pm_node *new_root,
                          struct pm_node *n, uint32_t next, uint32_t d,
                          uint32_t base, uint32_t from, uint32_t to) {
    lemma_sole(n, next);
    /@ assert same: \forall pm_object *k, *v;
         place(base, from, bits(d + 1)) <= key_hash(k) <
           place(base, to, bits(d + 1)) ==>
         (holds(old_root, 0, k, v) <==> holds(n, next, k, v)) &&
         (holds(new_root, 0, k, v) <==> holds(n, next, k, v)); @/
    /@ assert one: \forall pm_object *k, *v, *w;
         place(base, from, bits(d + 1)) <= key_hash(k) <
           place(base, to, bits(d + 1)) ==> holds(old_root, 0, k, v) ==>
         holds(new_root, 0, k, w) ==> v == w; @/
  }
*/
/* What a side leads to below slots [from, to) of level d. */
/*@ ghost
  /@ requires d < PM_LEVELS && used == bits(d);
     requires full == full_width(used) && next == used + full;
     requires base % span(used) == 0 && base + span(used) <= 4294967296;
     requires n: wf(n, used) &&
       leads(root, n, used, base, base + span(used) - 1);
     requires from < to <= pow2(full);
     requires width: n != \null ==> w == nwidth(n);
     requires shows: \forall integer t; from <= t < to ==>
       spread(n, full, t) == c;
     terminates \true; assigns \nothing;
     ensures ok: wf(c, next);
     ensures leads: leads(root, c, next, place(base, from, bits(d + 1)),
                          place(base, to, bits(d + 1)) - 1);
     ensures sole: is_branch(c) ==> to == from + 1;
     ensures some: place(base, from, bits(d + 1)) <
       place(base, to, bits(d + 1)); @/
  void lemma_side_leads(struct pm_node *root, struct pm_node *n,
                        struct pm_node *c, uint32_t d, uint32_t used,
                        uint32_t full, uint32_t next, uint32_t base,
                        uint32_t from, uint32_t to, uint32_t w) {
    uint32_t unit = 1u << (32 - next);
    lemma_place(d);
    lemma_unit(d, 32 - next, unit);
    lemma_side(n, c, used, full, next, from, to, w);
    lemma_region(d, base, unit, from, to);
    /@ assert low: place(base, from, bits(d + 1)) == base + from * unit; @/
    /@ assert high: place(base, to, bits(d + 1)) == base + to * unit; @/
    /@ assert in: \forall pm_object *k;
         base + from * unit <= key_hash(k) <= base + to * unit - 1 ==>
         base <= key_hash(k) <= base + span(used) - 1; @/
  }
*/
#endif
