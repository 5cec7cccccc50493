"""Figures and tables as Markdown."""

from collections.abc import Iterable, Sequence

DASH = "—"


def table(head: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    lines = ["| " + " | ".join(head) + " |", "|---" + "|---:" * (len(head) - 1) + "|"]
    lines += ["| " + " | ".join(str(cell).replace("|", "\\|") for cell in row) + " |"
              for row in rows]
    return "\n".join(lines)


def time_text(ns: float | None) -> str:
    """Three digits and the unit that fits."""
    if ns is None:
        return DASH
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if ns >= size:
            return f"{_three(ns / size)} {unit}"
    return f"{_three(ns)} ns"


def bytes_text(count: float | None) -> str:
    if count is None:
        return DASH
    for unit, size in (("MB", 1e6), ("kB", 1e3)):
        if count >= size:
            return f"{_three(count / size)} {unit}"
    return f"{_three(count)} B"


def ratio_text(ratio: float | None) -> str:
    return DASH if ratio is None else f"{_three(ratio)}"


def _three(number: float) -> str:
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"
