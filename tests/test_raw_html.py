"""HTML within Markdown: blocks of it mean what they say on published pages, and are text elsewhere."""

import pytest

from awsdeck import readers, source
from awsdeck.hints import Hints
from awsdeck.model import Block, Code, Heading, Image, List, Paragraph, Table, block_text, plain
from awsdeck.problems import Problem

TABLE = "<table>\n<tr><th>Class</th><th>Copies</th></tr>\n<tr><td>Standard</td><td>three</td></tr>\n</table>"
OTHER = "\n\n### What is a lifecycle rule?\n\nIt moves objects.\n"


def answer(text: str, before: str = "# Storage\n\n") -> tuple[list[Block], list[str]]:
    """The blocks of the first answer, and the codes of the problems."""
    made = source.from_text("x.md", f"{before}### Which class is the usual one?\n\n{text}{OTHER}")
    document, problems = readers.read(made)
    assert len(document.cards) == 2
    return list(document.cards[0].answer), [problem.code for problem in problems]


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (TABLE, [Table]),
        (f"These:\n{TABLE}", [Paragraph, Table]),
        (f"{TABLE} And more.", [Table, Paragraph]),
        ("- One:\n\n  <ol>\n  <li>a</li>\n  </ol>", [List]),
        ("<ul>\n<li>a</li>\n<li>b</li>\n</ul>", [List]),
        ("<pre>\n<b>a</b>\n\n  b\n</pre>", [Code]),
        ("<h4>Costs</h4>\n\nThree cents.", [Heading, Paragraph]),
        ('<p align="center">\n      <img src="a.png">\n</p>', [Image]),
        ("<details>\n<summary>See <b>why</b></summary> It is.\n\n</details>", [Paragraph, Paragraph]),
    ],
)
def test_a_block_of_html_is_what_it_says(text: str, kinds: list[type[Block]]) -> None:
    """Tables, lists, code, headings and pictures in tags are those of Markdown; no tag shows."""
    blocks, problems = answer(text)
    assert [type(block) for block in blocks] == kinds
    assert not any(tag in block_text(block) for block in blocks for tag in ("<t", "<u", "<p", "<s", "</"))
    assert problems == []


@pytest.mark.parametrize(
    "text",
    [
        "Copy `<table>` to <bucket-name>.",
        "```html\n<table>\n<tr><td>a</td></tr>\n</table>\n```",
        "<bucket>\n<key>",
        "A table of <b>three</b> lines<br>and more.",
    ],
)
def test_what_is_no_block_of_html_stays(text: str) -> None:
    """Code, placeholders and tags within a line are read as they were."""
    blocks, problems = answer(text)
    assert not any(isinstance(block, Table | List) for block in blocks)
    assert ("<table>" in text) == any("<table>" in block_text(block) for block in blocks)
    assert problems == []


def test_a_placeholder_within_a_block_of_html_is_text() -> None:
    """A name in angle brackets is no tag there either, and code keeps its spaces."""
    blocks, _ = answer("<pre>\naws s3 rm s3://<bucket-name>\n    <key>\n</pre>")
    assert [block.text for block in blocks if isinstance(block, Code)] == [
        "aws s3 rm s3://<bucket-name>\n    <key>"
    ]


def test_markdown_goes_on_below_a_blank_line_in_a_block_of_html() -> None:
    """A cell may hold Markdown, as GitHub reads it, and a comment in it isn't lost."""
    document, _ = readers.read(
        source.from_text(
            "x.md",
            "### Which one?\n\n<table><tr><td>\n\n**One** of `<these>`\n\n- *a*\n- b\n\n</td></tr>\n"
            f"<!-- said --></table>{OTHER}",
        )
    )
    (table,) = document.cards[0].answer
    assert isinstance(table, Table)
    assert plain(table.header[0]) == "One of <these>\n• a\n• b"
    assert [passage.text for passage in document.skipped] == ["said"]


def problems_of(text: str) -> list[Problem]:
    """The problems met while reading."""
    return list(readers.read(source.from_text("x.md", text))[1])


def test_a_block_that_is_never_closed_is_reported() -> None:
    """Where it would end can't be told, so its tags stay as text, with a warning that has their line."""
    (problem,) = problems_of(f"# T\n\n### What is it?\n\n<table>\n<tr><td>a</td></tr>{OTHER}")
    assert (problem.code, problem.at.line) == ("html-tags", 5)


def test_own_form_says_where_it_shows_tags() -> None:
    """In awsdeck's own form every line means what it says: tags are text, and that is worth a warning."""
    own = "# T\n\n### What is it?\n<!-- id: it -->\n\n{}\n\n### What is that?\n<!-- id: that -->\n\nThat.\n"
    assert [found.code for found in problems_of(own.format(TABLE))] == ["html-tags"]
    assert problems_of(own.format("Copy <table> to <bucket>.")) == []


def test_a_heading_in_tags_is_the_title() -> None:
    """Its pictures are no part of it."""
    heading = '<h1 align="center">\n  <img src="a.png" alt="Logo">\n  Storage\n</h1>'
    text = f"{heading}\n\n### What is it?\n\nIt.{OTHER}"
    document, _ = readers.read(source.from_text("x.md", text))
    assert document.title == "Storage"
    assert any("Logo" in passage.text for passage in document.head)


@pytest.mark.parametrize("tag", ["code", "kbd", "sub", "i"])
def test_a_difficulty_between_tags_ends_a_summary(tag: str) -> None:
    """It is the card's, and no part of question or answer; other words stay where they are."""
    text = "<details>\n<summary><b>What is {0}?</b> <{1}>{2}</{1}></summary>\n\nA {0}.\n\n</details>\n\n"
    said = "".join(
        text.format(word, tag, level) for word, level in (("a", "easy"), ("b", "Hard"), ("c", "new"))
    )
    document, _ = readers.read(source.from_text("x.md", said))
    assert [card.difficulty for card in document.cards] == ["easy", "hard", None]
    assert [plain(card.question) for card in document.cards][:2] == ["What is a?", "What is b?"]
    assert "easy" not in block_text(document.cards[0].answer[0])


LISTED = """# Rights

<ol>
<li><b>What is a role?</b> Rights for a while.</li>
<li><b>What is a key?</b> A pair of secrets.</li>
<li><b>What is a boundary?</b> A cap on rights.</li>
<li><b>What is a group?</b> Users with the same rights.</li>
</ol>
"""


@pytest.mark.parametrize(
    ("hints", "numbers"),
    [(Hints(), [1, 2, 3, 4]), (Hints(first_line=4), [1, 2, 3, 4]), (Hints(last_line=6), [1, 2, 3])],
)
def test_the_last_item_of_a_list_in_tags_may_be_a_question(hints: Hints, numbers: list[int]) -> None:
    """It is found as those above it are, but not behind the last line that a person names."""
    document, _ = readers.read(source.from_text("x.md", LISTED), hints=hints)
    assert [card.number for card in document.cards] == numbers
