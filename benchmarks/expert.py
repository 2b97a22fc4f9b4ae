"""What somebody who knows genanki and python-markdown writes in an afternoon: Markdown in, a package out.

The measure for awsdeck's speed. Usage: python expert.py SOURCE.md OUTPUT.apkg
"""

import re
import sys
from pathlib import Path

import genanki
import markdown

MODEL = genanki.Model(
    1607392319,
    "Question and answer",
    fields=[{"name": "Question"}, {"name": "Answer"}],
    templates=[
        {"name": "Card 1", "qfmt": "{{Question}}", "afmt": "{{FrontSide}}<hr id=answer>{{Answer}}"},
    ],
)


def main(source: Path, output: Path) -> None:
    """Every third-level heading becomes a note in the deck of its category."""
    text = source.read_text("utf-8")
    title = text.partition("\n")[0].removeprefix("# ")
    renderer = markdown.Markdown(extensions=["fenced_code", "tables", "codehilite"])
    decks: dict[str, genanki.Deck] = {}
    for category, part in re.findall(r"^## (.+)\n((?:(?!## ).*\n?)*)", text, re.MULTILINE):
        deck = decks[category] = genanki.Deck(2059400110 + len(decks), f"{title}::{category}")
        for card in re.split(r"^### ", part, flags=re.MULTILINE)[1:]:
            question, _, answer = card.partition("\n")
            fields = [renderer.reset().convert(question), renderer.reset().convert(answer)]
            deck.add_note(genanki.Note(MODEL, fields, guid=genanki.guid_for(question)))
    genanki.Package(list(decks.values())).write_to_file(output)


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
