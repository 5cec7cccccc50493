"""Times the candidates of one cell against each other.

All run in this process, in turns, each round beginning with another one, so that a slow
second of the machine falls on all of them. Reported is the 10th percentile: noise only ever
adds. The spread (quartiles) says how much to believe.
"""

import gc
import math
import os
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass

from .ops import Candidate


@dataclass(frozen=True)
class Effort:
    seconds: float
    """to spend on one cell, about"""
    sample: float
    """seconds that one sample should take at least"""
    rounds: int
    """at most"""


def measure(candidates: list[Candidate], effort: Effort,
            collector: bool) -> dict[str, list[float]]:
    """Nanoseconds an operation: for each candidate its samples, in the order taken."""
    gc.collect()
    gc.freeze()  # what the candidates hold is not what the operation costs the collector
    _set_collector(collector)
    try:
        samples: dict[str, list[float]] = {c.name: [] for c in candidates}
        loops = {c.name: _loops(c, effort, samples[c.name]) for c in candidates}
        quick = [c for c in candidates if not samples[c.name]]
        _take_turns(quick, loops, effort, samples)
        return samples
    finally:
        _set_collector(True)


def _set_collector(on: bool) -> None:
    (gc.enable if on else gc.disable)()


def _take_turns(candidates: list[Candidate], loops: dict[str, int], effort: Effort,
                samples: dict[str, list[float]]) -> None:
    """As many rounds as the time allows; who is slow sits out once its share is spent."""
    share = effort.seconds / max(len(candidates), 1)
    spent = {c.name: 0.0 for c in candidates}
    for number in range(effort.rounds):
        at = number % max(len(candidates), 1)
        for c in candidates[at:] + candidates[:at]:
            taken = len(samples[c.name])
            if taken < 3 or spent[c.name] * (taken + 1) / taken <= share:
                seconds = c.run(loops[c.name])
                spent[c.name] += seconds
                samples[c.name].append(seconds / loops[c.name] / c.operations * 1e9)


def _loops(c: Candidate, effort: Effort, samples: list[float]) -> int:
    """How many loops make a sample. One run that takes too long already is the only sample."""
    loops = 1
    while (seconds := c.run(loops)) < effort.sample / 4 and loops < 1 << 30:
        loops *= 4 if seconds == 0 else max(2, min(16, int(effort.sample / seconds / 2)))
    if loops == 1 and seconds > effort.seconds / 2:
        samples.append(seconds / c.operations * 1e9)
    return max(1, math.ceil(loops * effort.sample / max(seconds, 1e-9)))


def percentile(values: list[float], share: float) -> float:
    values = sorted(values)
    at = share * (len(values) - 1)
    low = int(at)
    high = min(low + 1, len(values) - 1)
    return values[low] + (values[high] - values[low]) * (at - low)


def summary(samples: list[float]) -> dict[str, float]:
    """What is kept of the samples of one candidate; times in nanoseconds.

    halves: by how much the first and the second half of the rounds disagree.
    """
    middle = percentile(samples, 0.5)
    quartiles = percentile(samples, 0.75) - percentile(samples, 0.25)
    half = len(samples) // 2
    halves = [percentile(part, 0.1) for part in (samples[:half], samples[half:]) if part]
    return {"ns": percentile(samples, 0.1), "median": middle,
            "spread": quartiles / middle if middle else 0.0,
            "halves": max(halves) / max(min(halves), 1e-9) - 1, "samples": len(samples)}


def survives(call: Callable[[], object], seconds: float = 60) -> str | None:
    """Calls it in a forked child: None if that went well, else what became of the child."""
    child = os.fork()
    if child == 0:
        status = 1
        try:
            _silence()
            call()
            status = 0
        finally:
            os._exit(status)
    deadline = time.monotonic() + seconds
    while True:
        done, status = os.waitpid(child, os.WNOHANG)
        if done:
            break
        if time.monotonic() > deadline:
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
            return f"no end after {seconds:.0f} s"
        time.sleep(0.001)
    if os.WIFSIGNALED(status):
        return f"crashed: {signal.Signals(os.WTERMSIG(status)).name}"
    return None if os.WEXITSTATUS(status) == 0 else "failed"


def _silence() -> None:
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
