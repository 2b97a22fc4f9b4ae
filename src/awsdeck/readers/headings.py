"""Which bare line of copied text is a heading.

In: a line with its neighbours. Out: a score made of named features. It must not know what the heading
is for (a category, the end of the page): the reader of questions decides that by where it stands.
"""

from dataclasses import dataclass

from awsdeck.readers.glue import seams
from awsdeck.readers.lines import Line
from awsdeck.readers.verbatim import is_preformatted
from awsdeck.readers.vocabulary import Vocabulary

CERTAIN = 5
POSSIBLE = 3
BLANK_BEFORE = "blank line before"

_SMALL_WORDS = frozenset("a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|via|vs|with".split("|"))  # noqa: SIM905 -- short
_MOST_WORDS = 9
_FEW_WORDS = 6


@dataclass(frozen=True, slots=True)
class HeadingScore:
    """How strongly a line looks like a heading, and the features that say so."""

    score: int
    why: tuple[str, ...]


def score(line: Line, before: Line | None, words: Vocabulary) -> HeadingScore:
    """Weigh a line that stands bare, ``before`` being the line above it."""
    seen = [(weight, name) for name, weight, holds in _features(line, before, words) if holds]
    return HeadingScore(sum(weight for weight, _ in seen), tuple(name for _, name in seen))


def _features(line: Line, before: Line | None, words: Vocabulary) -> tuple[tuple[str, int, bool], ...]:
    text = line.bare
    touched = before is not None and not before.blank
    return (
        ("at most nine words", 1, 1 <= len(line.words) <= _MOST_WORDS and len(text) <= 70),
        ("at most six words", 1, 1 <= len(line.words) <= _FEW_WORDS),
        ("no sentence end", 1, text[-1] not in ".,;:!?"),
        ("ends as a sentence does", -2, text[-1] in ".!?"),
        ("marks between cells", -4, "\t" in text or " | " in text),
        ("words capitalised as in a title", 2, is_title_case(line)),
        (BLANK_BEFORE, 1, not touched),
        ("begins with a small letter", -2, text[0].islower()),
        ("a list item", -4, line.is_item),
        ("indented", -3, line.indent > 0),
        ("looks like code or a diagram", -4, is_preformatted(line) or "→" in text),
        ("an arrow of a diagram leads to it", -4, before is not None and before.leads_on),
        ("a row of glued cells, as the line above", -4, touched and _all_glued(words, before, line)),
    )


def _all_glued(words: Vocabulary, *lines: Line | None) -> bool:
    return all(any(seam.strong for seam in seams(line.bare, words)) for line in lines if line)


def is_title_case(line: Line) -> bool:
    """Every word that carries meaning begins with a capital or a figure."""
    words = [word for word in line.bare.replace("/", " ").split() if word[0].isalnum()]
    weighty = [word for word in words if word not in _SMALL_WORDS]
    return bool(weighty) and words[0] in weighty and all(not word[0].islower() for word in weighty)
