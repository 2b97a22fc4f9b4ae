"""Lists of definitions in Markdown: a term, and below it ``: what is said of it``.

In: the lines of a document. Out: lines in which a term that asks is a question, and others are items of a
list, as those of saved pages are. It must not know how questions are found otherwise.
"""

from collections.abc import Collection, Iterator, Sequence

from awsdeck.readers import mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks

_MARK = ": "
_FEWEST = 2


def plainer(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such lists as others have them."""
    code = mdlines.code_positions(lines)
    terms = dict(_entries(lines, code))
    asking = sum(_asks(lines[term]) for term in terms)
    if len(terms) < _FEWEST:
        return lines
    found: list[Line] = []
    at = 0
    while at < len(lines):
        entry = terms.get(at)
        if entry is None:
            found.append(lines[at])
            at += 1
            continue
        made = _question if 2 * asking >= len(terms) else _item
        found += made(lines[at], [lines[place] for place in entry])
        at = entry[-1] + 1
    return found


def _asks(line: Line) -> bool:
    return len(line.words) > 1 and asks(line.bare)


def _entries(lines: Sequence[Line], code: Collection[int]) -> Iterator[tuple[int, range]]:
    """The position of each term, and those of the lines that define it."""
    for at in range(len(lines) - 1):
        line = lines[at]
        term = not (line.blank or line.indent or line.is_item or line.bare[:1] in ":|#>" or at in code)
        if not term or (at and not lines[at - 1].blank) or not lines[at + 1].text.startswith(_MARK):
            continue
        end = at + 1
        while (
            end < len(lines) and end not in code and (lines[end].text.startswith(_MARK) or lines[end].indent)
        ):
            end += 1
        yield at, range(at + 1, end)


def _question(term: Line, said: Sequence[Line]) -> Iterator[Line]:
    yield Line(term.number, f"**{term.bare.strip('* ')}**")
    for line in said:
        if line.text.startswith(_MARK):
            yield Line(line.number, "")
        yield Line(line.number, line.text.removeprefix(_MARK).strip())
    yield Line(said[-1].number, "")


def _item(term: Line, said: Sequence[Line]) -> Iterator[Line]:
    text = " ".join(line.text.removeprefix(_MARK).strip() for line in said)
    yield Line(term.number, f"- **{term.bare.strip('* ')}** — {text}")
