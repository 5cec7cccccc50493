"""The scenarios of the thread stress. Each takes a number of threads and a deadline, checks
what it sees, and returns how many rounds it made."""

from __future__ import annotations

import copy
import pickle
import queue
import random
import runpy
import weakref
from collections.abc import Callable, Iterator
from pathlib import Path

from harness import Colliding, Token, run_threads, until

from pypersistent import Change, PersistentMap

Scenario = Callable[[int, float], int]
ALL: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    ALL[function.__name__] = function
    return function


def tokens(n: int, first: int = 0) -> dict[Token, Token]:
    return {Token(i): Token(i) for i in range(first, first + n)}


@scenario
def seed_example(threads: int, deadline: float) -> int:
    """The 100-thread program of the library's description, unchanged."""
    program = str(Path(__file__).with_name("seed_example.py"))
    for turn in until(deadline):
        names = runpy.run_path(program)
        assert len(names["threads"]) == 100
        assert dict(names["base_config"]) == {
            "api_url": "https://api.example.com", "timeout": 30, "retries": 3}
        mine = names["process_request"](7, "data_7")
        assert mine["thread_id"] == 7 and mine["request_data"] == "data_7" and len(mine) == 5
    return turn + 1


@scenario
def readers_and_writers(threads: int, deadline: float) -> int:
    """Everybody reads one map, in every way, and derives versions of it."""
    for turn in until(deadline):
        size = (5, 16, 17, 300)[turn % 4]
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
        del keys, same, shared, work
    return turn + 1


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
def shared_iterators(threads: int, deadline: float) -> int:
    """Many threads step the same iterators over keys and values."""
    for turn in until(deadline):
        size = (6, 16, 500, 2000)[turn % 4]
        shared = PersistentMap.from_dict(tokens(size))
        keys, values = list(shared), shared.values_list()
        take_all(threads, [iter(shared), iter(shared.keys()), iter(shared.values())],
                 [keys, keys, values])
        del keys, values, shared
    return turn + 1


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


