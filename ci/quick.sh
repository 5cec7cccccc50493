#!/usr/bin/env bash
# make quick: what is worth running after every edit, under a minute: the C tests in the shape
# that is shipped, and what is not slow of the Python suite, on one Python.
set -euo pipefail
cd "$(dirname "$0")/.."
SHAPES=${SHAPES:-shipped} ci/ctest.sh
ci/pytest.sh "${PYTHON:-python3}" --profile=quick -m "not slow" -rN "$@"
