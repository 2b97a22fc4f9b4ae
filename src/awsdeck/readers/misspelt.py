"""Difficulties behind questions that are probably misspelt.

In: a `Document` before its sections rate its questions. Out: problems. It must not know where else a document
states difficulties.

A word counts if it stands where most questions of the document have their difficulty.
"""

from awsdeck.late import late
from awsdeck.model import Document, plain
from awsdeck.problems import Problem
from awsdeck.readers import difficulty, labels
from awsdeck.source import Source

_FEWEST = 3
_MOST = 0.6  # of the questions have a difficulty
_LONGEST = 30  # characters at the end of a question
_GLUED = late(r"[?？]\s*+[-–—|·]?\s*+(?P<word>[^\W\d_]{3,15}+)\Z")
_BRACKETED = late(r"[(\[](?P<word>[^\W\d_]{3,15}+)[)\]]\Z")


def problems(source: Source, document: Document) -> tuple[Problem, ...]:
    """One for each question without a difficulty that ends with a word like one."""
    rated = sum(card.difficulty is not None for card in document.cards)
    if "question" not in document.rated_by or rated < max(_FEWEST, _MOST * len(document.cards)):
        return ()
    unrated = ((card, _word(plain(card.question))) for card in document.cards if not card.difficulty)
    return tuple(labels.unknown_difficulty(source, card.first_line, word) for card, word in unrated if word)


def _word(text: str) -> str | None:
    """The word behind a question mark, or one in brackets that is nearly a difficulty."""
    end = text[-_LONGEST:]
    if glued := _GLUED.search(end):
        return glued["word"]
    bracketed = _BRACKETED.search(end)
    return bracketed["word"] if bracketed and difficulty.nearly(bracketed["word"]) else None
