"""The two sides of a card as blocks, for formats that know no fields.

In: notes. Out: blocks. A cloze card shows its list with one entry missing, which is its answer. It must not
know how blocks are written.
"""

from awsdeck.model import Block, Blocks, Emphasis, Item, List, Paragraph, Spans, Text
from awsdeck.notes import Note

MISSING = "[…]"


def front(note: Note) -> Blocks:
    """What is asked: the question, and the list with its gap."""
    return (Paragraph(note.card.question), *_with_hidden(note, Item((Text(MISSING),))))


def back(note: Note) -> Blocks:
    """What is to be said."""
    item = _hidden(note)
    if item is None:
        return note.card.answer
    return (*((Paragraph(item.spans),) if item.spans else ()), *item.children)


def context(note: Note) -> Blocks:
    """The question that the card was made of; empty for a whole question."""
    return (Paragraph((Emphasis(note.context),)),) if note.context else ()


def marked(note: Note, before: str, after: str) -> Blocks:
    """The list of a cloze card with a mark before and behind the text of the hidden entry."""
    item = _hidden(note)
    if item is None:
        return ()
    spans: Spans = (Text(before), *item.spans, Text(after))
    return _with_hidden(note, item._replace(spans=spans))


def _hidden(note: Note) -> Item | None:
    match note.card.answer, note.hidden:
        case (List() as found,), int(at):
            return found.items[at]
    return None


def _with_hidden(note: Note, item: Item) -> Blocks:
    """The list of a cloze card with another item in the place of the hidden one; nothing of other cards."""
    match note.card.answer, note.hidden:
        case (List() as found,), int(at):
            items = (*found.items[:at], item, *found.items[at + 1 :])
            block: Block = found._replace(items=items)
            return (block,)
    return ()
