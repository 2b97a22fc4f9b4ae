"""Which bare line of copied text is a heading.

In: a line with its neighbours. Out: a score made of named features. It must not know what the heading
is for (a category, the end of the page): the reader of questions decides that by where it stands.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers.furniture import is_link_back
from awsdeck.readers.glue import seams
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import behind_label
from awsdeck.readers.options import is_lettered
from awsdeck.readers.verbatim import is_preformatted
from awsdeck.readers.vocabulary import Vocabulary

CERTAIN = 5
POSSIBLE = 3
BLANK_BEFORE = "blank line before"
_BLANK_BEFORE_WEIGHT = 1

_SMALL_WORDS = frozenset("a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|via|vs|with".split("|"))  # noqa: SIM905 -- short
_MOST_WORDS = 9
_FEW_WORDS = 6
_CAPTION_WORDS = 3
_FIRST_SIGN, _VARIANT = "\u2190", "\ufe0f"
OF_QUESTIONS = late(
    r"\b(?:questions?|q\s?&\s?a|faqs?|quiz|flash ?cards?|interviews?|exam|drill|trivia|mcqs?|revision|"
    r"cheat ?sheet)\b",
    re.IGNORECASE,
)
"""Words by which the title of a whole document says that it holds questions."""
_OF_QUESTIONS = late(r"\b(?:questions?|interviews?|faqs?|q&a|scenarios?)\b", re.IGNORECASE)


class HeadingScore(NamedTuple):
    """How strongly a line looks like a heading, and the features that say so."""

    score: int
    why: tuple[str, ...]


def score(line: Line, above: Sequence[Line], words: Vocabulary) -> HeadingScore:
    """Weigh a line that stands bare; ``above`` are the lines from the question before it on."""
    seen = [(weight, name) for name, weight, holds in _features(line, above, words) if holds]
    return HeadingScore(sum(weight for weight, _ in seen), tuple(name for _, name in seen))


def may_be(line: Line) -> bool:
    """A glance: False only for a line that is no heading, not even possibly, whatever stands around it."""
    most = _BLANK_BEFORE_WEIGHT
    for look in (_at_a_glance, _by_itself):
        most += sum([weight for _, weight, holds in look(line) if holds])
        if most < POSSIBLE:
            return False
    return True


def _at_a_glance(line: Line) -> tuple[tuple[str, int, bool], ...]:
    """What is quickly seen of the line by itself; of all other features only a blank line speaks for it."""
    text = line.bare
    return (
        ("at most nine words", 1, 1 <= len(line.words) <= _MOST_WORDS and len(text) <= 70),
        ("at most six words", 1, 1 <= len(line.words) <= _FEW_WORDS),
        ("no sentence end", 1, text[-1] not in ".,;:!?"),
        ("ends as a sentence does", -2, text[-1] in ".!?"),
        ("marks between cells", -4, "\t" in text or " | " in text),
        ("words capitalised as in a title", 2, is_title_case(line)),
        ("speaks of questions", 3, bool(_OF_QUESTIONS.search(text))),
        ("begins with a small letter", -2, _behind_sign(text)[:1].islower()),
        ("announces what follows", -3, line.is_label and len(line.words) > _CAPTION_WORDS),
        ("a list item", -4, line.is_item),
        ("indented", -3, line.indent > 0),
    )


def _behind_sign(text: str) -> str:
    return text if text[0] < _FIRST_SIGN else text.lstrip(text[0] + _VARIANT).lstrip()


def _by_itself(line: Line) -> tuple[tuple[str, int, bool], ...]:
    """What else is seen of the line by itself."""
    text = line.bare
    return (
        ("an answer behind its label", -9, bool(behind_label(text))),
        ("a link of the page", -5, is_link_back(text)),
        ("a label and a figure", -4, _states_figure(text)),
        ("looks like code or a diagram", -4, is_preformatted(line) or "→" in text),
    )


def _states_figure(text: str) -> bool:
    """A name, a colon, and no letter behind it: ``Version: 1.3``."""
    _, colon, value = text.partition(": ")
    return bool(colon) and any(map(str.isdecimal, value)) and not any(map(str.isalpha, value))


def _features(line: Line, above: Sequence[Line], words: Vocabulary) -> tuple[tuple[str, int, bool], ...]:
    before = above[-1] if above else None
    touched = before is not None and not before.blank
    return (
        *_at_a_glance(line),
        *_by_itself(line),
        (BLANK_BEFORE, _BLANK_BEFORE_WEIGHT, not touched),
        ("an option's letter, below another's", -4, is_lettered(line) and _is_below_option(above)),
        ("one of several short lines, as of a list", -3, touched and _is_list_like(above, words)),
        ("every word of it stands in the answer above", -2, _is_caption(line, above)),
        ("announced by the line above", -4, touched and before is not None and before.is_label),
        ("an arrow of a diagram leads to it", -4, before is not None and before.leads_on),
        ("a row of glued cells, as the line above", -4, touched and _all_glued(words, before, line)),
    )


def _is_below_option(above: Sequence[Line]) -> bool:
    near = next((line for line in reversed(above) if not line.blank), None)
    return near is not None and is_lettered(near)


def _is_list_like(above: Sequence[Line], words: Vocabulary) -> bool:
    """The line is one of a list that lost its bullets.

    A label announces such a list, or the line above is short and states nothing either.
    """
    before = above[-1]
    for near in reversed(above):
        if near.blank or near.is_sentence or is_preformatted(near):
            break
        if near.is_label:
            return True
    bare = not (before.is_item or before.indent or before.is_sentence or before.is_label)
    if "\t" in before.bare or " | " in before.bare or seams(before.bare, words):
        return False
    return len(above) > 2 and bare and len(before.words) <= _FEW_WORDS and not is_preformatted(before)


def _is_caption(line: Line, above: Sequence[Line]) -> bool:
    own = {word.casefold() for word in line.words}
    if not above or len(own) > _CAPTION_WORDS:
        return False
    said = " ".join([near.bare for near in above]).casefold()
    if not all(word in said for word in own):  # most captions are told by this much quicker look
        return False
    return own <= {word.casefold() for near in above for word in near.words}


def _all_glued(words: Vocabulary, *lines: Line | None) -> bool:
    return all(any(seam.strong for seam in seams(line.bare, words)) for line in lines if line)


def is_title_case(line: Line) -> bool:
    """Every word that carries meaning begins with a capital or a figure."""
    words = [word for word in line.bare.replace("/", " ").split() if word[0].isalnum()]
    weighty = [word for word in words if word not in _SMALL_WORDS]
    return bool(weighty) and words[0] in weighty and all(not word[0].islower() for word in weighty)
