"""How code and diagrams are recognised among lines of copied text, and in which language code is.

In: lines. Out: for each line the named evidence that it was preformatted, and a language for a whole
block. It must not know where a block begins or ends (`blocks` decides that), nor anything of questions.

The rule: every feature in `FEATURES` that a line shows adds its weight. A line of weight `CERTAIN` or
more was preformatted; one below that may be, if its neighbours are.
"""

import json
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from awsdeck.late import late
from awsdeck.readers.lines import Line

CERTAIN = 2
_LONGEST = 600  # characters of a line that are looked at, half from each end: more is never needed to tell
_LONG_PROSE = 110  # characters
_LONGEST_QUOTED = 2000  # a quote that is never closed is sought through all the rest of a line
_KNOWN_LINES = 1 << 15  # a document's lines are looked at several times
_QUOTED = late(r"\"(?:\\.|[^\"\\])*+\"")
_BRACKET = late(r"[{\[()\]}]")
_REMARK = late(r"\s*(?://|#)")
_REMARK_AT_END = late(r"\s//.*")
_BETWEEN_VALUES = late(r"[ \t\r\n,]*")


class Feature(NamedTuple):
    """One observation: what it is called, what it says about the line, and the language it speaks for.

    For there to be anything to see, a line has to begin with the pattern ``beginning``, or to hold one of the
    characters ``signs``, which are written as between the brackets of a pattern.
    """

    name: str
    weight: int
    language: str | None
    seen: Callable[[str], object]
    beginning: str = ""
    signs: str = ""


def _shows(
    name: str, weight: int, language: str | None, pattern: str, signs: str, beginning: str = ""
) -> Feature:
    """The feature of a line that the pattern stands in."""
    return Feature(name, weight, language, late(pattern).search, beginning, signs)


def _begins(name: str, weight: int, language: str | None, pattern: str) -> Feature:
    """The feature of a line that begins in some way."""
    return Feature(name, weight, language, late(pattern).match, pattern)


_COMMANDS = (
    "aws|awslocal|az|gcloud|git|docker|docker-compose|podman|kubectl|eksctl|helm|terraform|tofu|cdk|sam|"
    "npm|npx|yarn|pip|pip3|python|python3|node|java|mvn|curl|wget|ssh|scp|sudo|export|source|cd|ls|cat|echo|"
    "mkdir|chmod|chown|cp|mv|rm|tar|unzip|apt|apt-get|yum|dnf|brew|systemctl|dig|nslookup|ping|"
    "psql|mysql|redis-cli|jq|grep|sed"
)
_SQL = (
    "SELECT|FROM|WHERE|AND|OR|ORDER BY|GROUP BY|HAVING|LIMIT|JOIN|INNER JOIN|LEFT JOIN|WITH|UNION|"
    "INSERT INTO|UPDATE|DELETE FROM|ALTER TABLE|DROP TABLE|VALUES|GRANT|MSCK REPAIR|"
    "CREATE (?:EXTERNAL |OR REPLACE |UNIQUE )*(?:TABLE|VIEW|INDEX|DATABASE|USER)"
)
_PYTHON = (
    r"(?:async )?def \w+\(|import [\w.]+$|import [\w.]+ as |from [\w.]+ import|class \w+[(:]|"
    r"@\w[\w.]*+(?:\(.*)?+\s*$|(?:if|elif|for|while|with|try|else|except|finally)\b[^.]*:$"
)
_JAVASCRIPT = r"(?:const|let|var) [\w{]|(?:async )?function \w*\(|exports?\.|import .+ from ['\"]"
_PROMPT = r"^\$ [a-z./~]"
_SHELL_PROMPT = late(_PROMPT)
_TERRAFORM = "resource|data|variable|output|module|provider|terraform"
_DOCKERFILE = (
    r"FROM \S+(?::\S+| AS \w+)?$|RUN \S+|COPY \S+ \S+|CMD \[|ENTRYPOINT \[|WORKDIR /|"
    r"EXPOSE \d+|ENV \w+[= ]"
)
_YAML_VALUE = r"[\w!\"'$/{\[*<.-]\S*(?:\s+[^\s→]+){0,1}(?<![.!?,])"
_TIME_STAMP = r"(?:\d{4}-\d\d-\d\d[T ]|[A-Z][a-z]{2} [ \d]\d )\d\d:\d\d:\d\d"
_COLUMNS = late(r"\S {3,}\S")
_BOX = r"[─-╿▲▼◄►]|^\s*\+-{2,}|^\s*\|\s{2,}.*\|\s*$"

