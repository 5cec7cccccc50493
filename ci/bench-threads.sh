#!/usr/bin/env bash
# How reading and deriving scale with threads, on a Python with the global lock and on one
# without: table and SVG plot in build/bench-threads/. About 6 minutes; QUICK=1: 1 minute.
# The machine should have nothing else to do.
#   ci/bench-threads.sh       GIL_PYTHON=python3.13  FT_PYTHON=...
set -euo pipefail
cd "$(dirname "$0")/.."
out=build/bench-threads
mkdir -p "$out"
load=$(cut -d' ' -f1 /proc/loadavg)
echo "bench-threads: $(nproc) cores, load before the start $load" >&2
options=()
[ "${QUICK:-0}" = 0 ] || options=(--seconds 0.05 --rounds 3)

ft=$(ci/free-threaded-python.sh)
# The same version with the lock tells most; any other tells what the lock does.
series=$("$ft" -c 'import sys; print("{}.{}".format(*sys.version_info))')
gil=${GIL_PYTHON:-}
[ -n "$gil" ] || gil=$(command -v "python$series" || command -v "${PYTHON:-python3}")
if ! "$gil" -c '' 2>/dev/null; then gil=${PYTHON:-python3}; fi

venv=$(ci/venv.sh "$gil" plot)
"$venv/bin/python" -c 'import setuptools' 2>/dev/null ||
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check 'setuptools>=77'
site=$PWD/$out/site
[ -d "$site/setuptools" ] ||
  "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --target "$site" \
    --only-binary=:all: 'setuptools>=77'

# measure NAME PYTHON: as a user would build it.
measure() {
  if ! PYPERSISTENT_TEST=0 PYTHONPATH=$site "$2" setup.py build --build-base "$out/$1" \
      --build-lib "$out/$1/lib" > "$out/$1.log" 2>&1; then
    cat "$out/$1.log" >&2
    exit 1
  fi
  PYTHONPATH=$PWD/$out/$1/lib "$2" tests/bench/threads.py "$out/$1.json" "${options[@]}"
}
measure gil "$venv/bin/python"
measure free "$ft"
"$venv/bin/python" tests/bench/threads_report.py "$out/table.md" "$out/scaling.svg" \
  "$out/free.json" "$out/gil.json"
echo "bench-threads: $out/table.md, $out/scaling.svg (load before: $load)" >&2
