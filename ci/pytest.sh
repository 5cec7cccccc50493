#!/usr/bin/env bash
# Builds the extension with the test functions for one Python, into build/, and runs the suite on
# it.   ci/pytest.sh [PYTHON] [PYTEST ARGUMENT ...]     COVERAGE=1: with counters, see coverage.sh
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
shift || true
venv=$(ci/venv.sh "$python" test)

if [[ " $* " != *" --impl=model "* ]]; then
  lib=build/pytest/$(basename "$venv")${COVERAGE:+-coverage}
  mkdir -p "$lib"
  log=$lib.log
  if [ -n "${COVERAGE:-}" ]; then
    # -O0 and no NDEBUG-style tricks: a line of the table is a line of the source.
    export CFLAGS="--coverage -O0 -g -fprofile-abs-path" LDFLAGS=--coverage
  fi
  if ! PYPERSISTENT_TEST=1 "$venv/bin/python" setup.py build --build-lib "$lib" >"$log" 2>&1; then
    cat "$log" >&2
    echo "pytest.sh: the extension does not build for $python" >&2
    exit 1
  fi
  if grep "\.[ch]:[0-9:]* warning:" "$log"; then
    echo "pytest.sh: compiler warnings, see $log" >&2
    exit 1
  fi
  export PYTHONPATH=$PWD/$lib
fi
exec "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
