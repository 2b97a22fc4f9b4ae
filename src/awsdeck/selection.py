"""Which notes of a deck a person wants.

In: notes and what was asked for. Out: those notes, in the same order, each unchanged: a note has the same
guid, deck and time in every subset. It must not know how the wish was expressed (options, a file).
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from awsdeck.notes import Note
from awsdeck.services import Catalogue
from awsdeck.text import slug, words


class Wish(NamedTuple):
    """What was asked for: values of one kind mean any of them, different kinds mean all of them."""

    categories: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    difficulties: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """A name for the subset, safe in a file name; empty if everything is wanted."""
        asked = (*self.categories, *self.services, *self.difficulties, *self.numbers)
        return slug("-".join(slug(value) for value in asked), 60)


EVERYTHING = Wish()


class SelectionError(ValueError):
    """What was asked for can't be chosen."""


_MOST_TOLD = 12


class NothingMatchesError(SelectionError):
    """A name that no note has; ``known`` are those there are, the nearest first."""

    def __init__(self, kind: str, name: str, known: Sequence[str]) -> None:
        from difflib import get_close_matches

        near = get_close_matches(
            name.casefold(), [value.casefold() for value in known], n=len(known) or 1, cutoff=0.3
        )
        order = {value: rank for rank, value in enumerate(near)}
        self.known = tuple(sorted(known, key=lambda value: order.get(value.casefold(), len(near))))
        self.known = self.known if kind != "number" else tuple(known)
        listed = ", ".join(self.known[:_MOST_TOLD]) or "none"
        more = len(self.known) - _MOST_TOLD
        rest = f" and {more} more, which awsdeck stats lists" if more > 0 else ""
        meant = f"; did you mean {self.known[0]}?" if near and kind != "number" else ";"
        super().__init__(f"no {kind} matches {name!r}{meant} there are: {listed}{rest}")


class UnreadableRangeError(SelectionError):
    """A text that names no numbers; ``why`` says what is wrong with it."""

    def __init__(self, text: str, why: str = "is not a range of numbers") -> None:
        super().__init__(f"{text!r} {why}; write 7, 1-12 or 1-12,40")


def select(notes: Sequence[Note], wish: Wish, catalogue: Catalogue) -> tuple[Note, ...]:
    """The notes that were asked for.

    Raises:
        NothingMatchesError: a name or number fits no note at all.
        UnreadableRangeError: a range of numbers can't be read.
        SelectionError: every name fits a note, but no note has all of them.

    """
    wanted: list[Callable[[Note], bool]] = []
    if wish.categories:
        categories = _matching("category", wish.categories, _values(notes, "category"))
        wanted.append(lambda note: note.card.category in categories)
    if wish.services:
        services = _matching_services(wish.services, notes, catalogue)
        wanted.append(lambda note: bool(services.intersection(note.service_slugs)))
    if wish.difficulties:
        difficulties = _matching("difficulty", wish.difficulties, _values(notes, "difficulty"))
        wanted.append(lambda note: note.card.difficulty in difficulties)
    if wish.numbers:
        numbers = _numbers(wish.numbers, notes)
        wanted.append(lambda note: note.card.number in numbers)
    found = tuple(note for note in notes if all(fits(note) for fits in wanted))
    if notes and not found:
        raise SelectionError("no card has all of what was asked for")
    return found


def split(notes: Sequence[Note], by: str) -> Mapping[str, tuple[Note, ...]]:
    """The notes by each value of ``category``, ``service`` or ``difficulty``; "other" has none."""
    parts: dict[str, list[Note]] = {}
    for note in notes:
        for value in _of(note, by) or ("other",):
            parts.setdefault(value, []).append(note)
    return {value: tuple(found) for value, found in parts.items()}


def _of(note: Note, kind: str) -> tuple[str, ...]:
    if kind == "service":
        return note.service_slugs
    value = note.card.category if kind == "category" else note.card.difficulty
    return (value,) if value else ()


def _values(notes: Iterable[Note], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(value for note in notes for value in _of(note, kind)))


def _matching(kind: str, names: Iterable[str], values: Sequence[str]) -> set[str]:
    """The values that a name means: the one of just these words, else all that contain its words."""
    found: set[str] = set()
    for name in names:
        asked = words(name)
        exact = {value for value in values if words(value) == asked}
        within = {value for value in values if asked and set(asked) <= set(words(value))}
        begun = {value for value in values if asked and _begins(words(value), asked)}
        match = exact or within or begun
        if not match:
            raise NothingMatchesError(kind, name, values)
        found |= match
    return found


def _begins(of: Sequence[str], asked: Sequence[str]) -> bool:
    """Every asked word begins one of the words."""
    return all(any(word.startswith(part) for word in of) for part in asked)


def _matching_services(names: Iterable[str], notes: Sequence[Note], catalogue: Catalogue) -> set[str]:
    there = _values(notes, "service")
    found: set[str] = set()
    for name in names:
        known = catalogue.resolve(name)
        if known in there:
            found.add(str(known))
        else:
            found |= _matching("service", (name,), there)
    return found


_RANGE = re.compile(r"(?P<first>\d+)(?:\s*[-–]\s*(?P<last>\d+))?")


def _numbers(texts: Iterable[str], notes: Sequence[Note]) -> set[int]:
    there = sorted({note.card.number for note in notes if note.card.number is not None})
    found: set[int] = set()
    for text in (part.strip() for whole in texts for part in whole.split(",")):
        match = _RANGE.fullmatch(text)
        first = int(match["first"]) if match else 0
        last = int(match["last"] or first) if match else -1
        wanted = {number for number in there if first <= number <= last}
        if match is None:
            raise UnreadableRangeError(text)
        if last < first:
            raise UnreadableRangeError(text, "ends before it begins")
        if not wanted:
            raise NothingMatchesError("number", text, _as_ranges(there))
        found |= wanted
    return found


def _as_ranges(numbers: Sequence[int]) -> list[str]:
    ranges: list[list[int]] = []
    for number in numbers:
        if ranges and number == ranges[-1][1] + 1:
            ranges[-1][1] = number
        else:
            ranges.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
