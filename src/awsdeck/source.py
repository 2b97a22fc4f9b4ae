"""A file becomes text; line numbers are born here.

In: a path. Out: a `Source`: lines without their ends, counted from 1 as an editor counts them, and the
problems of the bytes themselves. It must not know what the lines mean.
"""

import errno
import re
from pathlib import Path
from typing import NamedTuple

from awsdeck import disk
from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, Problem, error, warning

# Editors end a line at these three only; str.splitlines() also cuts at form feed, U+2028 and others,
# which would shift every line number after them.
_NEWLINE = re.compile(r"\r\n|\n|\r")

_ODD_SEPARATORS = {
    "\f": "a form feed (page break)",
    "\v": "a vertical tab",
    "\x85": "a NEL line end (U+0085)",
    "\u2028": "a line separator (U+2028)",
    "\u2029": "a paragraph separator (U+2029)",
}

LARGEST = 50_000_000
"""The longest document, in bytes: as much as fifty thousand cards, where one deck should have hundreds."""

_HINTS = {
    errno.EFBIG: "divide the document",
    errno.EINVAL: "name a document, not a pipe or device",
}

_BOMS = ((b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))


class Source(NamedTuple):
    """A document as lines of text; ``lines[0]`` is line 1."""

    path: str
    lines: tuple[str, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def stem(self) -> str:
        """The file's name without folder and ending."""
        return Path(self.path).stem

    @property
    def suffix(self) -> str:
        """The file's ending in lower case, with its dot."""
        return Path(self.path).suffix.lower()

    def at(self, line: int | None = None) -> Location:
        """A place in this source."""
        return Location(self.path, line)


def load(path: Path) -> Source:
    """Read a file.

    Raises:
        AwsdeckError: it is missing, unreadable, longer than `LARGEST`, empty, or not text.

    """
    try:
        data = disk.read(path, LARGEST)
    except FileNotFoundError:
        raise _refuse(path, "no-such-file", "there is no such file", "check the path") from None
    except IsADirectoryError:
        raise _refuse(path, "is-a-folder", "this is a folder, not a document", "name a file in it") from None
    except OSError as failure:
        reason = failure.strerror or str(failure)
        hint = _HINTS.get(failure.errno or 0, "check its permissions")
        raise _refuse(path, "unreadable", f"can't read the file: {reason}", hint) from None
    return from_bytes(str(path), data)


def from_bytes(path: str, data: bytes) -> Source:
    """Read the content of a file; ``path`` only names it.

    Raises:
        AwsdeckError: the content is empty or not text.

    """
    if not data or data.isspace():
        raise _refuse(path, "empty-file", "the file is empty", "write a question and its answer into it")
    text, problems = _decode(path, data)
    return from_text(path, text, problems)


def from_text(path: str, text: str, problems: tuple[Problem, ...] = ()) -> Source:
    """Split text into lines as an editor does."""
    lines = _NEWLINE.split(text) if "\r" in text else text.split("\n")
    if lines[-1] == "":
        lines.pop()
    return Source(path, tuple(lines), problems + tuple(_odd_separators(path, text, lines)))


def _decode(path: str, data: bytes) -> tuple[str, tuple[Problem, ...]]:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_utf16(path, data, encoding)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as failure:
        line = _line_of(data, failure.start)
        if _looks_binary(data):
            raise _not_text(path) from None
        byte = data[failure.start]
        raise AwsdeckError(
            error(
                Location(path, line),
                "not-utf-8",
                f"not UTF-8 text: byte 0x{byte:02x} can't be read",
                "save the file as UTF-8 (it may be Latin-1 or Windows-1252)",
            )
        ) from None
    if "\0" in text:
        raise _not_text(path)
    return text, ()


def _decode_utf16(path: str, data: bytes, encoding: str) -> tuple[str, tuple[Problem, ...]]:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        raise _refuse(path, "not-utf-16", "UTF-16 text that breaks off", "save the file as UTF-8") from None
    note = warning(Location(path, 1), "utf-16", "the file is UTF-16, not UTF-8", "save it as UTF-8")
    return text, (note,)


def _looks_binary(data: bytes) -> bool:
    """Control bytes that no text holds, whatever its encoding."""
    return any(byte < 9 or 13 < byte < 27 for byte in data[:4096])


def _line_of(data: bytes, position: int) -> int:
    """The line of a byte in an encoding whose newlines are ASCII."""
    return len(re.findall(rb"\r\n|\n|\r", data[:position])) + 1


def _odd_separators(path: str, text: str, lines: list[str]) -> list[Problem]:
    if not any(character in text for character in _ODD_SEPARATORS):
        return []
    return [
        warning(
            Location(path, number),
            "odd-separator",
            f"{name} in the middle of a line",
            "delete it, or break the line there",
        )
        for number, line in enumerate(lines, 1)
        for character, name in _ODD_SEPARATORS.items()
        if character in line.strip("\f")  # at the edge of a line it parts pages
    ]


def _not_text(path: str) -> AwsdeckError:
    hint = "name a .txt, .html or .md document"
    if path.lower().endswith(".apkg"):
        hint = "awsdeck inspect tells what a package holds; other commands read documents"
    return _refuse(path, "binary-file", "this is not a text file", hint)


def _refuse(path: Path | str, code: str, message: str, hint: str) -> AwsdeckError:
    return AwsdeckError(error(Location(str(path)), code, message, hint))
