"""What an author writes under a question: its id, its kinds of cards, its difficulty and services.

In: the text of a comment or a line. Out: what it states. It must not know which question it belongs to.
"""

import re

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import difficulty
from awsdeck.source import Source

_ID = late(r"\s*id\s*:\s*(?P<id>[^\W_][\w.:/~-]*)\s*")
_FORMS = late(r"\s*cards\s*:\s*(?P<forms>[\w-]+(?:\s*,\s*[\w-]+)*)\s*")
_MARKS = {
    "id": ("id", "letters, figures and hyphens, <!-- id: my-id -->"),
    "cards": ("choice of cards", "kinds of cards, <!-- cards: qa, terms -->"),
}
_MEANT = {
    **dict.fromkeys(("id", "ids", "card id", "card-id", "card_id"), "id"),
    **dict.fromkeys(("cards", "card"), "cards"),
}
_LONGEST = 1000  # characters of a line of labels
_BETWEEN = late(rf"\s+[·|•]\s+|\s+(?=(?:{difficulty.LABELS}|services?)\s*[:：])", re.IGNORECASE)
_LABELLED = late(rf"\s*(?P<label>{difficulty.LABELS}|services?)\s*[:：]\s*(?P<value>.*\S)\s*", re.IGNORECASE)
_NAMED = late(r"\s*+(?P<label>[^\W\d_]{4,20}+)\s*+[:：]\s*+(?P<value>[^\s:：][^:：]*)")
_OF_LEVEL = late(difficulty.LABELS, re.IGNORECASE)
_CALLED = ("Difficulty", "Level", "Services", "Schwierigkeit", "Dificultad", "Difficulté", "Dificuldade")
_ALIKE = 0.84  # of a label's letters are those of a known one
_PARTS = " ,;|"  # what may stand between two parts of a line
_LEVELS = ("niveau", "nivel", "nível", "stufe", "livello")  # of anything, unless a difficulty follows


def stated_id(text: str) -> str | None:
    """The id that a comment states: ``id: s3-bucket``."""
    match = _ID.fullmatch(text)
    return match["id"] if match else None


def unused(source: Source, line: int, text: str) -> Problem | None:
    """What to tell of a comment that was meant to state something and isn't used."""
    name, _, value = text.partition(":")
    name = name.strip()
    meant = _MEANT.get(name.casefold())
    if meant is None or (name.casefold() != meant and not _fits(meant, value)):
        return None
    what, example = _MARKS[meant]
    hint = f"write it directly under a question, once: {example}"
    if name != meant:
        hint = f"write <!-- {meant}: {value.strip()} -->"
    return warning(source.at(line), f"unused-{meant}", f"this {what} is not used: {text!r}", hint)


def _fits(meant: str, value: str) -> bool:
    """The value is one of the mark that was meant: other comments may begin with such a word as well."""
    return bool(stated_id(f"id:{value}") if meant == "id" else stated_forms(f"cards:{value}"))


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
    label, value = match["label"].lower(), match["value"].rstrip(_PARTS)
    if label in _LEVELS:
        return ("level", value) if difficulty.alone(value) else None
    return (label if label == "level" or label.startswith("service") else "difficulty"), value


def names(value: str) -> tuple[str, ...]:
    """The services of a label's value, parted by commas or semicolons."""
    return tuple(name.strip() for name in re.split("[,;]", value) if name.strip())


def unknown_difficulty(source: Source, line: int, value: str) -> Problem:
    """A label states a difficulty that isn't known."""
    meant = difficulty.nearly(value)
    return warning(
        source.at(line),
        "unknown-difficulty",
        f"unknown difficulty: {value!r}",
        f"perhaps {meant.capitalize()}" if meant else "write Easy, Medium or Hard",
    )


def doubt(source: Source, line: int, text: str) -> Problem | None:
    """What to tell of a line below a question that was probably meant to state something about it."""
    parts = _BETWEEN.split(text) if ":" in text and len(text) <= _LONGEST else []
    named = [match for part in parts if (match := _NAMED.fullmatch(part))]
    if not named or len(named) < len(parts):
        return None
    for label, value in ((match["label"], match["value"].rstrip()) for match in named):
        stated = _labelled(f"{label}: {value}")
        if stated and (stated[0].startswith("service") or difficulty.alone(value)):
            continue
        if _OF_LEVEL.fullmatch(label):
            rating = stated is not None and stated[0] == "difficulty"
            if value.isalpha() and (rating or difficulty.nearly(value)):
                return unknown_difficulty(source, line, value)
        elif (difficulty.alone(value) or len(named) > 1) and (meant := _nearly(label)):
            return _unknown_label(source, line, label, meant)
    return None


def _nearly(label: str) -> str | None:
    """The label that a misspelt one was probably meant to be."""
    from difflib import get_close_matches  # for the few lines that may hold one

    return next(iter(get_close_matches(label.capitalize(), _CALLED, 1, _ALIKE)), None)


def _unknown_label(source: Source, line: int, label: str, meant: str) -> Problem:
    hint = f"perhaps {meant}; until then the line is part of the answer"
    return warning(source.at(line), "unknown-label", f"unknown label: {label!r}", hint)
