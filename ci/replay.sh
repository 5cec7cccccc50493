#!/usr/bin/env bash
# Replays the committed corpora and every crash ever found with gcc, without libFuzzer: under
# ASan and UBSan, then under valgrind for reads of memory nobody wrote.
#   ci/replay.sh                  all targets
#   ci/replay.sh TARGET [PATH ...]   one target; PATH: these inputs only (a reproducer)
# VALGRIND=0 leaves valgrind out. JOBS: parallel jobs.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)} started=$SECONDS
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=16:malloc_context_size=12:${ASAN_OPTIONS:-}
export UBSAN_OPTIONS=print_stacktrace=1

if [ $# -gt 1 ]; then
  target=$1
  shift
  ci/fuzz-build.sh asan "$target"
  exec "build/fuzz/asan/$target" -v "$@"
fi
mapfile -t targets < <(if [ $# = 1 ]; then echo "$1"; else ci/fuzz-build.sh targets; fi)

# The C targets take no Python; the python target says itself when it is left out.
inputs() { for dir in "fuzz/corpus/$1" "fuzz/crashes/$1"; do [ -d "$dir" ] && echo "$dir"; done; }

# One in N of the corpus, and all crashes: valgrind is thirty times slower.
sample() { # TARGET N
  [ ! -d "fuzz/corpus/$1" ] || find "fuzz/corpus/$1" -type f | sort | awk -v n="$2" 'NR % n == 1 || n == 1'
  [ ! -d "fuzz/crashes/$1" ] || find "fuzz/crashes/$1" -type f | sort
}

replay() { # KIND TARGET COMMAND...
  local kind=$1 target=$2 log=build/fuzz/replay-$1-$2.log began=$SECONDS
  shift 2
  if "$@" >"$log" 2>&1; then
    printf 'replay: %-8s %-8s %s (%d s)\n' "$target" "$kind" "$(grep inputs "$log")" $((SECONDS - began))
  else
    tail -40 "$log"
    echo "replay: FAILED: $target under $kind; again with: $*"
    return 1
  fi
}

one() { # KIND TARGET
  local paths
  if [ "$1" = asan ]; then
    mapfile -t paths < <(inputs "$2")
    [ ${#paths[@]} != 0 ] || { echo "replay: FAILED: no inputs for $2"; return 1; }
    replay asan "$2" "build/fuzz/asan/$2" "${paths[@]}"
  else
    mapfile -t paths < <(sample "$2" "${VALGRIND_STEP:-8}")
    replay valgrind "$2" valgrind -q --error-exitcode=9 --leak-check=full --errors-for-leak-kinds=definite \
      "build/fuzz/valgrind/$2" "${paths[@]}"
  fi
}
export -f inputs sample replay one

kinds=(asan)
if [ "${VALGRIND:-1}" != 0 ]; then
  ci/need-packages.sh valgrind
  kinds+=(valgrind)
fi
work=()
for kind in "${kinds[@]}"; do
  build=("${targets[@]}")
  # valgrind would be checking the interpreter, not us
  [ "$kind" = asan ] || mapfile -t build < <(printf '%s\n' "${targets[@]}" | grep -vx python || true)
  [ ${#build[@]} != 0 ] || continue
  ci/fuzz-build.sh "$kind" "${build[@]}"
  for target in "${build[@]}"; do work+=("$kind $target"); done
done
printf '%s\n' "${work[@]}" | xargs -P "$jobs" -I{} bash -c 'one {}'
echo "replay: ${#targets[@]} targets, all inputs pass ($((SECONDS - started)) s)"
