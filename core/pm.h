/* pm: a persistent hash map. The public interface of core/.
 *
 * Words used below:
 *   borrowed   the caller keeps its reference; core takes none
 *   owned      (of a result) the caller now holds one reference and must release it
 *   taken      (of an argument) core disposes of the caller's reference, even on failure
 *
 * Every function that can fail says so in its outcome: negative means failed, and only
 * failed. A failure comes from a hook (allocation or equality) and the host holds the
 * reason. On failure inputs are unchanged, outputs unwritten, nothing leaks.
 *
 * Hooks may run arbitrary code, so the caller must hold a reference to every map it
 * passes for the whole call. Maps and nodes never change once published; any number of
 * threads may read them.
 *
 * n is the number of entries, d <= PM_LEVELS + 1 the depth of the trie.
 */
#ifndef PM_H
#define PM_H

#include "types.h"

/* ---- Looking up ---- */

enum pm_found { PM_FIND_FAILED = -1, PM_ABSENT, PM_FOUND };

/* Looks up key, whose mixed hash is h. *value is borrowed from the map, written only
 * when PM_FOUND. Fails when pm_key_eq fails. O(d). */
/*@ requires heap: inv && mlive(map) && failed_ == 0;
    requires map_ok(map) && h == key_hash(key);
    requires out: \valid(value) && outside(\base_addr(value));
    terminates \true;
    assigns PM_WORLD, failed_, *value;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_FIND_FAILED;
    ensures result: PM_FIND_FAILED <= \result <= PM_FOUND;
    ensures found: \result == PM_FOUND ==> map_has(map, key, *value);
    ensures sole: \result == PM_FOUND ==>
      \forall pm_object *v; map_has(map, key, v) ==> v == *value;
    ensures absent: \result == PM_ABSENT ==> map_lacks(map, key);
    ensures kept: \result != PM_FOUND ==> *value == \old(*value); */
enum pm_found pm_find(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                      pm_object **value);

/* ---- One change ---- */

enum pm_with { PM_WITH_FAILED = -1, PM_SAME, PM_REPLACED, PM_ADDED };

/* *out = map with key bound to value, owned. PM_SAME: the key holds that very value
 * already; *out is not written. PM_REPLACED keeps the stored key object. key and value are
 * borrowed. Requires map->count < PM_COUNT_MAX. O(d * PM_FANOUT) copying. */
/*@ requires heap: inv && mlive(map) && failed_ == 0;
    requires map_ok(map) && mcount(map) < PM_COUNT_MAX;
    requires h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITH_FAILED;
    ensures result: PM_WITH_FAILED <= \result <= PM_ADDED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_SAME ==> *out == \old(*out);
    ensures made: \result > PM_SAME ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures same: \result == PM_SAME ==> map_has(map, key, value);
    ensures replaced: \result == PM_REPLACED ==>
      !map_lacks(map, key) && mcount(*out) == mcount(map);
    ensures added: \result == PM_ADDED ==>
      map_lacks(map, key) && mcount(*out) == mcount(map) + 1;
    ensures updated: \result > PM_SAME ==>
      map_updated(map, *out, key, value); */
enum pm_with pm_with(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                     pm_object *value, struct pm_map **out);

enum pm_without { PM_WITHOUT_FAILED = -1, PM_MISSING, PM_REMOVED };

/* *out = map without key, owned. PM_MISSING: there is no such key; *out is not written. */
/*@ requires heap: inv && mlive(map) && failed_ == 0;
    requires map_ok(map) && h == key_hash(key);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_WITHOUT_FAILED;
    ensures result: PM_WITHOUT_FAILED <= \result <= PM_REMOVED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MISSING ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MISSING ==> *out == \old(*out);
    ensures made: \result == PM_REMOVED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures missing: \result == PM_MISSING ==> map_lacks(map, key);
    ensures present: \result == PM_REMOVED ==>
      !map_lacks(map, key) && mcount(*out) == mcount(map) - 1;
    ensures removed: \result == PM_REMOVED ==>
      map_removed(map, *out, key); */
enum pm_without pm_without(struct pm_host *host, struct pm_map *map, uint32_t h, pm_object *key,
                           struct pm_map **out);

/* ---- Many changes ---- */

enum pm_built { PM_BUILD_FAILED = -1, PM_BUILT };

/* *out = the map of a sequence of n associations, owned; of equal keys the first key object
 * and the last value are kept. The items' references are taken (also on failure); the array
 * itself stays the caller's, its contents are undefined afterwards. If n > PM_LEAF_MAX it has
 * room for 2 * n items: the second half is scratch. form PM_SMALL: small when at most
 * PM_LEAF_MAX entries remain; PM_TRIE: a trie of any size. If n <= PM_LEAF_MAX, either is in the
 * order of the sequence. Requires n <= PM_COUNT_MAX. Every node is allocated once; O(n)
 * expected. */
