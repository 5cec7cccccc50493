"""Keys and values that raise, re-enter, drop the last reference, or collect garbage."""

import gc
import weakref

import pytest
from checks import check_is, force_trie
from hostile import Boom, Fuse, Key, OnDeath, Value, on_eq, on_hash, unmix
from pypersistent import PersistentMap

# Some in one bucket, some in neighbouring leaves: comparisons at every level.
HASHES = [0, 0, 0, 1, 1, 2, *(unmix(3 << 20, i) for i in range(18)), 1 << 40, -5]


def keyed(names, tag):
    return {Key(i, HASHES[i % len(HASHES)]): Value((tag, i)) for i in names}


OPERATIONS = {
    "getitem": lambda m, k, other: m[k],
    "get": lambda m, k, other: m.get(k),
    "contains": lambda m, k, other: m.contains(k),
    "in": lambda m, k, other: k in m,
    "assoc": lambda m, k, other: m.assoc(k, "new"),
    "dissoc": lambda m, k, other: m.dissoc(k),
    "update dict": lambda m, k, other: m.update({k: "new"}),
    "update pairs": lambda m, k, other: m.update([(k, "new"), (k, "newer")]),
    "merge": lambda m, k, other: m.merge(other),
    "or": lambda m, k, other: other | m,
    "eq": lambda m, k, other: m == other,
    "eq twin": lambda m, k, other: m == PersistentMap(list(fresh(m).items())),
    "eq dict": lambda m, k, other: m == fresh(m),
    "diff": lambda m, k, other: list(m.diff(other)),
    "build": lambda m, k, other: PersistentMap(list(fresh(m).items())),
    "from_dict": lambda m, k, other: PersistentMap.from_dict(fresh(m)),
    "fromkeys": lambda m, k, other: PersistentMap.fromkeys([k, *fresh(m)]),
    "keys in": lambda m, k, other: k in m.keys(),
    "items in": lambda m, k, other: (k, 1) in m.items(),
    "values in": lambda m, k, other: Value("none") in m.values(),
    "keys and": lambda m, k, other: m.keys() & other.keys(),
    "items and": lambda m, k, other: m.items() & other.items(),
    "keys eq": lambda m, k, other: m.keys() == other.keys(),
    "hash": lambda m, k, other: hash(PersistentMap(m)),
}


def fresh(m):
    """Equal keys and values, other objects."""
    return {Key(k.name, k.hash): Value(v.name) for k, v in m.items()}


