"""Blocks become HTML.

In: blocks and spans of the model. Out: HTML text, made of the few elements that the project's contract
names, without styles or scripts. It knows nothing of Anki.
"""

from awsdeck.render.html import answer, question
from awsdeck.render.safe import safe

__all__ = ["VERSION", "answer", "question", "safe"]

VERSION = 1
"""Grows by hand, and only when every card shall be drawn anew: an import then updates every note, and the
learner's own edits and tags on them are lost. Small changes of the HTML wait for the card's next edit.
"""
