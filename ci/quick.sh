#!/usr/bin/env bash
# make quick: what is worth running after every edit, under a minute: the C tests in the shape
# that is shipped, and of the Python suite what is neither slow nor about the example, on one Python.
set -euo pipefail
cd "$(dirname "$0")/.."
SHAPES=${SHAPES:-shipped} ci/ctest.sh
ci/pytest.sh "${PYTHON:-python3}" --profile=quick -m "not slow" -k "not git_history" -rN "$@"
