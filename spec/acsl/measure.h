/* What pm_map_measure counts: sums over the nodes of a trie, each child once a
 * run of slots. Beside another trie, what lies at the same place there is left
 * out with all below it, and so is a leaf that is where its hash leads there. */
#ifndef PM_MEASURE_H
#define PM_MEASURE_H

/*@ // what to sum: 0 nodes, 1 nodes with flags, 2 bytes
    logic integer worth(integer what, struct pm_node *n) =
      what == 0 ? 1 : what == 1 ? (nflags(n) != 0 ? 1 : 0) :
      nwidth(n) == 0 ? leaf_bytes(ncount(n)) : branch_bytes(nwidth(n));
    // the leaf (or nothing) that h leads to
    logic struct pm_node *leaf_at(struct pm_node *n, integer used,
                                  integer h) =
      n == \null || nwidth(n) <= 0 || used + nwidth(n) > 32 ? n :
        leaf_at(kid(n, slot(h, used, nwidth(n))), used + nwidth(n), h);
    // x and n by itself, beside the trie below root; as C adds sizes: modulo
    // their range
    logic integer plus_node(integer what, integer x, struct pm_node *n,
                            struct pm_node *root) =
      nwidth(n) == 0 && leaf_at(root, 0, hash_at(hashes(n), 0)) == n ? x :
        (size_t)(x + worth(what, n));
    // what o, the node beside n, has beside the child under slot s
    logic struct pm_node *opposite(struct pm_node *n, struct pm_node *o,
                                 integer s) =
      o == \null || nwidth(o) == 0 || nwidth(o) != nwidth(n) ?
        (struct pm_node *)\null : kid(o, s);
    // x and all below the children of n whose first slot is before s
    logic integer plus_kids(integer what, integer x, struct pm_node *n,
                            struct pm_node *o, struct pm_node *root,
                            integer used, integer s) =
      nwidth(n) <= 0 || used + nwidth(n) > 32 || s <= 0 ? x :
      kid(n, s - 1) == \null || (s > 1 && kid(n, s - 2) == kid(n, s - 1)) ||
      kid(n, s - 1) == opposite(n, o, s - 1) ?
        plus_kids(what, x, n, o, root, used, s - 1) :
        plus_kids(what,
          plus_node(what, plus_kids(what, x, n, o, root, used, s - 1),
                    kid(n, s - 1), root),
          kid(n, s - 1), opposite(n, o, s - 1), root, used + nwidth(n),
          pow2(nwidth(kid(n, s - 1))));
    logic integer plus(integer what, integer x, struct pm_node *n,
                       struct pm_node *o, struct pm_node *root,
                       integer used) =
      n == \null || n == o ? x :
        plus_kids(what, plus_node(what, x, n, root), n, o, root, used,
                  pow2(nwidth(n)));
    // a map beside the trie below root
    logic integer map_sum(integer what, struct pm_map *m,
                          struct pm_node *root) =
      mform(m) == PM_SMALL ? (what == 2 ? small_bytes(mcount(m)) : 0) :
        plus(what, what == 2 ? trie_bytes : 0, mroot(m), root, root, 0);
    logic struct pm_node *root_of(struct pm_map *m) =
      mform(m) == PM_TRIE ? mroot(m) : (struct pm_node *)\null;
*/
#endif
