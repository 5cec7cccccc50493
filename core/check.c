/* The invariants of core/README.md, executable. Each is named by the string it returns. */
#include "leaf.h"
#include "branch.h"

/* Where a node lies: every hash below it is in [low, high], and `used` bits are decided. */
struct place {
  uint32_t used, low, high;
};

/*@ requires heap: inv && live(node) && 0 <= failed_ <= 1;
    requires place: place.used <= PM_HASH_BITS;
    terminates \true;
    decreases 4 * (40 - place.used) + 2;
    assigns PM_WORLD, failed_;
    ensures heap: inv && \old(failed_) <= failed_ <= 1; */
static const char *check_node(struct pm_host *host, struct pm_node *node, struct place place);

/* Entries of a body: hashes in range, flags covered, no key twice. */
/*@ requires heap: inv && held_body(hash, entry, n) && 0 <= failed_ <= 1;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv && \old(failed_) <= failed_ <= 1;
    ensures range: \result == \null ==>
      hashes_within(hash, n, place.low, place.high);
    ensures distinct: \result == \null ==> failed_ == 0 ==>
      hashed(hash, entry, n) ==> distinct(entry, n); */
static const char *check_body(struct pm_host *host, uint32_t *hash, struct pm_entry *entry,
                              uint32_t n, uint32_t flags, struct place place) {
  /*@ loop invariant 0 <= i <= n;
      loop invariant heap: inv;
      loop invariant range: hashes_within(hash, i, place.low, place.high);
      loop invariant failed: \at(failed_, Pre) <= failed_ <= 1;
      loop invariant distinct: failed_ == 0 ==> hashed(hash, entry, n) ==>
        distinct(entry, i);
      loop assigns i, PM_WORLD, failed_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    /*@ assert body: body_shows(hash, entry, n); */
    if (hash[i] < place.low || hash[i] > place.high) return "hash off its path";
    if ((pm_object_flags(host, entry[i].key) | pm_object_flags(host, entry[i].value)) & ~flags)
      return "flags of an entry not covered";
    /*@ loop invariant 0 <= j <= i;
        loop invariant heap: inv;
        loop invariant failed: \at(failed_, Pre) <= failed_ <= 1;
        loop invariant before: failed_ == 0 ==> hashed(hash, entry, n) ==>
          distinct(entry, i);
        loop invariant new: failed_ == 0 ==> hashed(hash, entry, n) ==>
          \forall integer t; 0 <= t < j ==>
          !KeyEq(key_at(entry, t), key_at(entry, i));
        loop assigns j, PM_WORLD, failed_;
        loop variant i - j; */
    for (uint32_t j = 0; j < i; j++) {
      /*@ assert body: body_shows(hash, entry, n); */
      /*@ assert hash: hash[j] == hash_at(hash, j) &&
            hash[i] == hash_at(hash, i); */
      /*@ assert key: entry[j].key == key_at(entry, j) &&
            entry[i].key == key_at(entry, i); */
      if (hash[j] == hash[i] && pm_key_eq(host, entry[j].key, entry[i].key) == 1)
        return "key twice";
    }
  }
  return NULL;
}

/*@ requires heap: inv && live(leaf) && is_leaf(leaf) && 0 <= failed_ <= 1;
    requires place: place.used <= PM_HASH_BITS;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv && \old(failed_) <= failed_ <= 1;
    ensures ok: \result == \null ==> failed_ == 0 ==> plain(leaf, place.used)
      ==> wf(leaf, place.used) &&
      within(leaf, place.used, place.low, place.high); */
