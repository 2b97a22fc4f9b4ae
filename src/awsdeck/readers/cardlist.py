"""Flash cards copied from a page: a heading that says how many there are, then a line for each side of each.

In: the lines of a document. Out: the cards as questions and answers. It must not know how questions are found
otherwise.

Fronts and backs look alike, and only their turns tell them apart. So a number in the heading has to say how
many there are, nothing but what belongs to a page may follow the last, and named features have to add up.
"""

import re
from collections.abc import Iterator, Sequence

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.problems import Problem, warning
from awsdeck.readers import furniture
from awsdeck.readers.lines import Line, Lines
from awsdeck.readers.marks import asks
from awsdeck.readers.spreadsheet import Sheet
from awsdeck.source import Source

CERTAIN = 3
_FEWEST = 3
_MOST, _FEW = 0.8, 0.2  # of the cards
_HEADING = late(r"[^\W\d_][^()\d]{2,60}+\((?P<count>\d{1,4})\)")
_CARDS = late(r"\b(?:terms?|(?:flash ?)?cards?|begriffe|karten|términos|tarjetas)\b", re.IGNORECASE)
_BELOW = late(
    r"(?:students also|other sets|related|see (?:more|all)|show more|about|recommended)\b", re.IGNORECASE
)


def find(lines: Sequence[Line]) -> Sheet | None:
    """The cards below the first heading that counts them, if there are as many."""
    filled = [line for line in lines if not line.blank]
    for at, line in enumerate(filled):
        counted = _HEADING.fullmatch(line.bare) if line.bare[-1] == ")" else None
        count = int(counted["count"]) if counted else 0
        if count >= _FEWEST and _are_cards(line, filled[at + 1 : at + 1 + 2 * count], count):
            rest = filled[at + 1 + 2 * count :]
            if not rest or _is_of_page(rest[0]):
                return _cards(line, filled[: at + 1], filled[at + 1 : at + 1 + 2 * count], rest)
    return None


def miscounted(source: Source, above: Sequence[Line], count: int) -> list[Problem]:
    """A heading ``above`` the first question that counts other cards than were found, so many."""
    return [
        warning(
            source.at(line.number),
            "unsure-cards",
            f"{counted['count']} cards are announced and {count} were found: {line.bare!r}",
            "write Q: before the front and A: before the back of each",
        )
        for line in above
        if (counted := _HEADING.fullmatch(line.bare) if line.bare[-1:] == ")" else None)
        and _CARDS.search(line.bare)
        and int(counted["count"]) != count
    ]


def _are_cards(heading: Line, sides: Sequence[Line], count: int) -> bool:
    """Every other line is the front of a card."""
    fronts, backs = sides[::2], sides[1::2]
    if len(backs) < count:
        return False
    longer = sum(len(back.bare) > len(front.bare) for front, back in zip(fronts, backs, strict=True))
    asking = sum(asks(front.bare) for front in fronts)
    asked_back = any(line.bare.endswith("?") for line in backs)
    features = (
        ("the heading speaks of cards", 1, bool(_CARDS.search(heading.bare))),
        ("all that asks is on a front", 2, asking >= _FEW * count and not asked_back),
        ("backs are longer than fronts", 2, longer >= _MOST * count),
    )
    return sum(weight for _, weight, holds in features if holds) >= CERTAIN


def _is_of_page(line: Line) -> bool:
    return (
        furniture.begins_section(line.bare) or furniture.is_chrome(line.bare) or bool(_BELOW.match(line.bare))
    )


def _cards(heading: Line, above: Sequence[Line], sides: Sequence[Line], rest: Sequence[Line]) -> Sheet:
    found = list(above)
    places: list[int] = []
    for front, back in zip(sides[::2], sides[1::2], strict=True):
        places.append(len(found) + 1)
        found += _card(front, back)
    answers = frozenset(range(len(found))).difference(places)
    text = "\n".join(line.bare for line in rest)
    apart = (Passage(rest[0].number, rest[-1].number, text, "stands below the last card"),) if rest else ()
    return Sheet(Lines(found), answers, {}, apart, f"rows below {heading.bare!r}")


def _card(front: Line, back: Line) -> Iterator[Line]:
    yield Line(front.number, "")
    yield Line(front.number, f"Q: {front.bare}")
    yield Line(back.number, f"Answer: {back.bare}")
