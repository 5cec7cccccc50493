"""The installed package as a whole: its names, `python -m pypersistent`, what it brings along."""

import ast
import importlib.metadata
import subprocess
import sys
from pathlib import Path

import pypersistent
import pytest

pytestmark = pytest.mark.c_only("is one file")
HOME = Path(pypersistent.__file__).parent


def run(*args):
    return subprocess.run(
        [sys.executable, *args], capture_output=True, text=True, timeout=100, check=False
    )


def test_the_tour_checks_itself():
    done = run("-m", "pypersistent")
    assert done.returncode == 0 and done.stderr == "", done.stderr
    assert pypersistent.__version__ in done.stdout
    assert f"{sys.version_info.major}.{sys.version_info.minor}" in done.stdout
    assert "FAILED" not in done.stdout and "10 of 10 as expected" in done.stdout


def test_the_tour_notices_a_wrong_answer(monkeypatch, capsys):
    tour = pytest.importorskip("pypersistent.__main__")
    monkeypatch.setattr(tour, "TOUR", [("len(OLD)", 2), ("len(OLD)", 3)])
    assert tour.main() == 1
    assert "FAILED: expected 3" in capsys.readouterr().out


def test_version_comes_from_one_place():
    text = (HOME / "_version.py").read_text()
    assert ast.literal_eval(text.split("=")[1].strip()) == pypersistent.__version__
    try:
        installed = importlib.metadata.version("pypersistent-c")
    except importlib.metadata.PackageNotFoundError:
        pytest.skip("run from a build directory, not installed")
    assert installed == pypersistent.__version__


def test_it_brings_its_types_along():
    assert (HOME / "py.typed").exists()
    assert any(path.suffix == ".pyi" for path in HOME.iterdir())


def test_importing_it_loads_little():
    """No dependency, and nothing slow of the standard library."""
    code = """if True:
        import sys
        before = set(sys.modules)
        import pypersistent
        print(*sorted(m for m in set(sys.modules) - before if not m.startswith("pypersistent")))
    """
    done = run("-S", "-c", f"import sys; sys.path.insert(0, {str(HOME.parent)!r})\n{code}")
    assert done.returncode == 0, done.stderr
    heavy = {"typing", "inspect", "re", "logging", "dataclasses", "pickle", "ast"}
    assert not heavy & set(done.stdout.split()), done.stdout


def test_nothing_is_printed_by_warnings_as_errors():
    code = "import pypersistent; pypersistent.PersistentMap(a=[1])"
    done = run("-W", "error", "-bb", "-X", "dev", "-c", code)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
