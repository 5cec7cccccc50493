/* Both tries of a diff, walked in lockstep. A leaf of one side may face a branch, or several
 * leaves, of the other, so every pair carries the range of hashes [low, high] that it is
 * about. Pairs of one node are passed over. */
#include "branch.h"
#include "diff_walk.h"
#include "items.h"
#include "trie.h"

/* What a side shows under a full-width slot: a leaf or NULL shows itself. */
/*@ requires heap: inv && (node == \null || live(node));
    requires 1 <= full <= 5 && slot < pow2(full);
    requires node: is_branch(node) ==> nwidth(node) <= full;
    terminates \true;
    assigns \nothing;
    ensures kid: \result == spread(node, full, slot);
    ensures live: \result == \null || live(\result); */
static struct pm_node *side_kid(struct pm_node *node, uint32_t full, uint32_t slot) {
  if (!pm_is_branch(node)) return node;
  /*@ ghost uint32_t run = 1;
      if (node->width < full) run = lemma_power(full - node->width);
      lemma_shape(full, node->width, run); */
  return pm_kid(node, slot / pm_slots(full - node->width));
}

/* One more level of branches to walk through. */
/*@ requires heap: inv && diff_there(diff) && diff->depth < PM_LEVELS;
    terminates \true;
    assigns diff->frame[diff->depth], diff->depth;
    ensures heap: inv;
    ensures depth: diff->depth == \old(diff->depth) + 1;
    ensures others: levels_same{Pre,Post}(diff, \old(diff->depth));
    ensures roots: roots_same{Pre,Post}(diff);
    ensures pair: diff->a == \old(diff->a) && diff->b == \old(diff->b);
    ensures put: diff->frame[\old(diff->depth)].a == a &&
      diff->frame[\old(diff->depth)].b == b &&
      diff->frame[\old(diff->depth)].used == used &&
      diff->frame[\old(diff->depth)].base == base &&
      diff->frame[\old(diff->depth)].slot == 0; */
static void push(struct pm_diff *diff, struct pm_node *a, struct pm_node *b, uint32_t used,
                 uint32_t base) {
  struct pm_diff_frame *frame = &diff->frame[diff->depth];
  pm_node_out(&frame->a, a);
  pm_node_out(&frame->b, b);
  pm_index_put(&frame->used, used);
  pm_index_put(&frame->base, base);
  pm_index_put(&frame->slot, 0);
  pm_index_put(&diff->depth, diff->depth + 1);
}

/* The pair of leaves that is looked at next, and the hashes it is about. */
/*@ requires heap: inv && diff_there(diff);
    terminates \true;
    assigns diff->a, diff->b, diff->low, diff->high, diff->i, diff->j;
    ensures heap: inv;
    ensures others: levels_same{Pre,Post}(diff, PM_LEVELS);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures depth: diff->depth == \old(diff->depth);
    ensures put: diff->a == a && diff->b == b && diff->low == low &&
      diff->high == high && diff->i == 0 && diff->j == 0; */
static void pair(struct pm_diff *diff, struct pm_node *a, struct pm_node *b, uint32_t low,
                 uint32_t high) {
  pm_node_out(&diff->a, a);
  pm_node_out(&diff->b, b);
  pm_index_put(&diff->low, low);
  pm_index_put(&diff->high, high);
  pm_index_put(&diff->i, 0);
  pm_index_put(&diff->j, 0);
}

/* Makes (a, b) the next pair to look at: a frame if one is a branch, else the leaf pair. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires a: lies(diff->old_root, a, used, low, high);
    requires b: lies(diff->new_root, b, used, low, high);
    requires end: low <= high && high + 1 == front(diff, diff->depth);
    requires frame: is_branch(a) || is_branch(b) ==> diff->depth < PM_LEVELS &&
      used == bits(diff->depth) && low % span(used) == 0 &&
      high == low + span(used) - 1;
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures left: \forall pm_object *k, *v, *w; diff_left(diff, k, v, w) <==>
      (differs(diff, k, v, w) && low <= key_hash(k));
    ensures others: levels_same{Pre,Post}(diff, \old(diff->depth));
    ensures depth: \old(diff->depth) <= diff->depth <= \old(diff->depth) + 1;
    ensures first: diff->depth > \old(diff->depth) ==>
      diff->frame[\old(diff->depth)].slot == 0; */
