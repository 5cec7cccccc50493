/* Differences, lazily: both tries are walked in lockstep. A leaf of one side may face a
 * branch, or several leaves, of the other, so every pair carries the range of hashes
 * [low, high] that it is about, and entries outside it are passed over. */
#include "leaf.h"
#include "map.h"
#include "branch.h"
#include "trie.h"

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

/*@ requires heap: inv && \valid(cell) && outside(\base_addr(cell));
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: *cell == object; */
static inline void object_put(pm_object **cell, pm_object *object) {
  /*@ assert clear: off_entries(\base_addr(cell)); */
  *cell = object;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

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
  number_put(&frame->used, used);
  number_put(&frame->base, base);
  number_put(&frame->slot, 0);
  number_put(&diff->depth, diff->depth + 1);
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
  number_put(&diff->low, low);
  number_put(&diff->high, high);
  number_put(&diff->i, 0);
  number_put(&diff->j, 0);
}

/* Makes (a, b) the next pair to look at: a frame if one is a branch, else the leaf pair. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires a: lies(diff->old_root, a, used, low, high);
    requires b: lies(diff->new_root, b, used, low, high);
    requires frame: is_branch(a) || is_branch(b) ==> diff->depth < PM_LEVELS &&
      used == bits(diff->depth) && low % span(used) == 0 &&
      high == low + span(used) - 1;
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
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
    /*@ assert others: \forall integer d; 0 <= d < depth ==>
          frame_lies{Pre}(diff, d) ==> frame_lies(diff, d); */
    /*@ assert top: frame_lies(diff, depth); */
    /*@ assert frames: frames_lie(diff, depth + 1); */
    /*@ assert none: no_pair(diff); */
    return;
  }
  pair(diff, a, b, low, high);
  /*@ assert same: levels_same{Pre,Here}(diff, depth); */
  /*@ assert roots: roots_same{Pre,Here}(diff); */
  /*@ assert others: \forall integer d; 0 <= d < depth ==>
        frame_lies{Pre}(diff, d) ==> frame_lies(diff, d); */
  /*@ ghost lemma_leaf_sinks(a, used, 32);
      lemma_leaf_sinks(b, used, 32); */
  /*@ assert old: lies(diff->old_root, a, 32, low, high); */
  /*@ assert new: lies(diff->new_root, b, 32, low, high); */
  /*@ assert pair: pair_lies(diff); */
  /*@ assert frames: frames_lie(diff, depth); */
  /*@ assert depth: diff->depth == depth; */
}

bool pm_diff_start(struct pm_host *host, struct pm_diff *diff, struct pm_map *old_map,
                   struct pm_map *new_map) {
  struct pm_node *a = NULL, *b = NULL;
  if (!pm_map_as_node(host, old_map, &a)) return false;
  if (old_map == new_map) {
    b = a;
    if (b) pm_node_retain(host, b);
  } else if (!pm_map_as_node(host, new_map, &b)) {
    if (a) pm_node_release(host, a);
    return false;
  }
  pm_node_out(&diff->old_root, a);
  pm_node_out(&diff->new_root, b);
  number_put(&diff->depth, 0);
  pair(diff, NULL, NULL, 0, UINT32_MAX);
  /*@ assert ok: diff_ok(diff); */
  /*@ assert old: lies(diff->old_root, a, 0, 0, 4294967295); */
  /*@ assert new: lies(diff->new_root, b, 0, 0, 4294967295); */
  if (a != b) enter(diff, a, b, 0, 0, UINT32_MAX);
  return true;
}

void pm_diff_end(struct pm_host *host, struct pm_diff *diff) {
  struct pm_node *a = diff->old_root, *b = diff->new_root;
  pm_node_out(&diff->old_root, NULL);
  pm_node_out(&diff->new_root, NULL);
  pm_node_out(&diff->a, NULL);
  pm_node_out(&diff->b, NULL);
  number_put(&diff->depth, 0);
  /*@ assert held: roots_held(a, b); */
  if (a) pm_node_release(host, a);
  /*@ assert left: b != \null ==> own(b) >= 1; */
  if (b) pm_node_release(host, b);
}

/* ---- A pair of leaves ---- */

/*@ requires \valid_read(diff);
    terminates \true;
    assigns \nothing;
    ensures \result <==> diff->low <= h <= diff->high; */
static bool in_range(struct pm_diff *diff, uint32_t h) {
  return diff->low <= h && h <= diff->high;
}

/*@ requires heap: inv && failed_ == 0 && (leaf == \null || live(leaf));
    requires leaf: leafy(leaf) && wf(leaf, 32) && h == key_hash(key);
    requires out: \valid(index) && outside(\base_addr(index));
    terminates \true;
    assigns PM_WORLD, failed_, *index;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> is_leaf(leaf) &&
      *index < ncount(leaf) &&
      KeyEq(key_at(entries(leaf, ncount(leaf)), *index), key);
    ensures absent: \result == PM_ABSENT ==> lacks(leaf, 32, key); */
