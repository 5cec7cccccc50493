/* Two branches of as many entries, no slot of one above that of the other: the
 * slots weigh the same, so their blocks and widths are the same, and if one is
 * within the other, so are their children. For spec/laws/shape.c. */
#ifndef PM_SHAPE_SAME_H
#define PM_SHAPE_SAME_H

/*@ // two branches of one content, seen at full width
    predicate alike(struct pm_node *x, struct pm_node *y, integer used) =
      0 <= used < 32 && walkable(x, used) && walkable(y, used) &&
      weighs_in(x, y, used) && weighs_in(y, x, used);
    // the largest block around a slot that is one child, or none
    predicate widest_even(struct pm_node *n, integer used, integer first,
                          integer len) =
      under_even(n, used, first, first + len) &&
      (len == all_slots(used) ||
       !under_even(n, used, start(first, 2 * len),
                   start(first, 2 * len) + 2 * len));
*/

/* ---- Weights ---- */

/* Where all slots together have as many, each has. */
/*@ ghost
  /@ requires used < 32 && total == all_slots(used);
     requires weighs_in(x, y, used);
     requires count: weigh(x, used, 0, total) == weigh(y, used, 0, total);
     terminates \true; assigns \nothing;
     ensures shares_in(y, x, used); @/
  void lemma_shares_back(struct pm_node *x, struct pm_node *y, uint32_t used,
                         uint32_t total) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= total;
       loop invariant left: weigh(x, used, i, total) ==
         weigh(y, used, i, total);
       loop invariant back: \forall integer s; 0 <= s < i ==>
         share_in(y, x, used, s);
       loop assigns i;
       loop variant total - i; @/
    while (i < total) {
      /@ assert here: weigh(x, used, i, i + 1) <= weigh(y, used, i, i + 1); @/
      /@ assert step: (uint32_t)(i + 1) == i + 1; @/
      /@ assert rest: weigh(x, used, i + 1, total) <=
           weigh(y, used, i + 1, total); @/
      i++;
    }
  }
*/

/* ---- Blocks ---- */

