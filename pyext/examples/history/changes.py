"""What a source yields: commits, each with what it changed; and how paths are written."""

import re
from collections.abc import Generator
from dataclasses import dataclass
from typing import Protocol

Blob = tuple[str, str]
"""(mode, blob): what a version holds for a path, as git writes both."""


class HistoryError(Exception):
    """Something the user must be told; the message is all they see."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One commit: its name, its time (None: it carries none), and what it changed."""

    name: str
    time: int | None
    changes: dict[str, Blob | None]
    """path -> what it holds from now on, None: the path is removed"""


class Source(Protocol):
    """Where commits come from, oldest first."""

    title: str
    notes: list[str]

    def commits(self) -> Generator[Commit, None, None]:
        """Reads the history from its beginning, each time it is called."""

    def count(self) -> int | None:
        """How many commits there will be, None where only reading would tell."""

    def resolve(self, revision: str) -> str | None:
        """The full name of the commit that the source knows by this revision, if any."""

    def newest_files(self) -> dict[str, Blob] | None:
        """The newest version by another way than the history, None where there is none."""


# Paths are bytes to git. They are kept as str: UTF-8, other bytes as lone surrogates.

def path_from_bytes(raw: bytes) -> str:
    return raw.decode("utf-8", "surrogateescape")


_ESCAPES = {
    "a": 7, "b": 8, "t": 9, "n": 10, "v": 11, "f": 12, "r": 13, '"': 34, "\\": 92,
}
_LETTERS = {code: letter for letter, code in _ESCAPES.items()}
_QUOTED = re.compile(rb'"((?:[^"\\]|\\[abtnvfr"\\]|\\[0-3][0-7]{2})*)"')
_ESCAPED = re.compile(rb'\\([0-3][0-7]{2}|[abtnvfr"\\])')


def unquote_path(field: bytes) -> str | None:
    """A path as git writes it where a line is a record; None: the quoting is broken."""
    if not field.startswith(b'"'):
        return path_from_bytes(field)
    whole = _QUOTED.fullmatch(field)
    if whole is None:
        return None

    def unescape(match: re.Match[bytes]) -> bytes:
        code = match[1].decode()
        return bytes([int(code, 8) if len(code) == 3 else _ESCAPES[code]])

    return path_from_bytes(_ESCAPED.sub(unescape, whole[1]))


def quote_path(path: str) -> str:
    """The path for one line of output: quoted as git does where it is not plain text."""
    if path.isprintable() and '"' not in path and "\\" not in path:
        return path
    return '"' + "".join(map(_quote_character, path)) + '"'


def _quote_character(character: str) -> str:
    if ord(character) in _LETTERS:
        return "\\" + _LETTERS[ord(character)]
    if character.isprintable():
        return character
    return "".join(f"\\{byte:03o}" for byte in character.encode("utf-8", "surrogateescape"))
