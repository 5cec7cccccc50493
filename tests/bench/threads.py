"""How reading and deriving scale with threads: one interpreter's figures, as JSON.

    python tests/bench/threads.py OUT.json [--seconds S] [--max-threads N] [--size N]

Every thread makes the same number of operations; a figure is operations a second of all
threads together, the best of several rounds (a busy machine only takes away). ci/bench-threads.sh
runs this on a build with the global lock and on one without, and makes the table and the plot.

Keys and values are distinct objects unless the workload says otherwise: the reference count of
an object that all threads touch is a cache line that travels between the cores.
"""

from __future__ import annotations

import argparse
import collections
import json
import os
import platform
import sys
import threading
import time
from collections.abc import Callable
from typing import Any

from pypersistent import PersistentMap

Source = Any  # a PersistentMap or a dict
Work = Callable[[int], None]  # makes that many operations


def entries(n: int, offset: int = 0) -> dict[str, float]:
    """New key and value objects, as a program has that reads its data from somewhere."""
    return {f"key {i + offset:07}": float(i + offset) for i in range(n)}


class Hot(list):  # type: ignore[type-arg]
    """One value for all keys; not immortal as small numbers and constants are."""


class Bench:
    """The shared data, and one factory of work for each workload."""

    def __init__(self, size: int, threads: int) -> None:
        self.size, self.threads = size, threads
        self.dict = entries(size)
        self.map = PersistentMap(self.dict)
        self.keys = list(self.dict)
        hot = Hot()
        self.hot_dict = dict.fromkeys(self.keys, hot)
        self.hot_map = PersistentMap(self.hot_dict)

    def own_keys(self, index: int) -> list[str]:
        """Keys that no other thread asks for."""
        part = len(self.keys) // self.threads
        return self.keys[index * part : (index + 1) * part]

    def lookups(self, source: Source, keys: list[str]) -> Work:
        # The bound method belongs to the thread, so the source's own count rests.
        get = source.get

        def work(n: int) -> None:
            for _ in range(n // len(keys)):
                for key in keys:
                    get(key)

        return work

    def subscripts(self, source: Source, keys: list[str]) -> Work:
        def work(n: int) -> None:
            for _ in range(n // len(keys)):
                for key in keys:
                    source[key]

        return work

    def walks(self, source: Source) -> Work:
        def work(n: int) -> None:
            for _ in range(n // self.size):
                collections.deque(source, 0)

        return work

    def derivations(self, source: PersistentMap[str, float], keys: list[str]) -> Work:
        def work(n: int) -> None:
            for i in range(n):
                source.assoc(keys[i % len(keys)], 0.5)

        return work

    def dict_copies(self, source: dict[str, float], keys: list[str]) -> Work:
        def work(n: int) -> None:
            for i in range(n):
                copied = source.copy()
                copied[keys[i % len(keys)]] = 0.5

        return work

    def own(self, index: int) -> dict[str, float]:
        return entries(self.size, index * 1_000_000)

    def workloads(self) -> dict[str, Callable[[int], Work]]:
        """Name to a function that is called in thread `index` and returns its work."""

        def own_map(index: int) -> Work:
            own = self.own(index)
            return self.derivations(PersistentMap(own), list(own))

        def own_dict(index: int) -> Work:
            own = self.own(index)
            return self.dict_copies(own, list(own))

        return {
            "get, distinct keys|map": lambda i: self.lookups(self.map, self.own_keys(i)),
            "get, distinct keys|dict": lambda i: self.lookups(self.dict, self.own_keys(i)),
            "get, same keys|map": lambda i: self.lookups(self.map, self.keys[:100]),
            "get, same keys|dict": lambda i: self.lookups(self.dict, self.keys[:100]),
            "get, same hot value|map": lambda i: self.lookups(self.hot_map, self.own_keys(i)),
            "get, same hot value|dict": lambda i: self.lookups(self.hot_dict, self.own_keys(i)),
            "m[k], distinct keys|map": lambda i: self.subscripts(self.map, self.own_keys(i)),
            "m[k], distinct keys|dict": lambda i: self.subscripts(self.dict, self.own_keys(i)),
            "iterate the shared one|map": lambda i: self.walks(self.map),
            "iterate the shared one|dict": lambda i: self.walks(self.dict),
            "derive from the shared one|map": lambda i: self.derivations(
                self.map, self.own_keys(i)),
            "derive from the shared one|dict": lambda i: self.dict_copies(
                self.dict, self.own_keys(i)),
            "derive from one's own|map": own_map,
            "derive from one's own|dict": own_dict,
        }


def timed_round(make: Callable[[int], Work], threads: int, operations: int) -> float:
    """Seconds until all threads have made that many operations each."""
    ready, go = threading.Barrier(threads + 1), threading.Barrier(threads + 1)

    def run(index: int) -> None:
        work = make(index)
        work(operations // 20)
        ready.wait()
        go.wait()
        work(operations)

    pool = [threading.Thread(target=run, args=(i,)) for i in range(threads)]
    for thread in pool:
        thread.start()
    ready.wait()
    start = time.perf_counter()
    go.wait()
    for thread in pool:
        thread.join()
    return time.perf_counter() - start


def enough(make: Callable[[int], Work], size: int, seconds: float) -> int:
    """Operations of one thread in about that many seconds; whole walks over the source."""
    operations = size
    while True:
        took = timed_round(make, 1, operations)
        if took > seconds / 4:
            return max(size, int(operations * seconds / took) // size * size)
        operations *= 4


def measure(bench: Bench, counts: list[int], seconds: float, rounds: int) -> dict[str, Any]:
    results: dict[str, dict[int, float]] = {}
    workloads = bench.workloads()
    operations = {name: enough(make, bench.size, seconds) for name, make in workloads.items()}
    for turn in range(rounds):
        for name, make in workloads.items():
            best = results.setdefault(name, {})
            for threads in counts:
                took = timed_round(make, threads, operations[name])
                rate = threads * operations[name] / took
                best[threads] = max(best.get(threads, 0.0), rate)
        print(f"  round {turn + 1} of {rounds}", file=sys.stderr, flush=True)
    return results


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out")
    parser.add_argument("--seconds", type=float, default=0.08, help="of one measurement")
    parser.add_argument("--rounds", type=int, default=8)
    parser.add_argument("--size", type=int, default=1000)
    parser.add_argument("--max-threads", type=int, default=len(os.sched_getaffinity(0)))
    options = parser.parse_args()
    counts = sorted({1, 2, *range(1, options.max_threads + 1)})
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    print(f"  Python {platform.python_version()}, GIL {'on' if gil else 'off'}, "
          f"{options.size} entries, {counts} threads", file=sys.stderr, flush=True)
    bench = Bench(options.size, max(counts))
    figures = {
        "python": platform.python_version(), "gil": gil, "size": options.size,
        "cores": len(os.sched_getaffinity(0)), "threads": counts,
        "rates": measure(bench, counts, options.seconds, options.rounds),
    }
    with open(options.out, "w") as file:
        json.dump(figures, file, indent=1)


if __name__ == "__main__":
    main()
