"""Derived cards in a real Anki: they arrive, keep their history through edits, and show what they should."""

import re
from html import unescape
from pathlib import Path

import pytest

from awsdeck.notetype import CLOZE, QA

from .conftest import Anki, Run

OLD, NEW = 1_760_000_000, 1_770_000_000

DOCUMENT = """\
# Drill

## Compute

### 1. What are EC2 purchasing options?
**Difficulty:** Easy

- **On-Demand** — pay by the second, without any promise to stay
- **Spot Instances** — spare capacity at a low price, taken back with two minutes' notice
- **Savings Plans** — a promise to spend so much an hour for one or three years

### 2. What is a launch template?

A versioned description of an instance, with image, type and network.
"""


def built(run: Run, tmp_path: Path, text: str, *options: str, at: int) -> Path:
    """The package of a document built at a time."""
    (tmp_path / "d.md").write_text(text, "utf-8")
    shown = run("build", "d.md", *options, SOURCE_DATE_EPOCH=str(at))
    assert shown.returncode == 0, shown.stderr
    return tmp_path / "build" / "d.apkg"


def study(anki: Anki) -> list[tuple[object, ...]]:
    """Answer every card; what is known of each: its note, its schedule."""
    anki.col.decks.select(anki.col.decks.id_for_name("Drill"))  # type: ignore[arg-type]
    while (card := anki.col.sched.getCard()) is not None:
        anki.col.sched.answerCard(card, 4)
    return history(anki)


def history(anki: Anki) -> list[tuple[object, ...]]:
    """The schedule of every card with the guid of its note, and the review log."""
    assert anki.col.db
    cards = anki.col.db.all(
        "select c.id, n.guid, queue, type, due, ivl, reps "
        "from cards c join notes n on n.id = c.nid order by c.id"
    )
    return [tuple(row) for row in (*cards, *anki.col.db.all("select id, cid, ease from revlog order by id"))]


def by_id(anki: Anki) -> dict[str, dict[str, str]]:
    """The fields of every note by the last part of its id."""
    return {fields["ID"].split("/")[-1]: fields for fields in anki.notes().values()}


def test_parts_arrive_beside_their_question(anki: Anki, run: Run, tmp_path: Path) -> None:
    """Anki asks them right after the whole, in the order of the document; the tags are its own and one."""
    assert anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=OLD)) == {"new": 5}
    anki.col.decks.select(anki.col.decks.id_for_name("Drill"))  # type: ignore[arg-type]
    queue = anki.col.sched.get_queued_cards(fetch_limit=9).cards  # type: ignore[union-attr]
    asked = [anki.col.get_note(found.card.note_id)["Question"] for found in queue]
    assert asked == [
        "What are EC2 purchasing options?",
        "EC2 purchasing options › <strong>On-Demand</strong>: explain",
        "EC2 purchasing options › <strong>Spot Instances</strong>: explain",
        "EC2 purchasing options › <strong>Savings Plans</strong>: explain",
        "What is a launch template?",
    ]
    (spot,) = anki.col.find_notes("tag:aws::form::terms spare")
    note = anki.col.get_note(spot)
    assert set(note.tags) == {
        *("aws::difficulty::easy", "aws::category::compute", "aws::service::ec2"),
        "aws::form::terms",
    }
    assert note["Context"] == "What are EC2 purchasing options?"
    shown = note.cards()[0].render_output()
    assert ">What are EC2 purchasing options?<" in shown.question_text
    assert "spare capacity" in shown.answer_text
    assert "spare capacity" not in shown.question_text


EDITS = [
    ("a definition", "spare capacity at a low price", "unused capacity at a low price", {"spot-instances"}),
    ("a term", "**Spot Instances** —", "**Spot capacity** —", {"spot-instances"}),
    (
        "the question",
        "What are EC2 purchasing options?",
        "Which ways of paying for EC2 exist?",
        {"on-demand", "spot-instances", "savings-plans"},
    ),
    ("its number", "### 1.", "### 71.", set()),
    ("the title", "# Drill", "# Practice", set()),
    (
        "the order",
        "- **On-Demand** — pay by the second, without any promise to stay\n",
        "",
        set(),
    ),
]


