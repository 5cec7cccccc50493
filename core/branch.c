#include "branch.h"

/*@ requires heap: inv && 1 <= width <= 5 && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures fresh: \result != \null ==> fresh_node(\result) &&
      fresh_children(children(\result), pow2(width));
    ensures head: \result != \null ==> \result->count == count &&
      \result->width == width && \result->flags == (uint8_t)flags; */
static struct pm_node *branch_alloc(struct pm_host *host, uint32_t width, uint32_t count,
                                    uint32_t flags) {
  struct pm_node *branch = pm_node_alloc(host, pm_branch_bytes(width), flags);
  if (!branch) return NULL;
  branch->count = count;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
  branch->width = (uint8_t)width;
  /*@ assert heads: all_heads; */
  branch->flags = (uint8_t)flags;
  /*@ assert heads: all_heads; */
  return branch;
}

/* The only write to a branch's children; inline. */
/*@ requires heap: inv && fresh_child(cell);
    terminates \true;
    assigns *cell;
    ensures heap: inv;
    ensures put: *cell == word; */
static inline void child_put(pm_child *cell, pm_child word) {
  *cell = word;
  /*@ assert keys: all_keys; */
  /*@ assert values: all_values; */
  /*@ assert kids: all_kids; */
}

/* The least width at which equal neighbours need not be told apart. */
/*@ requires 1 <= full <= 5 && slots_there(slot, pow2(full));
    requires differ: !uniform(slot, 0, pow2(full), slot[0]);
    terminates \true; assigns \nothing;
    ensures 1 <= \result <= full;
    ensures runs: \forall integer s; 0 <= s < pow2(full) ==> slot[s] ==
      slot[start(s, pow2(full - \result))];
    ensures least: !fits(slot, full, \result - 1); */
static uint32_t slots_width(struct pm_node **slot, uint32_t full) {
  uint32_t run = pm_slots(full); /* neighbours differ at multiples of run only */
  uint32_t width = 0;
  /*@ loop invariant 1 <= s <= pow2(full) && 0 <= width <= full;
      loop invariant run == pow2(full - width) && power(run);
      loop invariant same: \forall integer t; 0 <= t < s ==>
        slot[t] == slot[start(t, run)];
      loop invariant least: width > 0 ==> !fits(slot, full, width - 1);
      loop assigns s, run, width;
      loop variant pow2(full) - s; */
  for (uint32_t s = 1; s < pm_slots(full); s++) {
    /*@ ghost lemma_next(s, run); */
    /*@ loop invariant 0 <= width <= full && run == pow2(full - width);
        loop invariant power(run);
        loop invariant next: s % run != 0 ==>
          start(s - 1, run) == start(s, run);
        loop invariant last: s % run == 0 ==> start(s, run) == s;
        loop invariant same: \forall integer t; 0 <= t < s ==>
          slot[t] == slot[start(t, run)];
        loop invariant least: width > 0 ==> !fits(slot, full, width - 1);
        loop assigns run, width;
        loop variant run; */
    while (slot[s] != slot[s - 1] && s % run != 0) {
      /*@ assert apart: !fits(slot, full, width); */
      run /= 2;
      width++;
      /*@ assert twice: 2 * run == \at(run, LoopCurrent); */
      /*@ ghost lemma_halve(run); */
      /*@ ghost lemma_next(s, run); */
      /*@ assert step: \forall integer t; 0 <= t < s ==>
            slot[t] == slot[start(start(t, run), 2 * run)]; */
    }
    /*@ assert here: slot[s] == slot[start(s, run)]; */
  }
  /*@ ghost lemma_whole(run); */
  /*@ assert all: width == 0 ==> \forall integer t; 0 <= t < run ==>
        start(t, run) == 0 && slot[t] == slot[0]; */
  return width;
}

/* The entries below, and the flags of, all children. */
/*@ requires heap: inv && total <= 32 && slots_there(slot, total);
    requires slots_live(slot, 0, total);
    requires few: slots_below(slot, 0, 0, total) <= PM_COUNT_MAX;
    requires \valid(flags) && outside(\base_addr(flags));
    terminates \true;
    assigns *flags;
    ensures heap: inv;
    ensures count: \result == slots_below(slot, 0, 0, total); */
