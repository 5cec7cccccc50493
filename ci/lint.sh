#!/usr/bin/env bash
# `make lint`: rules of CONTRIBUTING.md that a machine can check. No tool but python3, git and
# (for shape) clang-format, which is installed into the local environment.
set -euo pipefail
cd "$(dirname "$0")/.."
status=0
fail() { echo "lint: $*" >&2; status=1; }

echo "lint: file lengths (<= 400 lines; scripts <= 150)"
while read -r file; do
  lines=$(wc -l <"$file")
  case $file in
    ci/*) limit=150 ;;
    *.c | *.h | *.py | *.pyi) limit=400 ;;
    *) continue ;;
  esac
  [ "$lines" -le "$limit" ] || fail "$file has $lines lines, more than $limit"
done < <(git ls-files)

echo "lint: core/ has no preprocessor conditions but include guards, no Python, no allocation"
for file in core/*.[ch] core/*/*.h; do
  guards=$(grep -cE '^#[[:space:]]*(ifdef|if|elif)\b' "$file" || true)
  [ "$guards" = 0 ] || fail "$file: preprocessor condition"
  grep -nE '__FRAMAC__|Python\.h|\b(malloc|calloc|realloc|free|printf)[[:space:]]*\(' "$file" &&
    fail "$file: not allowed in core"
done
for file in core/*.[ch]; do
  grep -nE '\((struct [a-z_]+|uint(8|16|32|64|ptr)_t|char|void) \*+\)' "$file" |
    grep -v '\\null' && # of an annotation
    fail "$file: pointer cast outside the layout header"
done

echo "lint: C formatting"
venv=$(ci/venv.sh "${PYTHON:-python3}" lint)
mapfile -t sources < <(git ls-files '*.c' '*.h' ':!core/*' ':!spec/*')
"$venv/bin/clang-format" --dry-run --Werror "${sources[@]}" || fail "run clang-format -i on the files above"

echo "lint: Python"
"$venv/bin/ruff" check --quiet pyext tests ci fuzz spec || fail "ruff"

[ ! -x ci/lint-spec.sh ] || ci/lint-spec.sh || fail "spec"
[ "$status" = 0 ] && echo "lint: clean"
exit "$status"
