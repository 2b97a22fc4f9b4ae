"""The README tells the truth."""

import re
from pathlib import Path

import pytest

from awsdeck.cli import main
from awsdeck.config.settings import SETTINGS

from .conftest import Run

# sections of docs/commands.md with options that several commands take, all or none of them
SHARED = {
    "How documents are read": {
        "--title",
        "--question-pattern",
        "--not-question",
        "--category-level",
        "--category-pattern",
        "--difficulty-from",
        "--first-line",
        "--last-line",
    },
    "How much is said": {"--quiet", "--verbose"},
    "Options of subsets": {"--category", "--service", "--difficulty", "--number"},
}
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


def documented(section: str) -> set[str]:
    """The options that stand in a section."""
    return set(re.findall(r"`(--[a-z-]+)", section))


@pytest.mark.parametrize("name", main.commands)
def test_every_option_of_a_command_is_documented(name: str) -> None:
    """A command's own options stand in its section, shared ones in theirs; none is left to guess."""
    page = (ROOT / "docs" / "commands.md").read_text("utf-8")
    sections = {part.split("\n")[0]: part for part in page.split("\n## ")}
    command = main.commands[name]
    options = {option for parameter in command.params for option in parameter.opts if option.startswith("--")}
    for title, shared in SHARED.items():
        assert documented(sections[title]) == shared
        if shared <= options:
            assert f"`{name}`" in sections[title]
            options -= shared
    assert documented(sections[f"awsdeck {name}"]) == options
    assert f"`awsdeck {name}" in README


def test_every_setting_is_documented() -> None:
    """The table of settings in docs is the table in the code."""
    names = {str: "text", bool: "true/false", int: "whole number", list: "list", float: "number"}
    rows = [f"| `{s.name}` | {names[s.kind]} | {s.default} | {s.meaning} |" for s in SETTINGS]
    page = (ROOT / "docs" / "settings.md").read_text("utf-8")
    assert [line for line in page.split("\n") if line.startswith("| `")] == rows
