/* What the proof trusts every host to do. Arbitrary code may run behind the
 * hooks that assign PM_WORLD: it may change any memory of nodes and maps, but
 * inv holds again when it returns, and our accounts are its business only as
 * far as the contract says. */
#ifndef PM_HOOK_CONTRACTS_H
#define PM_HOOK_CONTRACTS_H

/* Set when a hook fails: core may fail only then. */
//@ ghost extern int failed_;

/* ---- Objects ---- */

/*@ terminates \true; assigns object_refs_;
    ensures \forall pm_object *o;
      oown(o) == oown{Pre}(o) + (o == object ? 1 : 0); */
void pm_object_retain(struct pm_host *host, pm_object *object);

/*@ requires inv && oown(object) >= 1;
    terminates \true; assigns PM_WORLD, object_refs_;
    ensures inv;
    ensures \forall pm_object *o;
      oown(o) == oown{Pre}(o) - (o == object ? 1 : 0); */
void pm_object_release(struct pm_host *host, pm_object *object);

/* May change while other code runs. */
/*@ axiomatic Flags {
      logic integer object_flags{L}(pm_object *o) reads world_;
    } */
/*@ terminates \true; assigns \nothing;
    ensures 0 <= \result <= 255 && \result == object_flags(object); */
uint32_t pm_object_flags(struct pm_host *host, pm_object *object);

/*@ requires inv;
    terminates \true; assigns PM_WORLD, failed_;
    ensures inv;
    ensures \result == 1 || \result == 0 || \result == -1;
    ensures \result == 1 ==> KeyEq(stored, given);
    ensures \result == 0 ==> !KeyEq(stored, given);
    ensures failed_ == (\result == -1 ? 1 : \old(failed_)); */
int pm_key_eq(struct pm_host *host, pm_object *stored, pm_object *given);

/*@ requires inv;
    terminates \true; assigns PM_WORLD, failed_;
    ensures inv;
    ensures \result == 1 || \result == 0 || \result == -1;
    ensures \result == 1 ==> ValueEq(a, b);
    ensures \result == 0 ==> !ValueEq(a, b);
    ensures same: a == b ==> \result != 0;
    ensures failed_ == (\result == -1 ? 1 : \old(failed_)); */
int pm_value_eq(struct pm_host *host, pm_object *a, pm_object *b);

/* ---- Nodes ---- */

/*@ requires inv;
    terminates \true; assigns PM_WORLD, failed_;
    ensures inv;
    ensures failed_ == (\result == \null ? 1 : \old(failed_));
    ensures fresh: \result == \null || fresh_node(\result);
    ensures leaf: \result != \null ==> \forall integer n;
      0 <= n <= PM_COUNT_MAX && bytes == leaf_bytes(n) ==>
      fresh_body(hashes(\result), entries(\result, n), n);
    ensures branch: \result != \null ==> \forall integer w;
      1 <= w <= 5 && bytes == branch_bytes(w) ==>
      fresh_children(children(\result), pow2(w)); */
struct pm_node *pm_node_alloc(struct pm_host *host, size_t bytes,
                              uint32_t flags);

/* The logic functions of content.h are by definition what the memory holds at
 * this moment. The references that the content names pass to the node. */
/*@ requires inv && fresh_node(node) && 0 <= node->width <= 5;
    requires leaf: node->width == 0 ==> node->count >= 1 &&
      fresh_body(hashes(node), entries(node, node->count), node->count);
    requires held: node->width == 0 ==>
      refs_owned(entries(node, node->count), node->count);
    requires branch: node->width != 0 ==>
      fresh_children(children(node), pow2(node->width)) &&
      slots_live(children(node), 0, pow2(node->width));
    requires kids: node->width != 0 ==>
      runs_owned(children(node), 0, pow2(node->width));
    terminates \true; assigns node_refs_, object_refs_;
    ensures inv;
    ensures shows: node_shows(node);
    ensures once: !unpublished(node);
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) +
      (q == node ? 1 : 0) -
      (node->width == 0 ? 0 :
         runs(children(node), 0, 0, pow2(node->width), q));
    ensures oown: \forall pm_object *o; oown(o) == oown{Pre}(o) -
      (node->width != 0 ? 0 :
         refs(entries(node, node->count), 0, node->count, o)); */
void pm_node_publish(struct pm_host *host, struct pm_node *node);

/*@ requires inv && live(node);
    terminates \true; assigns node_refs_;
    ensures inv;
    ensures same: \forall struct pm_node *p; live(p) <==> live{Pre}(p);
    ensures rest: \forall struct pm_node *p;
      unpublished(p) <==> unpublished{Pre}(p);
    ensures own_plus{Pre,Post}(node); */
void pm_node_retain(struct pm_host *host, struct pm_node *node);

/*@ requires inv && node != \null && own(node) >= 1;
    terminates \true; assigns PM_WORLD, node_refs_;
    ensures inv;
    ensures own_move{Pre,Post}(\null, node); */
void pm_node_release(struct pm_host *host, struct pm_node *node);

/* ---- Maps ---- */

/*@ requires inv;
    terminates \true; assigns PM_WORLD, failed_;
    ensures inv;
    ensures failed_ == (\result == \null ? 1 : \old(failed_));
    ensures fresh: \result == \null || fresh_map(\result);
    ensures small: \result != \null ==> \forall integer n;
      0 <= n <= PM_COUNT_MAX && bytes == small_bytes(n) ==>
      fresh_body(small_hashes(\result), small_entries(\result, n), n);
    ensures trie: \result != \null && bytes == trie_bytes ==>
      fresh_children(root_word(\result), 1); */
struct pm_map *pm_map_alloc(struct pm_host *host, size_t bytes,
                            uint32_t flags);

/*@ requires inv && fresh_map(map) && 0 <= map->form <= 1;
    requires small: map->form == PM_SMALL ==> fresh_body(
      small_hashes(map), small_entries(map, map->count), map->count);
    requires held: map->form == PM_SMALL ==>
      refs_owned(small_entries(map, map->count), map->count);
    requires trie: map->form == PM_TRIE ==>
      fresh_children(root_word(map), 1) && slots_live(root_word(map), 0, 1);
    requires root: map->form == PM_TRIE ==>
      runs_owned(root_word(map), 0, 1);
    terminates \true; assigns map_refs_, node_refs_, object_refs_;
    ensures inv;
    ensures shows: map_shows(map);
    ensures mown: mown_plus{Pre,Post}(map);
    ensures own: \forall struct pm_node *q; own(q) == own{Pre}(q) -
      (map->form == PM_SMALL ? 0 : runs(root_word(map), 0, 0, 1, q));
    ensures oown: \forall pm_object *o; oown(o) == oown{Pre}(o) -
      (map->form != PM_SMALL ? 0 :
         refs(small_entries(map, map->count), 0, map->count, o)); */
void pm_map_publish(struct pm_host *host, struct pm_map *map);

/* ---- Scratch ---- */

/*@ requires inv && 1 <= n <= 2 * PM_COUNT_MAX;
    terminates \true; assigns failed_;
    ensures failed_ == (\result == \null ? 1 : \old(failed_));
    ensures \result == \null || (\valid(\result + (0 .. n - 1)) &&
      in_scratch(\result, n)); */
struct pm_item *pm_items_alloc(struct pm_host *host, size_t n);

/*@ requires in_scratch(items, 0);
    terminates \true; assigns \nothing; */
void pm_items_free(struct pm_host *host, struct pm_item *items);

#endif
