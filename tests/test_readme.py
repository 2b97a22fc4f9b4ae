"""The README tells the truth."""

import re
from pathlib import Path

import pytest

from awsdeck.config.settings import SETTINGS

from .conftest import Run

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text("utf-8")


def test_ci_runs_the_two_lines_of_the_readme() -> None:
    """What CI runs is what a newcomer pastes."""
    lines = re.findall(r"```sh\n(.*\.venv/bin/(?:awsdeck build|pytest))\n```", README)
    assert len(lines) == 2
    ci = (ROOT / ".ci" / "run").read_text("utf-8").split("\n")
    assert [line for line in lines if line not in ci] == []


def test_the_sample_document_gives_the_shown_table(run: Run, tmp_path: Path) -> None:
    """The document and the table in the README belong together."""
    document = re.search(r"````markdown\n(.*?\n)````\n", README, re.DOTALL)
    table = re.search(r"```text\n\$ awsdeck list my-questions.md\n(.*?)\n```", README, re.DOTALL)
    assert document
    assert table
    (tmp_path / "my-questions.md").write_text(document[1], "utf-8")
    shown = run("list", "my-questions.md")
    assert (shown.returncode, shown.stdout.strip()) == (0, table[1].strip())


@pytest.mark.parametrize(
    "command", ["build", "list", "check", "diff", "inspect", "convert", "stats", "new", "adopt"]
)
def test_every_option_of_a_command_is_in_the_readme(run: Run, command: str) -> None:
    """No option is left for the user to guess."""
    options = set(re.findall(r"--[a-z-]+", run(command, "--help").stdout)) - {"--help"}
    assert {option for option in options if f"`{option}" not in README} == set()


def test_every_setting_is_documented() -> None:
    """The table of settings in docs is the table in the code."""
    names = {str: "text", bool: "true/false", int: "whole number", list: "list", float: "number"}
    rows = [f"| `{s.name}` | {names[s.kind]} | {s.default} | {s.meaning} |" for s in SETTINGS]
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert [line for line in page.split("\n") if line.startswith("| `")] == rows
