"""Lines of Markdown: what each of them begins, and where that ends.

In: lines. Out: whether they begin code, a list, a table…, the lines of one item, the end of a fence. It must
not know what a block holds: `mdblocks` reads that.
"""

import re
from collections.abc import Iterable, Sequence

from awsdeck.late import late
from awsdeck.readers.lines import Line

_ANY_FENCE = late(r"[\s>]*(?:[-*+]\s+|\d+[.)]\s+)?(?:`{3,}[^`]*|~{3,}.*)$")
_FENCE_BEGINS, _FENCE_MARKS = ("```", "~~~"), ("`", "~")
_DEEP_FENCE = late(r"\s*(?P<mark>`{3,}|~{3,})(?P<info>[^`]*)$")
FENCE = late(r" {0,3}(?P<mark>`{3,}|~{3,})\s*(?P<info>[^`]*)$")
ATX = late(r" {0,3}(?P<marks>#{1,6})(?:[ \t]+(?P<text>.*)|$)")
SETEXT = late(r" {0,3}(?:(?P<one>=+)|-+)[ \t]*$")
RULE = late(r" {0,3}([-*_])(?:[ \t]*\1){2,}[ \t]*$")
QUOTE = late(r" {0,3}>[ ]?")
ITEM = late(r"(?P<indent> *)(?P<mark>[-*+]|(?P<number>\d{1,9})[.)])(?P<gap> +|$)(?P<text>.*)$")
_TASK = late(r"\[([ xX])\] (?=\S)")
_DELIMITER_ROW = late(r" {0,3}\|?\s*+:?-++:?\s*+(?:\|\s*+:?-++:?\s*+)*+\|?\s*+$")
REFERENCE = late(r" {0,3}\[(?P<name>[^\]^][^\]]*+)\]:\s*<?(?P<href>\S+?)>?(?:\s+[\"'(].*)?$")
_CELL_END = late(r"(?<!\\)\|")
_QUESTION_HEADING = late(r"#{2,3} ")


def references(texts: Iterable[str]) -> dict[str, str]:
    """The link definitions among lines: address by name."""
    return {
        match["name"].lower(): match["href"]
        for text in texts
        if "]:" in text and (match := REFERENCE.match(text))
    }


def is_fence(line: Line) -> bool:
    """The line begins or ends a block of code."""
    return bool(_DEEP_FENCE.match(line.text))


def code_positions(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines within fences, the fences included."""
    found: set[int] = set()
    mark = ""
    for at, line in enumerate(lines):
        fence = _DEEP_FENCE.match(line.text) if line.bare[:1] in _FENCE_MARKS else None
        if mark:
            found.add(at)
            if fence and fence["mark"].startswith(mark) and not fence["info"].strip():
                mark = ""
        elif fence:
            found.add(at)
            mark = fence["mark"]
    return frozenset(found)


def with_spaces_before_text(lines: Sequence[Line]) -> list[Line]:
    """The lines with the tabs before their text as spaces, by which blocks nest; code keeps its tabs."""
    found: list[Line] = []
    fenced = False
    for line in lines:
        fence = any(map(line.text.__contains__, _FENCE_BEGINS)) and _ANY_FENCE.match(line.text)
        if line.text[:1] in " \t" and (fence or not fenced):
            line = with_spaces(line)
        found.append(line)
        if fence:
            fenced = not fenced
    return found


def with_spaces(line: Line) -> Line:
    """The line with the tabs before its text as spaces."""
    text = " " * line.indent + line.text.lstrip()
    return line if text == line.text else Line(line.number, text)


# --- where a block ends ----------------------------------------------------------------------------------


def fence_end(lines: Sequence[Line], at: int, mark: str) -> tuple[int, bool]:
    """The closing line. An opening one met first means that this fence was left open before a heading."""
    heading: int | None = None
    for here in range(at + 1, len(lines)):
        text = lines[here].text
        match = FENCE.match(text) if lines[here].bare[:1] in _FENCE_MARKS else None
        if match and match["mark"].startswith(mark) and not match["info"]:
            return here, True
        if match and match["info"] and match["mark"] == mark and heading is not None:
            return heading, False
        if heading is None and lines[here - 1].blank and _QUESTION_HEADING.match(text):
            heading = here
    return (len(lines) if heading is None else heading), False


def item_lines(lines: Sequence[Line], at: int, match: re.Match[str]) -> tuple[list[Line], int]:
    """The lines of one item, moved to the margin."""
    marker = len(match["indent"])
    gap = len(match["gap"]) if len(match["gap"]) <= 4 else 1
    column = marker + len(match["mark"]) + gap
    text = match["text"]
    if "] " in text:
        text = _TASK.sub(lambda box: "☐ " if box[1] == " " else "☑ ", text)
    inner = [Line(lines[at].number, " " * max(0, len(match["gap"]) - gap) + text)]
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if line.blank:
            after = next((near for near in range(end, len(lines)) if not lines[near].blank), len(lines))
            if after == len(lines) or lines[after].indent < min(column, marker + 2):
                break
            inner.extend(Line(blank.number, "") for blank in lines[end:after])
            end = after
            continue
        if line.indent <= marker and (
            ITEM.match(line.text) or lines[end - 1].blank or interrupts(lines, end)
        ):
            break
        inner.append(Line(line.number, line.text[min(line.indent, column) :]))
        end += 1
    return inner, end


def without_closing_marks(text: str) -> str:
    """The text of a heading without the ``#`` that may stand at its end, apart from the words."""
    text = text.rstrip(" \t")
    bare = text.rstrip("#")
    return bare.rstrip(" \t") if not bare or bare[-1] in " \t" else text


def item_of(first: re.Match[str], line: Line) -> re.Match[str] | None:
    """The item that a line begins, if it is one of the list whose ``first`` item is given."""
    match = ITEM.match(line.text)
    if not match or RULE.match(line.text):
        return None
    same = first["mark"][-1] == match["mark"][-1] and len(match["indent"]) < len(first["indent"]) + 2
    return match if same else None


def interrupts(lines: Sequence[Line], at: int) -> bool:
    """The line begins a block of its own although no blank line stands before it."""
    text = lines[at].text
    item = ITEM.match(text)
    return bool(
        FENCE.match(text)
        or ATX.match(text)
        or RULE.match(text)
        or QUOTE.match(text)
        or text.lstrip().startswith("<!--")
        or (item and item["text"] and item["number"] in (None, "1"))
        or is_table(lines, at)
    )


def is_table(lines: Sequence[Line], at: int) -> bool:
    """The line is the header of a table: a line of dashes stands below it."""
    if at + 1 >= len(lines) or "|" not in lines[at].text:
        return False
    below = lines[at + 1].text
    return "|" in below and bool(_DELIMITER_ROW.match(below))


def split_row(text: str) -> list[str]:
    r"""The cells of a table row; ``\|`` is part of a cell."""
    bare = text.strip()
    if bare.startswith("|"):
        bare = bare[1:]
    if bare.endswith("|") and not bare.endswith("\\|"):
        bare = bare[:-1]
    return [cell.strip() for cell in _CELL_END.split(bare)]
