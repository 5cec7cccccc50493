"""Lazy iterators: one entry each time, O(depth) memory, a length hint, no surprises at the end."""

import collections.abc
import copy
import gc
import operator
import pickle
import sys

import pytest
from checks import SIZES, force_trie
from pypersistent import PersistentMap

KINDS = [iter, *(lambda m, k=k: iter(getattr(m, k)()) for k in ("keys", "values", "items"))]


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
@pytest.mark.parametrize("kind", KINDS, ids=["iter", "keys", "values", "items"])
def test_length_hint_counts_down(kind, n, build):
    it = kind(build(dict.fromkeys(map(str, range(n)))))
    step = max(1, n // 500)
    for left in range(n, 0, -1):
        if left % step == 0:
            assert operator.length_hint(it) == it.__length_hint__() == left
        next(it)
    assert operator.length_hint(it) == 0
    for _ in range(3):
        with pytest.raises(StopIteration):
            next(it)
    assert operator.length_hint(it) == 0


@pytest.mark.parametrize("kind", KINDS, ids=["iter", "keys", "values", "items"])
def test_protocol(kind):
    it = kind(PersistentMap(a=1))
    assert iter(it) is it and isinstance(it, collections.abc.Iterator)
    assert list(it) and list(it) == []
    with pytest.raises(TypeError):
        type(it)()
    assert not isinstance(it, collections.abc.Sized)


def test_an_iterator_keeps_its_map_alive():
    for n in 3, 1000:
        it = iter(PersistentMap({f"key {i}": object() for i in range(n)}).items())
        first = next(it)
        gc.collect()
        assert len({first, *it}) == n


def test_two_iterators_do_not_disturb_each_other():
    m = PersistentMap.fromkeys(range(100))
    a, b = iter(m), iter(m)
    assert next(a) == next(b) and list(a) == list(b)
    pairs = [(x, y) for x in m for y in m]
    assert len(set(pairs)) == 10_000


def test_items_gives_a_new_tuple_when_the_last_one_is_still_held():
    m = PersistentMap({i: -i for i in range(1000)})
    held = list(m.items())
    assert len(set(map(id, held))) == 1000 and all(k == -v for k, v in held)
    for k, v in m.items():  # and may reuse it when nobody can see that
        assert k == -v
    it = iter(m.items())
    first = next(it)
    copied = (first[0], first[1])
    next(it)
    assert first == copied


def test_reused_tuple_with_tracked_content():
    m = PersistentMap({i: [] for i in range(100)})
    for pair in m.items():
        pair[1].append(pair)  # a cycle through the tuple that was just given out
    assert all(v[0][1] is v for v in m.values())
    for v in m.values():
        v.clear()


@pytest.mark.c_only("its iterators are dict's")
@pytest.mark.parametrize("kind", KINDS, ids=["iter", "keys", "values", "items"])
def test_memory_of_an_iterator_does_not_grow_with_the_map(kind):
    sizes = {sys.getsizeof(kind(PersistentMap.fromkeys(range(n)))) for n in (1, 100, 100_000)}
    assert max(sizes) <= 500
    m = PersistentMap.fromkeys(range(100_000))
    before = sys.getallocatedblocks()
    it = kind(m)
    next(it)
    assert sys.getallocatedblocks() - before < 20


@pytest.mark.c_only("dict's iterators do as they like")
def test_iterators_are_not_copied_by_surprise():
    """Either a copy that goes on from the same place, or a plain TypeError."""
    m = PersistentMap.fromkeys(range(100))
    for copier in copy.copy, lambda it: pickle.loads(pickle.dumps(it)):
        it = iter(m)
        next(it)
        try:
            twin = copier(it)
        except TypeError:
            continue
        assert list(twin) == list(it)


def test_unpacking_and_builtins():
    m = PersistentMap({i: str(i) for i in range(20)})
    assert sorted(m) == list(range(20)) and max(m) == 19 and sum(m) == 190
    assert {**m} == dict(m) and set(m) == set(range(20))
    assert dict(**PersistentMap(a=1, b=2)) == {"a": 1, "b": 2}
    assert [*m.items()] == m.items_list()
    assert {**PersistentMap(a=1), "b": 2} == {"a": 1, "b": 2}
    assert dict(m) == {i: str(i) for i in range(20)}
    assert "{a}{b}".format(**PersistentMap(a=1, b=2)) == "12"
    key, *rest = PersistentMap(a=1, b=2)
    assert (key, rest) == ("a", ["b"])
