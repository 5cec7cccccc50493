#!/usr/bin/env bash
# Reads of memory nobody wrote: the fuzzers' whole corpora under MemorySanitizer, a share of them
# under valgrind (ci/replay.sh does that too); both then have to report a fault planted for them.
#   ci/msan.sh [TARGET ...]      JOBS: parallel jobs
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)} started=$SECONDS out=build/msan
export MSAN_OPTIONS=halt_on_error=1
if command -v llvm-symbolizer-19 >/dev/null; then MSAN_OPTIONS+=:external_symbolizer_path=$(command -v llvm-symbolizer-19); fi
if [ $# != 0 ]; then targets=("$@"); else mapfile -t targets < <(ci/fuzz-build.sh targets | grep -vx python); fi
ci/need-packages.sh valgrind
ci/fuzz-build.sh msan "${targets[@]}"
mkdir -p $out

one() { # TARGET
  local log=build/msan/$1.log paths=("fuzz/corpus/$1")
  [ ! -d "fuzz/crashes/$1" ] || paths+=("fuzz/crashes/$1")
  if "build/fuzz/msan/$1" "${paths[@]}" >"$log" 2>&1; then
    printf 'msan: %-8s %s\n' "$1" "$(grep inputs "$log")"
  else
    tail -40 "$log"
    echo "msan: FAILED: $1; again with: build/fuzz/msan/$1 -v ${paths[*]}"
    return 1
  fi
}
export -f one
printf '%s\n' "${targets[@]}" | xargs -P "$jobs" -I{} bash -c 'one {}'

rm -rf $out/core && cp -r core $out/core
python3 fuzz/mutate.py fuzz/controls/uninitialised $out/core
must_report() { # WHAT PATTERN COMMAND...
  local what=$1 pattern=$2
  shift 2
  if "$@" >$out/control.log 2>&1; then echo "msan: FAILED: $what did not notice the planted read"; exit 1; fi
  grep -q "$pattern" $out/control.log || { tail $out/control.log; echo "msan: FAILED: $what failed for another reason"; exit 1; }
  echo "msan: control: $what reports the planted read: $(grep -o "$pattern.*" $out/control.log | head -1)"
}
CORE=$out/core OUT=$out ci/fuzz-build.sh msan tiny
must_report MemorySanitizer "use-of-uninitialized-value" $out/tiny fuzz/corpus/tiny
CORE=$out/core OUT=$out/valgrind ci/fuzz-build.sh valgrind tiny
must_report valgrind "depends on uninitialised value" \
  valgrind -q --error-exitcode=9 $out/valgrind/tiny "fuzz/corpus/tiny/$(find fuzz/corpus/tiny -type f -printf '%f\n' | sort | head -1)"
echo "msan: ${#targets[@]} targets clean, both controls reported ($((SECONDS - started)) s)"
