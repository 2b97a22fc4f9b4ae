"""Anki's card templates, as far as awsdeck's note types use them.

In: a template and the fields of a note. Out: the HTML that Anki makes of them, letter for letter (a test asks
Anki). It must not know what the fields mean.

The language: https://docs.ankiweb.net/templates/intro.html. ``{{Field}}``, ``{{text:Field}}``,
``{{cloze:Field}}``, ``{{FrontSide}}``, ``{{#Field}}…{{/Field}}`` where a field is filled,
``{{^Field}}…{{/Field}}`` where it is empty.
"""

import re
from collections.abc import Mapping
from html import unescape

_PARTS = re.compile(r"\{\{(?P<sign>[#^/]?)(?P<name>[^{}]+)\}\}")
_BLANK = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")  # rslib/src/template.rs: what Anki takes for empty
_TAGS = re.compile(r"<[^>]*>")
_HIDDEN = re.compile(r"\{\{c(?P<number>\d+)::(?P<text>.*?)(?:::(?P<hint>.*?))?\}\}", re.DOTALL)
_NAMED = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;"}
_ASKED = 1  # a note of ours makes one card, whose hidden parts have the number 1


def sides(front: str, back: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The question side and the answer side of a note."""
    question = render(front, fields)
    return question, render(back, {**fields, "FrontSide": question}, answered=True)


def render(template: str, fields: Mapping[str, str], *, answered: bool = False) -> str:
    """The template with its fields filled in; on the ``answered`` side hidden parts are shown.

    Raises:
        ValueError: the template is none of ours: it names another field or filter, or isn't closed.

    """
    made: list[str] = []
    within: list[tuple[str, bool]] = []  # the sections around this place, and whether they are shown
    end = 0
    for part in _PARTS.finditer(template):
        if all(shown for _, shown in within):
            made.append(template[end : part.start()])
        end = part.end()
        name = part["name"].strip()
        match part["sign"]:
            case "/":
                if not within or within.pop()[0] != name:
                    raise ValueError(f"{{{{/{name}}}}} closes nothing")
            case "":
                if all(shown for _, shown in within):
                    made.append(_value(name, fields, answered=answered))
            case sign:
                within.append((name, (sign == "^") == is_empty(_field(name, fields))))
    if within:
        raise ValueError(f"{{{{#{within[-1][0]}}}}} isn't closed")
    return "".join(made) + template[end:]


def is_empty(value: str) -> bool:
    """Anki takes a field for empty: it has nothing but spaces, breaks and empty boxes."""
    return bool(_BLANK.fullmatch(value))


def _value(name: str, fields: Mapping[str, str], *, answered: bool) -> str:
    *filters, field = name.split(":")
    value = _field(field, fields)
    for filtering in reversed(filters):
        if filtering == "text":
            value = unescape(_TAGS.sub("", value)).replace("\xa0", " ")  # as Anki's own filter does
        elif filtering == "cloze":
            value = _HIDDEN.sub(_shown if answered else _asked, value)
        else:
            raise ValueError(f"no filter {filtering!r}")
    return value


def _asked(part: re.Match[str]) -> str:
    if int(part["number"]) != _ASKED:
        return _beside(part)
    hidden = "".join(_in_attribute(character) for character in part["text"])
    return (
        f'<span class="cloze" data-cloze="{hidden}" data-ordinal="{_ASKED}">[{part["hint"] or "..."}]</span>'
    )


def _shown(part: re.Match[str]) -> str:
    if int(part["number"]) != _ASKED:
        return _beside(part)
    return f'<span class="cloze" data-ordinal="{_ASKED}">{part["text"]}</span>'


def _beside(part: re.Match[str]) -> str:
    """A part that another card of the note would ask for."""
    return f'<span class="cloze-inactive" data-ordinal="{part["number"]}">{part["text"]}</span>'


def _in_attribute(character: str) -> str:
    """Anki writes all of Latin-1 but letters and figures of ASCII as references."""
    if ord(character) > 255 or (character.isascii() and character.isalnum()):
        return character
    return _NAMED.get(character) or f"&#x{ord(character):02X};"


def _field(name: str, fields: Mapping[str, str]) -> str:
    if name not in fields:
        raise ValueError(f"no field {name!r}")
    return fields[name]
