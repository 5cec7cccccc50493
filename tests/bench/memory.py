"""Memory: bytes an entry, and bytes that each retained variant adds.

Each figure comes from a process of its own. Counted are the containers; the keys and values
exist before. Two ways: resident, what the process grew by (everything, also what an allocator
holds back), and traced, what tracemalloc saw (what went through Python's allocators: the C++
and the Rust peer allocate elsewhere).
"""

import gc
import tracemalloc
from collections.abc import Callable, Hashable
from importlib import import_module
from typing import Any

from . import keys as keylib
from . import parts, peers

SIZES = (8, 16, 32, 100, 1_000, 10_000, 100_000, 1_000_000)
VALUES: dict[str, Callable[[int], Any]] = {"atomic": int, "tracked": lambda i: [i]}
"""int: nothing the collector looks at; list: it may be part of a cycle."""
VARIANTS_OF = (1_000, 100_000)
ENTRIES = 200_000  # in all the maps of one measurement together, about
MAPS = 10_000  # of one measurement, at most
SPARE = 2_000  # maps or variants that use up what a candidate keeps of freed objects, of every size


def whole(quick: bool, largest: int) -> dict[str, Any]:
    sizes = [n for n in ((8, 1_000, 100_000) if quick else SIZES) if n <= largest]
    total = ENTRIES // 4 if quick else ENTRIES
    names = [name for name in peers.load()[0] if not quick or name in
             (peers.OURS, peers.DICT, peers.IM, peers.CPP, peers.RPDS)]
    few = (peers.OURS, peers.DICT, peers.IM)
    jobs = [(name, n, values) for n in sizes for name in names for values in VALUES
            if name == peers.OURS or (name in few and not quick)
            or (values == "atomic" and n < 1_000_000)]
    entries = [{"peer": name, "n": n, "values": values,
                **parts.alone("memory", peer=name, n=n, values=values, total=total)}
               for name, n, values in jobs]
    variants = [{"peer": name, "n": n, **parts.alone("memory", peer=name, n=n, variants=True)}
                for n in (VARIANTS_OF[1:] if quick else VARIANTS_OF) for name in names]
    return {"entries": entries, "variants": variants}


def one(peer: str, n: int, values: str = "atomic", total: int = ENTRIES,
        variants: bool = False) -> dict[str, Any]:
    found = peers.load((peers.OURS, peer))[0]
    inserted = keylib.make_keys("str", n)
    value = VALUES[values]
    d = {key: value(i) for i, key in enumerate(inserted)}
    if variants:
        return _variants(found[peer], d)
    return _entries(found[peer], d, total)


def _entries(peer: peers.Peer, d: dict[Hashable, Any], total: int) -> dict[str, Any]:
    n = len(d)
    count = max(1, min(MAPS, total // n))
    build = peer.build
    build({"warm": 0})  # not a large one: its memory would be used again
    grew, traced = _both(lambda: build(d), count)
    result = {"resident": _short(grew / count / n), "traced": _short(traced / count / n)}
    if peer.name == peers.OURS:
        measure = import_module("pypersistent.measure")
        result["counted"] = _short(measure.byte_count(build(d)) / n)
    return result


def _variants(peer: peers.Peer, d: dict[Hashable, Any]) -> dict[str, Any]:
    """Variants with one new key each, all made of the same map."""
    copies = peer.name in peers.COPYING
    count = (500 if len(d) <= 1_000 else 20) if copies else 5_000
    fresh = iter(keylib.make_keys("str", 2 * count + SPARE, keylib.ELSEWHERE))
    m = peer.build(d)
    code = compile(peer.words["set"], "", "eval")
    names = {**peer.names, "m": m, "v": 7}
    grew, traced = _both(lambda: eval(code, names, {"k": next(fresh)}), count)
    return {"resident": _short(grew / count), "traced": _short(traced / count),
            "variants": count}


def _both(make: Callable[[], Any], count: int) -> tuple[int, int]:
    """What `count` of them add to the process, then (again) to tracemalloc's figure."""
    held: list[Any] = [None] * count
    gc.collect()
    gc.disable()
    before = parts.resident()
    for i in range(count):
        held[i] = make()
    grew = parts.resident() - before
    held = [None] * count
    gc.collect()
    # What a candidate keeps of freed objects for reuse is used up, or it would not be traced.
    spare = [make() for _ in range(min(count, SPARE))]
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    for i in range(count):
        held[i] = make()
    traced = tracemalloc.get_traced_memory()[0] - before
    tracemalloc.stop()
    del spare
    return grew, traced


def _short(number: float) -> float:
    return float(f"{number:.4g}")


if __name__ == "__main__":
    parts.main("memory", whole, one)
