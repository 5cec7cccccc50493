"""python -m pypersistent: what was built, and a tour that checks itself.

Every line of the tour is an expression and what it should be. The exit status is 1 if any
is something else.
"""

from __future__ import annotations

import platform
import sys

import pypersistent
from pypersistent import MISSING, Change, PersistentMap, _core

OLD = PersistentMap.create(name="Alice", age=30)
NEW = OLD.assoc("age", 31)
BIG = PersistentMap.from_dict({i: str(i) for i in range(100_000)})

TOUR: list[tuple[str, object]] = [
    ("OLD['age'], NEW['age']", (30, 31)),
    ("OLD.assoc('age', 30) is OLD", True),
    ("NEW.dissoc('age')", {"name": "Alice"}),
    ("'city' in NEW, NEW.get('city', 'Rome')", (False, "Rome")),
    ("OLD | {'city': 'NYC'}", {"name": "Alice", "age": 30, "city": "NYC"}),
    ("list(OLD.diff(NEW))", [Change("age", 30, 31)]),
    ("NEW == {'age': 31, 'name': 'Alice'}", True),
    ("{OLD: 'a map as a key'}[PersistentMap(age=30, name='Alice')]", "a map as a key"),
    ("len(BIG), len(BIG.update({-1: 'new', 7: 'other'}))", (100_000, 100_001)),
    ("list(BIG.diff(BIG.dissoc(500)))", [Change(500, "500", MISSING)]),
]


def facts() -> dict[str, object]:
    """What is worth telling about this build."""
    gil = getattr(sys, "_is_gil_enabled", lambda: True)()
    return {
        "pypersistent": pypersistent.__version__,
        "Python": f"{platform.python_implementation()} {platform.python_version()}",
        "machine": platform.machine(),
        "global lock": "on" if gil else "off",
        **_core.build_facts,
    }


def check(text: str, expected: object) -> bool:
    """Evaluates and shows one line of the tour. An exception ends it, also with status 1."""
    result = eval(text)
    print(f"  {text}\n    {result!r}")
    if result != expected:
        print(f"    FAILED: expected {expected!r}")
    return bool(result == expected)


def main() -> int:
    for name, fact in facts().items():
        print(f"{name:>22}  {fact}")
    print(f"\n  OLD = {OLD!r}\n  NEW = OLD.assoc('age', 31)")
    print("  BIG = PersistentMap.from_dict({i: str(i) for i in range(100_000)})")
    failed = sum(not check(text, expected) for text, expected in TOUR)
    print(f"\n{len(TOUR) - failed} of {len(TOUR)} as expected")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
