"""Anki imports a package, twice: as new, and as one it has. Prints the seconds of both.

Usage: python anki_import.py PACKAGE.apkg
"""

import json
import sys
import tempfile
import time
from pathlib import Path

from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest


def main(package: str) -> None:
    """Import into an empty collection and into the full one."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        request = ImportAnkiPackageRequest(package_path=package, options=ImportAnkiPackageOptions())
        took = []
        for _ in range(2):
            begun = time.perf_counter()
            collection.import_anki_package(request)
            took.append(time.perf_counter() - begun)
        notes = collection.note_count()
        collection.close()
    print(json.dumps({"new": took[0], "again": took[1], "notes": notes}))


if __name__ == "__main__":
    main(sys.argv[1])
