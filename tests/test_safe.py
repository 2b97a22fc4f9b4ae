"""Nothing active reaches a card: an allow-list is the last step before a field is written."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import pipeline, readers, render, source
from awsdeck.config import Config
from awsdeck.model import (
    Block,
    Callout,
    Code,
    CodeSpan,
    Emphasis,
    Heading,
    Image,
    Item,
    LineBreak,
    Link,
    List,
    Paragraph,
    Picture,
    Span,
    Strong,
    Struck,
    Table,
    Text,
)
from awsdeck.notes import deck_path, disarmed, fields

from .conftest import case_name, fixture_documents

PICTURES = {"flow.png": "awsdeck-0123456789abcdef.png"}
# What orders or hides other characters is set apart on purpose, and has tests of its own.
LETTERS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Cf"), include_characters="\n\t\u200d"),
    max_size=30,
)
ADDRESSES = st.one_of(
    LETTERS,
    LETTERS.map("https://docs.aws.amazon.com/".__add__),
    LETTERS.map("https://".__add__),
    st.just("https://<bucket>.s3.amazonaws.com/"),
    st.just("mailto:team@example.com?subject=a&body=b"),
)


def _spans(inner: st.SearchStrategy[Span]) -> st.SearchStrategy[tuple[Span, ...]]:
    return st.lists(inner, max_size=4).map(tuple)


SPANS = _spans(
    st.recursive(
        st.one_of(
            LETTERS.map(Text),
            LETTERS.map(CodeSpan),
            st.just(LineBreak()),
            st.builds(Picture, st.sampled_from(["flow.png", "none.png"]), LETTERS),
        ),
        lambda inner: st.one_of(
            _spans(inner).map(Strong),
            _spans(inner).map(Emphasis),
            _spans(inner).map(Struck),
            st.builds(Link, _spans(inner), ADDRESSES),
        ),
        max_leaves=6,
    )
)


def _blocks(inner: st.SearchStrategy[Block]) -> st.SearchStrategy[tuple[Block, ...]]:
    return st.lists(inner, max_size=3).map(tuple)


def _tables() -> st.SearchStrategy[Block]:
    rows = st.integers(1, 3).flatmap(
        lambda width: st.lists(
            st.lists(SPANS, min_size=width, max_size=width).map(tuple), min_size=1, max_size=3
        )
    )
    return rows.map(lambda found: Table(found[0], tuple(found[1:])))


BLOCKS = _blocks(
    st.recursive(
        st.one_of(
            SPANS.map(Paragraph),
            st.builds(Heading, st.integers(1, 6), SPANS),
            st.builds(Code, st.sampled_from(["bash", "json", "text", "c++", "no such"]), LETTERS),
            st.builds(Image, st.sampled_from(["flow.png", "none.png"]), LETTERS),
            _tables(),
        ),
        lambda inner: st.one_of(
            st.builds(Callout, _blocks(inner), st.sampled_from([None, "tip", "warning"])),
            st.builds(
                List,
                st.booleans(),
                st.lists(st.builds(Item, SPANS, _blocks(inner)), min_size=1, max_size=3).map(tuple),
                st.integers(0, 999),
            ),
        ),
        max_leaves=6,
    )
)


@settings(max_examples=150, deadline=None)
@given(BLOCKS)
def test_what_is_drawn_is_what_is_written(blocks: tuple[Block, ...]) -> None:
    """The allow-list changes nothing of what blocks become: a card is written as it was drawn."""
    html = render.answer(blocks, PICTURES)
    assert render.safe(html) == html


@settings(max_examples=100, deadline=None)
@given(SPANS)
def test_a_question_is_written_as_it_is_drawn(spans: tuple[Span, ...]) -> None:
    """The same holds for questions."""
    html = render.question(spans, PICTURES)
    assert render.safe(html) == html


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_every_fixture_is_written_as_it_is_drawn(path: Path) -> None:
    """No card of a fixture document loses an element or an attribute."""
    document, _ = readers.read(source.load(path))
    for card in document.cards:
        for html in (render.question(card.question, {}), render.answer(card.answer, {})):
            assert render.safe(html) == html


@settings(max_examples=100, deadline=None)
@given(st.text("<>/='\" \n&;:!-abcimgsrptonelkhv\\[](){}#", max_size=80))
def test_safe_html_stays_as_it_is(html: str) -> None:
    """Made safe and disarmed a second time, as for a removed card, HTML comes out the same."""
    once = disarmed(render.safe(html))
    assert disarmed(render.safe(once)) == once


ACTIVE = [
    ("<script>alert(1)</script>x", "x"),
    ("<p onclick=alert(1)>x</p>", "<p>x</p>"),
    ('<p style="background:url(http://x.example)">x</p>', "<p>x</p>"),
    ('<a href="javascript:alert(1)">x</a>', "<a>x</a>"),
    ('<a href="data:text/html,x">x</a>', "<a>x</a>"),
    ('<a href="/x">x</a>', "<a>x</a>"),
    ('<img src="https://x.example/y.png" alt="z">', '<img alt="z">'),
    ('<img src="//x.example/y.png" alt="z">', '<img alt="z">'),
    ('<img src="a.png" onerror="alert(1)" alt="">', '<img src="a.png" alt="">'),
    ("<iframe src=https://x.example></iframe>x", "x"),
    ("<svg><script>alert(1)</script></svg>x", "x"),
    ("<math><mtext><table><mglyph><style><!--</style><img title='--&gt;&lt;img src=1 onerror=1&gt;'>", None),
    ("<style>p{background:url(//x.example)}</style>x", "x"),
    ('<span class="k evil">x</span>', "<span>x</span>"),
    ('<meta http-equiv="refresh" content="0;url=//x.example">x', "x"),
    ('<form action="//x.example"><button>x</button></form>', "x"),
    ("<!-- x -->y", "y"),
    ("<base href=//x.example>x", "x"),
]


@pytest.mark.parametrize(("html", "left"), ACTIVE)
def test_what_is_not_on_the_list_goes(html: str, left: str | None) -> None:
    """Elements, attributes and addresses that the contract doesn't name are dropped, words stay."""
    found = render.safe(html)
    if left is not None:
        assert found == left
    soup = BeautifulSoup(found, "html.parser")
    assert not soup.find(["script", "style", "svg", "math", "iframe", "form", "meta", "base"])
    assert not [name for tag in soup.find_all(True) for name in tag.attrs if name.startswith("on")]


