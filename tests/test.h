/* A test framework of one page. Every test runs in its own process, so that a broken contract,
 * a sanitizer report or a leak fails that test and no other.
 *
 *   static void test_adds(void) { CHECK(1 + 1 == 2); CHECK_SAME(add(1, 1), 2); }
 *   int main(int argc, char **argv) {
 *     static const struct test tests[] = {TEST(test_adds)};
 *     return run_tests(argc, argv, tests, sizeof tests / sizeof *tests);
 *   }
 *
 * Without arguments all tests run; with a name only that one, in this process (for gdb). */
#ifndef TEST_H
#define TEST_H

#include <stdbool.h>
#include <stddef.h>

struct test {
  const char *name;
  void (*run)(void);
};
#define TEST(function) {#function, function}

#define CHECK(condition)                                                                       \
  ((condition) ? (void)0 : test_failed(__FILE__, __LINE__, #condition, false, 0, 0))
/* For integers: shows both when they differ. */
#define CHECK_SAME(got, wanted)                                                                \
  ((long long)(got) == (long long)(wanted)                                                     \
       ? (void)0                                                                               \
       : test_failed(__FILE__, __LINE__, #got " == " #wanted, true, (long long)(got),          \
                     (long long)(wanted)))

_Noreturn void test_failed(const char *file, int line, const char *what, bool numbers,
                           long long got, long long wanted);
/* Shown beside a failure: what the test is doing right now. */
void test_note(const char *format, ...) __attribute__((format(printf, 1, 2)));

int run_tests(int argc, char **argv, const struct test *tests, size_t n);

/* A repeatable stream of random numbers (splitmix64). */
struct dice {
  unsigned long long state;
};
unsigned long long dice_roll(struct dice *dice);
/* One of 0..n-1. */
unsigned dice_below(struct dice *dice, unsigned n);

#endif
