"""Notes of Obsidian made plainer Markdown: links between notes, folded questions, cards on a line.

In: the lines of a document. Out: lines that say the same as published pages do, and what shows on no page. It
must not know how questions are found: what opens an answer is a ``<summary>``.

A note is known by a link to another one, by several boxes ``> [!question] …``, or by being nothing but
cards ``question::answer``. Other documents are left as they are.
"""

import re
from collections.abc import Collection, Iterator, Sequence

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import CLOSING, HIDDEN, mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import asks

_LINK = late(
    r"(?P<shown>!?)\[\[(?P<to>[^\s\[\]|][^\[\]|]{0,200})(?:\|(?P<text>[^\[\]]{0,200}))?\]\](?![(\[:])"
)
_PICTURE = late(r".*\.(?:png|jpe?g|gif|svg|webp|bmp|avif)", re.IGNORECASE)
_BOX = late(r"> ?\[!(?:question|faq|help)\][+-]?\s++(?P<title>\S.*)", re.IGNORECASE)
_QUOTED = late(r"> ?")
_MARKED = late(r"(?<![\w=])==(?=[^\s=])(?P<text>[^=\n]{1,500})(?<=\S)==(?![\w=])")
_COMMENT = late(r"%%(?P<text>[^%\n]*)%%")
_BLOCK_ID = late(r"\^[a-zA-Z0-9-]{1,40}")
_CODE_SPAN = late(r"(`[^`]*`)")
_BELOW = ("?", "??")
_TAGS = frozenset(("card", "cards", "flashcard", "flashcards"))
_FEWEST_BOXES, _FEWEST_CARDS = 2, 3
_OUTSIDE = "stands outside of the questions' boxes"


