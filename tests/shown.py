"""Cards on the whole road: from a document through the command and a real Anki to the HTML of both sides."""

import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from awsdeck import config, pipeline
from awsdeck.model import Card

from .conftest import Anki


@dataclass(frozen=True, slots=True)
class Shown:
    """A card as Anki renders it: both sides with the style, as its reviewer gets them."""

    card: Card
    name: str
    front: str
    back: str
    sounds: int

    @property
    def sides(self) -> list[tuple[str, str]]:
        """Each side with a name for messages."""
        return [(f"{self.name}, front", self.front), (f"{self.name}, back", self.back)]


def shown_by(anki: Anki, source: Path, folder: Path) -> Iterator[Shown]:
    """The cards of a document, in its order, as that Anki shows them; ``folder`` is for what is built."""
    copy = folder / source.name  # a build leaves a lock beside its document
    copy.write_bytes(source.read_bytes())
    build = [sys.executable, "-m", "awsdeck", "build", str(copy), "-o", str(folder / "deck.apkg")]
    subprocess.run(build, check=True, capture_output=True, cwd=folder)
    anki.load(folder / "deck.apkg")
    catalogue = pipeline.catalogue_for(config.Config())
    for note in pipeline.read(copy, config.Config(), catalogue, 1_800_000_000).ready:
        (number,) = anki.col.find_cards(f'"ID:{note.identity.id}" "deck:{note.deck}"')
        card = anki.col.get_card(number)
        sounds = len(card.question_av_tags()) + len(card.answer_av_tags())
        yield Shown(note.card, note.identity.id, card.question(), card.answer(), sounds)
