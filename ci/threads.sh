#!/usr/bin/env bash
# The extension without a global lock: on a free-threaded CPython, found or built
# (ci/free-threaded-python.sh), the whole test suite and a stress of T seconds.
#   ci/threads.sh             T=60 THREADS=100      PROFILE=ci PYTEST=0: only the stress
#   TSAN=1 ci/threads.sh      the stress on an interpreter with ThreadSanitizer, T=120 THREADS=16,
#                             then the controls: what is wrong on purpose must be reported
# IF_BUILT=1: if that Python is not there yet, says that it skips, and succeeds.
set -euo pipefail
cd "$(dirname "$0")/.."
kind=ft options=()
if [ "${TSAN:-0}" != 0 ]; then kind=ft-tsan options=(--tsan); fi
say() { echo "threads: $*"; }
die() { echo "threads: FAILED: $*" >&2; exit 1; }

if [ "${IF_BUILT:-0}" != 0 ] && ! ci/free-threaded-python.sh --find "${options[@]}" >/dev/null; then
  say "SKIPPED ($kind): that Python is not built; ci/free-threaded-python.sh ${options[*]} does it"
  exit 0
fi
python=$(ci/free-threaded-python.sh "${options[@]}")
version=$("$python" -c 'import sys; print("{}.{}".format(*sys.version_info))')
out=$PWD/build/threads
mkdir -p "$out"

# It has no pip of its own: packages of pure Python, fetched by another Python's.
site=$out/site-$version
if [ ! -e "$site/.complete" ]; then
  say "fetching pytest, hypothesis and setuptools for Python $version"
  venv=$(ci/venv.sh "${PYTHON:-python3}")
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --upgrade --target "$site" \
    --only-binary=:all: --platform any --implementation py --abi none --python-version "$version" \
    'pytest>=8' 'hypothesis>=6.100' 'setuptools>=77'
  touch "$site/.complete"
fi

# build NAME [FLAG ...]: the extension in $out/NAME/lib.
build() {
  local name=$1 flags; shift
  flags=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("CFLAGS"))')
  if ! TSAN_OPTIONS=report_bugs=0 PYPERSISTENT_TEST=1 CFLAGS="$flags -g $*" PYTHONPATH=$site \
      "$python" setup.py build --build-base "$out/$name" --build-lib "$out/$name/lib" \
      > "$out/$name.log" 2>&1; then
    cat "$out/$name.log" >&2
    die "the extension does not build for $python"
  fi
}

assert_no_gil() {
  PYTHONPATH=$out/$kind/lib "$python" -W error - <<'PY' || die "importing the extension enables the GIL"
import sys, pypersistent
assert not sys._is_gil_enabled(), "the GIL is on"
print(f"threads: Python {sys.version.split()[0]} runs {pypersistent.__file__} without a GIL")
PY
}

# stress NAME ARGUMENT ...: on build NAME
stress() {
  local name=$1; shift
  PYTHONPATH=$out/$name/lib "$python" tests/stress/stress.py --no-gil "$@"
}

build $kind
assert_no_gil
if [ $kind = ft ]; then
  if [ "${PYTEST:-1}" != 0 ]; then
    say "the test suite"
    PYTHONDONTWRITEBYTECODE=1 PYTHONPATH=$out/$kind/lib:$site \
      "$python" -m pytest -q -p no:cacheprovider --profile "${PROFILE:-ci}" tests/py
  fi
  stress ft --seconds "${T:-60}" --threads "${THREADS:-100}"
  say "passed"
  exit 0
fi

# ---- ThreadSanitizer ----

grep -q __tsan_read "$out/$kind"/lib/pypersistent/*.so || die "the build is not instrumented"
suppressions=$(dirname "$python")/../tsan/suppressions_free_threading.txt
[ -e "$suppressions" ] || suppressions=${FT_TSAN_SUPPRESSIONS:?must name the suppressions file in the source of FT_TSAN_PYTHON}
export TSAN_OPTIONS="exitcode=66 suppressions=$suppressions"
if command -v llvm-symbolizer-19 >/dev/null; then
  TSAN_OPTIONS+=" external_symbolizer_path=$(command -v llvm-symbolizer-19)"
fi

stress $kind --seconds "${T:-120}" --threads "${THREADS:-16}" 2>"$out/tsan.log" || {
  cat "$out/tsan.log" >&2
  die "exit status $? (66: a race) in $out/tsan.log"
}

# must_report NAME FRAMES COMMAND ...: the command, which may take its time, is stopped by a
# race with such a frame (a pattern of grep) on one of the two stacks.
must_report() {
  local name=$1 frames=$2 status=0 log=$out/control-$1.log; shift 2
  TSAN_OPTIONS+=" halt_on_error=1" timeout 300 "$@" > "$log" 2>&1 || status=$?
  if [ $status != 66 ] || ! grep -q "^ *#$frames " "$log"; then
    tail -30 "$log" >&2
    die "control $name: no race in $frames was reported (exit status $status)"
  fi
  say "control $name: reported$(sed -n "s/^SUMMARY: ThreadSanitizer//p" "$log")"
}

say "controls: a racy extension, and ours without locks and atomics"
include=$("$python" -c 'import sysconfig; print(sysconfig.get_path("include"))')
suffix=$("$python" -c 'import sysconfig; print(sysconfig.get_config_var("EXT_SUFFIX"))')
mkdir -p "$out/racy"
clang-19 -fsanitize=thread -g -O1 -shared -fPIC -I"$include" tests/stress/controls/racy.c \
  -o "$out/racy/racy$suffix"
export PYTHONPATH=$out/racy
must_report iterator "[0-9]* racy_next" "$python" tests/stress/controls/race.py iterator
must_report hash "[0-9]* racy_hash" "$python" tests/stress/controls/race.py hash

build spoiled -include tests/stress/controls/spoiled.h
spoiled() {
  PYTHONPATH=$out/spoiled/lib must_report "$1" "$2" "$python" tests/stress/stress.py \
    --no-gil --threads 16 --seconds 60 --only "$1"
}
spoiled shared_iterators "[0-9]* iter_next"
spoiled shared_diffs "[0-9]* diff_next"
spoiled changing_sources "[0-9]* gather_dict"
spoiled cached_hash "[0-9]* map_hash"
# A compiler may give the load in has_weakrefs, which it inlines, to the caller's line.
spoiled weak_references "0 \(has_weakrefs\|map_dealloc\)"
say "passed: no race in ${T:-120} s, every control reported"
