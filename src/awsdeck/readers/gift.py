"""Questions in Moodle's GIFT format: ``::Name:: Which? {=right ~wrong}``.

In: the lines of a document. Out: a `Sheet` if they are written in that format. It must not know how questions
are found otherwise.

https://docs.moodle.org/en/GIFT_format
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import SILENT, exported, tagtext
from awsdeck.readers.exported import Draft, Option
from awsdeck.readers.lines import Line, chunks
from awsdeck.readers.spreadsheet import Sheet

_MOST = 0.8  # of the blocks are questions
_ESCAPED = late(r"\\([~=#{}:\\])")
_HIDDEN = 0xE000  # private characters stand for escaped signs, so that those that are left mean something
_SHOWN = {_HIDDEN + ord(sign): sign for sign in "~=#{}:\\"}
_CATEGORY = late(r"\s*+\$CATEGORY:(?P<path>.*)")
_NAME = late(r"\s*+::(?P<name>(?:(?!::)[^{}])*+)::")
_FORMAT = late(r"\s*+\[(?P<format>html|markdown|plain|moodle)\]", re.IGNORECASE)
_TRUTH = late(r"(?P<truth>T|TRUE|F|FALSE)(?P<feedback>#.*)?", re.DOTALL | re.IGNORECASE)
_ANSWER = late(r"(?P<sign>[=~])\s*+(?:%(?P<weight>-?\d{1,3}(?:\.\d++)?)%)?(?P<text>[^=~]*+)")
_WEIGHT = late(r"^%-?\d{1,3}(?:\.\d++)?%")
_GENERAL = "####"
_PAIR = "->"
_BLANK = "_____"


class _Piece(NamedTuple):
    """Some text of a block and the number of the line on which it begins."""

    line: int
    text: str


class _Block(NamedTuple):
    """What a question asks, what stands in braces, what is behind them, and what nobody sees.

    ``tagged`` tells that it may hold HTML.
    """

    asked: _Piece
    braced: _Piece
    behind: _Piece
    unseen: tuple[Line, ...]
    tagged: bool


def find(lines: Sequence[Line]) -> Sheet | None:
    """The questions of the document, if nearly all of it is written in the format."""
    if any(_HIDDEN <= ord(sign) < _HIDDEN + 0x80 for line in lines for sign in line.text):
        return None
    drafts: list[Draft] = []
    unseen: list[Line] = []
    others: list[Passage] = []
    topic = ""
    for chunk in chunks(lines):
        said = [line for line in chunk if not line.bare.startswith("//")]
        unseen += [line for line in chunk if line.bare.startswith("//")]
        while said and (category := _CATEGORY.match(said[0].text)):
            topic = category["path"].replace("\\", "").rstrip("/ ").rsplit("/", 1)[-1].strip()
            unseen.append(said.pop(0))
        if not said:
            continue
        block = _divided(said)
        draft = _draft(block) if block else None
        if block and draft:
            drafts.append(draft._replace(topic=topic, last=said[-1].number))
            unseen += block.unseen
        else:
            others += exported.passages(said, "is no question that can be answered")
    if not drafts or len(drafts) < _MOST * (len(drafts) + len(others)):
        return None
    apart = [*exported.passages(sorted(unseen, key=lambda line: line.number), SILENT), *others]
    return exported.sheet(drafts, apart, "Moodle's GIFT format")


def _divided(lines: Sequence[Line]) -> _Block | None:
    """The pieces of a block; None if it has no braces."""
    first = lines[0].number
    text = _ESCAPED.sub(lambda match: chr(_HIDDEN + ord(match[1])), _numbered(lines))
    name = _NAME.match(text)
    at = name.end() if name else 0
    written = _FORMAT.match(text, at)
    at = written.end() if written else at
    opened = text.find("{", at)
    closed = text.find("}", opened)
    if opened < 0 or closed < 0 or "{" in text[opened + 1 : closed]:
        return None

    def piece(start: int, end: int) -> _Piece:
        start += len(text[start:end]) - len(text[start:end].lstrip())
        return _Piece(first + text.count("\n", 0, start), text[start:end].strip())

    unseen = [Line(first, _plain(name["name"]).strip())] if name and name["name"].strip() else []
    unseen += [Line(first, written["format"])] if written else []
    truth = _TRUTH.fullmatch(text[opened + 1 : closed].strip())
    unseen += (
        [Line(piece(opened + 1, closed).line, truth["truth"])] if truth and len(truth["truth"]) == 1 else []
    )
    tagged = written is not None and written["format"].lower() != "plain"
    return _Block(
        piece(at, opened), piece(opened + 1, closed), piece(closed + 1, len(text)), tuple(unseen), tagged
    )


def _numbered(lines: Sequence[Line]) -> str:
    """The text of the lines, with an empty one for each that isn't among them."""
    texts: list[str] = []
    for line in lines:
        texts += [""] * (line.number - lines[0].number - len(texts))
        texts.append(line.text)
    return "\n".join(texts)


def _plain(text: str) -> str:
    return text.translate(_SHOWN)


