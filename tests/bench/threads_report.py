"""Table and plot of what tests/bench/threads.py measured.

    python tests/bench/threads_report.py TABLE.md PLOT.svg FIGURES.json ...
"""

from __future__ import annotations

import json
import sys
from typing import Any

Figures = dict[str, Any]
# What is to be reached with two threads on the build without the lock.
TARGETS = {"get, distinct keys|map": 1.85, "derive from one's own|map": 1.8}
DICT_RATIO = 1.15


def title(figures: Figures) -> str:
    return f"Python {figures['python']}, {'with' if figures['gil'] else 'without'} the GIL"


def table(figures: Figures) -> list[str]:
    threads = [str(n) for n in figures["threads"]]
    lines = [f"### {title(figures)}", "",
             f"| {figures['size']} entries | | M/s, 1 thread | "
             + " | ".join(f"x {n}" for n in threads[1:]) + " |",
             "|---|---|---:|" + "---:|" * (len(threads) - 1)]
    for name, rates in figures["rates"].items():
        workload, kind = name.split("|")
        if kind == "dict" and "derive" in workload:
            kind = "dict, copied"
        factors = " | ".join(f"{rates[n] / rates['1']:.2f}" for n in threads[1:])
        lines.append(f"| {workload} | {kind} | {rates['1'] / 1e6:.3g} | {factors} |")
    return [*lines, ""]


def verdicts(figures: Figures) -> list[str]:
    """The targets; only a build without the lock can reach them."""
    if figures["gil"]:
        return []
    rates, lines = figures["rates"], []
    for name, target in TARGETS.items():
        factor = rates[name]["2"] / rates[name]["1"]
        verdict = "reached" if factor >= target else "NOT REACHED"
        lines.append(f"- {name.split('|')[0]}, 2 threads: {factor:.2f}x of one, to reach "
                     f"{target}x: {verdict}")
    for workload in ("get, distinct keys", "m[k], distinct keys"):
        ratio = rates[f"{workload}|dict"]["1"] / rates[f"{workload}|map"]["1"]
        verdict = "reached" if ratio <= DICT_RATIO else "NOT REACHED"
        lines.append(f"- {workload}, 1 thread: {ratio:.2f} of dict's time, to reach "
                     f"{DICT_RATIO}: {verdict}")
    hot = rates["get, same hot value|map"]
    last = str(figures["threads"][-1])
    lines.append(f"- one hot value for all: {hot[last] / hot['1']:.2f}x with {last} threads; the "
                 "value's reference count is the limit, for dict as well")
    return [*lines, ""]


def plot(all_figures: list[Figures], path: str) -> None:
    import matplotlib

    matplotlib.use("Agg")
    matplotlib.rcParams["svg.hashsalt"] = "threads"
    import matplotlib.pyplot as plt

    workloads = list(dict.fromkeys(name.split("|")[0] for name in all_figures[0]["rates"]))
    columns = 4
    rows = -(-len(workloads) // columns)
    figure, axes = plt.subplots(rows, columns, figsize=(3.2 * columns, 2.8 * rows))
    for axis, workload in zip(axes.flat, workloads):
        for figures in all_figures:
            threads = figures["threads"]
            for kind, colour in (("map", "C0"), ("dict", "C1")):
                rates = figures["rates"][f"{workload}|{kind}"]
                axis.plot(threads, [rates[str(n)] / rates["1"] for n in threads],
                          "--" if figures["gil"] else "-", color=colour, marker="o", ms=3,
                          label=f"{kind}, {'GIL' if figures['gil'] else 'no GIL'}")
        axis.plot(threads, threads, ":", color="0.7")
        axis.set(title=workload, xticks=threads, ylim=(0, None))
        axis.title.set_size(9)
    for axis in axes.flat[len(workloads):]:
        axis.axis("off")
    axes.flat[0].legend(fontsize=7)
    figure.supxlabel("threads", fontsize=9)
    figure.supylabel("throughput, one thread = 1", fontsize=9)
    figure.tight_layout()
    figure.savefig(path, metadata={"Date": None})


def main() -> None:
    table_path, plot_path, *inputs = sys.argv[1:]
    all_figures = []
    for path in inputs:
        with open(path) as file:
            all_figures.append(json.load(file))
    lines = [f"Operations a second of all threads together, {all_figures[0]['cores']} cores.", ""]
    for figures in all_figures:
        lines += table(figures) + verdicts(figures)
    with open(table_path, "w") as file:
        file.write("\n".join(lines))
    print("\n".join(lines))
    plot(all_figures, plot_path)


if __name__ == "__main__":
    main()
