"""The extension against dict, through the public API: six versions alive at once, keys that
raise, re-enter, drop maps or collect garbage, allocations that fail. Called by
fuzz/target/python.c; also runs files under any interpreter:   python fuzz/python/driver.py PATH...
"""

from __future__ import annotations

import copy
import gc
import operator
import pickle
import sys
from collections.abc import Callable
from itertools import islice
from typing import Any

import hostile
from hostile import Boom, Reader, stir

from pypersistent import MISSING, PersistentMap, measure

try:
    from pypersistent._core import _check, _force_trie
except ImportError:  # a build without the test functions
    _check, _force_trie = lambda map: None, PersistentMap
try:
    import _fuzz  # fail the k-th allocation: fuzz/target/python.c
except ImportError:
    _fuzz = None

SLOTS = 6
SET_OPERATIONS = operator.and_, operator.sub, operator.or_, operator.xor, operator.le


class Sub(PersistentMap):
    """Has no inline form; operations return the base type."""


class Pairs:
    """Neither a mapping nor a sequence: an iterable that may be tried again."""

    def __init__(self, pairs: list[tuple[Any, Any]]) -> None:
        self.pairs = pairs

    def __iter__(self) -> Any:
        stir(True)
        return iter(self.pairs)


def objects(pairs: Any) -> list[tuple[int, int]]:
    return sorted((id(key), id(value)) for key, value in pairs)


