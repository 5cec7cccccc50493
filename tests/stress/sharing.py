"""Scenarios in which threads share maps, iterators and views."""

from __future__ import annotations

import copy
import runpy
import time
from collections.abc import Iterator
from pathlib import Path

from harness import Colliding, Token, run_threads, scenario, tokens
from pypersistent import Change, PersistentMap


@scenario
def seed_example(threads: int, turn: int) -> None:
    """The 100-thread program of the library's description, unchanged."""
    program = str(Path(__file__).with_name("seed_example.py"))
    names = runpy.run_path(program)
    assert len(names["threads"]) == 100
    assert dict(names["base_config"]) == {
        "api_url": "https://api.example.com", "timeout": 30, "retries": 3}
    mine = names["process_request"](7, "data_7")
    assert mine["thread_id"] == 7 and mine["request_data"] == "data_7" and len(mine) == 5


@scenario
def readers_and_writers(threads: int, turn: int) -> None:
    """Everybody reads one map, in every way, and derives versions of it."""
    size = (17, 5, 300, 16)[turn % 4]
    shared = PersistentMap.from_dict(tokens(size))
    keys = list(shared)
    same = PersistentMap.from_dict({key: Token(key.number) for key in keys})

    def work(index: int) -> None:
        own = shared
        for step in range(20):
            key = keys[(index * 7 + step) % size]
            assert shared[key].number == key.number
            assert key in shared and Token(-1 - index) not in shared
            assert sum(1 for _ in shared) == size
            assert all(k == v for k, v in shared.items())
            assert shared == same and len(shared.keys_list()) == size
            own = own.assoc(Token(size + index * 100 + step), key).dissoc(key)
            assert key not in own and len(shared) == size
            own = own.update({key: key}) if step % 3 else own | shared
            assert own[key] == key
        changes = list(shared.diff(own))
        assert len(changes) >= 20, len(changes)

    run_threads(threads, work)


def take_all(threads: int, iterators: list[object], expected: list[list[object]]) -> None:
    """Many threads exhaust the same iterators; each entry must come out exactly once."""
    taken: list[list[list[object]]] = [[[] for _ in iterators] for _ in range(threads)]

    def work(index: int) -> None:
        for i, iterator in enumerate(iterators):
            mine = taken[index][i]
            for thing in iterator:  # type: ignore[attr-defined]
                mine.append(thing)
                if len(mine) % 16 == 0:
                    assert iterator.__length_hint__() >= 0  # type: ignore[attr-defined]

    run_threads(threads, work)
    for i, things in enumerate(expected):
        got = [id(t) for mine in taken for t in mine[i]]
        assert sorted(got) == sorted(map(id, things)), (len(got), len(things))


@scenario
def shared_iterators(threads: int, turn: int) -> None:
    """Many threads step the same iterators over keys and values."""
    maps = [PersistentMap.from_dict(tokens(size)) for size in (6, 16, 500, 2000)]
    take_all(threads, [iter(m) for m in maps] + [iter(m.values()) for m in maps],
             [list(m) for m in maps] + [m.values_list() for m in maps])


@scenario
def shared_item_iterators(threads: int, turn: int) -> None:
    """The same for pairs, which an iterator might be tempted to use again."""
    size = (500, 6, 2000, 16)[turn % 4]
    shared = PersistentMap.from_dict(tokens(size))
    pairs, copies = iter(shared.items()), iter(shared.items())
    seen: list[list[int]] = [[] for _ in range(threads)]

    def work(index: int) -> None:
        for key, value in pairs:
            assert key == value
            seen[index].append(key.number)
        rest = copy.copy(copies)
        for _ in range(3):
            next(copies, None)
        assert len(list(rest)) <= size

    run_threads(threads, work)
    assert sorted(n for mine in seen for n in mine) == list(range(size))


def steps(changes: Iterator[Change]) -> Iterator[Change]:
    """What a diff yields to this thread. While another thread's step runs Python code, ours
    fails, as with generators."""
    while True:
        try:
            yield next(changes)
        except StopIteration:
            return
        except ValueError as error:
            assert "already executing" in str(error)
            time.sleep(0.001)


@scenario
def shared_diffs(threads: int, turn: int) -> None:
    """Many threads take the changes between two maps from one iterator."""
    size = (500, 6, 2000, 16)[turn % 4]
    old = PersistentMap.from_dict(tokens(size))
    changes = old.diff(old.update(tokens(size, size // 2)))
    numbers = PersistentMap.fromkeys(range(size)).diff(PersistentMap.fromkeys(range(size), 1))
    seen: list[list[int]] = [[] for _ in range(threads)]

    def work(index: int) -> None:
        for change in steps(changes):
            assert not change.before or change.before == change.after
            seen[index].append(change.key.number)
        for change in steps(numbers):
            assert change.before is None and change.after == 1
            seen[index].append(2 * size + change.key)

    run_threads(threads, work)
    expected = [*range(size, size + size // 2), *range(2 * size, 3 * size)]
    assert sorted(n for mine in seen for n in mine) == expected


@scenario
def shared_views(threads: int, turn: int) -> None:
    """Many threads use the same views, as sets and as iterables."""
    size = (100, 8)[turn % 2]
    shared = PersistentMap.from_dict(tokens(size))
    keys, items, values = shared.keys(), shared.items(), shared.values()
    some = {Token(i) for i in range(0, size, 2)}

    def work(index: int) -> None:
        for step in range(3):
            key = Token((index + step) % size)
            assert key in keys and (key, key) in items and len(values) == size
            assert keys & some == some and len(keys - some) == size - len(some)
            assert keys == set(shared) and items == set(shared.items())
            assert not keys.isdisjoint(some) and len(keys | {key}) == size
            assert sum(1 for _ in values) == size and repr(keys)

    run_threads(threads, work)


@scenario
def colliding_keys(threads: int, turn: int) -> None:
    """Keys that share three hashes, whose __eq__ is Python and lets other threads in."""
    size = (60, 9)[turn % 2]
    shared = PersistentMap.from_dict({Colliding(i): Token(i) for i in range(size)})

    def work(index: int) -> None:
        own = shared
        for step in range(4):
            number = (index + step) % size
            assert shared[Colliding(number)].number == number
            assert Colliding(size + 1) not in shared
            own = own.assoc(Colliding(size + index), Token(0)).dissoc(Colliding(number))
            assert len(own) == size - step and Colliding(number) not in own
        assert sum(1 for _ in shared.diff(own)) == 5
        assert own != shared and len(own | shared) == size + 1

    run_threads(min(threads, 32), work)


@scenario
def cached_hash(threads: int, turn: int) -> None:
    """All threads ask new maps for their hash at once. The contents are immortal: the counts
    of others would order the threads, and hide a race from ThreadSanitizer."""
    maps = [PersistentMap({i: i % 7 for i in range(n)}) for n in (0, 1, 8, 16, 17, 200)] * 2
    expected = [hash(frozenset(m.items())) for m in maps]

    def work(index: int) -> None:
        for _ in range(10):
            assert [hash(m) for m in maps] == expected

    run_threads(threads, work)
