"""The plots, as SVG: transparent ground and mid tones, so that they read on light and dark."""

import math
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from . import peers
from .results import Results

TEXT, GRID = "#767676", "#76767640"
COLOURS = {peers.OURS: "#2f81f7", peers.DICT: "#d9700d", peers.IM: "#2a9d5c",
           peers.CPP: "#a06bd6", peers.PYRSISTENT: "#a98600", peers.RPDS: "#d0508f",
           peers.FROZEN: "#8a8f98"}
LEAVES = {"8": "#d0508f", "12": "#d9700d", "16": "#2f81f7", "24": "#2a9d5c", "32": "#a06bd6"}
CURVES = {  # operation: title, whether its cost is shown for each entry
    "item": ("m[k], hit", False), "miss": ("k in m, miss", False),
    "assoc": ("assoc, new key", False), "dissoc": ("dissoc", False),
    "variants": ("100 variants", False), "equal near": ("==, one change apart", False),
    "build": ("from_dict, an entry", True), "items": ("iterate items, an entry", True),
    "merge": ("merge n + n, an entry", True)}
DOTS = {"item": "m[k], hit", "miss": "k in m, miss", "build": "from_dict", "assoc": "assoc",
        "dissoc": "dissoc", "keys": "iterate keys", "items": "iterate items",
        "items list": "items_list()", "merge": "merge n + n", "equal": "==, built apart",
        "equal near": "==, one change apart"}
DOT_SIZES = {8: "#2a9d5c", 1_000: "#2f81f7", 100_000: "#d9700d", 1_000_000: "#d0508f"}
TICKS = (0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20)
Save = Callable[[Any, str], None]


def draw(results: Results, output: Path, suffix: str = "") -> list[str]:
    """Writes every plot there are figures for; the names of the files."""
    matplotlib = import_module("matplotlib")
    written = []

    def save(figure: Any, name: str) -> None:
        path = output / f"{name}{suffix}.svg"
        figure.savefig(path, transparent=True, metadata={"Date": None})
        written.append(path.name)

    options = {"svg.hashsalt": "bench", "svg.fonttype": "none", "font.family": "sans-serif",
               "font.size": 9, "text.color": TEXT, "axes.labelcolor": TEXT,
               "axes.edgecolor": TEXT, "xtick.color": TEXT, "ytick.color": TEXT,
               "text.parse_math": False, "axes.titlesize": 9}
    with matplotlib.rc_context(options):
        cost(results, save)
        ratio(results, save)
        leaf_sizes(results, save)
    return written


def _axes(rows: int, columns: int, width: float, height: float) -> tuple[Any, list[Any]]:
    figures = import_module("matplotlib.figure")
    figure = figures.Figure(figsize=(width, height), layout="constrained")
    axes = [each for row in figure.subplots(rows, columns, squeeze=False) for each in row]
    for each in axes:
        each.grid(color=GRID, linewidth=0.5)
        each.set_axisbelow(True)
        for side in ("top", "right"):
            each.spines[side].set_visible(False)
    return figure, axes


def _legend(figure: Any, handles: dict[str, Any]) -> None:
    figure.legend(handles.values(), handles.keys(), loc="outside lower center",
                  ncols=len(handles), frameon=False, fontsize=9)


def _log_ticks(axis: Any, label: Callable[[float, Any], str]) -> None:
    ticker = import_module("matplotlib.ticker")
    axis.set_major_locator(ticker.LogLocator(base=10, numticks=12))
    axis.set_minor_locator(ticker.NullLocator())
    axis.set_major_formatter(label)


def _count(value: float, _: Any = None) -> str:
    for unit, size in (("M", 1e6), ("k", 1e3)):
        if value >= size:
            return f"{value / size:g}{unit}"
    return f"{value:g}"


def _nanoseconds(value: float, _: Any = None) -> str:
    for unit, size in (("s", 1e9), ("ms", 1e6), ("µs", 1e3)):
        if value >= size:
            return f"{value / size:g} {unit}"
    return f"{value:g} ns"


# ---- Cost against size ----

def curve(results: Results, op: str, peer: str) -> list[tuple[int, float]]:
    """(n, ns an operation) with str keys; shuffled ones from 1,000 entries up."""
    points = {}
    for (name, n, kind, order, collector), cell in results.cells.items():
        fits = (name, kind, collector) == (op, "str", True) and order == usual_order(n)
        if fits and "ns" in cell["results"].get(peer, {}):
            points[n] = cell["results"][peer]["ns"]
    return sorted(points.items())


def usual_order(n: int) -> str:
    """Below, everything is in the cache and the order does not matter."""
    return "shuffled" if n >= 1_000 else "sequential"


def exponent(points: Iterable[tuple[int, float]], least: int = 1_000) -> float | None:
    """Of the power of n that fits best from `least` on: 0 constant, 1 proportional."""
    logs = [(math.log(n), math.log(ns)) for n, ns in points if n >= least]
    if len(logs) < 3:
        return None
    mean_x, mean_y = (sum(column) / len(logs) for column in zip(*logs, strict=True))
    over: float = sum((x - mean_x) * (y - mean_y) for x, y in logs)
    under: float = sum((x - mean_x) ** 2 for x, _ in logs)
    return over / under


