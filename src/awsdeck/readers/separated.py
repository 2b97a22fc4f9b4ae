"""Flash cards as programs export them: cells parted by semicolons, commas or tabs, longer ones in quotes.

In: the lines of a document. Out: a `Sheet` if it is nothing but such rows. It must not know how questions are
found otherwise: pairs that only a tab parts are found as in any other text.

Anki writes above its rows what parts them and what their columns are: ``#separator:tab``, ``#tags column:3``.
https://docs.ankiweb.net/importing/text-files.html
"""

import re
from collections.abc import Mapping, Sequence
from itertools import takewhile

from awsdeck.late import late
from awsdeck.readers import COLUMNS, SILENT, columnnames, exported, spreadsheet, tagtext
from awsdeck.readers.exported import Draft
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks
from awsdeck.readers.spreadsheet import Cell, Row, Sheet

CERTAIN = 4
_FEWEST, _FEWEST_STATED = 3, 1  # rows; and where the file says that it holds some
_WIDEST = 8  # columns
_SOME, _MOST = 0.2, 0.6  # of the rows
_SAYS = late(r"#(?P<name>[a-z][a-z ]{1,30}):(?P<value>.*)", re.IGNORECASE)
_SEPARATORS = {"tab": "\t", "semicolon": ";", "comma": ",", "pipe": "|", "colon": ":", "space": " "}
_TAGS = ("<br", "<div", "&nbsp;", "</b>", "</li>")
_LETTERS = late(r"[^\W\d_]{2}")


def find(lines: Sequence[Line]) -> Sheet | None:
    """The cards of the document, if it holds nothing else."""
    filled = [line for line in lines if not line.blank]
    says = {line: said for line in takewhile(_says, filled) if (said := _SAYS.fullmatch(line.bare))}
    stated = {said["name"].lower(): said["value"].strip() for said in says.values()}
    first = next((at for at, line in enumerate(lines) if not line.blank and line not in says), len(lines))
    separator = stated.get("separator", "")
    candidates = [_SEPARATORS.get(separator.lower(), separator)] if separator else [";", "\t", ","]
    for candidate in candidates:
        rows = spreadsheet.rows(lines[first:], quoted=True, separator=candidate) if candidate else None
        if rows and _weight(rows, candidate, stated) >= CERTAIN:
            return _sheet(rows, stated, [*says])
    return None


def _says(line: Line) -> bool:
    return line.bare.startswith("#") and _SAYS.fullmatch(line.bare) is not None


def _weight(rows: Sequence[Row], separator: str, stated: Mapping[str, str]) -> int:
    """What speaks for the rows' being cards; 0 where they differ in width, or have no two cells."""
    widths = {len(row.cells) for row in rows}
    cells = len(rows[0].cells)
    said = "separator" in stated
    quoted = sum(_is_quoted(row, separator) for row in rows)
    plain_pairs = separator == "\t" and not quoted and cells == 2
    if len(widths) > 1 or not 2 <= cells <= _WIDEST or (plain_pairs and not said):
        return 0
    if len(rows) < (_FEWEST_STATED if said else _FEWEST):
        return 0
    fronts = [row.cells[0].text for row in rows]
    worded = sum(bool(_LETTERS.search(front)) for front in fronts)
    answered = sum(bool(row.cells[1].text) for row in rows)
    features = (
        ("the file says what parts its cells", 4, said),
        ("the first row names question and answer", 4, bool(_columns(rows[0]))),
        ("some fronts ask something", 2, sum(map(asks, fronts)) >= _SOME * len(rows)),
        ("what parts the cells stands in no text so regularly", 2, separator in ";\t"),
        ("cells between quotes", 2, quoted >= _SOME * len(rows)),
        ("fronts without words", -4, worded < _MOST * len(rows)),
        ("backs that say nothing", -4, answered < _MOST * len(rows)),
    )
    return sum(weight for _, weight, holds in features if holds)


def _is_quoted(row: Row, separator: str) -> bool:
    """A cell of its first line begins with a quote."""
    text = f"{separator}{row.lines[0].bare}{separator}"
    return f'{separator}"' in text or (separator == "," and f'{separator} "' in text)


def _columns(row: Row) -> dict[str, int]:
    return columnnames.places([cell.text for cell in row.cells])


def _sheet(rows: Sequence[Row], stated: Mapping[str, str], says: Sequence[Line]) -> Sheet | None:
    """The rows as questions and answers."""
    columns = _columns(rows[0])
    header = rows[0] if columns else None
    special = {
        int(value) - 1: name
        for name, value in stated.items()
        if name.endswith(" column") and value.isdecimal()
    }
    free = [at for at in range(len(rows[0].cells)) if at not in special]
    if len(free) < 2:
        return None
    front, back = columns.get("question", free[0]), columns.get("answer", free[1])
    topic = columns.get("topic", next((at for at, name in special.items() if name.startswith("deck")), None))
    tagged = stated.get("html") == "true" or any(
        sign in line.text for row in rows for line in row.lines for sign in _TAGS
    )
    drafts: list[Draft] = []
    unseen = [*says]
    for row in rows[1:] if header else rows:
        asked = _said(row.cell(front), tagged=tagged)
        answer = _said(row.cell(back), tagged=tagged)
        for at, cell in enumerate(row.cells):
            if at in special and (at != topic or _topic(cell) != cell.text):
                unseen += cell.lines
            elif at not in (front, back, topic, *special) and cell.lines:
                name = f"{header.cell(at).text}: " if header else ""
                first, *more = _said(cell, tagged=tagged) or cell.lines
                answer += [Line(first.number, ""), Line(first.number, f"{name}{first.bare}"), *more]
        if any(not line.blank for line in asked):
            drafts.append(Draft(exported.joined(asked), (), tuple(answer), topic=_topic(row.cell(topic))))
        else:
            unseen += [line for line in row.lines if not line.blank]
    named = exported.passages(header.lines if header else (), COLUMNS)
    told = sorted(unseen, key=lambda line: line.number)
    return (
        exported.sheet(drafts, [*named, *exported.passages(told, SILENT)], "rows of cells")
        if drafts
        else None
    )


def _topic(cell: Cell) -> str:
    """The topic of a row; of a deck within others its own name."""
    return cell.text.rsplit("::", 1)[-1].strip()


def _said(cell: Cell, *, tagged: bool) -> list[Line]:
    """The lines of a cell as they are read, without blank ones around them."""
    if not tagged:
        return [*cell.lines]
    found = [Line(line.number, text.rstrip()) for line in cell.lines for text in tagtext.lines(line.text)]
    while found and found[0].blank:
        found.pop(0)
    while found and found[-1].blank:
        found.pop()
    return found
