"""Accidents that must not cost the learner anything."""

import json
import shutil
from pathlib import Path

import pytest

from .conftest import Anki, Run
from .test_learner import DOCUMENT, NEW, OLD, Learner


@pytest.fixture
def learner(anki: Anki, run: Run, tmp_path: Path) -> Learner:
    """The first version imported, one note edited and tagged."""
    person = Learner(anki, tmp_path, run)
    person.write(DOCUMENT)
    assert anki.load(person.build(at=OLD)) == {"new": 6}
    note = anki.col.get_note(anki.col.find_notes("outlive")[0])
    note["Answer"] += "<p>my own remark</p>"
    note.tags.append("mine")
    anki.col.update_note(note)
    return person


@pytest.mark.parametrize(
    ("damage", "updated"),
    [
        (lambda text: text.replace("### ", "###"), 0),
        (
            lambda text: text.replace("Objects of", "```sh\nObjects of"),
            1,
        ),  # the broken card itself did change
        (lambda _: "# Drill\n\nnothing yet\n", 0),
    ],
    ids=["no space after the marks", "unclosed fence", "no question at all"],
)
def test_a_broken_source_removes_nothing(learner: Learner, damage: object, updated: int) -> None:
    """While errors may hide cards, no card is taken for removed; once mended, no other note is updated."""
    assert callable(damage)
    learner.write(damage(DOCUMENT))
    learner.run("build", "drill.md", SOURCE_DATE_EPOCH=str(NEW))
    assert "\tremoved\t" not in (learner.folder / "drill.lock").read_text("utf-8")
    learner.write(DOCUMENT)
    outcome = learner.anki.load(learner.build(at=NEW + 60))
    assert (outcome.get("updated", 0), outcome["duplicate"]) == (updated, 6 - updated)
    assert learner.anki.col.find_notes('"my own remark" tag:mine')


def test_marking_later_keeps_the_answer(learner: Learner) -> None:
    """Builds in between don't matter: what a removed card looked like is kept."""
    learner.write(DOCUMENT.split("### 6.")[0])
    learner.build()
    learner.build(at=NEW + 60)
    assert learner.anki.load(learner.build("--mark-removed", at=NEW + 90)) == {"updated": 1, "duplicate": 5}
    (found,) = learner.anki.col.find_notes("tag:aws::removed")
    assert "The scheduler of the service" in learner.anki.col.get_note(found)["Answer"]
    learner.write(DOCUMENT)
    learner.anki.load(learner.build(at=NEW + 120))
    assert not learner.anki.col.find_notes("tag:aws::removed")  # it is back, and the mark is gone
    assert not (learner.folder / "build" / "drill.removed.json").exists()


def test_a_card_whose_answer_is_unknown_is_not_overwritten(learner: Learner) -> None:
    """Without the last package there is nothing to write, so nothing is written, and that is said."""
    learner.write(DOCUMENT.split("### 6.")[0])
    shutil.rmtree(learner.folder / "build")
    built = learner.run("build", "drill.md", "--mark-removed", SOURCE_DATE_EPOCH=str(NEW))
    assert "can't be marked as removed" in built.stderr
    assert learner.anki.load(learner.folder / "build" / "drill.apkg") == {"duplicate": 5}


def test_locks_of_other_tools_are_left_alone(learner: Learner) -> None:
    """A new document beside uv.lock is built as if it weren't there."""
    other = learner.folder / "uv.lock"
    other.write_text("version = 1\n", "utf-8")
    learner.write("# New\n\n### What is new?\n\nThis.\n", "new.md")
    learner.build(name="new.md")
    assert other.read_text("utf-8") == "version = 1\n"


def test_one_id_in_two_documents_makes_two_notes(learner: Learner) -> None:
    """Documents with different titles may use the same ids."""
    for name, title, answer in (("a.md", "A", "one"), ("b.md", "B", "two")):
        learner.write(f"# {title}\n\n### What is S3?\n<!-- id: s3 -->\n\n{answer}\n", name)
        assert learner.anki.load(learner.build(name=name)) == {"new": 1}


