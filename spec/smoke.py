"""WP's smoke tests: can a prover show that some place in a claimed function is never reached?

At each function's preconditions, in each loop and in each branch CVC4 is asked to prove \\false from
all that is assumed there. If it can, then preconditions, invariants or contracts contradict each
other, and what was proved behind that place means nothing. Each test has as many steps as 87 of
100 proofs need. spec/smoke/doomed.c has a contradiction of each kind, which must be found with no
more; spec/smoke/unreached.txt lists what is rightly out of reach. What may follow a call is for the
probes of probe.py, which run as well.

    ci/verify-smoke.sh [UNIT ...]     e.g. CACHE=1 ci/verify-smoke.sh core/leaf.c
"""

import argparse
import concurrent.futures
import os
import re
import sys
import time
from pathlib import Path

import probe
import source
from frama import cache_in, forget_parsed, frama_c
from source import ROOT, SPEC
from verify import pieces_of, units_of

DOOMED = "spec/smoke/doomed.c"
UNREACHED = SPEC / "smoke/unreached.txt"
# WP selects smoke tests by no name: they are what is left without the goals of each kind. Its tests
# of calls pass whatever a contract says unless that excludes exit(), so they are left out.
GOALS = ("requires ensures assert check assigns invariant variant decreases terminates exits"
         " lemma").split()
OPTIONS = ["-wp-smoke-tests", "-wp-no-smoke-dead-call", "-wp-smoke-timeout", "60",
           "-wp-steps", "60000", "-wp-prover", "cvc4", "-wp-par", "1",
           "-wp-no-pruning", "-wp-no-ground",
           "-wp-prop=" + ",".join("-@" + kind for kind in GOALS)]
TEST = re.compile(r"^\[wp\] \[(Passed|Failed)\] Smoke-test typed_(\w+)$", re.M)
PLACE = re.compile(r"^\[wp\] (\S+:\d+): Warning: Failed smoke-test", re.M)


def read(log: str) -> dict[str, bool]:
    """test -> passed: \\false was not proved."""
    tests = {name: how == "Passed" for how, name in TEST.findall(log)}
    counted = re.search(r"Proved goals:\s+(\d+) / (\d+)", log)
    passed = sum(tests.values())
    if ((list(map(int, counted.groups())) if counted else [0, 0]) != [passed, len(tests)]
            or len(PLACE.findall(log)) != len(tests) - passed):
        sys.exit("smoke.py: the log of frama-c counts other tests than those that were read")
    return tests


def smoke(unit: str, functions: list[str], piece: str, args: argparse.Namespace) -> str:
    """The log of the smoke tests of some functions of a unit."""
    log = args.out / f"{unit.replace('/', '-')}.{piece}.log"
    return frama_c(unit, [*OPTIONS, "-wp-fct", ",".join(functions)], log, args.cache,
                   lambda _: True, again=True)


def missing(unit: str, functions: list[str], tests: dict[str, bool],
            known: dict[tuple[str, str], source.Contract]) -> list[str]:
    """Functions with preconditions that were not tested."""
    return [f"{unit}: no test of {function}" for function in functions
            if (found := source.contract_of(known, unit, function)) and found.clauses("requires")
            and f"{function}_wp_smoke_default_requires" not in tests]


def line_of(place: str) -> str:
    """The text at path:number."""
    path, number = place.split(":")
    return (ROOT / path).read_text().splitlines()[int(number) - 1]


def unreached(places: set[str], units: dict[str, list[str]]) -> list[str]:
    """Places out of reach that are not listed, and listed ones that are in reach."""
    listed = [line.split(" | ") for line in UNREACHED.read_text().splitlines() if line[0] != "#"]
    found = {place: line_of(place) for place in places}
    bad = [f"{place}: never reached" for place, line in found.items()
           if not any(place.startswith(path + ":") and part in line for path, part, _ in listed)]
    return bad + [f"{path}: listed, but reached: {part}" for path, part, _ in listed
                  if path in units and not any(part in line for line in found.values())]


def blind(args: argparse.Namespace) -> list[str]:
    """Contradictions in DOOMED that no test finds, and tests that find one where there is none."""
    functions = re.findall(r"^void (\w+)\(", (ROOT / DOOMED).read_text(), re.M)
    bad = []
    for function in functions:
        found = not all(read(smoke(DOOMED, [function], function, args)).values())
        if found != function.startswith("doomed_"):
            bad.append(f"{DOOMED}: {function}: {'a' if found else 'no'} contradiction was found")
    return bad


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("units", nargs="*", help="only these units")
    parser.add_argument("--jobs", type=int, default=3 * len(os.sched_getaffinity(0)))
    parser.add_argument("--cache", type=Path, help="keeps what passed; without it, nothing")
    parser.add_argument("--out", type=Path, default=ROOT / "build/verify-smoke")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.cache = cache_in(args.out, args.cache)
    units = {u: f for u, f in units_of(source.claims()).items() if not args.units or u in args.units}
    pieces, known = pieces_of(list(units.items())), source.all_contracts()
    bad, places, total, start = blind(args), set(), 0, time.time()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        logs = pool.map(lambda piece: smoke(*piece, args), pieces)
        for number, ((unit, names, _), log) in enumerate(zip(pieces, logs), 1):
            tests = read(log)
            total += len(tests)
            bad += missing(unit, names, tests, known)
            places |= set(PLACE.findall(log))
            print(f"{number:4}/{len(pieces)}  {unit:24} {len(tests):4} tests, "
                  f"{time.time() - start:.0f} s", flush=True)
    forget_parsed()
    bad += unreached(places, units)
    probes, believed = (0, []) if args.units else probe.run(
        probe.of_claimed(args.out / "probes", every=False), args.cache, jobs=args.jobs)
    bad += [f"probe proved: {name}" for name in believed]
    print("".join(line + "\n" for line in bad), end="")
    print(f"{'FAILED' if bad else 'no contradiction found'}: {total} smoke tests and {probes} probes "
          f"of {sum(map(len, units.values()))} functions, {len(bad)} complaints")
    return 1 if bad else 0


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
