"""Which neighbouring lines of copied text belong to one block, and of what kind it is.

In: the lines of one answer and the document's `Layout`. Out: `Segment` values in order, each a run of
lines of one kind. It must not know what a question is, nor build blocks (`blocks` does).

The decision runs from sure to unsure: a line with enough evidence of its own (`verbatim.weight`, a list
marker) is named first; then its doubtful neighbours join it or stay prose.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import Enum
from itertools import zip_longest

from awsdeck.readers import verbatim
from awsdeck.readers.layout import Layout
from awsdeck.readers.lines import Line, chunks

_INDENT_WEIGHT = 2  # a browser keeps leading spaces in preformatted text only


class Kind(Enum):
    """What a line is taken for."""

    ITEM = "list item"
    VERBATIM = "code or diagram"
    WEAK = "could be either"
    PROSE = "prose"


@dataclass(slots=True)
class Segment:
    """A run of lines of one kind.

    ``doubtful`` holds lines that joined a diagram although little speaks for it.
    """

    kind: Kind
    lines: list[Line]
    doubtful: list[Line] = field(default_factory=list)


def segment(lines: Sequence[Line], layout: Layout) -> list[Segment]:
    """Divide the lines of an answer into runs of one kind; lists and code go on over blank lines."""
    found: list[Segment] = []
    for chunk in chunks(lines):
        kinds, doubtful = _kinds(chunk, layout)
        _settle_foreign_items(chunk, kinds, layout, found[-1] if found else None)
        parts = _runs(chunk, kinds, doubtful)
        if found and _continues(found[-1], parts[0]):
            _join(found[-1], parts.pop(0))
        found.extend(parts)
    return _bridge_sketches(found)


def _kinds(chunk: Sequence[Line], layout: Layout) -> tuple[list[Kind], set[int]]:
    kinds = _first_look(chunk, layout)
    _join_above(chunk, kinds)
    doubtful = _join_below(chunk, kinds, layout)
    return [Kind.PROSE if kind is Kind.WEAK else kind for kind in kinds], doubtful


def _first_look(chunk: Sequence[Line], layout: Layout) -> list[Kind]:
    kinds: list[Kind] = []
    open_brackets = 0
    item_indent: int | None = None
    for line in chunk:
        if open_brackets > 0 or _goes_on(kinds, line, layout):
            kind = Kind.VERBATIM
        elif layout.is_native_item(line) and verbatim.weight(line) < verbatim.CERTAIN + 1:
            kind, item_indent = Kind.ITEM, line.indent
        elif item_indent is not None and line.indent > item_indent:
            kind = Kind.ITEM
        else:
            item_indent = None
            kind = _alone(line, layout)
        if kind is Kind.VERBATIM:
            open_brackets = max(0, open_brackets + _brackets(line))
        kinds.append(kind)
    return kinds


def _goes_on(kinds: Sequence[Kind], line: Line, layout: Layout) -> bool:
    """An indented line directly under preformatted ones, unless it is an item with a browser's bullet."""
    own_bullet = layout.browser_bullets and layout.is_native_item(line)
    return bool(kinds) and kinds[-1] is Kind.VERBATIM and line.indent > 0 and not own_bullet


def _alone(line: Line, layout: Layout) -> Kind:
    """The kind of a line from its own evidence."""
    if line.indent and layout.browser_bullets and not line.is_sentence:
        return Kind.VERBATIM
    weight = verbatim.weight(line) + (_INDENT_WEIGHT if line.indent else 0)
    if weight >= verbatim.CERTAIN:
        return Kind.VERBATIM
    return Kind.PROSE if weight < 0 else Kind.WEAK


def _brackets(line: Line) -> int:
    """Brackets left open by a line of code; remarks and sketches open none."""
    opened = verbatim.open_brackets(line.text)
    if not opened or verbatim.is_sketch(line):
        return 0
    return 0 if any(feature.name.startswith("comment") for feature in verbatim.evidence(line)) else opened


def _is_code(line: Line) -> bool:
    return any(feature.weight >= verbatim.CERTAIN for feature in verbatim.evidence(line)) and not (
        verbatim.is_sketch(line)
    )


