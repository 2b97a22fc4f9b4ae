"""A real browser for the tests: Debian's Chromium, driven by Playwright.

It is closed to the world: a page gets files, data and the one loopback address that a test names; whatever
else it asks for is refused and remembered, as is everything that appears as an error on its console.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Route, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    "--no-sandbox",  # Chromium refuses to run as root with one
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--font-render-hinting=none",  # letters have the same shapes whatever the machine's font settings
    "--force-color-profile=srgb",
)
PATIENCE = 60_000  # milliseconds: machines that test are often busy


@dataclass(slots=True)
class Tab:
    """A page, what went wrong in it (console errors, exceptions), and what it asked of the network."""

    page: Page
    errors: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)


OpenTab = Callable[..., Tab]


@contextmanager
def chromium() -> Iterator[Browser]:
    """A running browser with a profile of its own; the test skips where there is none, in CI it fails."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        _absent(f"no browser: none of {', '.join(NAMES)} is installed (Debian: apt-get install chromium)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS), timeout=PATIENCE)
        yield browser
        browser.close()


def _absent(reason: str) -> None:
    if os.environ.get("CI"):
        pytest.fail(reason)
    pytest.skip(reason)


def open_tab(
    browser: Browser,
    *,
    width: int = 1280,
    height: int = 800,
    scheme: Literal["light", "dark"] = "light",
    allow: str = "",
    scale: float = 1,
) -> Tab:
    """An empty page of that many CSS pixels.

    ``allow`` is the beginning of the only addresses that it may fetch, such as ``http://127.0.0.1:8000/``;
    ``scale`` gives pixels of a screenshot for each CSS pixel.
    """
    context = browser.new_context(
        viewport={"width": width, "height": height},
        color_scheme=scheme,
        device_scale_factor=scale,
        reduced_motion="reduce",
        locale="en-US",
    )
    context.set_default_timeout(PATIENCE)
    tab = Tab(context.new_page())
    _close_to_the_world(context, tab, allow)
    tab.page.on("console", lambda message: _note_error(message, tab))
    tab.page.on("pageerror", lambda error: tab.errors.append(str(error)))
    return tab


def _close_to_the_world(context: BrowserContext, tab: Tab, allow: str) -> None:
    def is_foreign(url: str) -> bool:
        return not url.startswith(("file:", "data:", "blob:", *filter(None, (allow,))))

    def decide(route: Route) -> None:
        if is_foreign(route.request.url):
            tab.refused.append(route.request.url)
            route.abort()
        else:
            route.continue_()

    context.route("**/*", decide)
    context.route_web_socket(is_foreign, lambda socket: tab.refused.append(socket.url))


def _note_error(message: ConsoleMessage, tab: Tab) -> None:
    if message.type in ("error", "warning"):
        tab.errors.append(f"{message.text} ({message.location['url']})")
