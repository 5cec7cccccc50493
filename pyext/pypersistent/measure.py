"""How much memory maps take, and how much of it they share.

node_count(map)              nodes besides the map object
byte_count(map)              bytes of the map object and its nodes
exclusive_bytes(map, other)  those of them that other does not share

Bytes include the head that the garbage collector puts before an object it may track. They
leave out keys and values, what the allocator rounds up, and what a subclass adds (its __dict__
and __slots__). Each raises TypeError for anything but a PersistentMap.
"""

from pypersistent._core import byte_count, exclusive_bytes, node_count

__all__ = ["byte_count", "exclusive_bytes", "node_count"]
