/* Runs files, or all files of directories, through one target: libFuzzer's corpora and
 * crashes with any compiler, under any checker.   replay-<target> [-v] PATH... */
#define _POSIX_C_SOURCE 200809L
#include <dirent.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool verbose;
static unsigned long runs;

static void die(const char *what, const char *path) {
  fprintf(stderr, "replay: %s: ", path);
  perror(what);
  exit(2);
}

/* A copy of exact size, so that a read past the end is seen. */
static void replay_file(const char *path, size_t size) {
  FILE *file = fopen(path, "rb");
  uint8_t *data = malloc(size ? size : 1);
  if (!file || !data) die("open", path);
  if (fread(data, 1, size, file) != size) die("read", path);
  fclose(file);
  if (verbose) fprintf(stderr, "%s\n", path);
  LLVMFuzzerTestOneInput(data, size);
  free(data);
  runs++;
}

static void replay(const char *path);

static void replay_directory(const char *path) {
  struct dirent **entry;
  int n = scandir(path, &entry, NULL, alphasort);
  if (n < 0) die("scandir", path);
  for (int i = 0; i < n; i++) {
    char *child = malloc(strlen(path) + strlen(entry[i]->d_name) + 2);
    if (!child) die("malloc", path);
    sprintf(child, "%s/%s", path, entry[i]->d_name);
    if (entry[i]->d_name[0] != '.') replay(child);
    free(child);
    free(entry[i]);
  }
  free(entry);
}

static void replay(const char *path) {
  struct stat about;
  if (stat(path, &about) != 0) die("stat", path);
  if (S_ISDIR(about.st_mode))
    replay_directory(path);
  else
    replay_file(path, (size_t)about.st_size);
}

int main(int argc, char **argv) {
  for (int i = 1; i < argc; i++) {
    if (strcmp(argv[i], "-v") == 0)
      verbose = true;
    else
      replay(argv[i]);
  }
  printf("%lu inputs\n", runs);
  return runs > 0 ? 0 : 2;
}
