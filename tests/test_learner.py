"""A learner imports, studies, edits; the author edits, builds, and the learner imports again.

Nothing the learner has is lost: no duplicate appears; intervals, due dates, review log, suspension, own tags
and own edits stay; exactly the changed notes are updated, and ``awsdeck diff`` predicted how many.
"""

import json
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from .conftest import Anki, Run

DOCUMENT = """\
# Drill

## Storage

### 1. What is S3 made for?

Objects of any size, kept in buckets and reached over HTTPS by key.

### 2. When do you prefer EBS to instance store?

When the data has to outlive the instance, since an EBS volume stays.

### 3. Which service shares files between Linux instances?

EFS does, over NFS, growing and shrinking by itself.

## Compute

### 4. How long may a Lambda function run?

Fifteen minutes at the most, then it is stopped.

### 5. What does a Spot interruption notice give you?

Two minutes to save the state and leave the load balancer.

### 6. Which part of ECS places tasks on instances?

The scheduler of the service, by strategy and constraint.
"""

OLD = int(time.time()) - 50_000
NEW = int(time.time()) + 6 * 3600  # later than all that a slow run of the tests edits in Anki
QUESTIONS = [line.split(". ", 1)[1] for line in DOCUMENT.split("\n") if line.startswith("### ")]


@dataclass
class Learner:
    """A collection with the first version in it, studied and changed."""

    anki: Anki
    folder: Path
    run: Run

    def write(self, text: str, name: str = "drill.md") -> None:
        """Edit the document."""
        (self.folder / name).write_text(text, "utf-8")

    def build(self, *options: str, at: int = NEW, name: str = "drill.md") -> Path:
        """Build the document at a time; the package."""
        built = self.run("build", name, *options, SOURCE_DATE_EPOCH=str(at))
        assert built.returncode == 0, built.stderr
        return (self.folder / "build" / name).with_suffix(".apkg")

    def predicted(self, name: str = "drill.md") -> dict[str, int]:
        """What ``diff`` says an import will do."""
        shown = self.run("diff", name, "--json", SOURCE_DATE_EPOCH=str(NEW))
        assert shown.returncode == 0, shown.stderr
        found = json.loads(shown.stdout)[0]["import"]
        outcome = {"new": found["new"], "updated": found["updated"], "duplicate": found["unchanged"]}
        return {kind: number for kind, number in outcome.items() if number}

    def guids(self) -> dict[str, str]:
        """The guid of each note by its question."""
        return {fields["Question"]: guid for guid, fields in self.anki.notes().items()}

    def history(self) -> list[tuple[object, ...]]:
        """Every card's schedule and every row of the review log."""
        assert self.anki.col.db
        cards = self.anki.col.db.all(
            "select c.id, n.guid, did, queue, type, due, ivl, factor, reps, lapses "
            "from cards c join notes n on n.id = c.nid order by c.id"
        )
        log = self.anki.col.db.all("select id, cid, ease, ivl, lastIvl from revlog order by id")
        return [tuple(row) for row in (*cards, *log)]


@pytest.fixture
def learner(anki: Anki, run: Run, tmp_path: Path) -> Learner:
    """The first version imported, three cards answered, one suspended, one note edited and tagged."""
    person = Learner(anki, tmp_path, run)
    person.write(DOCUMENT)
    assert anki.load(person.build(at=OLD)) == {"new": 6}
    for deck in ("Drill::Storage", "Drill::Compute"):
        anki.col.decks.select(anki.col.decks.id_for_name(deck))  # type: ignore[arg-type]
        for _ in range(2):
            card = anki.col.sched.getCard()
            assert card is not None
            anki.col.sched.answerCard(card, 4)
    note = anki.col.get_note(anki.col.find_notes("outlive")[0])
    note["Answer"] += "<p>my own remark</p>"
    note.tags.append("mine")
    anki.col.update_note(note)
    tagged = anki.col.get_note(anki.col.find_notes("Fifteen")[0])
    tagged.tags.append("hard-for-me")
    anki.col.update_note(tagged)
    anki.col.sched.suspend_cards(anki.col.find_cards("scheduler"))
    return person


