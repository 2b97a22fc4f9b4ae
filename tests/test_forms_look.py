"""How derived cards look: both sides of every form, on a phone and on a desk, by day and by night."""

from pathlib import Path

import pytest

from awsdeck.notetype import QA

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


ROW = """() => {
    const box = document.querySelector(".table"), cells = [...box.querySelectorAll("th, td")];
    const tops = cells.map(one => Math.round(one.getBoundingClientRect().top));
    return [box.scrollWidth - box.clientWidth, tops];
}"""


def test_a_row_is_read_from_top_to_bottom_on_a_phone(tab: OpenTab, sides: list[Side]) -> None:
    """A table of one row needs no scrolling there: each name stands beside what it says."""
    rows = [
        html for name, html in sides if name.endswith("back") and "/compare/" in name and "<table" in html
    ]
    assert rows
    phone, desk = tab(width=390, height=844).page, tab(width=1280).page
    phone.set_content(page(ANDROID))
    desk.set_content(page(DESKTOP))
    for html in rows:
        phone.evaluate(SHOW, html)
        over, tops = phone.evaluate(ROW)
        names, cells = tops[: len(tops) // 2], tops[len(tops) // 2 :]
        assert (over, names) == (0, cells)
        assert names == sorted(set(names))
        desk.evaluate(SHOW, html)
        assert len(set(desk.evaluate(ROW)[1])) <= 2


def test_a_table_of_several_rows_lies_on_a_phone(tab: OpenTab) -> None:
    """There what stands below each other is compared; it scrolls in its box."""
    html = "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>" + "<tr><td>1</td><td>2</td></tr>" * 2
    opened = tab(width=390, height=844).page
    opened.set_content(page(ANDROID))
    opened.evaluate(
        SHOW, f"<style>{QA.style()}</style><div class='awsdeck'><div class='table'>{html}</div></div>"
    )
    assert len(set(opened.evaluate(ROW)[1])) == 3


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
