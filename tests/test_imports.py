"""What each command imports: names, not times."""

import subprocess
import sys
from pathlib import Path

import pytest

PAGE = """My questions

1
What is a bucket?Easy
A place for objects.
2
What is a role?Hard
What a caller may do (S3).
Right	Use
read	look
"""
MARKDOWN = """# My questions

### What is a bucket?

A place for *objects*:

```bash
ls -l
```
"""
# Each takes longer to import than awsdeck needs for a document.
HEAVY = {
    "genanki",
    "yaml",
    "asyncio",
    "pygments",
    "bs4",
    "markdown",
    "importlib.metadata",
    "importlib.resources",
}


ROWS = {"cardlist", "exported", "separated", "spreadsheet"}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a document of each kind."""
    (tmp_path / "page.txt").write_text(PAGE)
    (tmp_path / "own.md").write_text(MARKDOWN)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def imported(*arguments: str) -> set[str]:
    """The modules that a command has imported when it ends."""
    program = (
        "import sys\nfrom awsdeck.cli import main\n"
        "try: main(sys.argv[1:], prog_name='awsdeck')\n"
        "except SystemExit as end: assert not end.code\n"
        "sys.stderr.write('|'.join(sys.modules))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, *arguments], capture_output=True, text=True, check=True
    )
    return set(done.stderr.splitlines()[-1].split("|"))


def own(modules: set[str]) -> set[str]:
    """The modules of awsdeck among some."""
    return {name for name in modules if name.startswith("awsdeck.")}


def test_help_imports_the_command_line_alone() -> None:
    """``--help`` imports the commands' own modules and nothing of what they do."""
    modules = imported("--help")
    beside = {name for name in own(modules) if not name.startswith("awsdeck.cli")}
    assert beside <= {"awsdeck.cache", "awsdeck.disk", "awsdeck.drafts", "awsdeck.hints"}
    assert not modules & HEAVY


def test_a_command_does_not_import_the_others(folder: Path) -> None:  # noqa: ARG001
    """A command imports its own module and what all commands share."""
    assert not own(imported("check", "page.txt")) & {
        "awsdeck.cli.build",
        "awsdeck.cli.diff",
        "awsdeck.cli.new",
    }


def test_listing_page_text_imports_nothing_heavy(folder: Path) -> None:  # noqa: ARG001
    """Page text is read, listed and checked without a Markdown, HTML, highlighting or Anki library."""
    for command in ("list", "check"):
        modules = imported(command, "page.txt")
        assert not modules & HEAVY
        assert "awsdeck.readers.mdblocks" not in modules
        assert not own(modules) & {f"awsdeck.readers.{module}" for module in ROWS}


def test_listing_markdown_imports_its_reader_alone(folder: Path) -> None:  # noqa: ARG001
    """Markdown is listed and checked with python-markdown as the only library."""
    for command in ("list", "check"):
        assert not imported(command, "own.md") & (HEAVY - {"markdown", "importlib.metadata"})


@pytest.mark.parametrize(
    ("name", "needed"),
    [
        ("page.txt", {"genanki"}),
        ("plain.md", {"genanki"}),
        ("own.md", {"genanki", "markdown", "pygments"}),
    ],
)
def test_a_build_imports_what_its_document_needs(folder: Path, name: str, needed: set[str]) -> None:
    """Whole questions need no other form; code needs its highlighter, and emphasis Markdown's library."""
    (folder / "plain.md").write_text("# T\n\n### What is a **bucket**?\n**Services:** S3\n\nA `place`.\n")
    modules = imported("build", name)
    assert modules & HEAVY == needed
    rare = {"forms.terms", "forms.topic", "forms.alone", "forms.below", "notes.options", "adoption"}
    assert not own(modules) & {f"awsdeck.{name}" for name in rare}


def test_a_module_that_is_put_off_is_there_when_it_is_used() -> None:
    """Genanki still reads note types that are written in YAML, for programs that have some."""
    program = (
        "import sys, awsdeck.writers.apkg, genanki\nassert 'yaml' not in sys.modules\n"
        "model = genanki.Model(1, 'name', fields='[{name: Front}]', templates=[])\n"
        "assert model.fields == [{'name': 'Front'}], model.fields\n"
        "assert 'yaml' in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


README = """# My questions

[Guide](https://example.org/a)

## Q1: What is a bucket?

> [!TIP]
> It keeps *objects*.

- one
  - two

| Kind | Use |
| --- | --- |
| a | b |

## Q2: What is a role?

Rights, for a while.
"""
WEB = """<html><body><nav><a href="/">Home</a></nav><h1>My questions</h1>
<h3>What is a bucket?</h3><p>It keeps <a href="https://example.org">objects</a>.</p><ul><li>one</li></ul>
<h3>What is a role?</h3><p>Rights.</p></body></html>
"""
RARE = {
    "attributes", "cardheadings", "cardlist", "context", "definitions", "dots", "folders", "hinted",
    "htmlcalls", "nestedquestions", "outline", "questionpage", "questiontables", "quotedquestions", "repeats",
    "shields", "waylinks",
}  # fmt: skip


@pytest.mark.parametrize(("name", "text"), [("readme.md", README), ("own.md", MARKDOWN), ("page.html", WEB)])
def test_what_few_documents_have_is_imported_for_those(folder: Path, name: str, text: str) -> None:
    """Links, quotes, lists and tables are no sign of badges, questions in quotes, outlines and their like."""
    (folder / name).write_text(text)
    assert not own(imported("list", name)) & {f"awsdeck.readers.{module}" for module in RARE}
