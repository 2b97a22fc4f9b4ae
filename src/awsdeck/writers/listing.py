"""Notes as JSON: what ``awsdeck list --json`` prints.

In: a deck and the notes of it that are wanted. Out: plain values for `json`. The shape is a contract; keys
may be added, none changes its meaning. It must not know of fields, HTML or files.
"""

from collections.abc import Iterable
from typing import Any, assert_never

from awsdeck.forms import LeftOut
from awsdeck.model import (
    Block,
    Blocks,
    Callout,
    Code,
    Document,
    Heading,
    Image,
    Item,
    List,
    Paragraph,
    Passage,
    Table,
    block_text,
    plain,
)
from awsdeck.notes import Note
from awsdeck.problems import Problem


def listing(
    document: Document,
    notes: Iterable[Note],
    problems: Iterable[Problem],
    left_out: Iterable[LeftOut] = (),
) -> dict[str, Any]:
    """The whole answer of ``list --json``."""
    return {
        "title": document.title,
        "source": document.path,
        "levels": dict(document.levels),
        "head": [_passage(passage) for passage in document.head],
        "cards": [card(note) for note in notes],
        "problems": [problem_values(problem) for problem in problems],
        "skipped": [_passage(passage) for passage in document.skipped],
        **_left_out(left_out),
    }


def _left_out(found: Iterable[LeftOut]) -> dict[str, Any]:
    """The cards that would not stand alone; without any there is no such key."""
    values = [{"form": card.form, "name": card.name, "line": card.line, "why": card.why} for card in found]
    return {"left_out": values} if values else {}


def card(note: Note) -> dict[str, Any]:
    """One card."""
    return {
        "id": note.identity.id,
        "guid": note.identity.guid,
        "number": note.card.number,
        **({"form": note.form, "parent": note.parent} if note.parent is not None else {}),
        "question": note.card.title,
        "difficulty": note.card.difficulty,
        "category": note.card.category,
        "deck": note.deck,
        "services": list(note.service_slugs),
        "tags": list(note.tags),
        "line": note.card.first_line,
        "last_line": note.card.last_line,
        "answer": blocks(note.card.answer),
        "why": [
            {"service": found.slug, "where": found.where, "text": found.text, "count": found.times}
            for found in note.services
        ],
    }


def problem_values(problem: Problem) -> dict[str, Any]:
    """One problem."""
    return {
        "severity": problem.severity,
        "code": problem.code,
        "message": problem.message,
        "hint": problem.hint,
        "path": problem.at.path,
        "line": problem.at.line,
    }


def _passage(passage: Passage) -> dict[str, Any]:
    return {
        "first_line": passage.first_line,
        "last_line": passage.last_line,
        "text": passage.text,
        "why": passage.why,
    }


def blocks(found: Blocks) -> list[dict[str, Any]]:
    """The blocks of an answer."""
    return [_block(block) for block in found]


def _block(block: Block) -> dict[str, Any]:
    match block:
        case Paragraph():
            return {"kind": "paragraph", "text": block_text(block)}
        case Callout():
            return {"kind": "callout", "text": block_text(block)}
        case List(ordered, items):
            return {"kind": "list", "ordered": ordered, "items": [_item(item) for item in items]}
        case Code(language, text):
            return {"kind": "code", "language": language, "text": text}
        case Table(header, rows):
            return {
                "kind": "table",
                "header": [plain(cell) for cell in header],
                "rows": [[plain(cell) for cell in row] for row in rows],
            }
        case Heading(level, spans):
            return {"kind": "heading", "level": level, "text": plain(spans)}
        case Image(src, alt):
            return {"kind": "image", "src": src, "alt": alt}
        case _:
            assert_never(block)


def _item(item: Item) -> dict[str, Any]:
    nested = [inner for child in item.children if isinstance(child, List) for inner in child.items]
    values: dict[str, Any] = {"text": plain(item.spans), "items": [_item(inner) for inner in nested]}
    others = tuple(child for child in item.children if not isinstance(child, List))
    if others:
        values["blocks"] = blocks(others)
    return values