/* The block of l slots around a slot. */
/*@ ghost
  /@ requires power(l) && at < 32 && first == start(at, l);
     terminates \true; assigns \nothing;
     ensures in: first <= at < first + l && first % l == 0;
     ensures end: \forall integer n; power(n) ==> l <= n ==> at < n ==>
       first + l <= n; @/
  void lemma_block_at(uint32_t at, uint32_t l, uint32_t first) {
    /@ assert n1: l == 1 ==> first % 1 == 0 && first <= at < first + 1 &&
         (at < 1 ==> first + 1 <= 1) && (at < 2 ==> first + 1 <= 2) &&
         (at < 4 ==> first + 1 <= 4) && (at < 8 ==> first + 1 <= 8) &&
         (at < 16 ==> first + 1 <= 16) && (at < 32 ==> first + 1 <= 32); @/
    /@ assert n2: l == 2 ==> first % 2 == 0 && first <= at < first + 2 &&
         (at < 2 ==> first + 2 <= 2) && (at < 4 ==> first + 2 <= 4) &&
         (at < 8 ==> first + 2 <= 8) && (at < 16 ==> first + 2 <= 16) &&
         (at < 32 ==> first + 2 <= 32); @/
    /@ assert n4: l == 4 ==> first % 4 == 0 && first <= at < first + 4 &&
         (at < 4 ==> first + 4 <= 4) && (at < 8 ==> first + 4 <= 8) &&
         (at < 16 ==> first + 4 <= 16) && (at < 32 ==> first + 4 <= 32); @/
    /@ assert n8: l == 8 ==> first % 8 == 0 && first <= at < first + 8 &&
         (at < 8 ==> first + 8 <= 8) && (at < 16 ==> first + 8 <= 16) &&
         (at < 32 ==> first + 8 <= 32); @/
    /@ assert n16: l == 16 ==> first % 16 == 0 && first <= at < first + 16 &&
         (at < 16 ==> first + 16 <= 16) && (at < 32 ==> first + 16 <= 32); @/
    /@ assert n32: l == 32 ==> first == 0; @/
  }
*/
/* A block of two slots or more that is one child, or none, is light. */
/*@ ghost
  /@ requires walkable(n, used) && block_at(used, f, l) && l >= 2;
     requires k == under(n, used, f) && to == f + l;
     terminates \true; assigns \nothing;
     ensures under_even(n, used, f, to) ==>
       weigh(n, used, f, to) <= PM_LEAF_MAX; @/
  void lemma_even_light(struct pm_node *n, struct pm_node *k, uint32_t used,
                        uint32_t f, uint32_t l, uint32_t to) {
    uint32_t g = f + 1;
    /@ assert wf: wf(k, used + full_width(used)); @/
    /@ assert next: g == f + 1 && g < to <= all_slots(used); @/
    /@ assert two: under_even(n, used, f, to) ==> under(n, used, g) == k; @/
    /@ assert few: under_even(n, used, f, to) ==> k != \null ==>
         is_leaf(k) && ncount(k) <= PM_LEAF_MAX; @/
    lemma_weigh_cond(n, k, used, f, l);
    lemma_share_if(k, used);
  }
*/
/* So where one node has one child, the other has. */
/*@ ghost
  /@ requires alike(x, y, used) && block_at(used, f, l) && to == f + l;
     requires k == under(x, used, f);
     terminates \true; assigns \nothing;
     ensures under_even(x, used, f, to) ==> under_even(y, used, f, to); @/
  void lemma_even_in(struct pm_node *x, struct pm_node *y, struct pm_node *k,
                     uint32_t used, uint32_t f, uint32_t l, uint32_t to) {
    /@ assert one: l == 1 ==> under_even(y, used, f, to); @/
    if (l == 1) return;
    lemma_even_light(x, k, used, f, l, to);
    lemma_heavy_of(y, used, f, l, to);
    /@ assert same: weigh(x, used, f, to) == weigh(y, used, f, to); @/
  }
*/
/* A child in the largest such block around it has nothing beside the block. */
/*@ ghost
  /@ requires walkable(n, used) && block_at(used, first, len);
     requires k == under(n, used, first);
     requires widest_even(n, used, first, len);
     terminates \true; assigns \nothing;
     ensures inside(k, used, first, first + len);
     ensures total(k) == weigh(n, used, first, first + len);
     ensures holds: \forall pm_object *p, *v;
       first <= place(p, used) < first + len ==>
       (holds(n, used, p, v) <==>
        holds(k, used + full_width(used), p, v)); @/
  void lemma_widest(struct pm_node *n, struct pm_node *k, uint32_t used,
                    uint32_t first, uint32_t len) {
    uint32_t to = first + len;
    /@ assert to: to == first + len; @/
    if (k) lemma_reach(n, k, used, first, len);
    /@ assert inside: inside(k, used, first, to); @/
    lemma_under(n, k, used, first, len, to);
    lemma_share_if(k, used);
  }
*/

/* ---- Widths ---- */

/* Where two slots of a branch begin, one beside the other, is in one block of
 * more slots than theirs. */
