"""Which keys are the same key: dict's rules, under every kind of collision."""

import decimal
import fractions

import pytest
from checks import check, check_is, force_trie
from hostile import Key, unmix
from pypersistent import PersistentMap

NAN = float("nan")


@pytest.mark.parametrize("n", [0, 14, 15, 16, 17, 600])
@pytest.mark.parametrize("build", [PersistentMap, force_trie])
def test_equal_numbers_are_one_key_and_the_first_object_stays(n, build):
    rest = {f"key {i}": i for i in range(n)}
    for first in 1, 1.0, True, decimal.Decimal(1), fractions.Fraction(1), 1 + 0j:
        m = build({first: "first"} | rest)
        for later in 1, 1.0, True, decimal.Decimal(1), fractions.Fraction(1), 1 + 0j:
            assert m[later] == "first" and later in m
            for changed in (
                m.assoc(later, "later"),
                m.update({later: "later"}),
                m.update([(later, "later")]),
                m | {later: "later"},
                m | PersistentMap({later: "later"}),
                m.update(force_trie({later: "later"})),
            ):
                assert len(changed) == n + 1 and changed[1] == "later"
                key = next(k for k in changed if k == 1)
                assert key is first
            assert 1 not in m.dissoc(later)
            assert m.dissoc(later).assoc(later, 0)[1] == 0
    assert 0 not in m and False not in m


@pytest.mark.parametrize("n", [0, 15, 16, 600])
def test_minus_one_and_minus_two_hash_alike(n):
    assert hash(-1) == hash(-2)
    m = PersistentMap({-1: "one", -2: "two"} | {f"key {i}": i for i in range(n)})
    assert m[-1] == "one" and m[-2] == "two" and len(m) == n + 2
    assert m[-1.0] == "one" and m[-2.0] == "two"
    assert m.dissoc(-1).get(-2) == "two" and -1 not in m.dissoc(-1)
    assert m.assoc(-1, 0)[-2] == "two"
    m = PersistentMap({-1: "one"} | {f"key {i}": i for i in range(n)})
    assert -2 not in m and m.dissoc(-2) is m


@pytest.mark.parametrize("n", [0, 15, 16, 600])
def test_nan_is_found_by_identity(n):
    rest = {f"key {i}": i for i in range(n)}
    m = PersistentMap({NAN: "nan"} | rest)
    assert m[NAN] == "nan" and NAN in m and float("nan") not in m
    assert m == {NAN: "nan"} | rest and m == PersistentMap({NAN: "nan"} | rest)
    assert m != {float("nan"): "nan"} | rest
    two = m.assoc(float("nan"), "other")
    assert len(two) == n + 2 and two[NAN] == "nan"
    assert m.dissoc(NAN) == rest and m.assoc(NAN, "nan") is m


def test_zero_and_minus_zero():
    m = PersistentMap({0.0: "zero"})
    assert m[-0.0] == m[0] == m[False] == "zero" and len(m.assoc(-0.0, 1)) == 1


def test_bytes_and_str_are_different_keys():
    m = PersistentMap({"a": 1, b"a": 2})
    assert m["a"] == 1 and m[b"a"] == 2 and len(m) == 2


@pytest.mark.parametrize("n", [2, 15, 16, 17, 18, 40, 200])
@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize(
    "hash_of",
    [
        lambda i: 7,
        lambda i: i % 3,
        lambda i: 0 if i < 16 else i,
        lambda i: unmix(0x12345678, i),  # 32 equal bits, different full hashes
        lambda i: unmix(0xFFFFFFFF - i % 2, i),
        lambda i: unmix(i % 40),  # the first levels all alike
        lambda i: unmix((i % 32) << 27),  # the first level full
        lambda i: i << 32,
        lambda i: i << 59,
        lambda i: -(1 << 61) + i,
    ],
    ids="one three lump mixed two low top high topmost negative".split(),
)
def test_collisions(n, build, hash_of):
    d = {Key(i, hash_of(i)): object() for i in range(n)}
    m = build(d)
    check_is(m, d)
    grown = PersistentMap()
    for k, v in d.items():
        grown = grown.assoc(k, v)
        if len(grown) % 7 == 3 or 14 < len(grown) < 19:
            check(grown)
    assert grown == m and hash(grown) == hash(m)
    for i, (k, v) in enumerate(d.items()):
        assert m[Key(i, hash_of(i))] is v
        assert m.get(Key("absent", hash_of(i))) is None
        assert m.dissoc(Key("absent", hash_of(i))) is m
    for k in list(d)[::3]:
        check_is(m.assoc(Key(k.name, k.hash), 5), d | {k: 5})
    shrunk, rest = m, dict(d)
    for k in list(d)[::-2] + list(d):
        if k in rest:
            del rest[k]
            shrunk = shrunk.dissoc(Key(k.name, k.hash))
            if len(rest) % 7 == 3 or len(rest) < 19:
                check_is(shrunk, rest)
    check_is(m, d)


def test_merge_and_diff_of_collision_buckets():
    def bucket(names, mixed):
        return {Key(i, unmix(mixed, i)): object() for i in names}

    left, right = bucket(range(30), 5), bucket(range(20, 50), 5)
    a, b = PersistentMap(left), PersistentMap(right)
    check_is(a | b, left | right)
    check_is(b | a, right | left)
    changes = list(a.diff(b))
    assert {c.key.name for c in changes} == set(range(50)) and len(changes) == 50
    assert a != b and a == PersistentMap(dict(reversed(left.items())))
    for other in bucket(range(20, 50), 6), bucket(range(20, 50), 5 + (1 << 31)):
        c = PersistentMap(other)
        check_is(a | c, left | other)
        assert a != c and len(list(a.diff(c))) == 60
        check_is((a | c).dissoc(next(iter(left))), dict(list((left | other).items())[1:]))


@pytest.mark.c_only("asks again for each step it takes")
def test_a_key_is_hashed_once_per_call():
    calls = 0

    class Counted(str):
        def __hash__(self):
            nonlocal calls
            calls += 1
            return str.__hash__(self)

    keys = [Counted(i) for i in range(100)]
    m = PersistentMap((k, 0) for k in keys)
    assert calls <= 200  # once to enter, and once more if it goes through a dict
    for operation in (m.get, m.contains, m.dissoc, m.__getitem__, lambda k: m.assoc(k, 1)):
        calls = 0
        operation(keys[50])
        assert calls == 1


@pytest.mark.c_only("its dict asks every key of the other mapping again")
def test_merge_and_equality_ask_for_no_hash():
    calls = 0

    class Counted(str):
        def __hash__(self):
            nonlocal calls
            calls += 1
            return str.__hash__(self)

    keys = [Counted(i) for i in range(1000)]
    a = PersistentMap.fromkeys(keys[:700], 0)
    b = PersistentMap.fromkeys(keys[300:], 1)
    twin = PersistentMap.fromkeys(keys[:700], 0)
    calls = 0
    assert len(a | b) == 1000 and a == twin and a != b and len(list(a.diff(b))) == 1000
    assert calls == 0
    a.dissoc(keys[5]), a.assoc(keys[800], 1)
    assert calls == 2
