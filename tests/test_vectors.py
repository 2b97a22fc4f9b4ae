"""Hostile mark-up in every format, looked at in a real browser: nothing of it runs, and nothing is fetched."""

from collections.abc import Sequence
from functools import cache
from html import escape
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from awsdeck import pipeline, preview
from awsdeck.config import DEFAULTS
from awsdeck.notes import Note, fields
from awsdeck.pipeline import Deck
from awsdeck.render import allowed
from awsdeck.writers import Part, apkg

from .answers import CATALOGUE
from .browser import OpenTab
from .conftest import Anki

VECTORS = (Path(__file__).parent / "vectors.txt").read_text("utf-8").rstrip("\n").split("\n")
BLOCKS = (Path(__file__).parent / "vectors.md").read_text("utf-8").rstrip("\n").split("\n%%\n")
NOW = 1_700_000_000
# What Anki itself, or MathJax within it, would act on.
ANKI = ("{{", "[sound:", "[anki:", "[latex]", "[$", "[[type:", "\\(", "\\[")
# As if the page came from a server: addresses that begin with // would else be those of files.
HERE = "<!doctype html><meta charset=utf-8><base href=http://here.example/>"
# The document's own script: what the vectors try to call, and what else would show that one of them ran.
TRAP = "<script>var hits = []; function hit() { hits.push(event ? event.type : 'script') }</script>"


def markdown() -> str:
    """Each vector as an answer, in code, and as a question."""
    return "# Vectors\n\n" + "".join(
        f"### {at}. What does number {at} do?\n\n{vector}\n\n```text\n{vector}\n```\n\n### Why {vector}\n\nIt is said.\n\n"
        for at, vector in enumerate(VECTORS, 1)
    )


def page_text() -> str:
    """Each vector as an answer and as a question of copied text."""
    return "Vectors of a page\n\n" + "".join(
        f"{2 * at - 1}\nWhat does number {at} do?Easy\n\n{vector}\n\n{2 * at}\nWhy {vector}?Hard\n\nIt is said so here.\n\n"
        for at, vector in enumerate(VECTORS, 1)
    )


def web_page(at: int) -> str:
    """One vector in a page of its own, for many swallow all that follows."""
    return (
        f"<title>Vector {at}</title><h3>What is number {at}?</h3><p>Before.</p><p>{VECTORS[at]}</p><h3>What is next to {at}?</h3>"
        f"<p>After.</p><h3>What is last of {at}?</h3><pre>{VECTORS[at]}</pre>"
    )


def block(at: int) -> str:
    """One of the vectors that take several lines of Markdown, in a document of its own."""
    return (
        f"### What is block {at}?\n\nBefore.\n\n{BLOCKS[at]}\n\n### What is next to block {at}?\n\nAfter.\n"
    )


@cache
def decks(folder: Path) -> tuple[Deck, ...]:
    """The vectors in each format, read."""
    texts = {"vectors.md": markdown(), "page.txt": page_text()}
    texts |= {f"web-{at}.html": web_page(at) for at in range(len(VECTORS))}
    texts |= {f"block-{at}.md": block(at) for at in range(len(BLOCKS))}
    found = []
    for name, text in texts.items():
        (folder / name).write_text(text, "utf-8")
        found.append(pipeline.read(folder / name, DEFAULTS, CATALOGUE, NOW))
    return tuple(found)


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> tuple[Deck, ...]:
    """The vectors in each format, read."""
    return decks(tmp_path_factory.mktemp("vectors"))


def notes(read: Sequence[Deck]) -> list[Note]:
    """All notes, the same question once."""
    return list({note.identity.guid: note for deck in read for note in deck.ready}.values())


def look(tab: OpenTab, page: Path) -> None:
    """Open a page, touch everything on it, and fail if anything ran or was asked for."""
    shown = tab().page
    dialogs: list[str] = []
    shown.on("dialog", lambda dialog: dialogs.append(dialog.message))
    shown.goto(page.as_uri())
    shown.evaluate(
        """() => {
            const all = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
            for (const element of all(document).filter(e => !['BUTTON', 'INPUT', 'A'].includes(e.tagName)))
                for (const type of ['mouseover', 'focus', 'pointerdown', 'toggle'])
                    element.dispatchEvent(new Event(type));
        }"""
    )
    shown.wait_for_timeout(300)
    bad = shown.evaluate(
        """() => {
            const all = root => [...root.querySelectorAll('*')].flatMap(e => [e, ...(e.shadowRoot ? all(e.shadowRoot) : [])]);
            return all(document).flatMap(e => [
                ...[...e.attributes].filter(a => a.name.startsWith('on')).map(a => a.name),
                ...(e.tagName == 'A' && !/^(https?|mailto|file):$/.test(e.protocol) && e.hasAttribute('href') ? [e.href] : [])
            ])
        }"""
    )
    assert (dialogs, shown.evaluate("window.hits || []"), bad) == ([], [], [])