def test_one_card_is_never_twice_in_a_package(learner: Learner) -> None:
    """A copied document can't be built into one package with the first."""
    shutil.copy(learner.folder / "drill.md", learner.folder / "copy.md")
    built = learner.run("build", "drill.md", "copy.md", "-o", "both.apkg")
    assert built.returncode == 1
    assert "copy.md:5: error: 6 cards of this document also in drill.md" in built.stderr.replace("\\", "/")
    assert not (learner.folder / "both.apkg").exists()


def test_a_clock_that_is_days_behind_stops_the_build(learner: Learner) -> None:
    """Any time it gave would be too old for Anki, and the change would never arrive."""
    before = (learner.folder / "drill.lock").read_bytes()
    learner.write(DOCUMENT.replace("Fifteen", "15"))
    built = learner.run("build", "drill.md", SOURCE_DATE_EPOCH=str(OLD - 10 * 86_400))
    assert built.returncode == 1
    assert "most cards changed more than a day after now" in built.stderr
    assert (learner.folder / "drill.lock").read_bytes() == before


@pytest.mark.parametrize("epoch", ["soon", "99999999999999", "-1"])
def test_a_time_that_is_none_is_wrong_usage(learner: Learner, epoch: str) -> None:
    """SOURCE_DATE_EPOCH is checked like any option."""
    assert learner.run("build", "drill.md", SOURCE_DATE_EPOCH=epoch).returncode == 2


def test_split_never_writes_one_file_twice(learner: Learner) -> None:
    """Two categories that differ in punctuation only get a file each."""
    learner.write("# T\n\n## IAM & Security\n\n### A?\n\na\n\n## IAM Security\n\n### B?\n\nb\n", "t.md")
    learner.run("build", "t.md", "--split", "category")
    names = sorted(path.name for path in (learner.folder / "build").glob("t-*"))
    assert names == ["t-iam-security-2.apkg", "t-iam-security.apkg"]


@pytest.mark.parametrize("card_id", ["#1", "<<<<<<<x", "======="])
def test_ids_that_would_break_the_lock_are_refused(learner: Learner, card_id: str) -> None:
    """They are named, and the lock stays readable."""
    learner.write(f"# T\n\n### A?\n<!-- id: {card_id} -->\n\na\n", "t.md")
    for _ in range(2):
        built = learner.run("build", "t.md")
        assert (built.returncode, "this id is not used" in built.stderr) == (0, True)
    assert learner.run("build", "t.md", "--locked").returncode == 0


def test_a_longer_catalogue_updates_no_note(learner: Learner) -> None:
    """New names for services change tags of new and changed cards only."""
    (learner.folder / "awsdeck.toml").write_text('[services.storage]\nname = "HTTPS"\n', "utf-8")
    cards = json.loads(learner.run("list", "drill.md", "--json").stdout)["cards"]
    assert learner.anki.load(learner.build()) == {"duplicate": 6}
    assert len(cards) == 6


def test_equal_questions_in_two_categories_keep_their_own_cards(learner: Learner) -> None:
    """The category tells them apart, whichever comes first."""
    parts = (
        "## A\n\n### What is it?\n\nIt is an apple of some kind.\n",
        "## B\n\n### What is it?\n\nIt is a boat with sails.\n",
    )
    learner.write("# Two\n\n" + "\n".join(parts), "two.md")
    learner.run("build", "two.md")
    first = {
        c["category"]: c["guid"] for c in json.loads(learner.run("list", "two.md", "--json").stdout)["cards"]
    }
    learner.write(
        "# Two\n\n" + "\n".join(reversed(parts)).replace("some kind", "a kind").replace("sails", "oars"),
        "two.md",
    )
    again = {
        c["category"]: c["guid"] for c in json.loads(learner.run("list", "two.md", "--json").stdout)["cards"]
    }
    assert again == first


