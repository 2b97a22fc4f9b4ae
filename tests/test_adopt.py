"""A deck made by another tool and studied goes on as awsdeck's: the same notes, the same history."""

import json
import time
from collections.abc import Sequence
from pathlib import Path

import genanki
import pytest

from awsdeck import lock
from awsdeck.notetype import QA

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
"""

Fields = tuple[str, str]
OLD_NOTES: dict[str, Fields] = {
    # guid: front and back, as somebody's script wrote them
    "a#1": ("What is <b>S3</b> made for?", "<p>Objects of any size, kept in buckets</p>"),
    "b|2": ("Q2. When do you prefer EBS to instance store?", "When data has to outlive the instance."),
    "c 3": ("<div>Which service shares files among Linux instances?</div>", "EFS, over NFS"),
    "zzz": ("What is a Region?", "A place with several zones."),
}


def old_deck(path: Path, notes: dict[str, Fields] = OLD_NOTES, cards: int = 1) -> Path:
    """A package as a small script makes it, with a note type of its own."""
    templates = [
        {"name": f"Card {number}", "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr>{{Back}}"}
        for number in range(1, cards + 1)
    ]
    kind = genanki.Model(
        1607392319, "Script", fields=[{"name": "Front"}, {"name": "Back"}], templates=templates
    )
    deck = genanki.Deck(2059400110, "AWS by script")
    for guid, fields in notes.items():
        deck.add_note(genanki.Note(model=kind, fields=list(fields), tags=["mine"], guid=guid))
    genanki.Package(deck).write_to_file(path)
    return path


def study(anki: Anki, deck: str, number: int = 3) -> list[Sequence[object]]:
    """Answer cards of a deck; every card's schedule and the review log after it."""
    anki.col.decks.select(anki.col.decks.id_for_name(deck))  # type: ignore[arg-type]
    for _ in range(number):
        card = anki.col.sched.getCard()
        assert card is not None
        anki.col.sched.answerCard(card, 4)
    return history(anki)


def history(anki: Anki) -> list[Sequence[object]]:
    """Every card's schedule, by the guid of its note, and the review log."""
    assert anki.col.db
    cards = anki.col.db.all(
        "select c.id, n.guid, c.ord, queue, type, due, ivl, factor, reps from cards c "
        "join notes n on n.id = c.nid order by c.id"
    )
    return [*cards, *anki.col.db.all("select id, cid, ease, ivl from revlog order by id")]


@pytest.fixture
def document(tmp_path: Path) -> Path:
    """The document, not built yet."""
    path = tmp_path / "drill.md"
    path.write_text(DOCUMENT, "utf-8")
    return path


def adopt(run_here: Run, *options: str) -> list[dict[str, object]]:
    """Adopt and return the matches."""
    done = run_here("adopt", "old.apkg", "drill.md", "--json", *options)
    assert done.returncode == 0, done.stderr
    matches: list[dict[str, object]] = json.loads(done.stdout)["matches"]
    return matches


def build(run_here: Run, at: float | None = None) -> None:
    """Build the document."""
    built = run_here("build", "drill.md", SOURCE_DATE_EPOCH=str(int(at or time.time())))
    assert built.returncode == 0, built.stderr


def test_notes_are_found_by_what_they_ask(run_here: Run, tmp_path: Path, document: Path) -> None:
    """HTML, a number before the question and small rewordings don't hide a note; what has no card is left."""
    old_deck(tmp_path / "old.apkg")
    shown = json.loads(run_here("adopt", "old.apkg", "drill.md", "--json").stdout)
    found = {match["guid"]: (match["line"], match["sure"]) for match in shown["matches"]}
    assert found == {"a#1": (5, True), "b|2": (9, True), "c 3": (13, True)}
    assert [card["line"] for card in shown["cards_without_note"]] == [19]
    assert [note["guid"] for note in shown["notes_without_card"]] == ["zzz"]
    assert not document.with_suffix(".lock").exists()


