"""Many versions alive at once, each beside the dict it must equal, under every operation."""

import gc
import random

from checks import check, force_trie
from hostile import Boom, Fuse, Key, OnDeath, on_eq, on_hash, unmix
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from pypersistent import MISSING, PersistentMap

NAN = float("nan")
SPECIAL = [0, 0.0, -0.0, 1, 1.0, True, False, -1, -2, -1.0, 2**61 - 2, -(2**61), None, NAN, (), ""]
SPECIAL += ["a", b"a", "é", ("a", 1), 1j, frozenset({1}), PersistentMap(a=1), 2**64, -(2**64)]
PATHS = [unmix(p, s) for p in (0, 1, 1 << 27, 1 << 22, 1 << 4, 1 << 5, 0xFFFFFFFF) for s in (0, 1)]
HASHES = [0, 1, 2, -2, 32, 1 << 32, *PATHS]

plain_keys = st.one_of(
    st.sampled_from(SPECIAL),
    st.integers(-3, 40),
    st.integers(0, 700),
    st.integers(0, 30).map(lambda i: i << 20),
    st.text("abc", max_size=2),
)
toy_keys = st.builds(Key, st.integers(0, 40), st.sampled_from(HASHES))
keys = st.one_of(plain_keys, toy_keys, toy_keys)
values = st.one_of(st.none(), st.booleans(), st.integers(0, 3), st.just(NAN))
starts = st.sampled_from([0, 0, 10, 100, 400])
lengths = st.sampled_from([1, 5, 14, 15, 16, 17, 18, 40, 480, 512, 530])


class Versions(RuleBasedStateMachine):
    """self.versions: (map, its dict, its items in order). None of them may ever change."""

    @initialize(trie=st.booleans())
    def start(self, trie):
        self.versions = []
        self.add(force_trie({}) if trie else PersistentMap(), {})

    def add(self, m, d):
        check(m)
        # The very objects: the first equal key, the last value.
        assert len(m) == len(d)
        assert {id(k): id(v) for k, v in m.items()} == {id(k): id(v) for k, v in d.items()}
        self.versions.append((m, d, m.items_list()))
        if len(self.versions) > 12:
            del self.versions[random.randrange(12)]

    def pick(self, which):
        m, d, _ = self.versions[-1 if which < 4 else which % len(self.versions)]
        return m, d

    which = st.integers(0, 11)

    @rule(which=which, key=keys, value=values)
    def assoc(self, which, key, value):
        m, d = self.pick(which)
        new = m.assoc(key, value)
        assert (new is m) == (key in d and d[key] is value)
        e = dict(d)
        e[key] = value
        self.add(new, e)

    @rule(which=which, key=keys)
    def dissoc(self, which, key):
        m, d = self.pick(which)
        new = m.dissoc(key)
        assert (new is m) == (key not in d)
        e = dict(d)
        e.pop(key, None)
        self.add(new, e)

    @rule(which=which, index=st.integers(0, 600))
    def dissoc_present(self, which, index):
        _, d = self.pick(which)
        if d:
            self.dissoc(which, list(d)[index % len(d)])

    @rule(which=which, start=starts, length=lengths, value=values, step=st.sampled_from([1, 3, 1 << 27]))
    def update_range(self, which, start, length, value, step):
        m, d = self.pick(which)
        more = dict.fromkeys((i * step for i in range(start, start + length)), value)
        e = dict(d)
        e.update(more)
        self.add(m.update(more), e)

    @rule(which=which, pairs=st.lists(st.tuples(keys, values), max_size=20))
    def update_pairs(self, which, pairs):
        m, d = self.pick(which)
        e = dict(d)
        e.update(pairs)
        self.add(m.update(pairs), e)
        self.add(PersistentMap(pairs), dict(pairs))

    @rule(a=which, b=which)
    def merge(self, a, b):
        m, d = self.pick(a)
        other, e = self.versions[b % len(self.versions)][:2]
        self.add(m | other, d | e)
        self.add(other.merge(m), e | d)

    @rule(which=which, keep=st.integers(0, 40))
    def shrink_to(self, which, keep):
        m, d = self.pick(which)
        e = dict(d)
        for key in list(d)[keep:]:
            m = m.dissoc(key)
            del e[key]
        self.add(m, e)

    @rule(which=which, key=keys)
    def look_up(self, which, key):
        m, d = self.pick(which)
        assert m.get(key, self) is d.get(key, self)
        assert m.contains(key) is (key in d) is (key in m)
        assert (key in m.keys()) is (key in d)
        assert ((key, d.get(key)) in m.items()) is (key in d)

    @rule(a=which, b=which)
    def compare(self, a, b):
        m, d = self.pick(a)
        other, e = self.versions[b % len(self.versions)][:2]
        assert (m == other) is (d == e) is (m == e) is (d == other)
        changes = {c.key: (c.before, c.after) for c in m.diff(other)}
        expected = {k: (d.get(k, MISSING), e.get(k, MISSING)) for k in {**d, **e}}
        assert changes == {k: v for k, v in expected.items() if v[0] is not v[1] and v[0] != v[1]}
        assert len(changes) == len(list(other.diff(m)))
        if d == e:
            assert hash(m) == hash(other) == hash(frozenset(d.items()))

    @rule(which=which, key=toy_keys, n=st.integers(1, 30), hashing=st.booleans())
    def fail(self, which, key, n, hashing):
        m, _ = self.pick(which)
        other = self.versions[n % len(self.versions)][0]
        for call in (
            lambda: m.assoc(key, 1),
            lambda: m.dissoc(key),
            lambda: m.update({key: 1}),
            lambda: m | other,
            lambda: m == other,
            lambda: list(m.diff(other)),
        ):
            with (on_hash if hashing else on_eq)(Fuse(n)):
                try:
                    call()
                except Boom:
                    pass

    @rule(which=which, key=toy_keys, depth=st.integers(1, 3))
    def re_enter(self, which, key, depth):
        m, d = self.pick(which)
        left = 5 * depth
        inner = []

        def action(*_):
            nonlocal left
            if left > 0:
                left -= 1
                inner.append(m.assoc(key, left).dissoc(key))
                if left == 3:
                    gc.collect(0)

        with on_eq(action):
            new = m.assoc(key, "outer")
        e = dict(d)
        e[key] = "outer"
        self.add(new, e)
        e = dict(d)
        e.pop(key, None)
        assert all(other == e for other in inner)

    @rule(which=which)
    def destructor(self, which):
        m, d = self.pick(which)
        seen = []
        dying = m.assoc("dying", OnDeath(lambda: seen.append(m.assoc("x", 1).dissoc("x"))))
        dying = dying.assoc("more", 1)
        del dying
        gc.collect(0)
        assert len(seen) == 1 and seen[0] == {k: v for k, v in d.items() if k != "x"}

    @rule(which=which)
    def forget(self, which):
        if len(self.versions) > 1:
            del self.versions[which % (len(self.versions) - 1)]

    @invariant()
    def no_version_ever_changes(self):
        for m, d, items in self.versions:
            check(m)
            again = m.items_list()
            assert len(m) == len(d) == len(again)
            for (k, v), (k2, v2) in zip(items, again):
                assert k is k2 and v is v2
            for k in list(d)[:: max(1, len(d) // 30)]:
                assert m[k] is d[k]


TestVersions = Versions.TestCase
