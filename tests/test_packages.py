"""Packages are read whoever made them, and nothing in a hostile one does anything."""

import io
import json
import sqlite3
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

import genanki
import pytest
import zstandard
from anki.collection import Collection, ExportAnkiPackageOptions
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import packages
from awsdeck.packages.fieldtext import lines
from awsdeck.packages.refusal import Refused
from awsdeck.problems import AwsdeckError

from .conftest import Run

DOCUMENT = """\
# Gate

## Edge

### 1. What does CloudFront cache?
<!-- id: edge-cache -->
**Difficulty:** Easy

Copies of <objects> near the viewer.
"""

Files = dict[str, bytes]


def zipped(files: Files) -> bytes:
    """A zip file with these entries."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def database(*statements: str) -> bytes:
    """A small collection with one note, after these statements."""
    model = {"7": {"name": "Basic", "flds": [{"name": "Front"}, {"name": "Back"}], "tmpls": [{}]}}
    connection = sqlite3.connect(":memory:")
    connection.executescript(
        f"""
        create table col (models text, decks text);
        insert into col values ('{json.dumps(model)}', '{{"1": {{"name": "Default"}}}}');
        create table notes (id integer, guid text, mid integer, mod integer, flds text, tags text);
        insert into notes values (1, 'g', 7, 9, 'front\x1fback', ' a b ');
        create table cards (nid integer, did integer, odid integer, ord integer);
        insert into cards values (1, 1, 0, 0);
        """
    )
    for statement in statements:
        connection.executescript(statement)
    data = connection.serialize()
    connection.close()
    return data


def simple(*statements: str) -> bytes:
    """A package with that collection."""
    return zipped({"collection.anki2": database(*statements), "media": b"{}"})


@pytest.fixture
def exported(tmp_path: Path) -> Iterator[Callable[..., Path]]:
    """Exports a small collection from real Anki."""
    collection = Collection(str(tmp_path / "made.anki2"))
    kind = collection.models.by_name("Basic (and reversed card)")
    assert kind
    note = collection.new_note(kind)
    note["Front"], note["Back"] = "What is <b>S3</b>?", 'Objects &amp; keys<img src="flow.png">'
    note.tags = ["mine", "aws::s3"]
    collection.media.write_data("flow.png", b"picture")
    collection.add_note(note, collection.decks.id("Cloud::Storage"))  # type: ignore[arg-type]

    def export(*, legacy: bool) -> Path:
        path = tmp_path / f"{legacy}.apkg"
        options = ExportAnkiPackageOptions(with_media=True, legacy=legacy)
        collection.export_anki_package(out_path=str(path), options=options, limit=None)
        return path

    yield export
    collection.close()


def test_a_package_of_ones_own_is_listed(run: Run, tmp_path: Path) -> None:
    """Decks, note types, tags, notes and awsdeck's ids, as text and as JSON."""
    (tmp_path / "gate.md").write_text(DOCUMENT, "utf-8")
    assert run("build", "gate.md").returncode == 0
    shown = run("inspect", "build/gate.apkg").stdout
    for part in (
        "1 note, 1 card",
        "Gate::Edge",
        "awsdeck (id 1760000000001): Question, Answer",
        "edge-cache",
    ):
        assert part in shown
    (value,) = json.loads(run("inspect", "build/gate.apkg", "--json").stdout)
    (card,) = json.loads(run("list", "gate.md", "--json").stdout)["cards"]
    (note,) = value["package"]["notes"]
    assert (note["id"], note["guid"], note["tags"]) == ("edge-cache", card["guid"], card["tags"])
    assert (note["question"], note["decks"]) == (card["question"], [card["deck"]])


def test_documents_and_packages_go_together(run: Run, tmp_path: Path) -> None:
    """One call looks at both kinds of file."""
    (tmp_path / "gate.md").write_text(DOCUMENT, "utf-8")
    run("build", "gate.md")
    document, package = json.loads(run("inspect", "build/gate.apkg", "gate.md", "--json").stdout)
    assert (document["questions"], len(package["package"]["notes"])) == (1, 1)


@pytest.mark.parametrize("legacy", [False, True])
def test_what_anki_exports_is_read(exported: Callable[..., Path], legacy: bool) -> None:
    """The current form (Zstandard, protobuf, tables of their own) and the old one say the same."""
    package = packages.load(exported(legacy=legacy))
    assert package.form == ("collection.anki21" if legacy else "collection.anki21b")
    (note,) = package.notes
    assert note.fields == ("What is <b>S3</b>?", 'Objects &amp; keys<img src="flow.png">')
    assert (note.kind.name, note.kind.fields, note.kind.cards) == (
        "Basic (and reversed card)",
        ("Front", "Back"),
        2,
    )
    assert set(note.tags) == {"mine", "aws::s3"}
    assert package.decks == {"Cloud::Storage": 2}
    assert package.media == ("flow.png",)
    assert note.stated_id is None


