"""Properties of the readers that hold for any text."""

import random
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from awsdeck import readers, source
from awsdeck.model import Block, Callout, Code, Paragraph, Table, Text, block_text, plain
from awsdeck.readers import TOGGLE, difficulty, glue, labels, layout, tables, verbatim
from awsdeck.readers.lines import Line, number_lines
from awsdeck.readers.vocabulary import Vocabulary

LINE = st.one_of(
    st.sampled_from(
        ["", "1", "2", "- a", "  • b — c", "```", "| a | b |", "| - | - |", "> q", "  x → y", "# T"]
    ),
    st.sampled_from(
        ["### What is S3?", "What is S3?Easy", "aws s3 ls \\", "{", '  "a": 1', "NameKindCost", "a\tb"]
    ),
    st.text(st.characters(codec="utf-8", exclude_characters="\r\n\x00"), max_size=30),
)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25), st.sampled_from([".md", ".txt"]))
def test_any_text_can_be_read(lines: list[str], suffix: str) -> None:
    """No reader fails on any text, and reading twice gives the same."""
    text = source.from_text(f"x{suffix}", "\n".join([*lines, "end"]))
    assert readers.read(text) == readers.read(text)


@settings(max_examples=300, deadline=None)
@given(st.lists(LINE, min_size=1, max_size=25), st.sampled_from([".md", ".txt"]))
def test_every_line_belongs_somewhere(lines: list[str], suffix: str) -> None:
    """Every line with a word in it lies in the head, on a card or in a skipped passage."""
    text = source.from_text(f"x{suffix}", "\n".join([*lines, "end"]))
    document, _ = readers.read(text)
    spans = [(p.first_line, p.last_line) for p in (*document.head, *document.skipped)]
    spans += [(card.first_line, card.last_line) for card in document.cards]
    for number, line in enumerate(text.lines, 1):
        if re.search(r"\w", line) and not re.match(r" {0,3}\[[^\]]+\]:", line):
            assert any(first <= number <= last for first, last in spans), (number, line)


@given(st.text(st.characters(codec="ascii", exclude_characters="\r"), max_size=200))
def test_lines_are_those_of_an_editor(text: str) -> None:
    """Only CR, LF and CRLF end a line."""
    found = source.from_text("x.txt", text).lines
    assert "\n".join(found) == (text.removesuffix("\n"))


WORDS = [
    "Yes",
    "No",
    "Low",
    "High",
    "Free",
    "Standard",
    "Per hour",
    "Automatic",
    "Shared storage",
    "Two Regions",
]
COLUMNS = ["Feature", "Option", "Latency", "Price", "Owner"]


@settings(max_examples=200, deadline=None)
@given(st.integers(2, 5), st.integers(3, 6), st.randoms(use_true_random=False))
def test_glued_tables_of_capitalised_cells_come_apart(columns: int, rows: int, chance: random.Random) -> None:
    """Cells that begin with a capital, as page tables have them, are divided exactly."""
    table = [chance.sample(COLUMNS, columns)] + [
        [chance.choice(WORDS) for _ in range(columns)] for _ in range(rows)
    ]
    lines = number_lines("".join(row) for row in table)
    known = Vocabulary([Line(0, f"We know {word.lower()}.") for word in (*WORDS, *COLUMNS)])
    text = source.from_text("x.txt", "\n".join(line.text for line in lines))
    ((_, end, found, problems),) = tables.find(text, lines, known)
    assert (end, problems) == (len(table), [])
    assert found is not None
    cells = [[plain(cell) for cell in row] for row in (found.header, *found.rows)]
    assert cells == table


def test_an_ambiguous_row_leaves_the_table_undivided() -> None:
    """Two equally good ways to divide a row: the lines stay, and the row is named."""
    text = source.from_text("x.txt", "KnobLowHigh\nShards1236\nDelay1 s9 s")
    ((first, end, found, problems),) = tables.find(text, number_lines(text.lines), Vocabulary([]))
    assert (first, end, found) == (0, 3, None)
    assert [(problem.code, problem.at.line) for problem in problems] == [("unsure-table", 2)]


