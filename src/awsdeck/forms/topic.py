"""What a question is about, in few words: the beginning of every front that is made of it.

In: the text of a question. Out: its topic, such as "EC2 placement groups" for "What are EC2 placement groups
and when do you use each type?". It must not know what the answer says.

`RULES` is a table: each rule is a way in which questions are put, with what of it names the topic. The first
that fits is taken. A question that fits none is its own topic: that always reads well, only longer.
"""

import re
from typing import NamedTuple

from awsdeck.text import words

_SHORTEST, _LONGEST = 2, 110  # letters of a topic


class Rule(NamedTuple):
    """A way to ask; ``topic`` says in terms of the pattern's groups what is asked about.

    ``double`` tells that its second question names a part of the topic; with others that is cut off first.
    """

    name: str
    pattern: re.Pattern[str]
    topic: str
    double: bool = False


def _rule(name: str, pattern: str, topic: str = r"\g<x>", *, double: bool = False) -> Rule:
    return Rule(name, re.compile(pattern, re.IGNORECASE), topic, double)


_X, _Y = r"(?P<x>.+?)", r"(?P<y>.+?)"
_YOU = r"(?:you|one|we|I)"
_DO = r"(?:do|does|did|can|could|would|should|will|must)"
_ARE = r"(?:is|are|was|were)"
_PICK = r"(?:choose|use|pick|prefer|need|want|reach for)"
_KINDS = r"(?:kinds of |types of |sorts of |different )?"
_THERE = r"(?:exist|are there|are available|are supported)\b.*"
_DIFFER = rf"how (?:{_DO} (?:it|they) differ|{_ARE} (?:it|they) different) from"
_MADE = r"(?:put together|structured|organi[sz]ed|built)\b.*"
_ORDER = r"(?:explain|describe|define|list|name|compare|discuss|outline)"
_VERSUS = r"\g<x> vs \g<y>"

RULES: tuple[Rule, ...] = (
    _rule("what one is and how it differs", rf"what {_ARE} {_X},? and {_DIFFER} {_Y}", _VERSUS, double=True),
    _rule("the difference asked for", rf"what(?: {_ARE}|'s) the (?:main |key )?differences? between {_X}"),
    _rule("the difference ordered", rf"{_ORDER} the (?:main |key )?differences? between {_X}"),
    _rule("how one differs from another", rf"how {_DO} {_X} differ from {_Y}", _VERSUS),
    _rule("how one is different from another", rf"how {_ARE} {_X} different from {_Y}", _VERSUS),
    _rule("how things differ", rf"how {_DO} {_X} (?:differ|compare)"),
    _rule("which of things to choose", rf"when {_DO} {_YOU} {_PICK} {_X}"),
    _rule("which things there are", rf"(?:which|what) {_KINDS}{_X} {_THERE}"),
    _rule("what a thing does", rf"what {_DO} {_X} do"),
    _rule("what a name means", rf"what {_DO} {_X} mean(?P<y> .+)?", r"\g<x>\g<y>"),
    _rule("what a thing is there for", rf"what (?:problems?|needs?) {_DO} {_X} (?:solve|meet)"),
    _rule("how a thing works", rf"how {_DO} {_X} work\b.*"),
    _rule("how a thing is put together", rf"how {_ARE} {_X} {_MADE}"),
    _rule("how to do something", rf"how {_DO} {_YOU} {_X}", r"how to \g<x>"),
    _rule("who or what somebody is", rf"(?:what(?: {_ARE}|'s)|who {_ARE}) {_X}"),
    _rule("an order", rf"{_ORDER} {_X}"),
    _rule("things, then what is asked of them", rf"{_X}(?::| [-–—]) (?:which|what|how|when|why|where)\b.*"),
)
"""The ways to ask, the narrower ones first."""

