"""Which derived cards stand on their own.

In: drafts. Out: those that can be answered by somebody who sees nothing but the front, and for each other
one the reason. It must not know which form made a draft.

`RULES` lists what must hold for a card by itself; each function is named as the rule, and gives what is
wrong. That no two fronts are alike can only be told of all cards of a document together.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from awsdeck.forms.topic import JOINING_WORDS, stem, telling_words
from awsdeck.forms.values import Draft
from awsdeck.model import Block, Code, Image, List, Table, block_text, plain, walk
from awsdeck.text import words

Rule = Callable[[Draft], str | None]

_PRONOUNS = frozenset(("it", "its", "they", "them", "their", "this", "these", "those"))
_NAME = re.compile(r"(?<=\s)[^\W\d_]*[A-Z]\w*|\w*\d\w*")  # a capital within the line, a figure

_LABELS = frozenset(
    (
        *("note", "notes", "tip", "tips", "warning", "caution", "hint", "important", "remember", "caveat"),
        *(
            "example",
            "examples",
            "e g",
            "for example",
            "follow up",
            "follow up question",
            "answer",
            "summary",
        ),
        *(
            "conclusion",
            "rule",
            "rule of thumb",
            "key",
            "key point",
            "key points",
            "see also",
            "source",
            "bonus",
        ),
        *("first", "second", "third", "finally", "also", "and", "or", "but", "then", "otherwise", "etc"),
    )
)
_PLACE = r"(?:above|below|before|earlier|left|right)"
_ELSEWHERE = re.compile(
    rf"\b(?:see|as|shown|described|listed|mentioned|explained|given|discussed|the same as) {_PLACE}\b"
    r"|\bthe (?:former|latter)\b|\b(?:ditto|idem)\b"
    r"|^(?:same|the same|like(?:wise)?|as) (?:as )?(?:above|before|here)\b"
    r"|\b(?:above|following|next|previous) (?:table|list|diagram|example|code|figure|section|question)\b",
    re.IGNORECASE,
)


def no_side_is_empty(draft: Draft) -> str | None:
    """There is something to ask and something to answer."""
    if not words(draft.subject):
        return "nothing is asked for"
    return None if any(_says_something(block) for block in walk(draft.answer)) else "there is no answer"


def the_front_says_of_what(draft: Draft) -> str | None:
    """The front names what it is about, so that "Cost?" is the cost of something."""
    said = words(draft.topic)
    clear = telling_words(draft.topic) and (not _PRONOUNS.intersection(said) or _NAME.search(draft.topic))
    return None if clear else "the question doesn't say what it is about"


def the_subject_names_something(draft: Draft) -> str | None:
    """What is asked for has a name, and is no label such as "Note", nor a pronoun."""
    if " ".join(words(draft.subject)) in _LABELS:
        return f"{draft.subject!r} is a label, not something to ask for"
    found = len(telling_words(draft.subject))
    if found < draft.least:
        return f"{draft.subject!r} alone names nothing" if not found else f"{draft.subject!r} says too little"
    return None


def the_answer_says_more_than_the_front(draft: Draft) -> str | None:
    """The answer doesn't just repeat its front; unless the front offers its answers to choose from."""
    asked = {stem(word) for word in words(draft.front)}
    said = {stem(word) for word in words(_sought(draft))} - JOINING_WORDS
    has_picture = any(isinstance(block, Image | Code) for block in walk(draft.answer))
    return None if draft.choice or has_picture or said - asked else "the answer only repeats its front"


def the_card_points_nowhere_else(draft: Draft) -> str | None:
    """Neither side speaks of something that isn't on the card."""
    text = f"{draft.subject}\n" + "\n".join(block_text(block) for block in draft.substance)
    found = _ELSEWHERE.search(text)
    return f"it speaks of something that isn't on the card: {found[0]!r}" if found else None


RULES: tuple[Rule, ...] = (
    no_side_is_empty,
    the_front_says_of_what,
    the_subject_names_something,
    the_answer_says_more_than_the_front,
    the_card_points_nowhere_else,
)


def why_not(draft: Draft) -> str | None:
    """The first reason for which a card doesn't stand on its own; None if it does."""
    return draft.unfit or next((why for rule in RULES if (why := rule(draft))), None)


def alike(drafts: Iterable[Draft], asked: Iterable[tuple[str, int]] = ()) -> Mapping[int, str]:
    """The positions of drafts whose front another card has, with what is wrong.

    Of several with the same answer the first stays; where the answers differ the front is ambiguous, and
    none stays. ``asked`` are the fronts and lines of cards that stay in any case.
    """
    fixed = {words(front): line for front, line in asked}
    groups: dict[tuple[str, ...], list[tuple[int, Draft]]] = {}
    for at, draft in enumerate(drafts):
        groups.setdefault(words(draft.front), []).append((at, draft))
    wrong: dict[int, str] = {}
    for key, found in groups.items():
        one_answer = len({_words_of(draft) for _, draft in found}) == 1
        first = found[0][1]
        for at, draft in found:
            if key in fixed:
                wrong[at] = f"the question at line {fixed[key]} asks the same"
            elif draft is not first and one_answer:
                wrong[at] = f"the same card as the one of line {first.line}"
            elif not one_answer:
                other = next(other for _, other in found if other is not draft)
                wrong[at] = f"ambiguous: the front at line {other.line} is the same, with another answer"
    return wrong


def _words_of(draft: Draft) -> tuple[str, ...]:
    return words(_sought(draft))


def _sought(draft: Draft) -> str:
    """The text that is to be recalled: not the header of a table, nor what a cloze card shows."""
    found: list[str] = []
    for block in draft.answer:
        match block:
            case Table(_, rows):
                found.extend(plain(cell) for row in rows for cell in row)
            case List(ordered, items) if draft.hidden is not None:
                found.append(block_text(List(ordered, (items[draft.hidden],))))
            case _:
                found.append(block_text(block))
    return "\n".join(found)


def _says_something(block: Block) -> bool:
    return isinstance(block, Image) or bool(block_text(block).strip())
