/* Bulk build, a block of slots: the items are dealt out to its slots, and the block is halved
 * until each part fits into a leaf. */
#include "deal.h"

/* Halves the block until each part is one leaf, or one slot that needs a branch. */
/*@ requires heap: inv && failed_ == 0;
    requires of: \valid_read(of) && outside(\base_addr(of)) &&
      points(&of->items, items) && points(&of->scratch, scratch);
    requires block: used < PM_HASH_BITS && spans(first, len, end) &&
      first < end <= 32 && end <= pow2(full_width(used));
    requires part: begin_at(&of->start[first], lo) &&
      begin_at(&of->start[end], hi) && lo <= hi <= PM_COUNT_MAX;
    requires start: starts(items, &of->start[0], first, end, used);
    requires room: dealing(slot, end, items, scratch, lo, hi,
                           \base_addr(of));
    requires owned: part_owned(items, lo, hi);
    requires hashed: part_hashed(items, lo, hi);
    requires distinct: part_distinct(items, lo, hi);
    terminates \true;
    decreases 40 * (33 - used) + 5 * rank(len) + 5;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[lo .. hi - 1], scratch[lo .. hi - 1], slot[first .. end - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: part_minus{Pre,Post}(items, lo, hi);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, end);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures kept: slots_same{Pre,Post}(slot, 0, first);
    ensures start: \result == PM_BUILT ==>
      starts_kept{Pre,Post}(&of->start[0]);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, end);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, first, end);
    ensures ok: \result == PM_BUILT ==>
      block_ok(slot, used, first, end, lo, hi);
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, first, end, items, lo, hi); */
static enum pm_built block_build(struct pm_host *host, struct spread_items *of, uint32_t used,
                                 uint32_t first, uint32_t len, struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch, uint32_t lo,
               uint32_t hi, uint32_t end) */;

/* The second half of a block whose first half is built. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires of: \valid_read(of) && outside(\base_addr(of)) &&
      points(&of->items, items) && points(&of->scratch, scratch);
    requires block: used < PM_HASH_BITS && halved(first, half, mid, end) &&
      first < mid < end <= 32 && end <= pow2(full_width(used));
    requires spans: spans(first, half, mid) && spans(mid, half, end);
    requires part: begin_at(&of->start[mid], lo) &&
      begin_at(&of->start[end], hi) && lo <= hi <= PM_COUNT_MAX;
    requires start: starts(items, &of->start[0], mid, end, used);
    requires room: dealing(slot, end, items, scratch, lo, hi,
                           \base_addr(of));
    requires owned: part_owned(items, lo, hi);
    requires hashed: part_hashed(items, lo, hi);
    requires distinct: part_distinct(items, lo, hi);
    requires live: slots_live(slot, first, mid) &&
      runs_owned(slot, first, mid);
    requires ok: slots_wf(slot, used, first, mid);
    requires many: slots_below(slot, first, first, mid) + hi - lo >
      PM_LEAF_MAX;
    terminates \true;
    decreases 40 * (33 - used) + 5 * rank(half) + 6;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[lo .. hi - 1], scratch[lo .. hi - 1], slot[mid .. end - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: part_minus{Pre,Post}(items, lo, hi);
    ensures own: \result == PM_BUILT ==> \forall struct pm_node *q;
      own(q) + runs{Pre}(slot, first, first, mid, q) ==
      own{Pre}(q) + runs(slot, first, first, end, q);
    ensures none: \result != PM_BUILT ==>
      runs_minus{Pre,Post}(slot, first, mid);
    ensures kept: slots_same{Pre,Post}(slot, 0, mid);
    ensures start: \result == PM_BUILT ==>
      starts_kept{Pre,Post}(&of->start[0]);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, end);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, mid, end);
    ensures ok: \result == PM_BUILT ==> block_ok(slot, used, first, end,
      lo, hi + slots_below{Pre}(slot, first, first, mid));
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, mid, end, items, lo, hi); */
static inline enum pm_built block_rest(struct pm_host *host, struct spread_items *of,
                                       uint32_t used, uint32_t first, uint32_t half,
                                       uint32_t mid, struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch, uint32_t lo,
               uint32_t hi, uint32_t end) */ {
  /*@ ghost lemma_below_unfold(slot, first, mid); */
  if (block_build(host, of, used, mid, half, slot)
      /*@ ghost (items, scratch, lo, hi, end) */ < 0) {
    /*@ ghost KEEP_RUNS(slot, first, mid) */
    /*@ assert key: key(0); */
    /*@ assert there: slots_there(slot, mid); */
    half_release(host, slot, first, half) /*@ ghost (mid) */;
    /*@ assert kept: slots_same{Pre,Here}(slot, 0, mid); */
    return PM_BUILD_FAILED;
  }
  /*@ ghost lemma_runs_nat(slot, mid, end); */
  /*@ assert nat: \forall struct pm_node *q; own(q) >= own{Pre}(q); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert live: slots_live(slot, first, mid); */
  /*@ assert apart: slots_apart(slot, first, mid, end); */
  /*@ ghost KEEP_SLOTS(slot, used, first, mid) */
  /*@ ghost KEEP_RUNS(slot, first, mid) */
  /*@ ghost lemma_halves_made(slot, used, first, half, mid, end); */
  return PM_BUILT;
}

