"""What the versions take, as maps that share nodes and as dicts that share nothing.

Counted on both sides: the containers. Counted on neither: the keys and values, which all
versions of both kinds would share.
"""

import itertools
import sys
from collections.abc import Callable
from dataclasses import dataclass

from pypersistent.measure import byte_count, exclusive_bytes, node_count

from .versions import Files

_SMALLEST_SAMPLE = 8


@dataclass(frozen=True, slots=True)
class MapMemory:
    """What all versions take together, every distinct map and node counted once."""

    total: list[int]
    """after version 0, 1, ...: bytes of all versions so far"""
    newest_bytes: int
    newest_nodes: int


@dataclass(frozen=True, slots=True)
class DictMemory:
    """What a dict for each distinct version would take."""

    total: list[int]
    distinct: int
    """versions that are not the very object their predecessor is: a dict each"""
    measured: int
    """dicts that were made, held together and measured; fewer than distinct: a sample"""


def map_memory(versions: list[Files], progress: Callable[[int], None]) -> MapMemory:
    """Adds up, version by version, what each holds that the one before does not.

    That is exact: a version is made out of its predecessor alone, so a node it does not share
    with the predecessor is new. Only a whole map may come back later (the empty map is one
    object), hence the look at the identities.
    """
    total: list[int] = []
    seen: set[int] = set()
    before: Files | None = None
    bytes_so_far = 0
    for number, files in enumerate(versions):
        if id(files) not in seen:
            seen.add(id(files))
            bytes_so_far += byte_count(files) if before is None else exclusive_bytes(files, before)
        total.append(bytes_so_far)
        before = files
        progress(number + 1)
    newest = versions[-1]
    return MapMemory(total, byte_count(newest), node_count(newest))


def dict_memory(
    versions: list[Files], budget: int, progress: Callable[[int], None]
) -> DictMemory:
    """Makes a dict of each version and asks sys.getsizeof; all are held at the same time.

    When they outgrow the budget (in bytes), every other one is let go, and from there on every
    other version is skipped: what stays is an even sample (never thinned below a handful). A
    version that was not measured counts as its nearest measured predecessor.
    """
    distinct = [not same for same in _same_as_before(versions)]
    numbers = [number for number, new in enumerate(distinct) if new]
    held: dict[int, dict[str, tuple[str, str]]] = {}
    held_bytes, stride = 0, 1
    for index, number in enumerate(numbers):
        if index % stride == 0:
            held[index] = dict(versions[number])
            held_bytes += sys.getsizeof(held[index])
        while held_bytes > budget and len(held) > _SMALLEST_SAMPLE:
            stride *= 2
            held = {kept: copy for kept, copy in held.items() if kept % stride == 0}
            held_bytes = sum(map(sys.getsizeof, held.values()))
        progress(number + 1)
    sizes = {index: sys.getsizeof(copy) for index, copy in held.items()}
    each = (sizes[index - index % stride] for index in itertools.count())
    total = itertools.accumulate(next(each) if new else 0 for new in distinct)
    return DictMemory(list(total), len(numbers), len(held))


def _same_as_before(versions: list[Files]) -> list[bool]:
    pairs = zip([None, *versions], versions)
    return [before is files for before, files in pairs]
