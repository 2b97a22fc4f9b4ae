"""Notes of Obsidian: questions that fold, cards on a line, links between notes."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Callout, Document, Paragraph, Strong, block_text, plain

from .kept import lost


def read(text: str) -> Document:
    """A document, of which nothing is lost."""
    made = source.from_text("x.md", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def cards(document: Document) -> list[tuple[str, str]]:
    """Question and answer of each card."""
    return [(plain(card.question), "\n".join(map(block_text, card.answer))) for card in document.cards]


BOXES = (
    "# Networks\n\nUp: [[Index]]\n\n## Routes\n\n> [!{0}]- What is a route table?\n> Rows:\n> - where to\n>\n"
    "> > [!warning]\n> > One row wins.\n\n> [!{0}] Which row wins?\n> The longest prefix.\n"
)


@pytest.mark.parametrize("kind", ["question", "FAQ", "help"])
def test_a_box_that_folds_is_a_question(kind: str) -> None:
    """Its title asks, what is quoted below answers, call-outs within included; the rest is no answer."""
    document = read(
        BOXES.format(kind) + "\n> [!tip] Practise\n> Draw one.\n\n## More\n\nSee [[Subnets|those]].\n"
    )
    assert cards(document) == [
        ("What is a route table?", "Rows:\nwhere to\nOne row wins."),
        ("Which row wins?", "The longest prefix."),
    ]
    assert isinstance(document.cards[0].answer[-1], Callout)
    assert {card.category for card in document.cards} == {"Routes"}
    outside = [found.text for found in document.skipped if "outside" in found.why]
    assert outside == ["> [!tip] Practise\n> Draw one.", "See [[Subnets|those]]."]


def test_an_answer_may_stand_below_such_boxes() -> None:
    """Where they hold nothing but the question."""
    text = "> [!question] What is a {0}?\n\nA {0}.\n\n"
    assert cards(read("".join(text.format(word) for word in ("route", "hop")))) == [
        ("What is a route?", "A route."),
        ("What is a hop?", "A hop."),
    ]


def test_one_such_box_is_a_call_out() -> None:
    """A document may ask its reader something by the way."""
    document = read(
        "### What is a route?\n\nA row.\n\n> [!question] And two?\n> Both.\n\n### What is a hop?\n\nA step.\n"
    )
    assert [plain(card.question) for card in document.cards] == ["What is a route?", "What is a hop?"]


def said(text: str) -> str:
    """The first answer of a note."""
    return cards(read(f"### What is a hop?\n\n{text}\n\n### What is a route?\n\nA row.\n"))[0][1]


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("See [[Routes]], [[Routes|those]], [[Routes#One row]].", "See Routes, those, Routes > One row."),
        ("A ==step== of [[Routes]]. ^step", "A step of Routes."),
        ("A step. %% check %% [[Routes]]", "A step.  Routes"),
        ("As in ![[Routes]], `[[x]]`.", "As in Routes, [[x]]."),
        ("![[map one.png]] of [[Routes]]", " of Routes"),
    ],
)  # fmt: skip
def test_links_and_marks_show_what_a_note_shows(typed: str, shown: str) -> None:
    """No brackets, no names of blocks, no comments."""
    assert said(typed) == shown


def test_marked_words_are_bold() -> None:
    """As they stand out in a note."""
    document = read("### What is a hop?\n\nA ==step== of [[it]].\n\n### What is a route?\n\nA row.\n")
    (paragraph,) = document.cards[0].answer
    assert isinstance(paragraph, Paragraph)
    assert Strong in map(type, paragraph.spans)


@pytest.mark.parametrize(
    "typed",
    ["if [[ -f a ]] then", "`[[x]]`", "a ==b== c", "up to 5 ^note", "100%% of it %%"],
)
def test_other_documents_are_left_alone(typed: str) -> None:
    """Nothing in them is a link to another note."""
    assert said(typed) == typed.replace("`", "")
    assert said("See [[AWS docs]](https://example.org).") == "See [AWS docs]."


@pytest.mark.parametrize(
    "text",
    [
        "# Cards\n\nWhat is a hop?::A step.\nWhat is a route?:::A row.\nPeering::A line.\n",
        "---\na: b\n---\n\nWhat is a hop? #card\nA step.\n\nWhat is a route?::A row.\nPeering::A ==line==.\n",
        "# Cards\n\nWhat is a hop?\n?\nA step.\n\nWhat is a route?\n??\nA row.\n\nPeering::A line.\n",
    ],
)
def test_a_document_of_cards_is_read_as_such(text: str) -> None:
    """Behind two colons, or below a question mark alone or a tag, whatever settings stand above."""
    assert cards(read(text)) == [
        ("What is a hop?", "A step."),
        ("What is a route?", "A row."),
        ("Peering", "A line."),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "# Types\n\nAWS::S3::Bucket\nAWS::SQS::Queue\nAWS::SNS::Topic\n",
        "# Cards\n\nWhat is a hop?::A step.\nWhat is a route?::A row.\nWhat is it?::It.\n\nAnd so on.\n",
    ],
)
def test_two_colons_alone_ask_nothing(text: str) -> None:
    """All of a document has to be cards, and most of them ask something."""
    assert read(text).cards == ()