static uint32_t slots_count(struct pm_node **slot, uint32_t total, uint32_t *flags) {
  uint32_t count = 0;
  struct pm_node *last = NULL;
  /*@ assert nat: \forall integer t; 0 <= t < total ==>
        slot[t] != \null ==> ncount(slot[t]) >= 0; */
  /*@ ghost lemma_slots_nat(slot, total); */
  /*@ loop invariant 0 <= s <= total;
      loop invariant heap: inv;
      loop invariant last: s == 0 ? last == \null : last == slot[s - 1];
      loop invariant count: count + slots_below(slot, 0, s, total) ==
        slots_below(slot, 0, 0, total);
      loop assigns s, last, count, *flags;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ assert unfold: slots_below(slot, 0, s, total) ==
          slots_below(slot, 0, s + 1, total) +
          (slot[s] != \null && (s == 0 || slot[s - 1] != slot[s])
             ? ncount(slot[s]) : 0); */
    /*@ assert rest: slots_below(slot, 0, s + 1, total) >= 0; */
    if (slot[s] && slot[s] != last) {
      /*@ assert first: s == 0 || slot[s - 1] != slot[s]; */
      /*@ assert fits: 0 <= ncount(slot[s]) &&
            count + ncount(slot[s]) <= PM_COUNT_MAX; */
      count += slot[s]->count;
      *flags |= slot[s]->flags;
      /*@ assert counts: all_counts; */
      /*@ assert hashes: all_hashes; */
    }
    /*@ assert one: count + slots_below(slot, 0, s + 1, total) ==
          slots_below(slot, 0, 0, total); */
    last = slot[s];
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
  return count;
}

/* The children of a new branch are those of the slots. */
/*@ requires heap: inv && fresh_node(branch);
    requires 1 <= branch->width <= full <= 5 && slots_there(slot, pow2(full));
    requires fresh_children(children(branch), pow2(branch->width));
    requires live: slots_live(slot, 0, pow2(full));
    requires runs: \forall integer s; 0 <= s < pow2(full) ==>
      slot[s] == slot[start(s, pow2(full - branch->width))];
    terminates \true;
    assigns children(branch)[0 .. pow2(branch->width) - 1];
    ensures heap: inv;
    ensures in: \forall integer s; 0 <= s < pow2(full) ==>
      0 <= s / pow2(full - branch->width) < pow2(branch->width);
    ensures show: \forall integer s; 0 <= s < pow2(full) ==>
      slot[s] == children(branch)[s / pow2(full - branch->width)];
    ensures live: slots_live(children(branch), 0, pow2(branch->width));
    ensures own: \forall struct pm_node *q;
      runs(children(branch), 0, 0, pow2(branch->width), q) ==
      runs(slot, 0, 0, pow2(full), q); */
static void branch_write(struct pm_node *branch, struct pm_node **slot, uint32_t full) {
  pm_child *child = pm_branch_children(branch);
  uint32_t width = branch->width, total = pm_slots(width), run = pm_slots(full - width);
  /*@ ghost lemma_shape(full, width, run); */
  /*@ loop invariant 0 <= s <= pow2(width);
      loop invariant heap: inv;
      loop invariant kept: slots_same{Pre,Here}(slot, 0, pow2(full));
      loop invariant put: \forall integer t; 0 <= t < s ==>
        child[t] == slot[t * run];
      loop invariant live: slots_live(child, 0, s);
      loop assigns s, child[0 .. pow2(width) - 1];
      loop variant pow2(width) - s; */
  for (uint32_t s = 0; s < total; s++) {
    /*@ assert at: (uint32_t)(s * run) == s * run < pow2(full); */
    /*@ assert live: slot[s * run] == \null || live(slot[s * run]); */
    child_put(&child[s], pm_child_of(slot[s * run]));
    /*@ assert kept: slots_same{Pre,Here}(slot, 0, pow2(full)); */
    /*@ assert put: child[s] == slot[s * run]; */
  }
  /*@ assert show: \forall integer s; 0 <= s < pow2(full) ==>
        slot[s] == child[s / run]; */
  /*@ ghost lemma_runs_spread(child, slot, full, width, run, total); */
}

struct pm_node *pm_branch_take(struct pm_host *host, struct pm_node **slot, uint32_t full) {
  uint32_t flags = 0, total = pm_slots(full);
  uint32_t width = slots_width(slot, full);
  uint32_t count = slots_count(slot, total, &flags);
  /*@ assert count: count == slots_below{Pre}(slot, 0, 0, pow2(full)); */
  struct pm_node *branch = branch_alloc(host, width, count, flags);
  /*@ ghost KEEP_RUNS(slot, 0, total) */
  if (!branch) {
    pm_slots_release(host, slot, 0, total);
    return NULL;
  }
  branch_write(branch, slot, full);
  /*@ ghost KEEP_RUNS(slot, 0, total) */
  pm_node_publish(host, branch);
  /*@ assert kids: \forall integer s; 0 <= s < pow2(width) ==>
        kid(branch, s) == children(branch)[s]; */
  /*@ assert show: \forall integer s; 0 <= s < pow2(full) ==>
        slot[s] == kid(branch, s / pow2(full - width)); */
  /*@ assert kept: slots_same{Pre,Here}(slot, 0, pow2(full)); */
  return branch;
}

