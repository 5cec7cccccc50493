"""Writes the table of what is proved into README.md, from claims.txt and unproved.txt.

An operation counts as proved when every function of core that it can reach by calls is claimed.
`python3 spec/readme.py --check` says whether the table is as it should be.
"""

import re
import sys

import source
from source import ROOT

BEGIN, END = "<!-- proof:begin -->\n", "<!-- proof:end -->"
OPERATIONS = [
    ("look-up", "sound and complete", ["pm_find"]),
    ("set", "the old map with the key bound, every other key the same", ["pm_with"]),
    ("delete", "the old map without the key; \"missing\" exactly when it is", ["pm_without"]),
    ("iterate", "every association once and no other, in a fixed stack",
     ["pm_cursor_start", "pm_cursor_next"]),
    ("bulk build", "the associations of the sequence, the last of equal keys",
     ["pm_build", "pm_build_distinct"]),
    ("merge", "the right side wins", ["pm_merge"]),
    ("equality", "\"equal\" exactly when they have as many entries and each key of one is in the "
     "other with an equal value; symmetric and transitive, if equality of values is",
     ["pm_equal"]),
    ("free", "each reference that is held is released, once", ["pm_map_clear", "pm_node_clear"]),
    ("diff", "every key that is added, removed or has another value, once, and nothing else; a "
     "step that failed can be repeated", ["pm_diff_start", "pm_diff_next", "pm_diff_end"]),
    ("measure", "the numbers of nodes and bytes are the sums over the trie; beside another map, "
     "over what does not lie at the same place there",
     ["pm_map_measure", "pm_map_measure_beside"]),
    ("check", "asks any map, well-formed or not, and changes nothing", ["pm_check"]),
]


def calls() -> dict[tuple[str, str], set[tuple[str, str]]]:
    """function of core -> functions of core that it calls; statics of its own file first."""
    functions = source.core_functions()
    graph = {}
    for path, name in functions:
        text = source.strip_comments((ROOT / path).read_text())
        called = set(re.findall(r"\b(\w+)\(", source.body(text, name)))
        near = {(p, n) for p, n in functions if n in called and p == path}
        own = {n for _, n in near}
        graph[path, name] = near | {
            (p, n) for p, n in functions if n in called - own and p != path and
            not re.search(rf"^static [^;{{}}]*\b{n}\(", (ROOT / p).read_text().replace(
                "static inline", "inline" if p.endswith(".h") else "static inline"), re.M)}
    return graph


def reachable(graph: dict, roots: list[tuple[str, str]]) -> set[tuple[str, str]]:
    seen, todo = set(), list(roots)
    while todo:
        function = todo.pop()
        if function not in seen:
            seen.add(function)
            todo += graph[function]
    return seen


def status(graph: dict, names: list[str], lacking: dict) -> tuple[str, str]:
    roots = [f for f in graph if f[1] in names]
    all_of_it = reachable(graph, roots)
    proved = all_of_it - set(lacking)
    numbers = f"{len(proved)} of {len(all_of_it)}"
    if proved == all_of_it:
        safe = source.safe_only() & all_of_it
        return ("no error, terminates, references exact" if safe else "yes"), numbers
    if any(root in lacking for root in roots):
        return "no", numbers
    edge = sorted({f"`{callee[1]}`" for f in proved for callee in graph[f] if callee in lacking
                   and f in reachable_proved(graph, roots, lacking)})
    return "given the contracts of " + ", ".join(edge), numbers


def reachable_proved(graph: dict, roots: list, lacking: dict) -> set[tuple[str, str]]:
    """What is reached without entering an unproved function."""
    only = {f: {c for c in callees if c not in lacking} for f, callees in graph.items()}
    return reachable(only, roots)


def table() -> str:
    graph, lacking = calls(), source.unproved()
    rows = ["| operation of core | what its contract says | proved | functions proved, of those it "
            "runs |\n|---|---|---|---|\n"]
    for label, says, names in OPERATIONS:
        answer, numbers = status(graph, names, lacking)
        rows.append(f"| {label} | {says if answer != 'no' else ''} | {answer} | {numbers} |\n")
    total = len(graph)
    safe = len(source.safe_only())
    accessors, hooks = (len(names) for names in source.trusted().values())
    return "".join(rows) + (
        f"\n{total - len(lacking)} of the {total} functions of core/ are proved"
        + (f", {safe} of them safe only: no error, they end, nodes and references stay as they "
           "should" if safe else "") + ". The proof trusts "
        f"{accessors} accessors, {hooks} hooks and {len(source.axioms())} axioms.\n")


def main() -> int:
    path = ROOT / "README.md"
    text = path.read_text()
    head, rest = text.split(BEGIN)
    new = head + BEGIN + table() + END + rest.split(END)[1]
    if "--check" in sys.argv[1:]:
        if new != text:
            print("lint-spec: README.md: the table of proofs is old, run: python3 spec/readme.py")
        return 0 if new == text else 1
    path.write_text(new)
    return 0


if __name__ == "__main__":
    sys.exit(main())