def test_guids_are_written_once_they_are_confirmed(run_here: Run, tmp_path: Path, document: Path) -> None:
    """``--dry-run`` and a "no" write nothing; ``--yes`` writes the guids of matched cards and nothing else."""
    old_deck(tmp_path / "old.apkg")
    path = document.with_suffix(".lock")
    assert run_here("adopt", "old.apkg", "drill.md", "--dry-run").returncode == 0
    refused = run_here("adopt", "old.apkg", "drill.md")  # there is nobody to answer
    assert (refused.returncode, path.exists()) == (1, False)
    done = run_here("adopt", "old.apkg", "drill.md", "--yes")
    assert done.returncode == 0, done.stderr
    assert "3 cards matched, 0 left out, 1 without an old note; 1 old note without a card" in done.stdout
    known = lock.load(path)
    assert known
    assert [entry.seed for entry in known.entries] == ["guid:a#1", "guid:b|2", "guid:c 3"]
    build(run_here)
    cards = json.loads(run_here("list", "drill.md", "--json").stdout)["cards"]
    assert [card["guid"] for card in cards][:3] == ["a#1", "b|2", "c 3"]


def test_a_doubtful_match_is_left_out_unless_it_is_asked_for(
    run_here: Run, tmp_path: Path, document: Path
) -> None:
    """A question that names something else is never taken silently, however alike it is."""
    notes = {
        "d": ("What is S3 Glacier made for?", "Objects kept in vaults."),
        **dict(list(OLD_NOTES.items())[1:]),
    }
    old_deck(tmp_path / "old.apkg", notes)
    (match,) = (match for match in adopt(run_here, "--yes") if match["guid"] == "d")
    assert (match["sure"], match["adopted"]) == (False, False)
    assert "guid:d" not in document.with_suffix(".lock").read_text("utf-8")
    assert "doubtful" in run_here("adopt", "old.apkg", "drill.md", "--dry-run").stdout
    adopt(run_here, "--yes", "--doubtful")
    assert "guid:d\t" in document.with_suffix(".lock").read_text("utf-8")


def test_built_cards_keep_their_notes_unless_it_is_asked_for(
    run_here: Run, tmp_path: Path, document: Path
) -> None:
    """A card that is in the lock may be in a learner's Anki already."""
    old_deck(tmp_path / "old.apkg")
    build(run_here)
    before = document.with_suffix(".lock").read_text("utf-8")
    assert {match["standing"] for match in adopt(run_here, "--yes")} == {"built"}
    assert document.with_suffix(".lock").read_text("utf-8") == before
    assert "--replace takes the old one" in run_here("adopt", "old.apkg", "drill.md", "--dry-run").stdout
    adopt(run_here, "--yes", "--replace")
    after = document.with_suffix(".lock").read_text("utf-8")
    assert after.count("guid:") == 3
    assert after.count("\n") == before.count("\n")


def test_a_guid_never_belongs_to_two_cards(run_here: Run, tmp_path: Path, document: Path) -> None:
    """A guid of another card, and one that would break the lock, are refused with the reason."""
    old_deck(tmp_path / "old.apkg")
    adopt(run_here, "--yes")
    _, second, third = document.read_text("utf-8").split("### ")[1:4]
    document.write_text(f"# Drill\n\n### {second}### {third}", "utf-8")
    build(run_here)  # the first card is removed now, and its guid stays its own
    document.write_text(
        "# Drill\n\n### What was S3 made for, do you think?\n<!-- id: other -->\n\nFor fun.\n", "utf-8"
    )
    old_deck(
        tmp_path / "old.apkg", {"a#1": ("What was S3 made for, do you think?", "fun"), "b\t2": ("New?", "")}
    )
    assert [(match["guid"], match["standing"]) for match in adopt(run_here, "--yes")] == [("a#1", "unusable")]


@pytest.mark.parametrize("guid", ["a\t1", "a\x1b[2J1", "a\x9b1", "a\u202e1", "a\u200b1"])
def test_a_guid_that_nobody_can_see_is_not_adopted(
    run_here: Run, tmp_path: Path, document: Path, guid: str
) -> None:
    """One that a lock couldn't hold is refused, and the next build reads the lock as ever."""
    old_deck(tmp_path / "old.apkg", {guid: OLD_NOTES["a#1"], "b|2": OLD_NOTES["b|2"]})
    standing = [match["standing"] for match in adopt(run_here, "--yes")]
    assert standing == ["unusable", "new"]
    build(run_here)
    assert document.with_suffix(".lock").read_text("utf-8").count("guid:") == 1