class Run:
    def __init__(self, data: bytes) -> None:
        self.reader = Reader(data)
        self.depth = 0
        self.hashes = self.reader.byte()
        self.what = self.reader.byte()
        self.fail = self.reader.byte() % 64 if _fuzz else 0
        self.slots: list[tuple[Any, dict[Any, Any]]] = [(PersistentMap(), {})] * SLOTS
        self.walks: list[tuple[Any, list[int]]] = []
        self.diffs: list[tuple[Any, list[Any]]] = []
        self.running: list[Any] = []
        stir.left = stir.every = self.reader.byte() % 64
        stir.action = self.action

    # ---- What hostile objects do ----

    def action(self, may_raise: bool) -> None:
        if self.fail:  # the interpreter itself does not stand failures while it unwinds
            _fuzz.disarm()
        what = (self.what >> 2 * self.depth) % 4
        if what == 0 and may_raise:
            raise Boom
        if self.depth >= 2:
            return
        self.depth += 1
        try:
            if what == 1:
                gc.collect()
            elif what == 2:
                self.slots[:] = [(PersistentMap(), {})] * SLOTS
                self.walks.clear()
                self.diffs.clear()
            elif self.reader.more():
                self.step()
        finally:
            self.depth -= 1

    def attempt(self, function: Callable[..., Any], *args: Any) -> Any:
        """What a built-in function returns; if a hostile object or an allocation makes it
        fail, what it returns then in peace. A missing key is a result."""
        try:
            if self.fail:
                return _fuzz.call(self.fail, function, args)
            return function(*args)
        except KeyError:
            return KeyError
        except (Boom, MemoryError):
            return self.oracle(lambda: function(*args))

    def oracle(self, call: Callable[[], Any]) -> Any:
        stir.quiet += 1
        try:
            return call()
        except KeyError:
            return KeyError
        finally:
            stir.quiet -= 1

    # ---- Checking ----

    def check(self, made: Any, model: dict[Any, Any]) -> None:
        stir.quiet += 1
        try:
            assert _check(made) is None, _check(made)
            assert len(made) == len(model), (made, model)
            assert objects(made.items_list()) == objects(model.items()), (made, model)
            assert objects(zip(made, made.values(), strict=True)) == objects(model.items())
        finally:
            stir.quiet -= 1

    def keep(self, made: Any, model: dict[Any, Any]) -> None:
        self.check(made, model)
        self.slots[self.reader.below(SLOTS)] = made, model

    def settle(self) -> None:
        for made, model in list(self.slots):
            self.check(made, model)

    # ---- Steps ----

    def slot(self) -> tuple[Any, dict[Any, Any]]:
        return self.slots[self.reader.below(SLOTS)]

    def key(self) -> Any:
        """Often one that is there, sometimes the very object."""
        if self.reader.below(3) == 0:
            made, model = self.slot()
            return next(islice(model, self.reader.byte() % (len(model) + 1), None), None)
        return hostile.key(self.reader, self.hashes)

    def value(self) -> Any:
        how = self.reader.below(8)
        made, model = self.slot()
        if how == 0:
            return made  # maps in maps
        if how == 1:
            return next(iter(model.values()), None)
        return hostile.value(self.reader)

    def pairs(self) -> list[tuple[Any, Any]]:
        n = self.reader.below(48)
        if self.reader.below(2):
            return [(self.key(), self.value()) for _ in range(n % 8)]
        base = self.reader.byte()
        share = 1 + self.hashes % 24
        return [
            ((hostile.Key((base + i) % 64, i % share) if i % 3 else base + i), self.value())
            for i in range(n)
        ]

    def change(self) -> None:
        (made, model), key = self.slot(), self.key()
        if self.reader.below(3):
            value = self.value()
            name = ("assoc", "set")[self.reader.below(2)]
            result = self.attempt(getattr(made, name), key, value)
            expected = self.oracle(lambda: {**model, key: value})
        else:
            name = ("dissoc", "delete")[self.reader.below(2)]
            result = self.attempt(getattr(made, name), key)
            expected = self.oracle(lambda: dict(model))
            self.oracle(lambda: expected.pop(key, None))
            if len(expected) == len(model):
                assert result is made
        self.keep(result, expected)

    def look(self) -> None:
        (made, model), key, none = self.slot(), self.key(), object()
        assert self.attempt(operator.getitem, made, key) is self.oracle(lambda: model[key])
        assert self.attempt(made.get, key, none) is self.oracle(
            lambda: model.get(key, none)
        )
        assert self.attempt(operator.contains, made, key) == self.oracle(lambda: key in model)

    def join(self) -> None:
        (made, model), (other, right) = self.slot(), self.slot()
        how = self.reader.below(6)
        if how < 3:
            pairs = self.pairs()
            right = self.oracle(lambda: dict(pairs))
            other = (right, pairs, Pairs(pairs))[how]
            result = self.attempt(made.update, other)
            expected = self.oracle(lambda: model | right)
        elif how == 3:
            result = self.attempt(operator.or_, made, other)
            expected = self.oracle(lambda: model | right)
        elif how == 4:
            result = self.attempt(operator.or_, model, other)
            expected = self.oracle(lambda: model | right)
        else:
            result = self.attempt(made.merge, other)
            expected = self.oracle(lambda: model | right)
        self.keep(result, expected)

    def build(self) -> None:
        pairs, how = self.pairs(), self.reader.below(7)
        expected = self.oracle(lambda: dict(pairs))
        if how == 0:
            result = self.attempt(PersistentMap, pairs)
        elif how == 1:
            result = self.attempt(PersistentMap.from_dict, expected)
        elif how == 2:
            result = self.attempt(PersistentMap.create, Pairs(pairs))
        elif how == 3:
            result = self.attempt(Sub, pairs)
        elif how == 4:
            source, expected = self.slot()
            result = self.attempt(Sub, source)
        elif how == 5:
            keys, value = [key for key, _ in pairs], self.value()
            expected = self.oracle(lambda: dict.fromkeys(keys, value))
            result = self.attempt(PersistentMap.fromkeys, keys, value)
        else:
            result = self.attempt(_force_trie, expected)
        self.keep(result, expected)

    def compare(self) -> None:
        (made, model), (other, right) = self.slot(), self.slot()
        if self.reader.below(2):  # a near relative: one key more, or another value
            key, value = self.key(), self.value()
            right = self.oracle(lambda: {**model, key: value})
            other = self.oracle(lambda: PersistentMap(right))
        against = right if self.reader.below(2) else other
        equal = self.oracle(lambda: model == right)
        assert self.attempt(operator.eq, made, against) == equal
        assert self.attempt(operator.ne, made, against) == (not equal)
        changes = self.drain(self.attempt(made.diff, other))
        seen = self.oracle(lambda: {id(change.key) for change in changes})
        assert len(seen) == len(changes)
        self.patch(model, right, changes)

    def drain(self, diff: Any) -> list[Any]:
        return list(iter(lambda: self.attempt(next, diff, None), None))

    def patch(self, model: dict[Any, Any], right: dict[Any, Any], changes: Any) -> None:
        """The changes, applied to model, give right: same keys, values of right or equal."""

        def apply() -> None:
            expected = dict(model)
            for key, before, after in changes:
                assert expected.get(key, MISSING) is before
                assert right.get(key, MISSING) is after
                expected.pop(key, None)
                if after is not MISSING:
                    expected[key] = after
            assert expected == right, (expected, right)

        self.oracle(apply)

    def walk(self) -> None:
        """Iterators and diffs stay open while the versions they came from go."""
        made, model = self.slot()
        if len(self.walks) < 4:
            self.walks.append((iter(made), [id(key) for key in model]))
            self.walks.append((iter(made.items()), [id(key) for key in model]))
        iterator, left = self.walks[self.reader.below(len(self.walks))]
        for _ in range(self.reader.below(24)):
            got = next(iterator, self)
            if got is self:
                assert not left
                self.walks[:] = [walk for walk in self.walks if walk[0] is not iterator]
                return
            key = got[0] if id(got) not in left and type(got) is tuple else got
            left.remove(id(key))

    def refuse(self, diff: Any) -> None:
        try:
            next(diff, None)
        except ValueError:
            return
        raise AssertionError("a running diff took a step")

    def differ(self) -> None:
        (made, model), (other, right) = self.slot(), self.slot()
        if len(self.diffs) < 2:
            opened = self.attempt(made.diff, other)
            self.diffs.append((opened, [model, right, []]))
        diff, (old, new, changes) = self.diffs[self.reader.below(len(self.diffs))]
        for _ in range(self.reader.below(24)):
            if diff in self.running:  # entered from a step of its own: an error, as documented
                self.refuse(diff)
                return
            self.running.append(diff)
            try:
                change = self.attempt(next, diff, None)
            finally:
                self.running.remove(diff)
            if change is None:
                self.diffs[:] = [one for one in self.diffs if one[0] is not diff]
                if self.depth == 0:
                    self.patch(old, new, changes)
                return
            changes.append(change)

    def views(self) -> None:
        (made, model), (other, right) = self.slot(), self.slot()
        for name in ("keys", "items"):
            mine, theirs = getattr(made, name)(), getattr(other, name)()
            dicts, others = getattr(model, name)(), getattr(right, name)()
            try:
                expected = self.oracle(lambda: tuple(f(dicts, others) for f in SET_OPERATIONS))
            except TypeError:  # items with values that have no hash
                continue
            got = tuple(self.attempt(f, mine, theirs) for f in SET_OPERATIONS)
            assert self.oracle(lambda: got == expected), (got, expected)

    def lists(self) -> None:
        """Everything that yields all keys, all values or all items, in one order."""
        made, model = self.slot()
        step = iter(made.items())
        skipped = [self.attempt(next, step, None) for _ in range(self.reader.below(4))]
        rest = self.attempt(step.__reduce__)[1][0]
        whole = [pair for pair in skipped if pair] + list(rest)
        keys, values = self.attempt(made.keys_list), self.attempt(made.values_list)
        back = self.attempt(list, reversed(made))
        assert objects(whole) == objects(zip(keys, values, strict=True))
        assert [id(key) for key in keys] == [id(key) for key in reversed(back)]
        assert objects(whole) == objects(model.items())

    def copies(self) -> None:
        made, model = self.slot()
        assert copy.copy(made) is made
        for again in (
            self.oracle(lambda: pickle.loads(pickle.dumps(made, self.hashes % 6))),
            self.oracle(lambda: copy.deepcopy(made)),
        ):
            assert _check(again) is None and len(again) == len(made)
        assert type(self.attempt(repr, made)) is str
        assert self.attempt(hash, made) == self.oracle(
            lambda: hash(frozenset(model.items()))
        )

    def cycle(self) -> None:
        made, key, cell = self.slot()[0], self.key(), hostile.Value(0, 0)
        cell.held = self.attempt(made.assoc, key, cell)

    def weigh(self) -> None:
        (made, _), (other, _) = self.slot(), self.slot()
        assert measure.node_count(made) >= 0
        assert 0 <= measure.exclusive_bytes(made, other) <= measure.byte_count(made)

    def collect(self) -> None:
        gc.collect()

    def drop(self) -> None:
        self.slots[self.reader.below(SLOTS)] = PersistentMap(), {}

    STEPS = (
        change, change, change, change, look, join, join, build, compare, compare,
        walk, walk, differ, views, lists, copies, cycle, weigh, collect,
        drop,
    )  # fmt: skip

    def step(self) -> None:
        Run.STEPS[self.reader.below(len(Run.STEPS))](self)


def one_input(data: bytes) -> None:
    stir.reset()
    run = Run(data)
    while run.reader.more():
        run.step()
        run.settle()
    run.slots.clear()
    run.walks.clear()
    run.diffs.clear()
    stir.left = 0
    stir.action = lambda may_raise: None
    del run
    gc.collect()
    assert stir.alive == 0, f"{stir.alive} hostile objects leaked"


sys.unraisablehook = lambda unraisable: None  # a Boom in a destructor goes nowhere
gc.disable()  # inputs say when

if __name__ == "__main__":
    for path in sys.argv[1:]:
        with open(path, "rb") as file:
            one_input(file.read())
