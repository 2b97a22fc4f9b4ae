"""No text is lost: every word of a source stands somewhere in what was read of it.

`lost` counts: a word that a document says three times must be found three times, on cards, in the head, or
among the skipped passages. What may be missing is listed in `LOSSES`, each with its reason, and is counted
too wherever a number can be given. A word that is nowhere may still be spelled by others: the cells of a
table came apart, or the halves of a word that a page divided are one again.
"""

import html
import re
from collections import Counter
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from bs4 import BeautifulSoup
from bs4.element import NavigableString, PreformattedString

from awsdeck.model import (
    Block,
    Callout,
    Card,
    Code,
    CodeSpan,
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
    Struck,
    Table,
    Text,
    walk,
)
from awsdeck.readers import COLUMNS, difficulty, tagsoup
from awsdeck.source import Source

Words = Counter[str]

_WORD = re.compile(r"[^\W\d_]+|\d+")
_TAGS = (
    "a|abbr|article|aside|b|blockquote|br|caption|center|code|del|details|div|dl|dt|dd|em|font|h[1-6]|hr|i|img|ins|kbd|li|"
    "main|mark|ol|p|picture|pre|s|samp|section|small|span|strong|sub|summary|sup|table|table-of-contents|tbody|td|th|thead|"
    "tr|tt|u|ul|var"
)
_TAG = re.compile(rf"</?(?:{_TAGS})\b[^<>]*>", re.IGNORECASE)


# --- what a document holds -------------------------------------------------------------------------------


def _texts(spans: Spans) -> Iterator[str]:
    """What each span says, and the addresses of links and pictures, which show as no text."""
    for span in spans:
        match span:
            case Link(inner, href):
                yield href
                yield from _texts(inner)
            case Picture(src, alt):
                yield from (src, alt)
            case Strong(inner) | Emphasis(inner) | Struck(inner):
                yield from _texts(inner)
            case Text(text) | CodeSpan(text):
                yield text


def _spans(block: Block) -> Iterator[Spans]:
    """Every piece of inline text of a block, but for what blocks within it hold."""
    match block:
        case Paragraph(spans) | Heading(_, spans):
            yield spans
        case List(_, items):
            yield from (item.spans for item in items)
        case Table(header, rows):
            for row in (header, *rows):
                yield from row


def _own_text(block: Block) -> Iterator[str]:
    """What a block says itself, blocks within it left out: `walk` comes to those."""
    for spans in _spans(block):
        yield from _texts(spans)
    match block:
        case Callout(_, kind):
            yield kind or ""
        case List(ordered, items, start):
            yield from (str(start + at) for at in range(len(items) if ordered else 0))
        case Code(language, text):
            yield from (language, text)
        case Image(src, alt):
            yield from (src, alt)


def _of_card(card: Card) -> Iterator[str]:
    yield from _texts(card.question)
    yield "" if card.number is None else str(card.number)
    yield from (card.stated_id or "", *card.stated_services, *card.stated_forms)
    for block in walk(card.answer):
        yield from _own_text(block)


def holds(document: Document) -> Iterator[str]:
    """Each piece of text that a document holds, once; a category is a passage of the head."""
    for passage in (*document.head, *document.skipped):
        yield passage.text
    for card in document.cards:
        yield from _of_card(card)


# --- what a source says ----------------------------------------------------------------------------------


def _says(source: Source) -> str:
    """The text that a reader of the source sees, without tags that are Markdown's, too."""
    text = "\n".join(source.lines)
    if source.suffix in (".html", ".htm"):
        return _shown(text)
    return _TAG.sub(" ", text) if source.suffix in (".md", ".markdown") else text


def _shown(page: str) -> str:
    """What a browser shows of a page, and the words that stand for its pictures."""
    soup = tagsoup.parse(page)
    for tag in soup.find_all(["script", "style", "template", "title", "desc", "metadata"]):
        tag.decompose()
    for image in soup.find_all("img"):
        image.replace_with(f" {image.get('alt') or ''} ")
    return " ".join(_strings(soup))


def _strings(soup: BeautifulSoup) -> Iterator[str]:
    for node in soup.descendants:
        if isinstance(node, NavigableString) and not isinstance(node, PreformattedString):
            yield str(node)


def _words(text: str, suffix: str) -> Words:
    """The words of a text, counted; what Markdown means by marks and tags is no word."""
    if suffix != ".txt":
        text = _unescaped(text)
    return Counter(_WORD.findall(text.casefold().translate(_FIGURES)))


# Raised and lowered figures are figures; letters in that place are few, and spelled by the rest.
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹₀₁₂₃₄₅₆₇₈₉ⁿⁱₙᵢⱼₖ", "01234567890123456789ninijk")


