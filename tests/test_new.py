"""``awsdeck new`` begins a deck: a document that explains itself and builds at once."""

import json
from pathlib import Path

import pytest

from awsdeck import starter
from awsdeck.model import Callout, Code, List, Paragraph, Table

from .conftest import Anki, Run


def test_a_starter_builds_at_once(run: Run, tmp_path: Path, anki: Anki) -> None:
    """new, check and build give three cards in Anki and nothing to complain about."""
    made = run("new", "source/my-notes.md")
    assert (made.returncode, made.stdout) == (0, "")
    path = str(Path("source/my-notes.md"))
    assert made.stderr == f"{path}: a starter with three sample cards; edit it, then: awsdeck build {path}\n"
    checked = run("check")
    assert (checked.returncode, checked.stdout, checked.stderr) == (0, "3 cards: 0 errors, 0 warnings\n", "")
    built = run("build")
    assert built.returncode == 0
    assert len(built.stderr.split("\n")) == 2, "one line for the package, nothing about comments"
    assert anki.load(tmp_path / "build" / "my-notes.apkg") == {"new": 3}
    fields = list(anki.notes().values())
    assert not [value for note in fields for value in note.values() if "<!--" in value or "&lt;!--" in value]


def test_a_starter_shows_what_a_card_can_hold(run: Run) -> None:
    """Title, categories, numbers, a stated id, difficulty and services, and every kind of block are in it."""
    run("new", "mine.md")
    deck = json.loads(run("list", "mine.md", "--json").stdout)
    assert deck["title"] == "Mine"
    assert [card["category"] for card in deck["cards"]] == ["Security", "Storage", "Storage"]
    first, second, third = deck["cards"]
    assert (first["id"], first["difficulty"], first["services"]) == (
        "iam-role-or-user",
        "easy",
        ["iam", "sts"],
    )
    kinds = {block["kind"] for card in deck["cards"] for block in card["answer"]}
    blocks = (Callout, Code, List, Paragraph, Table)
    assert kinds == {block.__name__.lower() for block in blocks}
    assert second["services"] == ["s3"], "found in the question, not stated"
    assert third["difficulty"] is None
    text = starter.document(Path("mine.md"))
    assert "![" in text, "how to write a picture is explained"
    assert "awsdeck build mine.md" in text


@pytest.mark.parametrize(
    ("question", "services"),
    [("What keeps objects?", ["s3"]), ("What keeps files for EC2?", ["ec2"])],
    ids=["question-names-none", "question-names-one"],
)
def test_services_are_found_where_a_starter_says(
    run_here: Run, tmp_path: Path, question: str, services: list[str]
) -> None:
    """In the question, or if it names none in the answer; README says the same."""
    told = " ".join(starter.document(Path("mine.md")).split())
    assert "found in the question, or if it names none in the answer" in told
    (tmp_path / "mine.md").write_text(f"# T\n\n### {question}\n\nS3 does.\n", "utf-8")
    (card,) = json.loads(run_here("list", "mine.md", "--json").stdout)["cards"]
    assert card["services"] == services


@pytest.mark.parametrize(
    ("other", "levels"), [("Advanced topics", ["easy", "hard"]), ("S3 topics", [None, None])]
)
def test_levels_are_taken_from_categories_as_the_readme_says(
    run_here: Run, tmp_path: Path, other: str, levels: list[str | None]
) -> None:
    """Where most categories name one; a single one says nothing."""
    text = f"# T\n\n## Basic EC2 questions\n\n### What is EC2?\n\nA.\n\n## {other}\n\n### What is S3?\n\nB.\n"
    (tmp_path / "mine.md").write_text(text, "utf-8")
    cards = json.loads(run_here("list", "mine.md", "--json").stdout)["cards"]
    assert [card["difficulty"] for card in cards] == levels


def test_a_starter_survives_tidying(run: Run) -> None:
    """What ``convert`` makes of it has the same cards with the same ids."""
    run("new", "mine.md")
    run("convert", "mine.md", "-o", "tidy.md")
    kept = ("id", "question", "difficulty", "category", "services", "answer")
    before, after = (
        json.loads(run("list", name, "--json").stdout)["cards"] for name in ("mine.md", "tidy.md")
    )
    assert [[card[key] for key in kept] for card in before] == [[card[key] for key in kept] for card in after]


def test_nothing_is_overwritten(run: Run, tmp_path: Path) -> None:
    """A file that is there stays as it is."""
    (tmp_path / "mine.md").write_text("my work", "utf-8")
    refused = run("new", "mine.md")
    assert (refused.returncode, refused.stderr) == (
        2,
        "mine.md: error: this is there already, and stays as it is\n  hint: choose another name\n",
    )
    assert (tmp_path / "mine.md").read_text("utf-8") == "my work"


def test_a_document_of_the_same_name_is_not_joined(run: Run, tmp_path: Path) -> None:
    """Two documents that would share a lock are not begun."""
    (tmp_path / "mine.txt").write_text("1. What?\nThat.\n", "utf-8")
    refused = run("new", "mine.md")
    assert refused.returncode == 2
    assert refused.stderr.startswith("mine.md: error: mine.txt has the same name and would share its lock\n")
    assert not (tmp_path / "mine.md").exists()


@pytest.mark.parametrize(
    ("name", "meant"),
    [("mine", "mine.md"), ("mine.txt", "mine.md"), ("mine.HTML", "mine.md"), ("notes-1.2", "notes-1.2.md")],
)
def test_only_markdown_is_begun(run: Run, tmp_path: Path, name: str, meant: str) -> None:
    """A name with another ending or none is answered with the one that was meant."""
    refused = run("new", name)
    assert (refused.returncode, refused.stderr) == (
        2,
        f"{name}: error: a starter is Markdown, its name ends in .md\n  hint: awsdeck new {meant}\n",
    )
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_build_passes_over_is_refused(run: Run, tmp_path: Path) -> None:
    """README.md would never be read from source/."""
    assert run("new", "source/README.md").returncode == 2
    assert not (tmp_path / "source").exists()


def test_a_place_that_cannot_be_written_is_no_crash(run: Run, tmp_path: Path) -> None:
    """A file in the way of the folder is told in one line."""
    (tmp_path / "source").write_text("", "utf-8")
    failed = run("new", "source/mine.md")
    assert failed.returncode == 1
    assert failed.stderr.startswith("Error: can't write ")
    assert len(failed.stderr.strip().split("\n")) == 1


@pytest.mark.parametrize(
    ("stem", "title"),
    [("my-s3_notes", "My s3 notes"), ("IAM", "IAM"), ("# <b>*x*", "B x"), ("--", "My AWS Questions")],
)
def test_the_name_becomes_the_title(stem: str, title: str) -> None:
    """Words stay as they are typed, and what Markdown would read as markup is left out."""
    assert starter.title(stem) == title