def test_no_seam_lies_within_a_known_word() -> None:
    """A product's inner capitals are no place for a cell to end."""
    words = Vocabulary([Line(1, "We use DocumentDB daily.")])
    assert [seam.at for seam in glue.seams("StoreDocumentDBYes", words)] == [5, 15]


@pytest.mark.parametrize(
    ("text", "rest", "level"),
    [
        ("What is EC2?Easy", "What is EC2?", "easy"),
        ("What is EC2? Medium", "What is EC2?", "medium"),
        ("What is EC2? [hard]", "What is EC2?", "hard"),
        ("Explain VPC peering (Difficulty: Medium)", "Explain VPC peering", "medium"),
        ("Explain VPC peeringHard", "Explain VPC peering", "hard"),
        ("Explain VPC peering - Advanced", "Explain VPC peering", "hard"),
        ("What makes this hard", "What makes this hard", None),
        ("Is it easy?", "Is it easy?", None),
        ("Name the hardest", "Name the hardest", None),
        ("Uneasy", "Uneasy", None),
        ("What is SQS? (medıum)", "What is SQS?", "medium"),  # as a Turkish keyboard has it
        ("What is SQS? [Eaſy]", "What is SQS?", "easy"),
        ("Was ist eine Rolle?Schwer", "Was ist eine Rolle?", "hard"),
        ("¿Qué es una rol? (Nivel: Fácil)", "¿Qué es una rol?", "easy"),
        ("¿Qué es una rol? [media]", "¿Qué es una rol?", "medium"),
        ("¿Qué es un rol? - Media", "¿Qué es un rol?", "medium"),
        ("Which service converts video? (media)", "Which service converts video? (media)", None),
        ("What’s sold as “MediaConvert”? (media)", "What’s sold as “MediaConvert”? (media)", None),
        ("What is sold for: media", "What is sold for: media", None),
        ("Name the cheapest plan - base", "Name the cheapest plan - base", None),
        ("Welches Mittel", "Welches Mittel", None),
    ],
)
def test_difficulty_at_the_end_of_a_question(text: str, rest: str, level: str | None) -> None:
    """A badge is taken off in every form; a word of the question is left alone."""
    assert difficulty.at_end(text) == (rest, level)


@pytest.mark.parametrize(
    ("text", "badge"),
    [("Schwer", True), ("Nivel: media", True), ("[media]", False), ("Media", False), ("Basic", False)],
)
def test_a_word_that_may_mean_something_else_is_no_badge(text: str, *, badge: bool) -> None:
    """Alone on its line only a word counts that means nothing but a difficulty, or one behind its label."""
    assert difficulty.is_badge(text) is badge


@pytest.mark.parametrize(
    ("text", "stated"),
    [
        ("Schwierigkeit: leicht · Services: S3", [("difficulty", "leicht"), ("services", "S3")]),
        ("Niveau: moyen", [("level", "moyen")]),
        ("Niveau: 3 von 5 Sternen", []),
    ],
)
def test_labels_in_other_languages(text: str, stated: list[tuple[str, str]]) -> None:
    """They are called as in English, and one that may label anything labels a difficulty only."""
    assert labels.labels(text) == stated


