"""What is timed: one statement in each candidate's words, over inputs they all share."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from itertools import repeat
from typing import Any

from . import keys as keylib
from .clock import clock
from .peers import COPYING, DICT, Peer

LOOP = "(empty loop)"
"""A candidate that does nothing: what the loop around a look-up costs."""


@dataclass(frozen=True)
class Op:
    """How to time an operation; {word} stands for the candidate's own word."""

    title: str
    verb: str
    body: str
    over: str = ""
    """the input gone through in one run, one operation each; empty: one operation a run"""
    made: tuple[str, ...] = ("m",)
    """the candidate's own objects that the statement needs"""
    copies: bool = False
    """costs O(n) on types that copy the whole"""


OPS = {
    "item": Op("m[k], hit", "item", "for k in probes: {word}", "probes"),
    "get": Op("m.get(k), hit", "get", "for k in probes: {word}", "probes"),
    "in": Op("k in m, hit", "in", "for k in probes: {word}", "probes"),
    "miss": Op("k in m, miss", "in", "for k in absent: {word}", "absent"),
    "build": Op("from_dict(d)", "build", "{word}", made=()),
    "create": Op("create(**kw)", "create", "{word}", made=()),
    "grow": Op("n times assoc, from empty", "set", "m = empty\nfor k in probes: m = {word}",
               made=("empty",)),
    "assoc": Op("assoc, new key", "set", "for k in fresh: {word}", "fresh", copies=True),
    "replace": Op("assoc, key there", "set", "for k in some: {word}", "some", copies=True),
    "dissoc": Op("dissoc", "remove", "for k in some: {word}", "some", copies=True),
    "variants": Op("100 variants", "set", "[{word} for k in fresh]", copies=True),
    "keys": Op("iterate keys", "keys", "{word}"),
    "items": Op("iterate items", "items", "{word}"),
    "items list": Op("items_list()", "items list", "{word}"),
    "merge": Op("merge n + n, half shared keys", "merge", "{word}", made=("m", "half")),
    "merge disjoint": Op("merge n + n, no shared keys", "merge", "{word}", made=("m", "apart")),
    "merge few": Op("merge n + n/100", "merge", "{word}", made=("m", "few"), copies=True),
    "equal": Op("==, built apart, equal", "equal", "{word}", made=("m", "twin")),
    "equal near": Op("==, two versions one change apart", "equal", "{word}",
                     made=("m", "near"), copies=True),
    "equal again": Op("==, a change and back", "equal", "{word}", made=("m", "again"),
                      copies=True),
}
LOOK_UPS = ("item", "get", "in", "miss")
_FEW = 100  # keys that a changing operation goes through
_TILE = 500  # small inputs are repeated to this length, so that the outer loop costs nothing


