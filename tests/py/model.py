"""The whole API in plain Python over a copied dict: slow, and obviously right.

`pytest --impl=model` puts this module in place of `pypersistent`; the same tests must pass.
It shows that the tests test the API and not one implementation of it.
"""

import copy
from collections import namedtuple
from collections.abc import Mapping

__version__ = "model"
Change = namedtuple("Change", "key before after", module="pypersistent")


class _Missing:
    __slots__ = ()
    __module__ = "pypersistent"
    __bool__ = lambda self: False
    __repr__ = __reduce__ = lambda self: "MISSING"
    __new__ = lambda cls: MISSING


MISSING = object.__new__(_Missing)


class PersistentMap(Mapping):
    __slots__ = ("__weakref__", "_dict", "_hash")
    __module__ = "pypersistent"
    _empty = None

    def __new__(cls, source=(), /, **kwargs):
        self = object.__new__(cls)
        self._dict, self._hash = dict(source, **kwargs), None
        if cls is PersistentMap and not self._dict:
            PersistentMap._empty = self if cls._empty is None else cls._empty
            return PersistentMap._empty
        return self

    @classmethod
    def create(cls, source=(), /, **kwargs):
        return cls(dict(source, **kwargs))

    @classmethod
    def from_dict(cls, source, /):
        if not hasattr(source, "keys"):
            raise TypeError(f"from_dict() needs a mapping, not {type(source).__name__}")
        return cls(source)

    @classmethod
    def fromkeys(cls, iterable, value=None, /):
        return cls(dict.fromkeys(iterable, value))

    def assoc(self, key, value, /):
        if self._dict.get(key, MISSING) is value and key in self._dict:
            return self
        return PersistentMap([*self._dict.items(), (key, value)])

    def dissoc(self, key, /):
        if key not in self._dict:
            return self
        rest = dict(self._dict)
        rest.pop(key, None)
        return PersistentMap(rest)

    def update(self, source=(), /, **kwargs):
        new = dict(self._dict)
        new.update(source, **kwargs)
        same = len(new) == len(self) and all(new[k] is v for k, v in self._dict.items())
        return self if same else PersistentMap(new)

    def __or__(self, other):
        return self.update(other) if isinstance(other, Mapping) else NotImplemented

    def __ror__(self, other):
        return PersistentMap(other).update(self) if isinstance(other, Mapping) else NotImplemented

    def diff(self, new, /):
        if not isinstance(new, PersistentMap):
            raise TypeError(f"diff() needs a PersistentMap, not {type(new).__name__}")
        return self._changes(new)

    def _changes(self, new):
        for key in [*self, *(k for k in new if k not in self)]:
            before, after = self.get(key, MISSING), new.get(key, MISSING)
            if before is not after and not before == after:
                yield Change(key, before, after)

    def get(self, key, default=None, /):
        return self._dict.get(key, default)

    def contains(self, key, /):
        return key in self._dict

    def __eq__(self, other):
        if not isinstance(other, Mapping):
            return NotImplemented
        return self._dict == (other._dict if isinstance(other, PersistentMap) else dict(other))

    def __hash__(self):
        if self._hash is None:
            self._hash = hash(frozenset(self._dict.items()))
        return self._hash

    # dict.__repr__ minds the recursion
    def __repr__(self):
        return f"PersistentMap({self._dict!r})"

    def __reduce__(self):
        return type(self), (dict(self._dict),), getattr(self, "__dict__", None) or None

    def __deepcopy__(self, memo):
        return PersistentMap([copy.deepcopy(pair, memo) for pair in self._dict.items()])

    __getitem__ = lambda self, key: self._dict[key]
    __contains__ = contains
    __iter__ = lambda self: iter(self._dict)
    __reversed__ = lambda self: reversed(self._dict)
    __len__ = lambda self: len(self._dict)
    __copy__ = copy = lambda self: self
    set, delete, merge = assoc, dissoc, update
    clear = lambda self: PersistentMap()
    keys = lambda self: self._dict.keys()
    items = lambda self: self._dict.items()
    values = lambda self: self._dict.values()
    keys_list = lambda self: list(self._dict)
    items_list = lambda self: list(self._dict.items())
    values_list = lambda self: list(self._dict.values())
