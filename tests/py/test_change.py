"""assoc, dissoc, update, merge, |, clear, copy: new maps, old ones as they were."""

import collections
import copy
import random
import types

import pytest
from checks import SIZES, SMALL_SIZES, check_is, force_trie
from pypersistent import PersistentMap


def make(n):
    return {f"key {i}": object() for i in range(n)}


def test_aliases_do_the_same():
    m = PersistentMap(a=1)
    assert m.set("b", 2) == m.assoc("b", 2) == {"a": 1, "b": 2}
    assert m.delete("a") == m.dissoc("a") == {}
    assert m.merge(b=2) == m.update(b=2) == {"a": 1, "b": 2}
    assert m.merge({"a": 5}) == m.update([("a", 5)]) == {"a": 5}


def test_grow_and_shrink_one_by_one():
    """Every size up and down through the boundaries; all versions stay as they were."""
    rng = random.Random(1)
    d, m = {}, PersistentMap()
    versions = []
    for i in range(700):
        versions.append((m, dict(d)))
        key, value = f"k{i}", object()
        m = m.assoc(key, value)
        d[key] = value
        if i < 40 or i in (511, 512, 513):
            check_is(m, d)
    order = list(d)
    rng.shuffle(order)
    for key in order:
        versions.append((m, dict(d)))
        m = m.dissoc(key)
        del d[key]
        assert key not in m
        if len(d) < 40:
            check_is(m, d)
    assert m == {} and m is PersistentMap()
    for m, d in versions:
        check_is(m, d)


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SMALL_SIZES)
def test_one_change_to_every_key(n, build):
    d = make(n)
    m = build(d)
    new = object()
    for key in list(d)[:: max(1, n // 60)]:
        check_is(m.assoc(key, new), d | {key: new})
        without = m.dissoc(key)
        check_is(without, {k: v for k, v in d.items() if k != key})
        assert without.assoc(key, d[key]) == m
    check_is(m.assoc("new", new), d | {"new": new})
    check_is(m, d)


@pytest.mark.parametrize("n", SIZES)
def test_nothing_to_change_returns_self(n):
    d = make(n)
    m = PersistentMap(d)
    for key in list(d)[:20]:
        assert m.assoc(key, d[key]) is m
        assert m.set(key, d[key]) is m
        assert m.update({key: d[key]}) is m
        assert m.update([(key, d[key])]) is m
        assert m.update(**{key: d[key]}) is m
        assert m.assoc(key, object()) is not m
    assert m.dissoc("absent") is m and m.delete("absent") is m
    assert m.update() is m and m.update({}) is m and m.update([]) is m and m.merge() is m
    assert m.update(m) is m and m.update(d) is m and m.update(PersistentMap(d)) is m
    assert m.copy() is m and copy.copy(m) is m


def test_an_equal_value_is_still_another_object():
    one, other = [1], [1]
    m = PersistentMap(a=one)
    assert m.assoc("a", other)["a"] is other and m["a"] is one
    assert m.update(a=other)["a"] is other


def test_missing_key_is_no_error():
    assert PersistentMap().dissoc(1) is PersistentMap()


@pytest.mark.parametrize("n", [0, 1, 8, 16, 17, 40, 600, 5000])
@pytest.mark.parametrize("k", [0, 1, 8, 16, 17, 40, 600, 5000])
@pytest.mark.parametrize("overlap", ["none", "half", "all"])
def test_merge_of_two_maps(n, k, overlap):
    left = {f"key {i}": object() for i in range(n)}
    start = {"none": n, "half": max(0, n - k // 2), "all": 0}[overlap]
    right = {f"key {i}": object() for i in range(start, start + k)}
    a, b = PersistentMap(left), PersistentMap(right)
    expected = left | right
    for result in (
        a.update(b),
        a.update(right),
        a.merge(list(right.items())),
        a.update(collections.UserDict(right)),
        a.update(**right),
        a | b,
        a | right,
        left | b,
    ):
        assert type(result) is PersistentMap
        check_is(result, expected)
    check_is(a, left)
    check_is(b, right)
    check_is(force_trie(left) | force_trie(right), expected)


def test_update_with_both_kinds_of_argument():
    m = PersistentMap(a=1)
    assert m.update({"b": 2}, a=3, c=4) == {"a": 3, "b": 2, "c": 4}
    assert m.update([("b", 2)], b=3) == {"a": 1, "b": 3}
    assert m.merge({"a": 2}, a=1) is m or m.merge({"a": 2}, a=1) == m


def test_merge_of_versions_of_one_map():
    base = PersistentMap.fromkeys(range(2000), 0)
    a = base
    for i in range(0, 2000, 50):
        a = a.assoc(i, "a")
    b = base.dissoc(7).assoc(100, "b").assoc("new", "b")
    check_is(a | b, dict(a) | dict(b))
    check_is(b | a, dict(b) | dict(a))
    assert base | base is base
    assert a.update(base.dissoc(1)) == dict(a) | dict(base.dissoc(1))


@pytest.mark.parametrize(
    "other",
    [
        {1: 2},
        collections.OrderedDict({1: 2}),
        collections.UserDict({1: 2}),
        collections.ChainMap({1: 2}),
        types.MappingProxyType({1: 2}),
        PersistentMap({1: 2}),
    ],
    ids=lambda o: type(o).__name__,
)
def test_or_with_any_mapping_on_either_side(other):
    m = PersistentMap({1: 0, 3: 4})
    assert m | other == {1: 2, 3: 4} and type(m | other) is PersistentMap
    if isinstance(other, (dict, PersistentMap, types.MappingProxyType)):
        # UserDict and ChainMap have their own | that answers first, with their own type
        assert type(other | m) is PersistentMap
    assert dict(other | m) == {1: 0, 3: 4}
    assert PersistentMap.__ror__(m, other) == {1: 0, 3: 4}


@pytest.mark.parametrize("other", [1, None, [(1, 2)], "ab", {1, 2}, object(), iter([])], ids=repr)
def test_or_with_anything_else_is_a_type_error(other):
    m = PersistentMap(a=1)
    assert PersistentMap.__or__(m, other) is NotImplemented
    assert PersistentMap.__ror__(m, other) is NotImplemented
    with pytest.raises(TypeError):
        m | other
    with pytest.raises(TypeError):
        other | m
    for operation in ("+", "-", "&", "^"):
        with pytest.raises(TypeError):
            eval(f"m {operation} m")


def test_or_asks_the_other_side_when_it_does_not_know():
    class Other:
        def __ror__(self, left):
            return "ror"

        def __or__(self, right):
            return "or"

    assert PersistentMap(a=1) | Other() == "ror"
    assert Other() | PersistentMap(a=1) == "or"


def test_clear_and_copy():
    for n in SMALL_SIZES:
        m = PersistentMap(make(n))
        assert m.clear() is PersistentMap() and m.copy() is m and len(m) == n


def test_deepcopy_copies_keys_and_values():
    inner = [1, 2]
    for n in 1, 16, 17, 100:
        m = PersistentMap({(i, "k"): [inner, i] for i in range(n)})
        twin = copy.deepcopy(m)
        assert twin == m and type(twin) is PersistentMap
        twin[0, "k"][0].append(3)
        assert inner == [1, 2]
        shared = {id(v[0]) for v in twin.values()}
        assert len(shared) == 1  # the memo is used: one inner list stays one
    assert copy.deepcopy(PersistentMap()) == {}


def test_deepcopy_of_a_map_that_contains_itself():
    box = []
    m = PersistentMap(box=box)
    box.append(m)
    twin = copy.deepcopy(m)
    assert twin["box"] is not box and twin["box"][0]["box"] is twin["box"]


def test_values_may_be_anything():
    for value in None, NotImplemented, ..., PersistentMap, KeyError, [], float("nan"):
        m = PersistentMap().assoc("k", value)
        assert m["k"] is value and m.get("k", 1) is value and "k" in m
