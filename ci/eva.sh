#!/usr/bin/env bash
# Frama-C's Eva interprets C tests: core as it is, the layout that ships, the tests' host. An
# access outside an allocation, to freed memory or to memory not yet written is an alarm; a CHECK
# or a hook's contract that does not hold is one, too. A test has one path and all values on it
# are known exactly, so that no alarm means that there is none of these on it. Then the same
# command has to find faults that are planted in core.
#   ci/eva.sh [LINE ...]     e.g. ci/eva.sh "tiny tour test_deep"; all: 300 s of CPU
#   JOBS: how many at a time     spec/SOUNDNESS.md says what follows from it and what does not
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-2} start=$SECONDS status=0
export out=$PWD/build/eva

# SHAPE FILE TEST ..., the longest first. Eva does about 100,000 instructions a second, so only
# tests of few steps are here; tests/test_tour.c is written to be.
runs='tiny tour test_failures
tiny leaf test_append test_copy test_fill test_retain_release test_nodes_fail
tiny tour test_bucket
tiny layout test_leaf test_trie_map test_branch test_child_words
tiny tour test_deep
shipped tour test_spread test_deep test_bucket test_small test_from_empty
tiny tour test_spread test_small test_from_empty
shipped tour test_failures
tiny iter test_deepest test_interleaved
binary tour test_spread
shipped merge test_empty_side
tiny check test_too_wide test_small test_leaf_too_large test_wider_than_needed test_not_joined
tiny check test_sub_branch_twice test_not_aligned test_off_by_one test_below_the_last_level
shipped check test_too_wide test_small test_leaf_too_large test_not_aligned test_not_joined
tiny diff test_ended_early
shipped equal test_compares_once
shipped map test_small_order test_last_leaf_moves_up test_unequal_to_itself
tiny branch test_full_width test_spread_leaf test_fill test_retain_release
shipped measure test_visits_the_path_only
tiny items test_flags'
[ $# = 0 ] || runs=$(printf '%s\n' "$@")
# These set and clear bits of child words, of which Eva knows nothing (see tests/eva/pm_layout.h).
words='check/test_leaf check/test_branch check/test_map'

ci/need-packages.sh frama-c-base
mkdir -p build
exec 9>build/.eva-lock # one at a time works in build/eva
flock 9
rm -rf "$out"

# A copy for Eva: without WP's annotations; what is allocated stays unwritten, so that reading it
# shows; no checksum over addresses, which have no number; release_late: see tests/eva/stubs.c.
edit() { # COPY, FILE FUNCTION, OLD, NEW
  printf '%s\n- %s\n+ %s\n' "$2" "$3" "$4" >"$1/edit"
  python3 fuzz/mutate.py "$1/edit" "$1/core"
}
copy() { # NAME
  local to=$out/$1
  mkdir -p "$to"
  cp -r core tests "$to"
  find "$to/core" -name '*.[ch]' -exec sed -i 's|/\*@|/* |; s|//@|// |' {} +
  edit "$to" 'tests/hooks/host.c checksum' 'uint64_t sum' 'return 0; uint64_t sum'
  edit "$to" 'tests/hooks/host.c allocate' 'memset(memory, 0xa5, bytes);' ' '
  edit "$to" 'tests/hooks/host.c pm_node_release' 'free(node)' 'bury(node)'
  edit "$to" 'map.c branch_clear' 'pm_node_release(' 'release_late('
  edit "$to" 'slots.c pm_slots_release' 'pm_node_release(' 'release_late('
  cat tests/eva/late.h >>"$to/tests/hooks/pm_hooks.h"
  sed -i 's/\[N + 1\]/[21]/' "$to/tests/test_leaf.c" # a sum for a size crashes Frama-C 25
}

eva() { # COPY SHAPE FILE TEST ...; its log and beside it the seconds of CPU
  local copy=$out/$1 run=$2-$3-$4 shape=$2 file=$3 test includes
  shift 3
  includes="-Itests/eva -Itests/hooks -Itests/shape/$shape -Icore -Icore/scan -Itests"
  cp "$copy/tests/test_$file.c" "$copy/tests/$run.c"
  for test in "$@"; do printf '  %s();\n  Frama_C_show_each_done_%s();\n' "$test" "$test"; done |
    sed '1i void eva_main(void) {
      $a }' >>"$copy/tests/$run.c"
  cd "$copy" || return 1
  TIMEFORMAT=%U
  { time timeout 400 frama-c -c11 -machdep gcc_x86_64 -cpp-extra-args="$includes" \
    -eva -main eva_main -eva-domains cvalue -eva-slevel 1000000000 -eva-ilevel 256 \
    -eva-unroll-recursive-calls 100 -eva-no-alloc-returns-null -eva-alloc-builtin fresh \
    -eva-no-show-progress -eva-no-print core/*.c tests/hooks/host.c tests/eva/stubs.c \
    tests/{model,shapes,calls}.c "tests/$run.c" -then -metrics -metrics-eva-cover \
    >"$run.log" 2>&1 </dev/null || echo 'frama-c failed' >>"$run.log"; } 2>"$run.seconds"
}
export -f eva

copy core
copy beyond
edit "$out/beyond" 'iter.c next_kid' 'while (s < total && pm_kid(' 'while (s <= total && pm_kid('
copy freed
edit "$out/freed" 'branch.c pm_branch_replace' 'word != last' 'word != last && s > 0'
copy unwritten
edit "$out/unwritten" 'leaf.c hashes_copy' 'i = 0; i < n; i++) { hash_put' \
  'i = 1; i < n; i++) { hash_put'
controls='beyond out of bounds read
freed escaping addresses
unwritten uninitialized'
{
  sed 's/^/core /' <<<"$runs"
  awk '{ print $1, "tiny tour test_spread" }' <<<"$controls"
} | xargs -P "$jobs" -I{} bash -c 'eva {}'

# All tests done, each once (in one state), nothing imprecise, no alarm.
printf '%-8s %-8s %7s %6s  %s\n' shape file 'cpu s' alarms tests
while read -r shape file tests; do
  log=$out/core/$shape-$file-${tests%% *}.log verdict=
  alarms=$(grep -c 'eva:alarm' "$log" || true)
  done=$(grep -oE 'show_each_done_[a-z_0-9]*' "$log" | sed 's/show_each_done_//' | paste -sd' ')
  if [ "$alarms" != 0 ] || [ "$done" != "$tests" ] ||
    grep -qE 'garbled|imprecise|frama-c failed|NON TERMINATING' "$log"; then
    verdict="  FAILED, see $log" status=1
  fi
  printf '%-8s %-8s %7s %6s  %s\n' "$shape" "$file" "$(cat "${log%log}seconds")" "$alarms" \
    "$tests$verdict"
done <<<"$runs"
while read -r fault alarm; do
  if grep -A2 'eva:alarm' "$out/$fault"/*.log | grep "$alarm" >/dev/null; then
    echo "planted fault \"$fault\": found ($alarm)"
  else
    echo "planted fault \"$fault\": NOT FOUND, see $out/$fault" status=1
  fi
done <<<"$controls"

# The tour calls all of core but what is for the tests of parts.
[[ $runs != *' tour '* ]] || echo "functions of core that no tour reached:" "$(for log in "$out"/core/*-tour-*.log; do
  awk '/^\[/ { on = 0 } on { if (match($0, /<.*>: /)) { file = substr($0, RSTART + 1, RLENGTH - 4)
      $0 = substr($0, RSTART + RLENGTH) } if (file ~ /^core\/[a-z_]*\.c$/) print }
    /Unreached functions/ { on = 1 }' "$log" | tr -d ' ' | tr ';' '\n' | sed '/^$/d' | sort -u
done | sort | uniq -c | awk -v logs="$(ls "$out"/core/*-tour-*.log | wc -l)" '$1 == logs { print $2 }' |
  paste -sd' ')"
not_run() { # true if the test is one of words
  for source in tests/test_*.c; do
    file=$(basename "$source" .c) file=${file#test_}
    for test in $(grep -oE 'TEST\(test_[a-z_0-9]*\)' "$source" | sed 's/TEST(//; s/)//'); do
      grep -qE "^[a-z]+ $file .*\b$test\b" <<<"$runs" || echo "$file/$test"
    done
  done
}
echo "not run, they take child words apart bit by bit: $words"
echo "not run, too many steps:" "$(not_run | grep -vwF "$(tr ' ' '\n' <<<"$words")" | paste -sd' ')"
cpu=$(cat "$out"/*/*.seconds | awk '{ sum += $1 } END { printf "%d", sum }')
echo "eva: $([ $status = 0 ] && echo no alarm || echo FAILED), $((SECONDS - start)) s, $cpu s of CPU"
exit $status
