"""The targets, and whether each is reached: what must be, and what to aim at.

A row is judged by its worst cell, collector on. Ratios are of 10th percentiles, time of ours
over time of the other, the loop around the operation included on both sides.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import product
from statistics import median
from typing import Any

from .peers import COMPREHENSION, DICT, IM, OURS
from .results import Key, Results

BELOW, ABOVE = (1, 2, 4, 8, 12, 15, 16), (17, 24, 32, 64, 100, 316, 1_000, 3_162, 10_000,
                                          31_623, 100_000)
LARGE = (100_000, 316_228, 1_000_000)
ALL = (*BELOW, *ABOVE, *LARGE[1:])
HASHED = ("str", "str copy", "scattered int", "tuple")
ANY = (*HASHED, "dense int")
BOTH = ("sequential", "shuffled")


@dataclass(frozen=True)
class Goal:
    what: str
    base: str
    must: float
    aim: float | None
    keys: tuple[Key, ...]


@dataclass
class Verdict:
    goal: Goal
    ratios: dict[Key, float] = field(default_factory=dict)

    @property
    def worst(self) -> tuple[Key, float]:
        return max(self.ratios.items(), key=lambda item: item[1])

    @property
    def middle(self) -> float:
        return median(self.ratios.values())

    @property
    def missed(self) -> list[Key]:
        return [key for key, ratio in self.ratios.items() if ratio > self.goal.must]

    @property
    def word(self) -> str:
        if not self.ratios:
            return "not measured"
        if self.missed:
            return f"**missed** in {len(self.missed)} of {len(self.ratios)}"
        reached = self.goal.aim is not None and self.worst[1] <= self.goal.aim
        return "aim" if reached else "must"


def _keys(ops: str | Iterable[str], sizes: Iterable[int], kinds: Iterable[str] = ("str",),
          orders: Iterable[str] = BOTH) -> tuple[Key, ...]:
    ops = (ops,) if isinstance(ops, str) else ops
    return tuple((op, n, kind, order, True)
                 for op, n, kind, order in product(ops, sizes, kinds, orders))


MILLION = (1_000_000,)
FROM_100 = tuple(n for n in ALL if n >= 100)
GOALS = (
    Goal("`m[k]`, hit, n ≤ 16", DICT, 1.20, 1.0, _keys("item", BELOW, ANY)),
    Goal("`m.get(k)`, hit, n ≤ 16", DICT, 1.05, 0.9, _keys("get", BELOW, ANY)),
    Goal("`k in m`, hit, n ≤ 16", DICT, 1.10, 1.0, _keys("in", BELOW, ANY)),
    Goal("hit, n ≤ 16", IM, 0.85, None, _keys(("item", "get", "in"), BELOW, ANY)),
    *(Goal(f"`m[k]`, hit, {order}, 17 ≤ n ≤ 100,000", DICT, 1.25, 1.05,
           _keys("item", ABOVE, HASHED, (order,))) for order in BOTH),
    *(Goal(f"`m[k]`, hit, {order}, above", DICT, 1.4, 1.1,
           _keys("item", LARGE[1:], HASHED, (order,))) for order in BOTH),
    *(Goal(f"`k in m`, miss, {order}, n ≤ 100,000", DICT, 0.9, 0.6,
           _keys("miss", BELOW + ABOVE, HASHED, (order,))) for order in BOTH),
    *(Goal(f"`k in m`, miss, {order}, above", DICT, 1.15, 0.95,
           _keys("miss", LARGE[1:], HASHED, (order,))) for order in BOTH),
    Goal("`m[k]`, dense int, n ≥ 100,000", DICT, 2.7, 2.0,
         _keys("item", LARGE, ("dense int",))),
    Goal("`from_dict(d)`, n = 8, with `dict(d)`", DICT, 1.4, 1.0, _keys("build", (8,), ANY)),
    Goal("`from_dict(d)`, n = 16", DICT, 1.8, 1.4, _keys("build", (16,), ANY)),
    Goal("`from_dict(d)`, n = 100", DICT, 5, 3.5, _keys("build", (100,), ANY)),
    Goal("`from_dict(d)`, n ≥ 1,000", DICT, 7, 3.5,
         _keys("build", (n for n in ALL if n >= 1_000), ANY)),
    Goal("`from_dict(d)`, n ≥ 8, with `{k: v for ...}`", COMPREHENSION, 0.6, 0.2,
         _keys("build", (n for n in ALL if n >= 8), ANY)),
    Goal("`from_dict(d)`, n ≥ 100", IM, 0.125, None, _keys("build", FROM_100, ANY)),
    Goal("`create(**kw)`, n ≤ 16", DICT, 0.7, 0.4, _keys("create", BELOW)),
    Goal("`assoc`, n ≤ 15, with `{**d, k: v}`", DICT, 0.65, 0.45,
         _keys(("assoc", "replace"), BELOW[:-1], ANY)),
    Goal("`assoc`, 100 variants, n < 100,000", IM, 0.70, 0.5,
         _keys(("assoc", "replace", "variants"), (n for n in ALL if n < 100_000), ANY)),
    Goal("`assoc`, 100 variants, n ≥ 100,000", IM, 0.60, 0.5,
         _keys(("assoc", "replace", "variants"), LARGE[:-1], ANY)),
    Goal("`assoc`, 100 variants, n = 1,000,000", IM, 0.60, 0.4,
         _keys(("assoc", "replace", "variants"), MILLION, ANY)),
    Goal("`dissoc`", IM, 0.85, 0.6, _keys("dissoc", ALL)),
    Goal("iterate keys, n ≤ 1,000", DICT, 1.15, 1.0, _keys("keys", [
        n for n in ALL if n <= 1_000], ANY)),
    Goal("iterate items, n ≤ 1,000", DICT, 1.1, 0.8, _keys("items", [
        n for n in ALL if n <= 1_000], ANY)),
    Goal("`items_list()`, n ≤ 1,000, with `list(d.items())`", DICT, 1.1, 0.9,
         _keys("items list", [n for n in ALL if n <= 1_000], ANY)),
    Goal("iterate, n ≥ 100,000", IM, 0.5, 0.25, _keys(("keys", "items"), LARGE, ANY)),
    Goal("iterate shuffled keys, n ≥ 100,000", DICT, 1.1, 0.85,
         _keys(("keys", "items"), LARGE, HASHED, ("shuffled",))),
    Goal("iterate dense ints, n ≥ 100,000", DICT, 2.0, 1.1,
         _keys(("keys", "items"), LARGE, ("dense int",))),
    Goal("merge n + n, with `a | b`", DICT, 1.7, 1.1,
         _keys(("merge", "merge disjoint"), ALL, ANY)),
    Goal("merge n + n", IM, 0.45, None, _keys(("merge", "merge disjoint"), ALL, ANY)),
    Goal("`==`, equal, built apart", DICT, 0.5, 0.25, _keys("equal", ALL, ANY)),
)


def judge(results: Results) -> list[Verdict]:
    verdicts = []
    for goal in GOALS:
        verdict = Verdict(goal)
        for key in goal.keys:
            ratio = results.ratio(key, goal.base, OURS)
            if ratio is not None:
                verdict.ratios[key] = ratio
        verdicts.append(verdict)
    return verdicts


@dataclass(frozen=True)
class Absolute:
    """A target that is not a ratio."""

    what: str
    unit: str
    must: float
    aim: float | None
    value: float | None

    @property
    def word(self) -> str:
        if self.value is None:
            return "not measured"
        if self.value > self.must:
            return "**missed**"
        return "aim" if self.aim is not None and self.value <= self.aim else "must"


def absolute(results: Results) -> list[Absolute]:
    found = []
    for op, what in (("equal near", "`==` of two versions one change apart"),
                     ("equal again", "`==` after a change and back")):
        times = [f.ns for order in BOTH
                 if (f := results.figure(op, 1_000_000, OURS, order=order))]
        found.append(Absolute(f"{what}, n = 1,000,000", "µs", 20, 5,
                              max(times) / 1e3 if times else None))
    for values, must in (("atomic", 25), ("tracked", 27.5)):
        found.append(Absolute(f"bytes an entry, n ≥ 16, {values} values", "B", must, 22,
                              _bytes(results, values, 16, 1_000_000)))
    found.append(Absolute("bytes an entry, n = 8", "B", 28, 22,
                          _bytes(results, "atomic", 8, 8)))
    for what, op, must in (("from_dict", "build", 250), ("`m[k]`", "item", 100),
                           ("assoc", "assoc", 200)):
        figure = results.figure(op, 8, OURS)
        found.append(Absolute(f"{what} of 8 entries", "ns", must, None,
                              figure.ns if figure else None))
    return found


def _bytes(results: Results, values: str, least: int, most: int) -> float | None:
    rows: list[dict[str, Any]] = (results.section("memory") or {}).get("entries", [])
    fitting = [row["traced"] for row in rows if row["peer"] == OURS and "traced" in row
               and row["values"] == values and least <= row["n"] <= most]
    return max(fitting, default=None)
