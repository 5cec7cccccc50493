#include "branch.h"
#include "map.h"

/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: *cell == value; */
static inline void number_put(uint32_t *cell, uint32_t value) {
  *cell = value;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/* The body that is yielded next. */
/*@ requires heap: inv && cursor_there(cursor);
    terminates \true;
    assigns cursor->entry, cursor->i, cursor->n;
    ensures heap: inv;
    ensures put: cursor->entry == entry && cursor->i == 0 && cursor->n == n; */
static inline void body_start(struct pm_cursor *cursor, struct pm_entry *entry, uint32_t n) {
  /*@ assert clear: off_entries(\base_addr(cursor)); */
  cursor->entry = entry;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  number_put(&cursor->i, 0);
  number_put(&cursor->n, n);
}

/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires done: cursor->i == cursor->n;
    requires next: enterable(cursor, leaf, cursor->depth) && is_leaf(leaf);
    terminates \true;
    assigns cursor->entry, cursor->i, cursor->n;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures left: \forall pm_object *k, *v; left(cursor, k, v) <==>
      (left{Pre}(cursor, k, v) || holds(leaf, bits(cursor->depth), k, v)); */
static void enter_leaf(struct pm_cursor *cursor, struct pm_node *leaf) {
  /*@ ghost lemma_leaf_ahead(leaf); */
  body_start(cursor, pm_leaf_entries(leaf), leaf->count);
  /*@ assert same: frames_same{Pre,Here}(cursor, cursor->depth); */
  /*@ ghost KEEP_FRAMES(cursor, cursor->depth) */
  /*@ assert old: \forall integer f; 0 <= f < cursor->depth ==>
        passed{Pre}(cursor, f, leaf, bits(cursor->depth)) ==>
        passed(cursor, f, leaf, bits(cursor->depth)); */
  /*@ assert mine: \forall integer j; 0 <= j < cursor->n ==>
        holds(leaf, bits(cursor->depth), key_at(cursor->entry, j),
              value_at(cursor->entry, j)); */
  /*@ assert each: \forall integer f, j; 0 <= j < cursor->n ==>
        passed(cursor, f, leaf, bits(cursor->depth)) ==>
        entry_passed(cursor, f, cursor->entry, j); */
  /*@ assert above: \forall integer f; 0 <= f < cursor->depth ==>
        passed(cursor, f, leaf, bits(cursor->depth)); */
  /*@ assert passed: \forall integer f, j; 0 <= f < cursor->depth ==>
        0 <= j < cursor->n ==> entry_passed(cursor, f, cursor->entry, j); */
  /*@ assert frames: frames_ok(cursor, cursor->depth); */
  /*@ assert current: current_ok(cursor); */
}

/* One more branch to walk through. */
/*@ requires heap: inv && cursor_there(cursor) && cursor->depth < PM_LEVELS;
    terminates \true;
    assigns cursor->frame[cursor->depth], cursor->depth;
    ensures heap: inv;
    ensures depth: cursor->depth == \old(cursor->depth) + 1;
    ensures others: frames_same{Pre,Post}(cursor, \old(cursor->depth));
    ensures put: cursor->frame[\old(cursor->depth)].branch == branch &&
      cursor->frame[\old(cursor->depth)].slot == 0; */
static inline void push(struct pm_cursor *cursor, struct pm_node *branch) {
  uint32_t depth = cursor->depth;
  /*@ assert clear: off_entries(\base_addr(cursor)); */
  cursor->frame[depth].branch = branch;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
  number_put(&cursor->frame[depth].slot, 0);
  number_put(&cursor->depth, depth + 1);
}

/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires done: cursor->i == cursor->n;
    requires next: enterable(cursor, branch, cursor->depth) &&
      is_branch(branch);
    terminates \true;
    assigns cursor->frame[cursor->depth], cursor->depth;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures left: \forall pm_object *k, *v; left(cursor, k, v) <==>
      (left{Pre}(cursor, k, v) ||
       holds(branch, bits(\old(cursor->depth)), k, v));
    ensures frames: frames_same{Pre,Post}(cursor, \old(cursor->depth));
    ensures depth: cursor->depth == \old(cursor->depth) + 1;
    ensures first: cursor->frame[\old(cursor->depth)].slot == 0; */
static void enter_branch(struct pm_cursor *cursor, struct pm_node *branch) {
  /*@ ghost uint32_t depth = cursor->depth; */
  push(cursor, branch);
  /*@ assert start: run_start(branch, 0); */
  /*@ ghost lemma_slot_range(); */
  /*@ assert body: cursor->entry == \at(cursor->entry, Pre) &&
        cursor->i == \at(cursor->i, Pre) && cursor->n == \at(cursor->n, Pre); */
  /*@ ghost KEEP_FRAMES(cursor, depth) */
  /*@ assert old: \forall integer f; 0 <= f < depth ==>
        passed{Pre}(cursor, f, branch, bits(depth)) ==>
        nested(cursor, f, depth); */
  /*@ assert frame: frame_ok(cursor, depth); */
  /*@ assert frames: frames_ok(cursor, depth + 1); */
  /*@ assert new: \forall pm_object *k, *v;
        left_in(cursor, depth, k, v) <==> holds(branch, bits(depth), k, v); */
  /*@ assert more: \forall pm_object *k, *v;
        left_above(cursor, depth + 1, k, v) <==>
        (left_above(cursor, depth, k, v) || left_in(cursor, depth, k, v)); */
}

/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires done: cursor->i == cursor->n;
    requires next: node != \null && enterable(cursor, node, cursor->depth);
    terminates \true;
    assigns *cursor;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures left: \forall pm_object *k, *v; left(cursor, k, v) <==>
      (left{Pre}(cursor, k, v) || holds(node, bits(\old(cursor->depth)), k, v));
    ensures frames: frames_same{Pre,Post}(cursor, \old(cursor->depth));
    ensures depth: \old(cursor->depth) <= cursor->depth <=
      \old(cursor->depth) + 1;
    ensures first: cursor->depth > \old(cursor->depth) ==>
      cursor->frame[\old(cursor->depth)].slot == 0; */
static void enter(struct pm_cursor *cursor, struct pm_node *node) {
  if (node->width == 0) enter_leaf(cursor, node);
  else enter_branch(cursor, node);
}

void pm_cursor_start(struct pm_cursor *cursor, struct pm_map *map) {
  body_start(cursor, NULL, 0);
  number_put(&cursor->depth, 0);
  if (map->form == PM_SMALL) {
    /*@ ghost lemma_small_ahead(map); */
    body_start(cursor, pm_small_entries(map), map->count);
    /*@ assert current: current_ok(cursor); */
  } else {
    struct pm_node *root = pm_root(map);
    /*@ assert held: held_body((uint32_t *)\null, cursor->entry, 0); */
    /*@ assert current: current_ok(cursor); */
    /*@ assert ok: cursor_ok(cursor); */
    /*@ assert none: \forall pm_object *k, *v; !left(cursor, k, v); */
    /*@ assert start: root != \null ==> enterable(cursor, root, 0); */
    if (root) enter(cursor, root);
  }
}

/* The child of the frame's next run of slots, which is stepped over; NULL at the end. */
/*@ requires heap: inv && \valid(frame) && outside(\base_addr(frame));
    requires branch: live(frame->branch) && 1 <= nwidth(frame->branch) <= 5 &&
      \forall integer t; 0 <= t < pow2(nwidth(frame->branch)) ==>
        whole(frame->branch, t);
    requires slot: frame->slot <= pow2(nwidth(frame->branch)) &&
      run_start(frame->branch, frame->slot);
    terminates \true;
    assigns frame->slot;
    ensures heap: inv;
    ensures slot: \old(frame->slot) <= frame->slot <=
      pow2(nwidth(frame->branch)) && run_start(frame->branch, frame->slot);
    ensures end: \result == \null ==>
      frame->slot == pow2(nwidth(frame->branch)) &&
      kids_null(frame->branch, \old(frame->slot), frame->slot);
    ensures step: \result != \null ==> \old(frame->slot) < frame->slot &&
      only_kid(frame->branch, \old(frame->slot), frame->slot, \result); */
static struct pm_node *next_kid(struct pm_cursor_frame *frame) {
  struct pm_node *branch = frame->branch, *next = NULL;
  uint32_t total = pm_slots(branch->width), s = frame->slot;
  /*@ loop invariant frame->slot <= s <= total;
      loop invariant none: next == \null ==>
        kids_null(branch, frame->slot, s);
      loop invariant one: next != \null ==> frame->slot < s &&
        kids_null(branch, frame->slot, s - 1) && kid(branch, s - 1) == next;
      loop assigns s, next;
      loop variant total - s; */
  while (s < total && !next) next = pm_kid(branch, s++);
  /*@ ghost uint32_t at = s; if (next) at = s - 1; */
  /*@ assert step: next != \null ==> at == s - 1; */
  /*@ assert none: next != \null ==> kids_null(branch, frame->slot, at); */
  /*@ assert at: next != \null ==> kid(branch, at) == next; */
  /*@ loop invariant frame->slot <= s <= total && at <= s;
      loop invariant none: next == \null ==> s == total;
      loop invariant one: next != \null ==> at < s &&
        kids_are(branch, at, s, next);
      loop assigns s;
      loop variant total - s; */
  while (s < total && pm_kid(branch, s) == next) {
    /*@ assert same: kid(branch, s) == next; */
    s++;
  }
  /*@ assert start: run_start(branch, s); */
  /*@ ghost
    if (next) lemma_only_kid(branch, frame->slot, at, s, total, next); */
  number_put(&frame->slot, s);
  return next;
}

/* The next child of the last frame's branch. */
/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires more: cursor->i == cursor->n && cursor->depth > 0;
    terminates \true;
    assigns cursor->frame[cursor->depth - 1].slot;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures enterable: \result != \null ==>
      enterable(cursor, \result, cursor->depth);
    ensures left: \forall pm_object *k, *v; left{Pre}(cursor, k, v) <==>
      (left(cursor, k, v) || (\result != \null &&
         holds(\result, bits(cursor->depth), k, v)));
    ensures end: \result == \null ==> \forall pm_object *k, *v;
      !left_in(cursor, cursor->depth - 1, k, v);
    ensures others: frames_same{Pre,Post}(cursor, cursor->depth - 1);
    ensures slot: \result != \null ==>
      cursor->frame[cursor->depth - 1].slot >
      \old(cursor->frame[cursor->depth - 1].slot); */
static struct pm_node *next_child(struct pm_cursor *cursor) {
  uint32_t top = cursor->depth - 1;
  /*@ ghost struct pm_node *branch = cursor->frame[top].branch;
      uint32_t from = cursor->frame[top].slot; */
  /*@ assert frame: frame_ok(cursor, top); */
  /*@ assert well: wf(branch, bits(top)) && is_branch(branch); */
  struct pm_node *next = next_kid(&cursor->frame[top]);
  /*@ assert others: frames_same{Pre,Here}(cursor, top); */
  /*@ ghost uint32_t to = cursor->frame[top].slot;
      lemma_child(branch, next, top, from, to); */
  /*@ ghost KEEP_FRAMES(cursor, top) */
  /*@ assert same: cursor->frame[top].branch == branch; */
  /*@ assert frame: frame_ok(cursor, top); */
  /*@ assert last: \forall integer f; 0 <= f < top ==>
        nested{Pre}(cursor, f, top) ==> nested(cursor, f, top); */
  /*@ assert top: top + 1 == cursor->depth; */
  /*@ assert all_fine: \forall integer f; 0 <= f < top + 1 ==>
        frame_ok(cursor, f); */
  /*@ assert most: \forall integer f, g; 0 <= f < g < top ==>
        nested(cursor, f, g); */
  /*@ assert mine: \forall integer f; 0 <= f < top ==>
        nested(cursor, f, top); */
  /*@ assert frames: frames_ok(cursor, top + 1); */
  /*@ assert current: current_ok(cursor); */
  /*@ assert live: next != \null ==> live(next); */
  /*@ assert above: next != \null ==> \forall integer f; 0 <= f < top ==>
        nested(cursor, f, top) ==> passed(cursor, f, next, bits(top + 1)); */
  /*@ assert passed: next != \null ==> \forall integer f; 0 <= f < top ==>
        passed(cursor, f, next, bits(top + 1)); */
  /*@ assert below: next != \null ==>
        passed(cursor, top, next, bits(top + 1)); */
  /*@ assert here: \forall pm_object *k, *v;
        left_in{Pre}(cursor, top, k, v) <==> (left_in(cursor, top, k, v) ||
          (next != \null && holds(next, bits(top + 1), k, v))); */
  /*@ assert old: \forall pm_object *k, *v;
        left_above{Pre}(cursor, top + 1, k, v) <==>
        (left_above{Pre}(cursor, top, k, v) ||
         left_in{Pre}(cursor, top, k, v)); */
  /*@ assert new: \forall pm_object *k, *v;
        left_above(cursor, top + 1, k, v) <==>
        (left_above(cursor, top, k, v) || left_in(cursor, top, k, v)); */
  return next;
}

/* The last frame's branch is walked through. */
/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires more: cursor->depth > 0;
    requires end: \forall pm_object *k, *v;
      !left_in(cursor, cursor->depth - 1, k, v);
    terminates \true;
    assigns cursor->depth;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures depth: cursor->depth == \old(cursor->depth) - 1;
    ensures frames: frames_same{Pre,Post}(cursor, cursor->depth);
    ensures left: \forall pm_object *k, *v;
      left(cursor, k, v) <==> left{Pre}(cursor, k, v); */
static inline void pop(struct pm_cursor *cursor) {
  uint32_t top = cursor->depth - 1;
  /*@ assert top: top == cursor->depth - 1; */
  /*@ assert gone: \forall pm_object *k, *v; !left_in(cursor, top, k, v); */
  number_put(&cursor->depth, top);
  /*@ ghost KEEP_FRAMES(cursor, top) */
  /*@ assert frames: frames_ok(cursor, top); */
  /*@ assert each: \forall integer f, j; 0 <= f < top ==>
        entry_passed{Pre}(cursor, f, cursor->entry, j) ==>
        entry_passed(cursor, f, cursor->entry, j); */
  /*@ assert current: current_ok(cursor); */
  /*@ assert old: \forall pm_object *k, *v;
        left_above{Pre}(cursor, top + 1, k, v) <==>
        (left_above{Pre}(cursor, top, k, v) ||
         left_in{Pre}(cursor, top, k, v)); */
  /*@ assert here: \forall pm_object *k, *v;
        left_here(cursor, k, v) <==> left_here{Pre}(cursor, k, v); */
  /*@ assert gone: \forall pm_object *k, *v;
        !left_in{Pre}(cursor, top, k, v); */
  /*@ assert depth: \at(cursor->depth, Pre) == top + 1; */
  /*@ assert left: \forall pm_object *k, *v; left{Pre}(cursor, k, v) <==>
        (left_here(cursor, k, v) || left_above(cursor, top, k, v)); */
}

/* Enters the next child of the last frame's branch, or leaves the branch. */
/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires more: cursor->i == cursor->n && cursor->depth > 0;
    terminates \true;
    assigns *cursor;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures left: \forall pm_object *k, *v;
      left(cursor, k, v) <==> left{Pre}(cursor, k, v);
    ensures steps: 0 <= steps(cursor) < steps{Pre}(cursor); */
static void step(struct pm_cursor *cursor) {
  /*@ ghost uint32_t top = cursor->depth - 1, from = cursor->frame[top].slot; */
  /*@ assert frame: frame_ok(cursor, top); */
  /*@ assert small: from <= 32; */
  struct pm_node *next = next_child(cursor);
  if (next) {
    enter(cursor, next);
    /*@ assert forth: cursor->depth > top && cursor->frame[top].slot > from; */
  } else {
    pop(cursor);
    /*@ assert back: cursor->depth == top; */
  }
  /*@ assert ok: cursor_ok(cursor); */
  /*@ assert same: frames_same{Pre,Here}(cursor, top); */
  /*@ assert slots: \forall integer f; frame_ok(cursor, f) ==>
        cursor->frame[f].slot <= 32; */
  /*@ assert fine: \forall integer f; 0 <= f < cursor->depth ==>
        frame_ok(cursor, f); */
  /*@ assert upper: \forall integer f; 0 <= f < top ==>
        digit(cursor, f) == digit{Pre}(cursor, f); */
  /*@ assert at: digit(cursor, top) < digit{Pre}(cursor, top); */
  /*@ assert next: digit(cursor, top + 1) <= 33; */
  /*@ assert lower: \forall integer f; top + 1 < f < PM_LEVELS ==>
        digit(cursor, f) == 0; */
  /*@ assert nat: \forall integer f; 0 <= f < PM_LEVELS ==>
        digit(cursor, f) >= 0; */
  /*@ assert range: top == 0 || top == 1 || top == 2 || top == 3 || top == 4 ||
        top == 5 || top == 6; */
}

/* The next entry of the current body. */
/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    requires more: cursor->i < cursor->n;
    terminates \true;
    assigns cursor->i;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures there: \valid_read(\result);
    ensures entry: left{Pre}(cursor, \result->key, \result->value);
    ensures once: \forall pm_object *k, *v; left(cursor, k, v) <==>
      (left{Pre}(cursor, k, v) && !KeyEq(\result->key, k)); */
static inline struct pm_entry *yield(struct pm_cursor *cursor) {
  uint32_t i = cursor->i;
  struct pm_entry *entry = cursor->entry;
  /*@ assert held: held_entries(entry, cursor->n); */
  /*@ assert has: entry_has(entry, i, key_at(entry, i), value_at(entry, i)); */
  /*@ assert mine: \forall integer f; 0 <= f < cursor->depth ==>
        entry_passed(cursor, f, entry, i); */
  number_put(&cursor->i, i + 1);
  /*@ ghost KEEP_FRAMES(cursor, cursor->depth) */
  /*@ assert frames: frames_ok(cursor, cursor->depth); */
  /*@ assert each: \forall integer f, j; 0 <= f < cursor->depth ==>
        entry_passed{Pre}(cursor, f, entry, j) ==>
        entry_passed(cursor, f, entry, j); */
  /*@ assert current: current_ok(cursor); */
  /*@ assert key: entry[i].key == key_at(entry, i); */
  /*@ assert value: entry[i].value == value_at(entry, i); */
  /*@ assert apart: \forall integer f; \forall pm_object *k, *v;
        entry_passed(cursor, f, entry, i) ==> left_in(cursor, f, k, v) ==>
        !KeyEq(key_at(entry, i), k); */
  /*@ assert other: \forall pm_object *k, *v;
        left_above(cursor, cursor->depth, k, v) ==>
        !KeyEq(key_at(entry, i), k); */
  /*@ assert sole: \forall integer j; \forall pm_object *k, *v;
        i < j < cursor->n ==> entry_has(entry, j, k, v) ==>
        !KeyEq(key_at(entry, i), k); */
  /*@ assert here: \forall pm_object *k, *v; left_here(cursor, k, v) <==>
        (left_here{Pre}(cursor, k, v) && !KeyEq(key_at(entry, i), k)); */
  return &entry[i];
}

struct pm_entry *pm_cursor_next(struct pm_cursor *cursor) {
  /*@ loop invariant heap: inv;
      loop invariant ok: cursor_ok(cursor);
      loop invariant left: \forall pm_object *k, *v;
        left(cursor, k, v) <==> left{Pre}(cursor, k, v);
      loop assigns *cursor;
      loop variant PM_STEPS(cursor); */
  while (cursor->i == cursor->n) {
    if (cursor->depth == 0) return NULL;
    step(cursor);
    /*@ assert less: 0 <= steps(cursor) < \at(steps(cursor), LoopCurrent); */
  }
  return yield(cursor);
}
