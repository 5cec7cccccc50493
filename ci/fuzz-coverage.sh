#!/usr/bin/env bash
# Lines and branches of core/ that the committed corpora and crashes reach: a table, and an HTML
# page in build/fuzz/cover/html/index.html. A branch that is not reached must be in
# fuzz/uncovered.txt with its reason, and only those may be; else the exit status is 1.
#   ci/fuzz-coverage.sh [TARGET ...]      CORPUS=build/fuzz/corpus for another set of inputs
set -euo pipefail
cd "$(dirname "$0")/.."
corpora=${CORPUS:-fuzz/corpus} out=build/fuzz/cover
if [ $# != 0 ]; then targets=("$@"); else mapfile -t targets < <(ci/fuzz-build.sh targets | grep -vx python); fi
ci/fuzz-build.sh cover "${targets[@]}"
tool() { command -v "$1-19" || command -v "$1-14" || command -v "$1"; }
profdata=$(tool llvm-profdata) cov=$(tool llvm-cov)

raw=() objects=()
for target in "${targets[@]}"; do
  paths=()
  for dir in "$corpora/$target" "fuzz/crashes/$target"; do [ ! -d "$dir" ] || paths+=("$dir"); done
  LLVM_PROFILE_FILE=$out/$target.profraw "$out/$target" "${paths[@]}" >/dev/null
  raw+=("$out/$target.profraw")
  objects+=(-object "$out/$target")
done
"$profdata" merge -sparse "${raw[@]}" -o $out/all.profdata
view=("${objects[@]:1:1}" "${objects[@]:2}" -instr-profile=$out/all.profdata)
"$cov" show "${view[@]}" -format=html -output-dir=$out/html -show-branches=count \
  -show-line-counts-or-regions core >/dev/null
"$cov" export "${view[@]}" core 2>/dev/null >$out/coverage.json
python3 fuzz/coverage.py $out/coverage.json fuzz/uncovered.txt
echo "page: $out/html/index.html"
