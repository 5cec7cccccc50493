"""Runs Frama-C/WP over core/ and says what is proved.

spec/claims.txt names every function that is claimed proved, by unit; spec/unproved.txt names
every other function of core/ with the reason. The run fails when a goal of a claimed function
is not proved, a function stands in neither file or in both, or the goals differ by name from
spec/ledger.txt (written with --update).
"""

import argparse
import concurrent.futures
import os
import re
import sys
import time
from pathlib import Path

import probe
import readme
import source
from frama import cache_in, forget_parsed, frama_c
from source import ROOT, SPEC, claims, core_functions, strip_comments, unproved

HEADERS = "spec/headers.c"
LEMMAS = ["@lemma"]  # stands for the lemmas of ACSL, in the place of functions
PIECE = 4  # functions
# Options of WP. Nearly all goals of code take CVC4 a tenth of a second, lemmas about numbers often
# need Z3. Pruning takes WP as long as all else that it does, ground simplification a third of it,
# and few goals need them. Limits are by the clock, and a processor has three pieces at a time.
FIRST_OF_LEMMAS = "-wp-prover cvc4,z3 -wp-par 1 -wp-timeout 2 -wp-no-pruning"
FIRST_OF_CODE = "-wp-prover cvc4 -wp-par 1 -wp-timeout 5 -wp-no-pruning -wp-no-ground"
LAST = "-wp-prover cvc4,z3 -wp-par 2"  # with --timeout
# How a goal's name ends: the category by which WP selects it, its name in ACSL, its number.
KIND = re.compile(r"_(?:loop_)?(?P<kind>requires|ensures|assert|assigns|invariant|variant"
                  r"|terminates)(?:_(?P<name>[a-z]\w*?))??(?P<number>_\d+)?"
                  r"(?:_part\d+|_established|_preserved|_decrease|_positive|_exit|_normal)*$")
GOAL = re.compile(r"^\[wp\] \[[^\]]*\] (?:Goal )?typed_(?P<name>\w+)(?P<valid> : Valid)?")


def units_of(sources: dict[str, list[str]]) -> dict[str, list[str]]:
    """C file to run WP on -> functions; what stands in headers is proved in one place."""
    units: dict[str, list[str]] = {}
    for name, functions in sources.items():
        unit = HEADERS if name.endswith(".h") else name
        units.setdefault(unit, []).extend(functions)
    return units


