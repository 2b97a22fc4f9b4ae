"""Questions by a pattern that a person wrote.

In: lines and regular expressions. Out: the `Mark` of each line that one matches. It must not know where an
expression was written.

The library `regex` does the matching because it stops after a given time: an expression such as ``(a+)+$``
would otherwise keep the program busy for years on one long line.
"""

import re
from collections.abc import Collection, Iterator, Sequence

import regex

from awsdeck.problems import AwsdeckError, error
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import Mark, closed, peel
from awsdeck.source import Source

LONGEST = 1.0  # seconds for one line

_FORM_PART = re.compile(
    r"h[1-6]|summary|bold(?: lead)?|Q#?|n[.):/]?|n\.n|italic|quoted|icon|item|"
    r"bare line|asking line|two cells|number alone|difficulty at the end"
)


def is_form(text: str) -> bool:
    """The text names a form of lines, as `marks` does."""
    return bool(re.fullmatch(rf"(?:{_FORM_PART.pattern})(?: (?:{_FORM_PART.pattern}))*", text))


class Expression:
    """A regular expression that a person wrote for the beginning of a line.

    Raises:
        AwsdeckError: it is no regular expression, or takes too long on a line.

    """

    def __init__(self, source: Source, text: str) -> None:
        self._source = source
        self.text = text
        try:
            self._compiled = regex.compile(text)
        except regex.error as failure:
            hint = (
                "write a regular expression such as 'Q\\d+', or the name of a form that awsdeck inspect shows"
            )
            raise AwsdeckError(
                error(source.at(), "bad-pattern", f"no regular expression: {text!r} ({failure})", hint)
            ) from None

    def match(self, line: Line) -> "regex.Match[str] | None":
        """The match at the beginning of a line; None if there is none."""
        try:
            return self._compiled.match(line.text, timeout=LONGEST)
        except TimeoutError:
            message = f"the pattern {self.text!r} takes longer than {LONGEST:g} second on this line"
            hint = "write it without repetitions within repetitions, such as (a+)+"
            raise AwsdeckError(error(self._source.at(line.number), "slow-pattern", message, hint)) from None


def find(expression: Expression, lines: Sequence[Line], hidden: Collection[int]) -> Iterator[Mark]:
    """The marks of the lines that an expression matches."""
    for at, line in enumerate(lines):
        match = None if at in hidden or line.blank else expression.match(line)
        if match:
            yield _mark(expression.text, at, line, match)


def _mark(form: str, at: int, line: Line, match: "regex.Match[str]") -> Mark:
    """The question is what stands behind the match, but a word at the match's end belongs to it."""
    groups = match.groupdict()
    before = line.text[match.start() : match.start("question")] if groups.get("question") else match[0]
    figures = groups.get("number") or next(iter(re.findall(r"\d{1,5}", before)), "")
    number = int(figures) if figures.isdecimal() else None
    behind = line.text[match.end() :]
    if groups.get("question"):
        return Mark(at, form, number, groups["question"].strip(), match.start("question"), True, at + 1)
    if re.search(r"\w", behind) and not match[0][-1:].isalpha():
        return Mark(at, form, number, closed(behind), match.end(), True, at + 1)
    plain = peel(at, line)
    if plain:
        return Mark(at, form, plain.number, plain.text, plain.column, True, at + 1, rest=plain.rest)
    return Mark(at, form, None, line.bare, 0, True, at + 1)