/*@ ghost
  /@ requires power(a) && power(b) && a < b <= 16 && t < 32;
     requires s == t * a && r == buddy(t) * a && f == start(s, b) && s < 32;
     terminates \true; assigns \nothing;
     ensures f <= r < f + b; @/
  void lemma_beside_in(uint32_t t, uint32_t a, uint32_t b, uint32_t s,
                       uint32_t r, uint32_t f) {
    /@ assert b1_2: a == 1 ==> b == 2 ==> f <= r < f + 2; @/
    /@ assert b1_4: a == 1 ==> b == 4 ==> f <= r < f + 4; @/
    /@ assert b1_8: a == 1 ==> b == 8 ==> f <= r < f + 8; @/
    /@ assert b1_16: a == 1 ==> b == 16 ==> f <= r < f + 16; @/
    /@ assert b2_4: a == 2 ==> b == 4 ==> f <= r < f + 4; @/
    /@ assert b2_8: a == 2 ==> b == 8 ==> f <= r < f + 8; @/
    /@ assert b2_16: a == 2 ==> b == 16 ==> f <= r < f + 16; @/
    /@ assert b4_8: a == 4 ==> b == 8 ==> f <= r < f + 8; @/
    /@ assert b4_16: a == 4 ==> b == 16 ==> f <= r < f + 16; @/
    /@ assert b8_16: a == 8 ==> b == 16 ==> f <= r < f + 16; @/
  }
*/
/* Two slots of x beside each other are one child where y has less of them. */
/*@ ghost
  /@ requires alike(x, y, used) && widened(x, used, full, wx, a);
     requires widened(y, used, full, wy, b) && wy < wx && t < pow2(wx);
     requires shows(c, y, used);
     requires \valid_read(c + (0 .. all_slots(used) - 1));
     terminates \true; assigns \nothing;
     ensures kid(x, buddy(t)) == kid(x, t); @/
  void lemma_one_beside(struct pm_node *x, struct pm_node *y,
                        struct pm_node **c, uint32_t used, uint32_t full,
                        uint32_t wx, uint32_t a, uint32_t wy, uint32_t b,
                        uint32_t t) {
    uint32_t u = t % 2 == 0 ? t + 1 : t - 1;
    /@ assert u: u == buddy(t) && u < pow2(wx); @/
    lemma_under_kid(x, used, full, wx, a);
    lemma_under_kid(y, used, full, wy, b);
    uint32_t s = lemma_slots_at(full, wx, a, t);
    uint32_t r = lemma_slots_at(full, wx, a, u), f = s / b * b, to = f + b;
    /@ assert less: power(a) && power(b) && a < b <= 16; @/
    /@ assert in: s < all_slots(used) <= 32 && r < all_slots(used); @/
    lemma_block_at(s, b, f);
    lemma_beside_in(t, a, b, s, r, f);
    /@ assert all: power(all_slots(used)) && b <= all_slots(used); @/
    /@ assert end: to == f + b && to <= all_slots(used); @/
    /@ assert block: block_at(used, f, b); @/
    lemma_block(f, b, f);
    /@ assert one: \forall integer v; f <= v < to ==> v / b == f / b; @/
    /@ assert even: under_even(y, used, f, to); @/
    struct pm_node *k = c[f];
    lemma_even_in(y, x, k, used, f, b, to);
    /@ assert t: under(x, used, s) == kid(x, t); @/
    /@ assert u: under(x, used, r) == kid(x, u); @/
  }
*/
/* So y cannot have the smaller width: that of x would not be the least. */
/*@ ghost
  /@ requires alike(x, y, used) && widened(x, used, full, wx, a);
     requires widened(y, used, full, wy, b) && shows(c, y, used);
     requires \valid_read(c + (0 .. all_slots(used) - 1));
     terminates \true; assigns \nothing;
     ensures wx <= wy; @/
  void lemma_width_in(struct pm_node *x, struct pm_node *y,
                      struct pm_node **c, uint32_t used, uint32_t full,
                      uint32_t wx, uint32_t a, uint32_t wy, uint32_t b) {
    if (wx <= wy) return;
    uint32_t t = 0, all = lemma_power(wx);
    /@ loop invariant 0 <= t <= all;
       loop invariant \forall integer s; 0 <= s < t ==>
         kid(x, buddy(s)) == kid(x, s);
       loop assigns t;
       loop variant all - t; @/
    while (t < all) {
      lemma_one_beside(x, y, c, used, full, wx, a, wy, b, t);
      t++;
    }
    /@ assert least: least(x); @/
  }
*/

/* ---- Children ---- */

