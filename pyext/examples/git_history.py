#!/usr/bin/env python3
"""Keeps every version of a git repository's file list in memory, and shows what that costs.

Reads the first-parent history of a repository, or a change list, and makes one PersistentMap
of path -> (mode, blob) for each commit. Neighbouring versions share all but a few nodes, so
all of them together take little more than the changes between them.
"""

import argparse
import json
import os
import sys
from pathlib import Path

try:
    import pypersistent.measure  # noqa: F401
except ImportError as _error:
    print(f"git_history.py: {_error}; `make demo` builds pypersistent and runs this, "
          "`pip install .` installs it", file=sys.stderr)
    sys.exit(2)

from history.changes import HistoryError, Source, path_from_bytes, quote_path
from history.git_source import GitSource
from history.list_source import SUFFIXES, ListSource
from history.measuring import dict_memory, map_memory
from history.plotting import plot, require_matplotlib
from history.progress import Progress
from history.report import (
    Compared,
    Found,
    Summary,
    as_json,
    compare,
    compared_text,
    found_text,
    look_up,
    summarize,
    summary_text,
)
from history.versions import History, check_history, read_history

MIB = 1 << 20
SAMPLE_CHANGES = 10  # of a comparison nobody asked for, show this many


def parse_arguments(arguments: list[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="git_history.py",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        epilog="A commit is anything git understands (HEAD~3, a tag, a name), the first digits\n"
               "of a commit's name, or first or last. Exit status: 0, or 2 with a message.",
    )
    parser.add_argument("source", nargs="?", type=Path, default=Path(__file__).resolve().parent,
                        metavar="REPOSITORY|LIST",
                        help="a directory in a git repository, or a change list ending in "
                             f"{' or '.join(SUFFIXES)} (default: the repository of this file)")
    parser.add_argument("--show", nargs=2, action="append", metavar=("COMMIT", "PATH"),
                        help="what PATH held after COMMIT (may be repeated)")
    parser.add_argument("--diff", nargs=2, action="append", metavar=("A", "B"),
                        help="what changed from commit A to commit B (may be repeated)")
    parser.add_argument("--plot", type=Path, metavar="FILE.svg",
                        help="draw memory against versions (needs matplotlib)")
    parser.add_argument("--json", action="store_true", help="print one JSON object instead")
    parser.add_argument("--check", action="store_true",
                        help="read it all again into a plain dict and compare it with every "
                             "version kept, the newest also with git ls-tree")
    parser.add_argument("--dict-budget", type=positive, default=256, metavar="MIB",
                        help="make real dict copies while they fit in this, then keep an even "
                             "sample of them (default: %(default)s)")
    return parser.parse_args(arguments)


def positive(text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        number = 0
    if number <= 0:
        raise argparse.ArgumentTypeError(f"not a positive whole number: {text}")
    return number


def open_source(path: Path) -> Source:
    if path.is_dir():
        return GitSource(path)
    if not path.exists():
        raise HistoryError(f"{path}: no such file or directory")
    if not path.name.endswith(SUFFIXES):
        raise HistoryError(f"{path}: neither a directory nor a change list "
                           f"({', '.join(SUFFIXES)})")
    return ListSource(path)


def look_ups(source: Source, history: History, asked: list[list[str]] | None) -> list[Found]:
    """Those asked for; else the path changed most often, in versions spread over the history."""
    if asked:
        return [look_up(history, history.find(source, commit), argument_path(path))
                for commit, path in asked]
    if not history.touched:
        return []
    path = history.touched.most_common(1)[0][0]
    last = len(history.versions) - 1
    return [look_up(history, number, path) for number in sorted({last * i // 4 for i in range(5)})]


def comparisons(
    source: Source, history: History, asked: list[list[str]] | None
) -> list[Compared]:
    """Those asked for; else the last quarter of the history."""
    if asked:
        return [compare(history, history.find(source, old), history.find(source, new))
                for old, new in asked]
    last = len(history.versions) - 1
    return [compare(history, last * 3 // 4, last)] if last else []


def argument_path(argument: str) -> str:
    """The key for a path on the command line; ./ may precede one that begins with a dash."""
    return path_from_bytes(os.fsencode(argument).removeprefix(b"./"))


def measure(history: History, options: argparse.Namespace, title: str) -> Summary:
    files = [version.files for version in history.versions]
    with Progress("measuring maps", lambda: len(files)) as seen:
        maps = map_memory(files, seen)
    with Progress("measuring dicts", lambda: len(files)) as seen:
        dicts = dict_memory(files, options.dict_budget * MIB, seen)
    summary = summarize(history, maps, dicts)
    if options.plot is not None:
        plot(options.plot, f"{title}: every version held", maps.total, dicts.total, summary.sampled)
    return summary


def print_text(
    source: Source, summary: Summary, found: list[Found], compared: list[Compared],
    options: argparse.Namespace,
) -> None:
    print(summary_text(summary))
    path = None
    for item in found:
        if item.path != path:
            path = item.path
            print(f"\nlooking up {quote_path(path)}")
        print(found_text(item))
    for comparison in compared:
        print("\n" + compared_text(comparison, None if options.diff else SAMPLE_CHANGES))
    if options.check:
        print("\nchecked: every version equals a plain dict after the same changes")
    if options.plot is not None:
        print(f"\nplot written to {options.plot}")


def run(options: argparse.Namespace) -> None:
    if options.plot is not None:
        require_matplotlib(options.plot)
    source = open_source(options.source)
    if not options.json:
        print("\n".join([source.title, *(f"note: {note}" for note in source.notes)]), flush=True)
    with Progress("reading", source.count) as seen:
        history = read_history(source, seen)
    if options.check:
        with Progress("checking", lambda: len(history.versions)) as seen:
            check_history(source, history, seen)
    if not history.versions:
        show_nothing(source, options)
        return
    found = look_ups(source, history, options.show)
    compared = comparisons(source, history, options.diff)
    summary = measure(history, options, quote_path(Path(source.title).name))
    if options.json:
        print(json.dumps(as_json(source, summary, found, compared), indent=2))
    else:
        print_text(source, summary, found, compared, options)


def show_nothing(source: Source, options: argparse.Namespace) -> None:
    for wanted in ("show", "diff", "plot"):
        if getattr(options, wanted):
            raise HistoryError(f"--{wanted}: there are no commits in {source.title}")
    if options.json:
        print(json.dumps(as_json(source, None, [], []), indent=2))
    else:
        print("0 versions: there are no commits")


def main(arguments: list[str] | None = None) -> int:
    options = parse_arguments(arguments)
    if sys.stdout is not None:
        sys.stdout.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        run(options)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        # The reader has gone: end as quietly as programs that die of the signal do.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 141
    except KeyboardInterrupt:
        return complain("interrupted", 130)
    except MemoryError:
        return complain("out of memory", 2)
    except HistoryError as error:
        return complain(str(error), 2)
    except OSError as error:
        return complain(str(error), 2)
    return 0


def complain(message: str, status: int) -> int:
    print(f"git_history.py: {message}", file=sys.stderr)
    return status


if __name__ == "__main__":
    sys.exit(main())
