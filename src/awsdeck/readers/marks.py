"""What can be seen of a line that may begin a question.

In: a line. Out: a `Mark` if it could begin a question: its *form* (``n. bold``, ``h3 Q#``…), its number, its
text. It must not know which forms this document asks in: `convention` weighs that, nor what stands around the
line: `candidates` does.

A line is peeled like an onion: list number, heading marks, bold, an icon, a ``Q`` with or without a number.
What was peeled off is its form.
"""

import re
from collections.abc import Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Difficulty
from awsdeck.readers import difficulty
from awsdeck.readers.lines import Line

BARE = "bare line"
LONE = "number alone"
ROW = "two cells"
ASKING = "asking line"
RATED = "difficulty at the end"
SHORT_LINE = 300

_Q = r"(?:Questions?|Ques|Qn|Q|Frage|Pregunta|Pergunta|Domanda|Vraag)"
_NUMBERED = r"\s*+[.#-]?\s*+(?P<number>\d{1,5})(?!\d|\.\d)\s*+[.:)\-–—|]*+\s*+"
_IN_CHAPTER = r"\d{1,3}(?:\.\d{1,3})+[.):]?(?=\s|$)"
_ICON = r"(?:[\u2190-\u21ff\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?\s*)+"
_PEELS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("h", late(r" {0,3}(?P<marks>#{1,6})(?:\s+|$)")),
    ("summary", late(r"\s*<summary>\s*", re.IGNORECASE)),
    ("bold", late(r"\s*(?:\*\*|__|<b>|<strong>)\s*(?=\S)", re.IGNORECASE)),
    ("Q#", late(rf"\s*{_Q}{_NUMBERED}", re.IGNORECASE)),
    ("Q", late(rf"\s*(?:(?:{_Q}|Interviewer)\s*[:.)：]\s*|{_Q}\s?(?={_IN_CHAPTER}))", re.IGNORECASE)),
    ("n.n", late(rf" {{0,3}}{_IN_CHAPTER}(?:\s+|(?<=[.:)]))")),
    ("n.", late(r" {0,3}(?P<number>\d{1,5})\s*\.(?!\d)\s*")),
    ("n)", late(r" {0,3}\(?(?P<number>\d{1,5})\s*\)\s*")),
    ("n:", late(r" {0,3}#?(?P<number>\d{1,5})(?:\ufe0f?\u20e3|\s*:|\s[-–—])\s+")),
    ("n/", late(r" {0,3}(?P<number>\d{1,3})/(?:\d{1,3})?\s+(?=[A-Z¿])")),
    ("n", late(r" {0,3}#?(?P<number>\d{1,5})\s+(?=[A-Z¿])")),
    ("item", late(r" {0,3}[-*+]\s+(?!\[[ xX]\])")),
    ("italic", late(r" {0,3}[*_](?=[^\s*_])")),
    ("quoted", late(r"\s*[\"“](?=\w)")),
    ("icon", late(rf"\s*{_ICON}(?=\S)")),
)  # fmt: skip
# One look tells of most lines that there is nothing to peel.
_ANY_PEEL = late(
    "|".join(
        f"(?{'i' if peel.flags & re.IGNORECASE else ''}:{re.sub('[?]P<[a-z]+>', '?:', peel.pattern)})"
        for _, peel in _PEELS
    )
)
# The first character tells so of most of them: no letter, figure or sign with which these begin.
_PEELED_SIGNS = frozenset("qfpdviQFPDVIıİ" + '#<*_(-+"“')
_FIRST_ICON = "\u2190"
_NUMBERS = ("n.n", "n.", "n)", "n:", "n/", "n")
_LEADING_LINK = late(r"\[[^\]]*\]\(#")
_CLOSING = late(
    r"(?:\s*+(?:\*\*|__|[*_]|</b>|</strong>|</summary>|[\"”])\s*+:?)++\s*+(?:<br\s*+/?>)?+\s*+$",
    re.IGNORECASE,
)
_SUMMARY_END = late(r"</summary>", re.IGNORECASE)
_LONGEST_CLOSING = 200  # characters at the end of a line in which marks are closed
_STRESSED, _BOLD_ENDS = (")*", ")_", "]*", "]_"), ("**", "__")
_LABEL_END = late(r"\s*+(?:\*\*|__|</b>|</strong>)\s*:?\s+(?=\S)", re.IGNORECASE)
_BOLD_END = late(r"\*\*|__|</b>|</strong>", re.IGNORECASE)
_DASH = late(r"[-–—:]++\s++")  # between a question and the answer on its line
_ON_ONE_LINE = late(
    r"(?P<question>.*[?？])\s++\**+(?:A|Ans|Answer)\s*+[:：]\**+\s*+(?P<rest>\S.*)", re.IGNORECASE
)
_BELOW = late(r"[ *_:.]*")  # what may be left of a line whose question stands below
_ANSWER = (
    r"(?:Ans|(?:Correct |Right )?Answers?(?: is)?|Correct Options?|Solution|Sol|"
    r"Antwort|Respuesta|Resposta|Réponse|Risposta|Candidate|Interviewee)"
)
_ICON_BEFORE = r"(?:[\u2300-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]\ufe0f?+\s*+)?+"
_BOLD_TAG = r"(?:\*\*|__|[*_]|<b>|</b>)?+"
ANSWER_LABEL = late(
    rf"\s*+(?:[-*+>]\s++)?+(?:{_BOLD_TAG}\s*+A\s*+\d*+\s*+{_BOLD_TAG}\s*+[:：]|"
    rf"{_ICON_BEFORE}{_BOLD_TAG}\s*+{_ANSWER}\s*+\d*+\s*+{_BOLD_TAG}\s*+[:.\-–—：])\s*+{_BOLD_TAG}(?P<rest>.*)$",
    re.IGNORECASE,
)
_QUESTION_MARKS = ("?", "？", ";?")
_REMARK = late(r"(?<=[?？])\s*+[(\[][^()\[\]?？]++[)\]]\Z")
_LONGEST_REMARK = 80  # characters
_LABEL_SIGNS = frozenset("acrsACRSſ-*+>_<")  # with which such labels begin
_ASKS = late(
    r"(?:what|which|who|whose|why|how|when|where|is|are|do|does|did|can|could|should|would|will|explain|describe|"
    r"define|compare|design|name|list|give|tell|walk|discuss|differentiate|write|suppose|imagine|mention|state|"
    r"true or false|you|your|difference|scenario \d{1,3})\b",
    re.IGNORECASE,
)


