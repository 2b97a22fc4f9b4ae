"""Work that two processes do comes out as if one had done it."""

import os

import pytest

from awsdeck import workers


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
