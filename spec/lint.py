"""Rules for annotated C that a machine can check; ci/lint-spec.sh calls it.

- Each claimed function has a contract with requires or ensures, assigns and terminates.
- Each loop in a claimed function has an invariant, assigns and a variant.
- Lines of ACSL fit 80 columns; core/ has no __FRAMAC__, no #ifdef; nothing is admitted.
- Nodes and maps are written by the functions below alone (SOUNDNESS.md, "Publication").
- A call that is part of a recursion which WP does not see, since it goes through other files, has
  an assertion `less` before it that compares the `decreases` of the two.
- What is taken without proof stands in SOUNDNESS.md, and nothing else does.
- The ledger has goals of every claimed function, where it now is, and of no other.
"""

import re
import sys

import readme
import source
import verify
from source import ROOT, SPEC

# field or array of a node or map -> the functions that may write it
WRITERS = {
    r"->(?:count|width|flags|form)\s*(?:[-+|&^]?=[^=]|\+\+|--)":
        {"leaf_alloc", "branch_alloc", "head_put"},
    r"->(?:key|value)\s*=[^=]": {"entry_put"},
    r"\[[^]]*\]\s*=[^=]": set(),
}
LOOP = re.compile(r"\b(?:for|while)\s*\(|\bdo\s*\{")


def lines_of(path) -> list[tuple[int, str]]:
    """The lines of ACSL in a file, with their numbers."""
    found, inside = [], False
    for number, line in enumerate(path.read_text().splitlines(), 1):
        starts = "/*@" in line or "//@" in line
        if inside or starts:
            found.append((number, line))
        if starts and "//@" not in line:
            inside = True
        if "*/" in line:
            inside = False
    return found


def loops(text: str) -> list[tuple[int, str]]:
    """(offset, annotation before it) of each C loop; comments are kept, but not looked into."""
    blank = re.sub(r"/\*.*?\*/|//[^\n]*", lambda m: re.sub(r"[^\n]", " ", m.group()), text,
                   flags=re.S)
    found = []
    for match in LOOP.finditer(blank):
        if re.match(r"while\s*\(", match.group()) and re.search(r"\}\s*$", blank[:match.start()]):
            opened = blank[:match.start()].count("{") - blank[:match.start()].count("}")
            if re.search(r"\bdo\s*\{", blank[:match.start()]) and opened >= 0:
                tail = re.match(r"[^;{]*;", blank[match.start():])
                if tail and "{" not in tail.group():
                    continue  # the end of a do loop
        before = re.search(r"/\*@((?:(?!\*/).)*)\*/\s*$", text[:match.start()], re.S)
        found.append((match.start(), before[1] if before else ""))
    return found


def check_claimed(bad: list[str]) -> None:
    known = source.all_contracts()
    for name, functions in source.claims().items():
        text = (ROOT / name).read_text()
        for function in functions:
            contract = source.contract_of(known, name, function)
            if not contract:
                bad.append(f"{name} {function}: no contract")
                continue
            for clause in ("terminates", "assigns"):
                if not contract.clauses(clause):
                    bad.append(f"{contract.place} {function}: no {clause}")
            if not contract.clauses("ensures") and "\\nothing" not in contract.acsl:
                bad.append(f"{contract.place} {function}: promises nothing")
            if contract.ghost:
                continue
            for offset, note in loops(source.body(text, function)):
                for clause in ("loop invariant", "loop assigns", "loop variant"):
                    if clause not in note:
                        bad.append(f"{name} {function}: a loop without {clause}")


def check_text(bad: list[str]) -> None:
    core = [*(ROOT / "core").rglob("*.[ch]")]
    for path in [*core, *SPEC.rglob("*.[ch]")]:
        name = path.relative_to(ROOT)
        for number, line in lines_of(path):
            if len(line) > 80:
                bad.append(f"{name}:{number}: ACSL of {len(line)} columns")
    for path in core:
        text = path.read_text()
        if re.search(r"__FRAMAC__|^\s*#\s*(?:ifdef|if|elif)\b", text, re.M):
            bad.append(f"{path.relative_to(ROOT)}: a condition of the preprocessor")


