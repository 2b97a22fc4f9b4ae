"""One line of a lock file and the entry it holds.

In: a line, or an entry. Out: the entry, or the line. It must not know of files and of other lines.

The columns of a card are separated by tabs::

    id  seed  changed  state  number  question-print  answer-print  details-print  services  sketch
    deck  question

A card that was made of another one has three more: the form it was made by, the seed of its parent, and
what it is known by there (a term, the name of a row, a step).
"""

import re
from datetime import UTC, datetime
from functools import lru_cache
from typing import Literal, NamedTuple

from awsdeck.text import deceives, steers

_COLUMNS, _ORIGIN_COLUMNS = 12, 3
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_WHEN = re.compile(r"(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)Z", re.ASCII)
_PRINT = re.compile(r"[0-9a-f]{12}")
_NUMBER = re.compile(r"-|\d{1,9}")
_SKETCH = re.compile(r"-?(?:[0-9a-f]{4})*")
_LINE = re.compile(
    rf"([^\t]+)\t([^\t]+)\t([^\t]*)\t(-|removed|marked)\t({_NUMBER.pattern})"
    rf"\t({_PRINT.pattern})\t({_PRINT.pattern})\t({_PRINT.pattern})\t([^\t]*)\t({_SKETCH.pattern})"
    r"\t([^\t]*)\t([^\t]*)(?:\t([^\t]+)\t([^\t]+)\t([^\t]*))?"
)

State = Literal["-", "removed", "marked"]
IN_USE: State = "-"
REMOVED: State = "removed"
MARKED: State = "marked"
_STATES: dict[str, State] = {state: state for state in (IN_USE, REMOVED, MARKED)}


class Origin(NamedTuple):
    """Where a derived card comes from; ``name`` tells it from its siblings of one form."""

    form: str
    parent_seed: str
    name: str


class Entry(NamedTuple):
    """What is known of one card. ``changed`` is in whole seconds since 1970, UTC.

    ``services`` are the slugs that its note has, joined by commas; ``origin`` is None for a question of
    the document itself.
    """

    id: str
    seed: str
    changed: int
    state: State
    number: int | None
    question_print: str
    answer_print: str
    details_print: str
    services: str
    sketch: str
    deck: str
    question: str
    origin: Origin | None = None

    @property
    def removed(self) -> bool:
        """The card is gone from the source."""
        return self.state != IN_USE


class UnreadableLineError(ValueError):
    """A line that holds no entry; the message says what is wrong with it."""


def read(line: str) -> Entry:
    """The entry on a line.

    Raises:
        UnreadableLineError: there is none.

    """
    found = _LINE.fullmatch(line)
    fits = found is not None and _seconds(found[3]) is not None
    # what can be printed neither steers nor deceives
    wrong = None if fits and line.replace("\t", "").isprintable() else _wrong(line)
    if wrong or not fits:
        raise UnreadableLineError(wrong)
    return read_again(line)


def read_again(line: str) -> Entry:
    """The entry on a line that `read` has read before."""
    (
        card_id,
        seed,
        changed,
        state,
        number,
        asked,
        answered,
        details,
        services,
        sketch,
        deck,
        question,
        *origin,
    ) = line.split("\t")
    return Entry(
        card_id,
        seed,
        _seconds(changed) or 0,
        _STATES[state],
        None if number == "-" else int(number),
        asked,
        answered,
        details,
        "" if services == "-" else services,
        sketch.removeprefix("-"),
        deck,
        question,
        Origin(*origin) if origin else None,
    )


def _wrong(line: str) -> str | None:
    """What keeps a line from being read."""
    if steers(line):
        return "it holds a character that steers terminals"
    columns = line.split("\t")
    if len(columns) not in (_COLUMNS, _COLUMNS + _ORIGIN_COLUMNS):
        return f"it has {len(columns)} columns, not {_COLUMNS}"
    card_id, seed, changed, state, number, *prints, _, sketch, _, _ = columns[:_COLUMNS]
    for name, fits in (
        ("id", can_hold(card_id)),
        ("seed", can_hold(seed)),
        ("state", state in _STATES),
        ("number", _NUMBER.fullmatch(number)),
        ("fingerprints", all(_PRINT.fullmatch(found) for found in prints)),
        ("sketch", _SKETCH.fullmatch(sketch)),
        ("origin", all(map(can_hold, columns[_COLUMNS:-1]))),
        ("time", _seconds(changed) is not None),
    ):
        if not fits:
            return f"its {name} can't be read"
    return None


def can_hold(name: str) -> bool:
    """The name can be an id or a seed: it is something, and nobody could take it for another one."""
    return bool(name) and not deceives(name)


@lru_cache(maxsize=4096)  # most cards of a document last changed together
def _seconds(text: str) -> int | None:
    found = _WHEN.fullmatch(text)  # strptime would import a module for the names of months
    if not found:
        return None
    year, month, day, hour, minute, second = map(int, found.groups())
    try:
        seconds = int(datetime(year, month, day, hour, minute, second, tzinfo=UTC).timestamp())
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # nothing was built before 1970


@lru_cache(maxsize=4096)
def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)


def text_of(entry: Entry) -> str:
    """The line for an entry."""
    (
        card_id,
        seed,
        changed,
        state,
        number,
        asked,
        answered,
        details,
        services,
        sketch,
        deck,
        question,
        origin,
    ) = entry
    when, place = _time(changed), "-" if number is None else number
    line = (
        f"{card_id}\t{seed}\t{when}\t{state}\t{place}\t{asked}\t{answered}\t{details}"
        f"\t{services or '-'}\t{sketch or '-'}\t{deck}\t{question}"
    )
    return line if origin is None else "\t".join((line, *origin))
