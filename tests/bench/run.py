"""Runs the benchmark: every group of cells in a process of its own, then the other parts.

    ci/bench.sh calls it:  python -m bench.run [--quick] [--only PART ...] [--largest N]

Writes the results (JSON, tables, plots) below --output and the samples below build/.
"""

import argparse
import json
import os
import subprocess
import sys
import sysconfig
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

from . import cells, clock, host, peers, report, results
from .progress import Progress

PARTS = {"memory": (14, 60), "pauses": (5, 30), "latency": (3, 12), "history": (4, 15),
         "leafsize": (9, 40)}
"""Besides the cells; how many seconds each takes about, quick and in full."""
BYTES_AN_ENTRY = 3_000  # all candidates with their keys and two or three maps each, at most


def main() -> None:
    options = arguments()
    largest = min(options.largest, affordable())
    groups = cells.plan(options.quick, largest) if "cells" in options.only else []
    cost = {part: seconds[0 if options.quick else 1] for part, seconds in PARTS.items()
            if part in options.only}
    os.environ["BENCH_CLOCK"] = clock.chosen()  # one for all processes
    progress = Progress(sum(group.estimate for group in groups) + sum(cost.values()))
    start = time.time()
    python = f"{sys.implementation.name}{sysconfig.get_python_version()}"
    path = options.output / f"{python}.json"
    data = results.start(path if not groups else None)
    if groups or not data:
        about = {"quick": options.quick, "date": time.strftime("%Y-%m-%d"), "python": python,
                 "clock": clock.chosen()}
        data = {"about": about, **run_cells(groups, progress)}
    for part, seconds in cost.items():
        results.write(path, data)  # what is there, should anything happen
        progress.begin(part)
        data[part] = run_part(part, options.quick, largest)
        progress.finish(seconds)
    if groups:
        data["about"]["seconds"] = round(time.time() - start)
    results.write(path, data)
    progress.begin("tables and plots")
    report.write(options.output)
    print(f"results: {options.output}")


def run_cells(groups: list[cells.Group], progress: Progress) -> dict[str, Any]:
    """The facts and the cells; every sample goes to a file of its own."""
    facts = host.facts()
    found, missing = peers.load()
    for name, reason in missing.items():
        print(f"left out: {name} ({reason})", file=sys.stderr)
    lost: list[dict[str, str]] = []
    lines = [line for group in groups for line in run_group(group, progress, lost)]
    samples = Path(os.environ["BENCH_BUILD"]) / "samples.json.gz"
    results.write_samples(samples, lines, facts)
    print(f"samples: {samples}")
    return {**facts, "peers": {name: peer.version for name, peer in found.items()},
            "missing": missing, "lost": lost, "cells": results.merged(lines)}


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="ci/bench.sh", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="about 90 s instead of 10 minutes")
    parser.add_argument("--only", nargs="+", choices=("cells", *PARTS),
                        default=["cells", *PARTS],
                        help="only these; what else the results hold is kept")
    parser.add_argument("--largest", type=int, default=1_000_000, metavar="N",
                        help="no maps larger than this")
    parser.add_argument("--output", type=Path, default=Path("tests/bench/results"))
    return parser.parse_args()


def affordable() -> int:
    """The largest map for which the memory that is there should do."""
    largest = host.memory_available() // 2 // BYTES_AN_ENTRY
    if largest < 1_000_000:
        print(f"little memory is free: no maps above {largest:,} entries", file=sys.stderr)
    return largest


def run_group(group: cells.Group, progress: Progress,
              lost: list[dict[str, str]]) -> list[dict[str, Any]]:
    """The group's lines. If its process dies, once more without the peer that crashes."""
    progress.begin(group.title)
    environment = {**os.environ, "PYTHONHASHSEED": str(group.seed)}
    command = [sys.executable, "-m", "bench.worker", json.dumps(group.as_json())]
    process = subprocess.run(command, env=environment, stdout=subprocess.PIPE, text=True,
                             check=False)
    if process.returncode != 0:
        print(f"{group.title}: the process ended with {process.returncode}", file=sys.stderr)
        lost.append({"group": group.title,
                     "peer": peers.CPP if peers.CPP in group.peers else "",
                     "failed": f"the process ended with {process.returncode}"})
        if peers.CPP in group.peers:
            others = tuple(name for name in group.peers if name != peers.CPP)
            return run_group(replace(group, peers=others), progress, lost)
    progress.finish(group.estimate)
    return [json.loads(line) for line in process.stdout.splitlines() if line.endswith("}")]


def run_part(part: str, quick: bool, largest: int) -> Any:
    """A module of this package as a program: prints one JSON value."""
    command = [sys.executable, "-m", f"bench.{part}", "--largest", str(largest)]
    command += ["--quick"] if quick else []
    process = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    if process.returncode != 0:
        print(f"{part}: the process ended with {process.returncode}", file=sys.stderr)
        return None
    return json.loads(process.stdout)


if __name__ == "__main__":
    main()
