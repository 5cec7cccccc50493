"""== and hash: agree with dict and frozenset, never surprised by foreign types."""

import collections
import collections.abc
import types
from unittest import mock

import pytest
from checks import SMALL_SIZES, force_trie
from hostile import BadEq, BadHash, Boom, Fuse, Key, Value, on_eq
from pypersistent import PersistentMap

NAN = float("nan")


@pytest.mark.parametrize("n", SMALL_SIZES)
def test_equal_to_every_mapping_with_equal_items(n):
    d = {f"key {i}": (i, [i]) for i in range(n)}
    m = PersistentMap(d)
    copies = [
        PersistentMap({k: (v[0], [v[0]]) for k, v in reversed(d.items())}),
        force_trie(d),
        {k: (v[0], [v[0]]) for k, v in d.items()},
        collections.OrderedDict(d),
        collections.UserDict(d),
        types.MappingProxyType(d),
        collections.ChainMap(d),
        ForeignMapping(d),
    ]
    for other in copies:
        assert m == other and other == m and not m != other and not other != m, type(other)
    for key in list(d)[:5]:
        for changed in ({**d, key: "other"}, {k: d[k] for k in d if k != key}, {**d, 0: 0}):
            for make in PersistentMap, force_trie, dict, ForeignMapping, collections.UserDict:
                other = make(changed)
                assert m != other and other != m and not m == other and not other == m
        renamed = {**{k: d[k] for k in d if k != key}, key + "!": d[key]}
        assert m != renamed and m != PersistentMap(renamed)


class ForeignMapping(collections.abc.Mapping):
    def __init__(self, d):
        self.d = d

    def __getitem__(self, key):
        return self.d[key]

    def __iter__(self):
        return iter(self.d)

    def __len__(self):
        return len(self.d)


class LooksLike:
    """Has the methods of a mapping and is none."""

    def keys(self):
        raise Boom

    __getitem__ = __len__ = __iter__ = keys


@pytest.mark.parametrize(
    "other",
    [None, 0, 1.5, "", "a", b"", [], [("a", 1)], (), set(), object(), dict, PersistentMap]
    + [LooksLike(), NotImplemented, ..., {"a": 1}.items(), mock.MagicMock, Boom],
    ids=repr,
)
def test_foreign_types_are_just_different(other):
    for m in PersistentMap(), PersistentMap(a=1), PersistentMap.fromkeys(range(100)):
        assert not m == other and m != other and not other == m and other != m
        assert PersistentMap.__eq__(m, other) is NotImplemented
        assert PersistentMap.__ne__(m, other) is NotImplemented
        for operation in "<", "<=", ">", ">=":
            with pytest.raises(TypeError):
                eval(f"m {operation} other")
            with pytest.raises(TypeError):
                eval(f"m {operation} m")


def test_the_other_side_is_asked():
    assert PersistentMap(a=1) == mock.ANY and mock.ANY == PersistentMap(a=1)


@pytest.mark.parametrize("n", [1, 15, 16, 17, 600])
def test_errors_of_eq_come_through(n):
    rest = {f"key {i}": i for i in range(n)}
    for build in PersistentMap, force_trie:
        m, twin = build(rest | {"v": BadEq()}), build(rest | {"v": BadEq()})
        for other in twin, dict(twin):
            with pytest.raises(Boom):
                m == other
            with pytest.raises(Boom):
                m != other
        assert m == m and m == build(dict(m))  # identity comes first
        keyed = build(rest | {BadEq(5): 1})
        other = build(rest | {BadEq(5): 1})
        with pytest.raises(Boom):
            keyed == other
        with pytest.raises(Boom):
            keyed == dict(other)


def test_values_compare_by_identity_first():
    for n in 0, 16, 100:
        rest = dict.fromkeys(range(n))
        assert PersistentMap(rest | {"a": NAN}) == PersistentMap(rest | {"a": NAN})
        assert PersistentMap(rest | {"a": NAN}) == rest | {"a": NAN}
        assert PersistentMap(rest | {"a": NAN}) != PersistentMap(rest | {"a": float("nan")})
    assert PersistentMap(a=1) == {"a": 1.0} and PersistentMap({1: 1}) == {True: True}


