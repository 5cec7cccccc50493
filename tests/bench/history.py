"""The job of the example: keep every version of a git repository's file list.

    build     every version out of the one before, all held
    look up   the path that changed most often, in every version
    compare   what changed from each version to the next

Input: this repository, or BENCH_HISTORY (a repository or a change list). Reading it is not
timed. Each candidate does it in the words its documentation gives for several changes at
once. Times are the best of several rounds, interleaved; memory is what a process of its own
grew by.
"""

import gc
import os
import sys
import time
import tracemalloc
from collections import Counter
from collections.abc import Callable
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from . import parts, peers

ROOT = Path(__file__).resolve().parents[2]
Changes = list[tuple[dict[str, Any], list[str]]]
"""for each commit: what is written, what is removed"""


def whole(quick: bool, largest: int) -> dict[str, Any]:
    commits = read()
    found = {name: peer for name, peer in peers.load()[0].items() if name in NEXT}
    times = _times(commits, found, 3 if quick else 7)
    for name, row in times.items():
        row.update(parts.alone("history", peer=name))
    files = sum(len(written) + len(removed) for written, removed in commits)
    return {"commits": len(commits), "changes": files, "candidates": times,
            "input": Path(os.environ.get("BENCH_HISTORY", ROOT)).name}


def one(peer: str) -> dict[str, Any]:
    """Memory of all versions; a short history is held several times over."""
    commits = read()
    found = peers.load((peers.OURS, peer))[0][peer]
    times = max(1, 3_000 // max(len(commits), 1))
    gc.collect()  # and nothing built before: its memory would be used again
    before = parts.resident()
    held: list[Any] = [_build(found, commits) for _ in range(times)]
    grew = parts.resident() - before
    held.clear()
    gc.collect()
    tracemalloc.start()
    before = tracemalloc.get_traced_memory()[0]
    held = [_build(found, commits)]
    traced = tracemalloc.get_traced_memory()[0] - before
    return {"resident": round(grew / times), "traced": traced}


def read() -> Changes:
    """What each commit wrote and removed, oldest first."""
    sys.path.append(str(ROOT / "pyext" / "examples"))
    # The example's package of this name, not this module.
    git, listed = (import_module(f"history.{name}") for name in ("git_source", "list_source"))
    path = Path(os.environ.get("BENCH_HISTORY", ROOT))
    from_list = path.name.endswith(listed.SUFFIXES)
    source = listed.ListSource(path) if from_list else git.GitSource(path)
    return [({p: blob for p, blob in commit.changes.items() if blob is not None},
             [p for p, blob in commit.changes.items() if blob is None])
            for commit in source.commits()]


# ---- The next version, in each candidate's words ----

def _next_ours(m: Any, written: dict[str, Any], removed: list[str]) -> Any:
    for path in removed:
        m = m.dissoc(path)
    return m.update(written)


def _next_dict(m: Any, written: dict[str, Any], removed: list[str]) -> Any:
    m = {**m, **written}
    for path in removed:
        m.pop(path, None)
    return m


def _next_immutables(m: Any, written: dict[str, Any], removed: list[str]) -> Any:
    with m.mutate() as change:
        for path in removed:
            change.pop(path, None)
        change.update(written)
        return change.finish()


def _next_pyrsistent(m: Any, written: dict[str, Any], removed: list[str]) -> Any:
    change = m.evolver()
    for path in removed:
        if path in change:
            change.remove(path)
    for path, blob in written.items():
        change[path] = blob
    return change.persistent()


def _next_rpds(m: Any, written: dict[str, Any], removed: list[str]) -> Any:
    for path in removed:
        m = m.discard(path)
    return m.update(written)


NEXT: dict[str, Callable[[Any, dict[str, Any], list[str]], Any]] = {
    peers.OURS: _next_ours, peers.DICT: _next_dict, peers.IM: _next_immutables,
    peers.CPP: _next_ours, peers.PYRSISTENT: _next_pyrsistent, peers.RPDS: _next_rpds}


# ---- The job ----

def _build(peer: peers.Peer, commits: Changes) -> list[Any]:
    step = NEXT[peer.name]
    m = eval(peer.words["empty"], dict(peer.names))
    versions = []
    for written, removed in commits:
        m = step(m, written, removed)
        versions.append(m)
    return versions


def _compare(peer: peers.Peer, versions: list[Any]) -> int:
    """How many paths differ between neighbours, all together."""
    if peer.name == peers.OURS:
        return sum(1 for old, new in pairwise(versions) for _ in old.diff(new))
    changes = 0
    for old, new in pairwise(versions):
        missing = object()
        same = get = 0
        for path, blob in new.items():
            before = old.get(path, missing)
            get += before is missing
            same += before is blob or before == blob
        changes += len(new) - same + len(old) - (len(new) - get)
    return changes


def _times(commits: Changes, found: dict[str, peers.Peer], rounds: int) -> dict[str, Any]:
    path = Counter(path for written, removed in commits
                   for path in (*written, *removed)).most_common(1)[0][0]
    best: dict[str, dict[str, float]] = {name: {} for name in found}
    counts = set()
    names = list(found)
    for turn in range(rounds):
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            gc.collect()
            start = time.perf_counter()
            versions = _build(found[name], commits)
            built = time.perf_counter()
            for m in versions:
                m.get(path)
            looked = time.perf_counter()
            counts.add(_compare(found[name], versions))
            compared = time.perf_counter()
            phases = {"build": built - start, "look up": looked - built,
                      "compare": compared - looked}
            for phase, seconds in phases.items():
                best[name][phase] = min(seconds, best[name].get(phase, seconds))
    if len(counts) != 1:
        raise AssertionError(f"the candidates count different changes: {counts}")
    return {name: {phase: float(f"{seconds * 1e3:.4g}") for phase, seconds in row.items()}
            for name, row in best.items()}


if __name__ == "__main__":
    parts.main("history", whole, one)
