"""Why a package is not read.

In: what is wrong with it. Out: an exception that `reading` turns into a problem with the path.
"""


class Refused(Exception):  # noqa: N818 -- named for what it says
    """A package that can't or won't be read; ``hint`` is what a person can do."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.hint = hint


DAMAGED = "get the file once more from where it came, or export the deck from Anki again"
UNSAFE = "don't open a package that you don't trust; ask whoever made it for another"
