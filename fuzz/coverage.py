"""The table of ci/fuzz-coverage.sh, from llvm-cov's JSON; checks the list of known gaps.

The list names a branch by what it says, not where it stands, so that it survives edits:
    core/file.c | text of the line | true or false | reason
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def rows(path: str) -> list[dict]:
    files = json.loads(Path(path).read_text())["data"][0]["files"]
    found = []
    for file in files:
        name = file["filename"]
        name = name[name.rindex("core/"):]
        sides: dict[tuple[int, int, str], int] = {}
        for branch in file["branches"]:
            for side, count in (("true", branch[4]), ("false", branch[5])):
                key = (branch[0], branch[1], side)
                sides[key] = max(sides.get(key, 0), count)
        found.append({"name": name, "lines": file["summary"]["lines"], "sides": sides})
    return sorted(found, key=lambda row: row["name"])


def known_gaps(path: str) -> dict[tuple[str, str, str], str]:
    gaps = {}
    for line in Path(path).read_text().splitlines():
        if not line or line.startswith("#"):
            continue
        name, text, side, reason = (part.strip() for part in line.split(" | "))
        gaps[name, text, side] = reason
    return gaps


def main(export: str, listed: str) -> int:
    gaps, used, listed_gaps, failed = known_gaps(listed), set(), 0, False
    total = [0, 0, 0, 0]
    print(f"{'file':<24}{'lines':>12}{'':>8}{'branches':>12}")
    for row in rows(export):
        lines, sides = row["lines"], row["sides"]
        if not lines["count"]:
            continue
        reached = sum(count > 0 for count in sides.values())
        part = [lines["covered"], lines["count"], reached, len(sides)]
        total = [a + b for a, b in zip(total, part)]
        show(row["name"], part)
        source = Path(row["name"]).read_text().splitlines()
        for (line, column, side), count in sorted(sides.items()):
            if count:
                continue
            gap = (row["name"], source[line - 1].strip(), side)
            if gap in gaps:
                used.add(gap)
                listed_gaps += 1
                continue
            failed = True
            print(f"    not reached: {row['name']}:{line}:{column} never {side}: {gap[1]}")
    show("core", total)
    print(f"{listed_gaps} branches are listed as unreachable, with reasons, in {listed}")
    for gap in gaps.keys() - used:
        failed = True
        print(f"    listed, but reached or gone: {' | '.join(gap)}")
    return failed


def show(name: str, part: list[int]) -> None:
    lines, of_lines, sides, of_sides = part
    print(f"{name:<24}{lines:>5}/{of_lines:<5} {percent(lines, of_lines):>7}"
          f"{sides:>6}/{of_sides:<5} {percent(sides, of_sides):>7}")


def percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "-"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
