"""Runs frama-c on one file; with a cache, an equal run that held is not repeated.

why3server sometimes loses the answer of a prover, and frama-c then waits for ever: a run that
computes nothing for a minute is killed and begun again, with what it proved in a cache of its own.
"""

import hashlib
import os
import shutil
import signal
import subprocess
import time
from pathlib import Path
from typing import Callable

from source import INCLUDES, ROOT

FLAGS = f"{INCLUDES} -I."


def kept(unit: str, command: list[str], cache: Path) -> Path:
    """Where a log is kept, by all that frama-c reads: source, contracts, options."""
    read = subprocess.run(["gcc", "-E", "-CC", *FLAGS.split(), unit], cwd=ROOT,
                          stdout=subprocess.PIPE, check=True).stdout
    return cache / (hashlib.sha256(read + repr(command).encode()).hexdigest() + ".log")


def seconds_of(session: int) -> float:
    """Processor time of the processes of a session, with that of children that have ended."""
    ticks = 0
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = path.read_text().rsplit(")", 1)[1].split()
        except OSError:
            continue
        if int(fields[3]) == session:
            ticks += sum(map(int, fields[11:15]))
    return ticks / os.sysconf("SC_CLK_TCK")


def finished(process: subprocess.Popen[bytes], idle: float = 60) -> bool:
    """Waits for its end; False if it computes for less than a twentieth of idle seconds."""
    since, used = time.monotonic(), seconds_of(process.pid)
    while True:
        try:
            process.wait(5)
            return True
        except subprocess.TimeoutExpired:
            now = seconds_of(process.pid)
            if now - used > idle / 20:
                since, used = time.monotonic(), now
            elif time.monotonic() - since > idle:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
                return False


def run(command: list[str], log: Path) -> tuple[int, str]:
    """Status and output of a run, written to log; begun again when it hangs."""
    for _ in range(3):
        with log.open("w") as out:
            print(*command, file=out, flush=True)
            process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "PWD": str(ROOT)},
                                       stdout=out, stderr=subprocess.STDOUT,
                                       start_new_session=True)
            if finished(process):
                return process.returncode, log.read_text()
        print(f"{log.stem}: frama-c hung, begun again", flush=True)
    raise RuntimeError(f"frama-c hung three times, see {log}")


def frama_c(unit: str, options: list[str], log: Path, cache: Path | None,
            holds: Callable[[str], bool]) -> str:
    """What frama-c prints, also written to log; kept in the cache if it holds."""
    command = ["frama-c", "-c11", f"-cpp-extra-args={FLAGS}", "-wp", "-wp-model", "Typed",
               "-wp-par", "1", *options, unit]
    memory = kept(unit, command, cache) if cache else None
    if memory and memory.exists():
        return memory.read_text()
    proofs = cache or log.with_suffix(".cache")
    if not cache:
        shutil.rmtree(proofs, ignore_errors=True)
    proofs.mkdir(parents=True, exist_ok=True)
    command[-1:] = ["-wp-cache", "update", "-wp-cache-dir", str(proofs), unit]
    status, text = run(command, log)
    if status != 0:
        raise RuntimeError(f"frama-c failed on {unit} ({status}), see {log}\n{text[-2000:]}")
    if memory and holds(text):
        memory.write_text(text)
    return text
