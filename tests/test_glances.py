"""A glance spares most texts the patterns that weigh them, and misses nothing that one of these finds."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import render
from awsdeck.hints import NO_HINTS
from awsdeck.readers import (
    answerkey,
    asides,
    cardlist,
    columnnames,
    contents,
    difficulty,
    furniture,
    glue,
    headings,
    lines,
    marks,
    messages,
    options,
    pagerows,
    paper,
    rulers,
    segments,
    series,
    tables,
    verbatim,
)
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.marks import Mark
from awsdeck.readers.vocabulary import Vocabulary
from awsdeck.render.allowed import safe as sanitized
from awsdeck.source import from_text
from awsdeck.text import words

many = settings(max_examples=500)


def made_of(*parts: tuple[str, ...]) -> st.SearchStrategy[str]:
    """Texts that have one of each of these parts, in this order."""
    return st.tuples(*map(st.sampled_from, parts)).map("".join)


@given(st.text(alphabet=" \tab;:=>-<→↓─▲{[(\"'#/|+$\\.,doneficonstletvarexport", max_size=30))
@many
def test_a_glance_misses_no_feature(text: str) -> None:
    """What a look at a line's beginning and at its signs leaves out, no pattern finds."""
    slow = [feature.name for feature in verbatim.FEATURES if feature.seen(text)]
    assert [feature.name for feature in verbatim._evidence(text)] == slow


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_words_of_ascii_are_what_the_pattern_finds(text: str) -> None:
    """Texts that need no pattern to be parted have the words that it would find."""
    assert words(text) == tuple(re.findall(r"[^\W_]+", text.lower()))


LEVELS = made_of(
    ("", "What is a queue?", "Explain", "`", "**", "x "),
    ("", " ", " - ", "·"),
    ("", "(", "[", "`", "**", "_[", "🟢"),
    ("", "Level: ", "difficulty "),
    ("easy", "Hard", "MEDIUM", "medıum", "eaſy", "expert", "l2", "easier", "Leicht", "DIFÍCIL", ""),
    ("", ")", "]", "`", "**", ")**", "⭐⭐", "☆\ufe0f"),
    ("", "", " Why?", "."),
)
AT_END = (
    *(difficulty._BRACKETED, difficulty._AFTER_END, difficulty._PARTED),
    *(difficulty._SPACED, difficulty._GLUED),
)


def first(patterns: tuple[re.Pattern[str], ...], text: str) -> re.Match[str] | None:
    """The match of the first pattern that fits the whole text."""
    return next((match for pattern in patterns if (match := pattern.fullmatch(text))), None)


@given(LEVELS)
@many
def test_a_glance_misses_no_difficulty_at_the_end(text: str) -> None:
    """Where the last letters of a text rule a difficulty out, no pattern finds one."""
    found = first(AT_END, text.strip())
    if found:
        assert difficulty.at_end(text) == (found["rest"].rstrip(" -–—|·"), difficulty._meant(found))
    else:
        assert difficulty.at_end(text) == difficulty.stated(text)


@given(LEVELS)
@many
def test_a_glance_misses_no_difficulty_that_is_marked(text: str) -> None:
    """Where the letters at both ends of a text rule a marked difficulty out, no pattern finds one."""
    bare = text.strip()
    found = first((difficulty._BRACKETED, difficulty._MARKED), bare) or difficulty._BEFORE.fullmatch(bare)
    if found:
        assert difficulty.stated(text) == (found["rest"].strip(), difficulty._meant(found))
    elif difficulty._ICONS_END.fullmatch(bare) is None:
        assert difficulty.stated(text) == (bare, None)


@given(
    st.text(max_size=12)
    | made_of(
        ("", " ", "  "),
        (*re.findall(r"[^\W_]+", marks._Q), "q", "pregunta", "Interviewer", "ınterviewer"),
        ("", " ", "."),
        ("7", ""),
        (":", ".", ") "),
    )
    | made_of(
        ("", " "),
        ("", *'#(-+*_<"“/', "⭐", "❓"),
        ("1", "b>", "summary>", "__", " "),
        (".", ": ", ") "),
        ("x",),
    )
)
@many
def test_a_glance_misses_no_mark_of_a_question(text: str) -> None:
    """A line that begins with another character than marks do has nothing to peel off."""
    if marks._ANY_PEEL.match(text):
        assert marks.may_be_peeled(text.strip())


KEYS = made_of(
    ("", " ", "- ", "# ", "**", "| "),
    ("", "The ", "correct ", "The right ", "Q", "Question ", "12", "option "),
    ("", " ", ". ", "-", "1"),
    ("", "Answers", "solution", "Key", "Lösungen", "B", "a, C", "option d", "7 C"),
    ("", ":", " key", " |", " and reasons"),
)
COLUMNS = made_of(
    ("Option", "Q", "No.", "Nr", "Numbers", "Answer", "Key"), (" ", "\t", " | "), ("Answer", "Key")
)


