"""What a project sets in ``awsdeck.toml``.

In: the file, looked for from a folder upwards. Out: `Config`. Every key that isn't known is an error: a
misspelt one would otherwise do nothing, silently. `settings` is the table of what is known.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from awsdeck import disk
from awsdeck.config.settings import complaints
from awsdeck.forms.choice import DEFAULT, Choice
from awsdeck.hints import NO_HINTS, Hints
from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, error
from awsdeck.services import Service
from awsdeck.services.catalogue import service

FILE_NAME = "awsdeck.toml"
_LARGEST = 1_000_000  # bytes


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings; the values here are the defaults. ``largest_image`` is in bytes.

    ``choice`` says which cards are made of a question; with ``own_decks`` those that aren't the whole of it
    go into sub-decks of their own. ``said`` holds the hints for documents by file, ``hints`` those for
    all documents, which go before.
    """

    tag_root: str = "aws"
    largest_image: int = 10_000_000
    services: tuple[Service, ...] = ()
    choice: Choice = field(default_factory=Choice)
    own_decks: bool = False
    said: Mapping[str, Hints] = field(default_factory=dict)
    hints: Hints = NO_HINTS

    def hints_for(self, path: Path) -> Hints:
        """What is said of a document: of all of them now, or of this one in the file."""
        return self.hints.over(self.said.get(path.name, self.said.get(path.stem, NO_HINTS)))


DEFAULTS = Config()
"""What holds where nothing is set."""


def find(folder: Path) -> Path | None:
    """The settings file of a folder or of the nearest one above it that has one."""
    for place in (folder, *folder.resolve().parents):
        if (place / FILE_NAME).is_file():
            return place / FILE_NAME
    return None


def load(path: Path | None) -> Config:
    """The settings of a file; without one, the defaults.

    Raises:
        AwsdeckError: the file isn't TOML, or says something that awsdeck doesn't know.

    """
    if path is None:
        return Config()
    text, values = parsed(path)
    problems = [
        error(
            Location(str(path), line_of(complaint.path, text)),
            "bad-setting",
            complaint.message,
            complaint.hint,
        )
        for complaint in complaints(values)
    ]
    if problems:
        raise AwsdeckError(*problems)
    return Config(
        tag_root=values.get("tag_root", Config().tag_root),
        largest_image=values.get("largest_image", Config().largest_image),
        services=tuple(service(slug, entry) for slug, entry in values.get("services", {}).items()),
        choice=_choice(values),
        own_decks=values.get("own_decks", Config().own_decks),
        said={name: _hints(entry) for name, entry in values.get("documents", {}).items()},
    )


def _choice(values: Mapping[str, Any]) -> Choice:
    def of_each(table: str) -> dict[str, tuple[str, ...]]:
        return {
            name: tuple(entry["cards"]) for name, entry in values.get(table, {}).items() if "cards" in entry
        }

    return Choice(
        everywhere=tuple(values.get("cards", DEFAULT)),
        documents=of_each("documents"),
        categories=of_each("categories"),
        ids=of_each("ids"),
    )


def _hints(entry: Mapping[str, Any]) -> Hints:
    values: dict[str, Any] = {
        k: tuple(v) if isinstance(v, list) else v for k, v in entry.items() if k != "cards"
    }
    return Hints(**values)


def parsed(path: Path) -> tuple[str, Mapping[str, Any]]:
    """The text of a settings file and its values.

    Raises:
        AwsdeckError: it can't be read, or isn't TOML.

    """
    import tomllib  # most people set nothing

    try:
        text = disk.read(path, _LARGEST).decode("utf-8-sig")
        return text, tomllib.loads(text)
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        line = re.search(r"at line (\d+)", str(failure))
        at = Location(str(path), int(line[1]) if line else None)
        raise AwsdeckError(error(at, "bad-toml", f"not TOML: {failure}", "see https://toml.io")) from None
    except RecursionError:
        told = "its values are nested too deep"
        raise AwsdeckError(error(Location(str(path)), "bad-toml", told, "see docs/settings.md")) from None
    except OSError as failure:
        at = Location(str(path))
        reason = failure.strerror or str(failure)
        raise AwsdeckError(
            error(at, "unreadable", f"can't read it: {reason}", "check its permissions")
        ) from None


def line_of(path: tuple[str, ...], text: str) -> int | None:
    """The line on which a setting stands, as far as that can be told without positions from the parser."""
    import tomllib

    table: tuple[str, ...] = ()
    for number, line in enumerate(text.split("\n"), 1):
        try:
            value: object = tomllib.loads(line)
        except tomllib.TOMLDecodeError:
            continue  # a part of a value that takes several lines
        here = _only_path(value)
        if line.lstrip().startswith("["):
            table = here
        elif here:
            here = (*table, *here)
        if here[: len(path)] == path:
            return number
    return None


def _only_path(value: object) -> tuple[str, ...]:
    """The keys that lead to the one value that a line sets."""
    keys: list[str] = []
    while isinstance(value, dict) and len(value) == 1:
        (key, value), *_ = value.items()
        keys.append(key)
    return tuple(keys)
