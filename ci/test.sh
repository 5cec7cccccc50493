#!/usr/bin/env bash
# make test: C tests under sanitizers, pytest on every CPython from 3.11 up that this machine has
# and on its debug build, the same suite over the plain-Python model, mypy (a part of pytest), and
# coverage. Two jobs at a time; the whole output of each is in build/test/.   JOBS=N: N at a time
set -euo pipefail
cd "$(dirname "$0")/.."
jobs=${JOBS:-2}
logs=build/test
rm -rf "$logs"
mkdir -p "$logs"
started=$SECONDS

mapfile -t pythons < <(ci/pythons.sh)
[ ${#pythons[@]} != 0 ] || { echo "test.sh: no CPython 3.11 or later with headers and venv" >&2; exit 1; }
first=${pythons[0]#* }

# Environments one after the other: pip and apt do not like company.
for line in "${pythons[@]}"; do
  echo "test.sh: ${line%% *} is ${line#* }"
  ci/pytest.sh "${line#* }" --version >/dev/null
done

# NAME, then the command. The longest first.
run() {
  local name=$1 begun=$SECONDS status=0
  shift
  # Bash makes what it starts with & deaf to Ctrl-C, which the example's test needs to hear.
  env --default-signal=INT "$@" >"$logs/$name" 2>&1 </dev/null || status=$?
  if [ $status = 0 ]; then
    echo "test.sh: ok      $name, $((SECONDS - begun)) s: $(tail -n 1 "$logs/$name")"
  else
    echo "test.sh: FAILED  $name, exit status $status"
    touch "$logs/.failed"
    sed "s/^/  $name | /" "$logs/$name" | tail -n 60
  fi
}
start() {
  while [ "$(jobs -rp | wc -l)" -ge "$jobs" ]; do wait -n; done
  run "$@" &
}

start "big" ci/pytest.sh "$first" -m big
for line in "${pythons[@]}"; do
  tag=${line%% *} python=${line#* }
  # The example program is tested on one Python; a debug build is there to count references.
  case $tag,$python in
    *,"$first") start "pytest-$tag" ci/pytest.sh "$python" -m "not big" ;;
    *d,*) start "pytest-$tag" ci/pytest.sh "$python" -m "not big" \
      -k "not git_history and not cost and not freed and not machine" ;;
    *) start "pytest-$tag" ci/pytest.sh "$python" -m "not big" -k "not git_history" ;;
  esac
done
start "ctest" ci/ctest.sh
start "model" ci/pytest.sh "$first" --impl=model
start "coverage" ci/coverage.sh "$first"
wait

grep -h '^SKIPPED' "$logs"/pytest-* 2>/dev/null | sort -u | sed 's/^/test.sh: /' || true
sed -n '/^---/,$p' "$logs/coverage"
if [ -e "$logs/.failed" ]; then
  echo "test.sh: FAILED after $((SECONDS - started)) s"
  exit 1
fi
echo "test.sh: everything passed in $((SECONDS - started)) s, on $(printf '%s ' "${pythons[@]%% *}")"
