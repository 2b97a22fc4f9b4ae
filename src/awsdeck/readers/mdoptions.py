"""The options of a multiple-choice question in awsdeck's own Markdown form.

In: the blocks below a question. Out: its options, and its answer. It must not know what is asked.

Only both together say that an answer begins with options: two or more of them, lettered from A on, and right
below them the label of an answer or the letter of one of them. Everything else is what its author wrote below
the question.
"""

from collections.abc import Sequence
from itertools import pairwise

from awsdeck.late import late
from awsdeck.model import Block, Blocks, LineBreak, List, Paragraph, Spans, Strong, Text, plain
from awsdeck.readers import options
from awsdeck.readers.lines import Line

_LETTER = 20  # characters in which an option's letter is seen
_NEXT = late(r"\s(?=\(?[A-Ha-h][.):]\s)")


def divided(blocks: Sequence[Block]) -> tuple[Spans, Blocks]:
    """The options, each behind a line break, and the answer without its label; else all is the answer."""
    match blocks:
        case (List() | Paragraph() as offered, Paragraph() as chosen, *rest):
            found = _options(offered)
            answer = _answer(chosen, rest, len(found)) if found else None
            if answer is not None:
                return tuple(span for option in found for span in (LineBreak(), *option)), answer
    return (), tuple(blocks)


def _options(block: List | Paragraph) -> list[Spans]:
    """The options that a block consists of; Markdown reads lines without bullets as one paragraph."""
    match block:
        case List(items=items) if not any(item.children for item in items):
            found = [item.spans for item in items]
        case Paragraph(spans=(Text(text),)):
            found = [(Text(option),) for option in _cut(text)]
        case _:
            return []
    lines = [Line(0, plain(option)) for option in found]
    lettered = all(options.is_next(line, at) for at, line in enumerate(lines))
    return found if lettered and len(found) >= options.FEWEST else []


def _cut(text: str) -> list[str]:
    """The text in pieces that begin where the letter of the next option stands."""
    places = [0]
    for match in _NEXT.finditer(text):
        if options.is_next(Line(0, text[match.end() : match.end() + _LETTER]), len(places)):
            places.append(match.end())
    return [text[start:end].rstrip() for start, end in pairwise([*places, len(text)])]


def _answer(chosen: Paragraph, rest: Sequence[Block], count: int) -> Blocks | None:
    """The answer that begins with this paragraph: without its label, or with an option's letter.

    None if it has neither; ``count`` is how many options there are.
    """
    from awsdeck.readers.marks import behind_label  # for the few documents that have options

    said = behind_label(plain(chosen.spans))
    if said is None and options.chosen(Line(0, plain(chosen.spans)), count):
        return (chosen, *rest)
    if said is None or not (said or rest):
        return None
    match chosen.spans:
        case (Strong((Text(label),)), Text(text), *more) if behind_label(label) == "":
            return (chosen._replace(spans=(Text(text.lstrip()), *more)), *rest)
        case (Text(),) | (Strong((Text(),)),):
            return (chosen._replace(spans=(Text(said),)), *rest) if said else tuple(rest)
        case _:  # the label goes over into something else: it does no harm
            return (chosen, *rest)