static void enter(struct pm_diff *diff, struct pm_node *a, struct pm_node *b, uint32_t used,
                  uint32_t low, uint32_t high) {
  /*@ ghost uint32_t depth = diff->depth; */
  if (pm_is_branch(a) || pm_is_branch(b)) {
    push(diff, a, b, used, low);
    /*@ assert same: levels_same{Pre,Here}(diff, depth); */
    /*@ assert roots: roots_same{Pre,Here}(diff); */
    /*@ ghost KEEP_ABOVE(diff, depth)
        lemma_place(depth); */
    /*@ assert top: frame_lies(diff, depth); */
    /*@ assert frames: frames_lie(diff, depth + 1); */
    /*@ assert front: front(diff, depth) == high + 1; */
    /*@ assert end: frame_joins(diff, depth); */
    /*@ assert joined: frames_join(diff, depth + 1); */
    /*@ assert none: no_pair(diff); */
    /*@ assert depth: diff->depth == depth + 1; */
    /*@ assert begins: front(diff, depth + 1) == low; */
    /*@ assert ok: diff_ok(diff); */
    /*@ assert nothing: \forall pm_object *k; !pair_left(diff, k); */
    /*@ assert first: \forall integer d; depth <= d < diff->depth ==>
          diff->frame[d].slot == 0; */
    return;
  }
  pair(diff, a, b, low, high);
  /*@ assert same: levels_same{Pre,Here}(diff, depth); */
  /*@ assert roots: roots_same{Pre,Here}(diff); */
  /*@ ghost KEEP_ABOVE(diff, depth)
      lemma_leaf_sinks(a, used, 32);
      lemma_leaf_sinks(b, used, 32); */
  /*@ assert old: lies(diff->old_root, a, 32, low, high); */
  /*@ assert new: lies(diff->new_root, b, 32, low, high); */
  /*@ assert pair: pair_lies(diff); */
  /*@ assert frames: frames_lie(diff, depth); */
  /*@ assert joined: frames_join(diff, depth); */
  /*@ assert depth: diff->depth == depth; */
  /*@ assert behind: pair_behind(diff); */
  /*@ assert ok: diff_ok(diff); */
  /*@ ghost lemma_pair_all(diff->old_root, diff->new_root, a, b, low, high); */
  /*@ assert left: \forall pm_object *k, *v, *w; differs(diff, k, v, w) ==>
        low <= key_hash(k) <= high ==> pair_left(diff, k); */
}

void pm_diff_begin(struct pm_diff *diff, struct pm_node *a, struct pm_node *b) {
  pm_node_out(&diff->old_root, a);
  pm_node_out(&diff->new_root, b);
  pm_index_put(&diff->depth, 0);
  pair(diff, NULL, NULL, 0, UINT32_MAX);
  /*@ assert old_root: diff->old_root == a; */
  /*@ assert new_root: diff->new_root == b; */
  /*@ assert depth: diff->depth == 0; */
  /*@ assert none: no_pair(diff); */
  /*@ assert frames: frames_lie(diff, 0) && frames_join(diff, 0); */
  /*@ assert ok: diff_ok(diff); */
  /*@ assert old: lies(a, a, 0, 0, 4294967295); */
  /*@ assert new: lies(b, b, 0, 0, 4294967295); */
  if (a != b) {
    enter(diff, a, b, 0, 0, UINT32_MAX);
    return;
  }
  /*@ ghost lemma_one_node(a, b, a, 0, 0, 4294967295); */
}

/* How many hashes a slot of level d has, below which shift bits are left. */
/*@ requires level: d < PM_LEVELS &&
      shift == 32 - bits(d) - full_width(bits(d));
    terminates \true;
    assigns \nothing;
    ensures \result == span(bits(d + 1)); */
