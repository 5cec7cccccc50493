"""Keys and values that misbehave when the input says so, and the input itself."""

from __future__ import annotations

import math
from collections.abc import Callable


class Boom(Exception):
    """What hostile objects raise; nothing else does."""


class Reader:
    """Bytes from the front; past the end everything is 0."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def byte(self) -> int:
        self.at += 1
        return self.data[self.at - 1] if self.at <= len(self.data) else 0

    def below(self, n: int) -> int:
        return self.byte() % n

    def more(self) -> bool:
        return self.at < len(self.data)


class Stir:
    """Counts the moments at which an object may run code; at the k-th, an action happens."""

    def __init__(self) -> None:
        self.reset()

    def reset(self) -> None:
        self.quiet, self.left, self.every, self.alive = 0, 0, 0, 0
        self.action: Callable[[bool], None] = lambda may_raise: None

    def __call__(self, may_raise: bool) -> None:
        if self.quiet or self.left == 0:
            return
        self.left -= 1
        if self.left == 0:
            self.left = self.every
            self.action(may_raise)


stir = Stir()


class Key:
    """Equal by name; the hash is chosen, so that different names share it."""

    __slots__ = ("name", "hash", "__weakref__")

    def __init__(self, name: int, hash: int) -> None:
        self.name, self.hash = name, hash
        stir.alive += 1

    def __hash__(self) -> int:
        stir(True)
        return self.hash

    def __eq__(self, other: object) -> bool:
        stir(True)
        return isinstance(other, Key) and self.name == other.name

    def __repr__(self) -> str:
        stir(True)
        return f"Key({self.name}, {self.hash})"

    def __reduce__(self) -> tuple[object, ...]:
        return Key, (self.name, self.hash)

    def __del__(self) -> None:
        stir.alive -= 1
        stir(False)


class Value(Key):
    """A value that is no key of the same name, and holds on to whatever it is given."""

    __slots__ = ("held",)

    def __eq__(self, other: object) -> bool:
        stir(True)
        return isinstance(other, Value) and self.name == other.name

    def __hash__(self) -> int:
        stir(True)
        return self.name


NAN = math.nan
PLAIN = [
    0, 1, -1, -2, True, False, 1.0, -0.0, 2**61 - 1, 2**61, 2**31, 2**32, 16, 15, 17, None,
    NAN, "", "a", "key", "\u00e9", b"", b"a", (), (1, 2), (1, (2, 3)), "name", "self", 0.5,
    float("inf"), frozenset(), frozenset({1}),
]  # fmt: skip


def key(reader: Reader, hashes: int) -> object:
    """Plain keys, structured integers, strings, or hostile ones that share few hashes."""
    kind, name = reader.below(5), reader.byte()
    if kind == 0:
        return PLAIN[name % len(PLAIN)]
    if kind == 1:
        return name << (hashes % 40)
    if kind == 2:
        return f"k{name}"
    return Key(name % 64, (name % (1 + hashes)) << (hashes % 50))


def value(reader: Reader) -> object:
    name = reader.byte()
    if name % 4 == 0:
        return name
    return Value(name % 8, 0)
