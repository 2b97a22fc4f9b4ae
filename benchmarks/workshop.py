"""The folders in which the programs run, and what they run on.

In: how many cards. Out: a `Workshop`: a folder with the documents, and the steps that put it in order.
"""

import json
import random
import shutil
import subprocess
import sys
from dataclasses import dataclass, replace
from pathlib import Path

import inputs
from measure import Work, cache_of, in_turn

HERE = Path(__file__).parent
_SCRIPT = Path(sys.executable).with_name("awsdeck")
AWSDECK = [sys.executable, str(_SCRIPT)] if _SCRIPT.exists() else [sys.executable, "-m", "awsdeck"]
_EDITED, _MOVED, _REMOVED = 0.05, 1 / 120, 1 / 300  # of 6,000 cards 300, 50 and 20


@dataclass(frozen=True)
class Workshop:
    """A folder with one document; ``markdown`` tells in which form, ``count`` how many cards it has.

    ``of`` is of how many cards it repeats the answers; 0 for a document of which no two cards are alike.
    """

    folder: Path
    count: int
    markdown: bool = True
    of: int = 0

    def __post_init__(self) -> None:
        self.folder.mkdir(parents=True)
        # by another process: what this one holds would count as held by every program that it starts
        program = [
            sys.executable,
            str(HERE / "inputs.py"),
            str(self.count),
            str(self.source),
            *([str(self.of)] if self.of else []),
        ]
        subprocess.run(program, check=True)

    @property
    def source(self) -> Path:
        """The document."""
        return self.folder / ("deck.md" if self.markdown else "deck.txt")

    @property
    def package(self) -> Path:
        """The package that awsdeck makes of it."""
        return self.folder / "build" / "deck.apkg"

    # --- works ---------------------------------------------------------------------------------

    def awsdeck(self, name: str, *arguments: str, state: str = "as it is") -> Work:
        """A call of awsdeck; ``state`` names the step that puts the folder in order before it."""
        prepare = {
            "as it is": self._as_it_is,
            "cold": self._cold,
            "one edited": self._one_edited,
            "many edited": self._many_edited,
        }[state]
        return Work(name, [*AWSDECK, *arguments], self.folder, prepare)

    def build(self, name: str, state: str) -> Work:
        """A build of the document."""
        return self.awsdeck(name, "build", self.source.name, state=state)

    def completion(self, line: str) -> Work:
        """What a shell asks when a person presses the tab key behind this line."""
        words = line.split(" ")
        asked = {"_AWSDECK_COMPLETE": "bash_complete", "COMP_WORDS": line, "COMP_CWORD": str(len(words) - 1)}
        return Work(f"completion of {line!r}", AWSDECK, self.folder, self._as_it_is, asked)

    def program(self, name: str, program: str, *arguments: str) -> Work:
        """One of the programs beside this module."""
        return Work(name, [sys.executable, str(HERE / program), *arguments], self.folder, self._no_package)

    # --- states of the folder ------------------------------------------------------------------

    def _as_it_is(self) -> None:
        """Nothing changed since the last build, which there is."""
        if not self.package.exists():
            self._build_once()

    def _no_package(self) -> None:
        (self.folder / "expert.apkg").unlink(missing_ok=True)

    def _cold(self) -> None:
        """No package, no lock, no cache."""
        shutil.rmtree(self.folder / "build", ignore_errors=True)
        shutil.rmtree(cache_of(self.folder), ignore_errors=True)
        self.source.with_suffix(".lock").unlink(missing_ok=True)

    def _one_edited(self) -> None:
        """Built, and then a number in the middle of one answer was changed to one that was never there."""
        self._as_it_is()
        text = self.source.read_text("utf-8")
        middle = text.index(" times a minute", len(text) // 2)
        start = text.rindex(" ", 0, middle) + 1
        self.source.write_text(f"{text[:start]}{int(text[start:middle]) + 1000}{text[middle:]}", "utf-8")

    def _many_edited(self) -> None:
        """Built, and then of 6,000 cards 300 were edited, 50 moved to another category and 20 removed."""
        cards = list(inputs.questions(self.count))
        inputs.write(tuple(cards), self.source)
        self._cold()
        self._build_once()
        draw = random.Random(1)
        for at in draw.sample(range(len(cards)), round(len(cards) * _EDITED)):
            added = inputs.Paragraph(f"This was written {at} days later, after a review.")
            cards[at] = replace(cards[at], answer=(*cards[at].answer, added))
        for _ in range(round(len(cards) * _MOVED)):
            card = cards.pop(draw.randrange(len(cards)))
            place = draw.randrange(len(cards))
            cards.insert(place, replace(card, category=cards[place].category))
        for _ in range(round(len(cards) * _REMOVED)):
            cards.pop(draw.randrange(len(cards)))
        inputs.write(tuple(cards), self.source)

    def _build_once(self) -> None:
        in_turn([Work("prepare", [*AWSDECK, "build", self.source.name], self.folder)], 1)

    # --- what the others read ------------------------------------------------------------------

    def write_fields(self) -> Path:
        """The fields of awsdeck's package, for a program that has nothing left to do but pack them."""
        from awsdeck import packages

        self._as_it_is()
        notes = [
            {"guid": note.guid, "deck": note.decks[0], "fields": note.fields, "tags": note.tags}
            for note in packages.load(self.package).notes
        ]
        path = self.folder / "fields.json"
        path.write_text(json.dumps(notes, ensure_ascii=False), "utf-8")
        return path
