#!/usr/bin/env bash
# Do the proofs notice faults? Plants each of spec/mutants and fuzz/mutants in a copy and runs WP on
# the function concerned; exit status 1 if a fault breaks no proof.
#   ci/verify-mutants.sh [NAME ...]        only faults whose names begin so
# SAMPLE=12: so many at random. SEED. JOBS: parallel jobs. CACHE=1 keeps proofs in
# build/verify/cache. UPDATE=1 writes their rows into spec/mutants/README.md.
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/provers.sh
arguments=("${cache[@]}" --jobs "${JOBS:-$(nproc)}" --sample "${SAMPLE:-0}" --seed "${SEED:-$RANDOM}")
[ -z "${UPDATE:-}" ] || arguments+=(--update)
exec python3 spec/faults.py "${arguments[@]}" "$@"
