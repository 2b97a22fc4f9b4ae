"""Tags of site generators: some are mark-up, some show something else, and some are what a page is about."""

import pytest

from awsdeck import readers, source
from awsdeck.model import Block, Callout, Code, Document, Paragraph, block_text, plain

from .kept import lost


def read(text: str, other: str = "## What is a layer?\n\nShared code.\n") -> Document:
    """A document with the text below its first question."""
    made = source.from_text(
        "x.md", f"# Functions\n\n## What is a cold start?\n\nThe first.\n\n{text}\n\n{other}"
    )
    document, _ = readers.read(made)
    assert lost(made, document) == ()
    return document


def answer(text: str) -> list[Block]:
    """The blocks below the first paragraph of the first answer."""
    document = read(text)
    assert len(document.cards) == 2
    return list(document.cards[0].answer[1:])


@pytest.mark.parametrize(
    ("text", "kinds", "said"),
    [
        ("{% details Short %}\n\nWarm it.\n\n{% enddetails %}", [Paragraph, Paragraph], "Short\nWarm it."),
        ('{% hint style="success" %}\nWarm it.\n{% endhint %}', [Callout], "Warm it."),
        ("{% highlight sh %}\nls | wc\n{% endhighlight %}", [Code], "ls | wc"),
        ("{%- raw -%}\nWarm it.\n{%- endraw -%}", [Paragraph], "Warm it."),
        ("{% youtube a-b_1 %}", [], ""),
    ],
)
def test_a_tag_alone_on_its_line_is_no_text(text: str, kinds: list[type[Block]], said: str) -> None:
    """It is the mark-up that it stands for, or it is skipped."""
    blocks = answer(text)
    assert [type(block) for block in blocks] == kinds
    assert "\n".join(map(block_text, blocks)) == said


def test_what_shows_something_else_on_the_page_is_told() -> None:
    """An embedded page is skipped, with a reason that a person is told; the end of a tag isn't."""
    document = read("{% embed https://example.org/a %}\n\n{% details More %}\nWarm it.\n{% enddetails %}")
    told = [(found.text, found.first_line) for found in document.skipped if found.why not in readers.UNTOLD]
    assert told == [("{% embed https://example.org/a %}", 7)]


@pytest.mark.parametrize(
    "text",
    [
        "{% if warm %}\nWarm it.\n{% endif %}",
        "Use {% embed %} there.",
        "```\n{% embed a %}\n```",
        "{% 7 %}",
        "{% highlight sh %}\nIt is never closed.",
    ],
)
def test_other_tags_are_text(text: str) -> None:
    """Those that decide, that stand in a sentence, or in code."""
    assert "{%" in "\n".join(map(block_text, answer(text)))


def test_a_tag_may_open_the_answer_of_a_question() -> None:
    """As the element of HTML does that it stands for."""
    text = "{{% details What is a {}? %}}\n\nA {}.\n\n{{% enddetails %}}\n\n"
    made = source.from_text("x.md", "".join(text.format(word, word) for word in ("role", "user", "group")))
    document, _ = readers.read(made)
    assert [plain(card.question) for card in document.cards] == [
        "What is a role?",
        "What is a user?",
        "What is a group?",
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Warm it.\n{: .note }", "Warm it."),
        ("{:.no_toc #id}\nWarm it.", "Warm it."),
        ('See [it](https://example.org/a){:target="_blank" rel=nofollow}.', "See it."),
        ("Use `warm`{.sh} and **it**{: .x}.", "Use warm and it."),
        ("#### Warm it {#warm-it}", "Warm it"),
        ("#### Warm it { #warm .x }", "Warm it"),
    ],
)
def test_a_list_of_attributes_shows_nowhere(text: str, said: str) -> None:
    """It styles what stands before it."""
    assert "\n".join(map(block_text, answer(text))) == said


@pytest.mark.parametrize(
    "text",
    [
        "Write {#id} there.",
        "`{: .note }`",
        "```\n{: .note }\n```",
        "#### Use {id}\n\nSo.",
        "A set {.x, .y}",
        "**a** {:b}",
    ],
)
def test_other_braces_are_text(text: str) -> None:
    """In code, in a sentence, and where they hold anything else."""
    assert "{" in "\n".join(map(block_text, answer(text)))


def test_a_question_has_no_attributes() -> None:
    """Generators give headings names for links."""
    document = read(
        "", "## What is a layer? {#layer}\n\nShared code.\n\n## What is a role? {: #role }\n\nRights.\n"
    )
    assert [plain(card.question) for card in document.cards][1:] == ["What is a layer?", "What is a role?"]
