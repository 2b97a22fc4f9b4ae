"""Which line above the questions of a copied page is its title.

In: the lines before the first question. Out: the title. It must not know how questions are found, nor what
becomes of the other lines.

Where nothing tells of a menu, it is the first line. Else every line is scored by named features, because
nobody can list what all the menus say.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.readers import difficulty, furniture
from awsdeck.readers.headings import OF_QUESTIONS, is_title_case
from awsdeck.readers.lines import Line

_FEWEST_BUTTONS = 2
_FEWEST_SHORT = 4  # lines of a menu, one below the other
_ENTRY_WORDS = 2
_TITLE_WORDS = 3
_LONGEST = 120  # characters
_CALLS = frozenset(
    ("get", "join", "start", "book", "try", "enroll", "enrol", "download", "create", "apply", "buy")
)
_PATH = late(r"\S\s(?:>|»|›|/|\|)\s\S")
_BYLINE = late(
    r"\W*(?:by|written|posted|published|updated|last updated|author|reviewed)\b|"
    r".{0,60}\bmin(?:ute)?s? read\b",
    re.IGNORECASE,
)


def title(texts: Sequence[Line]) -> Line:
    """The title among lines of which none is blank."""
    kept = [line for line in texts if not furniture.is_chrome(line.bare)] or list(texts)
    if not _has_menu(texts):
        return kept[0]
    below = {line.number: after for line, after in pairwise(texts)}
    above = {line.number: before for before, line in pairwise(texts)}
    return max(
        kept,
        key=lambda line: _score(line, above.get(line.number), below.get(line.number), first=line is kept[0]),
    )


def _has_menu(texts: Sequence[Line]) -> bool:
    """Several lines do something with the page, one tells its age, or many short ones stand at its top."""
    buttons = sum(furniture.is_chrome(line.bare) for line in texts)
    short = next((at for at, line in enumerate(texts) if not _is_entry(line)), len(texts))
    aged = any(line.bare.endswith(" ago") for line in texts)
    return buttons >= _FEWEST_BUTTONS or aged or short >= _FEWEST_SHORT


def _is_entry(line: Line | None) -> bool:
    """One or two words without an end, as in a menu."""
    return line is not None and len(line.words) <= _ENTRY_WORDS and line.bare[-1] not in ".!?:"


def _score(line: Line, above: Line | None, below: Line | None, *, first: bool) -> int:
    text = line.bare
    features = (
        ("speaks of questions", 3, bool(OF_QUESTIONS.search(text))),
        ("three words or more", 2, len(line.words) >= _TITLE_WORDS),
        ("words capitalised as in a title", 1, is_title_case(line)),
        ("the first of them", 1, first),
        ("ends as a sentence does", -3, text[-1] in ".!:,;" or len(text) > _LONGEST),
        ("calls to do something with the page", -3, text.split()[0].casefold() in _CALLS),
        ("asks something", -1, text[-1] == "?"),
        ("an entry beside another one", -2, _is_entry(line) and (_is_entry(above) or _is_entry(below))),
        ("a menu stands right below", -2, _is_entry(below) and below is not None and len(line.words) < 6),
        ("the way to a page", -3, bool(_PATH.search(text))),
        ("when, by whom, how long", -3, bool(_BYLINE.match(text))),
        ("says what levels mean", -9, bool(difficulty.legend(text))),
    )
    return sum(weight for _, weight, holds in features if holds)
