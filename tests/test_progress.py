"""Long work shows how far it is, to a person at a terminal only."""

import io
import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

from awsdeck.cli.bars import Bars
from awsdeck.progress import steps, watched

from .conftest import Run


def test_a_watcher_hears_of_every_thing() -> None:
    """The things come through unchanged, and the watcher is told how many are done, to the last."""
    heard: list[tuple[str, int, int]] = []
    with watched(lambda *told: heard.append(told)):
        assert list(steps("Reading", "ab")) == ["a", "b"]
    assert heard == [("Reading", 0, 2), ("Reading", 1, 2), ("Reading", 2, 2)]
    assert list(steps("Reading", "ab")) == ["a", "b"]
    assert len(heard) == 3


class Terminal(io.StringIO):
    """A file that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_bars_follow_each_other() -> None:
    """Each kind of work has its own bar with its numbers, ended before the next one begins."""
    terminal = Terminal()
    bars = Bars(terminal, patience=0)
    with watched(bars):
        for _ in steps("Reading", range(3)):
            pass
        for _ in steps("Drawing", range(2)):
            pass
    bars.close()
    shown = terminal.getvalue()
    assert shown.index("Reading") < shown.index("3/3") < shown.index("Drawing") < shown.index("2/2")


def test_nothing_is_drawn_before_its_time() -> None:
    """What is done within the second draws nothing."""
    terminal = Terminal()
    bars = Bars(terminal, patience=60)
    with watched(bars):
        list(steps("Reading", range(3)))
    bars.close()
    assert terminal.getvalue() == ""


CODE = """
import sys
from awsdeck.cli import bars, main
bars._PATIENCE = 0
bars.Bars.__init__.__defaults__ = (0,)
main(sys.argv[1:], prog_name="awsdeck")
"""


@pytest.mark.parametrize(("quiet", "expected"), [((), True), (("-q",), False)])
def test_a_build_shows_its_bars_on_a_terminal(tmp_path: Path, quiet: tuple[str, ...], expected: bool) -> None:
    """Reading and drawing have a bar each where standard error is a terminal, unless -q is given."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nA store.\n", "utf-8")
    ours, theirs = pty.openpty()
    command = [sys.executable, "-c", CODE, "build", "d.md", *quiet]
    built = subprocess.run(command, cwd=tmp_path, stderr=theirs, stdout=subprocess.PIPE, check=True)
    os.close(theirs)
    shown = os.read(ours, 65536) if expected else b""
    os.close(ours)
    assert (b"Reading" in shown, b"Drawing" in shown) == (expected, expected)
    assert built.stdout == b""


def test_no_bar_where_nobody_sees_it(run: Run, tmp_path: Path) -> None:
    """Into a file or another program goes no bar."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nA store.\n", "utf-8")
    assert "\r" not in run("build", "d.md").stderr
