"""Builds the extension pypersistent._core; everything else is in pyproject.toml.

PYPERSISTENT_TEST=1 adds what only the tests need: _core._check and _core._force_trie.
CFLAGS and LDFLAGS add to the flags. Each combination has its own directory under build/,
so that no build reuses objects of another.
"""

import hashlib
import os
import re
import shlex
import subprocess
import sysconfig
from glob import glob

from setuptools import Extension, setup

INCLUDES = ["pyext/hooks", "core", "core/layout", "core/scan", "pyext"]
FLAGS = ["-std=c11", "-fvisibility=hidden", "-Wall", "-Wextra", "-Wno-unused-parameter"]
# A change copies nodes in short loops and calls little but the interpreter. Measured with gcc 12
# beside -O3 alone: 10 to 20 % less time for assoc and dissoc, as much for from_dict of 16.
FAST = ["-O3", "-funroll-loops", "-fno-plt"]


def is_gcc() -> bool:
    compiler = shlex.split(os.environ.get("CC") or sysconfig.get_config_var("CC") or "cc")
    try:
        said = subprocess.run([*compiler, "--version"], capture_output=True, text=True, check=False)
    except OSError:
        return False  # the build will say it better
    return "Free Software Foundation" in said.stdout


if is_gcc():
    # split paths turn a choice between two words into a jump, which no processor can foresee
    FAST.append("-fno-split-paths")

testing = os.environ.get("PYPERSISTENT_TEST", "") not in ("", "0")
variant = f"{testing} {FAST} {FLAGS} {os.environ.get('CFLAGS')} {os.environ.get('LDFLAGS')}"
tag = hashlib.sha256(variant.encode()).hexdigest()[:8]

# What pyext/hot.c includes is compiled there and nowhere else.
with open("pyext/hot.c") as file:
    included = re.findall(r'^#include "(\S+\.c)"', file.read(), re.MULTILINE)
hot = {os.path.normpath(os.path.join("pyext", name)) for name in included}

sources = sorted(set(glob("core/*.c") + glob("pyext/*.c")) - hot)
if not testing:
    sources.remove(os.path.join("core", "check.c"))

core = Extension(
    "pypersistent._core",
    sources=sources,
    depends=["setup.py",
             *sorted(hot.union(*(glob(f"{top}/**/*.h", recursive=True) for top in ("core", "pyext"))))],
    include_dirs=INCLUDES,
    extra_compile_args=[*FAST, *FLAGS],
    define_macros=[("PYPERSISTENT_TEST", "1")] if testing else [],
)

setup(ext_modules=[core], options={"build": {"build_base": f"build/setup-{tag}"}})