static inline uint32_t slot_hashes(uint32_t shift) /*@ ghost (uint32_t d) */ {
  uint32_t unit = (uint32_t)1 << shift;
  /*@ ghost lemma_unit(d, shift, unit);
      lemma_place(d); */
  return unit;
}

/* The first hash of a slot, when each slot has unit hashes. */
/*@ requires level: d < PM_LEVELS && unit == span(bits(d + 1));
    requires base: base % span(bits(d)) == 0 &&
      base + span(bits(d)) <= 4294967296;
    requires slot: slot < pow2(full_width(bits(d)));
    terminates \true;
    assigns \nothing;
    ensures first: \result == place(base, slot, bits(d + 1));
    ensures next: \result + unit == place(base, slot + 1, bits(d + 1));
    ensures range: \result + unit <= base + span(bits(d));
    ensures aligned: \result % unit == 0; */
static inline uint32_t slot_hash(uint32_t base, uint32_t slot, uint32_t unit)
    /*@ ghost (uint32_t d) */ {
  /*@ ghost lemma_place(d);
      lemma_region(d, base, unit, slot, slot + 1); */
  /*@ assert nat: 0 <= slot * unit <= span(bits(d)); */
  /*@ assert next: (slot + 1) * unit == slot * unit + unit; */
  return base + slot * unit;
}

/* The slot after the run from slot `from` on that shows the same pair. */
/*@ requires heap: inv && \valid_read(frame);
    requires 1 <= full <= 5 && from < pow2(full);
    requires live: (frame->a == \null || live(frame->a)) &&
      (frame->b == \null || live(frame->b));
    requires pair: a == spread(frame->a, full, from) &&
      b == spread(frame->b, full, from);
    requires widths: (is_branch(frame->a) ==> nwidth(frame->a) <= full) &&
      (is_branch(frame->b) ==> nwidth(frame->b) <= full);
    terminates \true;
    assigns \nothing;
    ensures range: from < \result <= pow2(full);
    ensures a: \forall integer t; from <= t < \result ==>
      spread(frame->a, full, t) == a;
    ensures b: \forall integer t; from <= t < \result ==>
      spread(frame->b, full, t) == b; */
static inline uint32_t run_end(struct pm_diff_frame *frame, uint32_t full, uint32_t from,
                               struct pm_node *a, struct pm_node *b) {
  uint32_t total = pm_slots(full), to = from + 1;
  /*@ loop invariant from < to <= total;
      loop invariant a: \forall integer t; from <= t < to ==>
        spread(frame->a, full, t) == a;
      loop invariant b: \forall integer t; from <= t < to ==>
        spread(frame->b, full, t) == b;
      loop assigns to;
      loop variant total - to; */
  while (to < total && side_kid(frame->a, full, to) == a && side_kid(frame->b, full, to) == b)
    to++;
  return to;
}

/* The top frame's branches are walked through. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0 && diff->frame[diff->depth - 1].slot ==
      pow2(full_width(bits(diff->depth - 1)));
    terminates \true;
    assigns diff->depth;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures depth: diff->depth == \old(diff->depth) - 1;
    ensures others: levels_same{Pre,Post}(diff, PM_LEVELS);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures left: left_same{Pre,Post}(diff); */
static inline void pop(struct pm_diff *diff) {
  uint32_t top = diff->depth - 1;
  /*@ ghost lemma_place(top); */
  /*@ assert top: top == diff->depth - 1 && top < PM_LEVELS; */
  /*@ assert slot: diff->frame[top].slot == pow2(full_width(bits(top))); */
  /*@ assert last: begins(diff, top) ==
        diff->frame[top].base + span(bits(top)); */
  /*@ assert join: frame_joins(diff, top); */
  /*@ assert end: front(diff, top) == begins(diff, top); */
  /*@ assert front: front(diff, top + 1) == begins(diff, top); */
  pm_index_put(&diff->depth, top);
  /*@ ghost KEEP_ABOVE(diff, top) */
  /*@ assert lie: frames_lie(diff, top); */
  /*@ assert join: frames_join(diff, top); */
  /*@ assert none: no_pair(diff); */
}

