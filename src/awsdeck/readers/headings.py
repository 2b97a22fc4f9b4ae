"""Which bare line of copied text is a heading.

In: a line with its neighbours. Out: a score made of named features. It must not know what the heading
is for (a category, the end of the page): the reader of questions decides that by where it stands.
"""

from dataclasses import dataclass

from awsdeck.readers.lines import Line
from awsdeck.readers.tables import Words, seams
from awsdeck.readers.verbatim import is_preformatted

CERTAIN = 4
POSSIBLE = 3

_SMALL_WORDS = frozenset("a|an|and|as|at|by|for|from|in|into|of|on|or|the|to|via|vs|with".split("|"))  # noqa: SIM905 -- short
_MOST_WORDS = 9


@dataclass(frozen=True, slots=True)
class HeadingScore:
    """How strongly a line looks like a heading, and the features that say so."""

    score: int
    why: tuple[str, ...]


def score(line: Line, before: Line | None, words: Words) -> HeadingScore:
    """Weigh a line that stands bare, ``before`` being the line above it."""
    seen = [(weight, name) for name, weight, holds in _features(line, before, words) if holds]
    return HeadingScore(sum(weight for weight, _ in seen), tuple(name for _, name in seen))


def _features(line: Line, before: Line | None, words: Words) -> tuple[tuple[str, int, bool], ...]:
    text = line.bare
    touched = before is not None and not before.blank
    drawn = before is not None and not before.is_item and (before.indent > 0 or is_preformatted(before))
    return (
        ("few words", 1, 1 <= len(line.words) <= _MOST_WORDS and len(text) <= 70),
        ("no sentence end", 1, text[-1] not in ".,;:!?"),
        ("words capitalised as in a title", 2, is_title_case(line)),
        ("blank line before", 1, before is None or before.blank),
        ("a list item", -4, line.is_item),
        ("indented", -2, line.indent > 0),
        ("reads as prose", -2, line.reads_as_prose),
        ("looks like code or a diagram", -4, is_preformatted(line) or "→" in text),
        ("touches code or a diagram above", -2, touched and drawn),
        (
            "a row of glued cells, as the line above",
            -4,
            touched and all(seams(x.bare, words) for x in (before, line) if x),
        ),
    )


def is_title_case(line: Line) -> bool:
    """Every word that carries meaning begins with a capital or a figure."""
    words = [word for word in line.bare.replace("/", " ").split() if word[0].isalnum()]
    weighty = [word for word in words if word not in _SMALL_WORDS]
    return bool(weighty) and words[0] in weighty and all(not word[0].islower() for word in weighty)
