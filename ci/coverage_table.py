"""Reads gcov's JSON (one object a line) and prints what of core/ (or of another directory) ran,
a file a row.

Counts of the same line in different objects (shapes, inline functions) are added up.
Usage: coverage_table.py MINIMUM_PERCENT [DIRECTORY] < gcov.json
"""

import json
import os
import sys
from collections import defaultdict


class Source:
    """One file's execution counts."""

    def __init__(self) -> None:
        self.lines: dict[int, int] = defaultdict(int)
        self.branches: dict[tuple[int, int], int] = defaultdict(int)

    def add(self, line: dict) -> None:
        self.lines[line["line_number"]] += line["count"]
        for index, branch in enumerate(line["branches"]):
            self.branches[line["line_number"], index] += branch["count"]

    def missed(self) -> list[int]:
        return sorted(number for number, count in self.lines.items() if count == 0)

    def half_missed(self) -> list[int]:
        lines = {number for (number, _), count in self.branches.items() if count == 0}
        return sorted(lines - set(self.missed()))


def percent(counts: list[int]) -> float:
    return 100.0 * sum(count > 0 for count in counts) / len(counts) if counts else 100.0


def row(name: str, lines: list[int], branches: list[int], notes: str = "") -> str:
    return (
        f"{name:26} {len(lines):6} {percent(lines):7.1f} % "
        f"{len(branches):8} {percent(branches):7.1f} %   {notes}"
    ).rstrip()


def read(stream, directory: str) -> dict[str, Source]:
    sources: dict[str, Source] = defaultdict(Source)
    for text in filter(str.strip, stream):
        for file in json.loads(text)["files"]:
            name = os.path.relpath(file["file"])
            if name.startswith(directory + os.sep):
                for line in file["lines"]:
                    sources[name].add(line)
    return sources


def main() -> int:
    minimum = float(sys.argv[1])
    directory = sys.argv[2] if len(sys.argv) > 2 else "core"
    sources = read(sys.stdin, directory)
    if not sources:
        print(f"no coverage data of {directory}/", file=sys.stderr)
        return 1
    all_lines: list[int] = []
    all_branches: list[int] = []
    heads = f"{'file':26} {'lines':>6} {'run':>9} {'branches':>8} {'taken':>9}"
    print(heads + "   not run; not both ways")
    for name, source in sorted(sources.items()):
        lines, branches = list(source.lines.values()), list(source.branches.values())
        all_lines += lines
        all_branches += branches
        notes = " ".join(map(str, source.missed()))
        half = " ".join(map(str, source.half_missed()))
        print(row(name, lines, branches, f"{notes or '-'}; {half or '-'}"))
    print(row(directory, all_lines, all_branches))
    if percent(all_lines) < minimum:
        print(f"below {minimum:g} % of lines", file=sys.stderr)
        return 1
    return 0


sys.exit(main())
