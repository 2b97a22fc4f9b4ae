"""Fingerprints: whether a card's content is the same, and how much of it is alike.

In: values of the model. Out: short texts for the lock. They depend on what the card says, not on the HTML
it is rendered to or on where it stands.
"""

import hashlib
import zlib
from collections.abc import Sequence
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import Any

from awsdeck.identity.similarity import terms
from awsdeck.model import Blocks, block_text

_LENGTH = 12
MARK = 4  # letters of a sketch for each word
_SKETCH_SIZE = 16  # hashes kept: two answers' share of common words is known to about a tenth


def fingerprint(value: object) -> str:
    """A short hash that differs wherever the content of two values does."""
    return hashlib.sha256(_canonical(value).encode()).hexdigest()[:_LENGTH]


def _canonical(value: Any) -> str:
    """A text for a value of the model; fields that say no more than their default leave no trace.

    So a later version of the model can add a field without changing the fingerprint of every card.
    """
    if isinstance(value, str):
        return repr(value)
    if isinstance(value, tuple):
        return "[" + ",".join(map(_canonical, value)) + "]"
    kind = type(value)
    if not is_dataclass(kind):
        return repr(value)
    parts = [
        f"{name}={_canonical(found)}"
        for name, default in _compared_fields(kind)
        if (found := getattr(value, name)) != default
    ]
    return f"{kind.__name__}({','.join(parts)})"


@lru_cache(maxsize=64)
def _compared_fields(kind: Any) -> tuple[tuple[str, object], ...]:
    return tuple((field.name, field.default) for field in fields(kind) if field.compare)


def sketch(answer: Blocks) -> str:
    """The smallest hashes of an answer's words: alike for answers that share most of their words."""
    found = {word for block in answer for word in terms(block_text(block))}
    hashes = sorted({zlib.crc32(word.encode()) & 0xFFFF for word in found if len(word) > 1})
    return "".join(f"{number:04x}" for number in hashes[:_SKETCH_SIZE])


def likeness(a: str, b: str) -> float:
    """The estimated share of words that two sketched answers have in common, 0 to 1."""
    first, second = set(_hashes(a)), set(_hashes(b))
    # only the smallest hashes of the union are known on both sides (a bottom-k estimate of Jaccard's index)
    union = sorted(first | second)[:_SKETCH_SIZE]
    return sum(number in first and number in second for number in union) / len(union) if union else 0.0


def _hashes(text: str) -> Sequence[str]:
    return [text[at : at + MARK] for at in range(0, len(text), MARK)]
