"""Anki's card templates, as far as awsdeck's note types use them.

In: a template and the fields of a note. Out: the HTML that Anki makes of them, letter for letter (a test asks
Anki). It must not know what the fields mean.

The language: https://docs.ankiweb.net/templates/intro.html. ``{{Field}}``, ``{{text:Field}}``,
``{{FrontSide}}``, ``{{#Field}}…{{/Field}}`` where a field is filled, ``{{^Field}}…{{/Field}}`` where it is
empty.
"""

import re
from collections.abc import Mapping
from html import unescape

_PARTS = re.compile(r"\{\{(?P<sign>[#^/]?)(?P<name>[^{}]+)\}\}")
_BLANK = re.compile(r"(?:\s|</?(?:br|div) ?/?>)*")  # rslib/src/template.rs: what Anki takes for empty
_TAGS = re.compile(r"<[^>]*>")


def sides(front: str, back: str, fields: Mapping[str, str]) -> tuple[str, str]:
    """The question side and the answer side of a note."""
    question = render(front, fields)
    return question, render(back, {**fields, "FrontSide": question})


def render(template: str, fields: Mapping[str, str]) -> str:
    """The template with its fields filled in.

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
                    made.append(_value(name, fields))
            case sign:
                within.append((name, (sign == "^") == is_empty(_field(name, fields))))
    if within:
        raise ValueError(f"{{{{#{within[-1][0]}}}}} isn't closed")
    return "".join(made) + template[end:]


def is_empty(value: str) -> bool:
    """Anki takes a field for empty: it has nothing but spaces, breaks and empty boxes."""
    return bool(_BLANK.fullmatch(value))


def _value(name: str, fields: Mapping[str, str]) -> str:
    *filters, field = name.split(":")
    value = _field(field, fields)
    for filtering in reversed(filters):
        if filtering != "text":
            raise ValueError(f"no filter {filtering!r}")
        value = unescape(_TAGS.sub("", value)).replace("\xa0", " ")  # as Anki's own filter does
    return value


def _field(name: str, fields: Mapping[str, str]) -> str:
    if name not in fields:
        raise ValueError(f"no field {name!r}")
    return fields[name]
