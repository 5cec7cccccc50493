"""Class methods are bound once (pyext/class_method.c), which nobody should notice."""

import inspect
import pydoc
import types

import pytest

from pypersistent import PersistentMap

CALLS = {"create": {"a": 1}, "from_dict": ({"a": 1},), "fromkeys": (["a"], 1)}


def call(method, given):
    return method(**given) if isinstance(given, dict) else method(*given)


class Mixin:
    @classmethod
    def create(cls, **kwargs):
        return cls, kwargs


class Sub(PersistentMap):
    pass


class Mixed(Mixin, PersistentMap):
    pass


@pytest.mark.parametrize("name", CALLS)
class TestClassMethods:
    @pytest.mark.c_only("binds them anew each time")
    def test_of_the_type(self, name):
        assert call(getattr(PersistentMap, name), CALLS[name]) == {"a": 1}
        assert getattr(PersistentMap, name) is getattr(PersistentMap, name)
        assert getattr(PersistentMap, name).__self__ is PersistentMap

    def test_of_an_instance(self, name):
        made = call(getattr(PersistentMap(b=2), name), CALLS[name])
        assert type(made) is PersistentMap and made == {"a": 1}

    def test_of_a_subclass(self, name):
        for owner in (Sub, Sub(b=2)):
            assert getattr(owner, name).__self__ is Sub
            made = call(getattr(owner, name), CALLS[name])
            assert type(made) is Sub and made == {"a": 1}

    @pytest.mark.c_only("its descriptors are Python's classmethod")
    def test_as_a_descriptor(self, name):
        descriptor = vars(PersistentMap)[name]
        assert isinstance(descriptor, types.ClassMethodDescriptorType)
        assert descriptor.__name__ == name and descriptor.__objclass__ is PersistentMap
        assert descriptor.__doc__ == getattr(PersistentMap, name).__doc__
        assert repr(descriptor) == f"<method '{name}' of 'pypersistent.PersistentMap' objects>"
        assert descriptor.__get__(None, Sub).__self__ is Sub
        assert descriptor.__get__(Sub()).__self__ is Sub
        for wrong in (dict, 3):
            with pytest.raises(TypeError):
                descriptor.__get__(None, wrong)
        assert call(lambda *a, **k: descriptor(Sub, *a, **k), CALLS[name]) == {"a": 1}
        with pytest.raises(TypeError):
            descriptor()

    def test_inspected(self, name):
        kinds = {each.name: each.kind for each in inspect.classify_class_attrs(PersistentMap)}
        assert kinds[name] == "class method"
        assert inspect.signature(getattr(PersistentMap, name)) is not None


def test_a_mixin_goes_first():
    assert Mixed.create(a=1) == (Mixed, {"a": 1})
    assert type(Mixed.from_dict({"a": 1})) is Mixed


def test_help():
    text = pydoc.plain(pydoc.render_doc(PersistentMap))
    assert "Class methods" in text.split("create(", 1)[0]


def test_the_type_of_the_descriptor_makes_no_others():
    kind = type(vars(PersistentMap)["create"])
    with pytest.raises(TypeError):
        kind()