def check_writers(bad: list[str]) -> None:
    """In functions of core/, claimed or not."""
    for name, function in sorted(source.core_functions()):
        inside = source.strip_comments(source.body((ROOT / name).read_text(), function))
        if function != "root_put" and re.search(r"\*pm_map_root\(\w+\)\s*=[^=]", inside):
            bad.append(f"{name} {function}: writes a map's root")
        for pattern, allowed in WRITERS.items():
            for match in re.finditer(rf"(\w+){pattern}", inside):
                variable = re.search(rf"(?:struct pm_(?:node|map|entry) |pm_child )\*{match[1]}\b(?!\[)",
                                     whole(name, function))
                if variable and function not in allowed:
                    bad.append(f"{name} {function}: writes {match.group().strip()}")


def whole(name: str, function: str) -> str:
    """A function with its head, where its parameters are declared."""
    text = source.strip_comments((ROOT / name).read_text())
    start = re.search(rf"^\w[^;{{}}]*\b{function}\([^;{{]*\{{", text, re.M)
    return (start.group() if start else "") + source.body(text, function)


def measure(known: dict[tuple[str, str], source.Contract], name: str, function: str) -> list[str]:
    """The tokens of what it decreases."""
    contract = source.contract_of(known, name, function)
    return re.findall(r"\w+|\S", "".join(contract.clauses("decreases")).split(";")[0]
                      ) if contract else []


def check_recursion(bad: list[str]) -> None:
    """WP compares calls within a cycle of functions of which it sees all bodies: those of one
    file and of the headers."""
    graph, known = readme.calls(), source.all_contracts()
    for caller, called in graph.items():
        for callee in called:
            if caller not in readme.reachable(graph, [callee]):
                continue
            here = {f: {c for c in cs if c[0] in (caller[0], f[0]) or c[0].endswith(".h")}
                    for f, cs in graph.items() if f[0] == caller[0] or f[0].endswith(".h")}
            if callee in here and caller in readme.reachable(here, [callee]):
                continue
            mine, its = (measure(known, *each) for each in (caller, callee))
            less = r"\s*".join([r"assert\s+less:\s*0", "<", "=", *(
                ".+?" if token[0].isalpha() else re.escape(token) for token in its), "<",
                *map(re.escape, mine), ";"])
            text = source.body((ROOT / caller[0]).read_text(), caller[1])
            call = re.search(rf"\b{callee[1]}\(", text)
            if not (mine and its and call and re.search(less, text[:call.start()], re.S)):
                bad.append(f"{caller[0]} {caller[1]}: calls {callee[1]} without `less`")


def check_ledger(bad: list[str]) -> None:
    """A function that moved or is new needs `CACHE=1 ci/verify.sh --update`: seen in a second
    here, by make verify only at its end."""
    goals: dict[str, list[str]] = {}
    for line in (SPEC / "ledger.txt").read_text().splitlines():
        unit, _, goal = line.partition(": ")
        goals.setdefault(unit.removesuffix(" (lemmas)"), []).append(goal)
    claimed: dict[str, set[str]] = {}
    for name, functions in source.claims().items():
        claimed.setdefault(name if name.endswith(".c") else "spec/headers.c", set()).update(functions)
    for unit, functions in claimed.items():
        there = {f for f in functions for goal in goals.get(unit, []) if goal.startswith(f + "_")}
        bad += [f"ledger.txt: no goal of {f} in {unit}" for f in sorted(functions - there)]
        bad += [f"ledger.txt: {goal} is of no function claimed in {unit}" for goal in goals.get(unit, [])
                if not goal.startswith(tuple(f"{f}_" for f in functions) + ("lemma_",))]
    bad += [f"ledger.txt: nothing is claimed in {unit}" for unit in goals if unit not in claimed]


def main() -> int:
    bad: list[str] = []
    sources, exceptions = source.claims(), source.unproved()
    bad += verify.check_lists(sources, exceptions) + verify.admitted(sources, exceptions)
    check_claimed(bad)
    check_text(bad)
    check_writers(bad)
    check_recursion(bad)
    check_ledger(bad)
    for line in bad:
        print(f"lint-spec: {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
