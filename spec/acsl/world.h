/* The world the core runs in: where its objects lie, and who holds references.
 *
 * Every node, map, hash array, entry array and child array lies in one of five
 * ghost arrays (scratch in a sixth). So a hook that may run any code can say that it assigns all of
 * them, and a caller's local variables stay outside. What survives is what inv
 * (content.h) says about the nodes and maps that are live. */
#ifndef PM_WORLD_H
#define PM_WORLD_H

#define PM_HEAP_SIZE 1000000000
//@ ghost extern struct pm_node heap_node[PM_HEAP_SIZE];
//@ ghost extern struct pm_map heap_map[PM_HEAP_SIZE];
//@ ghost extern uint32_t heap_hash[PM_HEAP_SIZE];
//@ ghost extern struct pm_entry heap_entry[PM_HEAP_SIZE];
//@ ghost extern pm_child heap_child[PM_HEAP_SIZE];
//@ ghost extern struct pm_item heap_scratch[PM_HEAP_SIZE];
/* What pm_items_alloc returns: no hook writes there. */
//@ ghost extern struct pm_item heap_items[PM_HEAP_SIZE];
#define PM_SCRATCH heap_items[..]
//@ ghost extern char *world_;

/* What arbitrary code may change: everything but our own accounts. */
#define PM_WORLD                                                               \
  world_, heap_node[..], heap_map[..], heap_hash[..], heap_entry[..],          \
    heap_child[..]

/*@ axiomatic Places {
      logic integer node_index(struct pm_node *p);
      logic integer map_index(struct pm_map *p);
      logic integer hash_index(uint32_t *p);
      logic integer entry_index(struct pm_entry *p);
      logic integer child_index(pm_child *p);
      logic integer item_index(struct pm_item *p);
    }
    predicate in_heap(integer i, integer n) = 0 <= i && i + n <= PM_HEAP_SIZE;
    predicate in_nodes(struct pm_node *p) =
      in_heap(node_index(p), 1) && p == &heap_node[node_index(p)] &&
      \base_addr(p) == \base_addr(&heap_node[0]);
    predicate in_maps(struct pm_map *p) =
      in_heap(map_index(p), 1) && p == &heap_map[map_index(p)] &&
      \base_addr(p) == \base_addr(&heap_map[0]);
    predicate in_hashes(uint32_t *p, integer n) =
      in_heap(hash_index(p), n) && p == &heap_hash[hash_index(p)] &&
      \base_addr(p) == \base_addr(&heap_hash[0]);
    predicate in_entries(struct pm_entry *p, integer n) =
      in_heap(entry_index(p), n) && p == &heap_entry[entry_index(p)] &&
      \base_addr(p) == \base_addr(&heap_entry[0]);
    predicate in_children(pm_child *p, integer n) =
      in_heap(child_index(p), n) && p == &heap_child[child_index(p)] &&
      \base_addr(p) == \base_addr(&heap_child[0]);
    predicate in_scratch(struct pm_item *p, integer n) =
      in_heap(item_index(p), n) && p == &heap_items[item_index(p)] &&
      \base_addr(p) == \base_addr(&heap_items[0]);
    predicate off_scratch(char *base) = base != \base_addr(&heap_items[0]);
    // memory of the caller: no code behind a hook can reach it
    // (its base address)
    predicate outside(char *base) =
      base != \base_addr(&heap_node[0]) && base != \base_addr(&heap_map[0]) &&
      base != \base_addr(&heap_hash[0]) &&
      base != \base_addr(&heap_entry[0]) &&
      base != \base_addr(&heap_child[0]) &&
      base != \base_addr(&heap_scratch[0]);
*/

/* Accounts: the references held by the running operation and its callers. What
 * other holders in the program hold is not counted; hooks cannot take ours. The
 * ghost tokens are pointers because WP's pointers are unbounded. */
//@ ghost extern char *node_refs_;
//@ ghost extern char *map_refs_;
//@ ghost extern char *object_refs_;
/*@ axiomatic Accounts {
      logic integer own{L}(struct pm_node *p) reads node_refs_;
      logic integer mown{L}(struct pm_map *p) reads map_refs_;
      logic integer oown{L}(pm_object *p) reads object_refs_;
      axiom own_nat{L}: \forall struct pm_node *p; own{L}(p) >= 0;
      axiom mown_nat{L}: \forall struct pm_map *p; mown{L}(p) >= 0;
      axiom oown_nat{L}: \forall pm_object *p; oown{L}(p) >= 0;
    }
    predicate own_same{L1,L2} =
      \forall struct pm_node *q; own{L2}(q) == own{L1}(q);
    // one more reference to a, one fewer to b (null: none)
    predicate own_move{L1,L2}(struct pm_node *a, struct pm_node *b) =
      \forall struct pm_node *q; own{L2}(q) == own{L1}(q) +
        (q == a && a != \null ? 1 : 0) - (q == b && b != \null ? 1 : 0);
    predicate own_plus{L1,L2}(struct pm_node *a) =
      \forall struct pm_node *q; own{L2}(q) == own{L1}(q) +
        (q == a && a != \null ? 1 : 0);
    predicate mown_same{L1,L2} =
      \forall struct pm_map *q; mown{L2}(q) == mown{L1}(q);
    predicate mown_plus{L1,L2}(struct pm_map *a) =
      \forall struct pm_map *q; mown{L2}(q) == mown{L1}(q) +
        (q == a && a != \null ? 1 : 0);
    // nothing of ours was given away
    predicate own_grows{L1,L2} =
      (\forall struct pm_node *q; own{L1}(q) <= own{L2}(q)) &&
      (\forall struct pm_map *q; mown{L1}(q) <= mown{L2}(q));
    predicate oown_same{L1,L2} =
      \forall pm_object *q; oown{L2}(q) == oown{L1}(q);
*/
#endif
