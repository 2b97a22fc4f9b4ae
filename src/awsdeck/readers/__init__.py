"""Text becomes a document: one module per format, and a table of them.

In: a `Source`. Out: a `Document` and the problems found while reading it. It must not know what happens
to a document afterwards.
"""

from collections.abc import Collection
from importlib import import_module

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Document
from awsdeck.problems import AwsdeckError, Problem, error
from awsdeck.readers import misspelt, sections
from awsdeck.source import Source

# By name, so that only the reader that is needed is imported: python-markdown alone takes 40 ms.
READERS = {
    ".txt": "awsdeck.readers.pagetext",
    ".text": "awsdeck.readers.pagetext",
    ".md": "awsdeck.readers.markdown",
    ".markdown": "awsdeck.readers.markdown",
    ".html": "awsdeck.readers.html",
    ".htm": "awsdeck.readers.html",
}

CERTAIN = 5.0
"""The score from which on a pattern is how a document asks."""

HIDDEN = "a comment that GitHub doesn't show either"
LINK_TITLE = "the title of a link or picture, which shows on no phone"
DEFINITION = "defines where a link leads; GitHub doesn't show it either"
BEHIND_LANGUAGE = "stands behind the language of code, where GitHub doesn't show it either"
TOGGLE = "opens an answer on the page"
LINK_OF_LABEL = "a label's link, which has no place on the card"
FOOTNOTE = "a footnote"
FOOTNOTE_MARK = "the mark of a footnote"
GARBLED = "Markdown that was read only in part"
CLOSING = "marks a part of the page, and shows nowhere"
COLUMNS = "names the columns of a table of questions"
BADGE = "a badge, which a service on the web draws"
PART_OF_CARD = "says that the question or its answer follows"
TOPIC = "names the category of a question"
DRAWN = "a line drawn between parts of the text"
SILENT = "tells the program that reads the file, and shows nowhere"

TYPED_TAG = "md-text"
"""A tag of our own around what is Markdown already, within HTML that becomes Markdown."""

RATED_TWICE = "its difficulty is stated again below it"

UNTOLD = frozenset(
    (
        *(HIDDEN, LINK_TITLE, DEFINITION, BEHIND_LANGUAGE, TOGGLE, COLUMNS, LINK_OF_LABEL, FOOTNOTE_MARK),
        *(CLOSING, PART_OF_CARD, SILENT, TOPIC, DRAWN, BADGE),
    )
)
"""Why a piece of text is on no card where nobody who reads the page misses it: `build` doesn't mention it."""


def read(
    source: Source, known_words: Collection[str] = (), hints: Hints = NO_HINTS
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a document with the reader for its file ending; ``hints`` stand in for what would be found out.

    Raises:
        AwsdeckError: there is no reader for this kind of file, or a pattern of the hints can't be used.

    """
    name = READERS.get(source.suffix)
    if name is None:
        raise AwsdeckError(
            error(
                source.at(),
                "unknown-format",
                f"no reader for files that end in {source.suffix or 'nothing'!r}",
                f"name a file that ends in {', '.join(READERS)}",
            )
        )
    document, problems = import_module(name).read(source, known_words, hints)
    problems += misspelt.problems(source, document)
    document = sections.rated(document, hints)
    return document._replace(title=hints.title or document.title), source.problems + problems
