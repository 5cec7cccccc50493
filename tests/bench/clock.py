"""Which clock the cells are timed with.

wall   what a user waits; right on a quiet machine
cpu    what this thread was given of a processor; the same on a quiet machine, and on a busy
       one not the time that went to others (but caches are still shared with them)
BENCH_CLOCK chooses; by default wall, or cpu when the load is above the number of processors.
"""

import os
import time
from collections.abc import Callable

import pyperf  # type: ignore[import-untyped]


def chosen() -> str:
    name = os.environ.get("BENCH_CLOCK", "")
    if name not in ("wall", "cpu"):
        busy = hasattr(os, "getloadavg") and os.getloadavg()[0] > (os.cpu_count() or 1)
        name = "cpu" if busy else "wall"
    return name


def clock() -> Callable[[], float]:
    seconds: Callable[[], float] = pyperf.perf_counter
    return time.thread_time if chosen() == "cpu" else seconds
