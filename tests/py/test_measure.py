"""node_count, byte_count and exclusive_bytes against a walk over the objects themselves."""

import gc
import random
import sys

import pytest
from checks import SMALL_SIZES, force_trie
from pypersistent import PersistentMap

pytestmark = pytest.mark.c_only("has no nodes")


@pytest.fixture(scope="module")
def measure():
    import pypersistent.measure

    return pypersistent.measure


def nodes(m):
    """All nodes of m by id. The collector names them, so values must be such that it looks."""
    seen, todo = {}, [m]
    while todo:
        for part in gc.get_referents(todo.pop()):
            if type(part).__name__ in ("Node", "AtomicNode") and id(part) not in seen:
                seen[id(part)] = part
                todo.append(part)
    return seen


def size(objects):
    return sum(map(sys.getsizeof, objects))


@pytest.mark.parametrize("build", [PersistentMap, force_trie])
@pytest.mark.parametrize("n", [n for n in SMALL_SIZES if n])
def test_one_map(measure, n, build):
    m = build({i: [i] for i in range(n)})
    assert measure.node_count(m) == len(nodes(m))
    assert measure.byte_count(m) == sys.getsizeof(m) + size(nodes(m).values())
    assert measure.exclusive_bytes(m, m) == 0
    assert measure.exclusive_bytes(m, PersistentMap()) == measure.byte_count(m)


@pytest.mark.parametrize("n", [100, 400, 3000])
@pytest.mark.parametrize("spread", [1, 7, 16, 1 << 20])
def test_versions(measure, n, spread):
    """Each of a chain of versions beside the one before: many removals, so that leaves are
    joined and rise."""
    rng = random.Random(n + spread)
    old = PersistentMap({i * spread: [i] for i in range(n)})
    for _ in range(150):
        new = old
        for _ in range(rng.randrange(1, 40)):
            key = rng.randrange(n) * spread
            new = new.dissoc(key) if rng.random() < 0.6 else new.assoc(key, [key])
        a, b = nodes(old), nodes(new)
        assert measure.node_count(new) == len(b)
        own = [node for number, node in b.items() if number not in a]
        expected = 0 if new is old else sys.getsizeof(new) + size(own)
        assert measure.exclusive_bytes(new, old) == expected
        old = new


def test_atoms_need_no_head(measure):
    """A map of atoms has as many nodes, and each is smaller by the collector's head."""
    atoms = PersistentMap({i: i for i in range(3000)})
    lists = PersistentMap({i: [] for i in range(3000)})
    head = sys.getsizeof([]) - [].__sizeof__()
    assert measure.node_count(atoms) == measure.node_count(lists)
    more = measure.byte_count(lists) - measure.byte_count(atoms)
    assert more == head * measure.node_count(lists)


@pytest.mark.parametrize("bad", [None, {}, 1, PersistentMap], ids=repr)
def test_only_maps(measure, bad):
    m = PersistentMap(a=1)
    for call in (
        lambda: measure.node_count(bad),
        lambda: measure.byte_count(bad),
        lambda: measure.exclusive_bytes(bad, m),
        lambda: measure.exclusive_bytes(m, bad),
        lambda: measure.exclusive_bytes(m),
    ):
        with pytest.raises(TypeError):
            call()
