#!/usr/bin/env bash
# Everything README promises, on a bare machine, in under 60 minutes on two cores. Each job
# installs what it needs. Stops at the first failure and ends with a line that counts the jobs.
#   THREADS_IF_BUILT=1: do not build a free-threaded Python where there is none yet, as when half an
#   hour is over already: building takes up to 15 minutes
set -euo pipefail
cd "$(dirname "$0")/.."
passed=0
job() {
  local started=$SECONDS
  echo "=== $* (after $((SECONDS / 60)) min)"
  "$@" </dev/null || { echo "=== FAILED: $*"; exit 1; }
  passed=$((passed + 1))
  echo "=== ok ($((SECONDS - started)) s): $*"
}

job make lint
job make demo
job make test
job make replay
T=${FUZZ_SECONDS:-30} job make fuzz
job make asan
job make msan
T=20 job make tsan
job make verify
job make verify-smoke
SAMPLE=12 SEED=1 job make verify-mutants
job make eva
QUICK=1 job make bench
late=$([ $SECONDS -lt 2000 ] && echo 0 || echo 1)
IF_BUILT=${THREADS_IF_BUILT:-$late} T=20 PROFILE=quick job make threads
IF_BUILT=1 T=32 TSAN=1 job make threads
echo "$passed passed, 0 failed"