def test_a_build_names_what_is_gone_beside_what_is_new(learner: Learner) -> None:
    """A question in quite other words is for its author to tell: both are said, with the id to settle it."""
    text = DOCUMENT.split("### 6.")[0] + "### What does Fargate spare you?\n\nServers.\n"
    learner.write(text)
    said = learner.run("build", "drill.md", SOURCE_DATE_EPOCH=str(NEW)).stderr
    assert "since the last build: 1 added, 1 removed" in said
    assert "  removed: 'Which part of ECS places tasks on instances?' (id which-part-of-ecs" in said


def test_tidy_markdown_in_place_of_the_page_updates_nothing(learner: Learner) -> None:
    """Stated ids and services that say what was found before are no change."""
    assert learner.run("convert", "drill.md", "-o", "tidy.md").returncode == 0
    (learner.folder / "tidy.md").replace(learner.folder / "drill.md")
    assert learner.anki.load(learner.build()) == {"duplicate": 6}


def test_stated_services_are_delivered(learner: Learner) -> None:
    """What an author states is a change, and reaches the note."""
    learner.write(DOCUMENT.replace("made for?\n", "made for?\n**Services:** Glacier, EC2\n"))
    assert learner.anki.load(learner.build()) == {"updated": 1, "duplicate": 5}
    assert learner.anki.col.find_notes("tag:aws::service::ec2 Objects")


def test_a_build_says_what_an_import_cannot_do(learner: Learner) -> None:
    """The search text comes with the build that moved or removed the cards."""
    learner.write(DOCUMENT.replace("## Compute", "## Running").split("### 6.")[0])
    said = learner.run("build", "drill.md", SOURCE_DATE_EPOCH=str(NEW)).stderr.split("\n")
    searches = [line.strip() for line in said if line.startswith('  "ID:')]
    assert [len(learner.anki.col.find_notes(text)) for text in searches] == [2, 1]


def test_marking_after_a_rename(learner: Learner) -> None:
    """What a removed card looked like is found under the document's former name."""
    (learner.folder / "drill.md").unlink()
    learner.write(DOCUMENT.split("### 6.")[0], "other.md")
    learner.build(name="other.md")
    assert learner.anki.load(learner.build("--mark-removed", name="other.md", at=NEW + 60))["updated"] == 1


def test_a_deleted_document_is_said(learner: Learner) -> None:
    """Its lock and its cards stay; that is no secret."""
    (learner.folder / "drill.md").unlink()
    learner.write("# New\n\n### What is new?\n\nThis.\n", "new.md")
    said = learner.run("build", "new.md").stderr
    assert "drill.lock: warning: its document is gone; its cards stay in Anki" in said


def test_the_text_of_a_diff(learner: Learner) -> None:
    """Old and new wording of question and answer, line by line."""
    learner.write(
        DOCUMENT.replace("What is S3 made for?", "What was S3 made for?").replace(
            "of any size", "of all sizes"
        )
    )
    shown = learner.run("diff", "drill.md").stdout.split("\n")
    assert shown[:5] == [
        "drill.md:5: reworded, answer changed: 'What was S3 made for?'",
        "  - What is S3 made for?",
        "  + What was S3 made for?",
        "  - Objects of any size, kept in buckets and reached over HTTPS by key.",
        "  + Objects of all sizes, kept in buckets and reached over HTTPS by key.",
    ]
    assert shown[5] == "drill.md: an import adds 0, updates 1, leaves 5 as they are"


def test_inspect_and_convert(learner: Learner) -> None:
    """What was found can be seen, and any document becomes tidy Markdown with the same ids."""
    page = "Drill\n\n1\nWhat is S3?Easy\n\nObjects in buckets.\n\n2\nWhat is EBS?Hard\n\nBlocks of a disk.\n"
    learner.write(page, "page.txt")
    assert ": 2 lines, questions" in learner.run("inspect", "page.txt").stdout
    assert learner.run("convert", "page.txt", "-o", "tidy.md").returncode == 0
    before, after = (
        [
            (c["id"], c["guid"], c["question"], c["answer"])
            for c in json.loads(learner.run("list", name, "--json").stdout)["cards"]
        ]
        for name in ("page.txt", "tidy.md")
    )
    assert before == after
    learner.write("# T\n\nNo questions here.\n", "prose.md")
    assert learner.run("inspect", "prose.md").returncode == 1