def plainer(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines of a note as those of a published page; others as they are."""
    if not any(sign in line.text for line in lines for sign in ("[[", "[!", "::", "?", "card")):
        return list(lines)
    code = mdlines.code_positions(lines)
    if cards := _cards(lines, code, apart):
        return list(_plain_lines(cards, apart))
    boxes = [at for at, line in enumerate(lines) if at not in code and _BOX.match(line.text)]
    linked = any("[[" in line.text and _linked(line.text) for at, line in enumerate(lines) if at not in code)
    if len(boxes) < _FEWEST_BOXES and not linked:
        return list(lines)
    found = _opened(lines, boxes, apart) if len(boxes) >= _FEWEST_BOXES else list(lines)
    return list(_plain_lines(found, apart))


# --- questions -------------------------------------------------------------------------------------------


def _opened(lines: Sequence[Line], boxes: Sequence[int], apart: list[Passage]) -> list[Line]:
    """The boxes as summaries with their answers; where each holds one, what stands outside is no answer."""
    ends = {at: _quote_end(lines, at) for at in boxes}
    filled = all(any(_QUOTED.sub("", line.text).strip() for line in lines[at + 1 : ends[at]]) for at in boxes)
    found = list(lines[: boxes[0]])
    at = boxes[0]
    while at < len(lines):
        if at in ends:
            found += _summary(lines[at : ends[at]])
            at = ends[at]
            continue
        end = at + 1
        while end < len(lines) and end not in ends and not mdlines.ATX.match(lines[end].text):
            end += 1
        first = at + 1 if mdlines.ATX.match(lines[at].text) else at
        said = [line for line in lines[first:end] if not line.blank]
        if filled and said:
            text = "\n".join(line.bare for line in said)
            apart.append(Passage(said[0].number, said[-1].number, text, _OUTSIDE))
        found += lines[at:first]
        found += [Line(line.number, "") if filled else line for line in lines[first:end]]
        at = end
    return found


def _summary(box: Sequence[Line]) -> Iterator[Line]:
    """A box as what opens an answer, and the answer without the marks of a quote."""
    title = _BOX.match(box[0].text)
    yield Line(box[0].number, f"<summary>{title['title'].strip() if title else ''}</summary>")
    yield Line(box[0].number, "")
    yield from (Line(line.number, _QUOTED.sub("", line.text, count=1)) for line in box[1:])
    yield Line(box[-1].number, "")


def _quote_end(lines: Sequence[Line], at: int) -> int:
    end = at + 1
    while end < len(lines) and lines[end].text.startswith(">") and not _BOX.match(lines[end].text):
        end += 1
    return end


def _cards(lines: Sequence[Line], code: Collection[int], apart: list[Passage]) -> list[Line]:
    """A document of nothing but cards: each with its answer behind ``::``, or below ``?`` or ``#card``."""
    start = _behind_settings(lines)
    found = list(lines[:start])
    questions: list[str] = []
    tags: list[Passage] = []
    below = False
    for at, line in enumerate(lines[start:], start):
        question, parted, answer = (part.strip() for part in line.bare.partition("::"))
        card = bool(question and parted and answer.lstrip(": ")) and at not in code
        named = _without_tag(line.bare)
        opens = (at + 1 < len(lines) and lines[at + 1].bare in _BELOW) or named != line.bare
        if line.blank or mdlines.ATX.match(line.text):
            below = False
            found.append(line)
        elif below:
            found.append(Line(line.number, "") if line.bare in _BELOW else line)
        elif card or opens:
            questions.append(question if card else named)
            if not card and named != line.bare:
                tags.append(Passage(line.number, line.number, line.bare[len(named) :].strip(), CLOSING))
            found += [Line(line.number, f"<summary>{questions[-1]}</summary>"), Line(line.number, "")]
            found += [Line(line.number, answer.lstrip(": ")), Line(line.number, "")] if card else []
            below = not card
        else:
            return []
    asking = sum(map(asks, questions))
    if len(questions) < _FEWEST_CARDS or 2 * asking < len(questions):
        return []
    apart.extend(tags)
    return found


def _behind_settings(lines: Sequence[Line]) -> int:
    """The position behind the settings at the top, between two rules."""
    if not lines or lines[0].bare != "---":
        return 0
    return next((at + 1 for at, line in enumerate(lines[1:], 1) if line.bare == "---"), 0)


def _without_tag(text: str) -> str:
    """A question without the tag that makes it a card."""
    question, _, tag = text.rpartition(" #")
    return question.rstrip() if question and tag.lower() in _TAGS else text


# --- what stands within a line ---------------------------------------------------------------------------


def _linked(text: str) -> bool:
    return any(_LINK.search(part) for part in _CODE_SPAN.split(text)[::2])


def _plain_lines(lines: Sequence[Line], apart: list[Passage]) -> Iterator[Line]:
    code = mdlines.code_positions(lines)
    for at, line in enumerate(lines):
        if at in code or line.blank:
            yield line
            continue
        text = line.text.rstrip()
        before, _, last = text.rpartition(" ")
        if _BLOCK_ID.fullmatch(last):
            apart.append(Passage(line.number, line.number, last, CLOSING))
            text = before.rstrip()
        parts = _CODE_SPAN.split(text)
        for comment in (found for part in parts[::2] for found in _COMMENT.finditer(part)):
            if comment["text"].strip():
                apart.append(Passage(line.number, line.number, comment["text"].strip(), HIDDEN))
        parts[::2] = (_plain(part) for part in parts[::2])
        changed = "".join(parts)
        yield line if changed == line.text.rstrip() else Line(line.number, changed)


def _plain(text: str) -> str:
    text = _LINK.sub(_link, _COMMENT.sub("", text))
    return _MARKED.sub(lambda found: found["text"] if "*" in found["text"] else f"**{found['text']}**", text)


def _link(found: re.Match[str]) -> str:
    """What a link shows: its text, or the note and the part of it that it leads to; a picture as such."""
    to = found["to"].strip()
    if found["shown"] and _PICTURE.fullmatch(to):
        return f"![]({to.replace(' ', '%20')})"
    return (found["text"] or to.lstrip("#").replace("#", " > ")).strip()
