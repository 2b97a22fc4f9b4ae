"""The HTML of blocks: the promised elements, and the text unchanged."""

import re
from html import unescape

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import render
from awsdeck.model import (
    Block,
    Callout,
    Code,
    CodeSpan,
    Heading,
    Image,
    Item,
    Link,
    List,
    Paragraph,
    Strong,
    Table,
    Text,
)
from awsdeck.notes import disarmed

PRINTABLE = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc"), include_characters="\n\t"), max_size=120
)
LANGUAGES = st.sampled_from(
    ["bash", "json", "sql", "yaml", "python", "hcl", "dockerfile", "text", "no-such-thing", "xml"]
)


def shown(html: str) -> str:
    """The text that a browser shows of HTML."""
    return unescape(re.sub(r"<[^>]+>", "", html))


@settings(max_examples=300, deadline=None)
@given(PRINTABLE, LANGUAGES)
def test_code_is_shown_exactly(text: str, language: str) -> None:
    """Highlighting changes nothing of the text, in any language."""
    html = render.answer((Code(language, text),), {})
    assert html.startswith(f'<pre><code class="language-{language}">')
    assert shown(html) == text


@given(PRINTABLE)
def test_text_is_shown_exactly(text: str) -> None:
    """Nothing in a text is taken for markup, nor by Anki for mathematics."""
    assert shown(disarmed(render.question((Text(text),), {}))) == text


@pytest.mark.parametrize(
    "text",
    [
        "[latex]x[/latex]",
        "[sound:a.mp3]",
        "[$]x[/$]",
        "[$$]x[/$$]",
        r"\(x\)",
        r"\[x\]",
        "{{Front}}",
        "{{c1::x}}",
    ],
)
def test_what_anki_would_interpret_is_disarmed(text: str) -> None:
    """The raw field holds none of the marks that Anki or MathJax look for."""
    html = disarmed(render.question((Text(text),), {}))
    assert text not in html
    assert not re.search(r"\[/?(?:latex|\$\$?)\]|\{\{|\\[(\[]", html)


CASES: list[tuple[Block, str]] = [
    (Paragraph((Text("a < b"),)), "<p>a &lt; b</p>"),
    (Heading(4, (Text("x"),)), "<h4>x</h4>"),
    (Callout((Paragraph((Text("x"),)),), "tip"), '<aside class="callout" data-kind="tip"><p>x</p></aside>'),
    (Callout((Paragraph((Text("x"),)),)), '<aside class="callout"><p>x</p></aside>'),
    (
        List(True, (Item((Text("a"),), (List(False, (Item((Text("b"),)),)),)),), 3),
        '<ol start="3"><li>a\n<ul><li>b</li></ul></li></ol>',
    ),
    (
        Table(((Text("h"),),), (((CodeSpan("<x>"),),),)),
        (
            '<div class="table"><table><thead><tr><th>h</th></tr></thead>'
            "<tbody><tr><td><code>&lt;x&gt;</code></td></tr></tbody></table></div>"
        ),
    ),
    (Paragraph((Strong((Text("x"),)),)), "<p><strong>x</strong></p>"),
    (
        Paragraph((Link((Text("x"),), 'https://a/?b="c"'),)),
        '<p><a href="https://a/?b=&quot;c&quot;">x</a></p>',
    ),
    (Paragraph((Link((Text("x"),), "javascript:alert(1)"),)), "<p>x</p>"),
    (Image("a.png", "the alt"), '<p><img src="packed.png" alt="the alt"></p>'),
    (Image("lost.png", "the <alt>"), "<p>the &lt;alt&gt;</p>"),
]


@pytest.mark.parametrize(("block", "html"), CASES, ids=[type(block).__name__ for block, _ in CASES])
def test_each_kind_of_block(block: Block, html: str) -> None:
    """Every kind of block gives just the elements of the contract."""
    assert render.answer((block,), {"a.png": "packed.png"}) == html
