"""Lists whose marks no browser makes: Word's bullets as it pastes them, and letters that run on from ``a)``.

In: the lines of an answer. Out: the lines, with bullets where such marks begin them. It must not know what
else lines may be: a table that has tabs between its cells comes later.

Word pastes a bullet and a tab, all levels at the margin. Which level an item has is told by the order in
which the bullets appear: one that is new lies deeper than the line above. Letters stay, as they may be
referred to.
"""

from collections.abc import Iterator, Sequence

from awsdeck.late import late
from awsdeck.readers.lines import Line

_FEWEST = 2
_DEEPER = 4  # columns
_BULLET = "•"
_PASTED = late(r"(?P<bullet>[•·▪o§Øü])\t[ \t]*+(?P<text>[^\t]+)$")
_LETTERS_OF_WORD = frozenset("o§Øü")  # as other programs show the signs of its bullets
_LETTERED = late(r"(?P<indent>[ \t]{0,8})(?P<letter>[a-z])\)[ \t]++(?P<text>[^\t]+)$")


def as_items(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with such lists as lists."""
    found = {**dict(_pasted(lines)), **dict(_lettered(lines))}
    return [found.get(at, line) for at, line in enumerate(lines)] if found else lines


def _pasted(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Items with Word's bullets, by their position, where a letter stands for some of these."""
    matches = [_PASTED.match(line.text) if "\t" in line.text else None for line in lines]
    at = 0
    while at < len(lines):
        end = at
        bullets: list[str] = []
        while end < len(lines) and (match := matches[end]):
            bullets.append(match["bullet"])
            end += 1
        if len(bullets) >= _FEWEST and not _LETTERS_OF_WORD.isdisjoint(bullets):
            for place, depth in zip(range(at, end), _depths(bullets), strict=True):
                match = matches[place]
                if match:
                    yield place, _item(lines[place], depth * _DEEPER, match["text"])
        at = max(end, at + 1)


def _depths(bullets: Sequence[str]) -> Iterator[int]:
    opened: list[str] = []
    for bullet in bullets:
        if bullet in opened:
            del opened[opened.index(bullet) + 1 :]
        else:
            opened.append(bullet)
        yield len(opened) - 1


def _lettered(lines: Sequence[Line]) -> Iterator[tuple[int, Line]]:
    """Items lettered from ``a)`` on, each right below the one before; they lie within an item above them."""
    run: list[tuple[int, str]] = []
    for at, line in enumerate([*lines, Line(0, "")]):
        match = _LETTERED.match(line.text) if ")" in line.text[:10] else None
        if match and match["letter"] == chr(ord("a") + len(run)):
            run.append((at, f"{match['letter']}) {match['text']}"))
            continue
        if len(run) >= _FEWEST:
            first = run[0][0]
            above = lines[first - 1] if first else None
            indent = above.indent + _DEEPER if above and above.is_item else lines[first].indent
            yield from ((place, _item(lines[place], indent, text)) for place, text in run)
        run = [(at, f"a) {match['text']}")] if match and match["letter"] == "a" else []


def _item(line: Line, indent: int, text: str) -> Line:
    return Line(line.number, f"{' ' * indent}{_BULLET} {text}", line.joined)
