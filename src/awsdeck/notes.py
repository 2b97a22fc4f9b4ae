"""A card becomes a note: its fields, tags, deck and place in the order.

In: a document, its identities, the evidence for its services. Out: `Note` values, whose fields are made
only when a writer asks for them. It must not know how a note is written to a file.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape

from awsdeck import notetype, render
from awsdeck.identity import Identity
from awsdeck.media import Media
from awsdeck.model import Card, Document
from awsdeck.services import Evidence
from awsdeck.text import slug

DECK_SEPARATOR = "::"


@dataclass(frozen=True, slots=True)
class Note:
    """A card with all that Anki needs to know of it.

    ``due`` is its place in the order of new cards, from 1, the same in every subset. ``modified`` is the
    time in whole seconds at which its content last changed: Anki takes a note only if this has grown.
    """

    card: Card
    identity: Identity
    services: tuple[Evidence, ...]
    service_names: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    due: int
    modified: int
    source: str
    pictures: Mapping[str, Media]

    @property
    def service_slugs(self) -> tuple[str, ...]:
        """The slugs of the card's services."""
        return tuple(found.slug for found in self.services)


@dataclass(frozen=True, slots=True)
class Naming:
    """What a person can choose of the names: the root of all tags."""

    tag_root: str = "aws"


def make_notes(
    document: Document,
    identities: Sequence[Identity],
    services: Sequence[tuple[Evidence, ...]],
    service_name: Mapping[str, str],
    pictures: Mapping[str, Media],
    modified: int,
    naming: Naming,
) -> tuple[Note, ...]:
    """A note for every card of a document, in the order of the source."""
    levels = dict(document.levels)
    return tuple(
        Note(
            card=card,
            identity=identity,
            services=found,
            service_names=tuple(service_name[evidence.slug] for evidence in found),
            tags=_tags(card, found, levels.get(card.difficulty) if card.difficulty else None, naming),
            deck=deck_path(document.title, card.category),
            due=due,
            modified=modified,
            source=document.title,
            pictures=pictures,
        )
        for due, (card, identity, found) in enumerate(
            zip(document.cards, identities, services, strict=True), start=1
        )
    )


def _tags(card: Card, services: tuple[Evidence, ...], level: str | None, naming: Naming) -> tuple[str, ...]:
    parts = [("service", found.slug) for found in services]
    if card.difficulty:
        parts.append(("difficulty", card.difficulty))
    if level:
        parts.append(("level", slug(level)))
    if card.category:
        parts.append(("category", slug(card.category)))
    return tuple(sorted("::".join((naming.tag_root, *part)) for part in parts if part[1]))


def deck_path(title: str, category: str | None) -> str:
    """The deck of a card; Anki drops control characters and double quotes from names, so they never enter."""
    parts = [_deck_name(title) or "awsdeck"]
    if category and _deck_name(category):
        parts.append(_deck_name(category))
    return DECK_SEPARATOR.join(parts)


def _deck_name(text: str) -> str:
    name = "".join(" " if ord(character) < 32 else character for character in text)
    name = re.sub(r":{2,}", ":", name.replace('"', "'"))
    return " ".join(name.split()).strip(":")


def fields(note: Note) -> tuple[str, ...]:
    """The note's fields as HTML, in the order of `notetype.FIELDS`."""
    sources = {src: media.name for src, media in note.pictures.items()}
    values = {
        "Question": disarmed(render.question(note.card.question, sources)),
        "Answer": disarmed(render.answer(note.card.answer, sources)),
        "Category": disarmed(escape(note.card.category or "", quote=False)),
        "Difficulty": note.card.difficulty or "",
        "Services": " ".join(f"<span>{escape(name, quote=False)}</span>" for name in note.service_names),
        "ID": escape(note.identity.id, quote=False),
        "Source": disarmed(escape(note.source, quote=False)),
    }
    return tuple(values.get(name, "") for name in notetype.FIELDS)


_LATEX = re.compile(r"\[(?=/?(?:latex|\$\$?)\])", re.IGNORECASE)
_MATHJAX = re.compile(r"\\(?=[()\[\]])")


def disarmed(html: str) -> str:
    r"""HTML in which nothing is left that Anki would turn into mathematics or a field.

    Anki reads ``[latex]``, ``[$]`` and ``[$$]`` in the raw field, where a character reference hides them.
    MathJax reads ``\(`` in the page, where only an element between the two characters does.
    """
    html = _LATEX.sub("&#91;", html)
    html = html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")
    return _MATHJAX.sub(r"<span>\\</span>", html)
