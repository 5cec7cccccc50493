"""What the scenarios of the thread stress share: threads that overlap, and counted objects."""

from __future__ import annotations

import gc
import itertools
import threading
import time
from collections.abc import Callable, Iterator
from typing import Self

Work = Callable[[int], object]
Scenario = Callable[[int, int], None]
ALL: dict[str, Scenario] = {}


def scenario(function: Scenario) -> Scenario:
    """Registers a scenario: one round of it takes the number of threads and of the round, and
    checks what it sees."""
    ALL[function.__name__] = function
    return function


class Token:
    """A key or value of which nothing may be left when a scenario ends."""

    __slots__ = ("number",)

    def __init__(self, number: int) -> None:
        self.number = number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Token) and self.number == other.number

    def __hash__(self) -> int:
        return hash(self.number)

    def __repr__(self) -> str:
        return f"Token({self.number})"


def tokens_alive() -> int:
    """How many Tokens there are. To be called while no other thread makes any."""
    gc.collect()
    return sum(isinstance(thing, Token) for thing in gc.get_objects())


def tokens(n: int, first: int = 0) -> dict[Token, Token]:
    return {Token(i): Token(i) for i in range(first, first + n)}


class Colliding(Token):
    """Keys of few hashes, compared by Python code that lets other threads in."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        if self.number % 7 == 0:
            time.sleep(0)
        return isinstance(other, Colliding) and self.number == other.number

    def __hash__(self) -> int:
        return self.number % 3


def run_threads(count: int, work: Work) -> None:
    """Runs work(0), ..., work(count - 1) at the same time; raises the first error of any."""
    errors: list[BaseException] = []
    barrier = threading.Barrier(count)

    def run(index: int) -> None:
        try:
            barrier.wait()
            work(index)
        except BaseException as error:  # noqa: BLE001 (raised below)
            errors.append(error)

    threads = [threading.Thread(target=run, args=(i,)) for i in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]


class Collector:
    """A thread that runs the garbage collector over and over while the block runs."""

    def __enter__(self) -> Self:
        self.stop = threading.Event()
        self.runs = 0
        self.thread = threading.Thread(target=self.run)
        self.thread.start()
        return self

    def run(self) -> None:
        while not self.stop.is_set():
            gc.collect()
            self.runs += 1
            time.sleep(0.002)

    def __exit__(self, *exception: object) -> None:
        self.stop.set()
        self.thread.join()


def until(deadline: float) -> Iterator[int]:
    """Counts up from 0 until the time has come; at least one round."""
    for turn in itertools.count():
        yield turn
        if time.monotonic() >= deadline:
            return
