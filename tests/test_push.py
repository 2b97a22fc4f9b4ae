"""A push brings a document into a running Anki, and nothing that the learner did there is lost."""

import json
import subprocess
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from awsdeck.notetype import QA

from .anki_connect import AnkiConnect, serving
from .conftest import Anki, Run
from .test_adopt import history, old_deck, study

DOCUMENT = """\
# Drill

## Storage

### 1. What is S3 made for?

Objects of any size, kept in buckets and reached over HTTPS by key.

### 2. When do you prefer EBS to instance store?

When the data has to outlive the instance, since an EBS volume stays.

## Compute

### 3. How long may a Lambda function run?

Fifteen minutes at the most, then it is stopped.

### 4. Which part of ECS places tasks on instances?

The scheduler of the service, by strategy and constraint.
"""

OLD = int(time.time()) - 50_000


@dataclass
class Learner:
    """A running Anki, and a document."""

    anki: Anki
    addon: AnkiConnect
    folder: Path
    run: Run

    def write(self, text: str) -> None:
        """Edit the document."""
        (self.folder / "drill.md").write_text(text, "utf-8")

    def push(self, *options: str, code: int = 0, **env: str) -> "subprocess.CompletedProcess[str]":
        """Push without being asked."""
        done = self.run("push", "drill.md", "--url", self.addon.url, "--yes", *options, **env)
        assert done.returncode == code, done.stdout + done.stderr
        return done

    def told(self, *options: str) -> str:
        """Push; what is said on both streams."""
        done = self.push(*options)
        return done.stdout + done.stderr

    def build(self, at: int | None = None) -> Path:
        """Build the document; the package."""
        env = {"SOURCE_DATE_EPOCH": str(at)} if at else {}
        done = self.run("build", "drill.md", **env)
        assert done.returncode == 0, done.stderr
        return self.folder / "build" / "drill.apkg"

    def note(self, words: str) -> "dict[str, str]":
        """The fields of the only note with these words."""
        (number,) = self.anki.col.find_notes(words)
        return dict(self.anki.col.get_note(number).items())

    def edit(self, words: str, **fields: str) -> None:
        """Edit fields in Anki."""
        (number,) = self.anki.col.find_notes(words)
        note = self.anki.col.get_note(number)
        for name, text in fields.items():
            note[name] = text
        self.anki.col.update_note(note)


def state(anki: Anki) -> dict[str, object]:
    """All of a collection that a learner could miss: notes by guid, their cards and the review log."""
    assert anki.col.db
    notes = {
        guid: (mid, fields.split("\x1f"), sorted(tags.split()))
        for guid, mid, fields, tags in anki.col.db.all("select guid, mid, flds, tags from notes")
    }
    names = {deck.id: deck.name for deck in anki.col.decks.all_names_and_ids()}
    cards = [
        (guid, order, names[did], *rest)
        for guid, order, did, *rest in anki.col.db.all(
            "select n.guid, c.ord, c.did, queue, type, ivl, factor, reps from cards c "
            "join notes n on n.id = c.nid order by n.guid, c.ord"
        )
    ]
    return {
        "notes": notes,
        "cards": cards,
        "log": anki.col.db.all("select ease, ivl from revlog order by id"),
    }


@pytest.fixture
def learner(anki: Anki, run_here: Run, tmp_path: Path) -> Iterator[Learner]:
    """An empty collection, and the document."""
    with serving(AnkiConnect(anki.col)) as addon:
        person = Learner(anki, addon, tmp_path, run_here)
        person.write(DOCUMENT)
        yield person


