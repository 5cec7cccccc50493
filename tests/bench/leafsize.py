"""How many entries should a leaf (and so an array map) hold? The extension built with each.

All builds are loaded into one process under different names and timed in turns, as
candidates of the same cells. With leaves of less than 16 the hash mix keeps blocks of 8
consecutive hashes together instead of 16, so that a block fits into a leaf.
"""

import gc
import os
from pathlib import Path
from typing import Any

from . import parts, peers
from .measure import Effort, measure, summary
from .ops import Inputs, Made, candidate

LEAVES = (8, 12, 16, 24, 32)
OPS = ("item", "miss", "build", "assoc", "dissoc", "keys", "merge", "equal")
SIZES = (4, 8, 10, 12, 14, 16, 20, 24, 28, 32, 64, 100, 1_000, 10_000, 100_000, 1_000_000)
QUICK_SIZES = (8, 16, 32, 100, 10_000)


def load() -> dict[str, peers.Peer]:
    """A candidate for each size, as far as it was built."""
    found = {}
    for entries in LEAVES:
        name = "ours" if entries == 16 else f"leaf-{entries}"
        folder = Path(os.environ["BENCH_BUILD"]) / name / "pypersistent"
        try:
            core = peers.load_extension(f"bench_leaf_{entries}._core", folder, "_core")
        except ImportError:
            continue
        if core.build_facts["entries in a leaf"] != entries:
            raise ImportError(f"{folder} was built for {core.build_facts}")
        ours = peers.load((peers.OURS,))[0][peers.OURS]
        found[str(entries)] = peers.Peer(str(entries), ours.version, {
            "Map": core.PersistentMap, "bytes": core.byte_count}, ours.words)
    return found


def whole(quick: bool, largest: int) -> dict[str, Any]:
    found = load()
    effort = Effort(0.1, 0.0005, 15) if quick else Effort(0.25, 0.001, 21)
    cells, memory = [], []
    gc.disable()
    for n in (n for n in (QUICK_SIZES if quick else SIZES) if n <= largest):
        inputs = Inputs("str", "shuffled" if n >= 1_000 else "sequential", n)
        made = {name: Made(peer, inputs) for name, peer in found.items()}
        memory.append({"n": n, **{name: round(own.peer.names["bytes"](own.get("m")) / n, 2)
                                  for name, own in made.items()}})
        for op in OPS:
            candidates = [candidate(op, own) for own in made.values()]
            samples = measure([each for each in candidates if each], effort, collector=True)
            gc.disable()
            cells.append({"op": op, "n": n, "ns": {
                name: float(f"{summary(values)['ns']:.4g}")
                for name, values in samples.items()}})
            for own in made.values():
                own.forget()
    return {"cells": cells, "bytes": memory}


if __name__ == "__main__":
    parts.main("leafsize", whole, None)
