"""What a map of a million entries costs the garbage collector.

full         one gc.collect() while nothing but the map (and its keys and values) is held,
             less the same without the map
while used   the longest pause, and all pauses together, during 20,000 changes, the last 1,000
             versions held (for types that copy the whole: 20 changes), or in as many as there is
             time for in 10 s: a change of pyrsistent's may copy the whole, too
Each candidate has a process of its own. Atomic: int values; tracked: a list for each value.
"""

import gc
import time
from collections import deque
from typing import Any

from . import keys as keylib
from . import parts, peers
from .memory import VALUES

CHANGES = 20_000
SECONDS = 10
BARE = "keys and values alone"


def whole(quick: bool, largest: int) -> list[dict[str, Any]]:
    n = min(100_000 if quick else 1_000_000, largest)
    names = [BARE, peers.OURS, peers.DICT, peers.IM, peers.RPDS]
    if not quick:
        names += [peers.CPP, peers.PYRSISTENT]
    there = {BARE, *peers.load()[0]}
    return [{"peer": name, "values": values, "n": n,
             **parts.alone("pauses", peer=name, n=n, values=values)}
            for values in VALUES for name in names if name in there]


def one(peer: str, n: int, values: str) -> dict[str, Any]:
    found = peers.load((peers.OURS, peer if peer != BARE else peers.OURS))[0]
    inserted = keylib.make_keys("str", n)
    contents = [VALUES[values](i) for i in range(n)]
    gc.disable()
    m = None
    if peer != BARE:
        d = dict(zip(inserted, contents, strict=True))
        m = found[peer].build(d)
        del d
    gc.enable()
    gc.collect()
    result: dict[str, Any] = {"full_ms": _short(min(_collect() for _ in range(7)) * 1e3)}
    if peer != BARE:
        result.update(_used(found[peer], m, VALUES[values](7)))
    return result


def _collect() -> float:
    start = time.perf_counter()
    gc.collect()
    return time.perf_counter() - start


def _used(peer: peers.Peer, m: Any, v: Any) -> dict[str, Any]:
    pauses: list[float] = []
    started = 0.0

    def watch(phase: str, _: dict[str, int]) -> None:
        nonlocal started
        if phase == "start":
            started = time.perf_counter()
        else:
            pauses.append(time.perf_counter() - started)

    code = compile(peer.words["set"], "", "eval")
    most = 20 if peer.name in peers.COPYING else CHANGES
    fresh = keylib.make_keys("str", most, keylib.ELSEWHERE)
    held: deque[Any] = deque(maxlen=20 if peer.name in peers.COPYING else 1_000)
    names = {**peer.names, "m": m, "v": v}
    gc.callbacks.append(watch)
    start = time.perf_counter()
    for changes, k in enumerate(fresh, 1):
        names["m"] = eval(code, names, {"k": k})
        held.append(names["m"])
        if time.perf_counter() > start + SECONDS:
            break
    elapsed = time.perf_counter() - start
    gc.callbacks.remove(watch)
    return {"longest_ms": _short(max(pauses, default=0) * 1e3), "pauses": len(pauses),
            "share": round(sum(pauses) / elapsed, 4), "changes": changes}


def _short(number: float) -> float:
    return float(f"{number:.4g}")


if __name__ == "__main__":
    parts.main("pauses", whole, one)
