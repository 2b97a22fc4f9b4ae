"""Flash cards copied from a page: a number in their heading tells what is a front and what a back."""

import pytest

from awsdeck import readers, source

PAIRS = (
    ("What is a host?", "A machine of your own."),
    ("Burst credit", "What a small instance saves while it idles."),
    ("Why reserve?", "To pay less for what runs all year."),
    ("Placement group", "Says how close instances stand."),
)
CARDS = "".join(f"{front}\n{back}\n" for front, back in PAIRS)
TERMS = CARDS.replace("What is a host?", "Dedicated host").replace("Why reserve?", "Reservation")


def read(text: str) -> tuple[list[str], list[str], list[str]]:
    """The fronts, what was skipped, and the codes of problems."""
    document, problems = readers.read(source.from_text("a.txt", text))
    fronts = [card.title for card in document.cards if card.answer]
    return fronts, [passage.text for passage in document.skipped], [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("heading", "cards", "below"),
    [
        ("Terms in this set (4)", CARDS, "Students also studied\nNetworks\n"),
        ("Terms in this set (4)", TERMS, ""),
        ("Begriffe in diesem Lernset (4)", TERMS, "About us\n"),
        ("What I was asked (4)", CARDS, "Related posts\n"),
    ],
)
def test_fronts_and_backs_take_turns(heading: str, cards: str, below: str) -> None:
    """Also where no front asks, and with the page's own lines below."""
    fronts = cards.splitlines()[::2]
    skipped = [below.strip()] if below else []
    assert read(f"Instances\nSave\n{heading}\n{cards}{below}") == (fronts, skipped, [])


@pytest.mark.parametrize(
    ("heading", "cards"),
    [
        ("Terms in this set (5)", CARDS),
        ("Terms in this set (3)", CARDS),
        ("Terms in this set (4)", CARDS.replace("all year.", "all year.\nOr for three.")),
        ("Posts of last year (4)", TERMS),
    ],
    ids=["too few", "too many", "a back of two lines", "no cards"],
)
def test_where_the_number_does_not_fit(heading: str, cards: str) -> None:
    """What doesn't ask stays where it was, and it is told that cards are missing."""
    fronts, _, problems = read(f"Instances\n\n{heading}\n\n{cards}")
    assert "Burst credit" not in fronts
    assert ("unsure-cards" in problems) is (heading.startswith("Terms") and bool(fronts))
