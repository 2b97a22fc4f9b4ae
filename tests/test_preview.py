"""The page of ``awsdeck preview``, as a person sees and uses it."""

import json
import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

from awsdeck import pipeline, preview
from awsdeck.config import Config
from awsdeck.forms import NAMES
from awsdeck.forms.choice import Choice
from awsdeck.notes import fields
from awsdeck.notetype import CLOZE, QA
from awsdeck.preview import template
from awsdeck.writers import Part, apkg

from .browser import PATIENCE, OpenTab
from .conftest import Anki, Run, fixture_documents

SOURCE = Path(__file__).parents[1] / "source"
NOW = 1_790_000_000

DOCUMENT = """\
# Cloud & "Drills" <one>

## Storage

### 1. What is an S3 bucket?
**Difficulty:** Easy · **Services:** S3

A container for objects. Prices of $5 or [$]10[/$] stay text, and so do {{braces}} and \\\\(x\\\\).

```bash
aws s3 mb s3://team-logs --region eu-central-1 --profile a-long-name-that-makes-this-line-wider-than-a-phone
```

![a dot](dot.svg)

### 2. How do EBS and EFS differ?
**Difficulty:** Hard · **Services:** EBS, EFS

| | EBS | EFS |
| --- | --- | --- |
| Attached to | one instance | many |

## Compute

### 3. When does Lambda beat EC2?
**Difficulty:** Easy · **Services:** Lamda, EC2

When nothing runs for hours. <script>alert(1)</script> is text.

### 4. What is the free tier?

### 3. Which answer is the last?

The zebra.
"""


