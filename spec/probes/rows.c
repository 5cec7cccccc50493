/* Probes written by hand: the axioms alone, states of the heap, and calls in a row. None of the
 * checks may be proved; spec/probe.py runs them. The assertions are taken as they are: if one
 * were false, the checks behind it would be proved, and that is a complaint. */

void probe_axioms(pm_object *a, pm_object *b, struct pm_node *n, struct pm_map *m) {
  /*@ check never: \false; */
}

/*@ requires inv && failed_ == 0; */
void probe_inv(void) {
  /*@ check never: \false; */
}

/* A leaf, a branch over it and a map over that, all held, entries with equal hashes. */
/*@ requires inv && failed_ == 0;
    requires own(leaf) == 1 && nwidth(leaf) == 0 && ncount(leaf) == 2;
    requires hash_at(hashes(leaf), 0) == hash_at(hashes(leaf), 1);
    requires body_ok(hashes(leaf), entries(leaf, 2), 2);
    requires own(branch) == 2 && nwidth(branch) == 1 && ncount(branch) == 3;
    requires kid(branch, 0) == leaf && kid(branch, 1) == \null;
    requires mlive(trie) && mform(trie) == PM_TRIE && mroot(trie) == branch;
    requires mlive(small) && mform(small) == PM_SMALL && mcount(small) == 1; */
void probe_heap(struct pm_node *leaf, struct pm_node *branch, struct pm_map *trie,
                struct pm_map *small) {
  /*@ check never: \false; */
}

/* Nothing is held at all. */
/*@ requires inv && failed_ == 0;
    requires \forall struct pm_node *n; own(n) == 0 && !live(n);
    requires \forall struct pm_map *m; mown(m) == 0;
    requires \forall pm_object *o; oown(o) == 0; */
void probe_nothing_held(void) {
  /*@ check never: \false; */
}

/* The sizes are those of the real layout, by which some leaf and branch are of one size. */
/*@ requires inv && failed_ == 0;
    requires \forall integer n; leaf_bytes(n) == 8 + (n + 1) / 2 * 8 + 16 * n;
    requires \forall integer w; branch_bytes(w) == 8 + 8 * pow2(w);
    requires \forall integer n; small_bytes(n) == 8 + (n + 1) / 2 * 8 + 16 * n;
    requires trie_bytes == 16; */
void probe_sizes(struct pm_host *host) {
  struct pm_node *node = pm_node_alloc(host, pm_leaf_bytes(3), 0);
  struct pm_map *map = pm_map_alloc(host, pm_trie_bytes(), 0);
  /*@ check never_leaf: node != \null ==> \false; */
  /*@ check never_map: node != \null ==> map != \null ==> \false; */
}

/* A leaf of one entry, as leaf.c makes it. */
/*@ requires inv && oown(o) >= 2;
    assigns PM_WORLD, failed_, node_refs_, object_refs_;
    ensures inv && (\result == \null ==> own_same{Pre,Post});
    ensures \result != \null ==> leaf_of(\result, 1) &&
      hash_at(hashes(\result), 0) == h && own_plus{Pre,Post}(\result); */
static struct pm_node *leaf_made(struct pm_host *host, uint32_t h, pm_object *o);

/* Two nodes, of which the first is gone by then: the address may be the same. */
/*@ requires inv && failed_ == 0 && oown(o) >= 4; */
void probe_reuse(struct pm_host *host, pm_object *o) {
  struct pm_node *first = leaf_made(host, 1, o);
  if (!first) return;
  pm_node_release(host, first);
  /*@ check never_freed: \false; */
  struct pm_node *second = leaf_made(host, 2, o);
  /*@ check never_failed: second == \null ==> \false; */
  /*@ check never_made: second != \null ==> \false; */
  /*@ check never_same: second == first; */
}

/* The same node published a second time, after it was released. */
/*@ requires inv && failed_ == 0 && oown(o) >= 2;
    requires own(leaf) == 0 && fresh_node(leaf) && leaf->width == 0;
    requires leaf->count == 1;
    requires fresh_body(hashes(leaf), entries(leaf, 1), 1);
    requires refs_owned(entries(leaf, 1), 1); */
void probe_twice(struct pm_host *host, struct pm_node *leaf, pm_object *o) {
  pm_node_publish(host, leaf);
  /*@ check never_published: \false; */
  /*@ check never_still_fresh: fresh_node(leaf); */
  /*@ assert held: own(leaf) == 1 && live(leaf); */
  pm_node_release(host, leaf);
  /*@ assert gone: own(leaf) == 0; */
  /*@ assert fewer: own_grows{Here,Pre} ==> !live(leaf); */
  /*@ check never_fresh: fresh_node(leaf); */
  /*@ check never_live: live(leaf); */
  /*@ check never_back: unpublished(leaf); */
}

/* Equality answers, fails, answers; any code ran. */
/*@ requires inv && failed_ == 0 && live(leaf) && nwidth(leaf) == 0;
    requires ncount(leaf) == 1; */
void probe_equality(struct pm_host *host, struct pm_node *leaf, pm_object *key) {
  struct pm_entry *entry = pm_leaf_entries(leaf);
  int first = pm_key_eq(host, entry[0].key, key);
  int second = pm_key_eq(host, entry[0].key, key);
  /*@ check never_equal: first == 1 && second == 1 ==> \false; */
  /*@ check never_fails: first == 0 && second == -1 ==> \false; */
  /*@ check never_known: first == 1; */
  /*@ check never_decided: KeyEq(key, key_at(entries(leaf, 1), 0)); */
}

/* Two tries compared in both directions, by values that are equal in both: equal, or different. */
/*@ requires inv && failed_ == 0 && mlive(a) && mlive(b) && a != b;
    requires map_ok(a) && map_ok(b) && mform(a) == PM_TRIE;
    requires mform(b) == PM_TRIE && mcount(a) == 1000 && mcount(b) == 1000;
    requires values_symmetric && values_transitive; */
void probe_both_directions(struct pm_host *host, struct pm_map *a, struct pm_map *b) {
  enum pm_equal first = pm_equal(host, a, b);
  if (first == PM_EQUAL_FAILED) return;
  /*@ ghost
    if (first == PM_EQUAL) {
      lemma_maps_back(a, b);
      lemma_maps_on(a, b, a);
      lemma_matches_self();
    } */
  enum pm_equal second = pm_equal(host, b, a);
  /*@ check never_equal: first == PM_EQUAL && second == PM_EQUAL ==>
        \false; */
  /*@ check never_different: first == PM_DIFFERENT ==>
        second == PM_DIFFERENT ==> \false; */
}
