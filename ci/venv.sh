#!/usr/bin/env bash
# Makes (or reuses) a local virtual environment with the named groups of pyproject.toml's
# optional dependencies, and prints its path.   ci/venv.sh [PYTHON] [GROUP ...]
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-python3}
shift || true
command -v "$python" >/dev/null || { echo "venv.sh: no such Python: $python" >&2; exit 1; }
tag=$("$python" -c 'import sys; print("{}{}.{}".format(sys.implementation.name, *sys.version_info[:2]) + getattr(sys, "abiflags", ""))')
venv=build/venv-$tag
if [ ! -x "$venv/bin/python" ]; then
  mkdir -p build
  if ! "$python" -m venv "$venv" >&2; then
    rm -rf "$venv"
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
      echo "venv.sh: installing python3-venv" >&2
      { apt-get update && apt-get install -y --no-install-recommends python3-venv python3-dev; } >&2
      "$python" -m venv "$venv" >&2
    else
      echo "venv.sh: $python cannot make a virtual environment (on Debian: apt-get install python3-venv)" >&2
      exit 1
    fi
  fi
fi
for group in "$@"; do
  stamp=$venv/.has-$group
  if [ ! -e "$stamp" ] || [ pyproject.toml -nt "$stamp" ]; then
    mapfile -t packages < <(python3 ci/requirements.py "$group")
    "$venv/bin/python" -m pip install --quiet --disable-pip-version-check "${packages[@]}" >&2
    touch "$stamp"
  fi
done
echo "$venv"
