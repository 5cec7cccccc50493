"""Why a figure is what it is: instructions and cache misses an operation, ours and others'.

Callgrind counts whole loops, the interpreter's share included; that of an empty loop is taken
off where there is one. Its caches are this host's first and second level, as callgrind models
them: no prefetching, no overlap of misses. What comes of a count in time is not said.

    python -m bench.counters      PEERS=1 ci/bench-instructions.sh calls it
"""

import gc
import json
import subprocess
import sys
import tempfile
from pathlib import Path

from . import peers
from .callgrind import events
from .ops import LOOK_UPS, LOOP, OPS, Inputs, Made, candidate, empty_loop
from .progress import Progress
from .text import table

# operation, entries, kind of keys, order, loops, candidates beside ours
WORK = (
    ("build", 8, "str", "sequential", 500, (peers.DICT,)),
    ("build", 16, "str", "sequential", 300, (peers.DICT,)),
    ("build", 100, "str", "sequential", 100, (peers.DICT, peers.IM)),
    ("build", 1_000, "tuple", "shuffled", 20, (peers.DICT, peers.IM)),
    ("build", 100_000, "str", "shuffled", 1, (peers.DICT,)),
    ("create", 1, "str", "sequential", 500, (peers.DICT,)),
    ("create", 8, "str", "sequential", 500, (peers.DICT,)),
    ("item", 100_000, "scattered int", "shuffled", 1, (peers.DICT,)),
    ("assoc", 16, "str", "sequential", 10, (peers.IM,)),
    ("assoc", 64, "str", "sequential", 10, (peers.IM,)),
    ("assoc", 1_000, "str", "shuffled", 10, (peers.IM,)),
    ("assoc", 1_000, "dense int", "sequential", 10, (peers.IM,)),
    ("assoc", 100_000, "str", "shuffled", 10, (peers.IM,)),
    ("dissoc", 17, "str", "sequential", 10, (peers.IM,)),
    ("dissoc", 1_000, "str", "shuffled", 10, (peers.IM,)),
    ("dissoc", 100_000, "str", "shuffled", 10, (peers.IM,)),
    ("keys", 8, "str", "sequential", 500, (peers.DICT,)),
    ("items", 8, "str", "sequential", 500, (peers.DICT,)),
    ("merge", 64, "str", "sequential", 100, (peers.DICT, peers.IM)),
    ("equal", 1, "str", "sequential", 500, (peers.DICT,)),
    ("equal", 100, "str", "sequential", 100, (peers.DICT,)),
)
EVENTS = ("Ir", "D1mr", "D1mw", "DLmr", "DLmw")


def work() -> None:
    """Under callgrind: len() of a map, which makes it dump, before and after what is counted."""
    found, _ = peers.load((peers.OURS, peers.DICT, peers.IM))
    gc.disable()
    marker = found[peers.OURS].build({})
    for op, n, kind, order, loops, others in WORK:
        inputs = Inputs(kind, order, n)
        made = [Made(found[name], inputs) for name in (peers.OURS, *others) if name in found]
        candidates = [each for each in (candidate(op, own) for own in made) if each]
        if op in LOOK_UPS:
            candidates.append(empty_loop(op, inputs))
        for each in candidates:
            each.run(1)
            len(marker)
            each.run(loops)
            len(marker)
            line = [op, n, kind, order, each.name, loops * each.operations]
            print(json.dumps(line), flush=True)


def counted() -> list[tuple[list[object], dict[str, int]]]:
    """What was done, and its events."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "count"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                   "--cache-sim=yes", "--D1=49152,12,64", "--LL=1048576,16,64",
                   "--dump-before=map_length", sys.executable, "-m", "bench.counters", "--work"]
        lines: list[list[object]] = []
        progress = Progress(sum(1 + len(others) + (op in LOOK_UPS) for op, *_, others in WORK))
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True,
                              stderr=subprocess.DEVNULL) as process:
            assert process.stdout is not None
            for line in process.stdout:
                lines.append(json.loads(line))
                progress.begin("counted: " + ", ".join(map(str, lines[-1][:-1])))
                progress.finish(1)
        if process.returncode != 0:
            sys.exit(f"callgrind failed with status {process.returncode}")
        return [(line, events(Path(f"{out}.{2 * i + 2}"))) for i, line in enumerate(lines)]


def rows(found: list[tuple[list[object], dict[str, int]]]) -> list[list[str]]:
    cells: dict[tuple[object, ...], dict[str, dict[str, float]]] = {}
    for (op, n, kind, order, name, operations), counts in found:
        assert isinstance(operations, (int, float))
        cells.setdefault((op, n, kind, order), {})[str(name)] = {
            event: counts[event] / operations for event in EVENTS}
    lines = []
    for (op, n, kind, order), of in cells.items():
        empty = of.pop(LOOP, dict.fromkeys(EVENTS, 0.0))
        for name, counts in of.items():
            net = {event: count - empty[event] for event, count in counts.items()}
            lines.append([f"{OPS[str(op)].title}, n = {n:,}, {kind}, {order}", name,
                          f"{net['Ir']:,.0f}", f"{net['D1mr'] + net['D1mw']:,.1f}",
                          f"{net['DLmr'] + net['DLmw']:,.1f}"])
    return lines


def main() -> None:
    if sys.argv[1:] == ["--work"]:
        work()
        return
    print(table(["operation", "", "instructions", "misses of 48 KiB", "misses of 1 MiB"],
                rows(counted())))


if __name__ == "__main__":
    main()