def awsdeck(folder: Path, *arguments: object) -> "subprocess.CompletedProcess[str]":
    """The command, run in a folder."""
    command = [sys.executable, "-m", "awsdeck", *map(str, arguments)]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the document above, its picture, and its page as the command writes it.

    The third card has a misspelt service, and question 4 has no answer. Tests leave it as it is.
    """
    folder = tmp_path_factory.mktemp("preview")
    (folder / "d.md").write_text(DOCUMENT, "utf-8")
    (folder / "dot.svg").write_text(
        "<svg xmlns='http://www.w3.org/2000/svg' width='20' height='20'><circle r='9'/></svg>", "utf-8"
    )
    assert awsdeck(folder, "preview", "d.md", "--no-open").returncode == 1  # of question 4
    return folder


@pytest.fixture
def page(folder: Path) -> Path:
    """The page of that document."""
    return folder / "build" / "preview.html"


@pytest.fixture
def opened(page: Path, tab: OpenTab) -> Page:
    """The page in a browser; the test fails if it had an error or asked for anything."""
    shown = tab().page
    shown.goto(page.as_uri())
    return shown


def texts(page: Page, selector: str) -> list[str]:
    """What each visible element says, shadow roots included."""
    return [found.inner_text() for found in page.locator(selector).all() if found.is_visible()]


def questions(page: Page) -> list[str]:
    """The questions of the cards that are shown."""
    return [found.get_attribute("aria-label") or "" for found in page.locator("article:visible").all()]


def drawn_card(page: Page, number: int) -> Locator:
    """A card that was scrolled to, and so is drawn; ``number`` counts from 0."""
    card = page.locator("article").nth(number)
    card.scroll_into_view_if_needed()
    card.locator(".face").wait_for()
    # what is off the screen has no text until it is laid out, a moment after it came into view
    shown = expect(card.locator(".card").first)
    shown.to_have_text(re.compile(r"\S"), use_inner_text=True, timeout=PATIENCE)
    return card


# --- the cards are Anki's ------------------------------------------------------------------------------


def test_cards_are_what_anki_makes_of_them(anki: Anki, tmp_path: Path) -> None:
    """Both sides of every form of card are the HTML that Anki renders, letter for letter."""
    config = Config(choice=Choice(asked=NAMES))
    catalogue = pipeline.catalogue_for(config)
    notes = {
        note.identity.guid: note
        for path in fixture_documents()
        for note in pipeline.read(path, config, catalogue, NOW).ready
    }
    apkg.write(list(notes.values()), tmp_path / "d.apkg")
    anki.load(tmp_path / "d.apkg")
    cards = [anki.col.get_card(number) for number in anki.col.find_cards("")]
    assert len(cards) == len(notes) > 100
    assert {notes[card.note().guid].note_type.name for card in cards} == {QA.name, CLOZE.name}
    for card in cards:
        note, output = notes[card.note().guid], card.render_output()
        kind = note.note_type
        sides = template.sides(kind.front(), kind.back(), kind.named(fields(note)))
        assert sides == (output.question_text, output.answer_text), note.card.title


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("{{#A}}[{{A}}]{{/A}}{{^A}}none{{/A}}", ""),
        ("{{#A}}[{{A}}]{{/A}}{{^A}}none{{/A}}", " <br> <div></div>"),
        ("{{#A}}[{{A}}]{{/A}}{{^A}}none{{/A}}", "<p></p>"),
        ("{{#A}}{{#B}}{{A}}{{B}}{{/B}}{{^B}}{{A}} alone{{/B}}{{/A}}", "a"),
        ("{{ A }} and {{text:A}}", "<b>bold</b> &lt;x&gt; &amp;amp; &nbsp;."),
        ("{{^A}}{{#B}}{{B}}{{/B}}{{/A}}{{A}}", "<img src='x.png'>"),
        ("{{A}}", "a {single} {{double}} $1 \\1"),
    ],
)
def test_templates_are_read_as_anki_reads_them(anki: Anki, text: str, value: str) -> None:
    """Conditions, emptiness and the filter for text mean what they mean in Anki."""
    models = anki.col.models
    kind = models.new("k")
    for name in ("Q", "A", "B"):
        models.add_field(kind, models.new_field(name))
    made = models.new_template("t")
    made["qfmt"], made["afmt"] = "{{Q}}" + text, "{{FrontSide}}<hr>" + text
    models.add_template(kind, made)
    models.add(kind)
    note = anki.col.new_note(models.by_name("k"))  # type: ignore[arg-type]
    note["Q"], note["A"] = "q", value
    anki.col.add_note(note, 1)  # type: ignore[arg-type]
    output = note.cards()[0].render_output()
    sides = template.sides("{{Q}}" + text, "{{FrontSide}}<hr>" + text, {"Q": "q", "A": value, "B": ""})
    assert sides == (output.question_text, output.answer_text)


@pytest.mark.parametrize(
    "value",
    [
        "<ul><li>{{c1::a &lt;b&gt; <b>bö€d</b> & \"q\" 'x'\n/=.-_}}</li><li>x</li></ul>",
        "{{c1::a::hint <i>}} {{c2::no}} {{c1::two:::b}} {{c1::}} {{c1::a::b::c}} c1::no",
    ],
)
def test_hidden_parts_are_hidden_as_anki_hides_them(anki: Anki, value: str) -> None:
    """A cloze shows a gap or its hint on one side, its text on the other."""
    note = anki.col.new_note(anki.col.models.by_name("Cloze"))  # type: ignore[arg-type]
    note["Text"] = value
    anki.col.add_note(note, 1)  # type: ignore[arg-type]
    output = note.cards()[0].render_output()
    sides = template.sides("{{cloze:Text}}", "{{cloze:Text}}<br>\n", {"Text": value})
    assert sides == (output.question_text, output.answer_text)


@pytest.mark.parametrize("text", ["{{Nothing}}", "{{hint:Q}}", "{{#Q}}", "{{/Q}}", "{{#Q}}{{/A}}"])
def test_another_template_is_refused(text: str) -> None:
    """What the small renderer doesn't know is an error, never a wrong card."""
    with pytest.raises(ValueError, match=r"no f|clos"):
        template.render(text, {"Q": "q", "A": ""})


def test_the_page_shows_both_sides_in_the_style_of_the_note_type(opened: Page) -> None:
    """What the browser shows is the rendered template, with the note type's own style sheet."""
    side = opened.locator("article .card").first
    assert "What is an S3 bucket?" in side.inner_text()
    rules = opened.evaluate(
        "[...document.querySelector('article .face').shadowRoot.adoptedStyleSheets[0].cssRules].length"
    )
    assert rules == opened.evaluate(
        "text => { const s = new CSSStyleSheet(); s.replaceSync(text); return s.cssRules.length }", QA.style()
    )


