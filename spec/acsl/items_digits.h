/* Items by digit, that is, by their slot in a branch: how many come before, where each goes. */
#ifndef PM_ITEMS_DIGITS_H
#define PM_ITEMS_DIGITS_H

/*@ // how many of t[0..n) have digit d, a lesser one, one up to d
    logic integer digit_count{L}(struct pm_item *t, integer n, integer used,
                                 integer width, integer d) =
      n <= 0 ? 0 : digit_count{L}(t, n - 1, used, width, d) +
        (slot(\at(t[n - 1].hash, L), used, width) == d ? 1 : 0);
    logic integer lesser{L}(struct pm_item *t, integer n, integer used,
                            integer width, integer d) =
      n <= 0 ? 0 : lesser{L}(t, n - 1, used, width, d) +
        (slot(\at(t[n - 1].hash, L), used, width) < d ? 1 : 0);
    logic integer upto{L}(struct pm_item *t, integer n, integer used,
                          integer width, integer d) =
      n <= 0 ? 0 : upto{L}(t, n - 1, used, width, d) +
        (slot(\at(t[n - 1].hash, L), used, width) <= d ? 1 : 0);
    // in the order of digits, where those of t[i..n) with digit d begin
    logic integer begun{L}(struct pm_item *t, integer i, integer n,
                           integer used, integer width, integer d) =
      lesser{L}(t, n, used, width, d) + digit_count{L}(t, i, used, width, d);
    // ... and where item i goes
    logic integer dealt_to{L}(struct pm_item *t, integer i, integer n,
                           integer used, integer width) =
      begun{L}(t, i, n, used, width, slot(\at(t[i].hash, L), used, width));
    // s[0..n) are the items t[i..n) there
    predicate dealt_hash{L1,L2}(struct pm_item *t, integer i, integer n,
                                integer used, integer width,
                                struct pm_item *s) =
      \forall integer j, p; i <= j < n ==>
          p == dealt_to{L1}(t, j, n, used, width)
        ==> \at(s[p].hash, L2) == \at(t[j].hash, L1);
    predicate dealt_key{L1,L2}(struct pm_item *t, integer i, integer n,
                               integer used, integer width,
                               struct pm_item *s) =
      \forall integer j, p; i <= j < n ==>
          p == dealt_to{L1}(t, j, n, used, width)
        ==> \at(s[p].key, L2) == \at(t[j].key, L1);
    predicate dealt_value{L1,L2}(struct pm_item *t, integer i, integer n,
                                 integer used, integer width,
                                 struct pm_item *s) =
      \forall integer j, p; i <= j < n ==>
          p == dealt_to{L1}(t, j, n, used, width)
        ==> \at(s[p].value, L2) == \at(t[j].value, L1);
    // the references in those of t[i..n) that have digit d, or a higher one
    logic integer digit_refs{L}(struct pm_item *t, integer i, integer n,
                                integer used, integer width, integer d,
                                pm_object *o) =
      i >= n ? 0 : (slot(\at(t[i].hash, L), used, width) != d ? 0 :
        (\at(t[i].key, L) == o ? 1 : 0) +
        (\at(t[i].value, L) == o ? 1 : 0)) +
        digit_refs{L}(t, i + 1, n, used, width, d, o);
    logic integer upper_refs{L}(struct pm_item *t, integer i, integer n,
                                integer used, integer width, integer d,
                                pm_object *o) =
      i >= n ? 0 : (slot(\at(t[i].hash, L), used, width) < d ? 0 :
        (\at(t[i].key, L) == o ? 1 : 0) +
        (\at(t[i].value, L) == o ? 1 : 0)) +
        upper_refs{L}(t, i + 1, n, used, width, d, o);
    predicate all_top{L}(struct pm_item *t, integer from, integer to,
                         integer used, integer x) =
      \forall integer j; from <= j < to ==>
        prefix(\at(t[j].hash, L), used) == x;
*/

