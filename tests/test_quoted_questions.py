"""Questions and answers that stand in quotes."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain
from awsdeck.readers import quotedquestions
from awsdeck.readers.lines import number_lines

ASKED = ("What is a grant?", "What is a key policy?", "Who rotates a key?")
SAID = ("A permission for a while.", "What a key needs, always.", "KMS, once a year.")


def read(text: str, suffix: str = ".md") -> Document:
    """The document that some text is."""
    return readers.read(source.from_text(f"x{suffix}", text))[0]


def of(template: str) -> str:
    """A document with a part for each question, made of a template."""
    pairs = enumerate(zip(ASKED, SAID, strict=True), 1)
    parts = (template.format(n=number, asked=asked, said=said) for number, (asked, said) in pairs)
    return "# Keys\n\n" + "\n\n".join(parts)


@pytest.mark.parametrize(
    "template",
    [
        "> **Q:** {asked}\n\n{said}",
        "> **Q{n}. {asked}**\n\n{said}",
        "> Question {n}\n>\n> {asked}\n\n{said}",
        "> **Q:** {asked}\n>\n> **A:** {said}",
        "> **Q:** {asked}\n> **A:** {said}",
        "> {asked}\n\n{said}",
        "> **{asked}**\n\n{said}",
        "> ❓ **{asked}**\n>\n> {said}",
        "**Q: {asked}**\n\n> **A:** {said}",
        ">Frage: {asked}\n\n{said}",
    ],
)
def test_questions_and_answers_may_stand_in_quotes(template: str) -> None:
    """Where the document asks and answers in quotes, neither is one on the card."""
    cards = read(of(template)).cards
    assert [plain(card.question) for card in cards] == list(ASKED)
    assert [[(type(block).__name__, block_text(block)) for block in card.answer] for card in cards] == [
        [("Paragraph", said)] for said in SAID
    ]


def test_a_saved_page_may_ask_in_quotes() -> None:
    """``<blockquote>`` is a quote as well."""
    cards = read(of("<blockquote><b>Q:</b> {asked}</blockquote><p>{said}</p>"), ".html").cards
    assert [plain(card.question) for card in cards] == list(ASKED)


def test_an_answer_of_two_lines_is_one_paragraph() -> None:
    """A quote that begins with the label of an answer is taken out of its quote as a whole."""
    (card, *_) = read(of("**Q: {asked}**\n\n> **A:** {said}\n> It ends.")).cards
    assert [block_text(block) for block in card.answer] == [f"{SAID[0]} It ends."]


@pytest.mark.parametrize(
    "template",
    [
        "## {asked}\n\n> Is it so?\n\n{said}",  # something else asks
        "## Explain part {n}\n\n> Is it so?\n\n{said}",
        "**Q: {asked}**\n\n{said}\n\n> [!NOTE]\n> Is it so?\n\nYes.",
        "## Part {n}\n\n> Is it so?\n\n> Some say.\n\n{said}",  # other quotes say something
        "## Part {n}\n\n{said}\n\n> Is it so?",  # nothing answers
    ],
)
def test_quotes_in_answers_stay(template: str) -> None:
    """A question in a quote is no question of the document where others ask, or where quotes say anything."""
    lines = number_lines(of(template).split("\n"))
    assert quotedquestions.opened(lines) is lines