def cost(results: Results, save: Save) -> None:
    figure, axes = _axes(3, 3, 10, 8.2)
    handles: dict[str, Any] = {}
    for each, (op, (title, an_entry)) in zip(axes, CURVES.items(), strict=True):
        for peer, colour in reversed(COLOURS.items()):
            points = curve(results, op, peer)
            if not points:
                continue
            ys = [ns / n if an_entry else ns for n, ns in points]
            ours = peer == peers.OURS
            line, = each.plot([n for n, _ in points], ys, color=colour, marker="o",
                              markersize=3 if ours else 2, linewidth=2.2 if ours else 1.1)
            handles[peer] = line
        each.set_xscale("log")
        each.set_yscale("log")
        _log_ticks(each.xaxis, _count)
        _log_ticks(each.yaxis, _nanoseconds)
        power = exponent(curve(results, op, peers.OURS))
        whole = "total" if an_entry else "ours"
        grows = f"   {whole} ~ n^{power:.2f}" if power is not None else ""
        each.set_title(title + grows, loc="left", color=TEXT)
    for each in axes[6:]:
        each.set_xlabel("entries")
    _legend(figure, {name: handles[name] for name in COLOURS if name in handles})
    save(figure, "cost")


# ---- Ratio to dict and to the best peer ----

def best_peer(cell: dict[str, Any]) -> tuple[str, float] | None:
    """The fastest of the other persistent maps (not of the types that copy the whole)."""
    found = [(figure["ns"], name) for name, figure in cell["results"].items()
             if name in (peers.IM, peers.CPP, peers.PYRSISTENT, peers.RPDS) and "ns" in figure]
    return (min(found)[1], min(found)[0]) if found else None


def ratio(results: Results, save: Save) -> None:
    figure, axes = _axes(1, 2, 10, 4.6)
    handles: dict[str, Any] = {}
    rows = {op: len(DOTS) - i for i, op in enumerate(DOTS)}
    for (op, n, kind, order, collector), cell in results.cells.items():
        fits = kind == "str" and collector and order == usual_order(n)
        ours = cell["results"].get(peers.OURS, {}).get("ns")
        if op not in DOTS or n not in DOT_SIZES or not fits or not ours:
            continue
        best = best_peer(cell)
        others = (cell["results"].get(peers.DICT, {}).get("ns"), best[1] if best else None)
        shift = 0.27 - 0.18 * list(DOT_SIZES).index(n)
        for each, other in zip(axes, others, strict=True):
            if other:
                x = min(max(ours / other, TICKS[0]), TICKS[-1])
                beyond = {TICKS[0]: "<", TICKS[-1]: ">"}.get(x)  # points to where it is
                dot, = each.plot([x], [rows[op] + shift], beyond or "o", markersize=5,
                                 color=DOT_SIZES[n], linestyle="none", clip_on=False)
                handles[f"n = {n:,}"] = handles.get(f"n = {n:,}", dot) if beyond else dot
    for each, other in zip(axes, ("dict", "the best persistent peer"), strict=True):
        each.axvline(1, color=TEXT, linewidth=1)
        each.set_xscale("log")
        each.set_xlim(TICKS[0], TICKS[-1])
        each.set_xticks(TICKS, [f"{tick:g}" for tick in TICKS])
        each.xaxis.set_minor_locator(import_module("matplotlib.ticker").NullLocator())
        each.set_yticks(list(rows.values()), list(DOTS.values()))
        each.set_ylim(0.4, len(rows) + 0.6)
        each.set_title(f"time over that of {other} (left: faster)", loc="left", color=TEXT)
    axes[1].set_yticklabels([])
    names = [f"n = {n:,}" for n in DOT_SIZES]
    _legend(figure, {name: handles[name] for name in names if name in handles})
    save(figure, "ratio")


# ---- Leaf sizes ----

def leaf_sizes(results: Results, save: Save) -> None:
    measured = results.section("leafsize")
    if not measured:
        return
    figure, axes = _axes(3, 3, 10, 7.6)
    names = list(dict.fromkeys(cell["op"] for cell in measured["cells"]))
    handles: dict[str, Any] = {}
    for each, op in zip(axes, [*names, "bytes"], strict=False):
        rows = [(cell["n"], cell["ns"]) for cell in measured["cells"] if cell["op"] == op]
        if op == "bytes":
            rows = [(row["n"], row) for row in measured["bytes"]]
        for leaf, colour in LEAVES.items():
            points = [(n, row[leaf] / row["16"]) for n, row in rows if leaf in row]
            if points:
                line, = each.plot(*zip(*points, strict=True), color=colour, marker="o",
                                  markersize=2.5, linewidth=2 if leaf == "16" else 1.2)
                handles[f"{leaf} entries"] = line
        each.set_xscale("log")
        _log_ticks(each.xaxis, _count)
        each.set_yscale("log")
        each.set_ylim(0.28, 3.6)
        ticks = (0.3, 0.5, 0.7, 1, 1.5, 2, 3)
        each.set_yticks(ticks, [f"{tick:g}" for tick in ticks])
        each.yaxis.set_minor_locator(import_module("matplotlib.ticker").NullLocator())
        titles = {name: title for name, (title, _) in CURVES.items()}
        titles.update(build="from_dict", keys="iterate keys", merge="merge n + n",
                      equal="==, built apart", bytes="memory")
        each.set_title(titles.get(op, op) + ", over leaves of 16", loc="left", color=TEXT)
    _legend(figure, handles)
    save(figure, "leaf-size")
