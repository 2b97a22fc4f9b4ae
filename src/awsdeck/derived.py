"""The part of the road that makes further cards of a document's questions: forms → identity → notes.

In: a document, the note and identity of each of its questions, its lock. Out: notes for derived cards, what
was left out, and the resolution with all of them. It must not know how a form finds its cards, nor how they
are told apart after an edit.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from awsdeck import forms, identity, media
from awsdeck.config import Config
from awsdeck.forms import LeftOut, Made
from awsdeck.identity import Identity, Moment, Piece, Resolution, Subject
from awsdeck.lock import Lock
from awsdeck.media import Media
from awsdeck.model import Document
from awsdeck.notes import DECK_SEPARATOR, Note, derived_note


class Derived(NamedTuple):
    """What became of a document's questions under the forms that are wanted.

    ``notes`` are all that are wanted, those of whole questions included, each followed by what was made of
    it; ``resolution`` is that of the whole document, ``forms`` those that are wanted of any card of it.
    """

    notes: tuple[Note, ...]
    left_out: tuple[LeftOut, ...]
    resolution: Resolution
    forms: frozenset[str]


class Parents(NamedTuple):
    """The questions of a document with what is known of each, in one order."""

    document: Document
    notes: Sequence[Note]
    subjects: Sequence[Subject]
    resolution: Resolution
    pictures: Mapping[str, Media]


def derive(parents: Parents, known: Lock | None, config: Config, moment: Moment) -> Derived:
    """The notes that are wanted of a document."""
    path = parents.document.path
    wanted = [config.choice.of_card(note.card, note.identity.id, path) for note in parents.notes]
    everywhere = frozenset(
        (*config.choice.of_document(path), *(name for names in set(wanted) for name in names))
    )
    made = forms.derive([note.card for note in parents.notes], wanted)
    pieces = [_piece(found, parents, config) for found in made.made]
    identities, resolution = identity.resolve_pieces(
        pieces,
        parents.resolution,
        known,
        lambda parent, form: form in (everywhere if parent is None else wanted[parent]),
        moment,
    )
    notes = _in_order(parents, wanted, made.made, identities, pieces, config)
    return Derived(notes, made.left_out, resolution, everywhere)


def _piece(found: Made, parents: Parents, config: Config) -> Piece:
    """A derived card as identity sees it: its parent's question is on the note, and so is its subject.

    What is shown of its own question is a detail only where that isn't all: so other cards stay as they were.
    """
    subject = parents.subjects[found.parent]
    return Piece(
        parent=found.parent,
        form=found.draft.form,
        name=found.draft.name,
        card=found.card,
        substance=found.draft.substance,
        details=(
            *subject.details,
            subject.card.question,
            found.draft.hidden,
            media.names_of(found.card, parents.pictures),
            *(("below",) if found.below else ()),
        ),
        deck=_deck(subject.deck, found.draft.form, config),
        services=subject.services,
        stated=subject.stated,
    )


def _deck(parent: str, form: str, config: Config) -> str:
    return DECK_SEPARATOR.join((parent, forms.FORMS[form].deck)) if config.own_decks else parent


def _in_order(
    parents: Parents,
    wanted: Sequence[Sequence[str]],
    made: Sequence[Made],
    identities: Sequence[Identity],
    pieces: Sequence[Piece],
    config: Config,
) -> tuple[Note, ...]:
    """The wanted notes of each question: the whole first, then its parts."""
    parts: dict[int, list[Note]] = {}
    for found, known, piece in zip(made, identities, pieces, strict=True):
        parent = parents.notes[found.parent]
        note = derived_note(
            parent,
            found,
            known,
            piece.deck,
            config.tag_root,
            media.shown_by(found.card, parents.pictures),
        )
        parts.setdefault(found.parent, []).append(note)
    notes: list[Note] = []
    for at, note in enumerate(parents.notes):
        notes.extend([note] if forms.QA in wanted[at] else [])
        notes.extend(parts.get(at, []))
    return tuple(notes)