def test_there_are_enough_vectors() -> None:
    """At least three hundred different ones."""
    assert len(set(VECTORS)) == len(VECTORS) >= 300
    assert len(set(BLOCKS)) == len(BLOCKS) >= 15


def test_the_trap_would_notice(tab: OpenTab, tmp_path: Path) -> None:
    """Without the allow-list many vectors run or fetch as soon as they are shown, so the tests below can fail."""
    frames = "".join(
        f'<iframe srcdoc="{escape(f"{HERE}<script>function hit() {{ parent.ran.add({at}) }}</script>{vector}")}"></iframe>'
        for at, vector in enumerate(VECTORS)
    )
    (tmp_path / "raw.html").write_text(f"{HERE}<script>var ran = new Set()</script>{frames}", "utf-8")
    opened = tab()
    opened.page.goto((tmp_path / "raw.html").as_uri())
    opened.page.wait_for_timeout(300)
    assert opened.page.evaluate("ran.size") >= 50
    assert {f"http://x.example/{name}" for name in ("p.png", "a.js", "a.css", "")} <= set(opened.refused)
    opened.errors.clear()
    opened.refused.clear()


def test_no_vector_runs_on_a_card_in_anki(
    read: tuple[Deck, ...], anki: Anki, tab: OpenTab, tmp_path: Path
) -> None:
    """Every card as Anki itself renders it, all of them on one page."""
    wanted = notes(read)
    apkg.write(wanted, tmp_path / "v.apkg")
    assert anki.load(tmp_path / "v.apkg") == {"new": len(wanted)}
    cards = [anki.col.get_card(found) for found in anki.col.find_cards("")]
    assert len(cards) >= 4 * len(VECTORS)
    assert not any(card.question_av_tags() or card.answer_av_tags() for card in cards)
    sides = "".join(f"<section>{card.question()}{card.answer()}</section>" for card in cards)
    (tmp_path / "anki.html").write_text(f"{HERE}{TRAP}{sides}", "utf-8")
    look(tab, tmp_path / "anki.html")
    text = BeautifulSoup(sides, "html.parser").get_text()
    # copied text shows all of it, as a question on both sides and as an answer, and so does code
    assert [vector for vector in VECTORS if vector.startswith(ANKI) and text.count(vector) < 4] == []


def test_no_vector_runs_in_the_preview(read: tuple[Deck, ...], tab: OpenTab, tmp_path: Path) -> None:
    """The page of `awsdeck preview` with all cards of all documents."""
    parts = [Part(deck.document, deck.ready) for deck in read]
    page = preview.page(parts).replace("<head>", f"<head>{HERE.removeprefix('<!doctype html>')}", 1)
    assert HERE[-9:] in page
    (tmp_path / "preview.html").write_text(page, "utf-8")
    look(tab, tmp_path / "preview.html")


def test_fields_hold_nothing_but_the_list(read: tuple[Deck, ...]) -> None:
    """No element, no attribute and no address that the allow-list doesn't name, in any field of any card."""
    for note in notes(read):
        for html in fields(note):
            for tag in BeautifulSoup(html, "html.parser").find_all(True):
                assert tag.name in allowed._ELEMENTS
                for name, value in tag.attrs.items():
                    said = " ".join(value) if isinstance(value, list) else str(value)
                    assert allowed._ATTRIBUTES[tag.name, name].fullmatch(said)


def test_code_shows_the_hostile_text_exactly(read: tuple[Deck, ...]) -> None:
    """In a fence every vector stands as it was written."""
    shown = []
    for note in read[0].ready:
        block = BeautifulSoup(fields(note)[1], "html.parser").find("pre")
        if block and note.card.number:
            shown.append(block.get_text())
    assert shown == VECTORS


def test_a_picture_with_a_script_shows_and_does_nothing(tab: OpenTab, tmp_path: Path) -> None:
    """An SVG is shown as a picture, in which browsers run no script and fetch nothing."""
    svg = (
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9' onload='parent.hit()'>"
        "<script>parent.hit()</script><image href='http://x.example/p.png'/></svg>"
    )
    (tmp_path / "x.svg").write_text(svg, "utf-8")
    (tmp_path / "d.md").write_text("### What is it?\n\n![x](x.svg)\n", "utf-8")
    deck = pipeline.read(tmp_path / "d.md", DEFAULTS, CATALOGUE, NOW)
    (picture,) = deck.ready[0].pictures.values()
    (tmp_path / picture.name).write_bytes(picture.data)
    (tmp_path / "card.html").write_text(f"<!doctype html>{TRAP}{fields(deck.ready[0])[1]}", "utf-8")
    look(tab, tmp_path / "card.html")
