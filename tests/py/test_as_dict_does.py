"""What api.md is silent about and dict has: as dict does it."""

import gc
import importlib.util
import pickle
import types
import weakref

import pypersistent
import pytest
from checks import SMALL_SIZES, force_trie
from hostile import BadEq, Boom, Fuse, Key, on_eq
from pypersistent import MISSING, PersistentMap


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SMALL_SIZES)
def test_reversed(n, build):
    m = build({f"key {i}": i for i in range(n)})
    assert list(reversed(m)) == list(m)[::-1] == list(reversed(m.keys()))
    assert list(reversed(m.values())) == list(m.values())[::-1]
    assert list(reversed(m.items())) == list(m.items())[::-1]
    it = reversed(m)
    assert iter(it) is it


def test_a_view_names_its_map():
    m = PersistentMap(a=1)
    for view in m.keys(), m.items(), m.values():
        assert view.mapping == m
        with pytest.raises(AttributeError):
            view.mapping = {}


@pytest.mark.c_only("its views show the dict inside")
def test_a_view_names_its_map_itself():
    m = PersistentMap(a=1)
    assert m.keys().mapping is m.items().mapping is m.values().mapping is m


@pytest.mark.c_only("asks its dict")
def test_missing_of_a_subclass():
    class Default(PersistentMap):
        def __missing__(self, key):
            if key == "boom":
                raise Boom
            return "no", key

    for n in 0, 5, 40:
        m = Default.fromkeys(range(n), "here")
        assert m["x"] == ("no", "x") and m[()] == ("no", ())
        assert m.get("x") is None and "x" not in m and len(m) == n
        assert n == 0 or m[0] == "here"
        with pytest.raises(Boom):
            m["boom"]
        with pytest.raises(TypeError):
            m[[]]
        with pytest.raises(KeyError):
            m.assoc("y", 1)["x"]  # the result is of the base type

    class Broken(PersistentMap):
        __missing__ = property(lambda self: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        Broken()["x"]
    m = PersistentMap()
    with pytest.raises(KeyError):
        type("Plain", (PersistentMap,), {})()["x"]


def test_a_map_and_keywords():
    for n in SMALL_SIZES:
        d = {f"key {i}": i for i in range(n)}
        for source in PersistentMap(d), force_trie(d):
            assert PersistentMap(source, a=1) == d | {"a": 1}
            assert PersistentMap.create(source, a=1) == d | {"a": 1}
            assert PersistentMap(z=0).update(source, a=1) == {"z": 0} | d | {"a": 1}
            assert PersistentMap(source) == d and PersistentMap.from_dict(source) == d
            assert dict(source, a=1) == d | {"a": 1}
        if n:
            assert PersistentMap(PersistentMap(d), **{"key 0": "new"}) == d | {"key 0": "new"}


def test_merging_into_or_from_the_empty_map():
    for build in PersistentMap, force_trie:
        m = build({"a": 1})
        empty = build({})
        assert empty | m == m | empty == m and len(empty | empty) == 0
        assert empty == PersistentMap() and hash(empty) == hash(PersistentMap())
        assert list(empty.diff(m)) and list(empty.items()) == []


@pytest.mark.c_only("copies its dict without comparing")
def test_errors_of_eq_when_a_dict_is_made_of_it():
    """Pickling goes through a dict, whose insertions compare colliding keys."""
    m = PersistentMap({Key(i, 7): i for i in range(10)})
    with on_eq(Fuse(3)), pytest.raises(Boom):
        pickle.dumps(m)
    with on_eq(Fuse(3)), pytest.raises(Boom):
        dict(m)


def test_a_dict_with_a_colliding_key_that_raises():
    first, second = BadEq(1), BadEq(1)
    m = PersistentMap({first: 1})
    for call in (
        lambda: m.assoc(second, 1),
        lambda: m.update({second: 1}),
        lambda: m | PersistentMap({second: 1}),
        lambda: PersistentMap([(first, 1), (second, 2)]),
        lambda: {second: 1} | m,
        lambda: m.update([(second, 1)] * 2),
        lambda: PersistentMap({i: i for i in range(100)} | {second: 1}) | m,
    ):
        with pytest.raises(Boom):
            call()
    assert m[first] == 1 and len(m) == 1


def test_missing_type():
    kind = type(MISSING)
    with pytest.raises(TypeError):
        kind(1)
    with pytest.raises((TypeError, AttributeError)):
        MISSING.attribute = 1
    assert PersistentMap(a=MISSING)["a"] is MISSING


def test_values_that_are_modules_types_and_functions():
    m = PersistentMap(module=types, type=int, function=len, method=[].append)
    assert m["module"] is types and m["type"] is int and m["function"] is len
    assert m == dict(m)


@pytest.mark.c_only("is no extension module")
def test_the_module_can_be_loaded_twice_and_let_go():
    """Each has its own types, which are collected with it."""
    spec = importlib.util.find_spec("pypersistent._core")
    second = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(second)
    assert second is not pypersistent._core and second.PersistentMap is not PersistentMap
    theirs, ours = second.PersistentMap(a=1, b=[2]), PersistentMap(a=1, b=[2])
    assert theirs == ours and ours == theirs and ours | theirs == ours
    assert PersistentMap(theirs) == ours
    assert second.PersistentMap({i: i for i in range(99)})[7] == 7
    assert list(second.PersistentMap().diff(theirs))[0].before is second.MISSING is not MISSING
    with pytest.raises(TypeError):
        ours.diff(theirs)
    ref = weakref.ref(second.PersistentMap)
    del second, theirs, spec
    gc.collect()
    assert ref() is None
