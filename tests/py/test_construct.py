"""PersistentMap(...), from_dict, create, fromkeys: as dict does, errors too."""

import collections
import types

import pytest
from checks import SIZES, check_is
from hostile import BadHash, Boom, Key
from pypersistent import PersistentMap

EMPTY = PersistentMap()


class OnlyKeys:
    """The least that dict() takes for a mapping."""

    def __init__(self, d):
        self.d = d

    def keys(self):
        return self.d.keys()

    def __getitem__(self, key):
        return self.d[key]


@pytest.mark.parametrize(
    "make",
    [
        lambda: PersistentMap(),
        lambda: PersistentMap({}),
        lambda: PersistentMap([]),
        lambda: PersistentMap(()),
        lambda: PersistentMap(iter(())),
        lambda: PersistentMap(PersistentMap()),
        lambda: PersistentMap.from_dict({}),
        lambda: PersistentMap.create(),
        lambda: PersistentMap.create({}),
        lambda: PersistentMap.fromkeys([]),
        lambda: PersistentMap(a=1).clear(),
        lambda: PersistentMap(a=1).dissoc("a"),
        lambda: PersistentMap.fromkeys(range(100)).clear(),
        lambda: PersistentMap() | {},
        lambda: {} | PersistentMap(),
    ],
)
def test_the_empty_map_is_one_shared_object(make):
    assert make() is EMPTY


@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("kind", ["dict", "map", "keys()", "pairs", "lists", "iterator", "userdict"])
def test_from_every_kind_of_source(n, kind):
    d = {f"key {i}": object() for i in range(n)}
    source = {
        "dict": lambda: d,
        "map": lambda: PersistentMap(d),
        "keys()": lambda: OnlyKeys(d),
        "pairs": lambda: list(d.items()),
        "lists": lambda: [list(pair) for pair in d.items()],
        "iterator": lambda: iter(d.items()),
        "userdict": lambda: collections.UserDict(d),
    }[kind]
    check_is(PersistentMap(source()), d)
    check_is(PersistentMap.create(source()), d)
    if kind not in ("pairs", "lists", "iterator"):
        check_is(PersistentMap.from_dict(source()), d)


@pytest.mark.parametrize(
    "source",
    [
        types.MappingProxyType({1: 2, 3: 4}),
        collections.ChainMap({1: 2}, {3: 4}),
        collections.OrderedDict({1: 2, 3: 4}),
        collections.defaultdict(int, {1: 2, 3: 4}),
    ],
    ids=lambda s: type(s).__name__,
)
def test_from_foreign_mappings(source):
    for m in PersistentMap(source), PersistentMap.from_dict(source), PersistentMap.create(source):
        assert m == {1: 2, 3: 4} and type(m) is PersistentMap
    assert type(source) is not collections.defaultdict or len(source) == 2


def test_dict_subclass_with_its_own_getitem_is_asked():
    class Loud(dict):
        def __iter__(self):
            return iter(["a"])

        def keys(self):
            return ["a"]

        def __getitem__(self, key):
            return key.upper()

    assert PersistentMap(Loud(x=1)) == {"a": "A"}
    assert dict(Loud(x=1)) == {"a": "A"}


def test_keyword_arguments():
    assert PersistentMap(a=1, b=2) == {"a": 1, "b": 2}
    assert PersistentMap({"a": 0, "c": 3}, a=1) == {"a": 1, "c": 3}
    assert PersistentMap([("a", 0)], a=1) == {"a": 1}
    assert PersistentMap.create(name="Alice", age=30) == {"name": "Alice", "age": 30}
    assert PersistentMap.create({"x": 1}, y=2) == {"x": 1, "y": 2}
    assert PersistentMap.create([("x", 1)], x=2) == {"x": 2}


def test_any_name_is_a_keyword():
    names = dict.fromkeys(
        "self cls source mapping iterable mapping_or_pairs other kwargs key value dict d m args"
        " arg default".split(),
        1,
    )
    assert PersistentMap(**names) == names
    assert PersistentMap.create(**names) == names
    assert PersistentMap().update(**names) == names


def test_many_keyword_arguments():
    names = {f"k{i}": i for i in range(300)}
    assert PersistentMap(**names) == names
    assert PersistentMap({"k7": 0}, **names) == names
    assert PersistentMap.create(**names) == names


@pytest.mark.parametrize("n", [0, 1, 10, 16, 17, 600])
def test_duplicates_last_value_wins_first_key_stays(n):
    pairs = [(float(i), "old") for i in range(n)] + [(i, "new") for i in range(n)]
    m = PersistentMap(pairs)
    assert m == dict(pairs)
    assert all(type(key) is float for key in m)
    check_is(m, dict(pairs))
    names = [(f"a{i % 5}", i) for i in range(n)]
    check_is(PersistentMap(names), dict(names))


def test_the_source_is_copied():
    d = {1: 2}
    m = PersistentMap.from_dict(d)
    d[1] = 3
    d[4] = 5
    assert m == {1: 2}


def test_fromkeys():
    assert PersistentMap.fromkeys("abc") == {"a": None, "b": None, "c": None}
    assert PersistentMap.fromkeys((4, 5), 0) == {4: 0, 5: 0}
    assert PersistentMap(z=1).fromkeys(x for x in "a") == {"a": None}
    value = []
    m = PersistentMap.fromkeys(range(100), value)
    assert len(m) == 100 and all(v is value for v in m.values())
    assert PersistentMap.fromkeys({1: 2, 3: 4}) == {1: None, 3: None}
    assert PersistentMap.fromkeys({1, 3}, 7) == {1: 7, 3: 7}
    assert PersistentMap.fromkeys(PersistentMap({1: 2})) == {1: None}
    assert PersistentMap.fromkeys([1.0, 1, True]) == {1: None}
    assert type(next(iter(PersistentMap.fromkeys([1.0, 1, True])))) is float


