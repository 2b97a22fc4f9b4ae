"""What is printed on every page of a document is no part of it; numbers and words that look alike are."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain

from .kept import lost

PAGES = (
    "Q1. What is a queue?\nA line of jobs.\nWhoever comes first is served first.\nNobody is lost.",
    "Q2. What is a topic?\nA place for news.\nAll who asked for them get a copy.\nNobody waits.",
    "Q3. What is a stream?\nA row of records.\nEach is read in its order.\nThey stay for a day.",
)
ANSWERS = [page.split("\n")[1:] for page in PAGES]


def document_of(text: str) -> Document:
    """What is read of copied text; nothing of it may be lost."""
    made = source.from_text("book.txt", text)
    document, _ = readers.read(made)
    assert made.problems == ()
    assert lost(made, document) == ()
    return document


def said(document: Document) -> list[list[str]]:
    """The texts of all answers."""
    return [[block_text(block) for block in card.answer] for card in document.cards]


@pytest.mark.parametrize(
    ("between", "end"),
    [
        ("Owl Books 2003\n{}\nA Small Book\n", "Owl Books 2003\n{}\n"),
        ("Owl Books\n{}\nA Small Book\n", "Owl Books\n{}\n"),
        ("Owl Books\nPage {} of 9\nA Small Book\n", "Owl Books\nPage {} of 9\n"),
        ("\n{}\n\n\fA Small Book\n\n", "\n{}\n"),
        ("Owl Books\n\fA Small Book\n", "Owl Books\n"),
    ],
)
def test_what_is_printed_on_every_page_is_no_text(between: str, end: str) -> None:
    """Heads, footers and numbers of pages are skipped; the title is that of the first page."""
    first, second, third = PAGES
    text = f"A Small Book\n{first}\n{between.format(4)}{second}\n{between.format(5)}{third}\n{end.format(6)}"
    document = document_of(text)
    assert document.title == "A Small Book"
    assert said(document) == ANSWERS
    assert {card.category for card in document.cards} == {None}
    printed = [word for word in text.split() if word in ("Owl", "Page", "share") or word in "456"]
    skipped = " ".join(passage.text for passage in document.skipped)
    assert all(skipped.count(word) == printed.count(word) for word in printed)


LONG_PAGES = [
    page + "".join(f"\nIt is number {at} on its page." for at in range(first, first + 10))
    for page, first in zip(PAGES, (10, 30, 50), strict=True)
]


@pytest.mark.parametrize(
    ("between", "end"),
    [
        ("Owl Books 2003\n{}\n", "Owl Books 2003\n{}\n"),
        ("{}\nA Small Book\n", "{}\n"),
        ("Owl Books\nDo not share\n{}\n", "Owl Books\nDo not share\n{}\n"),
    ],
)
def test_numbers_as_far_apart_as_pages_are_long(between: str, end: str) -> None:
    """The same line on one side of each is enough then; on short pages they are asked about."""
    for pages, codes in ((LONG_PAGES, []), (PAGES, ["unsure-page-number"])):
        first, second, third = pages
        text = (
            f"A Small Book\n{first}\n{between.format(4)}{second}\n{between.format(5)}{third}\n{end.format(6)}"
        )
        document, problems = readers.read(source.from_text("book.txt", text))
        answers = [page.split("\n")[1:] for page in pages]
        assert (said(document) == answers) is (not codes)
        assert [problem.code for problem in problems] == codes


def test_a_page_that_ends_within_a_sentence_goes_on() -> None:
    """Lines that a page's width broke are joined over what is printed between two pages."""
    broken = "Whoever comes first is served\nOwl Books\n4\nfirst, and that is all there is\nto say about it."
    pages = [page.replace("Whoever comes first is served first.", broken) for page in PAGES]
    more = "\n".join(f"It is one of the many words that\nfollow the {at} others here." for at in range(8))
    text = "\n".join(
        ["A Small Book", pages[0], more, pages[1], "Owl Books\n5", PAGES[2], more, "Owl Books\n6"]
    )
    document = document_of(text + "\n")
    assert "is served first, and that is all there is to say" in " ".join(said(document)[0])


@pytest.mark.parametrize("above", ["Copy the link", "Show the answer again", "Yes"])
def test_numbers_of_questions_are_no_pages(above: str) -> None:
    """Questions below their numbers, each with the same words behind it, are questions."""
    asked = [page.partition("\n")[0].partition(" ")[2] for page in PAGES]
    text = "".join(f"{number}\n{page.partition(' ')[2]}\n{above}\n" for number, page in enumerate(PAGES, 1))
    document = document_of(f"A Small Book\n{above}\n{text}")
    assert [plain(card.question) for card in document.cards] == asked


