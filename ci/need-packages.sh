#!/usr/bin/env bash
# Installs the Debian packages that are missing, or says which they are.
#   ci/need-packages.sh PACKAGE ...
set -euo pipefail
missing=()
for package; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
[ ${#missing[@]} != 0 ] || exit 0
if [ "$(id -u)" != 0 ] || ! command -v apt-get >/dev/null; then
  echo "need-packages: missing; on Debian: apt-get install ${missing[*]}" >&2
  exit 1
fi
echo "need-packages: installing ${missing[*]}" >&2
{ apt-get update -q && apt-get install -q -y --no-install-recommends "${missing[@]}"; } >&2
