#define _POSIX_C_SOURCE 200809L /* fork, clock_gettime beside -std=c11 */
#include "test.h"

#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static char note[200];

void test_note(const char *format, ...) {
  va_list arguments;
  va_start(arguments, format);
  vsnprintf(note, sizeof note, format, arguments);
  va_end(arguments);
}

void test_failed(const char *file, int line, const char *what, bool numbers, long long got,
                 long long wanted) {
  fprintf(stderr, "%s:%d: failed: %s", file, line, what);
  if (numbers) fprintf(stderr, " (%lld, wanted %lld)", got, wanted);
  fprintf(stderr, "%s%s\n", note[0] ? " while " : "", note);
  fflush(NULL);
  _exit(1); /* not exit(): what a failed test leaks is no news */
}

/* exit() in the child lets LeakSanitizer look at it. */
static bool run_apart(const struct test *test) {
  fflush(NULL);
  pid_t child = fork();
  if (child == 0) {
    test->run();
    exit(0);
  }
  int status = 0;
  if (child < 0 || waitpid(child, &status, 0) < 0) {
    perror("cannot run a test");
    return false;
  }
  if (status != 0) fprintf(stderr, "FAILED: %s (status %#x)\n", test->name, status);
  return status == 0;
}

static double seconds(void) {
  struct timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  return (double)now.tv_sec + (double)now.tv_nsec / 1e9;
}

int run_tests(int argc, char **argv, const struct test *tests, size_t n) {
  unsigned passed = 0, failed = 0;
  double start = seconds();
  const char *name = strrchr(argv[0], '/');
  for (size_t i = 0; i < n; i++) {
    if (argc < 2)
      run_apart(&tests[i]) ? passed++ : failed++;
    else if (strcmp(argv[1], tests[i].name) == 0)
      tests[i].run(), passed++;
  }
  printf("%-24s %3u passed, %u failed  %6.2f s\n", name ? name + 1 : argv[0], passed, failed,
         seconds() - start);
  return failed > 0 || passed == 0;
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