/* The block that a walk over an array of slots finds. */
/*@ ghost
  /@ requires walkable(n, used) && shows(c, n, used) && power(len);
     requires used < 32 && total == all_slots(used);
     requires at < total <= 32 && len <= total;
     requires first == start(at, len);
     requires uniform: uniform(c, first, first + len, c[at]);
     requires largest: len < total ==>
       !(\forall integer s; 0 <= s < total && s / (2 * len) == at / (2 * len)
           ==> c[s] == c[at]);
     terminates \true; assigns \nothing;
     ensures block: block_at(used, first, len) && first <= at < first + len;
     ensures widest: widest_even(n, used, first, len);
     ensures first: under(n, used, first) == c[at]; @/
  void lemma_widest_shown(struct pm_node *n, struct pm_node **c,
                          uint32_t used, uint32_t total, uint32_t at,
                          uint32_t first, uint32_t len) {
    uint32_t two = 2 * len, wide = at / two * two, end = first + len;
    /@ assert total: power(total); @/
    lemma_block_at(at, len, first);
    /@ assert in: first + len <= total; @/
    /@ assert end: end == first + len; @/
    lemma_even_shown(n, c, used, first, end);
    /@ assert even: under_even(n, used, first, end); @/
    if (len == total) return;
    /@ assert two: power(two) && two <= total; @/
    lemma_halve(len);
    lemma_block_at(at, two, wide);
    lemma_block(at, two, wide);
    /@ assert wide: wide == start(first, 2 * len); @/
    /@ assert room: wide + two <= total; @/
    /@ assert all: under_even(n, used, wide, wide + two) ==>
         \forall integer s; 0 <= s < total ==> s / two == at / two ==>
         c[s] == under(n, used, wide); @/
    /@ assert not: !under_even(n, used, wide, wide + two); @/
  }
*/
/* It is so in the other node. */
/*@ ghost
  /@ requires alike(x, y, used) && shows(a, x, used) && shows(b, y, used);
     requires total == all_slots(used);
     requires block_at(used, first, len) && widest_even(x, used, first, len);
     requires \valid_read(a + (0 .. total - 1));
     requires \valid_read(b + (0 .. total - 1));
     terminates \true; assigns \nothing;
     ensures widest_even(y, used, first, len); @/
  void lemma_widest_in(struct pm_node *x, struct pm_node *y,
                       struct pm_node **a, struct pm_node **b,
                       uint32_t used, uint32_t total, uint32_t first,
                       uint32_t len) {
    uint32_t two = 2 * len, wide = first / two * two, end = wide + two;
    struct pm_node *k = a[first];
    lemma_even_in(x, y, k, used, first, len, first + len);
    if (len == total) return;
    /@ assert two: power(two) && power(total) && two <= total <= 32; @/
    lemma_block_at(first, two, wide);
    /@ assert end: end == wide + two && end <= total; @/
    struct pm_node *m = b[wide];
    lemma_even_in(y, x, m, used, wide, two, end);
  }
*/
/* The children of such a block are tries within one another. */
/*@ ghost
  /@ requires alike(x, y, used) && block_at(used, first, len);
     requires widest_even(x, used, first, len);
     requires widest_even(y, used, first, len);
     requires k == under(x, used, first) && m == under(y, used, first);
     requires node_within(x, y, used);
     terminates \true; assigns \nothing;
     ensures within: node_within(k, m, used + full_width(used));
     ensures count: total(k) == total(m); @/
  void lemma_pair_within(struct pm_node *x, struct pm_node *y,
                         struct pm_node *k, struct pm_node *m, uint32_t used,
                         uint32_t first, uint32_t len) {
    lemma_widest(x, k, used, first, len);
    lemma_widest(y, m, used, first, len);
    /@ assert there: \forall pm_object *p, *v;
         holds(k, used + full_width(used), p, v) ==>
         first <= place(p, used) < first + len && holds(x, used, p, v); @/
    /@ assert back: \forall pm_object *p, *w;
         first <= place(p, used) < first + len ==> holds(y, used, p, w) ==>
         holds(m, used + full_width(used), p, w); @/
  }
*/
/* Branches of one width match when all that is under their slots does. */
/*@ ghost
  /@ requires widened(x, used, full, width, run) && ncount(x) == ncount(y);
     requires widened(y, used, full, width, run);
     requires slots: \forall integer s; 0 <= s < all_slots(used) ==>
       matches(under(x, used, s), under(y, used, s), used + full);
     terminates \true; assigns \nothing;
     ensures matches(x, y, used); @/
  void lemma_slots_match(struct pm_node *x, struct pm_node *y, uint32_t used,
                         uint32_t full, uint32_t width, uint32_t run) {
    uint32_t t = 0, all = lemma_power(width), next = used + width;
    lemma_under_kid(x, used, full, width, run);
    lemma_under_kid(y, used, full, width, run);
    lemma_kids_wide(x, used, full, width, run);
    lemma_kids_wide(y, used, full, width, run);
    /@ loop invariant 0 <= t <= all;
       loop invariant \forall integer s; 0 <= s < t ==>
         matches(kid(x, s), kid(y, s), next);
       loop assigns t;
       loop variant all - t; @/
    while (t < all) {
      uint32_t s = lemma_slots_at(full, width, run, t);
      /@ assert x: under(x, used, s) == kid(x, t); @/
      /@ assert y: under(y, used, s) == kid(y, t); @/
      /@ assert full: width == full ==> matches(kid(x, t), kid(y, t), next); @/
      /@ assert leaf: width < full ==> !is_branch(kid(x, t)); @/
      /@ assert here: matches(kid(x, t), kid(y, t), next); @/
      t++;
    }
  }
*/
#endif
