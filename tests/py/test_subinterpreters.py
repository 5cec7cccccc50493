"""Interpreters with a lock of their own: each has its own module, types and empty map."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pypersistent
import pytest

pytestmark = [
    pytest.mark.c_only("Python code needs no support for interpreters"),
    pytest.mark.skipif(sys.version_info < (3, 12), reason="one lock for all before 3.12"),
]

# Runs in a process of its own: a fault here usually crashes.
PROGRAM = r"""
import sys, threading, time

try:
    import _interpreters as interpreters
except ImportError:
    import _xxsubinterpreters as interpreters

def create():
    if sys.version_info < (3, 13):
        return interpreters.create(isolated=True)
    return interpreters.create("isolated")

def run(interpreter, code):
    if sys.version_info < (3, 13):
        interpreters.run_string(interpreter, code)
    else:
        error = interpreters.exec(interpreter, code)
        if error is not None:
            raise RuntimeError(error.formatted)

def in_threads(works):
    errors = []
    def call(work):
        try:
            work()
        except BaseException as error:
            errors.append(error)
    threads = [threading.Thread(target=call, args=(work,)) for work in works]
    for thread in threads: thread.start()
    for thread in threads: thread.join()
    if errors: raise errors[0]
"""

WORK = """
import sys
sys.path[:] = PATH
import gc, pickle
import pypersistent
from pypersistent import MISSING, PersistentMap

class Key:
    def __init__(self, n): self.n = n
    def __hash__(self): return self.n % 5
    def __eq__(self, other): return self.n == other.n

for turn in range(TURNS):
    m = PersistentMap({i: str(i) for i in range(300)}).assoc("a", [])
    n = m.dissoc(7).update({1: 2}) | {"b": turn}
    assert n["a"] is m["a"] and 7 not in n and hash(m.dissoc("a")) == hash(m.dissoc("a"))
    assert sorted(c.key for c in m.dissoc("a").diff(n.dissoc("a").dissoc("b"))) == [1, 7]
    assert all(c.before is MISSING for c in PersistentMap().diff(m))
    assert pickle.loads(pickle.dumps(n)) == n and type(n) is PersistentMap
    k = PersistentMap({Key(i): i for i in range(40)})
    assert all(k[Key(i)] == i for i in range(40)) and len(k) == 40
    cycle = []
    cycle.append(m.assoc("self", cycle))
    del cycle
gc.collect()
assert PersistentMap() is PersistentMap({})
"""


def run_program(main: str, turns: int) -> str:
    work = WORK.replace("PATH", repr(sys.path)).replace("TURNS", str(turns))
    folder = str(Path(pypersistent.__file__).parent.parent)
    path = os.pathsep.join([folder, os.environ.get("PYTHONPATH", "")])
    result = subprocess.run(
        [sys.executable, "-X", "faulthandler", "-c", f"{PROGRAM}\nWORK = {work!r}\n{main}"],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
        env={**os.environ, "PYTHONPATH": path},
    )
    assert result.returncode == 0, result.stderr[-3000:]
    return result.stdout


def test_the_main_interpreter_and_another() -> None:
    main = """
import pypersistent
m = pypersistent.PersistentMap({i: [i] for i in range(100)})
other = create()
run(other, WORK)
run(other, "assert id(pypersistent.PersistentMap) != %d" % id(pypersistent.PersistentMap))
run(other, "assert id(PersistentMap()) != %d" % id(pypersistent.PersistentMap()))
interpreters.destroy(other)
assert m[5] == [5] and m.assoc(1, 2)[1] == 2 and len(list(m.items())) == 100
exec(WORK)
print("done")
"""
    assert run_program(main, 3) == "done\n"


def test_many_at_the_same_time() -> None:
    main = """
others = [create() for _ in range(6)]
in_threads([lambda other=other: run(other, WORK) for other in others] + [lambda: exec(WORK, {})])
for other in others:
    interpreters.destroy(other)
print("done")
"""
    assert run_program(main, 30) == "done\n"


def test_made_and_destroyed_over_and_over() -> None:
    main = """
def live_and_die():
    for _ in range(4):
        other = create()
        run(other, WORK)
        interpreters.destroy(other)
in_threads([live_and_die] * 3)
print("done")
"""
    assert run_program(main, 1) == "done\n"


def test_each_has_a_lock_of_its_own() -> None:
    """While one interpreter is busy in one long call into the extension, another goes on."""
    if getattr(sys, "_is_gil_enabled", lambda: True)() is False:
        pytest.skip("there is no lock at all")
    main = """
import pypersistent
other = create()
run(other, WORK)
run(other, "d = {i: i for i in range(2_000_000)}")
spans = {}
def long_call():
    spans["start"] = time.monotonic()
    run(other, "PersistentMap.from_dict(d)")
    spans["end"] = time.monotonic()
ticks = []
thread = threading.Thread(target=long_call)
thread.start()
while thread.is_alive():
    ticks.append(time.monotonic())
    time.sleep(0.001)
thread.join()
inside = sum(spans["start"] < t < spans["end"] for t in ticks)
interpreters.destroy(other)
print(inside, spans["end"] - spans["start"])
"""
    inside, seconds = run_program(main, 1).split()
    assert int(inside) > float(seconds) * 1000 / 20, (inside, seconds)
