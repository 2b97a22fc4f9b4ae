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
