"""No operation leaks or over-releases: counted over 100,000 repetitions, also of failing ones."""

import gc
import sys

import pytest
from checks import force_trie
from operations import EXPECTED, OPERATIONS, Scene
from pypersistent import PersistentMap

TOTAL = getattr(sys, "gettotalrefcount", lambda: 0)
# Repetitions: of operations on a map of that size; 100,000 where one takes about a microsecond.
REPEAT = {3: 100_000, 40: 4_000, 600: 200}
SLOW = {"deepcopy", "repr", "repr of view", "pickle", "unpickle", "subclass", "diff", "ring"}


def counts(scene):
    """Everything that would grow by one a repetition if something leaked."""
    objects = [*scene.keys, *scene.values, scene.m, scene.other, scene.new, scene.absent]
    objects += [PersistentMap, type(scene.m.keys()), type(iter(scene.m)), None, 1, scene.d]
    return [sys.getrefcount(o) for o in objects]


def repeat(operation, scene, times):
    for _ in range(times):
        try:
            operation(scene)
        except EXPECTED:
            pass


@pytest.mark.slow
@pytest.mark.parametrize("n,build", [(3, PersistentMap), (3, force_trie), (40, PersistentMap), (600, PersistentMap)])
@pytest.mark.parametrize("name", OPERATIONS)
def test_no_leak(name, n, build, is_model):
    operation, times = OPERATIONS[name], REPEAT[n]
    if is_model or name in SLOW or hasattr(sys, "gettotalrefcount"):
        times = max(100, times // 20)
    scene = Scene(n, build)
    # Measured a second time if something unrelated moved meanwhile.
    for _ in range(3):
        refs = moved = None  # what the attempt before has measured is no part of this one
        gc.collect()
        gc.disable()
        repeat(operation, scene, 100)  # fills caches and the free lists that collect() emptied
        refs, total, tracked = counts(scene), TOTAL(), len(gc.get_objects())
        blocks = sys.getallocatedblocks()
        repeat(operation, scene, times)
        blocks = sys.getallocatedblocks() - blocks
        tracked = len(gc.get_objects()) - tracked
        total = TOTAL() - total
        moved = [after - before for before, after in zip(refs, counts(scene))]
        gc.enable()
        slack = 30 + times // 100
        # All references of the interpreter together move a little more.
        few = max(map(abs, [blocks, tracked, *moved])) <= slack
        if few and abs(total) <= 60 + times // 3:
            return
    pytest.fail(
        f"{times} times: {blocks} blocks, {tracked} tracked objects, {total} references in all, "
        f"references to the scene's objects {sorted(set(moved))}"
    )


def test_this_notices_a_leak():
    """The measure itself: an operation that leaks one reference a time is seen."""
    kept = []
    scene = Scene(3)
    before = counts(scene), sys.getallocatedblocks()
    repeat(lambda s: kept.append((s.new, object())), scene, 1000)
    after = counts(scene), sys.getallocatedblocks()
    assert max(b - a for a, b in zip(before[0], after[0])) >= 1000
    assert after[1] - before[1] >= 1000


@pytest.mark.parametrize("n", [3, 16, 40, 600])
def test_a_map_gives_back_every_reference(n):
    """After everything made of them is gone, keys and values are held as before."""
    scene = Scene(n)
    before = counts(scene)
    held = []
    for operation in OPERATIONS.values():
        try:
            held.append(operation(scene))
        except EXPECTED as error:
            held.append(error.with_traceback(None))
    del held, operation
    gc.collect()
    after = counts(scene)
    # None and 1 are shared with everyone (immortal in later versions).
    assert [b - a for a, b in zip(before, after)][: 2 * n + 4] == [0] * (2 * n + 4)


def test_a_map_holds_each_key_and_value_once():
    for n in 1, 16, 17, 600:
        keys, values = [f"key {i}" for i in range(n)], [object() for _ in range(n)]
        before = [sys.getrefcount(o) for o in keys + values]
        m = PersistentMap(zip(keys, values))
        held = [sys.getrefcount(o) for o in keys + values]
        assert held == [count + 1 for count in before]
        del m
        assert [sys.getrefcount(o) for o in keys + values] == before


@pytest.mark.c_only("copies everything")
def test_versions_share_their_references():
    """In a large trie a new version takes references only where it copied."""
    values = [object() for _ in range(5000)]
    m = PersistentMap(enumerate(values))
    before = [sys.getrefcount(v) for v in values]
    later = m.assoc(17, "changed")
    after = [sys.getrefcount(v) for v in values]
    more = [b - a for a, b in zip(before, after)]
    assert later[17] == "changed"
    assert set(more[1:-1]) <= {0, 1} and sum(more) <= 17