def test_a_push_adds_what_an_import_would(learner: Learner) -> None:
    """The same notes, guids, note type, decks, tags and order as an import of the built package."""
    assert "pushed: 4 added" in learner.told()
    col = learner.anki.col
    kind = col.models.get(QA.id)  # type: ignore[arg-type]
    assert kind
    assert {one["name"]: one["id"] for one in kind["flds"]} == QA.fields
    cards = [col.get_card(number) for number in col.find_cards("", order="c.due")]
    assert [card.note()["Question"][:10] for card in cards] == [
        "What is S3", "When do yo", "How long m", "Which part",
    ]  # fmt: skip
    pushed = state(learner.anki)
    imported = Anki(learner.folder / "other")
    try:
        imported.load(learner.folder / "build" / "drill.apkg")
        assert state(imported) == pushed
    finally:
        imported.col.close()
    assert not list(learner.folder.glob("build/awsdeck-push*"))


def test_pushing_again_does_nothing(learner: Learner) -> None:
    """What is there is recognised, with what a push remembers and without it."""
    learner.push()
    before = state(learner.anki)
    assert "pushed: nothing to do" in learner.told()
    (learner.folder / "build" / "drill.pushed.json").unlink()
    assert "pushed: nothing to do" in learner.told()
    assert state(learner.anki) == before


def test_push_then_import(learner: Learner) -> None:
    """An import after a push finds every note: no second one, no conflict, nothing changed."""
    learner.push()
    before = state(learner.anki)
    assert learner.anki.load(learner.build()) == {"updated": 4}
    assert learner.anki.load(learner.build()) == {"duplicate": 4}
    assert state(learner.anki) == before


def test_import_then_push(learner: Learner) -> None:
    """A push after an import finds every note, and knows that the learner has edited none."""
    learner.anki.load(learner.build(OLD))
    learner.write(DOCUMENT.replace("Fifteen minutes", "A quarter of an hour"))
    shown = json.loads(learner.push("--json").stdout)[0]
    assert {name: shown["push"][name] for name in ("new", "updated", "unchanged", "conflicts")} == {
        "new": 0, "updated": 1, "unchanged": 3, "conflicts": 0,
    }  # fmt: skip
    assert shown["done"]["updated"] == 1
    assert "A quarter" in learner.note("Lambda")["Answer"]
    assert learner.anki.load(learner.build()) == {"duplicate": 4}


# --- what the learner did in Anki --------------------------------------------------------------------


def studied(learner: Learner) -> None:
    """Two cards answered, a tag of one's own, a remark in an answer."""
    col = learner.anki.col
    for deck in ("Drill::Storage", "Drill::Compute"):
        col.decks.select(col.decks.id_for_name(deck))  # type: ignore[arg-type]
        card = col.sched.getCard()
        assert card
        col.sched.answerCard(card, 4)
    col.tags.bulk_add(list(col.find_notes("S3 made")), "mine aws::service::my-own")
    learner.edit("outlive", Answer=learner.note("outlive")["Answer"] + "<p>my remark</p>")


def log(learner: Learner) -> Sequence[object]:
    """Schedules and review log."""
    found = state(learner.anki)
    cards = [(card[0], *card[3:]) for card in found["cards"]]  # type: ignore[attr-defined]
    return [*cards, found["log"]]


def test_an_update_keeps_tags_history_and_edits(learner: Learner) -> None:
    """Only the field that changed is written; own tags, edits of other fields, and the history stay."""
    learner.push()
    studied(learner)
    before = log(learner)
    learner.write(
        DOCUMENT.replace("Objects of any size", "Objects of every size").replace(
            "When do you prefer EBS to", "When would you prefer EBS to"
        )
    )
    shown = learner.told()
    assert "drill.md:9: edited in Anki, left so: Answer of" in shown
    assert "updates 2, moves 0" in shown
    (s3,) = learner.anki.col.find_notes("every")
    assert {"mine", "aws::service::my-own", "aws::service::s3"} <= set(learner.anki.col.get_note(s3).tags)
    assert learner.note("would")["Answer"].endswith("<p>my remark</p>")
    assert log(learner) == before


