/* Maps of either form as mathematical maps, over their pure content. */
#ifndef PM_MAP_VIEW_H
#define PM_MAP_VIEW_H

/*@ predicate small_of(struct pm_map *m, integer n) =
      m != \null && mform(m) == PM_SMALL && mcount(m) == n;
    predicate small_live{L}(struct pm_map *m) =
      mlive{L}(m) && mform(m) == PM_SMALL;
    predicate small_has(struct pm_map *m, pm_object *k, pm_object *v) =
      body_has(small_entries(m, mcount(m)), mcount(m), k, v);
    // a look-up of k in m finds v
    predicate map_has(struct pm_map *m, pm_object *k, pm_object *v) =
      (mform(m) == PM_SMALL ==> small_has(m, k, v)) &&
      (mform(m) != PM_SMALL ==> holds(mroot(m), 0, k, v));
    predicate map_lacks(struct pm_map *m, pm_object *k) =
      \forall pm_object *v; !map_has(m, k, v);
    predicate small_ok(struct pm_map *m) =
      mcount(m) <= PM_LEAF_MAX &&
      body_ok(small_hashes(m), small_entries(m, mcount(m)), mcount(m));
    predicate trie_ok(struct pm_map *m) =
      mcount(m) == total(mroot(m)) && wf(mroot(m), 0);
    predicate map_ok(struct pm_map *m) =
      (mform(m) == PM_SMALL ==> small_ok(m)) &&
      (mform(m) != PM_SMALL ==> trie_ok(m));
    // r is m with k bound to v; without k
    predicate map_updated(struct pm_map *m, struct pm_map *r, pm_object *k,
                          pm_object *v) =
      \forall pm_object *k2, *v2; map_has(r, k2, v2) <==>
        (KeyEq(k, k2) ? v2 == v : map_has(m, k2, v2));
    predicate map_removed(struct pm_map *m, struct pm_map *r,
                          pm_object *k) =
      \forall pm_object *k2, *v2; map_has(r, k2, v2) <==>
        (!KeyEq(k, k2) && map_has(m, k2, v2));
*/

/* ---- The end of a node ---- */

/*@ // the references of a dying branch are ours, and one to itself
    predicate kids_owned{L}(struct pm_node *n) =
      \forall struct pm_node *q; own{L}(q) >= (q == n ? 1 : 0) +
        runs{L}(children(n), 0, 0, pow2(nwidth(n)), q);
*/

/* ---- Writing a result ---- */

/*@ // an address that is in no live entry, by its base
    predicate off_entries{L}(char *base) =
      (\forall struct pm_node *p, integer j;
         live{L}(p) && nwidth(p) == 0 && 0 <= j < ncount(p) ==>
         \base_addr(&entries(p, ncount(p))[j].key) != base &&
         \base_addr(&entries(p, ncount(p))[j].value) != base) &&
      (\forall struct pm_map *m, integer j;
         mlive{L}(m) && mform(m) == PM_SMALL && 0 <= j < mcount(m) ==>
         \base_addr(&small_entries(m, mcount(m))[j].key) != base &&
         \base_addr(&small_entries(m, mcount(m))[j].value) != base);
*/
#endif
