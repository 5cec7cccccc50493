"""What the program found, as text and as JSON."""

import textwrap
import time
from dataclasses import asdict, dataclass
from typing import Any

from pypersistent import MissingType

from .changes import Blob, Source, quote_path
from .measuring import DictMemory, MapMemory
from .versions import History

_WIDTH = 92
_INDENT = 14


@dataclass(frozen=True, slots=True)
class Summary:
    """The figures, all of them; sizes in bytes."""

    versions: int
    entries_newest: int
    entries_all: int
    seconds: float
    map_seconds: float
    map_bytes: int
    newest_bytes: int
    newest_nodes: int
    dict_bytes: int
    dicts: int
    dicts_measured: int

    @property
    def sampled(self) -> bool:
        return self.dicts_measured < self.dicts


@dataclass(frozen=True, slots=True)
class Found:
    """A look-up: what one path holds in one version (None: nothing)."""

    number: int
    commit: str
    time: int | None
    path: str
    blob: Blob | None
    seconds: float


@dataclass(frozen=True, slots=True)
class Compared:
    """What changed between two versions: (path, before, after) each, sorted by path."""

    old: str
    new: str
    old_number: int
    new_number: int
    changes: list[tuple[str, Blob | None, Blob | None]]
    seconds: float


def summarize(history: History, maps: MapMemory, dicts: DictMemory) -> Summary:
    versions = history.versions
    return Summary(
        versions=len(versions),
        entries_newest=len(versions[-1].files),
        entries_all=sum(len(version.files) for version in versions),
        seconds=history.seconds,
        map_seconds=history.map_seconds,
        map_bytes=maps.total[-1],
        newest_bytes=maps.newest_bytes,
        newest_nodes=maps.newest_nodes,
        dict_bytes=dicts.total[-1],
        dicts=dicts.distinct,
        dicts_measured=dicts.measured,
    )


def look_up(history: History, number: int, path: str) -> Found:
    version = history.versions[number]
    began = time.perf_counter()
    blob = version.files.get(path)
    seconds = time.perf_counter() - began
    return Found(number, version.commit, version.time, path, blob, seconds)


def compare(history: History, old: int, new: int) -> Compared:
    before, after = history.versions[old], history.versions[new]
    began = time.perf_counter()
    changes = [
        (path, _held(was), _held(now))
        for path, was, now in before.files.diff(after.files)
    ]
    seconds = time.perf_counter() - began
    changes.sort(key=lambda change: change[0])
    return Compared(before.commit, after.commit, old, new, changes, seconds)


def _held(side: Blob | MissingType) -> Blob | None:
    return None if isinstance(side, MissingType) else side


def as_json(
    source: Source, summary: Summary | None, found: list[Found], compared: list[Compared]
) -> dict[str, Any]:
    return {
        "source": source.title,
        "notes": source.notes,
        "summary": None if summary is None else asdict(summary),
        "look_ups": [asdict(item) for item in found],
        "diffs": [asdict(item) for item in compared],
    }


# ---- Text ----

def summary_text(summary: Summary) -> str:
    s = summary
    how = (f"estimated: {s.dicts_measured:,} of them, evenly spread, were made and measured; "
           "all would not fit in --dict-budget"
           if s.sampled else "every one made, held and measured")
    lines = [
        _item("entries", f"{s.entries_newest:,} in the newest version, "
                         f"{s.entries_all:,} in all"),
        _item("time", f"{s.seconds:.2f} s to read and build, "
                      f"{s.map_seconds:.2f} s of it to make the maps"),
        _item("as maps", f"{_size(s.map_bytes)} for all versions, every distinct map and node "
                         f"counted once; the newest alone is {_size(s.newest_bytes)}, "
                         f"{_many(s.newest_nodes, 'node')}"),
        _item("as dicts", f"{_size(s.dict_bytes)} for {_many(s.dicts, 'copy', 'copies')}, one for "
                          f"each version that changed anything; {how} (sys.getsizeof)"),
        _item("", f"{s.dict_bytes / max(s.map_bytes, 1):.1f} times what the maps take; neither "
                  "counts keys and values, which all versions of both kinds share"),
    ]
    title = f"{_many(s.versions, 'version')} of path -> (mode, blob), all of them held"
    return "\n".join([title, "", *lines])


def found_text(found: Found) -> str:
    what = "not in this version" if found.blob is None else " ".join(found.blob)
    return f"  version {found.number:<7,} {_commit(found.commit, found.time)}  {what}"


def compared_text(compared: Compared, limit: int | None) -> str:
    changes = compared.changes
    title = (f"what changed from version {compared.old_number:,} ({compared.old[:12]}) to "
             f"{compared.new_number:,} ({compared.new[:12]}): "
             f"{_many(len(changes), 'path')}, found in {_duration(compared.seconds)}")
    lines = [_change(*change) for change in changes[:limit]]
    if len(lines) < len(changes):
        lines.append(f"  ... and {len(changes) - len(lines):,} more "
                     f"(--diff {compared.old[:12]} {compared.new[:12]} shows them all)")
    return "\n".join([title, *lines])


def _change(path: str, before: Blob | None, after: Blob | None) -> str:
    name = quote_path(path)
    if before is None:
        assert after is not None
        return f"  added    {name}  {_short(after)}"
    if after is None:
        return f"  removed  {name}  {_short(before)}"
    return f"  changed  {name}  {_short(before)} -> {_short(after)}"


def _short(blob: Blob) -> str:
    return f"{blob[0]} {blob[1][:12]}"


def _item(name: str, text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent=f"  {name:<{_INDENT - 2}}",
                         subsequent_indent=" " * _INDENT)


def _many(number: int, noun: str, plural: str | None = None) -> str:
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _size(count: int) -> str:
    text = _many(count, "byte")
    if count < 1 << 20:
        return text
    power, unit = (30, "GiB") if count >= 1 << 30 else (20, "MiB")
    return f"{text} ({count / (1 << power):.1f} {unit})"


def _duration(seconds: float) -> str:
    if seconds < 1e-3:
        return f"{seconds * 1e6:.0f} µs"
    return f"{seconds * 1e3:.1f} ms" if seconds < 1 else f"{seconds:.1f} s"


def _commit(name: str, seconds: int | None) -> str:
    return f"{name[:12]}  {_date(seconds)}"


def _date(seconds: int | None) -> str:
    try:
        return "undated   " if seconds is None else time.strftime("%Y-%m-%d", time.gmtime(seconds))
    except (OverflowError, OSError, ValueError):
        return "undated   "