@pytest.mark.parametrize("mark", ["\u202a", "\u202b", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068"])
def test_no_character_orders_the_rest_of_a_card(mark: str) -> None:
    """A character that turns what follows it around stands in an element of its own, and is still there."""
    spans = (Text(f"safe {mark}txt.exe"),)
    assert render.safe(render.question(spans, {})) == f"safe <bdi>{mark}</bdi>txt.exe"
    code = render.safe(render.answer((Code("text", f"rm {mark}x"),), {}))
    assert f"rm <bdi>{mark}</bdi>x" in code
    picture = render.safe(render.question((Picture("flow.png", f"a{mark}b"),), PICTURES))
    assert 'alt="ab"' in picture
    assert deck_path(f"T{mark}x", None) == "Tx"


def test_characters_without_a_width_are_seen_in_code_only() -> None:
    """In prose they only say where a word may break; in code they hide what it does. Joiners stay."""
    assert render.safe("<p>a\u200bb \u200d</p>") == "<p>a\u200bb \u200d</p>"
    assert (
        render.safe("<p><code>a\u200bb\u200d</code></p>") == "<p><code>a<bdi>\u200b</bdi>b\u200d</code></p>"
    )


@pytest.mark.parametrize("name", ["<img src=x onerror=alert(1)>", "</h3><script>x", "<!--"])
def test_a_name_of_a_deck_holds_no_tag(name: str) -> None:
    """Anki shows the names of decks as HTML."""
    assert "<" not in deck_path(name, name)
    assert deck_path("a < b", "IAM & Security") == "a < b::IAM & Security"


def test_every_field_is_made_safe(tmp_path: Path) -> None:
    """Title, category, question, answer and id: none of them is written before it was looked at."""
    text = (
        "# <svg onload=alert(1)>\n\n## <img src=x onerror=alert(2)>\n\n"
        "### What is <script>alert(3)</script>?\n"
        "<!-- id: <b onclick=x> -->\n\n<iframe src=javascript:alert(4)>\n\n[x](javascript:alert(5))\n"
    )
    path = tmp_path / "d.md"
    path.write_text(text, "utf-8")
    deck = pipeline.read(path, Config(), pipeline.catalogue_for(Config()), now=1_700_000_000)
    for note in deck.notes:
        for html in fields(note):
            assert not BeautifulSoup(html, "html.parser").find(["script", "svg", "img", "iframe", "b"])
            assert "javascript:" not in html.replace("javascript:alert(4)", "")
