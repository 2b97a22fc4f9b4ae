"""Derived cards in a real Anki: they arrive, keep their history through edits, and show what they should."""

from pathlib import Path

import pytest

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