/* The first half of a block, and that the rest stays as it is. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires of: \valid_read(of) && outside(\base_addr(of)) &&
      points(&of->items, items) && points(&of->scratch, scratch);
    requires block: used < PM_HASH_BITS && halved(first, half, mid, end) &&
      first < mid < end <= 32 && end <= pow2(full_width(used));
    requires spans: spans(first, half, mid) && spans(mid, half, end);
    requires part: begin_at(&of->start[first], from) &&
      begin_at(&of->start[mid], middle) && begin_at(&of->start[end], to);
    requires order: from <= middle <= to <= PM_COUNT_MAX;
    requires start: starts(items, &of->start[0], first, end, used);
    requires room: dealing(slot, end, items, scratch, from, to,
                           \base_addr(of));
    requires owned: part_owned(items, from, to);
    requires hashed: part_hashed(items, from, to);
    requires distinct: part_distinct(items, from, to);
    terminates \true;
    decreases 40 * (33 - used) + 5 * rank(half) + 6;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[from .. middle - 1], scratch[from .. middle - 1],
      slot[first .. mid - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: part_minus{Pre,Post}(items, from, middle);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, mid);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures kept: slots_same{Pre,Post}(slot, 0, first);
    ensures start: \result == PM_BUILT ==>
      starts_kept{Pre,Post}(&of->start[0]);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, mid);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, first, mid);
    ensures ok: \result == PM_BUILT ==>
      block_ok(slot, used, first, mid, from, middle);
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, first, mid, items, from, middle);
    ensures rest: hashes_kept{Pre,Post}(items, middle, to) &&
      keys_kept{Pre,Post}(items, middle, to) &&
      values_kept{Pre,Post}(items, middle, to);
    ensures of: points(&of->items, items) && points(&of->scratch, scratch);
    ensures next: \result == PM_BUILT ==>
      starts(items, &of->start[0], mid, end, used);
    ensures part: \result == PM_BUILT ==>
      begin_at(&of->start[mid], middle) && begin_at(&of->start[end], to); */
static inline enum pm_built first_build(struct pm_host *host, struct spread_items *of,
                                        uint32_t used, uint32_t first, uint32_t half,
                                        struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch, uint32_t from,
               uint32_t middle, uint32_t to, uint32_t mid, uint32_t end) */ {
  /*@ ghost lemma_parts_in(items, &of->start[0], first, mid, end, used,
        from, middle, to); */
  /*@ ghost lemma_part_first(items, from, middle, to); */
  /*@ ghost lemma_part_off(slot, items, scratch, &of->start[0], first, mid,
        end, from, middle, to); */
  /*@ assert off_of: \separated(&of->items, items + (from .. middle - 1)) &&
        \separated(&of->items, scratch + (from .. middle - 1)) &&
        \separated(&of->items, slot + (first .. mid - 1)) &&
        \separated(&of->scratch, items + (from .. middle - 1)) &&
        \separated(&of->scratch, scratch + (from .. middle - 1)) &&
        \separated(&of->scratch, slot + (first .. mid - 1)); */
  enum pm_built built = block_build(host, of, used, first, half, slot)
      /*@ ghost (items, scratch, from, middle, mid) */;
  /*@ assert of: of->items == \at(of->items, Pre) &&
        of->scratch == \at(of->scratch, Pre); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, middle, to); */
  /*@ assert keys: keys_kept{Pre,Here}(items, middle, to); */
  /*@ assert values: values_kept{Pre,Here}(items, middle, to); */
  if (built < 0) return built;
  /*@ ghost KEEP_STARTS(items, &of->start[0], used, mid, end, middle, to) */
  return built;
}

