"""The process that a command runs in: nothing of what it says is lost when it ends."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

AWSDECK = [sys.executable, "-m", "awsdeck"]
MANY = 3000  # questions, whose list is far longer than a pipe or a buffer holds


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a long document and a wrong one."""
    place = tmp_path_factory.mktemp("process")
    asked = "".join(
        f"### What is number {at}?\n<!-- id: n-{at} -->\n\nThe answer {at}.\n\n" for at in range(MANY)
    )
    (place / "long.md").write_text(f"# Long\n\n{asked}")
    (place / "short.md").write_text("# Short\n\n### What is this?\n<!-- id: a -->\n\nAn answer.\n")
    (place / "wrong.md").write_text("# Wrong\n\n### What is this?\n<!-- id: a -->\n")
    return place


def test_a_long_list_arrives_whole(folder: Path) -> None:
    """All of the output comes through a pipe, and into a file."""
    through_pipe = subprocess.run([*AWSDECK, "list", "long.md"], cwd=folder, capture_output=True, check=True)
    assert through_pipe.stdout.count(b"What is number") == MANY
    with (folder / "list.txt").open("wb") as file:
        subprocess.run([*AWSDECK, "list", "long.md"], cwd=folder, stdout=file, check=True)
    assert (folder / "list.txt").read_bytes() == through_pipe.stdout


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("list", "long.md"), 0),
        (("--help",), 0),
        (("build", "wrong.md", "--strict"), 1),
        (("list", "nothing.md"), 2),
        (("list", "--no-such-option"), 2),
        (("no-such-command",), 2),
    ],
)
def test_the_exit_code_tells_how_it_went(folder: Path, arguments: tuple[str, ...], code: int) -> None:
    """0 for success, 1 for documents with errors, 2 for what can't be done as it was asked."""
    done = subprocess.run([*AWSDECK, *arguments], cwd=folder, capture_output=True, check=False)
    assert done.returncode == code, done.stderr


def test_a_reader_that_leaves_is_no_error_to_look_at(folder: Path) -> None:
    """``awsdeck list | head`` says nothing of a broken pipe."""
    with subprocess.Popen(
        [*AWSDECK, "list", "long.md"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.readline()
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no device that is always full")
def test_output_that_can_not_be_written_is_an_error(folder: Path) -> None:
    """A disk that is full doesn't pass for success."""
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(
            [*AWSDECK, "list", "long.md"], cwd=folder, stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 1
    assert done.stderr == b"error: the output can't be written: No space left on device\n"


def test_a_command_that_is_nearly_one_is_named() -> None:
    """A slip of the pen in a command is answered with the one that was meant."""
    done = subprocess.run([*AWSDECK, "buld"], capture_output=True, text=True, check=False)
    assert (done.returncode, "Did you mean 'build'?" in done.stderr) == (2, True)
    done = subprocess.run([*AWSDECK, "qqqq"], capture_output=True, text=True, check=False)
    assert (done.returncode, "mean" in done.stderr) == (2, False)


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such shell")
@pytest.mark.parametrize("closed", [">&-", "2>&-", ">&- 2>&-"])
@pytest.mark.parametrize("command", ["list", "stats", "convert", "build", "--help"])
def test_a_closed_output_is_no_error(folder: Path, command: str, closed: str) -> None:
    """Who closes the output wants none."""
    line = f'"{sys.executable}" -m awsdeck {command} short.md {closed}'
    assert subprocess.run(line, shell=True, cwd=folder, capture_output=True, check=False).returncode == 0


@pytest.mark.skipif(sys.platform == "win32", reason="signals are another thing there")
def test_a_command_that_waits_ends_when_it_is_interrupted(folder: Path) -> None:
    """Ctrl-C ends ``watch``."""
    with subprocess.Popen(
        [*AWSDECK, "watch", "long.md"], cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        time.sleep(0.5)
        process.send_signal(signal.SIGINT)
        process.stdout.read()
        assert process.wait(timeout=60) in (0, 1, 130)