def _join_above(chunk: Sequence[Line], kinds: list[Kind]) -> None:
    """A doubtful line over preformatted ones is their heading, or code that says little for itself."""
    for at in range(len(chunk) - 2, -1, -1):
        if kinds[at] is Kind.WEAK and kinds[at + 1] is Kind.VERBATIM and _heads(chunk[at], chunk[at + 1]):
            kinds[at] = Kind.VERBATIM


def _heads(line: Line, below: Line) -> bool:
    """``Storage:`` over an indented line, a node over its arrow, ``kind: Pod`` over more YAML."""
    if line.is_label:
        return below.indent > line.indent and not line.reads_as_prose
    sketched = not _is_code(below) and (below.indent > line.indent or verbatim.is_sketch(below))
    return sketched or verbatim.weight(line) > 0


def _join_below(chunk: Sequence[Line], kinds: list[Kind], layout: Layout) -> set[int]:
    """A doubtful line under preformatted ones goes with them, unless it reads as prose."""
    doubtful: set[int] = set()
    last = max((at for at, kind in enumerate(kinds) if kind is Kind.VERBATIM), default=0)
    for at in range(1, len(chunk)):
        if kinds[at] is not Kind.WEAK or kinds[at - 1] is not Kind.VERBATIM:
            continue
        line = chunk[at]
        enclosed = at < last
        if layout.is_foreign_item(line) or enclosed or not line.reads_as_prose:
            kinds[at] = Kind.VERBATIM
            if (
                not enclosed
                and not line.is_item
                and len(line.main_words) >= 4
                and not verbatim.evidence(line)
            ):
                doubtful.add(at)
    return doubtful


def _settle_foreign_items(
    chunk: Sequence[Line], kinds: list[Kind], layout: Layout, before: Segment | None
) -> None:
    """List items that aren't written as this document's go with the sketch before them, else are a list."""
    foreign = [at for at, line in enumerate(chunk) if layout.is_foreign_item(line)]
    headed = chunk[0].indent == 0 and not chunk[0].is_item and not chunk[0].is_sentence
    if headed and layout.spaced_paragraphs and not layout.browser_bullets:
        # a paragraph that announces a list would have a blank line below it
        foreign = [at for at, line in enumerate(chunk) if line.is_item]
    if not foreign or Kind.VERBATIM in kinds:
        return
    after_sketch = before is not None and before.kind is Kind.VERBATIM
    heads = set(range(len(chunk))) - set(foreign)
    if after_sketch and all(not chunk[at].is_item and not chunk[at].is_sentence for at in heads):
        kinds[:] = [Kind.VERBATIM] * len(chunk)
    else:
        for at in foreign:
            kinds[at] = Kind.ITEM


def _runs(chunk: Sequence[Line], kinds: Sequence[Kind], doubtful: set[int]) -> list[Segment]:
    runs: list[Segment] = []
    for at, (line, kind) in enumerate(zip(chunk, kinds, strict=True)):
        if not runs or runs[-1].kind is not kind:
            runs.append(Segment(kind, []))
        runs[-1].lines.append(line)
        if at in doubtful:
            runs[-1].doubtful.append(line)
    return runs


def _continues(before: Segment, part: Segment) -> bool:
    return before.kind is part.kind and part.kind in (Kind.ITEM, Kind.VERBATIM)


def _join(before: Segment, part: Segment) -> None:
    before.lines.extend(part.lines)
    before.doubtful.extend(part.doubtful)


def _bridge_sketches(segments: list[Segment]) -> list[Segment]:
    """A few words alone between two sketches are a node of the same sketch."""
    found: list[Segment] = []
    for part, after in zip_longest(segments, segments[1:]):
        if found and after and _is_node(part) and _is_drawing(found[-1]) and _is_drawing(after):
            part.kind = Kind.VERBATIM
        if found and part.kind is Kind.VERBATIM and _continues(found[-1], part):
            _join(found[-1], part)
        else:
            found.append(part)
    return found


def _is_node(part: Segment) -> bool:
    if part.kind is not Kind.PROSE or len(part.lines) > 1:
        return False
    return not (part.lines[0].is_label or part.lines[0].reads_as_prose)


def _is_drawing(part: Segment) -> bool:
    return part.kind is Kind.VERBATIM and any(verbatim.is_sketch(line) for line in part.lines)
