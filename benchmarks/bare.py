"""genanki alone: ready-made fields in, a package out. No tool on genanki can be faster.

Usage: python bare.py FIELDS.json OUTPUT.apkg, where FIELDS.json is a list of notes with deck, fields, tags.
"""

import json
import sys
from pathlib import Path

import genanki


def main(source: Path, output: Path) -> None:
    """Write the notes just as they are."""
    notes = json.loads(source.read_text("utf-8"))
    model = genanki.Model(
        1607392320,
        "Ready-made",
        fields=[{"name": f"Field {number}"} for number in range(len(notes[0]["fields"]))],
        templates=[{"name": "Card 1", "qfmt": "{{Field 0}}", "afmt": "{{Field 1}}"}],
    )
    decks: dict[str, genanki.Deck] = {}
    for note in notes:
        deck = decks.setdefault(note["deck"], genanki.Deck(2059400110 + len(decks), note["deck"]))
        deck.add_note(genanki.Note(model, note["fields"], guid=note["guid"], tags=note["tags"]))
    genanki.Package(list(decks.values())).write_to_file(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
