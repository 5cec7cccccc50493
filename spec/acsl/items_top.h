/* The upper bits that hashes agree in, said of items and of keys: whatever keeps the keys keeps
 * those bits. */
#ifndef PM_ITEMS_TOP_H
#define PM_ITEMS_TOP_H

/*@ predicate keys_top{L}(struct pm_item *t, integer from, integer to,
                          integer used, integer x) =
      \forall pm_object *k; items_has{L}(t, from, to, k) ==>
        prefix(key_hash(k), used) == x;
    predicate one_top{L}(struct pm_item *t, integer from, integer to,
                         integer used) =
      \forall integer i, j; from <= i <= j < to ==>
        prefix(\at(t[i].hash, L), used) == prefix(\at(t[j].hash, L), used);
    predicate digits_order{L}(uint32_t *start, integer n, integer width) =
      \forall integer c, d; 0 <= c <= d <= pow2(width) ==>
        \at(start[c], L) <= \at(start[d], L) <= n;
    predicate starts_kept{L1,L2}(uint32_t *start, integer width) =
      \forall integer d; 0 <= d <= pow2(width) ==>
        \at(start[d], L2) == \at(start[d], L1);
    // start[d] is where the items of digit d begin
    predicate digits_below{L}(struct pm_item *t, uint32_t *start,
                              integer width, integer used) =
      \forall integer d, p; 0 <= d <= pow2(width) ==>
        0 <= p < \at(start[d], L) ==>
        slot(\at(t[p].hash, L), used, width) < d;
    predicate digits_above{L}(struct pm_item *t, uint32_t *start, integer n,
                              integer width, integer used) =
      \forall integer d, p; 0 <= d <= pow2(width) ==>
        \at(start[d], L) <= p < n ==>
        slot(\at(t[p].hash, L), used, width) >= d;
*/
/*@ ghost
  /@ requires items_hashed(t, n);
     terminates \true; assigns \nothing;
     ensures \forall integer a, b, used, x; 0 <= a <= b <= n ==>
       (all_top(t, a, b, used, x) <==> keys_top(t, a, b, used, x)); @/
  void lemma_items_top(struct pm_item *t, uint32_t n) {
    lemma_items_absent(t, n);
    /@ assert mine: \forall integer a, b, j; 0 <= a <= j < b <= n ==>
         !items_absent(t, a, b, t[j].key); @/
    /@ assert own: \forall integer a, b, j; 0 <= a <= j < b <= n ==>
         items_has(t, a, b, t[j].key); @/
    /@ assert back: \forall integer a, b, used, x; 0 <= a <= b <= n ==>
         keys_top(t, a, b, used, x) ==> all_top(t, a, b, used, x); @/
    /@ assert some: \forall pm_object *k, integer a, b; 0 <= a <= b <= n ==>
         items_has(t, a, b, k) ==> \exists integer j; a <= j < b &&
           KeyEq(t[j].key, k); @/
    /@ assert there: \forall integer a, b, used, x; 0 <= a <= b <= n ==>
         all_top(t, a, b, used, x) ==> keys_top(t, a, b, used, x); @/
  }
*/
/* u is t from i on: what is said of the one, said of the other. */
/*@ ghost
  /@ requires at: \forall integer j; u + j == t + (i + j);
     requires items_hashed(t, i + m) && one_top(t, i, i + m, used);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(u, m);
     ensures top: one_top(u, 0, m, used); @/
  void lemma_items_sub(struct pm_item *t, struct pm_item *u, uint32_t i,
                       uint32_t m, uint32_t used) {
    /@ assert hash: \forall integer j; 0 <= j < m ==>
         u[j].hash == t[i + j].hash; @/
    /@ assert key: \forall integer j; 0 <= j < m ==>
         u[j].key == t[i + j].key; @/
  }
*/
/*@ ghost
  /@ requires at: \forall integer j; u + j == t + (i + j);
     requires items_hashed(u, m) && items_sorted(u, m);
     requires items_hashed(t, i);
     terminates \true; assigns \nothing;
     ensures hashed: items_hashed(t, i + m);
     ensures sorted: sorted_part(t, i, i + m); @/
  void lemma_items_super(struct pm_item *t, struct pm_item *u, uint32_t i,
                         uint32_t m) {
    /@ assert back: \forall integer p; t + p == u + (p - i); @/
    /@ assert hash: \forall integer p; i <= p < i + m ==>
         t[p].hash == u[p - i].hash; @/
    /@ assert key: \forall integer p; i <= p < i + m ==>
         t[p].key == u[p - i].key; @/
  }
*/
/* What three parts of a sequence say. */
/*@ ghost
  /@ requires a <= b <= n;
     terminates \true; assigns \nothing;
     ensures sum: \forall pm_object *o; item_refs(t, 0, n, o) ==
       item_refs(t, 0, a, o) + item_refs(t, a, b, o) + item_refs(t, b, n, o);
     ensures any: \forall pm_object *k; items_has(t, 0, n, k) <==>
       items_has(t, 0, a, k) || items_has(t, a, b, k) ||
       items_has(t, b, n, k);
     ensures last: \forall pm_object *k, *v; items_give(t, 0, n, k, v) <==>
       items_give(t, b, n, k, v) || (!items_has(t, b, n, k) &&
       (items_give(t, a, b, k, v) ||
        (!items_has(t, a, b, k) && items_give(t, 0, a, k, v)))); @/
  void lemma_items_parts(struct pm_item *t, uint32_t a, uint32_t b,
                         uint32_t n) {
    lemma_items_split(t, n);
    lemma_items_join(t, n);
  }
*/
#endif