/* The top frame's slots up to `to` are looked at. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0 && diff->frame[diff->depth - 1].slot < to <=
      pow2(full_width(bits(diff->depth - 1)));
    terminates \true;
    assigns diff->frame[diff->depth - 1].slot;
    ensures heap: inv;
    ensures ok: diff_ok(diff) && no_pair(diff);
    ensures slot: diff->frame[diff->depth - 1].slot == to;
    ensures others: levels_same{Pre,Post}(diff, diff->depth - 1);
    ensures top: diff->frame[diff->depth - 1].a ==
        \old(diff->frame[diff->depth - 1].a) &&
      diff->frame[diff->depth - 1].b == \old(diff->frame[diff->depth - 1].b) &&
      diff->frame[diff->depth - 1].base ==
        \old(diff->frame[diff->depth - 1].base);
    ensures roots: roots_same{Pre,Post}(diff); */
static inline void advance(struct pm_diff *diff, uint32_t to) {
  uint32_t top = diff->depth - 1;
  /*@ assert frame: frame_lies(diff, top) && frame_joins(diff, top); */
  pm_index_put(&diff->frame[top].slot, to);
  /*@ ghost KEEP_ABOVE(diff, top) */
  /*@ assert here: frame_lies(diff, top); */
  /*@ assert end: frame_joins(diff, top); */
  /*@ assert top: diff->depth == top + 1; */
  /*@ assert lie: frames_lie(diff, top + 1); */
  /*@ assert join: frames_join(diff, top + 1); */
  /*@ assert none: no_pair(diff); */
}

/* Steps the top frame over its next run of slots that show the same pair. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0 && diff->frame[diff->depth - 1].slot <
      pow2(full_width(bits(diff->depth - 1)));
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures left: left_same{Pre,Post}(diff);
    ensures others: levels_same{Pre,Post}(diff, \old(diff->depth) - 1);
    ensures forth: diff->frame[\old(diff->depth) - 1].slot >
      \old(diff->frame[diff->depth - 1].slot);
    ensures depth: \old(diff->depth) <= diff->depth <= \old(diff->depth) + 1;
    ensures first: diff->depth > \old(diff->depth) ==>
      diff->frame[\old(diff->depth)].slot == 0; */
static void frame_step(struct pm_diff *diff) {
  uint32_t top = diff->depth - 1;
  struct pm_diff_frame *frame = &diff->frame[top];
  /*@ assert frame: frame_lies(diff, top) && frame_joins(diff, top); */
  uint32_t used = frame->used, full = pm_full_width(used), from = frame->slot;
  struct pm_node *a = side_kid(frame->a, full, from), *b = side_kid(frame->b, full, from);
  uint32_t base = frame->base, to = run_end(frame, full, from, a, b);
  /*@ ghost uint32_t next = used + full, w = 0, x = 0;
      struct pm_node *old_root = diff->old_root, *new_root = diff->new_root;
      if (frame->a) w = frame->a->width;
      if (frame->b) x = frame->b->width;
      lemma_side_leads(old_root, frame->a, a, top, used, full, next, base, from,
                       to, w);
      lemma_side_leads(new_root, frame->b, b, top, used, full, next, base, from,
                       to, x); */
  /*@ assert depth: diff->depth == top + 1; */
  /*@ assert first: front(diff, top + 1) == place(base, from, bits(top + 1)); */
  /*@ assert before: \forall pm_object *k, *v, *w; diff_left(diff, k, v, w) <==>
        (changes(old_root, new_root, k, v, w) &&
         place(base, from, bits(top + 1)) <= key_hash(k)); */
  advance(diff, to);
  /*@ assert depth: diff->depth == top + 1; */
  /*@ assert end: front(diff, top + 1) == place(base, to, bits(top + 1)); */
  /*@ assert old_root: diff->old_root == old_root; */
  /*@ assert new_root: diff->new_root == new_root; */
  if (a == b) {
    /*@ ghost lemma_shared_slots(old_root, new_root, a, next, top, base, from,
                                 to); */
    /*@ assert left: \forall pm_object *k, *v, *w; diff_left(diff, k, v, w) <==>
          (changes(old_root, new_root, k, v, w) &&
           place(base, to, bits(top + 1)) <= key_hash(k)); */
    return;
  }
  uint32_t unit = slot_hashes(PM_HASH_BITS - used - full) /*@ ghost (top) */;
  uint32_t low = slot_hash(base, from, unit) /*@ ghost (top) */;
  uint32_t high = slot_hash(base, to - 1, unit) /*@ ghost (top) */ + (unit - 1);
  /*@ assert low: low == place(base, from, bits(top + 1)); */
  /*@ assert high: high + 1 == place(base, to, bits(top + 1)); */
  /*@ assert range: low <= high; */
  /*@ assert old: lies(old_root, a, next, low, high); */
  /*@ assert new: lies(new_root, b, next, low, high); */
  enter(diff, a, b, used + full, low, high);
  /*@ assert old_root: diff->old_root == old_root; */
  /*@ assert new_root: diff->new_root == new_root; */
}

