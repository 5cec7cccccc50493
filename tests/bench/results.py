"""The result of one run: put together, written, read back, asked for cells."""

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

import pyperf  # type: ignore[import-untyped]

Key = tuple[str, int, str, str, bool]


@dataclass(frozen=True)
class Figure:
    """One candidate in one cell; times in nanoseconds an operation."""

    ns: float
    median: float
    spread: float
    halves: float
    samples: int


class Results:
    def __init__(self, data: dict[str, Any]) -> None:
        self.data = data
        self.cells = {_key(cell): cell for cell in data["cells"]}

    @staticmethod
    def read(path: Path) -> "Results":
        return Results(json.loads(path.read_text()))

    def figure(self, op: str, n: int, peer: str, kind: str = "str", order: str = "sequential",
               collector: bool = True) -> Figure | None:
        cell = self.cells.get((op, n, kind, order, collector))
        found = cell["results"].get(peer) if cell else None
        if not found or "failed" in found:
            return None
        return Figure(**found)

    def ratio(self, key: Key, base: str, ours: str) -> float | None:
        cell = self.cells.get(key)
        if not cell:
            return None
        mine, other = cell["results"].get(ours, {}), cell["results"].get(base, {})
        return mine["ns"] / other["ns"] if "ns" in mine and "ns" in other else None

    def section(self, name: str) -> Any:
        return self.data.get(name)


def _key(cell: dict[str, Any]) -> Key:
    return cell["op"], cell["n"], cell["kind"], cell["order"], cell["collector"]


def merged(lines: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """One cell for each operation, size, kind, order: the medians over the processes."""
    together: dict[Key, list[dict[str, Any]]] = {}
    for line in lines:
        together.setdefault(_key(line), []).append(line)
    return [_merged_cell(key, same) for key, same in together.items()]


def _merged_cell(key: Key, lines: list[dict[str, Any]]) -> dict[str, Any]:
    names = {name: None for line in lines for name in line["results"]}
    results: dict[str, Any] = {}
    for name in names:
        there = [line["results"][name] for line in lines if name in line["results"]]
        failed = [each for each in there if "failed" in each]
        results[name] = failed[0] if failed else {
            "ns": _short(median(each["ns"] for each in there)),
            "median": _short(median(each["median"] for each in there)),
            "spread": round(median(each["spread"] for each in there), 3),
            "halves": round(median(each["halves"] for each in there), 3),
            "samples": sum(each["samples"] for each in there)}
    op, n, kind, order, collector = key
    return {"op": op, "n": n, "kind": kind, "order": order, "collector": collector,
            "processes": len(lines), "results": results}


def _short(number: float) -> float:
    return float(f"{number:.4g}")


def start(path: Path | None) -> dict[str, Any]:
    """The results to add to: those of an earlier run, or none."""
    if path is None or not path.exists():
        return {}
    earlier: dict[str, Any] = json.loads(path.read_text())
    return earlier


def write(path: Path, data: dict[str, Any]) -> None:
    """Readable and small: one line a cell."""
    path.parent.mkdir(parents=True, exist_ok=True)
    parts = []
    for name, value in data.items():
        if isinstance(value, list) and value:
            lines = ",\n  ".join(json.dumps(each) for each in value)
            parts.append(f"{json.dumps(name)}: [\n  {lines}\n]")
        elif isinstance(value, dict) and value:
            lines = ",\n  ".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in value.items())
            parts.append(f"{json.dumps(name)}: {{\n  {lines}\n}}")
        else:
            parts.append(f"{json.dumps(name)}: {json.dumps(value)}")
    path.write_text("{\n" + ",\n".join(parts) + "\n}\n")


def write_samples(path: Path, lines: Iterable[dict[str, Any]], facts: dict[str, Any]) -> None:
    """Every sample, as pyperf keeps them: `python -m pyperf stats FILE`, hist, compare_to."""
    runs: dict[str, list[pyperf.Run]] = {}
    for line in lines:
        off = "" if line["collector"] else ", collector off"
        for peer, samples in line["samples"].items():
            what = ", ".join(str(line[each]) for each in ("op", "n", "kind", "order"))
            name = f"{peer}: {what}{off}"
            metadata = {"name": name, "hash_seed": line["seed"], **facts["host"]}
            values = [max(sample, 1e-3) * 1e-9 for sample in samples]
            runs.setdefault(name, []).append(
                pyperf.Run(values, metadata=metadata, collect_metadata=False))
    if runs:
        suite = pyperf.BenchmarkSuite([pyperf.Benchmark(each) for each in runs.values()])
        suite.dump(str(path), replace=True)
