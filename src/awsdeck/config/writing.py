"""What was found out of a document becomes settings.

In: the text of a settings file, a document's name and its `Hints`. Out: the text with them in it; comments,
order and other settings stay as they are. It must not know where the file is.
"""

import tomllib
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import tomlkit
from tomlkit.exceptions import TOMLKitError

from awsdeck.hints import NO_HINTS, Hints


def with_hints(text: str, name: str, hints: Hints) -> str:
    """The settings with what is known of a document under ``[documents."name"]``.

    Settings of the document about which the hints say nothing stay as they are.
    """
    values = _said(hints)
    wanted = tomllib.loads(text)
    names = wanted.setdefault("documents", {})
    key = name if name in names else name.rpartition(".")[0]
    key = key if key in names else name
    names[key] = {**names.get(key, {}), **values}
    with suppress(ValueError, TypeError, TOMLKitError):
        written = _among(text, key, values)
        if tomllib.loads(written) == wanted:
            return written
    # tables written in one line, or by dotted names, can't be added to: all documents are written anew
    settings = tomlkit.parse(text)
    settings.pop("documents", None)
    documents = settings["documents"] = tomlkit.table(is_super_table=True)
    for document, entry in names.items():
        documents[document] = entry
    return tomlkit.dumps(settings)


def _said(hints: Hints) -> dict[str, Any]:
    found = hints._asdict()
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in found.items()
        if value != getattr(NO_HINTS, name)
    }


def _among(text: str, key: str, values: Mapping[str, Any]) -> str:
    """The settings with values for a document, and all else as its author wrote it."""
    settings = tomlkit.parse(text)
    documents = settings.get("documents")
    if documents is None:
        documents = settings["documents"] = tomlkit.table(is_super_table=True)
    if key not in documents:
        documents[key] = tomlkit.table()
    for name, value in values.items():
        documents[key][name] = value
    return tomlkit.dumps(settings)
