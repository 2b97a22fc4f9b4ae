"""Where the last answer of a published page ends."""

import pytest

from awsdeck import readers, source
from awsdeck.model import block_text

ITEMS = (
    "## Queues\n\n1. **What is a queue?**\n   A line.\n\n2. **What is a topic?**\n{}A name.\n\n"
    "3. **What is a bus?**\n   A road.\n\n{}\n"
)
TIPS = "### Before you go in\n\nSleep well."


@pytest.mark.parametrize(
    ("indent", "behind", "ends"),
    [
        ("   ", TIPS, True),
        ("   ", f"---\n\n{TIPS}", True),
        ("   ", f"   {TIPS}", False),
        ("", TIPS, False),
        ("   ", "**Before you go in**\n\n   Sleep well.", False),
    ],
)
def test_a_heading_at_the_margin_ends_what_stands_in_items(indent: str, behind: str, ends: bool) -> None:
    """Where every answer stands within the item of its question; what stands outside of one is skipped."""
    document, _ = readers.read(source.from_text("x.md", ITEMS.format(indent, behind)))
    assert len(document.cards) == 3
    said = "\n".join(map(block_text, document.cards[2].answer))
    assert ("Before" not in said) is ends
    assert any("Sleep well" in passage.text for passage in document.skipped) is ends


@pytest.mark.parametrize(
    ("behind", "ends"),
    [
        ("</ol><p>Edit: thanks for all of it!</p>", True),
        ("<p>Edit: thanks for all of it!</p></ol>", False),
    ],
)
def test_text_below_a_list_of_a_page_is_no_part_of_its_last_item(behind: str, ends: bool) -> None:
    """A page says where an item ends."""
    items = "".join(f"<li><p><b>What is part {at}?</b></p><p>A part.</p></li>" for at in (1, 2, 3))
    document, _ = readers.read(source.from_text("x.html", f"<h1>Parts</h1><ol>{items}{behind}"))
    assert len(document.cards) == 3
    assert any("Edit" in passage.text for passage in document.skipped) is ends
