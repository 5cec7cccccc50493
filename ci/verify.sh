#!/usr/bin/env bash
# Proves core/ with Frama-C/WP, from nothing. CACHE=1 keeps proofs in build/verify/cache.
#   ci/verify.sh [--update] [--timeout S] [UNIT ...]     e.g. CACHE=1 ci/verify.sh core/leaf.c
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/provers.sh
exec python3 spec/verify.py "${cache[@]}" "$@"
