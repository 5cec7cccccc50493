"""What an operation costs, counted or compared with another in the same process: shared parts
are skipped, bulk work is done in bulk. Factors are far from the boundary, so that no slow
machine decides them."""

import time

import pytest
from checks import empty_free_lists
from hostile import Value
from pypersistent import PersistentMap

pytestmark = [pytest.mark.slow, pytest.mark.c_only("copies and compares everything")]
MILLION = 1_000_000


@pytest.fixture(scope="module")
def large():
    return PersistentMap({i: str(i) for i in range(MILLION)})


def seconds(call, repeat=5):
    best = float("inf")
    for _ in range(repeat):
        start = time.perf_counter()
        call()
        best = min(best, time.perf_counter() - start)
    return best


def allocations(call, most):
    """How many memory blocks the call asks for, given back or not; `most` if that or more."""
    testcapi = pytest.importorskip("_testcapi")
    low, high = 0, most
    while low < high:
        middle = (low + high) // 2
        empty_free_lists()
        testcapi.set_nomemory(middle + 1, 0)
        try:
            result = call()
            high = middle
        except MemoryError:
            testcapi.remove_mem_hooks()
            low = middle + 1
        finally:
            testcapi.remove_mem_hooks()
        result = None  # noqa: F841
    return low


def nodes(m):
    measure = pytest.importorskip("pypersistent.measure")
    return measure.node_count(m)


def test_build_allocates_each_node_once(large):
    for n in 100, 5000, 100_000:
        d = {f"key {i}": i for i in range(n)}
        made = nodes(PersistentMap(d))
        assert allocations(lambda: PersistentMap(d), 10 * n) <= made + 40
        assert allocations(lambda: PersistentMap.from_dict(d), 10 * n) <= made + 40
        m = PersistentMap(d)
        twin = PersistentMap(d)
        assert allocations(lambda: m == twin, 1000) <= 5
    assert nodes(large) < MILLION / 4


def test_update_makes_no_path_copies(large):
    """20,000 entries into 100,000: each node of the result is made once, not once an entry."""
    base = PersistentMap({f"key {i}": i for i in range(100_000)})
    more = {f"key {i * 5}": -i for i in range(20_000)}
    result = base.update(more)
    own = nodes(PersistentMap(more))
    measure = pytest.importorskip("pypersistent.measure")
    new_bytes = measure.exclusive_bytes(result, base)
    one_change = measure.exclusive_bytes(base.assoc("key 77", 1), base)
    assert new_bytes < one_change * 20_000 / 3
    count = allocations(lambda: base.update(more), 200_000)
    one_by_one = 20_000 * allocations(lambda: base.assoc("key 77", object()), 100)
    assert count - own < one_by_one / 3


def test_one_change_copies_one_path(large):
    other = large.assoc(500_000, "changed")
    measure = pytest.importorskip("pypersistent.measure")
    assert measure.exclusive_bytes(other, large) < 3000
    assert allocations(lambda: large.assoc(500_000, "x"), 1000) <= 10
    assert allocations(lambda: large.dissoc(500_000), 1000) <= 12
    assert allocations(lambda: large.get(123), 1000) == 0


def test_equality_of_two_versions(large):
    same = large.assoc(77, "other").assoc(77, str(77))
    different = large.assoc(77, "other")
    independent = PersistentMap({i: str(i) for i in range(MILLION)})
    assert large == same and large == independent and large != different
    whole = seconds(lambda: large == independent)
    assert seconds(lambda: large == same) < whole / 200
    assert seconds(lambda: large == different) < whole / 200


def test_diff_of_two_versions(large):
    version = large
    for i in range(100):
        version = version.assoc(i * 9973, "changed")
    independent = PersistentMap({i: str(i) for i in range(MILLION)})
    assert len(list(large.diff(version))) == 100
    assert seconds(lambda: list(large.diff(version))) < seconds(lambda: list(large.diff(independent))) / 50
    assert seconds(lambda: next(large.diff(PersistentMap()))) < 0.001
    assert list(large.diff(large)) == []


def test_merge_of_two_versions(large):
    a, b = large.assoc(1, "a").assoc(-1, "a"), large.assoc(2, "b").dissoc(3)
    merged = a | b
    assert merged[2] == "b" and merged[1] == "1" and merged[-1] == "a" and merged[3] == "3"
    independent = PersistentMap({i: str(i) for i in range(MILLION)})
    assert seconds(lambda: a | b) < seconds(lambda: a | independent) / 200
    assert allocations(lambda: a | b, 1000) < 60


def test_values_of_shared_parts_are_not_compared():
    m = PersistentMap({i: Value(i) for i in range(10_000)})
    other = m.assoc(5, Value(5))
    Value.compared = 0
    assert m == other and list(m.diff(other)) == []
    assert Value.compared <= 4
    twin = PersistentMap({i: Value(i) for i in range(10_000)})
    Value.compared = 0
    assert m == twin and Value.compared == 10_000


def test_hash_len_and_bool_of_a_large_map(large):
    hash(large)
    for call in lambda: hash(large), lambda: len(large), lambda: bool(large), lambda: iter(large):
        assert seconds(lambda: [call() for _ in range(1000)]) < 0.05


def test_lookups_do_not_slow_down_with_size():
    small, big = PersistentMap.fromkeys(range(1000)), PersistentMap.fromkeys(range(MILLION))
    a, b = list(range(1000)) * 20, list(range(20_000))
    assert seconds(lambda: list(map(big.get, b))) < 20 * seconds(lambda: list(map(small.get, a)))


def test_colliding_keys_cost_a_scan_not_more():
    """Seven hundred keys of one hash: every operation still works, in quadratic time at worst."""
    from hostile import Key

    keys = [Key(i, 7) for i in range(700)]
    m = PersistentMap.fromkeys(keys)
    assert len(m) == 700 and keys[699] in m and m.dissoc(keys[0]).get(keys[1]) is None
    assert m == PersistentMap.fromkeys(reversed(keys))
