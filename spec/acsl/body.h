/* Predicates about arrays in memory: bodies, items, slots. One fact, one
 * predicate, so that each is carried over a store by itself. */
#ifndef PM_BODY_H
#define PM_BODY_H

/*@ // what lies at dh (at de) is the content of the body at sh (at se)
    predicate hash_from{L}(uint32_t *dh, uint32_t *sh, integer n) =
      \forall integer j; 0 <= j < n ==> \at(dh[j], L) == hash_at(sh, j);
    predicate key_from{L}(struct pm_entry *de, struct pm_entry *se,
                          integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(de[j].key, L) == key_at(se, j);
    predicate value_from{L}(struct pm_entry *de, struct pm_entry *se,
                            integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(de[j].value, L) == value_at(se, j);
    // the same but for place i
    predicate hash_but{L}(uint32_t *dh, uint32_t *sh, integer n,
                          integer i) =
      \forall integer j; 0 <= j < n && j != i ==>
        \at(dh[j], L) == hash_at(sh, j);
    predicate key_but{L}(struct pm_entry *de, struct pm_entry *se,
                         integer n, integer i) =
      \forall integer j; 0 <= j < n && j != i ==>
        \at(de[j].key, L) == key_at(se, j);
    predicate value_but{L}(struct pm_entry *de, struct pm_entry *se,
                           integer n, integer i) =
      \forall integer j; 0 <= j < n && j != i ==>
        \at(de[j].value, L) == value_at(se, j);
    // items into bodies
    predicate item_hash_eq{L1,L2}(struct pm_item *a, uint32_t *b,
                                  integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(b[j], L2) == \at(a[j].hash, L1);
    predicate item_key_eq{L1,L2}(struct pm_item *a, struct pm_entry *b,
                                 integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(b[j].key, L2) == \at(a[j].key, L1);
    predicate item_value_eq{L1,L2}(struct pm_item *a, struct pm_entry *b,
                                   integer n) =
      \forall integer j; 0 <= j < n ==>
        \at(b[j].value, L2) == \at(a[j].value, L1);
*/

/* ---- References in arrays: how many name this object (or node) ---- */

/*@ logic integer refs{L}(struct pm_entry *e, integer i, integer n,
                          pm_object *o) =
      i >= n ? 0 : (\at(e[i].key, L) == o ? 1 : 0) +
        (\at(e[i].value, L) == o ? 1 : 0) + refs{L}(e, i + 1, n, o);
    logic integer item_refs{L}(struct pm_item *t, integer i, integer n,
                               pm_object *o) =
      i >= n ? 0 : (\at(t[i].key, L) == o ? 1 : 0) +
        (\at(t[i].value, L) == o ? 1 : 0) + item_refs{L}(t, i + 1, n, o);
    // runs of equal slots of [from, to), from slot s on, that name q: a branch
    // holds one reference for each
    logic integer runs{L}(struct pm_node **c, integer from, integer s,
                          integer to, struct pm_node *q) =
      s >= to ? 0 :
        (q != \null && \at(c[s], L) == q &&
         (s == from || \at(c[s - 1], L) != q) ? 1 : 0) +
        runs{L}(c, from, s + 1, to, q);
    // the children of b with new_kid in the place of old_kid, and their runs
    logic struct pm_node *swapped(struct pm_node *b, struct pm_node *old_kid,
                                  struct pm_node *new_kid, integer s) =
      kid(b, s) == old_kid ? new_kid : kid(b, s);
    logic integer swapped_runs(struct pm_node *b, struct pm_node *old_kid,
                               struct pm_node *new_kid, integer s,
                               integer to, struct pm_node *q) =
      s >= to ? 0 :
        (q != \null && swapped(b, old_kid, new_kid, s) == q &&
         (s == 0 || swapped(b, old_kid, new_kid, s - 1) != q) ? 1 : 0) +
        swapped_runs(b, old_kid, new_kid, s + 1, to, q);
    predicate refs_plus{L1,L2}(struct pm_entry *e, integer n) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) + refs{L1}(e, 0, n, o);
    // of entries written between the two
    predicate refs_put{L1,L2}(struct pm_entry *e, integer n) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) + refs{L2}(e, 0, n, o);
    predicate refs_minus{L1,L2}(struct pm_entry *e, integer n) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) - refs{L1}(e, 0, n, o);
    predicate refs_owned{L}(struct pm_entry *e, integer n) =
      \forall pm_object *o; oown{L}(o) >= refs{L}(e, 0, n, o);
    predicate items_plus{L1,L2}(struct pm_item *t, integer n) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) + item_refs{L1}(t, 0, n, o);
    predicate items_minus{L1,L2}(struct pm_item *t, integer n) =
      \forall pm_object *o;
        oown{L2}(o) == oown{L1}(o) - item_refs{L1}(t, 0, n, o);
    predicate items_owned{L}(struct pm_item *t, integer n) =
      \forall pm_object *o; oown{L}(o) >= item_refs{L}(t, 0, n, o);
    predicate runs_plus{L1,L2}(struct pm_node **c, integer from,
                               integer to) =
      \forall struct pm_node *q;
        own{L2}(q) == own{L1}(q) + runs{L1}(c, from, from, to, q);
    // the same of slots that were filled meanwhile
    predicate runs_gained{L1,L2}(struct pm_node **c, integer from,
                                 integer to) =
      \forall struct pm_node *q;
        own{L2}(q) == own{L1}(q) + runs{L2}(c, from, from, to, q);
    predicate runs_minus{L1,L2}(struct pm_node **c, integer from,
                                integer to) =
      \forall struct pm_node *q;
        own{L2}(q) == own{L1}(q) - runs{L1}(c, from, from, to, q);
    predicate runs_owned{L}(struct pm_node **c, integer from, integer to) =
      \forall struct pm_node *q; own{L}(q) >= runs{L}(c, from, from, to, q);
    predicate slots_live{L}(struct pm_node **c, integer from, integer to) =
      \forall integer s; from <= s < to && \at(c[s], L) != \null ==>
        live{L}(\at(c[s], L));
*/

