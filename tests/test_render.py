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


@pytest.mark.parametrize(
    ("sign", "cell"),
    [
        ("→", "cell"),
        ("│", "cell"),
        ("…", "cell"),
        ("缓", "cell wide"),
        ("✅", "cell wide"),
        ("⚠️", "cell wide"),
        ("👩‍💻", "cell wide"),
        ("👍🏽", "cell wide"),
        ("🇪🇺", "cell wide"),
    ],
)
def test_signs_of_a_diagram_have_a_cell(sign: str, cell: str) -> None:
    """What a font may lack takes one column or two, as in a terminal, whichever font lends it."""
    html = render.answer((Code("text", f"a {sign} b"),), {})
    assert html == f'<pre><code class="language-text">a <span class="{cell}">{sign}</span> b</code></pre>'


@pytest.mark.parametrize("text", ["café", "Ω", "слово", "منطقة", "<->"])
def test_letters_of_a_diagram_stay_whole_words(text: str) -> None:
    """Letters are left to the font: cells would tear words of a script that joins its letters."""
    assert "<span" not in render.answer((Code("text", text),), {})


@pytest.mark.parametrize(
    ("code", "numbers"),
    [("--cidr 10.0.0.0/16", []), ("--days 30", ["30"]), ("sleep 5; ls", ["5"]), ("x 2023-01-01T00:00Z", [])],
)
def test_a_number_that_begins_a_word_has_no_colour_of_its_own(code: str, numbers: list[str]) -> None:
    """An address in a shell command is one word, not a number and a rest."""
    assert re.findall(r'<span class="m">(\d+)<', render.answer((Code("bash", code),), {})) == numbers


def test_the_last_line_is_highlighted_like_the_others() -> None:
    """A lexer that knows lines by their end finds one at the end of the code, too."""
    assert render.answer((Code("diff", "+a\n+b"),), {}).count('<span class="gi">') == 2


@given(PRINTABLE)
def test_text_is_shown_exactly(text: str) -> None:
    """Nothing in a text is taken for markup, nor by Anki for mathematics."""
    assert shown(disarmed(render.question((Text(text),), {}))) == text


@pytest.mark.parametrize(
    "text",
    [
        "[latex]x[/latex]",
        "[sound:a.mp3]",
        "[[type:Answer]]",
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
