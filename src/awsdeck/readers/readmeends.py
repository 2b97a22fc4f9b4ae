"""Where the answers of a published page end.

In: a `Page` and its questions. Out: positions of lines. It must not know what an answer holds.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from awsdeck.late import late
from awsdeck.problems import Problem, warning
from awsdeck.readers import answers, ending, furniture
from awsdeck.readers.categories import Title
from awsdeck.readers.marks import Mark, last_text, next_text
from awsdeck.readers.readmepage import RULE, Page

_DEEPEST = 6
_BOLD = 7  # the level of bold lines that are titles
_FEWEST_RULES = 2
_PAGES = (".html", ".htm")  # where text is in an item or isn't; in Markdown it may be meant to be in one
_FEWEST_ITEMS = 3
_ITEM = late(r"(?:n[.)]|item)(?: |$)")  # the forms of list items


def find(page: Page, marks: Sequence[Mark]) -> list[int]:
    """For each question the position behind the last line of its answer."""
    items = _forms_of_items(page, marks)
    following = [marks[index + 1 : index + 2] for index in range(len(marks))]
    ends = [
        _end_of(page, mark, after, in_item=mark.form in items)
        for mark, after in zip(marks, following, strict=True)
    ]
    if marks[-1].form in items and page.source.suffix in _PAGES:
        ends[-1] = _item_end(page, marks, ends)
    ends[-1] = _page_end(page, marks, ends)
    return ends


def _forms_of_items(page: Page, marks: Sequence[Mark]) -> frozenset[str]:
    """The forms whose questions are items of a list that hold their answers, all of them."""
    held: dict[str, list[bool]] = {}
    for mark in marks:
        at = next_text(page.lines, mark.below)
        inside = bool(mark.rest) or (at is not None and page.lines[at].indent > page.lines[mark.at].indent)
        held.setdefault(mark.form, []).append(inside)
    items = (form for form, inside in held.items() if len(inside) >= _FEWEST_ITEMS and all(inside))
    return frozenset(form for form in items if _ITEM.match(form))


def _end_of(page: Page, mark: Mark, following: Sequence[Mark], *, in_item: bool = False) -> int:
    """Where the answer ends: before the next question, or before a heading that isn't part of it.

    An answer that stands ``in_item`` has ended where a heading stands at the margin.
    """
    stop = following[0].at if following else len(page.lines)
    if "summary" in mark.form:  # as rows of tables are questions
        stop = min(stop, *page.ends[bisect_right(page.ends, mark.at) :][:1], len(page.lines))
    if page.hints.last_line:
        past = (at for at in range(mark.at, stop) if page.lines[at].number > page.hints.last_line)
        stop = next(past, stop)
    if re.match(r"h[1-6]\b", mark.form):
        level = int(mark.form[1])
    else:
        level = max((heading.level for heading in page.paths[mark.at][-1:]), default=_DEEPEST)
    first = bisect_right(page.titles, mark.at, key=lambda heading: heading.at)
    for heading in page.titles[first:]:
        if heading.at >= stop:
            break
        if heading.at in page.convention.refused:
            continue
        if heading.ends_page or (heading.level <= level and not _opens_answer(page, mark, heading)):
            return heading.at
        if in_item and heading.level != _BOLD and page.lines[heading.at].indent == 0:
            return heading.at
    return stop


def _opens_answer(page: Page, mark: Mark, heading: Title) -> bool:
    """A heading right under a question would leave it without an answer, so it belongs to the answer."""
    divides = heading.level in page.levels or heading.level == _BOLD
    return not divides and next_text(page.lines, mark.below) == heading.at


def _item_end(page: Page, marks: Sequence[Mark], ends: Sequence[int]) -> int:
    """Where the last item of a list ends: at text below it at the margin, if no item before it has any."""
    loose = [
        next((at for at in range(mark.below + 1, end) if _is_loose(page, at)), None)
        for mark, end in zip(marks, ends, strict=True)
    ]
    last = loose.pop()
    return ends[-1] if last is None or any(loose) else last


def _is_loose(page: Page, at: int) -> bool:
    line = page.lines[at]
    return not line.blank and line.indent == 0 and page.lines[at - 1].blank and at not in page.code


def _page_end(page: Page, marks: Sequence[Mark], ends: Sequence[int]) -> int:
    """Where the last answer ends: at a farewell, or at a rule if rules part the questions."""
    last, end = marks[-1], ends[-1]
    for at in range(last.below + 1, end):
        begins = page.lines[at - 1].blank and at not in page.code and not page.lines[at].blank
        if begins and furniture.says_goodbye(answers.without_marks(page.lines[at].text)):
            begun = _headed(page, last, at)
            page.skipped.append(page.passage(begun, end, "the author says goodbye"))
            return begun
    others = [(mark.below, stop) for mark, stop in zip(marks[:-1], ends[:-1], strict=True)]
    tags = ending.find(page.lines, (last.below, end), others, page.code)
    if tags.at is not None:
        page.skipped.append(page.passage(tags.at, end, "tags of the page"))
        return tags.at
    if tags.unsure is not None:
        page.problems.append(_unsure_end(page, tags.unsure))
    ruled = [_rule_within(page, mark.below, end) for mark, end in zip(marks, ends, strict=True)]
    last_rule = ruled.pop()
    between = sum(bool(RULE.match(line.text)) for line in page.lines[marks[0].at : last.at])
    return last_rule if last_rule and between >= _FEWEST_RULES and not any(ruled) else end


def _headed(page: Page, mark: Mark, at: int) -> int:
    """The position of a line such as ``**Conclusion**`` right above, or of the line itself."""
    above = last_text(page.lines, mark.below, at)
    if above is None or (above == next_text(page.lines, mark.below) and not mark.rest):
        return at  # it is all there is of the answer
    named = furniture.frames_questions(answers.without_marks(page.lines[above].text))
    return above if named else at


def _unsure_end(page: Page, at: int) -> Problem:
    return warning(
        page.source.at(page.lines[at].number),
        "unsure-end",
        f"not sure whether the last lines still belong to the answer: {page.lines[at].bare!r}",
        "delete what belongs to the page",
    )


def _rule_within(page: Page, start: int, end: int) -> int | None:
    """The position of a rule with text before and behind it."""
    texts = [at for at in range(start, end) if not page.lines[at].blank]
    rules = [at for at in texts[1:-1] if at not in page.code and RULE.match(page.lines[at].text)]
    return rules[-1] if rules else None
