"""Multiple-choice questions, and other questions with an answer of one word, in the forms that people write.

Their parts are short: a letter, a name. Nothing but where they stand and their labels tells what they are.
"""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text


def document_of(name: str, text: str) -> Document:
    """What a reader makes of a text; a mistake in it is an error of the test."""
    document, problems = readers.read(source.from_text(name, text))
    assert problems == ()
    return document


def said(document: Document, at: int = 0) -> list[str]:
    """The texts of the blocks of an answer."""
    return [block_text(block) for block in document.cards[at].answer]


@pytest.mark.parametrize(
    ("below", "answer"),
    [
        ("A) Lambda\nB) Batch\n\n**Answer:** B", "B"),
        ("A) Lambda\nB) Batch\n\nAnswer: B", "B"),
        ("- A) Lambda\n- B) Batch\n\n**Answer: B**", "B"),
        ("A) Lambda\nB) Batch\n\n**Answer:** B) Batch", "B) Batch"),
        ("A) Lambda\nB) Batch\n\n**Answer:**\n\nB", "B"),
        ("**Answer:** Batch", "Batch"),
        ("**Answer:**\n\nBatch", "Batch"),
        ("Batch", "Batch"),
    ],
)
def test_a_short_answer_is_no_heading(below: str, answer: str) -> None:
    """A word behind the label of an answer, or all that stands below a question, stays on the card."""
    text = f"# Jobs\n\n### 1. What runs jobs?\n\n{below}\n\n### 2. What is a queue?\n\nA line.\n"
    document = document_of("jobs.md", text)
    assert said(document) == [answer]
    assert document.skipped == ()


def test_an_answer_behind_its_label_is_no_category() -> None:
    """In copied text neither, however much it looks like a title."""
    text = "1. Which store?\nThink of cost.\n\nAnswer: Deep Archive\n\n2. What is a queue?\nJobs.\n"
    document = document_of("store.txt", text)
    assert [card.category for card in document.cards] == [None, None]
    assert said(document)[-1].endswith("Deep Archive")