_FIRST_SENTENCE = re.compile(r"(?<=[?!])\s|(?<=[^\W\d_]{2}\.)\s")
# a second question in the same sentence: "…, and when do you use each?", "… and what limits are there"
_ASKING = r"(?:how|when|why|what|which|where|who)"
_SECOND = re.compile(
    rf",\s+(?:and|or)\s+(?:(?:in|by|from|for|to|at|on|with) )?{_ASKING}\b.*"
    rf"|,?\s+(?:and|or)\s+{_ASKING}\s+(?:[\w-]+\s+){{0,3}}?(?:do|does|did|is|are|can|could|would|should|will|to|each)\b.*"
    r"|,?\s+and\s+(?:explain|describe|name|list|say|tell|show|give|match|defend|compare)\b.*",
    re.IGNORECASE,
)
_LISTED = re.compile(r": .*(?:,| and | or ).*")  # "instance types: On-Demand, Spot, …" lists what is named
_SECOND_THING = re.compile(r"\s+and when (?=(?:an? |the )?[A-Z])")  # "when X and when Y" compares two
_ARTICLE = re.compile(r"(?:an?|the)\s+(?=\S)", re.IGNORECASE)
JOINING_WORDS = frozenset(
    ("a", "an", "the", "of", "in", "on", "for", "to", "and", "or", "with", "by", "at", "as")
)
"""Words that say nothing by themselves, not even as an answer."""

# words that name nothing by themselves
_EMPTY_WORDS = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "what",
            "which",
            "who",
            "how",
            "when",
            "where",
            "why",
            "is",
            "are",
            "was",
            "were",
        ),
        *("do", "does", "did", "can", "could", "should", "would", "will", "must", "you", "your", "we", "i"),
        *("it", "its", "they", "their", "them", "this", "that", "these", "those", "he", "she", "one", "ones"),
        *("in", "on", "of", "for", "to", "and", "or", "with", "from", "by", "at", "as", "vs", "between"),
        *("each", "both", "all", "any", "some", "other", "others", "same", "difference", "differences"),
        *("differ", "explain", "describe", "mean", "work", "works", "use", "used", "need", "thing", "things"),
        *("main", "key", "different", "there", "about", "best", "way", "ways", "not", "if"),
    )
)


def topic_of(question: str) -> str:
    """What a question is about; empty if it names nothing at all."""
    text = " ".join(question.split())
    if not names_something(text):
        return ""
    first = _FIRST_SENTENCE.split(text, maxsplit=1)[0]
    asked = first if names_something(first) else text
    found = _by_rules(asked.rstrip(" ?!.:"))
    if found:
        return found
    mark = "?" if asked.endswith("?") else ""
    return _shown(_SECOND.sub("", asked.rstrip(" ?!.:")) + mark)


def _by_rules(asked: str) -> str | None:
    single = _SECOND.sub("", asked)
    for rule in RULES:
        match = rule.pattern.fullmatch(asked if rule.double else single)
        topic = _tidy(match.expand(rule.topic)) if match else ""
        if names_something(topic) and _SHORTEST <= len(topic) <= _LONGEST:
            return _shown(topic)
    return None


def _tidy(topic: str) -> str:
    topic = _LISTED.sub("", _SECOND_THING.sub(" or ", topic))
    topic = _ARTICLE.sub("", topic, count=1) if _ARTICLE.match(topic) else topic
    topic = re.sub(r"(?<= (?:vs|or) )(?:an?|the) |(?<= and )(?:an?|the) ", "", topic, flags=re.IGNORECASE)
    return topic.strip(" ,;:")


def _shown(topic: str) -> str:
    """With a capital, as it begins a line; names that begin small (gp3, iSCSI) are left alone."""
    first = topic.split(" ", 1)[0]
    return topic[:1].upper() + topic[1:] if re.fullmatch(r"[a-z]+(?:-[a-z]+)*", first) else topic


def telling_words(text: str) -> frozenset[str]:
    """The words of a text that name or say something, forms of one word as one."""
    return frozenset(stem(word) for word in words(text) if word not in _EMPTY_WORDS)


def names_something(text: str) -> bool:
    """There is more in it than words of asking, pronouns and articles."""
    return bool(telling_words(text))


def stem(word: str) -> str:
    """A word without the endings of number: groups and group, policies and policy are one."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word
