"""What ``awsdeck build`` does with lock files: waits for others, compares, writes."""

from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING

import click

from awsdeck.cli import request

if TYPE_CHECKING:
    from awsdeck.pipeline import Deck


def wait_for_others(stack: ExitStack, paths: Sequence[Path]) -> None:
    """Hold the folders of the documents until the stack is closed; a second build waits for the first."""
    from awsdeck.writers.files import Busy, alone_in

    for folder in sorted({path.parent.resolve() for path in paths}):
        try:
            stack.enter_context(alone_in(folder))
        except Busy:
            raise click.ClickException(f"another build has been busy in {folder} for a minute") from None
        except OSError:
            # a folder that can't be held can't be written to either; that is reported when it is tried
            continue


def refuse_changed_locks(decks: Sequence["Deck"]) -> None:
    """End with an error if a lock would change."""
    from awsdeck import lock

    for deck in decks:
        if (
            _lock_text(deck.lock_found) != lock.text_of(deck.resolution.lock)
            or deck.lock_found != deck.lock_path
        ):
            click.echo(f"nothing written: {deck.lock_path} would change (--locked)", err=True)
            click.echo("  hint: run awsdeck build and commit the lock file", err=True)
            raise SystemExit(request.SOURCE_ERRORS)


def _lock_text(path: Path | None) -> str | None:
    return path.read_text("utf-8") if path else None


def write_lock(deck: "Deck") -> None:
    """Write the lock of a document if it changed, and remove the one of its former name."""
    from awsdeck import lock
    from awsdeck.writers import files

    if deck.lock_found is None and not deck.resolution.lock.entries:
        return
    text = lock.text_of(deck.resolution.lock)
    try:
        if _lock_text(deck.lock_found) != text or deck.lock_found != deck.lock_path:
            files.replace(deck.lock_path, text.encode())
        if deck.lock_found not in (None, deck.lock_path):
            deck.lock_found.unlink(missing_ok=True)
    except OSError as failure:
        reason = failure.strerror or failure
        click.echo(f"{deck.lock_path}: warning: the lock file was not written: {reason}", err=True)
        click.echo(
            "  hint: without it a reworded question becomes a new card; make the folder writable", err=True
        )
