"""Commits from a git repository: its first-parent history, read from one `git log`."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Generator, Iterator
from pathlib import Path
from typing import IO

from .changes import Blob, Commit, HistoryError, path_from_bytes

# Settings a user may have that would change what `git log` prints here.
_SETTINGS = ("log.showRoot=true", "log.showSignature=false", "log.follow=false",
             "log.diffMerges=separate", "diff.relative=false", "color.ui=false")
# --first-parent -m: a merge is what it changed against its first parent.
_LOG = ("log", "--first-parent", "-m", "--reverse", "--raw", "--no-renames", "--no-abbrev",
        "--ignore-submodules=none", "-z", "--format=%H %ct")
# Variables that would make git look at another repository than the one asked for.
_REDIRECTING = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE",
                "GIT_OBJECT_DIRECTORY", "GIT_NAMESPACE")
_NO_SUCH_FILE = "000000"
_CHUNK = 1 << 16


class GitSource:
    """The repository that a directory is, or lies in. Raises HistoryError if it is none."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.notes: list[str] = []
        self._environment = {k: v for k, v in os.environ.items() if k not in _REDIRECTING}
        self._environment["LC_ALL"] = "C"
        self.title = str(self._top())
        self._head = self.resolve("HEAD")
        if self._head is None:
            self.notes.append("no commits yet: HEAD names none, so there is nothing to keep")
        elif self._ask("rev-parse", "--is-shallow-repository") == "true":
            self.notes.append("a shallow clone: the history begins where the clone was cut; "
                              "its oldest commit counts as adding every file it holds")

    def _command(self, *arguments: str) -> list[str]:
        settings = [part for setting in _SETTINGS for part in ("-c", setting)]
        return ["git", "-C", str(self.path), *settings, *arguments]

    def _run(self, *arguments: str) -> subprocess.CompletedProcess[bytes]:
        try:
            return subprocess.run(self._command(*arguments), env=self._environment, check=False,
                                  stdin=subprocess.DEVNULL, capture_output=True)
        except FileNotFoundError:
            raise HistoryError("git is not installed (or not on PATH); a change list "
                               "(.tsv, .tsv.xz) can be read without it") from None
        except OSError as error:
            raise HistoryError(f"git cannot be run: {error.strerror or error}") from None

    def _ask(self, *arguments: str) -> str:
        result = self._run(*arguments)
        if result.returncode != 0:
            raise self._error(result.stderr)
        return os.fsdecode(result.stdout.removesuffix(b"\n"))

    def _error(self, stderr: bytes) -> HistoryError:
        message = stderr.decode("utf-8", "replace").strip() or "git failed and did not say why"
        if "not a git repository" in message:
            return HistoryError(f"{self.path}: not a git repository, nor inside one")
        return HistoryError(f"{self.path}: {message}")

    def _top(self) -> Path:
        result = self._run("rev-parse", "--show-toplevel")
        if result.returncode == 0:
            return Path(os.fsdecode(result.stdout.removesuffix(b"\n")))
        return Path(self._ask("rev-parse", "--absolute-git-dir"))  # a bare repository

    def count(self) -> int | None:
        if self._head is None:
            return 0
        return int(self._ask("rev-list", "--count", "--first-parent", self._head))

    def resolve(self, revision: str) -> str | None:
        if revision.startswith("-"):  # git would take it for an option
            return None
        result = self._run("rev-parse", "--verify", "--quiet", revision + "^{commit}")
        return result.stdout.decode().strip() or None

    def newest_files(self) -> dict[str, Blob] | None:
        if self._head is None:
            return {}
        result = self._run("ls-tree", "-r", "-z", "--full-tree", self._head)
        if result.returncode != 0:
            raise self._error(result.stderr)
        files: dict[str, Blob] = {}
        for line in result.stdout.split(b"\0")[:-1]:
            about, path = line.split(b"\t", 1)
            mode, _, blob = about.decode().split()
            files[path_from_bytes(path)] = mode, blob
        return files

    def commits(self) -> Generator[Commit, None, None]:
        if self._head is None:
            return
        # git's complaints go to a file: a full pipe that nobody reads would stop git.
        with tempfile.TemporaryFile() as complaints:
            process = subprocess.Popen(self._command(*_LOG, self._head, "--"),
                                       env=self._environment, stdin=subprocess.DEVNULL,
                                       stdout=subprocess.PIPE, stderr=complaints)
            assert process.stdout is not None
            try:
                yield from _parse_log(_fields(process.stdout))
            except BaseException:  # also: the reader wants no more
                process.kill()
                raise
            finally:
                process.stdout.close()
                status = process.wait()
            if status != 0:
                complaints.seek(0)
                raise self._error(complaints.read())


def _fields(stream: IO[bytes]) -> Iterator[bytes]:
    """The NUL-terminated fields of a stream, without holding more than a chunk of it."""
    rest = b""
    while chunk := stream.read(_CHUNK):
        *fields, rest = (rest + chunk).split(b"\0")
        yield from fields
    if rest:
        yield rest


def _parse_log(fields: Iterator[bytes]) -> Iterator[Commit]:
    """The commits of `git log -z --raw`: "<name> <time>", then pairs ":<change>", "<path>"."""
    commit: Commit | None = None
    for field in fields:
        field = field.lstrip(b"\n")  # a line feed parts a commit from its changes
        if field.startswith(b":"):
            _, mode, _, blob, _ = field.decode().split(" ")
            path = next(fields, None)
            if commit is None or path is None:  # git died; its status says so
                return
            removed = mode == _NO_SUCH_FILE
            commit.changes[path_from_bytes(path)] = None if removed else (sys.intern(mode), blob)
        elif field:
            if commit is not None:
                yield commit
            name, _, time = field.decode().partition(" ")
            commit = Commit(name, int(time) if time else None, {})
    if commit is not None:
        yield commit