def test_text_stays_as_typed(opened: Page) -> None:
    """What Anki or a browser would interpret is text: mathematics, fields, elements."""
    first = drawn_card(opened, 0).locator(".card").inner_text()
    assert "[$]10[/$] stay text, and so do {{braces}} and \\(x\\)." in first
    assert "<script>alert(1)</script> is text." in drawn_card(opened, 2).locator(".card").inner_text()


def test_pictures_are_in_the_page(opened: Page) -> None:
    """A picture beside the document is shown without a second file."""
    picture = opened.locator("article img")
    assert picture.evaluate("image => image.decode().then(() => image.naturalWidth)") == 20
    assert (picture.get_attribute("src") or "").startswith("data:image/svg+xml;base64,")


# --- finding cards -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("zebra", [5]),
        ("ZEBRA last", [5]),
        ("container", [1]),
        ("<script>", [3]),
        ("{{braces}} $5", [1]),
        ("no such words", []),
        ("", [1, 2, 3, 5]),
    ],
)
def test_search_as_you_type(opened: Page, typed: str, numbers: list[int]) -> None:
    """Every word must be on the card, in any place and case; what counts is what a person reads."""
    by_number = dict(zip([1, 2, 3, 5], questions(opened), strict=True))
    opened.locator("#search").press_sequentially(typed)
    assert questions(opened) == [by_number[number] for number in numbers]
    said = "No card is like that" if not numbers else f"{len(numbers)} of 4 cards"
    assert opened.locator("#count").inner_text() == (said if typed else "4 cards")


def test_filters_mean_what_they_mean_in_build(opened: Page) -> None:
    """The same kind means or, different kinds mean and; numbers are ranges."""
    opened.get_by_label("Easy").check()
    assert len(questions(opened)) == 2
    opened.get_by_label("Hard").check()
    assert len(questions(opened)) == 3
    opened.locator("summary", has_text="Category").click()
    opened.locator("fieldset").get_by_label("Compute").check()
    assert questions(opened) == ["When does Lambda beat EC2?"]
    opened.get_by_role("button", name="Show all again").click()
    assert len(questions(opened)) == 4
    opened.locator("summary", has_text="Service").click()
    opened.locator("fieldset").get_by_label("EFS").check()
    assert questions(opened) == ["How do EBS and EFS differ?"]
    opened.locator("fieldset").get_by_label("EFS").uncheck()
    opened.get_by_label("Numbers").fill("1-2")
    assert len(questions(opened)) == 2
    opened.get_by_label("Numbers").fill("2,3")
    assert questions(opened)[0] == "How do EBS and EFS differ?"


def test_the_subset_options_of_build(folder: Path, tab: OpenTab, tmp_path: Path) -> None:
    """The page holds only the cards that were asked for."""
    path = tmp_path / "storage.html"
    awsdeck(folder, "preview", "d.md", "--no-open", "--category", "storage", "-o", path)
    shown = tab().page
    shown.goto(path.as_uri())
    assert questions(shown) == ["What is an S3 bucket?", "How do EBS and EFS differ?"]
    assert awsdeck(folder, "preview", "d.md", "--no-open", "--service", "nonsense").returncode == 2


def test_what_was_chosen_is_in_the_address(opened: Page, tab: OpenTab) -> None:
    """The same address shows the same page: filters, search, colours, width, study and card."""
    opened.get_by_label("Easy").check()
    opened.locator("#search").fill("lambda")
    opened.get_by_label("Dark").check()
    opened.get_by_label("Phone width").check()
    opened.get_by_label("Study").check()
    again = tab().page
    again.goto(opened.url)
    assert questions(again) == ["When does Lambda beat EC2?"]
    assert again.locator("#search").input_value() == "lambda"
    assert again.get_by_label("Easy").is_checked()
    assert again.locator("article .card.nightMode").count() == 1
    assert again.locator("article").nth(2).bounding_box()["width"] == 390  # type: ignore[index]
    assert texts(again, ".turn") == ["Show answer"]
    assert again.locator("#count").inner_text() == "Card 1 of 1"


