"""Instruction counts of the hot operations, held against the committed ledger.

Valgrind's callgrind counts instructions inside the extension's functions alone, with all they
call (collecting is switched on at the functions below and off again), so that neither the
interpreter's loop nor the machine's noise is in the figures. One run, one dump an operation.

    python -m bench.instructions [--update]      ci/bench-instructions.sh calls it
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import sysconfig
import tempfile
from pathlib import Path
from typing import Any

from .callgrind import events

LEDGER = Path(__file__).with_name("instructions.json")
FUNCTIONS = ("map_subscript", "map_has", "map_assoc", "map_dissoc", "map_from_dict", "map_or",
             "map_richcompare", "map_items_list", "iter_next", "map_dealloc")
"""Where Python enters the extension. None of them is called by another."""
MARKER = "map_length"
MOVED = 0.02


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--update", action="store_true", help="write the ledger")
    options = parser.parse_args()
    made_with = facts()
    counts = count()
    ledger = json.loads(LEDGER.read_text()) if LEDGER.exists() else {}
    name = made_with["interpreter"]
    if options.update or name not in ledger:
        new = "rewritten" if name in ledger else "new"
        show(counts, {})
        ledger[name] = {"made with": made_with, "instructions": counts}
        LEDGER.write_text(json.dumps(dict(sorted(ledger.items())), indent=1) + "\n")
        print(f"\nledger for {name} {new}: {LEDGER.name}")
        return
    was = ledger[name]["made with"]
    for what, value in made_with.items():
        if was.get(what) != value:
            print(f"note: {what} is {value}; the ledger was made with {was.get(what)}")
    moved = show(counts, ledger[name]["instructions"])
    print(f"\n{moved} of {len(counts)} moved by more than {MOVED:.0%}; "
          f"the ledger was made with {was['compiler']}, {name}"
          + ("; UPDATE=1 writes the new counts" if moved else ""))


def facts() -> dict[str, str]:
    from pypersistent import _core

    return {"interpreter": f"cpython{sysconfig.get_python_version()}",
            "python": platform.python_version() + ", " + platform.python_compiler(),
            "compiler": _core.build_facts["compiler"], "machine": platform.machine(),
            "flags": os.environ.get("BENCH_FLAGS", "") or "those of setup.py"}


def count() -> dict[str, float]:
    """Instructions an operation, for every phase of instructions_work."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "count"
        command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}",
                   *(f"--toggle-collect={name}" for name in FUNCTIONS),
                   f"--dump-before={MARKER}", sys.executable, "-m", "bench.instructions_work"]
        print("counting; takes about a minute", file=sys.stderr, flush=True)
        process = subprocess.run(command, capture_output=True, text=True, check=False,
                                 env={**os.environ, "PYTHONHASHSEED": "0"})
        if process.returncode != 0:
            sys.exit(f"callgrind failed:\n{process.stderr[-2000:]}")
        phases: list[tuple[str, int]] = json.loads(process.stdout)
        dumps = [events(Path(f"{out}.{2 * i + 2}"))["Ir"] for i in range(len(phases))]
    counts = {name: round(instructions / operations, 1)
              for (name, operations), instructions in zip(phases, dumps, strict=True)}
    silent = [name for name, instructions in counts.items() if instructions == 0]
    if silent:
        sys.exit(f"nothing was counted for: {'; '.join(silent)}. Has one of "
                 f"{', '.join(FUNCTIONS)} or {MARKER} another name now?")
    return counts


def show(counts: dict[str, float], before: dict[str, Any]) -> int:
    """Prints the counts, and what moved; returns how many did."""
    moved = 0
    print(f"{'operation':40} {'instructions':>12}")
    for name, instructions in counts.items():
        was = before.get(name)
        change = ""
        if was is None and before:
            change = "  new"
        elif was is not None and abs(instructions - was) > MOVED * was:
            moved += 1
            change = f"  {instructions / was - 1:+.1%}, was {was:,.1f}"
        print(f"{name:40} {instructions:12,.1f}{change}")
    for name in before.keys() - counts.keys():
        print(f"{name:40} {'':12}  no longer counted")
    return moved


if __name__ == "__main__":
    main()
