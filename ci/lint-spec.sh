#!/usr/bin/env bash
# Rules for contracts and annotations: spec/lint.py says which. Needs python3 only; ci/lint.sh calls it.
set -euo pipefail
cd "$(dirname "$0")/.."
echo "lint: contracts"
python3 spec/lint.py
python3 spec/readme.py --check
echo "lint: faults can be planted"
python3 spec/faults.py --plant