@given(KEYS | COLUMNS)
@many
def test_a_glance_misses_no_key(text: str) -> None:
    """A line that begins as no key does is no heading, no entry and no names of columns of one."""
    plain = answerkey._plain(text)
    named = "answer" in plain.lower() and answerkey._COLUMNS.fullmatch(plain)
    if answerkey._HEAD.match(plain) or named or list(answerkey._entries(plain, 1)):
        assert answerkey._MAY_BEGIN.match(text)


@given(
    made_of(
        ("", "- ", "☐ ", " [x] "),
        ("", "**", "("),
        ("a", "B", "c", "D", "xa"),
        (".", ")", ": "),
        (" ", ""),
        ("text",),
    )
)
@many
def test_a_glance_misses_no_option(text: str) -> None:
    """A line that begins with another letter than the option's is none."""
    for count, letter in enumerate("ABC"):
        match = options._LETTERED.match(text)
        assert options.is_next(Line(1, text), count) == bool(match and match["letter"].upper() == letter)


@given(
    made_of(
        ("", "3 | ", "All rights ", "x"),
        ("Page", "page ", "©", "Copyright", "reserved"),
        ("", "3", " 3"),
        ("", " of 4", " x"),
    )
)
@many
def test_a_glance_misses_no_line_of_paper(text: str) -> None:
    """What the pages of paper leave behind has one of the words that are looked for first."""
    shape = re.sub(r"\d+", "#", text).casefold()
    if paper._OF_PAPER.search(shape):
        assert any(word in shape for word in paper._PAPER_WORDS)


OF_PAGE = made_of(
    ("", "- ", "[", "↑ ", "The guide: "),
    (
        "go ",
        "Return",
        "back",
        "Download ",
        "read",
        "page 3",
        "Photo",
        "sources",
        "must read",
        "was",
        "⬆",
        "copy",
    ),
    ("", " to ", " now", " of 4", " by ", ": ", " this ", " next: "),
    ("", "top", "the questions", "our pdf", "helpful", "somebody", "author", "https"),
    ("", "!", "]", " →"),
)


@given(OF_PAGE | st.text(max_size=12))
@many
def test_a_glance_misses_nothing_of_a_page(text: str) -> None:
    """What leads elsewhere or sells something begins with one of the words that are looked for first."""
    if furniture.is_of_page(text) or furniture.is_advert(text):
        assert furniture.may_be_of_page(text)


@given(
    made_of(
        ("Still ", "", "Any ", "Can't ", "did not ", "READY ", "need "),
        ("have ", "more ", "find ", "to ", "any ", "looking for "),
        ("questions", "what you look for", "the answer here", "get started", "help", "more"),
        ("?", "??", " now?", ""),
    )
)
@many
def test_a_glance_misses_no_question_to_visitors(text: str) -> None:
    """What asks the visitor of a page begins with one of a few words."""
    if text.endswith("?") and furniture._VISITOR.fullmatch(text.rstrip("?")):
        assert furniture.asks_visitor(text)


@given(LEVELS | st.text(max_size=12))
@many
def test_a_glance_misses_no_difficulty_alone(text: str) -> None:
    """Where the last letter of a text is that of no difficulty, it is none."""
    if difficulty.is_badge(text):
        assert difficulty.may_be_badge(text)


@given(
    made_of(
        ("", "- ", "  ", "A. ", "Answer: ", "→ "),
        ("Part 1", "storage and databases", "Networking", "Interview Questions", "Read more"),
        ("", " on two continents and more", "\tcells", " | cells"),
        ("", ".", ":", "?"),
    ),
    st.lists(
        st.sampled_from(("", "A. one", "Networking basics", "Limits:", "It is stored twice.", "- an item"))
    ),
)
@many
def test_a_glance_misses_no_heading(text: str, above: list[str]) -> None:
    """What no surroundings make a heading is none in any."""
    line, lines = Line(9, text), [Line(1, near) for near in above]
    if headings.score(line, lines, Vocabulary(lines)).score >= headings.POSSIBLE:
        assert headings.may_be(line)


