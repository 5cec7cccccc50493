"""The candidates: this map, dict, and the peers, with the words each has for an operation.

Every candidate is timed in its own words, as source text with the names m (a map), k, v (a
key, a value), d (a dict), b (a second map of the same kind). A word that a peer lacks is
left out of its cells.
"""

import builtins
import importlib
import importlib.machinery
import importlib.util
import os
import sys
from dataclasses import dataclass, field
from importlib import metadata
from pathlib import Path
from types import ModuleType
from typing import Any

OURS, DICT, COMPREHENSION = "PersistentMap", "dict", "dict comprehension"
IM, CPP, PYRSISTENT = "immutables", "pypersistent (C++)", "pyrsistent"
RPDS, FROZEN, BUILTIN_FROZEN = "rpds", "frozendict", "frozendict (built in)"
AGAIN = "PersistentMap again"
"""A control: this map measured a second time, as if it were another candidate."""
ORDER = (OURS, DICT, IM, CPP, PYRSISTENT, RPDS, FROZEN, BUILTIN_FROZEN)
COPYING = (DICT, FROZEN, BUILTIN_FROZEN)
"""Types that copy the whole for each change."""

_COMMON = {
    "item": "m[k]", "get": "m.get(k)", "in": "k in m", "merge": "m | b", "equal": "m == b",
    "keys": "for k in m: pass", "items": "for k, v in m.items(): pass",
    "items list": "list(m.items())",
}


@dataclass(frozen=True)
class Peer:
    name: str
    version: str
    names: dict[str, Any]
    """what the words need: the type, or a function that makes one"""
    words: dict[str, str] = field(default_factory=dict)
    may_crash: bool = False
    """try each cell in a forked child first"""

    def word(self, verb: str) -> str | None:
        return self.words.get(verb, _COMMON.get(verb))

    def build(self, d: dict[Any, Any]) -> Any:
        return eval(self.words["build"], {**self.names, "d": d})


def _ours() -> Peer:
    module = importlib.import_module("pypersistent")
    where = os.path.realpath(module.__file__ or "")
    if not where.startswith(os.path.realpath(os.environ["BENCH_BUILD"])):
        raise ImportError(f"pypersistent is {where}, not the build to be measured")
    return Peer(OURS, module.__version__, {"Map": module.PersistentMap}, {
        "build": "Map.from_dict(d)", "create": "Map.create(**d)", "empty": "Map()",
        "set": "m.assoc(k, v)", "remove": "m.dissoc(k)", "items list": "m.items_list()"})


def _dict() -> Peer:
    return Peer(DICT, sys.version.split()[0], {}, {
        "build": "dict(d)", "create": "dict(**d)", "empty": "{}", "set": "{**m, k: v}",
        "set in place": "m[k] = v", "remove": "c = m.copy(); del c[k]"})


def _comprehension() -> Peer:
    return Peer(COMPREHENSION, sys.version.split()[0], {},
                {"build": "{k: v for k, v in d.items()}"})


def _immutables() -> Peer:
    module = importlib.import_module("immutables")
    return Peer(IM, metadata.version("immutables"), {"Map": module.Map}, {
        "build": "Map(d)", "create": "Map(**d)", "empty": "Map()", "set": "m.set(k, v)",
        "remove": "m.delete(k)", "merge": "m.update(b)"})


def _cpp() -> Peer:
    folder = Path(os.environ["BENCH_PEERS"]) / "pypersistent"
    module = load_extension("bench_cpp.pypersistent", folder, "pypersistent")
    return Peer(CPP, module.__version__, {"Map": module.PersistentDict}, {
        "build": "Map.from_dict(d)", "create": "Map.create(**d)", "empty": "Map()",
        "set": "m.assoc(k, v)", "remove": "m.dissoc(k)", "items list": "m.items_list()"},
        may_crash=True)


def _pyrsistent() -> Peer:
    module = importlib.import_module("pyrsistent")
    return Peer(PYRSISTENT, metadata.version("pyrsistent"),
                {"pmap": module.pmap, "make": module.m}, {
        "build": "pmap(d)", "create": "make(**d)", "empty": "pmap()", "set": "m.set(k, v)",
        "remove": "m.remove(k)", "merge": "m.update(b)"})


def _rpds() -> Peer:
    module = importlib.import_module("rpds")
    return Peer(RPDS, metadata.version("rpds-py"), {"Map": module.HashTrieMap}, {
        "build": "Map(d)", "create": "Map(**d)", "empty": "Map()", "set": "m.insert(k, v)",
        "remove": "m.remove(k)", "merge": "m.update(b)"})


def _frozendict() -> Peer:
    module = importlib.import_module("frozendict")
    how = "C" if module.c_ext else "pure Python"
    version = f"{metadata.version('frozendict')}, {how}"
    return Peer(FROZEN, version, {"Map": module.frozendict}, {
        "build": "Map(d)", "create": "Map(**d)", "empty": "Map()", "set": "m.set(k, v)",
        "remove": "m.delete(k)"})


def _builtin_frozendict() -> Peer:
    return Peer(BUILTIN_FROZEN, sys.version.split()[0], {"Map": vars(builtins)["frozendict"]}, {
        "build": "Map(d)", "create": "Map(**d)", "empty": "Map()", "set": "m | {k: v}"})


_LOADERS = {
    OURS: _ours, DICT: _dict, COMPREHENSION: _comprehension, IM: _immutables, CPP: _cpp,
    PYRSISTENT: _pyrsistent, RPDS: _rpds, FROZEN: _frozendict,
    BUILTIN_FROZEN: _builtin_frozendict,
}


def load(names: tuple[str, ...] = ORDER) -> tuple[dict[str, Peer], dict[str, str]]:
    """The candidates that are there, and why the others are not."""
    found: dict[str, Peer] = {}
    missing: dict[str, str] = {}
    for name in names:
        try:
            found[name] = _LOADERS[name]()
        except (ImportError, AttributeError, KeyError, OSError) as error:
            missing[name] = f"{type(error).__name__}: {error}"
    if OURS in missing:
        raise ImportError(missing[OURS])
    if BUILTIN_FROZEN in missing:
        missing[BUILTIN_FROZEN] = "this Python has none"
    return found, missing


def load_extension(name: str, folder: Path, file_name: str) -> ModuleType:
    """The extension module in a folder, under another name than it has there.

    The C++ peer has the import name of this project. Only the last part of a module's name
    chooses its init function, so it can be given a package of its own.
    """
    files = [file for suffix in importlib.machinery.EXTENSION_SUFFIXES
             for file in folder.glob(f"{file_name}*{suffix}")]
    if not files:
        raise ImportError(f"no extension module in {folder.name}: not installed")
    spec = importlib.util.spec_from_file_location(name, files[0])
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
