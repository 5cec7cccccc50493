/* What Eva runs in the place of tests/test.c and of a few functions of the C library: whatever
 * ends a failing test is an alarm. */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "host.h"
#include "test.h"

void test_note(const char *format, ...) {
  (void)format;
}

void test_failed(const char *file, int line, const char *what, bool numbers, long long got,
                 long long wanted) {
  /*@ assert test_passes: \false; */
  for (;;) continue;
}

/* Of a hook that finds its contract broken. */
void abort(void) {
  /*@ assert contract_of_hook_kept: \false; */
  for (;;) continue;
}

unsigned long long dice_roll(struct dice *dice) {
  uint64_t z = dice->state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

unsigned dice_below(struct dice *dice, unsigned n) {
  return (unsigned)((dice_roll(dice) >> 32) % n);
}

/* Frama-C's own are specified only, so that Eva would not know the answer. */
int strcmp(const char *a, const char *b) {
  while (*a && *a == *b) a++, b++;
  return *(const unsigned char *)a - *(const unsigned char *)b;
}

/* By words, since a byte of an address means nothing to Eva; of whole words only. */
int memcmp(const void *a, const void *b, size_t n) {
  const uint64_t *x = a, *y = b;
  for (size_t i = 0; i < n / 8; i++)
    if (x[i] != y[i]) return 1;
  return 0;
}

/* To Eva the value of a pointer is gone with the memory it points to (C11 6.2.4), and in two
 * places core compares a child with the one before, which was just released. There ci/eva.sh
 * has release_late called: the memory of a node that dies goes when the next one there dies. */
static bool late;
static struct pm_node *grave;

void bury(struct pm_node *node) {
  if (!late) {
    free(node);
    return;
  }
  free(grave);
  grave = node;
}

void release_late(struct pm_host *host, struct pm_node *node) {
  bool was = late;
  late = true;
  pm_node_release(host, node);
  late = was;
}
