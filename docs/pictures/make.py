"""Makes the README's pictures of a real card: ``python -m docs.pictures.make``, in the project's folder.

In: the bundled deck, by the same road as a learner's: the command, Anki, a browser. Out: the PNG files in
this folder. It needs what the tests need, Chromium and the two fonts of `tests.reviewer` among it.
"""

import tempfile
from pathlib import Path

from playwright.sync_api import Browser
from tests.browser import chromium, open_tab
from tests.conftest import Anki
from tests.pictures import small_png
from tests.reviewer import ANDROID, DESKTOP, FIXED_FONTS, SHOW, Reviewer, page
from tests.shown import shown_by

HERE = Path(__file__).parent
SOURCE = HERE.parents[1] / "source" / "aws-interview-questions.md"
CARD = "s3-express-one-zone"  # it has a table, a list, code and a call-out

# name, reviewer, width and height in CSS pixels (0: as long as the card), pixels of the picture for each
SIZES: tuple[tuple[str, Reviewer, int, int, int], ...] = (
    ("desktop", DESKTOP, 900, 0, 1),
    ("phone", ANDROID, 360, 780, 2),
)


def make(browser: Browser, folder: Path) -> list[Path]:
    """Write the pictures into a folder; their paths."""
    with tempfile.TemporaryDirectory() as temporary:
        anki = Anki(Path(temporary) / "anki")
        (card,) = (shown for shown in shown_by(anki, SOURCE, Path(temporary)) if shown.name == CARD)
        anki.col.close()
    return [_picture(browser, card.back, folder, *size, night) for size in SIZES for night in (False, True)]


def _picture(
    browser: Browser,
    side: str,
    folder: Path,
    name: str,
    reviewer: Reviewer,
    width: int,
    height: int,
    scale: int,
    night: bool,
) -> Path:
    opened = open_tab(browser, width=width, height=height or 600, scale=scale).page
    opened.set_content(page(reviewer, night=night, style=FIXED_FONTS))
    opened.evaluate(SHOW, side)
    path = folder / f"{name}-{'night' if night else 'day'}.png"
    path.write_bytes(small_png(opened.screenshot(full_page=not height)))
    opened.context.close()
    return path


if __name__ == "__main__":
    with chromium() as browser:
        for path in make(browser, HERE):
            print(path)
