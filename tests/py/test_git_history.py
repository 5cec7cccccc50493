"""The example program, run as a user runs it, on repositories and lists made here."""

import lzma
import os
import pty
import shutil
import signal
import subprocess
import sys
import xml.etree.ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest
from history_program import PROGRAM, Repository, data, good, long_list, refused, run

pytestmark = pytest.mark.c_only("runs the example on the installed package")

A, B, C = "a" * 40, "b" * 40, "c" * 40

needs_git = pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")

# Settings that would change what git log prints, were they not overridden.
HOSTILE = """
[color] ui = always
[log] showRoot = false
    diffMerges = off
    showSignature = true
    date = relative
[diff] renames = copies
    relative = true
    ignoreSubmodules = all
    noprefix = true
[core] quotePath = true
    abbrev = 5
[format] pretty = oneline
"""


# ---- Repositories ----

ODD = [b"tab\there", b"line\nfeed", b'quote"and\\back', b"\xff\xfe not utf-8", "élan/ü".encode(),
       b" leading", b":100644 000000 looks like a change", b"-dash", b"esc\x1b[31m"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    """Every kind of change a first-parent history can carry."""
    repo = Repository(tmp_path_factory.mktemp("git") / "every kind")
    for number in range(40):
        repo.write(f"src/{number}.c".encode(), b"%d" % number)
    repo.commit()                                                  # a root commit with files
    for path in ODD:
        repo.write(path, path)
    repo.commit()
    repo.commit("--allow-empty")
    repo.git("mv", "src/1.c", "src/renamed.c")
    os.chmod(repo.path / "src/2.c", 0o755)
    os.remove(repo.path / "src/3.c")
    os.symlink("2.c", repo.path / "src/3.c")                       # a file becomes a link
    repo.commit()
    os.remove(repo.path / "src/4.c")
    repo.write(b"src/4.c/inside", b"x")                            # and one a directory
    repo.git("update-index", "--add", "--cacheinfo", f"160000,{A},module")
    os.mkdir(repo.path / "module")
    repo.commit()
    repo.git("checkout", "-q", "-b", "side")
    repo.write(b"side", b"1")
    repo.commit()
    repo.git("checkout", "-q", "main")
    repo.write(b"main", b"1")
    repo.commit()
    repo.git("merge", "-q", "--no-ff", "-m", "merged", "side")
    repo.git("rm", "-q", "-r", "src")
    repo.commit()
    repo.write(ODD[0], b"changed")
    repo.commit()
    return repo


@needs_git
@pytest.mark.parametrize("settings", ["", HOSTILE], ids=["plain", "hostile settings"])
def test_every_version_is_what_git_lists(
    repository: Repository, tmp_path: Path, settings: str
) -> None:
    config = tmp_path / "config"
    config.write_text(settings)
    commits = repository.first_parents()
    assert len(commits) == 9
    listed = [repository.listed(commit) for commit in commits]
    paths = sorted(set().union(*listed))
    wanted = [(commit, path) for commit in commits for path in paths]
    asked = [part for commit, path in wanted for part in ("--show", commit, "./" + path)]
    answer = data(repository.path, "--check", *asked, GIT_CONFIG_GLOBAL=str(config))
    assert answer["summary"]["versions"] == len(commits)
    assert answer["summary"]["entries_newest"] == len(listed[-1])
    assert answer["summary"]["entries_all"] == sum(map(len, listed))
    found = {(item["commit"], item["path"]): item["blob"] for item in answer["look_ups"]}
    for commit, files in zip(commits, listed):
        for path in paths:
            assert found[commit, path] == files.get(path), (commit, path)


@needs_git
def test_diff_of_any_two_versions(repository: Repository) -> None:
    commits = repository.first_parents()
    pairs = [(a, b) for a in commits for b in commits]
    asked = [part for pair in pairs for part in ("--diff", *pair)]
    answer = data(repository.path, *asked)
    for (a, b), compared in zip(pairs, answer["diffs"], strict=True):
        old, new = repository.listed(a), repository.listed(b)
        assert compared["changes"] == [
            [path, old.get(path), new.get(path)]
            for path in sorted(old.keys() | new.keys()) if old.get(path) != new.get(path)
        ]


@needs_git
def test_revisions_that_git_understands(repository: Repository) -> None:
    commits = repository.first_parents()
    for name, number in (("HEAD", -1), ("main~1", -2), (commits[3][:10], 3), ("first", 0),
                         ("last", -1), ("HEAD^{/merged}", -3)):
        answer = data(repository.path, "--show", name, "main")
        assert answer["look_ups"][0]["commit"] == commits[number], name
    assert "not on the first-parent line" in refused(repository.path, "--show", "side", "main")
    assert "nowhere: no such commit" in refused(repository.path, "--diff", "HEAD", "nowhere")


@needs_git
def test_output_is_one_line_a_path(repository: Repository) -> None:
    text = good(repository.path, "--diff", "first", "HEAD~2", PYTHONIOENCODING="ascii")
    for shown in ('"line\\nfeed"', '"quote\\"and\\\\back"', '"\\377\\376 not utf-8"',
                  '"esc\\033[31m"', "removed  src/1.c", "changed  src/2.c", "160000"):
        assert shown in text
    assert "\x1b" not in text


@needs_git
@pytest.mark.parametrize("inside", [".", "src-is-gone/..", ".git", "deep"])
def test_any_path_of_the_repository(repository: Repository, inside: str) -> None:
    (repository.path / "deep").mkdir(exist_ok=True)
    (repository.path / "src-is-gone").mkdir(exist_ok=True)
    assert data(repository.path / inside)["summary"]["versions"] == 9


@needs_git
def test_bare_and_redirected(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--bare", ".", str(tmp_path / "bare"))
    elsewhere = {"GIT_DIR": str(tmp_path / "no"), "GIT_WORK_TREE": str(tmp_path)}
    assert data(tmp_path / "bare", "--check", **elsewhere)["summary"]["versions"] == 9


@needs_git
def test_shallow_clone_works_and_says_so(repository: Repository, tmp_path: Path) -> None:
    repository.git("clone", "-q", "--depth", "3", repository.path.as_uri(), str(tmp_path / "s"))
    text = good(tmp_path / "s", "--check")
    assert "shallow clone" in text
    assert "\n3 versions of " in text
    assert "shallow" not in good(repository.path)


@needs_git
def test_no_commits_yet(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "empty")
    text = good(repo.path, "--check")
    assert "no commits yet" in text
    assert "0 versions" in text
    assert data(repo.path)["summary"] is None
    assert "no commits" in refused(repo.path, "--show", "HEAD", "x")


@needs_git
def test_only_empty_commits(tmp_path: Path) -> None:
    repo = Repository(tmp_path / "empty")
    repo.commit("--allow-empty")
    repo.commit("--allow-empty")
    summary = data(repo.path, "--check")["summary"]
    assert (summary["versions"], summary["entries_all"], summary["dicts"]) == (2, 0, 1)
    assert "2 versions" in good(repo.path)


@needs_git
def test_a_damaged_repository_is_reported(repository: Repository, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged"
    shutil.copytree(repository.path, damaged, symlinks=True)
    tree = repository.git("rev-parse", "HEAD~4^{tree}").decode().strip()
    os.remove(damaged / ".git" / "objects" / tree[:2] / tree[2:])
    result = run(damaged)
    assert result.returncode == 2
    assert tree in result.stderr
    assert "Traceback" not in result.stderr


def test_not_a_repository(tmp_path: Path) -> None:
    ceiling = {"GIT_CEILING_DIRECTORIES": str(tmp_path.parent)}
    if shutil.which("git") is not None:
        assert "not a git repository" in refused(tmp_path, **ceiling)
    assert "git is not installed" in refused(tmp_path, PATH=str(tmp_path))
    assert "no such file" in refused(tmp_path / "nothing")
    (tmp_path / "notes.txt").write_text("x")
    assert "nor a change list" in refused(tmp_path / "notes.txt")


# ---- Change lists ----

LIST = f"""C\t{A}\t1422061096
M\tplain\t100644\t{A}
M\t"tab\\there \\303\\251 \\377"\t100755\t{B}
C\t{B}\t1422091907
D\tplain
M\tother\t100644\t{C}
C\t{C}\t1422094808
"""

Lister = Callable[[str | bytes], Path]


@pytest.fixture
def listed(tmp_path: Path) -> Lister:
    def write(content: str | bytes, name: str = "list.tsv") -> Path:
        raw = content.encode() if isinstance(content, str) else content
        (tmp_path / name).write_bytes(raw)
        return tmp_path / name

    return write


@pytest.mark.parametrize("name", ["list.tsv", "list.tsv.xz"])
def test_a_change_list(tmp_path: Path, name: str) -> None:
    raw = lzma.compress(LIST.encode()) if name.endswith(".xz") else LIST.encode()
    (tmp_path / name).write_bytes(raw)
    odd = "tab\there é \udcff"
    answer = data(tmp_path / name, "--check", "--show", "aaaa", odd, "--show", "cccc", "plain",
                  "--show", "first", "plain", "--diff", "first", "last", PATH="")
    assert answer["summary"]["versions"] == 3
    assert answer["summary"]["entries_all"] == 6
    assert answer["summary"]["dicts"] == 2
    assert [item["blob"] for item in answer["look_ups"]] == [["100755", B], None, ["100644", A]]
    assert answer["diffs"][0]["changes"] == [["other", None, ["100644", C]],
                                             ["plain", ["100644", A], None]]


def test_an_empty_list(listed: Lister) -> None:
    assert "0 versions" in good(listed(""))


@pytest.mark.parametrize(("line", "number", "what"), [
    (f"M\tfile\t100644\t{A}\n", 1, "before the first commit"),
    (LIST + "\n", 8, "empty line"),
    (LIST + "X\tfile\n", 8, "begin with C, M or D"),
    (LIST + "M file 100644\n", 8, "begin with C, M or D"),
    (LIST + f"M\tfile\t{A}\n", 8, "expected M <path> <mode> <blob>, found 3"),
    (LIST + "D\tfile\tmore\n", 8, "expected D <path>, found 3"),
    (LIST + f"M\tfile\t10064\t{A}\n", 8, "not a mode"),
    (LIST + f"M\tfile\t100644\t{A[1:]}\n", 8, "not a blob"),
    (LIST + f"M\tfile\t100644\t{A}\r\n", 8, "not a blob"),
    (LIST + f"M\t\t100644\t{A}\n", 8, "an empty path"),
    (LIST + 'D\t"open\n', 8, "broken quoting"),
    (LIST + 'D\t"\\777"\n', 8, "broken quoting"),
    (LIST + f"C\t{'d' * 40}\tyesterday\n", 8, "not a unix time"),
    (LIST + "C\tHEAD\t1\n", 8, "not a commit"),
    (LIST + f"C\t{A}\t1\n", 8, "a second time"),
    (b"\x7fELF\x02\x01\xff\x00\n", 1, "begin with C, M or D"),
])
def test_an_unreadable_list(listed: Lister, line: str | bytes, number: int, what: str) -> None:
    path = listed(line)
    complaint = refused(path)
    assert complaint.startswith(f"git_history.py: {path}:{number}: ")
    assert what in complaint


def test_damaged_compression(tmp_path: Path) -> None:
    path = tmp_path / "list.tsv.xz"
    path.write_bytes(LIST.encode())
    assert f"{path}:1: damaged xz data" in refused(path)
    path.write_bytes(lzma.compress(LIST.encode())[:-30])
    assert f"{path}:8: damaged xz data" in refused(path)


def test_commits_of_a_list_are_found_by_prefix(listed: Lister) -> None:
    path = listed(LIST + f"C\t{'a' * 20}{'b' * 20}\t1\n")
    assert "2 commits begin with that" in refused(path, "--show", "aaaaaa", "plain")
    assert "no such commit" in refused(path, "--show", "bbb", "plain")
    assert "no such commit" in refused(path, "--show", "HEAD", "plain")
    assert data(path, "--show", "a" * 20 + "b", "plain")["look_ups"][0]["number"] == 3


# ---- Measures, output, interruptions ----

def test_progress_only_on_a_terminal(listed: Lister) -> None:
    path = listed(long_list(50, 5))
    master, slave = pty.openpty()
    try:
        subprocess.run([sys.executable, PROGRAM, path], stderr=slave, check=True,
                       stdout=subprocess.DEVNULL, timeout=120)
        shown = os.read(master, 1 << 16).decode()
    finally:
        os.close(master)
        os.close(slave)
    assert "reading: 1 commits" in shown
    assert shown.endswith("\r\x1b[K")


def test_broken_pipe_is_quiet(listed: Lister) -> None:
    process = subprocess.Popen([sys.executable, PROGRAM, listed(LIST)],
                               stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    stderr = process.stderr.read()
    assert process.wait(timeout=120) == 141
    assert stderr == b""


def test_interrupted(tmp_path: Path) -> None:
    fifo = tmp_path / "endless.tsv"
    os.mkfifo(fifo)
    process = subprocess.Popen(  # background jobs of a shell inherit that SIGINT is ignored
        [sys.executable, PROGRAM, fifo], text=True, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    with open(fifo, "w") as writer:  # returns once the program reads
        writer.write(f"C\t{A}\t0\n")
        writer.flush()
        process.send_signal(signal.SIGINT)
        _, stderr = process.communicate(timeout=120)
    assert process.returncode == 130
    assert stderr == "git_history.py: interrupted\n"


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="the system has no /dev/full")
def test_a_full_disk_is_reported(listed: Lister) -> None:
    with open("/dev/full", "w") as full:
        result = subprocess.run([sys.executable, PROGRAM, listed(LIST)], stdout=full, text=True,
                                stderr=subprocess.PIPE, timeout=120, check=False)
    assert result.returncode == 2
    assert "No space left" in result.stderr
    assert "Traceback" not in result.stderr


def test_plot(listed: Lister, tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    target = tmp_path / "memory.svg"
    assert f"plot written to {target}" in good(listed(long_list(60, 50)), "--plot", target)
    root = xml.etree.ElementTree.parse(target).getroot()
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert len(list(root.iter("{http://www.w3.org/2000/svg}path"))) > 4
    assert "must end in .svg" in refused(listed(LIST), "--plot", tmp_path / "memory.txt")
    assert "no directory" in refused(listed(LIST), "--plot", tmp_path / "no" / "memory.svg")


def test_plot_without_matplotlib(listed: Lister, tmp_path: Path) -> None:
    (tmp_path / "matplotlib.py").write_text("raise ImportError('not here')")
    paths = os.pathsep.join(filter(None, [str(tmp_path), os.environ.get("PYTHONPATH")]))
    complaint = refused(listed(LIST), "--plot", tmp_path / "x.svg", PYTHONPATH=paths)
    assert "pip install matplotlib" in complaint


def test_help_and_bad_arguments() -> None:
    text = good("--help")
    for option in ("--show COMMIT PATH", "--diff A B", "--plot FILE.svg", "--json", "--check"):
        assert option in text
    for wrong in (["--dict-budget", "0"], ["--show", "HEAD"], ["--no-such"], [".", "."]):
        result = run(*wrong)
        assert result.returncode == 2
        assert "Traceback" not in result.stderr
