"""Two sets of figures published for the C++ map, row by row, with ours beside them.

The published figures are of another machine and are quoted as they stand; the C++ peer is in
the same rows as measured here. Where a row names a candidate, the column is that candidate.
"""

from .peers import CPP, DICT, OURS, PYRSISTENT
from .results import Results
from .text import table, time_text

# n: from_dict (ns), its overhead, one by one (ns), its overhead; both against dict(d)
SMALL = {1: (583, 4.7, 1_080, 8.7), 8: (1_250, 6.0, 4_330, 20.9), 16: (2_420, 8.3, 9_000, 31.0),
         32: (6_040, 20.7, 19_000, 65.2), 64: (19_710, 52.6, 45_580, 121.8),
         100: (29_920, 60, 69_000, 138)}
# n: construction, 1,000 look-ups, 100 variants (ns)
SIZES = {100: (73e3, 19e3, 77e3), 1_000: (765e3, 205e3, 95e3), 10_000: (9.7e6, 228e3, 108e3),
         100_000: (110e6, 255e3, 133e3), 1_000_000: (2.74e9, 776e6, 158e3)}
MILLION = 1_000_000


def sections(results: Results) -> list[str]:
    return [small(results), targets(results), million(results), sizes(results), lists(results)]


def _ns(results: Results, op: str, n: int, peer: str = OURS) -> float | None:
    for order in ("sequential", "shuffled"):  # a quick run has only one of them
        figure = results.figure(op, n, peer, order=order)
        if figure:
            return figure.ns
    return None


def _scaled(ns: float | None, by: float) -> float | None:
    return None if ns is None else ns * by


def _over(one: float | None, other: float | None) -> str:
    if not one or not other:
        return "—"
    return f"{one / other:.1f}x" if one > other / 5 else f"1/{_round(other / one):,}"


def _round(number: float) -> int:
    return round(float(f"{number:.2g}"))


def small(results: Results) -> str:
    rows = []
    for n, (build, over, grow, grow_over) in SMALL.items():
        ours, base = _ns(results, "build", n), _ns(results, "build", n, DICT)
        one_by_one = _scaled(_ns(results, "grow", n), 1)
        rows.append([n, f"{time_text(build)} ({over}x)", time_text(ours), _over(ours, base),
                     time_text(_ns(results, "build", n, CPP)),
                     f"{time_text(grow)} ({grow_over}x)", time_text(one_by_one),
                     _over(one_by_one, base), time_text(_ns(results, "grow", n, CPP))])
    title = "**Small maps.** In brackets and beside ours: over `dict(d)` of the same size.\n\n"
    return title + \
        table(["n", "from_dict, published", "ours", "over dict", "C++ here",
               "assoc one by one, published", "ours", "over dict", "C++ here"], rows)


def targets(results: Results) -> str:
    wanted = (("from_dict", "build", 1_250, 250), ("look up", "item", 250, 100),
              ("assoc", "assoc", 500, 200), ("iterate items", "items", 25_000, 5_000))
    rows = [[name, time_text(was), time_text(target), time_text(_ns(results, op, 8)),
             time_text(_ns(results, op, 8, CPP)), time_text(_ns(results, op, 8, DICT))]
            for name, op, was, target in wanted]
    return "**Targets for maps of 8 entries.**\n\n" + \
        table(["", "published", "target", "ours", "C++ here", "dict here"], rows)


def million(results: Results) -> str:
    wanted = (
        ("Construction", "build", 1, "2.74 s", "299 ms", DICT),
        ("Look-up, every key once", "item", MILLION, "776 ms", "427 ms", DICT),
        ("Update (single)", "replace", 1, "147 µs", "80 ms", DICT),
        ("100 variants", "variants", 1, "0.48 ms", "1.57 s", DICT),
        ("Merge n + n", "merge", 1, "10.5 ms", "1.57 s", PYRSISTENT),
        ("Construction", "build", 1, "196 ms", "788 ms", PYRSISTENT),
        ("Look-up, every key once", "item", MILLION, "776 ms", "806 ms", PYRSISTENT),
        ("Iterate, items_list()", "items list", 1, "169 ms", "169 ms", PYRSISTENT))
    rows = []
    for name, op, by, was, other_was, other in wanted:
        ours, theirs = (_scaled(_ns(results, op, MILLION, peer), by) for peer in (OURS, other))
        rows.append([name, was, time_text(ours),
                     time_text(_scaled(_ns(results, op, MILLION, CPP), by)),
                     f"{other} {other_was}", time_text(theirs), _over(ours, theirs)])
    title = ("**A million entries** (two published constructions differ, both are quoted; what "
             "was merged is not said, here it is n + n).\n\n")
    return title + \
        table(["", "published", "ours", "C++ here", "compared with", "here", "ours over it"],
              rows)


def sizes(results: Results) -> str:
    rows = []
    for n, published in SIZES.items():
        row: list[object] = [f"{n:,}"]
        looked_up = 1_000 if n < MILLION else MILLION  # the last row counts a million look-ups
        wanted = (("build", 1), ("item", looked_up), ("variants", 1))
        for (op, by), was in zip(wanted, published, strict=True):
            row += [time_text(was), time_text(_scaled(_ns(results, op, n), by)),
                    time_text(_scaled(_ns(results, op, n, CPP), by))]
        rows.append(row)
    return ("**By size.** Look-ups: 1,000; in the last row a million, as its published figure "
            "must have been.\n\n") + \
        table(["n", "construction, published", "ours", "C++ here", "look-ups, published",
               "ours", "C++ here", "100 variants, published", "ours", "C++ here"], rows)


def lists(results: Results) -> str:
    rows = []
    for n, published in ((100, "3x"), (1_000, "3x"), (10_000, "3x"), (100_000, "1.7x"),
                         (MILLION, "iterator instead")):
        row: list[object] = [f"{n:,}", published]
        for peer in (OURS, CPP):
            iterated, listed = (_ns(results, op, n, peer) for op in ("items", "items list"))
            row += [time_text(iterated), time_text(listed), _over(iterated, listed)]
        rows.append(row)
    return "**`items_list()` against going through `items()`.**\n\n" + \
        table(["n", "gain, published", "items(), ours", "items_list(), ours", "gain",
               "items(), C++ here", "items_list(), C++ here", "gain"], rows)
