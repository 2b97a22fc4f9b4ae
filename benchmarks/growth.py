"""How cost grows with the number of cards, as figures and as a plot.

In: a folder to work in, and the greatest number of cards. Out: seconds for each program and number, or SVG.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import escape
from pathlib import Path

from measure import in_turn
from workshop import Workshop

Grown = Mapping[str, Sequence[tuple[int, float]]]
"""For each program, pairs of a number of cards and the seconds that it took."""
Scale = Callable[[float], float]
"""The place of a value in the plot."""

_WIDTH, _HEIGHT, _LEFT, _RIGHT, _TOP, _BOTTOM = 720, 440, 64, 190, 24, 48
_COLORS = ("#c2410c", "#1d4ed8", "#7c3aed", "#047857", "#475569")


def measured(folder: Path, sizes: Sequence[int]) -> Grown:
    """Run every program at each size, and at those between them by the power of ten."""
    few, _, most = sizes
    found: dict[str, list[tuple[int, float]]] = {}
    counts = [few * 10**power for power in range(round(math.log10(most / few)) + 1)]
    for count in counts:
        own, page = (
            Workshop(folder / f"grow-{count}", count),
            Workshop(folder / f"grow-page-{count}", count, False),
        )
        edited = Workshop(folder / f"grow-edited-{count}", count)
        works = [
            own.program("expert's script", "expert.py", own.source.name, "expert.apkg"),
            own.build("awsdeck, cold, Markdown", "cold"),
            page.build("awsdeck, cold, page text", "cold"),
            edited.build("awsdeck, one card edited", "one edited"),
            edited.build("awsdeck, nothing changed", "as it is"),
        ]
        for name, runs in in_turn(works, 1 if count * 10 > most else 3).items():
            found.setdefault(name, []).append((count, runs.median))
    return found


def plot(grown: Grown) -> str:
    """The figures as SVG, both axes by powers of ten: what grows with the cards alone is a straight line."""
    points = [point for line in grown.values() for point in line]
    x = _scale([count for count, _ in points], _LEFT, _WIDTH - _RIGHT)
    y = _scale([seconds for _, seconds in points], _HEIGHT - _BOTTOM, _TOP)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" font-size="12">',
        '<style>text { font-family: sans-serif }</style><rect width="100%" height="100%" fill="#fff"/>',
        *_axes([count for count, _ in points], [seconds for _, seconds in points], x, y),
    ]
    ends: list[float] = []
    for (name, line), color in zip(grown.items(), _COLORS, strict=False):
        path = " ".join(f"{x(count):.1f},{y(seconds):.1f}" for count, seconds in line)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{color}" stroke-width="2"/>')
        end = y(line[-1][1])
        while any(abs(end - other) < 14 for other in ends):
            end += 3
        ends.append(end)
        parts.append(
            f'<text x="{x(line[-1][0]) + 8:.1f}" y="{end + 4:.1f}" fill="{color}">{escape(name)}</text>'
        )
    return "\n".join((*parts, "</svg>\n"))


def _scale(values: Sequence[float], start: float, end: float) -> Scale:
    """Maps values to places by their logarithm."""
    low, high = math.log10(min(values)), math.log10(max(values))
    return lambda value: start + (math.log10(value) - low) * (end - start) / (high - low)


def _axes(counts: Sequence[float], seconds: Sequence[float], x: Scale, y: Scale) -> Iterator[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    for count in sorted(set(counts)):
        yield f'<path d="M{x(count):.1f} {_TOP}V{bottom}" stroke="#e5e7eb"/>'
        yield f'<text x="{x(count):.1f}" y="{bottom + 18}" text-anchor="middle">{count:,} cards</text>'
    for power in range(math.ceil(math.log10(min(seconds))), math.floor(math.log10(max(seconds))) + 1):
        yield f'<path d="M{_LEFT} {y(10**power):.1f}H{right}" stroke="#e5e7eb"/>'
        yield f'<text x="{_LEFT - 8}" y="{y(10**power) + 4:.1f}" text-anchor="end">{10**power:g} s</text>'
