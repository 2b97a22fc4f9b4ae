"""One HTML page with all cards, which needs nothing else: no network, no other file.

In: documents with the notes that are wanted. Out: the text of the page. It must not know where the page goes.

The page is a skeleton, a style, a script and JSON. Cards stay JSON until they come near the screen, so that
a long deck opens like a short one. The policy in its head allows just this script and this style, by their
digests, and no address at all: what stands on a card can neither run nor fetch anything.
"""

import base64
import hashlib
import json
import re
from collections.abc import Sequence
from html import escape
from pathlib import Path
from string import Template
from typing import Any, NamedTuple

from awsdeck import stats
from awsdeck.media import Media
from awsdeck.model import Document
from awsdeck.notes import Note, fields
from awsdeck.notetype import NoteType
from awsdeck.preview import charts, template
from awsdeck.problems import Problem
from awsdeck.writers import Part

_KINDS = {"jpg": "jpeg", "svg": "svg+xml"}
_WIDTH_QUERY = re.compile(r"@media(?=\s*\(\s*(?:min|max)-width\b)")


class Live(NamedTuple):
    """What a page of ``watch`` knows beside its cards: its number, and what keeps it from being newer."""

    version: int
    broken: tuple[Problem, ...] = ()


def page(parts: Sequence[Part], live: Live | None = None) -> str:
    """The page that shows these notes."""
    notes = [note for part in parts for note in part.notes]
    script, style = _text("page.js"), _text("page.css")
    titles = list(dict.fromkeys(part.document.title for part in parts))
    return Template(_text("page.html")).substitute(
        title=escape(" · ".join(titles) or "awsdeck"),
        policy=_policy(script, style, live),
        style=style,
        figures=charts.charts(stats.of(notes)),
        data=_json(_values(parts, notes, live)),
        script=script,
    )


def _policy(script: str, style: str, live: Live | None) -> str:
    sources = {
        "default-src": "'none'",
        "script-src": _digest(script),
        "style-src": _digest(style),
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }
    if live:
        sources["connect-src"] = "'self'"
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def _digest(text: str) -> str:
    """How a policy names an inline script or style: https://www.w3.org/TR/CSP3/#grammardef-hash-source."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def _json(values: object) -> str:
    """JSON that can stand in a script element, which only an end tag or a comment could end or hide."""
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.replace("</", "<\\/").replace("<!", "\\u003c!")


def _values(parts: Sequence[Part], notes: Sequence[Note], live: Live | None) -> dict[str, Any]:
    types = list({note.note_type.id: note.note_type for note in notes}.values())
    pictures = {media.name: media for note in notes for media in note.pictures.values()}
    beside = [_beside(part) for part in parts]
    return {
        "documents": [part.document.title for part in parts],
        "cards": [
            _card(note, index, part.document, types, problems[id(note)])
            for index, (part, (problems, _)) in enumerate(zip(parts, beside, strict=True))
            for note in part.notes
        ],
        "services": {
            slug: name
            for note in notes
            for slug, name in zip(note.service_slugs, note.service_names, strict=True)
        },
        "styles": [_contained(kind.style()) for kind in types],
        "pictures": {name: _address(media) for name, media in pictures.items()},
        "problems": [_problem(problem) for _, others in beside for problem in others],
        "broken": [_problem(problem) for problem in live.broken] if live else [],
        "version": live.version if live else None,
    }


def _beside(part: Part) -> tuple[dict[int, list[Problem]], list[Problem]]:
    """The problems in the lines of each note's card, by the id of the note; and all others."""
    beside: dict[int, list[Problem]] = {id(note): [] for note in part.notes}
    others: list[Problem] = []
    for problem in part.problems:
        hit = [note for note in part.notes if _is_in(problem, note, part.document)]
        for note in hit:
            beside[id(note)].append(problem)
        others.extend([] if hit else [problem])
    return beside, others


def _is_in(problem: Problem, note: Note, document: Document) -> bool:
    line = problem.at.line
    return (
        problem.at.path == document.path
        and line is not None
        and note.card.first_line <= line <= note.card.last_line
    )


def _card(
    note: Note, document: int, source: Document, types: Sequence[NoteType], problems: Sequence[Problem]
) -> dict[str, Any]:
    kind = note.note_type
    front, back = template.sides(kind.front(), kind.back(), kind.named(fields(note)))
    number = f"No {note.card.number} · " if note.card.number is not None else ""
    return {
        "id": note.identity.id,
        "document": document,
        "number": note.card.number,
        "category": note.card.category or "",
        "level": note.card.difficulty or "",
        "services": note.service_slugs,
        "form": note.form,
        "question": note.card.title,
        "where": f"{number}{source.path}:{note.card.first_line}",
        "style": types.index(kind),
        "front": front,
        "back": back,
        "problems": [_problem(problem) for problem in problems],
    }


def _problem(problem: Problem) -> dict[str, str]:
    return {
        "severity": problem.severity,
        "message": problem.message,
        "hint": problem.hint,
        "at": str(problem.at),
    }


def _contained(style: str) -> str:
    """The style of cards as it is in a frame of any width: a phone's where the page shows a phone's."""
    return _WIDTH_QUERY.sub("@container", style)


def _address(media: Media) -> str:
    ending = media.name.rpartition(".")[2].lower()
    return f"data:image/{_KINDS.get(ending, ending)};base64,{base64.b64encode(media.data).decode()}"


def _text(name: str) -> str:
    return Path(__file__).with_name(name).read_text("utf-8")
