"""What many tests ask of a map: is it well-formed, does it hold exactly this."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pypersistent
from pypersistent import PersistentMap

_core = getattr(pypersistent, "_core", None)
HAS_TRIE = hasattr(_core, "_force_trie")


def force_trie(mapping: Mapping[Any, Any]) -> PersistentMap:
    """The map of that mapping as a trie, whatever its size (the model has no tries)."""
    return _core._force_trie(mapping) if HAS_TRIE else PersistentMap(mapping)


def empty_free_lists() -> None:
    """What is kept for reuse is freed, so that whatever is made next must be allocated."""
    if hasattr(_core, "_empty_free_lists"):
        _core._empty_free_lists()


def check(m: PersistentMap) -> None:
    """Every invariant of the structure holds."""
    if hasattr(_core, "_check"):
        broken = _core._check(m)
        assert broken is None, broken


def check_is(m: PersistentMap, d: Mapping[Any, Any]) -> None:
    """`m` is well-formed and holds the very key and value objects of `d`."""
    check(m)
    assert len(m) == len(d)
    ours = {id(k): id(v) for k, v in m.items_list()}
    assert ours == {id(k): id(v) for k, v in d.items()}


# Sizes where something changes: inline to trie at 16, one level to two at 16 * 32, and beyond.
SIZES = [0, 1, 2, 3, 7, 8, 9, 15, 16, 17, 18, 31, 32, 33, 100, 511, 512, 513, 1000, 20_000]
SMALL_SIZES = [n for n in SIZES if n <= 1000]
