"""Boxes that fold the questions of a topic, and headings that only count questions."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain

from .kept import lost

BOX = "<details>\n<summary>{}</summary>\n\n{}\n\n</details>\n"
ASKED = ("What hangs?", "Who leaked?", "What drifts?", "What fails?")


def read(text: str, suffix: str = ".md") -> Document:
    """A document of which nothing is lost."""
    made = source.from_text(f"x{suffix}", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def folded(name: str, number: int) -> str:
    """A box with two questions in it."""
    inner = (
        BOX.format(f"<b>{at}. {asked}</b>", "A stage.")
        for at, asked in list(enumerate(ASKED, 1))[number : number + 2]
    )
    return BOX.format(name, "\n".join(inner))


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize("name", ["{}", "<h2>{}</h2>", "<b>{}</b>"])
@pytest.mark.parametrize("above", ["", "<h2>Tools</h2>\n\n"])
def test_a_box_of_nothing_but_questions_is_a_category(suffix: str, name: str, above: str) -> None:
    """Its name is no question, and no part of the answer above it."""
    text = (
        f"<h1>Drills</h1>\n\n{above}{folded(name.format('Pipelines'), 0)}\n{folded(name.format('Stacks'), 2)}"
    )
    cards = read(text, suffix).cards
    assert [plain(card.question) for card in cards] == list(ASKED)
    topics = ["Pipelines", "Pipelines", "Stacks", "Stacks"]
    assert [(card.category or "").removeprefix("Tools > ") for card in cards] == topics
    assert [[block_text(block) for block in card.answer] for card in cards] == [["A stage."]] * 4


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize(
    ("name", "inner"),
    [
        ("Pipelines", "Some text of its own.\n\n" + BOX.format("Why?", "So.") * 2),
        ("What are pipelines?", BOX.format("Why?", "So.") * 2),
        ("Pipelines", BOX.format("An example", "So.") * 2),
        ("Pipelines", BOX.format("Why?", "So.")),
    ],
)
def test_a_box_that_says_something_else_is_no_category(suffix: str, name: str, inner: str) -> None:
    """Text of its own, a question on it, boxes that ask nothing, or but one that does."""
    document = read(
        f"<h1>Drills</h1>\n\n{BOX.format(name, inner)}\n{BOX.format('What drifts?', 'A stack.')}", suffix
    )
    assert {card.category for card in document.cards} <= {None}


@pytest.mark.parametrize("joined", ["", " "])
def test_a_box_on_one_line_stays(joined: str) -> None:
    """A heading needs a line of its own: what can't be one is read as it was."""
    text = joined.join(folded("Pipelines", 0).split("\n"))
    assert read(f"# Drills\n\n{text}\n\n{BOX.format('What drifts?', 'A stack.')}").cards


CARDS = "### {} {}\n\n**Q:** {}\n\n**A:** A stage.\n\n"


@pytest.mark.parametrize("name", ["Card", "Frage", "Question"])
def test_headings_that_only_count_questions_are_no_categories(name: str) -> None:
    """What they count is the number of the card."""
    cards = read(
        "# Drills\n\n" + "".join(CARDS.format(name, at, asked) for at, asked in enumerate(ASKED, 1))
    ).cards
    assert [(card.number, plain(card.question), card.category) for card in cards] == [
        (at, asked, None) for at, asked in enumerate(ASKED, 1)
    ]


@pytest.mark.parametrize("numbers", [(1, 1, 2, 2), (1, 3, 4, 5), (2, 3, 4, 5)])
def test_headings_that_count_anything_else_are_categories(numbers: tuple[int, ...]) -> None:
    """Parts of several questions each, or numbers that leave one out."""
    cards = read(
        "# Drills\n\n"
        + "".join(CARDS.format("Day", at, asked) for at, asked in zip(numbers, ASKED, strict=True))
    ).cards
    assert [card.category for card in cards] == [f"Day {number}" for number in numbers]
    assert {card.number for card in cards} == {None}
