"""A shell completes commands, options, and what is in the document."""

import os
import subprocess
import sys
from pathlib import Path

import click
import pytest

from awsdeck.cli import main
from awsdeck.cli.completion import SHELLS
from awsdeck.forms import NAMES

from .conftest import Run

DOCUMENT = """\
# Drills

## Storage & Backup

### What is S3?
**Services:** S3

A store.

## Compute

### What is a Lambda layer?
**Difficulty:** Hard

Shared code.
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project with one document."""
    (tmp_path / "source").mkdir()
    (tmp_path / "source" / "drills.md").write_text(DOCUMENT, "utf-8")
    return tmp_path


def completed(run: Run, folder: Path, *line: str) -> list[str]:
    """What click answers a shell for a line whose last word is being typed."""
    words = " ".join(line)
    shown = run(
        cwd=folder,
        _AWSDECK_COMPLETE="bash_complete",
        COMP_WORDS=f"awsdeck {words}",
        COMP_CWORD=str(len(line)),
    )
    return [item.partition(",")[2] for item in shown.stdout.split("\n") if item]


def test_kinds_of_cards(run: Run, folder: Path) -> None:
    """Several are joined by commas: the last of them is completed, and --help names them all."""
    assert completed(run, folder, "build", "--cards", "t") == ["terms"]
    assert "qa,terms" in completed(run, folder, "build", "--cards", "qa,te")[0]
    help_text = " ".join(run("build", "--help", cwd=folder).stdout.split())
    assert f"joined by commas: {', '.join(NAMES)}." in help_text


def test_every_command_is_told_in_one_line(run: Run, folder: Path) -> None:
    """No description of a command is cut off at the width of a terminal."""
    shown = run("--help", cwd=folder, COLUMNS="80").stdout.partition("Commands:")[2]
    assert "..." not in shown
    assert shown.count("\n  ") == len(main.list_commands(click.Context(main)))


def test_categories_and_services_of_the_source(run: Run, folder: Path) -> None:
    """Names come out of the documents in source/, as words that need no quotes."""
    assert completed(run, folder, "build", "--category", "") == ["storage-backup", "compute"]
    assert completed(run, folder, "list", "--category", "Sto") == ["storage-backup"]
    assert completed(run, folder, "list", "--service", "") == ["s3", "lambda"]
    assert completed(run, folder, "build", "--difficulty", "") == ["easy", "medium", "hard"]
    assert run("list", "--category", "storage-backup", cwd=folder).stdout.count("What is S3?") == 1


def test_names_of_a_document_on_the_line(run: Run, folder: Path) -> None:
    """A document that was named before counts instead of the folder."""
    (folder / "own.md").write_text("## Edge\n\n### What is a CDN?\n\nCaches.\n", "utf-8")
    assert completed(run, folder, "list", "own.md", "--category", "") == ["edge"]


def test_what_cannot_be_read_completes_nothing(run: Run, tmp_path: Path) -> None:
    """Without documents, or with broken ones, the line stays as it is and nothing is said."""
    assert completed(run, tmp_path, "list", "--category", "") == []
    (tmp_path / "d.md").write_bytes(b"\xff\xfe\xff")
    assert completed(run, tmp_path, "list", "d.md", "--category", "") == []


def test_commands_and_options(run: Run, folder: Path) -> None:
    """Commands and options complete as well."""
    assert "build" in completed(run, folder, "b")
    assert "--difficulty" in completed(run, folder, "build", "--diff")


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_has_a_script(run: Run, folder: Path, shell: str) -> None:
    """The script of a shell names the command and the variable that click listens to."""
    shown = run("completion", shell, cwd=folder)
    assert shown.returncode == 0
    assert f"_AWSDECK_COMPLETE={shell}_complete" in shown.stdout


def test_bash_completes_for_real(folder: Path) -> None:
    """Bash itself, with the script loaded, offers the categories of the document."""
    script = """
        eval "$(awsdeck completion bash)"
        COMP_WORDS=(awsdeck list --category '') COMP_CWORD=3
        _awsdeck_completion awsdeck
        printf '%s\\n' "${COMPREPLY[@]}"
    """
    folder.joinpath("awsdeck").write_text(f'#!/bin/sh\nexec "{sys.executable}" -m awsdeck "$@"\n', "utf-8")
    folder.joinpath("awsdeck").chmod(0o755)
    shown = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"},
    )
    assert shown.stdout.split() == ["storage-backup", "compute"]