/*@ requires heap: inv && failed_ == 0 && PM_SMALL <= form <= PM_TRIE;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n) && items_hashed(items, n);
    requires room: n > PM_LEAF_MAX ==> items_there(items, 2 * n);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out,
      items[0 .. 2 * n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n) && own_same{Pre,Post};
    ensures own: \result == PM_BUILT ==> *out != \null &&
      mown_plus{Pre,Post}(*out);
    ensures same: \result != PM_BUILT ==> mown_same{Pre,Post};
    ensures ok: \result == PM_BUILT ==> map_ok(*out) && mcount(*out) <= n &&
      (n > 0 ==> mcount(*out) > 0);
    ensures form: \result == PM_BUILT ==> (mform(*out) == PM_SMALL <==>
      form == PM_SMALL && mcount(*out) <= PM_LEAF_MAX);
    ensures has: \result == PM_BUILT ==> \forall pm_object *k, *v;
      map_has(*out, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
enum pm_built pm_build(struct pm_host *host, struct pm_item *items, uint32_t n,
                       enum pm_form form, struct pm_map **out);
/* The same for keys that are known to be different: none is compared. */
/*@ requires heap: inv && failed_ == 0 && PM_SMALL <= form <= PM_TRIE;
    requires items_there(items, n) && n <= PM_COUNT_MAX;
    requires items_owned(items, n);
    requires items_hashed(items, n) && items_distinct(items, n);
    requires room: n > PM_LEAF_MAX ==> items_there(items, 2 * n);
    requires out: \valid(out) && outside(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, failed_, map_refs_, node_refs_, object_refs_, *out,
      items[0 .. 2 * n - 1];
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_BUILD_FAILED;
    ensures result: PM_BUILD_FAILED <= \result <= PM_BUILT;
    ensures taken: items_minus{Pre,Post}(items, n) && own_same{Pre,Post};
    ensures own: \result == PM_BUILT ==> *out != \null &&
      mown_plus{Pre,Post}(*out);
    ensures same: \result != PM_BUILT ==> mown_same{Pre,Post};
    ensures ok: \result == PM_BUILT ==> map_ok(*out) && mcount(*out) == n;
    ensures form: \result == PM_BUILT ==> (mform(*out) == PM_SMALL <==>
      form == PM_SMALL && n <= PM_LEAF_MAX);
    ensures has: \result == PM_BUILT ==> \forall pm_object *k, *v;
      map_has(*out, k, v) <==> items_give{Pre}(items, 0, n, k, v); */
enum pm_built pm_build_distinct(struct pm_host *host, struct pm_item *items, uint32_t n,
                                enum pm_form form, struct pm_map **out);

enum pm_merged { PM_MERGE_FAILED = -1, PM_MERGE_SAME, PM_MERGED };

/* *out = a updated with b, owned: b's value wins, a's key object stays. PM_MERGE_SAME: that
 * is a itself; *out is not written. Subtrees to which one side contributes nothing are
 * shared, equal pointers are skipped. Requires a->count + b->count <= PM_COUNT_MAX.
 * O(nodes that differ). */
/*@ requires heap: inv && mlive(a) && mlive(b) && failed_ == 0;
    requires ok: map_ok(a) && map_ok(b);
    requires count: mcount(a) + mcount(b) <= PM_COUNT_MAX;
    requires out: \valid(out) && outside(\base_addr(out)) &&
      off_scratch(\base_addr(out));
    terminates \true;
    assigns PM_WORLD, PM_SCRATCH, failed_, map_refs_, node_refs_,
      object_refs_, *out;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_MERGE_FAILED;
    ensures result: PM_MERGE_FAILED <= \result <= PM_MERGED;
    ensures own: own_same{Pre,Post} && oown_same{Pre,Post};
    ensures kept: \result <= PM_MERGE_SAME ==> mown_same{Pre,Post};
    ensures unwritten: \result <= PM_MERGE_SAME ==> *out == \old(*out);
    ensures made: \result == PM_MERGED ==>
      *out != \null && mown_plus{Pre,Post}(*out) && map_ok(*out);
    ensures count: \result == PM_MERGED ==>
      mcount(a) <= mcount(*out) <= mcount(a) + mcount(b);
    ensures same: \result == PM_MERGE_SAME ==> map_merged(a, b, a);
    ensures merged: \result == PM_MERGED ==> map_merged(a, b, *out); */
enum pm_merged pm_merge(struct pm_host *host, struct pm_map *a, struct pm_map *b,
                        struct pm_map **out);

/* ---- Two maps ---- */

