"""Every operation by name, for the sweeps: leaks, failing allocations, inline against trie.

Each takes a Scene and does one thing once. What it returns is compared where that makes
sense; what it raises is part of the operation.
"""

from __future__ import annotations

import collections
import copy
import pickle
from collections.abc import Callable
from typing import Any

from checks import force_trie
from hostile import BadEq, BadHash, BadRepr, Boom, Key, Value
from pypersistent import PersistentMap


class Scene:
    """One map and what the operations need beside it, made once."""

    def __init__(self, n: int, build: Callable[[Any], PersistentMap] = PersistentMap) -> None:
        self.keys = [f"key {i}" if i % 3 else Key(i, i % 7) for i in range(n)]
        self.values = [Value(i) for i in range(n)]
        self.d = dict(zip(self.keys, self.values))
        self.m = build(self.d)
        self.twin = build({k: Value(v.name) for k, v in reversed(self.d.items())})
        self.other = build({k: Value(0) for k in [*self.keys[n // 2 :], "o1", "o2", Key("o3")]})
        self.key = self.keys[n // 2] if n else "none"
        self.same = self.d.get(self.key)
        self.absent = Key("absent", 1)
        self.new = Value("new")
        self.pairs = list(self.d.items())
        self.bad_key, self.bad_hash = BadEq(hash(self.keys[1]) if n > 1 else 0), BadHash()
        self.bad_values = self.m.assoc("bad", BadEq())
        self.bad_values_too = self.m.assoc("bad", BadEq())
        self.bad_repr = self.m.assoc("bad", BadRepr())
        self.unhashable = self.m.assoc("bad", [])
        self.numbers = build(dict.fromkeys(range(n)))
        self.pickled = pickle.dumps(self.numbers)
        self.names = {f"name_{i}": i for i in range(n)}
        self.sub = Sub(self.d)
        self.foreign = collections.UserDict(self.d)


class Sub(PersistentMap):
    pass


def half(iterator: Any, n: int) -> int:
    """Drops an iterator in the middle."""
    for _ in range(n):
        next(iterator, None)
    return n


def ring(s: Scene) -> None:
    box: list[Any] = []
    box.append(s.m.assoc("box", box))
    box.clear()  # taken apart at once: what the collector must find is tested elsewhere


OPERATIONS: dict[str, Callable[[Scene], Any]] = {
    "PersistentMap()": lambda s: PersistentMap(),
    "PersistentMap(dict)": lambda s: PersistentMap(s.d),
    "PersistentMap(pairs)": lambda s: PersistentMap(s.pairs),
    "PersistentMap(iterator)": lambda s: PersistentMap(iter(s.pairs)),
    "PersistentMap(map)": lambda s: PersistentMap(s.m),
    "PersistentMap(map, **kw)": lambda s: PersistentMap(s.m, a=1, b=2),
    "PersistentMap(foreign)": lambda s: PersistentMap(s.foreign),
    "PersistentMap(**kw)": lambda s: PersistentMap(**s.names),
    "PersistentMap(dict, **kw)": lambda s: PersistentMap(s.d, a=1),
    "from_dict": lambda s: PersistentMap.from_dict(s.d),
    "create": lambda s: PersistentMap.create(**s.names),
    "create(dict)": lambda s: PersistentMap.create(s.d, a=1),
    "fromkeys": lambda s: PersistentMap.fromkeys(s.keys, 1),
    "fromkeys(dict)": lambda s: PersistentMap.fromkeys(s.d),
    "assoc new": lambda s: s.m.assoc(s.absent, s.new),
    "assoc replace": lambda s: s.m.assoc(s.key, s.new),
    "assoc same": lambda s: s.m.assoc(s.key, s.same),
    "set": lambda s: s.m.set("new", s.new),
    "dissoc": lambda s: s.m.dissoc(s.key),
    "delete absent": lambda s: s.m.delete(s.absent),
    "get": lambda s: s.m.get(s.key),
    "get absent": lambda s: s.m.get(s.absent, s.new),
    "contains": lambda s: s.m.contains(s.key),
    "in": lambda s: s.absent in s.m,
    "getitem": lambda s: s.m[s.key],
    "getitem absent": lambda s: s.m[s.absent],
    "len": lambda s: len(s.m),
    "bool": lambda s: bool(s.m),
    "update dict": lambda s: s.m.update({s.key: s.new, s.absent: s.new}),
    "update all": lambda s: s.m.update(dict.fromkeys(s.keys, s.new)),
    "update pairs": lambda s: s.m.update([(s.absent, 1), (s.absent, 2), (s.key, 3)]),
    "update kw": lambda s: s.m.update(a=1, b=2),
    "update both": lambda s: s.m.update({s.key: 1}, a=1, b=2),
    "update map kw": lambda s: s.other.update(s.m, a=1, b=2),
    "update foreign": lambda s: s.m.update(s.foreign),
    "update nothing": lambda s: s.m.update(),
    "update same": lambda s: s.m.update(s.d),
    "merge map": lambda s: s.m.merge(s.other),
    "or map": lambda s: s.other | s.m,
    "or dict": lambda s: s.m | {"a": 1},
    "dict or": lambda s: {"a": 1} | s.m,
    "or list": lambda s: s.m | [],
    "clear": lambda s: s.m.clear(),
    "copy": lambda s: s.m.copy(),
    "copy.copy": lambda s: copy.copy(s.m),
    "deepcopy": lambda s: copy.deepcopy(s.numbers),
    "keys": lambda s: s.m.keys(),
    "items": lambda s: s.m.items(),
    "values": lambda s: s.m.values(),
    "iter": lambda s: sum(1 for _ in s.m),
    "iter keys": lambda s: list(s.m.keys()),
    "iter items": lambda s: list(s.m.items()),
    "iter values": lambda s: list(s.m.values()),
    "iter dropped": lambda s: half(iter(s.m), len(s.d) // 2),
    "items dropped": lambda s: half(iter(s.m.items()), len(s.d) // 2),
    "reversed": lambda s: list(reversed(s.m)),
    "reversed items": lambda s: list(reversed(s.m.items())),
    "iterator copy": lambda s: list(copy.copy(iter(s.m))),
    "iterator reduce": lambda s: len(iter(s.m).__reduce__()),
    "mapping of view": lambda s: s.m.keys().mapping == s.m,
    "length_hint": lambda s: iter(s.m).__length_hint__(),
    "keys_list": lambda s: s.m.keys_list(),
    "items_list": lambda s: s.m.items_list(),
    "values_list": lambda s: s.m.values_list(),
    "keys in": lambda s: s.key in s.m.keys(),
    "items in": lambda s: (s.key, s.new) in s.m.items(),
    "values in": lambda s: s.new in s.m.values(),
    "keys and": lambda s: s.m.keys() & s.other.keys(),
    "keys or": lambda s: s.m.keys() | {1},
    "keys sub": lambda s: s.m.keys() - s.d.keys(),
    "keys xor": lambda s: s.m.keys() ^ s.other.keys(),
    "keys le": lambda s: s.m.keys() <= s.d.keys(),
    "keys eq": lambda s: s.m.keys() == s.d.keys(),
    "keys disjoint": lambda s: s.m.keys().isdisjoint(s.other),
    "items and": lambda s: s.m.items() & s.other.items(),
    "items eq": lambda s: s.m.items() == s.d.items(),
    "eq map": lambda s: s.m == s.twin,
    "ne map": lambda s: s.m != s.other,
    "eq dict": lambda s: s.m == s.d,
    "eq foreign mapping": lambda s: s.m == s.foreign,
    "eq no mapping": lambda s: s.m == 1,
    "hash": lambda s: hash(PersistentMap(s.m)),
    "hash of new": lambda s: hash(s.m.assoc("a", 1)),
    "diff": lambda s: sorted(map(repr, s.m.diff(s.other))),
    "diff of versions": lambda s: list(s.m.diff(s.m.assoc(s.absent, s.new))),
    "diff dropped": lambda s: half(s.m.diff(s.other), 2),
    "repr": lambda s: repr(s.numbers),
    "repr of view": lambda s: len(repr(s.numbers.items())),
    "pickle": lambda s: len(pickle.dumps(s.numbers)),
    "unpickle": lambda s: pickle.loads(s.pickled),
    "generic": lambda s: PersistentMap[str, int],
    "subclass": lambda s: Sub(s.d),
    "subclass assoc": lambda s: s.sub.assoc(s.key, s.new),
    "force_trie": lambda s: force_trie(s.d),
    "ring": ring,
    "error: unhashable": lambda s: s.m.assoc([], 1),
    "error: hash": lambda s: s.m.get(s.bad_hash),
    "error: eq": lambda s: s.m.assoc(s.bad_key, 1),
    "error: eq of dissoc": lambda s: s.m.dissoc(s.bad_key),
    "error: eq of merge": lambda s: s.m.update({s.bad_key: 1}),
    "error: pairs": lambda s: s.m.update([*s.pairs, (1, 2, 3)]),
    "error: bad hash in pairs": lambda s: PersistentMap([*s.pairs, (s.bad_hash, 1)]),
    "error: int": lambda s: PersistentMap(1),
    "error: arguments": lambda s: s.m.get(),
    "error: eq of values": lambda s: s.bad_values == s.bad_values_too,
    "error: eq of diff": lambda s: list(s.bad_values.diff(s.bad_values_too)),
    "error: repr": lambda s: repr(s.bad_repr),
    "error: unhashable value": lambda s: hash(s.unhashable),
    "error: diff": lambda s: s.m.diff(1),
}

EXPECTED = (KeyError, TypeError, ValueError, Boom)


def outcome(operation: Callable[[Scene], Any], scene: Scene) -> tuple[str, Any]:
    """What the operation gave, or the type of what it raised."""
    try:
        return "result", operation(scene)
    except EXPECTED as error:
        return "raised", type(error)
