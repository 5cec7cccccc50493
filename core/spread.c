/* Dealing items out by a digit of their hashes: their slot in a branch. */
#include "items.h"
#include "slots.h"

/* end[d] = one past the last place of digit d, when they are dealt out. */
/*@ requires \valid_read(items + (0 .. n - 1));
    requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    requires \valid(end + (0 .. pow2(width) - 1));
    requires \separated(end + (0 .. pow2(width) - 1), items + (0 .. n - 1));
    terminates \true;
    assigns end[0 .. pow2(width) - 1];
    ensures \forall integer d; 0 <= d < pow2(width) ==>
      end[d] == upto(items, n, used, width, d); */
static inline void digit_ends(struct pm_item *items, uint32_t n, uint32_t used,
                              uint32_t width, uint32_t *end) {
  /*@ ghost lemma_lesser(items, n, used, width); */
  uint32_t digits = pm_slots(width);
  /*@ loop invariant 0 <= d <= digits;
      loop invariant \forall integer j; 0 <= j < d ==> end[j] == 0;
      loop invariant hashes: hashes_kept{Pre,Here}(items, 0, n);
      loop assigns d, end[0 .. pow2(width) - 1];
      loop variant digits - d; */
  for (uint32_t d = 0; d < digits; d++) end[d] = 0;
  /*@ loop invariant 0 <= i <= n;
      loop invariant \forall integer d; 0 <= d < digits ==>
        end[d] == digit_count{Pre}(items, i, used, width, d);
      loop invariant hashes: hashes_kept{Pre,Here}(items, 0, n);
      loop assigns i, end[0 .. pow2(width) - 1];
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    uint32_t d = pm_slot(items[i].hash, used, width);
    /*@ assert slot: slot(\at(items[\at(i, Here)].hash, Pre), used, width) ==
          d; */
    /*@ assert one: \forall integer c;
          digit_count{Pre}(items, i + 1, used, width, c) ==
          digit_count{Pre}(items, i, used, width, c) + (c == d ? 1 : 0); */
    /*@ assert least: digit_count{Pre}(items, i + 1, used, width, d) <= n; */
    end[d]++;
    /*@ assert step: (uint32_t)(i + 1) == i + 1; */
    /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  }
  /*@ assert zero: upto{Pre}(items, n, used, width, 0) ==
        digit_count{Pre}(items, n, used, width, 0); */
  /*@ loop invariant 1 <= d <= digits;
      loop invariant done: \forall integer j; 0 <= j < d ==>
        end[j] == upto{Pre}(items, n, used, width, j);
      loop invariant ahead: \forall integer j; d <= j < digits ==>
        end[j] == digit_count{Pre}(items, n, used, width, j);
      loop assigns d, end[0 .. pow2(width) - 1];
      loop variant digits - d; */
  for (uint32_t d = 1; d < digits; d++) {
    /*@ assert before: lesser{Pre}(items, n, used, width, d) ==
          upto{Pre}(items, n, used, width, d - 1); */
    /*@ assert prior: end[d - 1] == upto{Pre}(items, n, used, width, d - 1); */
    /*@ assert sum: upto{Pre}(items, n, used, width, d) ==
          end[d] + end[d - 1]; */
    end[d] += end[d - 1];
    /*@ assert here: end[d] == upto{Pre}(items, n, used, width, d); */
    /*@ assert step: (uint32_t)(d + 1) == d + 1; */
  }
  /*@ ghost KEEP_DIGITS(items, n, used, width) */
}

/* out[p] = item. */
/*@ requires \valid(out + p) && \valid_read(item);
    requires \separated(item, out + p);
    terminates \true;
    assigns out[p];
    ensures put: out[p].key == \old(item->key) &&
      out[p].hash == \old(item->hash) && out[p].value == \old(item->value);
    ensures others: items_but{Pre,Post}(out, p); */
static inline void item_deal(struct pm_item *out, uint32_t p, struct pm_item *item) {
  out[p] = *item;
}

/* Puts every item where its digit ends, the last one first; then end[d] is where digit d
 * begins. */
/*@ requires sort_room(items, out, n);
    requires 1 <= width <= 8 && used + width <= PM_HASH_BITS;
    requires \valid(end + (0 .. pow2(width) - 1));
    requires \separated(end + (0 .. pow2(width) - 1), items + (0 .. n - 1));
    requires \separated(end + (0 .. pow2(width) - 1), out + (0 .. n - 1));
    requires \forall integer d; 0 <= d < pow2(width) ==>
      end[d] == upto(items, n, used, width, d);
    terminates \true;
    assigns out[0 .. n - 1], end[0 .. pow2(width) - 1];
    ensures begin: \forall integer d; 0 <= d < pow2(width) ==>
      end[d] == lesser(items, n, used, width, d);
    ensures dealt: dealt(items, out, n, used, width); */
