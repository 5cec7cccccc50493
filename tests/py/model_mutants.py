"""Does the suite test the API? Breaks the model in 38 ways; the tests must notice each.

    python tests/py/model_mutants.py [NAME ...]      some minutes; not a part of `make test`
"""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent

# name, text of model.py, what stands there instead
MUTANTS = [
    ("dissoc keeps", "        rest.pop(key, None)\n", "        pass\n"),
    (
        "assoc self on equal",
        "self._dict.get(key, MISSING) is value and",
        "self._dict.get(key, MISSING) == value and",
    ),
    (
        "update left wins",
        "        new.update(source, **kwargs)\n",
        "        new = dict(source, **kwargs); new.update(self._dict)\n",
    ),
    (
        "update not same",
        "        return self if same else PersistentMap(new)",
        "        return PersistentMap(new)",
    ),
    ("update same by eq", "all(new[k] is v for", "all(new[k] == v for"),
    ("ror order", "PersistentMap(other).update(self) if", "self.update(other) if"),
    (
        "or any",
        "return self.update(other) if isinstance(other, Mapping) else NotImplemented",
        "return self.update(other)",
    ),
    (
        "diff by eq only",
        "if before is not after and not before == after",
        "if not before == after",
    ),
    (
        "diff identity only",
        "if before is not after and not before == after",
        "if before is not after",
    ),
    ("diff forgets added", "[*self, *(k for k in new if k not in self)]", "[*self]"),
    (
        "get default",
        "return self._dict.get(key, default)",
        "return self._dict.get(key) or default",
    ),
    (
        "eq raises",
        "            return NotImplemented\n        return self._dict ==",
        "            return False\n        return self._dict ==",
    ),
    ("hash keys only", "hash(frozenset(self._dict.items()))", "hash(frozenset(self._dict))"),
    (
        "hash uncached",
        "        if self._hash is None:\n            self._hash = hash(frozenset(self._dict.items()))\n        return self._hash",
        "        return hash(frozenset(self._dict.items()))",
    ),
    ("repr", "PersistentMap({self._dict!r})", "PersistentMap[{self._dict!r}]"),
    (
        "pickle type",
        "return type(self), (dict(self._dict),)",
        "return PersistentMap, (dict(self._dict),)",
    ),
    ("pickle state", 'getattr(self, "__dict__", None) or None', "None"),
    (
        "deepcopy shallow",
        "[copy.deepcopy(pair, memo) for pair in self._dict.items()]",
        "self._dict",
    ),
    (
        "copy new",
        "__copy__ = copy = lambda self: self",
        "__copy__ = copy = lambda self: PersistentMap(dict(self._dict)) if self._dict else self",
    ),
    ("missing truthy", "__bool__ = lambda self: False", "__bool__ = lambda self: True"),
    (
        "missing unpickled",
        '__reduce__ = lambda self: "MISSING"',
        '__str__ = lambda self: "MISSING"',
    ),
    ("empty not shared", "if cls is PersistentMap and not self._dict", "if False"),
    (
        "empty shared by subclasses",
        "if cls is PersistentMap and not self._dict",
        "if not self._dict",
    ),
    ("from_dict pairs", '        if not hasattr(source, "keys"):\n', "        if False:\n"),
    (
        "fromkeys base",
        "return cls(dict.fromkeys(iterable, value))",
        "return PersistentMap(dict.fromkeys(iterable, value))",
    ),
    ("create kw", "return cls(dict(source, **kwargs))", "return cls(dict(source) or kwargs)"),
    ("no weakref", '"__weakref__", ', ""),
    (
        "values set-like",
        "values = lambda self: self._dict.values()",
        "values = lambda self: list(self._dict.values())",
    ),
    (
        "keys once",
        "keys = lambda self: self._dict.keys()",
        "keys = lambda self: iter(self._dict)",
    ),
    ("items_list tuple", "items_list = lambda self: list(", "items_list = lambda self: tuple("),
    ("clear self", "clear = lambda self: PersistentMap()", "clear = lambda self: self"),
    (
        "order",
        "self._dict, self._hash = dict(source, **kwargs), None",
        "self._dict, self._hash = dict(reversed(dict(source, **kwargs).items())), None",
    ),
    (
        "last key kept",
        "return PersistentMap([*self._dict.items(), (key, value)])",
        "return PersistentMap([(k, v) for k, v in self._dict.items() if k != key] + [(key, value)])",
    ),
    (
        "alias set",
        "set, delete, merge = assoc, dissoc, update",
        "set, delete, merge = assoc, assoc, update",
    ),
    (
        "contains by value",
        "        return key in self._dict\n",
        "        return self._dict.get(key) is not None\n",
    ),
    (
        "keyerror",
        "lambda self, key: self._dict[key]",
        "lambda self, key: self._dict.get(key, MISSING) if key in self._dict else (_ for _ in ()).throw(KeyError(str(key)))",
    ),
    ("change fields", '"key before after"', '"key old new"'),
    (
        "update mutates",
        "        new = dict(self._dict)\n        new.update(",
        "        new = self._dict\n        new.update(",
    ),
]


def survives(original: str, old: str, new: str) -> bool:
    with tempfile.TemporaryDirectory() as home:
        tests = Path(home, "tests", "py")
        shutil.copytree(HERE, tests, ignore=shutil.ignore_patterns("__pycache__"))
        for name in ("pyproject.toml", "README.md"):
            shutil.copy(ROOT / name, home)
        tests.joinpath("model.py").write_text(original.replace(old, new, 1))
        command = [sys.executable, "-m", "pytest", "-qx", "-p", "no:cacheprovider"]
        command += ["--impl=model", "--profile=quick", "-m", "not slow"]
        return subprocess.run(command, cwd=home, capture_output=True, check=False).returncode == 0


def main() -> int:
    original = HERE.joinpath("model.py").read_text()
    if survives(original, "", ""):
        print("the model itself passes")
    else:
        print("the model itself fails: nothing can be said of its mutants")
        return 2
    wanted = [m for m in MUTANTS if not sys.argv[1:] or m[0] in sys.argv[1:]]
    survivors = []
    for name, old, new in wanted:
        assert old in original, f"{name}: model.py has no {old!r}"
        if survives(original, old, new):
            survivors.append(name)
            print(f"NOT NOTICED  {name}", flush=True)
        else:
            print(f"noticed      {name}", flush=True)
    print(f"{len(wanted)} mutants, {len(survivors)} not noticed")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
