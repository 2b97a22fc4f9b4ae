"""Every non-blank line of a source is on a card, in the document's head, or among the skipped lines."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from awsdeck import readers, source
from awsdeck.model import (
    Block,
    Callout,
    Card,
    Code,
    Document,
    Emphasis,
    Heading,
    Image,
    Link,
    List,
    Paragraph,
    Picture,
    Spans,
    Strong,
    Table,
    block_text,
    plain,
    walk,
)
from awsdeck.readers import difficulty

from .conftest import case_name, fixture_documents

FENCE = re.compile(r"\s*(?:>\s*)*(?:[-*+]\s+|\d+\.\s+)?(?:`{3,}|~{3,})")


def words(text: str) -> set[str]:
    """The words of a text; what Markdown and HTML mean by marks is not a word."""
    text = re.sub(r"[*_`~\\]", "", text)
    text = re.sub(r"(\]\(\S+) \"[^\"]*\"\)", r"\1)", text)  # the title of a link shows on no phone
    text = re.sub(r"&(?:lt|gt|amp|quot|nbsp|copy|mdash|#\d+);", " ", text)
    text = re.sub(r"</?(?:b|i|br|code|kbd|em|strong|sub|sup|u|a|span)\b[^<>]*>", " ", text, flags=re.I)
    return set(re.findall(r"[^\W_]+", text.casefold()))


def addresses(spans: Spans) -> Iterator[str]:
    """The addresses of links and pictures, which a card holds but doesn't show as text."""
    for span in spans:
        match span:
            case Link(inner, href):
                yield href
                yield from addresses(inner)
            case Picture(src, _):
                yield src
            case Strong(inner) | Emphasis(inner):
                yield from addresses(inner)


def all_spans(block: Block) -> Iterator[Spans]:
    """Every piece of inline text of a block."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield spans
        case List(_, items):
            yield from (item.spans for item in items)
        case Table(header, rows):
            for row in (header, *rows):
                yield from row


def card_text(card: Card) -> str:
    """Everything a card holds, in the order of the source."""
    parts = [card.title, card.difficulty or "", *addresses(card.question), card.stated_id or ""]
    parts += [word for word, level in difficulty.WORDS.items() if level == card.difficulty]
    parts += [str(card.number), *card.stated_services, "difficulty level services service id"]
    for block in walk(card.answer):
        parts.append(block_text(block))
        parts.extend(address for spans in all_spans(block) for address in addresses(spans))
        match block:
            case Code(language, _):
                parts.append(language)
            case Image(src, _):
                parts.append(src)
            case Callout(_, kind):
                parts.append(kind or "")
            case List(True, items, start):
                parts.extend(str(start + at) for at in range(len(items)))
            case _:
                pass
    return " ".join(parts)


def squeezed(text: str) -> str:
    """The letters and figures alone: glued words and divided ones look the same."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def lost_words(text: source.Source, document: Document) -> list[tuple[int, set[str]]]:
    """For each line the words that are nowhere."""
    claims: dict[int, list[tuple[set[str], str]]] = {}
    for passage in (*document.head, *document.skipped):
        for line in range(passage.first_line, passage.last_line + 1):
            claims.setdefault(line, []).append((words(passage.text), squeezed(passage.text)))
    for card in document.cards:
        found = (words(card_text(card)), squeezed(card_text(card)))
        for line in range(card.first_line, card.last_line + 1):
            claims.setdefault(line, []).append(found)
    lost = []
    for number, content in enumerate(text.lines, 1):
        claimed = claims.get(number, [])
        missing = {
            word
            for word in words(content)
            if not any(word in known or (len(word) > 1 and word in run) for known, run in claimed)
        }
        if missing and not FENCE.match(content) and not re.match(r" {0,3}\[[^\]]+\]:", content):
            lost.append((number, missing))
    return lost


OTHER_CONVENTIONS = [path for path in fixture_documents() if path.parent.parent.name == "conventions"]
MARKS = re.compile(
    r"(?:q|a|x|ans|answer|correct|interviewer|candidate|question|qn|no|number|level|difficulty|show|frage|antwort|pregunta|respuesta)?\d*"
)


@pytest.mark.parametrize("path", OTHER_CONVENTIONS, ids=case_name)
def test_every_word_a_page_shows_is_somewhere(path: Path) -> None:
    """Whatever the convention, the words that a browser would show are kept; the marks are none."""
    text = source.load(path)
    document, _ = readers.read(text)
    soup = BeautifulSoup("\n".join(line for line in text.lines if not FENCE.match(line)), "html.parser")
    for tag in soup.find_all(["script", "style", "head"]):
        tag.decompose()
    texts = [passage.text for passage in (*document.head, *document.skipped)]
    texts += [card_text(card) for card in document.cards]
    kept = words(" ".join(texts))
    run = squeezed(" ".join(texts))  # the two halves of a word that a page divided are one again
    shown = {word for word in words(soup.get_text(" ")) if not MARKS.fullmatch(word)}
    assert {word for word in shown - kept if len(word) == 1 or word not in run} == set()


@pytest.mark.parametrize(
    "path", [path for path in fixture_documents() if path not in OTHER_CONVENTIONS], ids=case_name
)
def test_every_line_is_accounted_for(path: Path) -> None:
    """The words of each line are found where the line is said to have gone."""
    text = source.load(path)
    document, _ = readers.read(text)
    assert lost_words(text, document) == []


def test_a_lost_line_would_be_noticed() -> None:
    """The check itself fails for a document from which a line was dropped."""
    text = source.from_text("x.md", "# T\n\n### What is S3?\n\nObjects.\n\nBuckets.\n")
    document, _ = readers.read(text)
    shorter = source.from_text("x.md", "# T\n\n### What is S3?\n\nObjects.\n\nBuckets and vaults.\n")
    assert lost_words(text, document) == []
    assert lost_words(shorter, document) == [(7, {"and", "vaults"})]


def test_words_of_a_link_are_kept() -> None:
    """plain() of a link is its words."""
    text = source.from_text("x.md", "### Q?\n\nSee [the guide](https://docs.aws.amazon.com/x).\n")
    document, _ = readers.read(text)
    block = document.cards[0].answer[0]
    assert isinstance(block, Paragraph)
    assert plain(block.spans) == "See the guide."
