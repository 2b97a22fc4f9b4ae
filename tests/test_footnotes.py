"""Small signs that change what a text says: raised and lowered figures, and marks of footnotes."""

import pytest

from awsdeck import readers, render, source
from awsdeck.model import Document, block_text, plain
from awsdeck.readers import scripts
from awsdeck.render.allowed import safe as sanitized

from .kept import lost


def read(suffix: str, first: str, last: str = "It is so.") -> Document:
    """A document with three answers."""
    texts = (("What is a block?", first), ("What is a range?", "A part."), ("What is a mask?", last))
    if suffix == ".md":
        text = "# Addresses\n\n" + "\n\n".join(f"**{asked}**\n\n{said}" for asked, said in texts)
    else:
        text = "<h1>Addresses</h1>" + "".join(f"<h3>{asked}</h3><p>{said}</p>" for asked, said in texts)
    made = source.from_text(f"x{suffix}", text + "\n")
    document, _ = readers.read(made)
    assert len(document.cards) == 3
    assert lost(made, document) == ()
    return document


def said(document: Document, at: int = 0) -> str:
    """All that an answer says."""
    return "\n".join(map(block_text, document.cards[at].answer))


@pytest.mark.parametrize("suffix", [".md", ".html"])
@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("2<sup>16</sup> of them", "2¹⁶ of them"),
        ("10<sup>-3</sup> s, 2<sup>n-1</sup>", "10⁻³ s, 2ⁿ⁻¹"),
        ("CO<sub>2</sub>, t<sub>max</sub>, t<sub>K</sub>", "CO₂, t_max, t_K"),
        ("2<sup>k</sup>, 2<sup>(k/2)</sup>", "2^k, 2^(k/2)"),
        ("the 1<sup>st</sup> one<sup>*</sup>", "the 1st one*"),
        ("<sub>small print of a page</sub>", "small print of a page"),
    ],
)
def test_raised_figures_are_no_figures_of_the_line(suffix: str, typed: str, shown: str) -> None:
    """They are shown raised or lowered where a sign for each exists; words and marks stay words."""
    assert said(read(suffix, typed)) == shown


@pytest.mark.parametrize(
    ("suffix", "typed"),
    [
        (".md", "~~4 KB~~ 8 KB"),
        (".md", "<del>4 KB</del> <ins>8 KB</ins>"),
        (".html", "<s>4 KB</s> <ins>8 KB</ins>"),
        (".html", "<strike>4 KB</strike> 8 KB"),
    ],
)
def test_struck_words_read_like_no_others(suffix: str, typed: str) -> None:
    """They are struck on the card, and marked where it is plain text."""
    document = read(suffix, typed)
    assert said(document) == "~~4 KB~~ 8 KB"
    html = render.answer(document.cards[0].answer, {})
    assert html == "<p><s>4 KB</s> 8 KB</p>"
    assert sanitized(html) == html


def test_what_stands_in_brackets_keeps_them_once() -> None:
    """Brackets are added where several signs belong together."""
    assert scripts.raised("(k+1)") == scripts.raised("k+1") == "^(k+1)"
    assert scripts.lowered("i,j") == "_(i,j)"


def test_footnotes_of_markdown_are_nobodys_answer() -> None:
    """A mark with a note goes, the note is skipped with its lines; without a note it is text, and in code."""
    document = read(
        ".md", "A part[^a] of `x[^a]`.[^b]", "Bits.[^A]\n\n[^a]: See RFC 1.\n    Really.\n\nAnd more."
    )
    assert said(document) == "A part of x[^a].[^b]"
    assert said(document, 2) == "Bits.\nAnd more."
    assert [(found.text, found.first_line, found.last_line, found.why) for found in document.skipped] == [
        ("[^a]: See RFC 1.\nReally.", 15, 16, "a footnote")
    ]