def test_what_genanki_writes_is_read(tmp_path: Path) -> None:
    """The oldest form, as most scripts write it."""
    kind = genanki.Model(
        11,
        "Plain",
        fields=[{"name": "F"}, {"name": "B"}],
        templates=[{"name": "c", "qfmt": "{{F}}", "afmt": "{{B}}"}],
    )
    deck = genanki.Deck(12, "Script")
    deck.add_note(genanki.Note(model=kind, fields=["front", "back"], guid="abc"))
    genanki.Package(deck).write_to_file(tmp_path / "script.apkg")
    package = packages.load(tmp_path / "script.apkg")
    assert (package.form, [note.guid for note in package.notes]) == ("collection.anki2", ["abc"])
    assert package.decks == {"Script": 1}


def patched(data: bytes, offset: int, new: bytes) -> bytes:
    """The package with bytes of its only central directory entry for the collection changed."""
    at = data.index(b"PK\x01\x02") + offset
    return data[:at] + new + data[at + len(new) :]


ZEROS = bytes(80 * 1024 * 1024)
HOSTILE: dict[str, tuple[Callable[[], bytes], str]] = {
    # name: how it is made, and what is said of it
    "empty": (lambda: b"", "no zip file"),
    "text": (lambda: b"Front\tBack\n", "no zip file"),
    "cut off": (lambda: simple()[:-30], "cut off"),
    "cut off early": (lambda: simple()[:200], "cut off"),
    "no collection": (lambda: zipped({"notes.txt": b""}), "without a collection"),
    "not a database": (lambda: zipped({"collection.anki2": b"hello" * 99}), "not a database"),
    "half a database": (lambda: zipped({"collection.anki2": database()[:5000]}), "can't be read"),
    "another database": (lambda: simple("drop table notes"), "no table notes"),
    "another schema": (lambda: simple("alter table notes drop column guid"), "no such column"),
    "damaged types": (lambda: simple("update col set models = '{'"), "isn't as Anki writes it"),
    "types that are none": (lambda: simple("update col set models = '[1]'"), "isn't as Anki writes it"),
    "deep types": (lambda: simple(f"update col set models = '{'[' * 99999}'"), "isn't as Anki writes it"),
    "blob for a guid": (lambda: simple("update notes set guid = x'00ff'"), "isn't as Anki writes it"),
    "corrupt text": (lambda: simple("update notes set flds = cast(x'ff41' as text)"), "can't be read"),
    "endless view": (
        lambda: simple(
            "drop table notes; create view notes as with recursive n(id) as "
            "(select 1 union all select id from n) select id, '' guid, 1 mid, 1 mod, '' flds, '' tags from n"
        ),
        "not a plain table",
    ),
    "computed column": (
        lambda: simple("alter table notes add column x as (hex(zeroblob(99999999)))"),
        "not a plain table",
    ),
    "virtual table": (lambda: simple("drop table cards; create virtual table cards using fts5(nid, did, odid, ord)"), "not a plain table"),
    "path upwards": (lambda: zipped({"collection.anki2": database(), "../../evil": b""}), "outside"),
    "absolute path": (lambda: zipped({"collection.anki2": database(), "/etc/evil": b""}), "outside"),
    "path of Windows": (lambda: zipped({"collection.anki2": database(), "C:\\evil": b""}), "outside"),
    "media upwards": (
        lambda: zipped({"collection.anki2": database(), "media": b'{"0": "../evil.js"}', "0": b""}),
        "outside",
    ),
    "media list": (lambda: zipped({"collection.anki2": database(), "media": b"[1, 2]"}), "list of media"),
    "media bytes": (lambda: zipped({"collection.anki2": database(), "media": b"\xff\xfe"}), "list of media"),
    "bomb": (lambda: zipped({"collection.anki2": ZEROS}), "grows more than"),
    "bomb of the current form": (
        lambda: zipped({"collection.anki21b": zstandard.compress(ZEROS)}),
        "grows more than",
    ),
    "huge claim": (
        lambda: patched(simple(), 24, (0xFFFF_FF00).to_bytes(4, "little")),
        "claims 4095 MiB",
    ),
    "small claim": (lambda: patched(simple(), 24, (100).to_bytes(4, "little")), "damaged"),
    "encrypted": (lambda: patched(simple(), 8, b"\x01\x00"), "encrypted"),
    "unknown compression": (lambda: patched(simple(), 10, b"\x63\x00"), "damaged"),
    "not Zstandard": (lambda: zipped({"collection.anki21b": database()}), "no Zstandard data"),
    "half of Zstandard": (
        lambda: zipped({"collection.anki21b": zstandard.compress(database())[:300]}),
        "can't be read",
    ),
    "protobuf": (
        lambda: zipped({"collection.anki21b": zstandard.compress(database()), "media": zstandard.compress(b"\n\x7f")}),
        "list of media",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_package_is_refused(tmp_path: Path, name: str) -> None:
    """Whatever is wrong is one problem with the path, a reason and a hint."""
    make, said = HOSTILE[name]
    (tmp_path / "x.apkg").write_bytes(make())
    with pytest.raises(AwsdeckError) as refused:
        packages.load(tmp_path / "x.apkg")
    (problem,) = refused.value.problems
    assert problem.code == "unreadable-package"
    assert said in problem.message
    assert problem.hint


def test_the_small_collection_itself_is_read() -> None:
    """What the hostile packages are made of is no reason to refuse them."""
    (note,) = packages.read(simple()).notes
    assert (note.guid, note.fields, note.tags, note.decks) == (
        "g",
        ("front", "back"),
        ("a", "b"),
        ("Default",),
    )


@pytest.mark.parametrize("command", ["inspect", "adopt"])
@pytest.mark.parametrize("name", ["cut off", "endless view", "path upwards", "another schema"])
def test_commands_refuse_in_the_same_words(run: Run, tmp_path: Path, name: str, command: str) -> None:
    """Exit code 1, a reason, a hint, no trace of Python, nothing written anywhere."""
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "x.apkg").write_bytes(HOSTILE[name][0]())
    (tmp_path / "inner" / "gate.md").write_text(DOCUMENT, "utf-8")
    before = sorted(tmp_path.rglob("*"))
    more = ("gate.md", "--yes") if command == "adopt" else ()
    shown = run(command, "x.apkg", *more, cwd=tmp_path / "inner")
    assert shown.returncode == 1
    assert shown.stderr.startswith("x.apkg: error: the package can't be read: ")
    assert "\n  hint: " in shown.stderr
    assert "Traceback" not in shown.stderr
    assert sorted(tmp_path.rglob("*")) == before


def test_triggers_do_nothing() -> None:
    """A trigger can only answer to writing, and nothing is written."""
    package = packages.read(simple("create trigger t after insert on notes begin delete from notes; end"))
    assert len(package.notes) == 1


def test_names_cannot_steer_a_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences in any name are shown as spaces."""
    evil = "\x1b[2J\u202e"
    model = {"7": {"name": f"Ba{evil}sic", "flds": [{"name": f"F{evil}"}], "tmpls": [{}]}}
    data = database(
        f"update notes set guid = 'g{evil}', flds = 'front{evil}', tags = ' t{evil} '",
        f"update col set models = '{json.dumps(model)}'",
        f"update col set decks = '{json.dumps({'1': {'name': f'D{evil}'}})}'",
    )
    (tmp_path / "x.apkg").write_bytes(
        zipped({"collection.anki2": data, "media": json.dumps({"0": f"m{evil}.png"}).encode()})
    )
    shown = run("inspect", "x.apkg")
    assert shown.returncode == 0, shown.stderr
    assert {"\x1b", "\u202e"} & set(shown.stdout) == set()


@settings(max_examples=100, deadline=None)
@given(st.data())
def test_a_damaged_package_is_read_or_refused(data: st.DataObject) -> None:
    """Bytes that are changed, lost or cut off never end in anything but a package or a refusal."""
    whole = data.draw(st.sampled_from((PLAIN, PACKED)))
    at = data.draw(st.integers(0, len(whole) - 1))
    kind = data.draw(st.sampled_from(("change", "cut", "lose")))
    new = {"change": data.draw(st.binary(min_size=1, max_size=8)), "cut": b"", "lose": b""}[kind]
    rest = b"" if kind == "cut" else whole[at + data.draw(st.integers(1, 64)) :]
    with suppress(Refused):
        packages.read(whole[:at] + new + rest)


@settings(max_examples=60, deadline=None)
@given(st.integers(0, 20_000), st.binary(min_size=1, max_size=6))
def test_a_damaged_database_is_read_or_refused(at: int, new: bytes) -> None:
    """The same within an intact zip file."""
    inner = database()
    at %= len(inner)
    with suppress(Refused):
        packages.read(zipped({"collection.anki2": inner[:at] + new + inner[at + len(new) :]}))


PLAIN = simple()
PACKED = zipped(
    {
        "collection.anki21b": zstandard.compress(database()),
        "media": zstandard.compress(b"\n\x09\n\x05a.png\x10\x03"),
    }
)


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("a<br>b<div>c</div>d", ("a", "bc", "d")),
        ("<p>x &lt; y&nbsp;z</p><ul><li>one<li>two</ul>", ("x < y z", "onetwo")),
        ("<table><tr><td>a</td><td>b</td></tr></table>", ("a | b",)),
        ("<style>p {}</style>seen<script>let a = '<b>'</script>", ("seen",)),
        ("1 < 2 and no tag", ("1 < 2 and no tag",)),
        ("", ()),
    ],
)
def test_the_text_of_a_field(html: str, text: tuple[str, ...]) -> None:
    """What a person reads, line by line."""
    assert lines(html) == text


def test_the_text_of_a_hostile_field_takes_no_longer_than_it_is_long() -> None:
    """A million brackets are looked at once each."""
    assert len("".join(lines("<" * 1_000_000))) == 1_000_000
    assert lines("<a" * 500_000 + ">") == ()
