"""Which kind of call-out a quote of Markdown is, by what its first line says.

In: the lines of a quote without their marks. Out: its kind, and the lines that it says. It must not know how
blocks are read. ``[!TIP]`` names a kind anywhere, ``**Tip:**`` where text follows, ``**Tip**`` on a line
alone. On published pages boxes between ``:::tip`` and ``:::`` are quotes too.
"""

import re
from bisect import bisect_left
from collections.abc import Collection, Sequence

from awsdeck.late import late
from awsdeck.readers.lines import Line

KINDS = ("tip", "note", "important", "warning", "caution")
_ALERT = late(r"\[!(?P<kind>\w+)\][+-]?(?:\s++(?P<title>\S.*))?\s*$")
_ICON = r"(?:[\u2139\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*+)?+"
_KIND = rf"(?P<kind>{'|'.join(KINDS)})"
_OPEN, _CLOSE = r"(?:\*\*|__|<b>|<strong>)", r"(?:\*\*|__|</b>|</strong>)"
_NAMED = late(
    rf"{_ICON}(?:{_OPEN}\s*+{_ICON}{_KIND}\s*+(?:[:：]\s*+{_CLOSE}|{_CLOSE}\s*+[:：])|"
    rf"{_KIND.replace('kind', 'plain')}\s*+[:：](?=\s))\s*+(?P<text>.*)$",
    re.IGNORECASE,
)
_ALONE = late(rf"{_ICON}{_OPEN}\s*+{_ICON}{_KIND}\s*+{_CLOSE}\s*$", re.IGNORECASE)
_TITLE_WORDS = 12
_ALIKE = 0.81  # of the letters of a kind are those of a known one, more than in "notice"
_OPENS = late(
    rf":{{3,}}\s?(?P<kind>{'|'.join(KINDS)}|info|danger)(?:\[(?P<title>[^\]]*)\]|\s(?P<rest>.*))?\s*$",
    re.IGNORECASE,
)
_CLOSES = late(r":{3,}\s*$")


def of_quote(lines: Sequence[Line]) -> tuple[str | None, list[Line]]:
    """The kind of a quote, and its lines without the word that says so."""
    at = next((at for at, line in enumerate(lines) if not line.blank), len(lines))
    if at == len(lines):
        return None, list(lines)
    first, rest = lines[at], list(lines[at + 1 :])
    if alert := _ALERT.match(first.bare):
        title = _titled(alert["title"], rest) if alert["title"] else ""
        above = [Line(first.number, title), Line(first.number, "")] if title else []
        return alert["kind"].lower(), [*above, *rest]
    if named := _NAMED.match(first.bare):
        text = [Line(first.number, named["text"])] if named["text"] else []
        if text or any(not line.blank for line in rest):
            return (named["kind"] or named["plain"]).lower(), [*text, *rest]
    if (alone := _ALONE.match(first.bare)) and any(not line.blank for line in rest):
        return alone["kind"].lower(), rest
    return None, list(lines)


def nearly(kind: str) -> str | None:
    """The kind that a misspelt one was probably meant to be."""
    from difflib import get_close_matches  # for the few quotes of a kind that nobody knows

    return next(iter(get_close_matches(kind, KINDS, 1, _ALIKE)), None)


def boxes_quoted(lines: Sequence[Line], code: Collection[int]) -> list[Line]:
    """The lines with boxes such as site generators have, between ``:::tip`` and ``:::``, as quotes."""
    if not any(line.text.startswith(":::") for line in lines):
        return list(lines)
    closing = [at for at, line in enumerate(lines) if at not in code and _CLOSES.match(line.text)]
    found: list[Line] = []
    at = 0
    while at < len(lines):
        opens = _OPENS.match(lines[at].text) if lines[at].text.startswith(":::") and at not in code else None
        end = closing[bisect_left(closing, at) :][:1] if opens else []
        if not opens or not end:
            found.append(lines[at])
            at += 1
            continue
        title = (opens["title"] or opens["rest"] or "").strip()
        found.append(Line(lines[at].number, f"> [!{opens['kind'].upper()}] {title}".rstrip()))
        found += [Line(line.number, f"> {line.text}".rstrip()) for line in lines[at + 1 : end[0]]]
        found.append(Line(lines[end[0]].number, ""))
        at = end[0] + 1
    return found


def _titled(title: str, rest: Sequence[Line]) -> str:
    """A title in bold, if it is no sentence and something stands below it."""
    words = len(title.split()) <= _TITLE_WORDS and not title.endswith((".", "!", ":")) and "**" not in title
    return f"**{title}**" if words and any(not line.blank for line in rest) else title
