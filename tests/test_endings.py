"""What stands below the last answer as nothing stands in the others is of the page, in any language."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text
from awsdeck.problems import Problem

from .kept import lost

END = "Zum Schluss\nDas war alles von uns.\nKommentar schreiben\n"


def read(
    end: str, answer: str = "Antwort: {} Dinge.\n", count: int = 8
) -> tuple[Document, tuple[Problem, ...]]:
    """A document whose questions but the last are answered alike; nothing of it may be lost."""
    label = "Antwort: " if answer.startswith("Antwort") else ""
    answers = [*[answer] * (count - 1), f"{label}{{}} Dinge.\n"]
    parts = "".join(
        f"Frage {at}: Was ist Teil {at}?\n{said.format(at)}\n" for at, said in enumerate(answers, 1)
    )
    made = source.from_text("teile.txt", f"Teile\n\n{parts}{end}")
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    assert len(document.cards) == count
    return document, problems


def test_what_no_other_answer_has_ends_the_last_one() -> None:
    """A heading below a blank line, where many labelled answers have no blank line."""
    document, problems = read(END)
    assert [block_text(block) for block in document.cards[-1].answer] == ["8 Dinge."]
    assert [passage.text for passage in document.skipped] == [END.strip()]
    assert problems == ()


def test_code_in_other_answers_is_no_other_paragraph() -> None:
    """Blank lines around code, or below what announces it, part no paragraphs."""
    answer = "Antwort: {} Dinge, mit der CLI:\n\naws s3 ls \\\n  --recursive\n"
    document, _ = read(END, answer)
    assert [passage.text for passage in document.skipped] == [END.strip()]


@pytest.mark.parametrize(
    ("end", "answer", "count"),
    [
        (END, "{} Dinge sind es.\n", 8),  # without labels
        (END, "Antwort: {} Dinge.\n", 4),  # few
        ("Das war alles von uns, und mehr gibt es nicht.\n", "Antwort: {} Dinge.\n", 8),  # without a heading
    ],
)
def test_where_less_speaks_for_it_the_line_is_told(end: str, answer: str, count: int) -> None:
    """The text stays on the card."""
    document, problems = read(end, answer, count)
    assert document.skipped == ()
    assert [problem.code for problem in problems] == ["unsure-end"]


@pytest.mark.parametrize(
    ("end", "answer"),
    [
        (END, "Antwort: {} Dinge.\n\nMehr dazu spaeter.\n"),  # all answers have a second paragraph
        ("aws s3 ls\n", "Antwort: {} Dinge.\n"),
        ("- ein Ding\n- noch eins\n", "Antwort: {} Dinge.\n"),
    ],
)
def test_an_answer_goes_on_below_a_blank_line(end: str, answer: str) -> None:
    """Where others do, or with code and lists."""
    document, _ = read(end, answer)
    assert document.skipped == ()
