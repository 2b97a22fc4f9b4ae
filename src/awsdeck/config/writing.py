"""What was found out of a document becomes settings.

In: the text of a settings file, a document's name and its `Hints`. Out: the text with them in it; comments,
order and other settings stay as they are. It must not know where the file is.
"""

from dataclasses import fields
from typing import Any

import tomlkit
from tomlkit.items import Table

from awsdeck.hints import NO_HINTS, Hints


def with_hints(text: str, name: str, hints: Hints) -> str:
    """The settings with what is known of a document under ``[documents."name"]``.

    Settings of the document about which the hints say nothing stay as they are.
    """
    settings = tomlkit.parse(text)
    documents = settings.get("documents")
    if documents is None:
        documents = settings["documents"] = tomlkit.table(is_super_table=True)
    table = documents.get(name, documents.get(name.rpartition(".")[0]))
    if table is None:
        table = tomlkit.table()
        documents[name] = table
    assert isinstance(table, Table)
    for field in fields(hints):
        value: Any = getattr(hints, field.name)
        if value != getattr(NO_HINTS, field.name):
            table[field.name] = list(value) if isinstance(value, tuple) else value
    return tomlkit.dumps(settings)
