/* What a sequence of items says about keys: a later item of the same key wins. */
#ifndef PM_ITEMS_CONTENT_H
#define PM_ITEMS_CONTENT_H

/*@ // a key of t[i..n) is equal to k
    predicate items_has{L}(struct pm_item *t, integer i, integer n,
                           pm_object *k) =
      i < n && (KeyEq(\at(t[i].key, L), k) || items_has{L}(t, i + 1, n, k));
    // the last of t[i..n) whose key is equal to k has value v
    predicate items_give{L}(struct pm_item *t, integer i, integer n,
                            pm_object *k, pm_object *v) =
      i < n && (items_give{L}(t, i + 1, n, k, v) ||
        (KeyEq(\at(t[i].key, L), k) && \at(t[i].value, L) == v &&
         !items_has{L}(t, i + 1, n, k)));
    // t[0..m) at L2 says what t[0..n) said at L1, but of key: value
    predicate items_over{L1,L2}(struct pm_item *t, integer n, integer m,
                                pm_object *key, pm_object *value) =
      \forall pm_object *k, *v; items_give{L2}(t, 0, m, k, v) <==>
        (KeyEq(key, k) ? v == value : items_give{L1}(t, 0, n, k, v));
    // two arrays say the same
    predicate same_has{L1,L2}(struct pm_item *t, integer i, integer n,
                              struct pm_item *s, integer j, integer m) =
      \forall pm_object *k;
        items_has{L1}(t, i, n, k) <==> items_has{L2}(s, j, m, k);
    predicate same_give{L1,L2}(struct pm_item *t, integer i, integer n,
                               struct pm_item *s, integer j, integer m) =
      \forall pm_object *k, *v;
        items_give{L1}(t, i, n, k, v) <==> items_give{L2}(s, j, m, k, v);
*/

