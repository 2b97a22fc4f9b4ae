"""Long inline text is read in pieces.

In: a text, and a reader of inline Markdown. Out: the spans of the whole text. It must not know how a piece is
read.

The time of python-markdown grows with the square of a paragraph's length, so no more than some thousand
characters are given to it at once. A picture that is written out in the text (RFC 2397) is set aside
meanwhile: it may be longer than all the text, and holds no Markdown.
"""

import re
from collections.abc import Callable, Iterator, Sequence

from awsdeck.late import late
from awsdeck.model import CodeSpan, Emphasis, LineBreak, Link, Picture, Span, Spans, Strong, Struck, Text

_LONGEST = 2000  # characters
_WRITTEN_OUT = late(r"data:[\w/+.-]{1,99};base64,[\w+/=%-]{100,}")
_STAND_IN = late("data:\ue000([0-9]{1,9})\ue000")


def read(text: str, spans_of: Callable[[str], Spans]) -> Spans:
    """The spans of a text of any length."""
    if len(text) <= _LONGEST:
        return spans_of(text)
    kept: list[str] = []

    def set_aside(found: re.Match[str]) -> str:
        kept.append(found[0])
        return f"data:\ue000{len(kept) - 1}\ue000"

    short = _WRITTEN_OUT.sub(set_aside, text)
    return tuple(_restored(span, kept) for span in _joined(_pieces(short), spans_of))


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces of a bearable length, cut behind a sentence or a word if there is one."""
    at = 0
    while len(text) - at > _LONGEST:
        half, window = at + _LONGEST // 2, at + _LONGEST
        cut = text.rfind(". ", half, window) + 1 or text.rfind(" ", half, window) + 1 or window
        yield text[at:cut]
        at = cut
    yield text[at:]


def _joined(pieces: Iterator[str], spans_of: Callable[[str], Spans]) -> list[Span]:
    """The spans of all pieces; where one is cut between words the space between them is kept."""
    found: list[Span] = []
    parted = False
    for piece in pieces:
        space = Text(" ") if found and (parted or piece[:1].isspace()) else Text("")
        for span in (space, *spans_of(piece)):
            match span, found[-1:]:
                case Text(""), _:
                    pass
                case Text(new), [Text(old)]:
                    found[-1] = Text(old + new)
                case _:
                    found.append(span)
        parted = piece[-1:].isspace()
    return found


def _restored(span: Span, kept: Sequence[str]) -> Span:
    """The span with the pictures that were set aside."""

    def full(text: str) -> str:
        return _STAND_IN.sub(lambda found: "".join(kept[int(found[1]) :][:1]) or found[0], text)

    match span:
        case Text(text):
            return Text(full(text))
        case CodeSpan(text):
            return CodeSpan(full(text))
        case Strong(spans):
            return Strong(tuple(_restored(inner, kept) for inner in spans))
        case Emphasis(spans):
            return Emphasis(tuple(_restored(inner, kept) for inner in spans))
        case Struck(spans):
            return Struck(tuple(_restored(inner, kept) for inner in spans))
        case Link(spans, href):
            return Link(tuple(_restored(inner, kept) for inner in spans), full(href))
        case Picture(src, alt):
            return Picture(full(src), full(alt))
        case LineBreak():
            return span
