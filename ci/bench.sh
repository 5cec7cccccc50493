#!/usr/bin/env bash
# The benchmark: this map beside dict and the peers, about 10 minutes.  ci/bench.sh [--help]
# Makes a virtual environment with the pinned peers (a peer that cannot be had is left out by
# name), builds the extension as a user would, measures, writes tests/bench/results/ and the
# table in README.md. QUICK=1: about 90 s, coarser, written to build/bench/results/.
#   PYTHON=python3.13   OUTPUT=DIRECTORY   BENCH_HISTORY=REPOSITORY|LIST   BENCH_CPU=2 (stay on
#   that processor)   BENCH_CLOCK=wall|cpu (tests/bench/clock.py)   CFLAGS=... (for the extension)
set -euo pipefail
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
venv=$PWD/$(ci/venv.sh "$python" bench)
tag=${venv##*/venv-}
export BENCH_BUILD=$PWD/build/bench/$tag BENCH_PEERS=$PWD/build/bench/$tag/peers
mkdir -p "$BENCH_PEERS"

# Peers, each into a folder of its own: one that fails takes no other with it, and the C++ one
# has the import name of this project.
path=
while read -r requirement; do
  name=${requirement%%=*}
  folder=$BENCH_PEERS/$name
  if [ "$(cat "$folder/.requirement" 2>/dev/null)" != "$requirement" ]; then
    rm -rf "$folder"
    echo "bench.sh: installing $requirement" >&2
    if "$venv/bin/python" -m pip install --quiet --disable-pip-version-check --no-deps \
      --target "$folder" "$requirement" >"$BENCH_PEERS/$name.log" 2>&1; then
      echo "$requirement" >"$folder/.requirement"
    else
      echo "bench.sh: left out: $requirement ($(tail -1 "$BENCH_PEERS/$name.log"))" >&2
      rm -rf "$folder"
    fi
  fi
  [ "$name" = pypersistent ] || path=$path:$folder
done < <(python3 ci/requirements.py bench-peers)

# The extension, without the test functions; and with other leaf sizes, to compare.
build() { # NAME [CFLAGS]
  local log=$BENCH_BUILD/$1.log
  if ! CFLAGS=${2:-${CFLAGS:-}} PYPERSISTENT_TEST=0 "$venv/bin/python" setup.py --quiet build \
    --build-lib "$BENCH_BUILD/$1" >"$log" 2>&1; then
    cat "$log" >&2
    return 1
  fi
}
echo "bench.sh: building for $("$venv/bin/python" --version)" >&2
(
  flock 9
  build ours
) 9>build/.pip-lock
if [ -z "${CFLAGS:-}" ]; then
  # A copy of the sources: two full leaves must fit what is sorted without scratch.
  copy=$BENCH_BUILD/source
  rm -rf "$copy/core" "$copy/pyext"
  mkdir -p "$copy"
  cp -pr core pyext setup.py pyproject.toml README.md LICENSE "$copy"
  sed -i 's/^#define PM_SORT_SMALL .*/#define PM_SORT_SMALL 64u/' "$copy/core/items.h"
  cd "$copy"
  for entries in 8 12 24 32; do
    build "leaf-$entries" "-DPM_LEAF_MAX=$entries"
  done
  cd "$OLDPWD"
fi

options=(--output "${OUTPUT:-tests/bench/results}")
if [ -n "${QUICK:-}" ]; then
  options=(--quick --output "${OUTPUT:-build/bench/results}")
fi
run=("$venv/bin/python" -m bench.run)
if [ -n "${BENCH_CPU:-}" ]; then
  run=(taskset -c "$BENCH_CPU" "${run[@]}")
fi
export PYTHONPATH=$BENCH_BUILD/ours:$PWD/tests$path PYTHONDONTWRITEBYTECODE=1
export BENCH_FLAGS=${CFLAGS:-}
exec "${run[@]}" "${options[@]}" "$@"
