"""Blocks become HTML.

In: blocks and spans of the model. Out: HTML text, made of the few elements that the project's contract
names, without styles or scripts. It knows nothing of Anki.
"""

from awsdeck.render.html import answer, question

__all__ = ["answer", "question"]
