"""What the iterators do as objects: entered again, failing, exhausted, copied, collected."""

import collections
import copy
import gc
import operator
import pickle
import sys
import sysconfig
import weakref

import pytest
from checks import force_trie
from hostile import Boom
from pypersistent import PersistentMap

pytestmark = pytest.mark.c_only("its iterators are Python's")

REUSES_PAIRS = sys.version_info < (3, 14) and not sysconfig.get_config_var("Py_GIL_DISABLED")

STARTS = {
    "keys": iter,
    "values": lambda m: iter(m.values()),
    "items": lambda m: iter(m.items()),
    "diff from": lambda m: m.diff(PersistentMap()),
    "diff to": lambda m: PersistentMap(other=1).diff(m),
}


class Node:
    pass


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", [1, 16, 17, 600])
@pytest.mark.parametrize("start", STARTS.values(), ids=STARTS)
def test_an_exhausted_iterator_lets_go_of_the_map_at_once(start, n, build):
    gc.disable()
    try:
        node = Node()
        ref = weakref.ref(node)
        it = start(build({i: node for i in range(n)}))
        del node
        next(it)
        assert ref() is not None
        collections.deque(it, maxlen=0)
        assert ref() is None
        assert list(it) == []
    finally:
        gc.enable()


@pytest.mark.parametrize("n", [3, 600])
def test_a_reused_pair_is_collected_with_its_new_content(n):
    """The collector stops tracking the pair while it holds atoms; then it gets a list."""
    node = Node()
    ref = weakref.ref(node)
    last = list(PersistentMap.fromkeys(range(n)))[-1]
    m = PersistentMap({i: [node] if i == last else i for i in range(n)})
    it = iter(m.items())
    pair_id = id(next(it))
    gc.collect()
    for _ in range(n - 2):
        next(it)
    node.pair = next(it)  # a cycle: node, pair, list
    assert node.pair == (last, [node])
    assert id(node.pair) == pair_id or not REUSES_PAIRS
    del m, it, node
    gc.collect()
    assert ref() is None


@pytest.mark.parametrize("kind", ["keys", "values", "items"])
@pytest.mark.parametrize("twin_of", [copy.copy, lambda it: pickle.loads(pickle.dumps(it))])
def test_a_copy_goes_on_from_the_same_place(kind, twin_of):
    m = PersistentMap({i: str(i) for i in range(50)})
    everything = list(getattr(m, kind)())
    it = iter(getattr(m, kind)())
    for taken in range(50):
        twin = twin_of(it)
        assert operator.length_hint(twin) == operator.length_hint(it) == 50 - taken
        assert list(twin) == everything[taken:]
        assert next(it) == everything[taken]
    assert list(twin_of(it)) == []


@pytest.mark.parametrize("kind", ["keys", "values", "items"])
def test_a_destructor_that_steps_the_iterator(kind):
    """Only the iterator holds the map, so that the last step frees it and runs them all."""

    class Stepper:
        def __del__(self):
            steps.append(next(self.it, "end"))

    steps = []
    m = PersistentMap({i: Stepper() for i in range(60)})
    it = iter(getattr(m, kind)())
    for stepper in m.values():
        stepper.it = it
    del m, stepper
    seen = 0
    for entry in it:
        seen += 1
        del entry
    del it
    gc.collect()
    assert seen == 60 and steps == ["end"] * 60


# ---- diff ----


def test_a_diff_stepped_from_within_its_own_step():
    class Stepping:
        __hash__ = None

        def __eq__(self, other):
            with pytest.raises(ValueError, match="already executing"):
                next(it)
            entered.append(self)
            return False

    entered = []
    old, new = (PersistentMap({i: Stepping() for i in range(40)}) for _ in range(2))
    it = old.diff(new)
    assert sorted(change.key for change in it) == list(range(40))
    assert len(entered) == 40


def test_a_diff_goes_on_after_an_error():
    class EverySecond:
        __hash__ = None
        asked = 0

        def __eq__(self, other):
            EverySecond.asked += 1
            if EverySecond.asked % 2:
                raise Boom
            return False

    old, new = (PersistentMap({i: EverySecond() for i in range(40)}) for _ in range(2))
    it = old.diff(new)
    found = []
    for _ in range(40):
        with pytest.raises(Boom):
            next(it)
        found.append(next(it).key)
    assert sorted(found) == list(range(40)) and list(it) == []


# ---- views ----


def test_and_looks_up_the_elements_of_the_shorter_side():
    class Key:
        asked = 0

        def __hash__(self):
            Key.asked += 1
            return id(self)

    few = [Key() for _ in range(3)]
    large = PersistentMap.fromkeys([Key() for _ in range(500)] + few)
    small = PersistentMap.fromkeys(few)
    for both in (large.keys(), small.keys()), (small.keys(), large.keys()):
        Key.asked = 0
        assert both[0] & both[1] == set(few)
        assert Key.asked <= 20
