"""What a type checker must accept, and what it must refuse.

`mypy --strict` checks this file (an ignore that is not needed is an error there, so each of
them is a proof that the line is refused), and test_typing.py runs it.
"""

from __future__ import annotations

from collections.abc import Hashable, ItemsView, Iterator, KeysView, Mapping, ValuesView
from typing import TYPE_CHECKING, assert_type

from pypersistent import MISSING, Change, PersistentMap

if TYPE_CHECKING:
    from pypersistent import MissingType


def making() -> None:
    declared: PersistentMap[str, int] = PersistentMap()
    assert_type(PersistentMap(a=1, b=2), PersistentMap[str, int])
    assert_type(PersistentMap({1: "a"}), PersistentMap[int, str])
    assert_type(PersistentMap([("a", 1.5)]), PersistentMap[str, float])
    assert_type(PersistentMap(declared), PersistentMap[str, int])
    assert_type(PersistentMap({"a": 1}, b=2), PersistentMap[str, int])
    assert_type(PersistentMap.create(a=1), PersistentMap[str, int])
    assert_type(PersistentMap.create([(b"a", 1)]), PersistentMap[bytes, int])
    assert_type(PersistentMap.from_dict({1: None}), PersistentMap[int, None])
    assert_type(PersistentMap.fromkeys("ab"), PersistentMap[str, None])
    assert_type(PersistentMap.fromkeys(range(3), 0.5), PersistentMap[int, float])
    assert_type(PersistentMap[str, int](), PersistentMap[str, int])


def changing() -> None:
    m = PersistentMap(a=1)
    assert_type(m.assoc("b", 2), PersistentMap[str, int])
    assert_type(m.set("b", "two"), PersistentMap[str, int | str])
    assert_type(m.dissoc("a"), PersistentMap[str, int])
    assert_type(m.delete("a"), PersistentMap[str, int])
    assert_type(m.update({"b": 2}), PersistentMap[str, int])
    assert_type(m.update([("b", None)]), PersistentMap[str, int | None])
    assert_type(m.merge(b=2.5), PersistentMap[str, int | float])
    assert_type(m.update({"b": 2}, c=3), PersistentMap[str, int])
    assert_type(m | {1: b""}, PersistentMap[str | int, int | bytes])
    assert_type({1: b""} | m, PersistentMap[str | int, int | bytes])
    assert_type(m | m, PersistentMap[str, int])
    assert_type(m.clear(), PersistentMap[str, int])
    assert_type(m.copy(), PersistentMap[str, int])
    m |= {"c": 3}
    assert_type(m, PersistentMap[str, int])


def asking() -> None:
    m = PersistentMap(a=1)
    assert_type(m["a"], int)
    assert_type(m.get("a"), int | None)
    assert_type(m.get("a", 0), int)
    assert_type(m.get("a", "none"), int | str)
    assert_type(m.contains("a"), bool)
    assert_type("a" in m, bool)
    assert_type(len(m), int)
    assert_type(hash(m), int)
    assert_type(m == {"a": 1}, bool)


def iterating() -> None:
    m = PersistentMap(a=1)
    assert_type(iter(m), Iterator[str])
    for key, value in m.items():
        assert_type(key, str)
        assert_type(value, int)
    assert_type(m.keys_list(), list[str])
    assert_type(m.values_list(), list[int])
    assert_type(m.items_list(), list[tuple[str, int]])
    keys: KeysView[str] = m.keys()
    values: ValuesView[int] = m.values()
    items: ItemsView[str, int] = m.items()
    assert_type(m.keys() & {"a"}, set[str])
    assert_type(m.items() - {("b", 2)}, set[tuple[str, int]])
    assert_type(m.keys() | [1], set[str | int])
    assert len(keys) == len(values) == len(items) == 1


def comparing() -> None:
    old = PersistentMap(a=1)
    for change in old.diff(old.assoc("b", "two")):
        assert_type(change, Change[str, int | str])
        assert_type(change.key, str)
        key, before, after = change
        if not before:  # false: MISSING, 0 or ""
            assert before is MISSING
        if TYPE_CHECKING:
            assert_type(after, int | str | MissingType)
            if isinstance(after, MissingType):
                raise AssertionError
            assert_type(after, int | str)
        assert (key, after) == ("b", "two")


class Settings(PersistentMap[str, int]):
    """Subclasses keep their types; operations answer with a plain map."""

    @property
    def total(self) -> int:
        return sum(self.values())


def standing_in() -> None:
    def keys_of(mapping: Mapping[str, object]) -> list[str]:
        return sorted(mapping)

    def widest(m: PersistentMap[str, float]) -> float:
        return max(m.values())

    narrow: PersistentMap[str, int] = PersistentMap(a=1, b=2)
    hashable: Hashable = narrow
    assert keys_of(narrow) == ["a", "b"]
    assert widest(narrow) == 2  # covariant in its values
    assert {hashable: 1}[narrow] == 1
    assert_type(Settings(narrow), Settings)
    assert_type(Settings(a=1), Settings)
    assert_type(Settings(narrow).assoc("c", 3), PersistentMap[str, int])
    assert Settings(narrow).total == 3


def refused() -> None:
    m = PersistentMap(a=1)
    narrow: PersistentMap[str, int]
    narrow = m.assoc("b", "two")  # type: ignore[arg-type]
    m.assoc(1, 1)  # type: ignore[arg-type]
    PersistentMap({1: "a"}).update(b="b")  # type: ignore[call-overload]
    assert len(narrow) == 2
    if TYPE_CHECKING:
        m["a"] = 2  # type: ignore[index]
        del m["a"]  # type: ignore[attr-defined]
        m.get("a", default=0)  # type: ignore[call-overload]
        m.diff({"a": 1})  # type: ignore[arg-type]
        m.values() & {1}  # type: ignore[operator]


ALL = (making, changing, asking, iterating, comparing, standing_in, refused)

if __name__ == "__main__":
    for sample in ALL:
        sample()
