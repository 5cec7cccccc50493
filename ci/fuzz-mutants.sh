#!/usr/bin/env bash
# Does fuzzing find bugs? Plants each fault of fuzz/mutants in a copy of core/ (or of pyext/, for
# the python target) and lets every target loose on it: first its committed corpus, then a
# campaign that starts from nothing, until some target has found it, 60 seconds at most.
#   ci/fuzz-mutants.sh [FAULT ...]      e.g. ci/fuzz-mutants.sh 42 51 (the others' rows are kept)
# JOBS: parallel jobs. UPDATE=1 writes the table into fuzz/README.md. Exit status 1 if a fault is
# not found by replay of the corpora or not from nothing.
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-$(nproc)} started=$SECONDS
export limit=${T:-60}
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:malloc_context_size=0:symbolize=0
mapfile -t targets < <(ci/fuzz-build.sh targets | grep -vx python)
export c_targets="${targets[*]}"
ci/fuzz-build.sh libfuzzer "${targets[@]}" python

# Runs one campaign; true if it found something, in $seconds and $runs.
campaign() { # DIRECTORY TARGET LIBFUZZER-ARGUMENT...
  local dir=$1 target=$2 log=$1/$2.log began
  shift 2
  began=$(date +%s%N)
  timeout 180 "$dir/$target" -timeout=10 -rss_limit_mb=2500 -print_final_stats=1 -seed=1 \
    -artifact_prefix="$dir/found-$target-" "$@" >"$log" 2>&1 || true
  compgen -G "$dir/found-$target-*" >/dev/null || return 1
  seconds=$((($(date +%s%N) - began) / 100000000))
  seconds=$((seconds / 10)).$((seconds % 10))
  runs=$(sed -n 's/^stat::number_of_executed_units: *//p' "$log")
}

one() { # FAULT-FILE
  local name dir target by= fresh= seconds=- runs=- stage shape
  local target_list=$c_targets shapes="shipped tiny" options=(-max_len=512 -len_control=20)
  name=$(basename "$1") dir=build/mutants/$(basename "$1")
  rm -rf "$dir"
  mkdir -p "$dir"
  cp -rp core pyext "$dir"
  if ! python3 fuzz/mutate.py "$1" "$dir/core"; then echo "$name|DOES NOT APPLY|-|-|-" >"$dir/row"; return; fi
  if head -1 "$1" | grep -q ^pyext/; then target_list=python shapes=python options=(-max_len=256 -len_control=0); fi
  for shape in $shapes; do cp -al "build/fuzz/libfuzzer/shape-$shape" "$dir"; done
  # shellcheck disable=SC2086
  JOBS=1 CORE=$dir/core PYEXT=$dir/pyext OUT=$dir EXTRA_CFLAGS=-w ci/fuzz-build.sh libfuzzer $target_list
  for target in $target_list; do
    if campaign "$dir" "$target" -runs=0 "fuzz/corpus/$target"; then by+="${by:+, }$target"; fi
  done
  rm -f "$dir"/found-*
  for stage in 3 12 "$limit"; do
    for target in $target_list; do
      rm -rf "$dir/fresh" && mkdir "$dir/fresh"
      if campaign "$dir" "$target" -max_total_time="$stage" "${options[@]}" "$dir/fresh"; then
        fresh=$target
        break 2
      fi
    done
  done
  [ -n "$fresh" ] || { seconds=- runs=-; }
  echo "$name|${by:-NOT FOUND}|${fresh:-NOT FOUND}|$seconds|$runs" >"$dir/row"
  echo "mutants: $name: corpora: ${by:-NOT FOUND}; from nothing: ${fresh:-NOT FOUND} ($seconds s, $runs runs)"
  find "$dir" -mindepth 1 -maxdepth 1 ! -name row ! -name '*.log' -exec rm -rf {} +
}
export -f campaign one

[ $# != 0 ] || rm -rf build/mutants
faults=()
for file in fuzz/mutants/*; do
  [ $# = 0 ] || { for wanted; do [[ $(basename "$file") == "$wanted"* ]] && faults+=("$file"); done; continue; }
  faults+=("$file")
done
printf '%s\n' "${faults[@]}" | xargs -P "$jobs" -I{} bash -c 'set -eu; one {}'

table=build/mutants/table.md
{
  echo "| fault | corpora that find it | from nothing: target | seconds | runs |"
  echo "|---|---|---|---|---|"
  for file in fuzz/mutants/*; do
    row=build/mutants/$(basename "$file")/row
    [ -e "$row" ] || { mkdir -p "$(dirname "$row")" && echo "$(basename "$file")|NOT RUN|-|-|-" >"$row"; }
    sed 's/|/ | /g; s/.*/| & |/' "$row"
  done
} >$table
missed=$(grep -cE 'NOT' $table || true)
summary="$(find fuzz/mutants -type f | wc -l) faults planted, $missed not found"
if [ -n "${UPDATE:-}" ]; then
  python3 - "$table" "$summary" <<'PY'
import sys
from pathlib import Path
page, table = Path("fuzz/README.md"), Path(sys.argv[1]).read_text()
head, rest = page.read_text().split("<!-- mutants: written by ci/fuzz-mutants.sh -->\n")
_, tail = rest.split("<!-- end of mutants -->\n")
page.write_text(
    f"{head}<!-- mutants: written by ci/fuzz-mutants.sh -->\n{sys.argv[2]}\n\n{table}"
    f"<!-- end of mutants -->\n{tail}"
)
PY
fi
echo "mutants: $summary ($((SECONDS - started)) s); table: $table"
[ "$missed" = 0 ]
