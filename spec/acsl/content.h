/* What published nodes and maps contain.
 *
 * A node's content is fixed when it is published, so it is described by logic
 * functions of its address alone: no label, no memory. The invariant inv says
 * that the memory of everything live still shows that content; every function
 * keeps it, and that is immutability.  */
#ifndef PM_CONTENT_H
#define PM_CONTENT_H

/*@ axiomatic Content {
      // arrays, by their address
      logic integer hash_at(uint32_t *h, integer i);
      logic pm_object *key_at(struct pm_entry *e, integer i);
      logic pm_object *value_at(struct pm_entry *e, integer i);
      // nodes
      logic integer ncount(struct pm_node *n);
      logic integer nwidth(struct pm_node *n); // 0: a leaf
      logic integer nflags(struct pm_node *n);
      logic struct pm_node *kid(struct pm_node *n, integer s);
      logic uint32_t *hashes(struct pm_node *n);
      logic struct pm_entry *entries(struct pm_node *n, integer count);
      logic pm_child *children(struct pm_node *n);
      // maps
      logic integer mcount(struct pm_map *m);
      logic integer mform(struct pm_map *m);
      logic integer mflags(struct pm_map *m);
      logic struct pm_node *mroot(struct pm_map *m);
      logic uint32_t *small_hashes(struct pm_map *m);
      logic struct pm_entry *small_entries(struct pm_map *m, integer count);
      logic pm_child *root_word(struct pm_map *m);
    }
    logic integer pow2(integer w) =
      w <= 0 ? 1 : w == 1 ? 2 : w == 2 ? 4 : w == 3 ? 8 : w == 4 ? 16 :
      w == 5 ? 32 : w == 6 ? 64 : w == 7 ? 128 : 256;
*/

/* ---- Live: held by us, or below what we hold ---- */

/* By its axioms; spec/laws/live.c defines it as reachability from the accounts
 * and proves them for that. */
/*@ predicate mlive{L}(struct pm_map *m) = m != \null && mown{L}(m) > 0;
    axiomatic Live {
      predicate live{L}(struct pm_node *p) reads node_refs_, map_refs_;
      axiom live_own{L}: \forall struct pm_node *p;
        p != \null ==> own{L}(p) > 0 ==> live{L}(p);
      axiom live_kid{L}: \forall struct pm_node *p, integer s;
        live{L}(p) ==> nwidth(p) != 0 ==> 0 <= s < pow2(nwidth(p)) ==>
        kid(p, s) != \null ==> live{L}(kid(p, s));
      axiom live_root{L}: \forall struct pm_map *m;
        mlive{L}(m) ==> mform(m) == PM_TRIE ==> mroot(m) != \null ==>
        live{L}(mroot(m));
      axiom live_mono{L1,L2}: own_grows{L1,L2} ==>
        \forall struct pm_node *p; live{L1}(p) ==> live{L2}(p);
    }
*/

/* ---- Memory shows the content ---- */

