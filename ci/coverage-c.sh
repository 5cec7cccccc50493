#!/usr/bin/env bash
# Line and branch coverage of core/ by the C unit tests, every shape taken together, as a
# table. Fails below 98 % of lines.   ci/coverage-c.sh [MINIMUM]
set -euo pipefail
cd "$(dirname "$0")/.."
build=build/coverage-c
gcov=${GCOV:-gcov}
command -v "$gcov" >/dev/null || { echo "coverage-c.sh: no $gcov (it comes with gcc)" >&2; exit 1; }
mkdir -p "$build"
find "$build" -name '*.gcda' -delete
BUILD=$build CC=gcc CFLAGS='-std=c11 -g -O0 --coverage' ci/ctest.sh >"$build/tests.log" ||
  { cat "$build/tests.log"; exit 1; }
tail -n 1 "$build/tests.log"
find "$build" -name '*.gcda' -print0 | sort -z |
  xargs -0 "$gcov" --json-format --stdout --branch-probabilities 2>/dev/null |
  python3 ci/coverage_table.py "${1:-98}"
