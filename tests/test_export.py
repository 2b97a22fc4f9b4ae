"""What other programs are given is what they document, and holds the same cards."""

import csv
import json
import zipfile
from collections.abc import Iterator
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from anki.collection import ImportCsvRequest
from anki.notes import Note as AnkiNote
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft202012Validator
from transit.reader import Reader

import awsdeck.writers
from awsdeck import pipeline
from awsdeck.cli import export as command
from awsdeck.config import Config
from awsdeck.model import CodeSpan, Item, List, Text
from awsdeck.notes import fields
from awsdeck.notetype import CLOZE
from awsdeck.writers import FORMATS, Part, apkg, export
from awsdeck.writers.table import COLUMNS, disarmed

from .conftest import Anki, Run, case_name, fixture_documents

CATALOGUE = pipeline.catalogue_for(Config())
PIXEL = b"\x89PNG\r\n\x1a\n a picture of one pixel"
DOCUMENT = """\
# Cloud "Drills": day one

## =Network & Edge

### 2. What does `ALB` stand for, *really*?
<!-- id: alb -->
**Difficulty:** Easy

**Application** Load Balancer, from $5 to $10, see #pricing and {{nothing}} or [[that]].

![the way of a request](way.png)

- host
    - `path`
- a "quoted"\tword

```bash
A: aws elbv2 describe-rules \\
Q: is no question

\t--listener-arn "$ARN"   # three  spaces
```

| Layer | Balancer |
| --- | --- |
| 7 | ALB, the one |

> [!TIP]
> Prices stay text.

### `SQS FIFO`: what for?

-1 duplicate messages\\
C: is what a line may begin with

## Compute

### What is a Lambda layer?
**Difficulty:** Hard · **Services:** Lambda

Shared code; 雲 and 🚀 too.
"""


@pytest.fixture
def part(tmp_path: Path) -> Part:
    """The document above, with its picture."""
    (tmp_path / "way.png").write_bytes(PIXEL)
    path = tmp_path / "drills.md"
    path.write_text(DOCUMENT, "utf-8")
    return read(path)


def read(path: Path) -> Part:
    """All of a document that can be learned."""
    deck = pipeline.read(path, Config(), CATALOGUE, now=1_700_000_000)
    return Part(deck.document, deck.ready, deck.problems)


def picture_of(part: Part) -> str:
    """The name of the one picture."""
    return next(media.name for note in part.notes for media in note.pictures.values())


@pytest.mark.parametrize("path", fixture_documents(), ids=case_name)
def test_every_document_has_every_format(path: Path) -> None:
    """No document stops a format, and the same document gives the same bytes."""
    part = read(path)
    for name in FORMATS:
        files = export(name, (part,))
        assert files == export(name, (part,))
        assert not part.notes or all(files.values())


# --- Anki's text import ------------------------------------------------------------------------------


def test_anki_takes_the_text_by_guid(part: Part, anki: Anki, tmp_path: Path) -> None:
    """Into a collection that has the notes already nothing is added, and every field is the same."""
    apkg.write(part.notes, tmp_path / "d.apkg")
    anki.load(tmp_path / "d.apkg")
    before = anki.notes()
    log = import_text(anki, export("anki-text", (part,))[""], tmp_path)
    assert (len(log.new), len(log.updated), len(log.duplicate)) == (0, 0, len(part.notes))
    assert anki.notes() == before


def test_anki_text_updates_a_note_and_adds_another(part: Part, anki: Anki, tmp_path: Path) -> None:
    """An edited card is updated, a new one arrives in its deck with its tags."""
    apkg.write(part.notes[:2], tmp_path / "d.apkg")
    anki.load(tmp_path / "d.apkg")
    guid = part.notes[0].identity.guid
    edited = export("anki-text", (part,))[""].replace(b"Application", b"Applied")
    log = import_text(anki, edited, tmp_path)
    assert (len(log.new), len(log.updated)) == (1, 1)
    assert "Applied" in anki.notes()[guid]["Answer"]
    added = note_of(anki, part.notes[2].identity.guid)
    assert tuple(added.tags) == part.notes[2].tags
    assert [anki.col.decks.name(card.did) for card in added.cards()] == [part.notes[2].deck]


