"""Running the example program, and making repositories for it to read."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

EXAMPLES = Path(__file__).resolve().parents[2] / "pyext" / "examples"
PROGRAM = EXAMPLES / "git_history.py"


def run(*arguments: str | Path, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, PROGRAM, *arguments], text=True, encoding="utf-8",
                          check=False, capture_output=True, timeout=120,
                          stdin=subprocess.DEVNULL,
                          env={**os.environ, **environment})


def good(*arguments: str | Path, **environment: str) -> str:
    result = run(*arguments, **environment)
    assert (result.returncode, result.stderr) == (0, "")
    return result.stdout


def data(*arguments: str | Path, **environment: str) -> Any:
    return json.loads(good(*arguments, "--json", **environment))


def refused(*arguments: str | Path, **environment: str) -> str:
    """The one line of complaint of a run that must fail with status 2."""
    result = run(*arguments, **environment)
    assert result.returncode == 2
    assert result.stderr.startswith("git_history.py: ")
    assert "Traceback" not in result.stderr
    assert result.stderr.count("\n") == 1
    return result.stderr


class Repository:
    def __init__(self, path: Path) -> None:
        self.path = path
        path.mkdir()
        self.git("init", "-q", "-b", "main")

    def git(self, *arguments: str, stdin: bytes = b"") -> bytes:
        who = {f"GIT_{role}_{part}": value for role in ("AUTHOR", "COMMITTER")
               for part, value in (("NAME", "A"), ("EMAIL", "a@example.org"),
                                   ("DATE", "1700000000 +0000"))}
        alone = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}
        return subprocess.run(["git", *arguments], cwd=self.path, check=True, input=stdin,
                              capture_output=True, env={**os.environ, **who, **alone}).stdout

    def write(self, path: bytes, content: bytes) -> None:
        target = os.path.join(os.fsencode(self.path), path)
        os.makedirs(os.path.dirname(target), exist_ok=True)
        with open(target, "wb") as file:
            file.write(content)

    def commit(self, *options: str) -> str:
        self.git("add", "-A")
        self.git("commit", "-q", "-m", "a subject\n\nC not a header\n:000000 nor this", *options)
        return self.git("rev-parse", "HEAD").decode().strip()

    def listed(self, commit: str) -> dict[str, list[str]]:
        """What git itself says that a commit holds."""
        files = {}
        for line in self.git("ls-tree", "-r", "-z", "--full-tree", commit).split(b"\0")[:-1]:
            about, path = line.split(b"\t", 1)
            mode, _, blob = about.decode().split()
            files[path.decode("utf-8", "surrogateescape")] = [mode, blob]
        return files

    def first_parents(self) -> list[str]:
        return self.git("rev-list", "--first-parent", "--reverse", "HEAD").decode().split()


def long_list(versions: int, files: int) -> str:
    lines = [f"C\t{0:040x}\t0"]
    lines += [f"M\tfile{number}\t100644\t{number:040x}" for number in range(files)]
    for version in range(1, versions):
        lines += [f"C\t{version:040x}\t{version}",
                  f"M\tfile{version % files}\t100644\t{version + files:040x}"]
    return "\n".join(lines) + "\n"
