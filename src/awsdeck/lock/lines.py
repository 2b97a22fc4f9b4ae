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
_PRINT = re.compile(r"[0-9a-f]{12}")
_NUMBER = re.compile(r"-|\d{1,9}")
_SKETCH = re.compile(r"(?:[0-9a-f]{4})*")

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
    if steers(line):
        raise UnreadableLineError("it holds a character that steers terminals")
    columns = line.split("\t")
    if len(columns) not in (_COLUMNS, _COLUMNS + _ORIGIN_COLUMNS):
        raise UnreadableLineError(f"it has {len(columns)} columns, not {_COLUMNS}")
    card_id, seed, changed, state, number, *prints, services, sketch, deck, question = columns[:_COLUMNS]
    origin = Origin(*columns[_COLUMNS:]) if len(columns) > _COLUMNS else None
    seconds = _seconds(changed)
    for name, fits in (
        ("id", can_hold(card_id)),
        ("seed", can_hold(seed)),
        ("state", state in _STATES),
        ("number", bool(_NUMBER.fullmatch(number))),
        ("fingerprints", all(_PRINT.fullmatch(found) for found in prints)),
        ("sketch", bool(_SKETCH.fullmatch(sketch.removeprefix("-")))),
        ("origin", origin is None or (can_hold(origin.form) and can_hold(origin.parent_seed))),
    ):
        if not fits:
            raise UnreadableLineError(f"its {name} can't be read")
    if seconds is None:
        raise UnreadableLineError("its time can't be read")
    return Entry(
        id=card_id,
        seed=seed,
        changed=seconds,
        state=_STATES[state],
        number=None if number == "-" else int(number),
        question_print=prints[0],
        answer_print=prints[1],
        details_print=prints[2],
        services="" if services == "-" else services,
        sketch=sketch.removeprefix("-"),
        deck=deck,
        question=question,
        origin=origin,
    )


def can_hold(name: str) -> bool:
    """The name can be an id or a seed: it is something, and nobody could take it for another one."""
    return bool(name) and not deceives(name)


@lru_cache(maxsize=4096)  # most cards of a document last changed together
def _seconds(text: str) -> int | None:
    try:
        seconds = int(datetime.strptime(text, _TIME).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None
    return seconds if seconds >= 0 else None  # nothing was built before 1970


@lru_cache(maxsize=4096)
def _time(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime(_TIME)


def text_of(entry: Entry) -> str:
    """The line for an entry."""
    columns = (
        entry.id,
        entry.seed,
        _time(entry.changed),
        entry.state,
        "-" if entry.number is None else str(entry.number),
        entry.question_print,
        entry.answer_print,
        entry.details_print,
        entry.services or "-",
        entry.sketch or "-",
        entry.deck,
        entry.question,
    )
    if entry.origin is None:
        return "\t".join(columns)
    return "\t".join((*columns, entry.origin.form, entry.origin.parent_seed, entry.origin.name))
