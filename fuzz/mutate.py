"""Applies one fault of fuzz/mutants to a copy of core:   python fuzz/mutate.py FAULT CORE

A fault names a file, a function (or struct:NAME) in it, a piece of code that occurs there once
and what it becomes. Comments and white space do not count, so that a fault survives edits
around it; one that no longer applies is an error.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

COMMENT = re.compile(r"/\*.*?\*/|//[^\n]*", re.DOTALL)


def blank(text: str) -> str:
    """The text with comments as spaces: every place stays where it is."""
    return COMMENT.sub(lambda match: re.sub(r"[^\n]", " ", match[0]), text)


def body(text: str, place: str) -> tuple[int, int]:
    """Where a function's body, or a struct's, begins and ends."""
    if place.startswith("struct:"):
        start = re.search(rf"^struct {place[7:]} {{", text, re.MULTILINE)
    else:
        start = re.search(rf"^\w[^;{{}}]*\b{place}\([^;{{]*\{{", text, re.MULTILINE)
    if not start:
        raise SystemExit(f"mutate: there is no {place}")
    depth, at = 1, start.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return start.end(), at


def apply(text: str, place: str, old: str, new: str) -> str:
    bare = blank(text)
    start, end = body(bare, place)
    pattern = r"\s*".join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", old))
    found = list(re.compile(pattern).finditer(bare, start, end))
    if len(found) != 1:
        raise SystemExit(f"mutate: {place} has this {len(found)} times: {old}")
    return text[: found[0].start()] + new + text[found[0].end() :]


def main(fault: str, core: str) -> None:
    head, *lines = Path(fault).read_text().splitlines()
    name, place = head.split()
    old = " ".join(line[2:] for line in lines if line.startswith("- "))
    new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
    path = Path(core, name)
    path.write_text(apply(path.read_text(), place, old, new))


if __name__ == "__main__":
    main(*sys.argv[1:])
