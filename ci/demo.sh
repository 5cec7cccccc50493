#!/usr/bin/env bash
# Builds the extension into the local virtual environment and runs the example on the history
# of a git repository, by default this one.   ci/demo.sh [ARGUMENTS OF git_history.py]
#   make demo ARGS="/path/to/repository --plot memory.svg"
set -euo pipefail
