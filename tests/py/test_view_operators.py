"""Set operators of keys() and items() do what dict's do: the same hashes and comparisons, the
same one of two equal elements, the shorter side walked."""

import gc
import sys
from collections import OrderedDict

import pytest
from checks import force_trie
from hostile import Boom, Fuse, Key, on_eq, on_hash
from pypersistent import PersistentMap

PAIRS = [
    ({1: []}, {1: []}),
    ({1: [], 2: 3, 4: 5}, {1: [], 2.0: 4, 6: 7}),
    ({1: [], 2: {}}, {2: {}, 1: []}),
    ({1: []}, {2: 3, 1: []}),
    ({1: 2, 3: []}, {3: []}),
    ({1: 2}, {1.0: 2.0}),
    ({}, {1: 2}),
    ({1: 2}, {}),
]


@pytest.mark.c_only("its views are those of collections.abc")
@pytest.mark.parametrize("kind", [dict, OrderedDict, PersistentMap, force_trie])
@pytest.mark.parametrize("left,right", PAIRS, ids=repr)
def test_xor_of_items_hashes_only_the_pairs_that_differ(left, right, kind):
    expected = left.items() ^ right.items()
    for build in PersistentMap, force_trie:
        result = build(left).items() ^ kind(right).items()
        assert type(result) is set and sorted(map(repr, result)) == sorted(map(repr, expected))
    with pytest.raises(TypeError, match="unhashable"):
        PersistentMap(left).items() ^ kind(right | {9: [9]}).items()
    with pytest.raises(TypeError, match="unhashable"):
        PersistentMap(left | {9: [9]}).items() ^ kind(right).items()