def test_a_deck_of_an_earlier_awsdeck_goes_on(
    run_here: Run, anki: Anki, tmp_path: Path, document: Path
) -> None:
    """A package with the same note type: after adopting, one import updates the studied notes."""
    other = tmp_path / "elsewhere"
    other.mkdir()
    (other / "drill.md").write_text(DOCUMENT.replace("# Drill", "# Exam"), "utf-8")
    assert (
        run_here("build", "drill.md", cwd=other, SOURCE_DATE_EPOCH=str(int(time.time()) - 9999)).returncode
        == 0
    )
    package = other / "build" / "drill.apkg"
    assert anki.load(package) == {"new": 4}
    before, guids = study(anki, "Exam"), set(anki.notes())
    document.write_text(DOCUMENT.replace("Fifteen minutes", "At most fifteen minutes"), "utf-8")
    assert run_here("adopt", package, "drill.md", "--yes").returncode == 0
    build(run_here)
    assert anki.load(tmp_path / "build" / "drill.apkg") == {"updated": 4}
    assert (history(anki), set(anki.notes())) == (before, guids)
    assert anki.col.find_notes('"At most fifteen minutes" Source:Drill')


STUDIED = DOCUMENT.replace(
    "by key.\n",
    "by key.\n\n- **Storage class** — how often an object is read, and what it costs to keep\n"
    "- **Lifecycle rule** — moves or deletes objects of a certain age\n",
)
REWORDED = STUDIED.replace("What is S3 made for?", "What would you put into S3?")
FORMS = ("--cards", "qa,terms")


def test_a_lost_lock_is_made_anew_from_the_last_package(
    run_here: Run, anki: Anki, tmp_path: Path, document: Path
) -> None:
    """Nothing is built without it, and adopting the last package brings back all that was learned."""
    start = int(time.time()) - 9999
    package, lost = tmp_path / "build" / "drill.apkg", document.with_suffix(".lock")
    for at, text in enumerate((STUDIED, REWORDED)):
        document.write_text(text, "utf-8")
        assert run_here("build", *FORMS, "drill.md", SOURCE_DATE_EPOCH=str(start + at)).returncode == 0
        anki.load(package)
    before, notes = study(anki, "Drill", 5), anki.notes()
    assert any("Lifecycle rule" in note["Question"] for note in notes.values())
    former = {entry.id: entry.seed for entry in entries(lost)}
    edited = next(guid for guid, note in notes.items() if note["Question"].startswith("Which service"))
    assert anki.col.db
    edit = "update notes set mod = mod + 5, flds = replace(flds, 'EFS does', 'My EFS does') where guid = ?"
    anki.col.db.execute(edit, edited)
    notes = anki.notes()
    assert "My EFS does" in notes[edited]["Answer"]

    lost.unlink()
    was = package.read_bytes()
    for command in (
        ("check",),
        ("diff",),
        ("build", *FORMS),
        ("export", "--to", "csv"),
        ("build", "--category", "storage"),
    ):
        done = run_here(*command, "drill.md")
        told = (done.stdout + done.stderr).replace("\\", "/")
        assert done.returncode == 1
        assert "drill.md:5: error: drill.lock is missing, and 1 card has another note in" in told
        assert "awsdeck adopt build/drill.apkg drill.md" in told
    assert not lost.exists()
    assert package.read_bytes() == was

    assert run_here("adopt", package, "drill.md", "--yes").returncode == 0
    assert {entry.id: entry.seed for entry in entries(lost)} == {
        card_id: seed for card_id, seed in former.items() if "/terms/" not in card_id
    }
    assert run_here("build", *FORMS, "drill.md").returncode == 0
    assert {entry.id: entry.seed for entry in entries(lost)} == former
    assert "new" not in anki.load(package)
    assert (history(anki), set(anki.notes())) == (before, set(notes))
    assert anki.notes()[edited] == notes[edited]


def entries(path: Path) -> list[lock.Entry]:
    """All entries of a lock."""
    known = lock.load(path)
    assert known
    return [*known.entries, *known.parts]


