"""The browser of the tests sees what it should, and reaches nothing that it shouldn't."""

from pathlib import Path

import pytest

from . import browser as browser_module
from .browser import OpenTab


def test_a_page_is_shown_at_the_size_and_in_the_colours_asked_for(tab: OpenTab, tmp_path: Path) -> None:
    """Width, pixels and the preference for dark are the test's."""
    (tmp_path / "page.html").write_text("<!doctype html><title>ü</title><p>text", "utf-8")
    page = tab(width=360, height=640, scheme="dark", scale=2).page
    page.goto((tmp_path / "page.html").as_uri())
    assert page.title() == "ü"
    assert page.evaluate("[innerWidth, innerHeight, devicePixelRatio]") == [360, 640, 2]
    assert page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")


def test_nothing_outside_is_reached_and_every_attempt_is_remembered(tab: OpenTab, tmp_path: Path) -> None:
    """A picture from a server is refused; a file beside the page and a data address are not."""
    dot = "data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7"
    (tmp_path / "style.css").write_text("p { color: rgb(1, 2, 3) }")
    (tmp_path / "page.html").write_text(
        f'<link rel="stylesheet" href="style.css"><p>x<img src="{dot}">'
        '<img src="http://127.0.0.1:9/beside.png"><script>new WebSocket("ws://127.0.0.1:9/")</script>'
    )
    opened = tab()
    opened.page.goto((tmp_path / "page.html").as_uri())
    assert opened.page.evaluate("getComputedStyle(document.querySelector('p')).color") == "rgb(1, 2, 3)"
    assert opened.page.evaluate("[...document.images].map(image => image.naturalWidth)") == [1, 0]
    assert sorted(opened.refused) == ["http://127.0.0.1:9/beside.png", "ws://127.0.0.1:9/"]
    assert any("ERR_FAILED" in error for error in opened.errors)
    opened.refused.clear()
    opened.errors.clear()


def test_errors_of_a_page_are_remembered(tab: OpenTab) -> None:
    """What a script throws, and what it writes to the console as an error."""
    opened = tab()
    opened.page.set_content("<script>console.error('on the console'); throw Error('thrown')</script>")
    assert [error.partition(" (")[0] for error in sorted(opened.errors)] == ["on the console", "thrown"]
    opened.errors.clear()


def test_without_a_browser_tests_skip_and_in_ci_they_fail(monkeypatch: pytest.MonkeyPatch) -> None:
    """The reason names what is missing; a run of CI can't pass without having looked."""
    monkeypatch.setattr(browser_module, "NAMES", ("no-such-browser",))
    monkeypatch.delenv("CI", raising=False)
    with (
        pytest.raises(pytest.skip.Exception, match="no browser: none of no-such-browser"),
        browser_module.chromium(),
    ):
        pass
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match="apt-get install chromium"), browser_module.chromium():
        pass
