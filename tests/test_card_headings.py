"""Headings that only name a part of each question."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain
from awsdeck.readers import cardheadings, markup
from awsdeck.readers.lines import Line

ASKED = ("What is a stack set?", "Drift is found. Name what to do", "Who may delete a stack?")
SAID = ("A stack in many accounts.", "Change the resource or the template.", "Whoever holds its role.")


def read(text: str, suffix: str = ".md") -> Document:
    """The document that some text is."""
    return readers.read(source.from_text(f"x{suffix}", text))[0]


def of(template: str) -> str:
    """A document with a part for each question, made of a template."""
    pairs = enumerate(zip(ASKED, SAID, strict=True), 1)
    return "# Stacks\n\n" + "\n\n".join(
        template.format(n=number, asked=asked, said=said) for number, (asked, said) in pairs
    )


@pytest.mark.parametrize(
    "template",
    [
        "### Question\n\n{asked}\n\n### Answer\n\n{said}",
        "#### Question:\n{asked}\n#### Answer:\n{said}",
        "## Question {n}\n\n### Question\n\n{asked}\n\n### Answer\n\n{said}",
        "## Question {n}\n\n{asked}\n\n### ✅ Answer\n\n{said}",
        "## Question {n}\n\n{asked}\n\n## Answer {n}\n\n{said}",
        "## {asked}\n\n### Model answer\n\n{said}",
        "## Card {n}\n\n### Front\n\n{asked}\n\n### Back\n\n{said}",
        "#### 🙋 Question\n\n> {asked}\n\n#### 💡 Answer\n\n> {said}",
        "### Question\n\n{asked}\n\n### Answer\n\n> {said}",
        "### Frage\n\n{asked}\n\n### Antwort\n\n{said}",
        "Question\n--------\n\n{asked}\n\nAnswer\n------\n\n{said}",
    ],
)
def test_such_headings_are_labels(template: str) -> None:
    """What the question asks stands below the one, its answer below the other."""
    cards = read(of(template)).cards
    assert [plain(card.question) for card in cards] == list(ASKED)
    assert [[block_text(block) for block in card.answer] for card in cards] == [[said] for said in SAID]
    assert {card.category for card in cards} == {None}
    assert {card.number is None for card in cards} == {"{n}" not in template}


def test_a_heading_with_words_of_its_own_divides_the_questions() -> None:
    """Only what counts them is no category."""
    cards = read(of("## Part {n} of all\n\n### Question\n\n{asked}\n\n### Answer\n\n{said}")).cards
    assert [card.category for card in cards] == ["Part 1 of all", "Part 2 of all", "Part 3 of all"]


def test_a_saved_page_may_have_them() -> None:
    """``<h3>Question</h3>`` is such a heading as well."""
    cards = read(of("<h3>Question</h3><p>{asked}</p><h3>Answer</h3><p>{said}</p>"), ".html").cards
    assert [plain(card.question) for card in cards] == list(ASKED)


def test_what_several_answers_have_below_them_is_theirs() -> None:
    """A heading of the same level that comes back is a part of the answers, what stands once is none."""
    template = "### Question\n\n{asked}\n\n### Answer\n\n{said}\n\n### Why\n\nIt is so."
    document = read(of(template) + "\n\n### Sources\n\nThe guides.\n")
    assert [len(card.answer) for card in document.cards] == [3, 3, 3]
    assert [passage.text for passage in document.skipped if "Sources" in passage.text]


def test_a_heading_above_the_answer_is_part_of_what_is_asked() -> None:
    """Between a question and its answer a heading stands on the front."""
    cards = read(of("### Question\n\n{asked}\n\n#### Hint\n\nRead twice.\n\n### Answer\n\n{said}")).cards
    assert [plain(card.question) for card in cards] == [f"{asked} Hint Read twice." for asked in ASKED]


@pytest.mark.parametrize(
    "text",
    [
        "# Guide\n\n## Question\n\nWhy do stacks fail?\n\n## Answer\n\nMany reasons.\n",  # once
        "# Fixes\n## Stuck\n\nIt waits.\n\n### Solution\n\nStop.\n\n## Drift\n\nOdd\n\n### Solution\n\nGo.\n",
        "# Doors\n\n## Front\n\nBlue.\n\n## Side\n\nRed.\n\n## Back\n\nGreen.\n\n## Back\n\nGrey.\n",
    ],
)
def test_headings_of_an_essay_are_headings(text: str) -> None:
    """No turns are taken, or nothing asks above what solves it."""
    lines = [Line(number, line) for number, line in enumerate(text.split("\n"), 1)]
    assert cardheadings.as_labels(lines, []) is lines
    assert not read(text).cards


def test_an_answer_with_a_heading_of_that_name_keeps_it() -> None:
    """In one of several answers it is a heading."""
    cards = read(of("### {asked}\n\n{said}") + "\n\n#### Answer\n\nMore.\n").cards
    assert [block_text(block) for block in cards[-1].answer] == [SAID[-1], "Answer", "More."]


@pytest.mark.parametrize("name", sorted(cardheadings.ANSWERS))
@pytest.mark.parametrize("heading", ["# {}", "  ### **{}:**", "## ✅ {} ##", "#### The {}", "## {} 12"])
def test_a_glance_misses_no_answer(name: str, heading: str) -> None:
    """Whatever names an answer is seen by the end of its line."""
    line = Line(1, heading.format(name.upper()))
    assert next(cardheadings._headings([line])).part == "answer"
    assert markup._may_name_answer(line.text)
