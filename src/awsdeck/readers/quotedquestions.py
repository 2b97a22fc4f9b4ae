"""Questions and answers that stand in quotes: ``> **Q:** What is …?``, ``> **A:** …``.

In: the lines of a document. Out: the lines without the marks of such quotes. It must not know how questions
are found otherwise.

An answer may quote a question. So those quotes count only where they are how the document asks: most of its
quotes ask, and hardly anything else does.
"""

from collections.abc import Collection, Iterator, Sequence
from itertools import dropwhile, takewhile
from typing import NamedTuple

from awsdeck.readers import mdlines
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import is_answer_label, next_text, peel

_FEWEST_LABELLED, _FEWEST = 2, 3  # quotes that ask: a label proves more than a question mark
_MOST, _OTHERS = 0.6, 0.5  # of the quotes ask; for each of these, so many lines that ask elsewhere
_LONGEST = 3  # lines of a question without a label


class _Quote(NamedTuple):
    """A quote from the line at ``start`` to that before ``end``, with what its lines say."""

    start: int
    end: int
    said: tuple[Line, ...]

    @property
    def is_labelled(self) -> bool:
        """It begins as ``Q:`` or ``Question 3`` does."""
        mark = peel(0, self.said[0])
        return mark is not None and not {"Q", "Q#"}.isdisjoint(mark.form.split(" "))

    @property
    def is_question(self) -> bool:
        """Its first paragraph is short and ends as questions do."""
        first = list(takewhile(lambda line: not line.blank, self.said))
        ends = first[-1].bare.rstrip("*_ ").endswith(("?", "？"))
        return (
            ends
            and len(first) <= _LONGEST
            and not (is_answer_label(first[0]) or first[0].bare.startswith("[!"))
        )

    @property
    def is_answer(self) -> bool:
        """It begins with the label of an answer."""
        return is_answer_label(self.said[0])


def opened(lines: Sequence[Line]) -> Sequence[Line]:
    """The lines with quotes as plain text if they are how the document asks or answers."""
    code = mdlines.code_positions(lines)
    quotes = list(_quotes(lines, code))
    chosen = [*_asking(lines, quotes, code), *_answering(quotes)]
    if not chosen:
        return lines
    chosen.sort(key=lambda quote: quote.start)
    kept = list(lines[: chosen[0].start])
    for quote, after in zip(chosen, [*(quote.start for quote in chosen[1:]), len(lines)], strict=True):
        first, last = lines[quote.start].number, lines[quote.end - 1].number
        kept += [Line(first, ""), *quote.said, Line(last, ""), *lines[quote.end : after]]
    return kept


def _asking(lines: Sequence[Line], quotes: Sequence[_Quote], code: Collection[int]) -> Sequence[_Quote]:
    """The quotes that ask, if that is how the document does."""
    asking = [quote for quote in quotes if quote.is_labelled]
    if len(asking) < _FEWEST_LABELLED:
        asking = [quote for quote in quotes if quote.is_question and _is_answered(lines, quote)]
        if len(asking) < _FEWEST:
            return ()
    apart = {at for quote in quotes for at in range(quote.start, quote.end)}.union(code)
    others = sum(_asks(line) for at, line in enumerate(lines) if at not in apart)
    most = len(asking) >= _MOST * sum(not quote.is_answer for quote in quotes)
    return asking if most and others <= _OTHERS * len(asking) else ()


def _asks(line: Line) -> bool:
    mark = peel(0, line)
    return mark.asks if mark else line.bare.endswith(("?", "？"))


def _answering(quotes: Sequence[_Quote]) -> Sequence[_Quote]:
    answering = [quote for quote in quotes if quote.is_answer]
    return answering if len(answering) >= _FEWEST_LABELLED else ()


def _quotes(lines: Sequence[Line], code: Collection[int]) -> Iterator[_Quote]:
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and end not in code and mdlines.QUOTE.match(lines[end].text):
            end += 1
        said = [Line(line.number, mdlines.QUOTE.sub("", line.text, count=1)) for line in lines[at:end]]
        text = tuple(dropwhile(lambda line: line.blank, said))
        if text:
            yield _Quote(at, end, text)
        at = max(end, at + 1)


def _is_answered(lines: Sequence[Line], quote: _Quote) -> bool:
    """It goes on behind a blank line, or text stands below it that is neither a quote nor a heading."""
    below = next_text(lines, quote.end)
    goes_on = any(not line.blank for line in dropwhile(lambda line: not line.blank, quote.said))
    return goes_on or (below is not None and lines[below].bare[:1] not in (">", "#"))