def test_jump_to_a_category(opened: Page) -> None:
    """The list of categories leads to the first card of each, by mouse and by keyboard."""
    opened.get_by_role("button", name="Compute 2").focus()
    opened.keyboard.press("Enter")
    assert opened.evaluate("document.activeElement.ariaLabel") == "When does Lambda beat EC2?"
    assert opened.locator("article.current").evaluate(
        "card => card.getBoundingClientRect().top < innerHeight"
    )


# --- turning, walking, studying ------------------------------------------------------------------------


def test_cards_turn_by_click_space_and_arrow_keys(opened: Page) -> None:
    """Each of them shows and hides the answer, and the button says which."""
    card = opened.locator("article").first
    turn, side = card.locator(".turn"), card.locator(".card")
    shown = "A container for objects."
    assert shown in side.inner_text()

    def is_hidden() -> bool:
        said = {"true": "Hide answer", "false": "Show answer"}[turn.get_attribute("aria-expanded") or ""]
        assert turn.inner_text() == said
        assert (shown in side.inner_text()) == (said == "Hide answer")
        return said == "Show answer"

    side.locator("h1").click()
    assert is_hidden()
    turn.click()
    assert not is_hidden()
    card.focus()
    for key, hidden in (("Space", True), ("Space", False), ("ArrowLeft", True), ("ArrowRight", False)):
        opened.keyboard.press(key)
        assert is_hidden() == hidden, key
    turn.focus()
    opened.keyboard.press("Space")  # a button is pressed once, not turned back by the card around it
    assert is_hidden()


def test_keyboard_walk(opened: Page) -> None:
    """Tab reaches every control and one card; arrows lead from card to card; nothing traps the focus."""
    reached = []
    for _ in range(60):
        opened.keyboard.press("Tab")
        at = "document.activeElement"
        if opened.evaluate(f"{at} === document.body"):
            break
        name = opened.evaluate(f"{at}.id || {at}.ariaLabel || {at}.innerText || {at}.name || {at}.tagName")
        reached.append(str(name).split("\n")[0])
    assert reached[0] == "To the cards"
    wanted = [
        "Cards",
        "Figures",
        "search",
        "study",
        "phone",
        "theme",
        "Storage",
        "Compute",
        "level",
        "number",
    ]
    assert [name for name in reached if name in wanted] == [
        *("Cards", "Figures", "search", "study", "phone", "theme", "Storage", "Compute"),
        *("level", "level", "level", "number"),
    ]
    cards = questions(opened)
    assert [name for name in reached if name in cards] == cards[:1]
    opened.locator("article").first.focus()
    walked = []
    for _ in range(12):
        opened.keyboard.press("ArrowRight")
        walked.append(opened.evaluate("document.activeElement.ariaLabel"))
    assert list(dict.fromkeys(walked)) == cards[1:]
    opened.keyboard.press("/")
    opened.keyboard.type("zebra /")
    assert opened.locator("#search").input_value() == "zebra /"


def test_study_hides_answers_and_shows_one_card_at_a_time(opened: Page) -> None:
    """A question, its answer when asked for, then the next question, without its answer."""
    opened.get_by_label("Study").check()
    seen = []
    opened.locator("article.current").focus()
    for number in range(1, 5):
        assert opened.locator("#count").inner_text() == f"Card {number} of 4"
        assert len(questions(opened)) == 1
        seen.append(questions(opened)[0])
        card = opened.locator("article:visible")
        assert card.locator(".turn").inner_text() == "Show answer"
        opened.keyboard.press("Space")
        assert card.locator(".turn").inner_text() == "Hide answer"
        opened.keyboard.press("ArrowDown" if number % 2 else "ArrowRight")
    assert len(set(seen)) == 4
    opened.get_by_role("button", name="Previous").click()
    assert opened.locator("article:visible .turn").inner_text() == "Show answer"
    opened.get_by_label("Study").uncheck()
    assert len(questions(opened)) == 4


# --- problems and figures --------------------------------------------------------------------------------


