"""Lists of attributes in published Markdown: ``{: .note }``, ``[A](a.md){:target="_blank"}``, ``## B {#id}``.

In: the lines of a document. Out: the lines without them, and what was taken out. They style what stands
before them, and show nowhere. It must not know what a question is.
"""

from collections.abc import Sequence

from awsdeck.late import late
from awsdeck.model import Passage
from awsdeck.readers import SILENT, mdlines
from awsdeck.readers.lines import Line

_VALUE = r"\"[^\"{}]{0,200}\"|'[^'{}]{0,200}'|[\w./:-]{1,200}"
_ONE = rf"[.#][A-Za-z_][\w:-]{{0,80}}|[A-Za-z_][\w-]{{0,40}}=(?:{_VALUE})|toc"
_LIST = rf"\{{:?\s*+(?:{_ONE})(?:\s++(?:{_ONE}))*+\s*+\}}"
_ALONE = late(_LIST)
_BEHIND = late(rf"(?P<kept>`[^`]*`|[)*_])(?P<list>{_LIST})|(?P<code>`[^`]*`)")


def without(lines: Sequence[Line], apart: list[Passage]) -> list[Line]:
    """The lines without lists of attributes; ``apart`` takes these."""
    code = mdlines.code_positions(lines)
    found: list[Line] = []
    for at, line in enumerate(lines):
        text, said = (line.text, "") if at in code or "{" not in line.text else _parted(line.text)
        if said:
            apart.append(Passage(line.number, line.number, said, SILENT))
        found.append(Line(line.number, text) if said else line)
    return found


def _parted(text: str) -> tuple[str, str]:
    """The text without its lists, and the lists."""
    bare = text.strip()
    at = bare.rfind("{") if bare.startswith("#") else 0
    if at >= 0 and _ALONE.fullmatch(bare[at:]) and (not at or bare[at - 1].isspace()):
        return bare[:at].rstrip(), bare[at:]
    lists = [match["list"] for match in _BEHIND.finditer(text) if match["list"]]
    return _BEHIND.sub(lambda match: match["kept"] or match["code"], text), " ".join(lists)