@pytest.mark.parametrize(
    ("code", "language"),
    [
        ("# list\naws s3 ls \\\n  --recursive", "bash"),
        ('{"a": [1, 2]}', "json"),
        ('// why\n{\n  "a": 1 // one\n}', "json"),
        ("-- all\nSELECT *\nFROM logs\nLIMIT 5;", "sql"),
        ("import boto3\n\ndef handler(event, context):\n    return 1", "python"),
        ("Resources:\n  Bucket:\n    Type: AWS::S3::Bucket", "yaml"),
        ('resource "aws_s3_bucket" "b" {\n  bucket = "x"\n}', "hcl"),
        ('FROM python:3.13\nRUN pip install x\nCMD ["x"]', "dockerfile"),
        ("Client\n  ↓\nLambda → S3", "text"),
        ("just words", "text"),
    ],
)
def test_language_of_code(code: str, language: str) -> None:
    """The language is guessed from the content."""
    assert verbatim.language(code.split("\n")) == language


def test_layout_of_a_page() -> None:
    """A browser's bullets, indented items and spaced paragraphs are noticed."""
    page = number_lines(
        ["Intro that says something.", "", "  • one", "  • two", "", "Another full sentence here.", ""]
    )
    assert layout.of(page) == layout.Layout(
        browser_bullets=True, indented_items=True, spaced_paragraphs=True, parted_paragraphs=True
    )


STEPS = "Steps:\n1. Make a topic\n2. Subscribe"
PARTED = "Steps:\n1. Make a topic\n2. Subscribe\n\nThat is all there is."


@pytest.mark.parametrize(
    ("others", "kind"),
    [
        (("It keeps files.", "It sends mail."), Paragraph),  # nothing below a list was seen
        ((f"{STEPS}\nIt takes a moment.", f"{STEPS}\nIt is quick."), Paragraph),  # here all stand so
        ((PARTED, f"{STEPS}\nIt is quick."), Paragraph),
        ((PARTED, PARTED), Callout),  # a paragraph below a list has a blank line above it
        (("It has parts:\n\n  • one\n  • two", "It sends mail."), Callout),  # a browser's copy of a page
    ],
)
def test_a_line_right_below_a_list_is_set_apart_where_paragraphs_are_not(
    others: tuple[str, str], kind: type[Block]
) -> None:
    """A call-out lacks the blank line that paragraphs below lists were seen to have."""
    answers = (f"{STEPS}\nIt is easy then.", *others)
    text = "".join(f"{at}. What is part {at}?\n\n{said}\n\n" for at, said in enumerate(answers, 1))
    document, _ = readers.read(source.from_text("page.txt", f"Parts\n\n{text}"))
    said = document.cards[0].answer[-1]
    assert (type(said), block_text(said)) == (kind, "It is easy then.")


def test_code_keeps_every_space() -> None:
    """Tabs, runs of spaces and blank lines of a fence are as typed."""
    code = "a\tb\n\n\tindented   twice\n  \\"
    document, _ = readers.read(source.from_text("x.md", f"### Q?\n\n```text\n{code}\n```\n"))
    assert document.cards[0].answer == (Code("text", code),)


def test_placeholders_survive() -> None:
    """What looks like a tag but is none stays text."""
    document, _ = readers.read(source.from_text("x.md", "### Q?\n\nUse <bucket-name> and <b>mind</b> it.\n"))
    (block,) = document.cards[0].answer
    assert isinstance(block, Paragraph)
    assert block_text(block) == "Use <bucket-name> and mind it."


def test_tables_of_both_formats_are_equal() -> None:
    """The same table from Markdown and from tabs."""
    markdown, _ = readers.read(source.from_text("x.md", "### Q?\n\n| a | b |\n| - | - |\n| 1 | 2 |\n"))
    page, _ = readers.read(source.from_text("x.txt", "T\n\n1\nWhat is it?Easy\na\tb\n1\t2\n"))
    assert isinstance(page.cards[0].answer[0], Table)
    assert markdown.cards[0].answer == page.cards[0].answer


def page(*parts: str) -> str:
    """Page text with a title."""
    return "A Page\n\n" + "\n".join(parts)


def read_page(*parts: str) -> tuple[list[tuple[int | None, str, str | None]], list[str]]:
    """Number, question and category of each card, and the codes of problems."""
    document, problems = readers.read(source.from_text("x.txt", page(*parts)))
    return [(c.number, c.title, c.category) for c in document.cards], [problem.code for problem in problems]


