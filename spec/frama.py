"""Runs frama-c on one file; what the cache holds, a goal or an equal run, is not repeated.

Two provers try a goal, and the first to prove it ends the other or spares it: many goals that take
one of them a tenth of a second are beyond the other.
"""

import contextlib
import hashlib
import os
import shutil
import subprocess
import time
from pathlib import Path
from typing import Callable

from source import INCLUDES, ROOT

FLAGS = f"{INCLUDES} -I."
# no other plug-in: loading them all takes a quarter of a second
WP = ["frama-c", "-no-autoload-plugins", "-load-module", "wp,rtegen", "-c11",
      f"-cpp-extra-args={FLAGS}", "-wp", "-wp-model", "Typed"]


def environment(where: Path) -> dict[str, str]:
    """frama-c finds files from $PWD; with its collector running less often it takes a tenth less."""
    return {**os.environ, "PWD": str(where), "OCAMLRUNPARAM": "s=1M,o=400"}


def cache_in(out: Path, given: Path | None) -> Path:
    """The folder for what is proved: the given one, which keeps it, or one of this run alone."""
    cache = given or out / "this-run"
    if not given:
        shutil.rmtree(cache, ignore_errors=True)
    cache.mkdir(parents=True, exist_ok=True)
    return cache


def kept(unit: str, command: list[str], cache: Path) -> Path:
    """Where a log is kept, by all that frama-c reads: source, contracts, options."""
    read = subprocess.run(["gcc", "-E", "-CC", *FLAGS.split(), unit], cwd=ROOT,
                          stdout=subprocess.PIPE, check=True).stdout
    return cache / (hashlib.sha256(read + repr(command).encode()).hexdigest() + ".log")


def forget_failures(cache: Path, since: float) -> None:
    """Of Z3 a failure is remembered without its time limit, and would count where there is more."""
    for entry in os.scandir(cache):
        with contextlib.suppress(FileNotFoundError):  # another run forgets as well
            # files keep time less exactly
            if entry.stat().st_mtime >= since - 1 and entry.name.endswith(".json"):
                path = Path(entry.path)
                if '"valid"' not in path.read_text():
                    path.unlink()


def frama_c(unit: str, options: list[str], log: Path, cache: Path,
            holds: Callable[[str], bool]) -> str:
    """What frama-c prints, also written to log; kept in the cache if it holds."""
    command = [*WP, *options, unit]
    memory = kept(unit, command, cache)
    if memory.exists():
        return memory.read_text()
    command[-1:] = ["-wp-cache", "update", "-wp-cache-dir", str(cache), unit]
    start = time.time()
    done = subprocess.run(command, cwd=ROOT, env=environment(ROOT),
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    text = " ".join(command) + "\n" + done.stdout
    log.write_text(text)
    if "[Failed]" in text:  # of several provers; CVC4 alone leaves nothing of Z3's
        forget_failures(cache, start)
    if done.returncode != 0:
        raise RuntimeError(f"frama-c failed on {unit} ({done.returncode}), see {log}\n"
                           f"{text[-2000:]}")
    if holds(text):
        memory.write_text(text)
    return text
