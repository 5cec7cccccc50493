"""Reference cycles through maps, nodes, iterators, views and diffs are collected, exactly."""

import copy
import gc
import weakref

import pytest
from checks import force_trie
from hostile import Key, Value
from pypersistent import PersistentMap

SIZES = [0, 1, 15, 16, 17, 600]


class Cell:
    """A thing that can point back."""


def content(n):
    return {f"key {i}": f"value {i}" for i in range(n)}


@pytest.fixture(autouse=True)
def no_automatic_collection():
    gc.collect()
    gc.disable()
    yield
    gc.enable()


def collected(*refs):
    """All are alive before a collection (the test is about cycles) and gone after it."""
    assert all(ref() is not None for ref in refs), "freed without the collector: not a cycle"
    gc.collect()
    assert [ref() for ref in refs] == [None] * len(refs)


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
def test_through_one_map(n, build):
    cell = Cell()
    cell.m = build(content(n) | {"cell": cell})
    refs = weakref.ref(cell), weakref.ref(cell.m)
    del cell
    collected(*refs)


@pytest.mark.parametrize("n", SIZES)
def test_through_a_key(n):
    key = Key("k", 5)
    key.extra = PersistentMap(content(n) | {key: 1})
    refs = weakref.ref(key), weakref.ref(key.extra)
    del key
    collected(*refs)


WAYS_IN = {
    "assoc": lambda base, cell: base.dissoc("cell").assoc("cell", cell),
    "replace": lambda base, cell: base.assoc("cell", cell),
    "update": lambda base, cell: base.update({"cell": cell, "more": 1}),
    "or": lambda base, cell: base | PersistentMap(cell=cell),
    "fromkeys": lambda base, cell: PersistentMap.fromkeys(base, cell),
    "kwargs": lambda base, cell: PersistentMap(dict(base), cell=cell),
    "dissoc": lambda base, cell: base.assoc("cell", cell).assoc("x", 1).dissoc("x"),
    "subclass": lambda base, cell: type("Sub", (PersistentMap,), {})(base, cell=cell),
    "deepcopy": lambda base, cell: copy.deepcopy(base.assoc("cell", cell), {id(cell): cell}),
}


@pytest.mark.parametrize("how", WAYS_IN)
@pytest.mark.parametrize("n", SIZES)
def test_however_the_cell_got_in(n, how):
    """Atomic contents are not tracked; the first cell that gets in must change that."""
    base = PersistentMap(content(n) | {"cell": "nothing"})
    cell = Cell()
    cell.m = WAYS_IN[how](base, cell)
    refs = weakref.ref(cell), weakref.ref(cell.m)
    del cell
    collected(*refs)
    assert base["cell"] == "nothing"


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
def test_through_two_versions_that_share_nodes(n, build):
    """The cell lies in a shared node and points to both maps."""
    cell = Cell()
    old = build(content(n) | {"cell": cell})
    new = old.assoc("key 0", "changed").assoc("more", 1)
    cell.maps = old, new
    refs = weakref.ref(cell), weakref.ref(old), weakref.ref(new)
    del cell, old, new
    collected(*refs)


@pytest.mark.parametrize("n", SIZES)
def test_a_version_outside_keeps_exactly_its_own(n):
    cell, other = Cell(), Cell()
    base = PersistentMap(content(n))
    kept = base.assoc("cell", cell)
    cell.m = kept
    lost = kept.assoc("other", other)
    other.m = lost
    refs = weakref.ref(other), weakref.ref(lost)
    del other, lost
    collected(*refs)
    assert kept["cell"] is cell and len(kept) == n + 1
    ref = weakref.ref(cell)
    del kept, cell
    collected(ref)
    assert base == content(n)


@pytest.mark.parametrize("n", SIZES)
def test_many_versions_in_one_ring(n):
    """Each version holds the one before, the first holds the last."""
    first = Cell()
    m = PersistentMap(content(n) | {"cell": first})
    refs = [weakref.ref(first)]
    for i in range(50):
        cell = Cell()
        cell.before = m
        refs += weakref.ref(cell), weakref.ref(m)
        m = m.assoc(f"cell {i % 20}", cell)
    first.last = m
    del first, m, cell
    gc.collect()
    assert [ref() for ref in refs] == [None] * len(refs)


