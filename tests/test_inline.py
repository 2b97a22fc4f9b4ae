"""Inline Markdown that is read off is read as python-markdown reads it."""

from hypothesis import example, given, settings
from hypothesis import strategies as st

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
