"""Blocks become HTML.

In: blocks and spans of the model. Out: HTML text, made of the few elements that the project's contract
names, without styles or scripts. It knows nothing of Anki.

The modules that draw are imported when something is drawn: ``list`` and ``check`` draw nothing.
"""

import re
from collections.abc import Mapping

from awsdeck.model import Blocks, Spans

VERSION = 1
"""Grows by hand, and only when every card shall be drawn anew: an import then updates every note, and the
learner's own edits and tags on them are lost. Small changes of the HTML wait for the card's next edit.
"""


def question(spans: Spans, pictures: Mapping[str, str]) -> str:
    """The text of a question; ``pictures`` is the address of each picture by the one in the source."""
    from awsdeck.render.html import question as drawn

    return drawn(spans, pictures)


def answer(blocks: Blocks, pictures: Mapping[str, str]) -> str:
    """The blocks of an answer, one line or more for each."""
    from awsdeck.render.html import answer as drawn

    return drawn(blocks, pictures)


_HARMLESS = re.compile(r"[ !#-%'-;=?-~]*")
"""Characters of ASCII that are the same in a text and in its HTML, whatever stands beside them."""


def safe(html: str) -> str:
    """The HTML without anything that could run, load or style."""
    if _HARMLESS.fullmatch(html):
        return html
    from awsdeck.render.allowed import safe as sanitized

    return sanitized(html)
