/* What dealing out changes: the order, and nothing that the items say. t are the items as they
 * came, s as they were dealt out. */
#ifndef PM_ITEMS_DEALT_H
#define PM_ITEMS_DEALT_H

/*@ predicate dealt{L}(struct pm_item *t, struct pm_item *s, integer n,
                       integer used, integer width) =
      dealt_hash{L,L}(t, 0, n, used, width, s) &&
      dealt_key{L,L}(t, 0, n, used, width, s) &&
      dealt_value{L,L}(t, 0, n, used, width, s);
    predicate alike_place{L}(struct pm_item *t, integer i, struct pm_item *s,
                             integer p) =
      \at(s[p].hash, L) == \at(t[i].hash, L) &&
      \at(s[p].key, L) == \at(t[i].key, L) &&
      \at(s[p].value, L) == \at(t[i].value, L);
    // by digit: lesser ones before, greater ones after
    predicate digits_low{L}(struct pm_item *t, struct pm_item *s, integer n,
                            integer used, integer width) =
      \forall integer d, p; 0 <= d < pow2(width) ==>
        0 <= p < lesser{L}(t, n, used, width, d) ==>
        slot(\at(s[p].hash, L), used, width) < d;
    predicate digits_high{L}(struct pm_item *t, struct pm_item *s, integer n,
                             integer used, integer width) =
      \forall integer d, p; 0 <= d < pow2(width) ==>
        upto{L}(t, n, used, width, d) <= p < n ==>
        slot(\at(s[p].hash, L), used, width) > d;
    predicate digits_own{L}(struct pm_item *t, struct pm_item *s, integer i,
                            integer n, integer used, integer width) =
      \forall integer d, p; 0 <= d < pow2(width) ==>
        begun{L}(t, i, n, used, width, d) <= p <
          upto{L}(t, n, used, width, d) ==>
        slot(\at(s[p].hash, L), used, width) == d &&
        \at(s[p].hash, L) == key_hash(\at(s[p].key, L));
*/

