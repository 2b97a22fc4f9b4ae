"""How derived cards look: both sides of every form, on a phone and on a desk, by day and by night."""

from pathlib import Path

import pytest

from .browser import OpenTab
from .conftest import FIXTURES, Anki, Run
from .reviewer import ANDROID, DESKTOP, SHOW, Reviewer, page
from .test_look import MEASURE

STUDY = FIXTURES / "forms" / "study" / "input.md"
LONG = """\
### 9. How does a very long question with many words in it and no end in sight differ from a shorter one?

| Feature | {wide} | Short |
| --- | --- | --- |
| Length of the name of this row, which goes on and on | `{wide}` | 1 |
| Words | many and many more of them until the line is full | few |

1. `{wide}` is too wide for a phone
2. Second
3. {wide}
""".format(wide="AWS::CertificateManager::" + "Certificate" * 6)

Side = tuple[str, str]


@pytest.fixture(scope="module")
def sides(tmp_path_factory: pytest.TempPathFactory) -> list[Side]:
    """Both sides of all derived cards, as Anki renders them, with a name for messages."""
    from awsdeck import pipeline
    from awsdeck.writers import apkg

    from .test_forms_golden import EVERY_FORM

    folder = tmp_path_factory.mktemp("look")
    (folder / "study.md").write_text(STUDY.read_text("utf-8") + "\n" + LONG, "utf-8")
    deck = pipeline.read(folder / "study.md", EVERY_FORM, pipeline.catalogue_for(EVERY_FORM), 1_800_000_000)
    apkg.write([note for note in deck.ready if note.parent is not None], folder / "d.apkg")
    anki = Anki(folder / "anki")
    anki.load(folder / "d.apkg")
    found = []
    for number in anki.col.find_cards(""):
        card = anki.col.get_card(number)
        name = card.note()["ID"]
        found += [(f"{name}, front", card.question()), (f"{name}, back", card.answer())]
    anki.col.close()
    assert {name.split("/")[1] for name, _ in found} == {"terms", "reversed", "compare", "steps", "code"}
    return found


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(("width", "reviewer"), [(360, ANDROID), (1280, DESKTOP)], ids=["phone", "desk"])
def test_derived_cards_can_be_read(
    tab: OpenTab, sides: list[Side], width: int, reviewer: Reviewer, night: bool
) -> None:
    """Nothing sticks out of its box or the page, no text is too small or too pale."""
    opened = tab(width=width, scheme="light" if night else "dark").page
    opened.set_content(page(reviewer, night=night))
    assert opened.evaluate(MEASURE, sides) == []


def test_the_part_that_is_asked_for_stands_out(tab: OpenTab, sides: list[Side]) -> None:
    """It is bold, the topic isn't; the gap of a step is in the colour of accents."""
    opened = tab(width=360).page
    opened.set_content(page(ANDROID))
    weight = "selector => getComputedStyle(document.querySelector(selector)).fontWeight"
    for name, html in sides:
        if name.endswith("front") and "/terms/" in name:
            opened.evaluate(SHOW, html)
            assert opened.evaluate(weight, ".question") == "400"
            assert opened.evaluate(weight, ".question strong") == "700"
    gaps = [html for name, html in sides if name.endswith("front") and "/steps/" in name]
    assert gaps
    for html in gaps:
        opened.evaluate(SHOW, html)
        assert opened.locator(".cloze").inner_text() == "[...]"
        assert opened.locator(".steps li").count() in (2, 3)


def test_preview_shows_every_form(run: Run, tmp_path: Path) -> None:
    """Fronts and backs of derived cards are on the page, a step hidden on its front."""
    (tmp_path / "study.md").write_text(STUDY.read_text("utf-8"), "utf-8")
    shown = run("preview", "study.md", "--no-open", "--cards", "qa,terms,reversed,compare,steps,code")
    assert shown.returncode == 0, shown.stderr
    html = (tmp_path / "build" / "preview.html").read_text("utf-8")
    for text in (
        "Visibility timeout",
        "which one is this?",
        "Which one?",
        "1 of 4",
        "which command does this?",
    ):
        assert text in html
