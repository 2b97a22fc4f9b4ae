"""Why a file could not be written, in the words of a problem."""

from pathlib import Path

from awsdeck.model import Location
from awsdeck.problems import AwsdeckError, error


def unwritable(path: Path, failure: OSError) -> AwsdeckError:
    """The file and what the operating system says of it."""
    return AwsdeckError(
        error(
            Location(str(path)),
            "unwritable",
            f"can't write it: {failure.strerror or failure}",
            "make its folder writable, or name another file with -o",
        )
    )
