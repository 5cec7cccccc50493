/* The twin of core/layout/pm_layout.h that the proof reads: the same names with
 * contracts instead of address arithmetic. Trusted; what the real accessors do
 * is tested under ASan. A child word is the node's address itself. */
#ifndef PM_LAYOUT_H
#define PM_LAYOUT_H

typedef struct pm_node *pm_child;

#include "world.h"
#include "content.h"
#include "body.h"
#include "shift.h"
#include "blocks.h"
#include "map.h"
#include "items_logic.h"
#include "items_digits.h"
#include "items_content.h"
#include "items_top.h"
#include "items_dealt.h"
#include "trie_map.h"
#include "slots_map.h"
#include "leaf_lemmas.h"
#include "hash_lemmas.h"
#include "count_lemmas.h"
#include "shape_lemmas.h"
#include "trie_lemmas.h"
#include "item_lemmas.h"
#include "map_view.h"
#include "map_lemmas.h"
#include "build_lemmas.h"
#include "build_small.h"
#include "cursor.h"
#include "equal.h"
#include "equal_lemmas.h"
#include "merge_logic.h"
#include "shrink_shape.h"
#include "shrink_spots.h"
#include "shrink_narrow.h"
#include "shrink_counts.h"
#include "shrink_routes.h"
#include "shrink_wf.h"
#include "shrink_start.h"
#include "shrink_widen.h"
#include "shrink_join.h"
#include "shrink_ready.h"
#include "shrink_result.h"
#include "merge_parts.h"
#include "taken_map.h"
#include "taken_shape.h"
#include "taken_joined.h"
#include "taken_count.h"
#include "taken_keep.h"
#include "build_parts.h"
#include "build_join.h"
#include "build_shape.h"
#include "merge_slots.h"
#include "merge_keys.h"
#include "merge_blocks.h"
#include "merge_align.h"
#include "merge_walk.h"
#include "merge_spread.h"
#include "merge_top.h"
#include "rebuilt_block.h"
#include "rebuilt_shape.h"
#include "rebuilt_joined.h"
#include "rebuilt_map.h"
#include "rebuilt_leaf.h"
#include "checked.h"
#include "diff.h"
#include "diff_lemmas.h"
#include "diff_left.h"

/* ---- Sizes ---- */

/*@ axiomatic Sizes {
      logic integer leaf_bytes(integer n);
      logic integer branch_bytes(integer width);
      logic integer small_bytes(integer n);
    }
    logic integer trie_bytes = sizeof(struct pm_map) + sizeof(pm_child);
*/

#include "measure.h"

/*@ requires n <= PM_COUNT_MAX; terminates \true; assigns \nothing;
    ensures \result == leaf_bytes(n); */
size_t pm_leaf_bytes(uint32_t n);
/*@ requires 1 <= width <= 5; terminates \true; assigns \nothing;
    ensures \result == branch_bytes(width); */
size_t pm_branch_bytes(uint32_t width);
/*@ requires n <= PM_COUNT_MAX; terminates \true; assigns \nothing;
    ensures \result == small_bytes(n); */
size_t pm_small_bytes(uint32_t n);

/* ---- Addresses ---- */

/*@ requires fresh_node(leaf) || live(leaf);
    terminates \true; assigns \nothing;
    ensures \result == hashes(leaf); */
uint32_t *pm_leaf_hashes(struct pm_node *leaf);
/*@ requires fresh_node(leaf) || live(leaf);
    requires \valid_read(leaf);
    terminates \true; assigns \nothing;
    ensures \result == entries(leaf, leaf->count); */
struct pm_entry *pm_leaf_entries(struct pm_node *leaf);
/*@ requires fresh_node(branch) || live(branch);
    terminates \true; assigns \nothing;
    ensures \result == children(branch); */
pm_child *pm_branch_children(struct pm_node *branch);

/*@ requires fresh_map(map) || mlive(map);
    terminates \true; assigns \nothing;
    ensures \result == small_hashes(map); */
uint32_t *pm_small_hashes(struct pm_map *map);
/*@ requires fresh_map(map) || mlive(map);
    requires \valid_read(map);
    terminates \true; assigns \nothing;
    ensures \result == small_entries(map, map->count); */
struct pm_entry *pm_small_entries(struct pm_map *map);
/*@ requires fresh_map(map) || mlive(map);
    terminates \true; assigns \nothing;
    ensures \result == root_word(map); */
pm_child *pm_map_root(struct pm_map *map);

/* ---- Child words ---- */

/* The real word has the width in it, so that must not change any more. */
/*@ requires inv && (node == \null || live(node));
    terminates \true; assigns \nothing;
    ensures \result == node; */
pm_child pm_child_of(struct pm_node *node);
/*@ terminates \true; assigns \nothing; ensures \result == word; */
struct pm_node *pm_child_node(pm_child word);
/*@ requires inv && (word == \null || live(word));
    terminates \true; assigns \nothing;
    ensures \result == (word == \null ? 0 : nwidth(word)); */
uint32_t pm_child_width(pm_child word);

#include "hook_contracts.h"

#endif
