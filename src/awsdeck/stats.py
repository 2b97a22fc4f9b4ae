"""The figures of a deck: how many cards of what, how long their answers are, how much of it is code.

In: notes. Out: `Stats`, plain numbers. It must not know how they are shown; `values` is the shape that
programs get.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import mean, median
from typing import Any, NamedTuple

from awsdeck.model import Block, Blocks, Callout, Code, List, Table, block_text, plain, walk
from awsdeck.notes import Note

LEVELS = ("easy", "medium", "hard", "unrated")
_EDGES = (0, 25, 50, 100, 200, 400)  # words: each step is about twice as much to read


class Service(NamedTuple):
    """A service and how many cards are about it."""

    slug: str
    name: str
    cards: int


@dataclass(frozen=True, slots=True)
class Span:
    """How many answers have from ``first`` to ``last`` words; the longest have no ``last``."""

    first: int
    last: int | None
    cards: int

    def __str__(self) -> str:
        return f"{self.first}+" if self.last is None else f"{self.first}-{self.last}"


class Lengths(NamedTuple):
    """The words of answers; what stands in code and diagrams is not counted."""

    shortest: int
    median: float
    mean: float
    longest: int
    spans: tuple[Span, ...]


class Stats(NamedTuple):
    """The figures. ``categories`` are in the order of the document, ``services`` by number of cards.

    A card may have several services or none; ``without_service`` counts the latter. ``parts`` tells how many
    answers hold ``code``, a ``diagram`` or a ``table``.
    """

    cards: int
    categories: tuple[tuple[str | None, Mapping[str, int]], ...]
    services: tuple[Service, ...]
    without_service: int
    lengths: Lengths
    parts: Mapping[str, int]

    @property
    def levels(self) -> Mapping[str, int]:
        """The cards of each difficulty, over all categories."""
        return {level: sum(row[level] for _, row in self.categories) for level in LEVELS}

    def share(self, part: str) -> float:
        """The share of answers that hold a part, from 0 to 1."""
        return self.parts[part] / self.cards if self.cards else 0.0


def of(notes: Sequence[Note]) -> Stats:
    """The figures of these notes."""
    names = {
        slug: name
        for note in notes
        for slug, name in zip(note.service_slugs, note.service_names, strict=True)
    }
    found = Counter(slug for note in notes for slug in note.service_slugs)
    services = [Service(slug, names[slug], count) for slug, count in found.items()]
    return Stats(
        cards=len(notes),
        categories=_categories(notes),
        services=tuple(sorted(services, key=lambda service: (-service.cards, service.name.casefold()))),
        without_service=sum(not note.services for note in notes),
        lengths=_lengths([word_count(note.card.answer) for note in notes]),
        parts=_parts(note.card.answer for note in notes),
    )


def _categories(notes: Iterable[Note]) -> tuple[tuple[str | None, Mapping[str, int]], ...]:
    rows: dict[str | None, Counter[str]] = {}
    for note in notes:
        rows.setdefault(note.card.category, Counter())[note.card.difficulty or "unrated"] += 1
    return tuple((category, {level: row[level] for level in LEVELS}) for category, row in rows.items())


def word_count(blocks: Blocks) -> int:
    """How many words a person reads, without code and diagrams."""
    return sum(_words(block) for block in blocks)


def _words(block: Block) -> int:
    match block:
        case Code():
            return 0
        case Callout(inner):
            return word_count(inner)
        case List():
            return sum(len(plain(item.spans).split()) + word_count(item.children) for item in block.items)
        case _:
            return len(block_text(block).split())


def _lengths(counts: Sequence[int]) -> Lengths:
    spans = [
        Span(first, end - 1, sum(first <= count < end for count in counts)) for first, end in pairwise(_EDGES)
    ]
    spans.append(Span(_EDGES[-1], None, sum(count >= _EDGES[-1] for count in counts)))
    if not counts:
        return Lengths(0, 0, 0, 0, tuple(spans))
    return Lengths(min(counts), median(counts), mean(counts), max(counts), tuple(spans))


def _parts(answers: Iterable[Blocks]) -> Mapping[str, int]:
    kinds = Counter(kind for answer in answers for kind in {_kind(block) for block in walk(answer)})
    return {part: kinds[part] for part in ("code", "diagram", "table")}


def _kind(block: Block) -> str:
    match block:
        case Code(language, _):
            return "diagram" if language == "text" else "code"
        case Table():
            return "table"
        case _:
            return ""


def values(stats: Stats) -> dict[str, Any]:
    """The figures as ``stats --json`` prints them; keys may be added, none changes its meaning."""
    lengths = stats.lengths
    return {
        "cards": stats.cards,
        "categories": [
            {"category": category, "cards": sum(row.values()), **row} for category, row in stats.categories
        ],
        "services": [
            {"service": service.slug, "name": service.name, "cards": service.cards}
            for service in stats.services
        ],
        "without_service": stats.without_service,
        "words": {
            "shortest": lengths.shortest,
            "median": lengths.median,
            "mean": round(lengths.mean, 1),
            "longest": lengths.longest,
            "distribution": [
                {"from": span.first, "to": span.last, "cards": span.cards} for span in lengths.spans
            ],
        },
        "answers_with": {
            part: {"cards": count, "share": round(stats.share(part), 3)}
            for part, count in stats.parts.items()
        },
    }
