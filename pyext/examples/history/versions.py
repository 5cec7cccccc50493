"""The history: one PersistentMap for every commit, all of them kept."""

import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field

from pypersistent import PersistentMap

from .changes import Blob, HistoryError, Source

Files = PersistentMap[str, Blob]

SHORTEST_PREFIX = 4


@dataclass(frozen=True, slots=True)
class Version:
    """What the repository held after one commit."""

    commit: str
    time: int | None
    files: Files


@dataclass(slots=True)
class History:
    """Every version, oldest first."""

    versions: list[Version] = field(default_factory=list)
    touched: Counter[str] = field(default_factory=Counter)
    """path -> how many commits changed it"""
    seconds: float = 0.0
    """to read and build"""
    map_seconds: float = 0.0
    """of these, to make the next map out of the one before"""

    def find(self, source: Source, revision: str) -> int:
        """The number of the version that a commit, or a revision the source knows, left."""
        numbers = {version.commit: number for number, version in enumerate(self.versions)}
        name = source.resolve(revision)
        if name is not None:
            if name not in numbers:
                raise HistoryError(f"{revision}: commit {name} is not on the first-parent "
                                   "line that was read")
            return numbers[name]
        if revision in ("first", "last") and self.versions:
            return 0 if revision == "first" else len(self.versions) - 1
        return self._find_prefix(numbers, revision)

    @staticmethod
    def _find_prefix(numbers: dict[str, int], prefix: str) -> int:
        found = [name for name in numbers if name.startswith(prefix.lower())]
        if len(prefix) < SHORTEST_PREFIX or not found:
            raise HistoryError(f"{prefix or repr(prefix)}: no such commit in this history "
                               f"(first, last, or {SHORTEST_PREFIX} digits or more of a name)")
        if len(found) > 1:
            raise HistoryError(f"{prefix}: {len(found)} commits begin with that, "
                               f"such as {found[0]} and {found[1]}")
        return numbers[found[0]]


def next_files(files: Files, changes: dict[str, Blob | None]) -> Files:
    """The map after these changes; the map before stays what it was.

    All that is written goes in with one update, which copies each node once however many
    entries change below it, and returns the very same map when there is nothing to do.
    """
    for path, blob in changes.items():
        if blob is None:
            files = files.dissoc(path)
    return files.update({path: blob for path, blob in changes.items() if blob is not None})


def read_history(source: Source, progress: Callable[[int], None]) -> History:
    """Reads every commit of the source and keeps a version for each."""
    history = History()
    files: Files = PersistentMap()
    began = time.perf_counter()
    with closing(source.commits()) as commits:
        for commit in commits:
            before = time.perf_counter()
            files = next_files(files, commit.changes)
            history.map_seconds += time.perf_counter() - before
            history.versions.append(Version(commit.name, commit.time, files))
            history.touched.update(commit.changes.keys())
            progress(len(history.versions))
    history.seconds = time.perf_counter() - began
    return history


def check_history(source: Source, history: History, progress: Callable[[int], None]) -> None:
    """Replays the source into a plain dict and compares it with every version kept.

    The newest is also compared with what the source itself says it holds. Raises
    HistoryError at the first difference.
    """
    plain: dict[str, Blob] = {}
    with closing(source.commits()) as commits:
        for number, (commit, version) in enumerate(zip(commits, history.versions, strict=True)):
            for path, blob in commit.changes.items():
                if blob is None:
                    plain.pop(path, None)
                else:
                    plain[path] = blob
            if version.commit != commit.name or version.files != plain:
                raise HistoryError(f"check failed: version {number} ({version.commit}) is not "
                                   "what a dict holds after the same changes")
            progress(number + 1)
    newest = source.newest_files()
    if newest is not None and newest != plain:
        raise HistoryError("check failed: the newest version is not what git ls-tree lists")
