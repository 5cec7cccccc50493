"""repr, pickle and deep copies of subclasses."""

import copy
import pickle
import pickletools

import pytest
from checks import SMALL_SIZES, check, force_trie
from hostile import BadRepr, Boom, Key
from pypersistent import PersistentMap


def test_repr():
    assert repr(PersistentMap()) == "PersistentMap({})" == str(PersistentMap())
    assert repr(PersistentMap(a=1)) == "PersistentMap({'a': 1})"
    assert repr(PersistentMap({1: "x", (2,): None})) == "PersistentMap({1: 'x', (2,): None})"
    nested = PersistentMap(a=PersistentMap(b=PersistentMap()))
    assert repr(nested) == "PersistentMap({'a': PersistentMap({'b': PersistentMap({})})})"
    assert f"{PersistentMap(a=1)}" == "PersistentMap({'a': 1})"


@pytest.mark.parametrize("n", SMALL_SIZES)
def test_repr_evaluates_back(n):
    m = PersistentMap({f"key {i}": (i, "it's", PersistentMap({i: None})) for i in range(n)})
    assert eval(repr(m)) == m


def test_repr_is_recursion_safe():
    box = []
    m = PersistentMap(box=box)
    box.append(m)
    assert repr(m) == "PersistentMap({'box': [PersistentMap({...})]})"
    assert repr(m) == "PersistentMap({'box': [PersistentMap({...})]})"  # nothing stays behind
    box.append(m.keys())
    assert "..." in repr(m)
    d = {}
    m = PersistentMap(d=d)
    d["m"] = m
    assert repr(d) == "{'m': PersistentMap({'d': {...}})}"


def test_errors_of_repr_come_through():
    for n in 0, 40:
        m = PersistentMap(dict.fromkeys(range(n)) | {"bad": BadRepr()})
        for _ in range(2):
            with pytest.raises(Boom):
                repr(m)
        with pytest.raises(Boom):
            repr(m.values())
    inner = PersistentMap(bad=BadRepr())
    with pytest.raises(Boom):
        repr(PersistentMap(a=[inner]))
    assert repr(PersistentMap(a=1)) == "PersistentMap({'a': 1})"


# ---- pickle ----


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("n", SMALL_SIZES)
@pytest.mark.parametrize("dump", [pickle.dumps, pickle._dumps], ids=["C", "Python"])
def test_round_trip(n, protocol, dump):
    d = {f"key {i}": (i, [i]) for i in range(n)}
    for m in PersistentMap(d), force_trie(d):
        data = dump(m, protocol)
        for load in pickle.loads, pickle._loads:
            twin = load(data)
            assert type(twin) is PersistentMap and twin == m == d
            check(twin)
    if n <= 16:
        assert list(pickle.loads(dump(PersistentMap(d), protocol))) == list(d)


def test_the_empty_map_stays_one_object():
    for protocol in range(6):
        assert pickle.loads(pickle.dumps(PersistentMap(), protocol)) is PersistentMap()


def test_shared_values_stay_shared():
    shared = [1]
    m = PersistentMap({i: shared for i in range(100)})
    twin = pickle.loads(pickle.dumps([m, m]))
    assert twin[0] is twin[1] and len(set(map(id, twin[0].values()))) == 1


def test_pickle_names_the_public_place():
    data = pickle.dumps(PersistentMap(a=1), 2)
    names = [arg for op, arg, _ in pickletools.genops(data) if op.name == "GLOBAL"]
    assert "pypersistent PersistentMap" in names


@pytest.mark.parametrize("protocol", range(6))
def test_pickle_of_a_map_that_contains_itself(protocol):
    box = []
    m = PersistentMap(box=box)
    box.append(m)
    twin = pickle.loads(pickle.dumps(m, protocol))
    assert twin["box"][0]["box"] is twin["box"]
    box2 = pickle.loads(pickle.dumps(box, protocol))
    assert box2[0]["box"] is box2


def test_keys_that_are_hashed_again_on_loading():
    m = PersistentMap({Key(i, i % 5): i for i in range(50)})
    twin = pickle.loads(pickle.dumps(m))
    assert twin == m and [twin[Key(i, i % 5)] for i in range(50)] == list(range(50))


def test_unpicklable_content():
    m = PersistentMap(f=lambda: 0)
    with pytest.raises((pickle.PicklingError, AttributeError)):
        pickle.dumps(m)


class Sub(PersistentMap):
    pass


class Slotted(PersistentMap):
    __slots__ = ("extra",)


