#!/usr/bin/env bash
# Thread stress of core/ under ThreadSanitizer: the map with a host that counts by C11 atomics,
# 8 threads, T seconds (60), half with the shipped fanout and half with a tiny one. Then the
# control: three hosts with a race planted, each of which must be reported.
#   ci/tsan.sh          T=10 THREADS=8 CC=clang-19
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${T:-60} threads=${THREADS:-8} cc=${CC:-clang-19} out=build/tsan
mkdir -p $out
if [ "$cc" = clang-19 ] && ! command -v clang-19 >/dev/null; then
  ci/need-packages.sh clang-19 libclang-rt-19-dev llvm-19
fi
export TSAN_OPTIONS="halt_on_error=1 exitcode=66 second_deadlock_stack=1"

# Some kernels place memory where the sanitizer does not expect it; without randomisation it fits.
run() { if "$out/probe" >/dev/null 2>&1; then "$@"; else setarch -R "$@"; fi; }

# compile NAME [-D...]
compile() {
  local name=$1; shift
  "$cc" -std=c11 -g -O2 -fno-omit-frame-pointer -fsanitize=thread -Wall -Wextra -Werror \
    -Itests/stress/hooks -Icore -Icore/layout -Icore/scan "$@" \
    tests/stress/*.c core/*.c -pthread -o "$out/$name"
}

echo 'int main(void) { return 0; }' > $out/probe.c
"$cc" -fsanitize=thread $out/probe.c -o $out/probe
if command -v llvm-symbolizer-19 >/dev/null; then
  TSAN_OPTIONS+=" external_symbolizer_path=$(command -v llvm-symbolizer-19)"
fi

compile shipped
compile tiny -DPM_CHUNK_BITS=2 -DPM_LEAF_MAX=2
half=$(((seconds + 1) / 2))
run $out/shipped $half "$threads"
run $out/tiny $half "$threads"

for plant in 1 2 3; do
  compile planted-$plant -DSTRESS_PLANT=$plant
  status=0
  run timeout 120 $out/planted-$plant 60 "$threads" > $out/planted-$plant.log 2>&1 || status=$?
  if [ $status != 66 ] || ! grep -q 'ThreadSanitizer: data race' $out/planted-$plant.log; then
    tail -20 $out/planted-$plant.log >&2
    echo "tsan: FAILED: planted race $plant was not reported (exit status $status)" >&2
    exit 1
  fi
  echo "tsan: planted race $plant reported: $(sed -n 's/^SUMMARY: ThreadSanitizer: //p' $out/planted-$plant.log | head -1)"
done
echo "tsan: no race in $seconds s, every planted race reported"
