"""What stands between the answers of a page: comments of readers, turns of a conversation, drawn lines.

In: the lines of a document, and the marks of its questions. Out: the lines without it, and what was taken
out. It must not know what any of it looks like: it knows the signs by which it is worth to look.
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

from awsdeck.readers.lines import Line, Lines, distinct
from awsdeck.readers.marks import Mark

_AGO, _LONGEST_AGO = " ago", 14  # characters at the end of a line that says how long ago something was
_HALF_DAYS, _LONGEST_END = ("am", "pm"), 8  # characters behind the minutes, and some of these
_MANY_LINES = 200  # a channel has such lines from its beginning on
_SAID = " said"
_SIGNS = "-=_*─━═—–"
_DRAWN = (*(sign * 3 for sign in _SIGNS), *(f"{sign} {sign}" for sign in _SIGNS))


def without_heads(lines: Sequence[Line]) -> tuple[Sequence[Line], list[Line]]:
    """The lines without those that say who wrote a message and when, and these."""
    if not any(_tells_time(line.bare) for line in lines[:_MANY_LINES]):
        return lines, []
    from awsdeck.readers import messages

    at = messages.find(lines)
    return _blanked(lines, at), [lines[place] for place in sorted(at)]


def _tells_time(text: str) -> bool:
    """A glance: False only for a line that doesn't end with a time of the day."""
    end = text[-_LONGEST_END:].rstrip("]").replace(".", "")
    if end[-2:].lower() in _HALF_DAYS:
        return end[:-2].rstrip()[-1:].isdecimal()
    return end[-3:-2] == ":" and end[-2:].isdecimal()


class Found(NamedTuple):
    """The lines without asides, those of readers, those of a conversation, and lines that were drawn."""

    lines: Sequence[Line]
    comments: tuple[Line, ...] = ()
    talk: tuple[Line, ...] = ()
    drawn: tuple[Line, ...] = ()


def without(lines: Sequence[Line], marks: Sequence[Mark], hidden: Collection[int] = ()) -> Found:
    """Take out what stands beside the questions of these marks; ``hidden`` are the positions of code."""
    found = Found(lines)
    texts = distinct(lines)
    text_of_all = "\n".join(texts)
    if _AGO in text_of_all and any(_AGO in text[-_LONGEST_AGO:] for text in texts):
        from awsdeck.readers import comments

        at = comments.find(lines, marks)
        found = Found(_blanked(lines, at), tuple(lines[place] for place in sorted(at)))
    if _SAID in text_of_all and any(text.rstrip(": ").endswith(_SAID) for text in texts):
        from awsdeck.readers import chats

        at = chats.between(found.lines, marks)
        taken = tuple(found.lines[place] for place in sorted(at))
        found = found._replace(lines=_blanked(found.lines, at), talk=taken)
    if any(sign in text_of_all for sign in _DRAWN):
        from awsdeck.readers import rulers

        at = rulers.find(found.lines, marks, hidden)
        taken = tuple(found.lines[place] for place in sorted(at))
        found = found._replace(lines=_blanked(found.lines, at), drawn=taken)
    return found


def _blanked(lines: Sequence[Line], found: Collection[int]) -> Sequence[Line]:
    if not found:
        return lines
    return Lines([Line(line.number, "") if at in found else line for at, line in enumerate(lines)])