def test_numbers_of_rated_questions_are_no_pages() -> None:
    """A difficulty behind the line below a number tells that it is a question's, whatever it asks."""
    answer = "\n".join(f"It has part {at}." for at in range(14))
    text = "".join(f"{at}\nA team needs part {at}.Hard\n\n{answer}\nCopy the link\n" for at in (1, 2, 3, 4))
    document = document_of(f"A Small Book\n\n{text}")
    assert [card.number for card in document.cards] == [1, 2, 3, 4]


@pytest.mark.parametrize(
    "figures",
    [
        "Part of it\n1\nIt\nis\nlong.\nStay.\nPart of it\n2\nIt\nis\nslow.\nStay.\nPart of it\n3\nGo.",
        "Step\n1\nOpen it.\nStep\n2\nRead it.\nStep\n3\nClose it.",
        "Stage of it\n1\nOpen it.\nStage of it\n2\nRead it.\nStage of it\n3\nClose it.",
        "1\nseven\n2\neight\n3\nnine",
        "Owl Books\n7\nare\nmore than\nfour\nOwl Books\n7\nor\nfive\nor\nOwl Books\n7",
    ],
)
def test_numbers_of_answers_are_no_pages(figures: str) -> None:
    """Steps and figures stay, though the same words stand above each."""
    document = document_of(f"A Small Book\n\nQ1. What is there?\nSome things.\n{figures}\n\n{PAGES[1]}\n")
    assert "\n".join(said(document)[0][1:]).split() == figures.split()
    assert document.skipped == ()


@pytest.mark.parametrize(
    ("below", "question"),
    [
        ("Lambda?\nIt waits.", "What are reasons for a slow Lambda?"),
        ("Why?\nIt waits.", "What are reasons for a slow"),
        ("Lambda!\nIt waits.", "What are reasons for a slow"),
    ],
)
def test_a_question_goes_on_with_one_word(below: str, question: str) -> None:
    """Where the first line asks and doesn't end, a word with a question mark ends it."""
    document = document_of(f"Guide\n\nQ1. What are reasons for a slow\n{below}\n\n{PAGES[1]}\n")
    assert plain(document.cards[0].question) == question


@pytest.mark.parametrize(
    "heads",
    [
        ("Of queues   4", "5   A Small Book", "Of queues   6"),
        ("4 A Small Book", "Of queues 5", "6 A Small Book"),
        ("A Small Book | 4", "A Small Book | 5", "A Small Book | 6"),
    ],
)
def test_a_number_beside_the_words_of_a_head_is_of_the_page(heads: tuple[str, ...]) -> None:
    """On one line, before them or behind; a question may have the number of its chapter."""
    parts = [
        f"{head}\n{page.replace(f'Q{at}.', f'Question 7.{at}:')}"
        for at, (head, page) in enumerate(zip(heads, LONG_PAGES, strict=True), 1)
    ]
    broken = parts[1].replace("The", "the").split("\n", 2)  # an answer goes on over the head of a page
    parts[0] += "\nIt goes on"
    parts[1] = f"{broken[0]}\non the next page.\n{broken[1]}\n{broken[2]}"
    document = document_of(
        "On paper\n" + "\n".join((*parts, heads[1].replace("5", "7"), heads[0].replace("4", "8")))
    )
    assert [plain(card.question) for card in document.cards] == [page.split("\n")[0][4:] for page in PAGES]
    assert said(document)[0][-2:] == ["It goes on", "on the next page."]
    skipped = " ".join(passage.text for passage in document.skipped)
    assert all(head in skipped for head in heads)


@pytest.mark.parametrize(
    "figures",
    [
        "Scenario 1\nIt is full.\nScenario 2\nIt is lost.\nScenario 3\nIt is late.\nScenario 4\nIt is there.",
        "Stage two 4\nIt waits.\nStage two 4\nIt goes.\nStage two 9\nIt is there.",
        "3 ways to wait\nOpen it.\n4 ways to go\nRead it.\n5 ways to end\nClose it.",
        "Room   7\n9 o'clock\nRoom   8",
    ],
)
def test_numbers_beside_other_words_are_no_pages(figures: str) -> None:
    """They don't count up, or from 1 and close to each other, or the words differ."""
    document = document_of(f"A Small Book\n\nQ1. What is there?\nSome things.\n{figures}\n\n{PAGES[1]}\n")
    assert document.skipped == ()