@scenario
def shared_item_iterators(threads: int, deadline: float) -> int:
    """The same for pairs, which an iterator might be tempted to use again, and for changes."""
    for turn in until(deadline):
        size = (6, 16, 500, 2000)[turn % 4]
        shared = PersistentMap.from_dict(tokens(size))
        pairs = iter(shared.items())
        changes = shared.diff(shared.update(tokens(size // 2, size // 4)))
        copies = iter(shared.items())
        seen: list[list[int]] = [[] for _ in range(threads)]
        changed: list[list[int]] = [[] for _ in range(threads)]

        def work(index: int) -> None:
            for key, value in pairs:
                assert key == value
                seen[index].append(key.number)
            for change in steps(changes):
                assert change.before == change.after or not change.before
                changed[index].append(change.key.number)
            rest = copy.copy(copies)
            for _ in range(3):
                next(copies, None)
            assert len(list(rest)) <= size

        run_threads(threads, work)
        assert sorted(n for mine in seen for n in mine) == list(range(size))
        numbers = [n for mine in changed for n in mine]
        assert len(numbers) == len(set(numbers))
        del shared, pairs, changes, copies, work
    return turn + 1


@scenario
def shared_views(threads: int, deadline: float) -> int:
    """Many threads use the same views, as sets and as iterables."""
    for turn in until(deadline):
        size = (8, 100)[turn % 2]
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
        del keys, items, values, some, shared, work
    return turn + 1


@scenario
def colliding_keys(threads: int, deadline: float) -> int:
    """Keys that share three hashes, whose __eq__ is Python and lets other threads in."""
    for turn in until(deadline):
        size = (9, 60)[turn % 2]
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
        del shared, work
    return turn + 1


@scenario
def cached_hash(threads: int, deadline: float) -> int:
    """All threads ask new maps for their hash at once. The contents are immortal: the counts
    of others would order the threads, and hide a race from ThreadSanitizer."""
    for turn in until(deadline):
        maps = [PersistentMap({i: i % 7 for i in range(n)}) for n in (0, 1, 8, 16, 17, 200)] * 2
        expected = [hash(frozenset(m.items())) for m in maps]

        def work(index: int) -> None:
            for _ in range(10):
                assert [hash(m) for m in maps] == expected

        run_threads(threads, work)
        del maps, work
    return turn + 1


@scenario
def dropped_while_read(threads: int, deadline: float) -> int:
    """Writers replace the maps that readers are reading; nobody knows who drops them last."""
    for turn in until(deadline):
        box = [PersistentMap.from_dict(tokens(n)) for n in (3, 16, 40, 400)]

        def work(index: int) -> None:
            for step in range(40):
                place = (index + step) % len(box)
                if (index + step) % 5 == 0:
                    box[place] = box[place].assoc(Token(index), Token(step)).dissoc(Token(step))
                elif (index + step) % 11 == 0:
                    box[place] = PersistentMap.from_dict(tokens(30, step))
                else:
                    seen = box[place]
                    assert sum(1 for _ in seen.items()) == len(seen)
                    for key in box[place]:
                        assert isinstance(key, Token)

        run_threads(threads, work)
        del box, work
    return turn + 1


@scenario
def weak_references(threads: int, deadline: float) -> int:
    """Weak references are made, called and dropped while the maps go away."""
    for turn in until(deadline):
        box = [PersistentMap.from_dict(tokens(n)) for n in (1, 16, 30)]

        def work(index: int) -> None:
            gone: list[object] = []
            kept = []
            for step in range(30):
                place = (index + step) % len(box)
                reference = weakref.ref(box[place], gone.append if step % 2 else None)
                if step % 3 == 0:
                    box[place] = box[place].assoc(Token(step % 5), Token(index))
                seen = reference()
                assert seen is None or len(seen) < 40
                if step % 4 == 0:
                    kept.append(reference)
            del seen

        run_threads(threads, work)
        del box, work
    return turn + 1


@scenario
def handed_over(threads: int, deadline: float) -> int:
    """A chain of threads pass versions on by queues and keep none."""
    for turn in until(deadline):
        queues = [queue.SimpleQueue() for _ in range(threads)]  # type: ignore[var-annotated]
        for place in queues:
            place.put(PersistentMap.from_dict(tokens(20)))

        def work(index: int) -> None:
            for step in range(30):
                received = queues[index].get()
                derived = received.assoc(Token(100 + step), Token(index))
                del received
                queues[(index + 1) % threads].put(derived)
                del derived

        run_threads(threads, work)
        for place in queues:
            assert len(place.get()) == 50
        del queues, work
    return turn + 1


class Cell(Token):
    """A mutable value, for cycles through maps."""

    __slots__ = ("content",)
    content: object


@scenario
def cycles(threads: int, deadline: float) -> int:
    """Threads drop maps that hold themselves while the collector runs."""
    for turn in until(deadline):
        base = PersistentMap.from_dict(tokens(40))

        def work(index: int) -> None:
            for step in range(10):
                cell = Cell(index)
                own = base.assoc("self", cell)
                cell.content = own.assoc(Token(step), own.items())
                assert cell.content["self"].content is cell.content

        run_threads(threads, work)
        del base, work
    return turn + 1


@scenario
def changing_sources(threads: int, deadline: float) -> int:
    """Maps are made from dicts and lists that other threads change meanwhile."""
    for turn in until(deadline):
        source: dict[Token, Token] = tokens(60)
        pairs = list(source.items())

        def change(index: int) -> None:
            for step in range(30):
                number = random.randrange(80)
                if step % 3 == 0:
                    source.pop(Token(number), None)
                else:
                    source[Token(number)] = Token(number)
                pairs[number % 40] = (Token(number), Token(number))
                if step % 10 == 0:
                    pairs.pop()
                    pairs.append((Token(number), Token(number)))

        def copy_it(index: int) -> None:
            for _ in range(6):
                for make in (PersistentMap.from_dict, PersistentMap,
                             PersistentMap().update, PersistentMap({1: 2}).__or__):
                    try:
                        made = make(source)
                    except RuntimeError as error:
                        assert "changed" in str(error)
                        continue
                    assert all(k == v for k, v in made.items() if k != 1)
                assert all(k == v for k, v in PersistentMap(pairs).items())

        run_threads(min(threads, 32), lambda i: change(i) if i % 3 == 0 else copy_it(i))
        del source, pairs, change, copy_it
    return turn + 1


class Mine(PersistentMap):  # type: ignore[type-arg]
    """A subclass with attributes of its own."""


@scenario
def copies_and_text(threads: int, deadline: float) -> int:
    """Pickles, copies, text and subclasses of one map. (Pickling an object while another thread
    gives it attributes is a race of CPython 3.13's own.)"""
    for turn in until(deadline):
        shared = Mine({i: str(i) for i in range((12, 50)[turn % 2])})
        open_to_all = Mine(shared)
        text = repr(PersistentMap(shared))

        def work(index: int) -> None:
            for _ in range(5):
                assert pickle.loads(pickle.dumps(shared)) == shared
                assert copy.deepcopy(shared) == shared and copy.copy(shared) == shared
                assert repr(PersistentMap(shared)) == text and repr(shared)[4:] == text[13:]
                setattr(open_to_all, f"attribute_{index % 5}", index)
                assert Mine(open_to_all) == shared and open_to_all | shared == shared

        run_threads(min(threads, 32), work)
        del shared, open_to_all, work
    return turn + 1


@scenario
def deep_nests(threads: int, deadline: float) -> int:
    """Several threads hold parts of one deep nest of maps and drop them at the same time."""
    for turn in until(deadline):
        nest: PersistentMap[object, object] = PersistentMap()
        parts = []
        for depth in range(20_000):
            nest = PersistentMap({"in": nest, "token": depth})
            if depth % 1000 == 0:
                parts.append(nest)
        del nest

        def work(index: int) -> None:
            if index < 20:
                parts[index] = PersistentMap()

        run_threads(max(20, min(threads, 40)), work)
        del parts, work
    return turn + 1


@scenario
def threads_that_end(threads: int, deadline: float) -> int:
    """Maps outlive the threads that made them, and are dropped by others."""
    for turn in until(deadline):
        made: list[object] = [None] * threads

        def make(index: int) -> None:
            made[index] = PersistentMap.from_dict(tokens(50)).assoc(Token(index + 50), made)

        run_threads(threads, make)

        def drop(index: int) -> None:
            made[(index * 7) % threads] = None
            made[(index * 13) % threads] = None

        run_threads(threads, drop)
        made.clear()
        del made, make, drop
    return turn + 1
