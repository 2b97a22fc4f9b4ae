"""What opens an answer on a saved page, and what is folded within one."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Document, block_text, plain

from .kept import lost

PANEL = "<h3><button>{}</button></h3><div>{}</div>"
SUMMARY = "<details><summary>{}</summary>{}</details>"
FOLDED = "<details><summary>{}</summary><p>Keys: team, stage.</p></details>"


def read(html: str) -> Document:
    """A page, of which nothing is lost."""
    made = source.from_text("x.html", f"<h1>Costs</h1>{html}")
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def questions(document: Document) -> list[str]:
    """What the cards ask."""
    return [plain(card.question) for card in document.cards]


def said(document: Document, at: int) -> str:
    """All that an answer says."""
    return "\n".join(map(block_text, document.cards[at].answer))


@pytest.mark.parametrize("opens", [PANEL, SUMMARY])
@pytest.mark.parametrize("named", ["See a policy", "<b>A policy</b> of ours"])
def test_what_is_folded_within_an_answer_is_part_of_it(opens: str, named: str) -> None:
    """It asks nothing, and stands in the panel of another question beside its answer."""
    document = read(
        opens.format("Which traffic costs nothing?", "<p>That within a zone, by its private address.</p>")
        + opens.format("What would you tag?", f"<p>The owner of each thing.</p>{FOLDED.format(named)}")
    )
    assert questions(document) == ["Which traffic costs nothing?", "What would you tag?"]
    name = named.replace("<b>", "").replace("</b>", "")
    assert said(document, 1) == f"The owner of each thing.\n{name}\nKeys: team, stage."


@pytest.mark.parametrize(
    ("panel", "folded", "cards"),
    [
        (FOLDED.format("Which keys?") + "<p>As many as five.</p>", "Which keys?", 3),
        (FOLDED.format("Tags") + FOLDED.format("Budgets"), "Tags", 4),
        (f"<p>All.</p>{FOLDED.format('Show answer')}", "", 2),
    ],
)
def test_what_asks_or_is_all_that_a_panel_holds_is_a_question(panel: str, folded: str, cards: int) -> None:
    """A panel may hold questions of its own; a button that shows an answer is no part of it."""
    document = read(
        SUMMARY.format("What costs nothing?", "<p>A tag.</p>") + SUMMARY.format("Which tags?", panel)
    )
    assert len(document.cards) == cards
    assert not folded or folded in questions(document)
    assert all("Show answer" not in said(document, at) for at in range(cards))


def test_a_button_without_a_word_opens_nothing() -> None:
    """It explains a word, or plays a sound; nothing of it shows on a card."""
    document = read(
        "<h3>What is a span?</h3><p>What one service did.<button>?</button></p><p>It has a length.</p>"
        "<h3>What is a trace?</h3><p>The way of a request.</p>"
    )
    assert said(document, 0) == "What one service did.\nIt has a length."


TABS = '<ul role="tablist"><li role="tab">Shell</li><li role="tab">Python</li></ul>'


def test_tabs_above_panels_are_furniture() -> None:
    """Unless the panels stand among them, as in an accordion."""
    text = "<h3>How do you list?</h3>{}<pre>ls</pre><h3>What is a key?</h3><p>A name for an object.</p>"
    assert said(read(text.format(TABS)), 0) == "ls"
    panels = '<div role="tablist"><a role="tab">Shell</a><div role="tabpanel">In a shell.</div></div>'
    assert "In a shell." in said(read(text.format(panels)), 0)


def test_a_list_of_contents_is_furniture_by_its_name() -> None:
    """However its name is written."""
    text = "<h3>What is a key?</h3><p>A name for an object.</p><h3>What is a tag?</h3><p>A word.</p>{}"
    for name in ("tableOfContents_x", "table-of-contents", "TableOfContents"):
        contents = f'<div class="{name}"><ul><li><a href="#a">Keys</a></li></ul></div>'
        assert said(read(text.format(contents)), 1) == "A word."


@pytest.mark.parametrize("sign", ["+", "−", "▼", "›", "<i>✕</i>", "▾"])
@pytest.mark.parametrize(
    "tag", ["<details><summary>{}</summary>", "<button class=accordion-button>{}</button><div>"]
)
def test_the_sign_that_opens_is_no_part_of_the_question(sign: str, tag: str) -> None:
    """``What is a vault? +`` asks what is in front of the sign."""
    asked = ["What is a vault?", "What is a plan?"]
    html = "".join(tag.format(f"{text} {sign}") + "A part of backups.</div></details>" for text in asked)
    assert questions(read(html)) == asked


def test_a_sign_within_words_stays() -> None:
    """Only what stands apart at the end belongs to the page."""
    asked = ["What is new in C++", "Why 1 + 1?"]
    assert questions(read("".join(SUMMARY.format(text, "It runs.") for text in asked))) == asked


@pytest.mark.parametrize(
    ("html", "stays"),
    [
        ("<p><a class='btn btn-primary' href=/x>Talk to us</a></p>", False),
        ("<div><a class=wp-block-button href=/x>Buy</a> <a class=button href=/y>Read more</a></div>", False),
        ("<p>Press <a class=btn href=/x>here</a> for more.</p>", True),
        ("<p><a href=/x>The guide</a></p>", True),
        ("<p><a class='btn' data-toggle=tooltip href=#x>All the limits of it</a></p>", True),
        ("<div><p>Get better jobs!</p><form><input type=email><button>Send</button></form></div>", False),
        ("<div><p>A form for S3:</p><form><input type=file></form></div>", True),
        ("<p class=entry-meta>May 3 by admin</p>", False),
        ("<div class=tabbed-labels><label>JSON</label><label>CLI</label></div>", False),
    ],
)
def test_buttons_that_lead_elsewhere_are_furniture(html: str, stays: bool) -> None:
    """A link in the look of a button is one where nothing else stands in its paragraph."""
    document = read(f"<h3>What is a vault?</h3><p>A box.</p>{html}<h3>What is a plan?</h3><p>Rules.</p>")
    assert len(document.cards[0].answer) == 1 + stays
    assert bool(document.skipped) != stays


def test_terms_that_ask_may_be_bold_in_part() -> None:
    """``<dt><b>Q:</b> …`` is one question."""
    entry = "<dt><b>Q:</b> {}</dt><dd><b>A:</b> <pre>daily</pre></dd>"
    asked = ["What is a vault?", "Name a plan"]
    document = read(f"<dl>{''.join(map(entry.format, asked))}</dl>")
    assert questions(document) == asked
    assert [len(card.answer) for card in document.cards] == [1, 1]


def test_a_single_word_is_a_term() -> None:
    """``State`` may ask to state something; alone it is a name."""
    terms = "<dl><dt>State</dt><dd>none</dd><dt>Design</dt><dd>all</dd></dl>"
    html = f"<h3>What is kept?</h3>{terms}<h3>What is lost?</h3><p>All."
    assert said(read(html), 0) == "State — none\nDesign — all"