static inline void digits_deal(struct pm_item *items, struct pm_item *out, uint32_t n,
                               uint32_t used, uint32_t width, uint32_t *end) {
  uint32_t i = n;
  /*@ ghost lemma_lesser(items, n, used, width); */
  /*@ ghost lemma_places(items, n, used, width); */
  /*@ loop invariant 0 <= i <= n;
      loop invariant hashes_kept{Pre,Here}(items, 0, n);
      loop invariant keys_kept{Pre,Here}(items, 0, n);
      loop invariant values_kept{Pre,Here}(items, 0, n);
      loop invariant end: \forall integer d; 0 <= d < pow2(width) ==>
        end[d] == begun{Pre}(items, i, n, used, width, d);
      loop invariant hash: dealt_hash{Pre,Here}(items, i, n, used, width, out);
      loop invariant key: dealt_key{Pre,Here}(items, i, n, used, width, out);
      loop invariant value: dealt_value{Pre,Here}(items, i, n, used, width,
          out);
      loop assigns i, out[0 .. n - 1], end[0 .. pow2(width) - 1];
      loop variant i; */
  while (i > 0) {
    i--;
    uint32_t digit = pm_slot(items[i].hash, used, width);
    /*@ assert slot: slot(\at(items[\at(i, Here)].hash, Pre), used, width) ==
          digit; */
    /*@ assert one: \forall integer d;
          digit_count{Pre}(items, i + 1, used, width, d) ==
          digit_count{Pre}(items, i, used, width, d) + (d == digit ? 1 : 0); */
    /*@ assert place: end[digit] - 1 == dealt_to{Pre}(items, i, n, used,
          width); */
    uint32_t place = end[digit] - 1;
    end[digit] = place;
    /*@ assert end: \forall integer d; 0 <= d < pow2(width) ==>
          end[d] == begun{Pre}(items, i, n, used, width, d); */
    /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
    /*@ assert values: values_kept{Pre,Here}(items, 0, n); */
    /*@ assert apart: \separated(out + place, items + (0 .. n - 1)); */
    /*@ assert apart: \separated(out + place, end + (0 .. pow2(width) - 1)); */
    /*@ assert other: \forall integer j; i < j < n ==>
          dealt_to{Pre}(items, j, n, used, width) != place; */
    /*@ assert hash: dealt_hash{Pre,Here}(items, i + 1, n, used, width, out); */
    /*@ assert key: dealt_key{Pre,Here}(items, i + 1, n, used, width, out); */
    /*@ assert value: dealt_value{Pre,Here}(items, i + 1, n, used, width,
          out); */
    item_deal(out, place, &items[i]);
    /*@ assert items: hashes_kept{Pre,Here}(items, 0, n); */
    /*@ assert items: keys_kept{Pre,Here}(items, 0, n); */
    /*@ assert items: values_kept{Pre,Here}(items, 0, n); */
    /*@ assert hash: dealt_hash{Pre,Here}(items, i + 1, n, used, width, out); */
    /*@ assert key: dealt_key{Pre,Here}(items, i + 1, n, used, width, out); */
    /*@ assert value: dealt_value{Pre,Here}(items, i + 1, n, used, width,
          out); */
    /*@ assert here: out[place].hash == \at(items[\at(i, Here)].hash, Pre) &&
          out[place].key == \at(items[\at(i, Here)].key, Pre) &&
          out[place].value == \at(items[\at(i, Here)].value, Pre); */
    /*@ assert end: \forall integer d; 0 <= d < pow2(width) ==>
          end[d] == begun{Pre}(items, i, n, used, width, d); */
  }
  /*@ assert begin: \forall integer d; 0 <= d < pow2(width) ==>
        begun{Pre}(items, 0, n, used, width, d) ==
        lesser{Pre}(items, n, used, width, d); */
  /*@ ghost KEEP_DIGITS(items, n, used, width) */
  /*@ assert place: \forall integer j; 0 <= j < n ==>
        dealt_to(items, j, n, used, width) == dealt_to{Pre}(items, j, n, used,
            width); */
  /*@ assert hash: dealt_hash{Here,Here}(items, 0, n, used, width, out); */
  /*@ assert key: dealt_key{Here,Here}(items, 0, n, used, width, out); */
  /*@ assert value: dealt_value{Here,Here}(items, 0, n, used, width, out); */
}

void pm_items_spread(struct pm_item *items, uint32_t n, uint32_t used, uint32_t width,
                     struct pm_item *out, uint32_t *start) {
  start[pm_slots(width)] = n;
  digit_ends(items, n, used, width, start);
  digits_deal(items, out, n, used, width, start);
  /*@ ghost lemma_dealt_distinct(items, out, n, used, width); */
  /*@ ghost lemma_dealt_refs(items, out, n, used, width); */
  /*@ ghost lemma_dealt_content(items, out, n, used, width); */
  /*@ ghost lemma_dealt_digits(items, out, n, used, width); */
  /*@ ghost lemma_dealt_start(items, out, n, used, width, start); */
  /*@ ghost KEEP_ITEMS(items, n) */
  /*@ ghost KEEP_CONTENT(items, n) */
}
