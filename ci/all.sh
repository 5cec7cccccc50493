#!/usr/bin/env bash
# Everything README promises, on a bare machine, in under 60 minutes on two cores. Stops at the
# first failure and ends with a line that counts the jobs.
set -euo pipefail
cd "$(dirname "$0")/.."
passed=0
job() {
  local started=$SECONDS
  echo "=== $*"
  "$@" </dev/null || { echo "=== FAILED: $*"; exit 1; }
  passed=$((passed + 1))
  echo "=== ok ($((SECONDS - started)) s): $*"
}

job make lint
job make demo
job make test
job make replay
T=30 job make fuzz
job make asan
T=20 job make tsan
job make verify
QUICK=1 job make bench
echo "$passed passed, 0 failed"
