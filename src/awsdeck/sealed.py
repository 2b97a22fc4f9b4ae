"""The blocks of an answer, packed until somebody looks at them.

In: blocks. Out: the same blocks, as a sequence that holds them as bytes. It must not know where they come
from, nor what is done with them.

Of a long document only few answers are looked at in one run: what was found out of the others is remembered.
"""

from collections.abc import Iterator, Sequence
from functools import cache
from typing import overload

from awsdeck import model, packing
from awsdeck.model import Block, Blocks

FEW = 1000
"""So many answers take a few megabytes: to pack them would cost more than it saves."""


class Sealed(Sequence[Block]):
    """Blocks that are made each time they are looked at; it equals the tuple of them.

    ``kinds`` has a bit for each of the kinds of `model.SPANS_AND_BLOCKS` that may be among them, ``lines`` is
    by how many lines they have moved since they were packed.
    """

    __slots__ = ("_count", "_kinds", "_lines", "_packed")
    __match_args__ = ("_packed", "_count", "_kinds", "_lines")

    def __init__(self, packed: bytes, count: int, kinds: int, lines: int = 0) -> None:
        self._packed = packed
        self._count = count
        self._kinds = kinds
        self._lines = lines

    def opened(self) -> tuple[Block, ...]:
        """The blocks."""
        blocks: tuple[Block, ...] = packing.unpacked(self._packed, model.MADE_OF)
        return tuple(model.moved(blocks, self._lines))

    def moved(self, lines: int) -> "Sealed":
        """The same as `model.moved`, without a look at the blocks."""
        return Sealed(self._packed, self._count, self._kinds, self._lines + lines)

    def may_hold(self, *kinds: type) -> bool:
        """False only if there is certainly no block or span of these kinds."""
        return bool(self._kinds & _bits(kinds))

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[Block]:
        return iter(self.opened())

    @overload
    def __getitem__(self, at: int) -> Block: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[Block, ...]: ...
    def __getitem__(self, at: int | slice) -> Block | tuple[Block, ...]:
        return self.opened()[at]

    def __eq__(self, other: object) -> bool:
        if isinstance(other, Sealed):
            return self._packed == other._packed or self.opened() == other.opened()
        return self.opened() == other if isinstance(other, tuple) else NotImplemented

    def __hash__(self) -> int:
        return hash(self.opened())

    def __repr__(self) -> str:
        return repr(self.opened())


@cache
def _bits(kinds: tuple[type, ...]) -> int:
    return sum(1 << model.SPANS_AND_BLOCKS.index(kind) for kind in kinds)


_NAMES = tuple((1 << at, kind.__qualname__.encode()) for at, kind in enumerate(model.SPANS_AND_BLOCKS))


def seal(blocks: Blocks) -> Sealed:
    """Pack the blocks."""
    packed = packing.packed(tuple(blocks), model.MADE_OF)
    # kinds that are packed are named in the bytes, and a text may hold such a name as well
    kinds = sum(bit for bit, name in _NAMES if name in packed)
    return Sealed(packed, len(blocks), kinds)


def moved(blocks: Blocks, lines: int) -> Blocks:
    """The same as `model.moved`; what is packed stays so."""
    return blocks.moved(lines) if isinstance(blocks, Sealed) else model.moved(blocks, lines)
