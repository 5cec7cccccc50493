"""What runs under callgrind: every phase between two calls of len(), which make it dump.

Prints the phases, one line each: name, how many operations. The results of a phase are held
until it is over, so that freeing them is a phase of its own.
"""

import gc
import json
from collections.abc import Callable, Hashable
from typing import Any

from pypersistent import PersistentMap

from .ops import Inputs

MARKER: PersistentMap[Any, Any] = PersistentMap()


class Phases:
    def __init__(self) -> None:
        self.done: list[tuple[str, int]] = []

    def run(self, name: str, operations: int, call: Callable[[], Any], free: str = "") -> None:
        len(MARKER)
        held = call()
        len(MARKER)
        self.done.append((name, operations))
        if free:
            len(MARKER)
            del held
            len(MARKER)
            self.done.append((free, operations))


def look_ups(phases: Phases, n: int) -> None:
    m, inputs = _map(n)
    hits, copies = _some(inputs.probes), _some(Inputs("str copy", "shuffled", n).probes)
    absent = _some(inputs.absent)
    phases.run(f"m[k], n = {n:,}", len(hits), lambda: [m[k] for k in hits])
    phases.run(f"m[k], equal copy, n = {n:,}", len(copies), lambda: [m[k] for k in copies])
    phases.run(f"k in m, miss, n = {n:,}", len(absent), lambda: [k in m for k in absent])


def changes(phases: Phases, n: int) -> None:
    m, inputs = _map(n)
    fresh, some = inputs.fresh, inputs.some
    phases.run(f"assoc, new key, n = {n:,}", len(fresh), lambda: [m.assoc(k, 7) for k in fresh],
               f"free an assoc, n = {n:,}")
    phases.run(f"assoc, key there, n = {n:,}", len(some),
               lambda: [m.assoc(k, -7) for k in some])
    phases.run(f"dissoc, n = {n:,}", len(some), lambda: [m.dissoc(k) for k in some])


def builds(phases: Phases, n: int) -> None:
    d = Inputs("str", "sequential", n).d
    times = max(1, 1_000 // n)
    phases.run(f"from_dict, n = {n:,}", times,
               lambda: [PersistentMap.from_dict(d) for _ in range(times)],
               f"free a map, n = {n:,}")


def whole_maps(phases: Phases, n: int) -> None:
    m, inputs = _map(n)
    half = PersistentMap.from_dict(inputs.other_dict("half"))
    twin = PersistentMap.from_dict(inputs.other_dict("twin"))
    near = m.assoc(inputs.some[0], -1)
    phases.run(f"iterate keys, n = {n:,}", 1, lambda: list(iter(m)))
    phases.run(f"items_list, n = {n:,}", 1, m.items_list)
    phases.run(f"merge n + n, n = {n:,}", 1, lambda: m | half)
    phases.run(f"==, built apart, n = {n:,}", 1, lambda: m == twin)
    phases.run(f"==, one change apart, n = {n:,}", 1, lambda: m == near)


def _map(n: int) -> tuple[PersistentMap[Any, Any], Inputs]:
    inputs = Inputs("str", "shuffled", n)
    for k in inputs.absent + inputs.fresh:
        hash(k)  # a string remembers it
    return PersistentMap.from_dict(inputs.d), inputs


def _some(keys: list[Hashable]) -> list[Hashable]:
    return (keys * 200)[:200]


def main() -> None:
    gc.disable()
    phases = Phases()
    for n in (8, 1_000, 100_000):
        look_ups(phases, n)
        changes(phases, n)
    for n in (8, 16, 100, 1_000, 10_000):
        builds(phases, n)
    for n in (8, 1_000):
        whole_maps(phases, n)
    print(json.dumps(phases.done))


if __name__ == "__main__":
    main()
