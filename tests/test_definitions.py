"""Terms and what is said of them; boxes before questions; words above options."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain
from awsdeck.readers import definitions
from awsdeck.readers.lines import number_lines

from .kept import lost

ASKED = ("What is a resolver?", "What is a schema?", "Who may subscribe?")


def read(text: str, suffix: str = ".md") -> Document:
    """A document of which nothing is lost."""
    made = source.from_text(f"x{suffix}", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def said(document: Document) -> list[list[str]]:
    """The blocks of each answer as text."""
    return [[block_text(block) for block in card.answer] for card in document.cards]


def test_terms_that_ask_are_questions() -> None:
    """What stands behind the colons below one is its answer, each a paragraph."""
    parts = "\n\n".join(f"{asked}\n: A part.\n: It is\n  of the API." for asked in ASKED)
    document = read(f"# AppSync\n\n{parts}\n")
    assert [plain(card.question) for card in document.cards] == list(ASKED)
    assert said(document) == [["A part.", "It is of the API."]] * 3


def test_other_terms_are_a_list() -> None:
    """As on a saved page."""
    terms = "Resolver\n: joins a field to its source\n\nState\n: none"
    document = read(f"## What is in it?\n\n{terms}\n\n## What is a schema?\n\nTypes.\n")
    assert said(document)[0] == ["Resolver — joins a field to its source\nState — none"]


@pytest.mark.parametrize(
    "text",
    [
        "What is it?\n: One.",
        "```\na\n: b\n\nc\n: d\n```",
        "- a\n: b\n\n- c\n: d",
        "Go to a\n:b\n\nthen c\n:d",
    ],
)
def test_other_colons_are_text(text: str) -> None:
    """One alone, code, items, and colons that stand at a word."""
    lines = number_lines(text.split("\n"))
    assert definitions.plainer(lines) is lines


@pytest.mark.parametrize("box", ["[ ] ", "[x] "])
def test_a_box_before_a_question_is_none_of_an_option(box: str) -> None:
    """Items that ask and hold an answer are to be ticked off by the learner."""
    document = read("# AppSync\n\n" + "".join(f"- {box}**{asked}**\n  A part.\n" for asked in ASKED))
    assert [plain(card.question) for card in document.cards] == list(ASKED)
    assert said(document) == [["A part."]] * 3


def test_options_keep_their_boxes() -> None:
    """They ask nothing."""
    text = "".join(f"{at}. {asked}\n   - [ ] Yes\n   - [x] No\n\n" for at, asked in enumerate(ASKED, 1))
    assert [plain(card.question) for card in read(text).cards] == [f"{asked}\n☐ Yes\n☐ No" for asked in ASKED]


def test_a_word_above_options_has_a_line_of_its_own() -> None:
    """It is no part of the sentence that asks."""
    text = "**Question 1:** What is it?\n\n**Options:**\n\nA. One\nB. Two\n\n**Answer:** A\n"
    (card,) = read(text).cards
    assert plain(card.question) == "What is it?\nOptions:\nA. One\nB. Two"


@pytest.mark.parametrize(
    ("line", "level"),
    [
        ("Difficulty: ⭐⭐", "medium"),
        ("**Level:** 🔴", "hard"),
        ("Level: ⭐", "easy"),
        ("Rating: ⭐⭐", None),
    ],
)
def test_a_difficulty_may_be_stated_in_signs(line: str, level: str | None) -> None:
    """Stars and dots behind a label say what words there say."""
    cards = read(
        "".join(f"## Q{at}: {asked}\n\n{line}\n\nA part.\n\n" for at, asked in enumerate(ASKED, 1))
    ).cards
    assert {card.difficulty for card in cards} == {level}
    assert {len(card.answer) for card in cards} == {1 + (level is None)}


@pytest.mark.parametrize("button", ["💡 Answer", "👉 <b>Click to see the answer</b> 👇", "Show answer ▾"])
def test_a_button_may_have_signs(button: str) -> None:
    """Words on it say that it opens an answer."""
    text = "".join(
        f"### Q{at}: {asked}\n\n<details><summary>{button}</summary>\n\nA part.\n\n</details>\n\n"
        for at, asked in enumerate(ASKED, 1)
    )
    assert said(read(text)) == [["A part."]] * 3


def test_words_in_italics_are_no_questions_beside_others() -> None:
    """A line that stresses what it asks may belong to an answer."""
    text = (
        "".join(f"{at}. **{asked}**\n\nA part.\n\n" for at, asked in enumerate(ASKED, 1))
        + "*Which one is missing?*\n\nNone.\n"
    )
    assert [plain(card.question) for card in read(text).cards] == list(ASKED)


def test_flash_cards_of_a_saved_page_are_questions() -> None:
    """As those of copied text are, below a heading that counts them."""
    sides = "".join(
        f"<div><a>{front}</a></div><div><a>A longer one, of {front}</a></div>"
        for front in ("Zone", "Edge", "Region")
    )
    end = "<h2>Students also studied</h2><p>More.</p>"
    document = read(f"<main><h1>Terms</h1><h2>Terms in this set (3)</h2>{sides}{end}</main>", ".html")
    assert [(card.title, card.category) for card in document.cards] == [
        ("Zone", None),
        ("Edge", None),
        ("Region", None),
    ]
    assert document.title == "Terms"
