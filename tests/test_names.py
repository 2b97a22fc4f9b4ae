"""Files get names that mean the same on Linux, macOS and Windows."""

import unicodedata
from pathlib import Path, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from awsdeck import packages
from awsdeck.writers.names import is_restored_by_anki, safe_name

from .conftest import Run

TITLES = st.one_of(
    st.text(max_size=200),
    st.text('conprnauxl123. -/\\:*?"<>|\x00\x1fe\u0301é\u202e', max_size=12),
)


@given(TITLES)
def test_any_title_gives_a_name_for_every_system(title: str) -> None:
    """No forbidden or unseen character, no device, no dot or space at its end, 120 bytes, one form."""
    name = safe_name(title)
    stem = name.removesuffix(".apkg")
    assert name == f"{stem}.apkg"
    assert stem
    assert not set(name) & set('<>:"/\\|?*')
    assert all(unicodedata.category(character) not in ("Cc", "Cf", "Cs") for character in name)
    assert stem[-1] not in ". "
    assert stem[0] != " "
    assert len(name.encode()) <= 120 + len("deck-deck-")
    assert unicodedata.is_normalized("NFC", name)
    assert not PureWindowsPath(name).is_reserved()
    assert not is_restored_by_anki(name)


@given(TITLES)
def test_a_safe_name_stays(title: str) -> None:
    """What is safe already is not changed once more."""
    stem = safe_name(title).removesuffix(".apkg")
    assert safe_name(stem) == f"{stem}.apkg"


@given(st.text(st.characters(categories=("Ll", "Lu", "Nd"), max_codepoint=0x17F), min_size=1, max_size=40))
def test_harmless_names_are_left_alone(stem: str) -> None:
    """A document's package goes by the document's name."""
    if safe_name(stem).startswith("deck-"):
        assert PureWindowsPath(stem).is_reserved() or is_restored_by_anki(f"{stem}.apkg")
    else:
        assert safe_name(stem) == f"{unicodedata.normalize('NFC', stem)}.apkg"


@pytest.mark.parametrize(
    ("stem", "name"),
    [
        ("aws-iam", "aws-iam.apkg"),
        ("IAM & Security, 2nd ed.", "IAM & Security, 2nd ed.apkg"),
        ("con", "deck-con.apkg"),
        ("COM1.x", "deck-COM1.x.apkg"),
        ("console", "console.apkg"),
        ("con .x", "deck-con .x.apkg"),
        ("con\u200b.x", "deck-con .x.apkg"),
        ("CONIN$", "deck-CONIN$.apkg"),
        ("LPT³.y", "deck-LPT³.y.apkg"),
        ("\u00a0", "deck.apkg"),
        ("日" * 200, "日" * 36 + "-207013.apkg"),
        ("\u212bngström", "Ångström.apkg"),
        ("a/b\\c:d", "a-b-c-d.apkg"),
        ("...", "deck.apkg"),
        ("", "deck.apkg"),
        ("cafe\u0301", "caf\u00e9.apkg"),
        ("x" * 300, "x" * 108 + "-0d4e2c.apkg"),
        ("é" * 300, "é" * 54 + "-7250b6.apkg"),
        ("collection", "deck-collection.apkg"),
        ("backup-1", "deck-backup-1.apkg"),
    ],
)
def test_names(stem: str, name: str, tmp_path: Path) -> None:
    """The rule by example; each can be made here."""
    assert safe_name(stem) == name
    (tmp_path / name).write_bytes(b"")


@given(st.lists(st.text("ab-é日", min_size=90, max_size=140), min_size=2, max_size=4, unique_by=str.strip))
def test_long_names_that_differ_stay_two_names(stems: list[str]) -> None:
    """However late they differ: what is cut off is told by a digest."""
    assert len({safe_name(stem) for stem in stems}) == len(stems)


def test_a_subset_of_a_long_name_is_no_other_file(run_here: Run, tmp_path: Path) -> None:
    """The deck of one category is never written over the whole one."""
    (tmp_path / f"{'x' * 120}.md").write_text("# T\n\n## A\n\n### What is S3?\n\nObjects.\n", "utf-8")
    for options in ((), ("--category", "A"), ("--difficulty", "easy"), ("--service", "s3")):
        run_here("build", f"{'x' * 120}.md", *options)
    built = [path.name for path in (tmp_path / "build").iterdir() if path.suffix == ".apkg"]
    assert len(built) == 3  # no card is rated


@pytest.mark.parametrize("stem", ["con", "aux .x", "cafe\u0301", "a:b"])
def test_exports_have_such_names_too(stem: str, run_here: Run, tmp_path: Path) -> None:
    """A file for another program goes by the rule that a package goes by."""
    (tmp_path / f"{stem}.md").write_text("# T\n\n### What is S3?\n\nObjects.\n", "utf-8")
    assert run_here("export", f"{stem}.md", "--to", "csv").returncode == 0
    assert [path.name for path in (tmp_path / "build").iterdir()] == [safe_name(stem, ".csv")]


@pytest.mark.parametrize("twins", [("caf\u00e9.md", "cafe\u0301.md"), ("a/x.md", "b/x.md")])
def test_two_documents_that_would_get_one_name_are_refused(
    twins: tuple[str, str], run_here: Run, tmp_path: Path
) -> None:
    """Neither is written over the other, be they in two folders or two ways to write an é."""
    for name in twins:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(f"# {name}\n\n### What is S3?\n\nObjects.\n", "utf-8")
    for words in (("build",), ("export", "--to", "csv")):
        done = run_here(words[0], *twins, *words[1:])
        assert done.returncode in (1, 2)
        assert "two documents would both become" in done.stderr
        assert not (tmp_path / "build").exists()


CATEGORIES = (
    *("CON", "con", "Con.", "LPT1.x", "nul", "trailing. . .", "..", "/etc/x", "a:b*c?", "\u202ename"),
    *("cafe\u0301", "caf\u00e9", "CAF\u00c9", "a" * 300, "a" * 300 + "b", "日本" * 60, "日本" * 60 + "語"),
)


@pytest.mark.parametrize("stem", ["d", "x" * 120, "日" * 38, "con"])
def test_parts_get_names_of_their_own(stem: str, run_here: Run, tmp_path: Path) -> None:
    """Categories that differ, however alike or long, become files that no system takes for each other."""
    parts = "".join(
        f"## {name}\n\n### What is number {at}?\n\nIt is.\n\n" for at, name in enumerate(CATEGORIES)
    )
    (tmp_path / f"{stem}.md").write_text(f"# T\n\n{parts}", "utf-8")
    assert run_here("build", f"{stem}.md", "--split", "category").returncode == 0
    names = [path.name for path in (tmp_path / "build").iterdir() if path.suffix == ".apkg"]
    assert len({name.casefold() for name in names}) == len(names) >= len(CATEGORIES) - 1
    questions = 0
    for name in names:
        assert name == safe_name(name.removesuffix(".apkg"))
        assert len(name.encode()) <= 130
        questions += len(packages.load(tmp_path / "build" / name).notes)
    assert questions == len(CATEGORIES)
