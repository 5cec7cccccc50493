#!/usr/bin/env bash
# Fuzzes every target for T seconds (60) on all cores; or the one that is named.
#   ci/fuzz.sh [TARGET ...]     T=3600 JOBS=2 ci/fuzz.sh ops
# Starts from the committed corpus and from what earlier runs found (build/fuzz/corpus); FRESH=1
# starts from nothing, in build/fuzz/fresh. One line a target: coverage (edges), corpus size, runs,
# runs a second.
# Exit status 1 on any finding, with the reproducer's path and the command that replays it.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${T:-60} jobs=${JOBS:-$(nproc)}
export ASAN_OPTIONS=detect_leaks=1:quarantine_size_mb=16:malloc_context_size=12:${ASAN_OPTIONS:-}
export UBSAN_OPTIONS=print_stacktrace=1
if command -v llvm-symbolizer-19 >/dev/null; then ASAN_OPTIONS+=:external_symbolizer_path=$(command -v llvm-symbolizer-19); fi
if [ $# != 0 ]; then targets=("$@"); else mapfile -t targets < <(ci/fuzz-build.sh targets); fi
ci/fuzz-build.sh libfuzzer "${targets[@]}"

# Sums up the workers' logs: best coverage, largest corpus, runs, runs a second.
status() { # LOGS...
  awk -v seconds=$((SECONDS - began)) '
    /^#[0-9]/ { runs[FILENAME] = substr($1, 2)
      for (i = 1; i < NF; i++) {
        if ($i == "cov:" && $(i+1) > cov) cov = $(i+1)
        if ($i == "corp:" && $(i+1) + 0 > corpus) corpus = $(i+1) + 0 } }
    /^Done [0-9]/ { runs[FILENAME] = $2 }
    END { for (log_ in runs) sum += runs[log_]
      printf "cov %5d  corpus %5d  runs %9d  %6d/s", cov, corpus, sum, sum / (seconds > 0 ? seconds : 1) }' "$@"
}

fuzz() { # TARGET
  local target=$1 corpus=build/fuzz/corpus/$1 findings=build/fuzz/findings/$1 logs=() workers=() worker
  began=$SECONDS
  rm -rf "$findings" "build/fuzz/log/$target"
  if [ -n "${FRESH:-}" ]; then
    corpus=build/fuzz/fresh/$target
    rm -rf "$corpus"
  fi
  mkdir -p "$corpus" "$findings" "build/fuzz/log/$target"
  local seeds=() options=()
  # The interpreter keeps what it allocates: leaks are looked for at its end, by replay. It is
  # slow, so short inputs are no gain.
  [ "$target" != python ] || options=(-detect_leaks=0 -len_control=0 -max_len=256)
  [ -n "${FRESH:-}" ] || for dir in "fuzz/corpus/$target" "fuzz/crashes/$target"; do
    [ ! -d "$dir" ] || seeds+=("$dir")
  done
  for ((worker = 1; worker <= jobs; worker++)); do
    logs+=("build/fuzz/log/$target/$worker")
    "build/fuzz/libfuzzer/$target" -max_total_time="$seconds" -max_len=512 -len_control=20 -timeout=25 \
      -report_slow_units=25 \
      -rss_limit_mb=3000 -reload=1 -seed="$worker" \
      -artifact_prefix="$findings/" "${options[@]}" "$corpus" "${seeds[@]}" >"${logs[-1]}" 2>&1 &
    workers+=($!)
  done
  local failed=0 left=1 shown=$SECONDS
  while [ $left != 0 ]; do
    sleep 1
    left=0
    for worker in "${workers[@]}"; do if kill -0 "$worker" 2>/dev/null; then left=$((left + 1)); fi; done
    if [ -t 1 ]; then printf '\r%-8s %4d s  %s ' "$target" $((SECONDS - began)) "$(status "${logs[@]}")"
    elif [ $((SECONDS - shown)) -ge 15 ] && [ $left != 0 ]; then
      shown=$SECONDS
      printf '%-8s %4d s  %s\n' "$target" $((SECONDS - began)) "$(status "${logs[@]}")"
    fi
    # one finding is enough: the others would go on to the end
    if [ -n "$(ls "$findings")" ] && [ $left != 0 ]; then kill "${workers[@]}" 2>/dev/null || true; fi
  done
  for worker in "${!workers[@]}"; do
    # 72 and 143: ended by the kill above, not by what it found
    wait "${workers[worker]}" || { failed=$?; case $failed in 72 | 143) ;; *) cp "${logs[worker]}" "build/fuzz/log/$target/failed" ;; esac; }
  done
  [ ! -t 1 ] || printf '\r'
  printf '%-8s %4d s  %s  %s\n' "$target" $((SECONDS - began)) "$(status "${logs[@]}")" \
    "$([ $failed = 0 ] && echo ok || echo FINDING)"
  [ $failed != 0 ] || return 0
  grep -hE '^BROKEN|^SUMMARY|runtime error|^ERROR|==ERROR' "build/fuzz/log/$target/failed" 2>/dev/null | head -5 || true
  for file in "$findings"/*; do
    [ -e "$file" ] || { echo "  no reproducer; see build/fuzz/log/$target/"; break; }
    echo "  reproducer: $file"
    echo "  replay:     ci/replay.sh $target $file"
    echo "  keep it:    cp $file fuzz/crashes/$target/NNN-what-it-was"
  done
  return 1
}

status=0
trap 'trap - TERM; kill $(jobs -p) 2>/dev/null || true' INT TERM
for target in "${targets[@]}"; do
  fuzz "$target" || status=1
done
[ $status = 0 ] && echo "fuzz: ${#targets[@]} targets, $seconds s each on $jobs cores, no finding" || echo "fuzz: FINDINGS, see above"
exit $status
