"""Whether the questions of copied text stand in rows: a spreadsheet, flash cards, an export.

In: the lines of a document. Out: a `Sheet` with its questions and answers, if it is nothing but such rows. It
must not know what any of them look like: it knows the signs by which it is worth to look.
"""

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING

from awsdeck.hints import Hints
from awsdeck.problems import Problem
from awsdeck.readers.lines import Line, Lines, distinct
from awsdeck.source import Source

if TYPE_CHECKING:
    from awsdeck.readers.spreadsheet import Sheet

_FORMS = frozenset(("Q", "Q#"))  # that rows are read as
# By name, as few documents need them, with what stands in each that does.
_EXPORTS = (
    (
        "awsdeck.readers.gift",
        (
            *("\n::", "\n$CATEGORY:", "{=", "{~", "{ =", "{ ~", "{#", "{\n=", "\n~", "\n\t=", "\n\t~"),
            *("{T}", "{T#", "{TRUE", "{F}", "{F#", "{FALSE"),
        ),
    ),
    ("awsdeck.readers.aiken", ("\nANSWER:",)),
    ("awsdeck.readers.chats", ("\nYou said",)),
    (
        "awsdeck.readers.practicetest",
        (
            *("\nOverall explanation", "\nYour answer is ", "\nYour selection is ", "\nCorrect selection"),
            *("\nCorrect answer\n", "\nCorrect answer:\n", "\nCorrect Answer\n", "\nCorrect Answer:\n"),
            *("\n(Correct)", "\n(correct)", "\nright\n", "\nRight\n"),
        ),
    ),
)
_NAMED = ("q", "front", "frage", "gunta", "domanda")  # in a word or two that name the questions' column
_NAME_WORDS = 2
_MANY_LINES = 500  # a whole document is written so, or none of it
_SEPARATED = (";", "\t", '","', '", "')  # in the first line of rows


def find(lines: Lines, hints: Hints) -> "Sheet | None":
    """The rows that a document is, unless a person said that its questions have another form."""
    if not _FORMS.issuperset(hints.question_pattern):
        return None
    return _pasted(lines) or _listed(lines) or _exported(lines)


def _pasted(lines: Lines) -> "Sheet | None":
    first = next((text for text in distinct(lines) if "\t" in text.strip()), "")
    if not _may_name_questions(first, "\t"):
        return None
    from awsdeck.readers import spreadsheet

    return spreadsheet.find(lines)


def _may_name_questions(text: str, separator: str) -> bool:
    """The line may name the columns of rows, one of which holds the questions."""
    cells = text.casefold().split(separator)
    return len(cells) > 1 and any(
        sign in cell for cell in cells if len(cell.split()) <= _NAME_WORDS for sign in _NAMED
    )


def _listed(lines: Lines) -> "Sheet | None":
    if not any(map(_ends_with_count, distinct(lines).values())):
        return None
    from awsdeck.readers import cardlist

    return cardlist.find(lines)


def _ends_with_count(line: Line) -> bool:
    """The line may be a heading that says how many flash cards stand below it."""
    begun = line.bare[:1].isalnum() and not line.bare[:1].isdecimal()
    return begun and line.bare[-1] == ")" and line.bare[-2:-1].isdecimal()


def miscounted(source: Source, above: Sequence[Line], count: int) -> list[Problem]:
    """What to tell of lines above the first question that announce other cards than were found, so many."""
    if not any(map(_ends_with_count, above)):
        return []
    from awsdeck.readers import cardlist

    return cardlist.miscounted(source, above, count)


def _exported(lines: Lines) -> "Sheet | None":
    """The questions of a document that another program wrote, or the page of one."""
    text = "\n" + "\n".join([line.text for line in lines[:_MANY_LINES]])
    for name, known in _EXPORTS:
        if any(map(text.__contains__, known)) and (found := import_module(name).find(lines)):
            sheet: Sheet = found
            return sheet
    first = next((line.bare for line in lines if not line.blank), "")
    states = first[:1] == "#" and first[1:2].isalpha()  # as ``#separator:tab``
    if states or any(sign in first for sign in _SEPARATED) or _may_name_questions(first, ","):
        from awsdeck.readers import separated

        return separated.find(lines)
    return None
