"""Reads a saved web page.

In: a `Source` of HTML. Out: a `Document` and problems. What opens an answer is named (`htmlopeners`), and
the page's text (`htmlpage`) becomes lines of Markdown that remember their place in the source (`htmlblocks`);
from there on a page is read like any README. It must not know how questions are marked.
"""

from collections.abc import Collection, Sequence
from typing import TYPE_CHECKING

from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Document, Passage
from awsdeck.problems import Problem
from awsdeck.readers import (
    answerkey,
    convention,
    htmlblocks,
    htmlopeners,
    htmlpage,
    htmlstyles,
    markup,
    mdlines,
    quiz,
    readme,
    tagsoup,
)
from awsdeck.readers.lines import Line
from awsdeck.source import Source

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import Tag


def read(
    source: Source,
    known_words: Collection[str] = (),  # noqa: ARG001 -- all readers have one signature
    hints: Hints = NO_HINTS,
) -> tuple[Document, tuple[Problem, ...]]:
    """Read a saved page."""
    soup = tagsoup.parse("\n".join(source.lines))
    htmlstyles.name(soup)
    one = _question_with_answers(soup) if any("suggestedAnswer" in line for line in source.lines) else None
    htmlopeners.name(soup)
    page = htmlpage.text_of(soup, one)
    last = max(1, len(source.lines))  # code may take more lines than the page, where tags break them
    lines = [Line(min(line.number, last), line.text) for line in htmlblocks.lines(page.main)]
    lines, behind = _with_cards(lines)
    keys = answerkey.find(lines, mdlines.code_positions(lines))
    plainer = markup.cleaned(quiz.without(lines, keys))
    found = convention.infer(source, plainer.lines, markup.hidden(plainer.lines), hints)
    document, problems = readme.read(source, plainer, found, hints, keys)
    skipped = tuple(
        sorted((*document.skipped, *page.dropped, *behind), key=lambda passage: passage.first_line)
    )
    named = document.title if document.title != source.stem else page.heading or page.title or source.stem
    return document._replace(title=named, skipped=skipped), problems


def _with_cards(lines: list[Line]) -> tuple[list[Line], Sequence[Passage]]:
    """The lines, flash cards below a heading that counts them as questions; what stands below the last."""
    if not any(line.bare[-1:] == ")" and line.bare[0] == "#" for line in lines):
        return lines, ()
    from awsdeck.readers import cardlist  # few pages have such a heading

    sheet = cardlist.find([Line(line.number, line.bare.lstrip("# ")) for line in lines])
    if sheet is None:
        return lines, ()
    above = next(at for at, line in enumerate(sheet.lines) if line.blank)
    filled = [line for line in lines if not line.blank][: above - 1]
    filled.append(sheet.lines[above - 1])  # what counts the cards is no category
    parted = [part for line in filled for part in (line, Line(line.number, ""))]
    return [*parted, *sheet.lines[above:]], sheet.apart


def _question_with_answers(soup: "BeautifulSoup") -> "Tag | None":
    from awsdeck.readers import questionpage  # few pages are about one question

    return questionpage.gathered(soup)
