"""Every fixture document gives exactly the cards that are true of it."""

import json
from pathlib import Path
from typing import Any

import pytest

from awsdeck import pipeline
from awsdeck.config import Config
from awsdeck.writers.listing import listing

from .conftest import case_name, fixture_documents

CARD_KEYS = ("number", "question", "difficulty", "category", "line", "services", "answer")


def outcome(path: Path) -> dict[str, Any]:
    """What a document gives, without what follows from it mechanically (ids, tags)."""
    deck = pipeline.read(path, Config(), pipeline.catalogue_for(Config()), now=0)
    values = listing(deck.document, deck.notes, deck.problems)
    return {
        "title": values["title"],
        "cards": [{key: card[key] for key in CARD_KEYS} for card in values["cards"]],
        "problems": [
            {key: found[key] for key in ("severity", "code", "line")} for found in values["problems"]
        ],
        "skipped": [{key: found[key] for key in ("first_line", "last_line")} for found in values["skipped"]],
    }


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_document_gives_the_expected_cards(path: Path, update_golden: bool) -> None:
    """Questions, difficulties, categories, services, every block and every problem are as written down."""
    expected = path.with_name("expected.json")
    found = outcome(path)
    if update_golden:
        expected.write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", "utf-8")
    assert found == json.loads(expected.read_text("utf-8"))
