"""Tables of questions and answers: what their columns state, and where they end."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Card, Document, block_text, plain
from awsdeck.readers import columnnames, markup

HEAD = "| Topic | Question | Answer |\n| --- | --- | --- |\n"
ROWS = ("What is a queue?", "What is a topic?", "What is a bus?", "What is a pipe?")


def read(text: str) -> Document:
    """The document that some Markdown is."""
    return readers.read(source.from_text("x.md", f"# Messages\n\n{text}"))[0]


def says(card: Card) -> list[str]:
    """The blocks of an answer as text."""
    return [block_text(block) for block in card.answer]


def rows(topics: tuple[str, ...]) -> str:
    """A table of questions, each with its topic."""
    return HEAD + "".join(
        f"| {topic} | {asked} | Yes. |\n" for topic, asked in zip(topics, ROWS, strict=False)
    )


@pytest.mark.parametrize(
    ("topics", "categories"),
    [
        (("SQS", "SNS", "SQS", "SNS"), ["SQS", "SNS", "SQS", "SNS"]),
        (("SQS", "SQS", "SNS"), ["SQS", "SQS", "SNS"]),
        (("SQS", "SQS"), ["SQS", "SQS"]),
        (("SQS", "SQS", "SNS", ""), [None] * 4),  # of what is the last one?
        (("Queues", "Topics", "Buses", "Pipes"), [None] * 4),
        (("Queues", "Topics", "Buses", "buses"), [None] * 4),
    ],
)
def test_a_column_divides_questions_if_several_share_what_it_says(
    topics: tuple[str, ...], categories: list[str | None]
) -> None:
    """A column that says something else of nearly every question is a part of the answers."""
    cards = read(rows(topics)).cards
    assert [card.category for card in cards] == categories
    told = [f"Topic: {topic}" for topic, of in zip(topics, categories, strict=True) if topic and not of]
    assert [text for card in cards for text in says(card) if text.startswith("Topic")] == told


def test_an_answer_ends_with_its_table() -> None:
    """A paragraph behind the last row is no part of it; it is told as skipped."""
    document = read(rows(("SQS", "SQS")) + "\nAll rows come from workshops.\n")
    assert [says(card) for card in document.cards] == [["Yes."], ["Yes."]]
    assert "All rows come from workshops." in [passage.text for passage in document.skipped]


def test_a_table_without_questions_is_a_table() -> None:
    """``Front`` and ``Topic`` alone name no columns of questions."""
    text = "### What are the parts?\n\n| Topic | Front |\n| --- | --- |\n| SQS | queue |\n\nAnd more.\n"
    (card,) = read(text).cards
    assert [type(block).__name__ for block in card.answer] == ["Table", "Paragraph"]
    assert plain(card.question) == "What are the parts?"


@pytest.mark.parametrize(
    "name",
    sorted(
        name for name, what in {**columnnames.LONGER_NAMES, **columnnames.NAMES}.items() if what == "question"
    ),
)
@pytest.mark.parametrize("header", ["|{}|A|", "| **{}** | Answer |", "| # | `{}` | A |", "{} | Answer"])
def test_a_glance_misses_no_header(name: str, header: str) -> None:
    """Whatever names the questions of a table is seen without looking at its cells."""
    line = header.format(name.capitalize())
    assert columnnames.places(line.strip("|").split("|"))
    assert markup._may_name_columns(line)


def test_bullets_in_a_cell_are_a_list() -> None:
    """As a browser shows the list that a cell of a saved page holds."""
    text = "<table><tr><th>Q<th>A<tr><td>What is a bus?<td>It has:<ul><li>rules<li>targets</ul></table>"
    (card,) = readers.read(source.from_text("x.html", text))[0].cards
    assert [type(block).__name__ for block in card.answer] == ["Paragraph", "List"]