def test_a_gap_in_the_numbers_loses_no_question() -> None:
    """A number is skipped, or the first isn't 1: what asks is a question all the same."""
    cards, problems = read_page(
        "7", "What is S3?", "Storage of objects.", "", "9", "What is EC2?", "Machines to rent."
    )
    assert [card[:2] for card in cards] == [(7, "What is S3?"), (9, "What is EC2?")]
    assert problems == []


def test_numbers_that_start_again_in_each_category() -> None:
    """The second 1 begins a question, under its own category."""
    cards, _ = read_page("Storage", "1", "What is S3?Easy", "Objects.", "", "Networking", "1", "What is a VPC?Easy", "A net.", "2", "What is NAT?Easy", "It translates.")  # fmt: skip
    assert [card[2] for card in cards] == ["Storage", "Networking", "Networking"]


def test_a_lone_number_in_an_answer_is_no_question() -> None:
    """A port stands alone on a line; neither it nor the next real question is lost."""
    cards, _ = read_page("1", "Which port does HTTPS use?Easy", "This one:", "443", "But also 8443.", "2", "How do you connect two VPCs?Medium", "By peering.")  # fmt: skip
    assert [card[0] for card in cards] == [1, 2]


def test_the_only_line_of_an_answer_is_no_category() -> None:
    """Short answers before the next number stay answers."""
    cards, _ = read_page("1", "What is S3?", "Storage", "", "2", "What is EC2?", "Compute", "")
    assert cards == [(1, "What is S3?", None), (2, "What is EC2?", None)]


@pytest.mark.parametrize(
    "line", ["Rule: joins → RDS.", "Then deploy it.", "Note: see below.", "aws is a provider of clouds."]
)
def test_prose_next_to_code_stays_prose(line: str) -> None:
    """A remark is no code because it has a colon or an arrow in it."""
    assert verbatim.weight(Line(1, line)) < verbatim.CERTAIN


def test_a_column_without_seams_leaves_the_table_undivided() -> None:
    """A header of three cells over rows that show only two: not sure, and said."""
    text = source.from_text("x.txt", "DestinationTargetStatus\n10.0.0.0/16localActive\n0.0.0.0/0igw-1Active")
    known = Vocabulary([Line(1, "The target of a destination has a status.")])
    ((_, _, found, problems),) = tables.find(text, number_lines(text.lines), known)
    assert (found, [problem.code for problem in problems]) == (None, ["unsure-table"])


def read_markdown(text: str) -> tuple[list[object], list[object]]:
    """Question, difficulty and number of blocks of each card; code and line of each problem."""
    document, problems = readers.read(source.from_text("x.md", text))
    cards: list[object] = [(card.title, card.difficulty, len(card.answer)) for card in document.cards]
    return cards, [(problem.code, problem.at.line) for problem in problems]


@pytest.mark.parametrize(
    ("text", "card", "problems"),
    [
        ("### Q?\n**Difficulty:** Easy\nThe answer.\n", ("Q?", "easy", 1), []),
        ("### Q?\n**Difficulty:** Hard, **Services:** S3; EC2\nThe answer.\n", ("Q?", "hard", 1), []),
        ("### 5. Q? (Medium)\n\nA.\n", ("Q?", "medium", 1), []),
        ("### Q?\n\n###8. Not a heading\n", ("Q?", None, 1), [("no-space-after-hashes", 3)]),
        ("### Q?\n\n| a | b |\n| 1 | 2 |\n", ("Q?", None, 1), [("table-without-rule", 3)]),
        ("### Q?\n<!-- id: two words -->\n\nA.\n", ("Q?", None, 1), [("unused-id", 2)]),
        ("### 8.\n\nA.\n", ("", None, 1), []),
    ],
)
def test_markdown_that_is_nearly_right(text: str, card: object, problems: object) -> None:
    """What can be understood is; what an author may have meant otherwise is named with its line."""
    assert read_markdown(text) == ([card], problems)


