"""Styles of saved pages that mean what other pages have tags for."""

from collections.abc import Sequence

import pytest

from awsdeck import readers, source
from awsdeck.model import Block, Code, CodeSpan, Document, List, Paragraph, Strong, Text, block_text

from .kept import lost

SHEET = "<style>.c7{{{}}} p.x{{margin:0}} .c8,.c9{{color:red}}</style>"
FIXED = 'font-family:"Courier New"'
LINE = "<p><span class=c7>{}</span></p>"
PROSE = "<p>A table keeps items, and each of them has a key by which it is found again.</p>"


def read(html: str) -> Document:
    """A page, of which nothing is lost."""
    made = source.from_text("x.html", html)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def answer(html: str, sheet: str = SHEET.format(FIXED)) -> Sequence[Block]:
    """The blocks of the first answer."""
    page = f"{sheet}<h3>How do you read an item?</h3>{html}<h3>What is a table?</h3>{PROSE}"
    return tuple(read(page).cards[0].answer)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p><span class=c7>aws \\</span></p><p><span class=c7>&nbsp; scan</span></p>", "aws \\\n  scan"),
        (
            "<p><span class=c7>a</span></p><p><span class=c7></span></p><p><span class=c7>b</span></p>",
            "a\n\nb",
        ),
        ("<p><span style='font-family:Consolas'>aws</span> <span class=c7>scan</span></p>", "aws scan"),
    ],
)
def test_paragraphs_of_fixed_width_are_lines_of_code(html: str, text: str) -> None:
    """One below the other they are one box, with the spaces that indent them."""
    (code,) = answer(html)
    assert isinstance(code, Code)
    assert code.text == text


def test_words_of_fixed_width_in_a_sentence_are_code() -> None:
    """The rest of the sentence isn't."""
    (paragraph,) = answer("<p>With <span class=c7>get-item</span>, by key.</p>")
    assert paragraph == Paragraph((Text("With "), CodeSpan("get-item"), Text(", by key.")), line=1)


@pytest.mark.parametrize(
    "sheet", [SHEET.format("font-family:Arial"), "<style>.x .c7{font-family:Courier}</style>", ""]
)
def test_other_typefaces_are_text(sheet: str) -> None:
    """So is what a style sheet says of something else."""
    (paragraph,) = answer("<p><span class=c7>By its key.</span></p>", sheet)
    assert isinstance(paragraph, Paragraph)


def test_a_page_in_a_typewriters_face_holds_no_more_code_than_others() -> None:
    """Most of it being of fixed width, that tells nothing."""
    html = PROSE.replace("<p>", "<p><span class=c7>").replace("</p>", "</span></p>")
    assert all(isinstance(block, Paragraph) for block in answer(html * 3))


def test_bold_words_of_an_export_are_bold() -> None:
    """Names that may mean anything are left alone."""
    (paragraph,) = answer("<p>By <span class=c7>key</span>.</p>", SHEET.format("font-weight:700"))
    assert paragraph == Paragraph((Text("By "), Strong((Text("key"),)), Text(".")), line=1)
    (paragraph,) = answer("<p>By <span class=key>key</span>.</p>", "<style>.key{font-weight:700}</style>")
    assert paragraph == Paragraph((Text("By key."),), line=1)


@pytest.mark.parametrize(
    ("html", "title"),
    [
        ('<p class="c1 title"><span>Tables</span></p>', "Tables"),
        ("<p class=MsoTitle>Tables</p>", "Tables"),
        ('<p class="subtitle">Tables</p>', "x"),
        ('<p class="title">Notes</p><h1>Tables</h1>', "Tables"),
    ],
)
def test_a_paragraph_in_the_style_of_a_title_is_one(html: str, title: str) -> None:
    """If the page has no other."""
    assert (
        read(f"{html}<h3>What is a key?</h3><p>A name.</p><h3>What is an item?</h3><p>A row.</p>").title
        == title
    )


@pytest.mark.parametrize(("head", "title"), [("", "Tables"), ("<title>Export</title>", "Export")])
def test_first_headings_below_a_title_are_categories(head: str, title: str) -> None:
    """Exported documents have their sections at the first level, and the title in a style above them."""
    parts = "".join(
        f"<h1>{name}</h1><p><b>What is {name}?</b></p><p>A part.</p>" for name in ("DAX", "PartiQL", "TTL")
    )
    document = read(f"{head}<p class=title>Tables</p>{parts}")
    assert (document.title, [card.category for card in document.cards]) == (title, ["DAX", "PartiQL", "TTL"])


def test_parts_of_a_list_lie_within_each_other() -> None:
    """An export writes each depth as a list of its own."""
    parts = ((0, "a"), (1, "b"), (2, "c"), (1, "d"), (0, "e"))
    html = "".join(f'<ul class="lst-kix_z-{depth}"><li>{text}</li></ul>' for depth, text in parts)
    other = '<ul class="lst-kix_y-1"><li>f</li></ul><ul class="lst-kix_y-1"><li>g</li></ul>'
    lists = [block for block in answer(html + other) if isinstance(block, List)]
    (first, *_) = lists[0].items
    assert block_text(List(False, (first,))) == "a\nb\nc\nd"
    (inner,) = first.children
    assert isinstance(inner, List)
    assert [len(item.children) for item in inner.items] == [1, 0]
    assert block_text(lists[-1]).endswith("f\ng")
    assert not any(item.children for item in lists[-1].items[-2:])
