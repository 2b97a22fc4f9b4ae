"""Markdown as people publish it, made plainer before its questions are sought.

In: the lines of a document. Out: as many or more lines that say the same without layout tags, with marked
headings, and with a line of its own for each question of a table; and what was taken out. Every line keeps
its number in the source. It must not know which lines are questions.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import (
    TOGGLE,
    callouts,
    difficulty,
    footnotes,
    liquid,
    mdlines,
    obsidian,
    rawhtml,
)
from awsdeck.readers.lines import Line
from awsdeck.readers.marks import is_answer_label

_BLOCK_TAGS = late(
    r"</?(?:details|div|p|center|section|article|main|hr|table-of-contents|picture|h[1-6])\b[^<>]*>|<a\s+(?:id|name)=[^<>]*>\s*(?:</a>)?",
    re.IGNORECASE,
)
_ANSWER_WORD = r"(?:answers?|solutions?|explanations?|details|spoilers?)"
_ANSWER_TOGGLE = late(
    r"<summary>(?:<[^<>]+>|[^\w<>])*+(?:(?:show|view|see|reveal|click|open|expand|toggle|check|tap)"
    rf"(?: (?:here|to|me|the|for|view|see|show|reveal|expand|open))*(?: {_ANSWER_WORD})?|"
    rf"(?:the )?{_ANSWER_WORD})"
    r"[^\w<>]*+(?:</(?!summary)[^<>]+>[^\w<>]*+)*+</summary>",
    re.IGNORECASE,
)
_ASIDE = late(r"\s*</?aside\b[^<>]*>\s*", re.IGNORECASE)
_BREAK_ALONE = late(r"\s*+(?:<br\s*+/?>\s*+)++$", re.IGNORECASE)
_CODE_SPAN = late(r"(`[^`]*`)")
_ONLY_BREAKS = late(r"(?:\s|<br\s*+/?>)*+", re.IGNORECASE)
_LONGEST_END = 200  # characters at the end of a line in which breaks are sought
_OPENS, _CLOSES = late(r"<details\b", re.IGNORECASE), re.compile(r"</details>", re.IGNORECASE)
_SUMMARY_OPEN = late(r"<summary\s[^<>]*>", re.IGNORECASE)
_SUMMARY_TAG = late(r"</?summary>", re.IGNORECASE)
_TAGGED_END = late(
    r"<(?P<tag>code|kbd|sub|sup|small|b|strong|i|em)>(?P<word>[^<>]{1,30})</(?P=tag)>(?=\s*+(?:</summary>\s*+)?+$)",
    re.IGNORECASE,
)
_SETTING = late(r"\s*[\w-]+\s*:|\s*-\s|\s+\S")
_UNDERLINE = late(r" {0,3}(?P<level>={3,}|-{3,})\s*$")
_FEWEST_FOLDED, _FEWEST_NESTED, _FEWEST_QUOTED = 3, 3, 2
_ATTRIBUTES = ("{:", "{#", "{.", "{ #", "{ .", "{ :")
_ITEM_SIGNS = frozenset("-*+•·–0123456789")
_QUESTION_NAMES = ("q", "frage", "pregunta", "pergunta", "domanda", "vraag", "interviewer")
_ANSWER_NAMES = (
    *("answer", "answers", "ans", " a", "*a", "_a", "solution", "back"),
    *("antwort", "respuesta", "resposta", "réponse", "risposta"),
)
_AROUND_NAME = " \t*_:.#!?0123456789"
_COLUMN_NAMES = ("question", "frage", "pregunta", "pergunta", "domanda", "front")
_NO_MARKS = str.maketrans("", "", " *_`\t.:")
_ANY_TAG = late(r"<[^<>]+>")
_SUMMARY_END = late(r"</summary>", re.IGNORECASE)


class Cleaned(NamedTuple):
    """Lines made plainer; ``apart`` is what was taken out of them.

    ``laid_out`` tells that tags of HTML stood at the beginning of lines, as they do on published pages, or
    that there were footnotes.
    ``ends`` are positions at which a question's answer has ended, whatever stands there.
    """

    lines: list[Line]
    apart: list[Passage]
    laid_out: bool = False
    ends: Sequence[int] = ()


def cleaned(lines: Sequence[Line]) -> Cleaned:
    """The lines without the tags that GitHub lays a page out with; code is left alone.

    Underlined headings become marked ones, a table of questions and answers becomes its questions.
    """
    apart: list[Passage] = []
    typed = lines = footnotes.without(lines, apart)
    noted = bool(apart)
    lines = obsidian.plainer(lines, apart)
    lines = liquid.without(lines, apart)
    said = "\n".join([line.text for line in lines])
    lines = _without_attributes(lines, said, apart)
    lines = callouts.boxes_quoted(lines, mdlines.code_positions(lines))
    lines = _without_folders(lines, said)
    laid_out = lines != typed or rawhtml.has_any(lines, mdlines.code_positions(lines))
    lines, rated = _without_badges(lines, said, apart)
    laid_out = laid_out or rated
    lines = rawhtml.plainer(lines, apart) if laid_out else lines
    code = mdlines.code_positions(lines)
    start = len(front_matter(lines))
    found: list[Line] = list(lines[:start])
    depth = 0
    aside = False
    for at, line in enumerate(lines[start:], start):
        if at in code:
            found.append(line)
            continue
        if _ASIDE.fullmatch(line.text):
            aside = "/" not in line.text
            found.append(Line(line.number, ""))
            continue
        if aside and not line.blank:
            line = Line(line.number, f"{' ' * line.indent}> {line.bare}")
        if "<summary " in line.text.lower():
            line = Line(line.number, _SUMMARY_OPEN.sub("<summary>", line.text))
        if "<summary>" in line.text.lower():
            line = _without_toggles(line, apart)
        if line.text.endswith(">") and line.bare.startswith(("<summary>", "#", "**")):
            line = Line(line.number, _TAGGED_END.sub(_level_as_code, line.text))
        depth += len(_OPENS.findall(line.text)) - len(_CLOSES.findall(line.text))
        found.append(_clean(_SUMMARY_TAG.sub("**", line.text) if depth > 1 else line.text, line.number))
    found, ends = _with_questions_apart(_with_marked_headings(found, start), apart)
    return Cleaned(found, apart, laid_out or noted, ends)


# What few documents have is sought by modules that are imported where a glance has shown a sign of it. The
# glances go over the text of the document as a whole: that takes a fraction of what its lines take.


def _without_folders(lines: list[Line], said: str) -> list[Line]:
    if said.count("<details") < _FEWEST_FOLDED:
        return lines
    from awsdeck.readers import folders

    return list(folders.as_headings(lines))


def _without_attributes(lines: list[Line], said: str, apart: list[Passage]) -> list[Line]:
    if not any(sign in said for sign in _ATTRIBUTES):
        return lines
    from awsdeck.readers import attributes

    return attributes.without(lines, apart)


def _without_badges(lines: Sequence[Line], said: str, apart: list[Passage]) -> tuple[Sequence[Line], bool]:
    """The lines without the badges of code hosts, and whether one of them states a difficulty."""
    if "://" not in said or not ("badge" in said or "shields.io" in said):
        return lines, False
    from awsdeck.readers import shields

    code = mdlines.code_positions(lines)
    read = [line if at in code else shields.in_words(line, apart) for at, line in enumerate(lines)]
    return read, any(shields.states_level(line) for at, line in enumerate(lines) if at not in code)


def _with_questions_apart(lines: list[Line], apart: list[Passage]) -> tuple[list[Line], Sequence[int]]:
    """The lines with questions in quotes, tables and below headings as others have them; where tables end."""
    said = "\n".join([line.text for line in lines])
    ends: Sequence[int] = ()
    if "\n: " in said:
        from awsdeck.readers import definitions

        lines = list(definitions.plainer(lines))
    boxed = sum(map(_may_ask_behind_box, _with_sign(said, "["))) >= _FEWEST_NESTED
    if boxed or sum(map(_may_ask_within_item, _with_sign(said, "?"))) >= _FEWEST_NESTED:
        from awsdeck.readers import nestedquestions

        lines = list(nestedquestions.without_boxes(lines) if boxed else lines)
        lines = list(nestedquestions.at_margin(lines))
    if sum(map(_may_begin_in_quote, _with_sign(said, ">"))) >= _FEWEST_QUOTED:
        from awsdeck.readers import quotedquestions

        lines = list(quotedquestions.opened(lines))
    if any(map(_may_name_answer, _with_sign(said, "#"))):
        from awsdeck.readers import cardheadings

        lines = list(cardheadings.as_labels(lines, apart))
    if any(map(_may_name_columns, _with_sign(said, "|"))):
        from awsdeck.readers import questiontables

        lines, ends = questiontables.as_questions(lines, apart)
    return lines, ends


def _with_sign(said: str, sign: str) -> Iterator[str]:
    """The lines of a text that hold a sign."""
    at = said.find(sign)
    while at >= 0:
        end = said.find("\n", at)
        end = len(said) if end < 0 else end
        yield said[said.rfind("\n", 0, at) + 1 : end]
        at = said.find(sign, end)


def _may_ask_within_item(text: str) -> bool:
    """A glance: False only for a line that is certainly no item within another one that asks."""
    return text[:1] in (" ", "\t") and text.lstrip()[:1] in _ITEM_SIGNS and text.rstrip("*_ ").endswith("?")


def _may_ask_behind_box(text: str) -> bool:
    """A glance: False only for a line that is certainly no item that asks behind a box to tick."""
    return text.lstrip()[:3] in ("- [", "* [", "+ [") and text.rstrip("*_ ").endswith("?")


def _may_begin_in_quote(text: str) -> bool:
    """A glance: False only for a line of which no question or labelled answer in a quote is made."""
    bare = text.strip()
    if bare[:1] != ">":
        return False
    asks = "?" in bare or "？" in bare or any(map(bare[:24].lower().__contains__, _QUESTION_NAMES))
    return asks or is_answer_label(Line(1, text))


def _may_name_answer(text: str) -> bool:
    """A glance: False only for a line that is certainly no heading ``Answer``."""
    return text[:4].lstrip()[:1] == "#" and text.rstrip(_AROUND_NAME)[-9:].lower().endswith(_ANSWER_NAMES)


def _may_name_columns(text: str) -> bool:
    """A glance: False only for a line that is certainly no header of a table of questions."""
    lower = text.lower()
    return any(name in lower for name in _COLUMN_NAMES) or "|q|" in f"|{lower.translate(_NO_MARKS)}|"


def is_toggle(text: str) -> bool:
    """The summary is but a button that opens an answer: ``<summary>Show answer</summary>``."""
    return _ANSWER_TOGGLE.fullmatch(text) is not None


def _without_toggles(line: Line, apart: list[Passage]) -> Line:
    """The line without the buttons that open an answer; ``apart`` takes what stands on them."""
    parts = _CODE_SPAN.split(line.text)  # code at every other place
    for toggle in (found for part in parts[::2] for found in _ANSWER_TOGGLE.finditer(part)):
        apart.append(Passage(line.number, line.number, _ANY_TAG.sub("", toggle[0]).strip(), TOGGLE))
    parts[::2] = (_ANSWER_TOGGLE.sub(" ", part) for part in parts[::2])
    return Line(line.number, "".join(parts))


def _level_as_code(tagged: re.Match[str]) -> str:
    """A difficulty between tags at the end of a question, marked as one is in Markdown."""
    return f"`{tagged['word']}`" if difficulty.alone(tagged["word"]) else tagged[0]


def hidden(lines: Sequence[Line]) -> frozenset[int]:
    """The positions of lines that no reader of the page takes for its text: code, comments, settings."""
    code = mdlines.code_positions(lines)
    found = set(code) | set(range(len(front_matter(lines))))
    within = False
    for at, line in enumerate(lines):
        if at in code:
            continue
        opened = within or line.text.lstrip().startswith("<!--")
        within = opened and "-->" not in line.text
        if opened:
            found.add(at)
    return frozenset(found)


def front_matter(lines: Sequence[Line]) -> Sequence[Line]:
    """The settings between two rules at the very top, as site generators have them."""
    if not lines or lines[0].text.rstrip() != "---":
        return ()
    for at, line in enumerate(lines[1:], 1):
        if line.text.rstrip() == "---":
            return lines[: at + 1]
        if not line.blank and not _SETTING.match(line.text):
            break
    return ()


def _with_marked_headings(lines: list[Line], start: int) -> list[Line]:
    code = mdlines.code_positions(lines)
    for at in range(start + 1, len(lines)):
        rule = _UNDERLINE.match(lines[at].text)
        above, before = lines[at - 1], lines[at - 2] if at > 1 else None
        alone = before is None or before.blank or at - 2 < start
        if rule and at not in code and alone and not above.blank and not above.is_item and above.indent < 4:
            level = "#" if rule["level"][0] == "=" else "##"
            lines[at - 1] = Line(above.number, f"{level} {above.bare}")
            lines[at] = Line(lines[at].number, "")
    return lines


def _clean(text: str, number: int) -> Line:
    if "<" not in text:
        return Line(number, text)
    parts = _CODE_SPAN.split(text)  # code at every other place
    parts[::2] = (_BLOCK_TAGS.sub("", part) for part in parts[::2])
    for tag in ("b", "strong", "i", "em"):
        typed = "\n".join(parts[::2])
        opened, closed = (len(re.findall(rf"<{slash}{tag}>", typed, re.IGNORECASE)) for slash in ("", "/"))
        if opened != closed:  # a tag around whole paragraphs, which Markdown can't hold
            parts[::2] = (re.sub(rf"</?{tag}>", "", part, flags=re.IGNORECASE) for part in parts[::2])
    text = "".join(parts)
    if not _SUMMARY_END.search(text):
        text = (
            text[:-_LONGEST_END] + _BREAK_ALONE.sub("  ", text[-_LONGEST_END:])
            if not _ONLY_BREAKS.fullmatch(text)
            else ""
        )
    return Line(number, text)
