"""Thread stress of the extension: scenarios in which threads share what can be shared.

    python tests/stress/stress.py [--seconds S] [--threads N] [--only NAME ...]

Each scenario runs for S / (number of scenarios) seconds, or one round if that takes longer,
with the garbage collector running throughout, and must leave none of its objects behind.
Meant for free-threaded builds and ThreadSanitizer (ci/threads.sh); runs on any.
"""

from __future__ import annotations

import argparse
import faulthandler
import sys
import time
from pathlib import Path

import pypersistent

sys.path.insert(0, str(Path(__file__).parent))
import dropping  # noqa: F401
import sharing  # noqa: F401
from harness import ALL, Collector, tokens_alive, until


def gil_enabled() -> bool:
    return getattr(sys, "_is_gil_enabled", lambda: True)()


def run_scenario(name: str, seconds: float, threads: int) -> None:
    before = tokens_alive()
    start = time.monotonic()
    with Collector() as collector:
        for turn in until(start + seconds):
            ALL[name](threads, turn)
    left = tokens_alive() - before
    took = time.monotonic() - start
    print(f"  {name:24} {turn + 1:6} rounds {collector.runs:5} collections {took:6.1f} s",
          flush=True)
    if left:
        raise SystemExit(f"stress: FAILED: {name} left {left} objects behind")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--threads", type=int, default=100)
    parser.add_argument("--only", nargs="+", choices=list(ALL))
    parser.add_argument("--no-gil", action="store_true", help="fail if there is a GIL")
    options = parser.parse_args()
    faulthandler.enable()
    if options.no_gil and gil_enabled():
        raise SystemExit("stress: FAILED: importing the extension has enabled the GIL")
    names = options.only or list(ALL)
    print(f"stress: {options.threads} threads, Python {sys.version.split()[0]}, "
          f"GIL {'on' if gil_enabled() else 'off'}, {pypersistent.__file__}", flush=True)
    for name in names:
        run_scenario(name, options.seconds / len(names), options.threads)
    print("stress: all scenarios passed")


if __name__ == "__main__":
    main()
