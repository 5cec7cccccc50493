"""Every Python example of README.md and of seed_examples.md runs as it stands."""

import contextlib
import doctest
import io
import os
import re

import pytest
from pypersistent import PersistentMap

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FILES = [os.path.join(ROOT, "README.md"), os.path.join(HERE, "seed_examples.md")]
# A block right after this line is shown and not run.
NOT_RUN = "<!-- not run -->\n"
BLOCK = re.compile(r"^(<!-- not run -->\n)?```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def blocks(path):
    """(line number, source) of each block that is to run."""
    with open(path, encoding="utf-8") as file:
        text = file.read()
    return [
        (text.count("\n", 0, found.start(2)) + 1, found[2])
        for found in BLOCK.finditer(text)
        if not found[1]
    ]


EXAMPLES = [
    pytest.param(path, line, source, id=f"{os.path.basename(path)}:{line}")
    for path in FILES
    for line, source in blocks(path)
]


def run(path, line, source):
    """Runs a block; returns what its names mean afterwards and what it printed."""
    names = {"__name__": "example"}
    if ">>> " in source:
        test = doctest.DocTestParser().get_doctest(source, names, path, path, line)
        result = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS).run(test, clear_globs=False)
        assert result.failed == 0 and result.attempted > 0
        return test.globs, ""
    if "({...})" in source:  # an elision, which Python would read as a set
        names |= {"elided": {f"key {i}": i for i in range(100)}, "PersistentMap": PersistentMap}
        source = source.replace("({...})", "(elided)")
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        exec(compile("\n" * (line - 1) + source, path, "exec"), names)  # noqa: S102
    return names, printed.getvalue()


@pytest.mark.parametrize("path,line,source", EXAMPLES)
def test_example(path, line, source):
    run(path, line, source)


def test_what_the_examples_say_in_their_comments():
    """The four examples of seed_examples.md give what their text claims."""
    found = [run(FILES[1], line, source) for line, source in blocks(FILES[1])]
    assert len(found) == 4
    lists, functional, pythonic, threads = (names for names, _ in found)
    assert lists["items"] == list(zip(lists["keys"], lists["values"]))
    assert len(lists["items"]) == 100 and type(lists["items"]) is list
    assert functional["name"] == "Alice" and functional["age"] == 30
    assert len(functional["m"]) == 0 and len(functional["m2"]) == 2
    assert "age" not in functional["m3"] and "name" in functional["m2"]
    assert pythonic["m"] == {"name": "Alice", "age": 30} and pythonic["name"] == "Alice"
    assert pythonic["m2"]["city"] == "NYC" and "age" not in pythonic["m3"]
    assert pythonic["m4"]["height"] == 165 and pythonic["m5"]["extra"] == "data"
    assert found[2][1] == "name Alice\nage 30\nname Alice\nage 30\n"
    base = threads["base_config"]
    assert len(threads["threads"]) == 100 and len(base) == 3 and "thread_id" not in base
    mine = threads["process_request"](7, "data")
    assert type(mine) is PersistentMap and mine["thread_id"] == 7 and len(mine) == 5


def test_this_notices_a_wrong_example(tmp_path):
    page = tmp_path / "page.md"
    page.write_text("text\n```python\nassert False, 'seen'\n```\n" + NOT_RUN + "```python\n1/0\n```\n")
    assert len(blocks(page)) == 1
    with pytest.raises(AssertionError, match="seen"):
        run(str(page), *blocks(page)[0])
    page.write_text("```python\n>>> 1 + 1\n3\n```\n")
    with contextlib.redirect_stdout(io.StringIO()), pytest.raises(AssertionError):
        run(str(page), *blocks(page)[0])
