"""Drives racy.c: many threads step one iterator, or ask new objects for their hash, for up to a
minute.

    python race.py iterator|hash
"""

import sys
import time
from pathlib import Path

import racy  # type: ignore[import-not-found]

sys.path.insert(0, str(Path(__file__).parents[1]))
from harness import run_threads, until

assert not sys._is_gil_enabled()  # type: ignore[attr-defined]


def run_round(kind: str) -> None:
    shared = racy.Racy()
    fresh = [racy.Racy() for _ in range(3_000)]

    def step(index: int) -> None:
        for _ in range(3_000):
            next(shared)

    def ask(index: int) -> None:
        for thing in fresh:
            hash(thing)

    run_threads(8, step if kind == "iterator" else ask)


for _ in until(time.monotonic() + 60):
    run_round(sys.argv[1])
print("race: done, and nobody has noticed")