@dataclass
class Inputs:
    """What the candidates of one group of cells share: keys, a dict, other dicts."""

    kind: str
    order: str
    n: int
    value: Callable[[int], Any] = int
    d: dict[Hashable, Any] = field(init=False)
    probes: list[Hashable] = field(init=False)
    absent: list[Hashable] = field(init=False)
    fresh: list[Hashable] = field(init=False)
    some: list[Hashable] = field(init=False)

    def __post_init__(self) -> None:
        made = keylib.make_keys(self.kind, self.n)
        inserted = keylib.insertion_order(made, self.order)
        self.d = {key: self.value(i) for i, key in enumerate(inserted)}
        self.probes = keylib.probes_of(made, self.kind, self.order)[:300_000]
        absent = keylib.make_keys(self.kind, min(self.n, 300_000), keylib.ELSEWHERE)
        self.absent = keylib.probes_of(absent, self.kind, self.order)
        self.fresh = keylib.make_keys(self.kind, _FEW, 2 * keylib.ELSEWHERE)
        step = max(1, len(self.probes) // _FEW)
        self.some = self.probes[::step][:_FEW]

    def tiled(self, name: str) -> list[Hashable]:
        keys: list[Hashable] = getattr(self, name)
        if name in ("probes", "absent") and len(keys) < _TILE:
            return keys * -(-_TILE // len(keys))
        return keys

    def other_dict(self, which: str) -> dict[Hashable, Any]:
        """A second dict: half of the same keys, none of them, few of them, or all."""
        n = self.n
        if which == "twin":
            return dict(self.d)
        if which == "half":
            there = list(self.d)[: n // 2]
            more = keylib.make_keys(self.kind, n - len(there), keylib.ELSEWHERE)
        elif which == "apart":
            there, more = [], keylib.make_keys(self.kind, n, keylib.ELSEWHERE)
        else:
            there, more = self.some[: max(1, min(n // 100, _FEW))], []
        both = keylib.insertion_order(there + more, self.order)
        return {key: self.value(-i) for i, key in enumerate(both)}


class Made:
    """One candidate's own objects, made when they are first asked for."""

    def __init__(self, peer: Peer, inputs: Inputs) -> None:
        self.peer, self.inputs = peer, inputs
        self.made: dict[str, Any] = {}

    def get(self, name: str) -> Any:
        if name not in self.made:
            self.made[name] = self._make(name)
        return self.made[name]

    def forget(self, keep: tuple[str, ...] = ("m",)) -> None:
        self.made = {name: made for name, made in self.made.items() if name in keep}

    def _make(self, name: str) -> Any:
        if name == "m":
            return self.peer.build(self.inputs.d)
        if name == "empty":
            return eval(self.peer.words["empty"], dict(self.peer.names))
        if name in ("near", "again"):
            k = self.inputs.some[len(self.inputs.some) // 2]
            near = self._changed(self.get("m"), k, self.inputs.value(-1))
            return near if name == "near" else self._changed(near, k, self.get("m")[k])
        return self.peer.build(self.inputs.other_dict(name))

    def _changed(self, m: Any, k: Hashable, v: Any) -> Any:
        return eval(self.peer.words["set"], {**self.peer.names, "m": m, "k": k, "v": v})


@dataclass
class Candidate:
    """A function that runs the operation `loops` times and returns the seconds it took."""

    name: str
    run: Callable[[int], float]
    operations: float
    """in one loop"""


def lists_in(body: str) -> list[str]:
    """The shared lists of keys that a statement goes through."""
    return [each for each in ("probes", "absent", "fresh", "some") if f"in {each}" in body]


def candidate(op_name: str, made: Made) -> Candidate | None:
    """The candidate of a cell, or None if the peer has no word for it."""
    op, peer, inputs = OPS[op_name], made.peer, made.inputs
    word = peer.word(op.verb)
    if op_name == "grow" and "set in place" in peer.words:
        # An empty dict is filled in place: what a program without versions does.
        body = "m = {}\nfor k in probes: m[k] = v"
    elif word is None or "build" not in peer.words:
        return None
    else:
        body = op.body.replace("{word}", word)
    if peer.name == DICT and op_name == "dissoc":
        body = "for k in some:\n    c = m.copy()\n    del c[k]"
    names = {**peer.names, "v": inputs.value(7), "d": inputs.d}
    objects = [made.get(name) for name in op.made]
    names.update(zip(("empty",) if op_name == "grow" else ("m", "b"), objects, strict=False))
    names.update({each: inputs.tiled(each) if op.over == each else getattr(inputs, each)
                  for each in lists_in(body)})
    count = float(len(names[op.over])) if op.over else 1.0
    if op.copies and lists_in(body) and peer.name in COPYING and inputs.n >= 10_000:
        each = lists_in(body)[0]  # each costs a copy of the whole: a few will do
        names[each] = names[each][:4]
        count = 4.0 if op.over else 4 / _FEW
    return Candidate(peer.name, compiled(body, names), count)


def empty_loop(op_name: str, inputs: Inputs) -> Candidate:
    over = OPS[op_name].over
    keys = inputs.tiled(over)
    return Candidate(LOOP, compiled(f"for k in {over}: pass", {over: keys}), len(keys))


def compiled(body: str, names: dict[str, Any]) -> Callable[[int], float]:
    """A function of its own for each candidate: the interpreter specialises each by itself."""
    names = {**names, "_repeat": repeat, "_clock": clock()}
    lines = ["def run(_loops, " + ", ".join(f"{name}={name}" for name in names) + "):",
             "    _turns = _repeat(None, _loops)",
             "    _start = _clock()",
             "    for _ in _turns:",
             *("        " + line for line in body.splitlines()),
             "    return _clock() - _start"]
    space = dict(names)
    exec("\n".join(lines), space)  # noqa: S102
    run: Callable[[int], float] = space["run"]
    return run