def raises_like(ours, theirs):
    """Both raise the same type; the message of ours is returned."""
    with pytest.raises(Exception) as expected:
        theirs()
    with pytest.raises(expected.type) as got:
        ours()
    assert got.type is expected.type
    return str(got.value)


@pytest.mark.parametrize("make", [PersistentMap, PersistentMap.create, PersistentMap().update])
def test_errors_of_sources(make):
    assert "int" in raises_like(lambda: make(1), lambda: dict(1))
    assert "None" in raises_like(lambda: make(None), lambda: dict(None))
    assert "#0" in raises_like(lambda: make([1]), lambda: dict([1]))
    assert "#1" in raises_like(lambda: make([(1, 2), 3]), lambda: dict([(1, 2), 3]))
    text = raises_like(lambda: make([(1, 2), (1, 2), (1, 2, 3)]), lambda: dict([(1, 2, 3)]))
    assert "#2" in text and "3" in text and "2" in text
    text = raises_like(lambda: make([(1,)]), lambda: dict([(1,)]))
    assert "#0" in text and "length 1" in text
    assert "#0" in raises_like(lambda: make([()]), lambda: dict([()]))
    assert "#20" in raises_like(lambda: make([(1, 2)] * 20 + ["abc"]), lambda: dict(["abc"]))
    assert "list" in raises_like(lambda: make([([], 1)]), lambda: dict([([], 1)]))
    assert "string" in raises_like(lambda: make(**{1: 2}), lambda: dict(**{1: 2}))
    raises_like(lambda: make({}, {}), lambda: dict({}, {}))
    raises_like(lambda: make({}, {}, a=1), lambda: dict({}, {}, a=1))
    assert make(["ab", "cd"]) == dict(["ab", "cd"])


def test_wrong_arguments():
    for call in (
        lambda: PersistentMap(1, 2),
        lambda: PersistentMap.from_dict(),
        lambda: PersistentMap.from_dict({}, {}),
        lambda: PersistentMap.from_dict(1),
        lambda: PersistentMap.from_dict(None),
        lambda: PersistentMap.from_dict({}, a=1),
        lambda: PersistentMap.from_dict([(1, 2)]),
        lambda: PersistentMap.from_dict([]),
        lambda: PersistentMap.create({}, {}),
        lambda: PersistentMap.create(3),
        lambda: PersistentMap.fromkeys(),
        lambda: PersistentMap.fromkeys(3),
        lambda: PersistentMap.fromkeys("a", 1, 2),
        lambda: PersistentMap.fromkeys([[]]),
        lambda: PersistentMap.fromkeys([1, {}]),
    ):
        with pytest.raises(TypeError):
            call()


class Failing:
    """Raises Boom at a chosen place while it is read as a mapping or as pairs."""

    def __init__(self, where):
        self.where = where

    def __getattribute__(self, name):
        if name == "keys" and object.__getattribute__(self, "where") == "keys attribute":
            raise Boom
        return object.__getattribute__(self, name)

    def keys(self):
        if self.where == "keys":
            raise Boom
        if self.where == "iter":
            return BoomIter()
        if self.where == "next":
            return self.first_then_boom()
        return ["a", "b"] * 20

    def first_then_boom(self):
        yield from "abcdefghijklmnopqrstuvwxyz"
        raise Boom

    def __getitem__(self, key):
        if self.where == "getitem" and key == "b":
            raise Boom
        return key


class BoomIter:
    def __iter__(self):
        raise Boom


@pytest.mark.parametrize("make", [PersistentMap, PersistentMap.create, PersistentMap(a=1).update])
@pytest.mark.parametrize("where", ["keys attribute", "keys", "iter", "next", "getitem"])
def test_errors_while_reading_come_through(make, where):
    with pytest.raises(Boom):
        make(Failing(where))


@pytest.mark.parametrize("n", [0, 5, 15, 16, 17, 600])
def test_errors_of_pairs_and_hashes_come_through(n):
    good = [(i, i) for i in range(n)]

    def pairs():
        yield from good
        raise Boom

    bad = BadHash(False)
    d = dict(good) | {bad: 1}
    bad.bad = True
    for call in (
        lambda: PersistentMap(pairs()),
        lambda: PersistentMap(BoomIter()),
        lambda: PersistentMap([*good, BoomIter()]),
        lambda: PersistentMap([*good, (bad, 1)]),
        lambda: PersistentMap.fromkeys([*range(n), bad]),
        lambda: PersistentMap().update([*good, (bad, 1)]),
        lambda: PersistentMap(a=1).update([*good, (bad, 1)]),
    ):
        with pytest.raises((Boom, TypeError)):
            call()
    for call in PersistentMap, PersistentMap.from_dict, PersistentMap().update:
        try:  # a dict knows the hashes of its keys: asking again is allowed, not needed
            assert len(call(d)) == n + 1
        except Boom:
            pass


def test_a_dict_that_changes_while_it_is_read():
    class Growing(Key):
        __slots__ = ()

        def __hash__(self):
            if armed:
                d.clear()
                d.update((i, i) for i in range(1000))
            return 7

    armed = False
    d = {Growing(i): i for i in range(100)}
    armed = True
    for make in PersistentMap, PersistentMap.from_dict, PersistentMap(a=1).update:
        try:
            m = make(d)
        except (RuntimeError, KeyError):
            pass
        else:
            assert len(list(m)) == len(m)
