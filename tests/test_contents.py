"""A copied list of contents is told by the text that follows, whatever stands above it."""

import pytest

from awsdeck.readers import contents
from awsdeck.readers.lines import number_lines

ASKED = ("What is a log?", "What is a metric?", "What is a trace?")
TEXT = "".join(f"{question}\nSome text about it.\n" for question in ASKED)
NUMBERED = "".join(f"2.{at} {question}\nSome text about it.\n" for at, question in enumerate(ASKED, 1))


def listed(text: str) -> list[str]:
    """The lines that are a list of contents."""
    lines = text.splitlines()
    return [lines[at] for at in sorted(contents.positions(number_lines(lines)))]


@pytest.mark.parametrize(
    "above",
    [
        list(ASKED),
        [f"{question} ..... {page}" for page, question in enumerate(ASKED, 4)],
        [f"{at}. {question}" for at, question in enumerate(ASKED, 1)],
        [f"2.{at} {question}" for at, question in enumerate(ASKED, 1)],
        [f"{question}\t{page}" for page, question in enumerate(ASKED, 4)],
    ],
    ids=["bare", "pages", "numbers", "parts", "tabs"],
)
@pytest.mark.parametrize("below", [TEXT, NUMBERED], ids=["bare", "numbered"])
def test_each_line_comes_again_with_text(above: list[str], below: str) -> None:
    """With or without the numbers of questions and pages."""
    assert listed("Guide\n\n" + "\n".join(above) + f"\n\nWritten in May\n{below}") == above


@pytest.mark.parametrize(
    "text",
    [
        TEXT,
        "\n".join(ASKED[:2]) + "\n\n" + TEXT,
        "\n".join(reversed(ASKED)) + "\n\n" + TEXT,
        TEXT + "\n" + "\n".join(ASKED),
        "\n".join(ASKED) + "\n\n" + "\n".join(ASKED),
        TEXT + TEXT,
        "Step one\nStep two\nStep three\n\nStep one\nPush.\nStep two\nPull.\nStep three\nRest.\n",
    ],
    ids=["once", "few", "another order", "a list at the end", "lists alone", "asked twice", "no questions"],
)
def test_other_lines_that_come_again(text: str) -> None:
    """They are what they were: the second of two lists, too, and questions that have their answers twice."""
    assert listed(text) == []