def test_a_field_edited_on_both_sides_waits_for_a_word(learner: Learner) -> None:
    """Anki's version stays and is told each time; ``--theirs`` settles it; ``--mine`` takes the document's."""
    learner.push()
    studied(learner)
    learner.write(DOCUMENT.replace("since an EBS volume stays", "because it stays"))
    for _ in range(2):
        shown = learner.told()
        assert "drill.md:9: differs, left as it is in Anki: Answer of 'When do you prefer EBS" in shown
        assert "1 note changed on both sides, or nobody knows: --mine takes" in shown
        assert "my remark" in learner.note("outlive")["Answer"]
    learner.push("--theirs")
    assert "differs" not in learner.told()
    assert "my remark" in learner.note("outlive")["Answer"]
    learner.write(DOCUMENT.replace("since an EBS volume stays", "for it stays"))
    assert "differs" in learner.told("--dry-run")
    learner.push("--mine")
    assert learner.note("outlive")["Answer"] == (
        "<p>When the data has to outlive the instance, for it stays.</p>"
    )


def test_what_nobody_knows_is_kept(learner: Learner) -> None:
    """An edit made after an import, before the first push, is no less an edit."""
    learner.anki.load(learner.build(OLD))
    learner.edit("outlive", Answer="<p>in my words</p>")
    learner.write(DOCUMENT.replace("since an EBS volume stays", "because it stays"))
    assert "differs, left as it is in Anki: Answer" in learner.told()
    assert learner.note("prefer")["Answer"] == "<p>in my words</p>"


def test_looking_at_a_note_is_no_edit(learner: Learner) -> None:
    """Anki's editor writes HTML anew: other quotes, characters for references. Nothing has changed."""
    learner.write(DOCUMENT.replace("Objects of any size", "`<b>` & [$]x[/$] of any size"))
    learner.push()
    answer = learner.note("HTTPS")["Answer"]
    assert "&#91;" in answer
    learner.edit("HTTPS", Answer=answer.replace("&#91;", "["))
    learner.write(DOCUMENT.replace("Objects of any size", "Things of any size"))
    learner.push()
    assert "Things" in learner.note("HTTPS")["Answer"]


def test_a_tag_taken_off_stays_off(learner: Learner) -> None:
    """A tag of the document that the learner took off comes back only with a new reason."""
    learner.push()
    col = learner.anki.col
    notes = list(col.find_notes("S3 made"))
    col.tags.bulk_remove(notes, "aws::service::s3")
    learner.write(DOCUMENT.replace("Objects of any size", "Objects of every size"))
    learner.push()
    assert "aws::service::s3" not in col.get_note(notes[0]).tags


def test_tags_follow_the_document(learner: Learner) -> None:
    """A new difficulty replaces the old one's tag; a category's tag follows the category."""
    learner.write(DOCUMENT.replace("made for?\n", "made for?\n**Difficulty:** Easy\n"))
    learner.push()
    learner.write(DOCUMENT.replace("made for?\n", "made for?\n**Difficulty:** Hard\n"))
    assert "pushed: 1 updated" in learner.told()
    (note,) = map(learner.anki.col.get_note, learner.anki.col.find_notes("S3 made"))
    assert [tag for tag in note.tags if "difficulty" in tag] == ["aws::difficulty::hard"]
    assert note["Difficulty"] == "hard"


MOVED = DOCUMENT.replace("## Compute", "## Running code")


def test_cards_move_with_their_category(learner: Learner) -> None:
    """Unlike an import, a push moves cards; one that the learner put elsewhere stays there."""
    learner.push()
    studied(learner)
    before = log(learner)
    col = learner.anki.col
    col.set_deck(list(col.find_cards("scheduler")), col.decks.id("Exam week"))  # type: ignore[arg-type]
    learner.write(MOVED)
    shown = learner.told()
    assert "from 'Drill::Compute' to 'Drill::Running code'" in shown
    assert "differs, left as it is in Anki: deck of 'Which part of ECS" in shown
    assert len(col.find_cards('"deck:Drill::Running code"')) == 1
    assert len(col.find_cards('"deck:Exam week"')) == 1
    learner.push("--mine")
    assert len(col.find_cards('"deck:Drill::Running code"')) == 2
    assert sorted(map(str, log(learner))) == sorted(map(str, before))


