"""Work that two processes do comes out as if one had done it."""

import json
import os
from pathlib import Path

import pytest

from awsdeck import workers

from .conftest import Run


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


@pytest.mark.parametrize("worth", [True, False])
def test_a_result_from_meanwhile_is_that_of_the_function(worth: bool) -> None:
    """It makes no difference which process finds it, nor how long it is."""
    with workers.meanwhile(lambda: ["x" * 1000] * 1000, worth=worth) as found:
        assert found() == ["x" * 1000] * 1000


def test_two_processes_compare_what_one_would(
    run_here: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What ``diff`` says of many changed cards doesn't depend on who reads the last package."""
    cards = "".join(f"### What is {at}?\n\nThe number *{at}* has {at % 7} friends.\n\n" for at in range(240))
    (tmp_path / "d.md").write_text(f"# D\n\n{cards}", "utf-8")
    assert run_here("build", "d.md").returncode == 0
    edited = cards.replace("friends", "good friends", 200).replace("What is 230?", "What's the number 230?")
    (tmp_path / "d.md").write_text(f"# D\n\n{edited}", "utf-8")
    together = run_here("diff", "--json", "d.md")
    (found,) = json.loads(together.stdout)
    assert sum(change["answer_before"] != change["answer"] for change in found["changes"]) == 200
    monkeypatch.setattr(workers, "_can_split", lambda: False)
    assert run_here("diff", "--json", "d.md").stdout == together.stdout


def test_a_result_of_a_process_that_died_is_found_here() -> None:
    """If the other process ends before it has sent all, this one does the work."""
    own = os.getpid()

    def fragile() -> int:
        if os.getpid() != own:
            os._exit(3)
        return 7

    with workers.meanwhile(fragile) as found:
        assert found() == 7


def test_no_process_is_left_where_nobody_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    """An error in this process leaves nothing behind in another."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        made.append(fork())
        return made[-1]

    monkeypatch.setattr(os, "fork", noted)
    with pytest.raises(KeyError), workers.meanwhile(lambda: "x" * 10**6):
        raise KeyError
    for process in made:
        with pytest.raises(ChildProcessError):
            os.waitpid(process, os.WNOHANG)


def test_an_error_meanwhile_is_raised_here() -> None:
    """What goes wrong in the other process goes wrong where its result is asked for."""
    with pytest.raises(ZeroDivisionError), workers.meanwhile(lambda: 1 // 0) as found:
        found()