/* The children are written: the branch takes its references to them. */
/*@ requires heap: inv && fresh_node(branch) && 1 <= branch->width <= 5;
    requires branch: fresh_children(children(branch), pow2(branch->width)) &&
      slots_live(children(branch), 0, pow2(branch->width));
    terminates \true;
    assigns node_refs_, object_refs_;
    ensures heap: inv;
    ensures own: own_plus{Pre,Post}(branch) && oown_same{Pre,Post};
    ensures branch: node_shows(branch); */
static void branch_publish(struct pm_host *host, struct pm_node *branch) {
  struct pm_node *last = NULL;
  /*@ loop invariant 0 <= s <= pow2(branch->width);
      loop invariant heap: inv;
      loop invariant live: slots_live(children(branch), 0, pow2(branch->width));
      loop invariant last: s == 0 ? last == \null
        : last == children(branch)[s - 1];
      loop invariant own: \forall struct pm_node *q; own(q) +
        runs(children(branch), 0, s, pow2(branch->width), q) ==
        own{Pre}(q) + runs(children(branch), 0, 0, pow2(branch->width), q);
      loop invariant same: \forall struct pm_node *p;
        live(p) <==> live{Pre}(p);
      loop invariant new: unpublished(branch);
      loop assigns s, last, node_refs_;
      loop variant pow2(branch->width) - s; */
  for (uint32_t s = 0; s < pm_slots(branch->width); s++) {
    /*@ assert unfold: \forall struct pm_node *q;
          runs(children(branch), 0, s, pow2(branch->width), q) ==
          (q != \null && children(branch)[s] == q &&
           (s == 0 || children(branch)[s - 1] != q) ? 1 : 0) +
          runs(children(branch), 0, s + 1, pow2(branch->width), q); */
    struct pm_node *kid = pm_kid(branch, s);
    if (kid && kid != last) pm_node_retain(host, kid);
    /*@ assert one: \forall struct pm_node *q; own(q) == own{LoopCurrent}(q) +
          (q != \null && children(branch)[s] == q &&
           (s == 0 || children(branch)[s - 1] != q) ? 1 : 0); */
    last = kid;
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
  pm_node_publish(host, branch);
}

struct pm_node *pm_branch_replace(struct pm_host *host, struct pm_node *branch,
                                  struct pm_node *old_kid, struct pm_node *new_kid,
                                  uint32_t count) {
  uint32_t flags = branch->flags | (new_kid ? new_kid->flags : 0u);
  /*@ assert old: branch->flags == nflags(branch); */
  /*@ assert new: new_kid != \null ==> new_kid->flags == nflags(new_kid) &&
        flags == (nflags(branch) | nflags(new_kid)); */
  /*@ assert none: new_kid == \null ==> flags == (nflags(branch) | 0); */
  struct pm_node *copy = branch_alloc(host, branch->width, count, flags);
  if (!copy) return NULL;
  pm_child *from = pm_branch_children(branch), *to = pm_branch_children(copy);
  pm_child old_word = pm_child_of(old_kid), new_word = pm_child_of(new_kid);
  pm_child last = 0; /* children are counted as they are written: no word is read twice */
  uint32_t total = pm_slots(branch->width);
  /*@ assert own: own_same{Pre,Here}; */
  /*@ loop invariant 0 <= s <= total;
      loop invariant heap: inv;
      loop invariant put: \forall integer t; 0 <= t < s ==>
        to[t] == swapped(branch, old_kid, new_kid, t);
      loop invariant live: slots_live(to, 0, s);
      loop invariant last: s == 0 ? last == \null
        : last == swapped(branch, old_kid, new_kid, s - 1);
      loop invariant own: \forall struct pm_node *q; own(q) +
        swapped_runs(branch, old_kid, new_kid, s, total, q) == own{Pre}(q) +
        swapped_runs(branch, old_kid, new_kid, 0, total, q);
      loop invariant same: \forall struct pm_node *p;
        live(p) <==> live{Pre}(p);
      loop invariant new: unpublished(copy) && fresh_children(to, total);
      loop assigns s, last, to[0 .. total - 1], node_refs_;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    pm_child word = from[s] == old_word ? new_word : from[s];
    /*@ assert word: word == swapped(branch, old_kid, new_kid, s); */
    /*@ assert live: word == \null || live(word); */
    child_put(&to[s], word);
    /*@ assert unfold: \forall struct pm_node *q;
          swapped_runs(branch, old_kid, new_kid, s, total, q) ==
          (q != \null && word == q && (s == 0 || last != q) ? 1 : 0) +
          swapped_runs(branch, old_kid, new_kid, s + 1, total, q); */
    if (word && word != last) pm_node_retain(host, pm_child_node(word));
    /*@ assert one: \forall struct pm_node *q; own(q) == own{LoopCurrent}(q) +
          (q != \null && word == q && (s == 0 || last != q) ? 1 : 0); */
    last = word;
    /*@ assert step: (uint32_t)(s + 1) == s + 1; */
  }
  /*@ ghost uint32_t left = total; */
  /*@ ghost
      /@ loop invariant 0 <= left <= total;
         loop invariant \forall struct pm_node *q;
           runs(to, 0, left, total, q) ==
           swapped_runs(branch, old_kid, new_kid, left, total, q);
         loop assigns left;
         loop variant left; @/
      while (left > 0) left--; */
  /*@ assert taken: \forall struct pm_node *q;
        own(q) == own{Pre}(q) + runs(to, 0, 0, total, q); */
  pm_node_publish(host, copy);
  return copy;
}