def test_a_card_in_a_filtered_deck_stays_there(learner: Learner) -> None:
    """A filtered deck gives its cards back to where they came from, and a push doesn't interfere."""
    learner.push()
    col = learner.anki.col
    assert col.decks.id("Drill")
    cram = col.decks.new_filtered("Cram")
    config = col.decks.get(cram)
    assert config
    config["terms"] = [["scheduler", 100, 0]]
    col.decks.save(config)
    col.sched.rebuild_filtered_deck(cram)
    assert len(col.find_cards("deck:Cram")) == 1
    learner.write(MOVED)
    learner.push()
    assert len(col.find_cards("deck:Cram")) == 1


WITHOUT_ECS = DOCUMENT.split("### 4.")[0]


def test_removed_questions_stay_unless_it_is_said(learner: Learner) -> None:
    """By default they are only told; ``suspend`` keeps everything and is undone when they return."""
    learner.push()
    studied(learner)
    before = state(learner.anki)
    learner.write(WITHOUT_ECS)
    shown = learner.told()
    assert "removed: 'Which part of ECS places tasks on instances?'" in shown
    assert "1 note of removed questions stay; --removed puts them away" in shown
    assert state(learner.anki) == before
    assert "pushed: 1 suspended" in learner.told("--removed", "suspend")
    assert len(learner.anki.col.find_cards("is:suspended")) == 1
    assert "nothing to do" in learner.told("--removed", "suspend")
    learner.write(DOCUMENT)
    learner.push()
    assert state(learner.anki) == before
    learner.write(DOCUMENT.replace("by strategy and constraint", "by strategy"))
    assert "pushed: 1 updated" in learner.told()


def test_a_card_that_the_learner_suspended_stays_so(learner: Learner) -> None:
    """Only what a push suspended does a push wake."""
    learner.push()
    learner.anki.col.sched.suspend_cards(learner.anki.col.find_cards("scheduler"))
    learner.write(WITHOUT_ECS)
    learner.push("--removed", "suspend")
    learner.write(DOCUMENT)
    learner.push()
    assert len(learner.anki.col.find_cards("is:suspended")) == 1


def test_removed_questions_can_be_deleted(learner: Learner) -> None:
    """Only with ``delete``, and only they."""
    learner.push()
    learner.write(WITHOUT_ECS)
    assert "pushed: 1 deleted" in learner.told("--removed", "delete")
    assert len(learner.anki.notes()) == 3
    learner.write(DOCUMENT)
    assert "pushed: 1 added" in learner.told()


def test_what_the_learner_deleted_stays_deleted(learner: Learner) -> None:
    """Unlike an import, a push doesn't bring a note back that was thrown away, unless it is asked to."""
    learner.push()
    learner.anki.col.remove_notes(learner.anki.col.find_notes("scheduler"))
    for _ in range(2):
        assert "1 note that you deleted in Anki, and not added again" in learner.told()
        assert len(learner.anki.notes()) == 3
    assert "pushed: 1 added" in learner.told("--mine")
    learner.anki.col.remove_notes(learner.anki.col.find_notes("scheduler"))
    learner.write(WITHOUT_ECS)
    learner.push()
    learner.write(DOCUMENT)
    assert "pushed: 1 added" in learner.told()


def test_an_open_note_is_told(learner: Learner) -> None:
    """What Anki silently didn't take is noticed, told with its line, and done by the next push."""
    learner.push()
    learner.write(DOCUMENT.replace("Objects of any size", "Objects of every size"))
    learner.addon.open_in_browser.update(learner.anki.col.find_notes("S3 made"))
    done = learner.push(code=1)
    assert "drill.md:5: warning: the note of 'What is S3 made for?' was not taken" in done.stderr
    learner.addon.open_in_browser.clear()
    assert "pushed: 1 updated" in learner.told()
    assert "every" in learner.note("HTTPS")["Answer"]


