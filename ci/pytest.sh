#!/usr/bin/env bash
# Builds the extension with the test functions for one Python, into build/, and runs the suite on
# it.   ci/pytest.sh [PYTHON] [PYTEST ARGUMENT ...]
#   COVERAGE=1   with counters (ci/coverage.sh reads them)
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-${PYTHON:-python3}}
shift || true

# mypy's compiled parts exist for ordinary builds only; its tests say that they are skipped.
if "$python" -c 'import sys; sys.exit(not hasattr(sys, "gettotalrefcount"))'; then
  venv=$(ci/venv.sh "$python")
  stamp=$venv/.has-test-without-mypy
  if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    mapfile -t packages < <(python3 ci/requirements.py test | grep -v mypy)
    PYTHONWARNINGS=ignore "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
    touch "$stamp"
  fi
else
  venv=$(ci/venv.sh "$python" test)
fi

if [[ " $* " != *" --impl=model "* ]]; then
  header=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
  [ -e "$header" ] || { echo "pytest.sh: $header is missing (Debian: python3-dev)" >&2; exit 1; }
  lib=build/pytest/$(basename "$venv")${COVERAGE:+-coverage}
  log=$lib.log
  mkdir -p build/pytest
  if [ -n "${COVERAGE:-}" ]; then
    export CFLAGS="--coverage -g" LDFLAGS=--coverage
  fi
  # Rebuilt whole when any source changed, by content: setuptools only looks at some of the times.
  sources=$({ echo "${CFLAGS:-}|${LDFLAGS:-}|${CC:-}"
    find core pyext setup.py -type f \( -name '*.[ch]' -o -name '*.py*' -o -name py.typed \) \
      -print0 | sort -z | xargs -0 sha256sum; } | sha256sum)
  if [ "$(cat "$lib.sources" 2>/dev/null)" != "$sources" ]; then
    rm -rf "$lib"
    if ! PYPERSISTENT_TEST=1 "$venv/bin/python" setup.py build --force --build-lib "$lib" >"$log" 2>&1; then
      cat "$log" >&2
      echo "pytest.sh: the extension does not build for $python" >&2
      exit 1
    fi
    if grep '\.[ch]:[0-9:]* warning:' "$log"; then
      echo "pytest.sh: compiler warnings, see $log" >&2
      exit 1
    fi
    echo "$sources" >"$lib.sources"
  fi
  export PYTHONPATH=$PWD/$lib
fi
exec "$venv/bin/python" -m pytest -q -p no:cacheprovider "$@"
