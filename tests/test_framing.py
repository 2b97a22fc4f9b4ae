"""An introduction or a conclusion whose heading looks as those of questions do is no question."""

import pytest

from awsdeck import readers, source
from awsdeck.model import plain

from .kept import lost

ASKED = (
    ("What is a bucket?", "A place for objects."),
    ("What is a volume?", "A disk of one zone."),
    ("Explain snapshots", "Copies of a volume."),
    ("How is a file system shared?", "By NFS."),
)


def read(
    before: str = "", behind: str = "", *, numbered: bool = False, suffix: str = ".md"
) -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The questions, what is told of which line, and what is skipped; nothing may be lost."""
    asked = [f"{f'{at}. ' if numbered else ''}{question}" for at, (question, _) in enumerate(ASKED, 1)]
    parts = [f"### {question}\n\n{said}\n" for question, (_, said) in zip(asked, ASKED, strict=True)]
    return of("# Storage\n\n" + "\n".join([before, *parts, behind]), suffix)


def of(text: str, suffix: str = ".md") -> tuple[list[str], list[tuple[str, str]], list[str]]:
    """The same of a whole document; a page of the web says it in tags."""
    if suffix == ".html":
        lines = [line for line in text.splitlines() if line]
        text = "\n".join(("<html><body>", *map(tag, lines), "</body></html>"))
    made = source.from_text(f"storage{suffix}", text)
    document, problems = readers.read(made)
    assert lost(made, document) == ()
    told = [(problem.code, made.lines[problem.at.line - 1]) for problem in problems if problem.at.line]
    return [plain(card.question) for card in document.cards], told, [found.text for found in document.skipped]


def tag(line: str) -> str:
    """A heading or a paragraph of a page."""
    name = f"h{line.count('#')}" if line[0] == "#" else "p"
    return f"<{name}>{line.lstrip('# ')}</{name}>"


QUESTIONS = [question for question, _ in ASKED]


@pytest.mark.parametrize("suffix", [".md", ".html", ".txt"])
@pytest.mark.parametrize("numbered", [True, False])
@pytest.mark.parametrize(
    "behind",
    [
        "### Conclusion\n\nGood luck!\n",
        "### Final thoughts\n\nStorage comes in three kinds.\n",
        "### Fazit\n\nViel Erfolg!\n",
    ],
)
def test_a_conclusion_is_no_question(behind: str, suffix: str, numbered: bool) -> None:
    """Where all others ask, whether or not they are numbered."""
    asked, told, skipped = read(behind=behind, suffix=suffix, numbered=numbered)
    assert asked == QUESTIONS
    assert told == []
    assert len(skipped) == 1


def test_several_may_stand_at_either_end() -> None:
    """An introduction belongs to the head, what stands at the end is skipped."""
    links = "- [Guide](https://docs.aws.amazon.com/s3)\n- [Prices](https://aws.amazon.com/ebs)\n"
    asked, told, skipped = read(
        "### Introduction\n\nFour questions.\n",
        f"### Recap\n\nThree kinds.\n\n### Learning paths\n\n{links}",
    )
    assert asked == QUESTIONS
    assert told == []
    assert [text.splitlines()[0] for text in skipped] == ["### Recap"]


def test_every_part_of_a_document_may_have_one() -> None:
    """It is the first or the last below its category, and the others keep their categories."""
    text = (
        "# Storage\n\n## Objects\n\n### Introduction\n\nBuckets.\n\n### What is S3?\n\nA store.\n\n"
        "### What is a key?\n\nA name.\n\n### Summary\n\nUse S3.\n\n## Disks\n\n### What is EBS?\n\nDisks.\n"
    )
    asked, told, skipped = of(text)
    assert asked == ["What is S3?", "What is a key?", "What is EBS?"]
    assert told == []
    assert [found.splitlines()[0] for found in skipped] == ["### Summary"]


def test_a_term_among_terms_is_told() -> None:
    """Where the questions are words, one more word may be one of them."""
    text = "# T\n\n### Buckets\n\nFor objects.\n\n### Volumes\n\nDisks.\n\n### Snapshots\n\nCopies.\n\n"
    text += "### {}\n\nIt is so.\n"
    assert of(text.format("Conclusion"))[:2] == (
        ["Buckets", "Volumes", "Snapshots", "Conclusion"],
        [("unsure-question", "### Conclusion")],
    )
    assert of(text.format("Lifecycle rules"))[:2] == (
        ["Buckets", "Volumes", "Snapshots", "Lifecycle rules"],
        [],
    )


def test_a_name_of_such_a_part_may_be_a_term() -> None:
    """Templates of CloudFormation have resources."""
    text = "# T\n\n### Resources\n\nIt makes.\n\n### Parameters\n\nIt takes.\n\n### Outputs\n\nIt tells.\n"
    assert of(text) == (["Resources", "Parameters", "Outputs"], [], [])
    assert read(behind="### Resources\n\nThere are several.\n")[1] == [("unsure-question", "### Resources")]


def test_words_in_bold_above_a_farewell_belong_to_it() -> None:
    """Where questions are in bold, a conclusion is as well."""
    text = "# T\n\n**1. What is S3?**\n\nA store.\n\n**2. What is EBS?**\n\nDisks.\n\n"
    text += "**3. What is EFS?**\n\n{}\n\n"
    asked, _, skipped = of(text.format("A share.\n\n**Conclusion**") + "Good luck!\n")
    assert len(asked) == 3
    assert skipped == ["**Conclusion**\nGood luck!"]
    assert of(text.format("**Summary**") + "Good luck!\n")[2] == ["Good luck!"]


@pytest.mark.parametrize(
    ("heading", "told"),
    [("Storage classes", 1), ("Compare buckets and volumes", 0), ("What is in the introduction?", 0)],
)
def test_a_question_without_a_number_stays(heading: str, told: int) -> None:
    """At the end of numbered ones it is told, unless it asks."""
    asked, problems, skipped = read(behind=f"### {heading}\n\nThere are several of them.\n", numbered=True)
    assert asked == [*QUESTIONS, heading]
    assert problems == [("unsure-question", f"### {heading}")] * told
    assert skipped == []


def test_a_comment_in_code_is_no_heading() -> None:
    """Below it no part of the document begins, where a heading would be the first one."""
    code = "### What is S3?\n\n```bash\n{} list\naws s3 ls\n```\n\n### Conclusion\n\nIt lists.\n"
    asked, told, _ = read(code.format("#"))
    assert "Conclusion" in asked
    assert told == [("unsure-question", "### Conclusion")]
    assert read(code.format("echo"))[:2] == (asked, told)


def test_a_term_between_questions_is_nothing_to_tell() -> None:
    """Only what stands at an end frames the others."""
    assert read("### What is S3?\n\nA store.\n\n### Storage classes\n\nSeveral.\n")[1:] == ([], [])


def test_in_the_form_that_people_edit_every_heading_is_a_question() -> None:
    """Ids and labels say so; a conclusion without any is told."""
    own = (
        "# T\n\n### What is S3?\n<!-- id: a -->\n\nA store.\n\n### What is EBS?\n<!-- id: b -->\n\nDisks.\n\n"
    )
    assert of(f"{own}### Conclusion\n\nGood luck!\n")[:2] == (
        ["What is S3?", "What is EBS?", "Conclusion"],
        [("unsure-question", "### Conclusion")],
    )
    assert of(f"{own}### Conclusion\n<!-- id: c -->\n\nGood luck!\n")[1] == []
