"""How code and diagrams are recognised among lines of copied text, and in which language code is.

In: lines. Out: for each line the named evidence that it was preformatted, and a language for a whole
block. It must not know where a block begins or ends (`blocks` decides that), nor anything of questions.

The rule: every feature in `FEATURES` that a line shows adds its weight. A line of weight `CERTAIN` or
more was preformatted; one below that may be, if its neighbours are.
"""

import json
import re
from collections.abc import Callable, Sequence
from functools import lru_cache
from typing import NamedTuple

from awsdeck.readers.lines import Line

CERTAIN = 2
_LONGEST = 600  # characters of a line that are looked at, half from each end: more is never needed to tell
_LONGEST_QUOTED = 2000  # a quote that is never closed is sought through all the rest of a line
_KNOWN_LINES = 1 << 15  # a document's lines are looked at several times
_QUOTED = re.compile(r"\"(?:\\.|[^\"\\])*+\"")
_BETWEEN_VALUES = re.compile(r"[ \t\r\n,]*")


class Feature(NamedTuple):
    """One observation: what it is called, what it says about the line, and the language it speaks for.

    ``beginning`` is the pattern that a line has to begin with, where that is all there is to see.
    """

    name: str
    weight: int
    language: str | None
    seen: Callable[[Line], object]
    beginning: str = ""


def _shows(pattern: str, *signs: str) -> Callable[[Line], object]:
    """The pattern stands in the line; of the signs, if there are any, one is part of it in any case."""
    compiled = re.compile(pattern)
    if not signs:
        return lambda line: compiled.search(line.text)
    return lambda line: any(map(line.text.__contains__, signs)) and compiled.search(line.text)


def _begins(name: str, weight: int, language: str | None, pattern: str) -> Feature:
    """The feature of a line that begins in some way."""
    compiled = re.compile(pattern)
    return Feature(name, weight, language, lambda line: compiled.match(line.text), pattern)


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
    r"(?:async )?def \w+\(|import [\w.]+$|import [\w.]+ as |from [\w.]+ import|class \w+[(:]|@\w+|"
    r"(?:if|elif|for|while|with|try|else|except|finally)\b[^.]*:$"
)
_JAVASCRIPT = r"(?:const|let|var) [\w{]|(?:async )?function \w*\(|exports?\.|import .+ from ['\"]"
_PROMPT = r"^\$ [a-z./~]"
_TERRAFORM = "resource|data|variable|output|module|provider|terraform"
_DOCKERFILE = (
    r"FROM \S+(?::\S+| AS \w+)?$|RUN \S+|COPY \S+ \S+|CMD \[|ENTRYPOINT \[|WORKDIR /|"
    r"EXPOSE \d+|ENV \w+[= ]"
)
_YAML_VALUE = r"[\w!\"'$/{\[*<.-]\S*(?:\s+[^\s→]+){0,1}(?<![.!?,])"
_BOX = r"[─-╿▲▼◄►]|^\s*\+-{2,}|^\s*\|\s{2,}.*\|\s*$"

