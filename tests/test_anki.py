"""What is built arrives in a real Anki collection as promised."""

import json
import zipfile
from pathlib import Path

import pytest

from awsdeck.notetype import QA

from .conftest import Anki, Run

DOCUMENT = """\
# Cloud "Drills": day one

Easy = Associate | Hard = Professional

## Network & Edge

### 2. What does an ALB route by?
<!-- id: alb-routing -->
**Difficulty:** Easy

By host, path or header; targets such as <target-group> sit behind it.

```bash
aws elbv2 describe-rules \\
\t--listener-arn "$ARN"   # three  spaces
```

| Layer | Balancer |
| --- | --- |
| 7 | ALB |
| 4 | NLB |

> [!TIP]
> Prices of $5 or [$]10[/$] stay text, and so do {{braces}} and \\\\(x\\\\).

### 1. Which queue keeps order?

A FIFO queue of SQS.

1. first
2. second
    - nested

## Compute

### What is a Lambda layer?
**Difficulty:** Hard · **Services:** Lambda

Shared code.
"""


@pytest.fixture
def package(run: Run, tmp_path: Path) -> Path:
    """The document above as a package."""
    (tmp_path / "drills.md").write_text(DOCUMENT, "utf-8")
    built = run("build", "drills.md")
    assert built.returncode == 0, built.stderr
    return tmp_path / "build" / "drills.apkg"


def test_every_question_becomes_a_note_with_one_card(anki: Anki, package: Path) -> None:
    """As many notes and cards as questions, all new."""
    assert anki.load(package) == {"new": 3}
    assert (anki.col.note_count(), anki.col.card_count()) == (3, 3)


def test_importing_twice_adds_nothing(anki: Anki, package: Path) -> None:
    """The same package again only finds what is there."""
    anki.load(package)
    assert anki.load(package) == {"duplicate": 3}


def test_decks_follow_title_and_category(anki: Anki, package: Path) -> None:
    """One sub-deck per category, each with its cards, names without what Anki would drop."""
    anki.load(package)
    decks = {deck.name: deck.id for deck in anki.col.decks.all_names_and_ids()}
    title = "Cloud 'Drills': day one"
    assert set(decks) == {"Default", title, f"{title}::Network & Edge", f"{title}::Compute"}
    assert len(anki.col.decks.cids(decks[f"{title}::Network & Edge"])) == 2  # type: ignore[arg-type]


def test_new_cards_come_in_the_order_of_the_document(anki: Anki, package: Path) -> None:
    """The place in the queue is the place in the source, whatever the numbers say."""
    anki.load(package)
    cards = sorted(
        (anki.col.get_card(number) for number in anki.col.find_cards("")), key=lambda card: card.due
    )
    assert [card.due for card in cards] == [1, 2, 3]
    assert [card.note()["Question"][:12] for card in cards] == [
        "What does an",
        "Which queue ",
        "What is a La",
    ]


def test_tags_name_service_difficulty_level_and_category(anki: Anki, package: Path) -> None:
    """Tags by service, difficulty, the legend's level, and category."""
    anki.load(package)
    tags = {note.guid: note.tags for note in map(anki.col.get_note, anki.col.find_notes("ALB"))}
    assert list(tags.values()) == [
        [
            "aws::category::network-edge",
            "aws::difficulty::easy",
            "aws::level::associate",
            "aws::service::elastic-load-balancing",
        ]
    ]


def test_note_type_is_the_frozen_one(anki: Anki, package: Path) -> None:
    """Its id, and the ids of every field and of the template, arrive in Anki as they are in the code."""
    anki.load(package)
    kind = anki.col.models.get(QA.id)  # type: ignore[arg-type]
    assert kind is not None
    assert kind["name"] == "awsdeck"
    assert {field["name"]: field["id"] for field in kind["flds"]} == QA.fields
    assert [template["id"] for template in kind["tmpls"]] == [QA.template_id]


def test_frozen_values_never_change() -> None:
    """The list that no version may change, as written down on the first day."""
    assert QA.id == 1_760_000_000_001
    assert list(QA.fields) == [
        "Question",
        "Answer",
        "Context",
        "Category",
        "Difficulty",
        "Services",
        "ID",
        "Source",
        "Extra",
    ]
    assert list(QA.fields.values()) == [5_760_000_000_000_000 + number for number in range(1, 10)]


def test_fields_hold_what_they_are_named_for(anki: Anki, package: Path) -> None:
    """Every field of a note, as Anki stores it."""
    anki.load(package)
    (note,) = (fields for fields in anki.notes().values() if fields["ID"] == "alb-routing")
    assert note["Question"] == "What does an ALB route by?"
    assert note["Category"] == "Network &amp; Edge"
    assert note["Difficulty"] == "easy"
    assert note["Source"] == 'Cloud "Drills": day one'
    assert (note["Context"], note["Extra"]) == ("", "")
    assert note["Services"] == "<span>Elastic Load Balancing</span>"
    (note,) = (fields for fields in anki.notes().values() if fields["Question"] == "Which queue keeps order?")
    assert note["Services"] == '<span class="spoiler">SQS</span>'


