"""A quiz that a page puts among its answers belongs to the page."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text

from .kept import lost

BOX = "Recommended Quiz\n12 Questions\nWhat keeps files?\nA queue\nA disk\n\nLog in to see why\n1/12\nNext\n"


def document_of(answer: str) -> Document:
    """What is read of a text whose first answer is given; nothing of it may be lost."""
    rest = "2. What is a disk?\nBlocks.\n\n3. What is a file?\nBytes.\n"
    made = source.from_text("page.txt", f"Jobs\n\n1. What is a queue?\n{answer}{rest}")
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def test_a_quiz_with_a_counter_is_of_the_page() -> None:
    """From its heading to its counter and the button below, what it asks included."""
    document = document_of(f"A line.\n\n{BOX}")
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [
        ["A line."],
        ["Blocks."],
        ["Bytes."],
    ]
    assert "\n".join(passage.text for passage in document.skipped).split("\n") == [
        line for line in BOX.split("\n") if line
    ]


@pytest.mark.parametrize(
    "changed",
    [
        BOX.replace("1/12", "1/3"),  # counts something else
        BOX.replace("12 Questions\n", ""),
        BOX.replace("Recommended Quiz", "What a test says"),
    ],
)
def test_other_lines_of_an_answer_are_no_quiz(changed: str) -> None:
    """A heading, a number of questions and a fraction prove it only together."""
    assert document_of(f"A line.\n\n{changed}").skipped == ()
