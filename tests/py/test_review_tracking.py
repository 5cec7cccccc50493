"""What the collector is told: a map or node that it does not track holds nothing that could be
part of a cycle, and every node that may is tracked, however it came to be."""

import gc
import random

import pytest
from checks import check, force_trie
from pypersistent import PersistentMap

pytestmark = pytest.mark.c_only("a Python map is tracked like any object")

NODES = {"Node": True, "AtomicNode": False}


def nodes_below(o, found):
    """All nodes, by their ids, that the collector can reach from o through nodes."""
    for referent in gc.get_referents(o):
        if type(referent).__name__ in NODES and id(referent) not in found:
            found[id(referent)] = referent
            nodes_below(referent, found)
    return found


def check_tracking(m):
    check(m)
    for node in nodes_below(m, {}).values():
        assert gc.is_tracked(node) == NODES[type(node).__name__]
        if not NODES[type(node).__name__]:
            assert gc.get_referents(node) == []
    if not gc.is_tracked(m):
        assert not [o for item in m.items_list() for o in item if gc.is_tracked(o)]


class Source:
    """Random keys, values and maps of all kinds that matter to the collector."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.maps = [PersistentMap(), PersistentMap(a=1), PersistentMap(a=[])]

    def key(self):
        n = self.random.randrange(200)
        return self.random.choice([n, n, n, str(n % 40), (n % 9, n % 7), frozenset([n % 9])])

    def value(self):
        atoms = (1, (2, "x"))
        choices = [self.random.randrange(9), "abc", [], (1, 2), ([], 1), atoms, self.map()]
        return self.random.choice(choices)

    def map(self):
        return self.random.choice(self.maps)

    def pairs(self):
        n = self.random.choice([1, 3, 15, 17, 40, 120])
        pairs = [(self.key(), self.value()) for _ in range(n)]
        if self.random.random() < 0.5:
            pairs = [
                (k, v) for k, v in pairs if type(k) in (int, str) and type(v) in (int, str)
            ]
        return pairs

    def new_map(self):
        m, pairs = self.map(), self.pairs()
        return self.random.choice(
            [
                lambda: m.assoc(self.key(), self.value()),
                lambda: m.dissoc(self.random.choice(list(m) or [1])),
                lambda: m.update(pairs),
                lambda: m | self.map(),
                lambda: PersistentMap(pairs),
                lambda: force_trie(dict(pairs)),
                lambda: PersistentMap(m, z=self.value()),
                lambda: PersistentMap.from_dict(dict(pairs)) | m,
            ]
        )()


@pytest.mark.parametrize("seed", range(3))
def test_everything_is_tracked_that_must_be(seed):
    source = Source(seed)
    for step in range(400):
        m = source.new_map()
        check_tracking(m)
        source.maps.append(m)
        if len(source.maps) > 20:
            del source.maps[source.random.randrange(3, 20)]
        if step % 3 == 0:
            gc.collect(0)  # stops tracking tuples of atoms