enum pm_equal { PM_EQUAL_FAILED = -1, PM_DIFFERENT, PM_EQUAL };

/* Whether both hold the same keys with values that pm_value_eq calls equal. O(nodes that
 * differ). Asks for no hash. */
/*@ requires heap: inv && mlive(a) && mlive(b) && failed_ == 0;
    requires maps: map_ok(a) && map_ok(b);
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_EQUAL_FAILED;
    ensures result: PM_EQUAL_FAILED <= \result <= PM_EQUAL;
    ensures self: a == b ==> \result == PM_EQUAL;
    ensures equal: \result == PM_EQUAL ==> map_equal(a, b);
    ensures different: \result == PM_DIFFERENT ==>
      (mform(a) == PM_SMALL || mform(b) == PM_SMALL ||
       mcount(a) != mcount(b)) ==> !map_equal(a, b);
    ensures matches: \result == PM_EQUAL ==> map_matches(a, b);
    ensures unmatched: \result == PM_DIFFERENT ==> !map_matches(a, b); */
enum pm_equal pm_equal(struct pm_host *host, struct pm_map *a, struct pm_map *b);

enum pm_diff_step { PM_DIFF_FAILED = -1, PM_DIFF_END, PM_DIFF_CHANGE };

/* Begins the walk; false: failed (a small map's body is copied to a leaf). After success the
 * caller owes pm_diff_end. The maps themselves need not be held afterwards. */
/*@ requires heap: inv && mlive(old_map) && mlive(new_map) && failed_ == 0;
    requires maps: map_ok(old_map) && map_ok(new_map);
    requires diff: diff_there(diff);
    terminates \true;
    assigns PM_WORLD, failed_, node_refs_, object_refs_, *diff;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == false;
    ensures none: !\result ==> own_same{Pre,Post};
    ensures own: oown_same{Pre,Post} && (\result ==>
      roots_owned{Pre,Post}(diff->old_root, diff->new_root));
    ensures ok: \result ==> diff_ok(diff);
    ensures old: \result ==> \forall pm_object *k, *v;
      holds(diff->old_root, 0, k, v) <==> map_has(old_map, k, v);
    ensures new: \result ==> \forall pm_object *k, *v;
      holds(diff->new_root, 0, k, v) <==> map_has(new_map, k, v);
    ensures all: \result ==> \forall pm_object *k, *v, *w;
      diff_left(diff, k, v, w) <==> map_changes(old_map, new_map, k, v, w); */
bool pm_diff_start(struct pm_host *host, struct pm_diff *diff, struct pm_map *old_map,
                   struct pm_map *new_map);
/* The next change. After PM_DIFF_FAILED the same call may be repeated. Total cost:
 * O(nodes that differ), pointer-equal subtrees are skipped. */
/*@ requires heap: inv && failed_ == 0 && diff_there(diff) && diff_ok(diff);
    requires out: \valid(change) && outside(\base_addr(change)) &&
      \separated(diff, change);
    terminates \true;
    assigns PM_WORLD, failed_, *diff, *change;
    ensures heap: inv;
    ensures failed: failed_ != 0 <==> \result == PM_DIFF_FAILED;
    ensures result: PM_DIFF_FAILED <= \result <= PM_DIFF_CHANGE;
    ensures ok: diff_ok(diff) && roots_same{Pre,Post}(diff);
    ensures change: \result == PM_DIFF_CHANGE ==>
      changes(diff->old_root, diff->new_root, change->key, change->before,
              change->after);
    ensures left: \result == PM_DIFF_CHANGE ==>
      diff_left{Pre}(diff, change->key, change->before, change->after);
    ensures once: \result == PM_DIFF_CHANGE ==>
      left_but{Pre,Post}(diff, change->key);
    ensures kept: \result == PM_DIFF_FAILED ==> left_same{Pre,Post}(diff);
    ensures end: \result == PM_DIFF_END ==> \forall pm_object *k, *v, *w;
      !diff_left{Pre}(diff, k, v, w); */
enum pm_diff_step pm_diff_next(struct pm_host *host, struct pm_diff *diff,
                               struct pm_change *change);
/*@ requires heap: inv && diff_there(diff);
    requires own: roots_held(diff->old_root, diff->new_root);
    terminates \true;
    assigns PM_WORLD, node_refs_, *diff;
    ensures heap: inv;
    ensures own: roots_owned{Post,Pre}(\old(diff->old_root),
                                       \old(diff->new_root)); */
void pm_diff_end(struct pm_host *host, struct pm_diff *diff);

/* ---- Iterating ---- */

/* Puts the cursor before the first entry. Never fails; O(1). */
/*@ requires heap: inv && mlive(map) && map_ok(map);
    requires cursor: cursor_there(cursor);
    terminates \true;
    assigns *cursor;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures all: \forall pm_object *k, *v;
      left(cursor, k, v) <==> map_has(map, k, v); */
