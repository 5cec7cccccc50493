/* The address arithmetic: for every size, parts lie inside the allocation, aligned, one after
 * the other, and do not overlap. ASan watches the first and last byte of each. */
#include <stdlib.h>

#include "host.h"
#include "test.h"

#define MOST 200u

static size_t offset(void *base, void *part) {
  CHECK((char *)part >= (char *)base);
  return (size_t)((char *)part - (char *)base);
}

static void check_body(void *base, size_t head, size_t bytes, uint32_t *hash,
                       struct pm_entry *entry, uint32_t n) {
  CHECK_SAME(offset(base, hash), head);
  CHECK_SAME(offset(base, entry) % 8, 0);
  CHECK(offset(base, entry) >= head + n * sizeof(uint32_t));
  CHECK(offset(base, entry) < head + n * sizeof(uint32_t) + 8);
  CHECK_SAME(offset(base, entry) + n * sizeof(struct pm_entry), bytes);
  for (uint32_t i = 0; i < n; i++) hash[i] = i * 7;
  for (uint32_t i = 0; i < n; i++) entry[i] = (struct pm_entry){NULL, NULL};
  for (uint32_t i = 0; i < n; i++) CHECK_SAME(hash[i], i * 7);
}

static void test_leaf(void) {
  for (uint32_t n = 0; n <= MOST; n++) {
    struct pm_node *leaf = malloc(pm_leaf_bytes(n));
    leaf->count = n;
    leaf->width = 0;
    leaf->life = LIFE_ALLOCATED;
    leaf->seen = 0;
    check_body(leaf, sizeof *leaf, pm_leaf_bytes(n), pm_leaf_hashes(leaf),
               pm_leaf_entries(leaf), n);
    CHECK_SAME(leaf->count, n);
    free(leaf);
  }
}

static void test_small_map(void) {
  for (uint32_t n = 0; n <= MOST; n++) {
    struct pm_map *map = malloc(pm_small_bytes(n));
    map->count = n;
    check_body(map, sizeof *map, pm_small_bytes(n), pm_small_hashes(map), pm_small_entries(map),
               n);
    CHECK_SAME(map->count, n);
    free(map);
  }
}

static void test_trie_map(void) {
  struct pm_map *map = malloc(pm_trie_bytes());
  CHECK_SAME(offset(map, pm_map_root(map)), sizeof *map);
  CHECK_SAME(sizeof *map + sizeof(pm_child), pm_trie_bytes());
  *pm_map_root(map) = 0;
  free(map);
}

static void test_branch(void) {
  for (uint32_t width = 1; width <= PM_CHUNK_BITS; width++) {
    struct pm_node *branch = malloc(pm_branch_bytes(width));
    branch->width = (uint8_t)width;
    branch->life = LIFE_ALLOCATED;
    branch->seen = 0;
    pm_child *child = pm_branch_children(branch);
    uint32_t slots = 1u << width;
    CHECK_SAME(offset(branch, child), sizeof *branch);
    CHECK_SAME(sizeof *branch + slots * sizeof *child, pm_branch_bytes(width));
    for (uint32_t s = 0; s < slots; s++) child[s] = s;
    for (uint32_t s = 0; s < slots; s++) CHECK_SAME(child[s], s);
    free(branch);
  }
}

/* A word gives back the node and its width; 0 is the empty subtree. */
static void test_child_words(void) {
  for (uint32_t width = 0; width <= PM_CHUNK_BITS; width++) {
    struct pm_node *node = malloc(sizeof *node);
    node->width = (uint8_t)width;
    pm_child word = pm_child_of(node);
    CHECK(pm_child_node(word) == node);
    CHECK_SAME(pm_child_width(word), width);
    free(node);
  }
  CHECK_SAME(pm_child_of(NULL), 0);
  CHECK(!pm_child_node(0));
  CHECK_SAME(pm_child_width(0), 0);
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_leaf),   TEST(test_small_map),   TEST(test_trie_map),
      TEST(test_branch), TEST(test_child_words),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
