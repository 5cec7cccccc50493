"""Tables and plots out of the results: results/README.md and a block of the README.

    python -m bench.report [DIRECTORY]     makes them again without measuring
"""

import sys
from pathlib import Path
from statistics import median
from typing import Any

from . import goals, peers, plots, published
from .keys import KINDS
from .pauses import CHANGES
from .results import Key, Results
from .text import DASH, bytes_text, ratio_text, table, time_text

ROOT = Path(__file__).resolve().parents[2]
BUSY = {"wall": "", "cpu": " A busy machine: what is timed is the thread's own processor time."}
BEGIN, END = "<!-- bench:begin -->", "<!-- bench:end -->"
LATENCY = ("p50", "p90", "p99", "p99.9", "max")


def write(output: Path) -> None:
    """Everything for all results in a directory; the README's block if it is the project's."""
    found = [Results.read(path) for path in sorted(output.glob("*.json"))
             if ".part." not in path.name]
    if not found:
        return
    parts = ["# Results", "",
             "Written by `make bench`; the end says how it is measured.", ""]
    for i, results in enumerate(found):
        suffix = "" if i == 0 else "-" + results.data["about"]["python"]
        parts += document(results, plots.draw(results, output, suffix))
    parts += [METHOD]
    (output / "README.md").write_text("\n".join(parts))
    if output.resolve() == ROOT / "tests" / "bench" / "results":
        rewrite(ROOT / "README.md", block(found[0]))


def rewrite(path: Path, block_text: str) -> None:
    """Puts the block between the markers; leaves a file without markers alone."""
    text = path.read_text()
    if BEGIN not in text or END not in text:
        print(f"{path.name} has no {BEGIN} ... {END}: not changed", file=sys.stderr)
        return
    before, rest = text.split(BEGIN, 1)
    after = rest.split(END, 1)[1]
    path.write_text(f"{before}{BEGIN}\n{block_text}\n{END}{after}")


def where(results: Results) -> str:
    """On what machine, and how noisy."""
    data = results.data
    host, python = data["host"], data["interpreter"]
    clock = data["about"].get("clock", "wall")
    return (f"{host.get('cpu_model_name', 'some processor')}, {host.get('cpu_count')} cores, "
            f"{host['caches']}, {host['memory']}; {host.get('platform')}; Python "
            f"{python['version']} ({python['compiler']}, {python['optimised']}); extension: "
            f"{data['extension']['compiler']}, flags of setup.py{data['extension']['flags'] and ' and '}"
            f"{data['extension']['flags']}; "
            f"commit {data['commit']}, {data['about']['date']}. {noise(results)}{BUSY[clock]}")


def noise(results: Results) -> str:
    halves = sorted(figure["halves"] for cell in results.cells.values()
                    for figure in cell["results"].values() if figure.get("samples", 0) >= 6)
    if not halves:
        return ""
    load = results.data["host"].get("load_avg_1min", 0)
    return (f"Noise: the two halves of a cell's rounds differ by {median(halves):.1%} "
            f"(median), by less than {halves[int(len(halves) * 0.9)]:.0%} in 9 of 10; "
            f"{control(results)}load {load:.1f} when it began.")


def control(results: Results) -> str:
    """How far this map is from itself, measured twice in a cell."""
    ratios = [results.ratio(key, peers.AGAIN, peers.OURS) for key in results.cells]
    away = sorted(max(ratio, 1 / ratio) - 1 for ratio in ratios if ratio)
    if not away:
        return ""
    return (f"the same map taken twice in {len(away)} cells differs by {median(away):.1%} "
            f"(median), by less than {away[int(len(away) * 0.9)]:.0%} in 9 of 10; ")


# ---- The block of the README ----

SHOWN = (("item", (8, 1_000, 1_000_000)), ("build", (8, 1_000, 1_000_000)),
         ("assoc", (8, 1_000, 1_000_000)), ("dissoc", (1_000,)),
         ("items", (8, 1_000, 1_000_000)), ("merge", (1_000, 1_000_000)),
         ("equal", (1_000_000,)), ("equal near", (1_000_000,)))
NOTE = ("`str` keys, the same objects looked up, in the order they were made; for `dict`, `assoc` "
        "is `{**d, k: v}` and `dissoc` a copy without the key.")
TABLES = "[tests/bench/results](tests/bench/results/README.md)"
OTHERS = (peers.DICT, peers.IM, peers.CPP, peers.PYRSISTENT, peers.RPDS)


