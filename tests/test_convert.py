"""What ``convert`` writes reads back as the same cards."""

import base64
from pathlib import Path

import pytest

from awsdeck import pipeline
from awsdeck.config import Config
from awsdeck.model import Card
from awsdeck.notes import Note
from awsdeck.writers.markdown import markdown

from .conftest import Run, case_name, fixture_documents

CATALOGUE = pipeline.catalogue_for(Config())


def content(note: Note) -> tuple[object, ...]:
    """What has to survive: all of the card but its lines, and its id."""
    card: Card = note.card
    return (
        note.identity.id,
        card.title,
        card.number,
        card.difficulty,
        card.category,
        note.service_slugs,
        card.answer,
    )


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_cards_survive_the_round_trip(path: Path, tmp_path: Path) -> None:
    """Questions, numbers, difficulties, categories, services, ids and every block are the same."""
    before = pipeline.read(path, Config(), CATALOGUE, now=0)
    tidy = tmp_path / "tidy.md"
    tidy.write_text(markdown(before.document, before.notes), "utf-8")
    after = pipeline.read(tidy, Config(), CATALOGUE, now=0)
    assert [content(note) for note in after.notes] == [content(note) for note in before.notes]
    again = markdown(after.document, after.notes)
    assert again.split("\n###", 1)[1:] == tidy.read_text("utf-8").split("\n###", 1)[1:]


def test_tidy_markdown_is_what_a_person_would_write(tmp_path: Path) -> None:
    """The whole text of a small document."""
    page = tmp_path / "page.txt"
    page.write_text("My Page\n\nEasy = Associate | Hard = Expert\n\nStorage\n1\nWhat is S3?Easy\n  • Key — a name\n  • Value — *bytes*\n\naws s3 ls \\\n  --recursive\n", "utf-8")  # fmt: skip
    deck = pipeline.read(page, Config(), CATALOGUE, now=0)
    assert markdown(deck.document, deck.notes) == (
        "# My Page\n\nEasy = Associate | Hard = Expert\n\n## Storage\n\n"
        f"### 1. What is S3?\n<!-- id: {deck.notes[0].identity.id} -->\n**Difficulty:** Easy · **Services:** S3\n\n"
        "- **Key** — a name\n- **Value** — \\*bytes\\*\n\n```bash\naws s3 ls \\\n  --recursive\n```\n"
    )


def test_a_file_edited_by_hand_is_not_replaced(run: Run, tmp_path: Path) -> None:
    """Converting again refuses to overwrite what a person changed, unless --force says so."""
    (tmp_path / "page.txt").write_text("Page\n1\nWhat is S3?\n\nA store.\n", "utf-8")
    assert run("convert", "page.txt", "-o", "tidy.md").returncode == 0
    assert run("convert", "page.txt", "-o", "tidy.md").returncode == 0  # the same text harms nobody
    (tmp_path / "tidy.md").write_text("edited", "utf-8")
    refused = run("convert", "page.txt", "-o", "tidy.md")
    assert (refused.returncode, "tidy.md is there already" in refused.stderr) == (2, True)
    assert (tmp_path / "tidy.md").read_text("utf-8") == "edited"
    assert run("convert", "page.txt", "-o", "tidy.md", "--force").returncode == 0
    assert "What is S3?" in (tmp_path / "tidy.md").read_text("utf-8")


PICTURE = base64.b64decode("R0lGODlhAQABAAAAACwAAAAAAQABAAA=")


def test_pictures_go_along_into_another_folder(run: Run, tmp_path: Path) -> None:
    """The written text shows what the document shows; what is there already stays, and that is told."""
    (tmp_path / "page_files").mkdir()
    (tmp_path / "page_files" / "a flow.gif").write_bytes(PICTURE)
    (tmp_path / "page.md").write_text(
        "# T\n\n### What is S3?\n\n![a flow](page_files/a%20flow.gif)\n", "utf-8"
    )
    assert run("convert", "page.md", "-o", "tidy.md").stderr == "tidy.md: 1 card\n"
    done = run("convert", "page.md", "-o", "new/tidy.md")
    copy = tmp_path / "new" / "page_files" / "a flow.gif"
    assert "1 card, 1 picture copied along" in done.stderr
    assert copy.read_bytes() == PICTURE
    assert "0 errors, 0 warnings" in run("check", "new/tidy.md").stdout
    assert "copied" not in run("convert", "page.md", "-o", "new/tidy.md").stderr
    copy.write_bytes(b"mine")
    assert "another file is there already and stays" in run("convert", "page.md", "-o", "new/tidy.md").stderr
    assert copy.read_bytes() == b"mine"


def test_no_picture_is_written_outside_the_folder(run: Run, tmp_path: Path) -> None:
    """An address that leads out of the folder and back is read, but not written along."""
    folder = tmp_path / "notes"
    folder.mkdir()
    (folder / "flow.gif").write_bytes(PICTURE)
    (folder / "page.md").write_text("# T\n\n### What is S3?\n\n![a flow](../notes/flow.gif)\n", "utf-8")
    done = run("convert", "notes/page.md", "-o", "deep/er/tidy.md")
    assert "the picture ../notes/flow.gif was not copied" in done.stderr
    assert not (tmp_path / "deep" / "notes").exists()
