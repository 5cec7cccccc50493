#!/usr/bin/env bash
# WP's smoke tests: does what core's functions assume anywhere contradict itself?
#   ci/verify-smoke.sh [UNIT ...]     CACHE=1 keeps what passed in build/verify/cache
set -euo pipefail
cd "$(dirname "$0")/.."
. ci/provers.sh
exec python3 spec/smoke.py "${cache[@]}" "$@"
