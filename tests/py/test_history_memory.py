"""The example's figures about memory, against other ways of getting them."""

import gc
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from history_program import PROGRAM, data, good, long_list

pytestmark = pytest.mark.c_only("runs the example on the installed package")


@pytest.fixture
def example(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.syspath_prepend(str(PROGRAM.parent))


@pytest.fixture
def no_collections() -> Iterator[None]:
    """A collection untracks tuples of strings, and nodes that hold only untracked values are
    not traversed: bytes_reached() would not see below them."""
    gc.disable()
    yield
    gc.enable()


def ignore(_: int) -> None:
    pass


def bytes_reached(maps: list[Any]) -> int:
    """Of all distinct maps and nodes, found as the garbage collector finds them."""
    seen: dict[int, Any] = {}
    found = list(maps)
    while found:
        reached = found.pop()
        if id(reached) not in seen and not isinstance(reached, (str, tuple, type)):
            seen[id(reached)] = reached
            found += gc.get_referents(reached)
    return sum(map(sys.getsizeof, seen.values()))


def removals(begin: int, files: int) -> str:
    """Commits that remove one file each until there are none."""
    lines = [f"C\t{begin + number:040x}\t0\nD\tfile{number}" for number in range(files)]
    return "\n".join(lines) + "\n"


@pytest.mark.usefixtures("example", "no_collections")
@pytest.mark.parametrize("files", [1, 15, 16, 17, 40, 700])
def test_bytes_of_all_versions_are_exact(tmp_path: Path, files: int) -> None:
    from history.list_source import ListSource
    from history.measuring import map_memory
    from history.versions import read_history

    path = tmp_path / "list.tsv"
    again = f"C\t{'a' * 40}\t0\nM\tx\t100644\t{'a' * 40}\nC\t{'b' * 40}\t0\nD\tx\n"
    path.write_text(long_list(60, files) + removals(60, files) + again)
    maps = [version.files for version in read_history(ListSource(path), ignore).versions]
    assert len(maps) == 62 + files
    assert [len(files) for files in maps[-3:]] == [0, 1, 0]
    total = map_memory(maps, ignore).total
    for number in range(0, len(maps), 7):
        assert total[number] == bytes_reached(maps[:number + 1])
    assert total[-1] == bytes_reached(maps)


@pytest.mark.usefixtures("example")
def test_an_emptied_history_does_not_count_the_empty_map_twice() -> None:
    from history.measuring import map_memory
    from pypersistent import PersistentMap

    empty: Any = PersistentMap()
    one = empty.assoc("x", ("100644", "0"))
    total = map_memory([empty, one, empty, empty], ignore).total
    assert total[1] == total[2] == total[3] == sys.getsizeof(empty) + sys.getsizeof(one)


def test_sharing_saves_and_a_sample_says_so(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv"
    path.write_text(long_list(400, 500))
    everything = data(path)["summary"]
    assert everything["dicts"] == everything["dicts_measured"] == 400
    dicts = [{f"file{number}": 0 for number in range(500)} for _ in range(400)]
    assert everything["dict_bytes"] == sum(map(sys.getsizeof, dicts))
    assert everything["map_bytes"] * 10 < everything["dict_bytes"]
    assert everything["map_bytes"] > everything["newest_bytes"] > 500 * 16
    sample = data(path, "--dict-budget", "1")["summary"]
    assert 8 <= sample["dicts_measured"] < 100
    assert sample["dict_bytes"] == everything["dict_bytes"]
    assert "estimated: " in good(path, "--dict-budget", "1")
    assert "estimated" not in good(path)
