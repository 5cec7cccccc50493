"""Freed nodes, maps, views and iterators are kept for reuse: so many, empty, as good as new."""

import gc
import sys
import weakref

import pypersistent
import pytest
from checks import check_is, empty_free_lists, force_trie
from pypersistent import PersistentMap

testcapi = pytest.importorskip("_testcapi", reason="this Python was built without _testcapi")
core = getattr(pypersistent, "_core", None)
ROOM = core.build_facts["kept of each size"] if core else 0
pytestmark = [
    pytest.mark.c_only("keeps nothing"),
    pytest.mark.skipif(ROOM == 0, reason="this build keeps nothing, as without a global lock"),
]
VALUES = {"atomic": 1, "tracked": []}


@pytest.fixture(autouse=True)
def nothing_kept():
    empty_free_lists()


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("n", [5, 16, 500])
def test_a_change_reuses_what_the_last_one_freed(n, value):
    m, key = PersistentMap({str(i): value for i in range(n)}), "new"
    change, other = m.assoc, object()
    change(key, other)  # made, and freed at once
    testcapi.set_nomemory(1, 0)
    try:
        changed = change(key, other)
    finally:
        testcapi.remove_mem_hooks()
    check_is(changed, {**dict(m), key: other})


MAKE = {"iterator": iter, "keys": PersistentMap.keys, "values": PersistentMap.values, "items": PersistentMap.items}


@pytest.mark.parametrize("make", MAKE.values(), ids=MAKE)
def test_views_and_iterators_are_reused(make):
    small, large = PersistentMap(a=1), PersistentMap({i: i for i in range(1000)})
    list(make(large))  # made, and freed at once
    testcapi.set_nomemory(1, 0)
    try:
        made = make(small)
    finally:
        testcapi.remove_mem_hooks()
    gone = weakref.ref(small)
    expected = list(getattr(dict(a=1), make.__name__)()) if make is not iter else ["a"]
    del small
    assert list(made) == expected
    del made
    assert gone() is None
    before = sys.getallocatedblocks()
    many = [make(large) for _ in range(3 * ROOM)]
    assert sys.getallocatedblocks() - before >= 3 * ROOM - 1
    del many
    assert ROOM <= sys.getallocatedblocks() - before + 1 <= ROOM + 50


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("n,build", [(3, PersistentMap), (3, force_trie), (40, PersistentMap)])
def test_no_more_are_kept_than_there_is_room_for(n, build, value):
    m = build({str(i): value for i in range(n)})
    gc.collect()
    before = sys.getallocatedblocks()
    versions = [m.assoc("new", i) for i in range(20 * ROOM)]
    held = sys.getallocatedblocks() - before
    del versions
    kept = sys.getallocatedblocks() - before
    assert held >= 20 * ROOM
    # one map and a leaf; a trie of 40 also has a branch
    assert ROOM <= kept <= 3 * ROOM + 50
    empty_free_lists()
    assert sys.getallocatedblocks() - before < 50


@pytest.mark.parametrize("n", [3, 500])
def test_nothing_of_the_last_owner_is_left(n):
    """Neither its entries nor its weak references, nor its hash."""

    class Value:
        pass

    value = Value()
    gone = weakref.ref(value)
    m = PersistentMap({str(i): i for i in range(n)})
    changed = m.assoc("new", 1).assoc("value", 2)
    hash(changed), hash(m)
    seen = weakref.ref(changed)
    other = m.assoc("new", 1).assoc("value", value)
    with pytest.raises(TypeError):  # unhashable
        hash(m.assoc("new", 1).assoc("value", []))
    del changed, value
    assert seen() is None
    assert gone() is not None
    del other
    assert gone() is None
    again = m.assoc("new", 1).assoc("value", 3)
    assert hash(again) == hash(PersistentMap({**m, "new": 1, "value": 3}))
    assert weakref.getweakrefcount(again) == 0
    check_is(again, {**m, "new": 1, "value": 3})


@pytest.mark.parametrize("value", VALUES.values(), ids=VALUES)
@pytest.mark.parametrize("n", [3, 500])
def test_destructors_that_change_maps(n, value):
    """Run while a node or a map is on its way into a list."""
    m = PersistentMap({str(i): value for i in range(n)})
    made = []

    class Changing:
        def __del__(self):
            made.append(m.assoc("new", value).dissoc("0"))

    for _ in range(3):
        versions = [m.assoc(f"changing {i}", Changing()) for i in range(2 * ROOM)]
        del versions
    gc.collect()
    assert len(made) == 6 * ROOM
    expected = {**m, "new": value}
    del expected["0"]
    for changed in made:
        check_is(changed, expected)


def test_instances_of_subclasses_are_not_kept():
    class Sub(PersistentMap):
        pass

    empty_free_lists()
    gc.collect()
    subs = [Sub(a=1) for _ in range(ROOM)]
    before = sys.getallocatedblocks()
    del subs
    gc.collect()
    assert sys.getallocatedblocks() - before <= -ROOM
