/* Equality: equal maps have equal shapes, so both are walked slot by slot; pointer-equal
 * subtrees are skipped. */
#include "map.h"
#include "trie.h"

/* Keys are distinct on both sides and the counts agree, so a in b is enough. */
enum pm_equal pm_body_equal(struct pm_host *host, uint32_t *ah, struct pm_entry *ae,
                            uint32_t *bh, struct pm_entry *be, uint32_t n) {
  /*@ loop invariant heap: inv && failed_ == 0 && 0 <= i <= n;
      loop invariant within: \forall integer t; 0 <= t < i ==>
        entry_within(ae, t, be, n);
      loop assigns i, PM_WORLD, failed_;
      loop variant n - i; */
  for (uint32_t i = 0; i < n; i++) {
    uint32_t j = 0;
    /*@ assert a: body_shows(ah, ae, n); */
    enum pm_found found = pm_body_find_near(host, bh, be, n, i, ah[i], ae[i].key, &j);
    if (found == PM_FIND_FAILED) return PM_EQUAL_FAILED;
    if (found == PM_ABSENT) {
      /*@ assert absent: !entry_within(ae, i, be, n); */
      return PM_DIFFERENT;
    }
    /*@ assert a: body_shows(ah, ae, n); */
    /*@ assert b: body_shows(bh, be, n); */
    /*@ assert key: KeyEq(key_at(be, j), key_at(ae, i)); */
    /*@ assert sole: \forall integer t; 0 <= t < n ==>
          KeyEq(key_at(be, t), key_at(ae, i)) ==> t == j; */
    int equal = pm_value_eq(host, ae[i].value, be[j].value);
    if (equal < 0) return PM_EQUAL_FAILED;
    if (!equal) {
      /*@ assert other: !same_value(value_at(ae, i), value_at(be, j)); */
      /*@ assert not: !entry_within(ae, i, be, n); */
      return PM_DIFFERENT;
    }
    /*@ assert here: entry_within(ae, i, be, n); */
  }
  return PM_EQUAL;
}

/*@ requires heap: inv && failed_ == 0 && live(a) && live(b);
    requires a: is_branch(a) && wf(a, used);
    requires b: is_branch(b) && wf(b, used);
    requires same: nwidth(a) == nwidth(b) && ncount(a) == ncount(b);
    terminates \true;
    decreases 64 - 2 * used;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_EQUAL_FAILED;
    ensures result: PM_EQUAL_FAILED <= \result <= PM_EQUAL;
    ensures equal: \result == PM_EQUAL ==> node_within(a, b, used);
    ensures matches: \result == PM_EQUAL ==> matches(a, b, used);
    ensures unmatched: \result == PM_DIFFERENT ==> !matches(a, b, used); */
static enum pm_equal branch_equal(struct pm_host *host, struct pm_node *a, struct pm_node *b)
    /*@ ghost (uint32_t used) */ {
  struct pm_node *last_a = NULL, *last_b = NULL;
  uint32_t total = pm_slots(a->width);
  /*@ ghost uint32_t next = used + a->width; */
  /*@ assert next: next == used + nwidth(a) && total == pow2(nwidth(a)); */
  /*@ assert kids_a: \forall integer t; 0 <= t < total ==>
        wf(kid(a, t), next); */
  /*@ assert kids_b: \forall integer t; 0 <= t < total ==>
        wf(kid(b, t), next); */
  /*@ assert none: node_within(\null, \null, next) &&
        matches(\null, \null, next); */
  /*@ loop invariant heap: inv && failed_ == 0 && 0 <= s <= total;
      loop invariant within: \forall integer t; 0 <= t < s ==>
        node_within(kid(a, t), kid(b, t), next);
      loop invariant matches: \forall integer t; 0 <= t < s ==>
        matches(kid(a, t), kid(b, t), next);
      loop invariant first: s == 0 ==> last_a == \null && last_b == \null;
      loop invariant last: s > 0 ==> node_within(last_a, last_b, next);
      loop invariant twins: s > 0 ==> matches(last_a, last_b, next);
      loop assigns s, last_a, last_b, PM_WORLD, failed_;
      loop variant total - s; */
  for (uint32_t s = 0; s < total; s++) {
    struct pm_node *ka = pm_kid(a, s), *kb = pm_kid(b, s);
    /*@ assert a: ka == kid(a, s); */
    /*@ assert b: kb == kid(b, s); */
    if (ka == last_a && kb == last_b) {
      /*@ assert again: node_within(kid(a, s), kid(b, s), next); */
      /*@ assert twins: matches(kid(a, s), kid(b, s), next); */
      continue;
    }
    enum pm_equal outcome = pm_trie_equal(host, ka, kb) /*@ ghost(next) */;
    if (outcome != PM_EQUAL) return outcome;
    /*@ assert here: node_within(kid(a, s), kid(b, s), next); */
    last_a = ka;
    last_b = kb;
  }
  /*@ ghost lemma_branch_within(a, b, used, next); */
  return PM_EQUAL;
}