/* Slots are less than their number; what the bits above and the slot say about the order
 * of hashes. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     terminates \true; assigns \nothing;
     ensures range: \forall uint32_t h;
       0 <= slot(h, used, width) < pow2(width);
     ensures top: \forall uint32_t h;
       prefix(h, used) == prefix(h, used + width) / pow2(width);
     ensures both: \forall uint32_t g, h; prefix(g, used) == prefix(h, used) ==>
       slot(g, used, width) == slot(h, used, width) ==>
       prefix(g, used + width) == prefix(h, used + width);
     ensures order: \forall uint32_t g, h;
       prefix(g, used) == prefix(h, used) ==>
       slot(g, used, width) < slot(h, used, width) ==> g < h; @/
  void lemma_slots(uint32_t used, uint32_t width) {
    lemma_shift_order();
    lemma_prefix();
    /@ assert less: \forall uint32_t g, h; prefix(g, used + width) <
         prefix(h, used + width) ==> g < h; @/
    /@ assert whole: \forall uint32_t h; prefix(h, used + width) ==
         prefix(h, used + width) / pow2(width) * pow2(width) +
         slot(h, used, width); @/
  }
*/
/* Items whose bits above agree come in the order of their digits. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     requires below: \forall integer i, j; 0 <= i < from ==> from <= j < to ==>
       slot(t[i].hash, used, width) < slot(t[j].hash, used, width);
     requires tops: \forall integer i, j; 0 <= i < from ==> from <= j < to ==>
       prefix(t[i].hash, used) == prefix(t[j].hash, used);
     terminates \true; assigns \nothing;
     ensures less: \forall integer i, j; 0 <= i < from ==> from <= j < to ==>
       t[i].hash < t[j].hash; @/
  void lemma_digits_less(struct pm_item *t, uint32_t from, uint32_t to,
                         uint32_t used, uint32_t width) {
    lemma_slots(used, width);
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     terminates \true; assigns \nothing;
     ensures range: \forall integer m, d; 0 <= m <= n ==>
       0 <= digit_count(t, m, used, width, d) <= m &&
       0 <= lesser(t, m, used, width, d) <= m;
     ensures none: \forall integer m; 0 <= m <= n ==>
       lesser(t, m, used, width, 0) == 0;
     ensures all: \forall integer m; 0 <= m <= n ==>
       upto(t, m, used, width, pow2(width) - 1) == m;
     ensures next: \forall integer m, d; 0 <= m <= n ==>
       lesser(t, m, used, width, d) == upto(t, m, used, width, d - 1);
     ensures upto: \forall integer m, d; 0 <= m <= n ==>
       upto(t, m, used, width, d) == lesser(t, m, used, width, d) +
         digit_count(t, m, used, width, d) &&
             upto(t, m, used, width, d) <= m; @/
  void lemma_lesser(struct pm_item *t, uint32_t n, uint32_t used,
                    uint32_t width) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= n;
       loop invariant range: \forall integer m, d; 0 <= m <= i ==>
         0 <= digit_count(t, m, used, width, d) <= m &&
         0 <= lesser(t, m, used, width, d) <= m;
       loop invariant none: \forall integer m; 0 <= m <= i ==>
         lesser(t, m, used, width, 0) == 0;
       loop invariant all: \forall integer m; 0 <= m <= i ==>
         upto(t, m, used, width, pow2(width) - 1) == m;
       loop invariant next: \forall integer m, d; 0 <= m <= i ==>
         lesser(t, m, used, width, d) == upto(t, m, used, width, d - 1);
       loop invariant upto: \forall integer m, d; 0 <= m <= i ==>
         upto(t, m, used, width, d) == lesser(t, m, used, width, d) +
           digit_count(t, m, used, width, d) && upto(t, m, used, width, d) <= m;
       loop assigns i;
       loop variant n - i; @/
    while (i < n) {
      lemma_slots(used, width);
      /@ assert slot: 0 <= slot(t[i].hash, used, width) < pow2(width); @/
      i++;
    }
  }
*/
/* The places of different digits are apart, those of one digit in order. */
/*@ ghost
  /@ terminates \true; assigns \nothing;
     ensures apart: \forall integer c, d, m; c < d && 0 <= m <= n ==>
       upto(t, m, used, width, c) <= lesser(t, m, used, width, d);
     ensures grows: \forall integer d, l, m; 0 <= l <= m <= n ==>
       digit_count(t, l, used, width, d) <= digit_count(t, m, used, width, d);
     ensures steps: \forall integer d, l, m; 0 <= l < m <= n ==>
       slot(t[l].hash, used, width) == d ==>
       digit_count(t, l, used, width, d) < digit_count(t, m, used, width, d); @/
  void lemma_digits_apart(struct pm_item *t, uint32_t n, uint32_t used,
                          uint32_t width) {
    uint32_t i = 0;
    /@ loop invariant 0 <= i <= n;
       loop invariant apart: \forall integer c, d, m; c < d && 0 <= m <= i ==>
         upto(t, m, used, width, c) <= lesser(t, m, used, width, d);
       loop invariant grows: \forall integer d, l, m; 0 <= l <= m <= i ==>
         digit_count(t, l, used, width, d) <=
         digit_count(t, m, used, width, d);
       loop invariant steps: \forall integer d, l, m; 0 <= l < m <= i ==>
         slot(t[l].hash, used, width) == d ==>
         digit_count(t, l, used, width, d) <
         digit_count(t, m, used, width, d);
       loop assigns i;
       loop variant n - i; @/
    while (i < n) i++;
  }
*/
/* No two items go to one place. */
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     terminates \true; assigns \nothing;
     ensures range: \forall integer j; 0 <= j < n ==>
       0 <= dealt_to(t, j, n, used, width) < n;
     ensures apart: \forall integer i, j; 0 <= i < j < n ==>
       dealt_to(t, i, n, used, width) != dealt_to(t, j, n, used, width); @/
  void lemma_places(struct pm_item *t, uint32_t n, uint32_t used,
                    uint32_t width) {
    lemma_lesser(t, n, used, width);
    lemma_digits_apart(t, n, used, width);
    /@ assert within: \forall integer j, d; 0 <= j < n ==>
         d == slot(t[j].hash, used, width) ==>
         lesser(t, n, used, width, d) <= dealt_to(t, j, n, used, width) <
         upto(t, n, used, width, d); @/
    /@ assert same: \forall integer i, j, d; 0 <= i < j < n ==>
         d == slot(t[i].hash, used, width) ==>
         d == slot(t[j].hash, used, width) ==>
         dealt_to(t, i, n, used, width) < dealt_to(t, j, n, used, width); @/
    /@ assert other: \forall integer i, j, c, d; 0 <= i < n ==> 0 <= j < n ==>
         c == slot(t[i].hash, used, width) ==>
         d == slot(t[j].hash, used, width) ==> c < d ==>
         dealt_to(t, i, n, used, width) < dealt_to(t, j, n, used, width); @/
  }
