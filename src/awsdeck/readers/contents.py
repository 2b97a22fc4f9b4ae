"""A list of contents that was copied with the page: every question stands there once more, without an answer.

In: the lines of a document. Out: the positions of such a list. It must not know which lines are questions.

The list is told by the rest of the document: each of its lines comes again below it, in the same order, and
there other text stands between them.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from awsdeck.late import late
from awsdeck.readers.lines import Line, distinct, whole
from awsdeck.readers.marks import asks, next_text

_FEWEST = 3  # lines that ask
_NUMBER = late(r"\W{0,3}(?:Q(?:uestion)?\s?)?\d{1,4}(?:\.\d{1,4})*+[.:)]*+\s++", re.IGNORECASE)
_DIGITS = "0123456789"
_LEADERS = ("...", "... ", ". .", ". . ", "…", "… ", "\t")  # between a title and the number of its page
_LONGEST = 300  # characters of a line


def positions(lines: Sequence[Line], hidden: Collection[int] = ()) -> frozenset[int]:
    """Where the lists are; ``hidden`` are the positions of lines that belong to none, such as code."""
    names = {text: _name(line) for text, line in distinct(lines).items() if not line.blank}
    if not _come_again(names, lines):
        return frozenset()
    places: dict[str, list[int]] = {}
    for at, line in enumerate(lines):
        if name := names.get(line.text):
            places.setdefault(name, []).append(at)
    again = {found[0]: found[1] for found in places.values() if len(found) > 1}
    runs: list[list[int]] = []
    for at in sorted(again):
        run = runs[-1] if runs else []
        last = run[-1] if run else None
        follows = last is not None and next_text(lines, last + 1) == at and again[last] < again[at]
        if at in hidden or (run and at >= again[run[0]]):
            continue
        if follows:
            run.append(at)
        else:
            runs.append([at])
    return frozenset(at for run in runs if _is_contents(run, again, lines) for at in run)


def _come_again(names: Mapping[str, str], lines: Sequence[Line]) -> bool:
    """A glance: False only if too few lines that ask come twice for there to be a list."""
    asking = {text for text, name in names.items() if asks(name)}
    counts = Counter([names[lines[at].text] for at in whole(lines).among(asking)])
    return sum(count > 1 for count in counts.values()) >= _FEWEST


def _is_contents(run: Sequence[int], again: dict[int, int], lines: Sequence[Line]) -> bool:
    """Lines of it ask, and have text below them where they come again."""
    asking = [at for at in run if asks(_name(lines[at]))]
    below = {again[at] for at in run}
    answered = sum(next_text(lines, again[at] + 1) not in {*below, None} for at in asking)
    return len(asking) >= _FEWEST and 2 * answered > len(asking)


def _name(line: Line) -> str:
    """What the line says without the number before it, and without that of a page behind it."""
    name = line.bare[:_LONGEST]
    if name[-1].isdigit():
        title = name.rstrip(_DIGITS)
        name = title.rstrip(" .…\t") if title.endswith(_LEADERS) else name
    if name[:1] in "Qq" or not name[:1].isalpha():
        number = _NUMBER.match(name)
        name = name[number.end() :] if number else name
    return name.casefold()