def test_the_look_of_cards_is_the_learners_once_it_is_edited(learner: Learner) -> None:
    """A note type that looks as it was pushed gets the look of a later version; an edited one is told."""
    learner.push()
    models = learner.anki.col.models
    kind = models.get(QA.id)  # type: ignore[arg-type]
    assert kind
    record = learner.folder / "build" / "drill.pushed.json"
    kind["css"] += ".mine {}"
    models.update_dict(kind)
    assert "looks otherwise" not in learner.push().stderr
    values = json.loads(record.read_text("utf-8"))
    values["profiles"]["User 1"]["looks"] = {str(QA.id): "an older version's"}
    record.write_text(json.dumps(values), "utf-8")
    assert "the note type 'awsdeck' looks otherwise in Anki" in learner.push().stderr
    learner.push("--mine")
    assert models.get(QA.id)["css"] == QA.style()  # type: ignore[arg-type,index]


def test_pictures_go_along(learner: Learner) -> None:
    """With a new note and with an updated one."""
    (learner.folder / "flow.png").write_bytes(b"\x89PNG one")
    learner.write(DOCUMENT.replace("Objects of any", "![flow](flow.png)\n\nObjects of any"))
    learner.push()
    (learner.folder / "flow.png").write_bytes(b"\x89PNG two")
    learner.push()
    media = Path(learner.anki.col.media.dir())
    assert {path.read_bytes() for path in media.iterdir()} == {b"\x89PNG one", b"\x89PNG two"}
    shown = [path.name for path in media.iterdir() if path.name in learner.note("HTTPS")["Answer"]]
    assert [(media / name).read_bytes() for name in shown] == [b"\x89PNG two"]
    assert not list(learner.folder.glob("build/*.png"))


def test_two_documents_with_one_id_keep_apart(learner: Learner) -> None:
    """The same id in another document is another card, and neither push touches the other's note."""
    text = "# {}\n\n## Edge\n\n### What is it?\n<!-- id: same -->\n\nAn answer of {}.\n"
    for name in ("One", "Two"):
        (learner.folder / f"{name}.md").write_text(text.format(name, name), "utf-8")
        assert learner.run("push", f"{name}.md", "--url", learner.addon.url, "--yes").returncode == 0
    assert sorted(note["Answer"] for note in learner.anki.notes().values()) == [
        "<p>An answer of One.</p>",
        "<p>An answer of Two.</p>",
    ]
    for name in ("One", "Two"):
        (learner.folder / "build" / f"{name}.pushed.json").unlink()
    both = learner.run("push", "One.md", "Two.md", "--url", learner.addon.url, "--yes")
    assert "pushed: nothing to do" in both.stderr


def test_an_id_given_later_and_a_question_reworded(learner: Learner) -> None:
    """A note that was only imported is still found when its card gets an id, or another wording."""
    learner.anki.load(learner.build(OLD))
    text = DOCUMENT.replace("made for?\n", "made for?\n<!-- id: s3-purpose -->\n")
    learner.write(text.replace("How long may a Lambda function run?", "How long can a Lambda function run?"))
    shown = learner.told()
    assert "pushed: 2 updated" in shown
    assert len(learner.anki.notes()) == 4
    assert learner.note("S3 made")["ID"] == "s3-purpose"


def test_nothing_is_done_before_it_is_agreed_to(learner: Learner) -> None:
    """``--dry-run``, ``--json`` alone and a "no" (or nobody) leave Anki and the disk alone."""
    url = learner.addon.url
    for options, code in ((("--dry-run",), 0), (("--json",), 0), ((), 1)):
        done = learner.run("push", "drill.md", "--url", url, *options)
        assert done.returncode == code
        assert "What is S3 made for?" in done.stdout
    assert learner.anki.notes() == {}
    assert sorted(path.name for path in learner.folder.iterdir()) == ["anki", "drill.md"]


def test_a_document_that_changes_meanwhile_is_not_pushed(learner: Learner) -> None:
    """What was shown is what is done, or nothing is."""
    real = learner.addon.do_getActiveProfile

    def editing() -> str:
        learner.write(DOCUMENT.replace("Objects of any", "Objects of every"))
        return real()

    learner.addon.do_getActiveProfile = editing  # type: ignore[method-assign]
    done = learner.push(code=1)
    assert "the document has changed while you were asked" in done.stderr
    assert learner.anki.notes() == {}


