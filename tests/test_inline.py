"""Inline Markdown that is read off is read as python-markdown reads it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

from awsdeck.model import Spans, Text
from awsdeck.readers.mdinline import InlineReader

# Whatever means something in inline Markdown, with words and spaces between.
MARKS = ("**", "*", "_", "`", "``", "~~", "[", "](", ")", "<b>", "</b>", "<br>", "&amp;", "\\", "!", "  \n")
WORDS = ("a", "two words", " ", "é", "1.", "-", "#", ">", "x_y", ":", "https://example.com", "(", "\n")
WHOLE = ("**bold**", "`code`", "plain text, ")


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from((*MARKS, *WORDS, *WHOLE))).map("".join))
@example("**a** b `c*d` e")
@example("**a****b**")
@example("` `")
@example("a **b\n c** d")
def test_what_is_read_off_is_what_markdown_says(text: str) -> None:
    """Text without mark-up, or with words in bold and code, has the spans that Markdown gives it."""
    reader = InlineReader({})
    assert reader.spans(text) == reader.markdown.spans(text)


@settings(max_examples=300, deadline=None)
@given(st.text())
def test_any_text_has_the_same_spans(text: str) -> None:
    """The same holds for any text at all."""
    reader = InlineReader({})
    assert reader.spans(text) == reader.markdown.spans(text)


@settings(max_examples=600, deadline=None)
@given(st.lists(st.sampled_from(("*", "**", "***", "_", "__", " ", "a", "bc ", "x_y", "2*3"))).map("".join))
@example("2*3, **4*5")
@example("*_abcdefghijk***hello world*, *there*")
def test_emphasis_loses_no_letter(text: str) -> None:
    """However marks are nested, left open or wrongly closed, all words stand in the spans, in order."""
    reader = InlineReader({}).markdown
    assert letters(said(reader.spans(text))) == letters(text)


def said(spans: Spans) -> str:
    """The text of spans that hold nothing but text and emphasis."""
    return "".join(span.text if isinstance(span, Text) else said(span.spans) for span in spans)  # type: ignore[union-attr]


def letters(text: str) -> str:
    """The letters and figures of a text."""
    return "".join(filter(str.isalnum, text))
