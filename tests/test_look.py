"""How cards look in a real browser, in the page of each Anki that shows them."""

import re
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest
from playwright.sync_api import Page

from awsdeck.model import Code, block_text, walk
from awsdeck.notetype import QA

from .browser import OpenTab
from .conftest import FIXTURES, Anki
from .reviewer import ANDROID, DESKTOP, IPHONE, SHOW, Reviewer, page
from .shown import Shown, shown_by

BUNDLED = Path(__file__).parents[1] / "source" / "aws-interview-questions.md"
BLOCKS = FIXTURES / "look" / "blocks.md"
MEASURE = (Path(__file__).parent / "measure.js").read_text("utf-8")


@pytest.fixture(scope="module")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[Path, list[Shown]]]:
    """The cards of the bundled deck and of the fixture with every kind of block, out of a real collection."""
    folder = tmp_path_factory.mktemp("look")
    anki = Anki(folder / "anki")
    yield {source: list(shown_by(anki, source, folder)) for source in (BUNDLED, BLOCKS)}
    anki.col.close()


@pytest.fixture
def blocks(collection: dict[Path, list[Shown]]) -> dict[str, Shown]:
    """The cards of the fixture with every kind of block, by their ids."""
    return {shown.name: shown for shown in collection[BLOCKS]}


def show(
    tab: OpenTab, html: str, reviewer: Reviewer = DESKTOP, *, width: int = 1280, **options: object
) -> Page:
    """A page with one side of a card in it."""
    opened: Page = tab(width=width).page
    opened.set_content(page(reviewer, **options))  # type: ignore[arg-type]
    opened.evaluate(SHOW, html)
    return opened


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(
    ("width", "reviewer", "direction"),
    [(360, ANDROID, "ltr"), (768, DESKTOP, "rtl"), (1280, DESKTOP, "ltr")],
    ids=["android-360", "desktop-768-rtl", "desktop-1280"],
)
def test_every_card_can_be_read(
    tab: OpenTab,
    collection: dict[Path, list[Shown]],
    width: int,
    reviewer: Reviewer,
    direction: str,
    night: bool,
) -> None:
    """Nothing sticks out of its box or the page, no text is too small or too pale at any width."""
    sides = [side for cards in collection.values() for shown in cards for side in shown.sides]
    assert len(sides) >= 2 * 84
    # the system's own preference is the opposite: in Anki the learner's theme decides
    opened = tab(width=width, scheme="light" if night else "dark").page
    opened.set_content(page(reviewer, night=night, direction=direction))
    assert opened.evaluate(MEASURE, sides) == []


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_every_kind_of_block_can_be_read_on_an_iphone(
    tab: OpenTab, blocks: dict[str, Shown], night: bool
) -> None:
    """AnkiMobile's page is as good as the others, by day and by night."""
    opened = tab(width=375).page
    opened.set_content(page(IPHONE, night=night))
    assert opened.evaluate(MEASURE, [side for shown in blocks.values() for side in shown.sides]) == []


def test_what_would_make_a_card_hard_to_read_is_noticed(tab: OpenTab) -> None:
    """The measure itself finds a wide page, a wide element, small text and pale text."""
    opened = tab(width=360).page
    opened.set_content(page(ANDROID))
    wrong = (
        '<div class="awsdeck"><p style="width: 500px">w</p><p style="font-size: 11px">s</p>'
        '<p style="color: #999; background: #fff">p</p><div style="width: 50px">abcdefghijklmnop</div></div>'
    )
    found = "\n".join(opened.evaluate(MEASURE, [("x", wrong)]))
    for complaint in ("px wide", "leaves the page", "only 11px", "a contrast of 2.85", "wider than its box"):
        assert complaint in found


READ = r"""cards => cards.map(html => {
    const holder = document.body.firstElementChild;
    holder.innerHTML = html;
    const walker = document.createTreeWalker(holder, NodeFilter.SHOW_TEXT), mathematics = [];
    while (walker.nextNode()) {
        const [run, place] = [walker.currentNode.data, walker.currentNode.parentElement];
        if (/\\[(\[]/.test(run) && place.localName != "style") mathematics.push(run);
    }
    const text = selector => [...holder.querySelectorAll(selector)].map(one => one.textContent);
    return {question: text(".question"), answer: text(".answer"), code: text("pre code"), mathematics};
})"""


