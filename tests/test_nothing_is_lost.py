"""No text is lost: every word of a source is on a card, in the document's head, or among what was skipped."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from awsdeck import readers, source
from awsdeck.model import Card, Paragraph, Passage, plain

from .conftest import case_name, fixture_documents
from .documents import BLOCKS, documents
from .kept import LOSSES, lost


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_every_word_of_a_fixture_is_kept(path: Path) -> None:
    """Whatever the convention, each word is found as often as the document says it."""
    text = source.load(path)
    document, _ = readers.read(text)
    assert lost(text, document) == ()


@pytest.mark.parametrize("suffix", BLOCKS)
def test_every_word_of_a_document_of_traps_is_kept(suffix: str) -> None:
    """Lists, tables, glued cells, code, call-outs, options, labels, comments and furniture lose nothing."""

    @settings(max_examples=60, deadline=None)
    @given(documents(suffix))
    def check(text: str) -> None:
        made = source.from_text(f"x{suffix}", text)
        document, _ = readers.read(made)
        assert lost(made, document) == ()

    check()


@pytest.mark.parametrize(
    "path", [path for path in fixture_documents() if path.suffix != ".html"], ids=case_name
)
def test_every_line_has_a_place(path: Path) -> None:
    """A line that says something lies within a card, a passage of the head or a skipped one."""
    text = source.load(path)
    document, _ = readers.read(text)
    parts: list[Card | Passage] = [*document.cards, *document.head, *document.skipped]
    placed = {line for part in parts for line in range(part.first_line, part.last_line + 1)}
    without_tags = (re.sub("<[^<>]*>", "", line) for line in text.lines)
    silent = {number for number, line in enumerate(without_tags, 1) if not any(map(str.isalnum, line))}
    assert set(range(1, len(text.lines) + 1)) - placed <= silent


TEXT = "# T\n\n### What is S3?\n\nObjects, objects and more.\n\n<!-- a note -->\n"


@pytest.mark.parametrize(
    ("longer", "missing"),
    [
        (TEXT.replace("more", "much more"), ("much",)),
        (TEXT.replace("Objects,", "Objects, objects,"), ("objects",)),
        (TEXT.replace("a note", "a long note"), ("long",)),
        (TEXT.replace("S3", "S3 or EBS"), ("ebs", "or")),
        (TEXT.replace("more", "more. Easy. Level 7"), ("easy", "level", "7")),
        (TEXT.replace("more", "moreover"), ("moreover",)),
    ],
)
def test_a_lost_word_would_be_noticed(longer: str, missing: tuple[str, ...]) -> None:
    """The check fails where a word was dropped, one of several equal ones, one of a comment, part of one."""
    text = source.from_text("x.md", TEXT)
    document, _ = readers.read(text)
    assert lost(text, document) == ()
    budget_of_numbers = {"7"}  # a card may have more numbers than one
    found = lost(source.from_text("x.md", longer), document)
    assert set(found) == set(missing) - budget_of_numbers


def test_a_lost_part_would_be_noticed() -> None:
    """The check fails for a document without its head, without what was skipped, and without its cards."""
    text = source.from_text("x.md", TEXT)
    document, _ = readers.read(text)
    assert lost(text, document._replace(head=())) == ("t",)
    assert lost(text, document._replace(skipped=())) == ("note",)  # "a" may be an answer's label
    assert lost(text, document._replace(cards=()))


def test_each_loss_that_is_none_has_a_reason() -> None:
    """What may be missing is listed once, with the reason and the formats."""
    assert len({loss.why for loss in LOSSES}) == len(LOSSES)
    assert all(loss.why and loss.formats for loss in LOSSES)


def test_words_of_a_link_are_kept() -> None:
    """plain() of a link is its words."""
    text = source.from_text("x.md", "### Q?\n\nSee [the guide](https://docs.aws.amazon.com/x).\n")
    document, _ = readers.read(text)
    block = document.cards[0].answer[0]
    assert isinstance(block, Paragraph)
    assert plain(block.spans) == "See the guide."


# Each once lost words, or glued two of them together.
@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        (".md", "**Q1. What is a loft?**\n\n<details><summary>What is a barn?</summary>Hay</details>\n"),
        (".md", "<details><summary>What is\na barn?</summary> Hay\nand straw.\n</details>\n"),
        (".md", "### What is *a* barn? [Easy]\n**Level:** Hard · **Services:** [S3](https://hay.example)\n"),
        (".md", "### What is a barn?\n\n>\thay\n\n- straw\n\n  >\toats\n"),
        (".md", "### What is a barn?\n\n*[**Hay*straw\n"),
        (".md", "**Q1. What is a loft?**\n\nA: Hay\n\n**Q3Easy\n### 1. What is a barn?**\n\nA: Straw\n"),
        (".md", "### What is a barn?\n\n[](https://hay.example/`straw`)\n"),
        (".md", "**Q1. What is a tag?**\n\nUse `<div>` and `<b>`, or <br>br.\n"),
        (".md", "**Q1. What is a barn?**\n\n**Services:** S3(Hay)\n\nStraw.\n"),
        (".md", "| Question | Answer | Hint |\n|--|--|--|\n| What is a barn? | Hay | straw | oats |\n"),
        (".html", "<head><title>T</title><h3>What is a barn?</h3><p>Hay."),
        (".html", "<h3>What is a barn?</h3><ul>Hay<li>straw</li>oats<ul><li>rye</ul></ul>"),
        (".html", "<h3>What is a barn?</h3><table><caption>Hay</caption>rye<tr><td><pre>straw</pre><td>oats"),
        (".html", "<h3>What is a barn?</h3><dl><dd>Hay<dt>straw<dd>oats<div><dt>rye</div></dl>"),
        (".html", "<body>Hay<div><h3>What is a barn?</h3><p>Straw.</div><img alt=oats>"),
        (".html", "<h3><button class=accordion-button>What is a barn?</button> Hay</h3><div>Straw, oats and rye.</div>"),
        (".html", "<h3>What is a tag?</h3>&lt;b&gt;hay&lt;/b&gt; &amp;copy; <code>a<br>b</code>"),
    ],
)  # fmt: skip
def test_what_was_lost_once_is_kept(suffix: str, text: str) -> None:
    """Text where a reader looked for none, as in a list but in none of its items, stays on the card."""
    made = source.from_text(f"x{suffix}", text)
    document, _ = readers.read(made)
    assert document.cards
    assert lost(made, document) == ()


def test_cells_without_ends_stay_apart() -> None:
    """A page may leave out the ends of cells, rows and items: a browser ends them where the next begins."""
    text = "<h3>What is a barn?</h3><table><tr><th>Hay<th>Straw<tr><td>Oats<td>Rye</table><ul><li>one<li>two</ul>"
    document, _ = readers.read(source.from_text("x.html", text))
    table, items = document.cards[0].answer
    assert [[plain(cell) for cell in row] for row in (table.header, *table.rows)] == [  # type: ignore[union-attr]
        ["Hay", "Straw"],
        ["Oats", "Rye"],
    ]
    assert [plain(item.spans) for item in items.items] == ["one", "two"]  # type: ignore[union-attr]


def test_tags_that_a_page_shows_are_text() -> None:
    r"""What a page writes as ``&lt;b&gt;``, and Markdown as ``\<b>``, is no tag."""
    for suffix, text in (
        (".html", "<h3>Why?</h3><p>&lt;b&gt;hay&lt;/b&gt;"),
        (".md", "### Why?\n\n\\<b>hay\\</b>\n"),
    ):
        document, _ = readers.read(source.from_text(f"x{suffix}", text))
        block = document.cards[0].answer[0]
        assert isinstance(block, Paragraph)
        assert plain(block.spans) == "<b>hay</b>"