/*@ // a body's arrays: where they may be; what they show
    predicate body_there(uint32_t *h, struct pm_entry *e, integer n) =
      in_hashes(h, n) && in_entries(e, n);
    predicate hash_shows{L}(uint32_t *h, integer n) =
      \forall integer i; 0 <= i < n ==> \at(h[i], L) == hash_at(h, i);
    predicate key_shows{L}(struct pm_entry *e, integer n) =
      \forall integer i; 0 <= i < n ==> \at(e[i].key, L) == key_at(e, i);
    predicate value_shows{L}(struct pm_entry *e, integer n) =
      \forall integer i; 0 <= i < n ==>
        \at(e[i].value, L) == value_at(e, i);
    predicate body_shows{L}(uint32_t *h, struct pm_entry *e, integer n) =
      body_there(h, e, n) && hash_shows{L}(h, n) && key_shows{L}(e, n) &&
      value_shows{L}(e, n);
    predicate kids_show{L}(struct pm_node *p) =
      \forall integer s; 0 <= s < pow2(nwidth(p)) ==>
         \at(children(p)[s], L) == kid(p, s);
    // the same for everything live, one predicate for each kind of memory
    predicate all_there{L} =
      (\forall struct pm_node *p; live{L}(p) ==>
         p != \null && in_nodes(p) && 0 <= nwidth(p) <= 5) &&
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) == 0 ==>
         body_there(hashes(p), entries(p, ncount(p)), ncount(p))) &&
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) != 0 ==>
         in_children(children(p), pow2(nwidth(p)))) &&
      (\forall struct pm_map *m; mlive{L}(m) ==>
         in_maps(m) && PM_SMALL <= mform(m) <= PM_TRIE) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_SMALL ==>
         body_there(small_hashes(m), small_entries(m, mcount(m)),
                    mcount(m))) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_TRIE ==>
         in_children(root_word(m), 1));
    predicate all_counts{L} =
      (\forall struct pm_node *p; live{L}(p) ==>
         \at(p->count, L) == ncount(p)) &&
      (\forall struct pm_map *m; mlive{L}(m) ==>
         \at(m->count, L) == mcount(m));
    predicate all_heads{L} =
      (\forall struct pm_node *p; live{L}(p) ==>
         \at(p->width, L) == nwidth(p) && \at(p->flags, L) == nflags(p)) &&
      (\forall struct pm_map *m; mlive{L}(m) ==>
         \at(m->form, L) == mform(m) && \at(m->flags, L) == mflags(m));
    predicate all_hashes{L} =
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) == 0 ==>
         hash_shows{L}(hashes(p), ncount(p))) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_SMALL ==>
         hash_shows{L}(small_hashes(m), mcount(m)));
    predicate all_keys{L} =
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) == 0 ==>
         key_shows{L}(entries(p, ncount(p)), ncount(p))) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_SMALL ==>
         key_shows{L}(small_entries(m, mcount(m)), mcount(m)));
    predicate all_values{L} =
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) == 0 ==>
         value_shows{L}(entries(p, ncount(p)), ncount(p))) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_SMALL ==>
         value_shows{L}(small_entries(m, mcount(m)), mcount(m)));
    predicate all_kids{L} =
      (\forall struct pm_node *p; live{L}(p) ==> nwidth(p) != 0 ==>
         kids_show{L}(p)) &&
      (\forall struct pm_map *m; mlive{L}(m) ==> mform(m) == PM_TRIE ==>
         \at(*root_word(m), L) == mroot(m));
    predicate inv{L} =
      all_there{L} && all_counts{L} && all_heads{L} && all_hashes{L} &&
      all_keys{L} && all_values{L} && all_kids{L};
    // one node, one map
    predicate node_shows{L}(struct pm_node *p) =
      p->count == ncount(p) && p->width == nwidth(p) &&
      p->flags == nflags(p) &&
      (nwidth(p) == 0 ==>
         hash_shows{L}(hashes(p), ncount(p)) &&
         key_shows{L}(entries(p, ncount(p)), ncount(p)) &&
         value_shows{L}(entries(p, ncount(p)), ncount(p))) &&
      (nwidth(p) != 0 ==> kids_show{L}(p));
    predicate map_shows{L}(struct pm_map *m) =
      m->count == mcount(m) && m->form == mform(m) &&
      m->flags == mflags(m) &&
      (mform(m) == PM_SMALL ==>
         hash_shows{L}(small_hashes(m), mcount(m)) &&
         key_shows{L}(small_entries(m, mcount(m)), mcount(m)) &&
         value_shows{L}(small_entries(m, mcount(m)), mcount(m))) &&
      (mform(m) == PM_TRIE ==> \at(*root_word(m), L) == mroot(m));
*/

/* ---- Bodies of live leaves and small maps ---- */

/*@ // the first n entries of p's body are at h and e
    predicate leaf_body{L}(struct pm_node *p, uint32_t *h,
                           struct pm_entry *e, integer n) =
      live{L}(p) && nwidth(p) == 0 && n <= ncount(p) && h == hashes(p) &&
      e == entries(p, ncount(p));
    predicate small_body{L}(struct pm_map *m, uint32_t *h,
                            struct pm_entry *e, integer n) =
      mlive{L}(m) && mform(m) == PM_SMALL && n <= mcount(m) &&
      h == small_hashes(m) && e == small_entries(m, mcount(m));
    // a block of its own (all in it is proved): so its lemmas go only to
    // goals that speak of it
    axiomatic Held {
      // the body of something live (or none at all): its content is fixed
      predicate held_body{L}(uint32_t *h, struct pm_entry *e, integer n) =
        n == 0 ||
        (\exists struct pm_node *p; leaf_body{L}(p, h, e, n)) ||
        (\exists struct pm_map *m; small_body{L}(m, h, e, n));
      lemma held_part{L}:
        \forall uint32_t *h, struct pm_entry *e, integer n, m;
        0 <= m <= n ==> held_body{L}(h, e, n) ==> held_body{L}(h, e, m);
      lemma held_shows{L}: \forall uint32_t *h, struct pm_entry *e, integer n;
        inv{L} ==> held_body{L}(h, e, n) ==> n > 0 ==> body_shows{L}(h, e, n);
      predicate held_entries{L}(struct pm_entry *e, integer n) =
        \exists uint32_t *h; held_body{L}(h, e, n);
      lemma held_entry{L}: \forall struct pm_entry *e, integer n;
        inv{L} ==> held_entries{L}(e, n) ==> n > 0 ==>
        in_entries(e, n) && key_shows{L}(e, n) && value_shows{L}(e, n);
    }
*/

/* ---- A block that is being filled ---- */

/* Allocation gives a node that was never published; publication uses that up,
 * and no contract gives it back: the content of a node is fixed once. */
/*@ axiomatic Publication {
      predicate unpublished{L}(struct pm_node *n) reads node_refs_;
    } */