def closed(text: str) -> str:
    """The text without the marks that close at its end, but those of a difficulty there."""
    if difficulty.stated(text)[1]:
        return text.strip()
    return (text[:-_LONGEST_CLOSING] + _CLOSING.sub("", text[-_LONGEST_CLOSING:])).strip()


def without_remark(text: str) -> str:
    """The text without what stands in brackets behind its question mark, as ``(asked at a bank)``."""
    asked = _REMARK.search(text[-_LONGEST_REMARK:]) if text[-1:] in (")", "]") else None
    return text[: -len(asked[0])] if asked else text


def asks(text: str) -> bool:
    """The text is a question, or asks for something in its first word."""
    text = without_remark(text)
    return text.rstrip(' *_"”)`').endswith(_QUESTION_MARKS) or bool(_ASKS.match(text))


def is_answer_label(line: Line) -> bool:
    """The line begins with the label of an answer."""
    first = line.bare[:1]
    return (first in _LABEL_SIGNS or first >= _FIRST_ICON) and ANSWER_LABEL.match(line.text) is not None


def behind_label(text: str) -> str | None:
    """What stands behind the label of an answer, without marks around it; None if there is no label."""
    label = ANSWER_LABEL.match(text)
    return label["rest"].strip(" *_") if label else None


class Mark(NamedTuple):
    """A line that may begin a question. ``at`` counts lines from 0; ``column`` is where its text begins.

    ``below`` is the position of the first line behind it, ``level`` a difficulty that stands on it, and
    ``rest`` what follows the bold text of a line on the same line.
    """

    at: int
    form: str
    number: int | None
    text: str
    column: int
    whole: bool
    """The marks around the text close at the end of the line: nothing else stands on it."""
    below: int
    level: Difficulty | None = None
    rest: str = ""

    @property
    def asks(self) -> bool:
        """It asks something; where its text stands below ("Question 3"), the mark alone says so."""
        return not self.text or self.text.endswith(_QUESTION_MARKS) or asks(difficulty.at_end(self.text)[0])


def may_be_peeled(bare: str) -> bool:
    """A glance: False only for a text that begins with no mark."""
    first = bare[:1]
    return first in _PEELED_SIGNS or first.isdecimal() or (first >= _FIRST_ICON and not first.isalpha())


