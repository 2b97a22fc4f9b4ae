"""What an author writes under a question: its id, its kinds of cards, its difficulty and services.

In: the text of a comment or a line. Out: what it states. It must not know which question it belongs to.
"""

import re

from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty
from awsdeck.source import Source

_ID = re.compile(r"\s*id\s*:\s*(?P<id>[^\W_][\w.:/~-]*)\s*")
_FORMS = re.compile(r"\s*cards\s*:\s*(?P<forms>[\w-]+(?:\s*,\s*[\w-]+)*)\s*")
_LONGEST = 1000  # characters of a line of labels
_BETWEEN = re.compile(rf"\s+[·|•]\s+|\s+(?=(?:{difficulty.LABELS}|services?)\s*[:：])", re.IGNORECASE)
_LABELLED = re.compile(
    rf"\s*(?P<label>{difficulty.LABELS}|services?)\s*[:：]\s*(?P<value>.*\S)\s*", re.IGNORECASE
)
_LEVELS = ("niveau", "nivel", "nível", "stufe", "livello")  # of anything, unless a difficulty follows


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
    found = [_labelled(part) for part in _BETWEEN.split(text if len(text) <= _LONGEST else "")]
    return [stated for stated in found if stated] if all(found) else []


def _labelled(text: str) -> tuple[str, str] | None:
    """The label and the value of a part of a line, the label as it is called in English."""
    match = _LABELLED.fullmatch(text)
    if match is None:
        return None
    label, value = match["label"].lower(), match["value"]
    if label in _LEVELS:
        return ("level", value) if difficulty.alone(value) else None
    return (label if label == "level" or label.startswith("service") else "difficulty"), value


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
