"""Badges of pages on code hosts: pictures of a word or two, which a service draws.

In: a line of Markdown. Out: the line with the difficulty that a badge states in words, without the others;
and what these said. It must not know whose difficulty that is.
"""

import re
from urllib.parse import unquote

from awsdeck.late import late
from awsdeck.model import Difficulty, Passage
from awsdeck.readers import BADGE, difficulty
from awsdeck.readers.lines import Line

_ADDRESS = r"https?://[^()<>\s\"']{0,200}?(?:shields\.io|badgen\.net|badge)[^()<>\s\"']*"
_BADGE = late(
    rf"\[?!\[(?P<alt>[^\[\]]*)\]\((?P<address>{_ADDRESS})(?:\s+\"[^\"]*\")?\)(?:\]\([^()\s]*\))?|"
    rf"(?:<a\b[^<>]*>)?<img\b[^<>]*?\bsrc=[\"']?(?P<source>{_ADDRESS})[^<>]*>(?:</a>)?",
    re.IGNORECASE,
)
_ALT = late(r"\balt=[\"'](?P<alt>[^\"']*)[\"']", re.IGNORECASE)
_SAYS = late(r"/badge/(?:(?P<label>[^-/?]+)-)?(?P<message>[^-/?]+)-[^-/?]+")


def in_words(line: Line, apart: list[Passage]) -> Line:
    """The line with what its badges say of a difficulty; ``apart`` takes the badges."""
    found = list(_BADGE.finditer(line.text))
    if not found:
        return line
    levels = [level for badge in found if (level := _level(badge))]
    rest = _BADGE.sub("", line.text).rstrip()
    for badge in found:
        apart.append(Passage(line.number, line.number, badge[0], BADGE))
    if len(set(levels)) != 1:
        return Line(line.number, rest)
    return Line(
        line.number, f"{rest} `{levels[0]}`" if any(map(str.isalnum, rest)) else f"Difficulty: {levels[0]}"
    )


def states_level(line: Line) -> bool:
    """A badge on the line states a difficulty."""
    return any(map(_level, _BADGE.finditer(line.text)))


def _level(badge: re.Match[str]) -> Difficulty | None:
    named = _ALT.search(badge[0]) if badge["source"] else badge
    said = _SAYS.search(badge["address"] or badge["source"])
    message = unquote(said["message"]).replace("_", " ") if said else ""
    return difficulty.alone((named["alt"] if named else "") or message) or difficulty.alone(message)