Edit = Callable[[str], str]
MOVED_EFS = (
    DOCUMENT.replace("### 3. Which service shares files between Linux instances?\n\nEFS does, over NFS, growing and shrinking by itself.\n\n", "")
    + "\n### 3. Which service shares files between Linux instances?\n\nEFS does, over NFS, growing and shrinking by itself.\n"
)  # fmt: skip
EDITS: dict[str, tuple[Edit, set[str]]] = {
    # name: the edit, and the questions (as they are afterwards) whose notes an import updates
    "nothing": (lambda text: text, set()),
    "a typo in a question": (
        lambda text: text.replace("What is S3 made for?", "What is S3 mdae for?"),
        {"What is S3 mdae for?"},
    ),
    "a question reworded": (
        lambda text: text.replace("What is S3 made for?", "Describe the purpose of Amazon S3."),
        {"Describe the purpose of Amazon S3."},
    ),
    "an answer rewritten": (
        lambda text: text.replace("Objects of any size, kept in buckets and reached over HTTPS by key.", "It stores blobs."),
        {"What is S3 made for?"},
    ),
    "renumbered": (lambda text: text.replace("### 1.", "### 91.").replace("### 5.", "### 95."), set()),
    "numbers removed": (lambda text: "\n".join(line if line[:4] != "### " else "### " + line.split(". ", 1)[1] for line in text.split("\n")), set()),
    "a category renamed": (lambda text: text.replace("## Compute", "## Running code"), set(QUESTIONS[3:])),
    "moved to another category": (lambda _: MOVED_EFS, {QUESTIONS[2]}),
    "reworded and renumbered": (
        lambda text: text.replace("### 4. How long may a Lambda function run?", "### 44. What is the longest run of a Lambda function?"),
        {"What is the longest run of a Lambda function?"},
    ),
    "reworded and answer rewritten": (
        lambda text: text.replace("What does a Spot interruption notice give you?", "How much time does a Spot interruption notice give you?")
        .replace("Two minutes to save the state and leave the load balancer.", "Two minutes: save the state, leave the load balancer."),
        {"How much time does a Spot interruption notice give you?"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", EDITS)
def test_an_edit_keeps_everything(learner: Learner, name: str) -> None:
    """The same notes, the same history; exactly the changed notes updated, as predicted."""
    edit, changed = EDITS[name]
    guids, history = learner.guids(), learner.history()
    learner.write(edit(DOCUMENT))
    predicted = learner.predicted()
    outcome = learner.anki.load(learner.build())
    assert outcome == predicted
    assert outcome.get("updated", 0) == len(changed)
    assert "new" not in outcome
    assert set(learner.guids().values()) == set(guids.values())
    assert learner.history() == history
    updated = {learner.guids()[question] for question in changed}
    remarked, tagged = guids[QUESTIONS[1]], guids[QUESTIONS[3]]
    notes = {note.guid: note for note in map(learner.anki.col.get_note, learner.anki.col.find_notes(""))}
    assert ("my own remark" in notes[remarked]["Answer"]) == (remarked not in updated)
    assert ("mine" in notes[remarked].tags) == (remarked not in updated)
    assert ("hard-for-me" in notes[tagged].tags) == (tagged not in updated)


def test_own_edits_stay_until_the_source_changes(learner: Learner) -> None:
    """A note edited in Anki keeps the edit through imports, until its own card is edited in the source."""
    learner.write(DOCUMENT.replace("Fifteen minutes", "At most fifteen minutes"))
    learner.anki.load(learner.build())
    assert learner.anki.col.find_notes('"my own remark"')
    learner.write(DOCUMENT.replace("since an EBS volume stays", "because a volume stays"))
    learner.anki.load(learner.build(at=NEW + 60))
    assert not learner.anki.col.find_notes('"my own remark"')


def test_reordering_and_inserting_at_the_top(learner: Learner) -> None:
    """Each category's cards in the opposite order and a new one before them: one new note, nothing else."""
    guids, history = learner.guids(), learner.history()
    head, storage, compute = DOCUMENT.split("\n## ")
    turned = [head]
    for part in (storage, compute):
        name, *cards = part.split("### ")
        turned.append(name + "".join(f"### {card.rstrip()}\n\n" for card in reversed(cards)))
    text = "\n## ".join(turned).replace("Storage\n", "Storage\n\n### 0. What is a Region?\n\nA place.\n", 1)
    learner.write(text)
    predicted = learner.predicted()
    assert learner.anki.load(learner.build()) == predicted == {"new": 1, "duplicate": 6}
    assert {question: guid for question, guid in learner.guids().items() if question in guids} == guids
    assert [row for row in learner.history() if row in history] == history


def test_a_removed_question_returns_with_its_history(learner: Learner) -> None:
    """It leaves the packages, stays in Anki, and finds its note again when it comes back."""
    guids, history = learner.guids(), learner.history()
    without = DOCUMENT.split("### 2.")[0] + "### 3." + DOCUMENT.split("### 3.")[1]
    learner.write(without)
    assert learner.anki.load(learner.build()) == {"duplicate": 5}
    assert learner.guids() == guids
    learner.write(DOCUMENT)
    predicted = learner.predicted()
    assert learner.anki.load(learner.build(at=NEW + 60)) == predicted == {"duplicate": 6}
    assert (learner.guids(), learner.history()) == (guids, history)


def test_removed_cards_can_be_marked(learner: Learner) -> None:
    """One search finds them, they say that they are gone, and their answer and history stay."""
    history = learner.history()
    learner.write(DOCUMENT.split("### 6.")[0])
    said = learner.run("build", "drill.md", "--mark-removed", SOURCE_DATE_EPOCH=str(NEW)).stderr
    assert "After the import search for this in Anki's browser" in said
    assert "\n  tag:aws::removed\n" in said
    assert "ID:" not in said  # the search that a build without marks tells
    learner.anki.load(learner.folder / "build" / "drill.apkg")
    (found,) = learner.anki.col.find_notes("tag:aws::removed")
    note = learner.anki.col.get_note(found)
    assert note["Question"] == QUESTIONS[5]
    assert "The scheduler of the service" in note["Answer"]
    assert "gone from the document" in note["Extra"]
    assert learner.history() == history


def test_a_new_question_like_an_old_one_is_new(learner: Learner) -> None:
    """Resemblance to a card that is still there doesn't matter."""
    guids = learner.guids()
    learner.write(
        DOCUMENT.replace(
            "## Compute", "### What is S3 Express made for?\n\nSpeed, in one zone.\n\n## Compute"
        )
    )
    assert learner.anki.load(learner.build()) == {"new": 1, "duplicate": 6}
    assert learner.guids()["What is S3 Express made for?"] not in guids.values()


def test_page_text_becomes_markdown_under_the_same_name(anki: Anki, run: Run, tmp_path: Path) -> None:
    """The lock ties the cards of both forms together."""
    page = "Drill\n\nStorage\n\n" + "\n".join(
        f"{number}\n{question}\n\nThe answer to this is number {number}.\n"
        for number, question in enumerate(QUESTIONS, 1)
    )
    (tmp_path / "drill.txt").write_text(page, "utf-8")
    person = Learner(anki, tmp_path, run)
    anki.load(person.build(at=OLD, name="drill.txt"))
    guids = set(anki.notes())
    (tmp_path / "drill.txt").unlink()
    person.write(DOCUMENT)
    anki.load(person.build())
    assert set(anki.notes()) == guids


def test_a_renamed_document_takes_its_lock_along(learner: Learner) -> None:
    """The lock left behind is found, taken over, and said to be."""
    guids = learner.guids()
    (learner.folder / "drill.md").unlink()
    learner.write(DOCUMENT.replace("# Drill", "# Practice"), "practice.md")
    built = learner.run("build", "practice.md", SOURCE_DATE_EPOCH=str(NEW))
    assert "takes over drill.lock" in built.stderr
    assert sorted(path.name for path in learner.folder.glob("*.lock")) == ["practice.lock"]
    learner.anki.load(learner.folder / "build" / "practice.apkg")
    assert learner.guids() == guids


def test_an_id_given_later_keeps_the_note(learner: Learner) -> None:
    """An author may name a card at any time; the note stays, and from then on the name decides."""
    guids = learner.guids()
    named = DOCUMENT.replace("made for?\n", "made for?\n<!-- id: s3-purpose -->\n")
    learner.write(named)
    learner.anki.load(learner.build())
    assert set(learner.guids().values()) == set(guids.values())
    rewritten = named.replace("What is S3 made for?", "Blob store?").replace("Objects of any size, kept in buckets and reached over HTTPS by key.", "Yes.")  # fmt: skip
    learner.write(rewritten)
    learner.anki.load(learner.build(at=NEW + 60))
    assert learner.guids()["Blob store?"] == guids["What is S3 made for?"]


def test_without_a_lock_the_content_decides(run: Run, anki: Anki, tmp_path: Path) -> None:
    """Two people who build the same document get the same guids."""
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "drill.md").write_text(DOCUMENT, "utf-8")
        assert run("build", "drill.md", cwd=tmp_path / name).returncode == 0
    assert anki.load(tmp_path / "one" / "build" / "drill.apkg") == {"new": 6}
    assert "new" not in anki.load(tmp_path / "two" / "build" / "drill.apkg")


def test_deleting_build_changes_nothing(learner: Learner) -> None:
    """The lock alone ties cards to notes."""
    shutil.rmtree(learner.folder / "build")
    assert learner.anki.load(learner.build()) == {"duplicate": 6}


def test_the_clock_set_back(learner: Learner) -> None:
    """A changed note's time grows all the same, or Anki would not take it."""
    learner.write(DOCUMENT.replace("Fifteen minutes", "A quarter of an hour"))
    learner.anki.load(learner.build())
    learner.write(DOCUMENT.replace("Fifteen minutes", "Nine hundred seconds"))
    assert learner.anki.load(learner.build(at=OLD)) == {"updated": 1, "duplicate": 5}
    assert learner.anki.col.find_notes("Nine hundred seconds")


def test_diff_names_what_an_import_cannot_do(learner: Learner) -> None:
    """The text to paste into Anki's browser finds exactly the moved and the removed cards."""
    learner.write(MOVED_EFS.split("### 6.")[0] + "### 3." + MOVED_EFS.split("### 3.")[1])
    shown = json.loads(learner.run("diff", "drill.md", "--json").stdout)[0]
    find = learner.anki.col.find_notes
    assert find(shown["removed_search"]) == find("scheduler")
    assert [list(find(text)) for text in shown["moved_searches"].values()] == [list(find("NFS"))]
    text = learner.run("diff", "drill.md").stdout
    assert shown["removed_search"] in text
    assert "\x1b" not in text