/* Steps the top frame, or leaves it. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0;
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures left: left_same{Pre,Post}(diff);
    ensures less: 0 <= walk(diff) < walk{Pre}(diff); */
static inline void frame_next(struct pm_diff *diff) {
  uint32_t top = diff->depth - 1;
  struct pm_diff_frame *frame = &diff->frame[top];
  /*@ assert frame: frame_lies(diff, top); */
  /*@ ghost uint32_t from = frame->slot; */
  if (frame->slot < pm_slots(pm_full_width(frame->used))) {
    frame_step(diff);
    /*@ assert forth: diff->depth > top && diff->frame[top].slot > from; */
  } else {
    pop(diff);
    /*@ assert back: diff->depth == top; */
  }
  /*@ assert same: levels_same{Pre,Here}(diff, top); */
  /*@ assert slots: \forall integer f; frame_lies(diff, f) ==>
        diff->frame[f].slot <= 32; */
  /*@ assert lie: frames_lie(diff, diff->depth); */
  /*@ assert fine: \forall integer f; 0 <= f < diff->depth ==>
        frame_lies(diff, f); */
  /*@ assert upper: \forall integer f; 0 <= f < top ==>
        rest(diff, f) == rest{Pre}(diff, f); */
  /*@ assert at: rest(diff, top) < rest{Pre}(diff, top); */
  /*@ assert next: rest(diff, top + 1) <= 33; */
  /*@ assert lower: \forall integer f; top + 1 < f < PM_LEVELS ==>
        rest(diff, f) == 0; */
  /*@ assert nat: \forall integer f; 0 <= f < PM_LEVELS ==>
        rest(diff, f) >= 0; */
  /*@ assert which: top == 0 || top == 1 || top == 2 || top == 3 || top == 4 ||
        top == 5 || top == 6; */
}

void pm_diff_walk(struct pm_diff *diff) {
  /*@ loop invariant heap: inv;
      loop invariant ok: diff_ok(diff) && no_pair(diff) && diff->depth > 0;
      loop invariant roots: roots_same{Pre,Here}(diff);
      loop invariant left: left_same{Pre,Here}(diff);
      loop invariant less: walk(diff) <= walk{Pre}(diff);
      loop assigns *diff;
      loop variant PM_WALK(diff); */
  for (;;) {
    /*@ assert start: walk(diff) == PM_WALK(diff); */
    frame_next(diff);
    if (diff->a || diff->b || diff->depth == 0) return;
    /*@ assert less: 0 <= walk(diff) < \at(walk(diff), LoopCurrent); */
    /*@ assert end: walk(diff) == PM_WALK(diff); */
  }
}
