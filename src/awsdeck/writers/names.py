"""Names of files that no system and no Anki misunderstands.

In: a wanted name. Out: a file name. It must not know what the file holds.
"""

import hashlib
import re
import unicodedata

# Anki restores a package of one of these names over the whole collection instead of importing it.
_RESTORED = re.compile(r"(?:collection\.apkg|backup-.*\.apkg|.*\.colpkg)", re.IGNORECASE)

# https://learn.microsoft.com/windows/win32/fileio/naming-a-file: names of devices, with any ending, and
# characters that no name may hold; a name that ends in a dot or space loses it there.
_DEVICES = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?= *(?:\.|$))", re.IGNORECASE
)
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")
_UNSHOWN = ("Cc", "Cf", "Cs", "Zl", "Zp")
_LONGEST = 120  # bytes: file systems have 255, and zips, synchronised folders and Anki add to it


def is_restored_by_anki(name: str) -> bool:
    """Anki would take a package of this name for a backup of the whole collection."""
    return bool(_RESTORED.fullmatch(name))


def safe_name(stem: str, ending: str = ".apkg") -> str:
    """A file name for a title or the like, the same on every system; a harmless one stays as it is.

    What is too long ends in a digest of all of it.
    """
    stem = unicodedata.normalize("NFC", stem)  # macOS would make two files of the two ways to write an é
    shown = "".join(" " if unicodedata.category(c) in _UNSHOWN else c for c in stem)
    name = _cut(_FORBIDDEN.sub("-", shown).strip(" "), _LONGEST - len(ending.encode())).rstrip(" .")
    if not name.strip().strip("."):
        name = "deck"
    if _DEVICES.match(name):
        name = f"deck-{name}"
    name += ending
    return f"deck-{name}" if is_restored_by_anki(name) else name


def _cut(text: str, limit: int) -> str:
    """As much of the text as so many bytes hold; a digest stands for the rest, or two might become one."""
    whole = text.encode()
    if len(whole) <= limit:
        return text
    mark = f"-{hashlib.sha256(whole).hexdigest()[:6]}"
    return whole[: limit - len(mark)].decode(errors="ignore").rstrip(" .") + mark
