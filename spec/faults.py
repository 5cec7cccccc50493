"""Plants faults in copies of core/ and spec/, and asks whether a proof breaks.

Faults in code: fuzz/mutants and spec/mutants/code (the format is that of fuzz/mutate.py), as far
as the function is claimed proved. Faults in contracts: spec/mutants/contract; the first line
names a file and a function, what follows takes a clause out of its contract ("- ") and puts
another in ("+ "). WP runs on the function, and for a contract on its proved callers; a fault is
killed when a goal fails that is proved, with the same time limit, without it.

    python3 spec/faults.py [NAME ...]     only faults whose name begins so
"""

import argparse
import os
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

import source
from frama import FRAMA_C, PARSE, WP, cache_in, environment, forget_failures
from source import ROOT, SPEC

sys.path.insert(0, str(ROOT / "fuzz"))
import mutate as planter  # noqa: E402

GOAL = re.compile(r"^\[wp\] \[([^\]]*)\] (?:Goal )?typed_(\w+)(.*)")
OUT = ROOT / "build/verify-mutants"
HEADERS = "spec/headers.c"
SKIPPED = SPEC / "mutants/not-claimed.txt"
TIMEOUTS = 5, 15  # seconds a goal and prover, with and without the fault; the second if it survives
FOLDERS = ROOT / "fuzz/mutants", SPEC / "mutants/code", SPEC / "mutants/contract"


@dataclass
class Fault:
    name: str
    path: Path
    kind: str  # code, contract
    place: str = ""  # function
    unit: str = ""
    checks: list[tuple[str, str]] = field(default_factory=list)  # (unit, function) to prove
    killed: str = ""
    seconds: float = 0


class Proofs:
    """Which goals fail without any fault, found out when first asked for."""

    def __init__(self, args: argparse.Namespace) -> None:
        self.args, self.lock = args, Lock()
        self.known: dict[tuple[str, str, int], set[str]] = {}
        self.busy: dict[tuple[str, str, int], Lock] = {}

    def weak(self, unit: str, function: str, timeout: int) -> set[str]:
        key = unit, function, timeout
        with self.lock:
            busy = self.busy.setdefault(key, Lock())
        with busy:
            if key not in self.known:
                self.known[key] = set(failures(ROOT, unit, [function], timeout, self.args))
            return self.known[key]


def failures(where: Path, unit: str, functions: list[str], timeout: int,
             args: argparse.Namespace):
    """Yields each goal that fails, as soon as it does."""
    command = [*FRAMA_C, *PARSE, unit, *WP, "-wp-rte", "-wp-prover", "cvc4,z3",
               "-wp-timeout", str(timeout), "-wp-par", "2", "-wp-prop=-@lemma",
               "-wp-fct", ",".join(functions),
               "-wp-cache", "update", "-wp-cache-dir", str(args.cache)]
    start = time.time()
    process = subprocess.Popen(command, cwd=where, stdout=subprocess.PIPE, text=True,
                               env=environment(where),
                               stderr=subprocess.STDOUT, start_new_session=True)
    log, done = [], False
    try:
        for line in process.stdout:
            log.append(line)
            match = GOAL.match(line)
            if match and match[1] == "Failed":
                yield match[2]
        done = True
    finally:
        if not done:
            os.killpg(process.pid, signal.SIGTERM)
        process.stdout.close()
        process.wait()
        forget_failures(args.cache, start)
    if process.returncode != 0:
        raise RuntimeError(f"frama-c failed on {where / unit}:\n{''.join(log[-8:])}")


def copy(where: Path) -> Path:
    shutil.rmtree(where, ignore_errors=True)
    for part in ("core", "spec/hooks", "spec/layout", "spec/acsl", "spec/laws"):
        shutil.copytree(ROOT / part, where / part)
    shutil.copy(ROOT / HEADERS, where / HEADERS)
    return where


def plant(fault: Fault, out: Path) -> Path:
    """The copy of the sources, in a folder of out, that has the fault."""
    where = copy(out / fault.name)
    if fault.kind == "code":
        planter.main(str(fault.path), str(where / "core"))
        return where
    lines = fault.path.read_text().splitlines()
    name, function = lines[0].split()[:2]
    old = " ".join(line[2:] for line in lines if line.startswith("- "))
    new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
    path = where / name
    text = path.read_text()
    match = next((m for pattern in (source.CONTRACT, source.LEMMA)
                  for m in pattern.finditer(text) if m["name"] == function), None)
    tokens = re.findall(r"\w+|[^\w\s]", old)
    pattern = re.compile(r"\s*".join(re.escape(token) for token in tokens))
    hits = list(pattern.finditer(text, match.start("acsl"), match.end("acsl"))) if match else []
    if len(hits) != 1:
        raise SystemExit(f"mutate: {fault.name}: contract of {function} has {len(hits)} times: {old}")
    path.write_text(text[:hits[0].start()] + new + text[hits[0].end():])
    return where


def changed_function(where: Path, claimed: list[tuple[str, str]]) -> tuple[str, str]:
    """(source, function) in which the copy differs, if it is a claimed one."""
    for name in dict.fromkeys(name for name, _ in claimed if name.startswith("core/")):
        texts = [(root / name).read_text() for root in (ROOT, where)]
        if texts[0] != texts[1]:
            plain = [source.strip_comments(text) for text in texts]
            for function in (f for n, f in claimed if n == name):
                if source.body(plain[0], function) != source.body(plain[1], function):
                    return name, function
    return "", ""