/* branch with slot[first..first+len) all naming new_kid. */
/*@ requires heap: inv && failed_ == 0 && live(branch) && !leafy(branch);
    requires first + len <= pow2(nwidth(branch)) && live(new_kid);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == \null;
    ensures own: own_plus{Pre,Post}(\result) && oown_same{Pre,Post};
    ensures fresh: !live{Pre}(\result);
    ensures branch: \result != \null ==> nwidth(\result) == nwidth(branch) &&
      ncount(\result) == (uint32_t)(ncount(branch) + ncount(new_kid)) &&
      nflags(\result) == (uint8_t)(nflags(branch) | nflags(new_kid)) &&
      \forall integer s; 0 <= s < pow2(nwidth(branch)) ==> kid(\result, s) ==
        (first <= s < first + len ? new_kid : kid(branch, s)); */
static struct pm_node *branch_fill(struct pm_host *host, struct pm_node *branch, uint32_t first,
                                   uint32_t len, struct pm_node *new_kid) {
  struct pm_node *copy = branch_alloc(host, branch->width, branch->count + new_kid->count,
                                      branch->flags | new_kid->flags);
  if (!copy) return NULL;
  pm_child *from = pm_branch_children(branch), *to = pm_branch_children(copy);
  pm_child new_word = pm_child_of(new_kid);
  /*@ loop invariant 0 <= s <= pow2(nwidth(branch));
      loop invariant heap: inv;
      loop invariant \forall integer t; 0 <= t < s ==> to[t] ==
        (first <= t < first + len ? new_kid : kid(branch, t));
      loop assigns s, to[0 .. pow2(nwidth(branch)) - 1];
      loop variant pow2(nwidth(branch)) - s; */
  for (uint32_t s = 0; s < pm_slots(branch->width); s++)
    child_put(&to[s], first <= s && s < first + len ? new_word : from[s]);
  branch_publish(host, copy);
  return copy;
}

struct pm_node *pm_branch_insert(struct pm_host *host, struct pm_node *branch, uint32_t slot,
                                 struct pm_node *new_kid) {
  struct pm_node *kid[PM_FANOUT];
  uint32_t first, len;
  pm_slots_spread(branch, branch->width, kid);
  /*@ assert show: \forall integer s; 0 <= s < pow2(nwidth(branch)) ==>
        kid[s] == kid(branch, s); */
  pm_slots_block(kid, pm_slots(branch->width), slot, &first, &len);
  /*@ assert empty: \forall integer s; first <= s < first + len ==>
        kid(branch, s) == \null; */
  /*@ ghost lemma_block(slot, len, first); */
  struct pm_node *copy = branch_fill(host, branch, first, len, new_kid);
  /*@ assert filled: copy != \null ==>
        filled_block(copy, branch, len, slot, new_kid); */
  /*@ assert widest: widest(branch, len, slot); */
  return copy;
}