@pytest.mark.parametrize(("old", "new", "updated"), [case[1:] for case in EDITS], ids=[c[0] for c in EDITS])
def test_an_edit_keeps_the_history_of_parts(
    anki: Anki, run: Run, tmp_path: Path, old: str, new: str, updated: set[str]
) -> None:
    """The same notes with the same schedule; only those whose text changed are updated."""
    anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=OLD))
    before, notes = study(anki), by_id(anki)
    text = DOCUMENT.replace(old, new)
    if not new:
        text = text.replace("one or three years\n", f"one or three years\n{old}")
    outcome = anki.load(built(run, tmp_path, text, "--cards", "qa,terms", at=NEW))
    assert "new" not in outcome
    assert history(anki) == before
    changed = {name for name, fields in by_id(anki).items() if fields != notes[name]}
    assert {name for name in changed if name in ("on-demand", "spot-instances", "savings-plans")} == updated


def test_forms_can_be_turned_on_and_off(anki: Anki, run: Run, tmp_path: Path) -> None:
    """Whole questions first, then their parts, then without them: the history stays, nothing is doubled."""
    anki.load(built(run, tmp_path, DOCUMENT, at=OLD))
    before = study(anki)
    assert anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=NEW)) == {
        "new": 3,
        "duplicate": 2,
    }
    assert [row for row in history(anki) if row in before] == before
    assert anki.load(built(run, tmp_path, DOCUMENT, at=NEW + 9)) == {"duplicate": 2}
    assert anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=NEW + 99)) == {"duplicate": 5}


def test_a_part_that_is_gone_can_be_marked(anki: Anki, run: Run, tmp_path: Path) -> None:
    """Like any card: it stays, says that it is gone, and comes back with its history."""
    anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=OLD))
    before = study(anki)
    gone = "\n".join(line for line in DOCUMENT.split("\n") if "Spot" not in line)
    anki.load(built(run, tmp_path, gone, "--cards", "qa,terms", "--mark-removed", at=NEW))
    (found,) = anki.col.find_notes("tag:aws::removed")
    assert "gone from the document" in anki.col.get_note(found)["Extra"]
    anki.load(built(run, tmp_path, DOCUMENT, "--cards", "qa,terms", at=NEW + 99))
    assert not anki.col.find_notes("tag:aws::removed")
    assert history(anki) == before


STEPS = """\
# Drill

### 1. How do you replace a node of the cluster?

1. **Drain** — stop new work with `drain --node a::b`
2. Write `{{c1::not a cloze::no hint}}` and } and }} and {{ into the log: it stays::as typed
3. Remove the old node
4. ::Join the new one:

### 2. What is the difference between a volume and a share?

| Feature | Volume | Share |
| --- | --- | --- |
| Clients | one | `{{many}}` |
| Grows | by hand | by itself |
"""


def test_a_step_is_hidden_among_its_neighbours(anki: Anki, run: Run, tmp_path: Path) -> None:
    """One note for each step with one card; neighbours are shown, the step only on the back, all as typed."""
    anki.load(built(run, tmp_path, STEPS, "--cards", "steps", at=OLD))
    assert (anki.col.note_count(), anki.col.card_count()) == (4, 4)
    shown = {}
    for number in anki.col.find_notes("tag:aws::form::steps"):
        note = anki.col.get_note(number)
        out = note.cards()[0].render_output()
        shown[seen(note["Question"])[-6:]] = seen(out.question_text), seen(out.answer_text)
    drain = "Drain — stop new work with drain --node a::b"
    typed = "Write {{c1::not a cloze::no hint}} and } and }} and {{ into the log: it stays::as typed"
    remove, join = "Remove the old node", "::Join the new one:"
    for place, hidden, neighbours in (
        ("1 of 4", drain, (typed,)),
        ("2 of 4", typed, (drain, remove)),
        ("3 of 4", remove, (typed, join)),
        ("4 of 4", join, (remove,)),
    ):
        front, back = shown[place]
        assert "[...]" in front
        assert hidden not in front
        assert all(text in front and text in back for text in neighbours)
        assert hidden in back
        assert sum(text in back for text in (drain, typed, remove, join)) == 1 + len(neighbours)


