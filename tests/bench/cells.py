"""The plan: which cells are measured, in which processes, with how much effort.

A group is one size, one kind of key, one order; its cells share one process and the maps
that are looked at. Small groups run several times, each in a process with another hash
seed, because where strings fall decides much in a small table.
"""

from dataclasses import asdict, dataclass
from typing import Any

from . import peers
from .measure import Effort

SIZES = (1, 8, 16, 32, 100, 1_000, 10_000, 100_000, 1_000_000)
BETWEEN = (2, 4, 12, 15, 17, 24, 64, 316, 3_162, 31_623, 316_228)
"""More sizes for the curves, with fewer candidates."""

LOOKING = ("item", "miss")
LOOKING_SMALL = ("item", "get", "in", "miss")
BUILDING = ("build", "assoc", "replace", "dissoc", "variants")
GOING = ("keys", "items", "items list")
TWO = ("merge", "merge disjoint", "merge few", "equal", "equal near", "equal again")
ALLOCATING = ("build", "assoc", "dissoc", "items list", "merge")
"""Measured again with the collector off; the others make nothing it would look at."""
SEQUENTIAL = ("item", "miss", "build", "replace", "variants", "keys", "items", "items list",
              "merge")
"""What the order of the keys matters for, and what published figures are compared with."""
CURVES = ("item", "miss", "build", "assoc", "dissoc", "keys", "merge", "equal", "equal near")

FEW_PEERS = (peers.OURS, peers.DICT, peers.IM)
SOME_PEERS = (*FEW_PEERS, peers.RPDS)
PERSISTENT = (*SOME_PEERS, peers.CPP, peers.PYRSISTENT)


@dataclass(frozen=True)
class Group:
    n: int
    kind: str
    order: str
    ops: tuple[str, ...]
    gc_off: tuple[str, ...]
    """the operations measured again with the collector off"""
    peers: tuple[str, ...]
    seed: int
    seconds: float
    sample: float
    rounds: int

    @property
    def effort(self) -> Effort:
        return Effort(self.seconds, self.sample, self.rounds)

    @property
    def control(self) -> bool:
        """Whether this map takes part twice, to show what a difference must be to mean much."""
        return self.kind == "str" and self.n in (8, 1_000, 100_000)

    @property
    def title(self) -> str:
        return f"n = {self.n:,}, {self.kind}, {self.order}"

    @property
    def estimate(self) -> float:
        """Seconds, roughly; only for telling how long it will take."""
        each = self.seconds * (1.2 if self.n < 100_000 else 4)
        setting_up = len(self.peers) * self.n * 2e-6
        return 0.5 + each * (len(self.ops) + len(self.gc_off)) + setting_up

    def as_json(self) -> dict[str, Any]:
        return asdict(self)

    @staticmethod
    def from_json(group: dict[str, Any]) -> "Group":
        fields: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value
                                  for key, value in group.items()}
        return Group(**fields)


def plan(quick: bool, largest: int) -> list[Group]:
    return _quick(largest) if quick else _full(largest)


def _ops(n: int, kind: str) -> tuple[str, ...]:
    ops: tuple[str, ...] = LOOKING_SMALL if n <= 16 else LOOKING
    ops += BUILDING + GOING + TWO
    if n <= 16 and kind == "str":
        ops += ("create",)
    if n <= 100:
        ops += ("grow",)
    return ops


def _full(largest: int) -> list[Group]:
    groups = []
    for n in SIZES:
        for order in ("sequential", "shuffled") if n >= 1_000 else ("sequential",):
            again = n >= 1_000 and order == "sequential"
            for seed in (1, 2, 3) if n <= 100 else (1, 2) if n <= 1_000 else (1,):
                groups.append(Group(n, "str", order, SEQUENTIAL if again else _ops(n, "str"),
                                    () if again or seed > 1 else _gc_off(n),
                                    _names(n, order), seed, *_full_effort(n)))
    for n in (8, 1_000, 100_000, 1_000_000):
        order = "shuffled" if n >= 1_000 else "sequential"
        names = SOME_PEERS if n < 1_000_000 else FEW_PEERS
        groups.append(Group(n, "str copy", order, LOOKING_SMALL, (), names, 1,
                            *_full_effort(n)))
        groups.append(Group(n, "dense int", "sequential",
                            ("item", "miss", "build", "assoc", "keys", "items", "merge",
                             "equal"), (), names, 1, *_full_effort(n)))
    for kind in ("scattered int", "tuple"):
        for n in (8, 1_000, 100_000):
            groups.append(Group(n, kind, "shuffled" if n >= 1_000 else "sequential",
                                ("item", "miss", "build", "assoc", "keys", "merge", "equal"),
                                (), SOME_PEERS, 1, *_full_effort(n)))
    for n in (15, *(n for n in BETWEEN if n != 15)):
        order = "shuffled" if n >= 1_000 else "sequential"
        groups.append(Group(n, "str", order, CURVES + (("grow",) if n <= 100 else ()),
                            (), FEW_PEERS, 1, 0.15 if n < 100_000 else 0.4, 0.002, 25))
    return [group for group in groups if group.n <= largest]


def _names(n: int, order: str) -> tuple[str, ...]:
    """All candidates; of a million entries the slow ones take minutes, so: once."""
    if n < 1_000_000:
        return peers.ORDER
    return PERSISTENT if order == "sequential" else SOME_PEERS


def _gc_off(n: int) -> tuple[str, ...]:
    return ALLOCATING if n < 1_000_000 else ("build", "assoc")


def _full_effort(n: int) -> tuple[float, float, int]:
    if n <= 1_000:
        return 0.2, 0.0012, 25
    return (0.4, 0.0025, 25) if n <= 100_000 else (0.6, 0.005, 15)


def _quick(largest: int) -> list[Group]:
    groups = []
    effort = 0.08, 0.0005, 15
    for n in (1, 8, 15, 16, 32, 100, 1_000, 10_000, 100_000):
        order = "shuffled" if n >= 1_000 else "sequential"
        names = peers.ORDER if n <= 1_000 else SOME_PEERS
        groups.append(Group(n, "str", order, _ops(n, "str"),
                            ("build", "merge") if n in (8, 1_000) else (), names, 1, *effort))
    for kind in ("str copy", "dense int", "scattered int", "tuple"):
        for n in (8, 100_000):
            order = "sequential" if n < 1_000 or kind == "dense int" else "shuffled"
            groups.append(Group(n, kind, order, ("item", "miss", "keys", "items"), (),
                                FEW_PEERS, 1, *effort))
    groups.append(Group(1_000_000, "str", "shuffled",
                        ("item", "miss", "build", "assoc", "dissoc", "keys", "equal near"), (),
                        FEW_PEERS, 1, 0.3, 0.002, 9))
    return [group for group in groups if group.n <= largest]