def import_text(anki: Anki, data: bytes, folder: Path) -> Any:
    """Import with the options that Anki reads out of the file itself."""
    path = folder / "cards.txt"
    path.write_bytes(data)
    metadata = anki.col.get_csv_metadata(path=str(path), delimiter=None)
    return anki.col.import_csv(ImportCsvRequest(path=str(path), metadata=metadata)).log


def note_of(anki: Anki, guid: str) -> AnkiNote:
    """The note with a guid."""
    (number,) = anki.col.db.list("select id from notes where guid = ?", guid)  # type: ignore[union-attr]
    return anki.col.get_note(number)


# --- for people --------------------------------------------------------------------------------------


def test_the_table_is_read_by_any_reader_of_csv(part: Part) -> None:
    """RFC 4180: a header, CR LF at every end, and cells that come back whole."""
    text = export("csv", (part,))[""].decode("utf-8")
    rows = list(csv.DictReader(StringIO(text, newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert [row["id"] for row in rows] == [note.identity.id for note in part.notes]
    assert rows[0]["question"] == "What does ALB stand for, really?"
    assert rows[0]["context"] == ""
    assert rows[0]["category"] == "'=Network & Edge"
    assert '\t--listener-arn "$ARN"   # three  spaces' in rows[0]["answer"]
    assert "• host\n  • path\n• a" in rows[0]["answer"]
    assert rows[1]["answer"].startswith("'-1 duplicate")
    assert text.count("\r\n") == len(rows) + 1


@given(st.text())
def test_no_cell_is_a_formula(cell: str) -> None:
    """A cell never begins with what makes a spreadsheet calculate."""
    assert not disarmed(cell).lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r", "\n"))
    assert disarmed(cell).removeprefix("'") == cell.removeprefix("'")


# --- for programs ------------------------------------------------------------------------------------


def test_json_is_what_its_schema_says(part: Part) -> None:
    """The file follows the schema that comes with it, and holds every field of every note."""
    schema = json.loads((Path(awsdeck.writers.__file__).parent / "export.schema.json").read_text("utf-8"))
    Draft202012Validator.check_schema(schema)
    check = Draft202012Validator(schema)
    values = json.loads(export("json", (part, part))[""])
    check.validate(values)
    cards = values["documents"][0]["cards"]
    assert [tuple(card["fields"].values()) for card in cards] == [fields(note) for note in part.notes]
    for path in fixture_documents():
        check.validate(json.loads(export("json", (read(path),))[""]))
    values["documents"][0]["cards"][0]["difficulty"] = "harder"
    assert not check.is_valid(values)


def test_json_lines_hold_a_card_each(part: Part) -> None:
    """Every line is the card of the JSON file, with its document."""
    lines = export("jsonl", (part,))[""].decode().split("\n")
    cards = json.loads(export("json", (part,))[""])["documents"][0]["cards"]
    document = {"title": part.document.title, "source": part.document.path}
    assert [json.loads(line) for line in lines[:-1]] == [{**document, **card} for card in cards]
    assert lines[-1] == ""


# --- CrowdAnki ---------------------------------------------------------------------------------------


class CrowdAnki:
    """The rules by which the add-on puts a folder into a collection: guid for notes, uuid for the rest."""

    def __init__(self, anki: Anki) -> None:
        self.anki = anki
        self.col = anki.col
        self.models: dict[str, Any] = {}

    def load(self, files: dict[str, bytes]) -> None:
        """Take a folder."""
        root = json.loads(files["deck.json"])
        for values in root["note_models"]:
            self._model(values)
        presets = {values["crowdanki_uuid"] for values in root["deck_configurations"]}
        self._deck(root, "", presets)
        named = {name for deck in self._decks(root) for name in deck["media_files"]}
        assert {f"media/{name}" for name in named} == files.keys() - {"deck.json"}

    def _decks(self, deck: dict[str, Any]) -> Iterator[dict[str, Any]]:
        yield deck
        for child in deck["children"]:
            yield from self._decks(child)

    def _model(self, values: dict[str, Any]) -> None:
        known = [m for m in self.col.models.all() if m.get("crowdanki_uuid") == values["crowdanki_uuid"]]
        if known:
            assert [field["name"] for field in known[0]["flds"]] == [f["name"] for f in values["flds"]]
            self.models[values["crowdanki_uuid"]] = known[0]
            return
        made = {**self.col.models.new(values["name"]), **values}
        made.pop("__type__")
        added = self.col.models.add_dict(made)
        self.models[values["crowdanki_uuid"]] = self.col.models.get(added.id)  # type: ignore[arg-type]

    def _deck(self, deck: dict[str, Any], above: str, presets: set[str]) -> None:
        assert deck["deck_config_uuid"] in presets
        name = f"{above}::{deck['name']}" if above else deck["name"]
        place = self.col.decks.id(name)
        for child in deck["children"]:
            self._deck(child, name, presets)
        for values in deck["notes"]:
            model = self.models[values["note_model_uuid"]]
            found = self.col.db.list("select id from notes where guid = ?", values["guid"])  # type: ignore[union-attr]
            note = self.col.get_note(found[0]) if found else self.col.new_note(model)
            note.guid, note.fields, note.tags = values["guid"], values["fields"], values["tags"]
            if found:
                self.col.update_note(note)
            else:
                self.col.add_note(note, place)  # type: ignore[arg-type]


def test_crowdanki_finds_every_note_again(part: Part, anki: Anki) -> None:
    """Its rules make the same notes in the same decks, and the second time none is added."""
    reader = CrowdAnki(anki)
    reader.load(dict(export("crowdanki", (part,))))
    notes = {
        note.identity.guid: dict(zip(note.note_type.fields, fields(note), strict=True)) for note in part.notes
    }
    assert anki.notes() == notes
    CrowdAnki(anki).load(dict(export("crowdanki", (part,))))
    assert anki.notes() == notes
    for note in part.notes:
        made = note_of(anki, note.identity.guid)
        assert [anki.col.decks.name(card.did) for card in made.cards()] == [note.deck]
        assert tuple(made.tags) == note.tags


# --- Mochi -------------------------------------------------------------------------------------------


def test_mochi_is_transit_in_a_zip(part: Part) -> None:
    """A reader of Transit finds the documented keys, every card in its deck, and the picture."""
    data = export("mochi", (part,))[""]
    with zipfile.ZipFile(BytesIO(data)) as opened:
        values = keyless(Reader("json").read(StringIO(opened.read("data.json").decode())))
        assert opened.read(picture_of(part)) == PIXEL
    assert values["version"] == 2
    root, *below = values["decks"]
    assert (root["name"], "parent-id" in root) == ('Cloud "Drills": day one'.replace('"', "'"), False)
    assert [deck["name"] for deck in below] == ["=Network & Edge", "Compute"]
    assert {deck["parent-id"] for deck in below} == {root["id"]}
    cards = [card for deck in values["decks"] for card in deck["cards"]]
    assert [card["name"] for card in cards] == [note.card.title for note in part.notes]
    assert len({card["id"] for card in cards}) == len(cards)
    assert all(len(card["id"]) >= 8 and card["id"].isalnum() for card in cards)
    front, back = cards[0]["content"].split("\n\n---\n\n")
    assert front == "What does `ALB` stand for, *really*?"
    assert f"![the way of a request](@media/{picture_of(part)})" in back
    assert "\\{\\{nothing\\}\\}" in back
    assert "\\#pricing" in back
    assert cards[1]["content"].startswith("`SQS FIFO`")
    assert set(cards[0]["tags"]) == {tag.replace("::", "/") for tag in part.notes[0].tags}


def keyless(value: Any) -> Any:
    """Plain Python for what the reader of Transit gives."""
    if isinstance(value, (list, tuple)):
        return [keyless(inner) for inner in value]
    if isinstance(value, frozenset):
        return {keyless(inner) for inner in value}
    if hasattr(value, "items"):
        return {keyless(key): keyless(inner) for key, inner in value.items()}
    return value if isinstance(value, (str, int)) and not hasattr(value, "name") else str(value)


# --- hashcards ---------------------------------------------------------------------------------------


def hashcards(text: str) -> Iterator[tuple[str, str]]:
    """Questions and answers as the program divides a file: at the tags that begin a line."""
    lines = text.split("\n")
    assert lines[0] == lines[2] == "---"
    sides: dict[str, list[str]] = {}
    side = ""
    for line in [*lines[3:], "Q:"]:
        if line[:2] == "Q:":
            assert side in ("", "A")
            if sides:
                yield "\n".join(sides["Q"]).strip(), "\n".join(sides["A"]).strip()
            sides, side = {"Q": [], "A": []}, "Q"
        elif line[:2] == "A:":
            assert side == "Q"
            side = "A"
        else:
            assert line[:2] != "C:"
        if side:
            sides[side].append(line[2:] if line[:2] in ("Q:", "A:") else line)


def test_hashcards_divides_the_file_into_the_same_cards(part: Part) -> None:
    """No line of an answer begins a card, and no price becomes mathematics."""
    files = export("hashcards", (part,))
    cards = list(hashcards(files[""].decode()))
    assert [question for question, _ in cards] == [
        "What does `ALB` stand for, *really*?",
        "`SQS FIFO`: what for?",
        "What is a Lambda layer?",
    ]
    assert "from \\$5 to \\$10" in cards[0][1]
    assert "&#65;: aws elbv2 describe-rules \\\n&#81;: is no question\n\n\t--listener-arn" in cards[0][1]
    assert "&#67;: is what a line may begin with" in cards[1][1]
    assert files[f"media/{picture_of(part)}"] == PIXEL


# --- cards made of a question --------------------------------------------------------------------------


@pytest.fixture
def gap(part: Part) -> Part:
    """A cloze card with a list of which the second entry is hidden."""
    whole = part.notes[1]
    steps = List(True, (item("first {step}"), item("then [that]"), item("last")))
    card = whole.card._replace(question=(Text("SQS FIFO › Sending"),), answer=(steps,))
    note = whole._replace(card=card, context=whole.card.question, form="steps", note_type=CLOZE, hidden=1)
    return part._replace(notes=(note,))


def item(text: str) -> Item:
    """An entry of a list."""
    return Item((Text(text),))


def test_a_gap_in_a_table(gap: Part) -> None:
    """The question shows the list with its gap, and the answer fills it."""
    row = next(csv.DictReader(StringIO(export("csv", (gap,))[""].decode(), newline="")))
    assert row["context"] == "SQS FIFO: what for?"
    assert row["question"] == "SQS FIFO › Sending\n\n1. first {step}\n2. […]\n3. last"
    assert row["answer"] == "then [that]"


def test_a_gap_in_mochi(gap: Part) -> None:
    """The one thing in double braces is what is hidden."""
    with zipfile.ZipFile(BytesIO(export("mochi", (gap,))[""])) as opened:
        values = keyless(Reader("json").read(StringIO(opened.read("data.json").decode())))
    content = [card["content"] for deck in values["decks"] for card in deck["cards"]]
    asked = "*`SQS FIFO`: what for?*\n\nSQS FIFO › Sending"
    assert content == [f"{asked}\n\n1. first \\{{step\\}}\n2. {{{{then \\[that\\]}}}}\n3. last"]


def test_a_gap_in_hashcards(gap: Part) -> None:
    """The one thing in brackets is what is hidden; where others can't be avoided the card has two sides."""
    text = export("hashcards", (gap,))[""].decode().partition("---\n\n")[2]
    assert text.startswith("C: *`SQS FIFO`: what for?*\n\nSQS FIFO › Sending\n\n1. first {step}\n2. [then ")
    assert "[then &#91;that&#93;]" in text
    (note,) = gap.notes
    steps = List(True, (item("one"), Item((CodeSpan("a[0]"),))))
    coded = note._replace(card=note.card._replace(answer=(steps,)))
    ((question, answer),) = hashcards(export("hashcards", (gap._replace(notes=(coded,)),))[""].decode())
    assert (question.split("\n")[-2:], answer) == (["1. one", "2. \\[…\\]"], "`a[0]`")


# --- awsdeck's own form ------------------------------------------------------------------------------


def test_exported_markdown_reads_back_with_its_pictures(part: Part, tmp_path: Path) -> None:
    """Written to another folder it is the same cards with the same ids and pictures."""
    folder = tmp_path / "elsewhere"
    (folder / "media").mkdir(parents=True)
    for name, data in export("markdown", (part,)).items():
        (folder / (name or "drills.md")).write_bytes(data)
    again = read(folder / "drills.md")
    assert again.problems == ()
    assert [note.identity.id for note in again.notes] == [note.identity.id for note in part.notes]
    assert [fields(note) for note in again.notes] == [fields(note) for note in part.notes]


# --- the command -------------------------------------------------------------------------------------


def test_the_command_offers_every_format() -> None:
    """The names that the command line knows are those of the table."""
    assert tuple(FORMATS) == command.FORMATS


def test_a_document_is_exported_into_build(run: Run, part: Part, tmp_path: Path) -> None:
    """Without -o a file of the document's name appears in build/, with its pictures, and a lock is kept."""
    shown = run("export", "drills.md", "--to", "csv", "--category", "network")
    assert (shown.returncode, shown.stderr) == (0, "build/drills-network.csv: 2 cards, 1 picture\n")
    shown = run("export", "drills.md", "--to", "json")
    assert (tmp_path / "build" / "media" / picture_of(part)).read_bytes() == PIXEL
    assert (tmp_path / "drills.lock").exists()
    shown = run("export", "drills.md", "--to", "crowdanki", "-o", "git")
    assert sorted(path.name for path in (tmp_path / "git").iterdir()) == ["deck.json", "media"]


def test_an_export_has_the_ids_of_a_build(run: Run, part: Part, tmp_path: Path) -> None:
    """Cards that were built, then reworded and exported, are the same notes, and so on to the next edit."""
    run("build", "drills.md")
    path = tmp_path / "drills.md"
    path.write_text(DOCUMENT.replace("What is a Lambda layer?", "What does a layer of Lambda hold?"), "utf-8")
    run("export", "drills.md", "--to", "jsonl")
    cards = [
        json.loads(line) for line in (tmp_path / "build" / "drills.jsonl").read_text("utf-8").splitlines()
    ]
    assert [card["guid"] for card in cards] == [note.identity.guid for note in part.notes]
    path.write_text(DOCUMENT.replace("What is a Lambda layer?", "Layers of Lambda?"), "utf-8")
    listed = json.loads(run("list", "drills.md", "--json").stdout)
    assert [card["guid"] for card in listed["cards"]] == [card["guid"] for card in cards]


@pytest.mark.usefixtures("part")
def test_several_documents_become_one_file(run: Run, tmp_path: Path) -> None:
    """With -o all cards are in one file, unless the format holds one document or a card would be twice."""
    (tmp_path / "more.md").write_text("# More\n\n### What is EBS?\n\nBlocks.\n", "utf-8")
    shown = run("export", "drills.md", "more.md", "--to", "mochi", "-o", "all.mochi")
    assert shown.stderr == "all.mochi: 4 cards, 1 picture\n"
    shown = run("export", "drills.md", "more.md", "--to", "markdown", "-o", "all.md")
    assert shown.returncode == 2
    assert "markdown holds one document" in shown.stderr
    (tmp_path / "twin.md").write_text(DOCUMENT, "utf-8")
    shown = run("export", "drills.md", "twin.md", "--to", "csv", "-o", "all.csv")
    assert (shown.returncode, "also in drills.md" in shown.stderr) == (1, True)
    assert not (tmp_path / "all.csv").exists()


@pytest.mark.usefixtures("part")
def test_a_document_is_never_overwritten(run: Run, tmp_path: Path) -> None:
    """The file to write is not the one that was read."""
    shown = run("export", "drills.md", "--to", "markdown", "-o", "drills.md")
    assert shown.returncode == 1
    assert "drills.md: error: this is the document itself" in shown.stderr
    assert (tmp_path / "drills.md").read_text("utf-8") == DOCUMENT


def test_errors_of_the_document_are_told(run: Run, tmp_path: Path) -> None:
    """What could be read is exported all the same, and the exit code tells of the rest."""
    (tmp_path / "d.md").write_text("# D\n\n### What is S3?\n\nA store.\n\n### What is EBS?\n", "utf-8")
    shown = run("export", "d.md", "--to", "csv")
    assert (shown.returncode, "d.md:7: error: question has no answer" in shown.stderr) == (1, True)
    assert "build/d.csv: 1 card\n" in shown.stderr