/*@ // a cell of no live array
    predicate fresh_hash{L}(uint32_t *c) =
      \base_addr(c) == \base_addr(&heap_hash[0]) && \valid{L}(c) &&
      (\forall struct pm_node *p, integer j;
         live{L}(p) && nwidth(p) == 0 && 0 <= j < ncount(p) ==>
         c != hashes(p) + j) &&
      (\forall struct pm_map *m, integer j;
         mlive{L}(m) && mform(m) == PM_SMALL && 0 <= j < mcount(m) ==>
         c != small_hashes(m) + j);
    predicate apart(struct pm_entry *c, struct pm_entry *d) =
      &c->key != &d->key && &c->key != &d->value &&
      &c->value != &d->key && &c->value != &d->value;
    predicate fresh_entry{L}(struct pm_entry *c) =
      \base_addr(c) == \base_addr(&heap_entry[0]) && \valid{L}(c) &&
      (\forall struct pm_node *p, integer j;
         live{L}(p) && nwidth(p) == 0 && 0 <= j < ncount(p) ==>
         apart(c, entries(p, ncount(p)) + j)) &&
      (\forall struct pm_map *m, integer j;
         mlive{L}(m) && mform(m) == PM_SMALL && 0 <= j < mcount(m) ==>
         apart(c, small_entries(m, mcount(m)) + j));
    predicate fresh_child{L}(pm_child *c) =
      \base_addr(c) == \base_addr(&heap_child[0]) && \valid{L}(c) &&
      (\forall struct pm_node *p, integer j;
         live{L}(p) && nwidth(p) != 0 && 0 <= j < pow2(nwidth(p)) ==>
         c != children(p) + j) &&
      (\forall struct pm_map *m;
         mlive{L}(m) && mform(m) == PM_TRIE ==> c != root_word(m));
    // a block of its own for the same reason as Held
    axiomatic Fresh {
      predicate fresh_body{L}(uint32_t *h, struct pm_entry *e, integer n) =
        body_there(h, e, n) &&
        (\forall integer i; 0 <= i < n ==> fresh_hash{L}(h + i)) &&
        (\forall integer i; 0 <= i < n ==> fresh_entry{L}(e + i));
      lemma fresh_part{L}:
        \forall uint32_t *h, struct pm_entry *e, integer n, m;
        0 <= m <= n ==> fresh_body{L}(h, e, n) ==> fresh_body{L}(h, e, m);
    }
    predicate fresh_children{L}(pm_child *c, integer n) =
      in_children(c, n) &&
      (\forall integer i; 0 <= i < n ==> fresh_child{L}(c + i));
    predicate fresh_node{L}(struct pm_node *n) =
      n != \null && in_nodes(n) && !live{L}(n) && own{L}(n) == 0 &&
      unpublished{L}(n);
    predicate fresh_map{L}(struct pm_map *n) =
      n != \null && in_maps(n) && !mlive{L}(n);
*/

/* ---- Contents compared: pure ---- */

/*@ predicate leaf_of(struct pm_node *p, integer n) =
      p != \null && nwidth(p) == 0 && ncount(p) == n;
    predicate same_at(uint32_t *h, struct pm_entry *e, integer i,
                      uint32_t *h2, struct pm_entry *e2, integer j) =
      hash_at(h, i) == hash_at(h2, j) && key_at(e, i) == key_at(e2, j) &&
      value_at(e, i) == value_at(e2, j);
    // the first n entries of two bodies are the same
    predicate same_body(uint32_t *h, struct pm_entry *e, uint32_t *h2,
                        struct pm_entry *e2, integer n) =
      \forall integer i; 0 <= i < n ==> same_at(h, e, i, h2, e2, i);
    // ... but for the value of entry i, which is v in the second
    predicate body_set(uint32_t *h, struct pm_entry *e, uint32_t *h2,
                       struct pm_entry *e2, integer n, integer i,
                       pm_object *v) =
      (\forall integer j; 0 <= j < n && j != i ==>
         same_at(h, e, j, h2, e2, j)) &&
      hash_at(h2, i) == hash_at(h, i) && key_at(e2, i) == key_at(e, i) &&
      value_at(e2, i) == v;
    // ... but for entry i, whose place the last one takes
    predicate body_cut(uint32_t *h, struct pm_entry *e, uint32_t *h2,
                       struct pm_entry *e2, integer n, integer i) =
      (\forall integer j; 0 <= j < n - 1 && j != i ==>
         same_at(h, e, j, h2, e2, j)) &&
      (i < n - 1 ==> same_at(h, e, n - 1, h2, e2, i));
    predicate body_last(uint32_t *h, struct pm_entry *e, integer n,
                        integer hash, pm_object *k, pm_object *v) =
      hash_at(h, n) == hash && key_at(e, n) == k && value_at(e, n) == v;
    // a body is a sequence of items
    predicate body_is{L}(uint32_t *h, struct pm_entry *e, struct pm_item *t,
                         integer n) =
      \forall integer i; 0 <= i < n ==>
        hash_at(h, i) == \at(t[i].hash, L) &&
        key_at(e, i) == \at(t[i].key, L) &&
        value_at(e, i) == \at(t[i].value, L);
*/
#endif
