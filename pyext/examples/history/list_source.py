"""Commits from a change list: a text file, plain (.tsv) or compressed (.tsv.xz).

    C <commit> <unix time>     begins a commit
    M <path> <mode> <blob>     sets a path
    D <path>                   removes one

Fields are separated by one tab; a path may be quoted as git does.
"""

import lzma
import re
import sys
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import BinaryIO, cast

from .changes import Blob, Commit, HistoryError, unquote_path

SUFFIXES = (".tsv", ".tsv.xz")
_NAME = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_MODE = re.compile(rb"[0-7]{6}")
_TIME = re.compile(rb"-?[0-9]{1,18}")
_FIELDS = {b"C": "C <commit> <unix time>", b"M": "M <path> <mode> <blob>", b"D": "D <path>"}


class ListSource:
    """A change list on disk. Raises HistoryError with file:line where it cannot be read."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.title = str(path)
        self.notes: list[str] = []

    def count(self) -> None:
        return None

    def resolve(self, revision: str) -> None:
        return None

    def newest_files(self) -> None:
        return None

    def commits(self) -> Generator[Commit, None, None]:
        names: set[bytes] = set()
        commit: Commit | None = None
        for number, line in self._lines():
            kind, *fields = line.split(b"\t")
            self._check_count(number, line, kind, fields)
            if kind == b"C":
                if commit is not None:
                    yield commit
                commit = self._begin(number, fields, names)
            elif commit is None:
                raise self._error(number, "a change before the first commit (C) line")
            elif kind == b"M":
                commit.changes[self._path(number, fields[0])] = self._blob(number, fields)
            else:
                commit.changes[self._path(number, fields[0])] = None
        if commit is not None:
            yield commit

    def _lines(self) -> Iterator[tuple[int, bytes]]:
        number = 0
        try:
            with self._open() as file:
                for number, line in enumerate(file, 1):
                    yield number, line.removesuffix(b"\n")
        except (lzma.LZMAError, EOFError) as error:
            raise self._error(number + 1, f"damaged xz data: {error}") from None
        except OSError as error:
            raise HistoryError(f"{self.path}: {error.strerror or error}") from None

    def _open(self) -> BinaryIO:
        if self.path.name.endswith(".xz"):
            return cast(BinaryIO, lzma.open(self.path, "rb"))
        return open(self.path, "rb")

    def _error(self, number: int, what: str) -> HistoryError:
        return HistoryError(f"{self.path}:{number}: {what}")

    def _check_count(self, number: int, line: bytes, kind: bytes, fields: list[bytes]) -> None:
        if not line:
            raise self._error(number, "an empty line")
        if kind not in _FIELDS:
            what = f"a line must begin with C, M or D and a tab, this one: {_shown(line)}"
            raise self._error(number, what)
        expected = _FIELDS[kind]
        if len(fields) != expected.count("<"):
            what = f"expected {expected}, found {len(fields) + 1} tab-separated fields"
            raise self._error(number, what)

    def _begin(self, number: int, fields: list[bytes], names: set[bytes]) -> Commit:
        name, time = fields
        if not _NAME.fullmatch(name):
            raise self._error(number, f"not a commit (40 or 64 hex digits): {_shown(name)}")
        if not _TIME.fullmatch(time):
            raise self._error(number, f"not a unix time: {_shown(time)}")
        if name in names:
            raise self._error(number, f"commit {name.decode()} appears a second time")
        names.add(name)
        return Commit(name.decode(), int(time), {})

    def _path(self, number: int, field: bytes) -> str:
        path = unquote_path(field)
        if not path:
            what = "an empty path" if path == "" else f"broken quoting: {_shown(field)}"
            raise self._error(number, what)
        return path

    def _blob(self, number: int, fields: list[bytes]) -> Blob:
        _, mode, blob = fields
        if not _MODE.fullmatch(mode):
            raise self._error(number, f"not a mode (6 octal digits): {_shown(mode)}")
        if not _NAME.fullmatch(blob):
            raise self._error(number, f"not a blob (40 or 64 hex digits): {_shown(blob)}")
        return sys.intern(mode.decode()), blob.decode()


def _shown(raw: bytes) -> str:
    text = ascii(raw[:60].decode("latin-1"))
    return text if len(raw) <= 60 else text + "..."