def test_problems_stand_beside_their_cards(opened: Page) -> None:
    """What check found about a card is below it, the rest above all cards; each with line and hint."""
    beside = drawn_card(opened, 2).locator(".wrong li")
    assert [text.split("\n")[0] for text in beside.all_inner_texts()] == ["Warning unknown service: 'Lamda'"]
    assert "d.md:26" in beside.inner_text()
    assert "perhaps Lambda" in beside.inner_text()
    others = texts(opened, "#problems li")
    assert [text.split("\n")[0] for text in others] == [
        "Error question has no answer: 'What is the free tier?'"
    ]
    opened.get_by_label("With problems").check()
    assert questions(opened) == ["When does Lambda beat EC2?", "Which answer is the last?"]


def test_figures_are_those_of_stats(opened: Page, folder: Path) -> None:
    """The charts show the numbers of ``awsdeck stats``, as text that can be read and copied."""
    values = json.loads(awsdeck(folder, "stats", "d.md", "--json").stdout)
    opened.get_by_role("button", name="Figures").click()
    assert questions(opened) == []
    shown = dict(
        zip(
            opened.locator("figcaption").evaluate_all("all => all.map(one => one.firstChild.textContent)"),
            opened.locator("figure").all_inner_texts(),
            strict=True,
        )
    )
    for row in values["categories"]:
        assert re.search(rf"{re.escape(row['category'])}\s*{row['cards']}\b", shown["Categories"])
    for row in values["services"]:
        assert re.search(rf"{re.escape(row['name'])}\s*{row['cards']}\b", shown["Services"])
    for part, row in values["answers_with"].items():
        assert re.search(rf"{part}\s*{row['cards']} \({row['share']:.0%}\)", shown["Answers with"])
    widths = (
        opened.locator("figure")
        .first.locator("rect:not(.rail)")
        .evaluate_all("all => all.map(bar => Math.round(bar.getBBox().width))")
    )
    assert sum(widths[:2]) == pytest.approx(
        opened.locator("figure rect.rail").first.evaluate("bar => Math.round(bar.getBBox().width)"), abs=2
    )


# --- for everybody, and safe -----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def axe() -> str:
    """The script of axe-core."""
    found = find_spec("axe_playwright_python")
    assert found
    assert found.origin
    return Path(found.origin).with_name("axe.min.js").read_text("utf-8")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("theme", ["light", "dark"])
def test_accessible_to_everybody(page: Path, tab: OpenTab, axe: str, theme: Any, width: int) -> None:
    """axe-core finds nothing serious, in either colours, on a phone and a desktop, on any view."""
    shown = tab(width=width, scheme=theme).page
    shown.goto(f"{page.as_uri()}#theme={theme}")
    if width == 360:
        shown.get_by_role("button", name="Categories and filters").click()
    shown.evaluate(axe)
    for view in ("", "&study=1", "&view=figures"):
        shown.evaluate("address => { location.hash = address }", f"theme={theme}{view}")
        shown.wait_for_timeout(50)
        found = shown.evaluate("axe.run().then(result => result.violations)")
        serious = [rule for rule in found if rule["impact"] in ("serious", "critical")]
        assert [(view, rule["id"], [node["html"] for node in rule["nodes"]]) for rule in serious] == []


@pytest.mark.parametrize("width", [360, 768, 1280])
def test_no_page_is_wider_than_the_screen(page: Path, tab: OpenTab, width: int) -> None:
    """Whatever stands on a card scrolls within it; the page never scrolls sideways."""
    shown = tab(width=width).page
    shown.goto(page.as_uri())
    for view in ("", "phone=1", "view=figures", "study=1"):
        shown.evaluate("address => { location.hash = address }", view)
        shown.wait_for_timeout(50)
        assert shown.evaluate("document.documentElement.scrollWidth") <= width, view


def test_the_policy_allows_one_script_one_style_and_no_address(page: Path) -> None:
    """Neither a script nor a style of a card could run, and nothing could be fetched or sent."""
    policy = re.search(r'Content-Security-Policy" content="([^"]+)"', page.read_text("utf-8"))
    assert policy
    rules = dict(rule.split(" ", 1) for rule in policy[1].split("; "))
    assert rules.pop("script-src").startswith("'sha256-")
    assert rules.pop("style-src").startswith("'sha256-")
    assert rules == {
        "default-src": "'none'",
        "img-src": "data:",
        "base-uri": "'none'",
        "form-action": "'none'",
    }


