"""Tries to prove \\false, which must fail.

For every claimed function, accessor and hook a caller is made that assumes its preconditions,
calls it and then claims each of its outcomes to be impossible: NULL, not NULL, each name of an
enum. spec/probes/*.c adds probes of the axioms and of what may happen in a row. A probe that is
proved means that contracts or axioms contradict each other, and that what was proved from them
means nothing. `make verify` tries those of what is trusted, `make verify-smoke` those of claimed
functions, the last outcome of each; with as many of CVC4's steps as 97 of 100 proofs need, whatever
else the machine is doing. `python3 spec/probe.py --timeout 10` tries all with both provers.
"""

import argparse
import concurrent.futures
import re
import sys
from pathlib import Path

import source
from frama import cache_in, frama_c
from source import ROOT, SPEC, Contract

GOAL = re.compile(r"^\[wp\] \[[^\]]*\] (?:Goal )?typed_(?P<name>\w+) : (?P<how>\w+)", re.M)
FAILED = re.compile(r"^\[wp\] \[Failed\] (?:Goal )?typed_(?P<name>\w+)$", re.M)
HEADERS = "spec/headers.c"
STEPS = "-wp-steps", "125000", "-wp-timeout", "60"


def enums() -> dict[str, list[str]]:
    """enum -> its constants, from core's headers."""
    found = {}
    for path in (ROOT / "core").glob("*.[ch]"):
        text = source.strip_comments(path.read_text())
        for name, body in re.findall(r"\benum (\w+) \{([^}]*)\}", text):
            found[name] = re.findall(r"(\w+)(?:\s*=[^,]*)?(?:,|\s*$)", body.strip())
    return found


def outcomes(result: str, known: dict[str, list[str]]) -> list[str]:
    """Conditions on r, one of which each call must be able to meet."""
    if "*" in result or result == "pm_child":
        return ["r == \\null", "r != \\null"]
    if result == "bool":
        return ["r == 0", "r != 0"]
    if result.startswith("enum "):
        return [f"r == {constant}" for constant in known[result[5:]]]
    return ["\\true"]


def caller(contract: Contract, known: dict[str, list[str]], every: bool) -> str:
    """C text of the probe of one function: of every outcome, or of the last (success)."""
    requires = "".join(f"    requires {clause}\n" for clause in contract.clauses("requires"))
    params = ", ".join(p for p in (contract.params, contract.more) if p.strip() not in ("", "void"))
    ghosts = f" /*@ ghost ({', '.join(source.names(contract.more))}) */" if contract.more else ""
    call = f"{contract.name}({', '.join(contract.arguments())}){ghosts};"
    cases = outcomes(contract.result, known)
    if contract.ghost:
        call, cases = f"/*@ ghost {call} */", ["\\true"]
    elif contract.result != "void":
        call = f"{contract.result} r = {call}"
    checks = "".join(f"  /*@ check never_{i}: {case} ==> \\false; */\n"
                     for i, case in enumerate(cases) if every or case == cases[-1])
    requires = requires.strip() or "requires \\true;"
    return (f"/*@ {requires} */\n"
            f"void probe_{contract.name}({params or 'void'}) {{\n  {call}\n{checks}}}\n\n")


def write(path: Path, unit: str, probes: str) -> dict[Path, list[str]]:
    """Writes probes of what a unit declares; file -> their functions."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(f'#include "{unit}"\n\n{probes}')
    return {path: re.findall(r"^void (probe_\w+)\(", probes, re.M)}


def of_trusted(out: Path) -> dict[Path, list[str]]:
    """The probes by hand, and those of every outcome of accessors and hooks."""
    kinds = enums()
    by_hand = "".join(path.read_text() for path in sorted((SPEC / "probes").glob("*.c")))
    trusted = [c for path in ("layout/pm_layout.h", "layout/hook_contracts.h")
               for c in source.contracts(SPEC / path).values()]
    return write(out / "trusted.c", HEADERS,
                 by_hand + "".join(caller(c, kinds, True) for c in trusted))


def of_claimed(out: Path, every: bool) -> dict[Path, list[str]]:
    """Probes of the last outcome of each claimed function; every: of each, ghost lemmas too."""
    known, kinds = source.all_contracts(), enums()
    units: dict[str, list[Contract]] = {}
    for name, functions in source.claims().items():
        unit = HEADERS if name.endswith(".h") else name
        for function in functions:
            found = source.contract_of(known, name, function)
            if not found:
                sys.exit(f"probe.py: {name} {function}: no contract found")
            if every or not found.ghost:
                units.setdefault(unit, []).append(found)
    files: dict[Path, list[str]] = {}
    for unit, group in units.items():
        path = out / (unit.replace("/", "-"))
        files |= write(path, unit, "".join(caller(c, kinds, every) for c in group))
    return files


def read_probes(log: str, path: Path, functions: list[str]) -> tuple[int, list[str]]:
    """Number of probes in a log, and those that were proved or are missing."""
    goals = {m["name"]: m["how"] for m in GOAL.finditer(log)}
    goals.update({m["name"]: "Failed" for m in FAILED.finditer(log)})
    bad = [f"{path.name}: {function} makes no goal" for function in functions
           if not any(goal.startswith(function + "_check") for goal in goals)]
    bad += [f"{path.name}: {g}" for g, how in goals.items() if how == "Valid"]
    counts = re.search(r"Proved goals:\s+(\d+) / (\d+)", log)
    if not counts or int(counts[2]) != len(goals) or (counts[1] != "0" and not bad):
        raise RuntimeError(f"probe.py: cannot read the log of {path}")
    return len(goals), bad


def run(files: dict[Path, list[str]], cache: Path, limit: tuple[str, ...] = STEPS, jobs: int = 2,
        provers: str = "cvc4") -> tuple[int, list[str]]:
    """Number of probes, and those that were proved."""
    options = ["-wp-prover", provers, "-wp-par", "2", *limit, "-wp-prop=@check"]

    def one(path: Path, functions: list[str]) -> tuple[int, list[str]]:
        log = frama_c(str(path.relative_to(ROOT)), [*options, "-wp-fct", ",".join(functions)],
                      path.with_suffix(".log"), cache,
                      lambda text: not read_probes(text, path, functions)[1])
        return read_probes(log, path, functions)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(lambda item: one(*item), files.items()))
    return sum(count for count, _ in found), [name for _, bad in found for name in bad]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--timeout", type=int, default=5, help="seconds a probe and prover")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--provers", default="cvc4,z3")
    parser.add_argument("--out", type=Path, default=ROOT / "build/verify/probes")
    args = parser.parse_args()
    cache = cache_in(args.out, None)
    files = of_trusted(args.out) | of_claimed(args.out, every=True)
    total, proved = run(files, cache, ("-wp-timeout", str(args.timeout)), args.jobs, args.provers)
    for line in proved:
        print(f"probe proved: {line}")
    print(f"probes: {total}, of which {len(proved)} proved (none may be)")
    return 1 if proved else 0


if __name__ == "__main__":
    sys.exit(main())
