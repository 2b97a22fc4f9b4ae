"""Lists as Word pastes them, and lists whose items are lettered."""

import json

import pytest

from awsdeck import readers, source
from awsdeck.model import Block, Item, List, plain

from .kept import lost


def answer_of(text: str) -> tuple[Block, ...]:
    """The first answer of a text; nothing of it may be lost."""
    made = source.from_text(
        "word.txt", f"Panel\n\nQ1. What is a queue?\n{text}\n\nQ2. What is a disk?\nBlocks.\n"
    )
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return tuple(document.cards[0].answer)


def outline(item: Item) -> object:
    """What an item says, with its own items."""
    inner = [outline(deeper) for block in item.children if isinstance(block, List) for deeper in block.items]
    return [plain(item.spans), *inner]


def items(text: str) -> object:
    """The items of the only list of an answer."""
    (found,) = (block for block in answer_of(text) if isinstance(block, List))
    return [outline(item) for item in found.items]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("•\tline\no\tjobs\no\torder\n•\tstack", [["line", ["jobs"], ["order"]], ["stack"]]),
        ("It is:\n•\tline\no\tjobs\n§\tsmall\n•\tstack", [["line", ["jobs", ["small"]]], ["stack"]]),
        ("Ø\ta line\nØ\tno stack", [["a line"], ["no stack"]]),
        ("Ans:\ta)\tA line.\nb)\tNo stack.", [["a) A line."], ["b) No stack."]]),
        ("It is:\na) a line\nb) no stack\nc) no heap", [["a) a line"], ["b) no stack"], ["c) no heap"]]),
        ("1. line\na) jobs\nb) order\n2. stack", [["line", ["a) jobs"], ["b) order"]], ["stack"]]),
    ],
)  # fmt: skip
def test_such_lines_are_a_list(text: str, expected: object) -> None:
    """Word's bullets lie deeper in the order in which they appear; letters stay."""
    assert json.dumps(items(text)) == json.dumps(expected)


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("a)\tLine\tfast\nb)\tStack\tslow", ["Table"]),  # three cells
        ("o\t2 if need be", ["Paragraph"]),
        ("b) no stack\nc) no heap", ["Paragraph", "Paragraph"]),  # nothing runs on from a
        ("a) a line\nIt is no stack.", ["Paragraph", "Paragraph"]),
        ("x\tone\ny\ttwo", ["Table"]),
    ],
)
def test_other_lines_are_none(text: str, kinds: list[str]) -> None:
    """One line, letters that don't begin at a, and rows of cells."""
    assert [type(block).__name__ for block in answer_of(text)] == kinds
