# Sourced by what runs WP, in the top folder: installs Frama-C and the provers, and sets
#   WHY3CONFIG  a configuration of our own, so that nobody's other provers take part
#   cache       the options for a kept cache, if CACHE=1
ci/need-packages.sh frama-c-base why3 z3 cvc4
ci/need-packages.sh libmimalloc2.0 || echo "provers.sh: without mimalloc, which takes longer" >&2
mkdir -p build/verify
export WHY3CONFIG=$PWD/build/verify/why3.conf
[ -s "$WHY3CONFIG" ] || why3 config detect >build/verify/why3.log 2>&1
grep -q CVC4 "$WHY3CONFIG" && grep -q Z3 "$WHY3CONFIG" ||
  { echo "provers.sh: why3 found no CVC4 or Z3, see build/verify/why3.log" >&2; exit 1; }
cache=()
[ -z "${CACHE:-}" ] || cache=(--cache "$PWD/build/verify/cache")