def _unescaped(text: str) -> str:
    """The text without entities, nor such as stand for themselves in code."""
    while (plainer := html.unescape(text)) != text:
        text = plainer
    return text


# --- what may be missing ---------------------------------------------------------------------------------

_QUESTION = "q|question|questions|ques|qn|frage|pregunta|pergunta|domanda|vraag|interviewer"
_LABEL = "a|ans|answer|answers|solution|sol|antwort|respuesta|resposta|réponse|risposta|candidate|interviewee"
_ANSWER = f"{_LABEL}|is|correct|right|option|options"
_ONLY_LABEL = re.compile(rf"\W*(?P<words>{_LABEL})\W*", re.IGNORECASE)


@dataclass(frozen=True)
class Loss:
    """Words that may be missing, as often as a budget says, and why that is no loss."""

    why: str
    formats: tuple[str, ...]
    budget: Callable[[Source, Document], Words]


def _each(words: str, times: int) -> Words:
    return Counter(dict.fromkeys(words.split("|"), times))


def _found(pattern: str) -> Callable[[Source, Document], Words]:
    """As often as the pattern's group is found in the source."""
    compiled = re.compile(pattern, re.IGNORECASE | re.MULTILINE)

    def budget(source: Source, _: Document) -> Words:
        found = compiled.finditer("\n".join(source.lines))
        return sum((_words(match["words"], source.suffix) for match in found), Counter())

    return budget


def _rated(document: Document) -> int:
    return sum(card.difficulty is not None for card in document.cards)


def _line_numbers(source: Source, _: Document) -> Words:
    tables = tagsoup.parse("\n".join(source.lines)).find_all("table")
    text = " ".join(table.get_text(" ") for table in tables if table.find("pre"))
    return Counter(word for word in _WORD.findall(text) if word.isdecimal())


def _topics(source: Source, document: Document) -> Words:
    if not any(passage.why == COLUMNS for passage in document.skipped):
        return Counter()
    return sum((_words(card.category or "", source.suffix) for card in document.cards), Counter())


def _tags_of_exports(source: Source, document: Document) -> Words:
    if not any(
        "GIFT" in why or why == "rows of cells" for pattern in document.patterns for why in pattern.why
    ):
        return Counter()
    text = "\n".join(source.lines)
    found = (match[0] for match in re.finditer(rf"{_TAG.pattern}|&\w+;", text, re.IGNORECASE))
    return Counter(word.casefold() for said in found for word in _WORD.findall(said))


def _names(source: Source, document: Document) -> Words:
    told = (
        why for pattern in document.patterns for why in pattern.why if why.endswith((" turns", " answers"))
    )
    names = sum((_words(" ".join(re.findall("'([^']+)'", why)), source.suffix) for why in told), Counter())
    return Counter(dict.fromkeys(names, len(document.cards)))


def _lone_labels(source: Source, _: Document) -> Words:
    text = "\n".join(source.lines)
    pieces = _strings(tagsoup.parse(text)) if source.suffix in (".html", ".htm") else source.lines
    alone = filter(None, map(_ONLY_LABEL.fullmatch, pieces))
    return sum((_words(match["words"], source.suffix) for match in alone), Counter())


