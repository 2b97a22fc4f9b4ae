"""What a package holds, as ``awsdeck inspect`` shows it."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from awsdeck.cli import request

if TYPE_CHECKING:
    from awsdeck.packages import Package, PackagedNote

SUFFIXES = (".apkg", ".colpkg")


def is_package(path: Path) -> bool:
    """The file is named as packages are."""
    return path.suffix.lower() in SUFFIXES


def lines(path: Path, package: "Package") -> Iterator[str]:
    """The package as text."""
    from awsdeck.text import one_line

    cards = sum(package.decks.values())
    held = f"{request.count(len(package.notes), 'note')}, {request.count(cards, 'card')}"
    yield f"{path}: {held} ({package.form})"
    yield from _counted("decks, with their cards", package.decks)
    yield "note types:"
    for kind in package.kinds:
        number = sum(note.kind.id == kind.id for note in package.notes)
        names = ", ".join(one_line(name) for name in kind.fields)
        yield f"  {number:5}  {one_line(kind.name)} (id {kind.id}): {names}"
    yield from _counted("tags, with their notes", package.tags)
    if package.media:
        yield f"media: {request.count(len(package.media), 'file')}"
        yield from (f"         {one_line(name)}" for name in package.media)
    made = sum(note.stated_id is not None for note in package.notes)
    yield f"notes, {made} of them with an id of awsdeck's (guid, id, question):"
    for note in package.notes:
        yield f"  {one_line(note.guid)}  {one_line(note.stated_id or '-')}  {one_line(_question(note))[:90]}"


def _counted(name: str, counts: Mapping[str, int]) -> Iterator[str]:
    from awsdeck.text import one_line

    if counts:
        yield f"{name}:"
        yield from (f"  {number:5}  {one_line(value)}" for value, number in counts.items())


def values(path: Path, package: "Package") -> dict[str, Any]:
    """The package for programs."""
    return {
        "source": str(path),
        "package": {
            "form": package.form,
            "decks": dict(package.decks),
            "note_types": [
                {"id": kind.id, "name": kind.name, "fields": list(kind.fields), "cards": kind.cards}
                for kind in package.kinds
            ],
            "tags": dict(package.tags),
            "media": list(package.media),
            "notes": [_note(note) for note in package.notes],
        },
    }


def _note(note: "PackagedNote") -> dict[str, Any]:
    return {
        "note": note.id,
        "guid": note.guid,
        "id": note.stated_id,
        "note_type": note.kind.name,
        "question": _question(note),
        "decks": list(note.decks),
        "tags": list(note.tags),
        "modified": note.modified,
        "fields": list(note.fields),
    }


def _question(note: "PackagedNote") -> str:
    from awsdeck.packages.fieldtext import lines

    return " ".join(lines(note.fields[0])) if note.fields else ""
