"""Scenarios in which threads replace, hand over and drop what others use."""

from __future__ import annotations

import copy
import pickle
import queue
import random
import weakref

from harness import Token, run_threads, scenario, tokens
from pypersistent import PersistentMap


@scenario
def dropped_while_read(threads: int, turn: int) -> None:
    """Writers replace the maps that readers are reading; nobody knows who drops them last."""
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


@scenario
def weak_references(threads: int, turn: int) -> None:
    """Weak references are made, called and dropped while the maps go away."""
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


@scenario
def handed_over(threads: int, turn: int) -> None:
    """A chain of threads pass versions on by queues and keep none."""
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


class Cell(Token):
    """A mutable value, for cycles through maps."""

    __slots__ = ("content",)
    content: object


@scenario
def cycles(threads: int, turn: int) -> None:
    """Threads drop maps that hold themselves while the collector runs."""
    base = PersistentMap.from_dict(tokens(40))

    def work(index: int) -> None:
        for step in range(10):
            cell = Cell(index)
            own = base.assoc("self", cell)
            cell.content = own.assoc(Token(step), own.items())
            assert cell.content["self"].content is cell.content

    run_threads(threads, work)


@scenario
def changing_sources(threads: int, turn: int) -> None:
    """Maps are made from dicts and lists that other threads change meanwhile."""
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


class Mine(PersistentMap):  # type: ignore[type-arg]
    """A subclass with attributes of its own."""


@scenario
def copies_and_text(threads: int, turn: int) -> None:
    """Pickles, copies, text and subclasses of one map. (Pickling an object while another thread
    gives it attributes is a race of CPython 3.13's own.)"""
    shared = Mine({i: str(i) for i in range((50, 12)[turn % 2])})
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


@scenario
def deep_nests(threads: int, turn: int) -> None:
    """Several threads hold parts of one deep nest of maps and drop them at the same time."""
    nest: PersistentMap[object, object] = PersistentMap()
    parts = []
    for depth in range(20_000):
        nest = PersistentMap({"in": nest, "token": depth})
        if depth % 1000 == 0:
            parts.append(nest)

    def work(index: int) -> None:
        if index < 20:
            parts[index] = PersistentMap()

    run_threads(max(20, min(threads, 40)), work)


@scenario
def threads_that_end(threads: int, turn: int) -> None:
    """Maps outlive the threads that made them, and are dropped by others."""
    made: list[object] = [None] * threads

    def make(index: int) -> None:
        made[index] = PersistentMap.from_dict(tokens(50)).assoc(Token(index + 50), made)

    run_threads(threads, make)

    def drop(index: int) -> None:
        made[(index * 7) % threads] = None
        made[(index * 13) % threads] = None

    run_threads(threads, drop)
    made.clear()
