"""get, contains, m[k], k in m, len, bool: what is found, and what is raised."""

import pytest
from checks import SIZES, force_trie
from hostile import BadHash, Boom, Key, unmix
from pypersistent import PersistentMap

MISSES = ["no", -77, 10**30, 0.5, None, (), frozenset(), b"", object(), "key -1", "key"]


@pytest.mark.parametrize("make", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
def test_every_key_is_found_and_no_other(n, make):
    d = {f"key {i}" if i % 2 else i: object() for i in range(n)}
    m = make(d)
    assert len(m) == n and bool(m) is (n > 0)
    for k, v in d.items():
        assert m[k] is v
        assert m.get(k) is v and m.get(k, 1) is v
        assert m.contains(k) is True and k in m
    for k in MISSES:
        assert m.get(k) is None and m.get(k, d) is d
        assert m.contains(k) is False and k not in m
        with pytest.raises(KeyError):
            m[k]


def test_equal_keys_that_are_other_objects():
    m = PersistentMap({"".join(["a", str(i)]): i for i in range(100)})
    assert all(m["".join(["a", str(i)])] == i for i in range(100))
    m = PersistentMap({(i, str(i)): i for i in range(100)})
    assert all(m[i, str(i)] == i for i in range(100))
    m = PersistentMap({10**20 + i: i for i in range(100)})
    assert all(m[10**20 + i] == i for i in range(100))
    m = PersistentMap({i + 0.5: i for i in range(100)})
    assert all(m[i + 0.5] == i for i in range(100))


def test_strings_of_every_storage_kind():
    texts = ["", "a", "\xff", "\u0100", "\U00010000", "a" * 1000, "\xff" * 1000, "\0", "a\0b"]
    texts += [t + "x" for t in texts] + ["naïve", "日本語", "\ud800"]
    m = PersistentMap({t: i for i, t in enumerate(texts)})
    for i, t in enumerate(texts):
        assert m["".join(list(t))] == i
    for t in texts:
        assert t + "!" not in m


def test_a_str_subclass_with_its_own_eq_is_asked():
    class Loud(str):
        __hash__ = str.__hash__

        def __eq__(self, other):
            return False if str(self) == "odd" else str.__eq__(self, other)

    for n in 0, 30:
        m = PersistentMap({"odd": 1, "even": 2} | {str(i): i for i in range(n)})
        assert Loud("even") in m
        assert Loud("odd") not in m
        m = PersistentMap({Loud("odd"): 1, Loud("even"): 2} | {str(i): i for i in range(n)})
        assert "even" in m and "odd" not in m
        assert m.assoc("odd", 3).get("odd") == 3


@pytest.mark.parametrize("key", ["x", (1, 2), (), None, ("x",), 3.5], ids=repr)
@pytest.mark.parametrize("n", [0, 3, 40])
def test_key_error_holds_the_key_itself(key, n):
    m = PersistentMap.fromkeys(range(1, n + 1))
    with pytest.raises(KeyError) as error:
        m[key]
    assert error.value.args == (key,) and error.value.args[0] is key


@pytest.mark.parametrize("n", [0, 1, 16, 17, 600])
@pytest.mark.parametrize("bad", [[], {}, set(), ([],), bytearray()], ids=repr)
def test_unhashable_keys(n, bad):
    m = PersistentMap.fromkeys(range(n), 0)
    for call in (
        lambda: m[bad],
        lambda: m.get(bad),
        lambda: m.get(bad, 1),
        lambda: m.contains(bad),
        lambda: bad in m,
        lambda: m.assoc(bad, 1),
        lambda: m.set(bad, 1),
        lambda: m.dissoc(bad),
        lambda: m.delete(bad),
        lambda: bad in m.keys(),
        lambda: (bad, 1) in m.items(),
    ):
        with pytest.raises(TypeError, match="unhashable"):
            call()


@pytest.mark.parametrize("n", [0, 1, 16, 17, 600])
def test_errors_of_hash_come_through(n):
    m = PersistentMap.fromkeys(range(n), 0)
    bad = BadHash()
    for call in m.__getitem__, m.get, m.contains, m.__contains__, m.dissoc, m.delete:
        with pytest.raises(Boom):
            call(bad)
    with pytest.raises(Boom):
        m.assoc(bad, 1)
    with pytest.raises(Boom):
        bad in m.keys()
    assert m == dict.fromkeys(range(n), 0)


def test_wrong_number_of_arguments():
    m = PersistentMap(a=1)
    for call in (
        lambda: m.get(),
        lambda: m.get(1, 2, 3),
        lambda: m.contains(),
        lambda: m.contains(1, 2),
        lambda: m.__getitem__(),
        lambda: m.__contains__(),
        lambda: m.assoc("a"),
        lambda: m.assoc(),
        lambda: m.assoc(1, 2, 3),
        lambda: m.set("a"),
        lambda: m.dissoc(),
        lambda: m.dissoc(1, 2),
        lambda: m.delete(),
        lambda: m.keys(None),
        lambda: m.items(None),
        lambda: m.values(None),
        lambda: m.keys_list(None),
        lambda: m.items_list(None),
        lambda: m.values_list(None),
        lambda: m.clear(None),
        lambda: m.copy(None),
        lambda: m.diff(),
        lambda: m.diff(m, m),
        lambda: m.merge(1, 2),
        lambda: m.assoc(bogus=1),
        lambda: m.dissoc(bogus=1),
    ):
        with pytest.raises(TypeError) as error:
            call()
        assert str(error.value)


def test_it_cannot_be_changed_in_place():
    m = PersistentMap(a=1)
    with pytest.raises(TypeError):
        m["a"] = 2
    with pytest.raises(TypeError):
        del m["a"]
    with pytest.raises(AttributeError):
        m.attribute = 1
    for name in "pop popitem setdefault __setitem__ __delitem__".split():
        assert not hasattr(m, name)
    old = m
    m |= {"b": 2}
    assert m == {"a": 1, "b": 2} and old == {"a": 1}


@pytest.mark.parametrize("bits", [4, 5, 10, 28, 32])
def test_keys_that_share_the_top_of_the_mixed_hash(bits):
    """Long common prefixes: one child a level, down to the last, then a collision bucket."""
    prefix = 0xDEADBEEF >> (32 - bits) << (32 - bits)
    step = max(1, (1 << (32 - bits)) // 40)
    hashes = {unmix(prefix + i * step % (1 << (32 - bits)), i) for i in range(40)}
    d = {Key(i, h): object() for i, h in enumerate(hashes)}
    m = PersistentMap(d)
    one_by_one = PersistentMap()
    for k, v in d.items():
        one_by_one = one_by_one.assoc(k, v)
    assert m == one_by_one == d
    for i, h in enumerate(hashes):
        assert m[Key(i, h)] is d[Key(i, h)]
        assert Key(-1, h) not in m
