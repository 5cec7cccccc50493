#!/usr/bin/env bash
# Prints the path of a free-threaded CPython (3.13 or later): the one given, one already built,
# or one built now from Debian's source package into a cache outside the tree.
#
#   ci/free-threaded-python.sh          plain, built by gcc        FT_PYTHON= gives one instead
#   ci/free-threaded-python.sh --tsan   with ThreadSanitizer       FT_TSAN_PYTHON= gives one
#   ci/free-threaded-python.sh --find   as the first or (--find --tsan) the second, but never
#                                       builds: exit status 3 when there is none
#
# A build takes 5 to 13 minutes on two cores. Progress goes to stderr. PYTHON_SERIES="3.14 3.13"
# says which versions to try, in this order; JOBS=2 how many compilers to run.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
kind=ft find_only=
for option; do
  case $option in
    --tsan) kind=ft-tsan ;;
    --find) find_only=1 ;;
    *) echo "usage: $0 [--find] [--tsan]" >&2; exit 2 ;;
  esac
done
cache=${XDG_CACHE_HOME:-$HOME/.cache}/pypersistent-c/python
series=${PYTHON_SERIES:-3.14 3.13}
say() { echo "free-threaded-python: $*" >&2; }
die() { say "$@"; exit 1; }

# The last of some file names by version, or nothing: newest GLOB
newest() { if [ -e "$1" ]; then printf '%s\n' "$@" | sort -V | tail -1; fi; }

# A Python is right when it was built without the GIL and (for --tsan) with the sanitizer.
is_right() {
  "$1" - "$kind" <<'PY' 2>/dev/null
import sys, sysconfig
instrumented = "fsanitize=thread" in str(sysconfig.get_config_vars().get("PY_CORE_CFLAGS"))
free = bool(sysconfig.get_config_var("Py_GIL_DISABLED"))
sys.exit(not (free and instrumented == (sys.argv[1] == "ft-tsan")))
PY
}

find_python() {
  local given=${FT_PYTHON:-}
  [ $kind = ft ] || given=${FT_TSAN_PYTHON:-}
  if [ -n "$given" ]; then
    is_right "$given" || die "$given is not a free-threaded Python of this kind ($kind)"
    command -v "$given"
    return
  fi
  local version complete name
  for version in $series; do
    complete=$(newest "$cache/$version".*-"$kind"/.complete)
    if [ -n "$complete" ]; then echo "${complete%.complete}bin/python3"; return; fi
    if [ $kind = ft ]; then
      name=$(command -v "python${version}t") && is_right "$name" && { echo "$name"; return; }
    fi
  done
  return 1
}

# Names the archive to build from: .../python3.13_3.13.15.orig.tar.xz.
use_source() {
  archive=$1
  source_version=${archive##*_}
  source_version=${source_version%%[-+]*}
  source_version=${source_version%.orig.tar.xz}
  say "using ${archive##*/}"
}

# Fetches CPython's source package by an apt configuration of its own: the machine's mirror and
# keys, but newer suites, and no effect on the machine's package lists.
fetch_source() {
  local known version
  for version in $series; do
    known=$(newest "$cache/source/python${version}"_*.orig.tar.xz)
    if [ -n "$known" ]; then use_source "$known"; return; fi
  done
  command -v apt-get >/dev/null || die "no apt-get here: set FT_PYTHON (FT_TSAN_PYTHON) to a free-threaded Python"
  local mirror apt=$cache/apt suite candidate
  mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
    grep -oE '(https?|file|mirror\+file)://?[^ ]*/debian/?( |$)' | head -1 | tr -d ' ') || true
  [ -n "$mirror" ] || die "found no Debian mirror in /etc/apt: set FT_PYTHON (FT_TSAN_PYTHON)"
  mkdir -p "$apt"/{lists,archives,parts} "$cache/source"
  for suite in trixie forky sid; do
    echo "deb-src [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $mirror $suite main"
  done > "$apt/sources.list"
  local options=(-q -o "Dir::Etc::SourceList=$apt/sources.list" -o "Dir::Etc::SourceParts=$apt/parts"
    -o "Dir::State::Lists=$apt/lists" -o "Dir::Cache=$apt" -o APT::Sandbox::User=root)
  say "reading Debian's source lists"; apt-get "${options[@]}" update >&2 || say "some lists could not be read; going on with the others"
  for version in $series; do
    for candidate in $(apt-cache "${options[@]}" showsrc --only-source "python$version" 2>/dev/null |
        sed -n 's/^Version: //p' | grep -vE '~(a|b|rc)[0-9]' | sort -urV); do
      say "fetching python$version $candidate"
      if (cd "$apt/archives" && apt-get "${options[@]}" source --download-only \
          "python$version=$candidate") > "$apt/log" 2>&1; then
        known=$cache/source/python${version}_${candidate%-*}.orig.tar.xz
        mv "$apt/archives/${known##*/}" "$known"
        use_source "$known"
        return
      fi
      say "python$version $candidate is listed but could not be fetched"
    done
  done
  die "found no source package of Python ($series)"
}

# Runs a command with its output in a log, saying now and then how far it is.
with_progress() {
  local log=$1 start=$SECONDS; shift
  "$@" > "$log" 2>&1 &
  local job=$!
  while kill -0 $job 2>/dev/null; do
    sleep 5
    (( (SECONDS - start) % 30 < 5 )) && say "  $((SECONDS - start)) s: $(tail -1 "$log" | cut -c1-90)"
  done
  wait $job || { tail -30 "$log" >&2; die "failed: $* (see $log)"; }
}

build() {
  local prefix=$cache/$source_version-$kind tree=$cache/build/$source_version-$kind jobs=${JOBS:-2}
  local flags=(--prefix="$prefix" --disable-gil --with-ensurepip=no --disable-test-modules)
  rm -rf "$tree" "$prefix"
  mkdir -p "$tree"
  tar -xf "$archive" -C "$tree" --strip-components=1
  cd "$tree"
  say "configuring Python $source_version ($kind)"
  if [ $kind = ft-tsan ]; then
    export OPT="-DNDEBUG -g -O1 -Wall"
    with_progress configure.log ./configure "${flags[@]}" --with-thread-sanitizer CC=clang-19
  else
    with_progress configure.log ./configure "${flags[@]}" CC=gcc
  fi
  say "compiling with $jobs jobs"
  # The sanitizer would report CPython's own known races in the build's helper programs.
  TSAN_OPTIONS=exitcode=0:report_bugs=0 with_progress make.log make -j"$jobs"
  TSAN_OPTIONS=exitcode=0:report_bugs=0 with_progress install.log make install
  cp -r Tools/tsan "$prefix/tsan"
  touch "$prefix/.complete"
  cd "$cache" && rm -rf "$tree"
}

if find_python; then exit; fi
[ -z "$find_only" ] || { say "none is built ($kind)"; exit 3; }
mkdir -p "$cache/build"
exec 9> "$cache/$kind.lock"
flock -n 9 || { say "another build of this kind is running; waiting for it"; flock 9; }
if find_python; then exit; fi
"$here/need-packages.sh" gcc make xz-utils pkg-config libc6-dev zlib1g-dev libffi-dev ca-certificates
[ $kind = ft ] || "$here/need-packages.sh" clang-19 libclang-rt-19-dev llvm-19
fetch_source
build
find_python