/* No key at all, no key equal to k. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures absent: \forall pm_object *k, integer a, c; 0 <= a <= c <= n ==>
       (items_absent(t, a, c, k) <==> !items_has(t, a, c, k));
     ensures none: \forall pm_object *k, *v, integer a, c; 0 <= a <= c <= n ==>
       !items_has(t, a, c, k) ==> !items_give(t, a, c, k, v); @/
  void lemma_items_absent(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant absent: \forall pm_object *k, integer a, c;
         i <= a <= c <= n ==>
         (items_absent(t, a, c, k) <==> !items_has(t, a, c, k));
       loop invariant none: \forall pm_object *k, *v, integer a, c;
         i <= a <= c <= n ==>
         !items_has(t, a, c, k) ==> !items_give(t, a, c, k, v);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert has: \forall pm_object *k, integer c; i < c <= n ==>
           (items_has(t, i, c, k) <==>
            KeyEq(t[i].key, k) || items_has(t, i + 1, c, k)); @/
      /@ assert give: \forall pm_object *k, *v, integer c; i < c <= n ==>
           (items_give(t, i, c, k, v) <==> items_give(t, i + 1, c, k, v) ||
            (KeyEq(t[i].key, k) && t[i].value == v &&
             !items_has(t, i + 1, c, k))); @/
      /@ assert absent: \forall pm_object *k, integer c; i < c <= n ==>
           (items_absent(t, i, c, k) <==>
            !KeyEq(t[i].key, k) && items_absent(t, i + 1, c, k)); @/
    }
  }
*/
/* A sequence after a sequence. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures has: \forall pm_object *k, integer a, b, c;
       0 <= a <= b <= c <= n ==>
       (items_has(t, a, c, k) <==>
        items_has(t, a, b, k) || items_has(t, b, c, k));
     ensures give: \forall pm_object *k, *v, integer a, b, c;
       0 <= a <= b <= c <= n ==>
       (items_give(t, a, c, k, v) <==> items_give(t, b, c, k, v) ||
        (!items_has(t, b, c, k) && items_give(t, a, b, k, v))); @/
  void lemma_items_join(struct pm_item *t, uint32_t n) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant has: \forall pm_object *k, integer a, b, c;
         i <= a <= b <= c <= n ==>
         (items_has(t, a, c, k) <==>
          items_has(t, a, b, k) || items_has(t, b, c, k));
       loop invariant give: \forall pm_object *k, *v, integer a, b, c;
         i <= a <= b <= c <= n ==>
         (items_give(t, a, c, k, v) <==> items_give(t, b, c, k, v) ||
          (!items_has(t, b, c, k) && items_give(t, a, b, k, v)));
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert empty: \forall pm_object *k, *v;
           !items_has(t, i, i, k) && !items_give(t, i, i, k, v); @/
      /@ assert has: \forall pm_object *k, integer c; i < c <= n ==>
           (items_has(t, i, c, k) <==>
            KeyEq(t[i].key, k) || items_has(t, i + 1, c, k)); @/
      /@ assert give: \forall pm_object *k, *v, integer c; i < c <= n ==>
           (items_give(t, i, c, k, v) <==> items_give(t, i + 1, c, k, v) ||
            (KeyEq(t[i].key, k) && t[i].value == v &&
             !items_has(t, i + 1, c, k))); @/
    }
  }
*/
/* One more item. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, integer m; 0 <= m < n ==>
       (items_give(t, 0, m + 1, k, v) <==>
        (KeyEq(t[m].key, k) ? v == t[m].value : items_give(t, 0, m, k, v)));
  @/
  void lemma_items_next(struct pm_item *t, uint32_t n) {
    lemma_items_join(t, n);
    /@ assert has: \forall pm_object *k, integer m; 0 <= m < n ==>
         (items_has(t, m, m + 1, k) <==> KeyEq(t[m].key, k)); @/
    /@ assert give: \forall pm_object *k, *v, integer m; 0 <= m < n ==>
         (items_give(t, m, m + 1, k, v) <==>
          KeyEq(t[m].key, k) && v == t[m].value); @/
  }
*/
/* A key that is only between a and b. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures \forall pm_object *k, *v, integer a, b; 0 <= a <= b <= n ==>
       !items_has(t, 0, a, k) ==> !items_has(t, b, n, k) ==>
       (items_give(t, 0, n, k, v) <==> items_give(t, a, b, k, v)); @/
  void lemma_items_middle(struct pm_item *t, uint32_t n) {
    lemma_items_join(t, n);
    lemma_items_absent(t, n);
    /@ assert front: \forall pm_object *k, *v, integer a, b;
         0 <= a <= b <= n ==> !items_has(t, 0, a, k) ==>
         (items_give(t, 0, b, k, v) <==> items_give(t, a, b, k, v)); @/
    /@ assert parts: \forall pm_object *k, *v, integer a, b;
         0 <= a <= b <= n ==>
         (items_give(t, a, n, k, v) <==> items_give(t, b, n, k, v) ||
          (!items_has(t, b, n, k) && items_give(t, a, b, k, v))); @/
    /@ assert none: \forall pm_object *k, *v, integer b;
         0 <= b <= n ==> !items_has(t, b, n, k) ==>
         !items_give(t, b, n, k, v); @/
    /@ assert back: \forall pm_object *k, *v, integer a, b;
         0 <= a <= b <= n ==> !items_has(t, b, n, k) ==>
         (items_give(t, a, n, k, v) <==> items_give(t, a, b, k, v)); @/
  }
*/
/* Items from i on are an array of their own. */
/*@ ghost
  /@ requires i <= n;
     terminates \true; assigns \nothing;
     ensures has: same_has{Here,Here}(t + i, 0, n - i, t, i, n);
     ensures give: same_give{Here,Here}(t + i, 0, n - i, t, i, n); @/
  void lemma_items_part(struct pm_item *t, uint32_t i, uint32_t n) {
    uint32_t j = n - i;
    /@ loop invariant 0 <= j <= n - i;
       loop invariant has: \forall pm_object *k, integer l; l == i + j ==>
         (items_has(t + i, j, n - i, k) <==> items_has(t, l, n, k));
       loop invariant give: \forall pm_object *k, *v, integer l; l == i + j ==>
         (items_give(t + i, j, n - i, k, v) <==> items_give(t, l, n, k, v));
       loop assigns j;
       loop variant j; @/
    while (j > 0) {
      j--;
      uint32_t l = i + j;
      /@ assert at: t + i + j == t + l; @/
      /@ assert after: \forall pm_object *k;
           items_has(t + i, j + 1, n - i, k) <==> items_has(t, l + 1, n, k); @/
      /@ assert after: \forall pm_object *k, *v;
           items_give(t + i, j + 1, n - i, k, v) <==>
           items_give(t, l + 1, n, k, v); @/
      /@ assert has: \forall pm_object *k; items_has(t, l, n, k) <==>
           KeyEq(t[l].key, k) || items_has(t, l + 1, n, k); @/
      /@ assert has_i: \forall pm_object *k; items_has(t + i, j, n - i, k) <==>
           KeyEq(t[l].key, k) || items_has(t + i, j + 1, n - i, k); @/
      /@ assert give: \forall pm_object *k, *v; items_give(t, l, n, k, v) <==>
           items_give(t, l + 1, n, k, v) || (KeyEq(t[l].key, k) &&
             t[l].value == v && !items_has(t, l + 1, n, k)); @/
      /@ assert give_i: \forall pm_object *k, *v;
           items_give(t + i, j, n - i, k, v) <==>
           items_give(t + i, j + 1, n - i, k, v) || (KeyEq(t[l].key, k) &&
             t[l].value == v && !items_has(t + i, j + 1, n - i, k)); @/
    }
  }
*/
/* With distinct keys, the one item of that key. */
/*@ ghost
  /@ requires items_distinct(t, n);
     terminates \true; assigns \nothing;
     ensures some: \forall pm_object *k, *v, integer j; 0 <= j < n ==>
       KeyEq(t[j].key, k) ==> (items_give(t, 0, n, k, v) <==>
         t[j].value == v);
     ensures only: \forall pm_object *k, *v; items_give(t, 0, n, k, v) ==>
       \exists integer j; 0 <= j < n && KeyEq(t[j].key, k) &&
         t[j].value == v; @/
  void lemma_items_sole(struct pm_item *t, uint32_t n) {
    lemma_items_absent(t, n);
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant some: \forall pm_object *k, *v, integer j;
         i <= j < n ==> KeyEq(t[j].key, k) ==>
         (items_give(t, i, n, k, v) <==> t[j].value == v);
       loop invariant only: \forall pm_object *k, *v;
         items_give(t, i, n, k, v) ==> \exists integer j; i <= j < n &&
           KeyEq(t[j].key, k) && t[j].value == v;
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      /@ assert give: \forall pm_object *k, *v; items_give(t, i, n, k, v) <==>
           items_give(t, i + 1, n, k, v) || (KeyEq(t[i].key, k) &&
             t[i].value == v && !items_has(t, i + 1, n, k)); @/
      /@ assert sole: items_absent(t, i + 1, n, t[i].key); @/
      /@ assert alone: \forall pm_object *k; KeyEq(t[i].key, k) ==>
           items_absent(t, i + 1, n, k); @/
    }
  }
*/
/* Ghost code: the items are as they were at the start of the function, and so is what they say. */
#define KEEP_CONTENT(items, n)                                                 \
  {                                                                            \
    /@ assert same: \forall integer j; 0 <= j < n ==>                         \
      items[j].key == \at(items[j].key, Pre) &&                               \
      items[j].value == \at(items[j].value, Pre); @/                          \
    uint32_t low_ = n;                                                         \
    /@ loop invariant 0 <= low_ <= n;                                          \
       loop invariant \forall pm_object *k, integer j; low_ <= j <= n ==>     \
         (items_has(items, j, n, k) <==> items_has{Pre}(items, j, n, k));      \
       loop invariant \forall pm_object *k, *v, integer j;                    \
         low_ <= j <= n ==> (items_give(items, j, n, k, v) <==>                \
         items_give{Pre}(items, j, n, k, v));                                  \
       loop assigns low_;                                                      \
       loop variant low_; @/                                                   \
    while (low_ > 0) low_--;                                                   \
  }
#endif