/* Counts are not negative: induction, as a loop that does nothing. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer j;
       0 <= j <= n ==> refs(e, j, n, o) >= 0; @/
  void lemma_refs_nat(struct pm_entry *e, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *o, integer j;
         i <= j <= n ==> refs(e, j, n, o) >= 0;
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer j;
       0 <= j <= n ==> item_refs(t, j, n, o) >= 0; @/
  void lemma_items_nat(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *o, integer j;
         i <= j <= n ==> item_refs(t, j, n, o) >= 0;
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/
/*@ ghost
  /@ requires from <= to;
     terminates \true; assigns \nothing;
     ensures \forall struct pm_node *q, integer j;
       from <= j <= to ==> runs(c, from, j, to, q) >= 0; @/
  void lemma_runs_nat(struct pm_node **c, uint32_t from, uint32_t to) {
    uint32_t s = to;
    /@ loop invariant from <= s <= to;
       loop invariant \forall struct pm_node *q, integer j;
         s <= j <= to ==> runs(c, from, j, to, q) >= 0;
       loop assigns s;
       loop variant s; @/
    while (s > from) s--;
  }
*/
/* Entries that are the items hold as many references. */
/*@ ghost
  /@ requires key: \forall integer j; 0 <= j < n ==> e[j].key == t[j].key;
     requires value: \forall integer j; 0 <= j < n ==>
       e[j].value == t[j].value;
     terminates \true; assigns \nothing;
     ensures \forall pm_object *o, integer j; 0 <= j <= n ==>
       refs(e, j, n, o) == item_refs(t, j, n, o); @/
  void lemma_items_refs(struct pm_entry *e, struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant \forall pm_object *o, integer j; i <= j <= n ==>
         refs(e, j, n, o) == item_refs(t, j, n, o);
       loop assigns i;
       loop variant i; @/
    while (i > 0) i--;
  }
*/

/* Ghost code: the items are as they were at the start of the function, and so
 * are the references they hold. */
#define KEEP_ITEMS(items, n)                                                   \
  {                                                                            \
    /@ assert same: \forall integer j; 0 <= j < n ==>                         \
      items[j].key == \at(items[j].key, Pre) &&                               \
      items[j].value == \at(items[j].value, Pre); @/                          \
    uint32_t left_ = n;                                                        \
    /@ loop invariant 0 <= left_ <= n;                                         \
       loop invariant \forall pm_object *o, integer j; left_ <= j <= n ==>    \
         item_refs(items, j, n, o) == item_refs{Pre}(items, j, n, o);          \
       loop assigns left_;                                                     \
       loop variant left_; @/                                                  \
    while (left_ > 0) left_--;                                                 \
  }
#define KEEP_RUNS(slot, from, to)                                              \
  {                                                                            \
    /@ assert same: \forall integer j; from <= j < to ==>                     \
      slot[j] == \at(slot[j], Pre); @/                                        \
    uint32_t left_ = to;                                                       \
    /@ loop invariant from <= left_ <= to;                                     \
       loop invariant \forall struct pm_node *q, integer j;                   \
         left_ <= j <= to ==>                                                  \
         runs(slot, from, j, to, q) == runs{Pre}(slot, from, j, to, q);        \
       loop assigns left_;                                                     \
       loop variant left_; @/                                                  \
    while (left_ > from) left_--;                                              \
  }
#endif
