"""Maps nested a million deep are freed; comparing, hashing, printing them is a RecursionError,
and no stack overflow where dict has none."""

import copy
import functools
import pickle
import subprocess
import sys
import sysconfig

import pytest
from checks import force_trie
from pypersistent import PersistentMap

pytestmark = pytest.mark.c_only("nests Python calls, whose depth is the interpreter's affair")

# Debug builds free slowly enough for a tenth to do.
DEPTH = 100_000 if hasattr(sys, "gettotalrefcount") else 1_000_000


def nested(kind, depth=None):
    m = PersistentMap(end=1)
    wrap = WRAPS[kind]
    for _ in range(DEPTH if depth is None else depth):
        m = wrap(m)
    return m


class Sub(PersistentMap):
    pass


PLAIN = {f"k{i}": i for i in range(20)}
BASE = PersistentMap(PLAIN)

WRAPS = {
    "small": lambda m: PersistentMap({"a": m}),
    "kwargs": lambda m: PersistentMap(a=m),
    "assoc": lambda m: PersistentMap().assoc("a", m),
    "small trie": lambda m: force_trie({"a": m}),
    "large": lambda m: BASE.assoc("a", m),
    "subclass": lambda m: Sub(a=m),
    "tuple": lambda m: PersistentMap({"a": (m,)}),
    "list": lambda m: PersistentMap({"a": [m]}),
}
HOLDS = {
    "keys": lambda m: PersistentMap({m: 1}),
    "both": lambda m: PersistentMap({m: m}),
    "iterator": lambda m: PersistentMap(a=iter(m)),
    "items": lambda m: PersistentMap(a=m.items()),
    "diff": lambda m: PersistentMap(a=m.diff(PersistentMap())),
    "versions": lambda m: m.assoc("a", m),
}
WRAPS |= HOLDS
SLOWER = {"large", "both", "iterator", "items", "diff", "subclass", "tuple"}


@pytest.mark.slow
@pytest.mark.parametrize("kind", WRAPS)
def test_freed(kind):
    depth = DEPTH // 10 if kind in SLOWER else DEPTH
    before = sys.getallocatedblocks()
    m = nested(kind, depth)
    assert sys.getallocatedblocks() - before > depth * 0.9
    del m
    assert sys.getallocatedblocks() - before < depth // 20


@pytest.mark.slow
@pytest.mark.parametrize("kind", ["small", "small trie", "large", "subclass", "tuple"])
def test_comparing_hashing_printing_raise(kind):
    depth = DEPTH // 10 if kind == "large" else DEPTH
    m, twin = nested(kind, depth), nested(kind, depth)
    for call in (
        lambda: m == twin,
        lambda: m != twin,
        lambda: m == dict(twin),
        lambda: hash(m),
        lambda: repr(m),
        lambda: list(m.diff(twin)),
        lambda: m.items() == twin.items(),
        lambda: repr(m.values()),
        lambda: pickle.dumps(m),
        lambda: copy.deepcopy(m),
    ):
        with pytest.raises(RecursionError):
            call()
    # and the maps are as they were
    assert len(m) == len(twin) and m.assoc("b", 1)["b"] == 1


@pytest.mark.slow
def test_nested_by_keys():
    """The hash of each level is cached: building works, comparing two such maps cannot."""
    m, twin = nested("keys"), nested("keys")
    assert hash(m) == hash(twin)
    with pytest.raises(RecursionError):
        m == twin
    with pytest.raises(RecursionError):
        repr(m)
    with pytest.raises(RecursionError):
        m in PersistentMap({twin: 1})


def test_moderate_depth_is_no_error():
    for kind in set(WRAPS) - set(HOLDS) | {"keys"}:
        m, twin = nested(kind, 50), nested(kind, 50)
        assert m == twin and repr(m) == repr(twin) and list(m.diff(twin)) == []
        if kind != "list":
            assert hash(m) == hash(twin)
        assert pickle.loads(pickle.dumps(m)) == m and copy.deepcopy(m) == m


# ---- the C stack that a level takes ----

not_instrumented = pytest.mark.skipif(
    "-fsanitize" in str(sysconfig.get_config_vars().get("PY_CORE_CFLAGS")),
    reason="instrumented frames are of another size",
)
LEVELS = 600  # within every interpreter's limit on recursion
PAGE = 4096

IN_A_THREAD = """
import os, sys, threading
from pypersistent import PersistentMap
def nested(wrap, levels):
    m = wrap(None)
    for _ in range(levels): m = wrap(m)
    return m
def run():
    {call}
    print("done", flush=True)
    os._exit(0)  # without the end of the thread, which takes stack of its own
levels, stack = map(int, sys.argv[1:])
dicts = [nested(lambda m: {{"k": m}}, levels) for _ in range(2)]
maps = [nested(lambda m: PersistentMap(k=m), levels) for _ in range(2)]
base = PersistentMap.fromkeys(map(str, range(40)))
large = nested(lambda m: base.assoc("k", m), levels)
threading.stack_size(stack)
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


@functools.cache
def least_stack(call):
    """The least stack of a thread, in pages, with which the call comes to its end."""
    program = IN_A_THREAD.format(call=call)
    low, high = 8, 512
    while high - low > 1:
        middle = (low + high) // 2
        command = [sys.executable, "-c", program, str(LEVELS), str(middle * PAGE)]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        low, high = (low, middle) if run.stdout == "done\n" else (middle, high)
    assert high < 512, run.stderr
    return high


@pytest.mark.slow
@not_instrumented
@pytest.mark.parametrize(
    "call,of_dict,times",
    [
        ("repr(maps[0])", "repr(dicts[0])", 1),
        ("repr(large)", "repr(dicts[0])", 1),
        ("hash(maps[0])", "dicts[0] == dicts[1]", 1),
        ("maps[0] == dicts[1]", "dicts[0] == dicts[1]", 1.5),
        ("maps[0] == maps[1]", "dicts[0] == dicts[1]", 2),
    ],
)
def test_a_level_takes_little_stack(call, of_dict, times):
    """The limit on recursion counts calls, for frames of the size of dict's."""
    assert least_stack(call) <= times * least_stack(of_dict)


@pytest.mark.slow
@not_instrumented
def test_a_small_stack_is_enough_for_all_that_the_limit_allows():
    program = IN_A_THREAD.format(
        call="""
    sys.setrecursionlimit(20_000)
    try: repr(maps[0])
    except RecursionError: pass"""
    )
    command = [sys.executable, "-c", program, "15000", str(6 << 20)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == "done\n", run
