"""What the tools of spec/ read from annotated C: contracts, bodies, lists."""

import re
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SPEC = ROOT / "spec"
INCLUDES = "-Ispec/hooks -Ispec/layout -Ispec/acsl -Icore -Icore/scan"

CONTRACT = re.compile(
    r"/\*@(?P<acsl>(?:(?!\*/).)*)\*/\n"
    r"(?P<result>(?:static |inline )*(?:struct |enum |const )?\w+[ *]+)(?P<name>\w+)"
    r"\((?P<params>[^;{}()]*)\)\s*(?:/\*@ ghost \((?P<more>[^)]*)\) \*/\s*)?(?P<end>[;{])", re.S)
LEMMA = re.compile(
    r"/@(?P<acsl>(?:(?!@/).)*)@/\s*(?P<result>\w+ )(?P<name>\w+)"
    r"\((?P<params>[^;{}()]*)\)\s*(?P<more>)(?P<end>\{)", re.S)
# a function of core/: its definition starts in column 0
DEFINITION = re.compile(r"^(?:static |inline |enum |struct |const )*\w[\w ]*[ *]+(\w+)\(", re.M)


@dataclass
class Contract:
    name: str
    acsl: str
    result: str
    params: str
    more: str  # ghost parameters of a C function
    ghost: bool
    place: str  # file:line

    def clauses(self, kind: str) -> list[str]:
        """The text of its clauses of a kind (requires, ensures, ...), in order."""
        kinds = "requires|ensures|assigns|terminates|decreases|behavior|assumes"
        parts = re.split(rf"\b({kinds})\b", re.sub(r"//[^\n]*", "", self.acsl))
        return [body.strip() for head, body in zip(parts[1::2], parts[2::2]) if head == kind]

    def arguments(self) -> list[str]:
        return names(self.params)


def names(params: str) -> list[str]:
    """The names in a list of parameters."""
    if params.strip() in ("", "void"):
        return []
    return [re.findall(r"\w+", param)[-1] for param in params.split(",")]


def contracts(path: Path) -> dict[str, Contract]:
    """The contracts in a file, of C functions and of ghost lemma functions."""
    text = path.read_text()
    found = {}
    for pattern, ghost in ((CONTRACT, False), (LEMMA, True)):
        for match in pattern.finditer(text):
            line = text.count("\n", 0, match.start("name")) + 1
            result = re.sub(r"\b(static|inline)\s+", "", match["result"]).strip()
            found[match["name"]] = Contract(match["name"], match["acsl"], result, match["params"],
                                            match["more"] or "", ghost,
                                            f"{path.relative_to(ROOT)}:{line}")
    return found


def all_contracts() -> dict[tuple[str, str], Contract]:
    """(file, function) -> contract. The same name may be static in two files."""
    paths = [*sorted((ROOT / "core").glob("*.[ch]")), ROOT / "core/scan/pm_scan.h",
             *sorted((SPEC / "acsl").glob("*.h")), *sorted((SPEC / "laws").glob("*.[ch]"))]
    return {(str(path.relative_to(ROOT)), name): contract
            for path in paths for name, contract in contracts(path).items()}


def contract_of(known: dict[tuple[str, str], Contract], source: str,
                name: str) -> Contract | None:
    """Of a function claimed in a source: there, else in a header."""
    if (source, name) in known:
        return known[source, name]
    return next((c for (path, n), c in known.items() if n == name and path.endswith(".h")), None)


def claims() -> dict[str, list[str]]:
    """source file -> the functions in it that are claimed proved."""
    sources: dict[str, list[str]] = {}
    for line in (SPEC / "claims.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            source, *functions = line.split("#")[0].split()
            sources.setdefault(source, []).extend(functions)
    return sources


def safe_only() -> set[tuple[str, str]]:
    """(source, function) of lines that end in `# safe`: proved to err nowhere, to end, and to keep
    nodes and references as they should, but not to do all that they are for."""
    lines = (SPEC / "claims.txt").read_text().splitlines()
    return {(line.split()[0], name) for line in lines if line.endswith("# safe")
            for name in line.split("#")[0].split()[1:]}


def unproved() -> dict[tuple[str, str], str]:
    """(source, function) -> why it is not proved."""
    exceptions = {}
    for line in (SPEC / "unproved.txt").read_text().splitlines():
        if line.strip() and not line.startswith("#"):
            source, name, reason = line.split(None, 2)
            exceptions[source, name] = reason
    return exceptions


def strip_comments(text: str) -> str:
    return re.sub(r"/\*.*?\*/", lambda m: "\n" * m.group().count("\n"), text, flags=re.S)


def core_functions() -> set[tuple[str, str]]:
    """(source, name) of every function with a body in core/ (the layout has its twin, see
    SOUNDNESS.md)."""
    names = set()
    for path in [*sorted((ROOT / "core").glob("*.[ch]")), ROOT / "core/scan/pm_scan.h"]:
        text = strip_comments(path.read_text())
        for match in re.finditer(r"^[^\s#};][^;{}]*\{", text, re.M):
            found = DEFINITION.match(match.group())
            if found:
                names.add((str(path.relative_to(ROOT)), found.group(1)))
    return names


def body(text: str, function: str) -> str:
    """The body of the definition of a function of C or of ghost code."""
    head = rf"^(?:  )?(?!(?:if|while|for|switch)\b)\w[^;{{}}]*\b{function}\([^;{{]*\{{"
    start = re.search(head, text, re.M)
    if not start:
        return ""
    depth, at = 1, start.end()
    while depth and at < len(text):
        depth += {"{": 1, "}": -1}.get(text[at], 0)
        at += 1
    return text[start.end():at]


def axioms() -> dict[str, str]:
    """axiom -> file:line, over everything the proof reads."""
    found = {}
    for path in [*SPEC.rglob("*.[ch]"), *(ROOT / "core").rglob("*.[ch]")]:
        text = path.read_text()
        for match in re.finditer(r"\baxiom (\w+)", text):
            line = text.count("\n", 0, match.start()) + 1
            found[match[1]] = f"{path.relative_to(ROOT)}:{line}"
    return found


def trusted() -> dict[str, list[str]]:
    """What has a contract and no body: accessors and hooks, by file."""
    return {str(path.relative_to(ROOT)): list(contracts(path)) for path in
            (SPEC / "layout/pm_layout.h", SPEC / "layout/hook_contracts.h")}
