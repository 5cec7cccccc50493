#!/usr/bin/env bash
# Proves core/ with Frama-C/WP, from nothing. CACHE=1 keeps proofs in build/verify/cache.
#   ci/verify.sh [--update] [--timeout S] [UNIT ...]     e.g. CACHE=1 ci/verify.sh core/leaf.c
set -euo pipefail
cd "$(dirname "$0")/.."
ci/need-packages.sh frama-c-base why3 z3 cvc4
ci/need-packages.sh libmimalloc2.0 || echo "verify.sh: without mimalloc, which takes longer" >&2
mkdir -p build/verify
# A configuration of our own, so that nobody's other provers take part.
export WHY3CONFIG=$PWD/build/verify/why3.conf
[ -s "$WHY3CONFIG" ] || why3 config detect >build/verify/why3.log 2>&1
grep -q CVC4 "$WHY3CONFIG" && grep -q Z3 "$WHY3CONFIG" ||
  { echo "verify.sh: why3 found no CVC4 or Z3, see build/verify/why3.log" >&2; exit 1; }
cache=()
[ -z "${CACHE:-}" ] || cache=(--cache "$PWD/build/verify/cache")
exec python3 spec/verify.py "${cache[@]}" "$@"
