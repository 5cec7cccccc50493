"""The stubs: a typed sample that runs and that mypy --strict accepts; names as at run time."""

import os
import re
import site
import subprocess
import sys

import pypersistent
import pytest
import typed_sample

SAMPLE = os.path.abspath(typed_sample.__file__)
HOME = os.path.dirname(os.path.dirname(os.path.abspath(pypersistent.__file__)))


@pytest.mark.parametrize("sample", typed_sample.ALL, ids=lambda f: f.__name__)
def test_the_sample_runs(sample):
    sample()


def run(tmp_path, *args):
    """python -m ...: exit status and output. mypy looks beside itself, elsewhere only if told."""
    pytest.importorskip("mypy")
    env = dict(os.environ)
    if HOME not in {os.path.abspath(path) for path in site.getsitepackages()}:
        env["MYPYPATH"] = HOME
    command = [sys.executable, "-m", *args]
    done = subprocess.run(
        command, check=False, cwd=tmp_path, env=env, capture_output=True, text=True
    )
    return done.returncode, done.stdout + done.stderr


def mypy(tmp_path, path):
    return run(tmp_path, "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), path)


@pytest.mark.slow
@pytest.mark.c_only("has no stubs")
def test_mypy_accepts_the_sample(tmp_path):
    status, output = mypy(tmp_path, SAMPLE)
    assert status == 0, output


@pytest.mark.slow
@pytest.mark.c_only("has no stubs")
def test_mypy_refuses_what_the_sample_says_it_does(tmp_path):
    """Every line that says so is an error when its comment is taken away."""
    with open(SAMPLE) as file:
        lines = file.read().splitlines()
    wrong = {i + 1 for i, line in enumerate(lines) if "# type: ignore[" in line}
    (tmp_path / "wrong.py").write_text("\n".join(line.split("  # type:")[0] for line in lines))
    status, output = mypy(tmp_path, "wrong.py")
    assert status == 1, output
    refused = re.findall(r"^wrong\.py:(\d+): error", output, re.MULTILINE)
    assert {int(number) for number in refused} == wrong
    assert len(wrong) >= 8


@pytest.mark.slow
@pytest.mark.c_only("has no stubs")
def test_the_stubs_name_what_is_there(tmp_path):
    status, output = run(tmp_path, "mypy.stubtest", "pypersistent")
    assert status == 0, output
