#!/usr/bin/env bash
# Prints one line, "TAG PATH", for each CPython 3.11 or later of this machine that can build and
# test the extension, one for each version: $PYTHON or python3 first, then PATH, pyenv, /usr/bin.
# Those it leaves out it names on stderr, with the reason.
set -euo pipefail
candidates=("${PYTHON:-python3}")
for version in 3.11 3.12 3.13; do
  candidates+=("python$version" "${PYENV_ROOT:-$HOME/.pyenv}"/versions/"$version"*/bin/python"$version"
    "/usr/bin/python$version" "/usr/local/bin/python$version")
done
candidates+=(python3.11-dbg python3.12-dbg python3.13-dbg)

# What a candidate is: its tag, or why it will not do. A pyenv shim without a version fails.
describe='
import os, sys, sysconfig
tag = "{}.{}{}".format(*sys.version_info[:2], getattr(sys, "abiflags", ""))
if sys.implementation.name != "cpython" or sys.version_info < (3, 11):
    sys.exit(0)
if "t" in tag:
    print(tag, "no", "free-threaded: ci/threads.sh tests it")
    sys.exit(0)
try:
    import venv, ensurepip
except ImportError as error:
    print(tag, "no", error)
    sys.exit(0)
header = os.path.join(sysconfig.get_path("include"), "Python.h")
print(tag, "yes" if os.path.exists(header) else "no", "no " + header)
'
declare -A seen reason
for python in "${candidates[@]}"; do
  path=$(command -v "$python" 2>/dev/null) || continue
  read -r tag usable why < <("$path" -c "$describe" 2>/dev/null || true) || continue
  if [ -n "${seen[$tag]:-}" ]; then continue; fi
  if [ "$usable" = yes ]; then
    seen[$tag]=$path
    echo "$tag $path"
  else
    reason[$tag]="$path: $why"
  fi
done
for tag in "${!reason[@]}"; do
  [ -n "${seen[$tag]:-}" ] || echo "pythons.sh: left out ${reason[$tag]}" >&2
done
for version in 3.11 3.12 3.13; do
  [ -n "${seen[$version]:-}${reason[$version]:-}" ] || echo "pythons.sh: no $version here" >&2
done
[ -n "${seen[3.11d]:-}" ] || echo "pythons.sh: no debug build here (Debian: python3.11-dbg)" >&2