@given(st.lists(st.sampled_from((*range(1, 10), 30, 31, 60)), max_size=30), st.sampled_from((1, 4)))
@many
def test_a_glance_misses_no_series(numbers: list[int], length: int) -> None:
    """Where the best series so far goes on, no other one is worth more than that of the number before."""
    found = [Mark(at, "n.", number, "What?", 0, True, at + length) for at, number in enumerate(numbers)]
    page = number_lines(["text"] * (len(found) + length))
    chosen = series.choose(found, page)
    with pytest.MonkeyPatch.context() as patch:
        step = series._best_step
        patch.setattr(
            series, "_best_step", lambda mark, own, last, _, steps: step(mark, own, last, None, steps)
        )
        assert series.choose(found, page) == chosen


@given(
    st.lists(st.sampled_from(("", "  ", "A. one", "b) two", "Answer: A", "text", "- [x] C. three"))),
    st.integers(0, 9),
    st.integers(0, 9),
)
@many
def test_what_is_found_once_for_each_text_is_found_in_every_line(
    texts: list[str], start: int, end: int
) -> None:
    """Where lines pass a test is the same whether each is looked at or each text, once."""
    page = number_lines(texts)
    end = min(end, len(page))
    for test in (options.is_lettered, marks.is_answer_label):
        for _ in range(2):
            one_by_one = [at for at in range(start, end) if test(page[at])]
            assert list(lines.positions(page, test, start, end)) == one_by_one
            assert list(lines.positions(list(page), test, start, end)) == one_by_one


@given(st.text(alphabet="ab1 '-.,é_", max_size=20))
@many
def test_a_glance_counts_three_words(text: str) -> None:
    """A sentence needs three words, which are looked for without finding all others."""
    assert (lines._THREE_WORDS.match(text) is not None) == (len(Line(1, text).words) >= 3)


@given(
    made_of(
        ("", "- ", "- [x] ", "☑ ", "* "),
        ("A. ", "b) ", "**C. ", "1 ", ""),
        ("text", "text ✅", "text (correct)", "text**"),
    ),
)
@many
def test_a_glance_misses_no_right_option(text: str) -> None:
    """Where no option of a document is marked as right, none is among those of a question."""
    page = number_lines(["A. one", text, "B. two"])
    if any(options.marked(page, start, 3).right for start in range(3)):
        assert options.may_be_marked(page)


@given(st.text(alphabet=st.characters(min_codepoint=0x20, max_codepoint=0x7E), max_size=60))
def test_what_needs_no_allow_list_would_pass_it_unchanged(text: str) -> None:
    """HTML of harmless characters is spared the parser because it comes out of it as it is."""
    if render._HARMLESS.fullmatch(text):
        assert sanitized(text) == text
    assert render._HARMLESS.fullmatch(text.translate({ord(c): None for c in '<>&"'}))


NUMBERS = ("", "1. ", "2) ", "Q3: ", "question 4. ", "- ", "[12] ", "٣. ", "\u201c", "1.2 ")
ASKED = ("What is S3?", "explain roles", "Why", "A bucket", "Storage", "Question 7", "quotas?", "²")
PAGES = ("", " .... 7", " . . 12", "\t9", "… 3", " 4", "?")
NAMES = made_of(NUMBERS, ASKED, PAGES)


@given(
    st.lists(st.sampled_from(("", *ASKED[:5])) | NAMES, max_size=24), st.sets(st.integers(0, 20), max_size=2)
)
@many
def test_a_glance_misses_no_list_of_contents(texts: list[str], hidden: set[int]) -> None:
    """Where few lines that ask come twice, there is no list of them."""
    twice = number_lines([*texts, "It begins here.", *[part for text in texts for part in (text, "Text.")]])
    for page in (number_lines(texts), twice):
        seen = contents.positions(page, hidden)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(contents, "_come_again", lambda *_: True)
            assert contents.positions(page, hidden) == seen


@given(NAMES | made_of(("",), tuple("QqａǅßΑ١²_ 1"), ("1. x", "uestion 1. x", "1 x")))
@many
def test_a_glance_misses_no_number_of_a_list_of_contents(text: str) -> None:
    """What begins with another letter than Q has no number to take off."""
    if contents._NUMBER.match(text.strip()):
        assert contents._name(Line(1, text)) != text.strip().casefold()


ROWS = made_of(
    ("", "a", "Level", "IAM", "$5", "a small", "- "),
    ("Instance", "roleTrust", "EC2", "12", "Free tier", "(per AZ)", ""),
    ("", "Subnet", "99.9%Yes", "✅", " | ", "\t", "S3Standard", "gRPCTCP"),
    ("", "Yes", "No", ".", "?", "   "),
)


@given(st.lists(ROWS, max_size=8))
@many
def test_a_glance_misses_no_table(texts: list[str]) -> None:
    """Where no line could be a header, the look for glued rows finds none."""
    page = number_lines(texts)
    known = Vocabulary(page, ("S3", "Level", "Yes"))
    made = from_text("a.txt", "\n".join(texts))
    seen = list(tables.find(made, page, known))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(tables, "_may_be_glued", lambda lines: bool(lines))
        assert list(tables.find(made, page, known)) == seen


