"""A page about one question with the answers of several people, as its microdata say (schema.org/QAPage).

In: a parsed page. Out: the tag that holds the question and the answer that the asker accepted, or else the
first one. It must not know how text is read.
"""

import re
from collections.abc import Sequence

from bs4 import BeautifulSoup
from bs4.element import Tag

_ANSWERS = ("acceptedAnswer", "suggestedAnswer")
_QUESTION = re.compile(r"schema\.org/Question\b", re.IGNORECASE)


def gathered(soup: BeautifulSoup) -> Tag | None:
    """The question with its answer, put together in a part of the page; None if the page is another one."""
    questions = soup.find_all(itemtype=_QUESTION)
    if len(questions) != 1 or soup.find(itemprop="suggestedAnswer") is None:
        return None
    (question,) = questions
    answers = sorted(question.find_all(itemprop=_ANSWERS.__contains__), key=_rank)
    name = question.find(itemprop="name")
    asked, said = (_text(question, answers), _text(answers[0], ()))
    if not isinstance(name, Tag) or said is None:
        return None
    title = " ".join(name.get_text(" ").split())
    name.string = title  # without links, which might be taken for what opens an answer
    box = Tag(name="div", sourceline=name.sourceline, sourcepos=0)
    box.append(_label(f"Q: {title}", name))
    box.extend([asked.extract()] if asked else [])
    box.append(_label("Answer:", said))
    box.append(said.extract())
    question.insert(0, box)
    return box


def _rank(answer: Tag) -> int:
    return _ANSWERS.index(str(answer.get("itemprop")))


def _text(box: Tag, inner: Sequence[Tag]) -> Tag | None:
    """The text of a question or of an answer; ``inner`` are the boxes in it that have texts of their own."""
    for found in box.find_all(itemprop="text"):
        if not any(above is part for above in found.parents for part in inner):
            return found
    return None


def _label(text: str, place: Tag) -> Tag:
    """A paragraph in bold, on the line of a tag."""
    paragraph, bold = (Tag(name=name, sourceline=place.sourceline, sourcepos=0) for name in ("p", "b"))
    bold.string = text
    paragraph.append(bold)
    return paragraph