@pytest.mark.c_only("its views are those of collections.abc")
def test_xor_of_items_compares_and_hashes_values_as_dict_does():
    left = {i: Key(("left", i), i // 2) for i in range(6)}
    right = {i: Key(("left" if i % 3 else "right", i), i // 2) for i in range(1, 8)}

    def calls_of(a, b):
        calls = []
        with (
            on_eq(lambda x, y: calls.append((x.name, y.name))),
            on_hash(lambda x: calls.append(x.name)),
        ):
            result = a.items() ^ b.items()
        return calls, result

    calls, expected = calls_of(left, right)
    assert len(calls) > 10
    for build in dict, PersistentMap:
        assert calls_of(PersistentMap(left), build(right)) == (calls, expected)


@pytest.mark.parametrize("build", [dict, PersistentMap])
@pytest.mark.parametrize("which", [on_eq, on_hash])
def test_xor_of_items_when_the_kth_call_raises(build, which):
    left = {Key(i, i // 3): Key(i, 0) for i in range(20)}
    right = {Key(i, i // 3): Key(i % 7, 0) for i in range(5, 25)}
    objects = [o for d in (left, right) for pair in d.items() for o in pair]
    a, b = PersistentMap(left).items(), build(right).items()
    before = [sys.getrefcount(o) for o in objects]
    for k in range(1, 10_000):
        with which(Fuse(k)):
            try:
                result = a ^ b
                break
            except Boom as error:
                assert error.args == (k,)
    assert k > 20 and result == set(a) ^ set(b)
    del result
    gc.collect()
    assert [sys.getrefcount(o) for o in objects] == before


def test_xor_of_items_with_a_dict_that_changes_meanwhile():
    left = {i: Key(i) for i in range(9)}
    right = {i: Key(i) for i in range(9)}
    with on_eq(lambda *_: right.clear()):
        try:
            PersistentMap(left).items() ^ right.items()
        except RuntimeError as error:
            assert "changed" in str(error)


@pytest.mark.c_only("allocates in the interpreter, whose affair that is")
@pytest.mark.slow
@pytest.mark.parametrize("name", ["xor", "xor dict", "and", "or", "minus"])
def test_set_operations_without_memory(name):
    from test_memory_error import TIMES, sweep  # skips if this Python cannot fail allocations

    left = {i: (i,) for i in range(1000, 1040)}
    right = {i: (i % 1020,) for i in range(1000, 1060)}
    a, b = PersistentMap(left).items(), PersistentMap(right).items()
    operation = {
        "xor": lambda _: a ^ b,
        "xor dict": lambda _: a ^ right.items(),
        "and": lambda _: a & right.items(),
        "or": lambda _: a | b,
        "minus": lambda _: a - b,
    }[name]
    for _ in range(5):  # the first rounds may fill caches and free lists
        gc.collect()
        blocks = sys.getallocatedblocks()
        assert sweep(operation, None, TIMES) > 3
        gc.collect()
        growth = sys.getallocatedblocks() - blocks
        if growth < TIMES:
            break
    assert growth < TIMES


def sized(n, make):
    """The float 1.0 among n elements."""
    return make([1.0, *range(100, 99 + n)])


class SubSet(set):
    pass


MAKERS = {
    "set": set,
    "frozenset": frozenset,
    "set subclass": SubSet,
    "list": list,
    "dict": lambda keys: dict.fromkeys(keys).keys(),
    "map": lambda keys: PersistentMap.fromkeys(keys).keys(),
}


def types_of(result):
    assert type(result) is set
    return [type(key) for key in result]


@pytest.mark.c_only("its views are those of collections.abc")
@pytest.mark.parametrize("n", [1, 2, 3])
@pytest.mark.parametrize("name", MAKERS)
def test_which_of_two_equal_elements_is_in_the_intersection(name, n):
    """Dict's choice, but for longer frozensets: dict walks them, whatever their length."""
    other, as_dict = sized(n, MAKERS[name]), sized(n, MAKERS["dict" if name == "map" else name])
    theirs, ours = {1: "one", 2: "two"}, PersistentMap({1: "one", 2: "two"})
    expected = types_of(theirs.keys() & as_dict), types_of(as_dict & theirs.keys())
    if name == "frozenset" and n > len(ours):
        expected = [int], [int]
    if name == "dict":  # on the left, it does not know our view
        expected = expected[0], [int]
    assert (types_of(ours.keys() & other), types_of(other & ours.keys())) == expected


def sides(name, view):
    """A short view, and a long other side of that kind that has three of its elements."""
    elements = [Key(i, i) for i in range(1000)]
    m = PersistentMap.fromkeys(elements[-3:] + [Key(i, i) for i in (5000, 6000)])
    if view == "keys":
        return m.keys(), MAKERS[name](elements)
    if name in ("dict", "map"):
        return m.items(), {"dict": dict, "map": PersistentMap}[name].fromkeys(elements).items()
    return m.items(), MAKERS[name]((key, None) for key in elements)


def hashed(call):
    fuse = Fuse()
    with on_hash(fuse):
        result = call()
    return fuse.calls, result


@pytest.mark.c_only("its views are those of collections.abc")
@pytest.mark.parametrize("view", ["keys", "items"])
@pytest.mark.parametrize("name", ["set", "frozenset", "dict", "map"])
def test_set_operations_walk_the_shorter_side(name, view):
    short, long = sides(name, view)
    in_both = set(list(short)[:3])
    others = PersistentMap({Key(i, i): None for i in (7000, 8000)})
    if (name, view) != ("frozenset", "items"):  # dict walks it, and pairs may have no hash
        for call in (lambda: short & long), (lambda: long & short):
            count, result = hashed(call)
            assert count <= 10 and result == in_both
    count, result = hashed(lambda: short.isdisjoint(long))
    assert count <= 5 and result is False
    count, result = hashed(lambda: getattr(others, view)().isdisjoint(long))
    assert count == 2 and result is True


@pytest.mark.parametrize("name", ["set", "frozenset", "dict", "map"])
def test_pairs_without_a_hash_as_dict_does(name):
    """They need one where they are looked up in a set, or are in the answer."""
    for others in {}, {1: 2}, {1: 2, 3: 4}, {1: 2, 3: 4, 5: 6}:
        for pairs in {1: []}, {1: [], 2: 3}:
            view, reference = PersistentMap(pairs).items(), pairs.items()
            other = others.items() if name in ("dict", "map") else MAKERS[name](others.items())
            ours = PersistentMap(others).items() if name == "map" else other
            assert outcome(lambda: view & ours) == outcome(lambda: reference & other)
            assert outcome(lambda: view.isdisjoint(ours)) == outcome(
                lambda: reference.isdisjoint(other)
            )


def outcome(call):
    try:
        return call()
    except TypeError as error:
        return str(error)


@pytest.mark.c_only("its views are those of collections.abc")
def test_values_beside_a_view():
    m = PersistentMap({1: 2.0, 2: 3.0})
    assert types_of(m.values() & m.keys()) == types_of(m.keys() & m.values()) == [float]
    assert not m.keys().isdisjoint(m.values())