def test_every_form_is_pushed(learner: Learner) -> None:
    """Cards made of a question, those that hide a step among them, go the same way and keep their notes."""
    learner.write(
        "# Drill\n\n## Steps\n\n### How is a VPC made?\n\n1. create it with a range\n2. add subnets to it\n"
        "3. attach a gateway\n\n### What parts has S3?\n\n- **Bucket** — a container with a name\n"
        "- **Object** — what lies in a bucket\n"
    )
    learner.push("--cards", "qa,terms,steps")
    kinds = [learner.anki.col.get_note(found).note_type() for found in learner.anki.col.find_notes("")]
    names = {kind["name"] for kind in kinds if kind}
    assert names == {"awsdeck", "awsdeck steps"}
    before = state(learner.anki)
    assert "nothing to do" in learner.told("--cards", "qa,terms,steps")
    assert "nothing to do" in learner.told()  # what is turned off stays as it is
    assert state(learner.anki) == before
    learner.write((learner.folder / "drill.md").read_text("utf-8").replace("add subnets", "put subnets"))
    assert "added" not in learner.told("--cards", "qa,terms,steps")
    built = learner.run("build", "drill.md", "--cards", "qa,terms,steps")
    assert built.returncode == 0
    assert learner.anki.load(learner.folder / "build" / "drill.apkg").keys() <= {"updated", "duplicate"}


def test_a_note_type_may_have_another_name_and_more_fields(learner: Learner) -> None:
    """It is known by its id; a field of the learner's own stays, with what is in it."""
    learner.push()
    models = learner.anki.col.models
    kind = models.get(QA.id)  # type: ignore[arg-type]
    assert kind
    kind["name"] = "My cloud cards"
    models.add_field(kind, models.new_field("Mnemonic"))
    models.update_dict(kind)
    learner.edit("HTTPS", Mnemonic="three letters")
    learner.write(
        DOCUMENT.replace("Objects of any", "Objects of every")
        + "\n### 5. What is EKS?\n\nKubernetes, run by AWS.\n"
    )
    assert "pushed: 1 added, 1 updated" in learner.told()
    assert (learner.note("HTTPS")["Mnemonic"], "every" in learner.note("HTTPS")["Answer"]) == (
        "three letters",
        True,
    )
    assert [found.name for found in models.all_names_and_ids() if found.id == QA.id] == ["My cloud cards"]
    assert not [found.name for found in models.all_names_and_ids() if "awsdeck" in found.name]
    assert "nothing to do" in learner.told()


def test_a_lost_field_is_told(learner: Learner) -> None:
    """Without its fields a note can't be written, and nothing is tried."""
    learner.push()
    models = learner.anki.col.models
    kind = models.get(QA.id)  # type: ignore[arg-type]
    assert kind
    models.rename_field(kind, kind["flds"][8], "Notes")
    models.update_dict(kind)
    assert "has lost or renamed fields: Extra" in learner.push(code=1).stderr


def test_anki_that_cannot_read_the_folder(learner: Learner) -> None:
    """From within a sandbox Anki doesn't see every folder."""

    def blind(path: str) -> bool:
        raise FileNotFoundError(2, "No such file or directory", path)

    learner.addon.do_importPackage = blind  # type: ignore[method-assign]
    assert "hint: can Anki read this folder?" in learner.push(code=1).stderr
    assert not list(learner.folder.glob("build/awsdeck-push*"))


# --- decks of other tools ----------------------------------------------------------------------------


def foreign(path: Path, cards: int = 1) -> Path:
    """Three of the questions, as a script made a deck of them."""
    questions = [line.split(". ", 1)[1] for line in DOCUMENT.split("\n") if line.startswith("### ")]
    notes = {f"old|{at}": (question, f"old answer {at}") for at, question in enumerate(questions[:3])}
    return old_deck(path, notes, cards)


