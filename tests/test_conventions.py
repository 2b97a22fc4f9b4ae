"""Documents in the conventions of the web, against what a person who read them wrote down.

``truth.json`` was written by hand: the title, and for each question its number, text, category, difficulty
and the kinds of blocks of its answer. Most were written before awsdeck read the document; a few were written
or corrected afterwards, where the document can be understood in two ways.
"""

import json
from pathlib import Path

import pytest

from awsdeck import pipeline
from awsdeck.config import Config
from awsdeck.writers.listing import listing

from .conftest import FIXTURES, Run

TRUTHS = sorted((FIXTURES / "conventions").glob("*/truth.json"))
NOTHING = sorted((FIXTURES / "no-questions").glob("*"))


def test_there_are_documents() -> None:
    """The folders are not empty."""
    assert len(TRUTHS) >= 10
    assert len(NOTHING) >= 5


@pytest.mark.parametrize("truth", TRUTHS, ids=lambda path: path.parent.name)
def test_a_document_is_read_as_a_person_reads_it(truth: Path) -> None:
    """Every question, in order, with its number, category, difficulty and the shape of its answer."""
    known = json.loads(truth.read_text("utf-8"))
    (document,) = truth.parent.glob("input.*")
    deck = pipeline.read(document, Config(), pipeline.catalogue_for(Config()), now=0)
    found = listing(deck.document, deck.notes, deck.problems)
    cards = [
        [
            card["number"],
            card["question"],
            card["category"],
            card["difficulty"],
            " ".join(block["kind"] for block in card["answer"]),
        ]
        for card in found["cards"]
    ]
    assert cards == known["questions"]
    assert found["title"] == known["title"]
    assert [problem["code"] for problem in found["problems"]] == known.get("problems", [])


@pytest.mark.parametrize("path", NOTHING, ids=lambda path: path.name)
def test_what_holds_no_questions_is_no_deck(run: Run, path: Path) -> None:
    """Changelogs, tutorials, essays, prices, code: inspect says so and exits 1, build writes nothing."""
    shown = run("inspect", path)
    assert shown.returncode == 1
    assert "no questions and answers found" in shown.stdout
    deck = pipeline.read(path, Config(), pipeline.catalogue_for(Config()), now=0)
    assert deck.notes == ()
    assert [problem.severity for problem in deck.problems][:1] == ["error"]
