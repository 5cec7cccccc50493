"""Small maps: the inline form and the trie agree on everything, also around the boundary."""

import itertools
import random
from collections.abc import ItemsView, KeysView, ValuesView

import pytest
from checks import HAS_TRIE, check, check_is, force_trie
from hostile import Key, unmix
from operations import OPERATIONS, Scene, outcome
from pypersistent import PersistentMap


def canonical(result):
    """Order is the form's own business; content is not."""
    if isinstance(result, (list, set, PersistentMap, KeysView, ValuesView, ItemsView)):
        entries = result.items() if isinstance(result, PersistentMap) else result
        return sorted(map(repr, entries)), len(result)
    return len(result) if isinstance(result, (str, bytes)) else result


@pytest.mark.parametrize("n", [0, 1, 2, 7, 8, 9, 14, 15, 16, 17, 18, 33])
@pytest.mark.parametrize("name", OPERATIONS)
def test_inline_and_trie_agree(name, n):
    inline, trie = Scene(n), Scene(n, force_trie)
    got = outcome(OPERATIONS[name], inline)
    expected = outcome(OPERATIONS[name], trie)
    assert got[0] == expected[0]
    assert canonical(got[1]) == canonical(expected[1])
    for scene in inline, trie:
        check_is(scene.m, scene.d)
        if isinstance(got[1], PersistentMap):
            check(got[1])


def test_the_two_forms_are_equal_maps():
    for n in range(40):
        d = {Key(i, i % 5 if i % 2 else unmix(i << 20)): i for i in range(n)}
        inline, trie = PersistentMap(d), force_trie(d)
        assert inline == trie and trie == inline and hash(inline) == hash(trie)
        assert list(inline.diff(trie)) == [] == list(trie.diff(inline))
        assert inline | trie == trie | inline == d
        assert inline.update(trie) is inline and trie.update(inline) is trie
        check_is(trie, d)
        check_is(inline, d)


def test_every_way_across_the_boundary():
    """From each size 12..20 to each other one, by assoc, dissoc and update, in both forms."""
    for start, end in itertools.product(range(12, 21), repeat=2):
        for build in PersistentMap, force_trie:
            d = {f"k{i}": object() for i in range(start)}
            m = old = build(d)
            before = dict(d)
            for i in range(start, end):
                key, value = f"k{i}", object()
                d[key] = value
                m = m.assoc(key, value)
                check_is(m, d)
            for i in range(end, start):
                del d[f"k{i}"]
                m = m.dissoc(f"k{i}")
                check_is(m, d)
            check_is(old, before)
            assert m == PersistentMap(d) == force_trie(d)
            more = {f"k{i}": object() for i in range(end)}
            check_is(old.update(more), before | more)
            check_is(PersistentMap(more) | old, more | before)


def test_at_the_boundary_all_kinds_of_key():
    """The 17th entry, with every kind of collision among the sixteen."""
    for hash_of in (lambda i: 0, lambda i: i, lambda i: unmix(5, i), lambda i: i << 40):
        d = {Key(i, hash_of(i)): i for i in range(16)}
        m = PersistentMap(d)
        for i in range(16, 20):
            key = Key(i, hash_of(i))
            m = m.assoc(key, i)
            d[key] = i
            check_is(m, d)
        for key in list(d)[:6]:
            m = m.dissoc(Key(key.name, key.hash))
            del d[key]
            check_is(m, d)


@pytest.mark.slow
def test_a_million_operations_on_tiny_maps(is_model):
    """A random walk below twenty entries beside a dict; the form never shows."""
    rng = random.Random(20)
    rounds = 50_000 if is_model else 1_000_000
    keys = [f"k{i}" for i in range(14)] + list(range(4)) + [Key(1, 0), Key(2, 0)]
    choices = rng.choices(range(10), k=10_007)
    picks = rng.choices(keys, k=9_973)
    m, d = PersistentMap(), {}
    for i in range(rounds):
        key, choice = picks[i % 9_973], choices[i % 10_007]
        if choice < 3:
            m = m.assoc(key, i)
            d[key] = i
        elif choice < 5:
            m = m.dissoc(key)
            d.pop(key, None)
        elif choice < 8:
            if m.get(key) is not d.get(key) or (key in m) is not (key in d):
                pytest.fail(f"{key!r} after {i} operations")
        elif choice == 8:
            more = {key: i, keys[i % 20]: -i}
            m = m.update(more)
            d.update(more)
        elif i % 3 == 0:
            assert m == d and len(m) == len(d)
            if i % 50 == 0:
                m, d = PersistentMap(), {}
    check_is(m, d)


@pytest.mark.c_only("has one form only")
def test_the_test_build_forces_tries():
    assert HAS_TRIE
    d = {f"k{i}": i for i in range(5)}
    assert list(PersistentMap(d)) == list(d)
    assert force_trie(d).__sizeof__() != PersistentMap(d).__sizeof__()