@pytest.mark.parametrize("all_of_them", [True, False], ids=["all", "some"])
def test_an_adopted_deck_gets_note_type_and_text(learner: Learner, all_of_them: bool) -> None:
    """The studied notes of another tool become awsdeck's by one push: history, own tags, deck and guids stay."""
    if all_of_them:
        learner.write(DOCUMENT.split("### 4.")[0])
    learner.anki.load(foreign(learner.folder / "old.apkg"))
    before = study(learner.anki, "AWS by script")
    assert learner.run("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    shown = learner.told()
    assert ("pushed: 3 updated" if all_of_them else "pushed: 1 added, 3 updated") in shown
    assert [row for row in history(learner.anki) if row in before] == before
    notes = learner.anki.notes()
    assert len(notes) == (3 if all_of_them else 4)
    assert notes["old|1"]["Answer"].startswith("<p>When the data has to outlive")
    tags = {note.guid: note.tags for note in map(learner.anki.col.get_note, learner.anki.col.find_notes(""))}
    assert {"mine", "aws::service::ebs"} <= set(tags["old|1"])
    kind = learner.anki.col.models.get(QA.id)  # type: ignore[arg-type]
    assert kind
    assert [one["name"] for one in kind["flds"]] == list(QA.fields)
    assert learner.anki.col.fix_integrity()[1]
    assert "nothing to do" in learner.told()
    after = state(learner.anki)
    assert "new" not in learner.anki.load(learner.build())
    assert "conflicting" not in learner.anki.load(learner.build())
    assert state(learner.anki)["cards"] == after["cards"]


def test_an_adopted_note_that_was_edited_waits_for_a_word(learner: Learner) -> None:
    """What the learner wrote into the old note is not thrown away silently."""
    learner.anki.load(foreign(learner.folder / "old.apkg"))
    assert learner.run("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    learner.edit('"old answer 1"', Back="my own words")
    assert "differs, left as it is in Anki: note type, deck of 'When do you" in learner.told()
    assert learner.note("own words")["Back"] == "my own words"
    learner.push("--mine")
    assert learner.note("outlive")["Question"].startswith("When do you prefer")


def test_an_adopted_note_with_two_cards_keeps_its_type(learner: Learner) -> None:
    """The second card would lose its history, whatever is asked for."""
    learner.anki.load(foreign(learner.folder / "old.apkg", cards=2))
    before = study(learner.anki, "AWS by script")
    assert learner.run("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    assert "left as it is in Anki: note type of 'When do you" in learner.told("--mine")
    assert [row for row in history(learner.anki) if row in before] == before
    assert learner.note('"old answer 1"')["Back"] == "old answer 1"


def test_an_adopted_note_that_is_not_found_is_never_added(learner: Learner) -> None:
    """Anki may have it under another type, and AnkiConnect's import would melt the two types into one."""
    learner.anki.load(foreign(learner.folder / "old.apkg"))
    assert learner.run("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    (learner.folder / "build" / "drill.pushed.json").unlink()
    shown = learner.told()
    assert "3 adopted cards not found in Anki, and not added" in shown
    assert "pushed: 1 added" in shown
    assert learner.note('"old answer 1"')["Back"] == "old answer 1"
    names = {found.name for found in learner.anki.col.models.all_names_and_ids()}
    assert {"Script", "awsdeck"} <= names


def test_an_old_addon_leaves_the_note_type(learner: Learner) -> None:
    """Without ``updateNoteModel`` the learner is told what to do, and all else is done."""
    learner.anki.load(foreign(learner.folder / "old.apkg"))
    assert learner.run("adopt", "old.apkg", "drill.md", "--yes").returncode == 0
    learner.addon.lacking = frozenset(("updateNoteModel", "getActiveProfile", "mod"))
    done = learner.push(code=1)
    assert "still has its old note type" in done.stderr
    assert "pushed: 1 added" in done.stderr
    learner.addon.lacking = frozenset()
    learner.push()
    assert learner.note("outlive")["Question"].startswith("When do you prefer")
