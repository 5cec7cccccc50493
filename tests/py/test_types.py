"""What kind of thing it is: abstract classes, match, generics, weak references, subclasses."""

import collections.abc
import copy
import gc
import inspect
import sys
import sysconfig
import types
import typing
import weakref

import pypersistent
import pytest
from pypersistent import PersistentMap


def test_abstract_classes():
    m = PersistentMap(a=1)
    for abstract in "Mapping Hashable Collection Sized Iterable Container".split():
        kind = getattr(collections.abc, abstract)
        assert isinstance(m, kind) and issubclass(PersistentMap, kind)
    for abstract in "MutableMapping Sequence Set Iterator Callable".split():
        assert not isinstance(m, getattr(collections.abc, abstract))


def test_match_patterns():
    def seen(subject):
        match subject:
            case {"kind": "point", "x": x, **rest}:
                return x, rest
            case {"kind": _, "deep": {"er": value}}:
                return value
            case [*_]:
                return "sequence"
            case {}:
                return "mapping"
        return None

    assert seen(PersistentMap(kind="point", x=3, y=4)) == (3, {"y": 4})
    assert seen(PersistentMap(kind=1, deep=PersistentMap(er="yes"))) == "yes"
    assert seen(PersistentMap()) == seen(PersistentMap(a=1)) == "mapping"
    match PersistentMap({i: i for i in range(100)}):
        case {77: found}:
            assert found == 77
        case _:
            pytest.fail("not matched")
    match PersistentMap(a=1):
        case PersistentMap():
            pass
        case _:
            pytest.fail("not matched")


def test_generic():
    alias = PersistentMap[str, int]
    assert isinstance(alias, types.GenericAlias)
    assert typing.get_origin(alias) is PersistentMap and typing.get_args(alias) == (str, int)
    assert alias(a=1) == {"a": 1} and type(alias()) is PersistentMap
    assert repr(alias) == "pypersistent.PersistentMap[str, int]"

    def annotated(m: PersistentMap[str, int]) -> None: ...

    assert typing.get_type_hints(annotated)["m"] == alias


@pytest.mark.parametrize("n", [1, 16, 17, 600])
def test_weak_references(n):
    m = PersistentMap.fromkeys(range(n), 0)
    called = []
    ref = weakref.ref(m, called.append)
    assert ref() is m
    by_key = weakref.WeakKeyDictionary({m: "x"})
    by_value = weakref.WeakValueDictionary({"x": m})
    assert by_key[m] == "x" and by_value["x"] is m
    later = m.assoc(0, 1)
    del m
    gc.collect()
    assert ref() is None and called == [ref] and not by_key and not by_value
    assert later[0] == 1


def test_names_and_documentation():
    assert PersistentMap.__name__ == PersistentMap.__qualname__ == "PersistentMap"
    assert PersistentMap.__module__ == "pypersistent"
    assert pypersistent.__version__
    assert PersistentMap.set and PersistentMap.delete and PersistentMap.merge


@pytest.mark.c_only("has no docstrings")
def test_every_public_name_is_documented():
    assert {"PersistentMap", "MISSING", "Change"} <= set(pypersistent.__all__)
    assert inspect.getdoc(pypersistent) and inspect.getdoc(PersistentMap)
    for name in dir(PersistentMap):
        if not name.startswith("_"):
            assert inspect.getdoc(getattr(PersistentMap, name)), name


@pytest.mark.c_only("a Python class is open")
def test_the_type_cannot_be_changed():
    with pytest.raises(TypeError):
        PersistentMap.extra = 1
    with pytest.raises(TypeError):
        del PersistentMap.assoc
    with pytest.raises((TypeError, AttributeError)):
        PersistentMap(a=1).__class__ = dict


@pytest.mark.c_only("about its memory layout")
def test_sizeof_grows_with_the_content_it_holds_inline():
    sizes = [sys.getsizeof(PersistentMap.fromkeys(range(n))) for n in range(1, 17)]
    assert sizes == sorted(sizes) and sizes[-1] > sizes[0]
    assert "__sizeof__" not in vars(PersistentMap) or PersistentMap().__sizeof__() > 0


# ---- subclasses ----


class Sub(PersistentMap):
    """With a __dict__."""


class Slotted(PersistentMap):
    __slots__ = ("extra",)


