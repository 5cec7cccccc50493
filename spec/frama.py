"""Runs frama-c on one file; what the cache holds, a goal or an equal run, is not repeated.

Two provers try a goal, and the first to prove it ends the other or spares it: many goals that take
one of them a tenth of a second are beyond the other.
"""

import contextlib
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import threading
import time
from pathlib import Path
from typing import Callable

from source import INCLUDES, ROOT

FLAGS = f"{INCLUDES} -I."
# no other plug-in: loading them all takes a quarter of a second
FRAMA_C = ["frama-c", "-no-autoload-plugins", "-load-module", "wp,rtegen"]
PARSE = ["-c11", f"-cpp-extra-args={FLAGS}"]
WP = ["-wp", "-wp-model", "Typed"]
MIMALLOC = ctypes.util.find_library("mimalloc")
PARSED: set[Path] = set()
PARSING = threading.Lock()


def environment(where: Path) -> dict[str, str]:
    """frama-c finds files from $PWD; with its collector running less it takes a tenth less, and all
    of it a twentieth less with mimalloc, where there is one."""
    preload = {"LD_PRELOAD": MIMALLOC} if MIMALLOC else {}
    return {**os.environ, **preload, "PWD": str(where), "OCAMLRUNPARAM": "s=1M,o=400"}


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


def run(command: list[str], log: Path) -> str:
    """What frama-c prints, also written to log."""
    done = subprocess.run(command, cwd=ROOT, env=environment(ROOT), stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    text = " ".join(command) + "\n" + done.stdout
    log.write_text(text)
    if done.returncode != 0:
        raise RuntimeError(f"frama-c failed ({done.returncode}), see {log}\n{text[-2000:]}")
    return text


def parsed(unit: str, out: Path) -> list[str]:
    """Options that load a file as parsed before, once in a run: its headers take a second."""
    path = out / (unit.replace("/", "-") + ".sav")
    with PARSING:
        if path not in PARSED:
            run([*FRAMA_C, *PARSE, unit, "-save", str(path)], path.with_suffix(".parse.log"))
            PARSED.add(path)
    return ["-load", str(path)]


def forget_parsed() -> None:
    """Takes away what parsed has kept, nine megabytes a file."""
    while PARSED:
        PARSED.pop().unlink()


def frama_c(unit: str, options: list[str], log: Path, cache: Path,
            holds: Callable[[str], bool], again: bool = False) -> str:
    """What frama-c prints, also written to log; kept in the cache if it holds.

    again: the unit is proved in pieces, and parsed only once.
    """
    command = [*FRAMA_C, *PARSE, unit, *WP, *options]
    memory = kept(unit, command, cache)
    if memory.exists():
        return memory.read_text()
    source = parsed(unit, log.parent) if again else [*PARSE, unit]
    start = time.time()
    try:
        text = run([*FRAMA_C, *source, *WP, *options,
                    "-wp-cache", "update", "-wp-cache-dir", str(cache)], log)
    finally:
        if "[Failed]" in log.read_text():  # of several provers; CVC4 alone leaves nothing of Z3's
            forget_failures(cache, start)
    if holds(text):
        memory.write_text(text)
    return text