static const char *check_leaf(struct pm_host *host, struct pm_node *leaf, struct place place) {
  if (leaf->count == 0) return "empty leaf";
  if (leaf->count > PM_LEAF_MAX && place.used < PM_HASH_BITS) return "leaf too large";
  /*@ assert body: leaf_body(leaf, hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  /*@ assert held: held_body(hashes(leaf), entries(leaf, ncount(leaf)),
        ncount(leaf)); */
  const char *broken = check_body(host, pm_leaf_hashes(leaf), pm_leaf_entries(leaf),
                                  leaf->count, leaf->flags, place);
  /*@ assert entry: \forall pm_object *k, integer i; 0 <= i < ncount(leaf) ==>
        hashed(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf)) ==>
        KeyEq(key_at(entries(leaf, ncount(leaf)), i), k) ==>
        key_hash(k) == hash_at(hashes(leaf), i); */
  /*@ assert plain: plain(leaf, place.used) ==>
        hashed(hashes(leaf), entries(leaf, ncount(leaf)), ncount(leaf)); */
  /*@ assert ok: broken == \null ==> failed_ == 0 ==> plain(leaf, place.used)
        ==> leaf_ok(leaf, place.used); */
  /*@ assert in: broken == \null ==> plain(leaf, place.used) ==>
        \forall pm_object *k, *v; leaf_has(leaf, k, v) ==>
        place.low <= key_hash(k) <= place.high; */
  return broken;
}

/*@ requires heap: inv && \valid(count) && outside(\base_addr(count));
    terminates \true;
    assigns *count;
    ensures heap: inv;
    ensures put: *count == value; */
static inline void count_put(uint32_t *count, uint32_t value) {
  *count = value;
  /*@ assert counts: all_counts; */
  /*@ assert hashes: all_hashes; */
}

/* The aligned block slot[first..first+len) of a branch spread to full width, which lies at
 * place. *count = the entries below it. */
/*@ requires heap: inv && 0 <= failed_ <= 1 &&
      slots_there(slot, first + len) && slots_live(slot, first, first + len);
    requires block: power(len) && first + len <= 32;
    requires place: place.used <= PM_HASH_BITS &&
      len <= pow2(PM_HASH_BITS - place.used);
    requires top: top != 0 ==> !uniform(slot, first, first + len, slot[first]);
    requires out: \valid(count) && outside(\base_addr(count));
    terminates \true;
    decreases 4 * (40 - place.used) + (top != 0 ? 0 : 3);
    assigns PM_WORLD, failed_, *count;
    ensures heap: inv && \old(failed_) <= failed_ <= 1; */
static const char *check_block(struct pm_host *host, struct pm_node **slot, uint32_t first,
                               uint32_t len, struct place place, uint32_t *count)
    /*@ ghost (uint32_t top) */ {
  struct pm_node *kid = slot[first];
  if (pm_slots_uniform(slot, first, len, kid)) {
    count_put(count, kid ? kid->count : 0);
    if (pm_is_branch(kid) && len > 1) return "sub-branch in more than one slot";
    return kid ? check_node(host, kid, place) : NULL;
  }
  uint32_t half = len / 2, left = 0, right = 0;
  uint32_t middle = place.low + (place.high - place.low) / 2;
  struct place low = {place.used + 1, place.low, middle};
  struct place high = {place.used + 1, middle + 1, place.high};
  if (slot[first + half] && slot[first + half] == slot[first + half - 1])
    return "leaf block not aligned";
  const char *broken = check_block(host, slot, first, half, low, &left)
      /*@ ghost (0) */;
  if (!broken) broken = check_block(host, slot, first + half, half, high, &right)
      /*@ ghost (0) */;
  count_put(count, left + right);
  if (!broken && *count <= PM_LEAF_MAX) return "blocks not joined";
  return broken;
}

/* A branch's width is the least that tells its slots apart. */
/*@ requires heap: inv && live(branch) && is_branch(branch);
    terminates \true;
    assigns \nothing;
    ensures least: \result <==> least(branch); */
static bool width_is_least(struct pm_node *branch) {
  /*@ loop invariant 0 <= s <= pow2(nwidth(branch)) && s % 2 == 0;
      loop invariant \forall integer t; 0 <= t < s ==>
        kid(branch, buddy(t)) == kid(branch, t);
      loop assigns s;
      loop variant pow2(nwidth(branch)) - s; */
  for (uint32_t s = 0; s + 1 < pm_slots(branch->width); s += 2)
    if (pm_kid(branch, s) != pm_kid(branch, s + 1)) return true;
  return false;
}

