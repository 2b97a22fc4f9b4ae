"""What a project sets in ``awsdeck.toml``.

In: the file, looked for from a folder upwards. Out: `Config`. Every key that isn't known is an error: a
misspelt one would otherwise do nothing, silently.
"""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, Problem, error
from awsdeck.services import Service
from awsdeck.services.catalogue import service
from awsdeck.text import words

FILE_NAME = "awsdeck.toml"

_SERVICE_KEYS: dict[str, type] = {
    "name": str,
    "long": str,
    "category": str,
    "word": bool,
    "aliases": list,
    "exact": list,
}
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TAG_ROOT = re.compile(r"[^\s:\"*]+(?:::[^\s:\"*]+)*")


@dataclass(frozen=True, slots=True)
class Config:
    """A project's settings; the values here are the defaults."""

    tag_root: str = "aws"
    services: tuple[Service, ...] = ()


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
    try:
        data = tomllib.loads(path.read_text("utf-8-sig"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as failure:
        line = re.search(r"at line (\d+)", str(failure))
        at = Location(str(path), int(line[1]) if line else None)
        raise AwsdeckError(error(at, "bad-toml", f"not TOML: {failure}", "see https://toml.io")) from None
    except OSError as failure:
        at = Location(str(path))
        reason = failure.strerror or str(failure)
        raise AwsdeckError(
            error(at, "unreadable", f"can't read it: {reason}", "check its permissions")
        ) from None
    problems = [*_wrong_keys(path, data), *_wrong_services(path, data.get("services", {}))]
    if problems:
        raise AwsdeckError(*problems)
    services = tuple(service(slug, entry) for slug, entry in data.get("services", {}).items())
    return Config(tag_root=data.get("tag_root", Config().tag_root), services=services)


def _wrong_keys(path: Path, data: Mapping[str, Any]) -> list[Problem]:
    problems = [
        _wrong(path, f"unknown setting {name!r}", "known are: tag_root, services")
        for name in data
        if name not in ("tag_root", "services")
    ]
    root = data.get("tag_root", "aws")
    if not isinstance(root, str) or not _TAG_ROOT.fullmatch(root):
        problems.append(_wrong(path, f"tag_root can't be {root!r}", "write a word without spaces"))
    return problems


def _wrong_services(path: Path, services: object) -> list[Problem]:
    if not isinstance(services, dict):
        return [_wrong(path, "services is not a table", "write [services.<slug>] with a name below it")]
    problems = []
    for slug, entry in services.items():
        if not _SLUG.fullmatch(slug):
            problems.append(
                _wrong(
                    path,
                    f"service {slug!r} can't be a tag",
                    "write it in lower case, words joined by hyphens: acme-gateway",
                )
            )
        if not isinstance(entry, dict):
            problems.append(_wrong(path, f"service {slug!r} is not a table", f"write [services.{slug}]"))
            continue
        for key, value in entry.items():
            hint = _hint_for(key, value)
            if hint:
                problems.append(_wrong(path, f"service {slug!r} can't have {key} = {value!r}", hint))
    return problems


def _hint_for(key: str, value: object) -> str | None:
    """What to write instead, if this key can't have this value."""
    kind = _SERVICE_KEYS.get(key)
    if kind is None:
        return f"known are: {', '.join(_SERVICE_KEYS)}"
    if not isinstance(value, kind):
        return {list: 'write a list: ["one name", "another"]', bool: "write true or false"}.get(
            kind, "write a text in quotes"
        )
    names = value if isinstance(value, list) else [value]
    if kind is not bool and not all(isinstance(name, str) and words(name) for name in names):
        return "every name needs a letter or figure"
    return None


def _wrong(path: Path, message: str, hint: str) -> Problem:
    return error(Location(str(path)), "bad-setting", message, hint)