@pytest.mark.parametrize(
    ("former", "now"),
    [
        pytest.param(DOCUMENT, DOCUMENT, id="nothing-changed"),
        pytest.param(DOCUMENT, DOCUMENT.replace("Fifteen", "15"), id="another-answer"),
        pytest.param(DOCUMENT, DOCUMENT.partition("## Compute")[0], id="a-question-less"),
        pytest.param(DOCUMENT, f"{DOCUMENT}\n### 5. What is SQS?\n\nA queue.\n", id="a-question-more"),
        pytest.param(
            "# Other\n\n### What is S3 made for?\n\nFiles.\n\n### What is SNS?\n\nNews.\n\n### And SES?\n\nMail.\n",
            DOCUMENT,
            id="another-document-of-the-name",
        ),
    ],
)
def test_a_missing_lock_by_which_nothing_is_lost_stops_nobody(
    run_here: Run, tmp_path: Path, document: Path, former: str, now: str
) -> None:
    """Every card has the note it had, or the package is another document's."""
    document.write_text(former, "utf-8")
    build(run_here)
    document.with_suffix(".lock").unlink()
    document.write_text(now, "utf-8")
    assert "0 errors" in run_here("check", "drill.md").stdout
    build(run_here)
    assert (tmp_path / "drill.lock").exists()


def test_without_a_lock_the_last_package_decides_each_time(run: Run, tmp_path: Path, document: Path) -> None:
    """What was said without a package is not said again once there is one."""
    cached = {"AWSDECK_CACHE": str(tmp_path / "cache")}
    reworded = DOCUMENT.replace("What is S3 made for?", "What would you put into S3?")
    document.write_text(reworded, "utf-8")
    assert run("check", "drill.md", **cached).returncode == 0
    document.write_text(DOCUMENT, "utf-8")
    run("build", "drill.md")
    document.with_suffix(".lock").unlink()
    document.write_text(reworded, "utf-8")
    for command in ("check", "build", "build", "check"):
        assert run(command, "drill.md", **cached).returncode == 1
    (tmp_path / "build" / "drill.apkg").write_bytes(b"no package")
    for command in ("check", "build"):
        assert run(command, "drill.md", **cached).returncode == 0


@pytest.mark.usefixtures("document")
def test_a_foreign_deck_goes_on_after_change_note_type(run_here: Run, anki: Anki, tmp_path: Path) -> None:
    """An import alone leaves notes of another type alone; done as advised, they get the text and keep all."""
    anki.load(old_deck(tmp_path / "old.apkg"))
    before = study(anki, "AWS by script")
    done = run_here("adopt", "old.apkg", "drill.md", "--yes")
    assert "The old notes have another note type: 'Script' (3)." in done.stdout
    build(run_here)
    assert anki.load(tmp_path / "build" / "drill.apkg") == {"new": 1, "conflicting": 3}
    assert [row for row in history(anki) if row in before] == before
    change_note_type(anki, [guid for guid in OLD_NOTES if guid != "zzz"])
    time.sleep(1.1)  # a learner takes longer; times are whole seconds
    assert run_here("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    build(run_here)
    assert anki.load(tmp_path / "build" / "drill.apkg") == {"updated": 3, "duplicate": 1}
    assert [row for row in history(anki) if row in before] == before
    notes = anki.notes()
    assert len(notes) == 5
    assert notes["b|2"]["Answer"] == (
        "<p>When the data has to outlive the instance, since an EBS volume stays.</p>"
    )
    assert notes["zzz"]["Front"] == "What is a Region?"


def change_note_type(anki: Anki, guids: list[str]) -> None:
    """Notes > Change Note Type, the old front to Question, the old back to Answer."""
    assert anki.col.db
    ids = [row[0] for row in anki.col.db.all("select id, guid from notes") if row[1] in guids]
    old = anki.col.models.by_name("Script")
    assert old
    info = anki.col.models.change_notetype_info(old_notetype_id=old["id"], new_notetype_id=QA.id)  # type: ignore[arg-type]
    assert list(info.input.new_fields)[:2] == [0, 1]
    info.input.note_ids.extend(ids)
    anki.col.models.change_notetype_of_notes(info.input)