@pytest.fixture(params=[(6, PersistentMap), (6, force_trie), (17, PersistentMap), (60, PersistentMap)])
def scene(request):
    n, build = request.param
    d = keyed(range(n), "v")
    e = keyed(range(n // 2, n + n // 2), "w")
    return build(d), d, build(e), e


@pytest.mark.parametrize("name", OPERATIONS)
@pytest.mark.parametrize("which", [on_eq, on_hash])
def test_the_kth_call_raises(scene, name, which):
    """For every k until none raises: the exception as it was, every map as it was."""
    m, d, other, e = scene
    operation = OPERATIONS[name]
    k = 0
    while True:
        k += 1
        key = Key(k % len(d), HASHES[k % len(d) % len(HASHES)])
        with which(fuse := Fuse(k)):
            try:
                operation(m, key, other)
                done = fuse.calls < k
            except Boom as error:
                assert error.args == (k,)
                done = False
            except KeyError:
                done = True
        if k <= 20 or done:
            check_is(m, d)
            check_is(other, e)
        if done:
            break
        k += k // 20  # all of the first twenty, then ever fewer


@pytest.mark.parametrize("name", OPERATIONS)
def test_re_entering_with_everything(scene, name):
    """Each comparison runs other operations on the same maps, and a collection."""
    m, d, other, e = scene
    depth = 0
    count = 0

    def nosy(*_):
        nonlocal depth, count
        count += 1
        if depth or count > 300:
            return
        depth = 1
        inner = m.assoc(Key("in", 0), 1).dissoc(Key(0, 0)).update(other)
        assert len(inner) > 0 and m.get(Key("none", 0)) is None
        list(m.diff(other)), list(m.items())
        if count % 50 == 1:
            gc.collect()
        depth = 0

    key = Key(3, HASHES[3])
    plain = OPERATIONS[name](m, key, other)
    with on_eq(nosy):
        with_eq = OPERATIONS[name](m, key, other)
    with on_hash(nosy):
        with_hash = OPERATIONS[name](m, key, other)
    assert plain == with_eq == with_hash
    check_is(m, d)
    check_is(other, e)


@pytest.mark.parametrize("name", OPERATIONS)
def test_dropping_the_last_reference_inside_eq(name):
    """`holder.m` is the only reference, also while the operation runs."""

    class Holder:
        pass

    for n in 6, 17, 60:
        for build in PersistentMap, force_trie:
            for at in 1, 2, 5, 9:
                holder = Holder()
                holder.m = build(keyed(range(n), "v"))
                holder.other = build(keyed(range(3, n + 3), "w"))
                calls = 0

                def drop(*_, at=at, holder=holder):
                    nonlocal calls
                    calls += 1
                    if calls == at:
                        holder.m = holder.other = None
                        gc.collect()

                with on_eq(drop):
                    call_with_no_other_reference(OPERATIONS[name], holder)


def call_with_no_other_reference(operation, holder):
    """As `operation(holder.m, ...)`, but the function's own arguments are let go by `swap`."""
    m, key, other = holder.m, Key(3, HASHES[3]), holder.other
    args = [m, key, other]
    del m, key, other
    operation(args.pop(0), args.pop(0), args.pop(0))


def test_bound_methods_of_the_only_reference():
    """`box.pop().get(key)`: the interpreter's stack alone holds the map."""
    for n in 5, 30:
        for name in "get contains dissoc __getitem__ __contains__".split():
            box = [PersistentMap(keyed(range(n), "v"))]
            with on_eq(lambda *_: (box.clear(), gc.collect())):
                getattr(box[0], name)(Key(1, 0))
            box = [PersistentMap(keyed(range(n), "v"))]
            with on_eq(lambda *_: (box.clear(), gc.collect())):
                box[0].assoc(Key(1, 0), 1)


def test_destructors_that_use_the_library():
    """A value's end runs operations on a map that still shares nodes with the dying one."""
    for n in 5, 16, 17, 600:
        log = []
        base = PersistentMap({i: i for i in range(n)})

        def at_end(base=base, log=log):
            log.append(len(base.assoc("x", 1).update({"y": 2}).dissoc(0)))
            gc.collect()

        m = base.assoc("dying", OnDeath(at_end))
        later = m.assoc("z", 1)
        m = m.assoc(0, "changed")
        del later
        m = m.dissoc("dying")
        gc.collect()
        assert log == [n + 1]
        assert m == {i: i for i in range(n)} | {0: "changed"}


def test_destructors_that_resurrect_their_map():
    saved = []
    for n in 5, 40:

        class Phoenix:
            def __del__(self):
                saved.append(self.home)

        p = Phoenix()
        p.home = PersistentMap({i: i for i in range(n)}).assoc("bird", p)
        del p
        gc.collect()
        m = saved.pop()
        assert len(m) == n + 1 and m["bird"].home is m and m[0] == 0
        assert m.assoc("new", 1)["new"] == 1
        m["bird"].home = None


def test_a_key_that_mutates_the_dict_being_merged():
    d = {Key(i, 3): i for i in range(10)}
    m = PersistentMap({Key(100 + i, 3): i for i in range(10)})

    def shrink(*_):
        if len(d) > 2:
            d.popitem()

    with on_eq(shrink):
        try:
            result = m.update(d)
        except RuntimeError:
            return
    assert len(list(result)) == len(result) >= 10


def test_equality_that_lies():
    """Keys that equal everything or nothing, also themselves: no crash, no loss of others."""

    class Yes:
        __hash__ = lambda self: 0
        __eq__ = lambda self, other: True

    class No:
        __hash__ = lambda self: 0
        __eq__ = lambda self, other: False

    no = [No() for _ in range(40)]
    m = PersistentMap.fromkeys(no, 0)
    assert len(m) == 40 and all(k in m for k in no) and No() not in m
    assert m == PersistentMap.fromkeys(no, 0) and m.dissoc(no[5]).assoc(no[5], 0) == m
    yes = Yes()
    m = PersistentMap({0: "zero"}).assoc(yes, "yes")
    assert m[0] == "yes" and len(m) == 1
    assert len(PersistentMap([(yes, 1), (Yes(), 2)])) == 1


def test_hash_that_changes_between_calls():
    """The map asked once and keeps the answer: such a key may get lost, others may not."""

    class Fickle(Key):
        __slots__ = ()

        def __hash__(self):
            self.hash += 1
            return self.hash

    m = PersistentMap({i: i for i in range(100)})
    keys = [Fickle(i) for i in range(50)]
    for k in keys:
        m = m.assoc(k, "fickle")
    for k in keys:
        m = m.dissoc(k)
    assert all(m[i] == i for i in range(100))
    assert len(list(m)) == len(m)


def test_eq_of_values_re_enters_while_versions_die():
    """Comparing while the only other version goes away: shared nodes must outlive it."""
    for n in 8, 300:
        a = PersistentMap({i: Key(i) for i in range(n)})
        others = [PersistentMap({i: Key(i) for i in range(n)})]
        refs = [weakref.ref(others[0])]

        def drop(*_, others=others):
            if others:
                others.clear()
                gc.collect()

        with on_eq(drop):
            assert a == others[0]
        gc.collect()
        assert refs[0]() is None


def test_diff_whose_maps_die_meanwhile():
    box = [PersistentMap({i: Key(i) for i in range(300)}), PersistentMap({i: Key(-i) for i in range(300)})]
    it = box[0].diff(box[1])

    def drop(*_):
        if box:
            box.clear()
            gc.collect()

    with on_eq(drop):
        assert len(list(it)) == 299


def test_an_iterator_used_from_within_itself():
    """next() on the diff from inside a comparison that the same diff is making."""
    a = PersistentMap({i: Key(i) for i in range(100)})
    b = PersistentMap({i: Key(-i) for i in range(100)})
    it = a.diff(b)
    got = []

    def again(*_):
        if len(got) < 30:
            got.append(None)
            try:
                next(it)
            except (RuntimeError, ValueError, StopIteration):
                pass

    with on_eq(again):
        rest = list(it)
    assert len({c.key for c in rest}) == len(rest) <= 100
