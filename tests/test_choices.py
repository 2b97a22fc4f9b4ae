"""Multiple choice on a card: options stand apart on the front, the right ones are marked on the back."""

from pathlib import Path

import pytest

from awsdeck import config, pipeline
from awsdeck.identity import prints
from awsdeck.model import Blocks, Card, Code, LineBreak, Paragraph, Span, Strong, Text, plain
from awsdeck.notes import Note, fields
from awsdeck.notes.options import choice_of
from awsdeck.preview.template import sides

from .browser import OpenTab
from .reviewer import ANDROID, SHOW, page
from .test_look import MEASURE

OFFERED = "Which service runs containers?\nA. AWS Fargate\nB. Amazon EBS\nC. AWS App Runner"


def card(question: str, answer: str | Blocks = "B") -> Card:
    """A card with a line break for each end of a line."""
    spans: list[Span] = []
    for line in question.split("\n"):
        spans += [LineBreak(), Text(line)]
    blocks = (Paragraph((Text(answer),)),) if isinstance(answer, str) else answer
    return Card(tuple(spans[1:]), blocks, 1, 1)


@pytest.mark.parametrize(
    ("answer", "right"),
    [
        ("B", {1}),
        ("b.", {1}),
        ("(B)", {1}),
        ("A, C", {0, 2}),
        ("A and C", {0, 2}),
        ("A/C", {0, 2}),
        ("C) AWS App Runner", {2}),
        ("D", set()),
        ("A, D", set()),
        ("D. None of these", set()),
        ("A container needs one", set()),
        ("AWS Fargate", set()),
        ((Code("bash", "B"),), set()),
        ((), set()),
        ((Paragraph((Strong((Text("B"),)),)),), {1}),
    ],
)
def test_the_right_options_are_those_that_the_answer_names(answer: str | Blocks, right: set[int]) -> None:
    """By letters alone, or by one letter with words; a letter that no option has marks nothing."""
    found = choice_of(card(OFFERED, answer))
    assert found is not None
    assert plain(found.asked) == "Which service runs containers?"
    assert [plain(option) for option in found.options] == OFFERED.split("\n")[1:]
    assert found.right == right


@pytest.mark.parametrize(
    ("question", "options"),
    [
        ("Which one?\n(a) EBS\n(b) EFS", 2),
        ("Given:\nan ALB\nWhich one?\nA) EBS\nin one zone\nB) EFS", 2),
        ("Which one?\nA: EBS\nB: EFS\nChoose one.", 2),
        ("Which one?\nA. EBS", None),
        ("Which one?\nA. EBS\nC. EFS", None),
        ("Which one?\nB. EBS\nC. EFS", None),
        ("A. EBS\nB. EFS", None),
        ("What is EBS?\nAnd what is EFS?", None),
        ("Which one: A. EBS B. EFS", None),
    ],
)
def test_only_lettered_lines_below_a_question_are_options(question: str, options: int | None) -> None:
    """From A on, at least two; another line among them belongs to the option above it."""
    found = choice_of(card(question))
    assert (found and len(found.options)) == options
    if found:
        parts = [plain(part) for part in (found.asked, *found.options)]
        assert "".join(parts).replace("\n", "") == plain(card(question).question).replace("\n", "")


DOCUMENT = """\
# Exam

### Which service runs containers without servers, if 1 < 2?

A. AWS Fargate & friends
B. Amazon EBS

**Answer:** A

### What is EBS?

Block storage.
"""


@pytest.fixture
def notes(tmp_path: Path) -> list[Note]:
    """The notes of a small document: one with options, one without."""
    (tmp_path / "exam.md").write_text(DOCUMENT, "utf-8")
    return list(pipeline.load(tmp_path / "exam.md", now=1_800_000_000).ready)


def test_options_are_apart_in_the_question(notes: list[Note]) -> None:
    """The answer stays as it is, and so does a question without options."""
    first, second = (note.note_type.named(fields(note)) for note in notes)
    assert first["Question"] == (
        "Which service runs containers without servers, if 1 &lt; 2?"
        '<br><span class="option right">A. AWS Fargate &amp; friends</span>'
        '<br><span class="option">B. Amazon EBS</span>'
    )
    assert first["Answer"] == "<p>A</p>"
    assert second["Question"] == "What is EBS?"


def test_only_cards_with_options_are_updated_for_it(tmp_path: Path, notes: list[Note]) -> None:
    """What identifies the details of any other card is what it was before options were drawn apart."""
    deck = pipeline.load(tmp_path / "exam.md", now=1_800_000_000)
    before = (None, None, (), config.DEFAULTS.tag_root, ())
    same = [
        entry.details_print == prints.of_details(entry.id, before) for entry in deck.resolution.lock.entries
    ]
    assert same == [False, True]
    assert len(notes) == len(same)


STYLE = """selector => { const style = getComputedStyle(document.querySelector(selector));
    return [style.fontWeight, style.fontSize, style.color]; }"""
TOPS = "() => [...document.querySelectorAll('.option')].map(one => one.getBoundingClientRect().top)"


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_options_look_like_text_and_the_front_tells_nothing(
    tab: OpenTab, notes: list[Note], night: bool
) -> None:
    """On a phone: a gap above each, no bold, as large as an answer; only the back marks the right one."""
    kind = notes[0].note_type
    front, back = (
        f"<style>{kind.style()}</style>{side}"
        for side in sides(kind.front(), kind.back(), kind.named(fields(notes[0])))
    )
    opened = tab(width=390, height=844).page
    opened.set_content(page(ANDROID, night=night))
    assert opened.evaluate(MEASURE, [("front", front), ("back", back)]) == []
    opened.evaluate(SHOW, front)
    right, other = opened.evaluate(STYLE, ".right"), opened.evaluate(STYLE, ".option:not(.right)")
    assert right == other
    assert right[0] == "400"
    first, second = opened.evaluate(TOPS)
    assert 30 < second - first < 50
    opened.evaluate(SHOW, back)
    assert opened.evaluate(STYLE, ".right") != opened.evaluate(STYLE, ".option:not(.right)") == other
    assert abs(float(other[1][:-2]) - float(opened.evaluate(STYLE, ".answer")[1][:-2])) < 0.1
