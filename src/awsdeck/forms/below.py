"""What of a derived card's question is shown below the question that it was made of.

In: that question, and a draft. Out: the question without its topic, where the topic would only say the same
again. It must not know how either is drawn.
"""

from awsdeck.forms.topic import telling_words, topic_of
from awsdeck.forms.values import Draft
from awsdeck.model import Spans, Text
from awsdeck.text import words

_MOST = 0.75  # of a question's words: with fewer the topic is short enough to be read twice


def below(question: str, draft: Draft) -> Spans:
    """The part of a draft's question behind its topic; nothing where all of it is to be shown."""
    topic = topic_of(question)
    if not _says_again(topic, question):
        return ()
    match draft.heading or draft.question:
        case (Text(text), *rest) if text.startswith(f"{topic} › "):
            kept = text.removeprefix(f"{topic} › ")
            return (Text(kept), *rest) if kept else tuple(rest)
        case _:
            return ()


def _says_again(topic: str, question: str) -> bool:
    """A topic has all words of a question that say something, and nearly all others."""
    return telling_words(question) <= telling_words(topic) and len(words(topic)) >= _MOST * len(
        words(question)
    )