def test_nothing_active_on_a_card_runs(page: Path, tab: OpenTab, tmp_path: Path) -> None:
    """Should markup ever get onto a card, the policy still keeps it from running and from fetching."""
    evil = (
        "<img src=x onerror=window.ran=1><svg onload=window.ran=1></svg><script>window.ran=1<\\/script>"
        "<iframe srcdoc='<script>parent.ran=1<\\/script>'></iframe><b style='color:red'>b</b>"
    )
    text = page.read_text("utf-8")
    start = text.index('<script type="application/json" id="data">')
    end = text.index("</script>", start)
    data = json.loads(text[start:end].partition(">")[2])
    data["cards"][0]["back"] = evil.replace("<\\/", "</")
    changed = json.dumps(data).replace("<", "\\u003c")
    evil_page = tmp_path / "evil.html"
    evil_page.write_text(text[: text.index(">", start) + 1] + changed + text[end:], "utf-8")
    opened = tab()
    opened.page.goto(evil_page.as_uri())
    opened.page.locator("article .face").first.wait_for()
    assert opened.page.locator("article b").count() == 1
    opened.page.wait_for_timeout(200)
    assert opened.page.evaluate("window.ran") is None
    assert opened.errors  # each attempt is refused aloud
    assert all("Content Security Policy" in error for error in opened.errors)
    opened.errors.clear()


def test_no_text_can_end_the_data(tab: OpenTab, tmp_path: Path) -> None:
    """Text that looks like the end of a script or the begin of a comment is shown as typed."""
    asked = "</script>, <!-- and <script> or ]]>"
    (tmp_path / "d.md").write_text(
        f"# D\n\n### What do `{asked}` do?\n\nNothing here.\n\n### And then?\n\nMore.\n", "utf-8"
    )
    config = Config()
    deck = pipeline.read(tmp_path / "d.md", config, pipeline.catalogue_for(config), NOW)
    (tmp_path / "d.html").write_text(preview.page([Part(deck.document, deck.ready)]), "utf-8")
    shown = tab().page
    shown.goto((tmp_path / "d.html").as_uri())
    assert questions(shown) == [f"What do {asked} do?", "And then?"]


def test_titles_cannot_leave_their_place(opened: Page) -> None:
    """A title with angle brackets and quotes is shown as written."""
    assert opened.title() == 'Cloud & "Drills" <one>'
    assert opened.locator("h1").first.inner_text() == 'Cloud & "Drills" <one>'


# --- two thousand cards ----------------------------------------------------------------------------------