def test_eq_that_answers_with_something_else_than_a_bool():
    class Odd:
        def __init__(self, answer):
            self.answer = answer

        def __eq__(self, other):
            return self.answer

    class NoBool:
        def __bool__(self):
            raise Boom

    assert PersistentMap(a=Odd("yes")) == PersistentMap(a=Odd("yes"))
    assert PersistentMap(a=Odd([])) != PersistentMap(a=Odd([]))
    assert PersistentMap(a=Odd(NotImplemented)) != PersistentMap(a=Odd(NotImplemented))
    with pytest.raises(Boom):
        PersistentMap(a=Odd(NoBool())) == PersistentMap(a=Odd(NoBool()))


@pytest.mark.parametrize("n", [1, 16, 17, 40])
def test_every_failing_comparison_comes_through(n):
    """The k-th comparison fails, for every k until none fails."""
    a = PersistentMap({Key(i, i % 4): Key(("v", i)) for i in range(n)})
    b = PersistentMap({Key(i, i % 4): Key(("v", i)) for i in reversed(range(n))})
    k = 0
    while True:
        k += 1
        with on_eq(fuse := Fuse(k)):
            try:
                assert a == b
                assert fuse.calls < k
                break
            except Boom:
                assert fuse.calls == k
    assert k > n


# ---- hash ----


@pytest.mark.parametrize("n", SMALL_SIZES)
def test_hash_is_that_of_the_frozenset_of_items(n):
    d = {f"key {i}": (i, "v") for i in range(n)}
    m = PersistentMap(d)
    expected = hash(frozenset(d.items()))
    for twin in m, force_trie(d), PersistentMap(reversed(d.items())), m.assoc(1, 2).dissoc(1):
        assert hash(twin) == expected == hash(twin)
    if n:
        assert hash(m.dissoc("key 0")) == hash(frozenset(list(d.items())[1:]))


def test_hash_of_numbers_and_special_values():
    for d in {1: 2}, {2: 1}, {1: -1}, {-1: 1}, {0: 0}, {"": ""}, {None: None}, {NAN: NAN}:
        assert hash(PersistentMap(d)) == hash(frozenset(d.items()))
    assert hash(PersistentMap({1: 2})) != hash(PersistentMap({2: 1}))
    assert hash(PersistentMap({1: 1.0})) == hash(PersistentMap({True: 1}))
    nested = PersistentMap({PersistentMap(a=1): PersistentMap(b=2)})
    assert hash(nested) == hash(frozenset(nested.items()))
    assert nested[PersistentMap(a=1)] == {"b": 2}
    assert len({PersistentMap(a=1), PersistentMap(a=1.0), PersistentMap(a=2)}) == 2
    assert {PersistentMap(a=1): "x"}[PersistentMap(a=1)] == "x"


@pytest.mark.parametrize("n", [0, 15, 16, 600])
def test_values_that_cannot_be_hashed(n):
    m = PersistentMap(dict.fromkeys(range(n)) | {"bad": []})
    for _ in range(2):
        with pytest.raises(TypeError, match="unhashable.*list"):
            hash(m)
    with pytest.raises(TypeError):
        {m}
    bad = BadHash()
    m = m.assoc("bad", bad)
    with pytest.raises(Boom):
        hash(m)
    bad.bad = False
    assert hash(m) == hash(frozenset(m.items()))  # the failure was not remembered


def test_hash_is_cached():
    class Counted(Value):
        calls = 0

        def __hash__(self):
            Counted.calls += 1
            return 1

    for n in 1, 100:
        m = PersistentMap({i: Counted(i) for i in range(n)})
        first = hash(m)
        Counted.calls = 0
        assert hash(m) == first and Counted.calls == 0


def test_hash_that_is_minus_one_inside():
    """frozenset never hashes to -1; neither may we, also when it is the cache's empty mark."""
    for i in range(3000):
        m = PersistentMap({i: -1})
        assert hash(m) == hash(frozenset(m.items())) == hash(m) != -1


def test_hash_re_enters():
    class Nosy:
        def __hash__(self):
            hash(PersistentMap(a=1))
            if not busy:
                busy.append(1)
                hash(m)
            return 3

    busy = []
    m = PersistentMap(x=Nosy())
    assert hash(m) == hash(m) == hash(frozenset(m.items()))