def _draft(block: _Block) -> Draft | None:
    """The question with its answer; None if nothing answers it."""
    said, _, general = block.braced.text.partition(_GENERAL)
    explained = tuple(_lines(block, _Piece(_line_of(block.braced, len(said)), general)))
    said = said.strip()
    truth = _TRUTH.fullmatch(said)
    if truth:
        return _of_truth(block, truth, explained)
    if said.startswith("#"):
        return _of_number(block, said[1:], explained)
    answers = list(_ANSWER.finditer(said))
    if (
        not answers
        or answers[0].start()
        or not any(match["sign"] == "=" or _worth(match) for match in answers)
    ):
        return None
    if all(match["sign"] == "=" for match in answers):
        pairs = [match["text"].partition(_PAIR) for match in answers]
        if len(pairs) > 1 and all(pair[1] for pair in pairs):
            return _of_pairs(block, answers, explained)
        return _of_words(block, answers, explained)
    return _of_options(block, answers, explained)


def _worth(match: re.Match[str]) -> float:
    """The share of the points that an answer gets."""
    return float(match["weight"]) if match["weight"] else 100.0 * (match["sign"] == "=")


def _line_of(piece: _Piece, place: int) -> int:
    return piece.line + piece.text.count("\n", 0, place)


def _texts(block: _Block, piece: _Piece) -> Iterator[Line]:
    """The lines of a piece as they are read."""
    written = _FORMAT.match(piece.text)
    tagged = block.tagged or written is not None
    for at, text in enumerate(piece.text[written.end() if written else 0 :].split("\n")):
        for part in _plain(text.replace("\\n", "\n")).split("\n"):
            for said in tagtext.lines(part) if tagged else (part,):
                yield Line(piece.line + at, said.rstrip())


def _lines(block: _Block, piece: _Piece) -> list[Line]:
    return [line for line in _texts(block, piece) if not line.blank]


def _one(block: _Block, piece: _Piece) -> Line:
    lines = _lines(block, piece)
    return exported.joined(lines) if lines else Line(piece.line, "")


def _question(block: _Block, *further: str) -> Line:
    """What is asked; a gap for braces in the middle of it."""
    asked, behind = _one(block, block.asked), _one(block, block.behind)
    gap = [_BLANK, behind.bare] if behind.bare else []
    text = " ".join(filter(None, (asked.bare, *gap, *further)))
    return Line(asked.number, text, max(asked.joined, behind.last if gap else 0))


def _of_options(block: _Block, answers: Sequence[re.Match[str]], explained: Sequence[Line]) -> Draft:
    options: list[Option] = []
    why: list[Line] = []
    for match in answers:
        text, _, feedback = match["text"].partition("#")
        option = _one(block, _Piece(_line_of(block.braced, match.start("text")), text.strip()))
        told = _one(block, _Piece(option.number, feedback.strip()))
        right = _worth(match) > 0
        options.append(Option(option, right))
        if told.bare:
            why.append(Line(option.number, f"- {option.bare} — {told.bare}"))
    return Draft(_question(block), tuple(options), (*explained, *_apart(explained, why)))


def _apart(above: Sequence[Line], lines: Sequence[Line]) -> list[Line]:
    return [Line(lines[0].number, ""), *lines] if above and lines else [*lines]


def _of_truth(block: _Block, truth: re.Match[str], explained: Sequence[Line]) -> Draft:
    """True or false; the first remark is for those who were wrong, the second for the others."""
    line = block.braced.line
    right = truth["truth"].upper().startswith("T")
    remarks = (truth["feedback"] or "").removeprefix("#").split("#")
    told = [found for remark in remarks if (found := _one(block, _Piece(line, remark.strip()))).bare]
    options = (Option(Line(line, "True"), right), Option(Line(line, "False"), not right))
    return Draft(_question(block), options, (*explained, *told))


def _of_number(block: _Block, said: str, explained: Sequence[Line]) -> Draft | None:
    texts = said.split("=") if "=" in said else [said]
    values = [_span(_WEIGHT.sub("", text.partition("#")[0].strip())) for text in texts if text.strip()]
    told = [_plain(text.partition("#")[2].strip()) for text in texts]
    if not values:
        return None
    line = block.braced.line
    answer = [Line(line, text) for text in (*values, *filter(None, told))]
    return Draft(_question(block), answer=(*answer, *explained))


def _span(text: str) -> str:
    """A number with what it may be off by, or the least and the most."""
    return _plain(text).replace(":", " ± ").replace("..", " to ")


def _of_words(block: _Block, answers: Sequence[re.Match[str]], explained: Sequence[Line]) -> Draft:
    """Words to fill in, each of which is right."""
    said: list[Line] = []
    told: list[Line] = []
    for match in answers:
        text, _, feedback = match["text"].partition("#")
        piece = _Piece(_line_of(block.braced, match.start("text")), text.strip())
        said.append(_one(block, piece))
        remark = _one(block, _Piece(piece.line, feedback.strip()))
        told += [remark] if remark.bare else []
    bullets = [Line(line.number, f"- {line.bare}", line.joined) for line in said]
    first = [Line(said[0].number, ""), *bullets] if len(said) > 1 else said
    return Draft(_question(block), answer=(*first, *_apart(said, [*explained, *told])))


def _of_pairs(block: _Block, answers: Sequence[re.Match[str]], explained: Sequence[Line]) -> Draft:
    """Two things that belong together, several times: the first of each stand on the front."""
    named: list[str] = []
    pairs: list[Line] = []
    for match in answers:
        left, _, right = match["text"].partition(_PAIR)
        line = _line_of(block.braced, match.start("text"))
        first, second = (_one(block, _Piece(line, side.strip())) for side in (left, right))
        named += [first.bare] if first.bare else []
        pairs.append(Line(line, f"- {first.bare} — {second.bare}"))
    question = _question(block, f"({', '.join(named)})")
    return Draft(question, answer=(Line(block.braced.line, ""), *pairs, *_apart(pairs, explained)))
