"""Which lines of a document are marked alike, and which of those count.

In: the marks of a document, in order. Out: the marks of each form, all of them and those that may be its
questions. It must not know how a form is weighed, nor which other forms there are beside it.

A list of contents has every question once more, and answers hold numbered lists: those lines don't count.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from awsdeck.readers import series
from awsdeck.readers.evidence import is_rated
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import ASKING, BARE, LONE, RATED, Mark, next_text

_COUNTS = frozenset(("n.", "n)", "n:", "n/", "n", "n.n"))


class Alike(NamedTuple):
    """The marks of each form: ``every`` one by its position, and those ``counting``.

    ``possible`` are numbered lines just short of belonging to their series.
    """

    every: Mapping[str, Mapping[int, Mark]]
    counting: Mapping[str, Sequence[Mark]]
    possible: tuple[Mark, ...]


def find(marks: Iterable[Mark], lines: Sequence[Line]) -> Alike:
    """Put together the marks of one form; of numbered lines only those count that are one `series`."""
    every: dict[str, dict[int, Mark]] = {}
    for mark in marks:
        every.setdefault(mark.form, {})[mark.at] = mark
    _join_rated(every)
    counting: dict[str, Sequence[Mark]] = {}
    possible: list[Mark] = []
    for form, found in every.items():
        kept = tuple(_without_contents(found, lines).values())
        chain = series.choose(kept, lines) if is_counted(form) else None
        possible += chain.possible if chain else ()
        counting[form] = chain.marks if chain else kept
    return Alike(every, counting, tuple(possible))


def is_counted(form: str) -> bool:
    """Only a number marks these lines, as it does in lists."""
    parts = frozenset(form.split(" "))
    named = parts & {"summary", "Q#", "Q"} or form.startswith("h")
    return form == LONE or (not named and bool(parts & _COUNTS))


def _join_rated(every: dict[str, dict[int, Mark]]) -> None:
    """Where bare questions mostly end with a difficulty, those that don't ask are of their kind."""
    rated = every.get(RATED, {})
    bare, asking = every.get(BARE, {}), every.get(ASKING, {})
    if not rated or 2 * sum(map(is_rated, bare.values())) < len(bare) + len(asking):
        return
    joined = sorted((rated | bare).items())
    every[RATED] = {at: mark._replace(form=RATED) for at, mark in joined}
    every.pop(BARE, None)


def _without_contents(found: Mapping[int, Mark], lines: Sequence[Line]) -> dict[int, Mark]:
    """The lines of one form without a list of contents, whose lines all come again below with an answer."""
    last = {mark.text.casefold(): mark.at for mark in found.values()}
    return {
        at: mark
        for at, mark in found.items()
        if last[mark.text.casefold()] == at or next_text(lines, mark.below) not in found
    }
