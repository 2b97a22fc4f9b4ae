"""The fields of a note as HTML.

In: notes. Out: their fields, made only when a writer asks for them. It must not know how a note is written to
a file.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from html import escape

from awsdeck import memory, render
from awsdeck.model import LineBreak, List, Spans, Text
from awsdeck.notes.disarming import disarmed
from awsdeck.notes.note import Note


def fields(note: Note) -> tuple[str, ...]:
    """The note's fields as HTML, in the order of its note type's fields."""
    return _fields(note, _answer(note))


def answer(note: Note) -> str:
    """The field that holds the answer; of a cloze note its text."""
    return _cloze_text(note) if note.note_type.cloze else _answer(note)


def all_fields(notes: Sequence[Note]) -> Iterator[tuple[str, ...]]:
    """The fields of each note, as `fields` gives them; answers that were drawn before aren't drawn again."""
    place = f"{notes[0].source}.html" if notes else ""
    answers = memory.recalling(_QUEST, place, list(map(_answer_key, notes)), lambda at: _answer(notes[at]))
    return (_fields(note, answer) for note, answer in zip(notes, answers, strict=True))


_QUEST = memory.Quest[str]("HTML", "Drawing")


def _answer_key(note: Note) -> bytes:
    """Names all that the HTML of an answer depends on, where that can be told."""
    if note.kept is not None or note.note_type.cloze or not note.card.origin:
        return b""
    if not note.pictures:
        return note.card.origin
    shown = sorted((src, media.name) for src, media in note.pictures.items())
    return memory.key(note.card.origin, *(word for pair in shown for word in pair))


def _answer(note: Note) -> str:
    """The HTML of a note's answer; a cloze note has none, its text is the whole."""
    if note.note_type.cloze:
        return ""
    if note.kept is not None:
        return _safe(note.note_type.named(note.kept)["Answer"])
    return disarmed(render.safe(render.answer(note.card.answer, _sources(note))))


def _fields(note: Note, answer: str) -> tuple[str, ...]:
    values = _drawn(note)
    values["Answer"] = answer
    if note.note_type.cloze:
        values["Text"] = _cloze_text(note)
    return note.note_type.row(values)


@lru_cache(maxsize=1024)
def _safe(html: str) -> str:
    return disarmed(render.safe(html))


_PLAIN = re.compile(r"[ !#-%'-;=?-Z^-z|~]*")
"""Characters of ASCII that mean nothing in HTML and nothing to Anki, whatever stands beside them."""


def _written(text: str) -> str:
    """A text as HTML."""
    return text if _PLAIN.fullmatch(text) else _safe(escape(text, quote=False))


_shared = lru_cache(maxsize=1024)(_written)
"""The same for what many notes say."""


def _asked(spans: Spans, sources: Mapping[str, str]) -> str:
    if not spans:
        return ""
    if len(spans) == 1 and type(spans[0]) is Text:  # as in most questions
        return _written(spans[0].text)
    return _safe(render.question(spans, sources))


def _question(note: Note, sources: Mapping[str, str]) -> str:
    """What is asked; options stand apart, and the back can show which of them is right."""
    if note.heading or LineBreak() not in note.card.question:
        return _asked(note.heading or note.card.question, sources)
    from awsdeck.notes.options import choice_of

    choice = choice_of(note.card)
    if choice is None:
        return _asked(note.card.question, sources)
    drawn = [render.question(choice.asked, sources)]
    for at, option in enumerate(choice.options):
        kind = "option right" if at in choice.right else "option"
        drawn.append(f'<span class="{kind}">{render.question(option, sources)}</span>')
    return _safe("<br>".join(drawn))


def _drawn(note: Note) -> dict[str, str]:
    """The fields that say what is asked and where the card belongs."""
    if note.kept is not None:
        kept = note.note_type.named(note.kept)
        return {name: _safe(html) for name, html in kept.items() if name not in ("Answer", "Text")}
    sources = _sources(note)
    return {
        "Question": _question(note, sources),
        "Context": _asked(note.context, sources),
        "Category": _shared(note.card.category or ""),
        "Difficulty": _shared(note.card.difficulty or ""),
        "Services": _chips(tuple([found.asked for found in note.services]), note.service_names),
        "ID": _written(note.identity.id),
        "Source": _shared(note.source),
    }


def _sources(note: Note) -> dict[str, str]:
    return {src: media.name for src, media in note.pictures.items()} if note.pictures else {}


def _cloze_text(note: Note) -> str:
    """The list of a cloze note with one of its entries marked as hidden.

    Only that mark may be live: text that looks like one has lost its braces, and in the hidden entry no
    colons stand where Anki would take what follows them for a hint.
    """
    if note.kept is not None:
        kept = note.note_type.named(note.kept)["Text"]
        mark = _MARK.search(kept)
        parts = (kept[: mark.start()], mark[1], kept[mark.end() :]) if mark else (kept, "", "")
        before, inner, after = (disarmed(part) for part in parts)
        return f"{before}{{{{c1::{_unhinted(inner)}}}}}{after}"
    sources = _sources(note)
    (shown,) = (block for block in note.card.answer if isinstance(block, List))
    items = []
    for at, item in enumerate(shown.items):
        drawn = render.question(item.spans, sources) + render.answer(item.children, sources)
        html = disarmed(render.safe(drawn))
        items.append(f"<li>{{{{c1::{_unhinted(html)}}}}}</li>" if at == note.hidden else f"<li>{html}</li>")
    return f'<ol start="{shown.start}">{"".join(items)}</ol>'


_MARK = re.compile(r"\{\{c1::(.*?)\}\}", re.DOTALL)
_COLONS = re.compile(r":(?=:)|(?<=:):|^:|:$")


def _unhinted(html: str) -> str:
    """HTML that Anki takes as it is between the marks of a hidden part."""
    braces = html.replace("{", "&#123;").replace("}", "&#125;")
    return _COLONS.sub("&#58;", braces)


_ASKED, _SPOILER = "", ' class="spoiler"'


@lru_cache(maxsize=1024)
def _chips(asked: tuple[bool, ...], names: tuple[str, ...]) -> str:
    """The services; the front hides those that the question doesn't name, for they may be its answer."""
    return _safe(
        " ".join(
            f"<span{_ASKED if is_asked else _SPOILER}>{escape(name, quote=False)}</span>"
            for is_asked, name in zip(asked, names, strict=True)
        )
    )
