"""Where the answers of a published page end.

In: a `Page` and its questions. Out: positions of lines. It must not know what an answer holds.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence

from awsdeck.problems import Problem, warning
from awsdeck.readers import answers, ending, furniture
from awsdeck.readers.categories import Title
from awsdeck.readers.marks import Mark, next_text
from awsdeck.readers.readmepage import RULE, Page

_DEEPEST = 6
_BOLD = 7  # the level of bold lines that are titles
_FEWEST_RULES = 2


def end_of(page: Page, mark: Mark, following: Sequence[Mark]) -> int:
    """Where the answer ends: before the next question, or before a heading that isn't part of it."""
    stop = following[0].at if following else len(page.lines)
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
    return stop


def _opens_answer(page: Page, mark: Mark, heading: Title) -> bool:
    """A heading right under a question would leave it without an answer, so it belongs to the answer."""
    divides = heading.level in page.levels or heading.level == _BOLD
    return not divides and next_text(page.lines, mark.below) == heading.at


def page_end(page: Page, marks: Sequence[Mark], ends: Sequence[int]) -> int:
    """Where the last answer ends: at a farewell, or at a rule if rules part the questions."""
    last, end = marks[-1], ends[-1]
    for at in range(last.below + 1, end):
        begins = page.lines[at - 1].blank and at not in page.code and not page.lines[at].blank
        if begins and furniture.says_goodbye(answers.without_marks(page.lines[at].text)):
            page.skipped.append(page.passage(at, end, "the author says goodbye"))
            return at
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