def seen(html: str) -> str:
    """What a person sees of HTML."""
    return unescape(re.sub(r"<style.*?</style>|<[^>]+>", "", html, flags=re.DOTALL)).strip()


def test_steps_keep_their_history_when_one_comes_between(anki: Anki, run: Run, tmp_path: Path) -> None:
    """A step that moves on by one, or whose neighbour changes, is the same card with another look."""
    anki.load(built(run, tmp_path, STEPS, "--cards", "steps", at=OLD))
    before = study(anki)
    more = STEPS.replace("3. Remove", "3. Take a snapshot of its disk\n4. Remove")
    assert anki.load(built(run, tmp_path, more, "--cards", "steps", at=NEW)) == {"new": 1, "updated": 4}
    assert [row for row in history(anki) if row in before] == before
    (moved,) = anki.col.find_notes("Text:*c1::Remove*")
    assert "4 of 5" in anki.col.get_note(moved)["Question"]


def test_a_step_that_is_gone_can_be_marked(anki: Anki, run: Run, tmp_path: Path) -> None:
    """Its note keeps its hidden part, so that it stays a card."""
    anki.load(built(run, tmp_path, STEPS, "--cards", "steps", at=OLD))
    before = study(anki)
    gone = STEPS.replace("3. Remove the old node\n4.", "3.")
    anki.load(built(run, tmp_path, gone, "--cards", "steps", "--mark-removed", at=NEW))
    (found,) = anki.col.find_notes("tag:aws::removed")
    out = anki.col.get_note(found).cards()[0].render_output()
    assert "Remove the old node" not in out.question_text
    assert "Remove the old node" in out.answer_text
    assert "gone from the document" in out.answer_text
    assert history(anki) == before


def test_a_row_is_asked_and_answered_as_a_table(anki: Anki, run: Run, tmp_path: Path) -> None:
    """The front names the things and the row; of two things a cell asks for its column."""
    anki.load(built(run, tmp_path, STEPS, "--cards", "compare", at=OLD))
    sides = [
        (seen(fields["Question"]), fields["Answer"])
        for fields in sorted(anki.notes().values(), key=lambda fields: fields["ID"])
    ]
    assert [front for front, _ in sides] == [
        "Volume and share › Clients?",
        "Volume and share › Clients: “one”. Which one?",
        "Volume and share › Grows?",
        "Volume and share › Grows: “by itself”. Which one?",
    ]
    assert sides[2][1] == (
        '<div class="table"><table><thead><tr><th>Feature</th><th>Volume</th><th>Share</th></tr></thead>'
        "<tbody><tr><td>Grows</td><td>by hand</td><td>by itself</td></tr></tbody></table></div>"
    )
    assert (sides[1][1], sides[3][1]) == ("<p><strong>Volume</strong></p>", "<p><strong>Share</strong></p>")


def test_both_note_types_stay_as_they_were_frozen(anki: Anki, run: Run, tmp_path: Path) -> None:
    """The second came later; the first has the ids of the first day."""
    anki.load(built(run, tmp_path, STEPS, "--cards", "qa,steps", at=OLD))
    assert (QA.id, CLOZE.id) == (1_760_000_000_001, 1_760_000_000_002)
    assert list(CLOZE.fields.values()) == [5_760_000_000_000_020 + number for number in range(1, 10)]
    assert not set(CLOZE.fields.values()) & set(QA.fields.values())
    for kind, cloze in ((QA, 0), (CLOZE, 1)):
        stored = anki.col.models.get(kind.id)  # type: ignore[arg-type]
        assert stored is not None
        assert (stored["name"], stored["type"]) == (kind.name, cloze)
        assert {field["name"]: field["id"] for field in stored["flds"]} == dict(kind.fields)
        assert [template["id"] for template in stored["tmpls"]] == [kind.template_id]
