"""awsdeck turns a document of questions and answers about AWS into an Anki deck.

The public names, nothing else; ``docs/library.md`` shows them at work. Each is imported when it is first
asked for, so that ``import awsdeck`` costs nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from awsdeck.building import Built, Order, build
    from awsdeck.building.exporting import Exported, ExportOrder, export
    from awsdeck.config import Config
    from awsdeck.model import Card, Document
    from awsdeck.notes import Note, fields
    from awsdeck.pipeline import Deck, load
    from awsdeck.problems import AwsdeckError, Problem
    from awsdeck.selection import Wish

__all__ = [
    "AwsdeckError",
    "Built",
    "Card",
    "Config",
    "Deck",
    "Document",
    "ExportOrder",
    "Exported",
    "Note",
    "Order",
    "Problem",
    "Wish",
    "__version__",
    "build",
    "export",
    "fields",
    "load",
]

__version__ = "0.1.0"

_MODULES = {
    "building": ("Built", "Order", "build"),
    "building.exporting": ("ExportOrder", "Exported", "export"),
    "config": ("Config",),
    "model": ("Card", "Document"),
    "notes": ("Note", "fields"),
    "pipeline": ("Deck", "load"),
    "problems": ("AwsdeckError", "Problem"),
    "selection": ("Wish",),
}
_HOMES = {name: f"awsdeck.{module}" for module, names in _MODULES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module 'awsdeck' has no attribute {name!r}")
    return getattr(import_module(_HOMES[name]), name)
