"""What the forms make of documents: every front and back, and what they leave out."""

import json
from pathlib import Path
from typing import Any

import pytest

from awsdeck import forms, pipeline
from awsdeck.config import Config
from awsdeck.forms.choice import Choice
from awsdeck.model import block_text

from .conftest import FIXTURES

DOCUMENTS = sorted((FIXTURES / "forms").glob("*/input.*"))
BUNDLED = Path(__file__).parents[1] / "source" / "aws-interview-questions.md"
EVERY_FORM = Config(choice=Choice(asked=forms.NAMES))


def outcome(path: Path) -> dict[str, Any]:
    """Every derived card of a document as a person meets it, and what was left out."""
    deck = pipeline.read(path, EVERY_FORM, pipeline.catalogue_for(EVERY_FORM), now=0)
    return {
        "cards": [
            {
                "form": note.form,
                "line": note.card.first_line,
                "front": note.card.title,
                "back": "\n".join(block_text(block) for block in note.card.answer),
                **({"hidden": note.hidden} if note.hidden is not None else {}),
            }
            for note in deck.made
            if note.parent is not None
        ],
        "left_out": [f"{left.line}: {left.form}: {left.name}: {left.why}" for left in deck.left_out],
    }


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.parent.name)
def test_forms_make_the_expected_cards(path: Path, update_golden: bool) -> None:
    """Fronts, backs, lines and reasons are as written down."""
    expected = path.with_name("cards.json")
    found = outcome(path)
    if update_golden:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))


def test_the_bundled_deck_has_cards_of_every_form() -> None:
    """And no two fronts among all its cards are alike, none is without an answer, none only a pronoun."""
    deck = pipeline.read(BUNDLED, EVERY_FORM, pipeline.catalogue_for(EVERY_FORM), now=2_000_000_000)
    counts = {name: sum(note.form == name for note in deck.ready) for name in forms.NAMES}
    assert counts["qa"] == 84
    assert all(counts[name] >= least for name, least in LEAST.items()), counts
    fronts = [note.card.title for note in deck.ready]
    assert len(set(fronts)) == len(fronts)
    assert all("\n".join(map(block_text, note.card.answer)).strip() for note in deck.ready)


LEAST = {"terms": 250, "reversed": 150, "compare": 250, "steps": 30, "code": 8}
