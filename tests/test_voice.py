"""How much a command says, and in which colours."""

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from awsdeck.cli import request

from .conftest import Run

NAMES = {"S3": "A store.", "EFS": "A share.", "SQS": "A queue.", "EBS": ""}
DOCUMENT = "# D\n\n" + "\n".join(f"### What is {name}?\n\n{answer}\n" for name, answer in NAMES.items())


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a document in which one question has no answer."""
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")
    return tmp_path


@pytest.mark.usefixtures("folder")
def test_quiet_says_only_what_is_wrong(run: Run) -> None:
    """-q leaves the problems and nothing else; what was asked for is still printed."""
    problem = "d.md:15: error: question has no answer: 'What is EBS?'\n"
    hint = "  hint: write the answer under it, or remove the question\n"
    assert run("build", "-q", "d.md").stderr == problem + hint
    assert run("check", "--quiet", "d.md").stdout == problem + hint
    assert "What is S3?" in run("list", "-q", "d.md").stdout


def test_verbose_says_how_it_was_done(run: Run, folder: Path) -> None:
    """-v adds the settings, how questions were recognized, the lock and the time to what is usually said."""
    (folder / "awsdeck.toml").write_text('tag_root = "cloud"\n', "utf-8")
    usual = run("build", "d.md", "-o", "usual.apkg").stderr.replace("usual", "d")
    said = run("build", "-v", "d.md", "-o", "d.apkg").stderr
    details = [line for line in said.split("\n") if line not in usual.split("\n")]
    assert details[0].startswith("settings: ")
    assert details[1:-1] == ["d.md: 4 questions, asked as h3 (4)", "d.md: lock: d.lock"]
    assert details[-1].startswith("done in ")
    assert set(usual.split("\n")) <= set(said.split("\n"))


def coloured(folder: Path, **env: str) -> bool:
    """Whether ``diff`` sends colours to a real terminal."""
    ours, theirs = pty.openpty()
    given = {key: value for key, value in os.environ.items() if key != "NO_COLOR"}
    subprocess.run(
        [sys.executable, "-m", "awsdeck", "diff", "d.md"],
        cwd=folder,
        stdout=theirs,
        stderr=theirs,
        check=False,
        env={**given, "TERM": "xterm", **env},
    )
    os.close(theirs)
    shown = os.read(ours, 65536)
    os.close(ours)
    assert b"added" in shown
    return b"\x1b[" in shown


def test_no_color_is_heard(folder: Path) -> None:
    """A terminal gets colours unless NO_COLOR is set to anything."""
    assert coloured(folder)
    assert coloured(folder, NO_COLOR="")
    assert not coloured(folder, NO_COLOR="1")


SAVED = "<nav>Home Prices\nDocs</nav><main><h2>What is S3?</h2><p>A.</p><h2>What is EFS?</h2><p>B.</p></main>"
COPIED = "T\n" + "".join(
    f"{at}\nWhat is {name}?\n\nA service.\n\nDiscussion {at + 10}\n"
    for at, name in enumerate(("S3", "EFS", "EBS"), 1)
)


def test_what_was_skipped_is_quoted(run_here: Run, tmp_path: Path) -> None:
    """By its first words: in inspect, and where a build is to say how it was done."""
    (tmp_path / "saved.html").write_text(SAVED, "utf-8")
    (tmp_path / "page.txt").write_text(COPIED, "utf-8")
    shown = run_here("inspect", "saved.html", "page.txt").stdout
    assert "skipped: line 1: <nav> of the page: 'Home Prices Docs'" in shown
    assert "skipped: line 7: comes back with the questions: 'Discussion 11'" in shown
    assert (
        "page.txt:7: skipped: comes back with the questions: 'Discussion 11'"
        in run_here("build", "page.txt", "-v").stderr
    )
    assert "Discussion" not in run_here("build", "page.txt").stderr


def test_a_long_quotation_is_cut_between_words() -> None:
    """So that it stays one line."""
    assert request.quoted("") == ""
    assert request.quoted("one\n two") == "'one two'"
    assert request.quoted("bucket " * 30) == repr("bucket " * 8 + "…")
    assert request.quoted("b" * 200) == repr("b" * 60 + " …")
