"""Keys and values that misbehave on purpose, and the arithmetic to aim their hashes."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

WORD = 1 << 64
MULTIPLIER = 0x9E3779B97F4A7C15
INVERSE = pow(MULTIPLIER, -1, WORD)


def mix(full_hash: int) -> int:
    """The 32-bit hash that the C implementation derives from a Python hash."""
    h = full_hash % WORD
    return ((h >> 4) * MULTIPLIER % WORD >> 36) << 4 | h & 15


def unmix(mixed: int, salt: int = 0) -> int:
    """A Python hash that mixes to `mixed`; another salt gives another one."""
    top, found = mixed >> 4, 0
    for low in range(1 << 36):
        h = (top << 36 | low) * INVERSE % WORD
        if h < 1 << 60:
            found += 1
            if found > salt:
                full = h << 4 | mixed & 15
                signed = full - WORD if full >= WORD >> 1 else full
                if signed != -1 and hash(Key(0, signed)) == signed:
                    return signed
    raise AssertionError("unreachable")


class Boom(Exception):
    """What hostile objects raise: nothing else does, so it must come through unchanged."""


class Key:
    """A key with a chosen hash, equal to Keys of the same name and hash. `Key.on_eq` and
    `Key.on_hash` are called before each comparison and hashing and may do anything."""

    on_eq: Callable[[Key, object], Any] | None = None
    on_hash: Callable[[Key], Any] | None = None
    __slots__ = ("__weakref__", "extra", "hash", "name")

    def __init__(self, name: object, hash: int = 0) -> None:
        self.name = name
        self.hash = hash

    def __hash__(self) -> int:
        if Key.on_hash is not None:
            Key.on_hash(self)
        return self.hash

    def __eq__(self, other: object) -> bool:
        if Key.on_eq is not None:
            Key.on_eq(self, other)
        return isinstance(other, Key) and (self.name, self.hash) == (other.name, other.hash)

    def __repr__(self) -> str:
        return f"Key({self.name!r}, {self.hash})"

    def __reduce__(self) -> tuple[Any, ...]:
        return Key, (self.name, self.hash)


@contextmanager
def on_eq(action: Callable[[Key, object], Any]) -> Iterator[None]:
    Key.on_eq = staticmethod(action)  # type: ignore[assignment]
    try:
        yield
    finally:
        Key.on_eq = None


@contextmanager
def on_hash(action: Callable[[Key], Any]) -> Iterator[None]:
    Key.on_hash = staticmethod(action)  # type: ignore[assignment]
    try:
        yield
    finally:
        Key.on_hash = None


class Fuse:
    """An action that raises Boom the n-th time (from 1) it is called, and counts the calls."""

    def __init__(self, n: int = 0) -> None:
        self.n = n
        self.calls = 0

    def __call__(self, *args: object) -> None:
        self.calls += 1
        if self.calls == self.n:
            raise Boom(self.n)


class Value:
    """A value that compares by name, counts its comparisons, and can be watched by weakref."""

    compared = 0
    __slots__ = ("__weakref__", "extra", "name")

    def __init__(self, name: object) -> None:
        self.name = name

    def __eq__(self, other: object) -> bool:
        Value.compared += 1
        return isinstance(other, Value) and self.name == other.name

    def __hash__(self) -> int:
        return hash(self.name)

    def __repr__(self) -> str:
        return f"Value({self.name!r})"


class BadEq:
    """Raises when compared with anything."""

    def __init__(self, hash: int = 0) -> None:
        self.hash = hash

    def __hash__(self) -> int:
        return self.hash

    def __eq__(self, other: object) -> bool:
        raise Boom("eq")

    def __repr__(self) -> str:
        return f"BadEq({self.hash})"


class BadHash:
    """Raises when hashed, once `bad` is set."""

    def __init__(self, bad: bool = True) -> None:
        self.bad = bad

    def __hash__(self) -> int:
        if self.bad:
            raise Boom("hash")
        return 42


class BadRepr:
    def __repr__(self) -> str:
        raise Boom("repr")


class OnDeath:
    """Runs an action when it is freed."""

    def __init__(self, action: Callable[[], Any]) -> None:
        self.action = action

    def __del__(self) -> None:
        self.action()
