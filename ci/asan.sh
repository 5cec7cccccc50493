#!/usr/bin/env bash
# Everything under AddressSanitizer, UBSan and LeakSanitizer: the C tests, pytest on the
# extension with every object in its own malloc and leaks an error, the fuzzers' corpora. Each of
# the three then has to fail on a fault planted for it (fuzz/controls).
#   ci/asan.sh [PYTEST ARGUMENT ...]
# The interpreter is Debian's own 3.11 where there is one, PYTHON otherwise: other builds leak a
# little at their end.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD out=$PWD/build/asan started=$SECONDS
python=${ASAN_PYTHON:-/usr/bin/python3.11}
command -v "$python" >/dev/null || python=${PYTHON:-python3}
command -v gcc >/dev/null || ci/need-packages.sh gcc libc6-dev
mkdir -p "$out"
say() { echo "asan: $*"; }

# An environment of its own: ci/venv.sh keeps one a version, and this must be Debian's.
if ! "$out/venv/bin/python" -c 'import pytest, hypothesis' 2>/dev/null; then
  rm -rf "$out/venv"
  "$python" -m venv "$out/venv" >/dev/null 2>&1 || {
    rm -rf "$out/venv"
    ci/need-packages.sh python3-venv python3-dev
    "$python" -m venv "$out/venv"
  }
  mapfile -t packages < <("$python" ci/requirements.py test | grep -E '^(pytest|hypothesis|setuptools)')
  "$out/venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade "${packages[@]}"
fi

build() { # SOURCE-TREE LIBRARY
  local log=$out/build.log
  (cd "$1" && PYPERSISTENT_TEST=1 CC=gcc LDFLAGS="-fsanitize=address,undefined" \
    CFLAGS="-g -O1 -fno-omit-frame-pointer -fsanitize=address,undefined -fno-sanitize-recover=all -DFREE_LIST_ROOM=0" \
    "$out/venv/bin/python" setup.py -q build --build-lib "$2") >"$log" 2>&1 || { cat "$log" >&2; exit 1; }
}

under_asan() { # LIBRARY PYTHON-ARGUMENT...
  local lib=$1
  shift
  LD_PRELOAD="$(gcc -print-file-name=libasan.so) $(gcc -print-file-name=libubsan.so)" \
    PYTHONMALLOC=malloc PYTHONPATH=$lib UBSAN_OPTIONS=print_stacktrace=1 \
    ASAN_OPTIONS=detect_leaks=1:malloc_context_size=14:quarantine_size_mb=64 \
    "$out/venv/bin/python" "$@"
}

# Must fail, and for the right reason.
must_report() { # WHAT PATTERN COMMAND...
  local what=$1 pattern=$2 log=$out/control.log
  shift 2
  if "$@" >"$log" 2>&1; then say "FAILED: $what was not noticed"; exit 1; fi
  grep -qE "$pattern" "$log" || { tail -20 "$log"; say "FAILED: $what failed for another reason"; exit 1; }
  say "control: $what is reported: $(grep -oE "$pattern" "$log" | head -1)"
}

# A copy of the tree with a fault in core.
plant() { # FAULT
  local tree=$out/planted
  rm -rf "$tree" && mkdir -p "$tree"
  cp -r core pyext tests ci setup.py pyproject.toml README.md LICENSE "$tree"
  python3 fuzz/mutate.py "fuzz/controls/$1" "$tree/core"
  echo "$tree"
}

say "C tests"
ci/ctest.sh
say "pytest with $("$python" --version)"
build "$root" "$out/lib"
# Left out: what needs other tools (mypy, git, a debug allocator that counts) and what measures
# time, memory or depth of stack, all of which a sanitizer changes.
ignore=()
for name in typing deep cost big git_history history_memory memory package; do
  [ ! -e "tests/py/test_$name.py" ] || ignore+=(--ignore="tests/py/test_$name.py")
done
under_asan "$out/lib" -m pytest -q -p no:cacheprovider -m "not slow" "${ignore[@]}" \
  --deselect tests/py/test_leaks.py::test_this_notices_a_leak tests/py "$@"
say "replay"
VALGRIND=0 ci/replay.sh

round_trip='
from pypersistent import PersistentMap
for n in range(100):
    m = PersistentMap.from_dict({i: object() for i in range(n)})
    for i in range(n): m = m.assoc(i, object()).dissoc(i)
'
tree=$(plant overflow)
must_report "an overflow, in the C tests" "AddressSanitizer: [a-z-]*buffer-overflow" "$tree/ci/ctest.sh" leaf
must_report "an overflow, in replay" "heap-buffer-overflow" \
  env CORE="$tree/core" OUT="$out/replay" bash -c 'ci/fuzz-build.sh asan tiny && "$OUT/tiny" fuzz/corpus/tiny'
build "$tree" "$tree/lib"
must_report "an overflow, in the extension" "heap-buffer-overflow" under_asan "$tree/lib" -c "$round_trip"
tree=$(plant leak)
build "$tree" "$tree/lib"
must_report "a leak, in the extension" "LeakSanitizer: detected memory leaks" under_asan "$tree/lib" -c "$round_trip"
under_asan "$out/lib" -c "$round_trip" # and without the fault it is clean
say "all pass, every control reported ($((SECONDS - started)) s)"
