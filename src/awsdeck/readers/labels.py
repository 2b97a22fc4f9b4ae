"""What an author writes under a question: its id, its kinds of cards, its difficulty and services.

In: the text of a comment or a line. Out: what it states. It must not know which question it belongs to.
"""

import re

from awsdeck.problems import Problem, warning
from awsdeck.source import Source

_ID = re.compile(r"\s*id\s*:\s*(?P<id>[^\W_][\w.:/~-]*)\s*")
_FORMS = re.compile(r"\s*cards\s*:\s*(?P<forms>[\w-]+(?:\s*,\s*[\w-]+)*)\s*")
_LONGEST = 1000  # characters of a line of labels
_BETWEEN = re.compile(r"\s+[·|•]\s+|\s+(?=(?:difficulty|level|services?)\s*[:：])", re.IGNORECASE)
_LABELLED = re.compile(
    r"\s*(?P<label>difficulty|level|services?)\s*[:：]\s*(?P<value>.*\S)\s*", re.IGNORECASE
)


def stated_id(text: str) -> str | None:
    """The id that a comment states: ``id: s3-bucket``."""
    match = _ID.fullmatch(text)
    return match["id"] if match else None


def stated_forms(text: str) -> tuple[str, ...]:
    """The kinds of cards that a comment asks for: ``cards: qa, terms``."""
    match = _FORMS.fullmatch(text)
    return tuple(name.strip().lower() for name in match["forms"].split(",")) if match else ()


def labels(text: str) -> list[tuple[str, str]]:
    """The labelled values of a line such as ``Difficulty: Easy · Services: EC2``; empty if it is prose."""
    matches = [_LABELLED.fullmatch(part) for part in _BETWEEN.split(text if len(text) <= _LONGEST else "")]
    return [(match["label"].lower(), match["value"]) for match in matches if match] if all(matches) else []


def names(value: str) -> tuple[str, ...]:
    """The services of a label's value, parted by commas or semicolons."""
    return tuple(name.strip() for name in re.split("[,;]", value) if name.strip())


def unknown_difficulty(source: Source, line: int, value: str) -> Problem:
    """A label states a difficulty that isn't known."""
    return warning(
        source.at(line),
        "unknown-difficulty",
        f"unknown difficulty: {value!r}",
        "write Easy, Medium or Hard",
    )