def test_no_column_of_a_table_of_questions_is_lost() -> None:
    """What is neither question, answer, number nor level stays with its name."""
    table = "| # | Question | Answer | Topic |\n| - | - | - | - |\n| 3 | What is S3? | Objects. | Storage |\n| 4 | What is EBS? | Blocks. | |\n"
    document, _ = readers.read(source.from_text("x.md", table))
    assert [(card.number, card.title) for card in document.cards] == [(3, "What is S3?"), (4, "What is EBS?")]
    assert [block_text(block) for block in document.cards[0].answer] == ["Objects.", "Topic: Storage"]


def test_a_lone_number_that_counts_on_is_no_question_if_a_better_one_follows() -> None:
    """Seen as a whole, the series of the questions is clear; what stands in its way is text."""
    parts = [f"{number}\nWhat is thing {number}?\nIt is one.\n" for number in range(1, 7)]
    parts[2] = parts[2].replace("It is one.", "You need\n4\nThings of this kind.")
    cards, _ = read_page(*parts)
    assert [card[:2] for card in cards] == [(number, f"What is thing {number}?") for number in range(1, 7)]


def test_ten_thousand_questions_are_counted() -> None:
    """Numbers of five figures begin questions as well."""
    cards, _ = read_page("9999. What is a?", "One.", "", "10000. What is b?", "Two.", "", "10001. What is c?", "Three.")  # fmt: skip
    assert [card[0] for card in cards] == [9999, 10000, 10001]


@pytest.mark.parametrize("dash", [":", "-", "–", "—"])
def test_a_label_before_an_answer_is_no_part_of_it(dash: str) -> None:
    """Whatever stands between the label and the answer, neither is on the card."""
    pairs = (("What is EC2?", "Machines."), ("What is S3?", "A store."), ("What is SQS?", "A queue."))
    text = "\n\n".join(f"Q{n}. {asked}\nAns {dash} {said}" for n, (asked, said) in enumerate(pairs, 1))
    document, _ = readers.read(source.from_text("d.txt", f"Quiz\n\n{text}\n"))
    assert [(card.title, card.answer) for card in document.cards] == [
        (asked, (Paragraph((Text(said),)),)) for asked, said in pairs
    ]


@pytest.mark.parametrize("label", ["**Difficulty:** Easy · **Services:** S3\n\n", "<!-- id: a-b -->\n\n", ""])
@pytest.mark.parametrize(
    "opened", ["<details><summary>Answer</summary>\n\n", "<details>\n<summary>Show answer</summary>\n"]
)
def test_an_answer_behind_a_button_is_read_in_any_form(opened: str, label: str) -> None:
    """The tags that hide an answer on GitHub stand on no card, whatever is stated above them."""
    asked = [
        f"### What is {name}?\n{label.replace('a-b', name)}{opened}One {name}.\n\n</details>\n"
        for name in ("one", "two")
    ]
    document, problems = readers.read(source.from_text("x.md", "# T\n\n" + "\n".join(asked)))
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [
        ["One one."],
        ["One two."],
    ]
    assert [passage.why for passage in document.skipped] == [TOGGLE, TOGGLE]
    assert {card.difficulty for card in document.cards} == {"easy" if "Easy" in label else None}
    assert problems == ()


def test_code_that_holds_such_a_button_changes_nothing() -> None:
    """What stands in a block or a span of code is code."""
    code = "<details><summary>Answer</summary>\n"
    text = f"### What is it?\n<!-- id: it -->\n\nThe tag `<summary>Answer</summary>`:\n\n```html\n{code}```\n\nBack to top\n"
    document, _ = readers.read(source.from_text("x.md", text))
    assert [block_text(block) for block in document.cards[0].answer] == [
        "The tag <summary>Answer</summary>:",
        code.strip(),
        "Back to top",
    ]