def block(results: Results) -> str:
    rows = []
    for op, sizes in SHOWN:
        for n in sizes:
            cell = (results.cells.get((op, n, "str", "sequential", True))
                    or results.cells.get((op, n, "str", "shuffled", True)))
            if cell:
                rows.append([f"{plots.DOTS[op]}, n = {n:,}",
                             *(_shown(cell["results"].get(name))
                               for name in (peers.OURS, *OTHERS))])
    for row_title, values in _memory_rows(results):
        rows.append([row_title, *values])
    return "\n".join([
        "![Cost against size](tests/bench/results/cost.svg)", "",
        "![Ratio to dict and to the best peer](tests/bench/results/ratio.svg)", "",
        table(["", peers.OURS, *OTHERS], rows), "",
        NOTE, where(results),
        f"All rows, sizes and kinds of keys: {TABLES}, which `make bench` makes."])


def _shown(figure: dict[str, Any] | None) -> str:
    if figure is None:
        return DASH
    return time_text(figure["ns"]) if "ns" in figure else figure["failed"]


def _memory_rows(results: Results) -> list[tuple[str, list[str]]]:
    memory = results.section("memory")
    if not memory:
        return []
    names = (peers.OURS, *OTHERS)
    entries = {row["peer"]: row for row in memory["entries"]
               if row["n"] == 100_000 and row["values"] == "atomic"}
    variants = {row["peer"]: row for row in memory["variants"] if row["n"] == 100_000}
    return [(f"memory {title}, n = 100,000: resident / traced",
             [_both_ways(rows.get(name, {})) for name in names])
            for title, rows in (("an entry", entries), ("a retained variant", variants))]


def _both_ways(row: dict[str, Any]) -> str:
    if "resident" not in row:
        return DASH
    return f"{bytes_text(row['resident'])} / {bytes_text(row['traced'])}"


# ---- results/README.md ----

def document(results: Results, drawn: list[str]) -> list[str]:
    about = results.data["about"]
    kind = " (quick: few rounds)" if about["quick"] else ""
    parts = [f"## {about['python']}{kind}", "", where(results), ""]
    missing = results.data["missing"]
    versions = ", ".join(f"{name} {version}" for name, version in results.data["peers"].items())
    parts += [f"Candidates: {versions}.", ""]
    parts += [f"Left out: {name} ({reason})." for name, reason in missing.items()]
    parts += ["", *(f"![{name}]({name})\n" for name in drawn)]
    for title, text in (
            ("Targets", targets(results)),
            ("Published figures of the C++ map, row by row",
             "\n\n".join(published.sections(results))),
            ("Memory", memory(results)), ("Growth", growth(results)),
            ("Collector on and off", collector(results)),
            ("Collector pauses", pauses(results)), ("Latency of single operations",
             latency(results)), ("The git-history job", history(results)),
            ("Leaf sizes", leaf_sizes(results)), ("Crashes and failures", failures(results)),
            ("Every cell", every_cell(results))):
        parts += [f"### {title}", "", text, ""]
    return parts


def place(key: Key) -> str:
    op, n, kind, order, _ = key
    return f"{op}, n = {n:,}, {kind}" + (", shuffled" if order == "shuffled" else "")


def targets(results: Results) -> str:
    verdicts = goals.judge(results)
    rows: list[list[object]] = []
    for verdict in verdicts:
        goal = verdict.goal
        worst = (f"{ratio_text(verdict.worst[1])} ({place(verdict.worst[0])})"
                 if verdict.ratios else DASH)
        rows.append([goal.what, goal.base, goal.must, goal.aim or DASH,
                     ratio_text(verdict.middle) if verdict.ratios else DASH, worst,
                     verdict.word])
    rows += [[a.what, DASH, f"{a.must:g} {a.unit}", f"{a.aim:g} {a.unit}" if a.aim else DASH,
              DASH, f"{a.value:.3g} {a.unit}" if a.value else DASH, a.word]
             for a in goals.absolute(results)]
    text = table(["ours", "over", "must", "aim", "median cell", "worst cell", "verdict"],
                 rows)
    missed = []
    for verdict in verdicts:
        for key in verdict.missed:
            cell = results.cells[key]["results"]
            ours, other = cell[peers.OURS], cell[verdict.goal.base]
            loop = cell.get("(empty loop)", {}).get("ns")
            net = (ours["ns"] - loop) / (other["ns"] - loop) if loop else None
            missed.append([place(key), f"{verdict.goal.base}, {verdict.goal.must}",
                           time_text(ours["ns"]), time_text(other["ns"]),
                           ratio_text(verdict.ratios[key]), ratio_text(net),
                           f"{ours['spread']:.0%}, {other['spread']:.0%}"])
    if missed:
        text += "\n\nCells above their must ([why](../LIMITS.md)):\n\n" + table(
            ["cell", "over, must", "ours", "other", "ratio", "ratio without the loop",
             "spread, ours and other"], missed)
    return text