static enum pm_found leaf_find(struct pm_host *host, struct pm_node *leaf, uint32_t h,
                               pm_object *key, uint32_t *index) {
  if (!leaf) return PM_ABSENT;
  /*@ assert body: leaf_body(leaf, hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  /*@ assert held: held_body(hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  return pm_body_find(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf), leaf->count, h, key,
                      index);
}

/*@ requires heap: inv && \valid(change) && outside(\base_addr(change));
    terminates \true;
    assigns *change;
    ensures heap: inv && \result == PM_DIFF_CHANGE;
    ensures put: change->key == key && change->before == before &&
      change->after == after; */
static enum pm_diff_step report(struct pm_change *change, pm_object *key, pm_object *before,
                                pm_object *after) {
  object_put(&change->key, key);
  object_put(&change->before, before);
  object_put(&change->after, after);
  return PM_DIFF_CHANGE;
}

/* Entry i of the old leaf: PM_DIFF_END here means "no change". */
/*@ requires heap: inv && failed_ == 0 && \valid_read(diff) &&
      outside(\base_addr(diff));
    requires ok: pair_lies(diff) && diff->a != \null && i < ncount(diff->a);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after); */
static enum pm_diff_step old_entry(struct pm_host *host, struct pm_diff *diff, uint32_t i,
                                   struct pm_change *change) {
  struct pm_entry *entry = &pm_leaf_entries(diff->a)[i];
  uint32_t h = pm_leaf_hashes(diff->a)[i], j = 0;
  if (!in_range(diff, h)) return PM_DIFF_END;
  enum pm_found found = leaf_find(host, diff->b, h, entry->key, &j);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  if (found == PM_ABSENT) return report(change, entry->key, entry->value, NULL);
  pm_object *after = pm_leaf_entries(diff->b)[j].value;
  int equal = pm_value_eq(host, entry->value, after);
  if (equal < 0) return PM_DIFF_FAILED;
  return equal ? PM_DIFF_END : report(change, entry->key, entry->value, after);
}

/* Entry j of the new leaf, likewise; changed values were reported with the old leaf. */
/*@ requires heap: inv && failed_ == 0 && \valid_read(diff) &&
      outside(\base_addr(diff));
    requires ok: pair_lies(diff) && diff->b != \null && j < ncount(diff->b);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after); */
static enum pm_diff_step new_entry(struct pm_host *host, struct pm_diff *diff, uint32_t j,
                                   struct pm_change *change) {
  struct pm_entry *entry = &pm_leaf_entries(diff->b)[j];
  uint32_t h = pm_leaf_hashes(diff->b)[j], i = 0;
  if (!in_range(diff, h)) return PM_DIFF_END;
  enum pm_found found = leaf_find(host, diff->a, h, entry->key, &i);
  if (found == PM_FIND_FAILED) return PM_DIFF_FAILED;
  return found == PM_FOUND ? PM_DIFF_END : report(change, entry->key, NULL, entry->value);
}

/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *change, diff->i, diff->j;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after); */
static enum pm_diff_step leaves_next(struct pm_host *host, struct pm_diff *diff,
                                     struct pm_change *change) {
  uint32_t n = diff->a ? diff->a->count : 0, m = diff->b ? diff->b->count : 0;
  while (diff->i < n) {
    enum pm_diff_step step = old_entry(host, diff, diff->i, change);
    if (step == PM_DIFF_FAILED) return step;
    diff->i++;
    if (step == PM_DIFF_CHANGE) return step;
  }
  while (diff->j < m) {
    enum pm_diff_step step = new_entry(host, diff, diff->j, change);
    if (step == PM_DIFF_FAILED) return step;
    diff->j++;
    if (step == PM_DIFF_CHANGE) return step;
  }
  return PM_DIFF_END;
}

/* ---- Frames ---- */

/* Steps the top frame over its next run of slots that show the same pair. */
/*@ requires heap: inv && diff_there(diff) && diff_ok(diff) && no_pair(diff);
    requires more: diff->depth > 0;
    terminates \true;
    assigns *diff;
    ensures heap: inv;
    ensures ok: diff_ok(diff);
    ensures roots: roots_same{Pre,Post}(diff);
    ensures less: 0 <= walk(diff) < walk{Pre}(diff); */
static void frame_next(struct pm_diff *diff) {
  struct pm_diff_frame *frame = &diff->frame[diff->depth - 1];
  uint32_t full = pm_full_width(frame->used), total = pm_slots(full), from = frame->slot;
  uint32_t used = frame->used + full;
  if (from == total) {
    diff->depth--;
    return;
  }
  struct pm_node *a = side_kid(frame->a, full, from), *b = side_kid(frame->b, full, from);
  uint32_t to = from + 1;
  while (to < total && side_kid(frame->a, full, to) == a && side_kid(frame->b, full, to) == b)
    to++;
  frame->slot = to;
  if (a == b) return;
  uint32_t low = frame->base + (from << (PM_HASH_BITS - used));
  enter(diff, a, b, used, low, low + ((to - from - 1) << (PM_HASH_BITS - used)) +
                                   (uint32_t)(((uint64_t)1 << (PM_HASH_BITS - used)) - 1));
}

enum pm_diff_step pm_diff_next(struct pm_host *host, struct pm_diff *diff,
                               struct pm_change *change) {
  for (;;) {
    enum pm_diff_step step = leaves_next(host, diff, change);
    if (step != PM_DIFF_END || diff->depth == 0) return step;
    diff->a = NULL;
    diff->b = NULL;
    frame_next(diff);
  }
}