/* A block of two halves. Inline. */
/*@ requires heap: inv && failed_ == 0;
    requires of: \valid_read(of) && outside(\base_addr(of)) &&
      points(&of->items, items) && points(&of->scratch, scratch);
    requires block: used < PM_HASH_BITS && halved(first, half, mid, end) &&
      first < mid < end <= 32 && end <= pow2(full_width(used));
    requires spans: spans(first, half, mid) && spans(mid, half, end);
    requires part: begin_at(&of->start[first], from) &&
      begin_at(&of->start[mid], middle) && begin_at(&of->start[end], to);
    requires order: from <= middle <= to <= PM_COUNT_MAX;
    requires many: to - from > PM_LEAF_MAX;
    requires start: starts(items, &of->start[0], first, end, used);
    requires room: dealing(slot, end, items, scratch, from, to,
                           \base_addr(of));
    requires owned: part_owned(items, from, to);
    requires hashed: part_hashed(items, from, to);
    requires distinct: part_distinct(items, from, to);
    terminates \true;
    decreases 40 * (33 - used) + 5 * rank(half) + 7;
    assigns PM_WORLD, failed_, node_refs_, object_refs_,
      items[from .. to - 1], scratch[from .. to - 1], slot[first .. end - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: part_minus{Pre,Post}(items, from, to);
    ensures own: \result == PM_BUILT ==>
      runs_gained{Pre,Post}(slot, first, end);
    ensures same: \result != PM_BUILT ==> own_same{Pre,Post};
    ensures kept: slots_same{Pre,Post}(slot, 0, first);
    ensures start: \result == PM_BUILT ==>
      starts_kept{Pre,Post}(&of->start[0]);
    ensures live: \result == PM_BUILT ==> slots_live(slot, first, end);
    ensures fresh: \result == PM_BUILT ==>
      slots_new{Pre,Post}(slot, first, end);
    ensures ok: \result == PM_BUILT ==>
      block_ok(slot, used, first, end, from, to);
    ensures holds: \result == PM_BUILT ==>
      block_holds{Pre,Post}(slot, used, first, end, items, from, to); */
static inline enum pm_built halves_build(struct pm_host *host, struct spread_items *of,
                                         uint32_t used, uint32_t first, uint32_t half,
                                         uint32_t middle, uint32_t to,
                                         struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch, uint32_t from,
               uint32_t mid, uint32_t end) */ {
  /*@ ghost lemma_parts_in(items, &of->start[0], first, mid, end, used,
        from, middle, to); */
  /*@ ghost lemma_parts(items, from, middle, to, used, first, mid, end); */
  /*@ assert rest: dealing(slot, end, items, scratch, middle, to,
        \base_addr(of)); */
  enum pm_built built = first_build(host, of, used, first, half, slot)
      /*@ ghost (items, scratch, from, middle, to, mid, end) */;
  /*@ ghost KEEP_PART(items, middle, to) */
  /*@ assert rest: \forall pm_object *o; item_refs(items, middle, to, o) ==
        item_refs{Pre}(items, middle, to, o); */
  /*@ assert left: \forall pm_object *o; oown(o) == oown{Pre}(o) -
        item_refs{Pre}(items, from, middle, o); */
  /*@ assert owned: part_owned(items, middle, to); */
  if (built < 0) {
    /*@ assert n: (uint32_t)(to - middle) == to - middle; */
    /*@ assert key: key(0); */
    part_release(host, of, middle, to - middle) /*@ ghost (items) */;
    /*@ assert taken: part_minus{Pre,Here}(items, from, to); */
    /*@ assert kept: slots_same{Pre,Here}(slot, 0, first); */
    return PM_BUILD_FAILED;
  }
  /*@ ghost lemma_runs_nat(slot, first, mid); */
  /*@ assert runs: \forall struct pm_node *q;
        runs(slot, first, first, mid, q) >= 0; */
  /*@ assert nat: \forall struct pm_node *q;
        own(q) == own{Pre}(q) + runs(slot, first, first, mid, q) &&
        own(q) >= own{Pre}(q); */
  /*@ assert grows: own_grows{Pre,Here}; */
  /*@ assert hashed: part_hashed(items, middle, to); */
  /*@ assert distinct: part_distinct(items, middle, to); */
  /*@ assert next: (uint32_t)(first + half) == mid; */
  built = block_rest(host, of, used, first, half, first + half, slot)
      /*@ ghost (items, scratch, middle, to, end) */;
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, first); */
  /*@ assert start: built == PM_BUILT ==>
        starts_kept{Pre,Here}(&of->start[0]); */
  /*@ assert low: built == PM_BUILT ==>
        block_holds{Pre,Here}(slot, used, first, mid, items, from, middle); */
  /*@ assert high: built == PM_BUILT ==>
        block_holds{Pre,Here}(slot, used, mid, end, items, middle, to); */
  /*@ assert taken: part_minus{Pre,Here}(items, from, to); */
  return built;
}

