"""The machine, the interpreter and the build: whatever figures cannot be read without."""

import os
import platform
import subprocess
import sysconfig
from importlib import import_module
from pathlib import Path
from typing import Any

import pyperf  # type: ignore[import-untyped]

_KEPT = ("cpu_model_name", "cpu_count", "cpu_config", "cpu_freq", "platform", "python_version",
         "python_implementation", "python_compiler", "aslr", "timer", "load_avg_1min",
         "perf_version")


def facts() -> dict[str, Any]:
    """What pyperf knows of the host and what the extension says of itself."""
    known = pyperf.Run([1.0], collect_metadata=True).get_metadata()
    host = {name: known[name] for name in _KEPT if name in known}
    host["memory"] = f"{memory_total() / 2**30:.0f} GiB"
    host["caches"] = _caches()
    core = import_module("pypersistent._core")
    return {
        "host": host,
        "interpreter": {"version": platform.python_version(),
                        "compiler": platform.python_compiler(),
                        "optimised": _how_built(),
                        "free-threaded": bool(sysconfig.get_config_var("Py_GIL_DISABLED"))},
        "extension": {**core.build_facts, "flags": os.environ.get("BENCH_FLAGS", "")},
        "commit": _commit(),
    }


def _how_built() -> str:
    """Whether the interpreter has profile-guided and link-time optimisation."""
    arguments = sysconfig.get_config_var("CONFIG_ARGS") or ""
    names = {"--enable-optimizations": "PGO", "--with-lto": "LTO", "--enable-shared": "shared"}
    return ", ".join(name for option, name in names.items() if option in arguments) or "plain"


def memory_total() -> int:
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def memory_available() -> int:
    try:
        for line in Path("/proc/meminfo").read_text().splitlines():
            if line.startswith("MemAvailable:"):
                return int(line.split()[1]) << 10
    except OSError:
        pass
    return memory_total() // 2


def _caches() -> str:
    found = []
    for index in sorted(Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        try:
            level, kind, size = ((index / name).read_text().strip()
                                 for name in ("level", "type", "size"))
        except OSError:
            continue
        if kind != "Instruction":
            found.append(f"L{level} {size}")
    return ", ".join(found)


def _commit() -> str:
    try:
        name = subprocess.run(["git", "describe", "--always", "--dirty", "--abbrev=12"],
                              capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return "unknown"
    return name.stdout.strip()
