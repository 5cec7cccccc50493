#!/usr/bin/env bash
# Builds the extension into the local virtual environment and runs the example on the history
# of a git repository, by default this one.   ci/demo.sh [ARGUMENTS OF git_history.py]
#   make demo ARGS="/path/to/repository --plot memory.svg"      make demo ARGS=--help
set -euo pipefail
here=$(cd "$(dirname "$0")/.." && pwd)
groups=()
for argument in "$@"; do
  case $argument in --plot | --plot=*) groups=(plot) ;; esac
done
venv=$("$here/ci/build.sh" "${PYTHON:-python3}" "${groups[@]}")
exec "$here/$venv/bin/python" "$here/pyext/examples/git_history.py" "$@"