/*@ requires heap: inv && live(branch) && 0 <= failed_ <= 1;
    requires branch: is_branch(branch);
    requires place: place.used <= PM_HASH_BITS;
    terminates \true;
    decreases 4 * (40 - place.used) + 1;
    assigns PM_WORLD, failed_;
    ensures heap: inv && \old(failed_) <= failed_ <= 1; */
static const char *check_branch(struct pm_host *host, struct pm_node *branch,
                                struct place place) {
  struct pm_node *slot[PM_FANOUT];
  uint32_t count = 0;
  if (place.used >= PM_HASH_BITS) return "branch below the last level";
  uint32_t full = pm_full_width(place.used);
  if (branch->width > full) return "branch too wide";
  if (!width_is_least(branch)) return "branch wider than needed";
  pm_slots_spread(branch, full, slot);
  /*@ ghost uint32_t run = 1;
      if (full > branch->width) run = lemma_power(full - branch->width);
      lemma_slots_differ(&slot[0], branch, full, branch->width, run); */
  /*@ assert kids: \forall integer s; 0 <= s < pow2(nwidth(branch)) ==>
        kid(branch, s) != \null ==> live(kid(branch, s)); */
  /*@ assert slots: slots_live(&slot[0], 0, pow2(full)); */
  const char *broken = check_block(host, slot, 0, pm_slots(full), place, &count)
      /*@ ghost (1) */;
  if (broken) return broken;
  if (count != branch->count) return "count wrong";
  /*@ loop invariant 0 <= s <= pow2(full);
      loop invariant heap: inv;
      loop invariant live: slots_live(&slot[0], 0, pow2(full));
      loop assigns s;
      loop variant pow2(full) - s; */
  for (uint32_t s = 0; s < pm_slots(full); s++)
    if (slot[s] && slot[s]->flags & ~branch->flags) return "flags of a child not covered";
  return NULL;
}

static const char *check_node(struct pm_host *host, struct pm_node *node, struct place place) {
  return node->width == 0 ? check_leaf(host, node, place) : check_branch(host, node, place);
}

/* Child words carry their node's width. */
/*@ requires heap: inv && (node == \null || live(node));
    requires used: used <= 36;
    terminates \true;
    decreases 40 - used;
    assigns \nothing;
    ensures heap: inv; */
static const char *check_words(struct pm_node *node, uint32_t used) {
  if (!pm_is_branch(node)) return NULL;
  if (used >= PM_HASH_BITS) return "branch below the last level";
  /*@ loop invariant 0 <= s <= pow2(nwidth(node));
      loop invariant heap: inv;
      loop assigns s;
      loop variant pow2(nwidth(node)) - s; */
  for (uint32_t s = 0; s < pm_slots(node->width); s++) {
    pm_child word = pm_branch_children(node)[s];
    if (word != pm_child_of(pm_child_node(word))) return "child word with a wrong width";
    const char *broken = check_words(pm_child_node(word), used + node->width);
    if (broken) return broken;
  }
  return NULL;
}

const char *pm_check(struct pm_host *host, struct pm_map *map) {
  struct place everywhere = {0, 0, UINT32_MAX};
  if (map->form == PM_SMALL) {
    if (map->count > PM_LEAF_MAX) return "small map too large";
    return check_body(host, pm_small_hashes(map), pm_small_entries(map), map->count,
                      map->flags, everywhere);
  }
  struct pm_node *root = pm_child_node(*pm_map_root(map));
  if (*pm_map_root(map) != pm_child_of(root)) return "root word with a wrong width";
  if (map->count != (root ? root->count : 0)) return "map count wrong";
  if (!root) return NULL;
  if (root->flags & ~map->flags) return "flags of the root not covered";
  const char *broken = check_words(root, 0);
  return broken ? broken : check_node(host, root, everywhere);
}