def pieces_of(runs: list[tuple[str, list[str]]]) -> list[tuple[str, list[str], str]]:
    """(unit, some of its functions, name): small enough, and the large ones first, that processors
    end together."""
    pieces = []
    for unit, names in sorted(runs, key=lambda run: run[0] == HEADERS):
        pieces += [(unit, names[i:i + PIECE], "lemmas" if names == LEMMAS else str(i // PIECE))
                   for i in range(0, len(names), PIECE)]
    return pieces


def prove(unit: str, functions: list[str], piece: str,
          args: argparse.Namespace) -> tuple[list[str], float]:
    """The logs of WP on a piece of a unit, the later one counts, and their seconds.

    What a round leaves goes to the next, and to the last one twice, should a prover be disturbed.
    """
    start, texts, known = time.time(), [], set()
    chosen = "@lemma" if functions == LEMMAS else "-@lemma"
    first = FIRST_OF_LEMMAS if unit == HEADERS else FIRST_OF_CODE
    for number, options in enumerate((first, LAST, LAST), 1):
        log = args.out / f"{unit.replace('/', '-')}.{piece}.{number}.log"
        texts.append(wp(unit, functions, chosen, options.split(), log, args))
        goals = read_goals(texts[-1])
        if known and not same_numbers(known, set(goals)):
            sys.exit(f"verify.py: {log} numbers goals of one name unlike the round before")
        known, left = set(goals), [name for name, ok in goals.items() if not ok]
        if functions != LEMMAS:
            functions = [f for f in functions if any(name.startswith(f + "_") for name in left)]
        if not left or not functions:
            break
        if functions != LEMMAS:
            chosen = ",".join(sorted(set().union(*map(selectors, left))))
    return texts, time.time() - start


def same_numbers(known: set[str], goals: set[str]) -> bool:
    """Are goals some of those known, each with all of its name, which WP tells apart by numbers?"""
    def stem(goal: str) -> str:
        return re.sub(r"_\d+(?=_|$)", "", goal)
    stems = {stem(name) for name in goals}
    return goals == {name for name in known if stem(name) in stems}


def selectors(goal: str) -> set[str]:
    """What makes WP select a goal, maybe with others: its name in ACSL, or else its category."""
    found = KIND.search(goal)
    if not found:
        sys.exit(f"verify.py: {goal} is a goal of no known kind")
    if not found["name"]:
        return {"@" + found["kind"]}
    name = found["name"].removeprefix("rte_")
    return {name, name + (found["number"] or "")}


def wp(unit: str, functions: list[str], prop: str, options: list[str], log: Path,
       args: argparse.Namespace) -> str:
    """A log of WP. One of a short round is kept in any case: what it left is proved by the next."""
    short = "-wp-timeout" in options
    if not short:
        options = [*options, "-wp-timeout", str(args.timeout)]
    chosen = [] if functions == LEMMAS else ["-wp-fct", ",".join(functions)]
    return frama_c(unit, ["-wp-rte", *options, "-wp-prop=" + prop, *chosen], log, args.cache,
                   lambda text: short or all(read_goals(text).values()), again=True)


def read_goals(log: str) -> dict[str, bool]:
    """goal -> proved; a goal in parts is proved when each part is."""
    goals: dict[str, bool] = {}
    for line in log.splitlines():
        match = GOAL.match(line)
        if match:
            name = match["name"]
            goals[name] = goals.get(name, True) and bool(match["valid"])
    total = re.search(r"Proved goals:\s+(\d+) / (\d+)", log)
    if "No goal generated" not in log and not total:
        sys.exit("no summary in the log of frama-c")
    if total and total[1] != total[2] and all(goals.values()):
        sys.exit("frama-c counts unproved goals that were not read")
    return goals


def invented(unit: str, functions: list[str], log: str) -> list[str]:
    """Functions without contract or body for which frama-c made one up, called by proved ones."""
    made = set(re.findall(r"Neither code nor[^.]*? function\s+'?(\w+)", log))
    text = strip_comments((ROOT / unit).read_text())
    called = {f: set(re.findall(r"\b(\w+)\(", source.body(text, f))) for f in functions}
    return [f"{unit}: {f} calls {g}, which has no contract" for f in functions
            for g in sorted(made & called[f])]


def named(section: str) -> set[str]:
    """The names in the first column of the tables of a section of SOUNDNESS.md."""
    text = (SPEC / "SOUNDNESS.md").read_text()
    found = re.search(rf"^### {section}[^\n]*\n(.*?)(?=^##|\Z)", text, re.M | re.S)
    if not found:
        return set()
    first = re.findall(r"^\| ([^|]*) \|", found[1], re.M)
    return {name for cell in first for name in re.findall(r"`(\w+)`", cell)}


def admitted(sources: dict[str, list[str]],
             exceptions: dict[tuple[str, str], str]) -> list[str]:
    """Whatever is taken without proof must stand in SOUNDNESS.md, and nothing else may."""
    bad = []
    for path in [*SPEC.rglob("*.[ch]"), *(ROOT / "core").rglob("*.[ch]")]:
        if re.search(r"\badmit\b", path.read_text()):
            bad.append(f"{path.relative_to(ROOT)}: admit")
    layout = source.trusted()
    assumed = assumed_contracts(sources, exceptions)
    for section, taken in (("Accessors", layout["spec/layout/pm_layout.h"]),
                           ("Hooks", layout["spec/layout/hook_contracts.h"]),
                           ("Axioms", source.axioms()),
                           ("Contracts not proved", assumed)):
        listed = named(section)
        bad += [f"SOUNDNESS.md, {section}: {name} is missing" for name in taken
                if name not in listed]
        bad += [f"SOUNDNESS.md, {section}: there is no {name}" for name in sorted(listed)
                if name not in taken]
    return bad


def assumed_contracts(sources: dict[str, list[str]],
                      exceptions: dict[tuple[str, str], str]) -> list[str]:
    """Functions that are not proved, but whose contract a proved function takes as true."""
    known = source.all_contracts()
    taken = set()
    for name, functions in sources.items():
        if not name.startswith("core/"):
            continue
        text = strip_comments((ROOT / name).read_text())
        for function in functions:
            called = set(re.findall(r"\b(\w+)\(", source.body(text, function)))
            taken |= {f for (path, f) in exceptions if f in called - {function}
                      and (path == name or not is_static(path, f))
                      and source.contract_of(known, path, f)}
    return sorted(taken)


def is_static(path: str, function: str) -> bool:
    text = (ROOT / path).read_text()
    return bool(re.search(rf"^static [^;{{}}]*\b{function}\(", text, re.M))


def check_lists(sources: dict[str, list[str]],
                exceptions: dict[tuple[str, str], str]) -> list[str]:
    claimed = {(source, f) for source, fs in sources.items() for f in fs
               if source.startswith("core/")}
    core = core_functions()
    listed = set(exceptions)
    bad = [f"{s} {f}: neither claimed nor listed as unproved" for s, f in
           sorted(core - claimed - listed)]
    bad += [f"{s} {f}: claimed and listed as unproved" for s, f in sorted(claimed & listed)]
    bad += [f"{s} {f}: not in core" for s, f in sorted((claimed | listed) - core)]
    return bad


def label_of(unit: str, names: list[str]) -> str:
    return unit + (" (lemmas)" if names == LEMMAS else "")


def report(unit: str, logs: list[tuple[list[str], list[str], float]]) -> tuple[dict[str, bool],
                                                                              list[str]]:
    """Prints the line of a unit; its goals, and what is wrong with them."""
    goals, bad, label = {}, [], label_of(unit, logs[0][0])
    for names, texts, _ in logs:
        found = {name: ok for text in texts for name, ok in read_goals(text).items()}
        goals.update(found)
        bad += invented(unit, names, texts[0])
        bad += [f"{label}: no goal for {name}" for name in names
                if names != LEMMAS and not any(g.startswith(name + "_") for g in found)]
    bad += [f"{label}: {name} not proved" for name, ok in goals.items() if not ok]
    count = sum(len(names) for names, _, _ in logs if names != LEMMAS)
    seconds = sum(spent for _, _, spent in logs)
    print(f"{label:34} {count:9} {sum(goals.values()):5}/{len(goals):<5} {seconds:8.0f}",
          flush=True)
    return goals, bad


def prove_all(runs: list[tuple[str, list[str]]],
              args: argparse.Namespace) -> tuple[dict[str, dict[str, bool]], list[str]]:
    """Goals by label, and complaints; prints a line as soon as all pieces of a unit are done."""
    results, bad, pieces = {}, [], pieces_of(runs)
    logs: dict[str, list[tuple[list[str], list[str], float]]] = {label_of(*run): [] for run in runs}
    print(f"{'unit':34} {'functions':>9} {'goals':>11} {'seconds':>8}", flush=True)
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        waiting = {pool.submit(prove, *piece, args): piece for piece in pieces}
        for done in concurrent.futures.as_completed(waiting):
            unit, names, _ = waiting[done]
            label = label_of(unit, names)
            logs[label].append((names, *done.result()))
            if len(logs[label]) == sum(label_of(*piece[:2]) == label for piece in pieces):
                results[label], complaints = report(unit, logs[label])
                bad += complaints
    forget_parsed()
    return results, sorted(bad)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("units", nargs="*", help="only these units (no ledger check)")
    parser.add_argument("--timeout", type=int, default=60, help="seconds a goal and prover")
    parser.add_argument("--jobs", type=int, default=3 * len(os.sched_getaffinity(0)),
                        help="pieces at a time; frama-c waits almost half of its time")
    parser.add_argument("--cache", type=Path, help="keeps proofs; without it, those of this run")
    parser.add_argument("--out", type=Path, default=ROOT / "build/verify")
    parser.add_argument("--update", action="store_true", help="write the ledger")
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    args.cache = cache_in(args.out, args.cache)
    sources, exceptions = claims(), unproved()
    units = units_of(sources)
    bad = check_lists(sources, exceptions) + admitted(sources, exceptions)
    chosen = {u: f for u, f in units.items() if not args.units or u in args.units}
    runs = [(HEADERS, LEMMAS)] if not args.units else []
    runs += list(chosen.items())
    results, complaints = prove_all(runs, args)
    bad += complaints
    ledger = [f"{label_of(*run)}: {name}" for run in runs
              for name in sorted(results[label_of(*run)])]
    names = [name for _, names in runs for name in names if names != LEMMAS]
    laws = [name for name in names if name.startswith("law_")]
    probes, believed = (0, []) if args.units else probe.run(
        probe.of_trusted(args.out / "probes"), args.cache, jobs=args.jobs)
    bad += [f"probe proved: {name}" for name in believed]
    if probes:
        print(f"probes: {probes}, of which {len(believed)} proved (none may be)")
    path = SPEC / "ledger.txt"
    old = path.read_text().splitlines() if path.exists() else []
    if args.update and not bad:
        order = [HEADERS + " (lemmas)", *units]
        kept = [x for x in old if args.units and x.split(": ")[0] in set(order) - set(chosen)]
        lines = sorted(kept + ledger, key=lambda line: order.index(line.split(": ")[0]))
        path.write_text("".join(line + "\n" for line in lines))
        readme.main()
    elif not args.units:
        bad += [f"ledger: lost {x}" for x in old if x not in set(ledger)]
        bad += [f"ledger: new {x}" for x in ledger if x not in set(old)]
    (args.out / "complaints.txt").write_text("".join(line + "\n" for line in bad))
    for line in bad[:30]:
        print(line)
    if len(bad) > 30:
        print(f"... {len(bad)} complaints, see {args.out / 'complaints.txt'}")
    failed = [line for line in bad if line.endswith("not proved")]
    print(f"{len(exceptions)} functions of core not proved yet: spec/unproved.txt")
    taken = assumed_contracts(sources, exceptions)
    print(f"{len(taken)} contracts of those are taken as true by proved callers: "
          f"{' '.join(taken) or 'none'}")
    print(f"{'verified' if not bad else 'FAILED'}: {len(ledger) - len(failed)}/{len(ledger)} "
          f"goals, {len(names) - len(laws)} functions, {len(laws)} laws, {len(failed)} unproved")
    return 1 if bad else 0


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