enum pm_equal pm_trie_equal(struct pm_host *host, struct pm_node *a, struct pm_node *b)
    /*@ ghost (uint32_t used) */ {
  /*@ assert self: a == b ==> node_within(a, b, used); */
  /*@ ghost lemma_matches_self(); */
  /*@ assert selves: self_matches(used); */
  /*@ assert alone: a == b ==> matches(a, b, used); */
  if (a == b) return PM_EQUAL;
  if (!a || !b || a->width != b->width || a->count != b->count) return PM_DIFFERENT;
  if (a->width != 0) return branch_equal(host, a, b) /*@ ghost(used) */;
  struct pm_entry *ae = pm_leaf_entries(a), *be = pm_leaf_entries(b);
  /*@ assert a: leaf_body(a, hashes(a), ae, ncount(a)); */
  /*@ assert b: leaf_body(b, hashes(b), be, ncount(b)); */
  /*@ assert held_a: held_body(hashes(a), ae, ncount(a)); */
  /*@ assert held_b: held_body(hashes(b), be, ncount(b)); */
  /*@ ghost lemma_body_within(); */
  /*@ assert has_a: \forall pm_object *k, *v;
        holds(a, used, k, v) <==> body_has(ae, ncount(a), k, v); */
  /*@ assert has_b: \forall pm_object *k, *v;
        holds(b, used, k, v) <==> body_has(be, ncount(a), k, v); */
  /*@ assert within: body_within(ae, be, ncount(a)) ==>
        node_within(a, b, used); */
  /*@ assert leaf: matches(a, b, used) <==>
        body_within(ae, be, ncount(a)); */
  return pm_body_equal(host, pm_leaf_hashes(a), ae, pm_leaf_hashes(b), be, a->count);
}

/*@ requires heap: inv && mlive(a) && mlive(b) && failed_ == 0;
    requires maps: map_ok(a) && map_ok(b);
    requires small: mform(a) == PM_SMALL || mform(b) == PM_SMALL;
    requires count: mcount(a) == mcount(b);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_EQUAL_FAILED;
    ensures result: PM_EQUAL_FAILED <= \result <= PM_EQUAL;
    ensures equal: \result == PM_EQUAL ==> map_equal(a, b);
    ensures different: \result == PM_DIFFERENT ==> !map_equal(a, b); */
static enum pm_equal bodies_equal(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  struct pm_body ba, bb;
  /* One is small, so both have at most PM_LEAF_MAX entries, in one body. */
  if (!pm_map_body(a, &ba) || !pm_map_body(b, &bb)) {
    /*@ assert never: \false; */
    return PM_DIFFERENT;
  }
  /*@ ghost lemma_map_within(a, b, ba.entry, bb.entry, ba.n); */
  return pm_body_equal(host, ba.hash, ba.entry, bb.hash, bb.entry, ba.n);
}

enum pm_equal pm_equal(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  /*@ ghost lemma_matches_self(); */
  /*@ assert selves: self_matches(0); */
  /*@ assert root: mform(a) != PM_SMALL ==> matches(mroot(a), mroot(a), 0); */
  /*@ assert within: map_within(a, a); */
  /*@ assert self: a == b ==> map_equal(a, b) && map_matches(a, b); */
  if (a == b) return PM_EQUAL;
  if (a->count != b->count) return PM_DIFFERENT;
  /*@ assert small: mform(a) == PM_SMALL || mform(b) == PM_SMALL ==>
        (map_matches(a, b) <==> map_equal(a, b)); */
  if (a->form != PM_TRIE || b->form != PM_TRIE) return bodies_equal(host, a, b);
  /*@ assert tries: map_matches(a, b) <==> matches(mroot(a), mroot(b), 0); */
  /*@ assert contents: node_within(mroot(a), mroot(b), 0) ==>
        map_equal(a, b); */
  return pm_trie_equal(host, pm_root(a), pm_root(b)) /*@ ghost(0) */;
}