def unit_of(name: str) -> str:
    return HEADERS if name.endswith(".h") else name


def callers(function: str, claimed: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Claimed functions whose text, ghost code included, calls it."""
    call, found, texts = re.compile(rf"\b{function}\("), [], {}
    for name in dict.fromkeys(name for name, _ in claimed):
        paths = sorted((SPEC / "acsl").glob("*.h")) if name == HEADERS else [ROOT / name]
        texts[name] = [text for path in paths if call.search(text := path.read_text())]
    for name, other in claimed:
        if other != function:
            found += [(unit_of(name), other) for text in texts[name]
                      if call.search(source.body(text, other))]
    return found


def collect(wanted: list[str], out: Path) -> tuple[list[Fault], list[str]]:
    """Faults to run, and names of those in functions that are not claimed. Plants each in out, and
    exits if that cannot be done."""
    claimed = [(name, f) for name, fs in source.claims().items() for f in fs]
    excused = dict(line.split(None, 1) for line in SKIPPED.read_text().splitlines()
                   if line.strip() and not line.startswith("#")) if SKIPPED.exists() else {}
    faults, left = [], []
    for path in (path for folder in FOLDERS for path in sorted(folder.iterdir())):
        kind = "contract" if path.parent.name == "contract" else "code"
        if wanted and not any(path.name.startswith(w) for w in wanted):
            continue
        fault = Fault(path.name, path, kind)
        heads = re.findall(r"^(?:core/|spec/\w+/)?([\w.]+) (\w+)", path.read_text(), re.M)
        if "pyext/" in path.read_text().splitlines()[0] or fault.name in excused:
            left.append(fault.name)
            continue
        if kind == "code":
            if not any((f"core/{a}", b) in claimed for a, b in heads):
                left.append(fault.name)
                continue
            name, fault.place = changed_function(plant(fault, out), claimed)
            if not name:
                left.append(fault.name)
                continue
            fault.checks = [(unit_of(name), fault.place)]
        else:
            fault.place = heads[0][1]
            own = [(unit_of(n), f) for n, f in claimed if f == fault.place]
            fault.checks = [*callers(fault.place, claimed), *own[:1]]
            plant(fault, out)
        faults.append(fault)
    return faults, left


def broken(where: Path, fault: Fault, timeout: int, proofs: Proofs,
           args: argparse.Namespace) -> str:
    """The first goal that fails and would not without the fault; empty: none."""
    for unit, function in fault.checks:
        for goal in failures(where, unit, [function], timeout, args):
            if goal not in proofs.weak(unit, function, timeout):
                return goal
    return ""


def attack(fault: Fault, proofs: Proofs, args: argparse.Namespace) -> Fault:
    start = time.time()
    where = plant(fault, OUT)
    for timeout in TIMEOUTS:
        fault.killed = fault.killed or broken(where, fault, timeout, proofs, args)
    fault.seconds = time.time() - start
    print(f"{fault.name:38} {fault.place:22} {fault.seconds:5.0f} s  "
          f"{fault.killed or 'SURVIVES'}", flush=True)
    if fault.killed:
        shutil.rmtree(where)
    return fault


def update(path: Path, faults: list[Fault], left: list[str]) -> None:
    """Writes the rows of these faults into the table of path. A fault that was not run keeps
    its row, unless its file is gone or nothing claims its function any more."""
    head, rest = path.read_text().split("<!-- table:begin -->\n")
    old, tail = rest.split("<!-- table:end -->")
    rows = {(row.split("|")[2].strip(), row.split("|")[1].strip()): row
            for row in old.splitlines()[2:]}
    rows |= {(f.kind, f.name): f"| {f.name} | {f.kind} | `{f.place}` | "
             f"{f'`{f.killed}`' if f.killed else '**survives**'} |" for f in faults}
    here = {p.name for folder in FOLDERS for p in folder.iterdir()} - set(left)
    title = ["| fault | in | function | the first proof that breaks |", "|---|---|---|---|"]
    table = title + [rows[key] for key in sorted(rows) if key[1] in here]
    path.write_text(head + "<!-- table:begin -->\n" + "\n".join(table)
                    + "\n<!-- table:end -->" + tail)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("names", nargs="*")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--sample", type=int, default=0, help="so many, chosen at random")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--cache", type=Path, help="keeps proofs; without it, those of this run")
    parser.add_argument("--update", action="store_true", help="write their rows to the README")
    parser.add_argument("--plant", action="store_true", help="only see that each can be planted")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as out:
        faults, left = collect(args.names, Path(out))
    if args.plant:
        return 0
    args.cache = cache_in(OUT, args.cache)
    if args.sample:
        faults = random.Random(args.seed).sample(faults, min(args.sample, len(faults)))
    proofs = Proofs(args)
    with ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(lambda fault: attack(fault, proofs, args), faults))
    dead = [fault for fault in faults if fault.killed]
    if args.update:
        update(SPEC / "mutants/README.md", faults, left)
    kinds = {kind: sum(f.kind == kind for f in dead) for kind in ("code", "contract")}
    print(f"{len(left)} faults are in functions that are not claimed proved")
    print(f"killed {len(dead)}/{len(faults)}: {kinds['code']} in code, {kinds['contract']} in contracts")
    return 0 if len(dead) == len(faults) else 1


if __name__ == "__main__":
    os.environ.setdefault("LC_ALL", "C.UTF-8")
    sys.exit(main())