@pytest.mark.parametrize("protocol", range(6))
def test_subclasses_keep_their_type(protocol):
    m = Sub({i: str(i) for i in range(30)})
    twin = pickle.loads(pickle.dumps(m, protocol))
    assert type(twin) is Sub and twin == m
    m.note = ["remember"]
    twin = pickle.loads(pickle.dumps(m, protocol))
    assert type(twin) is Sub and twin == m and twin.note == ["remember"]
    assert type(pickle.loads(pickle.dumps(Slotted(a=1), protocol))) is Slotted


class Owned(PersistentMap):
    """Needs more arguments than the contents, and says so."""

    def __new__(cls, owner, contents=()):
        self = super().__new__(cls, contents)
        self.owner = owner
        return self

    def __init__(self, owner, contents=()):
        pass

    def __getnewargs__(self):
        return self.owner, dict(self)


class OwnedByName(Owned):
    def __new__(cls, *, owner, **contents):
        return super().__new__(cls, owner, contents)

    def __init__(self, *, owner, **contents):
        pass

    def __getnewargs_ex__(self):
        return (), {"owner": self.owner, **self}


@pytest.mark.c_only("does not ask for arguments")
@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("make", [Owned, lambda owner, d: OwnedByName(owner=owner, **d)])
def test_arguments_that_a_subclass_names(make, protocol):
    m = make(["me"], {"a": [1]})
    m.note = "kept"
    for dump in pickle.dumps, pickle._dumps:
        twin = pickle.loads(dump(m, protocol))
        assert type(twin) is type(m) and twin == m and vars(twin) == vars(m)
    twin = copy.deepcopy(m)
    assert type(twin) is type(m) and twin == m and twin.owner == ["me"] and twin.note == "kept"
    assert twin.owner is not m.owner and twin["a"] is not m["a"]


@pytest.mark.c_only("does not ask for arguments")
@pytest.mark.parametrize("name", ["__getnewargs__", "__getnewargs_ex__"])
def test_arguments_that_are_none(name):
    def fail(self):
        raise Boom

    for method, error in ((lambda self: [1], TypeError), (fail, Boom), (property(fail), Boom)):
        for protocol in range(6):
            with pytest.raises(error):
                type("Odd", (PersistentMap,), {name: method})(a=1).__reduce_ex__(protocol)


# ---- deep copies of subclasses ----


class Loaded(Sub):
    """Says by itself how to be pickled."""

    def __reduce__(self):
        return Loaded, (dict(self),), {"note": "loaded"}


@pytest.mark.c_only("copies itself only")
@pytest.mark.parametrize("cls", [PersistentMap, Sub, Loaded])
def test_deepcopy_of_what_contains_itself(cls):
    box = []
    m = cls(box=box, n=1)
    box += [m, m]
    twin = copy.deepcopy(m)
    assert type(twin) is cls and twin is not m and twin["n"] == 1 and twin["box"] is not box
    assert twin["box"][0] is twin and twin["box"][1] is twin
    copied = copy.deepcopy(box)
    assert copied[0] is copied[1] and copied[0]["box"] is copied


@pytest.mark.c_only("copies itself only")
def test_deepcopy_of_a_subclass_whose_attributes_lead_back():
    box = []
    m = Sub(box=box)
    m.self, m.box, m.other = m, box, Sub(m=[m])
    for _ in range(2):
        twin = copy.deepcopy(m)
        assert twin.self is twin and twin.box is twin["box"] is not box
        assert type(twin.other) is Sub and twin.other["m"][0] is twin
        assert len(vars(twin)) == 3
        box.append(m)
    assert twin["box"][0] is twin


@pytest.mark.c_only("copies itself only")
def test_deepcopy_of_a_subclass_copies_each_thing_once():
    copies = []

    class Counted:
        def __deepcopy__(self, memo):
            copies.append(self)
            return self

    shared = [Counted()]
    twin = copy.deepcopy(Sub(a=shared, b=shared))
    assert len(copies) == 1 and twin["a"] is twin["b"] is not shared


@pytest.mark.c_only("copies itself only")
def test_errors_of_deepcopy_of_a_subclass_come_through():
    class Bad:
        def __deepcopy__(self, memo):
            raise Boom

    class Odd(PersistentMap):
        def __reduce_ex__(self, protocol):
            return ()

    with pytest.raises(Boom):
        copy.deepcopy(Sub(a=[Bad()]))
    with pytest.raises(TypeError):
        copy.deepcopy(Odd(a=1))
    assert Sub(a=1).__deepcopy__(None) == {"a": 1}
