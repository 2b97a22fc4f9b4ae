"""Tags of site generators in published Markdown: ``{% details … %}``, ``{% embed … %}``.

In: the lines of a document. Out: lines in which those that have a meaning are Markdown or HTML, and what was
taken out: a tag alone on its line shows something else on the page, or nothing. It must not know what a
question is. Tags that decide or count (``{% if … %}``) are what somebody writes about.
"""

from collections.abc import Sequence

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import CLOSING, mdlines
from awsdeck.readers.lines import Line

_TAG = late(r"\{%-?\s*(?P<name>[a-zA-Z_-]{1,40})\b(?P<rest>(?:[^%\n]|%(?!\}))*)%\}\s*$")
_CONTROL = late(
    r"(?:end)?(?:if|elif|elsif|else|unless|case|when|for|set|assign|capture|block|macro|filter|with|extends|call)"
)
_LANGUAGE = late(r"\s*(?P<name>[\w+#.-]{1,30})")
_STYLE = late(r"""style\s*=\s*["']?(?P<style>\w{1,20})""")
_STYLES = {"success": "tip", "info": "note", "working": "note"}
_PAIRED = ("highlight", "hint")
_WHY = "a tag that a site's generator replaces"


def without(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines without tags of a generator; ``apart`` takes those that say something of their own."""
    if not any(line.bare.startswith("{%") for line in lines):
        return list(lines)
    code = mdlines.code_positions(lines)
    tags = {
        at: tag
        for at, line in enumerate(lines)
        if at not in code and line.bare.startswith("{%") and (tag := _TAG.match(line.bare))
    }
    last = {tag["name"]: at for at, tag in tags.items()}
    found: list[Line] = []
    for at, line in enumerate(lines):
        tag = tags.get(at)
        name, said = (tag["name"], tag["rest"].strip(" -")) if tag else ("", "")
        unclosed = name in _PAIRED and last.get(f"end{name}", -1) < at
        if tag is None or _CONTROL.fullmatch(name) or unclosed:
            found.append(line)
            continue
        made = _made_of(name, said)
        if not any(made):
            closing = not said and (name.startswith("end") or name == "raw")
            apart.append(Passage(line.number, line.number, line.bare, CLOSING if closing else _WHY))
        found += [Line(line.number, " " * line.indent + text if text else "") for text in made]
    return found


def _made_of(name: str, rest: str) -> list[str]:
    """The lines that a tag becomes; blank ones if it says nothing."""
    match name:
        case "details" | "spoiler" | "collapsible":
            return ["", f"<summary>{rest}</summary>", ""] if rest else [""]
        case "highlight":
            language = _LANGUAGE.match(rest)
            return ["```" + (language["name"] if language else "")]
        case "endhighlight":
            return ["```"]
        case "hint":
            style = _STYLE.search(rest)
            said = style["style"].lower() if style else "note"
            return [f":::{_STYLES.get(said, said)}"]
        case "endhint":
            return [":::"]
        case _:
            return [""]
