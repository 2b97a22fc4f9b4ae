"""Work that two processes do comes out as if one had done it."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from awsdeck import lock, pipeline, workers
from awsdeck.config import DEFAULTS
from awsdeck.writers import apkg


def _square(number: int) -> int:
    return number * number


@pytest.mark.parametrize("count", [0, 1, 2, 3, workers.LEAST, workers.LEAST + 1])
def test_results_are_those_of_a_plain_loop(count: int) -> None:
    """The results come in order, however many there are."""
    assert workers.mapped("Squaring", _square, range(count), least=2) == [_square(at) for at in range(count)]


def test_more_results_than_a_pipe_holds() -> None:
    """The other process may have more to say than fits between the two."""
    assert workers.mapped("Writing", lambda at: "x" * at, range(2000)) == ["x" * at for at in range(2000)]


def test_the_work_of_a_process_that_died_is_done_again() -> None:
    """If the other process ends before its work is done, nothing is missing."""
    own = os.getpid()

    def fragile(number: int) -> int:
        if os.getpid() != own:
            os._exit(3)
        return number

    assert workers.mapped("Trying", fragile, range(workers.LEAST)) == list(range(workers.LEAST))


def test_an_error_is_raised_here() -> None:
    """What goes wrong in the other process goes wrong in this one, where it can be seen."""

    def wrong(number: int) -> int:
        return 1 // (workers.LEAST - 1 - number)

    with pytest.raises(ZeroDivisionError):
        workers.mapped("Dividing", wrong, range(workers.LEAST))


def _page(number: int) -> str:
    answer = f"It takes {number * 37} messages.\n# Ask:\naws sqs list-queues --max-items {number}\n"
    return f"{number}\nWhat does limit {number} mean for a queue?Easy\n\n{answer}"


def _own(number: int) -> str:
    answer = f"It takes **{number * 37}** `messages`.\n\n```json\n{{}}\n```\n"
    return f"### {number}. What does limit {number} mean?\n**Services:** SQS\n\n{answer}"


@pytest.mark.parametrize(("name", "card"), [("deck.txt", _page), ("deck.md", _own)])
def test_two_processes_build_the_same_bytes(
    name: str, card: Callable[[int], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Package and lock of a long document are the same bytes, whether one process made them or two."""
    path = tmp_path / name
    path.write_text("# Limits\n\n" + "\n".join(card(number) for number in range(1, 2 * workers.LEAST)))

    def built() -> tuple[bytes, str]:
        deck = pipeline.load(path, DEFAULTS, now=1_764_000_000)
        assert len(deck.ready) == 2 * workers.LEAST - 1
        return apkg.package(deck.ready), lock.text_of(deck.resolution.lock)

    together = built()
    monkeypatch.setattr(workers, "_can_split", lambda: False)
    assert built() == together
