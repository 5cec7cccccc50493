/* The fast hash scan against the plain loop that is proved: every count 0..64, every start,
 * every place of a match, every pair of places, and random ones. The hashes lie as in a leaf,
 * with entries behind them, in an allocation of exactly that size: ASan sees a read beyond. */
#include <stdlib.h>
#include <string.h>

#define pm_hash_scan plain_scan
#include "../core/scan/pm_scan.h"
#undef pm_hash_scan
#undef PM_SCAN_H
#define pm_hash_scan fast_scan
#include "../pyext/hooks/pm_scan.h"
#undef pm_hash_scan

#include "host.h"
#include "test.h"

#define MOST 64u
#define WANTED 0x80000001u

static uint32_t *hashes_of_leaf(uint32_t n) {
  uint32_t *hash = malloc(pm_body_bytes(n) ? pm_body_bytes(n) : 1);
  CHECK(hash);
  memset(hash, 0x55, pm_body_bytes(n));
  return hash;
}

/* From every start; n itself, too, is one. What lies behind must not matter: once it is
 * the very hash that is wanted, and once not. */
static void check_scan(uint32_t *hash, uint32_t n, uint32_t h) {
  uint32_t *behind = hash + n;
  size_t left = pm_body_bytes(n) - n * sizeof *hash;
  for (int matches = 0; matches < 2; matches++) {
    for (size_t i = 0; i < left / sizeof *hash; i++) behind[i] = matches ? h : ~h;
    for (uint32_t from = 0; from <= n; from++)
      CHECK_SAME(fast_scan(hash, from, n, h), plain_scan(hash, from, n, h));
  }
}

static void test_no_match(void) {
  for (uint32_t n = 0; n <= MOST; n++) {
    uint32_t *hash = hashes_of_leaf(n);
    for (uint32_t i = 0; i < n; i++) hash[i] = ~WANTED;
    check_scan(hash, n, WANTED);
    free(hash);
  }
}

static void test_one_and_two_matches(void) {
  for (uint32_t n = 1; n <= MOST; n++) {
    uint32_t *hash = hashes_of_leaf(n);
    for (uint32_t first = 0; first < n; first++)
      for (uint32_t second = first; second < n; second++) {
        for (uint32_t i = 0; i < n; i++)
          hash[i] = i == first || i == second ? WANTED : WANTED ^ (1u << i % 32);
        check_scan(hash, n, WANTED);
      }
    free(hash);
  }
}

/* Every subset of matches among the first 12, four vectors' worth with a start inside. */
static void test_every_pattern(void) {
  for (uint32_t n = 1; n <= 12; n++) {
    uint32_t *hash = hashes_of_leaf(n);
    for (uint32_t set = 0; set < 1u << n; set++) {
      for (uint32_t i = 0; i < n; i++) hash[i] = set >> i & 1 ? 0 : UINT32_MAX;
      check_scan(hash, n, 0);
    }
    free(hash);
  }
}

static void test_random(void) {
  struct dice dice = {11};
  for (int round = 0; round < 3000; round++) {
    uint32_t n = dice_below(&dice, MOST + 1), h = (uint32_t)dice_roll(&dice);
    uint32_t *hash = hashes_of_leaf(n), kinds = 1 + dice_below(&dice, 40);
    for (uint32_t i = 0; i < n; i++) hash[i] = h + dice_below(&dice, kinds);
    check_scan(hash, n, h);
    free(hash);
  }
}

int main(int argc, char **argv) {
  static const struct test tests[] = {
      TEST(test_no_match),
      TEST(test_one_and_two_matches),
      TEST(test_every_pattern),
      TEST(test_random),
  };
  return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
}