@pytest.mark.parametrize(
    ("typed", "note", "shown"),
    [
        ("A part[^a] of it.", "Eight bits.", "A part (Eight bits) of it."),
        ("A part of it.[^a]", "Eight bits.", "A part of it. (Eight bits.)"),
        ("A part [^a] of it.", "Eight\n  *bits*.", "A part (Eight bits) of it."),
        ("- A part[^a]\n- `x[^a]`", "Eight bits", "A part (Eight bits)\nx[^a]"),
        ("A part[^a], a part[^A].", "Eight bits", "A part (Eight bits), a part (Eight bits)."),
        ("A part[^a].", "Eight bits, as [RFC 1](https://a.org) says", "A part (Eight bits, as RFC 1 says)."),
    ],
)
def test_a_short_note_stands_in_brackets_where_its_mark_was(typed: str, note: str, shown: str) -> None:
    """What it says is part of the answer; only its name is taken out."""
    document = read(".md", typed, f"Bits.\n\n[^a]: {note}")
    assert said(document) == shown
    assert [(found.text, found.why) for found in document.skipped] == [("[^a]:", "the mark of a footnote")]


@pytest.mark.parametrize(
    "note",
    [
        "See RFC 1.",
        "https://example.org/rfc1",
        "[The first RFC](https://example.org/rfc1)",
        "First.\n\n    Second.",
        "Eight:\n  - bits",
        "word " * 80,
    ],
    ids=["a reference", "an address", "a link", "paragraphs", "a list", "long"],
)
def test_a_note_that_leads_elsewhere_or_is_long_is_told(note: str) -> None:
    """It is skipped as a footnote, which `build` tells of."""
    document = read(".md", "A part[^a].", f"Bits.\n\n[^a]: {note}")
    assert said(document) == "A part."
    assert [found.why for found in document.skipped] == ["a footnote"]


def test_a_question_has_no_note_in_it() -> None:
    """A note behind a question would change what is asked; one of two notes with a name is used."""
    text = "## Q1: What is it?[^a]\n\nIt.[^b]\n\n## Q2: What is that?\n\nThat.\n\n"
    text += "[^a]: Aye.\n[^b]: Bee.\n[^b]: Be.\n"
    made = source.from_text("x.md", text)
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    assert plain(document.cards[0].question) == "What is it?"
    assert said(document) == "It. (Bee.)"
    assert [found.text for found in document.skipped] == ["[^a]: Aye.", "[^b]:", "[^b]: Be."]


def test_footnotes_make_a_document_no_own_form() -> None:
    """In awsdeck's own form, where ids say that it is, every line is text."""
    text = "### What is it?\n{}\nIt.[^1]\n\n### What is that?\n{}\nThat.\n\n[^1]: See it.\n"
    own, _ = readers.read(source.from_text("x.md", text.format("<!-- id: a -->\n", "<!-- id: b -->\n")))
    other, _ = readers.read(source.from_text("x.md", text.format("", "")))
    assert (said(own), said(own, 1)) == ("It.[^1]", "That.\n[^1]: See it.")
    assert (said(other), said(other, 1)) == ("It.", "That.")
    assert [found.why for found in other.skipped] == ["a footnote"]
    noted, _ = readers.read(source.from_text("x.md", text.format("", "").replace("See it", "Or so")))
    assert (said(noted), said(noted, 1)) == ("It. (Or so.)", "That.")


NOTE = '<p id="n1"><a href="#r1">[1]</a> By contract.</p>'


@pytest.mark.parametrize(
    ("typed", "behind", "shown", "notes"),
    [
        ('Blocks<sup><a href="#n1" id="r1">[1]</a></sup>.', NOTE, "Blocks.", ["[1] By contract."]),
        ('Blocks<a href="#n1" id="r1">[1]</a>.', NOTE, "Blocks.", ["[1] By contract."]),
        (
            'Blocks<sup><a href="#n1">1</a></sup>.',
            "<div class='footnotes'>Notes</div>",
            "Blocks.",
            ["Notes"],
        ),
        ('Blocks<a href="#n2">[2]</a>.', NOTE, "Blocks[2].", []),
        ('Blocks<a href="#n1">[1]</a>.', '<p id="n1">[1] By contract.</p>', "Blocks[1].", []),
        ("Blocks<sup>1</sup>.", "", "Blocks¹.", []),
    ],
)
def test_a_note_of_a_page_leads_back(typed: str, behind: str, shown: str, notes: list[str]) -> None:
    """A mark that leads to a note and a note that leads back to it are on no card; other links stay."""
    document = read(".html", typed, f"It is so.</p>{behind}<p>And so on.")
    assert said(document) == shown
    assert said(document, 2).startswith("It is so.")
    assert ("By contract" in said(document, 2)) == (not notes and bool(behind))
    assert [found.text for found in document.skipped if found.why == "a footnote"] == notes
