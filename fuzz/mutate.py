"""Applies one fault of fuzz/mutants to a copy of core:   python fuzz/mutate.py FAULT CORE

A fault names a file of core (or pyext/NAME, then beside it), a function (or struct:NAME) in it, a piece of code that occurs there once
and what it becomes. Comments and white space do not count, so that a fault survives edits
around it; after a line "or" comes another way to say it (in the same place, or with a place
of its own), for code that is written differently by now. One that no longer applies is an error.
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
        return 0, 0
    depth, at = 1, start.end()
    while depth:
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return start.end(), at


def find(text: str, place: str, old: str) -> list[re.Match[str]]:
    bare = blank(text)
    start, end = body(bare, place)
    pattern = r"\s*".join(re.escape(token) for token in re.findall(r"\w+|[^\w\s]", old))
    return list(re.compile(pattern).finditer(bare, start, end))


def main(fault: str, core: str) -> None:
    head, tried = "", ""
    for way in re.split(r"^or\n", Path(fault).read_text(), flags=re.MULTILINE):
        lines = way.splitlines()
        if lines[0][:2] not in ("- ", "+ "):
            head = lines.pop(0)
        name, place = head.split()
        old = " ".join(line[2:] for line in lines if line.startswith("- "))
        new = "\n".join(line[2:] for line in lines if line.startswith("+ "))
        path = Path(core).parent / name if "/" in name else Path(core, name)
        text = path.read_text()
        found = find(text, place, old)
        if len(found) == 1:
            path.write_text(text[: found[0].start()] + new + text[found[0].end() :])
            return
        tried += f"; {place} has {len(found)} times: {old}"
    raise SystemExit(f"mutate: {fault} does not apply{tried}")


if __name__ == "__main__":
    main(*sys.argv[1:])
