"""What a person has looked at and approved stays as it is."""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from docs.pictures.make import make
from PIL import Image
from playwright.sync_api import Browser, Page

from .browser import OpenTab
from .conftest import FIXTURES, Anki
from .pictures import difference, small_png
from .reviewer import ANDROID, DESKTOP, FIXED_FONTS, FONTS, SHOW, Reviewer, page
from .shown import Shown, shown_by

README = Path(__file__).parents[1] / "README.md"
APPROVED = FIXTURES / "look" / "approved"
TOLERANCE = 0.001  # of the surface

PICTURES: list[tuple[str, str, Reviewer, int, bool]] = [
    ("request-path", "front", ANDROID, 360, False),
    ("request-path", "back", ANDROID, 360, True),
    ("request-path", "back", DESKTOP, 1280, False),
    ("code-kinds", "back", ANDROID, 360, False),
    ("code-kinds", "back", DESKTOP, 1280, True),
    ("drawings", "back", DESKTOP, 768, False),
]


@pytest.fixture(scope="module")
def cards(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Shown]]:
    """The cards of the fixture with every kind of block, by their ids."""
    folder = tmp_path_factory.mktemp("approved")
    anki = Anki(folder / "anki")
    yield {shown.name: shown for shown in shown_by(anki, FIXTURES / "look" / "blocks.md", folder)}
    anki.col.close()


def picture(opened: Page, html: str) -> bytes:
    """A picture of the whole page with that side of a card in it."""
    opened.evaluate(SHOW, html)
    return opened.screenshot(full_page=True, animations="disabled")


def need_fonts(opened: Page) -> None:
    """Skip where the fonts of the approved pictures are missing; in CI fail."""
    missing = [name for name in FONTS if not opened.evaluate(IS_INSTALLED, name)]
    if missing and os.environ.get("CI"):
        pytest.fail(f"fonts are missing: {missing}")
    if missing:
        pytest.skip(f"pictures were approved in fonts that are not installed: {', '.join(missing)}")


IS_INSTALLED = """name => ["serif", "monospace"].some(other => {
    const pen = document.createElement("canvas").getContext("2d");
    const width = font => { pen.font = `40px ${font}`; return pen.measureText("Wim 0123 il").width; };
    return width(`"${name}", ${other}`) !== width(other);
})"""


@pytest.mark.parametrize(
    ("name", "side", "reviewer", "width", "night"),
    PICTURES,
    ids=[f"{name}-{side}-{width}-{'night' if night else 'day'}" for name, side, _, width, night in PICTURES],
)
def test_cards_look_as_approved(
    tab: OpenTab,
    cards: dict[str, Shown],
    update_golden: bool,
    tmp_path: Path,
    name: str,
    side: str,
    reviewer: Reviewer,
    width: int,
    night: bool,
) -> None:
    """A card looks as on the picture that was approved, but for how letters are drawn."""
    opened = tab(width=width, height=200).page
    opened.set_content(page(reviewer, night=night, style=FIXED_FONTS))
    need_fonts(opened)
    seen = picture(opened, cards[name].front if side == "front" else cards[name].back)
    approved = APPROVED / f"{name}-{side}-{width}-{'night' if night else 'day'}.png"
    if update_golden:
        approved.write_bytes(small_png(seen))
    (tmp_path / approved.name).write_bytes(seen)
    assert difference(seen, approved.read_bytes()) <= TOLERANCE, f"compare {tmp_path / approved.name}"


@pytest.mark.parametrize(
    "change",
    [
        ".awsdeck .difficulty { color: #0b59a9; background: #dbe9fb }",
        ".awsdeck .question { font-size: 1.5em }",
        ".awsdeck .callout { background: none }",
        ".awsdeck pre { background: #fff }",
        ".awsdeck p { margin: .9em 0 }",
        ".awsdeck li::marker { color: inherit } .awsdeck .trail .category { color: inherit }",
    ],
)
def test_a_change_of_the_look_is_noticed(tab: OpenTab, cards: dict[str, Shown], change: str) -> None:
    """Another colour of a badge or another margin is more than the tolerance lets pass."""
    opened = tab(width=360).page
    opened.set_content(page(ANDROID, style=FIXED_FONTS))
    for name in ("request-path", "code-kinds"):
        side = cards[name].back
        now, then = picture(opened, side), picture(opened, f"{side}<style>{change}</style>")
        if difference(now, then) > TOLERANCE:
            return
    pytest.fail("nobody would notice")


def test_another_way_to_draw_letters_is_not_noticed(tab: OpenTab, cards: dict[str, Shown]) -> None:
    """Letters with more or less smoothing look the same."""
    opened = tab(width=360).page
    opened.set_content(page(ANDROID, style=FIXED_FONTS))
    side = cards["request-path"].back
    smoother = f"{side}<style>.awsdeck {{ transform: translateX(.3px) }}</style>"
    now, then = picture(opened, side), picture(opened, smoother)
    assert now != then
    assert difference(now, then) <= TOLERANCE


def test_pictures_of_other_sizes_are_different() -> None:
    """A card that is wider, or longer than a stroke, is another picture."""

    def blank(width: int, height: int) -> bytes:
        out = BytesIO()
        Image.new("RGB", (width, height), "white").save(out, "PNG")
        return out.getvalue()

    assert difference(blank(40, 40), blank(40, 43)) == 0
    assert difference(blank(40, 40), blank(40, 48)) == 1
    assert difference(blank(40, 40), blank(44, 40)) == 1


def test_the_pictures_of_the_readme_can_be_made_again(browser: Browser, tmp_path: Path) -> None:
    """The script makes each picture that the README shows, of a real card, small enough for a page."""
    shown = re.findall(r'(?:src|srcset)="docs/pictures/([\w-]+\.png)"', README.read_text("utf-8"))
    made = make(browser, tmp_path)
    assert sorted(path.name for path in made) == sorted(set(shown))
    for path in made:
        assert 20_000 < path.stat().st_size < 100_000
        with Image.open(path) as new, Image.open(README.parent / "docs" / "pictures" / path.name) as old:
            assert new.size == old.size
