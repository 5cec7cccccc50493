"""old.diff(new): exactly the changes, lazily."""

import collections.abc
import copy
import pickle
import random

import pypersistent
import pytest
from checks import SMALL_SIZES, force_trie
from hostile import BadEq, Boom, Fuse, Key, Value, on_eq
from pypersistent import MISSING, Change, PersistentMap


def changes(old, new):
    """The diff as {key: (before, after)}, and its form checked."""
    result = {}
    for change in old.diff(new):
        assert type(change) is Change and isinstance(change, tuple)
        key, before, after = change
        assert (key, before, after) == (change.key, change.before, change.after)
        assert key not in result
        assert before is old.get(key, MISSING) and after is new.get(key, MISSING)
        result[key] = before, after
    return result


def expected(old, new):
    pairs = {k: (old.get(k, MISSING), new.get(k, MISSING)) for k in {**old, **new}}
    return {k: (a, b) for k, (a, b) in pairs.items() if a is not b and a != b}


def test_example():
    old = PersistentMap(a=1, b=2, c=3)
    new = old.assoc("b", 20).dissoc("c").assoc("d", 4)
    assert set(old.diff(new)) == {
        Change("b", 2, 20),
        Change("c", 3, MISSING),
        Change("d", MISSING, 4),
    }
    assert changes(new, old) == {"b": (20, 2), "c": (MISSING, 3), "d": (4, MISSING)}
    assert list(old.diff(old)) == []


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SMALL_SIZES)
def test_against_the_definition(n, build):
    rng = random.Random(n)
    d = {f"key {i}": i for i in range(n)}
    m = build(d)
    empty = PersistentMap()
    assert changes(empty, m) == {k: (MISSING, v) for k, v in d.items()}
    assert changes(m, empty) == {k: (v, MISSING) for k, v in d.items()}
    assert changes(m, build(d)) == {}
    for edits in 1, 2, 5, 20, 200:
        version, e = m, dict(d)
        for _ in range(edits):
            key = f"key {rng.randrange(n * 2 + 2)}"
            if rng.random() < 0.5:
                version, _ = version.dissoc(key), e.pop(key, None)
            else:
                e[key] = value = rng.choice([e.get(key, 0), rng.random()])
                version = version.assoc(key, value)
        assert changes(m, version) == expected(d, e)
        assert changes(version, m) == expected(e, d)
        rebuilt = build(e)  # nothing shared
        assert changes(m, rebuilt) == expected(d, e)
        assert changes(rebuilt, m) == expected(e, d)


def test_replaying_a_diff_gives_the_new_map():
    old = PersistentMap({i: i for i in range(500)})
    new = old.update({i: -i for i in range(400, 700)})
    for i in range(0, 300, 7):
        new = new.dissoc(i)
    m = old
    for key, _, after in old.diff(new):
        m = m.dissoc(key) if after is MISSING else m.assoc(key, after)
    assert m == new


def test_equal_values_are_no_change():
    assert list(PersistentMap(a=[1]).diff(PersistentMap(a=[1]))) == []
    assert list(PersistentMap(a=1).diff(PersistentMap(a=1.0))) == []
    nan = float("nan")
    assert list(PersistentMap(a=nan).diff(PersistentMap(a=nan))) == []
    assert len(list(PersistentMap(a=nan).diff(PersistentMap(a=float("nan"))))) == 1
    assert list(PersistentMap({1: "x"}).diff(PersistentMap({1.0: "x"}))) == []


def test_none_and_missing_are_different():
    assert list(PersistentMap(a=None).diff(PersistentMap())) == [Change("a", None, MISSING)]
    assert list(PersistentMap().diff(PersistentMap(a=None))) == [Change("a", MISSING, None)]


def test_lazy():
    a = PersistentMap({i: Value(i) for i in range(1000)})
    b = PersistentMap({i: Value(-i - 1) for i in range(1000)})
    Value.compared = 0
    it = a.diff(b)
    assert isinstance(it, collections.abc.Iterator) and iter(it) is it
    assert Value.compared == 0
    next(it)
    assert 1 <= Value.compared <= 40
    assert len(list(it)) == 999
    for _ in range(3):
        with pytest.raises(StopIteration):
            next(it)


def test_it_keeps_what_it_needs():
    it = PersistentMap({i: str(i) for i in range(500)}).diff(
        PersistentMap({i: str(-i) for i in range(1, 600)})
    )
    assert len(list(it)) == 600


@pytest.mark.parametrize("bad", [None, 1, {}, {"a": 1}, [], "a"], ids=repr)
def test_needs_a_map(bad):
    with pytest.raises(TypeError, match="PersistentMap"):
        PersistentMap(a=1).diff(bad)


@pytest.mark.parametrize("n", [0, 15, 16, 600])
def test_errors_of_eq_come_through(n):
    rest = {f"key {i}": i for i in range(n)}
    a, b = (PersistentMap(rest | {"bad": BadEq()}) for _ in range(2))
    with pytest.raises(Boom):
        list(a.diff(b))
    assert list(a.diff(a)) == []


def test_every_failing_comparison():
    a = PersistentMap({Key(i, i % 4): Key(("v", i)) for i in range(30)})
    b = PersistentMap({Key(i, i % 4): Key(("v", -i)) for i in range(5, 40)})
    k = 0
    while True:
        k += 1
        with on_eq(Fuse(k)):
            try:
                found = list(a.diff(b))
                break
            except Boom:
                pass
    assert k > 30 and len(found) == 40


def test_an_empty_side():
    m = PersistentMap(a=1)
    assert list(PersistentMap().diff(m)) == [Change("a", MISSING, 1)]
    assert list(PersistentMap().diff(PersistentMap())) == []


# ---- Change and MISSING ----


def test_change_is_a_named_tuple():
    assert Change._fields == ("key", "before", "after") and issubclass(Change, tuple)
    change = Change("k", MISSING, 1)
    assert change == ("k", MISSING, 1) and change._replace(after=2).after == 2
    assert change._asdict() == {"key": "k", "before": MISSING, "after": 1}
    assert repr(change) == "Change(key='k', before=MISSING, after=1)"
    for protocol in range(6):
        twin = pickle.loads(pickle.dumps(change, protocol))
        assert twin == change and type(twin) is Change and twin.before is MISSING
    assert Change.__module__ == "pypersistent"


def test_missing_is_one_falsy_object():
    assert not MISSING and bool(MISSING) is False and MISSING is not None
    assert repr(MISSING) == "MISSING" and pypersistent.MISSING is MISSING
    assert copy.copy(MISSING) is MISSING and copy.deepcopy(MISSING) is MISSING
    assert copy.deepcopy([MISSING])[0] is MISSING
    for protocol in range(6):
        assert pickle.loads(pickle.dumps(MISSING, protocol)) is MISSING
        assert pickle.loads(pickle.dumps([MISSING, MISSING], protocol)) == [MISSING, MISSING]
    assert MISSING == MISSING and MISSING != 0 and hash(MISSING) == hash(MISSING)
    try:
        assert type(MISSING)() is MISSING
    except TypeError:
        pass