void pm_cursor_start(struct pm_cursor *cursor, struct pm_map *map);
/* The next entry, borrowed, or NULL at the end. Runs no hook. Each entry is yielded once.
 * A small map yields in the order its keys were added (unless one was removed). */
/*@ requires heap: inv && cursor_there(cursor) && cursor_ok(cursor);
    terminates \true;
    assigns *cursor;
    ensures heap: inv;
    ensures ok: cursor_ok(cursor);
    ensures end: \result == \null ==> \forall pm_object *k, *v;
      !left{Pre}(cursor, k, v);
    ensures there: \result != \null ==> \valid_read(\result);
    ensures entry: \result != \null ==>
      left{Pre}(cursor, \result->key, \result->value);
    ensures once: \result != \null ==> \forall pm_object *k, *v;
      left(cursor, k, v) <==>
      (left{Pre}(cursor, k, v) && !KeyEq(\result->key, k)); */
struct pm_entry *pm_cursor_next(struct pm_cursor *cursor);

/* ---- The end of a map or node ---- */

/* Releases everything the map (node) holds, for the host to call when its count has dropped
 * to zero and before it frees the memory. The object must not be used afterwards. */
/* The host lends the dying object (its memory stays until this returns) and the references
 * that it holds; the references are gone afterwards. */
/*@ requires heap: inv && mlive(map);
    requires small: mform(map) == PM_SMALL ==>
      refs_owned(small_entries(map, mcount(map)), mcount(map));
    requires trie: mform(map) == PM_TRIE ==> mroot(map) != \null ==>
      own(mroot(map)) >= 1;
    terminates \true;
    assigns PM_WORLD, node_refs_, object_refs_;
    ensures heap: inv;
    ensures small: mform(map) == PM_SMALL ==> own_same{Pre,Post} &&
      refs_minus{Pre,Post}(small_entries(map, mcount(map)), mcount(map));
    ensures trie: mform(map) == PM_TRIE ==> oown_same{Pre,Post} &&
      own_move{Pre,Post}(\null, mroot(map)); */
void pm_map_clear(struct pm_host *host, struct pm_map *map);
/*@ requires heap: inv && live(node);
    requires leaf: nwidth(node) == 0 ==>
      refs_owned(entries(node, ncount(node)), ncount(node));
    requires branch: nwidth(node) != 0 ==> kids_owned(node);
    terminates \true;
    assigns PM_WORLD, node_refs_, object_refs_;
    ensures heap: inv;
    ensures leaf: nwidth(node) == 0 ==> own_same{Pre,Post} &&
      refs_minus{Pre,Post}(entries(node, ncount(node)), ncount(node));
    ensures branch: nwidth(node) != 0 ==> oown_same{Pre,Post} &&
      runs_minus{Pre,Post}(children(node), 0, pow2(nwidth(node))); */
void pm_node_clear(struct pm_host *host, struct pm_node *node);

/* ---- Measuring ---- */

/* The nodes and bytes of a map, keys and values excluded. O(nodes). */
/*@ requires heap: inv && mlive(map) && map_ok(map);
    terminates \true;
    assigns \nothing;
    ensures nodes: \result.nodes == map_sum(0, map, \null);
    ensures flagged: \result.flagged == map_sum(1, map, \null);
    ensures bytes: \result.bytes == map_sum(2, map, \null); */
struct pm_measure pm_map_measure(struct pm_map *map);
/* Those of map that other does not share: what keeping map beside other costs. O(nodes that
 * differ). */
/*@ requires heap: inv && mlive(map) && mlive(other);
    requires ok: map_ok(map) && map_ok(other);
    terminates \true;
    assigns \nothing;
    ensures self: map == other ==> \result.nodes == 0 &&
      \result.flagged == 0 && \result.bytes == 0;
    ensures nodes: map != other ==>
      \result.nodes == map_sum(0, map, root_of(other));
    ensures flagged: map != other ==>
      \result.flagged == map_sum(1, map, root_of(other));
    ensures bytes: map != other ==>
      \result.bytes == map_sum(2, map, root_of(other)); */
struct pm_measure pm_map_measure_beside(struct pm_map *map, struct pm_map *other);

/* ---- Checking ---- */

/* NULL when every invariant of core/README.md holds, else the name of a broken one. Asks
 * pm_key_eq; a failing comparison counts as "not equal". O(n). */
/*@ requires heap: inv && mlive(map) && failed_ == 0;
    terminates \true;
    assigns PM_WORLD, failed_;
    ensures heap: inv; */
const char *pm_check(struct pm_host *host, struct pm_map *map);

#endif
