"""What the parts besides the cells have in common: arguments, a process for each job."""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any


def main(part: str, whole: Callable[[bool, int], Any], one: Callable[..., Any] | None) -> None:
    """The program of a part: all of it, or (--one) a single job given as JSON."""
    parser = argparse.ArgumentParser(prog=f"python -m bench.{part}")
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--largest", type=int, default=1_000_000)
    parser.add_argument("--one", type=json.loads)
    options = parser.parse_args()
    if options.one is not None and one is not None:
        print(json.dumps(one(**options.one)))
    else:
        print(json.dumps(whole(options.quick, options.largest)))


def alone(part: str, **job: Any) -> Any:
    """One job in a fresh process: its result, or what became of the process."""
    command = [sys.executable, "-m", f"bench.{part}", "--one", json.dumps(job)]
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    try:
        process = subprocess.run(command, env=environment, capture_output=True, text=True,
                                 timeout=120, check=False)
    except subprocess.TimeoutExpired:
        return {"failed": "no end after 120 s"}
    if process.returncode != 0:
        print(process.stderr.strip()[-300:], file=sys.stderr)
        crashed = process.returncode < 0
        return {"failed": f"crashed: signal {-process.returncode}" if crashed else "failed"}
    return json.loads(process.stdout)


def resident() -> int:
    """Bytes of this process that are in memory; 0 where the system does not say."""
    try:
        pages = int(Path("/proc/self/statm").read_text().split()[1])
    except OSError:
        return 0
    return pages * os.sysconf("SC_PAGE_SIZE")
