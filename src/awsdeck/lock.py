"""The lock file: what a document's cards were when it was last built.

In: the text of a ``.lock`` file, or entries. Out: `Lock` values, or that text. It must not know how cards
are matched to entries (`identity` does), nor what they look like.

One line for each card, in the order of the source, so that a diff shows what happened to which card and a
merge of two people's work mostly just succeeds. The columns are separated by tabs::

    id  seed  changed  state  number  question-print  answer-print  details-print  services  sketch
    deck  question

``changed`` is a time in UTC. ``state`` is ``-``, ``removed`` for a card that is gone from the source, or
``marked`` if a package has told the learner so; such lines stand at the end, so that a card that returns
gets its guid back.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from awsdeck import disk
from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, Problem, error

VERSION = 1
SUFFIX = ".lock"

_LARGEST = 100_000_000  # bytes: a line of at most some hundred for each card of the longest document
_MAGIC = b"awsdeck-lock "
_HEADER = re.compile(r"awsdeck-lock (?P<version>\d+) render (?P<render>\d+)")
_CONFLICT = ("<<<<<<<", "=======", ">>>>>>>", "|||||||")
_COLUMNS = 12
_TIME = "%Y-%m-%dT%H:%M:%SZ"
_PRINT = re.compile(r"[0-9a-f]{12}")
_SKETCH = re.compile(r"(?:[0-9a-f]{4})*")

_NOTE = "# Written by awsdeck. Commit this file: it ties each card to the learner's history in Anki."


State = Literal["-", "removed", "marked"]
IN_USE: State = "-"
REMOVED: State = "removed"
MARKED: State = "marked"
_STATES: dict[str, State] = {state: state for state in (IN_USE, REMOVED, MARKED)}


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one card. ``changed`` is in whole seconds since 1970, UTC.

    ``services`` are the slugs that its note has, joined by commas.
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

    @property
    def removed(self) -> bool:
        """The card is gone from the source."""
        return self.state != IN_USE


@dataclass(frozen=True, slots=True)
class Lock:
    """The entries of a document; ``render`` is the version of the HTML that the cards were built with."""

    entries: tuple[Entry, ...] = ()
    render: int = 0


def path_for(document: Path) -> Path:
    """The lock file of a document: beside it, under its name."""
    return document.with_suffix(SUFFIX)


def is_lock(path: Path) -> bool:
    """The file is one of ours, whole or not: other tools call their files ``.lock`` too."""
    try:
        return disk.read(path, _LARGEST).startswith(_MAGIC)
    except OSError:
        return False


def load(path: Path) -> Lock | None:
    """The lock at a path, or None if there is none.

    Raises:
        AwsdeckError: the file can't be read, is damaged, in conflict, or from a newer awsdeck.

    """
    try:
        text = disk.read(path, _LARGEST).decode("utf-8")
    except FileNotFoundError:
        return None
    except UnicodeDecodeError:
        raise AwsdeckError(_damaged(path, 1, "it is not UTF-8 text")) from None
    except OSError as failure:
        raise AwsdeckError(_damaged(path, None, failure.strerror or str(failure))) from None
    return parse(text, path)


def parse(text: str, path: Path) -> Lock:
    """The lock in a text; ``path`` only names it.

    Raises:
        AwsdeckError: as `load`.

    """
    lines = text.replace("\r\n", "\n").split("\n")
    for number, line in enumerate(lines, 1):
        if line.startswith(_CONFLICT):
            raise AwsdeckError(_conflict(path, number))
    header = _HEADER.fullmatch(lines[0])
    if header is None:
        raise AwsdeckError(_damaged(path, 1, "the first line is not that of a lock file"))
    if int(header["version"]) > VERSION:
        raise AwsdeckError(_newer(path, int(header["version"])))
    if lines[-1]:
        raise AwsdeckError(_damaged(path, len(lines), "the last line is cut off"))
    entries: dict[str, Entry] = {}
    seeds: set[str] = set()
    for number, line in enumerate(lines[1:-1], 2):
        if line.startswith("#"):
            continue
        entry = _entry(line, path, number)
        twin = entries.get(entry.id)
        if entry.seed in seeds and (twin is None or twin.seed != entry.seed):
            raise AwsdeckError(_damaged(path, number, f"another card has the seed {entry.seed!r} already"))
        if twin is not None and twin.seed != entry.seed:
            raise AwsdeckError(_damaged(path, number, f"the id {entry.id!r} stands here for a second card"))
        # a merge that kept both sides' lines of a card: what changed later is what the learner may have
        entries[entry.id] = entry if twin is None or entry.changed > twin.changed else twin
        seeds.add(entry.seed)
    return Lock(tuple(entries.values()), int(header["render"]))


def _entry(line: str, path: Path, number: int) -> Entry:
    columns = line.split("\t")
    if len(columns) != _COLUMNS:
        what = f"it has {len(columns)} columns, not {_COLUMNS}"
        raise AwsdeckError(_damaged(path, number, what))
    card_id, seed, changed, state, card_number, *prints, services, sketch, deck, question = columns
    wrong = next(
        (
            name
            for name, fits in (
                ("id", bool(card_id)),
                ("seed", bool(seed)),
                ("state", state in _STATES),
                ("number", card_number == "-" or card_number.isdecimal()),
                ("fingerprints", all(_PRINT.fullmatch(found) for found in prints)),
                ("sketch", bool(_SKETCH.fullmatch(sketch.removeprefix("-")))),
            )
            if not fits
        ),
        None,
    )
    seconds = _seconds(changed)
    if wrong or seconds is None:
        raise AwsdeckError(_damaged(path, number, f"its {wrong or 'time'} can't be read"))
    return Entry(
        id=card_id,
        seed=seed,
        changed=seconds,
        state=_STATES[state],
        number=None if card_number == "-" else int(card_number),
        question_print=prints[0],
        answer_print=prints[1],
        details_print=prints[2],
        services=services.removeprefix("-"),
        sketch=sketch.removeprefix("-"),
        deck=deck,
        question=question,
    )


def _seconds(text: str) -> int | None:
    try:
        return int(datetime.strptime(text, _TIME).replace(tzinfo=UTC).timestamp())
    except ValueError:
        return None


def text_of(lock: Lock) -> str:
    """The text of a lock file."""
    lines = [f"awsdeck-lock {VERSION} render {lock.render}", _NOTE]
    lines.extend(_line(entry) for entry in (*_kept(lock.entries), *_gone(lock.entries)))
    return "\n".join(lines) + "\n"


def _kept(entries: Iterable[Entry]) -> list[Entry]:
    return [entry for entry in entries if not entry.removed]


def _gone(entries: Iterable[Entry]) -> list[Entry]:
    return sorted((entry for entry in entries if entry.removed), key=lambda entry: entry.id)


def _line(entry: Entry) -> str:
    columns = (
        entry.id,
        entry.seed,
        datetime.fromtimestamp(entry.changed, UTC).strftime(_TIME),
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
    return "\t".join(columns)


def _damaged(path: Path, line: int | None, what: str) -> Problem:
    return error(
        Location(str(path), line),
        "damaged-lock",
        f"the lock file is damaged: {what}",
        "restore it from version control; without it cards may lose their history, so it is never made anew",
    )


def _conflict(path: Path, line: int) -> Problem:
    return error(
        Location(str(path), line),
        "conflicted-lock",
        "the lock file holds an unresolved merge conflict",
        "keep the lines of both sides and remove the markers; of two lines for a card the later one counts",
    )


def _newer(path: Path, version: int) -> Problem:
    return error(
        Location(str(path), 1),
        "newer-lock",
        f"the lock file was written by a newer awsdeck (format {version}, this one knows {VERSION})",
        "update awsdeck",
    )