ALL, MARKDOWN = (".txt", ".md", ".html"), (".md",)
LOSSES = (
    Loss(
        "the word before a question that says it is one",
        ALL,
        lambda _, document: _each(_QUESTION, 3 * len(document.cards)),
    ),
    Loss(
        "the word before an answer that says it is one",
        ALL,
        lambda _, document: _each(_ANSWER, len(document.cards)),
    ),
    Loss(
        "the label of an answer may stand alone above another one",
        ALL,
        _lone_labels,
    ),
    Loss(
        "tags may mark a question in any format",
        (".txt",),
        lambda _, document: _each("b|strong|summary|br", 2 * len(document.cards)),
    ),
    Loss("tags in an export become what they stand for", (".txt",), _tags_of_exports),
    Loss(
        "a tag within a tag is taken out, and what is left may be another",
        MARKDOWN,
        _found(rf"<(?P<words>(?:[^<>\n]*(?:{_TAG.pattern}|<!--.*?-->))+[^<>\n]*)"),
    ),
    Loss("an item's number is written without zeros", ALL, _found(r"^\W*(?P<words>0\d*)[.)]")),
    Loss("a bullet of Word is a letter and a tab", (".txt",), _found(r"^(?P<words>[oØü])\t")),
    Loss("the lines of code are numbered beside it", (".html",), _line_numbers),
    Loss(
        "a difficulty becomes the card's, whatever word it was stated in",
        ALL,
        lambda _, document: Counter(
            {
                "any difficulty": _rated(document),
                **_each("difficulty|level|dificultad|niveau|schwierigkeit|nivel", 2 * _rated(document)),
            }
        ),
    ),
    Loss("a topic stands in the row of each of its questions", (".txt",), _topics),
    Loss(
        "who asks and who answers shows on the sides of a card; `inspect` tells what they are called",
        (".txt", ".md"),
        _names,
    ),
    Loss(
        "a label of services or of a stated id becomes the card's",
        ALL,
        lambda _, document: _each(
            "service|services|id|cards",
            sum(bool(card.stated_services or card.stated_id or card.stated_forms) for card in document.cards),
        ),
    ),
    Loss(
        "a question may be numbered twice, and in parts (2.1): cards keep one whole number",
        ALL,
        lambda _, document: Counter({"any number": 3 * len(document.cards)}),
    ),
    Loss(
        "of a Markdown list only the first number counts",
        MARKDOWN,
        _found(r"^[\s>*+-]*(?P<words>\d{1,9})[.)](?=\s|$)"),
    ),
    Loss(
        "the language of code is known by one name",
        (".txt", ".md"),
        _found(r"(?:`{3,}|~{3,})[^\w+#.\n-]*(?P<words>[\w+#.-]+)"),
    ),
    Loss(
        "a tag of a site's generator becomes the mark-up that it stands for",
        MARKDOWN,
        _found(r"\{%-?\s*(?P<words>details|spoiler|endhighlight|endhint|highlight \w+|hint style=\W*\w+)"),
    ),
    Loss("a ticked box is a sign", MARKDOWN, _found(r"\[(?P<words>x)\]")),
    Loss(
        "the name of a link definition ties it to its uses and shows nowhere",
        MARKDOWN,
        _found(r"\[(?P<words>[^\[\]]+)\](?!\()"),
    ),
)


def lost(source: Source, document: Document) -> tuple[str, ...]:
    """The words of a source that are nowhere, in order of the alphabet."""
    suffix = {".text": ".txt", ".markdown": ".md", ".htm": ".html"}.get(source.suffix, source.suffix)
    said = _words(_says(source), suffix)
    held: Words = Counter()
    for piece in holds(document):
        # what stands on both sides of a tag may be an entity by accident: it says its own name, too
        held.update(_words(piece, suffix) | _words(piece, ".txt"))
    missing, over = _unspelled(said - held, held - said, ())
    if missing:
        budgets = [loss.budget(source, document) for loss in LOSSES if suffix in loss.formats]
        allowed = Counter(word for budget in budgets for word in _matching(budget, missing))
        missing, over = _unspelled(missing - allowed, over + (allowed - missing), ())
    if missing:
        missing, _ = _unspelled(missing, over, _words("\n".join(source.lines), suffix))
    return tuple(sorted(missing.elements()))


def _matching(budget: Words, missing: Words) -> Iterator[str]:
    """The words that a budget allows for; of kinds of words those that are missing, also as parts."""
    yield from budget.elements()
    for word, count in missing.items():
        if word.isdecimal():
            yield from [word] * min(count, budget["any number"])
        for name in difficulty.WORDS:
            if name in word or word in name:
                yield from [name] * min(count * max(1, word.count(name)), budget["any difficulty"])


def _unspelled(missing: Words, over: Words, more: Collection[str]) -> tuple[Words, Words]:
    """The words that can't be spelled by those that are held beyond need, nor help to spell one; both left.

    ``more`` are the words that may help, too: those of tags.
    """
    for word in sorted(missing, key=len, reverse=True):
        while missing[word] and (pieces := _spelled(word, over, {})):
            missing[word] -= 1
            over.subtract(pieces)
    for whole in sorted(over, key=len, reverse=True):
        while over[whole] and (pieces := _spelled(whole, missing, more)):
            over[whole] -= 1
            missing.subtract(pieces)
    return +missing, +over


def _spelled(word: str, pieces: Words, more: Collection[str]) -> tuple[str, ...]:
    """The pieces that make up a word one behind the other, beside any of ``more``; none if there are none."""
    able = [piece for piece, count in pieces.items() if count > 0 and piece in word]
    able.sort(key=len, reverse=True)
    if not able:
        return ()
    free = [piece for piece in more if piece in word and piece != word]
    failed: set[tuple[int, tuple[str, ...]]] = set()

    def rest(at: int, taken: tuple[str, ...]) -> tuple[str, ...]:
        if at == len(word) or (at, taken) in failed:
            return taken if at == len(word) else ()
        for piece in able:
            if word.startswith(piece, at) and taken.count(piece) < pieces[piece]:
                found = rest(at + len(piece), (*taken, piece))
                if found:
                    return found
        for piece in free:
            if word.startswith(piece, at):
                found = rest(at + len(piece), taken)
                if found:
                    return found
        failed.add((at, taken))
        return ()

    return rest(0, ())
