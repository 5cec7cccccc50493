/* Where the parts of a node lie: address arithmetic inside one allocation.
 *
 *   leaf     header | hash[n], padded to 8 bytes | entry[n]
 *   branch   header | child[2^w]
 *   map      header | small: as a leaf's body     trie: one child word
 *
 * A child word is a node's address with its width in the low three bits (nodes are
 * 8-aligned), so that a descent loads one word a level. 0 is the empty subtree.
 * This is the only file of core/ that casts pointers. The proof sees the same names
 * with contracts instead (spec/layout/); tests/test_layout.c checks the arithmetic.
 */
#ifndef PM_LAYOUT_H
#define PM_LAYOUT_H

typedef uintptr_t pm_child;

_Static_assert(sizeof(struct pm_node) % 8 == 0, "a node's body starts 8-aligned");
_Static_assert(sizeof(struct pm_map) % 8 == 0, "a map's body starts 8-aligned");
_Static_assert(sizeof(struct pm_entry) == 2 * sizeof(void *), "entries are two words");
_Static_assert(PM_CHUNK_BITS >= 1 && PM_CHUNK_BITS <= 5, "a width fits in three bits");

/* Bytes of n hashes with their padding: entries start 8-aligned behind them. */
static inline size_t pm_hashes_bytes(uint32_t n) {
  return ((size_t)n * sizeof(uint32_t) + 7) & ~(size_t)7;
}

static inline size_t pm_body_bytes(uint32_t n) {
  return pm_hashes_bytes(n) + (size_t)n * sizeof(struct pm_entry);
}

/* Bytes to allocate for each kind of object. */
static inline size_t pm_leaf_bytes(uint32_t n) {
  return sizeof(struct pm_node) + pm_body_bytes(n);
}
static inline size_t pm_branch_bytes(uint32_t width) {
  return sizeof(struct pm_node) + (sizeof(pm_child) << width);
}
static inline size_t pm_small_bytes(uint32_t n) {
  return sizeof(struct pm_map) + pm_body_bytes(n);
}

/* A leaf's n hashes and n entries, n its (already stored) count. */
static inline uint32_t *pm_leaf_hashes(struct pm_node *leaf) {
  return (uint32_t *)(void *)((char *)leaf + sizeof(struct pm_node));
}
static inline struct pm_entry *pm_leaf_entries(struct pm_node *leaf) {
  return (struct pm_entry *)(void *)((char *)leaf + sizeof(struct pm_node) +
                                     pm_hashes_bytes(leaf->count));
}

/* A branch's 2^width child words. */
static inline pm_child *pm_branch_children(struct pm_node *branch) {
  return (pm_child *)(void *)((char *)branch + sizeof(struct pm_node));
}

/* The same for a map: a small map's body, a trie's root word. */
static inline uint32_t *pm_small_hashes(struct pm_map *map) {
  return (uint32_t *)(void *)((char *)map + sizeof(struct pm_map));
}
static inline struct pm_entry *pm_small_entries(struct pm_map *map) {
  return (struct pm_entry *)(void *)((char *)map + sizeof(struct pm_map) +
                                     pm_hashes_bytes(map->count));
}
static inline pm_child *pm_map_root(struct pm_map *map) {
  return (pm_child *)(void *)((char *)map + sizeof(struct pm_map));
}

/* Child words. */
static inline pm_child pm_child_of(struct pm_node *node) {
  return node ? (uintptr_t)node | node->width : 0;
}
static inline struct pm_node *pm_child_node(pm_child word) {
  return (struct pm_node *)(word & ~(uintptr_t)7);
}
static inline uint32_t pm_child_width(pm_child word) {
  return (uint32_t)(word & 7);
}

#endif
