#!/usr/bin/env bash
# Lines and branches that the tests reach, as tables: of core/ by the C tests, of core/ and pyext/
# by the Python suite without its longest tests.   ci/coverage.sh [PYTHON]
#   Fails below 98 % of core's lines, or 90 % of pyext's (MIN_CORE, MIN_PYEXT).
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-${PYTHON:-python3}}

echo "--- core/, by the C tests"
ci/coverage-c.sh "${MIN_CORE:-98}"

venv=$(ci/venv.sh "$python" test)
tag=$(basename "$venv")-coverage
mkdir -p build/pytest
# Also those of objects built since: a program that meets them complains on stderr.
find build \( -path "build/pytest/*$tag*" -o -path 'build/setup-*' \) -name '*.gcda' -delete
COVERAGE=1 ci/pytest.sh "$python" -m "not big" -k "not no_leak and not freed and not git_history" -rN \
  >"build/pytest/$tag-tests.log" || { cat "build/pytest/$tag-tests.log"; exit 1; }
counters=$(find build/setup-* build/pytest -name '*.gcda' -newer "build/pytest/$tag.log")
[ -n "$counters" ] || { echo "coverage.sh: the tests left no counters" >&2; exit 1; }
# shellcheck disable=SC2086
gcov --json-format --stdout --branch-probabilities $counters >"build/pytest/$tag.json" 2>/dev/null
for room in core pyext; do
  echo "--- $room/, by the Python tests"
  minimum=0
  [ $room = core ] || minimum=${MIN_PYEXT:-90}
  python3 ci/coverage_table.py "$minimum" $room <"build/pytest/$tag.json"
done
