#!/usr/bin/env bash
# Builds fuzz targets: build/fuzz/KIND/TARGET for each, printing nothing when all is well.
#   ci/fuzz-build.sh KIND TARGET ...        ci/fuzz-build.sh targets     (lists them)
# KIND: libfuzzer  clang, libFuzzer, ASan and UBSan
#       cover      clang, for line and branch coverage
#       asan       gcc, ASan and UBSan, fuzz/replay.c for a driver
#       valgrind   gcc, nothing else (memory is left as malloc gave it), the same driver
#       msan       clang, MemorySanitizer, the same driver
# A target is a file, fuzz/target/TARGET.c; its shape is fuzz/shape/TARGET or the shipped one.
# CORE=DIR takes core/'s sources from another place (ci/fuzz-mutants.sh), OUT=DIR builds there.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$1" = targets ]; then
  for file in fuzz/target/*.c; do basename "$file" .c; done
  exit 0
fi
kind=$1
shift
core=${CORE:-core} out=${OUT:-build/fuzz/$kind} jobs=${JOBS:-$(nproc)}

clang=${CLANG:-}
if [ -z "$clang" ] && [[ $kind = libfuzzer || $kind = cover || $kind = msan ]]; then
  for candidate in clang-19 clang-14; do
    if command -v "$candidate" >/dev/null; then clang=$candidate; break; fi
  done
  if [ -z "$clang" ]; then
    ci/need-packages.sh clang-19 libclang-rt-19-dev llvm-19 && clang=clang-19 ||
      { ci/need-packages.sh clang-14 libclang-rt-14-dev llvm-14 && clang=clang-14; }
  elif [ "$(dpkg --print-architecture 2>/dev/null)" != "" ]; then
    ci/need-packages.sh "libclang-rt-${clang#clang-}-dev" "llvm-${clang#clang-}"
  fi
fi

base="-std=c11 -g -Wall -Wextra -Werror -fno-omit-frame-pointer"
case $kind in
  # Inputs are decoded, not matched: tracing comparisons costs half the speed for nothing.
  libfuzzer) cc=$clang driver= flags="$base -O2 -fsanitize=address,undefined,fuzzer-no-link
    -fno-sanitize-coverage=trace-cmp -fno-sanitize-recover=all" link="-fsanitize=fuzzer" ;;
  cover) cc=$clang driver=fuzz/replay.c link=
    flags="$base -O0 -fprofile-instr-generate -fcoverage-mapping" ;;
  asan) cc=${CC:-gcc} driver=fuzz/replay.c link=
    flags="$base -O1 -fsanitize=address,undefined -fno-sanitize-recover=all" ;;
  valgrind) cc=${CC:-gcc} driver=fuzz/replay.c link= flags="$base -O1 -DFUZZ_SEES_UNINITIALISED" ;;
  msan) cc=$clang driver=fuzz/replay.c link=
    flags="$base -O1 -fsanitize=memory -fsanitize-memory-track-origins -DFUZZ_SEES_UNINITIALISED" ;;
  *) echo "fuzz-build: no such kind: $kind" >&2; exit 2 ;;
esac
flags+=" ${EXTRA_CFLAGS:-}"
command -v "$cc" >/dev/null || { echo "fuzz-build: no C compiler $cc (on Debian: apt-get install gcc)" >&2; exit 1; }

# One object a source and shape, made again when any header is newer.
compile_one() { # SHAPE SOURCE
  local object="$out/shape-$1/$(basename "$(dirname "$2")")-$(basename "$2" .c).o"
  if [ "$object" -nt "$2" ] && [ -z "$(find "$core" fuzz -name '*.h' -newer "$object" -print -quit)" ]; then return; fi
  # shellcheck disable=SC2086
  "$cc" $flags -I"$core" -I"$core/layout" -I"$core/scan" -Ifuzz/hooks -I"fuzz/shape/$1" -Ifuzz \
    -c "$2" -o "$object"
}
export -f compile_one
export out core cc flags

harness=(fuzz/audit.c fuzz/calls.c fuzz/host.c fuzz/model.c fuzz/plan.c fuzz/run.c fuzz/steps.c
  fuzz/version.c fuzz/walks.c $driver)
for target; do
  [ -e "fuzz/target/$target.c" ] ||
    { echo "fuzz-build: no target $target; there are: $(ci/fuzz-build.sh targets | xargs)" >&2; exit 2; }
  if [ "$target" = python ]; then
    CC=$cc FLAGS=$flags LINK=$link DRIVER=$driver ci/fuzz-build-python.sh "$out/python"
    continue
  fi
  shape=shipped
  [ -d "fuzz/shape/$target" ] && shape=$target
  mkdir -p "$out/shape-$shape"
  printf '%s\n' "${harness[@]}" "$core"/*.c "fuzz/target/$target.c" |
    xargs -P "$jobs" -I{} bash -c "compile_one $shape {}"
  objects=()
  for source in "${harness[@]}" "$core"/*.c "fuzz/target/$target.c"; do
    objects+=("$out/shape-$shape/$(basename "$(dirname "$source")")-$(basename "$source" .c).o")
  done
  # shellcheck disable=SC2086
  "$cc" $flags $link "${objects[@]}" -o "$out/$target"
done