static enum pm_built block_build(struct pm_host *host, struct spread_items *of, uint32_t used,
                                 uint32_t first, uint32_t len, struct pm_node **slot)
    /*@ ghost (struct pm_item *items, struct pm_item *scratch, uint32_t lo,
               uint32_t hi, uint32_t end) */ {
  uint32_t from = of->start[first], to = of->start[first + len], half = len / 2;
  enum pm_built built;
  /*@ assert end: end == first + len; */
  /*@ assert part: from == lo && to == hi; */
  /*@ assert all: part_in(items, lo, hi, used, first, end); */
  if (len == 1 || to - from <= PM_LEAF_MAX) {
    /*@ assert less: 0 <= 40 * (33 - used) + 1 <
          40 * (33 - used) + 5 * rank(len) + 5; */
    built = part_fill(host, of, used, first, len, from, to, slot)
        /*@ ghost (items, scratch, end) */;
    /*@ assert taken: part_minus{Pre,Here}(items, lo, hi); */
    /*@ assert own: built == PM_BUILT ==>
          runs_gained{Pre,Here}(slot, first, end); */
    /*@ assert ok: built == PM_BUILT ==>
          block_ok(slot, used, first, end, lo, hi); */
    /*@ assert holds: built == PM_BUILT ==>
          block_holds{Pre,Here}(slot, used, first, end, items, lo, hi); */
  } else {
    /*@ ghost lemma_spans_half(first, len, half, first + half, end); */
    built = halves_build(host, of, used, first, half, of->start[first + half], to, slot)
        /*@ ghost (items, scratch, from, first + half, end) */;
    /*@ assert taken: part_minus{Pre,Here}(items, lo, hi); */
    /*@ assert own: built == PM_BUILT ==>
          runs_gained{Pre,Here}(slot, first, end); */
    /*@ assert ok: built == PM_BUILT ==>
          block_ok(slot, used, first, end, lo, hi); */
    /*@ assert holds: built == PM_BUILT ==>
          block_holds{Pre,Here}(slot, used, first, end, items, lo, hi); */
  }
  return built;
}

enum pm_built pm_slots_build(struct pm_host *host, struct pm_item *items,
                             struct pm_item *scratch, uint32_t n, uint32_t used,
                             uint32_t first, uint32_t len, struct pm_node **slot) {
  struct spread_items of;
  /*@ ghost uint32_t end = first + len; */
  /*@ assert end: end == first + len && first < end <= 32; */
  /*@ assert spans: spans(first, len, end); */
  /*@ ghost lemma_part_place(items, n, used, first, end); */
  /*@ assert items: outside(\base_addr(items)); */
  spread_put(&of, scratch, items);
  /*@ assert keys: keys_kept{Pre,Here}(items, 0, n); */
  /*@ assert hashes: hashes_kept{Pre,Here}(items, 0, n); */
  /*@ ghost KEEP_ITEMS(items, n) */
  /*@ ghost KEEP_CONTENT(items, n) */
  starts_deal(items, n, used, scratch, of.start);
  /*@ assert has: \forall pm_object *k; items_has(scratch, 0, n, k) ==>
        first <= place(k, used) < end; */
  /*@ ghost lemma_dealt_starts(scratch, &of.start[0], n, used, first, len); */
  /*@ assert ends: begin_at(&of.start[first], 0) &&
        begin_at(&of.start[end], n); */
  /*@ assert of: points(&of.items, scratch) && points(&of.scratch, items); */
  /*@ assert owned: part_owned(scratch, 0, n); */
  /*@ assert hashed: part_hashed(scratch, 0, n); */
  /*@ assert distinct: part_distinct(scratch, 0, n); */
  /*@ assert room: dealing(slot, end, scratch, items, 0, n, \base_addr(&of)); */
  /*@ assert less: 0 <= 40 * (33 - used) + 5 * rank(len) + 5 <
        40 * (33 - used) + 37; */
  return block_build(host, &of, used, first, len, slot)
      /*@ ghost (scratch, items, 0, n, end) */;
}
