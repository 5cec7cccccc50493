#!/usr/bin/env bash
# Counts the instructions of the hot operations with callgrind and prints what moved by more
# than 2 % against tests/bench/instructions.json. Informs; fails only when it cannot count.
#   PEERS=1    instead, a table beside dict and immutables, with cache misses (make bench first)
#   UPDATE=1   writes the ledger     PYTHON=python3.13   another interpreter, with its own part
set -euo pipefail
cd "$(dirname "$0")/.."
ci/need-packages.sh valgrind
venv=$PWD/$(ci/venv.sh "${PYTHON:-python3}" bench)
tag=${venv##*/venv-}
export BENCH_BUILD=$PWD/build/bench/$tag BENCH_PEERS=$PWD/build/bench/$tag/peers
export BENCH_FLAGS=${CFLAGS:-}
mkdir -p "$BENCH_BUILD"
(
  flock 9
  PYPERSISTENT_TEST=0 "$venv/bin/python" setup.py --quiet build \
    --build-lib "$BENCH_BUILD/ours" >"$BENCH_BUILD/ours.log" 2>&1 || {
    cat "$BENCH_BUILD/ours.log" >&2
    exit 1
  }
) 9>build/.pip-lock
export PYTHONPATH=$BENCH_BUILD/ours:$PWD/tests PYTHONDONTWRITEBYTECODE=1
if [ -n "${PEERS:-}" ]; then
  PYTHONPATH+=:$BENCH_PEERS/immutables
  exec "$venv/bin/python" -m bench.counters
fi
exec "$venv/bin/python" -m bench.instructions ${UPDATE:+--update}
