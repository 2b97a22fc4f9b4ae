"""A card becomes a note: its fields, tags, deck and place in the order.

In: a document, its identities, the evidence for its services. Out: `Note` values, whose fields are made
only when a writer asks for them. It must not know how a note is written to a file.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from html import escape
from typing import NamedTuple

from awsdeck import memory, render
from awsdeck.forms import FORMS, Made
from awsdeck.forms import QA as WHOLE
from awsdeck.identity import Identity, guid
from awsdeck.lock import Entry
from awsdeck.media import Media
from awsdeck.model import Card, Difficulty, List, Paragraph, Spans, Text
from awsdeck.notetype import CLOZE, QA, NoteType
from awsdeck.services import Evidence
from awsdeck.text import ORDERING, slug, tame

DECK_SEPARATOR = "::"

Levels = Iterable[tuple[Difficulty, str]]
"""What a document's legend says of each difficulty."""


class Note(NamedTuple):
    """A card with all that Anki needs to know of it.

    ``due`` is its place in the order of new cards, from 1, the same in every subset. ``kept`` are fields
    from an earlier build, for a card that is no longer in the document. ``form`` is the way of asking:
    ``qa`` for the whole question. A derived card has the id of its ``parent`` and shows its question as
    ``context``; of a cloze card the entry at ``hidden`` of the answer's list is to be recalled, below
    its ``heading``.
    """

    card: Card
    identity: Identity
    services: tuple[Evidence, ...]
    service_names: tuple[str, ...]
    tags: tuple[str, ...]
    deck: str
    due: int
    source: str
    pictures: Mapping[str, Media]
    kept: tuple[str, ...] | None = None
    form: str = WHOLE
    note_type: NoteType = QA
    parent: str | None = None
    context: Spans = ()
    hidden: int | None = None
    heading: Spans = ()

    @property
    def modified(self) -> int:
        """When the content last changed, in whole seconds: Anki takes a note only if this has grown."""
        return self.identity.changed

    @property
    def service_slugs(self) -> tuple[str, ...]:
        """The slugs of the card's services."""
        return tuple(found.slug for found in self.services)

    @property
    def is_ready(self) -> bool:
        """It can be learned: there is a question and an answer."""
        return is_ready(self.card)


def is_ready(card: Card) -> bool:
    """A card with a question and an answer."""
    return bool(card.answer) and bool(card.title.strip())


def tags_of(card: Card, services: Iterable[Evidence], levels: Levels, root: str) -> tuple[str, ...]:
    """The tags of a card, sorted; ``root`` is the first part of each."""
    slugs = tuple([found.slug for found in services])
    return _tags(slugs, card.difficulty, card.category, tuple(levels), root)


@lru_cache(maxsize=1024)  # cards of one category often have the same
def _tags(
    services: tuple[str, ...],
    difficulty: str | None,
    category: str | None,
    levels: tuple[tuple[Difficulty, str], ...],
    root: str,
) -> tuple[str, ...]:
    parts = [("service", service) for service in services]
    if difficulty:
        parts.append(("difficulty", difficulty))
        level = next((meaning for name, meaning in reversed(levels) if name == difficulty), None)
        parts.extend([("level", slug(level))] if level else [])
    if category:
        parts.append(("category", slug(category)))
    return tuple(sorted("::".join((root, *part)) for part in parts if part[1]))


def derived_note(
    parent: Note, made: Made, known: Identity, deck: str, root: str, pictures: Mapping[str, Media]
) -> Note:
    """The note of a card that was made of another one.

    Its place in the order of new cards is its parent's: Anki then takes the parent first, because its card
    was made first. So no place of a whole question depends on which forms are wanted.
    """
    return parent._replace(
        card=made.card,
        identity=known,
        tags=tuple(sorted((*parent.tags, f"{root}::form::{made.draft.form}"))),
        deck=deck,
        pictures=pictures,
        form=made.draft.form,
        note_type=note_type_of(made.draft.form),
        parent=parent.identity.id,
        context=parent.card.question,
        hidden=made.draft.hidden,
        heading=made.draft.heading,
    )