def long_document(cards: int) -> str:
    """A document with that many cards in ten categories."""
    text = "# Long\n"
    for number in range(1, cards + 1):
        if number % (cards // 10) == 1:
            text += f"\n## Part {number}\n"
        text += f"\n### {number}. What is thing {number}?\n\nIt is thing {number}.\n\n- one\n- two\n"
    return text


@pytest.fixture(scope="module")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page of two thousand cards."""
    folder = tmp_path_factory.mktemp("long")
    (folder / "long.md").write_text(long_document(2000), "utf-8")
    config = Config()
    deck = pipeline.read(folder / "long.md", config, pipeline.catalogue_for(config), NOW)
    (folder / "long.html").write_text(preview.page([Part(deck.document, deck.ready)]), "utf-8")
    return folder / "long.html"


def test_cards_off_the_screen_cost_nothing(long_page: Path, tab: OpenTab) -> None:
    """Of two thousand cards those near the screen are drawn; those that were are not kept laid out."""
    shown = tab().page
    shown.goto(long_page.as_uri())
    shown.locator("article .face").first.wait_for()
    assert shown.locator("article").count() == 2000
    assert 0 < shown.locator("article .face").count() < 20
    shown.get_by_role("button", name="Part 1001 200").click()
    shown.locator("article:focus .face").wait_for()
    assert shown.evaluate("document.activeElement.ariaLabel") == "What is thing 1001?"
    assert shown.evaluate("Math.abs(document.activeElement.getBoundingClientRect().top - 76) < 40")
    assert shown.locator("article .face").count() < 40
    first = shown.locator("article").first
    assert first.locator(".face").count() == 1  # drawn before, and now skipped by the browser
    is_laid_out = "face => face.checkVisibility({ contentVisibilityAuto: true })"
    frame = "() => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))"
    shown.evaluate(frame)
    assert not first.locator(".face").evaluate(is_laid_out)
    assert shown.locator("article:focus .face").evaluate(is_laid_out)


def test_search_and_study_in_two_thousand(long_page: Path, tab: OpenTab) -> None:
    """Search finds cards that were never drawn, and the address leads to any card."""
    shown = tab().page
    shown.goto(long_page.as_uri())
    shown.locator("#search").fill("thing 1987")
    assert questions(shown) == ["What is thing 1987?"]
    shown.goto("about:blank")
    shown.goto(f"{long_page.as_uri()}#card=what-is-thing-1500&study=1")
    shown.locator("article.current .face").wait_for()
    assert shown.locator("#count").inner_text().startswith("Card ")


@pytest.mark.usefixtures("browser")
def test_the_benchmark_runs() -> None:
    """It measures both pages and names the ratio; how fast they are is no matter of a test."""
    script = Path(__file__).parents[1] / "benchmarks" / "preview.py"
    counts = ("--few", "6", "--many", "12", "--rounds", "1")
    done = subprocess.run([sys.executable, script, *counts, "--json"], capture_output=True, check=True)
    found = json.loads(done.stdout)
    assert found["6"].keys() == found["12"].keys() > {"open", "first search", "longest frame"}
    assert found["ratio"]["open"] > 0


# --- the command -------------------------------------------------------------------------------------------


@pytest.fixture
def recorder(tmp_path: Path) -> dict[str, str]:
    """An environment in which opening a browser writes its address down."""
    script = tmp_path / "recorder"
    script.write_text(
        f'#!{sys.executable}\nimport sys\nopen({str(tmp_path / "opened")!r}, "w").write(sys.argv[1])\n'
    )
    script.chmod(0o755)
    return {"BROWSER": f"{script} %s"}


@pytest.mark.skipif(os.name == "nt", reason="the recorder is a script that Windows can't start")
def test_the_page_is_opened(run: Run, recorder: dict[str, str], tmp_path: Path) -> None:
    """The browser is asked to show the file that was written; --no-open leaves it alone."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    assert run("preview", "d.md", "--no-open", **recorder).returncode == 0
    assert not (tmp_path / "opened").exists()
    run("preview", "d.md", **recorder)
    assert (tmp_path / "opened").read_text() == (tmp_path / "build" / "preview.html").as_uri()


def test_several_documents_on_one_page(folder: Path, tab: OpenTab, tmp_path: Path) -> None:
    """Each has its title above its categories."""
    (tmp_path / "e.md").write_text("# Second\n\n## Compute\n\n### What is Fargate?\n\nContainers.\n", "utf-8")
    both = tmp_path / "both.html"
    awsdeck(folder, "preview", "d.md", tmp_path / "e.md", "--no-open", "-o", both)
    shown = tab().page
    shown.goto(both.as_uri())
    assert len(questions(shown)) == 5
    assert shown.locator("#cards h2").all_text_contents()[-1] == "Second: Compute"


def test_a_folder_that_cant_be_written_to(run: Run, tmp_path: Path) -> None:
    """The reason is given, without a traceback."""
    (tmp_path / "d.md").write_text("### What is S3?\n\nObjects.\n", "utf-8")
    (tmp_path / "build").write_text("a file", "utf-8")
    shown = run("preview", "d.md", "--no-open")
    assert shown.returncode == 1
    assert "error: can't write it" in shown.stderr


def test_the_bundled_deck(run: Run, tab: OpenTab, tmp_path: Path) -> None:
    """All cards of the deck that comes with the project, drawn in turn, without one error."""
    assert run("preview", SOURCE, "--no-open", "-o", "all.html").returncode == 0
    shown = tab().page
    shown.goto((tmp_path / "all.html").as_uri())
    cards = shown.locator("article")
    cards.first.locator(".face").wait_for()
    number = cards.count()
    assert number >= 84
    for card in range(0, number, 12):
        cards.nth(card).scroll_into_view_if_needed()
        cards.nth(card).locator(".face").wait_for()
