"""Who wrote each message of a copied channel, and when: ``Ana Souza  9:41 AM``.

In: the lines of a document. Out: the positions of such lines, and of what people did with a message. It must
not know what the messages say.

A timetable looks alike, so named features have to add up.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.readers.lines import Line, positions
from awsdeck.readers.marks import next_text

CERTAIN = 4
_FEWEST = 3
_MOST = 0.6  # of the heads: as many names at most, and at least as many turns
_LONGEST = 60  # characters of a head or a reaction
_HEAD = late(
    r"(?P<name>[^\W\d_][\w.'’-]{0,20}(?: [^\W\d_][\w.'’-]{0,20}){0,2})(?: APP)?(?:\s+[—–-]\s+|\s+)\[?"
    r"(?:(?:today|yesterday|\d{1,2}/\d{1,2}/\d{2,4}),?(?: at)? )?\d{1,2}:\d\d(?: ?[ap]\.?m\.?)?\]?",
    re.IGNORECASE,
)
_REACTION = late(
    r":[a-z0-9_+-]{1,30}: ?\d{0,4}|\d{1,4} repl(?:y|ies)|last reply .{1,40}|view thread|\(edited\)",
    re.IGNORECASE,
)


def find(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of heads, and of reactions and counts of replies below messages."""
    heads = list(positions(lines, is_head))
    if len(heads) < _FEWEST:
        return frozenset()
    names = [_name(lines[at]) for at in heads]
    said = sum(next_text(lines, at + 1) not in (after, None) for at, after in pairwise([*heads, -1]))
    turns = sum(name != after for name, after in pairwise(names))
    reactions = list(positions(lines, _is_reaction, heads[0]))
    features = (
        ("a message stands below nearly each", 2, said >= len(heads) - 1),
        ("people come back", 2, len(set(names)) <= _MOST * len(names)),
        ("they take turns", 1, turns >= _MOST * (len(names) - 1)),
        ("somebody reacted", 1, bool(reactions)),
    )
    if sum(weight for _, weight, holds in features if holds) < CERTAIN:
        return frozenset()
    return frozenset((*heads, *reactions))


def is_head(line: Line) -> bool:
    """A name and a time of the day, and nothing else."""
    text = line.bare
    return 0 < len(text) <= _LONGEST and ":" in text and _HEAD.fullmatch(text) is not None


def _name(line: Line) -> str:
    match = _HEAD.fullmatch(line.bare)
    return match["name"].casefold() if match else ""


def _is_reaction(line: Line) -> bool:
    return 0 < len(line.bare) <= _LONGEST and _REACTION.fullmatch(line.bare) is not None