def note_type_of(form: str) -> NoteType:
    """The note type of a form's cards."""
    return CLOZE if form in FORMS and FORMS[form].cloze else QA


def removed_note(entry: Entry, due: int, root: str, kept: tuple[str, ...], tags: Iterable[str]) -> Note:
    """A note that tells the learner that its question is gone from the document.

    ``kept`` and ``tags`` are what an earlier package held of it.
    """
    notice = f"This question is gone from the document since {_day(entry.changed)}."
    form = entry.origin.form if entry.origin else WHOLE
    kind = note_type_of(form)
    values = kind.named(kept)
    values["ID"] = escape(entry.id, quote=False)
    values["Extra"] = f"<p>{notice}</p>"
    return Note(
        card=Card((Text(entry.question),), (Paragraph((Text(notice),)),), 0, 0),
        identity=Identity(entry.id, guid(entry.seed), entry.changed),
        services=(),
        service_names=(),
        tags=tuple(sorted({*tags, f"{root}::removed"})),
        deck=DECK_SEPARATOR.join(_deck_name(part) or "awsdeck" for part in entry.deck.split(DECK_SEPARATOR)),
        due=due,
        source="",
        pictures={},
        kept=kind.row(values),
        form=form,
        note_type=kind,
    )


def _day(seconds: int) -> str:
    return datetime.fromtimestamp(seconds, UTC).strftime("%Y-%m-%d")


@lru_cache(maxsize=1024)
def deck_path(title: str, category: str | None) -> str:
    """The deck of a card; Anki drops control characters and double quotes from names, so they never enter."""
    parts = [_deck_name(title) or "awsdeck"]
    if category and _deck_name(category):
        parts.append(_deck_name(category))
    return DECK_SEPARATOR.join(parts)


_ORDERS = re.compile(f"[{ORDERING}]")
_TAG = re.compile(r"<(?=[a-zA-Z/!?])")


def _deck_name(text: str) -> str:
    name = re.sub(r":{2,}", ":", tame(_ORDERS.sub("", text)).replace('"', "'"))
    name = _TAG.sub("\u2039", name)  # Anki shows names of decks as HTML
    return " ".join(name.split()).strip(":")


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


def _asked(spans: Spans, sources: Mapping[str, str]) -> str:
    match spans:
        case ():
            return ""
        case (Text(text),):  # as in most questions
            return _written(text)
    return _safe(render.question(spans, sources))


def _drawn(note: Note) -> dict[str, str]:
    """The fields that say what is asked and where the card belongs."""
    if note.kept is not None:
        kept = note.note_type.named(note.kept)
        return {name: _safe(html) for name, html in kept.items() if name not in ("Answer", "Text")}
    sources = _sources(note)
    return {
        "Question": _asked(note.heading or note.card.question, sources),
        "Context": _asked(note.context, sources),
        "Category": _written(note.card.category or ""),
        "Difficulty": _written(note.card.difficulty or ""),
        "Services": _chips(tuple([found.asked for found in note.services]), note.service_names),
        "ID": _written(note.identity.id),
        "Source": _written(note.source),
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


_ARMED = re.compile(r"[\[{}\\]")
_BRACKETED = re.compile(r"\[(?=/?(?:latex|\$\$?)\]|(?:sound|anki):|\[type:)", re.IGNORECASE)
_MATHJAX = re.compile(r"(?P<tag><[^<>]*>)|\\(?=[()\[\]])")


def disarmed(html: str) -> str:
    r"""HTML in which nothing is left that Anki would turn into mathematics, a sound or a field.

    Anki reads ``[latex]``, ``[$]``, ``[$$]``, ``[sound:…]`` and ``[[type:…]]`` in the raw field, where a
    character reference hides them. MathJax reads ``\(`` in the page, where only an element between the two
    characters does.
    """
    if not _ARMED.search(html):
        return html
    html = _BRACKETED.sub("&#91;", html)
    html = html.replace("{{", "&#123;&#123;").replace("}}", "&#125;&#125;")
    return _MATHJAX.sub(lambda found: found["tag"] or "<span>\\</span>", html) if "\\" in html else html
