"""Keys of every kind, and in which order they lie in memory.

Order is half of what a large map costs: keys made one after the other lie side by side, so
going through them in that order hits the cache whatever the container does.

sequential   inserted and looked up in the order they were made
shuffled     inserted in one random order, looked up in another
"""

import random
from collections.abc import Hashable

KINDS = {
    "str": "str, looked up by the same object",
    "str copy": "str, looked up by an equal copy (its hash known)",
    "dense int": "int, 0 to n - 1",
    "scattered int": "int, 60 random bits",
    "tuple": "tuple of an int and a str",
}
ORDERS = ("sequential", "shuffled")
ELSEWHERE = 10_000_000
"""First number of keys that no map of the benchmark holds."""


def make_keys(kind: str, n: int, first: int = 0) -> list[Hashable]:
    """n distinct keys, made in one go; those from ELSEWHERE on are distinct from the others."""
    numbers = range(first, first + n)
    if kind.startswith("str"):
        return [f"key{i}" for i in numbers]
    if kind == "dense int":
        return list(numbers)
    if kind == "scattered int":
        return [random.Random(i).getrandbits(36) << 24 | i for i in numbers]
    if kind == "tuple":
        return [(i, f"key{i}") for i in numbers]
    raise ValueError(kind)


def insertion_order(keys: list[Hashable], order: str) -> list[Hashable]:
    return _shuffled(keys, 1) if order == "shuffled" else keys


def probes_of(keys: list[Hashable], kind: str, order: str) -> list[Hashable]:
    """The same keys for looking up: other objects if the kind says so, hashes known."""
    probes = _shuffled(keys, 2) if order == "shuffled" else keys
    if kind == "str copy":
        probes = ["".join(list(str(key))) for key in probes]
        for key in probes:
            hash(key)
    return probes


def _shuffled(keys: list[Hashable], seed: int) -> list[Hashable]:
    result = list(keys)
    random.Random(seed).shuffle(result)
    return result