# The order is that of reading; the weights say how rarely prose looks like this.
FEATURES: tuple[Feature, ...] = (
    _begins("comment of a shell or Python", 2, None, r"\s*#!?(?:\s|/|$)"),
    _begins("comment of C or JavaScript", 2, None, r"\s*(?://|/\*|\*/)"),
    _begins("comment of SQL", 2, "sql", r"\s*-- \S"),
    _begins("shell command", 3, "bash", rf"\s*(?:\$ )?(?:{_COMMANDS})\s+[\w./$\"'<-]"),
    _begins("shell prompt", 3, "bash", _PROMPT),
    Feature(
        "shell loop or test",
        3,
        "bash",
        _shows(r";\s*(?:do|then)\s*$|^\s*(?:done|fi|esac)\s*(?:[;&|].*)?$", ";", "done", "fi", "esac"),
    ),
    Feature("line continued with a backslash", 3, "bash", _shows(r"\s\\\s*$", "\\")),
    _begins("command option", 3, "bash", r"\s+--?[a-zA-Z][\w-]*"),
    _begins("shell variable", 2, "bash", r"\s*(?:export\s+)?[A-Z_][A-Z0-9_]*=\S"),
    _begins("line of brackets", 2, None, r"\s*[\[\]{}()]+[,;]?\s*(?:(?://|#).*)?$"),
    _begins("closing bracket and quote", 3, "bash", r"\s*[\]})]+['\"]"),
    _begins("opens with a bracket", 2, "json", r"\s*[\[{]\s*(?:\"|\{|\[|$)"),
    _begins("quoted key", 3, "json", r"\s*[\[{\s]*\"[^\"]+\"\s*:"),
    _begins("quoted element", 2, "json", r"\s+\"[^\"]*\",?\s*$"),
    _begins("SQL keyword", 2, "sql", rf"\s*(?:{_SQL})\b(?:\s+[\w*(\"'.]|\s*$)"),
    Feature("statement ends with a semicolon", 2, None, _shows(r"[\w)\"'\]}];\s*$", ";")),
    Feature("opens a brace", 2, None, _shows(r"[\w)\"'=]\s*[{\[(]\s*$", "{", "[", "(")),
    _begins("assignment", 2, None, r"\s*[a-z_][\w.]*(?:\[[^\]]*\])?\s*[:+]?=\s*\S"),
    _begins("Python statement", 2, "python", rf"\s*(?:{_PYTHON})"),
    Feature(
        "JavaScript statement",
        2,
        "javascript",
        _shows(
            rf"^\s*(?:{_JAVASCRIPT})|=>\s*\{{?\s*$",
            "=>",
            "const",
            "let",
            "var",
            "function",
            "export",
            "import",
        ),
    ),
    _begins("Terraform block", 3, "hcl", rf"\s*(?:{_TERRAFORM})\s+(?:\"[^\"]+\"\s*)*\{{"),
    _begins("Dockerfile instruction", 2, "dockerfile", rf"(?:{_DOCKERFILE})"),
    _begins("YAML key", 1, "yaml", rf"\s*(?:- )?[A-Za-z][\w.-]*:(?:\s+{_YAML_VALUE})?\s*$"),
    _begins("YAML item", 1, "yaml", r"\s+- (?:[\w.-]+: |!|\"|')"),
    _begins("call", 2, None, r"\s*[\w.]+\([^()]*\)\s*[;{]?\s*$"),
    _begins("mark-up tag", 2, "xml", r"\s*</?[a-z][\w:-]*(?:\s[^<>]*)?>"),
    _begins("a lettered item", -2, None, r"\s*[a-z]\)\s+[A-Za-z]"),
    Feature("box drawing", 3, "text", _shows(_BOX)),
    _begins("begins with an arrow", 3, "text", r"\s*(?:[→←↑↓↔⇒⇐⇑⇓▼]|--?>|==>)"),
    Feature(
        "arrow", 1, "text", _shows(r"[→←↑↓↔⇒⇐⟶]|\s(?:-{1,2}|=)>\s|\s<-{1,2}\s", *"→←↑↓↔⇒⇐⟶", "->", "=>", "<-")
    ),
    Feature("chain of arrows", 1, "text", _shows(r"(?:[→⇒⟶]|-->|->).*(?:[→⇒⟶]|-->|->)", *"→⇒⟶", "->")),
    Feature("columns set with spaces", 2, "text", _shows(r"\S {3,}\S", "   ")),
    Feature("reads as a sentence", -4, None, lambda line: line.is_sentence),
    Feature("long line of prose", -2, None, lambda line: len(line.bare) > 110 and line.reads_as_prose),
)


_ANY_BEGINNING = re.compile("|".join(f"(?:{feature.beginning})" for feature in FEATURES if feature.beginning))
"""One look tells of most lines that they begin in none of these ways."""


@lru_cache(maxsize=_KNOWN_LINES)
def _evidence(text: str) -> tuple[Feature, ...]:
    if len(text) > _LONGEST:
        text = text[: _LONGEST // 2] + text[-_LONGEST // 2 :]
    line = Line(0, text)
    begins = bool(_ANY_BEGINNING.match(text))
    return tuple(
        [feature for feature in FEATURES if (begins or not feature.beginning) and feature.seen(line)]
    )


def evidence(line: Line) -> tuple[Feature, ...]:
    """The features that a line shows, each with its weight."""
    return _evidence(line.text)


def weight(line: Line) -> int:
    """How strongly a line looks preformatted; see `CERTAIN`.

    Features of different languages don't add up: a line is written in one.
    """
    return _weight(line.text)


@lru_cache(maxsize=_KNOWN_LINES)
def _weight(text: str) -> int:
    by_language: dict[str | None, int] = {}
    for feature in _evidence(text):
        by_language[feature.language] = by_language.get(feature.language, 0) + feature.weight
    return by_language.pop(None, 0) + max(by_language.values(), default=0)


def is_preformatted(line: Line) -> bool:
    """The line alone is evidence enough that it was preformatted."""
    return weight(line) >= CERTAIN


def is_prompt(line: Line) -> bool:
    """The line is a command typed at a shell's prompt, so that output may follow."""
    return any(feature.name == "shell prompt" for feature in evidence(line))


def is_sketch(line: Line) -> bool:
    """The line shows a diagram rather than code."""
    spoken = {feature.language for feature in evidence(line)}
    return "text" in spoken and not spoken & {"bash", "json", "sql", "python"}


def open_brackets(text: str) -> int:
    """How many brackets a line opens more than it closes, those in double quotes left out."""
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
    kept = [re.sub(r"\s//.*", "", line) for line in lines if not re.match(r"\s*(?://|#)", line)]
    text = "\n".join(kept).strip()
    if not text.startswith(("{", "[")):
        return False
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
