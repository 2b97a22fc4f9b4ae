"""The table of what can be set in ``awsdeck.toml``, and what is wrong with a file.

In: the values of a file. Out: complaints, each with the dotted name it is about. A new setting is a row of
`SETTINGS`; README shows them all (a test compares). It must not know what settings are for.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from awsdeck.forms import NAMES
from awsdeck.hints import DIFFICULTY_FROM
from awsdeck.text import words

Path = tuple[str, ...]
"""The parts of a dotted name: ``("services", "s3", "name")``."""


def anything(value: Any) -> str | None:  # noqa: ARG001 -- all rules have one signature
    """Whatever has the right type will do."""
    return None


def _tag(value: str) -> str | None:
    return None if re.fullmatch(r"[^\s:\"*]+(?:::[^\s:\"*]+)*", value) else "write a word without spaces"


def _size(value: int) -> str | None:
    return None if value > 0 else "write a number of bytes above 0"


def _name(value: str) -> str | None:
    return None if words(value) else "every name needs a letter or figure"


def _forms(value: list[Any]) -> str | None:
    good = value and all(name in NAMES for name in value)
    return None if good else f"write a list of some of these: {', '.join(NAMES)}"


def _names(value: list[Any]) -> str | None:
    good = all(isinstance(name, str) and words(name) for name in value)
    return None if good else "every name needs a letter or figure"


def _filled(value: str) -> str | None:
    return None if value.strip() else "write some text"


def _patterns(value: list[Any]) -> str | None:
    good = all(isinstance(entry, str) and entry.strip() for entry in value)
    return None if good else 'write a list of texts: ["h3", "Q\\\\d+"]'


def _levels(value: list[Any]) -> str | None:
    return None if all(type(n) is int and 0 <= n <= 6 for n in value) else "write levels of headings: [1, 2]"


def _places(value: list[Any]) -> str | None:
    return (
        None if set(map(str, value)) <= set(DIFFICULTY_FROM) else f"known are: {', '.join(DIFFICULTY_FROM)}"
    )


def _line(value: int) -> str | None:
    return None if value > 0 else "lines are counted from 1"


class Setting(NamedTuple):
    """One setting. A part of its dotted name in angle brackets stands for any key.

    ``default`` is what holds without it, in words. ``rule`` takes a value of the right type and gives what
    to write instead, or None.
    """

    name: str
    kind: type
    default: str
    meaning: str
    rule: Callable[[Any], str | None] = anything

    @property
    def path(self) -> Path:
        """The parts of the name."""
        return tuple(self.name.split("."))


SETTINGS: tuple[Setting, ...] = (
    Setting("tag_root", str, "aws", "the first part of every tag", _tag),
    Setting("largest_image", int, "10000000", "the largest picture that a card may show, in bytes", _size),
    Setting("cards", list, "qa", "which cards are made of a question: see README", _forms),
    Setting("own_decks", bool, "false", "cards made of a question go into a sub-deck for each kind"),
    Setting("documents.<document>.cards", list, "cards", "the same for one document, by its file", _forms),
    Setting("categories.<category>.cards", list, "cards", "the same for one category, by its name", _forms),
    Setting("ids.<id>.cards", list, "cards", "the same for one question, by its id", _forms),
    Setting("documents.<document>.title", str, "found", "the title of the deck", _filled),
    Setting("documents.<document>.question_pattern", list, "found", "how questions begin", _patterns),
    Setting("documents.<document>.not_question", list, "none", "what begins no question", _patterns),
    Setting(
        "documents.<document>.category_level", list, "found", "headings for categories, 0: none", _levels
    ),
    Setting("documents.<document>.category_pattern", str, "none", "lines that are categories", _filled),
    Setting("documents.<document>.difficulty_from", list, "all", "question, label, section", _places),
    Setting("documents.<document>.first_line", int, "1", "questions begin at this line or below", _line),
    Setting("documents.<document>.last_line", int, "the last", "the last answer ends at this line", _line),
    Setting("services.<slug>.name", str, "the slug", "the name shown for a service", _name),
    Setting("services.<slug>.long", str, "none", "its full name", _name),
    Setting("services.<slug>.category", str, "general", "its group in the catalogue", _name),
    Setting("services.<slug>.word", bool, "false", "its name counts only behind AWS or Amazon"),
    Setting("services.<slug>.aliases", list, "none", "more names, in any case", _names),
    Setting("services.<slug>.exact", list, "none", "names that count only in this case", _names),
)

_KEY_RULES: Mapping[str, tuple[re.Pattern[str], str, str]] = {
    "<slug>": (
        re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*"),
        "can't be a tag",
        "write it in lower case, words joined by hyphens: acme-gateway",
    ),
}
"""What a key in angle brackets may be, what is wrong with another one, and what to write instead."""

_WANTED = {str: "write a text in quotes", bool: "write true or false", int: "write a whole number"}
_WANTED_LIST = 'write a list: ["one name", "another"]'


class Complaint(NamedTuple):
    """Something wrong in a file: at which setting, what, and what to write instead."""

    path: Path
    message: str
    hint: str


def complaints(values: Mapping[str, Any], at: Path = ()) -> Iterator[Complaint]:
    """Everything that is wrong with the values of a file or of a table in it."""
    for key, value in values.items():
        path = (*at, key)
        below = [setting for setting in SETTINGS if _covers(setting.path, path)]
        if not below:
            known = dict.fromkeys(s.path[len(at)] for s in SETTINGS if _covers(s.path, at))
            yield Complaint(path, f"unknown setting {_shown(path)}", f"known are: {', '.join(known)}")
            continue
        yield from _wrong_key(below[0], path)
        if len(below[0].path) > len(path):
            if isinstance(value, dict):
                yield from complaints(value, path)
            else:
                example = ".".join((*path, *below[0].path[len(path) : -1]))
                yield Complaint(path, f"{_shown(path)} is not a table", f"write [{example}]")
        else:
            yield from _wrong_value(below[0], path, value)


def _covers(pattern: Path, path: Path) -> bool:
    """The path is the setting's own or one above it."""
    return len(path) <= len(pattern) and all(
        name == part or name.startswith("<") for name, part in zip(pattern, path, strict=False)
    )


def _wrong_key(setting: Setting, path: Path) -> Iterator[Complaint]:
    rule = _KEY_RULES.get(setting.path[len(path) - 1])
    if rule and not rule[0].fullmatch(path[-1]):
        yield Complaint(path, f"{_shown(path)} {rule[1]}", rule[2])


def _wrong_value(setting: Setting, path: Path, value: Any) -> Iterator[Complaint]:
    typed = type(value) is setting.kind
    hint = setting.rule(value) if typed else _WANTED.get(setting.kind, _WANTED_LIST)
    if hint:
        yield Complaint(path, f"{_shown(path)} can't be {value!r}", hint)


def _shown(path: Path) -> str:
    """A dotted name as one would write it."""
    return ".".join(part if re.fullmatch(r"[\w-]+", part) else repr(part) for part in path)