class WithNew(PersistentMap):
    __slots__ = ("origin",)

    def __new__(cls, origin, *args, **kwargs):
        self = super().__new__(cls, *args, **kwargs)
        self.origin = origin
        return self


class Both(Slotted):
    def extra_len(self):
        return len(self) + self.extra


@pytest.mark.parametrize("kind", [Sub, Slotted, Both])
@pytest.mark.parametrize("n", [0, 1, 16, 17, 600])
def test_subclass(kind, n):
    d = {f"key {i}": i for i in range(n)}
    m = kind(d)
    m.extra = [m]  # a cycle through the subclass's own attribute
    assert type(m) is kind and isinstance(m, PersistentMap) and m == d == dict(m)
    assert m == PersistentMap(d) and PersistentMap(d) == m and hash(m) == hash(PersistentMap(d))
    for result in (
        m.assoc("new", 1),
        m.assoc("new", 1).dissoc("new"),
        m.update(new=1),
        m | {"new": 1},
        {"new": 1} | m,
        m.clear(),
    ):
        assert type(result) is PersistentMap
    assert m.clear() == {} and m.assoc("new", 1) == d | {"new": 1}
    assert copy.copy(m) == m and m.copy() == m and copy.deepcopy(PersistentMap(a=1)) == {"a": 1}
    assert list(m.diff(PersistentMap(d))) == []
    assert "key 0" in repr(m) or n == 0
    ref = weakref.ref(m)
    del m, result
    gc.collect()
    assert ref() is None


def test_empty_subclass_instances_are_their_own_objects():
    a, b = Sub(), Sub()
    assert a is not b and type(a) is Sub
    a.note = 1
    assert not hasattr(b, "note") and not hasattr(PersistentMap(), "note")


def test_subclass_from_a_map_is_a_subclass():
    m = Sub(PersistentMap({1: 2}))
    assert type(m) is Sub and type(PersistentMap(m)) is PersistentMap and m == PersistentMap(m)
    assert type(PersistentMap(Sub())) is PersistentMap


def test_class_methods_make_the_subclass_as_dict_does():
    assert type(Sub.fromkeys("ab", 1)) is Sub and Sub.fromkeys("ab", 1) == {"a": 1, "b": 1}
    assert type(Sub.from_dict({1: 2})) is Sub and type(Sub.create(a=1)) is Sub
    assert type(Sub().fromkeys("a")) is Sub


def test_subclass_with_its_own_new():
    m = WithNew("here", {"a": 1}, b=2)
    assert m == {"a": 1, "b": 2} and m.origin == "here"
    assert type(m.assoc("c", 3)) is PersistentMap


def test_subclass_with_its_own_init():
    class WithInit(PersistentMap):
        def __init__(self, *args, **kwargs):
            self.seen = args

    m = WithInit({"a": 1}, b=2)
    assert m == {"a": 1, "b": 2} and m.seen == ({"a": 1},)


def test_overridden_methods_are_used():
    class Default(PersistentMap):
        def __missing__(self, key):
            return f"no {key}"

        def __len__(self):
            return 1000

        def __contains__(self, key):
            return True

    m = Default({i: i for i in range(20)})
    assert len(m) == 1000 and "anything" in m
    assert m.contains("anything") is False
    assert PersistentMap(m) == {i: i for i in range(20)}
    assert len(m.assoc("x", 1)) == 21


def test_many_subclasses_and_multiple_inheritance():
    class Mixin:
        def double(self):
            return len(self) * 2

    class Mixed(Mixin, PersistentMap):
        pass

    class Generic(PersistentMap[str, int]):
        pass

    assert Mixed(a=1).double() == 2 and Generic(a=1) == {"a": 1}
    for _ in range(100):
        kind = type("T", (PersistentMap,), {})
        assert kind(a=1) == {"a": 1}
    ref = weakref.ref(kind)
    del kind
    gc.collect()
    # Free-threaded CPython 3.13 makes all classes immortal when the first thread starts.
    if not (sysconfig.get_config_var("Py_GIL_DISABLED") and sys.version_info < (3, 14)):
        assert ref() is None


def test_signature_and_help_work():
    import pydoc

    text = pydoc.plain(pydoc.render_doc(PersistentMap))
    for name in "assoc dissoc get contains update diff items_list fromkeys".split():
        assert name in text
