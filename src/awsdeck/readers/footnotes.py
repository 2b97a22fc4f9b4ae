"""Footnotes of published Markdown: marks such as ``[^1]`` and the notes that stand at the end.

In: the lines of a document. Out: the lines without them, and the notes. It must not know which answer a mark
stands in. A mark without a note is text.
"""

from collections.abc import Sequence

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import FOOTNOTE, mdlines
from awsdeck.readers.lines import Line

_NOTE = late(r" {0,3}\[\^(?P<name>[^\]\s]{1,80})\]:")
_MARK = late(r"(?<!\\)\[\^(?P<name>[^\]\s]{1,80})\]")
_CODE_SPAN = late(r"(`[^`]*`)")
_INDENT = 2


def without(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines without footnotes and their marks; ``apart`` takes the notes."""
    if not any("[^" in line.text for line in lines):
        return list(lines)
    code = mdlines.code_positions(lines)
    begins = {
        at: note["name"].casefold()
        for at, line in enumerate(lines)
        if "[^" in line.text and at not in code and (note := _NOTE.match(line.text))
    }
    names = frozenset(begins.values())
    found: list[Line] = []
    at = 0
    while at < len(lines):
        if at in begins:
            end = _end(lines, at)
            said = "\n".join(line.bare for line in lines[at:end] if not line.blank)
            apart.append(Passage(lines[at].number, lines[end - 1].number, said, FOOTNOTE))
            found += [Line(line.number, "") for line in lines[at:end]]
            at = end
            continue
        marked = "[^" in lines[at].text and at not in code
        found.append(_unmarked(lines[at], names) if marked else lines[at])
        at += 1
    return found


def _end(lines: Sequence[Line], at: int) -> int:
    """Where a note ends: lines that stand in from the margin go on with it, also below a blank one."""
    end = at + 1
    while end < len(lines) and not _NOTE.match(lines[end].text):
        if lines[end].blank:
            below = next((near for near in range(end, len(lines)) if not lines[near].blank), len(lines))
            if below == len(lines) or lines[below].indent < _INDENT:
                break
            end = below
        elif mdlines.ATX.match(lines[end].text) or mdlines.is_fence(lines[end]):
            break
        else:
            end += 1
    return end


def _unmarked(line: Line, names: frozenset[str]) -> Line:
    parts = _CODE_SPAN.split(line.text)  # code at every other place
    parts[::2] = (
        _MARK.sub(lambda mark: "" if mark["name"].casefold() in names else mark[0], part)
        for part in parts[::2]
    )
    return Line(line.number, "".join(parts))
