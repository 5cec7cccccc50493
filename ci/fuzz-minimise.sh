#!/usr/bin/env bash
# Renews the committed corpora from what campaigns found (build/fuzz/corpus): first the least
# set that reaches every edge, then inputs that differ in how often, up to 200 files and
# 256 KiB a target. Files whose name is not a hash were put there by hand and stay.
#   ci/fuzz-minimise.sh [TARGET ...]
set -euo pipefail
cd "$(dirname "$0")/.."
most=${MOST:-200} bytes=262144
export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16:malloc_context_size=0
if [ $# != 0 ]; then targets=("$@"); else mapfile -t targets < <(ci/fuzz-build.sh targets); fi
ci/fuzz-build.sh libfuzzer "${targets[@]}"
for target in "${targets[@]}"; do
  work=build/fuzz/minimise/$target all=build/fuzz/minimise/$target/all
  rm -rf "$work"
  mkdir -p "$all" "$work/edges" "$work/counts" "$work/new" "fuzz/corpus/$target"
  for dir in "fuzz/corpus/$target" "build/fuzz/corpus/$target"; do
    [ ! -d "$dir" ] || find "$dir" -type f -size -3k -exec cp -t "$all" {} +
  done
  run=("build/fuzz/libfuzzer/$target" -set_cover_merge=1 -timeout=25 -rss_limit_mb=3000)
  "${run[@]}" -use_counters=0 "$work/edges" "$all" >"$work/log" 2>&1 || { tail -5 "$work/log"; exit 1; }
  "${run[@]}" "$work/counts" "$all" >>"$work/log" 2>&1
  cp "$work"/edges/* "$work/new"
  find "fuzz/corpus/$target" -type f -regextype egrep ! -regex '.*/[0-9a-f]{40}' -exec cp -t "$work/new" {} +
  used=$(cat "$work"/new/* | wc -c) files=$(find "$work/new" -type f | wc -l)
  # The names are hashes of the contents: their order is a fair draw, and always the same.
  for file in "$work"/counts/*; do
    [ "$files" -lt "$most" ] || break
    size=$(stat -c %s "$file")
    [ -e "$work/new/$(basename "$file")" ] || [ $((used + size)) -gt $bytes ] && continue
    cp "$file" "$work/new"
    used=$((used + size)) files=$((files + 1))
  done
  rm -rf "fuzz/corpus/$target"
  mv "$work/new" "fuzz/corpus/$target"
  echo "minimise: $target: $(find "$all" -type f | wc -l) inputs -> $files ($used bytes), $(find "$work/edges" -type f | wc -l) of them for edges"
done
