#!/usr/bin/env bash
# Builds the extension and installs it into the local virtual environment of one Python, with
# the test functions (_core._check, _core._force_trie). Does nothing when nothing changed
# since the last time. Prints the path of the environment.   ci/build.sh [PYTHON [GROUP ...]]
#   CFLAGS, LDFLAGS   added to the flags     PYPERSISTENT_TEST=0   as a user would install it
set -euo pipefail
cd "$(dirname "$0")/.."
python=${1:-${PYTHON:-python3}}
shift || true
export PYPERSISTENT_TEST=${PYPERSISTENT_TEST:-1}
venv=$(ci/venv.sh "$python" "$@")

# Everything that goes into the build, by content: times of a fresh checkout say nothing.
fingerprint=$({
  printf '%s|%s|%s|%s\n' "$PYPERSISTENT_TEST" "${CFLAGS:-}" "${LDFLAGS:-}" "${CC:-}"
  find core pyext setup.py MANIFEST.in pyproject.toml README.md LICENSE -type f \
    ! -path '*/__pycache__/*' ! -path 'pyext/examples/*' -print0 | sort -z | xargs -0 sha256sum
} | sha256sum)
stamp=$venv/.built
if [ "$(cat "$stamp" 2>/dev/null)" = "$fingerprint" ]; then
  echo "$venv"
  exit 0
fi
rm -f "$stamp"

command -v "${CC:-cc}" >/dev/null || {
  echo "build.sh: no C compiler (${CC:-cc}); on Debian: apt-get install gcc" >&2
  exit 1
}
header=$("$venv/bin/python" -c 'import sysconfig; print(sysconfig.get_path("include"))')/Python.h
[ -e "$header" ] || {
  echo "build.sh: $header is missing; on Debian: apt-get install python3-dev" >&2
  exit 1
}

pip=("$venv/bin/python" -m pip --disable-pip-version-check)
enough='import setuptools as s, sys; sys.exit(int(s.__version__.split(".")[0]) < 77)'
if ! "$venv/bin/python" -c "$enough" 2>/dev/null; then
  echo "build.sh: installing setuptools" >&2
  "${pip[@]}" install --quiet --upgrade 'setuptools>=77' >&2
fi
echo "build.sh: building for $("$venv/bin/python" --version)" >&2
# One build at a time: pip works inside the checkout.
(
  flock 9
  "${pip[@]}" install --quiet --no-build-isolation --no-deps --force-reinstall . >&2
) 9>build/.pip-lock
"$venv/bin/python" -c 'import pypersistent._core'
echo "$fingerprint" >"$stamp"
echo "$venv"
