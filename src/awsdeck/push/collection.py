"""What Anki holds of the notes that a push may be about.

In: a client, the note types, ids of notes that are known from before. Out: a `Collection`. It must not know
which note is whose card.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any, NamedTuple, TypeVar

from awsdeck.ankiconnect import Client, Failed
from awsdeck.model import Location
from awsdeck.notetype import NoteType
from awsdeck.problems import AwsdeckError, error
from awsdeck.push.merge import print_of

AT_ONCE = 100  # notes in one request
UNKNOWN_PROFILE = "?"  # of an AnkiConnect that doesn't tell; no profile can have this name
_LEAST_VERSION = 6

Value = TypeVar("Value")


class AnkiNote(NamedTuple):
    """A note in Anki. ``kind`` is the name of its note type, ``decks`` the deck of each of its cards.

    ``modified`` is in whole seconds, and None if AnkiConnect is too old to tell.
    """

    id: int
    kind: str
    fields: Mapping[str, str]
    tags: tuple[str, ...]
    decks: Mapping[int, str]
    modified: int | None


class Look(NamedTuple):
    """How a note type looks in Anki: its name there, its fields, a fingerprint of templates and style."""

    name: str
    fields: tuple[str, ...]
    print: str


class Collection(NamedTuple):
    """Notes by id, and those note types that are there, by id. ``borrowed`` are cards in filtered decks."""

    profile: str
    notes: Mapping[int, AnkiNote]
    looks: Mapping[int, Look]
    borrowed: frozenset[int]


def look(client: Client, kinds: Sequence[NoteType], known: Iterable[int] = ()) -> Collection:
    """Read all notes of these types, and the known ones whatever their type.

    Raises:
        AwsdeckError: Anki can't be asked.

    """
    version = client.call("version")
    if not isinstance(version, int) or version < _LEAST_VERSION:
        raise Failed(client.url, "version 6", "unsupported action")
    profile = _profile(client)
    looks = looks_of(client, kinds)
    found: set[int] = set()
    for kind in looks:
        found.update(client.call("findNotes", query=f"mid:{kind}"))
    notes = {note.id: note for note in notes_of(client, sorted(found | set(known)))}
    borrowed = frozenset(client.call("findCards", query="deck:filtered"))
    return Collection(profile, notes, looks, borrowed)


def _profile(client: Client) -> str:
    """The name of the open profile."""
    try:
        return str(client.call("getActiveProfile"))
    except Failed as failure:
        if failure.is_unknown_action:
            return UNKNOWN_PROFILE
        raise


def looks_of(client: Client, kinds: Sequence[NoteType]) -> dict[int, Look]:
    """How those of the note types look that Anki has, by id."""
    names = {int(number): str(name) for name, number in client.call("modelNamesAndIds").items()}
    looks = {}
    for kind in kinds:
        if kind.id in names:
            name = names[kind.id]
            fields = tuple(client.call("modelFieldNames", modelName=name))
            if not set(kind.fields) <= set(fields):
                raise _changed_type(client, name, sorted(set(kind.fields) - set(fields)))
            looks[kind.id] = Look(name, fields, _print(client, name, kind))
    return looks


def _print(client: Client, name: str, kind: NoteType) -> str:
    templates = client.call("modelTemplates", modelName=name)
    own = templates.get(kind.template_name) or {}
    css = client.call("modelStyling", modelName=name)["css"]
    return look_print(own.get("Front", ""), own.get("Back", ""), css)


def look_print(front: str, back: str, css: str) -> str:
    """A fingerprint of the templates and the style of a note type."""
    return print_of("\x1e".join(text.strip().replace("\r\n", "\n") for text in (front, back, css)))


def _changed_type(client: Client, name: str, lost: Sequence[str]) -> AwsdeckError:
    return AwsdeckError(
        error(
            Location(client.url),
            "changed-note-type",
            f"the note type {name!r} in Anki has lost or renamed fields: {', '.join(lost)}",
            "name them so again in Tools > Manage Note Types > Fields: awsdeck finds its texts by them",
        )
    )


def notes_of(client: Client, numbers: Sequence[int]) -> Iterator[AnkiNote]:
    """Those of the notes that are there, with their cards' decks."""
    for some in batches(numbers, AT_ONCE):
        infos = [info for info in client.call("notesInfo", notes=list(some)) if info]
        cards = [card for info in infos for card in info["cards"]]
        places = client.call("getDecks", cards=cards) if cards else {}
        deck_of = {card: deck for deck, inside in places.items() for card in inside}
        for info in infos:
            yield _note(info, deck_of)


def _note(info: Mapping[str, Any], deck_of: Mapping[int, str]) -> AnkiNote:
    return AnkiNote(
        id=info["noteId"],
        kind=info["modelName"],
        fields={name: field["value"] for name, field in info["fields"].items()},
        tags=tuple(info["tags"]),
        decks={card: deck_of.get(card, "") for card in info["cards"]},
        modified=info.get("mod"),
    )


def batches(values: Iterable[Value], size: int) -> Iterator[tuple[Value, ...]]:
    """The values in groups of at most ``size``."""
    rest = iter(values)
    while some := tuple(islice(rest, size)):
        yield some
