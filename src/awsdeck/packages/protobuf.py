"""The one protobuf message that matters here: the list of media of a current package.

In: bytes. Out: names. The message is Anki's ``MediaEntries`` (``proto/anki/import_export.proto``): a
repeated field 1, each a message whose field 1 is the name. Encoding: https://protobuf.dev/programming-guides/encoding
"""

from collections.abc import Iterator

from awsdeck.packages.refusal import DAMAGED, Refused

_VARINT, _EIGHT_BYTES, _BYTES, _FOUR_BYTES = 0, 1, 2, 5
_LONGEST_VARINT = 10
_ENTRIES = _NAME = 1


def media_names(message: bytes) -> tuple[str, ...]:
    """The names in a list of media, in order.

    Raises:
        Refused: the bytes are no such list.

    """
    try:
        entries = [value for number, value in _fields(message) if number == _ENTRIES]
        names = [value.decode() for entry in entries for number, value in _fields(entry) if number == _NAME]
    except (IndexError, ValueError):
        raise Refused("its list of media is damaged", DAMAGED) from None
    return tuple(names)


def _fields(message: bytes) -> Iterator[tuple[int, bytes]]:
    """Number and content of each field; of numbers, which nothing here asks for, the content is empty."""
    at = 0
    while at < len(message):
        key, at = _varint(message, at)
        kind = key & 7
        size = {_VARINT: 0, _EIGHT_BYTES: 8, _FOUR_BYTES: 4}.get(kind)
        if kind == _VARINT:
            _, at = _varint(message, at)
        elif kind == _BYTES:
            size, at = _varint(message, at)
        if size is None or at + size > len(message):
            raise ValueError("a field ends behind its message")
        yield key >> 3, message[at : at + size]
        at += size


def _varint(message: bytes, at: int) -> tuple[int, int]:
    value = 0
    for place in range(_LONGEST_VARINT):
        byte = message[at + place]
        value |= (byte & 0x7F) << (7 * place)
        if byte < 0x80:
            return value, at + place + 1
    raise ValueError("a number that doesn't end")