def memory(results: Results) -> str:
    measured = results.section("memory")
    if not measured:
        return "Not measured."
    names = list(dict.fromkeys(row["peer"] for row in measured["entries"]))
    rows: dict[tuple[int, str], dict[str, str]] = {}
    for row in measured["entries"]:
        text = row.get("failed") or f"{row['resident']:.1f} / {row['traced']:.1f}"
        rows.setdefault((row["n"], row["values"]), {})[row["peer"]] = text
    text = ("Bytes an entry, resident / traced by tracemalloc; keys and values not counted. Resident "
            "is also\nwhat malloc holds back: from_dict sorts in a scratch array of 48 bytes an entry, "
            "which malloc may keep\nuntil it is used again. Traced is not what the C++ and the Rust "
            "candidates allocate.\n\n")
    text += table(["n", "values", *names],
                  [[f"{n:,}", values, *(row.get(name, DASH) for name in names)]
                   for (n, values), row in rows.items()])
    text += "\n\nBytes that each retained variant adds (one new key; resident / traced).\n\n"
    variants = [[f"{row['n']:,}", row["peer"], row.get("failed") or
                 f"{bytes_text(row['resident'])} / {bytes_text(row['traced'])}"]
                for row in measured["variants"]]
    return text + table(["n", "candidate", "a variant"], variants)


def growth(results: Results) -> str:
    rows = []
    for op in plots.DOTS:
        row: list[object] = [plots.DOTS[op]]
        for name in (peers.OURS, peers.DICT, peers.IM):
            points = dict(plots.curve(results, op, name))
            power = plots.exponent(points.items())
            ends = sorted(n for n in points if n >= 1_000)
            factor = points[ends[-1]] / points[ends[0]] if len(ends) > 1 else None
            row += [DASH if power is None else f"n^{power:.2f}",
                    DASH if factor is None else f"{factor:,.1f}x"]
        rows.append(row)
    heads = [head for name in (peers.OURS, peers.DICT, peers.IM) for head in (name, "in all")]
    return ("Exponent of the power of n that fits best from 1,000 entries up, and by how much "
            "the cost grows in all over that range.\n\n" + table(["", *heads], rows))


def pauses(results: Results) -> str:
    rows = [[f"{row['n']:,}", row["values"], row["peer"], row.get("failed") or
             f"{row['full_ms']:.3g} ms", f"{row['longest_ms']:.3g} ms" if "longest_ms" in row
             else DASH, f"{row['share']:.0%}" if "share" in row else DASH,
             f"{row['changes']:,}" if "changes" in row else DASH]
            for row in results.section("pauses") or []]
    return ("Full: one collection while the map is held. Longest pause and share of the time, "
            f"while changes are made ({CHANGES:,}; 20 on types that copy the whole; or what 10 s "
            "allow). rpds and the C++ map show the collector nothing, so it can neither pause on "
            "them nor find cycles through them.\n\n" +
            table(["n", "values", "held", "full", "longest pause", "share", "changes"], rows))


def latency(results: Results) -> str:
    names = {"item": "m[k]", "set": "assoc (dict: in place)", "remove": "dissoc (dict: del)"}
    rows = [[names[row["op"]], f"{row['n']:,}", row["peer"],
             *(time_text(row[key]) for key in LATENCY)]
            for row in results.section("latency") or []]
    return table(["", "n", "candidate", *LATENCY], rows)


def history(results: Results) -> str:
    job = results.section("history")
    if not job:
        return "Not measured."
    ours = job["candidates"][peers.OURS]
    rows = []
    for name, row in job["candidates"].items():
        total = row["build"] + row["look up"] + row["compare"]
        base = ours["build"] + ours["look up"] + ours["compare"]
        phases = [f"{row[phase]:.3g} ms" for phase in ("build", "look up", "compare")]
        rows.append([name, *phases, f"{total:.3g} ms", f"{total / base:.1f}x",
                     f"{bytes_text(row.get('resident'))} / {bytes_text(row.get('traced'))}"])
    return (f"{job['commits']:,} commits, {job['changes']:,} changes ({job['input']}); every "
            "version is held.\n\n" +
            table(["", "build", "look up", "compare", "all", "over ours",
                   "memory, resident / traced"], rows))