def test_a_card_says_what_its_document_says(tab: OpenTab, collection: dict[Path, list[Shown]]) -> None:
    r"""Through Anki and the browser, question, answer and every space of the code are the document's.

    No run of text holds ``\\(`` or ``\\[``: Anki's MathJax reads each run between two elements by itself.
    """
    opened = tab().page
    opened.set_content(page(DESKTOP))
    cards = [shown for cards in collection.values() for shown in cards]
    fronts = opened.evaluate(READ, [shown.front for shown in cards])
    backs = opened.evaluate(READ, [shown.back for shown in cards])
    squeezed = partial(re.sub, r"\s+", "")
    for shown, front, back in zip(cards, fronts, backs, strict=True):
        assert front == {"question": [shown.card.title], "answer": [], "code": [], "mathematics": []}
        answer = "".join(block_text(block) for block in shown.card.answer)
        assert squeezed(back.pop("answer")[0]) == squeezed(answer), shown.name
        code = [block.text for block in walk(shown.card.answer) if isinstance(block, Code)]
        assert back == {"question": [shown.card.title], "code": code, "mathematics": []}


def test_what_anki_would_interpret_appears_as_typed(tab: OpenTab, blocks: dict[str, Shown]) -> None:
    """Mathematics, sounds, fields and boxes to type in stay text, in a sentence and in code."""
    shown = blocks["as-typed"]
    opened = show(tab, shown.back)
    assert opened.inner_text(".answer > p") == (
        "From $50 to $100, [$]x[/$], [$$]y[/$$], [latex]z[/latex], [sound:a.mp3], [anki:play:q:0], "
        "[[type:Answer]], {{c1::hidden}}, {{Front}}, \\(a+b\\), \\[c\\], bold, &amp;."
    )
    assert opened.text_content("pre code") == (
        'test "$a" = "{{c1::x}}" && echo "\\(a\\) \\[b\\] [latex] [$]5[/$] [sound:b.mp3]" [[type:Answer]]'
    )
    assert shown.sounds == 0
    assert "[[type:" not in shown.back  # desktop Anki would put a box to type into there
    assert opened.locator("img, input, a").count() == 0


@pytest.mark.parametrize("reviewer", [DESKTOP, ANDROID, IPHONE], ids=["desktop", "android", "iphone"])
@pytest.mark.parametrize(("width", "ground"), [(360, "--surface"), (1280, "--page")])
def test_the_card_decides_its_colours_whatever_the_page_says(
    tab: OpenTab, blocks: dict[str, Shown], reviewer: Reviewer, width: int, ground: str
) -> None:
    """By night the page has the card's own ground and not the one that Anki gives to a page of the night."""
    opened = show(tab, blocks["request-path"].front, reviewer, width=width, night=True)
    expected = opened.evaluate(
        """name => {
            const probe = document.body.appendChild(document.createElement("i"));
            probe.style.background = `var(${name})`;
            return getComputedStyle(probe).backgroundColor;
        }""",
        ground,
    )
    assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == expected


def test_the_front_gives_no_service_away(tab: OpenTab, blocks: dict[str, Shown]) -> None:
    """A service that the question doesn't name waits for the answer side."""
    shown = blocks["request-path"]
    opened = show(tab, shown.front)
    assert opened.inner_text(".services").split() == []
    opened.evaluate(SHOW, shown.back)
    assert opened.inner_text(".services").split() == ["VPC", "RDS", "CloudFront"]


def test_wide_code_and_tables_scroll_in_their_own_box(tab: OpenTab, blocks: dict[str, Shown]) -> None:
    """On a phone there is more than fits, it can be reached, and the first column stays in sight."""
    opened = show(tab, blocks["request-path"].back, ANDROID, width=360)
    wide = "box => { box.scrollLeft = 9999; return box.scrollLeft }"
    assert opened.eval_on_selector(".table", wide) > 50
    column = "cell => cell.getBoundingClientRect().left - cell.closest('.table').getBoundingClientRect().left"
    assert opened.eval_on_selector("td:first-child", column) == pytest.approx(1, abs=1)
    opened.evaluate(SHOW, blocks["code-kinds"].back)
    assert opened.eval_on_selector("pre", wide) > 50
    assert opened.evaluate("scrollX") == 0


