#!/usr/bin/env bash
# Builds fuzz targets: build/fuzz/KIND/TARGET for each, printing nothing when all is well.
#   ci/fuzz-build.sh KIND TARGET ...        ci/fuzz-build.sh targets     (lists them)
# KIND: libfuzzer  clang, libFuzzer, ASan and UBSan
#       cover      clang, for line and branch coverage
#       asan       gcc, ASan and UBSan, fuzz/replay.c for a driver
#       valgrind   gcc, nothing else (memory is left as malloc gave it), the same driver
#       msan       clang, MemorySanitizer, the same driver
# A target is a file, fuzz/target/TARGET.c; its shape is fuzz/shape/TARGET or the shipped one.
# CORE=DIR and PYEXT=DIR take these sources from another place (ci/fuzz-mutants.sh), OUT=DIR
# builds there.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ "$1" = targets ]; then
  for file in fuzz/target/*.c; do basename "$file" .c; done
  exit 0
fi
kind=$1
shift
core=${CORE:-core} pyext=${PYEXT:-pyext} out=${OUT:-build/fuzz/$kind} jobs=${JOBS:-$(nproc)}

clang=${CLANG:-}
if [[ $kind = libfuzzer || $kind = cover || $kind = msan ]]; then
  for version in 19 14; do # whichever is here; else whichever can be had
    if [ -z "$clang" ] && command -v clang-$version >/dev/null; then clang=clang-$version; fi
  done
  for version in ${clang#clang-} 19 14; do
    command -v apt-get >/dev/null || break
    if ci/need-packages.sh "clang-$version" "libclang-rt-$version-dev" "llvm-$version"; then
      clang=clang-$version
      break
    fi
  done
  [ -n "$clang" ] || { echo "fuzz-build: no clang with libFuzzer (on Debian: clang-19 libclang-rt-19-dev llvm-19)" >&2; exit 1; }
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

# The interpreter of the python target: EMBED=/path/to/python3.X-config, else Debian's own.
embed() {
  local candidate
  for candidate in ${EMBED:-} /usr/bin/python3.11-config /usr/bin/python3-config python3-config; do
    if command -v "$candidate"; then return; fi
  done
  ci/need-packages.sh python3-dev libpython3-dev && echo /usr/bin/python3-config
}

# One object a source, made again when any header is newer (for hot.c, which includes sources:
# any file).
compile_one() { # DIRECTORY SOURCE
  local object headers='*.h'
  [[ $2 != */hot.c ]] || headers='*.[ch]'
  object=$1/$(basename "$(dirname "$2")")-$(basename "$2" .c).o
  if [ "$object" -nt "$2" ] && [ -z "$(find "$core" fuzz "$pyext" -name "$headers" -newer "$object" -print -quit)" ]; then return; fi
  # shellcheck disable=SC2086
  $cc $flags $includes -c "$2" -o "$object"
}
export -f compile_one
export core pyext cc flags includes

for target; do
  [ -e "fuzz/target/$target.c" ] ||
    { echo "fuzz-build: no target $target; there are: $(ci/fuzz-build.sh targets | xargs)" >&2; exit 2; }
  includes="-I$core -I$core/layout -I$core/scan" libraries=
  sources=("$core"/*.c "fuzz/target/$target.c" $driver)
  if [ "$target" = python ]; then
    shape=python config=$(embed)
    program=$("$config" --exec-prefix)/bin/$(basename "${config%-config}")
    includes="-I$pyext/hooks $includes -I$pyext -DPYPERSISTENT_TEST=1 -DFREE_LIST_ROOM=0 -Wno-unused-parameter
      -DFUZZ_PYTHON_PROGRAM=$program $("$config" --includes)"
    libraries=$("$config" --ldflags --embed)
    # what hot.c includes is compiled there and nowhere else; core lies beside pyext
    mapfile -t sources < <(printf '%s\n' "${sources[@]}" "$pyext"/*.c | grep -vxF -f <(
      sed -n 's/^#include "\(.*\.c\)".*/\1/p' "$pyext/hot.c" | sed "s|^\.\./core/|$core/|; t; s|^|$pyext/|"))
  else
    shape=shipped
    [ ! -d "fuzz/shape/$target" ] || shape=$target
    includes="-Ifuzz/hooks -Ifuzz/shape/$shape $includes -Ifuzz"
    for source in fuzz/*.c; do [ "$source" = fuzz/replay.c ] || sources+=("$source"); done
  fi
  objects=$out/shape-$shape
  mkdir -p "$objects"
  printf '%s\n' "${sources[@]}" | xargs -P "$jobs" -I{} bash -c "compile_one $objects {}"
  linked=()
  for source in "${sources[@]}"; do
    linked+=("$objects/$(basename "$(dirname "$source")")-$(basename "$source" .c).o")
  done
  # shellcheck disable=SC2086
  $cc $flags $link "${linked[@]}" $libraries -o "$out/$target"
done