def leaf_sizes(results: Results) -> str:
    measured = results.section("leafsize")
    if not measured:
        return "Not measured."
    leaves = list(plots.LEAVES)
    text = ("Geometric mean over all sizes of the time over that with leaves of 16; the plot "
            "shows it size by size.\n\n")
    rows = []
    for op in dict.fromkeys(cell["op"] for cell in measured["cells"]):
        same = [cell["ns"] for cell in measured["cells"] if cell["op"] == op]
        rows.append([plots.DOTS[op], *(_mean_over(same, leaf) for leaf in leaves)])
    rows.append(["bytes an entry", *(_mean_over(measured["bytes"], leaf) for leaf in leaves)])
    return text + table(["", *(f"{leaf} entries" for leaf in leaves)], rows)


def _mean_over(rows: list[dict[str, float]], leaf: str) -> str:
    ratios = [row[leaf] / row["16"] for row in rows if leaf in row]
    if not ratios:
        return DASH
    product = 1.0
    for each in ratios:
        product *= each
    return f"{product ** (1 / len(ratios)):.2f}"


def collector(results: Results) -> str:
    rows = []
    for key, cell in sorted(results.cells.items(), key=lambda item: _sorted(item[0])):
        on = results.cells.get((*key[:4], True))
        if key[4] or not on:
            continue
        row: list[object] = [key[0], f"{key[1]:,}"]
        for name in (peers.OURS, peers.DICT, peers.IM):
            with_, without = (c["results"].get(name, {}).get("ns") for c in (on, cell))
            row += [time_text(with_), time_text(without),
                    ratio_text(with_ / without if with_ and without else None)]
        rows.append(row)
    heads = [head for name in (peers.OURS, peers.DICT, peers.IM) for head in (name, "off", "")]
    return table(["collector on and off", "n", *heads], rows) if rows else "Not measured."


def failures(results: Results) -> str:
    rows = [[place(key) + ("" if key[4] else ", collector off"), name, figure["failed"]]
            for key, cell in results.cells.items()
            for name, figure in cell["results"].items() if "failed" in figure]
    rows += [[lost["group"], lost["peer"], lost["failed"]] for lost in results.section("lost")
             or []]
    return table(["cell", "candidate", "what became of it"], rows) if rows else "None."


def every_cell(results: Results) -> str:
    names = [*results.data["peers"], peers.COMPREHENSION, "(empty loop)"]
    rows = []
    for key, cell in sorted(results.cells.items(), key=lambda item: _sorted(item[0])):
        op, n, kind, order, collector = key
        figures = cell["results"]
        rows.append([op, f"{n:,}", kind, order, "on" if collector else "off",
                     *(_shown(figures.get(name)) for name in names)])
    legend = "; ".join(f"{kind}: {meaning}" for kind, meaning in KINDS.items())
    return (f"<details><summary>{len(rows)} cells</summary>\n\n{legend}.\n\n" +
            table(["", "n", "keys", "order", "gc", *names], rows) + "\n\n</details>")


def _sorted(key: Key) -> tuple[object, ...]:
    op, n, kind, order, collector = key
    return list(plots.DOTS).index(op) if op in plots.DOTS else 99, op, kind, order, n, collector


METHOD = """## How it is measured

- All candidates of a cell run in one process, in turns, each round beginning with another one.
  A figure is the 10th percentile of its samples (noise only adds); the JSON also has the
  median, the spread (quartiles over median) and how far the two halves of the rounds disagree.
- Small maps: several processes with different hash seeds, the median of them.
- A sample is as many loops as take about a millisecond; the loop is part of the figure. Where
  the loop weighs, "(empty loop)" was measured beside it.
- What an operation makes is freed within the sample. What the candidates hold is frozen
  (`gc.freeze`) before timing, so that nobody pays for another's objects.
- sequential: keys inserted and looked up in the order in which they lie in memory. shuffled:
  inserted in one random order, looked up in another.
- The C++ map is tried in a forked child before each cell; if the child dies the cell says so.
- Types that copy the whole do 4 changes where others do 100, from 10,000 entries up; the figure
  is scaled. A candidate so slow that one run fills the cell's time has one sample.
- Every sample is in `build/bench/*/samples.json.gz`, for `python -m pyperf stats`, `hist` and
  `compare_to`.
"""


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "tests" / "bench" / "results")