def peel(at: int, line: Line) -> Mark | None:
    """The mark of a line, or None if nothing in it marks a question."""
    if not may_be_peeled(line.bare) or not _ANY_PEEL.match(line.text):
        return None
    indent_allowed = 3 if line.indent <= 3 else 0
    if line.blank or (line.indent > indent_allowed and "<summary>" not in line.text.lower()):
        return None
    layers, number, rest = _peeled(line.text)
    column = len(line.text) - len(rest)
    rest, beyond = _within_summary(rest) if "summary" in layers else (rest, "")
    counted = layers[-1:] in (["Q#"], ["Q"]) or layers[-2:] == ["Q", "n.n"] or _is_number_heading(layers)
    below = counted and not _BELOW.sub("", rest, count=1)  # "Question 3:" alone: what it asks stands below
    if "bold" in layers and (label := _LABEL_END.match(rest)):  # "**Q1.** What": only the mark is bold
        rest = rest[label.end() :]
        column += label.end()
        layers.remove("bold")
        below = counted and not _BELOW.sub("", rest, count=1)
    if (
        not layers
        or layers == ["icon"]
        or not (below or re.search(r"[^\W_]", rest))
        or _LEADING_LINK.match(rest)
    ):
        return None
    text = "" if below else closed(rest)
    behind = ""
    level: Difficulty | None = None
    bold = "bold" in layers
    whole = not (bold or "italic" in layers) or bool(_CLOSING.search(rest[-_LONGEST_CLOSING:]))
    if "italic" in layers and not whole:
        return None
    if bold:
        text, behind, level = _of_bold(layers, text, rest, counted=counted, whole=whole)
    if whole and (both := _ON_ONE_LINE.fullmatch(text)):
        text, behind = both["question"], both["rest"]
    if whole and "\t" in text:  # a row of a table
        text, behind = (part.strip() for part in text.split("\t", 1))
    if layers[0][0] == "h" and layers[1:] and layers[1] in _NUMBERS:
        layers.pop(1)  # headings of one level are one series, numbered or not
    behind = f"{behind} {beyond}".strip()
    return Mark(at, " ".join(layers), number, text, column, whole, at + 1, level, behind)


def _within_summary(text: str) -> tuple[str, str]:
    """The text up to the end of the summary, and what stands behind it on the line."""
    inner, *beyond = _SUMMARY_END.split(text, maxsplit=1)
    return inner, "".join(beyond).strip()


def _of_bold(
    layers: list[str], text: str, rest: str, *, counted: bool, whole: bool
) -> tuple[str, str, Difficulty | None]:
    """The text of a line that begins in bold, what stands behind it, and a level that ends it."""
    if not whole:
        return _led_by_bold(layers, rest, counted=counted)
    asked, level = difficulty.stated(text) if text.endswith(_STRESSED) else (text, None)
    return (closed(asked), "", level) if asked.endswith(_BOLD_ENDS) else (text, "", None)


def _led_by_bold(layers: list[str], rest: str, *, counted: bool) -> tuple[str, str, Difficulty | None]:
    """The text, what stands behind it, and a level, where bold ends before the line does."""
    text, behind = (part.strip() for part in (*_BOLD_END.split(rest, maxsplit=1), "")[:2])
    if counted and (level := difficulty.alone(text)):  # "**Q1 [easy]** What is …?"
        return behind, "", level
    if difficulty.alone(behind.strip("`*_ ")) is None:
        if layers[0][0] == "h" and not text.endswith(("?", "？")):  # "### **Scenario:** Your …"
            layers.remove("bold")
            return closed(_BOLD_END.sub("", rest, count=1)), "", None
        layers[layers.index("bold")] = "bold lead"
        dash = _DASH.match(behind) if text.endswith(("?", "？")) else None
        behind = behind[dash.end() :] if dash else behind
    return text, behind, None


def _is_number_heading(layers: Sequence[str]) -> bool:
    return layers[:1] != [] and layers[0][0] == "h" and all(layer in _NUMBERS for layer in layers[1:])


def _peeled(text: str) -> tuple[list[str], int | None, str]:
    """The marks on a line, the number in them, and what remains."""
    layers: list[str] = []
    number: int | None = None
    while _ANY_PEEL.match(text):
        for name, pattern in _PEELS:
            match = pattern.match(text)
            if match and match.end() and name not in (layer.rstrip("123456") for layer in layers):
                groups = match.groupdict()
                layers.append(f"h{len(groups['marks'])}" if name == "h" else name)
                number = int(groups["number"]) if groups.get("number") else number
                text = text[match.end() :]
                break
        else:
            break
    return layers, number, text


def last_text(lines: Sequence[Line], start: int, end: int) -> int | None:
    """The position of the last line before ``end`` that isn't blank, none before ``start``."""
    at = end - 1
    while at >= start and lines[at].blank:
        at -= 1
    return at if at >= start else None


def next_text(lines: Sequence[Line], at: int) -> int | None:
    """The position of the first line from ``at`` on that isn't blank."""
    while at < len(lines) and lines[at].blank:
        at += 1
    return at if at < len(lines) else None