*/
/*@ ghost
  /@ requires 1 <= width <= 8 && used + width <= 32;
     terminates \true; assigns \nothing;
     ensures part: \forall pm_object *o, integer j, d; 0 <= j <= n ==>
       upper_refs(t, j, n, used, width, d, o) ==
       digit_refs(t, j, n, used, width, d, o) +
       upper_refs(t, j, n, used, width, d + 1, o);
     ensures all: \forall pm_object *o, integer j; 0 <= j <= n ==>
       upper_refs(t, j, n, used, width, 0, o) == item_refs(t, j, n, o);
     ensures none: \forall pm_object *o, integer j; 0 <= j <= n ==>
       upper_refs(t, j, n, used, width, pow2(width), o) == 0; @/
  void lemma_upper_refs(struct pm_item *t, uint32_t n, uint32_t used,
                        uint32_t width) {
    uint32_t i = n;
    /@ loop invariant 0 <= i <= n;
       loop invariant part: \forall pm_object *o, integer j, d; i <= j <= n ==>
         upper_refs(t, j, n, used, width, d, o) ==
         digit_refs(t, j, n, used, width, d, o) +
         upper_refs(t, j, n, used, width, d + 1, o);
       loop invariant all: \forall pm_object *o, integer j; i <= j <= n ==>
         upper_refs(t, j, n, used, width, 0, o) == item_refs(t, j, n, o);
       loop invariant none: \forall pm_object *o, integer j; i <= j <= n ==>
         upper_refs(t, j, n, used, width, pow2(width), o) == 0;
       loop assigns i;
       loop variant i; @/
    while (i > 0) {
      i--;
      lemma_slots(used, width);
      /@ assert slot: 0 <= slot(t[i].hash, used, width) < pow2(width); @/
    }
  }
*/
/* Ghost code: the items are as they were at the start of the function, and so are their digits. */
#define KEEP_DIGITS(items, n, used, width)                                     \
  {                                                                            \
    /@ assert same: \forall integer j; 0 <= j < n ==>                         \
      items[j].hash == \at(items[j].hash, Pre); @/                            \
    uint32_t up_ = 0;                                                          \
    /@ loop invariant 0 <= up_ <= n;                                           \
       loop invariant \forall integer d, m; 0 <= m <= up_ ==>                 \
         digit_count(items, m, used, width, d) ==                              \
         digit_count{Pre}(items, m, used, width, d);                           \
       loop invariant \forall integer d, m; 0 <= m <= up_ ==>                 \
         lesser(items, m, used, width, d) ==                                   \
         lesser{Pre}(items, m, used, width, d);                                \
       loop invariant \forall integer d, m; 0 <= m <= up_ ==>                 \
         upto(items, m, used, width, d) ==                                     \
         upto{Pre}(items, m, used, width, d);                                  \
       loop assigns up_;                                                       \
       loop variant n - up_; @/                                                \
    while (up_ < n) up_++;                                                     \
  }
#endif
