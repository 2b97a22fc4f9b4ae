"""Questions that are items within items, as outliners export them below their topics.

In: the lines of a document. Out: the same with topics as headings and questions at the margin. It must not
know how questions are found otherwise.

A list within an answer may ask as well. So items count only where the document is one outline, and where the
items of one depth are what asks in it.
"""

from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import NamedTuple

from awsdeck.readers import mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks, next_text

_FEWEST = 3  # questions: a list within an answer may ask once or twice
_MOST, _OUTLINE = 0.6, 0.8  # of the items of one depth ask; of the lines stand in the outline
_DEEPEST = 6  # level of a heading
_BOXES = frozenset(("[ ]", "[x]", "[X]"))


class _Item(NamedTuple):
    """An item at ``at``, in so many others; ``indent`` is where its mark stands."""

    at: int
    depth: int
    indent: int
    asks: bool
    holds: bool
    """Something stands in it below its own line."""


def at_margin(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such questions at the margin, if the document has any."""
    code = mdlines.code_positions(lines)
    items = {item.at: item for item in _items(lines, code)}
    depth = _asking_depth(list(items.values()))
    if not depth or not _is_outline(lines, items, code):
        return lines
    above = [len(match["marks"]) for line in lines if (match := mdlines.ATX.match(line.text))]
    return list(_moved(lines, items, depth, max(above, default=0), code))


def _ends_asking(text: str) -> bool:
    return text.rstrip("*_ ").endswith(("?", "？"))


def _items(lines: Sequence[Line], code: Collection[int]) -> Iterator[_Item]:
    open_at: list[int] = []
    for at, line in enumerate(lines):
        if line.blank or at in code:
            continue
        while open_at and line.indent <= open_at[-1]:
            open_at.pop()
        if line.is_item:
            below = next_text(lines, at + 1)
            holds = below is not None and lines[below].indent > line.indent
            yield _Item(at, len(open_at), line.indent, _ends_asking(line.bare), holds)
            open_at.append(line.indent)


def _asking_depth(items: Sequence[_Item]) -> int:
    """The one depth at which most items ask and hold something; 0 without one."""
    for depth in sorted({item.depth for item in items} - {0}):
        alike = [item for item in items if item.depth == depth]
        asking = sum(item.asks and item.holds for item in alike)
        higher = any(item.asks for item in items if item.depth < depth)
        if not higher and asking >= max(_FEWEST, _MOST * len(alike)):
            return depth
    return 0


def _is_outline(lines: Sequence[Line], items: Collection[int], code: Collection[int]) -> bool:
    """Hardly anything but items, headings and what stands in items; and nothing else asks."""
    texts = [at for at, line in enumerate(lines) if not line.blank]
    loose = [at for at in texts if at not in items and at not in code and lines[at].indent == 0]
    apart = [at for at in loose if lines[at].bare[:1] != "#"]
    others = any(_ends_asking(lines[at].bare) or asks(lines[at].bare.lstrip("# ")) for at in loose)
    return not others and len(apart) <= (1 - _OUTLINE) * len(texts)


def _moved(
    lines: Sequence[Line], items: Mapping[int, _Item], depth: int, above: int, code: Collection[int]
) -> Iterator[Line]:
    """The lines, those of items at ``depth`` moved to the margin; ``above`` is the level of headings."""
    shift = 0
    for at, line in enumerate(lines):
        item = items.get(at)
        if item and item.depth < depth:
            level = "#" * min(above + item.depth + 1, _DEEPEST)
            shift = 0
            yield from (Line(line.number, ""), Line(line.number, f"{level} {line.item_text.lstrip('# ')}"))
            yield Line(line.number, "")
            continue
        if item and item.depth == depth:
            shift = item.indent
            yield Line(line.number, "")
        kept = line.text if at in code and not shift else line.text.expandtabs(4)
        yield Line(line.number, kept[min(shift, len(kept) - len(kept.lstrip())) :])


def without_boxes(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines without boxes to tick before items that ask and hold answers: boxes before options stay."""
    code = mdlines.code_positions(lines)
    items = [item for item in _items(lines, code) if lines[item.at].item_text[:3] in _BOXES]
    asking = [item for item in items if item.asks and item.holds]
    if len(asking) < max(_FEWEST, _MOST * len(items)):
        return lines
    ticked = {item.at for item in items}
    return [
        Line(line.number, line.text.replace(line.item_text[:3], "", 1).replace("  ", " ", 1))
        if at in ticked
        else line
        for at, line in enumerate(lines)
    ]
