"""How long single operations take: percentiles, not means; the collector is on.

Each operation is timed by itself, in one process, candidates in turns of 1,000. What the clock
costs is taken off (the median of timing nothing). A change makes the next version of a chain.
For dict a change is made in place: what a program without versions does.
"""

import random
from collections.abc import Callable
from typing import Any

from . import parts, peers
from .measure import percentile
from .ops import Inputs

SHARES = {"p50": 0.5, "p90": 0.9, "p99": 0.99, "p99.9": 0.999, "max": 1.0}
TURN = 1_000


def whole(quick: bool, largest: int) -> list[dict[str, Any]]:
    n = min(100_000, largest)
    turns = 10 if quick else 50
    found = peers.load((peers.OURS, peers.DICT, peers.IM, peers.RPDS, peers.PYRSISTENT))[0]
    inputs = Inputs("str", "shuffled", n)
    held = {name: peer.build(inputs.d) for name, peer in found.items()}
    overhead = percentile(_timer("pass", {})(inputs.probes[:10 * TURN], {}), 0.5)
    rows = []
    for verb in ("item", "set", "remove"):
        samples = _samples(verb, found, held, inputs, turns)
        for name, values in samples.items():
            row = {key: round(max(percentile(values, share) - overhead, 0))
                   for key, share in SHARES.items()}
            rows.append({"op": verb, "peer": name, "n": n, "operations": len(values), **row})
    return rows


def _samples(verb: str, found: dict[str, peers.Peer], held: dict[str, Any], inputs: Inputs,
             turns: int) -> dict[str, list[float]]:
    timers = {name: _timer(_statement(verb, peer), peer.names) for name, peer in found.items()}
    states = {name: {"m": m.copy() if name == peers.DICT else m} for name, m in held.items()}
    samples: dict[str, list[float]] = {name: [] for name in found}
    keys = random.Random(3).sample(inputs.probes, min(len(inputs.probes), turns * TURN))
    names = list(found)
    for turn in range(turns):
        some = keys[turn * TURN:(turn + 1) * TURN]
        for name in names[turn % len(names):] + names[:turn % len(names)]:
            samples[name] += timers[name](some, states[name])
    return samples


def _statement(verb: str, peer: peers.Peer) -> str:
    if verb == "item":
        return "m[k]"
    if peer.name == peers.DICT:
        return "m[k] = v" if verb == "set" else "del m[k]"
    return f"m = {peer.words[verb]}"


def _timer(statement: str, names: dict[str, Any]) -> Callable[[Any, dict[str, Any]],
                                                              list[float]]:
    """A function that times each operation over some keys, going on from a state."""
    lines = ["def run(keys, state):",
             "    m, v, times = state.get('m'), state.get('v', 7), []",
             "    for k in keys:",
             "        start = clock()",
             f"        {statement}",
             "        end = clock()",
             "        times.append(end - start)",
             "    state['m'] = m",
             "    return times"]
    space: dict[str, Any] = dict(names)
    exec("from time import perf_counter_ns as clock\n" + "\n".join(lines), space)  # noqa: S102
    run: Callable[[Any, dict[str, Any]], list[float]] = space["run"]
    return run


if __name__ == "__main__":
    parts.main("latency", whole, None)