@given(
    ROWS | made_of(("---", "| a", "a|b", "|-|-|", "--|--", "x\ty"), ("", " |", "|", "\tb | c"), ("", " d"))
)
@many
def test_a_glance_misses_no_cells(text: str) -> None:
    """A line without a tab or a bar has no cells with marks between them, whatever the line above has."""
    line = Line(1, text)
    for wanted in (None, "\t", "|"):
        mark = tables._mark(line, wanted)
        assert mark is None or (mark in line.bare and mark == (wanted or mark))
        if tables._RULE.fullmatch(line.text) and "|" in line.bare and wanted == "|":
            assert mark == "|" or line.is_item


@given(ROWS | st.text(alphabet="aBz9 ().%\u00a0\u2028\x1c\x85", max_size=20))
@many
def test_a_glance_misses_no_seam(text: str) -> None:
    """The words of a line with a seam are those that have one by themselves."""
    known = Vocabulary(number_lines([text, "Level Yes small"]))
    inside = glue._bracketed(text)
    slow = [
        seam._replace(at=seam.at + token.start())
        for token in glue._TOKEN.finditer(text)
        for seam in glue._token_seams(token[0], known)
        if seam.at + token.start() not in inside
    ]
    assert glue.seams(text, known) == slow


@given(
    made_of(
        ("", "  ", "# ", "-- ", "// "),
        ("aws s3 ls", "{", "foo(", '"a": [', "→ (", "text", '"("', ""),
        (")", "}", " {", " # (", ";", ""),
    )
)
@many
def test_a_glance_misses_no_open_bracket(text: str) -> None:
    """What opens no bracket isn't asked whether it is a remark or a sketch."""
    line = Line(1, text)
    outside = verbatim._QUOTED.sub("", text)
    opened = sum(map(outside.count, "{[(")) - sum(map(outside.count, "}])"))
    told = verbatim.is_sketch(line) or any(
        feature.name.startswith("comment") for feature in verbatim.evidence(line)
    )
    assert segments._brackets(line) == (0 if told else opened)
    assert verbatim.is_preformatted(line) == (verbatim.weight(line) >= verbatim.CERTAIN)


@many
@given(
    made_of(("", " ", "- ", "1 ", "²", "_"), ("Terms", "Karten in Folge", "S3 cards", "a (b)", "一"),
            ("", " "), ("(3)", "( 3)", "(٣٤)", "(3) ", "(3", "3)"))
)  # fmt: skip
def test_a_line_that_counts_no_cards_needs_no_look(text: str) -> None:
    """A heading that counts flash cards always ends as the glance has it."""
    line = Line(1, text)
    assert pagerows._ends_with_count(line) or not cardlist._HEADING.fullmatch(line.bare)


@pytest.mark.parametrize("name", [name for name, kind in columnnames.NAMES.items() if kind == "question"])
@pytest.mark.parametrize("separator", ["\t", ","])
@pytest.mark.parametrize("place", [0, 1])
def test_a_row_that_names_no_questions_needs_no_look(name: str, separator: str, place: int) -> None:
    """Whatever a column of questions is called, and wherever it stands, the rows below are looked at."""
    rows = [(name.title(), "Answer"), ("Role", "Rights."), ("Key", "A pair."), ("Boundary", "A cap.")]
    turned = (row[::-1] if place else row for row in rows)
    assert pagerows.find(number_lines(map(separator.join, turned)), NO_HINTS) is not None


@many
@given(
    made_of(("", "Ana Souza ", "bo — ", "Jo APP  "), ("", "[", "today at ", "3/4/2025, "),
            ("9:41", "12:05", "٩:٤١"), ("", " ", "  "), ("", "AM", "pm", "a.m.", "P.M", "Am"), ("", "]", "."))
)  # fmt: skip
def test_a_line_that_tells_no_time_begins_no_message(text: str) -> None:
    """Whoever wrote a message, the time behind their name is seen."""
    line = Line(1, text)
    assert asides._tells_time(line.bare) or not messages.is_head(line)


@pytest.mark.parametrize("sign", "-=_*─━═—–")
@pytest.mark.parametrize("form", ["{0}{0}{0}", "{0} {0} {0}", "{0}{0} {0}", "{0} {0}{0}"])
def test_a_text_without_signs_holds_no_drawn_line(sign: str, form: str) -> None:
    """Whatever sign a line is drawn with, and with blanks between them as well."""
    text = form.format(sign)
    assert rulers.is_drawn(Line(1, text))
    assert any(sign in text for sign in asides._DRAWN)
