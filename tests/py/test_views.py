"""keys(), items(), values() and the lists: re-iterable, set-like, always of their one map."""

import collections.abc
import operator

import pytest
from checks import SIZES, force_trie
from hostile import BadEq, Boom
from pypersistent import PersistentMap


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
def test_they_hold_every_entry_once_in_one_order(n, build):
    d = {f"key {i}": object() for i in range(n)}
    m = build(d)
    keys, values, items = m.keys(), m.values(), m.items()
    for _ in range(2):
        assert len(keys) == len(values) == len(items) == n
        assert list(zip(keys, values)) == list(items) == m.items_list()
        assert list(m) == list(keys) == m.keys_list()
        assert list(values) == m.values_list()
        assert dict(items) == d and set(keys) == set(d)
    for made in m.keys_list(), m.values_list(), m.items_list():
        assert type(made) is list
    assert m.keys_list() is not m.keys_list()
    assert all(type(pair) is tuple and len(pair) == 2 for pair in items)


@pytest.mark.parametrize("n", [0, 1, 2, 8, 15, 16])
def test_small_maps_that_only_grew_keep_their_order(n):
    d = {f"key {i * 7919 % 1009}": i for i in range(n)}
    grown = PersistentMap()
    for k, v in d.items():
        grown = grown.assoc(k, v)
    half = dict(list(d.items())[: n // 2])
    other = dict(list(d.items())[n // 2 :])
    for m in (
        grown,
        PersistentMap(d),
        PersistentMap(list(d.items())),
        PersistentMap(**d),
        PersistentMap.from_dict(d),
        PersistentMap.create(**d),
        PersistentMap(half).update(other),
        PersistentMap(half) | PersistentMap(other),
        half | PersistentMap(other),
        PersistentMap(half, **other),
    ):
        assert list(m.items()) == list(d.items()), m
    assert list(PersistentMap.fromkeys(d)) == list(d)
    m = grown
    for k in d:  # replacing a value moves nothing
        m = m.assoc(k, "new").update({k: "newer"})
    assert list(m) == list(d)


def test_order_with_duplicates_among_many_pairs():
    pairs = [(f"key {i * 3 % 10}", i) for i in range(50)]
    assert list(PersistentMap(pairs).items()) == list(dict(pairs).items())


def test_order_is_the_same_for_the_same_map():
    m = PersistentMap.fromkeys(map(str, range(1000)))
    assert list(m) == list(m) == [k for k, _ in m.items()]
    assert repr(m) == repr(m)


def test_a_view_keeps_its_map_and_never_changes():
    m = PersistentMap(a=1)
    keys, items, values = m.keys(), m.items(), m.values()
    m = m.assoc("b", 2)
    assert list(keys) == ["a"] and list(items) == [("a", 1)] and list(values) == [1]


def test_membership():
    m = PersistentMap({i: str(i) for i in range(50)})
    assert 3 in m.keys() and 99 not in m.keys() and "3" not in m.keys()
    assert "3" in m.values() and 3 not in m.values()
    items = m.items()
    assert (3, "3") in items and (3.0, "3") in items
    for absent in [(3, "4"), (99, "99"), 3, None, "33", [3, "3"], (3,), (3, "3", 0), ()]:
        assert absent not in items
    for unhashable in m.keys(), items:
        with pytest.raises(TypeError):
            [] in unhashable if unhashable is not items else ([], 1) in items
    nan = float("nan")
    assert nan in PersistentMap(a=nan).values() and ("a", nan) in PersistentMap(a=nan).items()


def test_errors_of_eq_in_membership():
    m = PersistentMap(a=BadEq())
    for call in (
        lambda: 1 in m.values(),
        lambda: ("a", 1) in m.items(),
        lambda: BadEq(hash("a")) in m.keys(),
    ):
        with pytest.raises(Boom):
            call()


BINARY = [operator.and_, operator.or_, operator.sub, operator.xor]
COMPARE = [operator.eq, operator.ne, operator.lt, operator.le, operator.gt, operator.ge]
OTHERS = [
    set(),
    {"a"},
    {"a", "b"},
    {"a", "b", "c"},
    {"z"},
    {("a", 1)},
    {("a", 1), ("b", 2)},
    {("a", 1), ("b", 3)},
    {"a": 1, "b": 2}.keys(),
    {"a": 1, "b": 2}.items(),
    PersistentMap(a=1, b=2).keys(),
    PersistentMap(a=1, c=2).items(),
    frozenset("ab"),
]


@pytest.mark.parametrize("other", OTHERS, ids=repr)
@pytest.mark.parametrize("kind", ["keys", "items"])
def test_set_operations_are_those_of_dict_views(kind, other):
    view = getattr(PersistentMap(a=1, b=2), kind)()
    reference = set(getattr({"a": 1, "b": 2}, kind)())
    plain = set(other)
    for op in BINARY:
        for result in op(view, other), op(view, plain), op(plain, view):
            assert isinstance(result, set)
        assert op(view, other) == op(reference, plain)
        assert op(other, view) == op(plain, reference)
    for op in COMPARE:
        assert op(view, other) is op(reference, plain)
        assert op(other, view) is op(plain, reference)
    assert view.isdisjoint(other) is reference.isdisjoint(plain)
    assert view.isdisjoint(list(plain)) is reference.isdisjoint(plain)


@pytest.mark.parametrize("kind", ["keys", "items"])
def test_set_operations_take_any_iterable_as_dict_views_do(kind):
    entry = {"keys": "a", "items": ("a", 1)}[kind]
    view = getattr(PersistentMap(a=1, b=2), kind)()
    assert view & [entry, "z"] == {entry}
    assert view - [entry] == set(view) - {entry}
    assert view | ["z"] == set(view) | {"z"}
    assert view ^ [entry] == set(view) - {entry}
    assert view & iter([entry]) == {entry}
    for op in BINARY:
        with pytest.raises(TypeError):
            op(view, 1)
    with pytest.raises(TypeError):
        view.isdisjoint(1)
    with pytest.raises(TypeError):
        view < [entry]
    assert view != [entry, "b"] and view != 1 and not view == list(view)


def test_views_of_large_maps_as_sets():
    a = PersistentMap.fromkeys(range(3000))
    b = PersistentMap.fromkeys(range(1500, 4500))
    assert a.keys() & b.keys() == set(range(1500, 3000))
    assert a.keys() | b.keys() == set(range(4500))
    assert a.keys() - b.keys() == set(range(1500))
    assert a.keys() ^ b.keys() == set(range(1500)) | set(range(3000, 4500))
    assert a.items() & b.items() == {(i, None) for i in range(1500, 3000)}
    assert not a.keys().isdisjoint(b.keys()) and a.keys().isdisjoint(range(5000, 6000))
    assert (a | b).keys() > a.keys() and a.keys() == set(range(3000)) and a.keys() != b.keys()


def test_values_that_cannot_be_hashed():
    items = PersistentMap(a=[1]).items()
    assert ("a", [1]) in items and ("a", [2]) not in items
    with pytest.raises(TypeError):
        items | {1}
    assert items == {"a": [1]}.items() and not items != {"a": [1]}.items()
    assert list(PersistentMap(a=[1]).values()) == [[1]]


def test_equality_of_views():
    d = {i: str(i) for i in range(40)}
    m, twin = PersistentMap(d), PersistentMap(reversed(d.items()))
    assert m.keys() == twin.keys() and m.items() == twin.items()
    assert m.keys() == d.keys() and d.keys() == m.keys()
    assert m.items() == d.items() and d.items() == m.items()
    assert m.items() != twin.assoc(0, 1).items() and m.keys() == twin.assoc(0, 1).keys()
    assert m.values() != twin.values()  # as with dict, values are not set-like
    with pytest.raises(TypeError):
        m.values() & {1}


def test_types():
    m = PersistentMap(a=1)
    assert isinstance(m.keys(), collections.abc.KeysView)
    assert isinstance(m.items(), collections.abc.ItemsView)
    assert isinstance(m.values(), collections.abc.ValuesView)
    assert isinstance(m.keys(), collections.abc.Set)
    assert isinstance(m.items(), collections.abc.Set)
    assert not isinstance(m.values(), collections.abc.Set)
    for view in m.keys(), m.items():
        with pytest.raises(TypeError):
            hash(view)
    for view in m.keys(), m.items(), m.values():
        with pytest.raises(TypeError):
            type(view)()
        with pytest.raises((TypeError, AttributeError)):
            view.attribute = 1
        with pytest.raises(TypeError):
            view[0]


def test_repr_shows_what_is_in_it():
    m = PersistentMap(a=1)
    assert "'a'" in repr(m.keys()) and "1" in repr(m.values()) and "('a', 1)" in repr(m.items())
    box = []
    m = PersistentMap(box=box)
    box += [m, m.values(), m.items()]
    assert "..." in repr(m.values()) and "..." in repr(m.items()) and "..." in repr(m)