@pytest.mark.parametrize(
    ("said", "kinds"),
    [
        ("Objects lie in it.\nTip: cheap.", [None, "tip"]),
        ("Objects lie in it.\n⚠️ Warning: keep it shut.\nMore text follows.", [None, "warning", None]),
        ("Objects lie in it.\n💡 Pro tip: name it well.", [None, "tip"]),
        ("Objects lie in it.\nTip: cheap.\nNote: durable.", [None, "tip", "note"]),
        ("Objects lie in it.\n\n⚠️ Caution: all see it.", [None, "caution"]),
        ("It has one of these:\nNote: a short one.", [None, None]),
        ("Note: objects lie in it.", [None]),
        ("Objects lie in it.\nNotes: few.", [None, None]),
        ("Objects lie.\nNote: in buckets.", [None, "note"]),
        ("Objects lie in it.\nTip\nKeep it shut to all.\nMore text follows.", [None, "tip", None]),
        ("Objects lie in it.\n\nPro tip:\nKeep it shut to all.", [None, "tip"]),
        ("• one\n• two\nWarning\nAll see them by then.", [None, "warning"]),
        ("Objects lie in it.\n\nNote\nthat it is old.", [None, None, None]),
        ("They call it a\nTip\nThey say so.", [None, None, None]),
    ],
)
def test_a_remark_needs_no_blank_line_above_it(said: str, kinds: list[str | None]) -> None:
    """Below the end of a sentence, or below a block, the word that begins a line sets it apart."""
    text = f"1. What is a bucket?\n{said}\n\n2. What is a queue?\nIt holds messages.\n"
    document, _ = readers.read(source.from_text("x.txt", text))
    answer = document.cards[0].answer
    assert [block.kind if isinstance(block, Callout) else None for block in answer] == kinds
    words = " ".join(block_text(block) for block in answer).split()
    assert set(re.findall(r"\w+", said)) - set(re.findall(r"\w+", " ".join(words))) <= {
        "Tip",
        "Note",
        "Warning",
        "Caution",
    }


@pytest.mark.parametrize(
    "log",
    [
        "2025-04-02T08:15:30Z 77a Task timed out after 3.00 seconds",
        "[2025-04-02 08:15:30] ERROR no route to host",
        "Apr  2 08:15:30 web-1 sshd[212]: Connection closed by 10.0.0.9",
        "START RequestId: 77a Version: $LATEST\n2025-04-02T08:15:30.101Z 77a done\nEND RequestId: 77a",
    ],
)
def test_lines_of_a_log_are_code(log: str) -> None:
    """A time stamp begins them, or the words of a function's log; a sentence below is prose."""
    text = (
        f"1. Why is it slow?\nLook at the log:\n{log}\nMost often it waits for something.\n\n2. Why?\nSo.\n"
    )
    document, _ = readers.read(source.from_text("log.txt", f"Logs\n\n{text}"))
    _, code, after = document.cards[0].answer
    assert isinstance(code, Code)
    assert (code.language, code.text) == ("text", log)
    assert block_text(after) == "Most often it waits for something."


@pytest.mark.parametrize(
    "line", ["2025-04-02 was a Wednesday.", "April 2 08:15 in Rome", "START with the log"]
)
def test_a_date_alone_is_no_log(line: str) -> None:
    """A day without a time, or a word of a log, may begin any text."""
    assert not verbatim.is_preformatted(Line(1, line))


