#!/usr/bin/env bash
# The C unit tests, under ASan, UBSan and LeakSanitizer, once in each shape (tests/shape).
#   ci/ctest.sh [TEST ...]     e.g. ci/ctest.sh merge diff    (all of tests/test_*.c)
# SHAPES="shipped tiny" chooses shapes, JOBS parallel jobs; CC, CFLAGS and BUILD (a directory)
# another build. One test alone, to debug it: gdb --args build/ctest/tiny/merge test_overlaps
set -euo pipefail
cd "$(dirname "$0")/.."
shapes=${SHAPES:-shipped tiny binary}
jobs=${JOBS:-2}
export BUILD=${BUILD:-build/ctest} CC=${CC:-gcc}
export CFLAGS=${CFLAGS:--std=c11 -g -O1 -Wall -Wextra -Werror -fno-omit-frame-pointer
  -fsanitize=address,undefined -fno-sanitize-recover}
export ASAN_OPTIONS=${ASAN_OPTIONS:-detect_leaks=1}
if ! command -v "$CC" >/dev/null; then
  echo "ctest.sh: no C compiler $CC (on Debian: apt-get install gcc)" >&2
  exit 1
fi
start=$SECONDS

tests=("$@")
if [ ${#tests[@]} = 0 ]; then
  for file in tests/test_*.c; do
    name=${file#tests/test_}
    tests+=("${name%.c}")
  done
fi
export COMMON="$(echo core/*.c) tests/hooks/host.c tests/test.c tests/model.c tests/shapes.c tests/calls.c"

# Objects of other compilers or flags are of no use.
mkdir -p "$BUILD"
if [ "$(cat "$BUILD/flags" 2>/dev/null)" != "$CC $CFLAGS" ]; then
  rm -rf "${BUILD:?}"/*/
  echo "$CC $CFLAGS" >"$BUILD/flags"
fi

compile() { # SHAPE SOURCE; headers are few, so any newer one counts
  local object
  object=$BUILD/$1/$(basename "$2" .c).o
  if [ "$object" -nt "$2" ] &&
    [ -z "$(find core tests pyext/hooks -name '*.h' -newer "$object" -print -quit)" ]; then
    return
  fi
  # shellcheck disable=SC2086
  "$CC" $CFLAGS -Itests/hooks -Itests/shape/"$1" -Icore -Icore/scan -Itests -c "$2" -o "$object"
}
link_one() { # SHAPE TEST
  local objects=("$BUILD/$1/test_$2.o")
  for source in $COMMON; do objects+=("$BUILD/$1/$(basename "$source" .c).o"); done
  # shellcheck disable=SC2086
  "$CC" $CFLAGS "${objects[@]}" -o "$BUILD/$1/$2"
}
export -f compile link_one

for shape in $shapes; do
  mkdir -p "$BUILD/$shape"
  {
    tr ' ' '\n' <<<"$COMMON"
    printf 'tests/test_%s.c\n' "${tests[@]}"
  } | xargs -P "$jobs" -I{} bash -c "compile $shape {}"
  printf '%s\n' "${tests[@]}" | xargs -P "$jobs" -I{} bash -c "link_one $shape {}"
done

log=$BUILD/log
: >"$log"
status=0
for shape in $shapes; do
  echo "-- shape $shape"
  printf '%s\n' "${tests[@]}" |
    xargs -P "$jobs" -I{} env "$BUILD/$shape/{}" | tee -a "$log" || status=1
done
awk -v seconds=$((SECONDS - start)) '{ passed += $2; failed += $4 }
  END { printf "%d passed, %d failed in %d s\n", passed, failed, seconds
        exit !passed || failed }' "$log"
exit $status
