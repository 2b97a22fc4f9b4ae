"""Names of packages that no system and no Anki misunderstands.

In: a wanted name. Out: a file name. It must not know what the package holds.
"""

import re

# Anki restores a package of one of these names over the whole collection instead of importing it.
_RESTORED = re.compile(r"(?:collection\.apkg|backup-.*\.apkg|.*\.colpkg)", re.IGNORECASE)


def is_restored_by_anki(name: str) -> bool:
    """Anki would take a package of this name for a backup of the whole collection."""
    return bool(_RESTORED.fullmatch(name))


def safe_name(stem: str) -> str:
    """The file name of a package."""
    name = f"{stem}.apkg"
    return f"deck-{name}" if is_restored_by_anki(name) else name
