"""What a hostile reader found: each test failed once."""

import copy
import gc
import inspect
import subprocess
import sys
import sysconfig
import textwrap

import pytest
from pypersistent import PersistentMap


def run(code: str, *options: str) -> str:
    """The output of a fresh interpreter, which must succeed and say nothing on stderr."""
    command = [sys.executable, *options, "-c", textwrap.dedent(code)]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=300)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


# ---- Keyword arguments ----


class Sub(PersistentMap):
    pass


@pytest.mark.parametrize("make", [PersistentMap, Sub, PersistentMap.create, Sub.create])
def test_keywords_are_strings(make):
    """A call of a subclass passes on what ** unpacked without a look at it."""
    for source in ((), ({"a": 1},), (PersistentMap(a=1),)):
        with pytest.raises(TypeError, match="keywords must be strings"):
            make(*source, **{1: 2})


def test_keywords_of_new_are_strings():
    for cls in (PersistentMap, Sub):
        with pytest.raises(TypeError, match="keywords must be strings"):
            PersistentMap.__new__(cls, **{1: 2})


# ---- Metaclasses ----


@pytest.mark.c_only("the model asks for type(self).__name__")
def test_repr_does_not_ask_the_metaclass():
    class Meta(type(PersistentMap)):
        @property
        def __name__(cls):
            return 5

    class Named(PersistentMap, metaclass=Meta):
        pass

    assert repr(Named(a=1)) == "Named({'a': 1})"


class StaticMissing(PersistentMap):
    @staticmethod
    def __missing__(key):
        return ("static", key)


class ClassMissing(PersistentMap):
    @classmethod
    def __missing__(cls, key):
        return (cls.__name__, key)


class PropertyMissing(PersistentMap):
    @property
    def __missing__(self):
        return lambda key: (len(self), key)


class CalledMissing(PersistentMap):
    class Answer:
        def __call__(self, key):
            return ("called", key)

    __missing__ = Answer()


class RaisingMissing(PersistentMap):
    @property
    def __missing__(self):
        raise ZeroDivisionError


@pytest.mark.c_only("the model inherits from Mapping, not from a type that knows __missing__")
def test_missing_is_bound_as_special_methods_are():
    assert StaticMissing()["k"] == ("static", "k")
    assert ClassMissing()["k"] == ("ClassMissing", "k")
    assert PropertyMissing(a=1)["k"] == (1, "k")
    assert CalledMissing()["k"] == ("called", "k")
    with pytest.raises(ZeroDivisionError):
        RaisingMissing()["k"]


def test_missing_of_instances_and_metaclasses_is_not_asked():
    class Meta(type(PersistentMap)):
        def __missing__(cls, *args):
            return "metaclass"

    class Quiet(PersistentMap, metaclass=Meta):
        pass

    quiet = Quiet()
    quiet.__missing__ = lambda key: "instance"
    with pytest.raises(KeyError):
        quiet["k"]


# ---- Copies ----


class Global(PersistentMap):
    def __reduce_ex__(self, protocol):
        return "the_global"


the_global = Global(a=[1])


@pytest.mark.c_only("the model leaves this to copy")
def test_deepcopy_of_what_pickles_as_a_name():
    assert copy.deepcopy(the_global) is the_global
    assert copy.deepcopy([the_global])[0] is the_global


# ---- The module can go ----


@pytest.mark.skipif(
    bool(sysconfig.get_config_var("Py_GIL_DISABLED")),
    reason="the types are made immortal there",
)
@pytest.mark.c_only("a Python module's life is the interpreter's affair")
def test_module_is_collected():
    """The empty map and MISSING lie on cycles with their types; an interpreter that ends must
    be able to free them (386 kB each it was, on 3.11)."""
    answer = run("""
        import gc, sys, weakref
        import pypersistent, pypersistent._core as core
        module, kind = weakref.ref(core), weakref.ref(core.PersistentMap)
        for name in [name for name in sys.modules if name.startswith("pypersistent")]:
            del sys.modules[name]
        del pypersistent, core
        gc.collect()
        print(module(), kind())
    """)
    assert answer == "None None\n"


@pytest.mark.c_only("as above")
def test_new_maps_of_atoms_stay_untracked():
    assert not gc.is_tracked(PersistentMap().assoc("a", 1))
    assert not gc.is_tracked(PersistentMap(a=1).dissoc("b"))


# ---- The order of up to 16 entries that were only added ----

NAMES = "zeta alpha mid beta omega kappa pi rho chi psi tau phi".split()
ENTRIES = dict.fromkeys(NAMES, 0)


@pytest.mark.parametrize("kind", [PersistentMap, Sub])
def test_order_of_small_maps_and_subclasses(kind):
    """Instances of subclasses are tries of any size, and sorted by hash they were."""
    for source in (ENTRIES, list(ENTRIES.items()), PersistentMap(ENTRIES), Sub(ENTRIES)):
        assert list(kind(source)) == NAMES
        assert list(kind(source).assoc("last", 1)) == [*NAMES, "last"]
    assert list(kind(**ENTRIES)) == list(kind.create(**ENTRIES)) == NAMES
    assert list(kind.fromkeys(NAMES)) == NAMES
    assert list(PersistentMap(kind(ENTRIES))) == NAMES


@pytest.mark.parametrize("kind", [PersistentMap, Sub])
def test_order_with_keywords_that_are_there_already(kind):
    """12 entries and 12 keywords are too many for a small map; the 12 that remain are not."""
    again = dict.fromkeys(reversed(NAMES), 1)
    for source in (ENTRIES, list(ENTRIES.items()), PersistentMap(ENTRIES)):
        expected = [(name, 1) for name in NAMES]
        assert list(kind(source, **again).items()) == expected
        assert list(kind.create(source, **again).items()) == expected
        assert list(kind().update(source, **again).items()) == expected
        assert list(kind(x=2).update(source, **again).items()) == [("x", 2), *expected]


@pytest.mark.c_only("finds its methods by the resolution order")
def test_a_metaclass_that_leaves_the_map_out_of_the_resolution_order():
    class Meta(type):
        def mro(cls):
            return [cls, object]

    class Lost(PersistentMap, metaclass=Meta):
        pass

    assert type(Lost()) is Lost
    assert type(Lost({"a": 1})) is Lost


def test_a_destructor_given_to_change_sees_whole_ones():
    run("""
        from pypersistent import Change, PersistentMap
        seen = []
        Change.__del__ = lambda self: seen.append((repr(self), *self))
        changes = list(PersistentMap(a=1).diff(PersistentMap(a=2)))
        del changes
        assert len(seen) == 2 and all(None not in each for each in seen), seen
    """)


@pytest.mark.c_only("its messages are Python's")
def test_aliases_name_themselves():
    for name, given in (("set", (1,)), ("assoc", (1,)), ("merge", (1, 2)), ("update", (1, 2))):
        with pytest.raises(TypeError, match=f"^{name} expected"):
            getattr(PersistentMap(), name)(*given)


def test_every_method_has_a_signature():
    for name in ("__contains__", "__copy__", "contains", "copy", "set", "merge", "__getitem__"):
        assert inspect.signature(getattr(PersistentMap, name))
