"""Tries to prove \\false, which must fail.

For every claimed function, accessor and hook a caller is made that assumes its preconditions,
calls it and then claims each of its outcomes to be impossible: NULL, not NULL, each name of an
enum. spec/probes/*.c adds probes of the axioms and of what may happen in a row. A probe that is
proved means that contracts or axioms contradict each other, and that what was proved from them
means nothing. `make verify` gives each as many of CVC4's steps as 97 of 100 proofs need, whatever
else the machine is doing, and asks for the last outcome of a claimed function only;
`python3 spec/probe.py --timeout 10` tries all with both provers.
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


def write(out: Path, every: bool) -> dict[Path, list[str]]:
    """Writes the probes' files; file -> functions. Accessors and hooks: every outcome."""
    known, kinds = source.all_contracts(), enums()
    layout = [c for path in ("layout/pm_layout.h", "layout/hook_contracts.h")
              for c in source.contracts(SPEC / path).values()]
    units: dict[str, list[Contract]] = {HEADERS: layout}
    for name, functions in source.claims().items():
        unit = HEADERS if name.endswith(".h") else name
        for function in functions:
            found = source.contract_of(known, name, function)
            if not found:
                sys.exit(f"probe.py: {name} {function}: no contract found")
            if every or not found.ghost:
                units.setdefault(unit, []).append(found)
    files = {}
    for unit, group in units.items():
        path = out / (Path(unit).stem + ".c")
        body = "".join(caller(c, kinds, every or c in layout) for c in group)
        by_hand = ""
        if unit == HEADERS:
            by_hand = "".join(f'#include "{p.relative_to(ROOT)}"\n'
                              for p in sorted((SPEC / "probes").glob("*.c")))
        text = f'#include "{unit}"\n{by_hand}\n{body}'
        path.write_text(text)
        hand = "".join(p.read_text() for p in (SPEC / "probes").glob("*.c")) if by_hand else ""
        files[path] = re.findall(r"^void (probe_\w+)\(", hand + body, re.M)
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


def run(out: Path, cache: Path, limit: tuple[str, ...] = STEPS, jobs: int = 2,
        provers: str = "cvc4", every: bool = False) -> tuple[int, list[str]]:
    """Number of probes, and those that were proved."""
    out.mkdir(parents=True, exist_ok=True)
    options = ["-wp-prover", provers, "-wp-par", "2", *limit, "-wp-prop=@check"]

    def one(path: Path, functions: list[str]) -> tuple[int, list[str]]:
        log = frama_c(str(path.relative_to(ROOT)), [*options, "-wp-fct", ",".join(functions)],
                      path.with_suffix(".log"), cache,
                      lambda text: not read_probes(text, path, functions)[1])
        return read_probes(log, path, functions)

    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        found = list(pool.map(lambda item: one(*item), write(out, every).items()))
    return sum(count for count, _ in found), [name for _, bad in found for name in bad]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--timeout", type=int, default=5, help="seconds a probe and prover")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--provers", default="cvc4,z3")
    parser.add_argument("--out", type=Path, default=ROOT / "build/verify/probes")
    args = parser.parse_args()
    cache = cache_in(args.out, None)
    total, proved = run(args.out, cache, ("-wp-timeout", str(args.timeout)), args.jobs,
                        args.provers, every=True)
    for line in proved:
        print(f"probe proved: {line}")
    print(f"probes: {total}, of which {len(proved)} proved (none may be)")
    return 1 if proved else 0


if __name__ == "__main__":
    sys.exit(main())
