"""A card with all that Anki needs to know of it.

In: a card, its identity, the evidence for its services; or an entry of a card that is gone. Out: a `Note`. It
must not know what its fields look like.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from html import escape
from typing import NamedTuple

from awsdeck.forms import FORMS, Made
from awsdeck.forms import QA as WHOLE
from awsdeck.identity import Identity, guid
from awsdeck.lock import Entry
from awsdeck.media import Media
from awsdeck.model import Card, Paragraph, Spans, Text
from awsdeck.notes.names import DECK_SEPARATOR, deck_name
from awsdeck.notetype import CLOZE, QA, NoteType
from awsdeck.services import Evidence


class Note(NamedTuple):
    """A card with all that Anki needs to know of it.

    ``due`` is its place in the order of new cards, from 1, the same in every subset. ``kept`` are fields
    from an earlier build, for a card that is no longer in the document. ``form`` is the way of asking:
    ``qa`` for the whole question. A derived card has the id of its ``parent`` and shows its question as
    ``context``; of a cloze card the entry at ``hidden`` of the answer's list is to be recalled, below
    its ``heading``, which is shown in place of the question on other cards, too, where there is one.
    """

    card: Card
    identity: Identity
    services: tuple[Evidence, ...]
    service_names: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    due: int
    source: str
    pictures: Mapping[str, Media]
    kept: tuple[str, ...] | None = None
    form: str = WHOLE
    note_type: NoteType = QA
    parent: str | None = None
    context: Spans = ()
    hidden: int | None = None
    heading: Spans = ()

    @property
    def modified(self) -> int:
        """When the content last changed, in whole seconds: Anki takes a note only if this has grown."""
        return self.identity.changed

    @property
    def service_slugs(self) -> tuple[str, ...]:
        """The slugs of the card's services."""
        return tuple(found.slug for found in self.services)

    @property
    def is_ready(self) -> bool:
        """It can be learned: there is a question and an answer."""
        return is_ready(self.card)


def is_ready(card: Card) -> bool:
    """A card with a question and an answer."""
    return bool(card.answer) and bool(card.title.strip())


def derived_note(
    parent: Note, made: Made, known: Identity, deck: str, root: str, pictures: Mapping[str, Media]
) -> Note:
    """The note of a card that was made of another one.

    Its place in the order of new cards is its parent's: Anki then takes the parent first, because its card
    was made first. So no place of a whole question depends on which forms are wanted.
    """
    return parent._replace(
        card=made.card,
        identity=known,
        tags=tuple(sorted((*parent.tags, f"{root}::form::{made.draft.form}"))),
        deck=deck,
        pictures=pictures,
        form=made.draft.form,
        note_type=note_type_of(made.draft.form),
        parent=parent.identity.id,
        context=parent.card.question,
        hidden=made.draft.hidden,
        heading=made.below or made.draft.heading,
    )


def note_type_of(form: str) -> NoteType:
    """The note type of a form's cards."""
    return CLOZE if form in FORMS and FORMS[form].cloze else QA


def removed_note(entry: Entry, due: int, root: str, kept: tuple[str, ...], tags: Iterable[str]) -> Note:
    """A note that tells the learner that its question is gone from the document.

    ``kept`` and ``tags`` are what an earlier package held of it.
    """
    notice = f"This question is gone from the document since {_day(entry.changed)}."
    form = entry.origin.form if entry.origin else WHOLE
    kind = note_type_of(form)
    values = kind.named(kept)
    values["ID"] = escape(entry.id, quote=False)
    values["Extra"] = f"<p>{notice}</p>"
    return Note(
        card=Card((Text(entry.question),), (Paragraph((Text(notice),)),), 0, 0),
        identity=Identity(entry.id, guid(entry.seed), entry.changed),
        services=(),
        service_names=(),
        tags=tuple(sorted({*tags, f"{root}::removed"})),
        deck=DECK_SEPARATOR.join(deck_name(part) or "awsdeck" for part in entry.deck.split(DECK_SEPARATOR)),
        due=due,
        source="",
        pictures={},
        kept=kind.row(values),
        form=form,
        note_type=kind,
    )


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")
