"""A million ordinary strings, the integers from -500,000 to 500,000: nothing lost, ever."""

import random

import pytest
from checks import check
from pypersistent import PersistentMap

pytestmark = [pytest.mark.slow, pytest.mark.big]
MILLION = 1_000_000


@pytest.fixture(scope="module", params=["strings", "integers"])
def keys(request, is_model):
    n = 10_000 if is_model else MILLION
    if request.param == "strings":
        return [f"user:{i}" for i in range(n)]
    return list(range(-n // 2, n // 2 + 1))


def values_of(m, keys):
    return list(map(m.__getitem__, keys))


def test_every_key_is_found(keys):
    old = list(map(str, keys))
    for m in (
        PersistentMap(zip(keys, old)),
        PersistentMap.from_dict(dict(zip(keys, old))),
        PersistentMap(dict(zip(reversed(keys), reversed(old)))),
    ):
        assert len(m) == len(keys)
        assert values_of(m, keys) == old
        assert dict(m.items()) == dict(zip(keys, old))
    check(m)
    absent = [key + "!" for key in keys] if type(keys[0]) is str else [key + 0.5 for key in keys]
    assert not any(map(m.contains, absent))
    assert list(map(m.get, absent)) == [None] * len(absent)


def test_every_key_replaced_and_removed_one_by_one(keys, is_model):
    """Ten old versions kept on the way, each compared whole at the end."""
    if is_model:  # copies everything at each step
        keys = keys[:1000]
    n = len(keys)
    order = keys[:]
    random.Random(3).shuffle(order)
    old = dict.fromkeys(keys, "old")
    first = m = PersistentMap(old)
    marks = {i * n // 5 for i in range(1, 5)}
    replaced = []
    for i, key in enumerate(order):
        if i in marks:
            replaced.append((i, m))
        m = m.assoc(key, "new")
    all_new = m
    removed = []
    for i, key in enumerate(order):
        if i in marks:
            removed.append((i, m))
        m = m.dissoc(key)
    assert m is PersistentMap()
    assert all(v == "old" for v in values_of(first, keys)) and len(first) == n
    assert all(v == "new" for v in values_of(all_new, keys)) and len(all_new) == n
    for i, version in replaced:
        assert len(version) == n
        assert set(values_of(version, order[:i])) == {"new"}
        assert set(values_of(version, order[i:])) == {"old"}
    for i, version in removed:
        assert len(version) == n - i
        assert not any(map(version.contains, order[:i]))
        assert set(values_of(version, order[i:])) == {"new"}
    for version in first, replaced[2][1], removed[2][1]:
        check(version)


def test_grown_one_by_one(keys, is_model):
    if is_model:
        keys = keys[:1000]
    m, middle = PersistentMap(), None
    for i, key in enumerate(keys):
        if i == len(keys) // 2:
            middle = m
        m = m.assoc(key, key)
    assert len(m) == len(keys) and values_of(m, keys) == keys
    half = keys[: len(keys) // 2]
    assert len(middle) == len(half) and values_of(middle, half) == half
    assert m == PersistentMap(zip(keys, keys)) and set(middle) == set(half)
    check(m)


def test_merging_two_half_overlapping_maps_loses_nothing(keys):
    third = len(keys) // 4
    left, right = keys[: 2 * third], keys[third : 3 * third]
    a, b = PersistentMap.fromkeys(left, "a"), PersistentMap.fromkeys(right, "b")
    for merged, shared in (a | b, "b"), (b | a, "a"), (a.update(dict(b)), "b"), (b.merge(list(a.items())), "a"):
        assert len(merged) == 3 * third
        assert set(values_of(merged, keys[:third])) == {"a"}
        assert set(values_of(merged, keys[third : 2 * third])) == {shared}
        assert set(values_of(merged, keys[2 * third : 3 * third])) == {"b"}
        check(merged)
    assert set(values_of(a, left)) == {"a"} and len(a) == len(left)
    assert set(values_of(b, right)) == {"b"} and len(b) == len(right)
    changes = a.diff(a | b)
    assert sum(1 for _ in changes) == len(right)


def test_structured_keys_that_broke_other_hashes(is_model):
    n = 1000 if is_model else 50_000
    for name, make in {
        "multiples": lambda i: i << 20,
        "pairs": lambda i: (i << 32) | i,
        "floats": lambda i: i / 8,
        "tuples": lambda i: (i % 300, i // 300),
        "high": lambda i: i << 45,
        "negative": lambda i: -i * 4096,
        "bytes": lambda i: i.to_bytes(8, "big"),
        "hex": lambda i: f"{i:032x}",
    }.items():
        d = {make(i): i for i in range(n)}
        m = PersistentMap(d)
        assert values_of(m, d) == list(d.values()), name
        for key in list(d)[::7]:
            m = m.dissoc(key)
        assert len(m) == n - len(range(0, n, 7)), name
        check(m)
