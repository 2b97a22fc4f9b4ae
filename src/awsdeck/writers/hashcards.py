"""Notes as a file of plain text that the program hashcards drills.

In: notes of one document. Out: Markdown with ``Q:`` and ``A:``, or ``C:`` for a cloze card, and the pictures
beside it. hashcards knows a card by its text alone: an edited card is a new one there.

The form: https://github.com/eudoxia0/hashcards, "Format".
"""

import json
import re
from collections.abc import Iterator, Sequence
from html import escape

from awsdeck.model import Block, Blocks, Code
from awsdeck.notes import Note
from awsdeck.writers import Files, Part, pictures, sides
from awsdeck.writers.markdown import Dialect, blocks

_MATHEMATICS = re.compile(r"\$")
# At the start of a line these begin a card, and three hyphens end the heading of the file.
_TAG = re.compile(r"^([QAC]):", re.MULTILINE)
_OPEN, _CLOSE = "\ue000", "\ue001"  # of the private use area: no document says anything with them


def export(parts: Sequence[Part]) -> Files:
    """The file, and the pictures in a folder beside it."""
    (part,) = parts
    heading = f"---\nname = {json.dumps(part.document.title, ensure_ascii=False)}\n---\n"
    text = "\n".join([heading, *(_card(note) for note in part.notes)])
    return {"": text.encode(), **pictures.beside(parts)}


def _card(note: Note) -> str:
    names = {src: f"{pictures.FOLDER}/{media.name}" for src, media in note.pictures.items()}
    to = Dialect(_MATHEMATICS, names)
    cloze = _cloze(note, to) if note.hidden is not None else None
    if cloze is not None:
        return f"C: {cloze}\n"
    question = _text((*sides.context(note), *sides.front(note)), to)
    return f"Q: {question}\nA:\n\n{_text(sides.back(note), to)}\n"


def _cloze(note: Note, to: Dialect) -> str | None:
    """The card with what is hidden in brackets, which must be the only ones; None where others stay."""
    whole = (*sides.context(note), *sides.front(note)[:1], *sides.marked(note, _OPEN, _CLOSE))
    text = _text(whole, to).replace("\\[", "&#91;").replace("\\]", "&#93;")
    if "[" in text or "]" in text:
        return None
    return text.replace(_OPEN, "[").replace(_CLOSE, "]")


def _text(found: Blocks, to: Dialect) -> str:
    return "\n".join(_parts(found, to)).strip("\n")


def _parts(found: Blocks, to: Dialect) -> Iterator[str]:
    for block in found:
        yield _html(block) if _holds_tags(block) else _TAG.sub(_disarmed, "\n".join(blocks((block,), to)))


def _holds_tags(block: Block) -> bool:
    """Code in which a line would begin a card: within a fence nothing can be escaped."""
    return isinstance(block, Code) and bool(_TAG.search(block.text))


def _html(block: Block) -> str:
    """Code as HTML, where a letter can be written as a reference."""
    code = escape(block.text, quote=False) if isinstance(block, Code) else ""
    return f"<pre><code>{_TAG.sub(_disarmed, code)}</code></pre>\n"


def _disarmed(match: re.Match[str]) -> str:
    return f"&#{ord(match[1])};:"
