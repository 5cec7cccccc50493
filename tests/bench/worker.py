"""One process of the benchmark: measures the cells of one group.

Reads the group from its argument; writes one JSON line a cell.
"""

import gc
import json
import sys
from dataclasses import replace
from functools import partial
from typing import Any

from . import peers
from .cells import Group
from .measure import measure, summary, survives
from .ops import LOOK_UPS, OPS, Candidate, Inputs, Made, candidate, empty_loop


def main() -> None:
    group = Group.from_json(json.loads(sys.argv[1]))
    found, _ = peers.load((*group.peers, peers.COMPREHENSION))
    gc.disable()  # the candidates' own maps are made without it
    inputs = Inputs(group.kind, group.order, group.n)
    if group.control:
        found[peers.AGAIN] = replace(found[peers.OURS], name=peers.AGAIN)
    made = {name: Made(peer, inputs) for name, peer in found.items()}
    for op in group.ops:
        candidates, failed = _candidates(op, made)
        if op in LOOK_UPS:
            candidates.append(empty_loop(op, inputs))
        for collector in (True, False) if op in group.gc_off else (True,):
            samples = measure(candidates, group.effort, collector)
            _tell(group, op, collector, samples, failed)
            gc.disable()
        del candidates
        for each in made.values():
            each.forget()


def _candidates(op: str, made: dict[str, Made]) -> tuple[list[Candidate], dict[str, str]]:
    """Who takes part, and what became of those that cannot."""
    candidates, failed = [], {}
    for name, own in made.items():
        if name == peers.COMPREHENSION and op != "build":
            continue
        reason = survives(partial(_once, op, own)) if own.peer.may_crash else None
        if reason:
            failed[name] = reason
            continue
        try:
            each = candidate(op, own)
        except Exception as error:  # noqa: BLE001  a peer's fault is a result, too
            failed[name] = f"failed: {type(error).__name__}"
            continue
        if each:
            candidates.append(each)
    return candidates, failed


def _once(op: str, own: Made) -> None:
    each = candidate(op, own)
    if each:
        each.run(1)


def _tell(group: Group, op: str, collector: bool, samples: dict[str, list[float]],
          failed: dict[str, str]) -> None:
    results: dict[str, Any] = {name: summary(values) for name, values in samples.items()}
    results.update({name: {"failed": reason} for name, reason in failed.items()})
    line = {"op": op, "title": OPS[op].title, "n": group.n, "kind": group.kind,
            "order": group.order, "collector": collector, "seed": group.seed,
            "results": results, "samples": samples}
    print(json.dumps(line), flush=True)


if __name__ == "__main__":
    main()