@pytest.mark.parametrize("lead", ["**Scenario:** A queue", "**Explain** how a queue", "<b>Case.</b> A queue"])
def test_a_heading_that_begins_in_bold_is_a_question_as_others_are(lead: str) -> None:
    """It is of their series, and all that it says is asked."""
    text = f"## 1. What is a queue?\n\nA line.\n\n## 2. {lead} grows. Why?\n\nNobody reads.\n\n## 3. What is a bus?\n\nRules.\n"
    cards = readers.read(source.from_text("x.md", text))[0].cards
    assert [card.number for card in cards] == [1, 2, 3]
    assert cards[1].title == re.sub(r"<[^<>]*>|\*\*", "", f"{lead} grows. Why?")


@pytest.mark.parametrize(
    "label",
    [
        "*Answer:* {}",
        "*Answer*: {}",
        "_Ans._ {}",
        "*Answer: {}*",
        "**Answer:** {}",
        "*Answer:*\n\n{}",
        "*A:* {}",
    ],
)
def test_the_label_of_an_answer_may_stand_in_italics(label: str) -> None:
    """It is taken off as one in bold is, with the marks around it."""
    text = "".join(f"**Q{at}. What is part {at}?**\n\n{label.format('A part.')}\n\n" for at in (1, 2, 3))
    document, _ = readers.read(source.from_text("x.md", text))
    assert [[block_text(block) for block in card.answer] for card in document.cards] == [["A part."]] * 3


@pytest.mark.parametrize(
    "text", ["*A part* of it", "_Answers_ are long.", "* Answer: a part", "*Note:* A part."]
)
def test_other_italics_begin_an_answer(text: str) -> None:
    """Only a label is taken off."""
    parts = "".join(f"**Q{at}. What is part {at}?**\n\n{text}\n\n" for at in (1, 2, 3))
    (card, *_) = readers.read(source.from_text("x.md", parts))[0].cards
    kept = text.replace("*", "").replace("_", "").replace(" Answer: ", "")
    assert "".join(map(block_text, card.answer)) == kept


def test_a_dotted_label_may_stand_in_an_item() -> None:
    """``* A. …`` below ``* Q. …`` is the answer, without its letter."""
    text = "".join(f"* Q. What is part {at}?\n  * A. A part.\n" for at in (1, 2, 3))
    cards = readers.read(source.from_text("x.md", f"# Parts\n\n{text}"))[0].cards
    assert [[block_text(block) for block in card.answer] for card in cards] == [["A part."]] * 3


def test_questions_may_be_set_as_code() -> None:
    """What ends with a question mark asks, and its answer begins on the next line."""
    text = "".join(f"{at}. `What is part {at}?`\ne.g. A part.\n\n" for at in (1, 2, 3))
    cards = readers.read(source.from_text("x.md", f"# Parts\n\n{text}"))[0].cards
    assert [card.title for card in cards] == [f"What is part {at}?" for at in (1, 2, 3)]
    assert [[block_text(block) for block in card.answer] for card in cards] == [["e.g. A part."]] * 3


def test_an_explanation_below_the_right_option_is_a_paragraph() -> None:
    """Though the document leaves no line between them."""
    text = "".join(
        f"{at}. What is part {at}?\n    - A. One\n    - B. Two\n\n    Answer: A\n    Explanation: It is.\n\n"
        for at in (1, 2, 3)
    )
    cards = readers.read(source.from_text("x.md", f"# Parts\n\n{text}"))[0].cards
    assert [[block_text(block) for block in card.answer] for card in cards] == [
        ["A", "Explanation: It is."]
    ] * 3


@pytest.mark.parametrize("level", ["*(Easy)*", "_[Easy]_", "`Easy`", "(Easy)"])
def test_a_level_may_stand_behind_a_question_in_bold(level: str) -> None:
    """Nothing is left of the marks around the question."""
    text = "".join(f"**{at}. What is part {at}?** {level}\n\nA part.\n\n" for at in (1, 2, 3))
    cards = readers.read(source.from_text("x.md", f"# Parts\n\n{text}"))[0].cards
    assert [(card.title, card.difficulty) for card in cards] == [
        (f"What is part {at}?", "easy") for at in (1, 2, 3)
    ]
