"""CPython's own tests of mappings, where the interpreter ships them (`test.mapping_tests`).

Twice: what only reads, on PersistentMap itself; and all of them, on a mutable mapping whose
every change is a PersistentMap operation.
"""

import collections
import collections.abc
import contextvars
import unittest

import pytest
from hostile import Boom
from pypersistent import PersistentMap

mapping_tests = pytest.importorskip(
    "test.mapping_tests", reason="this Python ships without test.mapping_tests"
)


class Face(collections.abc.MutableMapping):
    """Looks like a dict, is one PersistentMap after another."""

    def __init__(self, *args, **kwargs):
        self.m = PersistentMap(*args, **kwargs)

    def __getitem__(self, key):
        return self.m[key]

    def __contains__(self, key):
        return key in self.m

    def __setitem__(self, key, value):
        self.m = self.m.assoc(key, value)

    def __delitem__(self, key):
        if key not in self.m:
            raise KeyError(key)
        self.m = self.m.dissoc(key)

    def __iter__(self):
        before = self.m
        for key in before:
            if self.m is not before:
                raise RuntimeError("changed during iteration")
            yield key

    def __len__(self):
        return len(self.m)

    def keys(self):
        return self.m.keys()

    def items(self):
        return self.m.items()

    def values(self):
        return self.m.values()

    def get(self, *args):
        return self.m.get(*args)

    def update(self, *args, **kwargs):
        self.m = self.m.update(*args, **kwargs)

    def clear(self):
        self.m = self.m.clear()

    def copy(self):
        return type(self)(self.m.copy())

    def popitem(self):
        for key, value in self.m.items():
            self.m = self.m.delete(key)
            return key, value
        raise KeyError("empty")

    @classmethod
    def fromkeys(cls, iterable, value=None):
        made = cls()
        for key, v in PersistentMap.fromkeys(iterable, value).items():
            made[key] = v
        return made

    def __eq__(self, other):
        return self.m == (other.m if isinstance(other, Face) else other)

    def __repr__(self):
        return repr(self.m).removeprefix("PersistentMap(").removesuffix(")")


class TestThroughAMutableFace(mapping_tests.TestHashMappingProtocol):
    type2test = Face

    @unittest.skip("prints dict's recursion mark; ours is tested in test_text_and_pickle")
    def test_repr(self):
        pass

    @unittest.skip("nests the Python face, not the map; see test_deep")
    def test_repr_deep(self):
        pass


READ_ONLY = "read constructor bool keys values items len get".split()


class TestReadOnly(unittest.TestCase):
    """The tests of BasicTestMappingProtocol that never write, on PersistentMap itself."""


class _Read(mapping_tests.BasicTestMappingProtocol):
    type2test = PersistentMap

    def _full_mapping(self, data):
        return PersistentMap.from_dict(data)

    def _reference(self):
        return {"1": "2", "key1": "value1", "key2": (1, 2, 3)}


def run_one(name, case=_Read):
    return lambda self: case(f"test_{name}").debug()



for _name in READ_ONLY:
    setattr(TestReadOnly, f"test_{_name}", run_one(_name))
del _Read, _name  # pytest would collect the class whole


class TestWhatTheRestBecomesWithoutMutation(unittest.TestCase):
    """The other tests of TestHashMappingProtocol, said with new maps."""

    def test_fromkeys(self):
        class Sub(PersistentMap):
            pass

        class Exc(Exception):
            pass

        class BadSeq:
            def __iter__(self):
                return self

            def __next__(self):
                raise Exc

        self.assertIs(type(Sub.fromkeys("a")), Sub)
        self.assertIs(type(Sub().fromkeys("a")), Sub)
        self.assertRaises(Exc, PersistentMap.fromkeys, BadSeq())

        class BadInit(PersistentMap):
            def __init__(self, *args, **kwargs):
                raise Exc

        self.assertRaises(Exc, BadInit.fromkeys, [1])

    def test_getitem(self):
        class Exc(Exception):
            pass

        class BadEq:
            def __eq__(self, other):
                raise Exc

            def __hash__(self):
                return 24

        m = PersistentMap({BadEq(): 42})
        self.assertRaises(KeyError, m.__getitem__, 23)
        self.assertRaises(Exc, m.__getitem__, BadEq())

    def test_eq(self):
        class Exc(Exception):
            pass

        class BadCmp:
            def __eq__(self, other):
                raise Exc

            def __hash__(self):
                return 1

        a, b = PersistentMap({BadCmp(): 1}), PersistentMap({1: 1})
        self.assertRaises(Exc, lambda: a == b)
        self.assertRaises(Exc, lambda: b == a)


# ---- what is a Mapping, but not by its type's flag ----


def test_registered_type_without_the_flag():
    """An immutable type has no Py_TPFLAGS_MAPPING, though it is registered."""
    collections.abc.Mapping.register(contextvars.Context)  # as later Pythons do by themselves
    variable = contextvars.ContextVar("variable")
    context = contextvars.Context()
    assert PersistentMap() == context and context == PersistentMap()
    context.run(variable.set, 1)
    m = PersistentMap({variable: 1})
    assert m == context and context == m and not m != context and not context != m
    for other in PersistentMap(), PersistentMap({variable: 2}), m.assoc("b", 1):
        assert other != context and context != other and not other == context
    a = PersistentMap(a=1)
    for union in a | context, context | a:
        assert type(union) is PersistentMap and union == {variable: 1, "a": 1}
    assert (PersistentMap({variable: 2}) | context)[variable] == 1
    assert (context | PersistentMap({variable: 2}))[variable] == 2


class Delegate:
    """Says that it is a UserDict, whose type has the flag; its own has not."""

    def __init__(self, **items):
        self.items = items

    @property
    def __class__(self):
        return collections.UserDict

    def __getitem__(self, key):
        return self.items[key]

    def __len__(self):
        return len(self.items)

    def keys(self):
        return self.items.keys()


def test_instance_by_its_class_attribute():
    m = PersistentMap(a=1)
    assert m == Delegate(a=1) and Delegate(a=1) == m and m != Delegate(a=2) and m != Delegate()
    assert m | Delegate(a=2) == {"a": 2} and m | Delegate(b=2) == {"a": 1, "b": 2}
    assert Delegate(a=2, b=2) | m == {"a": 1, "b": 2}


class Indexed:
    """Not registered: no mapping, whatever methods it has."""

    def __getitem__(self, key):
        raise Boom

    def __len__(self):
        return 1

    keys = __iter__ = __getitem__


class NoClass(Indexed):
    @property
    def __class__(self):
        raise Boom


class IndexedString(str):
    __getitem__ = Indexed.__getitem__


def test_not_registered_is_no_mapping():
    m = PersistentMap(a=1)
    for other in Indexed(), IndexedString("a"), "a", b"a", bytearray(b"a"), range(1), [1], memoryview(b"a"):
        assert m != other and other != m and not m == other
        for union in (lambda: m | other), (lambda: other | m):
            with pytest.raises(TypeError, match="unsupported operand"):
                union()


def test_errors_of_being_asked_for_the_class_come_through():
    m = PersistentMap(a=1)
    for call in (
        lambda: m == NoClass(),
        lambda: m != NoClass(),
        lambda: NoClass() == m,
        lambda: m | NoClass(),
        lambda: NoClass() | m,
    ):
        with pytest.raises(Boom):
            call()