VIA = {
    "iterator": lambda m: iter(m),
    "items iterator": lambda m: iter(m.items()),
    "values iterator": lambda m: iter(m.values()),
    "keys": lambda m: m.keys(),
    "items": lambda m: m.items(),
    "values": lambda m: m.values(),
    "diff to": lambda m: PersistentMap(content(5)).diff(m),
    "diff from": lambda m: m.diff(PersistentMap(content(40))),
    "diff of versions": lambda m: m.diff(m.assoc("another", 1)),
    "bound method": lambda m: m.assoc,
    "map in a map": lambda m: PersistentMap(inner=m),
    "map as key": lambda m: PersistentMap({m: 1}),
}


@pytest.mark.parametrize("via", VIA)
@pytest.mark.parametrize("begun", [False, True])
@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", SIZES)
def test_through_something_made_of_the_map(n, build, begun, via):
    cell = Value("cell")  # hashable by value, so that the map may be a key
    m = build(content(n) | {"cell": cell})
    cell.extra = VIA[via](m)
    if begun and hasattr(cell.extra, "__next__"):
        next(cell.extra)
    ref = weakref.ref(cell)
    del m, cell
    collected(ref)


@pytest.mark.parametrize("via", [via for via in VIA if via != "map as key"])
@pytest.mark.parametrize("n", SIZES)
def test_when_the_object_in_between_must_break_the_cycle(n, via):
    """An empty dict is not tracked, so it comes after the map's iterator, view or diff in the
    collector's list: that one is cleared first."""
    box, cell = {}, Cell()
    m = PersistentMap(content(n) | {"box": box})
    link = VIA[via](m)
    if hasattr(link, "__next__"):
        next(link)
    box["link"], box["cell"] = link, cell
    ref = weakref.ref(cell)
    del m, link, box, cell
    collected(ref)


@pytest.mark.parametrize("n", SIZES)
def test_through_the_change_that_was_given_out(n):
    cell = Cell()
    it = PersistentMap(content(n)).diff(PersistentMap(content(n) | {"cell": cell}))
    cell.change = next(it)
    cell.it = it
    ref = weakref.ref(cell)
    del cell, it
    collected(ref)


@pytest.mark.parametrize("kind", ["__dict__", "__slots__"])
def test_through_a_subclass(kind):
    class WithDict(PersistentMap):
        pass

    class WithSlot(PersistentMap):
        __slots__ = ("me",)

    m = (WithDict if kind == "__dict__" else WithSlot)(content(30))
    m.me = m
    ref, type_ref = weakref.ref(m), weakref.ref(type(m))
    del m
    collected(ref)
    del WithDict, WithSlot
    gc.collect()
    assert type_ref() is None


def test_through_the_class_itself():
    """A subclass whose instance holds the subclass."""

    class Sub(PersistentMap):
        pass

    for n in 1, 100:
        Sub.instance = Sub(content(n) | {"class": Sub})
    ref = weakref.ref(Sub)
    del Sub
    collected(ref)


def test_cycles_in_bulk_leave_nothing():
    def make():
        for n in (1, 16, 17, 100) * 50:
            cell = Cell()
            cell.m = PersistentMap(content(n) | {"cell": cell})
            cell.it = iter(cell.m.items())
            cell.diff = cell.m.diff(cell.m.assoc("a", cell))

    make()
    gc.collect()
    before = len(gc.get_objects())
    make()
    gc.collect()
    assert len(gc.get_objects()) <= before + 5
    assert gc.garbage == []


@pytest.mark.c_only("a Python object with a dict in it is always tracked")
def test_what_holds_only_atoms_is_no_work_for_the_collector():
    before = len(gc.get_objects())
    held = [PersistentMap({f"{i} {j}": j for j in range(100)}) for i in range(200)]
    assert len(gc.get_objects()) - before <= len(held) + 50  # none of 3,000 nodes
    del held


def test_collecting_while_maps_are_built_and_read():
    gc.enable()
    thresholds = gc.get_threshold()
    gc.set_threshold(1)
    try:
        m = PersistentMap()
        for i in range(300):
            m = m.assoc(i, [m]) if i % 50 == 0 else m.assoc(i, [i])
            if i % 7 == 0:
                m = m.update({i + j: [j] for j in range(20)})
            assert len(list(m.items())) == len(m)
        assert len(list(m.diff(PersistentMap({i: [i] for i in range(200)})))) > 0
    finally:
        gc.set_threshold(*thresholds)


def test_weakref_callbacks_and_finalizers_see_a_whole_map():
    seen = []

    class Final(Cell):
        def __del__(self):
            seen.append(len(self.m.items_list()))
            self.m.assoc("again", 1)

    for n in SIZES:
        cell = Final()
        cell.m = PersistentMap(content(n) | {"cell": cell})
        del cell
        gc.collect()
    assert seen == [n + 1 for n in SIZES]
