"""The pages in which the Ankis show a card: what is known of their elements, classes and own style.

A card's style has to win over theirs. They are reduced to what touches a card; facts from Anki's own web
pages (``reviewer.css``, ``webview.css``, ``webview.py``), AnkiDroid's ``card_template.html`` and
``flashcard.css``, and AnkiMobile's manual.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Reviewer:
    """One Anki: the classes of its page and body, the element that holds the card, and its style."""

    page: str
    body: str
    night: str
    holder: str
    style: str


DESKTOP = Reviewer(
    page="",
    body="card card1 isLin",
    night="nightMode night_mode",
    holder='id="qa" dir="auto"',
    style="""
        html { font-size: 15px }
        body { margin: 20px; color: #020202; background: #f5f5f5; overflow-wrap: break-word }
        body.nightMode { color: #fcfcfc; background-color: #2c2c2c }
        html body:not(.isMac) *::-webkit-scrollbar { background-color: #f5f5f5; height: 12px }
        hr { height: 1px; margin: 1em 0; border: none; background-color: #737373 }
        img { max-width: 100%; max-height: 95vh }
        li { text-align: start }
        pre { text-align: left }
    """,
)
ANDROID = Reviewer(
    page="mobile android linux js",
    body="card card1",
    night="night_mode nightMode ankidroid_dark_mode",
    holder='id="content"',
    style="""
        body { margin: 0 0 30px; padding: 0 }
        body.night_mode { color: white; background-color: black }
        body.ankidroid_dark_mode { background-color: #303030 }
        #content { margin: .5em }
    """,
)
IPHONE = Reviewer(
    page="mobile iphone",
    body="card card1 mobile iphone",
    night="nightMode night_mode",
    holder='id="qa"',
    style="body { margin: 20px } img { max-width: 100% }",
)

FONTS = ("Roboto", "DejaVu Sans Mono")
"""What pictures are made in; CI installs them."""

FIXED_FONTS = f'body.card {{ --sans: "{FONTS[0]}", sans-serif; --mono: "{FONTS[1]}", monospace; }}'
"""Style for a page that shall look the same wherever those are installed."""


def page(reviewer: Reviewer, *, night: bool = False, direction: str = "ltr", style: str = "") -> str:
    """The page before a card is put into it, by `SHOW`; ``direction`` is that of Anki's own language."""
    body = f"{reviewer.body} {reviewer.night}" if night else reviewer.body
    return (
        f'<!doctype html><html class="{reviewer.page}" dir="{direction}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        f'<style>{reviewer.style}{style}</style><body class="{body}"><div {reviewer.holder}></div>'
    )


SHOW = "html => { document.body.firstElementChild.innerHTML = html }"
"""What a reviewer does with each side of a card: a script for `Page.evaluate`."""
