"""The one road, end to end: source → reader → document → identity → notes.

In: the path of a document and the settings. Out: a `Deck`: the document, its notes, its problems. It must
not know how they are shown, nor which of them are written where.
"""

from dataclasses import dataclass
from pathlib import Path

from awsdeck import check, identity, media, readers, source
from awsdeck.config import Config
from awsdeck.model import Document
from awsdeck.notes import Naming, Note, make_notes
from awsdeck.problems import Problem, in_order
from awsdeck.services import Catalogue, load, services_of


@dataclass(frozen=True, slots=True)
class Deck:
    """A document read, with a note for each of its cards and all that is wrong with it."""

    document: Document
    notes: tuple[Note, ...]
    problems: tuple[Problem, ...]

    @property
    def ready(self) -> tuple[Note, ...]:
        """The notes that can be learned: those with a question and an answer."""
        return tuple(note for note in self.notes if note.card.answer and note.card.title.strip())

    @property
    def has_errors(self) -> bool:
        """At least one problem makes a card wrong or missing."""
        return any(problem.severity == "error" for problem in self.problems)


def catalogue_for(config: Config) -> Catalogue:
    """The catalogue of services with what a project adds to it."""
    return load().extended(config.services)


def read(path: Path, config: Config, catalogue: Catalogue) -> Deck:
    """Read a document and make its notes.

    Raises:
        AwsdeckError: the file can't be read as a document at all.

    """
    text = source.load(path)
    document, problems = readers.read(text, catalogue.words())
    pictures, missing = media.collect(document)
    notes = make_notes(
        document,
        identity.identify(document),
        [services_of(card, catalogue) for card in document.cards],
        {slug: service.name for slug, service in catalogue.services.items()},
        pictures,
        int(path.stat().st_mtime),
        Naming(config.tag_root),
    )
    return Deck(document, notes, in_order((*problems, *missing, *check.check(document, catalogue))))
