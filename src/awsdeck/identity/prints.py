"""Fingerprints: whether a card's content is the same, and how much of it is alike.

In: values of the model. Out: short texts for the lock. They depend on what the card says, not on the HTML
it is rendered to or on where it stands.
"""

import hashlib
import zlib
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from awsdeck import memory
from awsdeck.identity.similarity import terms
from awsdeck.model import SPANS_AND_BLOCKS, Blocks, Card, Spans, Text, block_text

_LENGTH = 12
MARK = 4  # letters of a sketch for each word
_SKETCH_SIZE = 16  # hashes kept: two answers' share of common words is known to about a tenth


def fingerprint(value: object) -> str:
    """A short hash that differs wherever the content of two values does."""
    return _hashed(_canonical(value))


def of_question(spans: Spans) -> str:
    """The fingerprint of a question."""
    if len(spans) == 1 and type(spans[0]) is Text:  # as in most questions, which need no step for each part
        return _hashed(f"[Text(text={spans[0].text!r})]")
    return fingerprint(spans)


def of_details(card_id: str, details: tuple[object, ...]) -> str:
    """The fingerprint of what is on a card beside question and answer: of its id, and what many share."""
    return _hashed(f"[{card_id!r}{_canonical_rest(details)}]")


@lru_cache(maxsize=1024)
def _canonical_rest(values: tuple[object, ...]) -> str:
    """The values as they stand behind another one in the text for a tuple."""
    return "".join([f",{_canonical(value)}" for value in values])


def _hashed(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_LENGTH]


def _canonical(value: Any) -> str:
    """A text for a value of the model; fields that say no more than their default leave no trace.

    So a later version of the model can add a field without changing the fingerprint of every card.
    """
    kind: Any = type(value)
    if kind is Text:  # half of all values: their one field is read off
        return f"Text(text={value.text!r})"
    if kind is str:
        return repr(value)
    if kind is tuple:
        return "[" + ",".join([_canonical(part) for part in value]) + "]"
    compared = _compared_fields(kind)
    if compared is None:
        return repr(value)
    parts = [
        f"{name}={_canonical(found)}"
        for name, default in compared
        if (found := getattr(value, name)) != default
    ]
    return f"{kind.__name__}({','.join(parts)})"


@lru_cache(maxsize=64)
def _compared_fields(kind: Any) -> tuple[tuple[str, object], ...] | None:
    """The fields in which two spans or blocks can differ, each with its default; None for other values."""
    if kind not in SPANS_AND_BLOCKS:
        return None
    defaults = getattr(kind, "_field_defaults", {})
    return tuple((name, defaults.get(name, ...)) for name in kind.__match_args__ if name != "line")


def sketch(answer: Blocks) -> str:
    """The smallest hashes of an answer's words: alike for answers that share most of their words."""
    found = {word for block in answer for word in terms(block_text(block))}
    hashes = sorted({_hash(word) for word in found if len(word) > 1})
    return "".join([f"{number:04x}" for number in hashes[:_SKETCH_SIZE]])


@lru_cache(maxsize=1 << 16)
def _hash(word: str) -> int:
    return zlib.crc32(word.encode()) & 0xFFFF


class AnswerPrint(NamedTuple):
    """What an answer is known by: the fingerprint of all it says, and a sketch of its words."""

    fingerprint: str
    sketch: str


_QUEST = memory.Quest[AnswerPrint]("prints", "Comparing", (AnswerPrint,))


def of_answers(place: str, cards: Sequence[Card]) -> list[AnswerPrint]:
    """The prints of each card's answer; ``place`` names the document, for what is remembered of it."""
    return memory.recalled(
        _QUEST, place, [card.origin for card in cards], lambda at: _of_answer(cards[at].answer)
    )


def _of_answer(answer: Blocks) -> AnswerPrint:
    blocks = tuple(answer)
    return AnswerPrint(fingerprint(blocks), sketch(blocks))


def likeness(a: str, b: str) -> float:
    """The estimated share of words that two sketched answers have in common, 0 to 1."""
    first, second = set(_hashes(a)), set(_hashes(b))
    # only the smallest hashes of the union are known on both sides (a bottom-k estimate of Jaccard's index)
    union = sorted(first | second)[:_SKETCH_SIZE]
    return sum(number in first and number in second for number in union) / len(union) if union else 0.0


def _hashes(text: str) -> Sequence[str]:
    return [text[at : at + MARK] for at in range(0, len(text), MARK)]
