"""The figures of a deck as pictures: small SVG, drawn without a library.

In: `Stats`. Out: HTML of figures, whose colours are classes of the page's style. Lengths are percentages of
the width that there is, so a chart fits a phone and its letters stay as large as all others. Every chart says
what it shows in a title, and its numbers stand in it as text.
"""

from collections.abc import Iterable, Sequence
from html import escape

from awsdeck.stats import LEVELS, Stats

_ROW = 44  # pixels for a name and the bar below it
_BAR = 12
_COLUMNS = 150  # pixels, the height of the tallest column
_MOST_SERVICES = 24

Part = tuple[str, float]
"""A class and the part of the whole width that is drawn in it, from 0 to 1."""


def charts(stats: Stats) -> str:
    """All charts of the figures."""
    return "\n".join((_categories(stats), _lengths(stats), _parts(stats), _services(stats)))


def _categories(stats: Stats) -> str:
    most = max((sum(row.values()) for _, row in stats.categories), default=1)
    rows = [
        (category or "none", str(sum(row.values())), [(level, row[level] / most) for level in LEVELS])
        for category, row in stats.categories
    ]
    used = [level for level in LEVELS if stats.levels[level]]
    legend = "".join(
        f'<span><svg aria-hidden="true"><rect class="{level}" width="12" height="12" rx="3"/></svg>'
        f"{level} {stats.levels[level]}</span>"
        for level in used
    )
    drawn = _bars("Cards in each category by difficulty", rows)
    return _figure(
        "Categories", f"{stats.cards} cards by difficulty", f'{drawn}<p class="legend">{legend}</p>'
    )


def _services(stats: Stats) -> str:
    most = stats.services[0].cards if stats.services else 1
    rows = [
        (service.name, str(service.cards), [("bar-of", service.cards / most)])
        for service in stats.services[:_MOST_SERVICES]
    ]
    left = stats.services[_MOST_SERVICES:]
    told = [f"{len(stats.services)} services"]
    if left:
        told.append(f"the {len(left)} that are not drawn have {left[0].cards} or fewer cards each")
    if stats.without_service:
        told.append(f"{stats.without_service} cards are about none")
    return _figure("Services", "; ".join(told), _bars("Cards about each service", rows))


def _lengths(stats: Stats) -> str:
    lengths = stats.lengths
    told = f"from {lengths.shortest} to {lengths.longest}, half of the answers up to {lengths.median:.0f}"
    most = max(1, *(span.cards for span in lengths.spans))
    width = 100 / len(lengths.spans)
    columns = []
    for index, span in enumerate(lengths.spans):
        height = span.cards / most * _COLUMNS
        middle = f"{(index + 0.5) * width:.2f}%"
        top = 20 + _COLUMNS - height
        columns.append(
            f'<rect class="bar-of" x="{index * width + width * 0.14:.2f}%" y="{top:.1f}" '
            f'width="{width * 0.72:.2f}%" height="{max(height, 1):.1f}" rx="4"/>'
            f'<text class="soft middle" x="{middle}" y="{top - 6:.1f}">{span.cards}</text>'
            f'<text class="soft small middle" x="{middle}" y="{40 + _COLUMNS}">{span}</text>'
        )
    drawn = _svg("Answers by number of words", 46 + _COLUMNS, "".join(columns))
    return _figure("Words in an answer", told, drawn)


def _parts(stats: Stats) -> str:
    rows = [
        (part, f"{cards} ({stats.share(part):.0%})", [("bar-of", stats.share(part))])
        for part, cards in stats.parts.items()
    ]
    return _figure("Answers with", f"of {stats.cards}", _bars("Answers with code, diagram or table", rows))


def _bars(title: str, rows: Sequence[tuple[str, str, Iterable[Part]]]) -> str:
    """A name, a number and a bar for each row; parts of a bar stand one after the other."""
    drawn = []
    for index, (name, number, parts) in enumerate(rows):
        y = index * _ROW
        drawn.append(
            f'<text x="0" y="{y + 14}">{escape(name)}</text>'
            f'<text class="soft end" x="100%" y="{y + 14}">{escape(number)}</text>'
            f'<rect class="rail" x="0" y="{y + 22}" width="100%" height="{_BAR}" rx="4"/>'
        )
        start = 0.0
        for name_of_class, share in parts:
            if share:
                drawn.append(
                    f'<rect class="{name_of_class}" x="{start:.2f}%" y="{y + 22}" '
                    f'width="{share * 100:.2f}%" height="{_BAR}" rx="4"/>'
                )
            start += share * 100
    return _svg(title, len(rows) * _ROW, "".join(drawn))


def _svg(title: str, height: int, drawn: str) -> str:
    name = escape(title)
    return f'<svg height="{height}" role="group" aria-label="{name}"><title>{name}</title>{drawn}</svg>'


def _figure(caption: str, told: str, drawn: str) -> str:
    small = f"<small>{escape(told)}</small>"
    return f"<figure><figcaption>{escape(caption)}{small}</figcaption>{drawn}</figure>"