# The order is that of reading; the weights say how rarely prose looks like this.
FEATURES: tuple[Feature, ...] = (
    _begins("comment of a shell or Python", 2, None, r"\s*#!?(?:\s|/|$)"),
    _begins("comment of C or JavaScript", 2, None, r"\s*(?://|/\*|\*/)"),
    _begins("comment of SQL", 2, "sql", r"\s*-- \S"),
    _begins("shell command", 3, "bash", rf"\s*(?:\$ )?(?:{_COMMANDS})\s+[\w./$\"'<-]"),
    _begins("shell prompt", 3, "bash", _PROMPT),
    _shows(
        "shell loop or test",
        3,
        "bash",
        r";\s*(?:do|then)\s*$|^\s*(?:done|fi|esac)\s*(?:[;&|].*)?$",
        ";",
        r"\s*(?:done|fi|esac)",
    ),
    _shows("line continued with a backslash", 3, "bash", r"\s\\\s*$", r"\\"),
    _begins("command option", 3, "bash", r"\s+--?[a-zA-Z][\w-]*"),
    _begins("shell variable", 2, "bash", r"\s*(?:export\s+)?[A-Z_][A-Z0-9_]*=\S"),
    _begins("line of brackets", 2, None, r"\s*[\[\]{}()]+[,;]?\s*(?:(?://|#).*)?$"),
    _begins("closing bracket and quote", 3, "bash", r"\s*[\]})]+['\"]"),
    _begins("opens with a bracket", 2, "json", r"\s*[\[{]\s*(?:\"|\{|\[|$)"),
    _begins("quoted key", 3, "json", r"\s*[\[{\s]*\"[^\"]+\"\s*:"),
    _begins("quoted element", 2, "json", r"\s+\"[^\"]*\",?\s*$"),
    _begins("time stamp of a log", 3, None, rf"\s*\[?{_TIME_STAMP}"),
    _begins("log of a function", 3, None, r"\s*(?:START|END|REPORT) RequestId: \w"),
    _begins("SQL keyword", 2, "sql", rf"\s*(?:{_SQL})\b(?:\s+[\w*(\"'.]|\s*$)"),
    _shows("statement ends with a semicolon", 2, None, r"[\w)\"'\]}];\s*$", ";"),
    _shows("opens a brace", 2, None, r"[\w)\"'=]\s*[{\[(]\s*$", r"{\[("),
    _begins("assignment", 2, None, r"\s*[a-z_][\w.]*(?:\[[^\]]*\])?\s*[:+]?=\s*\S"),
    _begins("Python statement", 2, "python", rf"\s*(?:{_PYTHON})"),
    _shows(
        "JavaScript statement",
        2,
        "javascript",
        rf"^\s*(?:{_JAVASCRIPT})|=>\s*\{{?\s*$",
        ">",
        rf"\s*(?:{_JAVASCRIPT})",
    ),
    _begins("Terraform block", 3, "hcl", rf"\s*(?:{_TERRAFORM})\s+(?:\"[^\"]+\"\s*)*\{{"),
    _begins("Dockerfile instruction", 2, "dockerfile", rf"(?:{_DOCKERFILE})"),
    _begins("YAML key", 1, "yaml", rf"\s*(?:- )?[A-Za-z][\w.-]*:(?:\s+{_YAML_VALUE})?\s*$"),
    _begins("YAML item", 1, "yaml", r"\s+- (?:[\w.-]+: |!|\"|')"),
    _begins("call", 2, None, r"\s*[\w.]+\([^()]*\)\s*[;{]?\s*$"),
    _begins("mark-up tag", 2, "xml", r"\s*</?[a-z][\w:-]*(?:\s[^<>]*)?>"),
    _begins("a lettered item", -2, None, r"\s*[a-z]\)\s+[A-Za-z]"),
    _shows("box drawing", 3, "text", _BOX, "─-╿▲▼◄►", r"\s*(?:\+-|\|)"),
    _begins("begins with an arrow", 3, "text", r"\s*(?:[→←↑↓↔⇒⇐⇑⇓▼]|--?>|==>)"),
    _shows("arrow", 1, "text", r"[→←↑↓↔⇒⇐⟶]|\s(?:-{1,2}|=)>\s|\s<-{1,2}\s", "→←↑↓↔⇒⇐⟶<>"),
    _shows("chain of arrows", 1, "text", r"(?:[→⇒⟶]|-->|->).*(?:[→⇒⟶]|-->|->)", "→⇒⟶>"),
    Feature("columns set with spaces", 2, "text", lambda text: "   " in text and _COLUMNS.search(text)),
)