def test_answer_is_the_promised_html(anki: Anki, package: Path) -> None:
    """Paragraph, code, table and call-out come out as the elements that the contract names."""
    anki.load(package)
    (answer,) = (fields["Answer"] for fields in anki.notes().values() if fields["ID"] == "alb-routing")
    assert "targets such as &lt;target-group&gt; sit behind it.</p>" in answer
    assert '<pre><code class="language-bash">' in answer
    assert (
        '<div class="table"><table><thead><tr><th>Layer</th><th>Balancer</th></tr></thead><tbody>' in answer
    )
    assert '<aside class="callout" data-kind="tip"><p>Prices' in answer
    assert "style=" not in answer
    assert "<script" not in answer


def test_card_shows_the_text_as_typed(anki: Anki, package: Path) -> None:
    """What Anki renders still says what the document says: no LaTeX, no lost spaces or tabs."""
    from html import unescape
    from re import sub

    anki.load(package)
    card = anki.col.get_card(anki.col.find_cards("ID:alb-routing")[0])
    shown = unescape(sub(r"<[^>]+>", "", card.render_output().answer_text))
    assert "Prices of $5 or [$]10[/$] stay text, and so do {{braces}} and \\(x\\)." in shown
    assert 'aws elbv2 describe-rules \\\n\t--listener-arn "$ARN"   # three  spaces' in shown


def test_a_subset_first_and_the_whole_later(anki: Anki, run: Run, tmp_path: Path, package: Path) -> None:
    """The whole deck adds only what the subset lacked."""
    assert run("build", "drills.md", "--category", "compute").returncode == 0
    subset = tmp_path / "build" / "drills-compute.apkg"
    assert anki.load(subset) == {"new": 1}
    assert anki.load(package) == {"new": 2, "duplicate": 1}
    decks = [deck.name for deck in anki.col.decks.all_names_and_ids()]
    assert decks.count("Cloud 'Drills': day one::Compute") == 1


def test_pictures_arrive_with_the_deck(anki: Anki, run: Run, tmp_path: Path) -> None:
    """An image beside the document is packed, and the card shows it under its name in the deck."""
    (tmp_path / "flow.svg").write_text("<svg xmlns='http://www.w3.org/2000/svg'/>", "utf-8")
    (tmp_path / "p.md").write_text("# P\n\n### What flows?\n\n![the flow](flow.svg)\n", "utf-8")
    assert run("build", "p.md").returncode == 0
    anki.load(tmp_path / "build" / "p.apkg")
    (note,) = anki.notes().values()
    name = note["Answer"].split('src="')[1].split('"')[0]
    assert name.startswith("awsdeck-")
    assert (Path(anki.col.media.dir()) / name).read_text("utf-8").startswith("<svg")
    assert 'alt="the flow"' in note["Answer"]


def test_pictures_within_the_document_arrive_too(anki: Anki, run: Run, tmp_path: Path) -> None:
    """A data: address is packed like a file; one that is broken is named with its line."""
    dot = "R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    (tmp_path / "p.md").write_text(f"# P\n\n### A dot?\n\n![dot](data:image/gif;base64,{dot})\n", "utf-8")
    assert run("build", "p.md").returncode == 0
    anki.load(tmp_path / "build" / "p.apkg")
    (note,) = anki.notes().values()
    name = note["Answer"].split('src="')[1].split('"')[0]
    assert (Path(anki.col.media.dir()) / name).read_bytes().startswith(b"GIF89a")
    (tmp_path / "p.md").write_text("### A dot?\n\n![dot](data:image/gif;base64,!!)\n", "utf-8")
    assert "p.md:3: error: image" in run("check", "p.md").stdout


def test_package_is_deflated_and_undated(package: Path) -> None:
    """Entries are compressed and carry the same date in every build."""
    with zipfile.ZipFile(package) as archive:
        assert [entry.filename for entry in archive.infolist()] == ["collection.anki2", "media"]
        assert {entry.compress_type for entry in archive.infolist()} == {zipfile.ZIP_DEFLATED}
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert json.loads(archive.read("media")) == {}


def test_bundled_deck_imports(anki: Anki, run: Run, tmp_path: Path) -> None:
    """The deck that comes with the project: all cards, six categories, no problem."""
    source = Path(__file__).parents[1] / "source"
    assert run("check", source).stdout.endswith("84 cards: 0 errors, 0 warnings\n")
    assert run("build", source, "-o", tmp_path / "all.apkg").returncode == 0
    assert anki.load(tmp_path / "all.apkg") == {"new": 84}
    names = [deck.name for deck in anki.col.decks.all_names_and_ids()]
    assert len([name for name in names if "::" in name]) == 6
