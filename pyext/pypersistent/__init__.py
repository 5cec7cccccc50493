"""A persistent (immutable) hash map: every change makes a new map that shares structure.

>>> from pypersistent import PersistentMap
>>> old = PersistentMap.create(name="Alice", age=30)
>>> new = old.assoc("age", 31)
>>> old["age"], new["age"]
(30, 31)
"""

from ._core import MISSING, Change, MissingType, PersistentMap
from ._version import __version__

__all__ = ["MISSING", "Change", "MissingType", "PersistentMap", "__version__"]