/* One more item in front: where it went, and that no other digit has changed. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32 && i < n;
     requires dealt(t, s, n, used, width);
     terminates \true; assigns \nothing;
     ensures digit: 0 <= slot(t[i].hash, used, width) < pow2(width);
     ensures place: \forall integer d; d == slot(t[i].hash, used, width) ==>
       begun(t, i, n, used, width, d) == dealt_to(t, i, n, used, width) &&
       begun(t, i + 1, n, used, width, d) ==
         dealt_to(t, i, n, used, width) + 1 &&
       0 <= dealt_to(t, i, n, used, width) < upto(t, n, used, width, d) <= n;
     ensures other: \forall integer d; d != slot(t[i].hash, used, width) ==>
       begun(t, i + 1, n, used, width, d) == begun(t, i, n, used, width, d);
     ensures alike: \forall integer p; p == dealt_to(t, i, n, used, width) ==>
       alike_place(t, i, s, p); @/
  void lemma_dealt_one(struct pm_item *t, struct pm_item *s, uint32_t i,
                       uint32_t n, uint32_t used, uint32_t width) {
    lemma_lesser(t, n, used, width);
    lemma_digits_apart(t, n, used, width);
    lemma_slots(used, width);
    /@ assert one: \forall integer c; digit_count(t, i + 1, used, width, c) ==
         digit_count(t, i, used, width, c) +
         (c == slot(t[i].hash, used, width) ? 1 : 0); @/
    /@ assert less: \forall integer c; digit_count(t, i + 1, used, width, c) <=
         digit_count(t, n, used, width, c); @/
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     terminates \true; assigns \nothing;
     ensures all: \forall integer d; 0 <= d < pow2(width) ==>
       begun(t, 0, n, used, width, d) == lesser(t, n, used, width, d);
     ensures none: \forall integer d; 0 <= d < pow2(width) ==>
       begun(t, n, n, used, width, d) == upto(t, n, used, width, d);
     ensures range: \forall integer d; 0 <= d < pow2(width) ==>
       0 <= lesser(t, n, used, width, d) <= upto(t, n, used, width, d) <= n; @/
  void lemma_dealt_ends(struct pm_item *t, uint32_t n, uint32_t used,
                        uint32_t width) {
    lemma_lesser(t, n, used, width);
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width) && items_hashed(t, n);
     terminates \true; assigns \nothing;
     ensures own: digits_own(t, s, 0, n, used, width);
     ensures low: digits_low(t, s, n, used, width);
     ensures high: digits_high(t, s, n, used, width);
     ensures hashed: items_hashed(s, n); @/
  void lemma_dealt_digits(struct pm_item *t, struct pm_item *s, uint32_t n,
                          uint32_t used, uint32_t width) {
    uint32_t i = n, d = 0, all = 256;
    lemma_dealt_ends(t, n, used, width);
    /@ loop invariant 0 <= i <= n;
       loop invariant own: digits_own(t, s, i, n, used, width);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      lemma_dealt_one(t, s, i, n, used, width);
    }
    lemma_lesser(t, n, used, width);
    /@ assert most: pow2(width) <= 256; @/
    /@ loop invariant 0 <= d <= 256;
       loop invariant low: \forall integer c, p; 0 <= c <= d ==>
         c <= pow2(width) ==> 0 <= p < lesser(t, n, used, width, c) ==>
         slot(s[p].hash, used, width) < c &&
         s[p].hash == key_hash(s[p].key);
       loop assigns d;
       loop variant 256 - d; @/
    while (d < 256) {
      /@ assert next: lesser(t, n, used, width, d + 1) ==
           upto(t, n, used, width, d); @/
      d++;
    }
    /@ assert last: lesser(t, n, used, width, pow2(width)) ==
         upto(t, n, used, width, pow2(width) - 1) == n; @/
    /@ loop invariant 0 <= all <= 256;
       loop invariant high: \forall integer c, p; all <= c < pow2(width) ==>
         upto(t, n, used, width, c) <= p < n ==>
         slot(s[p].hash, used, width) > c;
       loop assigns all;
       loop variant all; @/
    while (all > 0) {
      all--;
      /@ assert next: lesser(t, n, used, width, all + 1) ==
           upto(t, n, used, width, all); @/
      /@ assert own: all + 1 < pow2(width) ==> \forall integer p;
           lesser(t, n, used, width, all + 1) <= p <
             upto(t, n, used, width, all + 1) ==>
           slot(s[p].hash, used, width) == all + 1; @/
    }
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width);
     terminates \true; assigns \nothing;
     ensures \forall pm_object *o;
       item_refs(s, 0, n, o) == item_refs(t, 0, n, o); @/
  void lemma_dealt_refs(struct pm_item *t, struct pm_item *s, uint32_t n,
                        uint32_t used, uint32_t width) {
    uint32_t i = n, d = 256;
    lemma_dealt_ends(t, n, used, width);
    /@ loop invariant 0 <= i <= n;
       loop invariant refs: \forall pm_object *o, integer c;
         0 <= c < pow2(width) ==> item_refs(s, begun(t, i, n, used, width, c),
           upto(t, n, used, width, c), o) ==
         digit_refs(t, i, n, used, width, c, o);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      lemma_dealt_one(t, s, i, n, used, width);
    }
    lemma_upper_refs(t, n, used, width);
    lemma_items_split(s, n);
    lemma_lesser(t, n, used, width);
    /@ assert most: pow2(width) <= 256; @/
    /@ assert digits: \forall pm_object *o, integer c;
         0 <= c < pow2(width) ==> item_refs(s, lesser(t, n, used, width, c),
           upto(t, n, used, width, c), o) ==
         digit_refs(t, 0, n, used, width, c, o); @/
    /@ loop invariant 0 <= d <= 256;
       loop invariant refs: \forall pm_object *o; d < pow2(width) ==>
         item_refs(s, lesser(t, n, used, width, d), n, o) ==
         upper_refs(t, 0, n, used, width, d, o);
       loop assigns d;
       loop variant d; @/
    while (d > 0) {
      d--;
      /@ assert next: lesser(t, n, used, width, d + 1) ==
           upto(t, n, used, width, d); @/
      /@ assert part: d < pow2(width) ==> \forall pm_object *o;
           item_refs(s, lesser(t, n, used, width, d), n, o) ==
           item_refs(s, lesser(t, n, used, width, d),
                     upto(t, n, used, width, d), o) +
           item_refs(s, upto(t, n, used, width, d), n, o); @/
      /@ assert last: d + 1 == pow2(width) ==> \forall pm_object *o;
           item_refs(s, upto(t, n, used, width, d), n, o) == 0 &&
           upper_refs(t, 0, n, used, width, d + 1, o) == 0; @/
      /@ assert rest: d < pow2(width) ==> \forall pm_object *o;
           item_refs(s, upto(t, n, used, width, d), n, o) ==
           upper_refs(t, 0, n, used, width, d + 1, o); @/
    }
  }
*/
/* Keys are found among those of their digit. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width) && items_hashed(t, n);
     terminates \true; assigns \nothing;
     ensures has: \forall pm_object *k, integer d, m; 0 <= m <= n ==>
       d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
       (items_has(s, begun(t, m, n, used, width, d),
          upto(t, n, used, width, d), k) <==> items_has(t, m, n, k));
     ensures give: \forall pm_object *k, *v, integer d, m; 0 <= m <= n ==>
       d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
       (items_give(s, begun(t, m, n, used, width, d),
          upto(t, n, used, width, d), k, v) <==> items_give(t, m, n, k, v)); @/
  void lemma_dealt_keys(struct pm_item *t, struct pm_item *s, uint32_t n,
                        uint32_t used, uint32_t width) {
    uint32_t i = n;
    lemma_dealt_ends(t, n, used, width);
    /@ loop invariant 0 <= i <= n;
       loop invariant has: \forall pm_object *k, integer d, m; i <= m <= n ==>
         d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
         (items_has(s, begun(t, m, n, used, width, d),
            upto(t, n, used, width, d), k) <==> items_has(t, m, n, k));
       loop invariant give: \forall pm_object *k, *v, integer d, m;
         i <= m <= n ==>
         d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
         (items_give(s, begun(t, m, n, used, width, d),
            upto(t, n, used, width, d), k, v) <==> items_give(t, m, n, k, v));
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      lemma_dealt_one(t, s, i, n, used, width);
      /@ assert has_t: \forall pm_object *k; items_has(t, i, n, k) <==>
           KeyEq(t[i].key, k) || items_has(t, i + 1, n, k); @/
      /@ assert give_t: \forall pm_object *k, *v; items_give(t, i, n, k, v) <==>
           items_give(t, i + 1, n, k, v) || (KeyEq(t[i].key, k) &&
             t[i].value == v && !items_has(t, i + 1, n, k)); @/
      /@ assert has_s: \forall pm_object *k, integer d, p;
           d == slot(t[i].hash, used, width) ==>
           p == begun(t, i, n, used, width, d) ==>
           (items_has(s, p, upto(t, n, used, width, d), k) <==>
            KeyEq(t[i].key, k) ||
            items_has(s, p + 1, upto(t, n, used, width, d), k)); @/
      /@ assert give_s: \forall pm_object *k, *v, integer d, p;
           d == slot(t[i].hash, used, width) ==>
           p == begun(t, i, n, used, width, d) ==>
           (items_give(s, p, upto(t, n, used, width, d), k, v) <==>
            items_give(s, p + 1, upto(t, n, used, width, d), k, v) ||
            (KeyEq(t[i].key, k) && t[i].value == v &&
             !items_has(s, p + 1, upto(t, n, used, width, d), k))); @/
      /@ assert other: \forall pm_object *k;
           slot(key_hash(k), used, width) != slot(t[i].hash, used, width) ==>
           !KeyEq(t[i].key, k); @/
      /@ assert has: \forall pm_object *k, integer d;
           d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
           (items_has(s, begun(t, i, n, used, width, d),
              upto(t, n, used, width, d), k) <==> items_has(t, i, n, k)); @/
      /@ assert give: \forall pm_object *k, *v, integer d;
           d == slot(key_hash(k), used, width) ==> 0 <= d < pow2(width) ==>
           (items_give(s, begun(t, i, n, used, width, d),
              upto(t, n, used, width, d), k, v) <==>
            items_give(t, i, n, k, v)); @/
    }
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width) && items_hashed(t, n);
     terminates \true; assigns \nothing;
     ensures has: same_has{Here,Here}(s, 0, n, t, 0, n);
     ensures give: same_give{Here,Here}(s, 0, n, t, 0, n); @/
  void lemma_dealt_content(struct pm_item *t, struct pm_item *s, uint32_t n,
                           uint32_t used, uint32_t width) {
    lemma_dealt_ends(t, n, used, width);
    lemma_dealt_keys(t, s, n, used, width);
    lemma_dealt_digits(t, s, n, used, width);
    lemma_items_join(s, n);
    lemma_items_absent(s, n);
    lemma_slots(used, width);
    /@ assert uint: \forall pm_object *k, uint32_t h; h == key_hash(k) ==>
         0 <= slot(h, used, width) < pow2(width); @/
    /@ assert slot: \forall pm_object *k;
         0 <= slot(key_hash(k), used, width) < pow2(width); @/
    /@ assert before: \forall pm_object *k, integer d;
         d == slot(key_hash(k), used, width) ==>
         items_absent(s, 0, lesser(t, n, used, width, d), k); @/
    /@ assert after: \forall pm_object *k, integer d;
         d == slot(key_hash(k), used, width) ==>
         items_absent(s, upto(t, n, used, width, d), n, k); @/
    /@ assert own_has: \forall pm_object *k, integer d;
         d == slot(key_hash(k), used, width) ==>
         (items_has(s, lesser(t, n, used, width, d),
            upto(t, n, used, width, d), k) <==> items_has(t, 0, n, k)); @/
    /@ assert own_give: \forall pm_object *k, *v, integer d;
         d == slot(key_hash(k), used, width) ==>
         (items_give(s, lesser(t, n, used, width, d),
            upto(t, n, used, width, d), k, v) <==>
          items_give(t, 0, n, k, v)); @/
    /@ assert head: \forall pm_object *k, integer d;
         d == slot(key_hash(k), used, width) ==>
         !items_has(s, 0, lesser(t, n, used, width, d), k); @/
    /@ assert tail: \forall pm_object *k, integer d;
         d == slot(key_hash(k), used, width) ==>
         !items_has(s, upto(t, n, used, width, d), n, k); @/
    lemma_items_middle(s, n);
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width) && items_hashed(t, n);
     terminates \true; assigns \nothing;
     ensures items_distinct(t, n) ==> items_distinct(s, n); @/
  void lemma_dealt_distinct(struct pm_item *t, struct pm_item *s, uint32_t n,
                            uint32_t used, uint32_t width) {
    uint32_t i = n;
    lemma_dealt_ends(t, n, used, width);
    lemma_dealt_keys(t, s, n, used, width);
    lemma_dealt_digits(t, s, n, used, width);
    lemma_items_absent(s, n);
    lemma_items_absent(t, n);
    /@ loop invariant 0 <= i <= n;
       loop invariant own: items_distinct(t, n) ==>
           \forall integer d, p, q; 0 <= d < pow2(width) ==>
         begun(t, i, n, used, width, d) <= p < q <
           upto(t, n, used, width, d) ==> !KeyEq(s[p].key, s[q].key);
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      lemma_dealt_one(t, s, i, n, used, width);
      /@ assert sole: items_distinct(t, n) ==>
           items_absent(t, i + 1, n, t[i].key); @/
      /@ assert alone: items_distinct(t, n) ==>
           \forall integer d; d == slot(t[i].hash, used, width) ==>
           items_absent(s, begun(t, i + 1, n, used, width, d),
                        upto(t, n, used, width, d), t[i].key); @/
      /@ assert apart: items_distinct(t, n) ==> \forall integer d, p, q;
           d == slot(t[i].hash, used, width) ==>
           p == begun(t, i, n, used, width, d) ==>
           p < q < upto(t, n, used, width, d) ==>
           !KeyEq(s[p].key, s[q].key); @/
      /@ assert rest: items_distinct(t, n) ==>
           \forall integer d, p, q; 0 <= d < pow2(width) ==>
           begun(t, i + 1, n, used, width, d) <= p < q <
             upto(t, n, used, width, d) ==> !KeyEq(s[p].key, s[q].key); @/
      /@ assert either: \forall integer d, p; 0 <= d < pow2(width) ==>
           begun(t, i, n, used, width, d) <= p ==>
           begun(t, i + 1, n, used, width, d) <= p ||
           (d == slot(t[i].hash, used, width) &&
            p == begun(t, i, n, used, width, d)); @/
    }
    lemma_slots(used, width);
    /@ assert slot: \forall integer p; 0 <= p < n ==>
         0 <= slot(s[p].hash, used, width) < pow2(width); @/
    /@ assert not_low: \forall integer d, p; 0 <= p < n ==>
         d == slot(s[p].hash, used, width) ==>
         lesser(t, n, used, width, d) <= p; @/
    /@ assert not_high: \forall integer d, p; 0 <= p < n ==>
         d == slot(s[p].hash, used, width) ==>
         p < upto(t, n, used, width, d); @/
    /@ assert within: \forall integer d, p; 0 <= p < n ==>
         d == slot(s[p].hash, used, width) ==> 0 <= d < pow2(width) &&
         lesser(t, n, used, width, d) <= p < upto(t, n, used, width, d); @/
    /@ assert digit: \forall integer p, q; 0 <= p < q < n ==>
         KeyEq(s[p].key, s[q].key) ==> slot(s[p].hash, used, width) ==
           slot(s[q].hash, used, width); @/
  }
*/
/* The same of an array of where each digit begins. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires dealt(t, s, n, used, width) && items_hashed(t, n);
     requires \forall integer d; 0 <= d < pow2(width) ==>
       start[d] == lesser(t, n, used, width, d);
     requires start[pow2(width)] == n;
     terminates \true; assigns \nothing;
     ensures first: start[0] == 0;
     ensures order: \forall integer c, d; 0 <= c <= d <= pow2(width) ==>
       start[c] <= start[d] <= n;
     ensures low: \forall integer d, p; 0 <= d <= pow2(width) ==>
       0 <= p < start[d] ==> slot(s[p].hash, used, width) < d;
     ensures high: \forall integer d, p; 0 <= d <= pow2(width) ==>
       start[d] <= p < n ==> slot(s[p].hash, used, width) >= d; @/
  void lemma_dealt_start(struct pm_item *t, struct pm_item *s, uint32_t n,
                         uint32_t used, uint32_t width, uint32_t *start) {
    uint32_t d = 0;
    lemma_lesser(t, n, used, width);
    lemma_digits_apart(t, n, used, width);
    lemma_dealt_digits(t, s, n, used, width);
    lemma_slots(used, width);
    /@ assert most: pow2(width) <= 256; @/
    /@ loop invariant 0 <= d <= 256;
       loop invariant order: \forall integer b, c; 0 <= b <= c < d ==>
         c < pow2(width) ==> start[b] <= start[c] <= n;
       loop invariant low: \forall integer c, p; 0 <= c < d ==>
         c < pow2(width) ==> 0 <= p < start[c] ==>
         slot(s[p].hash, used, width) < c;
       loop invariant high: \forall integer c, p; 0 <= c < d ==>
         c < pow2(width) ==> start[c] <= p < n ==>
         slot(s[p].hash, used, width) >= c;
       loop assigns d;
       loop variant 256 - d; @/
    while (d < 256) {
      /@ assert begin: d < pow2(width) ==>
           start[d] == lesser(t, n, used, width, d); @/
      /@ assert below: d < pow2(width) ==> \forall integer b; 0 <= b < d ==>
           start[b] <= start[d] <= n; @/
      /@ assert low: d < pow2(width) ==> \forall integer p;
           0 <= p < start[d] ==> slot(s[p].hash, used, width) < d; @/
      /@ assert up: 0 < d ==> lesser(t, n, used, width, d) ==
           upto(t, n, used, width, d - 1); @/
      /@ assert high: 0 < d < pow2(width) ==> \forall integer p;
           start[d] <= p < n ==> slot(s[p].hash, used, width) > d - 1; @/
      d++;
    }
  }
*/
#endif
