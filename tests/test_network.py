"""Nothing talks to the network at run time."""

import subprocess
import sys
from pathlib import Path

import pytest

# Runs the command line where every way to another machine, and every look for its address, is an error.
GUARDED = """
import sys
def forbid(event, arguments):
    if event in ("socket.connect", "socket.bind", "socket.getaddrinfo", "socket.sendto", "urllib.Request"):
        raise SystemExit(f"network: {event} {arguments}")
sys.addaudithook(forbid)
from awsdeck.cli import main
main(prog_name="awsdeck")
"""
DOCUMENT = """# T

### What is S3?

An [object store](https://docs.aws.amazon.com/s3/). ![a](https://x.example/p.png) ![b](//x.example/p.png)
"""


@pytest.mark.parametrize(
    "arguments",
    [
        ("build", "d.md"),
        ("list", "d.md", "--why"),
        ("check", "d.md"),
        ("diff", "d.md"),
        ("inspect", "d.md"),
        ("convert", "d.md"),
        ("stats", "d.md"),
        ("preview", "d.md", "--no-open"),
        ("new", "n.md"),
    ],
    ids=lambda arguments: str(arguments[0]),
)
def test_no_command_talks_to_the_network(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    """Not even for pictures and links of a document that name other machines."""
    (tmp_path / "d.md").write_text(DOCUMENT, "utf-8")
    ran = subprocess.run(
        [sys.executable, "-c", GUARDED, *arguments],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert "network:" not in ran.stderr
    assert ran.returncode == 0, ran.stderr


def test_the_guard_would_notice(tmp_path: Path) -> None:
    """The test above fails for what opens a connection."""
    opening = GUARDED.split("from awsdeck")[0] + "import socket\nsocket.create_connection(('127.0.0.1', 9))\n"
    ran = subprocess.run(
        [sys.executable, "-c", opening], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert "network: socket.getaddrinfo" in ran.stderr
