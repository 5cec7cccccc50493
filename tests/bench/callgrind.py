"""What a dump of callgrind says."""

import re
from pathlib import Path


def events(dump: Path) -> dict[str, int]:
    """Counts by event: Ir, and with --cache-sim D1mr and the like."""
    text = dump.read_text()
    names = re.search(r"^events: (.*)$", text, re.MULTILINE)
    counts = re.search(r"^(?:totals|summary): (.*)$", text, re.MULTILINE)
    assert names and counts, f"{dump.name} is no callgrind file"
    found = dict(zip(names[1].split(), map(int, counts[1].split()), strict=False))
    return {name: found.get(name, 0) for name in names[1].split()}