RIGHT_EDGES = """code => {
    const ends = [];
    const walker = document.createTreeWalker(code, NodeFilter.SHOW_TEXT);
    while (walker.nextNode())
        for (let at = 0; at < walker.currentNode.data.length; at++)
            if (SIGNS.includes(walker.currentNode.data[at])) {
                const range = document.createRange();
                range.setStart(walker.currentNode, at);
                range.setEnd(walker.currentNode, at + 1);
                const box = range.getBoundingClientRect();
                ends.push([Math.round(box.top), (box.left + box.right) / 2]);
            }
    return ends;
}"""


@pytest.mark.parametrize("mono", ["DejaVu Sans Mono", "Liberation Mono"])
def test_columns_of_diagrams_are_aligned(tab: OpenTab, blocks: dict[str, Shown], mono: str) -> None:
    """Beside ideographs, emoji and arrows the strokes of a box stand below one another."""
    style = f'body.card {{ --mono: "{mono}", monospace }}'
    opened = show(tab, blocks["wide"].back, width=768, style=style)
    signs = opened.eval_on_selector("pre code", RIGHT_EDGES.replace("SIGNS", '"┌┬┐│├┼┤└┴┘"'))
    rows: dict[int, list[float]] = {}
    for top, middle in signs:
        rows.setdefault(top, []).append(middle)
    assert [len(row) for row in rows.values()] == [4] * 5
    for row in rows.values():
        assert row == pytest.approx(next(iter(rows.values())), abs=0.6)


def test_a_tab_is_four_columns(tab: OpenTab, blocks: dict[str, Shown]) -> None:
    """Indentation by tabs is as wide as most people set their editors."""
    opened = show(tab, blocks["code-kinds"].back)
    assert opened.eval_on_selector("code.language-bash", "code => getComputedStyle(code).tabSize") == "4"
    assert "\techo" in (opened.text_content("code.language-bash") or "")


def test_other_directions_keep_their_own(tab: OpenTab, blocks: dict[str, Shown]) -> None:
    """Arabic runs from the right and code within it from the left, whichever way Anki itself runs."""
    for direction in ("ltr", "rtl"):
        opened = show(tab, blocks["arabic"].back, direction=direction)
        way = "one => getComputedStyle(one).direction"
        assert opened.eval_on_selector(".question", way) == "rtl"
        assert opened.eval_on_selector(".answer code", way) == "ltr"
        left, right = (f"one => getComputedStyle(one).border{side}Width" for side in ("Left", "Right"))
        assert (opened.eval_on_selector(".callout", left), opened.eval_on_selector(".callout", right)) == (
            "0px",
            "4px",
        )
        opened.evaluate(SHOW, blocks["code-kinds"].back)
        assert opened.eval_on_selector("pre", way) == "ltr"


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_on_paper_everything_is_there_in_dark_letters(
    tab: OpenTab, blocks: dict[str, Shown], night: bool
) -> None:
    """Printed, nothing is cut off, and night mode doesn't print pale letters."""
    opened = show(tab, blocks["code-kinds"].back, width=720, night=night)
    cut = "all => all.filter(box => box.scrollWidth > box.clientWidth + 1).length"
    assert opened.eval_on_selector_all("pre", cut) > 0
    opened.emulate_media(media="print")
    for name in ("code-kinds", "request-path"):
        opened.evaluate(SHOW, blocks[name].back)
        assert opened.eval_on_selector_all("pre, .table, .awsdeck", cut) == 0
        assert opened.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
        assert opened.eval_on_selector(".question", "one => getComputedStyle(one).color") == "rgb(27, 37, 48)"


def test_templates_need_no_script_and_no_network() -> None:
    """Neither templates nor style hold a script, an inline style or an address."""
    for text in (QA.front(), QA.back(), QA.style()):
        assert not re.search(r"<script|style=|url\(|@import|https?://|\bon\w+=", text)


def test_the_back_begins_as_the_front() -> None:
    """Every line of the front stands on the back, before the answer."""
    head = QA.back().partition('<hr id="answer">')[0].splitlines()
    assert [line.replace(" front", " back") for line in QA.front().splitlines()[:-1]] == head
