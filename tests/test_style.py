"""What the style sheet promises, read from the file itself."""

import re

import pytest
from pygments.token import STANDARD_TYPES

from awsdeck.notetype import QA
from awsdeck.readers import verbatim

Colour = tuple[float, float, float, float]

CSS = re.sub(r"/\*.*?\*/", "", QA.style(), flags=re.DOTALL)
RULES = re.findall(r"([^{}]+)\{([^{}]*)\}", re.sub(r"@media[^{]*\{", "", CSS))
UNCOLOURED = {"", "w", "n", "nn", "nx", "py", "x", "g", "err", "esc"}
"""Tokens that have the colour of the text: names, space, and what a lexer can't tell."""


def palette(night: bool) -> dict[str, str]:
    """The named colours of one theme."""
    day, dark = (dict(re.findall(r"(--[\w-]+):\s*([^;]+);", body)) for _, body in RULES if "--ink:" in body)
    return day | dark if night else day


def parse(value: str) -> Colour:
    """A colour of the palette as red, green, blue (0 to 255) and opacity (0 to 1)."""
    if value.startswith("#"):
        red, green, blue = (int(value[at : at + 2], 16) for at in (1, 3, 5))
        return red, green, blue, 1
    red_, green_, blue_, opacity = (float(part) for part in re.findall(r"[\d.]+", value))
    return red_, green_, blue_, opacity


def over(top: Colour, below: Colour) -> Colour:
    """What one sees of a colour that lies upon another."""
    red, green, blue = (top[i] * top[3] + below[i] * (1 - top[3]) for i in range(3))
    return red, green, blue, 1


def luminance(colour: Colour) -> float:
    """How light a colour is, 0 to 1 (https://www.w3.org/TR/WCAG21/#dfn-relative-luminance)."""
    linear = [
        c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (v / 255 for v in colour[:3])
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    """The ratio of two colours, 1 to 21 (https://www.w3.org/TR/WCAG21/#dfn-contrast-ratio)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def token_colours() -> dict[str, str]:
    """The name of the colour of each kind of token."""
    found: dict[str, str] = {}
    for selectors, body in RULES:
        colour = re.search(r"(?<![\w-])color:\s*var\((--[\w-]+)\)", body)
        for name in re.findall(r"\.awsdeck \.([a-z][a-z0-9]{0,2})(?=[,\s]|$)", selectors):
            if colour:
                found[name] = colour[1]
    return found


def test_contrast_is_computed_as_the_standard_says() -> None:
    """Black on white is 21, a well-known grey on white 4.54."""
    assert contrast((0, 0, 0, 1), (255, 255, 255, 1)) == pytest.approx(21)
    assert contrast(parse("#767676"), parse("#ffffff")) == pytest.approx(4.54, abs=0.01)


def test_every_kind_of_token_has_a_colour() -> None:
    """No class that Pygments may give is forgotten."""
    assert set(STANDARD_TYPES.values()) - UNCOLOURED <= set(token_colours())


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
def test_every_token_stands_out_from_its_block(night: bool) -> None:
    """4.5 to 1 at least, on the ground of a code block and on that of one within a call-out."""
    colours = palette(night)
    assert len(token_colours()) > 50
    for token, name in {**token_colours(), "plain": "--ink", "language": "--soft"}.items():
        for ground in ("--panel", "--surface"):
            assert contrast(parse(colours[name]), parse(colours[ground])) >= 4.5, (token, ground)


PAIRS = [
    *(("--ink", ground) for ground in ("--surface", "--page", "--panel", "--mark", "--head", "--stripe")),
    *(("--soft", ground) for ground in ("--surface", "--mark")),
    *(("--ink", f"--{kind}-tint") for kind in ("note", "tip", "important", "warning", "caution")),
    *((f"--{kind}", f"--{kind}-tint") for kind in ("note", "tip", "important", "warning", "caution")),
    *(("--surface", f"--{kind}") for kind in ("note", "tip", "important", "warning", "caution")),
    *((f"--{level}", f"--{level}-tint") for level in ("easy", "medium", "hard")),
    *((name, "--surface") for name in ("--accent", "--link")),
    ("--link", "--stripe"),
]


@pytest.mark.parametrize("night", [False, True], ids=["day", "night"])
@pytest.mark.parametrize(
    ("text", "ground"), PAIRS, ids=["-on-".join(pair).replace("--", "") for pair in PAIRS]
)
def test_every_text_stands_out_from_its_ground(text: str, ground: str, night: bool) -> None:
    """4.5 to 1 at least for words, badges, chips, call-outs and their signs."""
    colours = palette(night)
    below = over(parse(colours[ground]), parse(colours["--surface"]))
    assert contrast(parse(colours[text]), below) >= 4.5


def test_night_names_every_colour_of_the_day() -> None:
    """No colour of the day is left over in the night; fonts are the same."""
    day = {name for name, value in palette(night=False).items() if value.startswith(("#", "rgb"))}
    changed = {name for name in day if palette(night=True)[name] != palette(night=False)[name]}
    assert changed == day


def test_every_language_that_is_recognised_has_a_label() -> None:
    """Code whose language the readers find says which it is; plain text says nothing."""
    languages = {feature.language for feature in verbatim.FEATURES if feature.language} | {"json"}
    labelled = set(re.findall(r"\.language-([\w+#-]+)::before", CSS))
    assert languages - {"text"} <= labelled
    assert "text" not in labelled