# What speaks for prose is seen by a line itself, whatever language the rest speaks for.
PROSE: tuple[tuple[str, int, Callable[[Line], bool]], ...] = (
    ("reads as a sentence", -4, lambda line: line.is_sentence),
    ("long line of prose", -2, lambda line: len(line.bare) > _LONG_PROSE and line.reads_as_prose),
)

_ANY_BEGINNING = late("|".join(f"(?:{feature.beginning})" for feature in FEATURES if feature.beginning))
_ANY_SIGN = late(f"[{''.join(feature.signs for feature in FEATURES)}]")
"""Two looks tell of most lines that they show none of these."""
_BEGIN_WITH = frozenset('#/*-$[]{}()"_@<+|→←↑↓↔⇒⇐⇑⇓▼=.')  # or with a letter or figure

_WORTH_A_LOOK = {
    (begins, signed): [
        feature
        for feature in FEATURES
        if not (feature.beginning or feature.signs)
        or (begins and feature.beginning)
        or (signed and feature.signs)
    ]
    for begins in (True, False)
    for signed in (True, False)
}


@lru_cache(maxsize=_KNOWN_LINES)
def _evidence(text: str) -> tuple[Feature, ...]:
    """What the letters of a line show."""
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2] + text[-_LONGEST // 2 :]
    first = text.lstrip()[:1]
    begins = (first.isalnum() or first in _BEGIN_WITH) and _ANY_BEGINNING.match(text)
    looked_for = _WORTH_A_LOOK[bool(begins), bool(_ANY_SIGN.search(text))]
    return tuple([feature for feature in looked_for if feature.seen(text)])


def evidence(line: Line) -> tuple[Feature, ...]:
    """The features of code and diagrams that a line shows, each with its weight."""
    return _evidence(line.text)


def weight(line: Line) -> int:
    """How strongly a line looks preformatted; see `CERTAIN`.

    Features of different languages don't add up: a line is written in one.
    """
    return _weight(line.text) + sum([weight for _, weight, holds in PROSE if holds(line)])


@lru_cache(maxsize=_KNOWN_LINES)
def _weight(text: str) -> int:
    found = _evidence(text)
    if not found:
        return 0
    by_language: dict[str | None, int] = {}
    for feature in found:
        by_language[feature.language] = by_language.get(feature.language, 0) + feature.weight
    return by_language.pop(None, 0) + max(by_language.values(), default=0)


def is_preformatted(line: Line) -> bool:
    """The line alone is evidence enough that it was preformatted."""
    return _weight(line.text) >= CERTAIN and weight(line) >= CERTAIN  # what speaks for prose only takes away


def is_prompt(line: Line) -> bool:
    """The line is a command typed at a shell's prompt, so that output may follow."""
    return line.text.startswith("$") and bool(_SHELL_PROMPT.match(line.text))


def is_sketch(line: Line) -> bool:
    """The line shows a diagram rather than code."""
    spoken = {feature.language for feature in evidence(line)}
    return "text" in spoken and not spoken & {"bash", "json", "sql", "python"}


def open_brackets(text: str) -> int:
    """How many brackets a line opens more than it closes, those in double quotes left out."""
    if not _BRACKET.search(text):
        return 0
    outside = _QUOTED.sub("", text) if len(text) <= _LONGEST_QUOTED else text
    return sum(outside.count(mark) for mark in "{[(") - sum(outside.count(mark) for mark in "}])")


def language(lines: Sequence[str]) -> str:
    """The language of a block: ``json`` if it parses, else what most of its evidence speaks for."""
    if _is_json(lines):
        return "json"
    votes: dict[str, int] = {}
    for text in lines:
        for feature in _evidence(text):
            if feature.language and feature.weight > 0:
                votes[feature.language] = votes.get(feature.language, 0) + feature.weight
    if not votes:
        return "text"
    return max(votes, key=lambda name: votes[name])


def _is_json(lines: Sequence[str]) -> bool:
    """JSON as people write it: remarks on lines of their own or at a line's end are allowed."""
    said = [line for line in lines if line.strip() and not _REMARK.match(line)]
    if not said or not said[0].lstrip().startswith(("{", "[")):
        return False
    text = "\n".join([_REMARK_AT_END.sub("", line) for line in said]).strip()
    decoder = json.JSONDecoder()
    at = 0
    try:
        while at < len(text):
            _, end = decoder.raw_decode(text, at)
            between = _BETWEEN_VALUES.match(text, end)
            at = between.end() if between else end
    except (ValueError, RecursionError):  # nested deeper than anybody writes
        return False
    return True
